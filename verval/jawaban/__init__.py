"""The answer of Kemensos: read a file, match its rows with cases, show what they would do, do it once.

Layout (domain §2.7): NO_USULAN, NIK, NOKK, PROGRAM, HASIL, ALASAN, TANGGAL as csv or workbook. NO_USULAN is our
tracking code; a row without it is a usulan found by NIK and PROGRAM, or No KK where it names nobody. The file itself
is not kept. `baca` reads, `cocok` matches, `kerja` uploads and starts, `terap` takes the hops.
"""

from __future__ import annotations

from verval.jawaban.baca import KOLOM, read
from verval.jawaban.cocok import KIRIM, match
from verval.jawaban.kerja import JawabanDitolak, rows, start, upload, visible
from verval.jawaban.terap import apply, close_with_new_desil

__all__ = [
    "KIRIM",
    "KOLOM",
    "JawabanDitolak",
    "apply",
    "close_with_new_desil",
    "match",
    "read",
    "rows",
    "start",
    "upload",
    "visible",
]
