"""Conditions on the facts of one person, written as data on the rule of a programme.

A condition is a list of alternatives; each alternative names facts and the values that count, and holds when every one
of its facts has one of them: `[{"jenjang_tertinggi_yang_diduduki": [3, 4], "partisipasi_sekolah": [2]}]`. Coded facts
count by code, texts by their words in capitals.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from dtsen.registry.fakta import INDIVIDU, KODE_, TEKS, Fakta
from dtsen.registry.models import Individu

Syarat = list[dict[str, list[int] | list[str]]]


def _words(teks: str) -> str:
    return " ".join(teks.upper().split())


def met(syarat: Syarat, orang: Individu) -> tuple[Fakta, ...]:
    """Return the facts of the first alternative that holds for this person, none if none does."""
    for pilihan in syarat:
        if all(_value(INDIVIDU[nama], orang) in nilai for nama, nilai in pilihan.items()):
            return tuple(INDIVIDU[nama] for nama in pilihan)
    return ()


def _value(fakta: Fakta, orang: Individu) -> int | str | None:
    nilai: int | str | None = getattr(orang, fakta.nama)
    return _words(nilai) if isinstance(nilai, str) else nilai


def check_syarat(syarat: Any) -> None:
    """Raise ValidationError unless every alternative names facts of a person with values that they can have."""
    if not isinstance(syarat, list):
        raise ValidationError("Syarat ditulis sebagai daftar pilihan.")
    for pilihan in syarat:
        if not isinstance(pilihan, dict) or not pilihan:
            raise ValidationError("Setiap pilihan syarat menyebut sedikitnya satu fakta.")
        for nama, nilai in pilihan.items():
            _check_values(nama, nilai)


def _check_values(nama: str, nilai: Any) -> None:
    fakta = INDIVIDU.get(nama)
    if fakta is None or fakta.jenis not in {KODE_, TEKS}:
        raise ValidationError("Fakta %(nama)s tidak dapat dipakai dalam syarat.", params={"nama": nama})
    if not isinstance(nilai, list) or not nilai:
        raise ValidationError("Tulis daftar nilai untuk fakta %(nama)s.", params={"nama": nama})
    for satu in nilai:
        kode = isinstance(satu, int) and not isinstance(satu, bool) and satu in fakta.pilihan
        teks = isinstance(satu, str) and satu == _words(satu) != ""
        if not (kode if fakta.jenis == KODE_ else teks):
            raise ValidationError(
                "Nilai %(nilai)s tidak dikenal pada fakta %(nama)s.", params={"nilai": satu, "nama": nama}
            )
