"""What history holds by name: facts, and the keys beside them."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from dtsen.registry.fakta import ANGKA, FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KELUARGA, TANGGAL, TEKS, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import Nilai, NilaiJson, kosong

Objek: TypeAlias = Keluarga | Individu


def _kunci(nama: str, label: str, jenis: str = TEKS, sens: str = "P") -> Fakta:
    return Fakta(nama, label, jenis, sens=sens, boleh_ubah=False)


TEMPAT_KELUARGA = {fakta.nama: i for i, fakta in enumerate(FAKTA_KELUARGA)}
TEMPAT_INDIVIDU = {fakta.nama: i for i, fakta in enumerate(FAKTA_INDIVIDU)}
KUNCI_KELUARGA = {
    "kode_desa": _kunci("kode_desa", "Desa/kelurahan", sens="Q"),
    "nomor_kk": _kunci("nomor_kk", "No KK"),
    "nama_kepala": _kunci("nama_kepala", "Nama kepala keluarga"),
    "status": _kunci("status", "Status keluarga", sens="T"),
}
KUNCI_INDIVIDU = {
    "keluarga_id": _kunci("keluarga_id", "Nomor data keluarga", ANGKA, "Q"),
    "nik": _kunci("nik", "NIK"),
    "keberadaan_sejak": _kunci("keberadaan_sejak", "Keberadaan sejak", TANGGAL),
    "sama_dengan_id": _kunci("sama_dengan_id", "Data yang dipakai", ANGKA, "Q"),
}
"""What history holds besides facts. Their lineage, where they have one, stands in a column of its own."""
ASAL_KUNCI = {"kode_desa": "asal_desa", "nomor_kk": "asal_kk", "nik": "asal_nik", "keluarga_id": "asal_keluarga"}
ADA = "ada"
"""Stands in the row of a family or person that was added: `[false, true]`."""
NOMOR = frozenset({"nik", "nomor_kk"})
"""Kept in `RiwayatFakta.nomor`, never in `perubahan`: whoever shows or exports changes cannot show a number."""


def describe(nama: str, *, individu: bool) -> Fakta:
    """Return what stands under a name in history: a fact or a key."""
    fakta, kunci = (INDIVIDU, KUNCI_INDIVIDU) if individu else (KELUARGA, KUNCI_KELUARGA)
    return fakta.get(nama) or kunci[nama]


def from_json(fakta: Fakta, nilai: NilaiJson) -> Nilai:
    """Return a value out of history as its column holds it."""
    if nilai is None:
        return kosong(fakta) if fakta.nama not in NOMOR else None
    return date.fromisoformat(str(nilai)) if fakta.jenis == TANGGAL else nilai


def has_lineage(nama: str, *, individu: bool) -> bool:
    """Whether the registry keeps a lineage code for what stands under a name."""
    return nama in (TEMPAT_INDIVIDU if individu else TEMPAT_KELUARGA) or nama in ASAL_KUNCI
