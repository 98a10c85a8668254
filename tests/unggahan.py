"""Files as people (and worse people) send them, made here so that the repository holds no photo of anybody."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
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


OPEN = "http://schemas.openxmlformats.org"
XLSX = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OPEN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" '
    f'xmlns:r="{OPEN}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{OPEN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
    f'Type="{OPEN}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
"""What every workbook holds besides its sheet."""


def cell(alamat: str, isi: str) -> str:
    return f'<c r="{alamat}" t="inlineStr"><is><t>{isi}</t></is></c>'


def buku(berkas: Path, *baris: str, awal: str = "", **lain: str) -> Path:
    """Write a workbook by hand: `baris` are the cells of its rows as XML, `awal` stands before the sheet.

    `lain`: further parts by their names below `xl/`.
    """
    isi = "".join(f"<row>{satu}</row>" for satu in baris)
    lembar = f'{awal}<worksheet xmlns="{OPEN}/spreadsheetml/2006/main"><sheetData>{isi}</sheetData></worksheet>'
    bagian = XLSX | {"xl/worksheets/sheet1.xml": lembar} | {f"xl/{nama}.xml": teks for nama, teks in lain.items()}
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, teks in bagian.items():
            arsip.writestr(nama, teks)
    return berkas


def ods(berkas: Path, baris: str) -> Path:
    """Write an OpenDocument table by hand."""
    ruang = "urn:oasis:names:tc:opendocument:xmlns"
    isi = "".join(f' xmlns:{n}="{ruang}:{n}:1.0"' for n in ("office", "table", "text"))
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        arsip.writestr("META-INF/manifest.xml", f'<manifest xmlns="{ruang}:manifest:1.0"/>')
        arsip.writestr(
            "content.xml",
            f"<office:document-content{isi}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{baris}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return berkas
