"""What an uploaded file is, seen from its first bytes: names and Content-Type are only claims of the sender."""

from __future__ import annotations

from dtsen.lib.ditolak import Ditolak

TANDA: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"%PDF-", "pdf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"#!", "program"),
    (0, b"Rar!", "arsip"),
    (0, b"7z\xbc\xaf", "arsip"),
    (0, b"\x1f\x8b", "arsip"),
)
MERK_HEIF = {b"heic", b"heix", b"heif", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
"""Brands of ISO 14496-12 files that telephones write for photos."""
HTML = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
NAMA = {
    "jpeg": "foto JPEG", "png": "gambar PNG", "webp": "gambar WebP", "heic": "foto HEIC", "pdf": "PDF",
    "zip": "arsip ZIP atau buku kerja", "ole": "buku kerja Excel lama", "gif": "gambar GIF", "bmp": "gambar BMP",
    "program": "program", "arsip": "arsip", "html": "halaman web", "kosong": "berkas kosong", "lain": "bukan foto",
}  # fmt: skip
CUKUP = 64
"""Bytes from the start that `kind` needs."""


class UnggahanDitolak(Ditolak):
    """An upload that is not kept: `kode` for machines and tests, `pesan` says what to do."""


def kind(awal: bytes) -> str:
    """Return the kind of a file (a key of NAMA) from its first CUKUP bytes; `lain` also for plain text."""
    if not awal:
        return "kosong"
    for letak, tanda, jenis in TANDA:
        if awal[letak : letak + len(tanda)] == tanda:
            return jenis
    if awal[:4] == b"RIFF" and awal[8:12] == b"WEBP":
        return "webp"
    if awal[4:8] == b"ftyp" and awal[8:12] in MERK_HEIF:
        return "heic"
    return "html" if awal.lstrip().lower().startswith(HTML) else "lain"
