"""Turn rows of a declared table into lines for COPY, collecting what is wrong with them on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import cast

from dtsen.lib.nama import bersihkan, normalize
from dtsen.lib.nik import NomorSalah, parse_kk, parse_nik
from dtsen.registry.fakta import ANGKA, BIT, INDIVIDU, KELUARGA, TANGGAL
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import NULL, Kolom, Tanggal, find
from dtsen.registry.imports.tables import Lembar

KEPALA_KELUARGA = (
    "berkas", "baris", "kunci", "nomor_kk", "kode_desa", "nama_kepala", "nik_kepala",
    "desil_nasional", "desil_provinsi", "desil_kabupaten",
)  # fmt: skip
KEPALA_INDIVIDU = ("berkas", "baris", "kunci", "nik", "galat_nik", "nomor_kk", "nama_norm", "nama")
NAMA_SALAH = re.compile(r"[^A-Z .,'`\-/()]")
LARANGAN = str.maketrans({"\\": "/", "\t": " ", "\n": " ", "\r": " ", "\0": ""})
RT_RW = {"rt", "rw"}
TANDA_RUSAK = "�"
MASALAH_MAKS = 200_000
"""Most problems of one batch that are kept row by row; beyond it a file is refused as a whole."""


@dataclass(frozen=True, slots=True)
class Masalah:
    """One problem of one row. `tingkat`: tolak (row refused) or ingat (value left out)."""

    berkas: int
    baris: int
    tabel: str
    tingkat: str
    kolom: str
    kode: str
    nilai: str


@dataclass(slots=True)
class Catatan:
    """What one reading collects besides its rows. Unknown codes are only counted: they refuse nothing."""

    masalah: list[Masalah] = field(default_factory=list)
    asing: Counter[tuple[str, str]] = field(default_factory=Counter)
    dibaca: Counter[str] = field(default_factory=Counter)
    ditolak: Counter[str] = field(default_factory=Counter)

    def add(self, masalah: Masalah) -> None:
        if len(self.masalah) >= MASALAH_MAKS:
            raise BerkasSalah(
                "terlalu_banyak", "Hampir semua baris bermasalah. Periksa apakah sumber dan kolom berkas sudah benar."
            )
        self.masalah.append(masalah)
        if masalah.tingkat == "tolak":
            self.ditolak[masalah.tabel] += 1

    def refuse(self, susun: Penyusun, nomor: int, tolak: Tolak) -> None:
        self.add(Masalah(susun.nomor_berkas, nomor, susun.tabel, "tolak", tolak.kolom, tolak.kode, tolak.nilai[:100]))


class Tolak(Exception):
    """Refusal of the row at hand: column, code and the value as written."""

    def __init__(self, kolom: str, kode: str, nilai: str = "") -> None:
        self.kolom, self.kode, self.nilai = kolom, kode, nilai


def teks(nilai: str, panjang: int) -> str:
    """Return a free text as COPY takes it: trimmed, cut, without control characters."""
    rapi = nilai.strip()[:panjang]
    return rapi if rapi.isprintable() and "\\" not in rapi else rapi.translate(LARANGAN)


class Penyusun:
    """Compiled reader of one table: knows the position and converter of every declared column.

    `kolom` is the order of COPY: the head of the table, then only those facts that the file has.
    """

    def __init__(
        self, lembar: Lembar, nomor_berkas: int, tabel: str, kolom: Sequence[Kolom], catatan: Catatan,
        peta_tambahan: Mapping[tuple[str, str], str],
    ) -> None:  # fmt: skip
        self.lembar, self.nomor_berkas, self.tabel, self.catatan = lembar, nomor_berkas, tabel, catatan
        self.fakta = KELUARGA if tabel == "keluarga" else INDIVIDU
        tempat = find(lembar.judul)
        self.lebar = len(lembar.judul)
        self.pendek_boleh = lembar.berkas.lower().endswith((".xlsx", ".xls", ".ods"))
        self.lain: dict[str, int] = {}
        kode: list[tuple[str, int, dict[str, str]]] = []
        bebas: list[tuple[str, int, int]] = []
        hari: list[tuple[str, int]] = []
        for k in kolom:
            posisi = next((tempat[d] for d in k.dari if d in tempat), None)
            f = self.fakta.get(k.ke)
            if posisi is None:
                continue
            if f is None or f.nama == "nama":
                self.lain[k.ke] = posisi
            elif k.peta is not None:
                tambahan = {nilai: arti for (kol, nilai), arti in peta_tambahan.items() if kol == k.ke}
                kode.append((k.ke, posisi, {**k.peta, **tambahan}))
            elif f.jenis == TANGGAL:
                hari.append((k.ke, posisi))
            else:
                bebas.append((k.ke, posisi, f.panjang))
        self.nama_kode = [nama for nama, _, _ in kode]
        self.letak_kode = [posisi for _, posisi, _ in kode]
        self.peta = [peta for _, _, peta in kode]
        # One call takes all coded cells; two more positions keep the result a tuple when there are none.
        self.ambil = itemgetter(*self.letak_kode, 0, 0)
        self.bebas = [(posisi, panjang) for _, posisi, panjang in bebas]
        self.hari = [posisi for _, posisi in hari]
        self.letak_lahir = next((i for i, (nama, _) in enumerate(hari) if nama == "tanggal_lahir"), None)
        self.rt_rw = [len(hari) + len(kode) + i for i, (nama, _, _) in enumerate(bebas) if nama in RT_RW]
        self.kolom = (*(n for n, _ in hari), *self.nama_kode, *(n for n, _, _ in bebas))

    def place(self, nama: str) -> int:
        """Return the position of a column that is no fact, that of the empty cell at the end for an absent one."""
        return self.lain.get(nama, -1)

    def region(self, baris: list[str]) -> str:
        """Return the region code without dots, or the four parts of DTKS (zeros may be lost) put together."""
        if "kec" in self.lain:
            lebar = (("prov", 2), ("kab", 2), ("kec", 3), ("desa", 3))
            return "".join(baris[self.place(nama)].strip().zfill(n) for nama, n in lebar)
        return baris[self.place("kode_desa")].strip().replace(".", "")

    def facts(self, nomor: int, baris: list[str], tanggal: Tanggal) -> list[str]:
        """Return the facts of a row in the order of `kolom`; raises Tolak for a row that is no row.

        Dates come first. An empty cell is put at the end of the row, see `place`.
        """
        if len(baris) != self.lebar:
            if len(baris) > self.lebar or not self.pendek_boleh:
                raise Tolak("", "jumlah_kolom", str(len(baris)))
            baris.extend([""] * (self.lebar - len(baris)))
        baris.append("")
        isi = [tanggal[baris[posisi]] for posisi in self.hari]
        kode: list[str | None] = list(map(dict.get, self.peta, self.ambil(baris)))
        if None in kode:
            isi += [
                self._unknown(nomor, i, baris[self.letak_kode[i]]) if satu is None else satu
                for i, satu in enumerate(kode)
            ]
        else:
            isi += cast(list[str], kode)
        for posisi, panjang in self.bebas:
            sel = baris[posisi]
            isi.append(teks(sel, panjang) if sel else "")
        for i in self.rt_rw:
            if isi[i].isdecimal():
                isi[i] = isi[i].zfill(3)
        return isi

    def _unknown(self, nomor: int, i: int, nilai: str) -> str:
        nama, rapi = self.nama_kode[i], nilai.strip()
        kode = self.peta[i].get(rapi)
        if kode is not None:
            return kode
        if TANDA_RUSAK in rapi:
            raise Tolak(nama, "pengodean", rapi)
        if self.fakta[nama].jenis in {ANGKA, BIT}:
            self.catatan.add(Masalah(self.nomor_berkas, nomor, self.tabel, "ingat", nama, "angka_salah", rapi[:100]))
        else:
            self.catatan.asing[nama, rapi[:100]] += 1
        return NULL


DESIL = {
    **dict.fromkeys(("", "0", "00", "-"), NULL),
    **{str(n): str(n) for n in range(1, 11)},
    **{f"0{n}": str(n) for n in range(1, 10)},
}
KOLOM_DESIL = ("desil_nasional", "desil_provinsi", "desil_kabupaten")


def family_rows(susun: Penyusun, *, tanggal: Tanggal, wilayah: Mapping[str, str], kunci_kk: bool) -> Iterator[str]:
    """Yield COPY lines of families. `wilayah` resolves the source's region codes to desa of today.

    `kunci_kk` says that No KK is the join key of the source (else the source has a key of its own).
    """
    l_kunci, l_kk, l_kepala, l_nik = (susun.place(n) for n in ("kunci", "nomor_kk", "nama_kepala", "nik_kepala"))
    l_desil = [(nama, susun.place(nama)) for nama in KOLOM_DESIL]
    berkas, catatan = str(susun.nomor_berkas), susun.catatan
    for nomor, baris in susun.lembar.rows:
        catatan.dibaca["keluarga"] += 1
        try:
            isi = susun.facts(nomor, baris, tanggal)
            kunci, kk = baris[l_kunci].strip(), baris[l_kk].strip()
            if kunci_kk:
                kunci = kk = read_kk(kunci or kk)
            elif not kunci:
                raise Tolak("kunci", "kunci_kosong")
            nik = baris[l_nik]
            kepala = (
                berkas, str(nomor), teks(kunci, 40), kk or NULL, wilayah.get(susun.region(baris), NULL),
                bersihkan(teks(baris[l_kepala], 100)), nik if len(nik) == 16 and nik.isdigit() else NULL,
                *(_desil(nama, baris[posisi]) for nama, posisi in l_desil),
            )  # fmt: skip
        except Tolak as tolak:
            catatan.refuse(susun, nomor, tolak)
            continue
        yield "\t".join((*kepala, *isi))


def person_rows(susun: Penyusun, *, tanggal: Tanggal, sumber_tanggal: date, kunci_kk: bool) -> Iterator[str]:
    """Yield COPY lines of persons. A NIK that cannot be read stays empty with its code in `galat_nik`."""
    l_kunci, l_kk, l_nik, l_nama = (susun.place(n) for n in ("kunci", "nomor_kk", "nik", "nama"))
    lahir, hari_ini = susun.letak_lahir, sumber_tanggal.isoformat()
    berkas, catatan = str(susun.nomor_berkas), susun.catatan
    norma = Nama()
    for nomor, baris in susun.lembar.rows:
        catatan.dibaca["individu"] += 1
        try:
            isi = susun.facts(nomor, baris, tanggal)
            kunci, kk = baris[l_kunci].strip(), baris[l_kk].strip()
            nomor_kk = _kk_lunak(kunci or kk) if kunci_kk else _kk_lunak(kk)
            if kunci_kk and nomor_kk != NULL:
                kunci = nomor_kk
            nama, nama_norm = norma[baris[l_nama]]
            nik, galat = read_nik(baris[l_nik].strip())
            kepala = (
                berkas, str(nomor), teks(kunci, 40), nik, galat, nomor_kk, nama_norm, nama
            )  # fmt: skip
        except Tolak as tolak:
            catatan.refuse(susun, nomor, tolak)
            continue
        if lahir is not None and isi[lahir] != NULL and not "1900-01-01" <= isi[lahir] <= hari_ini:
            kode = "tanggal_salah" if isi[lahir] == "?" else "tanggal_mustahil"
            catatan.add(Masalah(susun.nomor_berkas, nomor, "individu", "ingat", "tanggal_lahir", kode, ""))
            isi[lahir] = NULL
        yield "\t".join((*kepala, *isi))


class Nama(dict[str, tuple[str, str]]):
    """Cache from a name as written to (name as kept, name for matching); raises Tolak for what is no name."""

    def __missing__(self, tulis: str) -> tuple[str, str]:
        if len(self) > 200_000:
            self.clear()
        self[tulis] = hasil = _nama(tulis)
        return hasil


def _nama(tulis: str) -> tuple[str, str]:
    nama = bersihkan(teks(tulis, 100))
    if TANDA_RUSAK in nama:
        raise Tolak("nama", "pengodean")
    if not nama:
        raise Tolak("nama", "nama_kosong")
    norma = normalize(nama)
    if NAMA_SALAH.search(nama) or not norma:
        raise Tolak("nama", "nama_berangka")
    return nama, norma[:100]


def read_kk(tulis: str) -> str:
    """Return the digits of a No KK; raises Tolak. The usual case is decided without `parse_kk`."""
    wajar = len(tulis) == 16 and tulis.isdecimal() and tulis.isascii() and tulis[12:] != "0000"
    if wajar and tulis.count(tulis[0]) < 16:
        return tulis
    if not tulis:
        raise Tolak("nomor_kk", "kk_kosong")
    try:
        return parse_kk(tulis).angka
    except NomorSalah as salah:
        raise Tolak("nomor_kk", salah.kode, tulis) from salah


def _kk_lunak(tulis: str) -> str:
    try:
        return read_kk(tulis)
    except Tolak:
        return NULL


HARI_NIK = {f"{n:02d}" for n in (*range(1, 32), *range(41, 72))}
BULAN_NIK = {f"{n:02d}" for n in range(1, 13)}


def read_nik(tulis: str) -> tuple[str, str]:
    """Return (digits, no code) or (nothing, what is wrong). The usual case is decided without `parse_nik`."""
    if not tulis:
        return NULL, "nik_kosong"
    wajar = len(tulis) == 16 and tulis.isdecimal() and tulis.isascii() and tulis[12:] != "0000"
    if wajar and tulis[6:8] in HARI_NIK and tulis[8:10] in BULAN_NIK and tulis.count(tulis[0]) < 16:
        return tulis, NULL
    try:
        return parse_nik(tulis).angka, NULL
    except NomorSalah as salah:
        return NULL, salah.kode


def _desil(nama: str, tulis: str) -> str:
    hasil = DESIL.get(tulis.strip().removesuffix(".0"))
    if hasil is None:
        raise Tolak(nama, "desil_salah", tulis)
    return hasil
