"""Scope as a value: which regions (optionally narrowed to RT/RW) and which single families. Knows no users."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True, order=True)
class Bagian:
    """One region by Kemendagri code without dots (2, 4, 6 or 10 digits), narrowed to RT/RW where given."""

    kode: str
    rt: str = ""
    rw: str = ""

    @property
    def rentang(self) -> tuple[str, str]:
        """Half-open range of desa codes: every code that begins with `kode` lies in it (collation C)."""
        return self.kode, self.kode + ":"  # ":" follows "9" in ASCII

    @property
    def utuh(self) -> bool:
        """Whether the whole region is meant, not single RT/RW of it."""
        return not self.rt and not self.rw


@dataclass(frozen=True, slots=True)
class Cakupan:
    """A set of regions and of single families (visits). The empty scope sees nothing."""

    bagian: frozenset[Bagian] = frozenset()
    keluarga: frozenset[int] = frozenset()

    @classmethod
    def of(cls, kode: Iterable[str | Bagian], *, keluarga: Iterable[int] = ()) -> Cakupan:
        """Build a scope; a region inside another one of the set is dropped."""
        semua = {b if isinstance(b, Bagian) else Bagian(b.replace(".", "")) for b in kode}
        luas = {b for b in semua if b.utuh}
        inti = {b for b in semua if not any(b != a and b.kode.startswith(a.kode) for a in luas)}
        return cls(frozenset(inti), frozenset(keluarga))

    @property
    def kosong(self) -> bool:
        return not self.bagian and not self.keluarga

    @property
    def kode(self) -> list[str]:
        return sorted({b.kode for b in self.bagian})

    def ranges(self) -> list[tuple[str, str]]:
        """Return the half-open ranges of desa codes, ascending (RT/RW not considered)."""
        return [Bagian(kode).rentang for kode in self.kode]

    def memuat(self, kode: str) -> bool:
        """Whether the whole region `kode` lies inside (regions narrowed to RT/RW never contain a whole region)."""
        return any(kode.startswith(b.kode) and b.utuh for b in self.bagian)

    def q(self, kolom: str = "kode_desa", *, rt: str = "rt", rw: str = "rw", keluarga: str = "keluarga_id") -> Q:
        """Return the filter on a desa column as ranges, so that the btree index is used.

        `keluarga` names the column that holds the family ("" for tables of regions, which hold none).
        """
        saring = Q(pk__in=[])
        for b in self.bagian:
            dari, sampai = b.rentang
            satu = Q(**{f"{kolom}__gte": dari, f"{kolom}__lt": sampai})
            if b.rt:
                satu &= Q(**{rt: b.rt})
            if b.rw:
                satu &= Q(**{rw: b.rw})
            saring |= satu
        if self.keluarga and keluarga:
            saring |= Q(**{f"{keluarga}__in": self.keluarga})
        return saring
