"""The facts of a family as its page shows them: value, source and date, by blok."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dtsen.registry import asal
from dtsen.registry.asal import Asal
from dtsen.registry.fakta import ASET, FAKTA_INDIVIDU, FAKTA_KELUARGA, TERNAK, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import Nilai, tulis

NOMOR = {"id_pelanggan_pln", "nomor_meter_pln"}
"""Numbers of a customer: shown by their last four digits."""


@dataclass(frozen=True, slots=True)
class BarisFakta:
    """One line: a fact, its value, and who said so when."""

    fakta: Fakta
    nilai: Nilai
    asal: Asal | None

    @property
    def dikenal(self) -> bool:
        return self.nilai not in (None, "")

    @property
    def tidak_punya(self) -> bool:
        """An asset stated as not there, livestock stated as none."""
        return (self.fakta.blok, self.nilai) in {(ASET, 2), (TERNAK, 0)}

    @property
    def tulisan(self) -> str:
        if self.fakta.nama in NOMOR and self.dikenal:
            return "•••• " + str(self.nilai)[-4:]
        return tulis(self.fakta, self.nilai)


@dataclass(frozen=True, slots=True)
class Blok:
    """The facts of one blok; what is not owned and what nobody has stated yet stand apart."""

    judul: str
    diketahui: list[BarisFakta]
    tidak: list[BarisFakta]
    belum: list[BarisFakta]


def family_facts(keluarga: Keluarga) -> list[Blok]:
    """Return the facts of the family by blok."""
    kondisi = getattr(keluarga, "kondisi", None)
    kode = kondisi.asal if kondisi else []
    baris = [
        BarisFakta(f, getattr(keluarga if f.nama in ALAMAT else kondisi, f.nama, None), _asal(kode, i))
        for i, f in enumerate(FAKTA_KELUARGA)
    ]
    return _blocks(baris)


def member_facts(orang: Individu, tabir: Tabir) -> list[Blok]:
    """Return the facts of one member by blok, as far as the viewer may see them; `orang` as it stands, unveiled."""
    baris = [
        BarisFakta(f, getattr(orang, f.nama), _asal(orang.asal, i))
        for i, f in enumerate(FAKTA_INDIVIDU)
        if tabir.shows(f, orang.keluarga_id, orang)
    ]
    return _blocks(baris)


def _asal(kode: Sequence[int], letak: int) -> Asal | None:
    return asal.decode(kode[letak] if letak < len(kode) else 0)


def _blocks(baris: list[BarisFakta]) -> list[Blok]:
    urut = {blok: i for i, blok in enumerate(dict.fromkeys(b.fakta.blok for b in baris))}
    hasil = []
    for judul, isi in groupby(sorted(baris, key=lambda b: urut[b.fakta.blok]), key=lambda b: b.fakta.blok):
        semua = list(isi)
        ada = [b for b in semua if b.dikenal and not b.tidak_punya]
        hasil.append(Blok(judul, ada, [b for b in semua if b.tidak_punya], [b for b in semua if not b.dikenal]))
    return hasil
