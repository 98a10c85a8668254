"""Turn rows of a declared table into lines for COPY, collecting what is wrong with them on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dtsen.lib.nama import bersihkan, normalize
from dtsen.lib.nik import NomorSalah, parse_kk, parse_nik
from dtsen.registry.fakta import ANGKA, BIT, FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KELUARGA, TEKS
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import NULL, Kolom, Tanggal, find
from dtsen.registry.imports.tables import Lembar

KEPALA_KELUARGA = (
    "berkas", "baris", "kunci", "nomor_kk", "kode_desa", "nama_kepala", "nik_kepala",
    "desil_nasional", "desil_provinsi", "desil_kabupaten",
)  # fmt: skip
KEPALA_INDIVIDU = ("berkas", "baris", "kunci", "nik", "galat_nik", "nomor_kk", "nama_norm")
KOLOM_KELUARGA = (*KEPALA_KELUARGA, *(f.nama for f in FAKTA_KELUARGA))
KOLOM_INDIVIDU = (*KEPALA_INDIVIDU, *(f.nama for f in FAKTA_INDIVIDU))
NAMA_SALAH = re.compile(r"[^A-Z .,'`\-/()]")
LARANGAN = str.maketrans({"\\": "/", "\t": " ", "\n": " ", "\r": " ", "\0": ""})
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
    """What one reading collects besides its rows."""

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


class Tolak(Exception):
    """Refusal of the row at hand: column, code and the value as written."""

    def __init__(self, kolom: str, kode: str, nilai: str = "") -> None:
        self.kolom, self.kode, self.nilai = kolom, kode, nilai


def teks(nilai: str, panjang: int) -> str:
    return nilai.strip()[:panjang].translate(LARANGAN)


class Penyusun:
    """Compiled reader of one table: knows the position and converter of every declared column."""

    def __init__(
        self, lembar: Lembar, nomor_berkas: int, tabel: str, kolom: Sequence[Kolom], catatan: Catatan,
        peta_tambahan: Mapping[tuple[str, str], str],
    ) -> None:  # fmt: skip
        self.lembar, self.nomor_berkas, self.tabel, self.catatan = lembar, nomor_berkas, tabel, catatan
        urutan = KOLOM_KELUARGA if tabel == "keluarga" else KOLOM_INDIVIDU
        fakta = KELUARGA if tabel == "keluarga" else INDIVIDU
        self.urutan = {nama: i for i, nama in enumerate(urutan)}
        tempat = find(lembar.judul)
        self.lebar = len(lembar.judul)
        self.kode: list[tuple[int, int, dict[str, str], str]] = []
        self.teks: list[tuple[int, int, int]] = []
        self.tanggal: list[tuple[int, int]] = []
        self.lain: dict[str, int] = {}
        for k in kolom:
            posisi = next((tempat[d] for d in k.dari if d in tempat), None)
            if posisi is None:
                continue
            f = fakta.get(k.ke)
            ke = self.urutan.get(k.ke, -1)
            if k.peta is not None and ke >= 0:
                tambahan = {nilai: kode for (kol, nilai), kode in peta_tambahan.items() if kol == k.ke}
                self.kode.append((ke, posisi, {**k.peta, **tambahan}, k.ke))
            elif f is not None and f.jenis == TEKS and f.nama != "nama":
                self.teks.append((ke, posisi, f.panjang))
            elif f is not None and f.jenis == "tanggal":
                self.tanggal.append((ke, posisi))
            else:
                self.lain[k.ke] = posisi
        self.bukan_kode = {n for n, f in fakta.items() if f.jenis in {ANGKA, BIT}}

    def sel(self, baris: list[str], nama: str) -> str:
        """Return the cell of an undeclared-type column, empty where the table has none."""
        posisi = self.lain.get(nama)
        return "" if posisi is None else baris[posisi].strip()

    def region(self, baris: list[str]) -> str:
        """Return the region code without dots, or the four parts of DTKS (zeros may be lost) put together."""
        if "kec" in self.lain:
            lebar = (("prov", 2), ("kab", 2), ("kec", 3), ("desa", 3))
            return "".join(self.sel(baris, nama).zfill(n) for nama, n in lebar)
        return self.sel(baris, "kode_desa").replace(".", "")

    def base(self, nomor: int, baris: list[str], tanggal: Tanggal) -> list[str]:
        """Return the line with every fact filled; raises Tolak for a row that is no row."""
        if len(baris) != self.lebar:
            if len(baris) < self.lebar and self.lembar.berkas.lower().endswith((".xlsx", ".xls", ".ods")):
                baris.extend([""] * (self.lebar - len(baris)))
            else:
                raise Tolak("", "jumlah_kolom", str(len(baris)))
        garis = [NULL] * len(self.urutan)
        garis[0], garis[1] = str(self.nomor_berkas), str(nomor)
        for ke, posisi, peta, nama in self.kode:
            nilai = baris[posisi]
            kode = peta.get(nilai)
            garis[ke] = kode if kode is not None else self._unknown(nomor, nama, nilai, peta)
        for ke, posisi, panjang in self.teks:
            garis[ke] = teks(baris[posisi], panjang)
        for ke, posisi in self.tanggal:
            garis[ke] = tanggal[baris[posisi]]
        return garis

    def _unknown(self, nomor: int, nama: str, nilai: str, peta: dict[str, str]) -> str:
        rapi = nilai.strip()
        kode = peta.get(rapi)
        if kode is not None:
            return kode
        if TANDA_RUSAK in rapi:
            raise Tolak(nama, "pengodean", rapi)
        if nama in self.bukan_kode:
            self.catatan.add(Masalah(self.nomor_berkas, nomor, self.tabel, "ingat", nama, "angka_salah", rapi[:100]))
        else:
            self.catatan.asing[nama, rapi[:100]] += 1
            self.catatan.add(
                Masalah(self.nomor_berkas, nomor, self.tabel, "ingat", nama, "kode_tidak_dikenal", rapi[:100])
            )
        return NULL


DESIL = {
    "": NULL,
    "0": NULL,
    "00": NULL,
    "-": NULL,
    **{str(n): str(n) for n in range(1, 11)},
    **{f"0{n}": str(n) for n in range(1, 10)},
}
TANPA_DESIL = (NULL, NULL, NULL)


def family_rows(susun: Penyusun, *, tanggal: Tanggal, wilayah: Mapping[str, str], kunci_kk: bool) -> Iterator[str]:
    """Yield COPY lines of families. `wilayah` resolves the source's region codes to desa of today.

    `kunci_kk` says that No KK is the join key of the source (else the source has a key of its own).
    """
    nomor, baris = 0, [""]
    u = susun.urutan
    for nomor, baris in susun.lembar.rows:
        susun.catatan.dibaca["keluarga"] += 1
        try:
            garis = susun.base(nomor, baris, tanggal)
            kunci, kk = susun.sel(baris, "kunci"), susun.sel(baris, "nomor_kk")
            if kunci_kk:
                kunci = kk = _kk(kunci or kk)
            elif not kunci:
                raise Tolak("kunci", "kunci_kosong")
            garis[u["kunci"]] = teks(kunci, 40)
            garis[u["nomor_kk"]] = kk or NULL
            garis[u["kode_desa"]] = wilayah.get(susun.region(baris), NULL)
            garis[u["nama_kepala"]] = bersihkan(teks(susun.sel(baris, "nama_kepala"), 100))
            nik = susun.sel(baris, "nik_kepala")
            garis[u["nik_kepala"]] = nik if len(nik) == 16 and nik.isdigit() else NULL
            for nama in ("desil_nasional", "desil_provinsi", "desil_kabupaten"):
                garis[u[nama]] = _desil(nama, susun.sel(baris, nama))
        except Tolak as tolak:
            susun.catatan.add(
                Masalah(susun.nomor_berkas, nomor, "keluarga", "tolak", tolak.kolom, tolak.kode, tolak.nilai[:100])
            )
            continue
        yield "\t".join(garis)


def person_rows(susun: Penyusun, *, tanggal: Tanggal, sumber_tanggal: date, kunci_kk: bool) -> Iterator[str]:
    """Yield COPY lines of persons. A NIK that cannot be read stays empty with its code in `galat_nik`."""
    u = susun.urutan
    lahir, hari_ini = u["tanggal_lahir"], sumber_tanggal.isoformat()
    norma: dict[str, tuple[str, str]] = {}
    for nomor, baris in susun.lembar.rows:
        susun.catatan.dibaca["individu"] += 1
        try:
            garis = susun.base(nomor, baris, tanggal)
            kunci, kk = susun.sel(baris, "kunci"), susun.sel(baris, "nomor_kk")
            kunci = kunci or kk
            garis[u["kunci"]] = teks(kunci, 40)
            garis[u["nomor_kk"]] = _kk_lunak(kunci if kunci_kk else kk)
            garis[u["nik"]], garis[u["galat_nik"]] = _nik(susun.sel(baris, "nik"))
            tulis = susun.sel(baris, "nama")
            garis[u["nama"]], garis[u["nama_norm"]] = norma.get(tulis) or _simpan(norma, tulis)
        except Tolak as tolak:
            susun.catatan.add(
                Masalah(susun.nomor_berkas, nomor, "individu", "tolak", tolak.kolom, tolak.kode, tolak.nilai[:100])
            )
            continue
        tgl = garis[lahir]
        if tgl != NULL and (tgl == "?" or not "1900-01-01" <= tgl <= hari_ini):
            kode = "tanggal_salah" if tgl == "?" else "tanggal_mustahil"
            susun.catatan.add(Masalah(susun.nomor_berkas, nomor, "individu", "ingat", "tanggal_lahir", kode, ""))
            garis[lahir] = NULL
        yield "\t".join(garis)


def _simpan(norma: dict[str, tuple[str, str]], tulis: str) -> tuple[str, str]:
    if len(norma) > 200_000:
        norma.clear()
    norma[tulis] = hasil = _nama(tulis)
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


def _kk(tulis: str) -> str:
    if len(tulis) == 16 and tulis.isdigit() and tulis[12:] != "0000":
        return tulis
    if not tulis:
        raise Tolak("nomor_kk", "kk_kosong")
    try:
        return parse_kk(tulis).angka
    except NomorSalah as salah:
        raise Tolak("nomor_kk", salah.kode, tulis) from salah


def _kk_lunak(tulis: str) -> str:
    try:
        return _kk(tulis)
    except Tolak:
        return NULL


def _nik(tulis: str) -> tuple[str, str]:
    if not tulis:
        return NULL, "nik_kosong"
    try:
        return parse_nik(tulis).angka, NULL
    except NomorSalah as salah:
        return NULL, salah.kode


def _desil(nama: str, tulis: str) -> str:
    hasil = DESIL.get(tulis.removesuffix(".0"))
    if hasil is None:
        raise Tolak(nama, "desil_salah", tulis)
    return hasil
