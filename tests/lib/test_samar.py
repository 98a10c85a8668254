"""No line leaves with a full NIK or No KK in it, however the number is written."""

from __future__ import annotations

import io
import logging
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtsen.lib.nik import Nik
from dtsen.lib.samar import BarisTersamar, SamarkanNik, mask_deep, mask_text

NIK = "6402015203800001"
LAIN = "6402010107780002"


def written(record: logging.LogRecord, *, saring: bool = True) -> str:
    """What a handler of the product writes."""
    aliran = io.StringIO()
    penangan = logging.StreamHandler(aliran)
    penangan.setFormatter(BarisTersamar("%(levelname)s %(name)s %(message)s"))
    if saring:
        penangan.addFilter(SamarkanNik())
    penangan.handle(record)
    return aliran.getvalue()


def digits(teks: str) -> str:
    return re.sub(r"\D", "", teks)


@pytest.mark.parametrize(
    "tulisan",
    [
        NIK,
        "6402 0152 0380 0001",
        "6402-0152-0380-0001",
        "6402.0152.0380.0001",
        "640201 520380 0001",
        "64 02 01 52 03 80 00 01",
        "?q=6402+0152+0380+0001&x=1",
        "?q=6402%200152%200380%200001",
        "{'nik': '6402015203800001'}",
        "x6402015203800001y",
        "Key (nik)=(6402015203800001) already exists.",
        f"{NIK}{LAIN}",
        f"{NIK} {LAIN}",
        f"{NIK},{LAIN}",
        f"{NIK}7",
        f"0{NIK}",
    ],
)
def test_every_way_of_writing_it(tulisan: str) -> None:
    tersamar = mask_text(tulisan)
    for angka in (NIK, LAIN):
        assert angka not in digits(tersamar)
        assert angka[4:12] not in digits(tersamar)


def test_what_is_no_number_of_a_person_stays() -> None:
    for teks in (
        "2026-11-26 01:05:22,123 WARNING django.request",
        "Not Found: /dtsen/keluarga/12/",
        "Task registry.read_batch[1b2c-44] succeeded in 0.0123s",
        "impor 12: 264981 baris, 806964 orang",
        '10.0.0.7 [26/Nov/2026:01:05:22 +0800] "GET /verval/warga/ HTTP/1.1" status=200 bytes=123456 detik=0.034567',
    ):
        assert mask_text(teks) == teks


@pytest.mark.parametrize("argumen", [(NIK,), (int(NIK),), (Nik(NIK),), ({"nik": NIK},), ([int(NIK)],)])
def test_arguments_of_any_kind(argumen: tuple[object, ...]) -> None:
    baris = logging.LogRecord("x", logging.INFO, "", 0, "cari %r", argumen, None)
    assert NIK not in written(baris)


@pytest.mark.parametrize("saring", [True, False])
def test_a_traceback_quotes_no_number(saring: bool) -> None:
    """Text of an exception, of its cause, and the line of source it stands on."""
    try:
        try:
            raise KeyError(NIK)
        except KeyError as galat:
            raise ValueError(f"tidak ada {LAIN[:4]} {LAIN[4:8]} {LAIN[8:]}") from galat
    except ValueError:
        baris = logging.LogRecord("x", logging.ERROR, "", 0, "gagal", (), sys.exc_info())
    teks = written(baris, saring=saring)
    assert "Traceback" in teks
    assert "KeyError" in teks
    assert "0152038" not in digits(teks)
    assert LAIN not in digits(teks)


def test_the_filter_masks_a_traceback_for_other_formatters_too() -> None:
    try:
        raise KeyError(NIK)
    except KeyError:
        baris = logging.LogRecord("x", logging.ERROR, "", 0, "gagal", (), sys.exc_info())
    SamarkanNik().filter(baris)
    assert NIK not in logging.Formatter().format(baris)


def test_deep_content() -> None:
    isi = {"a": [{"nik": NIK}, int(NIK), Nik(NIK), 12, True, None, 1.5], NIK: ("x", "6402 0152 0380 0001")}
    keluar = mask_deep(isi)
    assert NIK not in digits(str(keluar))
    assert keluar["a"][3:] == [12, True, None, 1.5]


ANGKA = st.builds(
    lambda kec, hari, bulan, tahun, urut: f"{kec:06d}{hari:02d}{bulan:02d}{tahun:02d}{urut:04d}",
    st.integers(110101, 949999),
    st.integers(1, 71),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(1, 9999),
)
PISAH = st.sampled_from(["", "", "", " ", "-", ".", ", ", "%20", "+", "_", "/"])
SEKITAR = st.text(st.characters(codec="utf-8", exclude_categories=("Nd", "Cs")), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(SEKITAR, ANGKA, PISAH, st.integers(1, 8)), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(["%s", "%r", "nik=%s", "[%s]"]),
)
def test_fuzz_of_log_lines(bagian: list[tuple[str, str, str, int]], sebagai_galat: bool, pola: str) -> None:
    """Whatever stands around, between and beside the digits: the middle of no number comes out."""
    teks = ""
    for sekitar, angka, pisah, lebar in bagian:
        teks += sekitar + pisah.join(angka[i : i + lebar] for i in range(0, 16, lebar))
    exc: logging._SysExcInfoType | None = None
    if sebagai_galat:
        galat = ValueError(teks)
        exc = (ValueError, galat, None)
    baris = logging.LogRecord("x", logging.ERROR, "", 0, pola, (teks,), exc)
    keluar = digits(written(baris).replace("%20", ""))
    for _, angka, _, _ in bagian:
        assert angka not in keluar


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(teks: str) -> None:
    assert mask_text(mask_text(teks)) == mask_text(teks)
