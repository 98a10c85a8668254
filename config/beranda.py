"""The start page of each peran: what waits, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
from ikesos import hitungan
from ikesos.models import Hitungan, RealisasiRpjmd, Setoran
from verval import alur, alur_sanggah
from verval.access import LIHAT, shown, tabir_of
from verval.halaman import queue_of
from verval.hop import viewed_list
from verval.kalender import deadline_of
from verval.kunjungan import alur as alur_kunjungan
from verval.models import (
    AturanProgram,
    BerkasPenerima,
    Kunjungan,
    Kuota,
    Pembaruan,
    Reaktivasi,
    Sengketa,
    Temuan,
    Usulan,
)
from verval.musdes import kewajiban
from verval.pengingat import Butir, list_for
from verval.sanggah.pintu import to_decide
from verval.views.layanan import waiting_of

TAMPIL = 5
PANJANG_KABUPATEN = 4
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
    if "agregat.lihat" in izin and izin <= ANGKA:
        return redirect("ikesos:wilayah_saya")
    if "ikesos.isi" in izin and izin <= ANGKA | {"ikesos.isi", "rpjmd.isi"}:
        return redirect("ikesos:isian")
    pintu = [
        *_kasus(user, izin),
        *_objections(user, izin),
        *_visits(user, izin),
        *_second(user, izin),
        *_musyawarah(user, izin),
        *_data(user, izin),
    ]
    pintu += _program(izin)
    if "agregat.lihat" in izin:
        pintu.append(Pintu("Wilayah", "Desil dan mutu data desa dan kecamatan", reverse("ikesos:wilayah_saya")))
    if izin & {"ikesos.isi", "ikesos.konfirmasi", "ikesos.terbitkan"}:
        isian = "Angka dari instansi, konfirmasi, dan hitungan indeks"
        pintu.append(Pintu("Isian indeks", isian, reverse("ikesos:isian")))
    if "audit.lihat" in izin:
        pintu.append(Pintu("Jejak", "Siapa melakukan apa, kapan, dan mengapa", reverse("accounts:jejak")))
        warga = "Jawaban bagi warga yang bertanya, dapat dicetak"
        pintu.append(Pintu("Siapa yang melihat data saya", warga, reverse("registry:jejak_warga")))
    if "pengguna.sahkan" in izin and (tunggu := pemulihan.count_for(user)):
        isi_akun = "Permintaan tentang akun orang lain menunggu keputusan Anda"
        pintu.insert(0, Pintu("Pemulihan akun", isi_akun, reverse("accounts:pemulihan"), tunggu))
    if "pengguna.kelola" in izin:
        pintu.append(Pintu("Pengguna dan penugasan", "Akun, peran, dan wilayah tugas", reverse("admin:index")))
    kabupaten = [k for k in cakupan_of(user, "agregat.lihat").kode if len(k) == PANJANG_KABUPATEN]
    isi = {
        "menunggu": [p for p in pintu if p.jumlah],
        "jumlah": sum(p.jumlah for p in pintu),
        "pintu": [p for p in pintu if not p.jumlah],
        "indeks": _index(kabupaten[0]) if kabupaten else None,
        "tepat": {"program.lihat", "bansos.lihat"} <= izin,
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


def _objections(user: User, izin: frozenset[str]) -> list[Pintu]:
    """Objections to decide, each with its clock; for those who only watch them, the ones that went up."""
    if alur_sanggah.LIHAT not in izin:
        return []
    daftar = to_decide(user)
    kata = "Menunggu Anda" if alur_sanggah.PERIKSA in izin else "Lewat waktu dan naik kepada Anda"
    pertama = daftar.order_by("diajukan", "pk").first()
    isi = f"{kata}, yang pertama sampai {tanggal(pertama.tenggat)}" if pertama else "Tidak ada yang menunggu Anda"
    return [Pintu("Sanggahan", isi, reverse("verval:sanggah"), daftar.count())]


def _visits(user: User, izin: frozenset[str]) -> list[Pintu]:
    """Visits the user was sent on, and those of others to review."""
    pintu = []
    if alur_kunjungan.ISI in izin:
        jalan = Kunjungan.objects.filter(petugas=user, status__in=alur_kunjungan.DI_LAPANGAN)
        pertama = jalan.order_by("batas", "pk").first()
        sampai = f", yang pertama sampai {tanggal(pertama.batas)}" if pertama else ""
        isi = f"Ditugaskan kepada Anda{sampai}" if pertama else "Tidak ada yang ditugaskan kepada Anda"
        pintu.append(Pintu("Kunjungan", isi, reverse("verval:ponsel"), jalan.count()))
    if {alur_kunjungan.TINJAU, alur_kunjungan.ATUR} <= izin:
        semua = Kunjungan.objects.dalam(cakupan_of(user, alur_kunjungan.TINJAU))
        tinjau = semua.filter(status__in=alur_kunjungan.MENUNGGU).exclude(petugas=user)
        pintu.append(
            Pintu("Hasil kunjungan", "Ditinjau sesudah dikunjungi", reverse("verval:kunjungan_atur"), tinjau.count())
        )
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


def _second(user: User, izin: frozenset[str]) -> list[Pintu]:
    """What waits for a second person beside cases: whoever wrote it does not confirm it."""
    tunggu: list[tuple[str, str, str, str, QuerySet[Any]]] = [
        (
            "aturan.sahkan",
            "Aturan program",
            "Rancangan aturan menunggu disahkan",
            "verval:program",
            AturanProgram.objects.filter(status="draf", pembuat__isnull=False).exclude(pembuat=user),
        ),
        (
            "kuota.tetapkan",
            "Kuota",
            "Rancangan kuota menunggu ditetapkan",
            "verval:kuota",
            Kuota.objects.filter(status="draf").exclude(pembuat=user),
        ),
        (
            "rpjmd.sahkan",
            "Realisasi RPJMD",
            "Angka menunggu disahkan",
            "ikesos:rpjmd",
            RealisasiRpjmd.objects.filter(status="usulan").exclude(oleh=user),
        ),
        (
            "ikesos.terbitkan",
            "Hitungan indeks",
            "Selesai dihitung, menunggu diterbitkan",
            "ikesos:hitungan",
            hitungan.to_publish().exclude(dimulai_oleh=user),
        ),
        (
            "ikesos.konfirmasi",
            "Isian indeks",
            "Isian instansi menunggu dikonfirmasi",
            "ikesos:isian",
            Setoran.objects.filter(status="dikirim").exclude(penulis__contains=[user.pk]),
        ),
    ]
    return [
        Pintu(judul, isi, reverse(alamat), banyak)
        for perlu, judul, isi, alamat, baris in tunggu
        if perlu in izin and (banyak := baris.count())
    ]


def _index(kode: str) -> tuple[Hitungan, float] | None:
    """The index of a region as its pages show it, and the calculation it comes from."""
    hitung = hitungan.newest()
    if hitung is None:
        return None
    akar = hitung.hasil.filter(simpul__in=hitung.versi.simpul.filter(tingkat="indeks").values("kode"))
    nilai = akar.filter(wilayah=kode, kelompok="umum").values_list("nilai", flat=True).first()
    return None if nilai is None else (hitung, nilai)


def _services(user: User) -> Pintu:
    menunggu = sum(waiting_of(user, model).count() for model in (Temuan, Reaktivasi, Sengketa))
    isi = (
        "Temuan, reaktivasi PBI-JK, atau sengketa menunggu Anda" if menunggu else "Temuan, reaktivasi PBI-JK, sengketa"
    )
    return Pintu("Layanan", isi, reverse("verval:layanan"), menunggu)


def _data(user: User, izin: frozenset[str]) -> list[Pintu]:
    """Imports and rankings: counted as waiting for those who may take the next step and did not take the first."""
    pintu = []
    if "impor.lihat" in izin:
        siap = BatchImpor.objects.filter(status="siap").exclude(dimulai_oleh=user).count()
        isi = f"{angka(siap)} impor siap diterapkan orang kedua" if siap else "Unggah berkas sumber dan lihat hasilnya"
        pintu.append(Pintu("Impor berkas", isi, reverse("registry:impor"), siap if "impor.terapkan" in izin else 0))
    if izin & {"peringkat.mulai", "peringkat.lihat", "peringkat.terbitkan"}:
        tunggu = Run.objects.filter(status="diperiksa").exclude(dimulai_oleh=user).count()
        isi = f"{angka(tunggu)} peringkat menunggu diterbitkan" if tunggu else "Peringkat setiap triwulan"
        milik = tunggu if "peringkat.terbitkan" in izin else 0
        pintu.append(Pintu("Pemeringkatan", isi, reverse("ranking:run"), milik))
    return pintu


def _program(izin: frozenset[str]) -> list[Pintu]:
    """Programmes; for those who confirm, what waits for them there."""
    if "program.lihat" not in izin:
        return []
    pintu = [Pintu("Program bansos", "Aturan yang berlaku dan jumlah penerimanya", reverse("verval:program"))]
    if "bansos.terapkan" in izin and (siap := BerkasPenerima.objects.filter(status="siap").count()):
        pintu.append(Pintu("Berkas penerima", "Menunggu disahkan", reverse("verval:penerima_berkas"), siap))
    return pintu
