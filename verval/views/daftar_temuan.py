"""Lists sent down: upload, what the rows would become, apply; the rejects and the answer as files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts import audit, penuh
from dtsen.accounts.access import izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.buku import text_workbook
from dtsen.lib.sel import XLSX
from dtsen.lib.tampil import angka
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.perlindungan import Tabir
from verval.alur_layanan import KIRIM
from verval.forms.layanan import DaftarTemuanForm
from verval.kirim import EksporDitolak
from verval.models import DaftarTemuan
from verval.models.daftar_temuan import KEADAAN_TEMUAN
from verval.temuan import daftar as layanan
from verval.temuan import hasil
from verval.temuan.daftar import DaftarDitolak, Surat
from verval.views.kirim import ask_for_full, attachment

SEHALAMAN = 50


@require_http_methods(["GET", "POST"])
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def daftar_temuan(request: HttpRequest) -> HttpResponse:
    """Every list in reach, newest first, and the upload form."""
    user = pengguna(request)
    form = DaftarTemuanForm(request.POST, request.FILES) if request.method == "POST" else DaftarTemuanForm()
    if request.method == "POST" and form.is_valid() and (satu := _receive(form, user)) is not None:
        return redirect("verval:daftar_temuan_detail", pk=satu.pk)
    semua = layanan.visible(user).annotate(jumlah=Count("temuan"))
    isi = {"form": form, "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman"))}
    return render(request, "verval/daftar_temuan.html", isi, status=422 if form.errors else 200)


def _receive(form: DaftarTemuanForm, user: User) -> DaftarTemuan | None:
    """Read the file; what is wrong with it goes to the form."""
    isi = form.cleaned_data
    unggahan = isi["berkas"]
    surat = Surat(isi["jenis"], isi["sumber"], isi["nomor_surat"], isi["tanggal_surat"], isi["tenggat"])
    with TemporaryDirectory() as folder:
        try:
            berkas = sisik.receive(unggahan, Path(folder))
            return layanan.upload(berkas, surat, pelaku=user)
        except BerkasSalah as galat:
            form.add_error("berkas", galat.pesan)
        except DaftarDitolak as galat:
            form.add_error("berkas" if galat.kode != "isian" else "tenggat", galat.pesan)
    return None


@require_safe
@butuh(KIRIM, Lingkup.OBJEK)
@never_cache
def daftar_temuan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: how many rows stand how, and the rows with whom they mean."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    jumlah = dict(layanan.rows(satu, user).order_by().values_list("keadaan").annotate(n=Count("pk")))
    keadaan = request.GET.get("keadaan", "")
    baris = layanan.rows(satu, user, keadaan if keadaan in KEADAAN_TEMUAN else "")
    halaman = Paginator(baris, SEHALAMAN).get_page(request.GET.get("halaman"))
    orang = [(b.keluarga, b.individu) for b in halaman if b.keluarga and b.individu]
    if orang:
        audit.record(
            pelaku=user,
            aksi="daftar_temuan.lihat",
            objek=satu.objek,
            keluarga=[k.pk for k, _ in orang],
            individu=[o.pk for _, o in orang],
        )
    tabir = Tabir.of(user, [k for k, _ in orang])
    isi = {
        "daftar": satu,
        "keadaan": keadaan,
        "jumlah": [(kode, label, jumlah[kode]) for kode, label in KEADAAN_TEMUAN.items() if kode in jumlah],
        "jumlah_semua": sum(jumlah.values()),
        "cocok": jumlah.get("cocok", 0),
        "tolakan": sum(jumlah.get(k, 0) for k in ("tidak_dikenal", "rancu", "salah", "sudah")),
        "milik": satu.pembuat_id == user.pk,
        "halaman": halaman,
        "baris": [(b, tabir.person(b.individu) if b.individu else None) for b in halaman],
    }
    return render(request, "verval/daftar_temuan_detail.html", isi)


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
def daftar_temuan_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make findings of the matched rows."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    try:
        jadi = layanan.apply(satu, pelaku=user)
        messages.success(request, f"{angka(jadi)} temuan sudah sampai di desa masing-masing.")
    except DaftarDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:daftar_temuan_detail", pk=pk)


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
def daftar_temuan_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a list aside that was not applied."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    try:
        layanan.cancel(satu, pelaku=user)
        messages.success(request, "Daftar dibatalkan. Unggah berkasnya lagi bila tetap diperlukan.")
    except DaftarDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:daftar_temuan")


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
@never_cache
def daftar_temuan_tolakan(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that became nothing, as they came, with the message beside; full numbers need akses penuh."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    kembali = reverse("verval:daftar_temuan_detail", args=[pk])
    akses = penuh.over(request, izin_of(user))
    if akses is None:
        return ask_for_full(request, kembali)
    try:
        judul, *baris = layanan.rejects(satu, pelaku=user)
    except (DaftarDitolak, BerkasSalah) as galat:
        messages.error(request, galat.pesan)
        return redirect(kembali)
    audit.record(
        pelaku=user,
        aksi="daftar_temuan.tolakan",
        objek=satu.objek,
        rincian={"jumlah": len(baris), "akses_penuh": akses.pk},
    )
    return attachment(f"TOLAKAN_TEMUAN_{pk}.xlsx", text_workbook(judul, baris, "TOLAKAN"), XLSX)


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
@never_cache
def daftar_temuan_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to a list with full numbers, for whoever has akses penuh running."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    kembali = reverse("verval:daftar_temuan_detail", args=[pk])
    akses = penuh.over(request, izin_of(user))
    if akses is None:
        return ask_for_full(request, kembali)
    try:
        unduhan = hasil.export(satu, user, akses=akses.pk)
    except EksporDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect(kembali)
    return attachment(unduhan.nama, unduhan.isi, unduhan.jenis)
