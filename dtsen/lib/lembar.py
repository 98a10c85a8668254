"""Papers of the house as PDF (docs/adr/0033): A4, hash of the content and number at the foot of every page, tables.

The same content gives the same bytes: the time is handed in, pictures are embedded as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import qrcode
from fpdf import FPDF
from PIL import Image

from dtsen.lib.samar import TITIK

TEPI, LEBAR, TINGGI = 15.0, 180.0, 6.0
"""Millimetres on A4: margin, width of the text, height of a line."""
BARIS, BARIS_MAKS = 4.2, 3
"""Height of a line in a cell with several, and how many a cell may have."""
SISI_QR = 15.0


def latin(teks: str) -> str:
    """The fonts that every reader of PDF has know Latin-1 only; dots of a masked number become stars.

    What fpdf takes for the number of pages stays what somebody wrote.
    """
    teks = (
        teks.replace("{nb}", "{ nb }")
        .replace(TITIK[0], "*")
        .replace("–", "-")
        .replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
    )
    return teks.encode("latin-1", "replace").decode("latin-1")


def qr_of(teks: str) -> Image.Image:
    """The QR code of a text, black on white, one pixel a module with a margin of two."""
    kode = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    kode.add_data(teks)
    matriks = kode.get_matrix()
    gambar = Image.new("L", (len(matriks), len(matriks)))
    gambar.putdata([0 if hitam else 255 for baris in matriks for hitam in baris])
    return gambar


def fit(teks: str, lebar: float, ukur: Callable[[str], float]) -> str:
    """Cut a text to one line of a width as `ukur` measures it."""
    teks = " ".join(teks.splitlines())
    if ukur(teks) <= lebar:
        return teks
    while teks and ukur(f"{teks}...") > lebar:
        teks = teks[:-1]
    return f"{teks}..."


def wrap(teks: str, lebar: float, ukur: Callable[[str], float]) -> list[str]:
    """Break a text at its spaces into lines of a width, at most BARIS_MAKS; what is still too long is cut."""
    teks = " ".join(teks.splitlines())
    if ukur(teks) <= lebar:
        return [teks]
    baris = [""]
    for kata in teks.split(" "):
        sambung = f"{baris[-1]} {kata}" if baris[-1] else kata
        if ukur(sambung) <= lebar or not baris[-1]:
            baris[-1] = sambung
        else:
            baris.append(kata)
    penuh = [*baris[: BARIS_MAKS - 1], " ".join(baris[BARIS_MAKS - 1 :])] if len(baris) > BARIS_MAKS else baris
    return [fit(satu, lebar, ukur) for satu in penuh]


class Lembar(FPDF):
    """A4 with the hash and the number of the page at the foot, and a QR code beside them where there is an address."""

    def __init__(self, sidik: str, saat: datetime, *, alamat: str = "") -> None:
        super().__init__(format="A4")
        self.sidik = sidik
        self.alamat = alamat
        self.qr = qr_of(alamat) if alamat else None
        self.set_margin(TEPI)
        self.set_auto_page_break(auto=True, margin=26 if alamat else 22)
        self.set_creation_date(saat)
        self.set_lang("id-ID")
        self.set_producer("DTSEN Kukar")

    def footer(self) -> None:
        lebar = LEBAR
        if self.qr is not None:
            lebar -= SISI_QR + 2
            self.image(self.qr, x=TEPI + lebar + 2, y=self.h - 8 - SISI_QR, w=SISI_QR, h=SISI_QR)
            self.set_y(-22)
            self.set_font("Helvetica", size=7)
            self.cell(lebar, 4, latin(f"Periksa keasliannya: {self.alamat}"), align="C", new_x="LMARGIN", new_y="NEXT")
        else:
            self.set_y(-18)
        self.set_font("Courier", size=7)
        self.cell(lebar, 4, f"SHA-256 isi: {self.sidik}", align="C", new_x="LMARGIN", new_y="NEXT")
        self.set_font("Helvetica", size=8)
        self.cell(lebar, 4, f"Halaman {self.page_no()} dari {{nb}}", align="C")

    def line_of(
        self, teks: str, *, ukuran: float = 10, tebal: bool = False, rata: str = "L", alinea: bool = False
    ) -> None:
        """Write a text over the whole width; only with `alinea` do its own line breaks count.

        A name or a document with a line break in it would else write a line of its own on an official paper.
        """
        if not alinea:
            teks = " ".join(teks.splitlines())
        self.set_font("Helvetica", "B" if tebal else "", ukuran)
        self.multi_cell(LEBAR, TINGGI, latin(teks), align=rata, new_x="LMARGIN", new_y="NEXT")

    def rows(self, kolom: Sequence[tuple[str, float]], isi: Sequence[Sequence[str]], *, tinggi: float = TINGGI) -> None:
        """Draw a table whose headings are repeated on every page; a text that does not fit goes on below."""
        judul = [judul for judul, _ in kolom]
        self._row(kolom, judul, tebal=True)
        for baris in isi:
            self._row(kolom, baris, tinggi=tinggi, kepala=lambda: self._row(kolom, judul, tebal=True))

    def room(self, tinggi: float, kepala: Callable[[], None] | None = None) -> None:
        """Begin a new page unless so much room is left on this one; `kepala` draws what stands on top of it."""
        if self.will_page_break(tinggi):
            self.add_page()
            if kepala:
                kepala()

    def _row(
        self, kolom: Sequence[tuple[str, float]], baris: Sequence[str], *, tebal: bool = False, tinggi: float = TINGGI,
        kepala: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.set_font("Helvetica", "B" if tebal else "", 9)
        sel = [
            wrap(latin(nilai), lebar - 2, self.get_string_width) for (_, lebar), nilai in zip(kolom, baris, strict=True)
        ]
        terbanyak = max(len(satu) for satu in sel)
        semua = tinggi if terbanyak == 1 else max(tinggi, terbanyak * BARIS + 2)
        self.room(semua, kepala)
        self.set_font("Helvetica", "B" if tebal else "", 9)
        atas, kiri = self.get_y(), self.get_x()
        for (_, lebar), satu in zip(kolom, sel, strict=True):
            if terbanyak == 1:
                self.cell(lebar, tinggi, satu[0], border=1)
                continue
            self.rect(kiri, atas, lebar, semua)
            for ke, teks in enumerate(satu):
                self.set_xy(kiri, atas + (semua - len(satu) * BARIS) / 2 + ke * BARIS)
                self.cell(lebar, BARIS, teks)
            kiri += lebar
        self.set_xy(TEPI, atas)
        self.ln(semua)
