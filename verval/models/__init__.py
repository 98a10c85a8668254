"""Models of the case work: corrections of facts, proposals for aid, their hops, programmes with dated rules."""

from __future__ import annotations

from verval.models.bukti import Bukti
from verval.models.induk import AlasanTolak, SyaratBukti
from verval.models.kasus import Kasus
from verval.models.langkah import Langkah
from verval.models.pembaruan import Pembaruan
from verval.models.pengecualian import PengecualianPenerima
from verval.models.program import (
    AturanProgram,
    KelompokTidakLayak,
    KomponenAturan,
    LaranganAturan,
    ProgramBansos,
)
from verval.models.usulan import Usulan

__all__ = [
    "AlasanTolak",
    "AturanProgram",
    "Bukti",
    "Kasus",
    "KelompokTidakLayak",
    "KomponenAturan",
    "Langkah",
    "LaranganAturan",
    "Pembaruan",
    "PengecualianPenerima",
    "ProgramBansos",
    "SyaratBukti",
    "Usulan",
]
