"""What a correction would do to the desil daerah, by the thresholds of the published ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from dtsen.ranking.explanations import simulate
from dtsen.registry import corrections
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.values import FaktaSalah


@dataclass(frozen=True, slots=True)
class Dampak:
    """Desil daerah before and after a change; None where the family cannot be scored. Score 1e-6 ln Rp."""

    periode: str
    desil_lama: int | None
    desil_baru: int | None
    selisih_skor: int | None

    @property
    def berpindah(self) -> bool:
        return self.desil_lama != self.desil_baru

    @property
    def berpengaruh(self) -> bool:
        """Whether the score moves at all, even inside one desil."""
        return self.berpindah or bool(self.selisih_skor)


def estimate(keluarga: Keluarga, perubahan: Mapping[str, object], *, individu: Individu | None = None) -> Dampak | None:
    """Return the effect of a change of the family, or of one member; see `estimate_all`."""
    return estimate_all(keluarga, [(individu, perubahan)])


def estimate_all(
    keluarga: Keluarga, perubahan: Iterable[tuple[Individu | None, Mapping[str, object]]]
) -> Dampak | None:
    """Return the effect of changes that are not written, all together, with the facts that they empty.

    None while no ranking is published, for a change the registry refuses, and for a family that is not active.
    """
    rumah: dict[str, object] = {}
    anggota: dict[int, dict[str, object]] = {}
    for individu, isi in perubahan:
        try:
            baru, ikut = corrections.check(keluarga, isi, individu=individu, hari=timezone.localdate())
        except FaktaSalah:
            return None
        semua = {**baru, **ikut}
        if individu is not None:
            anggota[individu.pk] = dict(semua)
        else:
            rumah |= {nama: nilai for nama, nilai in semua.items() if nama not in ALAMAT}
    if not rumah and not anggota:
        return None
    hasil = simulate(keluarga.pk, perubahan=rumah, anggota=anggota)
    if hasil is None:
        return None
    kini, sesudah = hasil
    selisih = None if kini.skor is None or sesudah.skor is None else sesudah.skor - kini.skor
    return Dampak(kini.run.periode, kini.desil, sesudah.desil, selisih)
