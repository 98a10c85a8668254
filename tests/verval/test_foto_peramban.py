"""Photos in a real browser: made smaller before they are sent, upright, and whole where their place is wanted."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from playwright.sync_api import Browser

from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah
from tests.unggahan import foto
from tests.verval.test_putus_peramban import another_page
from tests.verval.test_warga_peramban import buka
from verval import pembaruan
from verval.models import Pembaruan

pytestmark = pytest.mark.peramban
BESAR = (2400, 1800)


@pytest.fixture
def kasus(basisdata: Basisdata) -> Pembaruan:
    return pembaruan.draft(aminah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian"))


def kept(basisdata: Basisdata) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(basisdata.lingkungan["DATABASE_OWNER_URL"])) as sambungan, sambungan.cursor() as k:
        k.execute("SELECT lebar, tinggi, asal_titik FROM verval_bukti ORDER BY id")
        return list(k.fetchall())


def test_a_photo_is_made_smaller_before_it_is_sent(
    basisdata: Basisdata, kasus: Pembaruan, situs: str, peramban: Browser
) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    halaman = operator.halaman
    halaman.goto(f"{situs}/verval/pembaruan/{kasus.pk}/")

    def choose(isi: bytes, jenis: str = "foto_depan") -> None:
        if not halaman.locator("[name=berkas]").is_visible():
            halaman.locator("#bukti summary").click()
        halaman.select_option("[name=jenis]", jenis)
        halaman.set_input_files("[name=berkas]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": isi})

    def named(nama: str) -> bool:
        """Whether the file to be sent is this one, now or soon; the policy of the page forbids `wait_for_function`."""
        for _ in range(100):
            if halaman.evaluate("document.querySelector('[name=berkas]').files[0].name") == nama:
                return True
            halaman.wait_for_timeout(100)
        return False

    def size() -> int:
        return int(halaman.evaluate("document.querySelector('[name=berkas]').files[0].size"))

    def send() -> None:
        with another_page(halaman):
            halaman.get_by_role("button", name="Lampirkan").click()

    # Lies on its side by its Exif (orientation 6): arrives upright, without a place.
    besar = foto(ukuran=BESAR, gps=True, quality=95)
    choose(besar)
    assert named("foto.jpg")
    assert size() < len(besar)
    operator.fits()
    send()
    assert kept(basisdata) == [(1200, 1600, "")]

    # Ticked after the choice: the original comes back, its place with it.
    lain = foto(ukuran=BESAR, gps=True, quality=95, warna=90)
    choose(lain, "foto_dalam")
    assert named("foto.jpg")
    halaman.locator("[name=titik_foto]").check()
    assert named("IMG_1.jpg")
    assert size() == len(lain)
    send()
    assert kept(basisdata)[1:] == [(1800, 2400, "foto")]
    halaman.get_by_text("km dari tengah Desa Perian").wait_for()

    # What the browser cannot read is sent as it is, and the server says what is wrong with it.
    rusak = foto()[:300]
    choose(rusak)
    assert size() == len(rusak)
    halaman.get_by_role("button", name="Lampirkan").click()
    halaman.locator("#bukti .field.wrong").wait_for()
    assert len(kept(basisdata)) == 2
