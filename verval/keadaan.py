"""A status in the words of a resident."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keadaan:
    """A status in the words of a resident: what it is, what happens next, how long that takes ("" where it ended)."""

    label: str
    lanjut: str
    lama: str = ""
