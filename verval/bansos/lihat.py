"""Recipients as a user may see them, and whom a line of the trail about them names."""

from __future__ import annotations

from collections.abc import Iterable

from dtsen.accounts.models import User
from dtsen.registry.perlindungan import Tabir, veiled
from verval.hop import Tentang
from verval.models import Penerima


def shown(user: User, semua: Iterable[Penerima]) -> list[Penerima]:
    """Copies for a page or an answer: a child without name and number."""
    daftar = list(semua)
    tabir = Tabir.of(user, [p.keluarga for p in daftar])
    return [
        veiled(
            p, keluarga=tabir.family(p.keluarga), individu=tabir.person(p.individu) if p.individu is not None else None
        )
        for p in daftar
    ]


def subjects(semua: Iterable[Penerima]) -> Tentang:
    """Whom a line of the trail is about, as `audit.record` takes it."""
    daftar = list(semua)
    return {
        "keluarga": [p.keluarga_id for p in daftar],
        "individu": [p.individu_id for p in daftar if p.individu_id is not None],
    }
