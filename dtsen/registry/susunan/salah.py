"""What is wrong with a new family as it was typed, all of it: a plan stops at the first fault, a form shows each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from dtsen.lib.nik import NomorSalah
from dtsen.registry.fakta import KELUARGA
from dtsen.registry.susunan.baca import ALAMAT_BARU, free_kk, free_nik, new_person
from dtsen.registry.susunan.rencana import Isi, KeluargaBaru
from dtsen.registry.values import FaktaSalah, fakta_of, parse

Salah = tuple[str, str]
"""A field as a form calls it (`nomor_kk`, `alamat_rt`, `anggota_0_nik`) and what to do about it."""


def _tried(nama: str, baca: Callable[[], object]) -> list[Salah]:
    try:
        baca()
    except (FaktaSalah, NomorSalah) as galat:
        return [(nama, galat.pesan)]
    return []


def _person(orang: Mapping[str, object], hari: date) -> list[Salah]:
    """Return the faults of each answer; of the answers together where each one alone is right."""
    semua: list[Salah] = []
    for n, nilai in orang.items():
        baca = partial(free_nik, nilai) if n == "nik" else partial(parse, fakta_of(n, individu=True), nilai, hari=hari)
        semua += _tried(n, baca)
    if semua:
        return semua
    try:
        new_person(orang, KeluargaBaru("", {}), hari)
    except FaktaSalah as galat:
        return [(galat.fakta, galat.pesan)]
    return []


def faults_of_new_family(isi: Isi, hari: date) -> list[Salah]:
    """Return every fault of `{nomor_kk, alamat, anggota}`; what a plan alone can see (heads, doubles) is left to it."""
    semua = _tried("nomor_kk", partial(free_kk, isi.get("nomor_kk") or ""))
    alamat, anggota = isi.get("alamat"), isi.get("anggota")
    for n, nilai in (alamat if isinstance(alamat, Mapping) else {}).items():
        if n in ALAMAT_BARU:
            semua += _tried(f"alamat_{n}", partial(parse, KELUARGA[n], nilai, hari=hari))
    for ke, orang in enumerate(anggota if isinstance(anggota, list | tuple) else ()):
        if isinstance(orang, Mapping):
            semua += [(f"anggota_{ke}_{n}", pesan) for n, pesan in _person(orang, hari)]
    return semua
