"""How numbers, money and dates are written on screens and papers: 12.345, Rp705.397, 3 Nov 2026, 14.05 WITA."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
GILIRAN = timedelta(minutes=1)
"""How long work may wait for a worker before its page says that none takes it."""
BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
BULAN_PENUH = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def angka(nilai: float | None, desimal: int = 0) -> str:
    """12345.6 -> `12.346`, with `desimal` digits after a comma; empty for None."""
    if nilai is None:
        return ""
    return f"{nilai:,.{desimal}f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def rupiah(nilai: float | None) -> str:
    return "" if nilai is None else f"Rp{angka(nilai)}"


def persen(bagian: float, semua: float, desimal: int = 1) -> str:
    """Share as `7,6 %`; a dash when there is nothing to divide by."""
    return "–" if not semua else f"{angka(100 * bagian / semua, desimal)} %"


def tanggal(hari: date | None) -> str:
    if hari is None:
        return ""
    if isinstance(hari, datetime):
        hari = hari.astimezone(WITA).date() if hari.tzinfo else hari.date()
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def jam(waktu: datetime | None) -> str:
    return "" if waktu is None else f"{waktu.astimezone(WITA):%H.%M} WITA"


def waktu(saat: datetime | None) -> str:
    return "" if saat is None else f"{tanggal(saat)}, {jam(saat)}"


def giliran(sejak: datetime, kini: datetime) -> str:
    """What the page of some work says while no worker has taken it yet."""
    if kini - sejak < GILIRAN:
        return "Menunggu giliran. Halaman ini boleh ditinggalkan; pekerjaannya mulai sendiri."
    return (
        f"Belum dikerjakan sejak {waktu(sejak)}: tidak ada pekerja latar yang mengambilnya. Pekerjaannya mulai sendiri"
        " begitu pekerja itu hidup; bila ini berlanjut, minta pengelola server memeriksanya."
    )
