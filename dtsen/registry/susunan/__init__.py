"""Family make-up: who belongs to which family, and the numbers they carry.

    OPERASI["meninggal"].check(keluarga, {"individu": 31, "sejak": "2026-11-02"})
    OPERASI["meninggal"].apply(keluarga, {...}, dasar="susunan:7", pelaku=user, tanggal=hari)

An operation only plans: a list of steps, made from what it is given and what the registry says. `check` makes the plan
and throws it away; `apply` makes it, locks what it touches (families, then persons, by number), makes it again on rows
that now stand still, and writes it. Every step is a history row, so `corrections.reverse` takes any operation back.

`operasi` checks and applies, `anggota`, `pindah` and `perbaikan` plan, `baca` reads what they are told, `rumah` says
what every plan must leave behind, `daftar` lists them, `salah` finds every fault of a form.
"""

from __future__ import annotations

from dtsen.registry.susunan.baca import ALAMAT_BARU, KEPALA, MENINGGAL, SEJAK, free_kk, free_nik, require_desa
from dtsen.registry.susunan.daftar import CALON, OPERASI
from dtsen.registry.susunan.operasi import Operasi
from dtsen.registry.susunan.pindah import TUJUAN
from dtsen.registry.susunan.rencana import Hasil, Isi, Isian, OrangBaru, Rencana
from dtsen.registry.susunan.salah import faults_of_new_family

__all__ = [
    "ALAMAT_BARU",
    "CALON",
    "KEPALA",
    "MENINGGAL",
    "OPERASI",
    "SEJAK",
    "TUJUAN",
    "Hasil",
    "Isi",
    "Isian",
    "Operasi",
    "OrangBaru",
    "Rencana",
    "faults_of_new_family",
    "free_kk",
    "free_nik",
    "require_desa",
]
