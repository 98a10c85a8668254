"""Match the staged rows with the registry and work out what applying them would do."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from dtsen.lib import sql as berkas_sql
from dtsen.registry import asal
from dtsen.registry.imports import merge
from dtsen.registry.imports.rows import Catatan

LANGKAH = (
    ("index_stage", ""),
    ("find_repeated_nik", ""),
    ("match_nik", "orang"),
    ("match_keluarga", "rumah"),
    ("list_unmatched", "belum"),
    ("decide_individu", "jiwa"),
)
"""Statement, and the table it makes whose size the next one must know."""
ANTARA = ("nik_berulang", "orang", "rumah", "belum", "jiwa", "gabung_keluarga", "gabung_individu", "tersentuh")
PUTUSAN = ("baru", "berubah", "sama", "ditolak", "ditunda")
SEBUT = {"tolak": "ditolak", "tunda": "ditunda"}
Hitungan = dict[str, dict[str, int]]


def statement(nama: str) -> str:
    return berkas_sql.load(__file__, nama)


def fingerprint(kursor: Any) -> str:
    """Return what the plan stands on: a plan is stale once a correction or another batch has been applied."""
    kursor.execute(
        """SELECT coalesce((SELECT max(id) FROM public.registry_riwayatfakta), 0),
                  (SELECT count(*) FROM public.registry_batchimpor WHERE status = 'diterapkan')"""
    )
    return "-".join(str(angka) for angka in kursor.fetchone())


def prepare(kursor: Any, sumber: str, tanggal: date) -> None:
    """Make the plan tables of a batch anew."""
    if sumber == "dukcapil":
        kursor.execute("DROP TABLE IF EXISTS rujukan")
        kursor.execute(statement("plan_dukcapil"), {"tanggal": tanggal})
        return
    for tabel in ANTARA:
        kursor.execute(f"DROP TABLE IF EXISTS {tabel}")
    for langkah, tabel in LANGKAH:
        kursor.execute(statement(langkah))
        if tabel:
            kursor.execute(f"ANALYZE {tabel}")
    isian = {"bobot": asal.encode(sumber, tanggal)}
    merge.execute(kursor, merge.merge_keluarga(), isian)
    merge.execute(kursor, merge.merge_individu(), isian)
    kursor.execute("ANALYZE gabung_keluarga")
    kursor.execute("ANALYZE gabung_individu")


def count(kursor: Any, sumber: str, catatan_dibaca: dict[str, int], ditolak_baca: dict[str, int]) -> Hitungan:
    """Return {tabel: {dibaca, baru, berubah, sama, ditolak, ditunda}}; the five add up to `dibaca`."""
    hasil: Hitungan = {
        tabel: {"dibaca": n, **dict.fromkeys(PUTUSAN, 0), "ditolak": ditolak_baca.get(tabel, 0)}
        for tabel, n in catatan_dibaca.items()
    }
    if sumber == "dukcapil":
        kursor.execute("SELECT 'individu', putusan, count(*) FROM rujukan GROUP BY 2")
    else:
        kursor.execute(statement("count_rows"))
    for tabel, putusan, jumlah in kursor.fetchall():
        hasil[tabel][SEBUT.get(putusan, putusan)] += jumlah
    return hasil


def reasons(kursor: Any, sumber: str, catatan: Catatan) -> dict[str, dict[str, int]]:
    """Return {tolak | tunda | ingat: {code: rows}} for the batch page."""
    alasan: dict[str, Counter[str]] = defaultdict(Counter)
    for masalah in catatan.masalah:
        alasan[masalah.tingkat][masalah.kode] += 1
    if catatan.asing:
        alasan["ingat"]["kode_tidak_dikenal"] = sum(catatan.asing.values())
    if sumber == "dukcapil":
        kursor.execute("SELECT 'individu', 0, baris, 'tolak', 'baris_ganda', NULL FROM rujukan WHERE putusan = 'tolak'")
    else:
        kursor.execute(statement("select_refused"))
    for _tabel, _berkas, _baris, putusan, kode, _galat in kursor:
        alasan[putusan][kode] += 1
    return {tingkat: dict(isi) for tingkat, isi in alasan.items()}


def refused(kursor: Any, sumber: str) -> list[tuple[str, int, int, str, str]]:
    """Return (tabel, berkas, baris, putusan, code) of every row the matching refused or put off."""
    if sumber == "dukcapil":
        kursor.execute("SELECT 'individu', 0, baris, 'tolak', 'baris_ganda', NULL FROM rujukan WHERE putusan = 'tolak'")
    else:
        kursor.execute(statement("select_refused"))
    return [
        (tabel, berkas, baris, putusan, galat if kode == "nik_rusak" and galat else kode)
        for tabel, berkas, baris, putusan, kode, galat in kursor.fetchall()
    ]
