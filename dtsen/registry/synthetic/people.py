"""School, work, business and health of a person on any date, from traits that stay with the person.

Nothing is drawn here: the same traits give a pupil in 2020 and a graduate in 2026. Codes are those of Regsosek 22.K;
-1 marks a question that is skipped for the person.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Pecahan
from dtsen.registry.synthetic.welfare import SEBARAN

BANYAK_ACAK = 16
"""Uniform draws a person needs."""
TIDAK_TAMAT, SD, SMP, SMA, D3, S1, S2 = range(7)
_TAHUN = np.array([0, 6, 9, 12, 15, 16, 18])
_USIA_MASUK = 7
_VARIAN: dict[int, tuple[tuple[float, int], ...]] = {
    SD: ((0.90, 3), (0.98, 4), (1.01, 1)),
    SMP: ((0.80, 8), (0.97, 9), (1.01, 6)),
    SMA: ((0.52, 13), (0.86, 15), (0.96, 14), (1.01, 11)),
    D3: ((1.01, 18),),
    S1: ((1.01, 19),),
    S2: ((1.01, 21),),
}
_USAHA = np.cumsum(np.array(SEBARAN["lapangan_usaha_persen"], dtype=np.float64))
_USAHA_PEREMPUAN = np.array(SEBARAN["lapangan_usaha_persen"], dtype=np.float64)
_USAHA_PEREMPUAN[[6, 10, 12]] *= 0.12
_USAHA_PEREMPUAN[[11, 13, 20, 21]] *= 2.2
_USAHA_PEREMPUAN = np.cumsum(_USAHA_PEREMPUAN)
_PERTANIAN = (1, 2, 3, 4, 5, 6)
_PEMERINTAH = (20, 21, 22)
_PENYAKIT = np.array(
    [0.42, 0.58, 0.66, 0.72, 0.81, 0.83, 0.87, 0.885, 0.895, 0.8955, 0.8965, 0.945, 0.948, 0.949, 0.95, 0.953, 1.01]
)
KESULITAN = "abcdefghi"


def final_schooling(rng: np.random.Generator, didik: Pecahan, tahun_lahir: Bulat) -> Bulat:
    """Return the level a person ends school with: the family's leaning, the year of birth, and chance."""
    angkatan = np.clip((tahun_lahir - 1982) / 15, -2.4, 1.3)
    nilai = 0.55 * didik + 0.72 * rng.normal(size=len(didik)) + 0.62 * angkatan
    return np.searchsorted(np.array([-1.35, -0.55, 0.05, 1.18, 1.42, 2.6]), nilai, side="right").astype(np.int64)


def _varian(tingkat: Bulat, acak: Pecahan) -> Bulat:
    hasil = np.full(len(tingkat), 23, dtype=np.int64)
    for nilai, pilihan in _VARIAN.items():
        batas = np.array([b for b, _ in pilihan])
        kode = np.array([k for _, k in pilihan])
        sini = tingkat == nilai
        hasil[sini] = kode[np.searchsorted(batas, acak[sini], side="right")]
    return hasil


def _sekolah(umur: Bulat, akhir: Bulat, acak: Pecahan) -> dict[str, Bulat]:
    """Return partisipasi, jenjang, kelas, ijazah, and `selesai`, the highest level completed."""
    berhenti_dini = np.floor(acak[:, 0] * 5).astype(np.int64)  # years of SD of those who never finished it
    lama = np.where(akhir == TIDAK_TAMAT, np.where(umur > 55, berhenti_dini - 1, berhenti_dini + 1), _TAHUN[akhir])
    dijalani = umur - _USIA_MASUK + (acak[:, 1] < 0.35)
    masih = (dijalani >= 0) & (dijalani < lama) & (umur >= 6)
    tahun = np.minimum(np.maximum(dijalani, 0), np.maximum(lama, 0))
    selesai = (np.searchsorted(_TAHUN, tahun, side="right") - 1).astype(np.int64)
    selesai = np.where(
        (tahun >= 15) & (akhir != D3), np.where(tahun >= 18, S2, np.where(tahun >= 16, S1, SMA)), selesai
    )
    selesai = np.minimum(selesai, akhir)
    duduk = np.where(
        masih, np.where(selesai == SMA, np.where(akhir == D3, D3, S1), np.minimum(selesai + 1, S2)), selesai
    )
    duduk = np.where((selesai == TIDAK_TAMAT) & (tahun > 0), SD, duduk)
    tahap = tahun - _TAHUN[np.minimum(selesai, S2)]
    pernah = (tahun > 0) | masih
    kelas = np.where(masih | (selesai == TIDAK_TAMAT), np.clip(tahap + masih, 1, 6), 8)
    partisipasi = np.where(masih, 2, np.where(pernah, 3, 1))
    sekolah = umur >= 5
    duduki = sekolah & (partisipasi > 1)
    return {
        "partisipasi_sekolah": np.where(sekolah, partisipasi, -1),
        "jenjang": np.where(duduki, _varian(duduk, acak[:, 2]), -1),
        "kelas": np.where(duduki, kelas, -1),
        "ijazah": np.where(duduki, _varian(selesai, acak[:, 2]), -1),
        "selesai": selesai,
        "tahun_sekolah": tahun,
    }


def _kerja(umur: Bulat, jk: Bulat, masih: Bulat, z: Pecahan, selesai: Bulat, acak: Pecahan) -> dict[str, Bulat]:
    laki = jk == 1
    peluang = np.where(
        laki,
        np.interp(umur, [14, 15, 19, 25, 50, 60, 70, 85], [0, 0.18, 0.62, 0.94, 0.96, 0.80, 0.52, 0.08]),
        np.interp(umur, [14, 15, 19, 25, 50, 60, 70, 85], [0, 0.08, 0.32, 0.46, 0.50, 0.38, 0.22, 0.02]),
    )
    bekerja = (umur >= 15) & (acak[:, 3] < np.where(masih == 1, peluang * 0.08, peluang))
    usaha = (
        np.where(
            laki,
            np.searchsorted(_USAHA, acak[:, 4] * _USAHA[-1], side="right"),
            np.searchsorted(_USAHA_PEREMPUAN, acak[:, 4] * _USAHA_PEREMPUAN[-1], side="right"),
        ).astype(np.int64)
        + 1
    )
    usaha = np.where(np.isin(usaha, (16, 20, 21, 22)) & (selesai < SMA), np.where(laki, 3, 12), usaha)
    tani = np.isin(usaha, _PERTANIAN)
    r = acak[:, 5] - 0.12 * np.tanh(z)
    status = np.where(
        tani,
        np.select([r < 0.05, r < 0.42, r < 0.62, r < 0.66, r < 0.80], [2, 1, 2, 3, 4], 6),
        np.select([r < 0.04, r < 0.60, r < 0.80, r < 0.85, r < 0.90], [3, 4, 1, 2, 8], 7),
    )
    pns = np.isin(usaha, _PEMERINTAH) & (selesai >= SMA) & (acak[:, 6] < 0.45 + 0.15 * np.tanh(z))
    status = np.where(pns, 5, np.where(~laki & tani & (acak[:, 6] > 0.55), 8, status))
    return {
        "status_bekerja": np.where(umur >= 5, np.where(bekerja, 1, 2), -1),
        "lapangan_usaha": np.where(bekerja, usaha, -1),
        "status_pekerjaan": np.where(bekerja, status, -1),
        "jam_kerja": np.where(bekerja, np.clip(np.rint(18 + 42 * acak[:, 7]), 1, 98), -1).astype(np.int64),
    }


def _usaha(umur: Bulat, kerja: dict[str, Bulat], z: Pecahan, acak: Pecahan) -> dict[str, Bulat]:
    sendiri = np.isin(kerja["status_pekerjaan"], (1, 2, 3))
    punya = sendiri & (acak[:, 8] < 0.92)
    omzet = 1 + np.searchsorted(
        np.array([0.62, 0.86, 0.94, 0.992, 0.9994, 0.9999]), acak[:, 9] ** (1 - 0.2 * np.tanh(z)), side="right"
    )
    dibayar = np.where(kerja["status_pekerjaan"] == 3, 1 + np.floor(acak[:, 10] * 5), 0).astype(np.int64)
    keluarga = np.where(kerja["status_pekerjaan"] == 2, 1 + np.floor(acak[:, 10] * 2.2), 0).astype(np.int64)
    return {
        "kepemilikan_usaha": np.where(umur >= 5, np.where(punya, 1, 2), -1),
        "jumlah_usaha": np.where(punya, np.where(acak[:, 10] > 0.95, 2, 1), -1),
        "lapangan_usaha_utama": np.where(punya, kerja["lapangan_usaha"], -1),
        "pekerja_dibayar": np.where(punya, dibayar, -1),
        "pekerja_tak_dibayar": np.where(punya, keluarga, -1),
        "omzet": np.where(punya, omzet, -1).astype(np.int64),
    }


def _sehat(umur: Bulat, z: Pecahan, acak: Pecahan) -> dict[str, Bulat]:
    hasil: dict[str, Bulat] = {}
    beban = np.interp(umur, [0, 40, 60, 75, 95], [0.6, 1.0, 3.0, 9.0, 20.0])
    for k, huruf in enumerate(KESULITAN):
        u = np.mod(acak[:, 11] * (k + 3.7) + acak[:, 12], 1.0)
        kode = np.select([u < 0.0006 * beban, u < 0.003 * beban, u < 0.018 * beban], [1, 2, 3], 4)
        hasil[f"sulit_{huruf}"] = np.where(umur >= (5 if huruf in "ghi" else 2), kode, -1)
    depresi = np.searchsorted(np.array([0.005, 0.022, 0.11]), acak[:, 13], side="right") + 1
    hasil["depresi"] = np.where(umur >= 5, depresi, -1).astype(np.int64)
    sakit = np.interp(umur, [0, 30, 45, 60, 90], [0.01, 0.03, 0.11, 0.27, 0.42])
    jenis = 2 + np.searchsorted(_PENYAKIT, np.clip(acak[:, 14] / np.maximum(sakit, 1e-6), 0, 1), side="right")
    hasil["kronis"] = np.where(acak[:, 14] < sakit, jenis, 1).astype(np.int64)
    gizi = np.searchsorted(
        np.array([0.035, 0.035 + 0.14, 0.93]) - 0.02 * np.tanh(float(np.mean(z)) if len(z) else 0.0),
        acak[:, 15],
        side="right",
    )
    hasil["gizi"] = np.where(umur < 5, np.array([1, 2, 3, 8])[gizi], -1)
    return hasil


def state(umur: Bulat, jk: Bulat, kawin: Bulat, akhir: Bulat, z: Pecahan, acak: Pecahan) -> dict[str, Bulat]:
    """Return coded facts of persons of the given ages (completed years)."""
    hasil = _sekolah(umur, akhir, acak)
    masih = (hasil["partisipasi_sekolah"] == 2).astype(np.int64)
    hasil |= _kerja(umur, jk, masih, z, hasil["selesai"], acak)
    hasil |= _usaha(umur, hasil, z, acak)
    hasil |= _sehat(umur, z, acak)
    subur = (jk == 2) & (umur >= 10) & (umur <= 54)
    hamil = (kawin == 2) & (umur <= 42) & (acak[:, 9] < 0.035)
    hasil["hamil"] = np.where(subur, np.where(hamil, 1, 2), -1)
    return hasil
