"""Families and persons by desil in a region and its parts, and how good their data are. No family shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.cache import caches
from django.db import connection

from dtsen.lib.sql import load
from dtsen.ranking.models import Run
from dtsen.registry import asal, lingkup
from dtsen.registry.models import DesilResmi
from dtsen.wilayah.cakupan import Bagian, Cakupan
from ikesos.suppress import TERKECIL, hidden

PANJANG_ANAK = {2: 4, 4: 6, 6: 10, 10: 10}
"""Digits of a region's code -> digits of its children's; a desa stands for itself."""
BASI_HARI = 730
"""Days: data about the house older than two years are called old."""
SIMPAN_DETIK = 900
MISKIN = (1, 2, 3, 4)
"""Desil that the table compares: those most programmes ask for."""


@dataclass(slots=True)
class Sebaran:
    """Families and persons in each desil of one region; key 0 holds those without a desil."""

    keluarga: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(11), 0))
    jiwa: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(11), 0))

    def add(self, desil: int | None, keluarga: int, jiwa: int) -> None:
        self.keluarga[desil or 0] += keluarga
        self.jiwa[desil or 0] += jiwa

    @property
    def berdesil(self) -> int:
        """Persons that have a desil."""
        return sum(n for d, n in self.jiwa.items() if d)

    @property
    def terlalu_kecil(self) -> bool:
        """Too few families with a desil to say anything about shares."""
        return 0 < sum(n for d, n in self.keluarga.items() if d) < TERKECIL

    @property
    def miskin(self) -> float | None:
        """Per cent of persons in desil 1 to 4, among those with a desil; None when that may not be said."""
        if not self.berdesil or self.terlalu_kecil:
            return None
        kena = sum(self.keluarga[d] for d in MISKIN)
        if 0 < kena < TERKECIL:
            return None
        return 100 * sum(self.jiwa[d] for d in MISKIN) / self.berdesil

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the picture: desil, share of persons, and `<5` where the number is too small to show."""
        tutup = hidden({d: n for d, n in self.keluarga.items() if d})
        semua = self.berdesil
        return [
            {"desil": d, "bagian": None if d in tutup or not semua else 100 * self.jiwa[d] / semua, "tutup": d in tutup}
            for d in range(1, 11)
        ]


@dataclass(slots=True)
class Mutu:
    """Quality of the data: living persons and those matched; active families and those with old data."""

    orang: int = 0
    padan: int = 0
    keluarga: int = 0
    basi: int = 0

    def add(self, lain: Mutu) -> None:
        self.orang += lain.orang
        self.padan += lain.padan
        self.keluarga += lain.keluarga
        self.basi += lain.basi

    @property
    def persen_padan(self) -> float | None:
        return 100 * self.padan / self.orang if self.keluarga >= TERKECIL and self.orang else None

    @property
    def persen_basi(self) -> float | None:
        return 100 * self.basi / self.keluarga if self.keluarga >= TERKECIL else None


@dataclass(slots=True)
class Angka:
    """The numbers of one region."""

    daerah: Sebaran = field(default_factory=Sebaran)
    nasional: Sebaran = field(default_factory=Sebaran)
    mutu: Mutu = field(default_factory=Mutu)


def newest_version(kode: str, hari: date | None = None) -> DesilResmi | None:
    """Return any row of the newest official version in a region: its name and date are what is needed.

    `hari`: the newest of that day, or the newest there is where none is so old.
    """
    with lingkup.within(Cakupan.of([kode])):
        semua = DesilResmi.objects.only("versi", "tanggal").order_by("-tanggal", "-versi")
        lama = semua.filter(tanggal__lte=hari).first() if hari else None
        return lama or semua.first()


def numbers_of(kode: str, run: Run | None, versi: str, hari: date) -> tuple[Angka, dict[str, Angka]]:
    """Return the numbers of a region and of each child, by its code; kept for a quarter of an hour.

    Aggregates of the kabupaten are for everybody who may see a part of it (level 1 of the access rules), so they are
    counted in the scope of the region asked for, not in that of the asker; no row leaves.
    """
    kunci = f"wilayah:{kode}:{run.pk if run else 0}:{versi}:{hari}"
    simpan: tuple[Angka, dict[str, Angka]] | None = caches["angka"].get(kunci)
    if simpan is None:
        with lingkup.within(Cakupan.of([kode])):
            anak = _children(kode, run, versi, hari)
        simpan = (_total(anak), anak)
        caches["angka"].set(kunci, simpan, SIMPAN_DETIK)
    return simpan


def _children(kode: str, run: Run | None, versi: str, hari: date) -> dict[str, Angka]:
    dari, sampai = Bagian(kode).rentang
    isi = {"dari": dari, "sampai": sampai, "panjang": PANJANG_ANAK[len(kode)]}
    hasil: dict[str, Angka] = {}
    if run is not None:
        for anak, jenis, desil, keluarga, jiwa in _rows("count_desil", {**isi, "run": run.pk, "versi": versi}):
            angka = hasil.setdefault(anak, Angka())
            (angka.daerah if jenis == "D" else angka.nasional).add(desil, int(keluarga), int(jiwa))
    basi = asal.encode("", hari - timedelta(days=BASI_HARI))
    for anak, orang, padan, keluarga, lama in _rows("count_quality", {**isi, "basi": basi}):
        hasil.setdefault(anak, Angka()).mutu = Mutu(int(orang), int(padan), int(keluarga), int(lama))
    return hasil


def _total(anak: dict[str, Angka]) -> Angka:
    semua = Angka()
    for satu in anak.values():
        for d in range(11):
            semua.daerah.add(d, satu.daerah.keluarga[d], satu.daerah.jiwa[d])
            semua.nasional.add(d, satu.nasional.keluarga[d], satu.nasional.jiwa[d])
        semua.mutu.add(satu.mutu)
    return semua


def _rows(nama: str, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, nama), isi)
        return list(kursor.fetchall())
