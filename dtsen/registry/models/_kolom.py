"""Helpers of the model definitions: choices and checks that come from the fact table."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BaseConstraint, CheckConstraint, Q

from dtsen.lib.kode import KODE
from dtsen.registry.fakta import ANGKA, BIT, KODE_, Fakta


def pilihan(nama: str) -> list[tuple[int, str]]:
    """Return the choices of a coded fact."""
    return list(KODE[nama].items())


def _syarat(fakta: Fakta) -> Q | None:
    nama = fakta.nama
    if fakta.jenis == KODE_:
        kode = sorted(fakta.pilihan)
        if kode == list(range(kode[0], kode[-1] + 1)):
            return Q(**{f"{nama}__gte": kode[0], f"{nama}__lte": kode[-1]})
        return Q(**{f"{nama}__in": kode})
    if fakta.jenis in {ANGKA, BIT}:
        return Q(**{f"{nama}__gte": 0, f"{nama}__lte": fakta.maks})
    return None


def checks(awalan: str, fakta: Iterable[Fakta]) -> list[BaseConstraint]:
    """Return one check a coded or numeric fact: only values of the code list, or NULL."""
    return [
        CheckConstraint(
            name=f"{awalan}_{f.nama}"[:30] + f"_{i}",
            condition=syarat,
            violation_error_message=f"{f.label}: pilih nilai dari daftar.",
        )
        for i, f in enumerate(fakta)
        if (syarat := _syarat(f)) is not None
    ]
