"""In a real browser, on a telephone: a member who moves in, the NIK looked at as soon as it is written."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from dtsen.registry.models import Keluarga
from tests.accounts.test_draf_peramban import masuk
from tests.conftest import Basisdata
from tests.families import aminah, rukiah, yuliani

pytestmark = pytest.mark.peramban
MUAT = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def keluarga(basisdata: Basisdata) -> Keluarga:
    rukiah()
    yuliani()
    return aminah()


def test_somebody_moves_in(keluarga: Keluarga, situs: str, peramban: Browser) -> None:
    halaman = peramban.new_context(viewport={"width": 360, "height": 740}).new_page()
    keluhan: list[str] = []
    halaman.on("pageerror", lambda g: keluhan.append(str(g)))
    halaman.on("console", lambda k: keluhan.append(k.text) if k.type == "error" else None)
    halaman.goto(f"{situs}/verval/keluarga/{keluarga.pk}/pembaruan/")
    masuk(halaman)
    halaman.get_by_role("link", name="Isi Pindah masuk").click()
    halaman.wait_for_url("**operasi=pindah_masuk")
    assert halaman.evaluate(MUAT)
    nik = halaman.locator("[name=nik]")
    for nomor, kata in (
        ("6402065508850005", "NIK ini tercatat di desa lain"),
        ("12", "NIK harus 16 angka"),
        ("6402015906560006", "NIK ini atas nama RUKIAH."),
    ):
        nik.fill(nomor)
        nik.blur()
        expect(halaman.locator("#periksa-nik")).to_contain_text(kata)
    assert "640201590656" not in halaman.evaluate("JSON.stringify(Object.values(sessionStorage))")
    halaman.get_by_label("Orang tua/mertua").check()
    halaman.get_by_label("Alasan").fill("Surat pindah dari ketua RT, dilihat sendiri.")
    halaman.get_by_role("button", name="Simpan dan periksa").click()
    halaman.wait_for_url("**/verval/pembaruan/*/")
    assert halaman.evaluate(MUAT)
    expect(halaman.get_by_role("row", name="RUKIAH")).to_contain_text("Anggota keluarga ini")
    assert "6402015906560006" not in halaman.content()
    assert keluhan == []
