"""Pictures of the paper: the map of the parts of a region, and their ranks with bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dtsen.lib.lembar import LEBAR, TEPI, TINGGI, Lembar, latin
from dtsen.lib.tampil import angka
from dtsen.wilayah.models import Wilayah
from ikesos import peta
from ikesos.halaman import Anak

WARNA = ((255, 255, 255), (199, 234, 229), (128, 205, 193), (53, 151, 143), (1, 102, 94), (0, 60, 48))
"""No value, then from the lowest class to the highest, as on the page (static/css/indeks.css)."""
GELAP = 4
"""From this colour on letters are white."""
TINTA, GARIS, RENTANG, PUTIH = (20, 33, 43), (200, 208, 212), (150, 190, 196), (255, 255, 255)
TINGGI_PETA = 118.0
JARI = 2.2
KIRI_PITA, LEBAR_PITA = 84.0, 92.0


def draw_map(lembar: Lembar, ini: Wilayah, anak: Sequence[Anak]) -> None:
    """Draw the map in the width of the text, with its classes; nothing where no place is known."""
    isi = peta.draw(ini, anak)
    if not isi["bentuk"]:
        return
    x, y, lebar, tinggi = (float(n) for n in isi["kotak"]["isi"].split())
    skala = min(LEBAR / lebar, TINGGI_PETA / tinggi)
    kiri, atas = TEPI + (LEBAR - lebar * skala) / 2, lembar.get_y()

    def at(px: float, py: float) -> tuple[float, float]:
        return kiri + (px - x) * skala, atas + (py - y) * skala

    lembar.set_draw_color(*TINTA)
    lembar.set_line_width(0.15)
    if isi["dasar"]:
        lembar.set_fill_color(*WARNA[0])
        _outline(lembar, isi["dasar"], at)
    for satu in isi["bentuk"]:
        lembar.set_fill_color(*WARNA[satu.warna])
        if satu.d:
            _outline(lembar, satu.d, at)
        else:
            lembar.circle(*at(satu.x, satu.y), JARI, style="DF")
    lembar.set_font("Helvetica", "B", 7)
    for satu in isi["bentuk"]:
        lembar.set_text_color(*(PUTIH if satu.warna >= GELAP else TINTA))
        cx, cy = at(satu.x, satu.y)
        lembar.text(cx - lembar.get_string_width(satu.nomor) / 2, cy + 0.9, satu.nomor)
    lembar.set_text_color(0)
    lembar.set_y(atas + tinggi * skala + 2)
    _legend(lembar, isi)


def _outline(lembar: Lembar, d: str, at: Callable[[float, float], tuple[float, float]]) -> None:
    for cincin in peta.rings(d):
        lembar.polygon([at(*titik) for titik in cincin], style="DF")


def _legend(lembar: Lembar, isi: dict[str, object]) -> None:
    kelas = isi["kelas"]
    assert isinstance(kelas, list)
    tanda = [(k.warna, f"{k.bawah} sampai {k.atas}") for k in kelas]
    if isi["ada_kosong"]:
        tanda.append((0, "belum lengkap"))
    lembar.set_font("Helvetica", "", 8)
    y = lembar.get_y()
    for i, (warna, teks) in enumerate(tanda):
        x = TEPI + 30 * i
        lembar.set_fill_color(*WARNA[warna])
        lembar.rect(x, y + 1, 5, 4, style="DF")
        lembar.text(x + 6.5, y + 4.2, teks)
    lembar.set_y(y + TINGGI + 1)
    lembar.line_of(f"Angka: peringkat. Makin gelap makin sejahtera. {isi['batas']}", ukuran=7)


def draw_bands(lembar: Lembar, anak: Sequence[Anak]) -> None:
    """Draw a line from the first place to the last for each region with a rank: its band, and the rank in it."""
    ada = [a for a in anak if a.peringkat is not None]
    if not ada:
        return
    lembar.line_of("Rentang peringkat", ukuran=11, tebal=True)
    banyak = ada[0].banyak
    _scale(lembar, banyak)
    for a in ada:
        lembar.room(5.0, lambda: _scale(lembar, banyak))
        assert a.peringkat is not None
        y, p = lembar.get_y() + 2.5, a.peringkat
        kiri, titik, kanan = (
            TEPI + KIRI_PITA + LEBAR_PITA * (n - 1) / max(1, banyak - 1) for n in (p.bawah, p.peringkat, p.atas)
        )
        lembar.set_font("Helvetica", "", 9)
        lembar.cell(48, 5, latin(a.wilayah.nama))
        lembar.cell(22, 5, latin(a.tempat), align="R")
        lembar.cell(11, 5, angka(a.hasil.nilai, 1) if a.hasil and a.hasil.nilai is not None else "-", align="R")
        lembar.set_draw_color(*GARIS)
        lembar.set_line_width(0.2)
        lembar.line(TEPI + KIRI_PITA, y, TEPI + KIRI_PITA + LEBAR_PITA, y)
        lembar.set_draw_color(*RENTANG)
        lembar.set_line_width(1.6)
        lembar.line(kiri, y, max(kanan, kiri + 0.1), y)
        lembar.set_draw_color(*TINTA)
        lembar.set_line_width(0.2)
        lembar.set_fill_color(11, 95, 107)
        lembar.circle(titik, y, 1.1, style="DF")
        lembar.ln(5)
    lembar.set_draw_color(0)


def _scale(lembar: Lembar, banyak: int) -> None:
    lembar.set_font("Helvetica", "", 8)
    lembar.set_x(TEPI + KIRI_PITA)
    lembar.cell(LEBAR_PITA / 2, 4, "1")
    lembar.cell(LEBAR_PITA / 2, 4, str(banyak), align="R", new_x="LMARGIN", new_y="NEXT")
