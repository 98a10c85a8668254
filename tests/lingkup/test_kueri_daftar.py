"""Opening a list costs as many queries for many rows as for few: every row has people and objects of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dtsen.accounts.models import Penugasan, User
from dtsen.registry.models import Keluarga
from ikesos import structure
from ikesos.models import (
    AnggotaInstansi,
    Hitungan,
    Instansi,
    PakarAhp,
    PenilaianAhp,
    SesiAhp,
    Setoran,
    Simpul,
    StrukturVersi,
    TugasIsian,
)  # fmt: skip
from tests.cast import KUKAR, MELAYU, PERIAN, user
from verval.models import BerkasPenerima, Kuota, Musyawarah, Penerima, ProgramBansos, Sanggah

pytestmark = pytest.mark.django_db
SEDIKIT, BANYAK = 3, 12


def people(awal: str, banyak: int) -> list[User]:
    return User.objects.bulk_create(
        User(username=f"{awal}{i}", nama=f"Orang {awal} {i}", email=f"{awal}{i}@contoh.test") for i in range(banyak)
    )


def versions(awal: str, banyak: int) -> list[StrukturVersi]:
    semua = StrukturVersi.objects.bulk_create(
        StrukturVersi(
            kode=f"{awal}{i}", nama=f"Versi {awal} {i}", status="draf", berlaku_dari=date(2026, 1, 1), dokumen="uji",
            kategori=[[0, "ada"]], sidik=f"{awal}{i}",
        )
        for i in range(banyak)
    )  # fmt: skip
    for satu in semua:
        akar = Simpul.objects.create(versi=satu, kode="I", tingkat="indeks", nama="Indeks", bobot=1, urut=0)
        Simpul.objects.bulk_create(
            Simpul(versi=satu, induk=akar, kode=f"D{j}", tingkat="dimensi", nama=f"D{j}", bobot=1, urut=j)
            for j in (1, 2)
        )
    return semua


def calculations(awal: str, banyak: int) -> None:
    Hitungan.objects.bulk_create(
        Hitungan(
            versi=versi, periode="2026-T3", acuan=date(2026, 9, 30), benih=1, tarikan=100, status="selesai",
            dimulai_oleh=orang, diterbitkan_oleh=user("kepala"), diterbitkan=timezone.now(), selesai=timezone.now(),
        )
        for versi, orang in zip(versions(awal, banyak), people(awal, banyak), strict=True)
    )  # fmt: skip


def sessions(awal: str, banyak: int) -> None:
    for versi, orang in zip(versions(awal, banyak), people(awal, banyak), strict=True):
        sesi = SesiAhp.objects.create(judul=f"Sesi {awal}", versi=versi, pembuat=orang)
        _judged(PakarAhp.objects.create(sesi=sesi, user=user("petugas")))


def _judged(pakar: PakarAhp) -> None:
    PenilaianAhp.objects.create(
        pakar=pakar, simpul="I", kode=["D1", "D2"], matriks=[[1.0, 2.0], [0.5, 1.0]], cr=0.0, tabel_ri="saaty-1980"
    )


def experts(awal: str, banyak: int) -> None:
    sesi = SesiAhp.objects.filter(judul="Bersama").first() or SesiAhp.objects.create(
        judul="Bersama", versi=versions("bersama", 1)[0], pembuat=user("petugas")
    )
    for orang in people(awal, banyak):
        _judged(PakarAhp.objects.create(sesi=sesi, user=orang))


def offices(awal: str, banyak: int) -> None:
    """Offices with a task and a member each; a sheet of each waits for confirmation."""
    structure.load(structure.read(structure.BAWAAN))
    tugas, tahun = list(TugasIsian.objects.order_by("id")), 2025 if awal == "sedikit" else 2000
    for i, orang in enumerate(people(awal, banyak)):
        kantor = Instansi.objects.create(nama=f"Kantor {awal} {i}")
        AnggotaInstansi.objects.create(instansi=kantor, user=orang)
        Penugasan.objects.create(user=orang, peran="opd_mitra", wilayah_id=KUKAR, mulai=date(2026, 1, 1))
        TugasIsian.objects.filter(pk=tugas[i % len(tugas)].pk).update(instansi=kantor)
        Setoran.objects.create(
            indikator=tugas[i % len(tugas)].indikator, periode=str(tahun - i), status="dikirim", pengisi=orang,
            penulis=[orang.pk], sumber="uji", dokumen="uji", dikirim=timezone.now(),
        )  # fmt: skip


def quotas(awal: str, banyak: int) -> None:
    program = list(ProgramBansos.objects.order_by("kode"))
    Kuota.objects.bulk_create(
        Kuota(
            program=program[i % len(program)], periode="2027", jumlah=10, dokumen="uji", dasar="jiwa", desil_maks=4,
            metode="webster", hari=date(2026, 11, 1), pembuat=orang,
        )
        for i, orang in enumerate(people(awal, banyak))
    )  # fmt: skip


def objections(awal: str, banyak: int) -> None:
    program = list(ProgramBansos.objects.order_by("kode"))
    Sanggah.objects.bulk_create(
        Sanggah(
            jenis="terdaftar_tidak_layak", program=program[i % len(program)], jalur="kantor", nama=f"Uji {awal}",
            kode_desa=(PERIAN, MELAYU)[i % 2], uraian="uji", pembuat=orang, keluarga=_family(awal, i),
        )
        for i, orang in enumerate(people(awal, banyak))
    )  # fmt: skip


def _family(awal: str, i: int) -> Keluarga:
    return Keluarga.objects.create(kode_desa=(PERIAN, MELAYU)[i % 2], nama_kepala=f"KEPALA {awal} {i}")


def meetings(awal: str, banyak: int) -> None:
    Musyawarah.objects.bulk_create(
        Musyawarah(
            kode_desa=(PERIAN, MELAYU)[i % 2], jenis="musdes", waktu=timezone.now() + timedelta(days=9), tempat="Balai",
            pembuat=orang,
        )
        for i, orang in enumerate(people(awal, banyak))
    )  # fmt: skip


def files(awal: str, banyak: int) -> list[BerkasPenerima]:
    program = list(ProgramBansos.objects.order_by("kode"))
    return BerkasPenerima.objects.bulk_create(
        BerkasPenerima(
            program=program[i % len(program)], bulan="2026-10", pembuat=orang,
            sidik=hashlib.sha256(f"{awal}{i}".encode()).hexdigest(),
        )
        for i, orang in enumerate(people(awal, banyak))
    )  # fmt: skip


def recipients(awal: str, banyak: int) -> None:
    Penerima.objects.bulk_create(
        Penerima(
            program=berkas.program, bulan="2026-10", unit="keluarga", keluarga=(ini := _family(awal, i)),
            kode_desa=ini.kode_desa, status="aktif", berkas=berkas,
        )
        for i, berkas in enumerate(files(awal, banyak))
    )  # fmt: skip


DAFTAR: dict[str, tuple[str, Callable[[str, int], object]]] = {
    "ikesos:hitungan": ("petugas", calculations),
    "ikesos:struktur": ("petugas", versions),
    "ikesos:ahp": ("petugas", sessions),
    "ikesos:ahp_saya": ("petugas", sessions),
    "ikesos:ahp_detail": ("petugas", experts),
    "ikesos:isian": ("petugas", offices),
    "ikesos:isian_kewajiban": ("petugas", offices),
    "verval:kuota": ("petugas", quotas),
    "verval:sanggah": ("verifikator", objections),
    "verval:musyawarah": ("petugas", meetings),
    "verval:penerima_berkas": ("petugas", files),
    "verval:penerima": ("petugas", recipients),
}


@pytest.mark.parametrize("nama", DAFTAR)
def test_more_rows_ask_no_more_queries(nama: str) -> None:
    siapa, tambah = DAFTAR[nama]
    tambah("sedikit", SEDIKIT)
    sesi = SesiAhp.objects.filter(judul="Bersama").first()
    alamat = reverse(nama, args=[sesi.pk] if sesi is not None else [])
    klien = Client()
    klien.force_login(user(siapa))
    klien.get(alamat)

    def ask() -> list[str]:
        with CaptureQueriesContext(connection) as kueri:
            jawab = klien.get(alamat)
        assert jawab.status_code == 200, jawab.content[:300]
        return [satu["sql"][:160] for satu in kueri.captured_queries]

    sedikit = ask()
    tambah("banyak", BANYAK)
    banyak = ask()
    assert len(banyak) <= len(sedikit), [satu for satu in banyak if banyak.count(satu) > sedikit.count(satu)][:5]
