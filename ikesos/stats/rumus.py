"""Formulas over inputs (`a/b*100`, `100-a/b*100`): numbers, names, + - * / and brackets. Nothing else can be said."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from ikesos.stats.larik import Pecahan

TANDA = re.compile(r"\s*(?:(?P<angka>\d+(?:\.\d+)?)|(?P<nama>[a-z][a-z0-9_]{0,9})|(?P<tanda>[-+*/()]))")
TERPANJANG = 120
TERDALAM = 20


class RumusSalah(ValueError):
    """A formula that cannot be read."""


class Rumus:
    """A read formula. `nama`: the inputs it uses, in order of first use."""

    def __init__(self, teks: str) -> None:
        if len(teks) > TERPANJANG:
            raise RumusSalah(f"Rumus paling panjang {TERPANJANG} huruf.")
        self.teks = teks
        self._tanda = _tokens(teks)
        self._kini = 0
        self.nama: list[str] = []
        self._pohon = self._jumlah(0)
        if self._kini != len(self._tanda):
            raise RumusSalah(f"Rumus {teks!r} tidak selesai dibaca di {self._tanda[self._kini]!r}.")

    def value(self, masukan: Mapping[str, Pecahan]) -> Pecahan:
        """Return the formula over arrays of one shape; dividing by zero or a missing input gives NaN."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            hasil = np.asarray(_evaluate(self._pohon, masukan), dtype=np.float64)
        return np.where(np.isfinite(hasil), hasil, np.nan)

    def _peek(self) -> str:
        return self._tanda[self._kini] if self._kini < len(self._tanda) else ""

    def _jumlah(self, dalam: int) -> tuple[object, ...]:
        kiri = self._kali(dalam)
        while self._peek() in ("+", "-"):
            tanda = self._take()
            kiri = (tanda, kiri, self._kali(dalam))
        return kiri

    def _kali(self, dalam: int) -> tuple[object, ...]:
        kiri = self._satuan(dalam)
        while self._peek() in ("*", "/"):
            tanda = self._take()
            kiri = (tanda, kiri, self._satuan(dalam))
        return kiri

    def _satuan(self, dalam: int) -> tuple[object, ...]:
        if dalam > TERDALAM:
            raise RumusSalah("Kurung terlalu dalam.")
        tanda = self._take()
        if tanda == "-":
            return ("-", ("angka", 0.0), self._satuan(dalam + 1))
        if tanda == "(":
            isi = self._jumlah(dalam + 1)
            if self._take() != ")":
                raise RumusSalah(f"Rumus {self.teks!r}: kurung belum ditutup.")
            return isi
        if tanda[:1].isdigit():
            return ("angka", float(tanda))
        if tanda[:1].isalpha():
            if tanda not in self.nama:
                self.nama.append(tanda)
            return ("nama", tanda)
        raise RumusSalah(f"Rumus {self.teks!r}: ada yang kurang di dekat {tanda or 'akhir'!r}.")

    def _take(self) -> str:
        tanda = self._peek()
        self._kini += 1
        return tanda


def _tokens(teks: str) -> list[str]:
    hasil, letak = [], 0
    teks = teks.strip()
    while letak < len(teks):
        cocok = TANDA.match(teks, letak)
        if cocok is None:
            raise RumusSalah(
                f"Rumus {teks!r}: {teks[letak]!r} tidak dikenal. Pakai angka, nama butir, + - * / dan kurung."
            )
        hasil.append(cocok[cocok.lastgroup or 0])
        letak = cocok.end()
    return hasil


def _evaluate(simpul: tuple[object, ...], masukan: Mapping[str, Pecahan]) -> Pecahan:
    jenis = simpul[0]
    if jenis == "angka":
        return np.float64(simpul[1])  # type: ignore[arg-type, return-value]  # a scalar broadcasts
    if jenis == "nama":
        return masukan[str(simpul[1])]
    kiri, kanan = (_evaluate(satu, masukan) for satu in simpul[1:])  # type: ignore[arg-type]
    if jenis == "+":
        return kiri + kanan
    if jenis == "-":
        return kiri - kanan
    if jenis == "*":
        return kiri * kanan
    return np.divide(kiri, kanan)
