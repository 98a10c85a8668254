"""PDF that people send: only its pages are kept, in a new file. `python -m dtsen.lib.pdf` is the child that does it.

A hostile PDF can make any reader busy for hours or fill the memory, so the reading happens in a process of its own
that the kernel stops.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf

from dtsen.lib.unggahan import UnggahanDitolak

AKAR = Path(__file__).resolve().parents[2]
HALAMAN_MAKS = 40
MEMORI_MAKS = 1024 * 1024 * 1024
DETIK_MAKS = 20
LARANG = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/OpenAction"}
"""Names that must not be left anywhere in what is kept."""
BUANG = ("/AA", "/Annots", "/PieceInfo", "/Metadata", "/Thumb", "/Tabs", "/B")
"""Parts of a page that act, link or tell more than the paper."""
PESAN = {
    "pdf_rusak": "PDF tidak dapat dibuka. Simpan ulang sebagai PDF, atau unggah fotonya saja.",
    "pdf_terkunci": "PDF terkunci kata sandi. Buka kuncinya dahulu, atau unggah fotonya saja.",
    "pdf_panjang": f"PDF lebih dari {HALAMAN_MAKS} halaman. Unggah halaman yang perlu saja.",
    "pdf_aktif": "PDF berisi program atau lampiran. Cetak ulang ke PDF, atau unggah fotonya saja.",
}


def rewrite(isi: bytes) -> bytes:
    """Return the pages of a PDF as a new file without scripts, attachments, forms, links and metadata.

    Raises UnggahanDitolak with a code of PESAN.
    """
    try:
        hasil = subprocess.run(
            [sys.executable, "-m", "dtsen.lib.pdf"],
            input=isi,
            capture_output=True,
            timeout=2 * DETIK_MAKS,
            check=False,
            cwd=AKAR,
            env={},  # no secret is within reach of what reads the file
        )
    except subprocess.TimeoutExpired as galat:
        raise UnggahanDitolak("pdf_rusak", PESAN["pdf_rusak"]) from galat
    if hasil.returncode or not hasil.stdout.startswith(b"%PDF-"):
        kode = hasil.stderr.decode(errors="replace").strip()
        kode = kode if kode in PESAN else "pdf_rusak"
        raise UnggahanDitolak(kode, PESAN[kode])
    return hasil.stdout


def clean(isi: bytes) -> bytes:
    """What the child does; raises UnggahanDitolak, or anything that pikepdf raises for a damaged file."""
    with pikepdf.open(BytesIO(isi)) as asal, pikepdf.new() as baru:
        if len(asal.pages) > HALAMAN_MAKS:
            raise UnggahanDitolak("pdf_panjang", PESAN["pdf_panjang"])
        for halaman in asal.pages:
            for nama in BUANG:
                if nama in halaman.obj:
                    del halaman.obj[nama]
            baru.pages.append(halaman)
        if any(LARANG & set(_names(obj)) for obj in baru.objects):
            raise UnggahanDitolak("pdf_aktif", PESAN["pdf_aktif"])
        keluar = BytesIO()
        baru.save(keluar, deterministic_id=True)
        return keluar.getvalue()


def _names(obj: pikepdf.Object) -> Iterator[str]:
    """Keys and name values of one object and of everything written inside it."""
    if isinstance(obj, pikepdf.Name):
        yield str(obj)
    elif isinstance(obj, pikepdf.Array):
        for satu in obj:
            if not getattr(satu, "is_indirect", False):
                yield from _names(satu)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        isi = obj.stream_dict if isinstance(obj, pikepdf.Stream) else obj
        for kunci, nilai in isi.items():
            yield str(kunci)
            if isinstance(nilai, pikepdf.Object) and not nilai.is_indirect:
                yield from _names(nilai)


def _limit() -> None:
    """Not every system knows every limit; the time limit of the parent holds everywhere."""
    for batas, nilai in ((resource.RLIMIT_AS, MEMORI_MAKS), (resource.RLIMIT_CPU, DETIK_MAKS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(batas, (nilai, nilai))


def main() -> int:
    _limit()
    try:
        keluar = clean(sys.stdin.buffer.read())
    except UnggahanDitolak as galat:
        sys.stderr.write(galat.kode)
        return 1
    except pikepdf.PasswordError:
        sys.stderr.write("pdf_terkunci")
        return 1
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, MemoryError):
        sys.stderr.write("pdf_rusak")
        return 1
    sys.stdout.buffer.write(keluar)
    return 0


if __name__ == "__main__":
    sys.exit(main())
