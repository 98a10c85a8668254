"""The figures that the registry counts, against the same definitions written out again with pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dtsen.registry.models import DesilResmi, Individu, Keluarga, KondisiKeluarga
from ikesos import decent, figures
from ikesos.models import Layak
from ikesos.models.struktur import KELOMPOK
from tests.cast import KUKAR, MELAYU, PERIAN, user
from verval.models import BerkasPenerima, Penerima

ACUAN = date(2026, 10, 1)
VERSI = "2026-T3"
RUMAH = {
    "jenis_lantai_terluas": 9, "jenis_dinding_terluas": 7, "jenis_atap_terluas": 8, "sumber_penerangan_utama": 4,
    "sumber_air_minum_utama": 11, "fasilitas_bab": 6, "jenis_kloset": 4, "pembuangan_akhir_tinja": 6,
    "status_kepemilikan_rumah": 5, "aset_bergerak_sepeda_motor": 2, "aset_bergerak_mobil": 2, "aset_bergerak_perahu": 2,
    "aset_bergerak_kapal_perahu_motor": 2, "aset_tidak_bergerak_lahan_lainnya": 2, "rekening_digital": 4,
    "aset_bergerak_emas_perhiasan": 2, "pbi_nas": 2, "pbi_pemda": 2,
}  # fmt: skip
"""Coded facts of a house and the largest code of each."""
TERNAK = ("sapi", "kerbau", "kuda", "babi", "kambing_domba")
ORANG = {
    "jenis_kelamin": 2, "status_hubungan_keluarga": 8, "partisipasi_sekolah": 3, "ijazah_tertinggi_yang_dimiliki": 23,
    "status_bekerja": 2, "status_dalam_pekerjaan_utama": 8, "kepemilikan_usaha": 2, "penyakit_kronis": 4, "pbi_nas": 2,
    "pbi_pemda": 2,
}  # fmt: skip
SULIT = ("penglihatan", "pendengaran", "berjalan_atau_naik_tangga", "menggunakan_tangan_jari",
         "belajar_kemampuan_intelektual", "pengendalian_perilaku", "berbicara_komunikasi", "mengurus_diri",
         "mengingat_berkonsentrasi")  # fmt: skip
DESA = [PERIAN, MELAYU, "6402012002"]


def _population(benih: int = 11, banyak: int = 160) -> None:
    """Families of every kind, a tenth of all facts unknown."""
    acak = np.random.default_rng(benih)

    def pilih(maks: int, kosong: float = 0.1) -> int | None:
        return None if acak.random() < kosong else int(acak.integers(1, maks + 1))

    def lahir() -> date | None:
        """Days around the reference day, so that the edges of ages count."""
        return None if acak.random() < 0.05 else date(2026 - int(acak.integers(0, 90)), 10, int(acak.integers(1, 4)))

    daftar = _lists()
    for i in range(banyak):
        desa = DESA[i % 2]
        ini = Keluarga.objects.create(kode_desa=desa, status="pindah" if i % 23 == 0 else "aktif", nama_kepala="Uji")
        if i % 31:
            rumah: dict[str, Any] = {nama: pilih(maks) for nama, maks in RUMAH.items()}
            if i % 3 == 0:
                rumah |= {nama: 2 for nama in rumah if nama.startswith("aset_")}
            rumah |= {f"jumlah_ternak_{t}": None if acak.random() < 0.02 else int(acak.random() < 0.1) for t in TERNAK}
            rumah["luas_lantai_m2"] = pilih(60)
            KondisiKeluarga.objects.create(keluarga=ini, kode_desa=desa, **rumah)
        if i % 7:
            DesilResmi.objects.create(
                keluarga=ini, kode_desa=desa, versi=VERSI, tanggal=date(2026, 7, 1), nasional=pilih(10), dasar="uji"
            )
        DesilResmi.objects.create(
            keluarga=ini, kode_desa=desa, versi="2026-T2", tanggal=date(2026, 4, 1), nasional=1, dasar="uji"
        )
        for nomor, ((program, bulan), berkas) in enumerate(daftar.items()):
            if i % (3 + nomor) == 0:
                Penerima.objects.create(
                    program_id=program, bulan=bulan, unit="keluarga", keluarga=ini, kode_desa=desa, berkas=berkas,
                    status="exclude" if i % 8 == 0 else "salur" if i % 2 else "gagal_omspan",
                )  # fmt: skip
        Individu.objects.bulk_create(
            Individu(
                keluarga=ini, kode_desa=desa, nama="Uji", nama_norm="UJI",
                tanggal_lahir=lahir(),
                keberadaan=pilih(6, 0.4),
                jaminan_kesehatan=[None, 0, 1, 2, 4, 8, 99, 9][int(acak.integers(0, 8))],
                status_padan=["belum_dicek", "padan", "nik_tidak_ditemukan"][int(acak.integers(0, 3))],
                **{nama: pilih(maks) for nama, maks in ORANG.items()},
                **{nama: pilih(4, 0.2) if acak.random() < 0.15 else 4 for nama in SULIT},
            )
            for _ in range(1 + i % 6)
        )  # fmt: skip


def _lists() -> dict[tuple[str, str], BerkasPenerima]:
    """Two months of food aid, of which the newer counts, one month of PKH, and a list that nobody has applied."""
    isi = {("sembako", "2026-08"): "diterapkan", ("sembako", "2026-09"): "diterapkan", ("pkh", "2026-09"): "diterapkan"}
    isi[("pkh", "2026-10")] = "siap"
    return {
        (program, bulan): BerkasPenerima.objects.create(
            program_id=program, bulan=bulan, sidik=f"{program}{bulan}".ljust(64, "0"), status=status,
            pembuat=user("petugas"), pengesah=user("verifikator"),
        )
        for (program, bulan), status in isi.items()
    }  # fmt: skip


def _age(lahir: date | None) -> float:
    if lahir is None:
        return float("nan")
    return ACUAN.year - lahir.year - ((ACUAN.month, ACUAN.day) < (lahir.month, lahir.day))


def _frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Living persons of active families with what their family has, and the families with what their members have."""
    orang = pd.DataFrame(list(Individu.objects.values())).drop(columns=["kode_desa"])
    keluarga = pd.DataFrame(list(Keluarga.objects.filter(status="aktif").values("id", "kode_desa")))
    desil = pd.DataFrame(list(DesilResmi.objects.filter(versi=VERSI).values("keluarga_id", "nasional")))
    rumah = pd.DataFrame(list(KondisiKeluarga.objects.values())).drop(columns=["kode_desa", "asal"])
    rumah["bantuan"] = (rumah.pbi_nas == 1) | (rumah.pbi_pemda == 1)
    rumah = rumah.drop(columns=["pbi_nas", "pbi_pemda"])
    keluarga = keluarga.merge(desil, how="left", left_on="id", right_on="keluarga_id").drop(columns="keluarga_id")
    keluarga = keluarga.merge(rumah, how="left", left_on="id", right_on="keluarga_id").drop(columns="keluarga_id")
    dapat = pd.DataFrame(list(Penerima.objects.values("keluarga_id", "program_id", "bulan", "status")))
    dapat = dapat[(dapat.bulan == "2026-09") & (dapat.status != "exclude")]
    keluarga["pangan"] = keluarga.id.isin(dapat[dapat.program_id == "sembako"].keluarga_id)
    keluarga["bantuan"] = keluarga.bantuan.fillna(False).astype(bool) | keluarga.id.isin(dapat.keluarga_id)
    orang = orang[orang.keberadaan.isna() | orang.keberadaan.isin([1, 5])]
    orang = orang.merge(keluarga[["id", "kode_desa", "nasional", "bantuan"]], left_on="keluarga_id", right_on="id")
    orang["umur"] = [_age(t) for t in orang.tanggal_lahir]
    orang["ukuran"] = orang.groupby("keluarga_id").umur.transform("size")
    orang["umum"] = True
    orang["lansia"] = orang.umur >= 60
    orang["disabilitas"] = (orang[list(SULIT)] <= 2).any(axis=1)
    orang["anak"] = orang.umur < 18
    orang["perempuan_kepala_keluarga"] = (orang.status_hubungan_keluarga == 1) & (orang.jenis_kelamin == 2)
    orang["muda_tua"] = (orang.umur < 15) | (orang.umur >= 65)
    orang["produktif"] = orang.umur.between(15, 64)
    orang["usaha"] = (orang.kepemilikan_usaha == 1) | orang.status_dalam_pekerjaan_utama.isin([3, 4, 5])
    orang["usaha_dikenal"] = orang.status_bekerja.notna() | orang.kepemilikan_usaha.notna()
    per = orang.groupby("keluarga_id")[
        [*KELOMPOK, "usaha", "usaha_dikenal"]
    ].any().join(orang.groupby("keluarga_id")[["muda_tua", "produktif"]].sum())  # fmt: skip
    per["jiwa"] = orang.groupby("keluarga_id").size()
    return orang, keluarga.merge(per, left_on="id", right_index=True)


def _expected(o: pd.DataFrame, k: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """{indicator: (a, b)} of one region and group."""
    o, k = o.copy(), k.copy()
    jkn = (o.pbi_nas == 1) | (o.pbi_pemda == 1) | o.jaminan_kesehatan.isin([1, 2, 4, 9])
    tahu, miskin, kronis = o.jaminan_kesehatan.notna(), o.nasional <= 4, o.penyakit_kronis > 1
    sekolah, dewasa, kerja = o.umur.between(7, 18), o.umur >= 15, o.umur.between(15, 64)
    ijazah, tua = o.ijazah_tertinggi_yang_dimiliki, o.umur >= 60
    cacat, kepala = o.disabilitas & (o.nasional <= 5), o.perempuan_kepala_keluarga & miskin
    kmiskin = k.nasional <= 4
    layak = k.jenis_lantai_terluas.isin([1, 2, 3, 4, 5, 6, 9]) & k.jenis_dinding_terluas.isin([1, 2, 3])
    layak &= k.jenis_atap_terluas.isin([1, 2, 3, 6]) & (k.luas_lantai_m2 / k.jiwa >= 7.2)
    layak_tahu = (
        k[["jenis_lantai_terluas", "jenis_dinding_terluas", "jenis_atap_terluas", "luas_lantai_m2"]].notna().all(axis=1)
    )
    jamban = k.fasilitas_bab.isin([1, 2])
    bersih = k.sumber_air_minum_utama.isin([1, 2, 3, 4, 5, 7, 10]) & jamban
    bersih &= (k.jenis_kloset == 1) & k.pembuangan_akhir_tinja.isin([1, 2])
    bersih_tahu = k.sumber_air_minum_utama.notna() & k.fasilitas_bab.notna()
    bersih_tahu &= ~jamban | (k.jenis_kloset.notna() & k.pembuangan_akhir_tinja.notna())
    benda = ["aset_bergerak_sepeda_motor", "aset_bergerak_mobil", "aset_bergerak_perahu",
             "aset_bergerak_kapal_perahu_motor", "aset_tidak_bergerak_lahan_lainnya"]  # fmt: skip
    ternak = [f"jumlah_ternak_{t}" for t in TERNAK]
    aset = (k[benda] == 1).any(axis=1) | (k[ternak] > 0).any(axis=1)
    aset_tahu = k[benda + ternak].notna().all(axis=1)
    simpan = (k.rekening_digital <= 3) | (k.aset_bergerak_emas_perhiasan == 1)
    simpan_tahu = k.rekening_digital.notna() & k.aset_bergerak_emas_perhiasan.notna()
    padan_tahu = o.status_padan != "belum_dicek"
    pasang = {
        "KD1.2": (kmiskin & k.pangan, kmiskin),
        "KD2.2": (kronis & miskin & tahu & jkn, kronis & miskin & tahu),
        "KD3.1": (sekolah & (o.partisipasi_sekolah == 2), sekolah & o.partisipasi_sekolah.notna()),
        "KD3.2": (dewasa & ijazah.between(6, 22), dewasa & ijazah.notna()),
        "KD4.1": (tahu & jkn, tahu),
        "KD4.2": (kmiskin & k.bantuan, kmiskin),
        "KD5.1": (layak & layak_tahu, layak_tahu),
        "KD5.2": (k.sumber_penerangan_utama == 1, k.sumber_penerangan_utama.notna()),
        "KD7.1": (bersih & bersih_tahu, bersih_tahu),
        "KD7.2": (o.status_padan == "padan", padan_tahu),
        "PS2.3": (tua & miskin & (o.ukuran >= 2), tua & miskin),
        "PS3.2": (cacat & o.bantuan, cacat),
        "PS3.3": (kepala & o.bantuan, kepala),
        "KE1.1": (kerja & (o.status_bekerja == 1), kerja & o.status_bekerja.notna()),
        "KE1.2": (k.usaha & k.usaha_dikenal, k.usaha_dikenal),
        "KE2.1": (aset & aset_tahu, aset_tahu),
        "KE2.2": (k.status_kepemilikan_rumah == 1, k.status_kepemilikan_rumah.notna()),
        "KE2.3": (simpan & simpan_tahu, simpan_tahu),
        "KE3.1": (o.nasional <= 2, o.nasional.notna()),
    }
    hasil = {nama: (int(a.sum()), int(b.sum())) for nama, (a, b) in pasang.items()}
    return hasil | {"KE3.2": (int(k.muda_tua.sum()), int(k.produktif.sum()))}


@pytest.mark.django_db
def test_every_figure_equals_an_independent_count() -> None:
    _population()
    angka = figures.count(KUKAR, DESA, acuan=ACUAN, versi=VERSI, layak=decent.in_force(ACUAN))
    orang, keluarga = _frames()
    assert angka.wilayah == [KUKAR, "640201", "640206", *sorted(DESA)]
    for wilayah in angka.wilayah:
        for kelompok in KELOMPOK:
            o = orang[orang.kode_desa.str.startswith(wilayah) & orang[kelompok]]
            k = keluarga[keluarga.kode_desa.str.startswith(wilayah) & keluarga[kelompok]]
            harap = _expected(o, k)
            assert {i: angka.of(wilayah, kelompok, i)[:2] for i in harap} == harap, (wilayah, kelompok)
    # The population tells the definitions apart: each indicator has somebody who counts and somebody who does not.
    satu = _expected(orang, keluarga)
    assert not [nama for nama, (a, b) in satu.items() if not 0 < a < b]
    assert set(satu) == set(figures.INDIKATOR)


@pytest.mark.django_db
def test_a_day_decides_the_age_and_a_new_row_what_is_decent() -> None:
    ini = Keluarga.objects.create(kode_desa=PERIAN)
    Individu.objects.create(
        keluarga=ini, kode_desa=PERIAN, nama="Uji", nama_norm="UJI", tanggal_lahir=date(1966, 10, 2)
    )
    KondisiKeluarga.objects.create(
        keluarga=ini,
        kode_desa=PERIAN,
        jenis_lantai_terluas=8,
        jenis_dinding_terluas=1,
        jenis_atap_terluas=1,
        luas_lantai_m2=8,
    )

    def hitung(hari: date) -> tuple[int, tuple[int, int, int]]:
        angka = figures.count(KUKAR, DESA, acuan=hari, versi=VERSI, layak=decent.in_force(hari))
        return int(angka.jiwa[0, list(KELOMPOK).index("lansia")]), angka.of(KUKAR, "umum", "KD5.1")

    assert hitung(date(2026, 10, 1)) == (0, (0, 1, 1))
    assert hitung(date(2026, 10, 2)) == (1, (0, 1, 1))
    Layak.objects.create(hal="lantai", kode=[8], berlaku_dari=date(2026, 11, 1), dokumen="Uji")
    assert hitung(date(2026, 10, 31))[1] == (0, 1, 1)
    assert hitung(date(2026, 11, 1))[1] == (1, 1, 1)
