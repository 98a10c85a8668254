"""The work list in a real browser: by keyboard at a desk, by thumb on a telephone, many cases at once on both."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.conftest import Basisdata
from tests.verval.test_massal import after_the_musdes
from tests.verval.test_warga_peramban import buka
from verval.models import Pembaruan

pytestmark = pytest.mark.peramban
BARIS_KINI = "[...document.querySelectorAll('[data-row]')].findIndex(r => r.contains(document.activeElement))"


@pytest.fixture
def kasus(basisdata: Basisdata) -> list[Pembaruan]:
    return after_the_musdes(6)


@pytest.mark.usefixtures("kasus")
def test_by_keyboard(situs: str, peramban: Browser) -> None:
    kades = buka(peramban, situs, 1280)
    kades.masuk("kades.perian")
    halaman = kades.halaman
    halaman.goto(f"{situs}/verval/pembaruan/")
    kades.fits()
    ketik = halaman.keyboard.press
    assert halaman.locator("#bantuan-tombol").is_visible()
    for tampak in (True, False):
        ketik("?")
        assert halaman.locator("#bantuan-tombol p").is_visible() == tampak
    for tombol, baris in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0), ("Control+j", 0)):
        ketik(tombol)
        assert halaman.evaluate(BARIS_KINI) == baris, tombol
    ketik("x")
    assert halaman.locator("input[name=kasus]:checked").count() == 1
    assert halaman.inner_text("[data-tercentang]") == "1 dicentang."
    # What is typed into a field stays there.
    saring = halaman.locator("select[name=umur]")
    saring.focus()
    ketik("j")
    assert halaman.evaluate("document.activeElement.name") == "umur"
    ketik("Tab")
    halaman.locator("[data-row] th a").nth(3).focus()
    ketik("j")
    assert halaman.evaluate(BARIS_KINI) == 4
    tujuan = halaman.locator("[data-row] th a").nth(4).get_attribute("href")
    ketik("Enter")
    halaman.wait_for_url(f"{situs}{tujuan}")
    kades.fits()
    assert halaman.locator("#bantuan-tombol").is_visible()
    ketik("?")
    assert halaman.locator("#bantuan-tombol p").is_visible()
    ketik("u")
    halaman.wait_for_url(f"{situs}/verval/pembaruan/")
    assert kades.keluhan == []


@pytest.mark.usefixtures("kasus", "pekerja")
@pytest.mark.parametrize("lebar", [360, 1280])
def test_many_at_once(situs: str, peramban: Browser, lebar: int) -> None:
    kades = buka(peramban, situs, lebar)
    kades.masuk("kades.perian")
    halaman = kades.halaman
    halaman.goto(f"{situs}/verval/pembaruan/")
    kades.fits()
    umur = halaman.locator("select[name=umur]")
    assert umur.is_visible() == (lebar > 720)  # on a phone the list comes first
    if not umur.is_visible():
        halaman.locator("summary", has_text="Saring").click()
    umur.select_option("lancar")
    halaman.get_by_role("button", name="Saring", exact=True).click()
    assert halaman.locator("text=Disaring menurut umur (Dalam batas).").is_visible()
    kades.fits()
    halaman.get_by_role("link", name="Hapus saringan").click()
    halaman.get_by_role("button", name="Centang semua di halaman ini").click()
    assert halaman.inner_text("[data-tercentang]") == "6 dicentang."
    halaman.get_by_role("button", name="Sahkan: semua yang dicentang").click()
    halaman.wait_for_url(f"{situs}/verval/massal/*/")
    kades.fits()
    jalankan = halaman.get_by_role("button", name="Sahkan 6 pembaruan")
    assert jalankan.is_disabled()
    tempat = halaman.url
    contoh = halaman.locator("section:has(h2:has-text('Contoh')) a").evaluate_all("semua => semua.map(a => a.href)")
    assert len(contoh) == 3
    for satu in contoh:
        halaman.goto(satu)
        kades.fits()
    halaman.goto(tempat)
    jalankan.click()
    halaman.wait_for_selector(".answer:has-text('6 diteruskan, 0 tidak.')", timeout=120_000)
    kades.fits()
    assert kades.keluhan == []
