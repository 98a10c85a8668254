"""What is protected beyond masking, and from whom: health, disability, and everything about children.

Data "spesifik" of UU 27/2022 Ps 4. Whoever has `warga.sensitif` over a family sees all of it; for anybody else

- facts of health and disability (`sens` S) are not there, nor is the name of such a fact beside a person;
- a child is an initial, a place in the family and "di bawah 18 tahun": no name, number, birth date or fact.

Pages, API, exports and commands ask here and nowhere else (docs/adr/0030). A `Tabir` is made once for all families of
an answer and hands out veiled copies: templates need not know, and what was forgotten to be handed in stays veiled.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.utils import timezone

from dtsen.accounts.access import Orang
from dtsen.registry.access import izin_keluarga
from dtsen.registry.fakta import Fakta
from dtsen.registry.models import Individu, Keluarga

SENSITIF = "warga.sensitif"
DEWASA_TAHUN = 18
"""UU 35/2014 Ps 1: a child is a person under eighteen."""
KEPALA, PASANGAN = 1, 2
TERTUTUP = "•" * 16
"""In place of a child's number: not even its ends."""
SPESIFIK = "spesifik"
"""How the trail names a fact of health: it is read by people who may not see such facts."""
M = TypeVar("M", bound=models.Model)


def is_child(tanggal_lahir: date | None, hubungan: int | None, hari: date) -> bool:
    """Whether a person counts as a child on a day; one of unknown age does, unless head of the family or spouse."""
    if tanggal_lahir is None:
        return hubungan not in {KEPALA, PASANGAN}
    ulang = (tanggal_lahir.year + DEWASA_TAHUN, tanggal_lahir.month, tanggal_lahir.day)
    return (hari.year, hari.month, hari.day) < ulang


def is_specific(fakta: Fakta) -> bool:
    """Whether a fact is one of health or disability."""
    return fakta.sens == "S"


def for_trail(fakta: Fakta) -> str:
    """Return the name of a fact as the trail may hold it."""
    return SPESIFIK if is_specific(fakta) else fakta.nama


def initials(nama: str) -> str:
    """NURHALIZA BINTI RAIS becomes N. B. R."""
    return " ".join(f"{kata[0].upper()}." for kata in nama.split())


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("salinan bertabir hanya untuk ditampilkan")


def veiled(asli: M, **isi: object) -> M:
    """Return a copy that is shown and can never be saved, with other values in it."""
    salinan = copy.copy(asli)
    for nama, nilai in {**isi, "save": _refuse, "delete": _refuse}.items():
        setattr(salinan, nama, nilai)
    return salinan


@dataclass(frozen=True, slots=True)
class Tabir:
    """What one user may see of some families.

    `terbuka`: families over which the user has `warga.sensitif`. `kepala_anak`: for each other one, whether its head
    is a child. Families that are in neither are veiled altogether.
    """

    terbuka: frozenset[int]
    kepala_anak: Mapping[int, bool]
    hari: date

    @classmethod
    def of(cls, user: Orang, keluarga: Iterable[Keluarga], *, hari: date | None = None) -> Tabir:
        """Ask for all families of an answer at once: one query, and none for those who may see everything."""
        saat = hari or timezone.localdate()
        semua = {k.pk: k for k in keluarga}
        terbuka = frozenset(pk for pk, k in semua.items() if SENSITIF in izin_keluarga(user, k))
        return cls(terbuka, _heads(set(semua) - terbuka, saat), saat)

    def open_over(self, keluarga_id: int) -> bool:
        """Whether everything about the family may be shown."""
        return keluarga_id in self.terbuka

    def hides(self, orang: Individu) -> bool:
        """Whether this person is protected from the user."""
        return not self.open_over(orang.keluarga_id) and is_child(
            orang.tanggal_lahir, orang.status_hubungan_keluarga, self.hari
        )

    def shows(self, fakta: Fakta, keluarga_id: int, orang: Individu | None = None) -> bool:
        """Whether a fact of a family, or of one of its members, may be shown or even named."""
        if self.open_over(keluarga_id):
            return True
        return not is_specific(fakta) and (orang is None or not self.hides(orang))

    def person(self, orang: Individu) -> Individu:
        """Return the person as the user may see it, the family with it."""
        isi: dict[str, object] = {}
        if Individu.keluarga.is_cached(orang) and self.family(orang.keluarga) is not orang.keluarga:
            isi["keluarga"] = self.family(orang.keluarga)
        if self.hides(orang):
            nomor = TERTUTUP if orang.nik else None
            isi |= {
                "nama": initials(orang.nama),
                "nama_norm": "",
                "nik": nomor,
                "tanggal_lahir": None,
                "bertabir": True,
            }
        return veiled(orang, **isi) if isi else orang

    def family(self, keluarga: Keluarga) -> Keluarga:
        """Return the family as the user may see it: without the name of a head who is a child."""
        if self.open_over(keluarga.pk) or not self.kepala_anak.get(keluarga.pk, True):
            return keluarga
        return veiled(keluarga, nama_kepala=initials(keluarga.nama_kepala))


def _heads(keluarga_id: set[int], hari: date) -> dict[int, bool]:
    anak = dict.fromkeys(keluarga_id, False)
    if keluarga_id:
        kepala = Individu.objects.filter(keluarga_id__in=keluarga_id, status_hubungan_keluarga=KEPALA)
        for pk, lahir in kepala.values_list("keluarga_id", "tanggal_lahir"):
            anak[pk] = anak[pk] or is_child(lahir, KEPALA, hari)
    return anak
