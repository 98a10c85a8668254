"""The code in a real browser at 360 px: the slip that is handed over, its print, and the resident's own telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah
from tests.verval.test_warga_peramban import buka
from verval import pembaruan
from verval.models import Pembaruan

pytestmark = pytest.mark.peramban
TERCETAK = """() => [...document.querySelectorAll('main *, header *')]
    .filter(e => e.offsetParent && getComputedStyle(e).visibility === 'visible' && e.children.length === 0)
    .map(e => e.innerText).join(' ')"""


@pytest.fixture
def kasus(basisdata: Basisdata) -> Pembaruan:
    return pembaruan.draft(
        aminah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian"), ajukan=True
    )


def test_the_slip_is_printed_alone_and_the_resident_follows_it(kasus: Pembaruan, situs: str, peramban: Browser) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    halaman = operator.halaman
    halaman.goto(f"{situs}/verval/pembaruan/{kasus.pk}/")
    operator.fits()
    halaman.locator("#kontak summary").click()
    halaman.get_by_label("Nomor WhatsApp").fill("0812-3456-7890")
    operator.fits()
    halaman.get_by_role("button", name="Simpan kontak").click()
    halaman.wait_for_selector(".notice.good")
    halaman.emulate_media(media="print")
    # What the printer gets while the dialogue is open.
    halaman.evaluate(f"() => {{ window.print = () => {{ window.tercetak = ({TERCETAK})(); }}; }}")
    halaman.evaluate("document.querySelector('[data-print]').click()")
    tercetak = halaman.evaluate("window.tercetak")
    assert kasus.kode_lacak in tercetak
    assert f"{situs}/lacak/" in tercetak
    for kata in ("aminah", "Daya", "PLN", "812", "Cetak", "Berikan"):
        assert kata.lower() not in tercetak.lower(), tercetak
    assert halaman.evaluate("document.body.className") == "has-nav"

    warga = buka(peramban, situs, 360)
    warga.halaman.goto(f"{situs}/akun/masuk/")
    warga.ikuti("Lacak pengajuan", "**/lacak/")
    warga.halaman.get_by_label("Kode lacak").fill(kasus.kode_lacak.lower().replace("-", " "))
    warga.halaman.get_by_role("button", name="Lacak", exact=True).click()
    warga.halaman.wait_for_selector("h1:has-text('Sudah diajukan')")
    warga.fits()
    assert warga.halaman.url == f"{situs}/lacak/"
    assert "aminah" not in warga.halaman.inner_text("main").lower()
    assert operator.keluhan == warga.keluhan == []
