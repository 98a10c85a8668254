"""Tables of the index: its structure as data, its inputs, its calculations and their results."""

from __future__ import annotations

from ikesos.models.ahp import PakarAhp, PenilaianAhp, SesiAhp
from ikesos.models.hitungan import HasilIndeks, Hitungan, PeringkatIndeks
from ikesos.models.isian import AnggotaInstansi, BarisSetoran, Instansi, Setoran, TugasIsian
from ikesos.models.masukan import IsianInput, Layak
from ikesos.models.struktur import ButirInput, Simpul, StrukturVersi

__all__ = [
    "AnggotaInstansi",
    "BarisSetoran",
    "ButirInput",
    "HasilIndeks",
    "Hitungan",
    "Instansi",
    "IsianInput",
    "Layak",
    "PakarAhp",
    "PenilaianAhp",
    "PeringkatIndeks",
    "SesiAhp",
    "Setoran",
    "Simpul",
    "StrukturVersi",
    "TugasIsian",
]
