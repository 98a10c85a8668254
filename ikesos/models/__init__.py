"""Tables of the index (its structure as data, its inputs, its calculations and their results) and of the RPJMD."""

from __future__ import annotations

from ikesos.models.ahp import PakarAhp, PenilaianAhp, SesiAhp
from ikesos.models.hitungan import HasilIndeks, Hitungan, PeringkatIndeks
from ikesos.models.isian import AnggotaInstansi, BarisSetoran, Instansi, Setoran, TugasIsian
from ikesos.models.masukan import IsianInput, Layak
from ikesos.models.rpjmd import (
    AturanLampu,
    IndikatorRpjmd,
    KemiskinanBps,
    NarasiRpjmd,
    RealisasiRpjmd,
    Sasaran,
    TargetRpjmd,
)
from ikesos.models.struktur import ButirInput, Simpul, StrukturVersi

__all__ = [
    "AnggotaInstansi",
    "AturanLampu",
    "BarisSetoran",
    "ButirInput",
    "HasilIndeks",
    "Hitungan",
    "IndikatorRpjmd",
    "Instansi",
    "IsianInput",
    "KemiskinanBps",
    "Layak",
    "NarasiRpjmd",
    "PakarAhp",
    "PenilaianAhp",
    "PeringkatIndeks",
    "RealisasiRpjmd",
    "Sasaran",
    "SesiAhp",
    "Setoran",
    "Simpul",
    "StrukturVersi",
    "TargetRpjmd",
    "TugasIsian",
]
