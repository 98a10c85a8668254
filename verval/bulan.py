"""The month of a proposal, `2026-11`."""

from __future__ import annotations

from datetime import date, timedelta

from dtsen.lib.tampil import BULAN_PENUH


def bulan_of(hari: date) -> str:
    return f"{hari.year}-{hari.month:02d}"


def label_bulan(periode: str) -> str:
    """`2026-11` as people say it: November 2026."""
    tahun, bulan = periode.split("-")
    return f"{BULAN_PENUH[int(bulan) - 1]} {tahun}"


def next_month(periode: str) -> str:
    """`2026-12` → `2027-01`."""
    tahun, bulan = map(int, periode.split("-"))
    return f"{tahun + bulan // 12}-{bulan % 12 + 1:02d}"


def months_before(periode: str, banyak: int) -> str:
    """`2026-02`, 3 → `2025-11`."""
    tahun, bulan = map(int, periode.split("-"))
    nomor = tahun * 12 + bulan - 1 - banyak
    return f"{nomor // 12}-{nomor % 12 + 1:02d}"


def latest_months(hari: date, banyak: int = 12) -> list[tuple[str, str]]:
    """The newest months with their labels, for a filter."""
    awal, bulan = date.fromisoformat(f"{next_month(bulan_of(hari))}-01"), []  # filed after the cut-off
    for _ in range(banyak):
        bulan.append((bulan_of(awal), label_bulan(bulan_of(awal))))
        awal = (awal - timedelta(days=1)).replace(day=1)
    return bulan
