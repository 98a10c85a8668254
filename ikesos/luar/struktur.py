"""STRUKTUR.csv: `kode,induk,tingkat,bobot,arah,min,max`, one node a row, in any order and to any depth.

`tingkat` is what people call the level (dimensi, variabel) or its number; the tree itself comes from `induk`. Weights
count among the children of one parent. `arah`, `min` and `max` belong to indicators (nodes without children); blank
goalposts are the observed ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from ikesos.luar.galat import Catatan
from ikesos.luar.tabel import Pembaca, Tabel, read
from ikesos.stats.pohon import Pohon, Simpul

WAJIB = ("kode", "induk", "bobot", "arah", "min", "max")
ARAH = {"+": 1, "1": 1, "+1": 1, "positif": 1, "-": -1, "−": -1, "–": -1, "-1": -1, "negatif": -1}
INDEKS = "INDEKS"
"""Name of the total that is added where the structure has several roots."""
SATU_INDEKS = frozenset({"indeks", "index", "0"})
"""`tingkat` of a root that says: I am an index of my own."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One node as written. Goalposts None: observed."""

    kode: str
    induk: str
    tingkat: str
    bobot: float | None
    arah: int | None
    minimum: float | None
    maksimum: float | None


@dataclass(frozen=True, slots=True)
class Struktur:
    """A checked structure; `kode` in the order of the file, the added total last. `pohon`: None where it has faults."""

    pohon: Pohon | None
    daun: dict[str, Baris]
    kode: list[str]


def load(berkas: Path, catatan: Catatan) -> Struktur | None:
    """Return the structure after noting every fault; None where no row of it can be read."""
    tabel = read(berkas, catatan)
    if tabel is None:
        return None
    sebelum = len(catatan.galat)
    judul = {nama.lower(): letak for letak, nama in enumerate(tabel.judul)}
    kurang = [nama for nama in WAJIB if nama not in judul]
    if kurang:
        catatan.salah("kolom", f"{tabel.nama}: kolom {', '.join(kurang)} tidak ada. Tulis judul persis seperti itu.")
        return None
    baris = _rows(tabel, judul, catatan)
    _check_codes(tabel, baris, catatan)
    anak = _children(baris)
    _check_circle(tabel.nama, baris, catatan)
    _check_weights(tabel.nama, baris, anak, catatan)
    for satu in baris:
        _check_leaf(tabel.nama, satu, bool(anak.get(satu.kode)), catatan)
    if len(catatan.galat) > sebelum:
        # Its codes are enough to tell which columns the data lack.
        return Struktur(None, {b.kode: b for b in baris if b.kode and b.kode not in anak}, [b.kode for b in baris])
    return _tree(baris, anak, catatan)


def _rows(tabel: Tabel, judul: dict[str, int], catatan: Catatan) -> list[Baris]:
    kolom = [judul[k] for k in ("bobot", "min", "max")]
    angka = Pembaca((isi[k] for _, isi in tabel.baris for k in kolom), tabel.pemisah)
    hasil = []
    for nomor, isi in tabel.baris:
        sel = {nama: isi[letak] for nama, letak in judul.items()}
        nilai: dict[str, float | None] = {}
        for nama in ("bobot", "min", "max"):
            nilai[nama] = None if not sel[nama] else angka.read(sel[nama])
            if sel[nama] and nilai[nama] is None:
                catatan.salah("angka", f"{tabel.nama} baris {nomor}: {nama} {sel[nama]!r} bukan angka yang jelas.")
                # Told once: it is not blank as well.
                nilai[nama] = math.nan
        arah = ARAH.get(sel["arah"].lower())
        if sel["arah"] and arah is None:
            catatan.salah("arah", f"{tabel.nama} baris {nomor}: arah {sel['arah']!r} tidak dikenal. Tulis + atau -.")
        hasil.append(
            Baris(sel["kode"], sel["induk"], sel.get("tingkat", ""), nilai["bobot"], arah, nilai["min"], nilai["max"])
        )
        if nilai["bobot"] is not None and nilai["bobot"] < 0:
            catatan.salah("bobot", f"{tabel.nama} baris {nomor}: bobot {sel['kode']} tidak boleh negatif.")
    return hasil


def _check_codes(tabel: Tabel, baris: list[Baris], catatan: Catatan) -> None:
    nomor = dict(zip(range(len(baris)), (n for n, _ in tabel.baris), strict=True))
    dikenal = {b.kode for b in baris}
    dilihat: dict[str, int] = {}
    for i, satu in enumerate(baris):
        di = f"{tabel.nama} baris {nomor[i]}"
        if not satu.kode:
            catatan.salah("kode", f"{di}: kode kosong. Beri kode.")
        elif satu.kode.lower() == "unit":
            catatan.salah("kode", f"{di}: kode 'unit' dipakai untuk nama kolom pertama. Pilih kode lain.")
        elif satu.kode in dilihat:
            catatan.salah("kode_ganda", f"{di}: kode {satu.kode} sudah dipakai di baris {dilihat[satu.kode]}.")
        dilihat.setdefault(satu.kode, nomor[i])
        if satu.induk and satu.induk not in dikenal:
            catatan.salah("induk", f"{di}: induk {satu.induk} dari {satu.kode} tidak ada di daftar kode.")


def _children(baris: list[Baris]) -> dict[str, list[Baris]]:
    hasil: dict[str, list[Baris]] = {}
    for satu in baris:
        hasil.setdefault(satu.induk, []).append(satu)
    return hasil


def _check_circle(nama: str, baris: list[Baris], catatan: Catatan) -> None:
    induk = {b.kode: b.induk for b in baris}
    sudah: set[str] = set()
    for awal in induk:
        jalan: list[str] = []
        kini = awal
        while kini in induk and kini not in sudah and kini not in jalan:
            jalan.append(kini)
            kini = induk[kini]
        if kini in jalan:
            putar = [*jalan[jalan.index(kini) :], kini]
            catatan.salah("lingkaran", f"{nama}: {' → '.join(putar)} berputar. Perbaiki kolom induk.")
        sudah.update(jalan)
    if baris and not any(not b.induk for b in baris):
        catatan.salah("akar", f"{nama}: tidak ada simpul puncak. Kosongkan induk pada simpul teratas.")


def _check_weights(nama: str, baris: list[Baris], anak: dict[str, list[Baris]], catatan: Catatan) -> None:
    for induk, daftar in anak.items():
        tempat = f"di bawah {induk}" if induk else "di puncak"
        isi = [b.bobot for b in daftar if b.bobot is not None]
        if not isi:
            if len(daftar) > 1:
                catatan.ingat(f"Bobot {tempat} kosong semua: dipakai bobot sama.")
        elif len(isi) < len(daftar):
            lupa = ", ".join(b.kode for b in daftar if b.bobot is None)
            catatan.salah("bobot_kosong", f"{nama}: bobot {lupa} {tempat} kosong. Isi, atau kosongkan semuanya.")
        elif not any(isi):
            catatan.salah("bobot_nol", f"{nama}: jumlah bobot {tempat} nol. Beri paling sedikit satu bobot.")


def _check_leaf(nama: str, satu: Baris, beranak: bool, catatan: Catatan) -> None:
    if beranak:
        if satu.arah == -1:
            catatan.salah("arah", f"{nama}: {satu.kode} punya anak, jadi arahnya tidak dapat -. Kosongkan arah.")
        if satu.minimum is not None or satu.maksimum is not None:
            catatan.ingat(f"{satu.kode} punya anak: min dan max diabaikan.")
        return
    if satu.arah is None:
        catatan.salah("arah_kosong", f"{nama}: indikator {satu.kode} belum punya arah yang benar. Isi + atau -.")
    if satu.minimum is not None and satu.maksimum is not None and satu.minimum >= satu.maksimum:
        catatan.salah("batas", f"{nama}: min {satu.kode} harus lebih kecil daripada max.")


def _tree(baris: list[Baris], anak: dict[str, list[Baris]], catatan: Catatan) -> Struktur:
    akar = anak[""]
    kode = [b.kode for b in baris]
    simpul = [Simpul(b.kode, b.induk or None, 1.0 if b.bobot is None else b.bobot) for b in baris]
    if len(akar) > 1 and not all(b.tingkat.lower() in SATU_INDEKS for b in akar):
        nama = INDEKS
        while nama in kode:
            nama += "_"
        simpul = [Simpul(nama, None, 1.0), *(Simpul(s.kode, s.induk or nama, s.bobot) for s in simpul)]
        kode.append(nama)
        catatan.ingat(f"Ada {len(akar)} simpul puncak: gabungannya ditulis di kolom {nama}.")
    elif len(akar) > 1:
        # Each is an index of its own; their weights do not meet.
        simpul = [Simpul(s.kode, s.induk, s.bobot if s.induk else 1.0) for s in simpul]
    return Struktur(Pohon(simpul), {b.kode: b for b in baris if b.kode not in anak}, kode)
