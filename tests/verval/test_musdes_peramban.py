"""Attendance on a telephone: signed with a finger, or on paper with a photo of the sheet and without any script."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from playwright.sync_api import Browser

from tests.cast import user
from tests.conftest import Basisdata
from tests.musdes import OPERATOR, opened, planned
from tests.unggahan import foto
from tests.verval.test_warga_peramban import Layar, buka
from verval.models import PesertaMusyawarah
from verval.musdes import hadir

pytestmark = pytest.mark.peramban


@pytest.fixture
def peserta(basisdata: Basisdata) -> PesertaMusyawarah:
    return hadir.invite_person(opened(), "Suriansyah", "ketua", pelaku=user(OPERATOR))


def rows(basisdata: Basisdata, sql: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(basisdata.lingkungan["DATABASE_OWNER_URL"])) as sambungan, sambungan.cursor() as k:
        k.execute(sql)
        return list(k.fetchall())


def test_signed_with_a_finger_at_360(
    basisdata: Basisdata, peserta: PesertaMusyawarah, situs: str, peramban: Browser
) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk(OPERATOR)
    halaman = operator.halaman
    halaman.goto(f"{situs}/verval/musyawarah/{peserta.musyawarah_id}/")
    operator.fits()
    halaman.get_by_role("link", name="Suriansyah").click()
    simpan = halaman.get_by_role("button", name="Simpan tanda tangan")
    assert simpan.is_disabled()
    kanvas = halaman.locator("canvas")
    # A finger that draws must not scroll the page away from under it.
    assert kanvas.evaluate("satu => getComputedStyle(satu).touchAction") == "none"
    kotak = kanvas.bounding_box()
    assert kotak is not None
    assert kotak["width"] > 250
    assert kotak["height"] > 100
    for coretan in (((0.1, 0.7), (0.4, 0.2), (0.6, 0.8)), ((0.6, 0.5), (0.9, 0.3))):
        titik = [(kotak["x"] + x * kotak["width"], kotak["y"] + y * kotak["height"]) for x, y in coretan]
        halaman.mouse.move(*titik[0])
        halaman.mouse.down()
        for satu in titik[1:]:
            halaman.mouse.move(*satu, steps=5)
        halaman.mouse.up()
    operator.fits()
    simpan.click()
    halaman.wait_for_url(f"**/verval/musyawarah/{peserta.musyawarah_id}/**")
    assert "hadir" in halaman.locator("#peserta").inner_text().lower()
    assert operator.keluhan == []
    [(ada, berkas)] = rows(basisdata, "SELECT hadir, tanda_tangan <> '' FROM verval_pesertamusyawarah")
    assert (ada, berkas) == (True, True)


def test_a_planned_session_is_changed(basisdata: Basisdata, situs: str, peramban: Browser) -> None:
    satu, operator = planned(), buka(peramban, situs, 360)
    operator.masuk(OPERATOR)
    operator.halaman.goto(f"{situs}/verval/musyawarah/{satu.pk}/ubah/")
    operator.halaman.get_by_label("Tempat").fill("Balai adat")
    operator.halaman.get_by_role("button", name="Simpan").click()
    operator.halaman.get_by_text("Balai adat").wait_for()
    assert operator.keluhan == []


def test_signed_on_paper_without_script(
    basisdata: Basisdata, peserta: PesertaMusyawarah, situs: str, peramban: Browser, tmp_path: Path
) -> None:
    halaman = peramban.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    operator = Layar(halaman, situs)
    operator.masuk(OPERATOR)
    halaman.goto(f"{situs}/verval/musyawarah/{peserta.musyawarah_id}/")
    halaman.get_by_role("link", name="Suriansyah").click()
    assert not halaman.locator("canvas").is_visible()
    halaman.get_by_role("button", name="Hadir, tanda tangan di kertas").click()
    halaman.wait_for_url(f"**/verval/musyawarah/{peserta.musyawarah_id}/**")
    if not halaman.locator("[name=berkas]").is_visible():
        halaman.get_by_text("Tambah foto").click()
    halaman.select_option("[name=jenis]", "daftar_hadir")
    halaman.set_input_files("[name=berkas]", {"name": "daftar.jpg", "mimeType": "image/jpeg", "buffer": foto()})
    halaman.get_by_role("button", name="Lampirkan").click()
    assert "Foto dilampirkan." in halaman.content()
    assert rows(basisdata, "SELECT hadir, tanda_tangan <> '' FROM verval_pesertamusyawarah") == [(True, False)]
    assert rows(basisdata, "SELECT jenis FROM verval_fotomusyawarah") == [("daftar_hadir",)]
