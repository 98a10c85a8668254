"""The scored features: the only inputs a model may have. All are integers or NULL."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Bilangan: TypeAlias = npt.NDArray[np.int64]
Pecahan: TypeAlias = npt.NDArray[np.float64]
Saringan: TypeAlias = npt.NDArray[np.bool_]

KOSONG = int(np.iinfo(np.int64).min)
"""NULL inside an int64 array."""

FITUR: dict[str, str] = {
    "luas_per_jiwa": "luas lantai per orang, m² × 100",
    "lantai_bukan_tanah": "lantai bukan tanah, 0/1",
    "dinding_tembok": "dinding tembok, 0/1",
    "bab_sendiri": "tempat buang air besar sendiri, 0/1",
    "air_bersih": "air minum dari sumber terlindung, 0/1",
    "penerangan_pln": "penerangan listrik PLN, 0/1",
    "masak_kayu": "memasak dengan kayu bakar, 0/1",
    "rumah_sendiri": "rumah milik sendiri, 0/1",
    "ukuran_keluarga": "jumlah anggota yang hidup bersama, orang",
    "anak_0_4": "anak umur 0–4 tahun, orang",
    "umur_kepala": "umur kepala keluarga, tahun genap",
    "rasio_ketergantungan": "(umur 0–14 dan 65+) ÷ (umur 15–64) × 100; 9999 bila tidak ada yang berumur 15–64",
    "anak_sd": "anggota yang masih sekolah setingkat SD, orang",
    "anak_smp": "anggota yang masih sekolah setingkat SMP, orang",
    "anak_sma": "anggota yang masih sekolah setingkat SMA, orang",
    "ijazah_kepala": "ijazah kepala: 0 di bawah SD, 1 SD, 2 SMP, 3 SMA ke atas",
    "ijazah_tertinggi": "ijazah tertinggi dalam keluarga: 0 di bawah SD, 1 SD, 2 SMP, 3 SMA ke atas",
    "pekerjaan_kepala": "pekerjaan kepala: 0 tidak bekerja, 1 informal, 2 formal",
    "sektor_kepala": "lapangan usaha kepala: 0 tidak ada, 1 pertanian, 2 industri, 3 jasa",
    "ac": "punya AC, 0/1",
    "komputer": "punya komputer, laptop atau tablet, 0/1",
    "kulkas": "punya kulkas, 0/1",
    "sepeda": "punya sepeda, 0/1",
    "motor": "punya sepeda motor, 0/1",
    "mobil": "punya mobil, 0/1",
    "sapi_kerbau": "punya sapi atau kerbau, 0/1",
}
"""Feature name -> meaning and unit."""

BANYAK_NILAI: dict[str, int] = {
    **{kode: 2 for kode, arti in FITUR.items() if arti.endswith("0/1")},
    "ijazah_kepala": 4,
    "ijazah_tertinggi": 4,
    "pekerjaan_kepala": 3,
    "sektor_kepala": 4,
}
"""Features that are codes 0, 1, ...: how many. Their points are looked up by the code itself, without bounds."""
