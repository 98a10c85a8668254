"""A line that drops, in a real browser: before the request, after the server has done it, and for a while.

Five rounds here, `make putus` runs fifty and keeps the result in bench/hasil/. After each round the database is
compared with what the operator did: nothing lost, nothing double.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import psycopg2
import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, Route

from bench import mesin
from dtsen.registry.models import Keluarga
from tests.conftest import Basisdata
from tests.families import aminah
from tests.unggahan import foto
from tests.verval.test_warga_peramban import buka

pytestmark = pytest.mark.peramban
PUTUS = int(os.environ.get("PUTUS", "5"))
TERCATAT = 50
BENIH = 20261126
KERJA = ("draf", "ubah", "bukti", "ajukan")
CARA = ("sebelum", "sesudah", "luring", "tutup")
HARTA = (
    "tabung_gas", "lemari_es", "ac", "pemanas_air", "telepon_rumah", "tv_datar", "emas_perhiasan",
    "komputer_laptop_tablet", "smartphone", "sepeda", "mobil", "perahu", "kapal_perahu_motor",
)  # fmt: skip
"""Belongings about which nothing is recorded yet: both answers are news."""
KEADAAN = """
SELECT p.id, (SELECT b.nilai_baru::text FROM verval_butirpembaruan b WHERE b.pembaruan_id = p.id),
    p.alasan, p.status, p.pengajuan_ke,
    (SELECT count(*) FROM verval_langkah l WHERE l.pembaruan_id = p.id),
    (SELECT count(*) FROM verval_bukti b WHERE b.pembaruan_id = p.id)
FROM verval_pembaruan p ORDER BY p.id
"""


@dataclass(slots=True)
class Kasus:
    """What the operator believes about one case."""

    fakta: str
    id: int = 0
    nilai: str = ""
    alasan: str = ""
    status: str = "draf"
    langkah: int = 0
    bukti: int = 0


@dataclass(slots=True)
class Hasil:
    terkirim: int = 0
    putaran: Counter[tuple[str, str]] = field(default_factory=Counter)
    detik: list[float] = field(default_factory=list)


@pytest.fixture
def keluarga(basisdata: Basisdata) -> Keluarga:
    return aminah()


def state(basisdata: Basisdata) -> list[tuple[object, ...]]:
    """By hand, since the browser's loop runs in this thread."""
    with closing(psycopg2.connect(basisdata.lingkungan["DATABASE_OWNER_URL"])) as sambungan, sambungan.cursor() as k:
        k.execute(KEADAAN)
        return list(k.fetchall())


@contextmanager
def before(halaman: Page, kali: int) -> Iterator[None]:
    """The next `kali` POST requests never leave the device."""
    sisa = [kali]

    def jatuh(rute: Route) -> None:
        if rute.request.method == "POST" and sisa[0]:
            sisa[0] -= 1
            rute.abort("connectionfailed")
        else:
            rute.continue_()

    halaman.route("**/verval/**", jatuh)
    yield
    halaman.unroute("**/verval/**", jatuh)
    assert not sisa[0]


@contextmanager
def after(halaman: Page, kali: int) -> Iterator[None]:
    """The server does the next `kali` POST requests; their answers are lost on the way.

    By the browser's own protocol at the stage of the response: `route.fetch` would send a file without its content.
    """
    sisa = [kali]
    sesi = halaman.context.new_cdp_session(halaman)

    def jatuh(peristiwa: dict[str, object]) -> None:
        permintaan = peristiwa["request"]
        assert isinstance(permintaan, dict)
        if permintaan["method"] == "POST" and sisa[0]:
            sisa[0] -= 1
            assert "responseStatusCode" in peristiwa
            sesi.send("Fetch.failRequest", {"requestId": peristiwa["requestId"], "errorReason": "ConnectionReset"})
        else:
            sesi.send("Fetch.continueRequest", {"requestId": peristiwa["requestId"]})

    sesi.on("Fetch.requestPaused", jatuh)
    sesi.send("Fetch.enable", {"patterns": [{"urlPattern": "*/verval/*", "requestStage": "Response"}]})
    yield
    sesi.send("Fetch.disable")
    sesi.detach()
    assert not sisa[0]


@contextmanager
def another_page(halaman: Page) -> Iterator[None]:
    """Wait until the page of now is gone and another is there; `expect_navigation` ends at a change of fragment."""
    halaman.evaluate("document.body.dataset.lama = '1'")
    yield
    halaman.locator("body:not([data-lama])").wait_for()
    halaman.wait_for_load_state()


def told(halaman: Page, kerja: str) -> None:
    """The page says where what was typed is now."""
    kata = "Belum terkirim" if kerja == "bukti" else "Tersimpan di HP ini, belum terkirim"
    halaman.locator("[data-keadaan]:visible", has_text=kata).first.wait_for()


def send(halaman: Page, kerja: str, cara: str, kali: int, tekan: Callable[[], None]) -> float:
    """Press while the line is bad; returns the seconds from the press, or from the line's return, to the next page."""
    mulai = time.monotonic()
    if cara == "luring":
        halaman.context.set_offline(True)
        tekan()
        told(halaman, kerja)
        mulai = time.monotonic()
        with another_page(halaman):
            halaman.context.set_offline(False)
    elif cara == "tutup":
        alamat = halaman.url
        with after(halaman, 1):
            tekan()
            told(halaman, kerja)
            halaman.goto("about:blank")
        halaman.goto(alamat)
        halaman.get_by_text("Isian Anda yang belum terkirim dipulihkan").wait_for()
        with another_page(halaman):
            tekan()
    else:
        with (before if cara == "sebelum" else after)(halaman, kali), another_page(halaman):
            tekan()
            told(halaman, kerja)
    return time.monotonic() - mulai


def work(halaman: Page, situs: str, keluarga: int, kasus: Kasus, kerja: str, ke: int) -> Callable[[], None]:
    """Fill in the form of one piece of work, remember what should come of it, return the press of its button."""
    alamat = f"{situs}/verval/pembaruan/{kasus.id}/"
    if kerja in {"draf", "ubah"}:
        baru = f"{situs}/verval/keluarga/{keluarga}/pembaruan/?data=aset_bergerak_{kasus.fakta}"
        halaman.goto(baru if kerja == "draf" else f"{alamat}ubah/")
        kasus.nilai, kasus.alasan = ("1" if kerja == "draf" else "2"), f"Dilihat sendiri di rumahnya, putaran {ke}."
        halaman.check(f"[name=nilai_baru][value='{kasus.nilai}']")
        halaman.fill("[name=alasan]", kasus.alasan)
        halaman.locator("[data-keadaan]", has_text="Tersimpan di HP ini, belum terkirim.").wait_for()
        return lambda: halaman.locator("form[data-draf] button[type=submit]").first.click()
    halaman.goto(alamat)
    if kerja == "bukti":
        kasus.bukti += 1
        halaman.select_option("[name=jenis]", "foto_depan")
        gambar: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": foto(warna=ke * 4)}
        halaman.set_input_files("[name=berkas]", gambar)
        return lambda: halaman.get_by_role("button", name="Lampirkan").click()
    kasus.status, kasus.langkah = "diajukan", 1
    return lambda: halaman.locator("button[name=aksi][value=ajukan]").click()


def test_nothing_lost_and_nothing_double(
    basisdata: Basisdata, keluarga: Keluarga, situs: str, peramban: Browser
) -> None:
    acak, hasil, daftar = random.Random(BENIH), Hasil(), list[Kasus]()
    operator = buka(peramban, situs, 360)
    operator.masuk("operator.perian")
    halaman, pk = operator.halaman, keluarga.pk

    def sent(permintaan: Request) -> None:
        hasil.terkirim += permintaan.method == "POST"

    halaman.on("request", sent)
    for ke in range(PUTUS):
        kerja = KERJA[ke % len(KERJA)]
        if kerja == "draf":
            daftar.append(Kasus(HARTA[len(daftar)]))
        kasus = daftar[-1]
        # Closing the page and coming back is for the form that makes something: the others show what was done.
        cara = acak.choice(CARA if kerja == "draf" else CARA[:-1])
        tekan = work(halaman, situs, pk, kasus, kerja, ke)
        hasil.detik.append(send(halaman, kerja, cara, acak.randint(1, 2), tekan))
        hasil.putaran[kerja, cara] += 1
        kini = state(basisdata)
        kasus.id = kasus.id or int(str(kini[-1][0]))
        assert halaman.url.split("#")[0] == f"{situs}/verval/pembaruan/{kasus.id}/", (ke, kerja, cara)
        assert kini == [
            (k.id, k.nilai, k.alasan, k.status, k.langkah, k.langkah, k.bukti) for k in daftar
        ], (ke, kerja, cara)  # fmt: skip
        assert "draf:" not in halaman.evaluate("JSON.stringify(localStorage)"), (ke, kerja, cara)
    if PUTUS >= TERCATAT:
        _keep(hasil)


def _keep(hasil: Hasil) -> None:
    tabel = "\n".join(
        f"| {kerja} | " + " | ".join(str(hasil.putaran[kerja, cara]) for cara in CARA) + " |" for kerja in KERJA
    )
    urut = sorted(hasil.detik)
    isi = (
        f"{PUTUS} kiriman lewat sambungan yang putus (Chromium, 360 px, benih {BENIH}), masing-masing satu atau dua "
        "kali: sebelum permintaan keluar, sesudah server mengerjakannya tetapi sebelum jawabannya sampai, luring "
        "beberapa saat, dan halaman ditutup sesudah jawaban hilang lalu dibuka lagi. Sesudah setiap kiriman seluruh "
        "kasus, langkah, dan bukti di basis data dibandingkan dengan yang dikerjakan operator.\n\n"
        "- hilang: 0, ganda: 0\n"
        f"- permintaan POST yang dicoba peramban: {hasil.terkirim}\n"
        "- dari tekan (luring: dari tersambung lagi) sampai halaman berikutnya: "
        f"median {urut[len(urut) // 2]:.1f} detik, terlama {urut[-1]:.1f} detik; "
        "percobaan ulang pertama menunggu 2 detik, kedua 4 detik\n\n"
        f"| pekerjaan | {' | '.join(CARA)} |\n|---|{'---|' * len(CARA)}\n{tabel}\n\n"
        "Ulangi: `make putus`\n"
    )
    mesin.keep("putus", "Kiriman lewat sambungan yang putus", isi)
