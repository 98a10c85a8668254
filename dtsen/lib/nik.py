"""NIK and No KK as values: structure and checks of domain §7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dtsen.lib.ditolak import Ditolak
from dtsen.lib.samar import mask

BENTUK_EXCEL = re.compile(r"^\d([.,]\d+)?E\+?\d+$", re.IGNORECASE)
PEMISAH = re.compile(r"[\s.'\-`]")


class NomorSalah(Ditolak):
    """A number that cannot be a NIK or No KK: `kode` for machines, `pesan` says what to do."""


class NikSalah(NomorSalah):
    """Not a NIK."""


class KKSalah(NomorSalah):
    """Not a No KK."""


class _Nomor(str):
    """Sixteen digits whose `str()` is the masked form; `.angka` gives the digits."""

    __slots__ = ()

    @property
    def angka(self) -> str:
        return str.__str__(self)

    def __str__(self) -> str:
        return mask(self.angka)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class Nik(_Nomor):
    """Nomor Induk Kependudukan: 6 digits region of first registration, ddmmyy (+40 for women), 4 serial."""

    __slots__ = ()


class NomorKK(_Nomor):
    """Nomor Kartu Keluarga: 6 digits region and ddmmyy of issue, 4 serial. Not a stable family key."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Terurai:
    """What a NIK says: first-registration region (6 digits), birth date parts, sex (1 L, 2 P)."""

    kode_kecamatan: str
    hari: int
    bulan: int
    tahun_dua_angka: int
    jenis_kelamin: int

    def matches(self, tanggal_lahir: date) -> bool:
        return (self.hari, self.bulan, self.tahun_dua_angka) == (
            tanggal_lahir.day,
            tanggal_lahir.month,
            tanggal_lahir.year % 100,
        )


def _periksa_angka(teks: str, salah: type[NomorSalah], nama: str, surat: str) -> str:
    bersih = PEMISAH.sub("", teks)
    if BENTUK_EXCEL.match(teks.strip().replace(" ", "")):
        raise salah("rusak_excel", f"{nama} rusak oleh Excel ({teks.strip()}). Isi ulang 16 angka dari {surat}.")
    if not bersih.isdigit() or not bersih.isascii():
        raise salah("bukan_16_angka", f"{nama} harus 16 angka, tanpa huruf atau tanda lain. Periksa kembali {surat}.")
    if len(bersih) != 16:
        raise salah("bukan_16_angka", f"{nama} harus 16 angka; yang tertulis {len(bersih)}. Periksa kembali {surat}.")
    if bersih.endswith("0000"):
        # Excel keeps 15 digits: a serial that ends in zeros cannot be a real one.
        raise salah("urut_nol", f"{nama} berakhir 0000, biasanya rusak oleh Excel. Isi ulang dari {surat}.")
    if len(set(bersih)) == 1:
        raise salah("angka_sama", f"{nama} berisi satu angka yang diulang. Periksa kembali {surat}.")
    return bersih


def parse_nik(teks: str) -> Nik:
    """Return the NIK in a text.

    Raises NikSalah with kode `rusak_excel | bukan_16_angka | urut_nol | angka_sama | tanggal_mustahil`.
    """
    bersih = _periksa_angka(teks, NikSalah, "NIK", "KTP atau KK")
    hari, bulan = int(bersih[6:8]), int(bersih[8:10])
    if not (1 <= hari <= 31 or 41 <= hari <= 71) or not 1 <= bulan <= 12:
        raise NikSalah("tanggal_mustahil", "Angka ke-7 sampai ke-10 NIK bukan tanggal. Periksa kembali KTP atau KK.")
    return Nik(bersih)


def parse_kk(teks: str) -> NomorKK:
    """Return the No KK in a text; raises KKSalah with the same codes as `parse_nik` but the date."""
    return NomorKK(_periksa_angka(teks, KKSalah, "No KK", "kartu keluarga"))


def decode(nik: Nik) -> Terurai:
    """Split a NIK into what it says (a mismatch with the facts is a warning, never a refusal)."""
    angka = nik.angka
    hari = int(angka[6:8])
    return Terurai(
        kode_kecamatan=angka[:6],
        hari=hari - 40 if hari > 40 else hari,
        bulan=int(angka[8:10]),
        tahun_dua_angka=int(angka[10:12]),
        jenis_kelamin=2 if hari > 40 else 1,
    )
