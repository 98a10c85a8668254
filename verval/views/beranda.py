"""The start page of each peran: what waits, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from dtsen.accounts import pemulihan
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import pengguna
from dtsen.lib.periode import Periode
from dtsen.lib.tampil import angka, tanggal
from dtsen.lib.transisi import Tabel
from dtsen.ranking import scoring
from dtsen.ranking.models import Run
from dtsen.registry.models import BatchImpor
from verval import alur
from verval.access import LIHAT, shown, tabir_of
from verval.halaman import queue_of
from verval.hop import viewed_list
from verval.kalender import deadline_of
from verval.models import BerkasPenerima, Pembaruan, Reaktivasi, Sengketa, Temuan, Usulan
from verval.musdes import kewajiban
from verval.pengingat import Butir, list_for
from verval.views.layanan import waiting_of

TAMPIL = 5
ANGKA = {"agregat.lihat", "program.lihat"}
"""What those may who look at numbers only."""


@dataclass(frozen=True, slots=True)
class Pintu:
    """One door of the start page: how many wait, what they are, and where it leads."""

    judul: str
    isi: str
    url: str
    jumlah: int = 0


@login_required
@terbuka(Lingkup.DAFTAR)
def beranda(request: HttpRequest) -> HttpResponse:
    """Those who look at numbers land on their region, offices on what they owe; all others see what waits for them."""
    user = pengguna(request)
    izin = izin_of(user)
    wilayah = _url("ikesos:wilayah_saya")
    if "agregat.lihat" in izin and izin <= ANGKA and wilayah:
        return redirect(wilayah)
    isian = _url("ikesos:isian")
    if "ikesos.isi" in izin and izin <= ANGKA | {"ikesos.isi", "rpjmd.isi"} and isian:
        return redirect(isian)
    pintu = [*_kasus(user, izin), *_musyawarah(user, izin), *_data(izin)]
    pintu += _program(izin)
    if "agregat.lihat" in izin and wilayah:
        pintu.append(Pintu("Wilayah", "Desil dan mutu data desa dan kecamatan", wilayah))
    if izin & {"ikesos.isi", "ikesos.konfirmasi", "ikesos.terbitkan"} and isian:
        pintu.append(Pintu("Isian indeks", "Angka dari instansi, konfirmasi, dan hitungan indeks", isian))
    if "audit.lihat" in izin and (url := _url("accounts:jejak")):
        pintu.append(Pintu("Jejak", "Siapa melakukan apa, kapan, dan mengapa", url))
        warga = "Jawaban bagi warga yang bertanya, dapat dicetak"
        pintu.append(Pintu("Siapa yang melihat data saya", warga, reverse("registry:jejak_warga")))
    if "pengguna.sahkan" in izin and (tunggu := pemulihan.count_for(user)):
        isi_akun = "Permintaan tentang akun orang lain menunggu keputusan Anda"
        pintu.insert(0, Pintu("Pemulihan akun", isi_akun, reverse("accounts:pemulihan"), tunggu))
    if "pengguna.kelola" in izin:
        pintu.append(Pintu("Pengguna dan penugasan", "Akun, peran, dan wilayah tugas", reverse("admin:index")))
    isi = {
        "pintu": pintu,
        "boleh_cari": LIHAT in izin,
        "peringkat": scoring.current(),
        "pengingat": _reminders(user),
    }
    return render(request, "verval/beranda.html", isi)


def _reminders(user: User) -> list[tuple[Butir, list[tuple[Pembaruan | Usulan, str]]]]:
    """What runs out for this user, the longest waiting first: each case with its address."""
    semua, hasil = list_for(user, timezone.localdate(), banyak=TAMPIL), []
    for jenis in (Pembaruan.JENIS, Usulan.JENIS):
        viewed_list(jenis, [k for satu in semua for k in satu.kasus if jenis == k.JENIS], pelaku=user)
    for butir in semua:
        tabir = tabir_of(user, butir.kasus)
        baris = [(shown(tabir, k), reverse(f"verval:{k.JENIS}_detail", args=[k.pk])) for k in butir.kasus]
        hasil.append((butir, baris))
    return hasil


def _due(user: User, tabel: Tabel, antre: QuerySet[Any]) -> str:
    """When the first of the cases that wait for a musyawarah runs out, for those who record it."""
    if "diajukan" not in queue_of(user, tabel):
        return ""
    pertama = antre.filter(status="diajukan").order_by("diajukan").first()
    sampai = deadline_of(pertama) if pertama else None
    return f", yang pertama sampai {tanggal(sampai)}" if sampai else ""


def _kasus(user: User, izin: frozenset[str]) -> list[Pintu]:
    if LIHAT not in izin:
        return []
    cakupan = cakupan_of(user, LIHAT)
    pintu = []
    for model, tabel, judul, alamat in (
        (Pembaruan, alur.PEMBARUAN, "Pembaruan data", "verval:pembaruan"),
        (Usulan, alur.USULAN, "Usulan bansos", "verval:usulan"),
    ):
        semua = model.objects.dalam(cakupan)
        menunggu = semua.waiting(user, tabel, queue_of(user, tabel))
        antre = menunggu.count()
        kembali = semua.filter(pembuat=user, status="dikembalikan").count()
        isi = f"Menunggu Anda{_due(user, tabel, menunggu)}" if antre else "Tidak ada yang menunggu Anda"
        if kembali:
            isi = f"{angka(kembali)} dikembalikan kepada Anda untuk diperbaiki"
        pintu.append(Pintu(judul, isi, reverse(alamat), antre + kembali))
    pintu.append(_services(user))
    return pintu


def _musyawarah(user: User, izin: frozenset[str]) -> list[Pintu]:
    """What the quarter still asks for: of the operator's desa, or how many desa of those whom Dinsos watches."""
    periode = Periode.of(timezone.localdate())
    if alur.MUSYAWARAH in izin:
        utang = any(k.belum for k in kewajiban.by_kecamatan(user, periode))
        isi = f"{periode.label} belum ada, sampai {tanggal(periode.selesai)}" if utang else f"{periode.label} terpenuhi"
        return [Pintu("Musyawarah", isi, reverse("verval:musyawarah"))]
    if izin & {"usulan.periksa", "kasus.sahkan_opd"}:
        belum = sum(k.belum for k in kewajiban.by_kecamatan(user, periode))
        isi = f"{angka(belum)} desa belum bermusyawarah atau menyerahkan SPTJM pada {periode.label}"
        return [Pintu("Kewajiban musyawarah", isi, reverse("verval:musyawarah_kewajiban"))]
    return []


def _services(user: User) -> Pintu:
    menunggu = sum(waiting_of(user, model).count() for model in (Temuan, Reaktivasi, Sengketa))
    isi = (
        "Temuan, reaktivasi PBI-JK, atau sengketa menunggu Anda" if menunggu else "Temuan, reaktivasi PBI-JK, sengketa"
    )
    return Pintu("Layanan", isi, reverse("verval:layanan"), menunggu)


def _data(izin: frozenset[str]) -> list[Pintu]:
    pintu = []
    if "impor.lihat" in izin and (url := _url("registry:impor")):
        siap = BatchImpor.objects.filter(status="siap").count()
        isi = "Siap diterapkan oleh orang kedua" if siap else "Unggah berkas sumber dan lihat hasilnya"
        pintu.append(Pintu("Impor berkas", isi, url, siap))
    if izin & {"peringkat.mulai", "peringkat.lihat", "peringkat.terbitkan"} and (url := _url("ranking:run")):
        tunggu = Run.objects.filter(status="diperiksa").count()
        isi = f"{angka(tunggu)} peringkat menunggu diterbitkan" if tunggu else "Peringkat setiap triwulan"
        pintu.append(Pintu("Pemeringkatan", isi, url, tunggu))
    return pintu


def _program(izin: frozenset[str]) -> list[Pintu]:
    """Programmes; for those who confirm, what waits for them there."""
    if "program.lihat" not in izin:
        return []
    pintu = [Pintu("Program bansos", "Aturan yang berlaku dan jumlah penerimanya", reverse("verval:program"))]
    if "bansos.terapkan" in izin and (siap := BerkasPenerima.objects.filter(status="siap").count()):
        pintu.append(Pintu("Berkas penerima", "Menunggu disahkan", reverse("verval:penerima_berkas"), siap))
    return pintu


def _url(nama: str) -> str:
    try:
        return reverse(nama)
    except NoReverseMatch:
        return ""
