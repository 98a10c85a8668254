"""Files as people (and worse people) send them, made here so that the repository holds no photo of anybody."""

from __future__ import annotations

import zlib
from io import BytesIO
from struct import pack
from typing import Any

import pikepdf
from PIL import Image

GPS = {1: "S", 2: (0.0, 25.0, 12.0), 3: "E", 4: (116.0, 59.0, 30.0), 31: 8.0}
"""A place in Tenggarong: -0.42, 116.991667, ± 8 m."""


def foto(
    jenis: str = "JPEG", *, ukuran: tuple[int, int] = (640, 480), warna: int = 0, gps: bool = False, **simpan: Any
) -> bytes:
    """A picture with a gradient; with `gps` it carries a place, a camera, an owner and a turned orientation."""
    gambar = Image.linear_gradient("L").resize(ukuran).convert("RGB")
    gambar.paste((warna, 80, 120), (10, 10, 60, 60))
    if gps:
        exif = Image.Exif()
        exif[0x010F], exif[0x013B], exif[0x0112] = "KameraRahasia", "Pemilik Rahasia", 6
        exif.get_ifd(0x8825).update(GPS)
        simpan["exif"] = exif
    keluar = BytesIO()
    gambar.save(keluar, jenis, **simpan)
    return keluar.getvalue()


def bom_png(sisi: int) -> bytes:
    """A PNG of a few kilobytes that unfolds to `sisi` × `sisi` pixels."""

    def potong(nama: bytes, isi: bytes) -> bytes:
        return pack(">I", len(isi)) + nama + isi + pack(">I", zlib.crc32(nama + isi))

    baris = zlib.compressobj(9)
    isi = b"".join(baris.compress(b"\0" * (sisi // 8 + 1)) for _ in range(sisi)) + baris.flush()
    kepala = pack(">IIBBBBB", sisi, sisi, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", isi) + potong(b"IEND", b"")


def pdf(*, halaman: int = 1, aktif: str = "", sandi: str = "") -> bytes:
    """A PDF; `aktif` in `buka | naskah | lampiran | tautan | sumber` puts something active into it."""
    with pikepdf.new() as buku:
        for _ in range(halaman):
            buku.add_blank_page(page_size=(200, 200))
        buku.docinfo["/Author"] = "Pemilik Rahasia"
        naskah = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('halo')")
        if aktif == "buka":
            buku.Root.OpenAction = naskah
        elif aktif == "naskah":
            buku.Root.Names = pikepdf.Dictionary(
                JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), naskah]))
            )
        elif aktif == "lampiran":
            buku.attachments["muatan.exe"] = b"MZ jahat"
        elif aktif == "tautan":
            tautan = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=naskah)
            buku.pages[0].obj["/Annots"] = buku.make_indirect(pikepdf.Array([buku.make_indirect(tautan)]))
            buku.pages[0].obj["/AA"] = pikepdf.Dictionary(O=naskah)
        elif aktif == "sumber":
            buku.pages[0].obj["/Resources"] = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(X=buku.make_indirect(naskah))
            )
        keluar = BytesIO()
        kunci = pikepdf.Encryption(user=sandi, owner=sandi) if sandi else None
        buku.save(keluar, encryption=kunci) if kunci else buku.save(keluar)
        return keluar.getvalue()
