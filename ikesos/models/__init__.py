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
    "AturanLampu",
    "ButirInput",
    "HasilIndeks",
    "Hitungan",
    "IndikatorRpjmd",
    "AnggotaInstansi",
    "BarisSetoran",
    "Instansi",
    "IsianInput",
    "KemiskinanBps",
    "Layak",
    "NarasiRpjmd",
    "PeringkatIndeks",
    "RealisasiRpjmd",
    "Sasaran",
    "Simpul",
    "StrukturVersi",
    "TargetRpjmd",
    "PakarAhp",
    "PenilaianAhp",
    "SesiAhp",
    "Setoran",
    "TugasIsian",
]
