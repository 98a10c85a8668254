"""The chain of a visit: the same kind of table as that of the cases (`verval/alur.py`)."""

from __future__ import annotations

from dtsen.lib.transisi import Tabel, Transition

ISI, ATUR, TINJAU = "kunjungan.isi", "kunjungan.atur", "pembaruan.periksa"

LABEL = {
    "ditugaskan": "Ditugaskan",
    "diisi": "Sedang diisi",
    "selesai": "Selesai dikunjungi",
    "tidak_ditemukan": "Tidak ditemukan",
    "dibatalkan": "Dibatalkan",
    "ditinjau": "Ditinjau",
}
DI_LAPANGAN = ("ditugaskan", "diisi")
"""With the visitor: the only statuses in which answers and photos are taken."""
MENUNGGU = ("selesai", "tidak_ditemukan")
"""Waiting for the reviewer."""
TERBUKA = (*DI_LAPANGAN, *MENUNGGU)
"""The visitor sees the family in these, and in no other."""


def _hops() -> dict[tuple[str, str], Transition]:
    hop: dict[tuple[str, str], Transition] = {}
    for dari in DI_LAPANGAN:
        hop |= {
            (dari, "isi"): Transition("diisi", ISI, "Simpan"),
            (dari, "selesaikan"): Transition("selesai", ISI, "Selesai", maju=True),
            (dari, "nihil"): Transition("tidak_ditemukan", ISI, "Keluarga tidak ditemukan"),
            (dari, "alihkan"): Transition("ditugaskan", ATUR, "Alihkan"),
            (dari, "batalkan"): Transition("dibatalkan", ATUR, "Batalkan", alasan_wajib=True),
        }
    for dari in MENUNGGU:
        hop[dari, "tinjau"] = Transition("ditinjau", TINJAU, "Selesai ditinjau", maju=True)
    return hop


TABEL = Tabel("ditugaskan", frozenset({"dibatalkan", "ditinjau"}), _hops())
