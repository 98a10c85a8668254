"""How well a programme reaches whom it is for: shares by region and group, the list behind each, a file of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
from dtsen.wilayah.cakupan import Bagian
from dtsen.wilayah.models import Wilayah
from verval.bansos.penerima import LIHAT
from verval.bansos.simulasi import SEMUA
from verval.bulan import label_bulan
from verval.ketepatan import acuan, baca, tampil
from verval.ketepatan.hitung import PALING_SEDIKIT, Sel
from verval.ketepatan.pilih import Pilihan, choices, recent, table
from verval.ketepatan.sampel import against_truth
from verval.ketepatan.sanggah import objections, proven

SEHALAMAN = 50


@require_safe
@butuh("agregat.lihat", Lingkup.DAFTAR)
@never_cache
def ketepatan(request: HttpRequest) -> HttpResponse:
    """The shares of one programme: a sentence, kecamatan on a line, the table, groups, and what the formulas are."""
    user = pengguna(request)
    pilihan = choices(request.GET)
    isi: dict[str, Any] = {
        "pilihan": pilihan,
        "bulan": label_bulan(pilihan.bulan) if pilihan.bulan else "",
        "ukuran": baca.UKURAN,
        "bobot": baca.BOBOT,
        "jejak": [("Program", reverse("verval:program")), ("Ketepatan sasaran", "")],
    }
    if pilihan.aturan is not None:
        hasil, baris, jumlah = table(user, pilihan)
        tutup = LIHAT not in izin_of(user)
        nasional = acuan.ACUAN.get(pilihan.program)
        isi |= {
            "hasil": hasil,
            "dihitung": recent(pilihan)[1],
            "baris": baris,
            "jumlah": jumlah,
            "acuan": nasional,
            "acuan_eksklusi": nasional.persen_eksklusi[1] if nasional else None,
            "acuan_inklusi": nasional.persen_inklusi[1] if nasional else None,
            "sumber_acuan": acuan.SUMBER,
            "kelompok": [] if pilihan.wilayah else _groups(hasil, tutup=tutup),
            "boleh_daftar": not tutup,
            "lihat": baca.LIHAT,
            "nyata": against_truth(pilihan.aturan, cakupan_of(user, "agregat.lihat")),
            "sanggah": []
            if jumlah.tertutup or tutup
            else objections(pilihan.program, cakupan_of(user, "agregat.lihat"), pilihan.wilayah),
            "terbukti": []
            if jumlah.tertutup or tutup
            else proven(
                pilihan.aturan,
                timezone.localdate(),
                cakupan_of(user, "agregat.lihat"),
                wilayah=pilihan.wilayah,
                ukuran=pilihan.ukuran,
            ),
            "paling_sedikit": PALING_SEDIKIT,
            "ada_tertutup": any(b.tertutup for b in baris) or jumlah.tertutup,
        }
    return render(request, "verval/ketepatan.html", isi)


def _groups(hasil: baca.Hasil, *, tutup: bool) -> list[list[tampil.Baris]]:
    """The pairs of fairness: a pair is closed as a whole."""
    pasangan = []
    for kode, label in baca.KELOMPOK.items():
        sel = {str(ya): hasil.kelompok.get((kode, ya), Sel()) for ya in (True, False)}
        tertutup = tutup and bool(tampil.hidden(sel))
        pasangan.append(
            [tampil.Baris(ya, nama, sel[ya], tertutup) for ya, nama in zip(("True", "False"), label, strict=True)]
        )
    return pasangan


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def ketepatan_daftar(request: HttpRequest) -> HttpResponse:
    """Who stands behind one number, and why; numbers are masked, children of protection without name."""
    user, pilihan = pengguna(request), choices(request.GET)
    lihat = looked_at(request)
    teks = request.GET.get("halaman", "")
    halaman = max(1, int(teks)) if teks.isascii() and teks.isdigit() and len(teks) < 6 else 1
    daftar = behind(pilihan, lihat, lewati=(halaman - 1) * SEHALAMAN, banyak=SEHALAMAN + 1)
    isi = {
        "pilihan": pilihan,
        "lihat": lihat,
        "jejak": [
            ("Program", reverse("verval:program")),
            ("Ketepatan sasaran", reverse("verval:ketepatan")),
            (baca.LIHAT[lihat], ""),
        ],
        "pilihan_lihat": baca.LIHAT,
        "label": baca.LIHAT[lihat],
        "wilayah": Wilayah.objects.filter(pk=pilihan.wilayah).first(),
        "bulan": label_bulan(pilihan.bulan) if pilihan.bulan else "",
        "baris": named(user, daftar[:SEHALAMAN]),
        "sebelumnya": halaman - 1,
        "berikutnya": halaman + 1 if len(daftar) > SEHALAMAN else 0,
    }
    return render(request, "verval/ketepatan_daftar.html", isi)


def looked_at(request: HttpRequest) -> str:
    """Which number the address asks for the list of."""
    lihat = request.GET.get("lihat", "")
    return lihat if lihat in baca.LIHAT else "luput"


def behind(pilihan: Pilihan, lihat: str, *, lewati: int, banyak: int) -> list[baca.Orang]:
    """A part of the list behind a number; empty without a programme that has recipients."""
    if pilihan.aturan is None:
        return []
    return baca.behind(
        pilihan.aturan, timezone.localdate(), lihat, ukuran=pilihan.ukuran,
        rentang=Bagian(pilihan.wilayah).rentang if pilihan.wilayah else SEMUA, lewati=lewati, banyak=banyak,
    )  # fmt: skip


def named(user: User, daftar: list[baca.Orang]) -> list[dict[str, Any]]:
    """Rows as the user may see them; those outside the scope of the permission are left out."""
    cakupan = cakupan_of(user, LIHAT)
    keluarga = Keluarga.objects.dalam(cakupan).in_bulk([satu.keluarga for satu in daftar])
    orang = Individu.objects.dalam(cakupan).in_bulk([satu.individu for satu in daftar if satu.individu])
    desa = dict(Wilayah.objects.filter(pk__in={k.kode_desa for k in keluarga.values()}).values_list("kode", "nama"))
    if keluarga:
        audit.record(pelaku=user, aksi="ketepatan.daftar", keluarga=keluarga, individu=orang)
    tabir = Tabir.of(user, keluarga.values())
    return [
        {
            "keluarga": tabir.family(keluarga[satu.keluarga]),
            "orang": tabir.person(orang[satu.individu]) if satu.individu in orang else None,
            "desa": desa.get(keluarga[satu.keluarga].kode_desa, ""),
            "nasional": satu.nasional,
            "sebab": satu.sebab,
        }
        for satu in daftar
        if satu.keluarga in keluarga
    ]
