"""Words that Dukcapil and the KTP use for work, schooling, relation and marriage."""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic.config import Bulat
from dtsen.registry.synthetic.damage import Sel

KAWIN: tuple[Sel, ...] = ("", "BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI")
PENDIDIKAN: tuple[Sel, ...] = (
    "TIDAK / BELUM SEKOLAH", "BELUM TAMAT SD/SEDERAJAT", "TAMAT SD / SEDERAJAT", "SLTP/SEDERAJAT", "SLTA / SEDERAJAT",
    "AKADEMI/ DIPLOMA III/S. MUDA", "DIPLOMA IV/ STRATA I", "STRATA II",
)  # fmt: skip
PEKERJAAN: tuple[Sel, ...] = (
    "BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN", "PEGAWAI NEGERI SIPIL (PNS)",
    "PETANI/PEKEBUN", "NELAYAN/PERIKANAN", "PETERNAK", "BURUH TANI/PERKEBUNAN", "BURUH HARIAN LEPAS", "KARYAWAN SWASTA",
    "WIRASWASTA", "PEDAGANG", "SOPIR", "TUKANG BATU", "GURU", "PERAWAT", "KARYAWAN HONORER",
)  # fmt: skip
(
    TIDAK_BEKERJA,
    RUMAH_TANGGA,
    PELAJAR,
    PENSIUNAN,
    PNS,
    PETANI,
    NELAYAN,
    PETERNAK,
    BURUH_TANI,
    BURUH,
    SWASTA,
    WIRASWASTA,
) = range(12)
PEDAGANG, SOPIR, TUKANG, GURU, PERAWAT, HONORER = range(12, 18)
DIPLOMA = 4
"""Level completed (`selesai`) from which on it is a diploma."""
_HUBUNGAN: tuple[Sel, ...] = (
    "", "KEPALA KELUARGA", "ISTRI", "ANAK", "MENANTU", "CUCU", "ORANGTUA", "PEMBANTU", "FAMILI LAIN", "SUAMI", "MERTUA",
)  # fmt: skip


def schooling(selesai: Bulat, tahun_sekolah: Bulat) -> Bulat:
    """Return the index into PENDIDIKAN of the highest level completed."""
    return np.where(selesai > 0, selesai + 1, np.where(tahun_sekolah > 0, 1, 0)).astype(np.int64)


def work(g: dict[str, Bulat], umur: Bulat, jk: Bulat, kawin: Bulat) -> Bulat:
    """Return the index into PEKERJAAN."""
    usaha, status = g["lapangan_usaha"], g["status_pekerjaan"]
    tani = (usaha >= 1) & (usaha <= 6)
    # Cleaners and cooks of a puskesmas work in the same trade as its nurses, who have a diploma.
    perawat = (usaha == 22) & (g["selesai"] >= DIPLOMA)
    hasil = np.select(
        [
            status == 5, usaha == 21, perawat, status == 6, tani & np.isin(status, (4, 7)), usaha == 4, usaha == 5,
            tani, status == 7, (usaha == 12) & (status < 4), usaha == 13, (usaha == 11) & (status < 4),
            usaha == 20, status == 4, status > 0,
        ],
        [PNS, GURU, PERAWAT, BURUH_TANI, BURUH_TANI, NELAYAN, PETERNAK, PETANI, BURUH, PEDAGANG, SOPIR, TUKANG, HONORER,
         SWASTA, WIRASWASTA],
        np.where((jk == 2) & (kawin == 2), RUMAH_TANGGA, TIDAK_BEKERJA),
    )  # fmt: skip
    pensiun = (status < 0) & (umur > 58) & (g["selesai"] >= DIPLOMA)
    hasil = np.where(pensiun, PENSIUNAN, hasil)
    return np.where((g["partisipasi_sekolah"] == 2) & (status < 0), PELAJAR, hasil).astype(np.int64)


def relation(shdk: Bulat, jk: Bulat, ganjil: Bulat) -> list[Sel]:
    """Return Dukcapil's words for the relation; `ganjil` picks between parent and parent-in-law."""
    kode = np.where((shdk == 2) & (jk == 1), 9, np.where((shdk == 6) & (ganjil % 3 == 0), 10, shdk))
    return [_HUBUNGAN[k] for k in kode.tolist()]
