"""Files of recipients: upload, what they hold, confirmation by a second person. No page here names anybody."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.access import izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.tampil import angka
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from verval.bansos import cocok
from verval.bansos import penerima as layanan
from verval.bansos.penerima import IMPOR, TERAPKAN, PenerimaDitolak
from verval.bulan import bulan_of, latest_months
from verval.forms.program import BerkasPenerimaForm
from verval.models import BerkasPenerima, ProgramBansos
from verval.models.penerima import KEADAAN_BARIS
from verval.views.kirim import attachment

SEHALAMAN = 50
LIHAT = "impor.lihat"
SETAHUN = 24
"""Months that a file may be about, for the choice on the page."""


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.KABUPATEN, menulis=IMPOR)
@never_cache
def berkas(request: HttpRequest) -> HttpResponse:
    """Every file, newest first, and the upload form."""
    user, kini = pengguna(request), bulan_of(timezone.localdate())
    bulan = [satu for satu in latest_months(timezone.localdate(), SETAHUN) if satu[0] <= kini]
    isian = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BerkasPenerimaForm(*isian, bulan=bulan)
    if request.method == "POST" and form.is_valid():
        satu = _receive(form, user)
        if satu is not None:
            return redirect("verval:penerima_berkas_detail", pk=satu.pk)
    semua = BerkasPenerima.objects.select_related("program", "pembuat", "pengesah").order_by("-id")
    isi = {
        "form": form,
        "boleh_unggah": IMPOR in izin_of(user),
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "jejak": [("Penerima", "/verval/penerima/"), ("Berkas", "")],
    }
    return render(request, "verval/penerima_berkas.html", isi, status=422 if form.errors else 200)


def _receive(form: BerkasPenerimaForm, user: User) -> BerkasPenerima | None:
    """Read the file and throw it away; what is wrong with it goes to the form."""
    unggahan = form.cleaned_data["berkas"]
    program = ProgramBansos.objects.get(pk=form.cleaned_data["program"])
    with TemporaryDirectory() as folder:
        try:
            salinan = sisik.receive(unggahan, Path(folder))
            return layanan.upload(salinan, program=program, bulan=form.cleaned_data["bulan"], pelaku=user)
        except (BerkasSalah, PenerimaDitolak) as galat:
            form.add_error("berkas", galat.pesan)
            return None


@require_safe
@butuh(LIHAT, Lingkup.KABUPATEN)
@never_cache
def berkas_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how many rows stand how, and what can be done with it."""
    user = pengguna(request)
    satu = get_object_or_404(BerkasPenerima.objects.select_related("program", "pembuat", "pengesah"), pk=pk)
    izin = izin_of(user)
    isi = {
        "berkas": satu,
        "jumlah": [(label, satu.hitungan[kode]) for kode, label in KEADAAN_BARIS.items() if kode in satu.hitungan],
        "boleh_sahkan": TERAPKAN in izin and satu.pembuat_id != user.pk and satu.status == "siap",
        "boleh_cocokkan": TERAPKAN in izin
        and satu.pembuat_id != user.pk
        and satu.status == "diterapkan"
        and satu.hitungan.get("tidak_cocok"),
        "boleh_batal": IMPOR in izin and satu.status == "siap",
        "boleh_unduh": IMPOR in izin and satu.sisa and satu.status != "dibatalkan",
        "jejak": [("Penerima", "/verval/penerima/"), ("Berkas", "/verval/penerima/berkas/"), (f"#{satu.pk}", "")],
    }
    return render(request, "verval/penerima_berkas_detail.html", isi)


@require_POST
@butuh(TERAPKAN, Lingkup.KABUPATEN)
def berkas_sahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the matched rows of somebody else's file recipients."""
    get_object_or_404(BerkasPenerima, pk=pk)
    try:
        satu = layanan.confirm(pk, pelaku=pengguna(request))
        messages.success(request, f"{angka(satu.cocok)} penerima {satu.program.singkatan} {satu.label_bulan} tercatat.")
    except PenerimaDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:penerima_berkas_detail", pk=pk)


@require_POST
@butuh(TERAPKAN, Lingkup.KABUPATEN)
def berkas_cocokkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Match once more what an applied file could not be matched with."""
    get_object_or_404(BerkasPenerima, pk=pk)
    try:
        baru = cocok.again(pk, pelaku=pengguna(request))
        kata = f"{angka(baru)} penerima ditambahkan" if baru else "Belum ada baris yang cocok dengan registri"
        messages.success(request, f"{kata}.")
    except PenerimaDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:penerima_berkas_detail", pk=pk)


@require_POST
@butuh(IMPOR, Lingkup.KABUPATEN)
def berkas_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a file away that nobody has applied."""
    get_object_or_404(BerkasPenerima, pk=pk)
    try:
        layanan.cancel(pk, pelaku=pengguna(request))
        messages.success(request, "Berkas dibatalkan. Tidak ada penerima yang berubah.")
    except PenerimaDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:penerima_berkas")


@require_safe
@butuh(IMPOR, Lingkup.KABUPATEN)
@never_cache
def berkas_tolakan(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were not written, with masked numbers."""
    satu = get_object_or_404(BerkasPenerima, pk=pk)
    isi = layanan.rejects(satu, pelaku=pengguna(request))
    return attachment(f"tolakan-penerima-{pk}.csv", isi.encode("utf-8-sig"), "text/csv; charset=utf-8")
