"""The structure as a workbook of four sheets (VERSI, KATEGORI, SIMPUL, BUTIR), out and in again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from dtsen.lib.sel import aman
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah as BukuSalah
from dtsen.registry.imports.tables import open_tables
from ikesos.luar.galat import BerkasSalah
from ikesos.structure import KOLOM
from ikesos.structure_faults import KEPALA

SIMPUL = ("kode", "induk", *KOLOM[1:])
ANGKA = {"bobot", "arah", "minimum", "maksimum"}
BUTIR = ("indikator", "huruf", "nama", "satuan")
YA = {"1", "ya", "true"}


def write(isi: dict[str, Any]) -> bytes:
    """Return the workbook of a structure as `structure.export` gives it."""
    lembar = {
        "VERSI": [list(KEPALA), [isi[k] for k in KEPALA]],
        "KATEGORI": [["batas", "nama"], *isi["kategori"]],
        "SIMPUL": [list(SIMPUL), *([_cell(s.get(k)) for k in SIMPUL] for s in isi["simpul"])],
        "BUTIR": [
            list(BUTIR),
            *([s["kode"], *(b.get(k, "") for k in BUTIR[1:])] for s in isi["simpul"] for b in s.get("butir", [])),
        ],
    }
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        teks = buku.add_format({"num_format": "@"})
        for nama, baris in lembar.items():
            halaman = buku.add_worksheet(nama)
            halaman.set_column(0, 15, 18, teks)
            for i, satu in enumerate(baris):
                for j, nilai in enumerate(satu):
                    halaman.write_string(i, j, aman(nilai), teks)
    return keluar.getvalue()


def _cell(nilai: Any) -> str:
    return "" if nilai is None or nilai is False else "ya" if nilai is True else str(nilai)


def read(berkas: Path) -> dict[str, Any]:
    """Return the unchecked content of a workbook; raises BerkasSalah where it is no such workbook."""
    try:
        sisik.inspect(berkas)
        lembar = {s.nama.upper(): (s.judul, [b for _, b in s.rows]) for s in open_tables(berkas)}
    except BukuSalah as galat:
        raise BerkasSalah([("bentuk", galat.pesan)]) from galat
    kurang = [n for n in ("VERSI", "KATEGORI", "SIMPUL", "BUTIR") if n not in lembar]
    if kurang:
        raise BerkasSalah([("bentuk", f"Lembar {', '.join(kurang)} tidak ada. Pakai Excel yang diunduh dari sini.")])
    versi, kategori, simpul, butir = (_dicts(*lembar[n]) for n in ("VERSI", "KATEGORI", "SIMPUL", "BUTIR"))
    isi: dict[str, Any] = dict(versi[0]) if versi else {}
    isi["kategori"] = [[_number(k.get("batas", "")), k.get("nama", "")] for k in kategori]
    isi["simpul"] = [_node(s, butir) for s in simpul]
    return isi


def _dicts(judul: Sequence[str], baris: list[list[str]]) -> list[dict[str, str]]:
    nama = [j.strip().lower() for j in judul]
    # What the export put in front of a formula goes again: `-(a/b)` would come back with an apostrophe.
    hasil = [{k: v.strip().removeprefix("'") for k, v in zip(nama, satu, strict=False) if v.strip()} for satu in baris]
    return [satu for satu in hasil if satu]


def _node(satu: dict[str, str], butir: list[dict[str, str]]) -> dict[str, Any]:
    hasil: dict[str, Any] = {k: _number(v) if k in ANGKA else v for k, v in satu.items() if k in SIMPUL}
    hasil.setdefault("induk", None)
    if "arah" in hasil and hasil["arah"] in (1.0, -1.0):
        hasil["arah"] = int(hasil["arah"])
    if "survei" in hasil:
        hasil["survei"] = str(hasil["survei"]).lower() in YA
    milik = [b for b in butir if b.get("indikator") == satu.get("kode")]
    if milik:
        hasil["butir"] = [{k: b[k] for k in BUTIR[1:] if k in b} for b in milik]
    return hasil


def _number(teks: str) -> float | str:
    """A number where it is one; else the text, which the check then names."""
    try:
        return float(teks.replace(",", "."))
    except ValueError:
        return teks
