"""Models of the case work: corrections of facts, proposals for aid, their hops, programmes with dated rules."""

from __future__ import annotations

from verval.models.bukti import Bukti
from verval.models.kasus import Kasus
from verval.models.lacak import HitungLacak
from verval.models.langkah import Langkah
from verval.models.pembaruan import Pembaruan
from verval.models.pesan import Kontak, PercobaanKirim, Pesan, TemplatPesan
from verval.models.program import AturanProgram, ProgramBansos
from verval.models.usulan import Usulan

__all__ = [
    "AturanProgram", "Bukti", "HitungLacak", "Kasus", "Kontak", "Langkah", "Pembaruan", "PercobaanKirim", "Pesan",
    "ProgramBansos", "TemplatPesan", "Usulan",
]  # fmt: skip
