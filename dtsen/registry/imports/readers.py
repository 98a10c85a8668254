"""From the files of one source to its parts: which table is which is seen from the headings, never from names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import Kolom, find
from dtsen.registry.imports.layouts import dtks, dtsen, dukcapil, p3ke, regsosek
from dtsen.registry.imports.tables import Lembar, open_tables

SISTEM_KODE = {"dtsen": "bps", "dtks": "bps", "regsosek": "bps", "p3ke": "kemendagri"}
KUNCI_KK = {"dtsen", "regsosek"}
"""Sources whose join key is No KK; the others have a key of their own."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One table of a source: `tabel` is keluarga, individu or dukcapil."""

    tabel: str
    nomor_berkas: int
    lembar: Lembar
    kolom: tuple[Kolom, ...]


def _has(lembar: Lembar, wajib: Sequence[str]) -> bool:
    tempat = find(lembar.judul)
    return all(kolom in tempat for kolom in wajib)


def _mirip(lembar: Lembar, wajib: Sequence[str]) -> list[str]:
    tempat = find(lembar.judul)
    return [kolom for kolom in wajib if kolom not in tempat]


def _not_recognised(berkas: Path, lembar: list[Lembar], bentuk: Sequence[Sequence[str]]) -> BerkasSalah:
    """Say which columns the nearest layout misses."""
    kurang, dari = min(
        ((_mirip(satu, wajib), wajib) for satu in lembar for wajib in bentuk), key=lambda k: len(k[0]) / len(k[1])
    )
    if len(kurang) == len(dari):
        return BerkasSalah(
            "sumber_lain", f"{berkas.name} bukan berkas sumber ini. Periksa pilihan sumber dan tanda pemisah kolomnya."
        )
    return BerkasSalah(
        "kolom_kurang",
        f"{berkas.name}: kolom {', '.join(kurang)} tidak ada. Unduh ulang berkas lengkap, jangan ubah judul.",
    )


Bentuk = tuple[tuple[Kolom, ...], Sequence[str]]


def _sort_out(files: Sequence[Path], bentuk: dict[str, Bentuk]) -> dict[str, list[tuple[int, Path]]]:
    """Say which files hold which table; raises BerkasSalah for a file that holds none, or a table without a file."""
    isi: dict[str, list[tuple[int, Path]]] = {nama: [] for nama in bentuk}
    for i, berkas in enumerate(files):
        lembar = open_tables(berkas)
        cocok = {nama for nama, (_, wajib) in bentuk.items() for satu in lembar if _has(satu, wajib)}
        if not cocok:
            raise _not_recognised(berkas, lembar, [wajib for _, wajib in bentuk.values()])
        for nama in cocok:
            isi[nama].append((i, berkas))
    for nama, ada in isi.items():
        if not ada:
            raise BerkasSalah("tabel_kurang", f"Tabel {nama} tidak ada. Unggah berkas keluarga dan anggota sekaligus.")
    return isi


def _pairs(sumber: str, files: Sequence[Path]) -> Iterator[Bagian]:
    """Sources of one family table and one person table, in any number of files."""
    for nama, ada in _sort_out(files, BENTUK[sumber]).items():
        kolom, wajib = BENTUK[sumber][nama]
        for i, berkas in ada:
            for satu in open_tables(berkas):
                if _has(satu, wajib):
                    yield Bagian(nama, i, satu, kolom)


def _regsosek(files: Sequence[Path]) -> Iterator[Bagian]:
    kelompok: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for i, berkas in enumerate(files):
        kelompok[_group(berkas)].append((i, berkas))
    bentuk = (*(wajib for _, wajib in BENTUK["regsosek"].values()), regsosek.WAJIB_PROGRAM)
    for isi in kelompok.values():
        lembar = [(i, satu) for i, berkas in isi for satu in open_tables(berkas)]
        pilih = [next(((i, satu) for i, satu in lembar if _has(satu, wajib)), None) for wajib in bentuk]
        tempat, rumah, anggota, program = pilih
        if tempat is None or rumah is None or anggota is None:
            raise _not_recognised(isi[0][1], [satu for _, satu in lembar], bentuk[:3])
        gabung = _join(tempat[1], rumah[1], program[1] if program else None)
        yield Bagian("keluarga", tempat[0], gabung, regsosek.KELUARGA)
        yield Bagian("individu", anggota[0], anggota[1], regsosek.INDIVIDU)


def _group(berkas: Path) -> str:
    """A workbook stands alone; the five CSV of one place share the name before `.1.csv` to `.5.csv`."""
    return re.sub(r"\.[1-5]$", "", berkas.stem) if berkas.suffix.lower() == ".csv" else berkas.name


def _key(baris: list[str], kk: int) -> str:
    """No KK as the join key of the sheets, without the apostrophe or dots that guard it against Excel."""
    return re.sub(r"[\s.'`-]", "", baris[kk]) if len(baris) > kk else ""


def _join(tempat: Lembar, *lain: Lembar | None) -> Lembar:
    """Join the family sheets by No KK; a family without its housing sheet keeps empty cells."""
    judul = list(tempat.judul)
    sisi: list[tuple[dict[str, list[str]], list[str], int]] = []
    for lembar in lain:
        if lembar is None:
            continue
        kk = find(lembar.judul)["no kartu keluarga"]
        lebar = len(lembar.judul)
        isi = {_key(baris, kk): baris for _, baris in lembar.rows if len(baris) == lebar}
        judul += [f"\0{j}" if j.lower() == "no kartu keluarga" else j for j in lembar.judul]
        sisi.append((isi, [""] * lebar, lebar))
    kk = find(tempat.judul)["no kartu keluarga"]
    letak = [i for i, j in enumerate(judul) if j.lower() in regsosek.METER]

    def rows() -> Iterator[tuple[int, list[str]]]:
        for nomor, baris in tempat.rows:
            kunci = _key(baris, kk)
            penuh = list(baris)
            for isi, kosong, _ in sisi:
                penuh += isi.get(kunci, kosong)
            if letak and len(penuh) == len(judul):
                penuh[letak[0]] = max((penuh[i].strip() for i in letak), default="")
            yield nomor, penuh

    return Lembar(tempat.nama, tempat.berkas, judul, rows())


def _dukcapil(files: Sequence[Path]) -> Iterator[Bagian]:
    for i, berkas in _sort_out(files, BENTUK["dukcapil"])["dukcapil"]:
        for satu in open_tables(berkas):
            if _has(satu, dukcapil.WAJIB):
                yield Bagian("dukcapil", i, satu, ())


BENTUK: dict[str, dict[str, Bentuk]] = {
    "dtsen": {
        "keluarga": (dtsen.KELUARGA, dtsen.WAJIB_KELUARGA),
        "individu": (dtsen.INDIVIDU, dtsen.WAJIB_INDIVIDU),
    },
    "dtks": {
        "keluarga": (dtks.KELUARGA, dtks.WAJIB_KELUARGA),
        "individu": (dtks.INDIVIDU, dtks.WAJIB_INDIVIDU),
    },
    "p3ke": {
        "keluarga": (p3ke.KELUARGA, p3ke.WAJIB_KELUARGA),
        "individu": (p3ke.INDIVIDU, p3ke.WAJIB_INDIVIDU),
    },
    "regsosek": {
        "keterangan tempat": ((), regsosek.WAJIB_TEMPAT),
        "keterangan perumahan": ((), regsosek.WAJIB_RUMAH),
        "anggota": ((), regsosek.WAJIB_ANGGOTA),
    },
    "dukcapil": {"dukcapil": ((), dukcapil.WAJIB)},
}
"""Tables that each source must bring, by the headings that no other table has."""


def recognise(sumber: str, files: Sequence[Path]) -> None:
    """Check from the headings that the files are this source and complete; raises BerkasSalah."""
    if sumber == "regsosek":
        files = [berkas for berkas in files if not _is_side_sheet(berkas)]
    _sort_out(files, BENTUK[sumber])


def _is_side_sheet(berkas: Path) -> bool:
    """Sheets 2 and 5 of Regsosek as CSV hold none of the tables that must be there."""
    return berkas.suffix.lower() == ".csv" and berkas.stem.endswith((".2", ".5"))


def parts(sumber: str, files: Sequence[Path]) -> Iterator[Bagian]:
    """Yield the tables of a source, family tables before person tables of the same group; raises BerkasSalah."""
    if sumber == "regsosek":
        return _regsosek(files)
    if sumber == "dukcapil":
        return _dukcapil(files)
    return _pairs(sumber, files)
