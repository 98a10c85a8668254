"""Models of the case work: corrections of facts, proposals for aid, their hops, programmes with dated rules."""

from __future__ import annotations

from verval.models.antrean import BatasLayanan, HariLibur
from verval.models.bukti import Bukti
from verval.models.induk import AlasanTolak, SyaratBukti
from verval.models.kalender import KalenderBulanan
from verval.models.kasus import Kasus
from verval.models.kirim import BarisJawaban, EksporUsulan, JawabanKemensos
from verval.models.kiriman import Kiriman
from verval.models.lacak import HitungLacak
from verval.models.langkah import Langkah
from verval.models.massal import BarisMassal, KeputusanMassal
from verval.models.pembaruan import Pembaruan
from verval.models.pengecualian import PengecualianPenerima
from verval.models.pengingat import MasaSimpan, Pengingat
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
    "BarisMassal",
    "BatasLayanan",
    "Bukti",
    "EksporUsulan",
    "HariLibur",
    "HitungLacak",
    "JawabanKemensos",
    "KalenderBulanan",
    "Kasus",
    "KelompokTidakLayak",
    "KeputusanMassal",
    "Kiriman",
    "KomponenAturan",
    "Kontak",
    "Langkah",
    "LaranganAturan",
    "MasaSimpan",
    "Pembaruan",
    "PengecualianPenerima",
    "Pengingat",
    "PercobaanKirim",
    "Pesan",
    "ProgramBansos",
    "SyaratBukti",
    "TemplatPesan",
    "Usulan",
]
