"""Models of the case work: corrections of facts, proposals for aid, their hops, programmes with dated rules."""

from __future__ import annotations

from verval.models.bukti import Bukti
from verval.models.induk import AlasanTolak, SyaratBukti
from verval.models.kasus import Kasus
from verval.models.kirim import BarisJawaban, EksporUsulan, JawabanKemensos
from verval.models.lacak import HitungLacak
from verval.models.langkah import Langkah
from verval.models.pembaruan import Pembaruan
from verval.models.pengecualian import PengecualianPenerima
from verval.models.pesan import Kontak, PercobaanKirim, Pesan, TemplatPesan
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
    "BarisJawaban",
    "Bukti",
    "EksporUsulan",
    "HitungLacak",
    "JawabanKemensos",
    "Kasus",
    "KelompokTidakLayak",
    "KomponenAturan",
    "Kontak",
    "Langkah",
    "LaranganAturan",
    "Pembaruan",
    "PengecualianPenerima",
    "PercobaanKirim",
    "Pesan",
    "ProgramBansos",
    "SyaratBukti",
    "TemplatPesan",
    "Usulan",
]
