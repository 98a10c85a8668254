"""The sheet of one indicator and period: its regions and columns, reading what was typed, what is not plausible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dtsen.lib.tampil import angka
from dtsen.wilayah.models import Wilayah
from ikesos import structure
from ikesos.models import ButirInput, IsianInput, Simpul, TugasIsian
from ikesos.stats.rumus import Rumus

PERIODE = re.compile(r"^(\d{4})(-T[1-4])?$")
BILANGAN = re.compile(r"^\d{1,12}(?:[.,]\d{1,6})?$")
RIBUAN = re.compile(r"^\d{1,3}\.\d{3}$")
JENIS = {
    "kabupaten": ("kabupaten", "kota"),
    "kecamatan": ("kecamatan",),
    "desa": ("desa", "kelurahan"),
}
SAMPEL, CATATAN = "responden", "catatan"
CATATAN_MAKS = 300


@dataclass(slots=True)
class Baris:
    """One region: numbers by letter, what is wrong with it (`keliru`: in which columns), what asks for a note.

    `letak`: cells of a workbook.
    """

    wilayah: Wilayah
    nilai: dict[str, float] = field(default_factory=dict)
    sampel: int | None = None
    catatan: str = ""
    ketik: dict[str, str] = field(default_factory=dict)
    salah: list[str] = field(default_factory=list)
    keliru: set[str] = field(default_factory=set)
    ganjil: list[str] = field(default_factory=list)
    contoh: bool = False
    letak: Mapping[str, str] = field(default_factory=dict)

    def at(self, *kolom: str) -> str:
        """The cells of columns in front of a fault, `C5, D5: `; blank where it was typed on the page."""
        sel = ", ".join(self.letak[k] for k in kolom if k in self.letak)
        return f"{sel}: " if sel else ""

    def fault(self, pesan: str, *kolom: str) -> None:
        """Note what is wrong, with the cells it is about."""
        self.salah.append(f"{self.at(*kolom)}{pesan}")
        self.keliru.update(kolom)

    @property
    def kosong(self) -> bool:
        return not self.nilai and self.sampel is None


@dataclass(frozen=True, slots=True)
class Lembar:
    """What may be filled in: the indicator, its task, its inputs, its regions."""

    simpul: Simpul
    tugas: TugasIsian
    periode: str
    butir: list[ButirInput]
    wilayah: list[Wilayah]

    @property
    def survei(self) -> bool:
        return self.simpul.survei

    @property
    def kolom(self) -> list[tuple[str, str]]:
        """(name, heading) of what is filled in for each region."""
        hasil = [(b.huruf, b.nama) for b in self.butir]
        hasil += [(SAMPEL, "Banyak responden")] if self.survei else []
        return [*hasil, (CATATAN, "Catatan")]


def open_sheet(tugas: TugasIsian, simpul: Simpul, periode: str) -> Lembar:
    """Return the sheet of an indicator."""
    wilayah = Wilayah.objects.filter(jenis__in=JENIS[simpul.wilayah_terendah]).order_by("kode")
    return Lembar(simpul, tugas, periode, list(simpul.butir.order_by("huruf")), list(wilayah))


def previous(periode: str) -> str:
    """The same period a year before: `2025` for `2026`, `2025-T4` for `2026-T4`."""
    return f"{int(periode[:4]) - 1}{periode[4:]}"


def confirmed(lembar: Lembar, periode: str) -> dict[str, list[IsianInput]]:
    """{region: confirmed inputs} of the indicator in a period."""
    hasil: dict[str, list[IsianInput]] = {}
    for satu in IsianInput.objects.filter(
        butir__startswith=f"{lembar.simpul.kode}.", periode=periode, status="dikonfirmasi", kelompok="umum"
    ):
        hasil.setdefault(satu.wilayah_id, []).append(satu)
    return hasil


def read(
    lembar: Lembar, isi: Mapping[str, Mapping[str, str]], letak: Mapping[str, Mapping[str, str]] | None = None
) -> list[Baris]:
    """Read what was typed, {region: {column: text}}; every fault and every doubt stands beside its region.

    `letak`: {region: {column: cell}} where it comes from a workbook; faults then name the cell.
    """
    dulu = confirmed(lembar, previous(lembar.periode))
    sel = letak or {}
    return [
        judge(lembar, _row(lembar, Baris(w, letak=sel.get(w.kode, {})), isi.get(w.kode, {})), dulu.get(w.kode, []))
        for w in lembar.wilayah
    ]


def _row(lembar: Lembar, baris: Baris, ketik: Mapping[str, str]) -> Baris:
    baris.ketik = {k: str(v).strip() for k, v in ketik.items()}
    baris.catatan = baris.ketik.get(CATATAN, "")
    if len(baris.catatan) > CATATAN_MAKS:
        baris.fault(f"Catatan paling panjang {CATATAN_MAKS} huruf.", CATATAN)
    for satu in lembar.butir:
        nilai = _number(baris, satu.huruf, satu.nama)
        if nilai is not None:
            baris.nilai[satu.huruf] = nilai
    if lembar.survei and (sampel := _number(baris, SAMPEL, "Banyak responden")) is not None:
        if sampel < 1 or not sampel.is_integer():
            baris.fault("Banyak responden harus bilangan bulat, paling sedikit 1.", SAMPEL)
        else:
            baris.sampel = int(sampel)
    return baris


def text(nilai: float | None) -> str:
    """Return a number as it is typed: 12,5; blank for None."""
    return "" if nilai is None else f"{nilai:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def number(teks: str, nama: str, salah: list[str]) -> float | None:
    """Read a typed number of zero or more; what cannot be read is told in `salah` under `nama`."""
    if not teks:
        return None
    if RIBUAN.match(teks):
        salah.append(f"{nama}: {teks[:15]} dapat berarti dua hal. Tulis tanpa titik ribuan, atau pakai koma.")
    elif not BILANGAN.match(teks):
        salah.append(f"{nama}: tulis angka nol atau lebih, misalnya 1250 atau 12,5.")
    else:
        return float(teks.replace(",", "."))
    return None


def _number(baris: Baris, kolom: str, nama: str) -> float | None:
    """`number` of one column; what is wrong with it is a fault of that column."""
    salah: list[str] = []
    nilai = number(baris.ketik.get(kolom, ""), nama, salah)
    for pesan in salah:
        baris.fault(pesan, kolom)
    return nilai


def measure(lembar: Lembar, nilai: Mapping[str, float]) -> float:
    """The indicator in its unit; NaN where its denominator is zero."""
    masukan = {huruf: np.array([satu]) for huruf, satu in nilai.items()}
    return float(Rumus(lembar.simpul.rumus).value(masukan)[0])


def judge(lembar: Lembar, baris: Baris, dulu: list[IsianInput]) -> Baris:
    """Add what is wrong (a hole, a share over 100 %) and what is odd (outside the goalposts, far from last year)."""
    huruf = [b.huruf for b in lembar.butir]
    kurang = {b.huruf: b.nama for b in lembar.butir if b.huruf not in baris.nilai}
    if lembar.survei and baris.sampel is None:
        kurang[SAMPEL] = "Banyak responden"
    if baris.salah or baris.kosong:
        return baris
    if kurang:
        baris.fault(f"Isi juga {', '.join(kurang.values())}, atau kosongkan seluruh baris.", *kurang)
        return baris
    simpul, x = lembar.simpul, measure(lembar, baris.nilai)
    if np.isnan(x):
        baris.fault("Penyebutnya nol, jadi angkanya tidak dapat dihitung.", *huruf)
        return baris
    if simpul.satuan == "%" and not 0 <= x <= 100:
        baris.fault(f"Hasilnya {angka(x, 1)} %. Bagian tidak boleh lebih dari keseluruhannya.", *huruf)
        return baris
    assert simpul.minimum is not None
    assert simpul.maksimum is not None
    if not simpul.minimum <= x <= simpul.maksimum:
        batas = f"{angka(simpul.minimum)} sampai {angka(simpul.maksimum)} {simpul.satuan}"
        baris.ganjil.append(f"{baris.at(*huruf)}Hasilnya {angka(x, 1)}, di luar batas {batas}.")
    lama = {satu.butir.rpartition(".")[2]: satu.nilai for satu in dulu if not satu.contoh}
    if len(lama) == len(lembar.butir):
        sebelum = measure(lembar, lama)
        geser = 100 * abs(x - sebelum) / abs(sebelum) if sebelum else (np.inf if x else 0.0)
        if geser > lembar.tugas.geser:
            baris.ganjil.append(
                f"{baris.at(*huruf)}Tahun lalu {angka(sebelum, 1)}, sekarang {angka(x, 1)} {simpul.satuan}."
            )
    return baris


def indicators() -> dict[str, Simpul]:
    """Handed-in indicators of the structure in force today, by code."""
    versi = structure.current()
    if versi is None:
        return {}
    return {s.kode: s for s in versi.simpul.filter(tingkat="indikator", sumber="M").order_by("urut")}
