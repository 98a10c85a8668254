"""A small kabupaten to calculate the index of: 48 families in two desa of two kecamatan, made-up inputs of offices."""

from __future__ import annotations

from datetime import date

from dtsen.registry.models import DesilResmi, Individu, Keluarga, KondisiKeluarga
from dtsen.wilayah.models import Wilayah
from ikesos import contoh, hitungan, structure
from ikesos.models import Hitungan, StrukturVersi
from tests.cast import MELAYU, PERIAN, user

PERIODE = "2026-T3"
RUMAH = {
    "jenis_lantai_terluas": 2, "jenis_dinding_terluas": 1, "jenis_atap_terluas": 1, "luas_lantai_m2": 60,
    "sumber_penerangan_utama": 1, "sumber_air_minum_utama": 3, "fasilitas_bab": 1, "jenis_kloset": 1,
    "pembuangan_akhir_tinja": 1, "status_kepemilikan_rumah": 1, "aset_bergerak_sepeda_motor": 1,
    "aset_bergerak_mobil": 2, "aset_bergerak_perahu": 2, "aset_bergerak_kapal_perahu_motor": 2,
    "aset_tidak_bergerak_lahan_lainnya": 2,
    "rekening_digital": 2, "aset_bergerak_emas_perhiasan": 2, "pbi_nas": 1, "pbi_pemda": 2, "jumlah_ternak_sapi": 0,
    "jumlah_ternak_kerbau": 0, "jumlah_ternak_kuda": 0, "jumlah_ternak_babi": 0, "jumlah_ternak_kambing_domba": 0,
}  # fmt: skip
ORANG = {
    "status_padan": "padan", "jaminan_kesehatan": 1, "partisipasi_sekolah": 3, "ijazah_tertinggi_yang_dimiliki": 8,
    "status_bekerja": 1, "status_dalam_pekerjaan_utama": 4, "kepemilikan_usaha": 2, "penyakit_kronis": 1,
}  # fmt: skip


def _family(desa: str, nasional: int, miskin: bool) -> None:
    ini = Keluarga.objects.create(kode_desa=desa, nama_kepala="Uji")
    KondisiKeluarga.objects.create(
        keluarga=ini, kode_desa=desa, **RUMAH | ({"jenis_lantai_terluas": 8} if miskin else {})
    )
    DesilResmi.objects.create(
        keluarga=ini, kode_desa=desa, versi="2026-T2", tanggal=date(2026, 6, 1), nasional=nasional, dasar="uji"
    )
    Individu.objects.bulk_create(
        Individu(keluarga=ini, kode_desa=desa, nama="Uji", nama_norm="UJI", tanggal_lahir=date(tahun, 1, 1), **ORANG)
        for tahun in (1980, 1982, 2010)
    )


def fill() -> StrukturVersi:
    """Perian: 24 families, 3 of them on earthen floor; Melayu: 24, half of them; made-up inputs of offices."""
    for desa, banyak in ((PERIAN, 3), (MELAYU, 12)):
        for i in range(24):
            _family(desa, 1 + i % 10, i < banyak)
    # Two kecamatan keep their desa: every run of the test writes a row for each.
    Wilayah.objects.filter(kode__regex=r"^\d{10}$").exclude(induk_id__in=("640201", "640206")).delete()
    ini, _ = structure.load(structure.read(structure.BAWAAN))
    contoh.fill(ini, "2026")
    return ini


def calculate(periode: str = PERIODE, benih: int = 1) -> Hitungan:
    """Run a calculation with few draws and return it finished."""
    ini = hitungan.start(periode, pelaku=user("petugas"), tarikan=100, benih=benih)
    hitungan.run(ini.pk)
    return Hitungan.objects.get(pk=ini.pk)
