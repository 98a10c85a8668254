"""The main journey in a real browser, on a telephone and on a desk: from a NIK to a corrected fact."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from dtsen.ranking import runs
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import SANDI, kode, user
from tests.conftest import Basisdata
from tests.families import aminah
from tests.ranking.desa import desa_ranked, load_default_model
from tests.unggahan import pdf
from verval.models import PengecualianPenerima

pytestmark = pytest.mark.peramban
NIK = "6402015203800001"
LEBAR = [360, 1280]
TERBERAT = 70_000
"""Bytes over the line for one page with styles and script, uncached and uncompressed."""
SASARAN_SENTUH = """() => [...document.querySelectorAll('.button, .nav a, .input, .tabs a, .who summary, .choice')]
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""


@dataclass
class Layar:
    """One person at one screen; what the browser complained about."""

    halaman: Page
    situs: str
    keluhan: list[str] = field(default_factory=list)

    def masuk(self, nama: str) -> None:
        self.halaman.goto(f"{self.situs}/akun/masuk/")
        self.halaman.fill("[name=username]", nama)
        self.halaman.fill("[name=password]", SANDI)
        self.halaman.click("main button")
        if nama in {"verifikator", "kepala"}:
            self.halaman.fill("[name=code]", kode())
            self.halaman.click("main button")
        self.halaman.wait_for_url(f"{self.situs}/")

    def fits(self) -> None:
        """Nothing hangs over the edge, nothing is too small to touch."""
        assert self.halaman.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.halaman.url
        assert self.halaman.evaluate(SASARAN_SENTUH) == []

    def ikuti(self, tulisan: str, alamat: str) -> None:
        self.halaman.get_by_role("link", name=tulisan, exact=True).first.click()
        self.halaman.wait_for_url(alamat)
        self.fits()


@pytest.fixture
def keluarga(basisdata: Basisdata) -> Keluarga:
    """Aminah among forty ranked families of Perian."""
    load_default_model()
    desa_ranked()
    ini = aminah()
    run = runs.start("2026-T4", pelaku=user("admin"))
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    runs.publish(run.pk, pelaku=user("kepala"))
    return ini


@pytest.fixture
def ditolak(keluarga: Keluarga) -> Keluarga:
    """The same family with everything against PKH: desil, no component, an excluded occupation, an exclusion."""
    Individu.objects.filter(keluarga=keluarga, nama="RAFI").update(tanggal_lahir=date(1990, 1, 9))
    Individu.objects.filter(keluarga=keluarga, nama="BAHRUN").update(pekerjaan_ktp="PERANGKAT DESA")
    PengecualianPenerima.objects.create(
        keluarga=keluarga, kode_desa=keluarga.kode_desa, status="exclude_pekerjaan", berlaku_dari=date(2026, 1, 1),
        sumber="SIKS-NG",
    )  # fmt: skip
    DesilResmi.objects.filter(keluarga=keluarga).update(nasional=7)
    return keluarga


def buka(peramban: Browser, situs: str, lebar: int) -> Layar:
    halaman = peramban.new_context(viewport={"width": lebar, "height": 740}).new_page()
    layar = Layar(halaman, situs)
    halaman.on("console", lambda p: layar.keluhan.append(p.text) if p.type in {"error", "warning"} else None)
    halaman.on("pageerror", lambda g: layar.keluhan.append(str(g)))
    return layar


@pytest.mark.parametrize("lebar", LEBAR)
def test_from_a_nik_to_a_corrected_fact(keluarga: Keluarga, situs: str, peramban: Browser, lebar: int) -> None:
    operator = buka(peramban, situs, lebar)
    operator.masuk("operator.perian")
    operator.fits()
    halaman = operator.halaman
    halaman.fill("#cari", NIK)
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/verval/warga/?hasil=1")
    operator.fits()
    assert NIK not in halaman.content()
    operator.ikuti("Aminah", f"**/dtsen/keluarga/{keluarga.pk}/")
    assert "desil nasional 3 (24 Jul 2026)" in halaman.inner_text(".answer")
    operator.ikuti("Desil", "**/desil/")
    assert halaman.locator(".reason").count() >= 2
    operator.ikuti("Data", f"**/dtsen/keluarga/{keluarga.pk}/")
    halaman.get_by_role("link", name="Perbarui Lantai terluas").click()
    halaman.get_by_label("Keramik").check()
    halaman.get_by_label("Alasan").fill("Lantai dikeramik bulan lalu, dilihat sendiri.")
    operator.fits()
    halaman.locator("main form .button").first.click()
    halaman.wait_for_url("**/verval/pembaruan/*/")
    operator.fits()
    halaman.get_by_role("button", name="Ajukan", exact=True).click()
    halaman.wait_for_selector(".notice.good")
    alamat = halaman.url
    halaman.get_by_label("Bukti apa").select_option(label="SPTJM kepala desa/lurah")
    surat: FilePayload = {"name": "ba.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    halaman.get_by_label("Foto atau PDF").set_input_files(surat)
    halaman.get_by_role("button", name="Lampirkan").click()
    halaman.get_by_role("link", name="SPTJM kepala desa/lurah").wait_for()
    halaman.get_by_role("button", name="Catat hasil musyawarah").click()
    halaman.wait_for_selector(".notice.good:has-text('dimusyawarahkan')")

    keluhan = []
    for nama, tombol in (
        ("kades.perian", ("Sahkan",)), ("verifikator", ("Mulai periksa", "Setujui")), ("kepala", ("Sahkan",)),
    ):  # fmt: skip
        lain = buka(peramban, situs, lebar)
        lain.masuk(nama)
        lain.halaman.goto(alamat)
        for tulisan in tombol:
            lain.fits()
            lain.halaman.get_by_role("button", name=tulisan, exact=True).click()
            lain.halaman.wait_for_selector(".notice.good")
        keluhan += lain.keluhan

    halaman.goto(f"{situs}/dtsen/keluarga/{keluarga.pk}/")
    assert "Data berubah sejak peringkat 2026-T4" in halaman.inner_text("main")
    baris = halaman.inner_text("tr:has-text('Lantai terluas')")
    assert "Keramik" in baris
    assert "Pembaruan, " in baris
    assert operator.keluhan + keluhan == []


@pytest.mark.parametrize("lebar", LEBAR)
def test_every_reason_against_a_proposal_fits(ditolak: Keluarga, situs: str, peramban: Browser, lebar: int) -> None:
    operator = buka(peramban, situs, lebar)
    operator.masuk("operator.perian")
    operator.halaman.goto(f"{situs}/verval/keluarga/{ditolak.pk}/usulan/")
    operator.fits()
    pkh = operator.halaman.locator("tr:has-text('Program Keluarga Harapan') .reason")
    kata = ("Desil nasional 7", "belum punya komponen PKH", "Perangkat desa", "dikecualikan dari PKH")
    assert [k in isi for k, isi in zip(kata, pkh.all_inner_texts(), strict=True)] == [True] * 4
    assert operator.keluhan == []


def test_going_back_from_a_family_needs_no_resending(keluarga: Keluarga, situs: str, peramban: Browser) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    halaman = operator.halaman
    halaman.fill("#cari", "aminah")
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/verval/warga/?hasil=1")
    operator.ikuti("Aminah", f"**/dtsen/keluarga/{keluarga.pk}/")
    halaman.go_back()
    assert halaman.get_by_role("link", name="AMINAH").count() == 1


def test_a_dropped_line_shows_a_quiet_bar(keluarga: Keluarga, situs: str, peramban: Browser) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    bilah = operator.halaman.locator("#luring")
    assert not bilah.is_visible()
    operator.halaman.context.set_offline(True)
    bilah.wait_for(state="visible")
    operator.halaman.context.set_offline(False)
    bilah.wait_for(state="hidden")


def test_pages_are_light(keluarga: Keluarga, situs: str, peramban: Browser) -> None:
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    segar = peramban.new_context(storage_state=operator.halaman.context.storage_state()).new_page()
    ukuran: list[int] = []
    segar.on("response", lambda r: ukuran.append(len(r.body())))
    segar.goto(f"{situs}/dtsen/keluarga/{keluarga.pk}/", wait_until="networkidle")
    assert 0 < sum(ukuran) < TERBERAT
