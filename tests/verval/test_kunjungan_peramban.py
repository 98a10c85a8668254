"""Visits on a telephone without a line: kept, sent once, refused with words, gone when the person signs out."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import psycopg2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Route

from dtsen.accounts.models import Penugasan
from dtsen.registry.models import Keluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, rukiah
from tests.unggahan import foto
from tests.verval.test_warga_peramban import Layar
from verval.kunjungan import atur
from verval.models import Kunjungan

pytestmark = pytest.mark.peramban


def _visit(keluarga: Keluarga) -> Kunjungan:
    return atur.assign(
        keluarga,
        Penugasan.objects.get(user__username="pendamping.perian"),
        batas=timezone.localdate() + timedelta(days=7),
        pelaku=user("verifikator"),
        pesan="Lihat lantainya.",
    )


@pytest.fixture
def dua(basisdata: Basisdata) -> tuple[Kunjungan, Kunjungan]:
    return _visit(aminah()), _visit(rukiah())


def rows(basisdata: Basisdata, perintah: str, *isi: object) -> list[tuple[object, ...]]:
    """Straight from the database: the browser's loop runs in this thread."""
    with closing(psycopg2.connect(basisdata.lingkungan["DATABASE_OWNER_URL"])) as sambungan, sambungan:
        kursor = sambungan.cursor()
        kursor.execute(perintah, isi)
        return list(kursor.fetchall()) if kursor.description else []


def phone(peramban: Browser, situs: str) -> tuple[BrowserContext, Layar]:
    konteks = peramban.new_context(
        viewport={"width": 360, "height": 740},
        geolocation={"latitude": -0.42, "longitude": 116.99, "accuracy": 9},
        permissions=["geolocation"],
    )
    konteks.set_default_timeout(15000)
    layar = Layar(konteks.new_page(), situs)
    layar.halaman.on("pageerror", lambda g: layar.keluhan.append(str(g)))
    layar.masuk("pendamping.perian")
    layar.halaman.goto(f"{situs}/verval/kunjungan/")
    layar.halaman.get_by_role("heading", name="2 kunjungan").wait_for()
    layar.fits()
    # The worker holds the shell before the line goes.
    layar.halaman.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return konteks, layar


def floor(halaman: Page, jawaban: str = "Semen/bata merah") -> None:
    """Aminah: another floor than the recorded one, the rest of the step as recorded."""
    halaman.get_by_role("button", name="AMINAH").click()
    halaman.get_by_text("Lihat lantainya.").wait_for()
    halaman.get_by_role("button", name="Rumah 0/5").click()
    lantai = halaman.locator("[data-butir='0:jenis_lantai_terluas']")
    lantai.get_by_text("Lantai terluas", exact=True).wait_for()
    lantai.get_by_role("button", name="Berubah").click()
    lantai.locator("select").select_option(label=jawaban)
    halaman.get_by_role("button", name="Yang belum dijawab masih sama").click()
    halaman.get_by_text("tersimpan di ponsel").first.wait_for()


def finish(halaman: Page, kunjungan: Kunjungan) -> None:
    halaman.goto(f"{halaman.url.partition('#')[0]}#{kunjungan.pk}/akhir")
    halaman.get_by_label("Kepala keluarga").check()
    halaman.get_by_role("button", name="Selesai, kirim").click()


def cached(halaman: Page) -> str:
    """Everything that the Cache API holds, as text."""
    return str(
        halaman.evaluate(
            """async () => { let isi = ''; for (const nama of await caches.keys()) {
            const peti = await caches.open(nama); for (const r of await peti.keys()) {
            isi += r.url + await (await peti.match(r)).text(); } } return isi; }"""
        )
    )


def test_filled_without_a_line_and_sent_once(
    basisdata: Basisdata, dua: tuple[Kunjungan, Kunjungan], situs: str, peramban: Browser
) -> None:
    satu, lain = dua
    konteks, layar = phone(peramban, situs)
    halaman = layar.halaman
    assert "X-Cangkang" not in cached(halaman)
    assert "data-isi" in cached(halaman)
    assert "AMINAH" not in cached(halaman).upper()

    konteks.set_offline(True)
    floor(halaman)
    layar.fits()
    halaman.goto(f"{situs}/verval/kunjungan/#{satu.pk}/foto")
    halaman.set_input_files(
        "#foto-foto_depan", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": foto(ukuran=(2400, 1800))}
    )
    halaman.get_by_text("lokasi ± 9 m").wait_for()
    # Another start of the page, still without a line: everything is there.
    halaman.reload()
    halaman.get_by_text("lokasi ± 9 m").wait_for()
    finish(halaman, satu)
    halaman.get_by_text("menunggu sambungan").wait_for()
    halaman.reload()
    halaman.get_by_text("menunggu sambungan").wait_for()
    halaman.get_by_text("Tanpa sambungan.").wait_for()
    assert rows(basisdata, "SELECT status FROM verval_kunjungan WHERE id = %s", satu.pk) == [("ditugaskan",)]

    # Back: the first answer gets lost on its way home, the second sending finds it done.
    hilang: list[str] = []

    def lose(route: Route) -> None:
        if hilang:
            route.continue_()
            return
        route.fetch()
        hilang.append(route.request.url)
        route.abort()

    konteks.route("**/kirim/", lose)
    konteks.set_offline(False)
    halaman.get_by_text("terkirim").first.wait_for()
    assert len(hilang) == 1
    isi = rows(
        basisdata,
        "SELECT fakta, dasar, nilai, bentrok FROM verval_jawabankunjungan WHERE kunjungan_id = %s AND nilai <> dasar",
        satu.pk,
    )
    assert isi == [("jenis_lantai_terluas", 8, 6, False)]
    assert rows(basisdata, "SELECT count(*) FROM verval_jawabankunjungan WHERE kunjungan_id = %s", satu.pk) == [(5,)]
    assert rows(basisdata, "SELECT jenis, lebar, akurasi_m, asal_titik FROM verval_bukti") == [
        ("foto_depan", 1600, 9.0, "perangkat")
    ]
    assert rows(basisdata, "SELECT count(*) FROM accounts_jejak WHERE aksi = 'kunjungan.selesaikan'") == [(1,)]
    # Of the visit that is over nothing stays but the word; signing out takes the rest.
    tersisa = "Kunjungan.simpan.semua('kunjungan').then((k) => k.map((i) => i.id))"
    assert halaman.evaluate(tersisa) == [lain.pk]
    assert halaman.evaluate("Kunjungan.simpan.semua('foto').then((f) => f.length)") == 0
    halaman.get_by_role("link", name="Beranda").click()
    halaman.click(".who summary")
    halaman.get_by_role("button", name="Keluar").click()
    halaman.wait_for_url("**/akun/masuk/")
    ada = halaman.evaluate("indexedDB.databases().then((d) => d.map((i) => i.name))")
    assert "kunjungan" not in ada
    assert layar.keluhan == []


def test_refused_and_in_conflict(
    basisdata: Basisdata, dua: tuple[Kunjungan, Kunjungan], situs: str, peramban: Browser
) -> None:
    satu, lain = dua
    konteks, layar = phone(peramban, situs)
    halaman = layar.halaman
    konteks.set_offline(True)
    floor(halaman)
    finish(halaman, satu)
    halaman.get_by_text("menunggu sambungan").wait_for()
    halaman.goto(f"{situs}/verval/kunjungan/#{lain.pk}/nihil")
    halaman.get_by_label("Sudah pindah").check()
    halaman.get_by_role("button", name="Kirim").click()
    halaman.get_by_role("heading", name="2 kunjungan").wait_for()

    # Meanwhile the office has another floor for Aminah, and has called off the visit to Rukiah.
    rows(
        basisdata,
        "UPDATE registry_kondisikeluarga SET jenis_lantai_terluas = 5 WHERE keluarga_id = %s",
        satu.keluarga_id,
    )
    rows(
        basisdata,
        "UPDATE verval_kunjungan SET status = 'dibatalkan', alasan = 'Sudah didatangi desa.' WHERE id = %s",
        lain.pk,
    )
    konteks.set_offline(False)
    halaman.get_by_text("1 data berubah di kantor").wait_for()
    halaman.get_by_text("tidak diterima: Kunjungan ini sudah dibatalkan. Alasannya: Sudah didatangi desa.").wait_for()
    assert rows(basisdata, "SELECT fakta, registri FROM verval_jawabankunjungan WHERE bentrok") == [
        ("jenis_lantai_terluas", 5)
    ]
    # What was refused stays on the telephone, and signing out says so before it goes.
    assert halaman.evaluate(f"Kunjungan.simpan.satu('isian', {lain.pk}).then((i) => i.sebab)") == "pindah"
    halaman.get_by_role("link", name="Beranda").click()
    halaman.click(".who summary")
    halaman.get_by_role("button", name="Keluar").click()
    halaman.get_by_text("1 kunjungan belum terkirim").wait_for()
    halaman.get_by_role("button", name="Keluar").click()
    halaman.wait_for_url("**/akun/masuk/")

    layar.masuk("verifikator")
    halaman.goto(f"{situs}/verval/kunjungan/{satu.pk}/")
    layar.fits()
    halaman.get_by_text("waktu dikunjungi Tanah").wait_for()
    halaman.get_by_role("button", name="Ajukan yang dipakai dan selesai").click()
    halaman.get_by_text("Lantai terluas: data berubah sejak dikunjungi").wait_for()
    halaman.get_by_label("Pakai hasil kunjungan").check()
    halaman.get_by_role("button", name="Ajukan yang dipakai dan selesai").click()
    halaman.get_by_text("1 pembaruan diajukan atas nama yang berkunjung.").wait_for()
    assert layar.keluhan == []
