"""The answer of one programme: the rule, what was seen, and every refusal with rule, value and way out."""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.registry.models import Individu
from verval.models import (
    AturanProgram,
    ProgramBansos,
)

DESIL = frozenset({"belum_ada_desil", "desil_di_luar"})
"""Codes of the refusals that an assessment can stand in for."""


@dataclass(frozen=True, slots=True)
class Penolakan:
    """One reason against: `kode` for machines, `pesan` what is so, `jalan` what can be done.

    `usulan` is the proposal that stands in the way, 0 where none does.
    """

    kode: str
    pesan: str
    jalan: str = ""
    usulan: int = 0

    @property
    def lengkap(self) -> str:
        return f"{self.pesan} {self.jalan}".strip()


@dataclass(frozen=True, slots=True)
class Kelayakan:
    """The answer for one programme: the rule in force, the official desil seen, the recipient, every refusal."""

    program: ProgramBansos
    aturan: AturanProgram | None
    penerima: Individu | None
    desil_nasional: int | None
    desil_versi: str
    periode: str
    penolakan: tuple[Penolakan, ...]

    @property
    def boleh(self) -> bool:
        return not self.penolakan

    @property
    def boleh_dengan_asesmen(self) -> bool:
        """Whether nothing but the desil stands against it, and the rule takes an assessment instead."""
        return (
            self.aturan is not None
            and self.aturan.boleh_asesmen
            and bool(self.penolakan)
            and all(p.kode in DESIL for p in self.penolakan)
        )
