"""Quotas: the list, a new draft, what each region gets and why, bounds, the decision, files. Nobody is named here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dtsen.accounts.access import izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import Periode
from dtsen.lib.sel import XLSX
from dtsen.lib.tampil import angka
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from verval.forms.kuota import BatasForm, BerkasBatasForm, KuotaForm
from verval.kuota import berkas, hitung, lihat, susun
from verval.kuota.apportion import METODE
from verval.kuota.susun import SUSUN, TETAPKAN, KuotaDitolak
from verval.models import Kuota, ProgramBansos
from verval.models.kuota import BELUM_TERBAGI
from verval.views.alamat import sent_from
from verval.views.kirim import attachment

LIHAT = "program.lihat"
SEHALAMAN = 50
JEJAK = [("Program", "/verval/program/"), ("Kuota", "/verval/kuota/")]


def _quota(pk: int, *, terbagi: bool = True) -> Kuota:
    """A quota that has been spread; with `terbagi=False` also one that waits for it, or could not be."""
    semua = Kuota.objects.select_related("program", "aturan", "acuan__program", "pembuat", "penetap")
    return get_object_or_404(semua.exclude(status__in=BELUM_TERBAGI) if terbagi else semua, pk=pk)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def kuota(request: HttpRequest) -> HttpResponse:
    """Every quota, newest first."""
    semua = Kuota.objects.select_related("program", "aturan", "pembuat", "penetap").order_by("-id")
    isi = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "ditetapkan": semua.filter(status="ditetapkan").count(),
        "boleh_susun": SUSUN in izin_of(pengguna(request)),
        "jejak": [JEJAK[0], ("Kuota", "")],
    }
    return render(request, "verval/kuota.html", isi)


@require_http_methods(["GET", "POST"])
@butuh(SUSUN, Lingkup.KABUPATEN)
def kuota_baru(request: HttpRequest) -> HttpResponse:
    """Write a quota; its bases are counted, and it is spread, in the background."""
    acuan = list(Kuota.objects.filter(status="ditetapkan").select_related("program")[:SEHALAMAN])
    kini = Periode.of(timezone.localdate())
    form = KuotaForm(request.POST if request.method == "POST" else None, kini=kini, acuan=acuan)
    if request.method == "POST" and form.is_valid():
        program = ProgramBansos.objects.get(pk=form.cleaned_data["program"])
        try:
            satu = susun.start(program, form.isi(), pelaku=pengguna(request))
        except KuotaDitolak as galat:
            form.add_error(None, galat.pesan)
        else:
            transaction.on_commit(partial(hitung.queue, satu.pk))
            return redirect("verval:kuota_detail", pk=satu.pk)
    isi = {"form": form, "jejak": [*JEJAK, ("Rancangan baru", "")]}
    return render(request, "verval/kuota_isi.html", isi, status=422 if form.errors else 200)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
@never_cache
def kuota_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One quota by kecamatan, or by the desa of one (`?kecamatan=`); before that, how far its counting is."""
    satu = _quota(pk, terbagi=False)
    if satu.status in BELUM_TERBAGI:
        isi = {
            **_progress(satu),
            "boleh_susun": SUSUN in izin_of(pengguna(request)),
            "jejak": [*JEJAK, (f"{satu.program.singkatan} {satu.periode}", "")],
        }
        return render(request, "verval/kuota_hitung.html", isi)
    return _page(request, satu, request.GET.get("kecamatan", ""))


def _progress(satu: Kuota) -> dict[str, Any]:
    return {
        "kuota": satu,
        "langkah": hitung.steps(satu),
        "berjalan": satu.status == "dihitung",
        "tunggu": hitung.waits(satu),
    }


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
@never_cache
def kuota_kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """The step line alone, asked for while the quota is counted; loads the page anew when it ends."""
    isi = _progress(_quota(pk, terbagi=False))
    jawaban = render(request, "verval/_kuota_kemajuan.html", isi)
    if not isi["berjalan"]:
        jawaban["HX-Refresh"] = "true"
    return jawaban


def _page(
    request: HttpRequest, satu: Kuota, kecamatan: str, *, batas: BatasForm | None = None, unggah: Any = None
) -> HttpResponse:
    user = pengguna(request)
    kec = lihat.regions(satu)
    induk = next(((nama, b) for nama, b in kec if b.kode == kecamatan), None)
    baris = lihat.regions(satu, kecamatan) if induk else kec
    boleh = _deeds(satu, user)
    if induk and "ubah" in boleh and batas is None:
        batas = BatasForm(desa=baris)
    isi: dict[str, Any] = {
        "kuota": satu,
        "induk": induk,
        "baris": baris,
        "rata": lihat.even(baris),
        "boleh": boleh,
        "batas": batas if induk and "ubah" in boleh else None,
        "unggah": unggah or BerkasBatasForm(),
        "cara": lihat.methods(satu),
        "banding": [] if induk else lihat.side_by_side(satu, kec),
        "label_cara": list(METODE.values()),
        "terbagi": satu.jumlah - satu.sisa,
        "tanpa_desil": sum(b.tanpa_desil for _, b in kec),
        "akibat": (
            f"{angka(satu.jumlah - satu.sisa)} tempat {satu.program} {satu.periode} dibagi seperti di halaman ini. "
            "Daftar tunggu setiap desa memakainya, dan pembagian tidak dapat diubah lagi."
        ),
        "jejak": [*JEJAK, (f"{satu.program.singkatan} {satu.periode}", request.path if induk else "")],
    }
    if induk:
        isi["jejak"].append((induk[0], ""))
    salah = bool((batas is not None and batas.errors) or (unggah is not None and unggah.errors))
    return render(request, "verval/kuota_detail.html", isi, status=422 if salah else 200)


def _deeds(satu: Kuota, user: User) -> set[str]:
    """What this user may do with a draft now."""
    if satu.status != "draf":
        return set()
    izin = izin_of(user)
    boleh = {"ubah"} if SUSUN in izin else set()
    return boleh | ({"tetapkan"} if TETAPKAN in izin and satu.pembuat_id != user.pk else set())


@sent_from("verval:kuota_detail")
@butuh(SUSUN, Lingkup.KABUPATEN)
def kuota_batas(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the bounds of the desa of one kecamatan, or those that a workbook names."""
    satu = _quota(pk)
    if "berkas" in request.FILES or request.POST.get("aksi") == "berkas":
        return _upload(request, satu)
    kecamatan = request.POST.get("kecamatan", "")
    desa = lihat.regions(satu, kecamatan) if len(kecamatan) == susun.KECAMATAN else []
    if not desa:
        raise Http404("Kecamatan itu tidak ada dalam kuota ini.")
    form = BatasForm(request.POST, desa=desa)
    if form.is_valid():
        try:
            susun.bound(pk, form.batas(), pelaku=pengguna(request))
        except KuotaDitolak as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, "Batas disimpan dan kuota dibagi ulang.")
            return redirect(f"{reverse('verval:kuota_detail', args=[pk])}?kecamatan={kecamatan}")
    return _page(request, satu, kecamatan, batas=form)


def _upload(request: HttpRequest, satu: Kuota) -> HttpResponse:
    form = BerkasBatasForm(request.POST, request.FILES)
    if form.is_valid():
        unggahan = form.cleaned_data["berkas"]
        with TemporaryDirectory() as folder:
            try:
                salinan = sisik.receive(unggahan, Path(folder))
                susun.bound(satu.pk, berkas.bounds(salinan), pelaku=pengguna(request))
            except (BerkasSalah, KuotaDitolak) as galat:
                form.add_error("berkas", galat.pesan)
            else:
                messages.success(request, "Batas dari berkas disimpan dan kuota dibagi ulang.")
                return redirect("verval:kuota_detail", pk=satu.pk)
    return _page(request, satu, "", unggah=form)


@sent_from("verval:kuota_detail")
@butuh(TETAPKAN, Lingkup.KABUPATEN)
def kuota_tetapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on a draft that somebody else wrote, as it was read."""
    try:
        susun.confirm(_quota(pk).pk, sidik=request.POST.get("sidik", ""), pelaku=pengguna(request))
        messages.success(request, "Kuota ditetapkan. Daftar tunggu setiap desa memakainya mulai sekarang.")
    except KuotaDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:kuota_detail", pk=pk)


@sent_from("verval:kuota_detail")
@butuh(SUSUN, Lingkup.KABUPATEN)
def kuota_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        susun.discard(_quota(pk, terbagi=False).pk, pelaku=pengguna(request))
        messages.success(request, "Rancangan dihapus.")
    except KuotaDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect("verval:kuota_detail", pk=pk)
    return redirect("verval:kuota")


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def kuota_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The quota by desa as a workbook."""
    satu = _quota(pk)
    return attachment(f"KUOTA_{satu.program_id.upper()}_{satu.periode}.xlsx", berkas.workbook(satu), XLSX)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def kuota_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The quota as a paper."""
    satu = _quota(pk)
    isi = berkas.paper(satu, saat=timezone.localtime())
    return attachment(f"KUOTA_{satu.program_id.upper()}_{satu.periode}.pdf", isi, "application/pdf")
