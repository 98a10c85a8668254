"""The named families that tests speak about, as they stand in the registry.

Aminah of Perian: a wooden house, 450 watt, earthen floor; husband Bahrun, two children. Desil nasional 3.
"""

from __future__ import annotations

from datetime import date

from dtsen.lib.nama import normalize
from dtsen.registry import asal
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA
from dtsen.registry.models import DesilResmi, Individu, Keluarga, KondisiKeluarga
from tests.cast import MELAYU, PERIAN

REGSOSEK = asal.encode("regsosek", date(2022, 11, 15))


def person(keluarga: Keluarga, nama: str, nik: str | None, **isi: object) -> Individu:
    return Individu.objects.create(
        keluarga=keluarga,
        kode_desa=keluarga.kode_desa,
        nama=nama,
        nama_norm=normalize(nama),
        nik=nik,
        asal=[REGSOSEK] * len(FAKTA_INDIVIDU),
        **isi,
    )


def aminah() -> Keluarga:
    """Four living members; lantai 8 tanah, daya 1 (450 watt), BAB 6 tidak ada."""
    keluarga = Keluarga.objects.create(
        kode_desa=PERIAN, nomor_kk="6402011203100001", nama_kepala="AMINAH", rt="003", rw="001", alamat="JL. POROS"
    )
    KondisiKeluarga.objects.create(
        keluarga=keluarga,
        jenis_lantai_terluas=8,
        luas_lantai_m2=36,
        jenis_dinding_terluas=3,
        jenis_atap_terluas=3,
        sumber_air_minum_utama=9,
        sumber_penerangan_utama=1,
        daya_terpasang=1,
        bahan_bakar_utama_memasak=10,
        fasilitas_bab=6,
        status_kepemilikan_rumah=1,
        aset_bergerak_sepeda_motor=2,
        asal=[REGSOSEK] * len(FAKTA_KELUARGA),
    )
    person(
        keluarga, "AMINAH", "6402015203800001",
        tanggal_lahir=date(1980, 3, 12), jenis_kelamin=2, status_hubungan_keluarga=1, status_kawin=2, keberadaan=1,
        partisipasi_sekolah=3, ijazah_tertinggi_yang_dimiliki=3, status_bekerja=1,
        lapangan_usaha_dari_pekerjaan_utama=1, status_dalam_pekerjaan_utama=1,
    )  # fmt: skip
    person(
        keluarga, "BAHRUN", "6402010107780002",
        tanggal_lahir=date(1978, 7, 1), jenis_kelamin=1, status_hubungan_keluarga=2, status_kawin=2, keberadaan=1,
    )  # fmt: skip
    person(
        keluarga, "NURHALIZA", "6402014405100003",
        tanggal_lahir=date(2010, 5, 4), jenis_kelamin=2, status_hubungan_keluarga=3, status_kawin=1, keberadaan=1,
    )  # fmt: skip
    person(
        keluarga, "RAFI", None,
        tanggal_lahir=date(2024, 1, 9), jenis_kelamin=1, status_hubungan_keluarga=3, status_kawin=1, keberadaan=1,
    )  # fmt: skip
    official(keluarga, nasional=3)
    return keluarga


def yuliani() -> Keluarga:
    """Another desa: one person, desil nasional 6."""
    keluarga = Keluarga.objects.create(
        kode_desa=MELAYU, nomor_kk="6402061508120004", nama_kepala="YULIANI", rt="010", rw="002"
    )
    KondisiKeluarga.objects.create(
        keluarga=keluarga, sumber_penerangan_utama=1, daya_terpasang=3, asal=[REGSOSEK] * len(FAKTA_KELUARGA)
    )
    person(
        keluarga, "YULIANI", "6402065508850005",
        tanggal_lahir=date(1985, 8, 15), jenis_kelamin=2, status_hubungan_keluarga=1, status_kawin=4, keberadaan=1,
    )  # fmt: skip
    official(keluarga, nasional=6)
    return keluarga


def rukiah() -> Keluarga:
    """Perian too: an old woman alone, desil nasional 2."""
    keluarga = Keluarga.objects.create(
        kode_desa=PERIAN, nomor_kk="6402011909090006", nama_kepala="RUKIAH", rt="004", rw="001"
    )
    KondisiKeluarga.objects.create(
        keluarga=keluarga, sumber_penerangan_utama=1, daya_terpasang=1, asal=[REGSOSEK] * len(FAKTA_KELUARGA)
    )
    person(
        keluarga, "RUKIAH", "6402015906560006",
        tanggal_lahir=date(1956, 6, 19), jenis_kelamin=2, status_hubungan_keluarga=1, status_kawin=4, keberadaan=1,
    )  # fmt: skip
    official(keluarga, nasional=2)
    return keluarga


def official(keluarga: Keluarga, *, nasional: int | None, versi: str = "2026-T3") -> DesilResmi:
    return DesilResmi.objects.create(
        keluarga=keluarga,
        kode_desa=keluarga.kode_desa,
        versi=versi,
        tanggal=date(2026, 7, 24) if versi == "2026-T3" else date(2026, 10, 20),
        nasional=nasional,
        dasar="uji",
    )


def member(keluarga: Keluarga, nama: str) -> Individu:
    return Individu.objects.get(keluarga=keluarga, nama=nama)
