"""A page crashes: the report to the maintainers says where, and nothing about anybody."""

from __future__ import annotations

import logging
import sys

import pytest
from django.core import mail
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import get_default_exception_reporter_filter
from pytest_django.fixtures import Settings

from config.laporan import LaporanTersamar, SaringanLaporan
from dtsen.lib.samar import SamarkanNik

NIK = "6402015203800001"
# In pieces: a report quotes lines of source, and this file is source.
NAMA, SESI = " ".join(["AMINAH", "BINTI", "RAIS"]), "-".join(["rahasia", "sesi"])
SANDINGAN = "-".join(["rahasia", "csrf"])
KUKI = ("sessionid", "__Host-sesi", "csrftoken", "messages")


def crash(permintaan: HttpRequest) -> None:
    nik, nomor, orang, jumlah = NIK, int(NIK), {"nama": NAMA}, 7
    raise LookupError(f"{orang['nama'][:0]}tidak ada {nik} {nomor} {jumlah}")


@pytest.fixture
def permintaan() -> HttpRequest:
    permintaan = RequestFactory().post(
        "/verval/warga/?x=1", {"q": NIK, "nama": NAMA}, headers={"referer": f"https://contoh/?q={NIK}"}
    )
    permintaan.COOKIES |= dict.fromkeys(KUKI, SESI)
    permintaan.META |= {"HTTP_COOKIE": f"sessionid={SESI}", "CSRF_COOKIE": SANDINGAN}
    return permintaan


@pytest.mark.parametrize("bentuk", ["text", "html"])
def test_no_number_no_name_no_session(permintaan: HttpRequest, bentuk: str) -> None:
    try:
        crash(permintaan)
    except LookupError:
        laporan = LaporanTersamar(permintaan, *sys.exc_info())
    teks = laporan.get_traceback_text() if bentuk == "text" else laporan.get_traceback_html()
    assert isinstance(get_default_exception_reporter_filter(), SaringanLaporan)
    assert "LookupError" in teks
    assert "crash" in teks
    for rahasia in (NIK, NAMA, SESI, SANDINGAN):
        assert rahasia not in teks
    if bentuk == "html":
        assert "jumlah" in teks  # names of variables stay, and plain counts


def test_the_mail_is_masked_from_the_subject_on(permintaan: HttpRequest, settings: Settings) -> None:
    settings.ADMINS = [("Admin", "admin@dtsen.example")]
    penangan = next(p for p in logging.getLogger("django").handlers if isinstance(p, AdminEmailHandler))
    assert [type(s) for s in penangan.filters][:1] == [SamarkanNik]
    try:
        crash(permintaan)
    except LookupError:
        logging.getLogger("django.request").error(
            "Internal Server Error: /verval/warga/?q=%s", NIK, exc_info=sys.exc_info(), extra={"request": permintaan}
        )
    (surat,) = mail.outbox
    assert surat.subject.startswith("[Django] ERROR")
    assert "csrftoken" in surat.body
    for rahasia in (NIK, NAMA, SESI, SANDINGAN):
        assert rahasia not in f"{surat.subject} {surat.body}"
