"""Waiting list of a programme: which desa, and who stands where in one of them and why."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.models import Wilayah
from verval.bansos.penerima import LIHAT
from verval.kuota import tunggu as daftar
from verval.kuota.tunggu import TANDA, Antre
from verval.models import KuotaWilayah, ProgramBansos

SEHALAMAN = 50
SENSITIF = "warga.sensitif"


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def tunggu_desa(request: HttpRequest, kode: str) -> HttpResponse:
    """The whole desa in reach with their quota; a list cannot be read for a part of a desa."""
    satu = get_object_or_404(ProgramBansos, pk=kode)
    cakupan = cakupan_of(pengguna(request), LIHAT)
    kuota = daftar.quota(kode, timezone.localdate())
    kursi = dict(KuotaWilayah.objects.filter(kuota=kuota).values_list("kode", "kursi")) if kuota else {}
    semua = Wilayah.objects.filter(jenis__in=("desa", "kelurahan")).select_related("induk").order_by("induk", "nama")
    desa = [w for w in semua if cakupan.memuat(w.kode)]
    halaman = Paginator(desa, SEHALAMAN).get_page(request.GET.get("halaman"))
    isi = {
        "program": satu,
        "kuota": kuota,
        "aturan": daftar.rule(satu, timezone.localdate()),
        "halaman": halaman,
        "baris": [(w, kursi.get(w.kode)) for w in halaman],
        "jejak": [("Program", "/verval/program/"), (satu.singkatan, f"/verval/program/{kode}/"), ("Daftar tunggu", "")],
    }
    return render(request, "verval/tunggu_desa.html", isi)


def desa_for(user: User, kode: str) -> Wilayah:
    """A desa that lies wholly in the user's reach; raises Http404."""
    if not cakupan_of(user, LIHAT).memuat(kode):
        raise Http404("Desa itu tidak ada di wilayah Anda.")
    return get_object_or_404(Wilayah.objects.select_related("induk"), pk=kode, jenis__in=("desa", "kelurahan"))


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def tunggu(request: HttpRequest, kode: str, desa: str) -> HttpResponse:
    """The list of one desa, a page at a time, each place with its sentence."""
    user, hari = pengguna(request), timezone.localdate()
    tempat, satu = desa_for(user, desa), get_object_or_404(ProgramBansos, pk=kode)
    aturan = daftar.rule(satu, hari)
    isi: dict[str, Any] = {
        "program": satu,
        "desa": tempat,
        "aturan": aturan,
        "tanda": list(TANDA.values()),
        "jejak": [
            ("Program", "/verval/program/"),
            (satu.singkatan, f"/verval/program/{kode}/"),
            ("Daftar tunggu", f"/verval/program/{kode}/tunggu/"),
            (tempat.nama, ""),
        ],
    }
    if aturan is not None:
        teks = request.GET.get("halaman", "")
        nomor = max(1, int(teks)) if teks.isdecimal() and len(teks) < 6 else 1
        awal = (nomor - 1) * SEHALAMAN
        # One more at each end: what the first is compared with, and whether there is a next page.
        ambil = daftar.waiting(aturan, desa, hari, dari=awal, sampai=awal + SEHALAMAN + 1)
        atas = next((a for a in ambil if a.posisi == awal), None)
        baris = [a for a in ambil if awal < a.posisi <= awal + SEHALAMAN]
        tempat_desa = daftar.seats(aturan, desa, hari)
        isi |= {
            "tempat": tempat_desa,
            "jumlah": ambil[0].semua if ambil else 0,
            "baris": [
                b | {"sesudah": tempat_desa.behind(b["antre"].posisi)} for b in _named(user, baris, atas, kode, desa)
            ],
            "sensitif": SENSITIF in izin_of(user),
            "sebelumnya": nomor - 1,
            "berikutnya": nomor + 1 if ambil and ambil[-1].posisi > awal + SEHALAMAN else 0,
        }
    return render(request, "verval/tunggu.html", isi)


def _named(user: User, baris: list[Antre], atas: Antre | None, program: str, desa: str) -> list[dict[str, Any]]:
    """The places with family and person as the user may see them; one line in the trail about all of them."""
    keluarga = Keluarga.objects.in_bulk([satu.keluarga for satu in baris])
    orang = Individu.objects.in_bulk([satu.individu for satu in baris if satu.individu])
    if keluarga:
        audit.record(
            pelaku=user,
            aksi="program.tunggu",
            objek=f"program:{program}",
            rincian={"desa": desa},
            keluarga=keluarga,
            individu=orang,
        )
    tabir = Tabir.of(user, keluarga.values())
    return [
        {
            "antre": satu,
            "kalimat": kalimat,
            "keluarga": tabir.family(keluarga[satu.keluarga]),
            "orang": tabir.person(orang[satu.individu]) if satu.individu in orang else None,
        }
        for satu, kalimat in daftar.explained(baris, atas)
        if satu.keluarga in keluarga
    ]
