"""In a real browser: what was typed is there again after the session ended, and a word before the end."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from playwright.sync_api import Browser, Page

from dtsen.registry.models import Keluarga
from tests.cast import SANDI
from tests.conftest import Basisdata
from tests.families import aminah

pytestmark = pytest.mark.peramban
ALASAN = "Lantai dikeramik bulan lalu, dilihat sendiri."
NIK = "6402015203800001"


@pytest.fixture
def keluarga(basisdata: Basisdata) -> Keluarga:
    return aminah()


def masuk(halaman: Page) -> None:
    halaman.fill("[name=username]", "operator.perian")
    halaman.fill("[name=password]", SANDI)
    halaman.click("main button")


def end_sessions(basisdata: Basisdata) -> None:
    """As the admin's button does; by hand, since the browser's loop runs in this thread."""
    with closing(psycopg2.connect(basisdata.lingkungan["DATABASE_OWNER_URL"])) as sambungan, sambungan:
        sambungan.cursor().execute("DELETE FROM django_session")


def test_a_form_outlives_its_session(basisdata: Basisdata, keluarga: Keluarga, situs: str, peramban: Browser) -> None:
    halaman = peramban.new_context(viewport={"width": 360, "height": 740}).new_page()
    keluhan: list[str] = []
    halaman.on("pageerror", lambda g: keluhan.append(str(g)))
    halaman.goto(f"{situs}/dtsen/keluarga/{keluarga.pk}/")
    masuk(halaman)
    halaman.get_by_role("link", name="Perbarui Lantai terluas").click()
    alamat = halaman.url
    halaman.get_by_label("Keramik").check()
    halaman.get_by_label("Alasan").fill(ALASAN)

    end_sessions(basisdata)
    halaman.locator("main form .button").first.click()
    halaman.wait_for_url("**/akun/masuk/**")
    masuk(halaman)
    halaman.wait_for_url(alamat)
    assert halaman.get_by_label("Alasan").input_value() == ALASAN
    assert halaman.get_by_label("Keramik").is_checked()
    assert "Isian Anda yang belum terkirim dipulihkan" in halaman.inner_text("main")

    # The words of a form with a mistake stay, a number of a person is never kept.
    halaman.get_by_label("Alasan").fill(f"NIK {NIK} pindah")
    assert NIK not in halaman.evaluate("JSON.stringify(localStorage)")
    halaman.get_by_label("Alasan").fill(ALASAN)
    halaman.locator("main form .button").first.click()
    halaman.wait_for_url("**/verval/pembaruan/*/")
    assert "draf:" not in halaman.evaluate("JSON.stringify(localStorage)")

    halaman.goto(alamat)
    halaman.get_by_label("Alasan").fill("Belum selesai.")
    assert "draf:" in halaman.evaluate("JSON.stringify(localStorage)")
    # A day later it is gone, and is not offered.
    tua = "for (const k of Object.keys(localStorage).filter((k) => k.startsWith('draf:'))) localStorage.setItem(k, "
    halaman.evaluate(tua + "JSON.stringify({ ...JSON.parse(localStorage.getItem(k)), waktu: Date.now() - 86400001 }))")
    halaman.goto(alamat)
    assert "draf:" not in halaman.evaluate("JSON.stringify(localStorage)")
    assert halaman.get_by_label("Alasan").input_value() == ""
    halaman.get_by_label("Alasan").fill("Belum selesai.")
    assert "draf:" in halaman.evaluate("JSON.stringify(localStorage)")
    halaman.click(".who summary")
    halaman.get_by_role("button", name="Keluar").click()
    halaman.wait_for_url("**/akun/masuk/")
    assert "draf:" not in halaman.evaluate("JSON.stringify(localStorage)")
    assert keluhan == []


def test_a_word_before_the_end(basisdata: Basisdata, situs: str, peramban: Browser) -> None:
    halaman = peramban.new_context(viewport={"width": 360, "height": 740}).new_page()
    halaman.clock.install()
    halaman.goto(f"{situs}/akun/masuk/")
    masuk(halaman)
    halaman.wait_for_url(f"{situs}/")
    kotak = halaman.locator("#sesi-akhir")
    halaman.clock.fast_forward("26:50")
    assert not kotak.is_visible()
    halaman.clock.fast_forward("00:20")
    kotak.wait_for(state="visible")
    tombol = kotak.get_by_role("button", name="Tetap masuk")
    assert tombol.bounding_box()["height"] >= 44  # type: ignore[index]
    tombol.click()
    kotak.wait_for(state="hidden")
    halaman.clock.fast_forward("29:30")
    kotak.get_by_text("Sesi sudah berakhir").wait_for(state="visible")
