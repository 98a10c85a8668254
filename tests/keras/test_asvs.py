"""docs/asvs.md: every line of ASVS 5.0 level 1 and 2 is there once, and every test it cites exists."""

from __future__ import annotations

import re

from config.local.langkah import AKAR

ISI = (AKAR / "docs" / "asvs.md").read_text()
BARIS = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+?) \|$", ISI, flags=re.MULTILINE)
STATUS = {"dipenuhi", "sebagian", "belum", "tidak berlaku"}
BANYAK = {"1": 70, "2": 183}
"""Lines of the published standard (5.0.0) by level."""
BAB = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
"""Lines of level 1 and 2 by chapter."""
UJI = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_line_is_there_once() -> None:
    nomor = [satu[0] for satu in BARIS]
    assert len(set(nomor)) == len(nomor)
    assert {t: sum(satu[1] == t for satu in BARIS) for t in BANYAK} == BANYAK
    per_bab = [int(n[1:].split(".")[0]) for n in nomor]
    assert {bab: per_bab.count(bab) for bab in BAB} == BAB
    assert {satu[3] for satu in BARIS} <= STATUS


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    for status in STATUS:
        hitung = re.search(rf"^\| {status} \| (\d+) \|$", ISI, flags=re.MULTILINE)
        assert hitung is not None, status
        assert int(hitung[1]) == sum(satu[3] == status for satu in BARIS), status


def test_every_test_that_is_cited_exists() -> None:
    kurang = [
        f"{nomor}: {berkas}::{nama}"
        for nomor, _, _, _, bukti in BARIS
        for berkas, nama in UJI.findall(bukti)
        if not (AKAR / berkas).is_file() or (nama and f"def {nama}(" not in (AKAR / berkas).read_text())
    ]
    assert kurang == []
    assert sum(bool(UJI.search(satu[4])) for satu in BARIS if satu[3] == "dipenuhi") > 80


def test_what_is_not_met_says_why() -> None:
    assert [nomor for nomor, _, _, status, bukti in BARIS if status != "dipenuhi" and len(bukti) < 8] == []
