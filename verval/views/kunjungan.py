"""Visits on the desk: who is sent where, what came back, and what follows from it."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts import audit, tugas
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.models import Wilayah
from verval import bukti
from verval.access import LIHAT, izin_di, kunjungan_for, pembaruan_for, usulan_for
from verval.forms.kunjungan import SampelForm, TugaskanForm
from verval.halaman import cases_step, region_choices, trail
from verval.hop import KasusDitolak, StaleStatus
from verval.kunjungan import atur, sampel, tinjau
from verval.kunjungan.alur import ATUR, LABEL, TINJAU
from verval.kunjungan.daftar import KRITERIA, PUTUSAN
from verval.models import Kunjungan, Pembaruan, SampelKunjungan, Usulan
from verval.views.sekali import sekali

SEBARIS_HALAMAN = 25
PEKAN = timedelta(days=7)
TINJAUAN = {"menunggu": ("selesai", "tidak_ditemukan"), "lapangan": ("ditugaskan", "diisi"), "semua": tuple(LABEL)}
PILIHAN = {"menunggu": "Menunggu tinjauan", "lapangan": "Di lapangan", "semua": "Semua"}
PUTUSAN_ISIAN = re.compile(r"^putusan-(\d{1,18})$")


@butuh(ATUR, Lingkup.DAFTAR)
def kunjungan_list(request: HttpRequest) -> HttpResponse:
    """The visits of one's regions: those that wait for a review first."""
    user = pengguna(request)
    lihat = request.GET.get("lihat", "menunggu")
    lihat = lihat if lihat in TINJAUAN else "menunggu"
    semua = Kunjungan.objects.dalam(cakupan_of(user, ATUR))
    daftar = semua.filter(status__in=TINJAUAN[lihat]).for_list().order_by("batas", "id")
    halaman = Paginator(daftar, SEBARIS_HALAMAN).get_page(request.GET.get("halaman"))
    baris = list(halaman)
    if baris:
        audit.record(pelaku=user, aksi="kunjungan.daftar", keluarga=[k.keluarga_id for k in baris])
    tabir = Tabir.of(user, [k.keluarga for k in baris])
    isi = {
        "lihat": lihat,
        "pilihan": [(kode, kata, semua.filter(status__in=TINJAUAN[kode]).count()) for kode, kata in PILIHAN.items()],
        "halaman": halaman,
        "baris": [(k, tabir.family(k.keluarga)) for k in baris],
        "sampel": SampelKunjungan.objects.select_related("wilayah")[:5],
    }
    return render(request, "verval/kunjungan.html", isi)


def _case_of(request: HttpRequest, user: User, keluarga: Keluarga) -> Pembaruan | Usulan | None:
    """The case that the address names; 404 for one of another family."""
    for jenis, cari in (("pembaruan", pembaruan_for), ("usulan", usulan_for)):
        pk = request.GET.get(jenis, "")
        if pk:
            kasus: Pembaruan | Usulan = cari(user, int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
            if kasus.keluarga_id != keluarga.pk:
                raise Http404("Kasus ini bukan tentang keluarga itu.")
            return kasus
    return None


@require_http_methods(["GET", "POST"])
@butuh(ATUR, Lingkup.OBJEK)
@sekali
def kunjungan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody to one family, for a case under examination or without one."""
    user = pengguna(request)
    keluarga = keluarga_for(cakupan_of(user, LIHAT), pk)
    if ATUR not in izin_di(user, keluarga):
        raise TidakBerwenang(ATUR)
    kasus = _case_of(request, user, keluarga)
    petugas = tugas.visitors(keluarga.kode_desa)
    form = TugaskanForm(
        request.POST if request.method == "POST" else None,
        petugas=petugas,
        initial={"batas": timezone.localdate() + PEKAN},
    )
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            kunjungan = atur.assign(
                keluarga, form.siapa(), batas=isi["batas"], pesan=isi["pesan"], kasus=kasus, pelaku=user
            )
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else None, galat.pesan)
        else:
            messages.success(request, f"{kunjungan.petugas} ditugaskan berkunjung.")
            return redirect("verval:kunjungan_detail", pk=kunjungan.pk)
    audit.record(pelaku=user, aksi="kunjungan.formulir", objek=f"keluarga:{pk}", keluarga=[pk])
    tampil = Tabir.of(user, [keluarga]).family(keluarga)
    isi = {
        "keluarga": tampil,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "kasus": kasus,
        "form": form,
        "ada_petugas": bool(petugas),
        "jejak": trail(tampil, cases_step(keluarga), ("Tugaskan kunjungan", "")),
        "kembali": reverse("verval:keluarga", args=[pk]),
    }
    return render(request, "verval/kunjungan_baru.html", isi, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@butuh(ATUR, Lingkup.DAFTAR)
@sekali
def kunjungan_sampel(request: HttpRequest) -> HttpResponse:
    """Draw a random sample of families and send people to them."""
    user = pengguna(request)
    form = SampelForm(
        request.POST if request.method == "POST" else None,
        petugas=tugas.visitors(),
        wilayah=_regions(user),
        initial={
            "batas": timezone.localdate() + 2 * PEKAN,
            "benih": secrets.randbelow(1_000_000),
            "judul": f"Ketepatan sasaran {timezone.localdate():%m-%Y}",
        },
    )
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        wilayah = Wilayah.objects.get(pk=isi["wilayah"])
        try:
            satu = sampel.draw(
                sampel.Saringan(wilayah, form.desil(), isi["program"]),
                isi["banyak"],
                judul=isi["judul"],
                benih=isi["benih"],
                batas=isi["batas"],
                petugas=form.siapa(),
                pelaku=user,
            )
        except TidakBerwenang:
            form.add_error("wilayah", "Pilih wilayah tugas Anda sendiri.")
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else None, galat.pesan)
        else:
            messages.success(request, f"{satu.banyak} keluarga terpilih dari {satu.kerangka}. Penugasannya terkirim.")
            return redirect(reverse("verval:kunjungan_atur") + "?lihat=lapangan")
    return render(request, "verval/kunjungan_sampel.html", {"form": form}, status=422 if form.is_bound else 200)


def _regions(user: User) -> list[tuple[str, object]]:
    """The regions of which one may draw: those of the assignment as a whole, then kecamatan and desa."""
    cakupan = cakupan_of(user, ATUR)
    utuh = [b.kode for b in cakupan.bagian if b.utuh]
    atas: list[tuple[str, object]] = [(w.pk, f"Seluruh {w}") for w in Wilayah.objects.filter(pk__in=utuh)]
    return atas + region_choices(cakupan)


def _detail(request: HttpRequest, kunjungan: Kunjungan, *, galat: str = "", status: int = 200) -> HttpResponse:
    user = pengguna(request)
    keluarga = kunjungan.keluarga
    aksi = atur.buttons(kunjungan, user)
    terbuka = bukti.may_see_visit(user, kunjungan)
    beda = tinjau.differences(kunjungan) if terbuka and kunjungan.status in TINJAUAN["menunggu"] else []
    semua = list(kunjungan.jawaban.select_related("individu", "pembaruan")) if terbuka else []
    orang = [j.individu_id for j in semua if j.individu_id]
    audit.record(
        pelaku=user, aksi="kunjungan.lihat", objek=kunjungan.objek, keluarga=[keluarga.pk], individu=orang
    )  # fmt: skip
    tampil = Tabir.of(user, [keluarga]).family(keluarga)
    petugas = tugas.visitors(kunjungan.kode_desa) if "alihkan" in aksi else []
    isi = {
        "kunjungan": kunjungan,
        "keluarga": tampil,
        "desa": Wilayah.objects.filter(pk=kunjungan.kode_desa).first(),
        "terbuka": terbuka,
        "beda": beda,
        "berbentrok": any(b.bentrok for b in beda),
        "putusan": list(PUTUSAN.items()),
        "hasil": [j for j in semua if j.putusan == "pakai"],
        "sama": len(semua) - len(beda),
        "kriteria": [(arti, kunjungan.kriteria[kode]) for kode, arti in KRITERIA.items() if kode in kunjungan.kriteria],
        "foto": list(kunjungan.bukti.all()) if terbuka else [],
        "aksi": aksi,
        "boleh_tinjau": TINJAU in izin_di(user, keluarga),
        "form": TugaskanForm(petugas=petugas, initial={"batas": max(kunjungan.batas, timezone.localdate())}),
        "galat": galat,
        "jejak": trail(tampil, cases_step(keluarga), (f"Kunjungan {kunjungan.pk}", "")),
    }
    return render(request, "verval/kunjungan_detail.html", isi, status=status)


@butuh(LIHAT, Lingkup.OBJEK)
def kunjungan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: what is recorded beside what was seen, photos, and what can be done now."""
    user = pengguna(request)
    kunjungan = kunjungan_for(user, pk)
    if not bukti.may_see_visit(user, kunjungan):
        raise TidakBerwenang(ATUR)
    return _detail(request, kunjungan)


@require_POST
@butuh(ATUR, Lingkup.OBJEK)
@sekali
def kunjungan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a visit on, give it another day, or call it off."""
    user = pengguna(request)
    kunjungan = kunjungan_for(user, pk)
    status = request.POST.get("status", "")
    try:
        if request.POST.get("aksi") == "batalkan":
            atur.cancel(kunjungan, alasan=request.POST.get("alasan", "")[:500], pelaku=user, status=status)
            messages.success(request, "Kunjungan dibatalkan. Yang berkunjung tidak lagi melihat keluarga ini.")
        else:
            form = TugaskanForm(request.POST, petugas=tugas.visitors(kunjungan.kode_desa))
            if not form.is_valid():
                raise KasusDitolak("isian", "Pilih siapa yang berkunjung dan tanggal paling lambatnya.")
            atur.reassign(kunjungan, form.siapa(), batas=form.cleaned_data["batas"], pelaku=user, status=status)
            messages.success(request, f"Kunjungan ditugaskan kepada {kunjungan.petugas}.")
    except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
        return _detail(request, kunjungan_for(user, pk), galat=galat.pesan, status=409)
    return redirect("verval:kunjungan_detail", pk=pk)


@require_POST
@butuh(TINJAU, Lingkup.OBJEK)
@sekali
def kunjungan_tinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide fact by fact and end the visit; what is used becomes filed corrections."""
    user = pengguna(request)
    kunjungan = kunjungan_for(user, pk)
    putusan = {int(m[1]): str(isi) for nama, isi in request.POST.items() if (m := PUTUSAN_ISIAN.match(nama))}
    try:
        hasil = tinjau.review(kunjungan, putusan, pelaku=user, status=request.POST.get("status", ""))
    except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
        return _detail(request, kunjungan_for(user, pk), galat=galat.pesan, status=409)
    jadi = sum(1 for j in hasil if j.pembaruan_id is not None)
    messages.success(request, f"Kunjungan selesai ditinjau. {_made(jadi)}")
    if jadi < len(hasil):
        messages.warning(request, f"{len(hasil) - jadi} data tidak dapat dijadikan pembaruan. Sebabnya di bawah.")
    return redirect("verval:kunjungan_detail", pk=pk)


def _made(jadi: int) -> str:
    return f"{jadi} pembaruan diajukan atas nama yang berkunjung." if jadi else "Tidak ada pembaruan yang dibuat."
