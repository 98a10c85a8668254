"""Photos that people send: decoded and written anew, so that nothing of the file survives but its pixels."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from dtsen.lib.unggahan import UnggahanDitolak

FORMAT = ("JPEG", "PNG", "WEBP")
"""Decoders that may run at all; Pillow knows dozens, most of them written for friendlier files."""
PIKSEL_MAKS = 40_000_000
SISI_MAKS = 2560
"""Longer side of what is kept: a KTP can still be read from it."""
SISI_KECIL = 320
SISI_TANDA_TANGAN = 480
TINTA, TERKECIL = 64, 100
"""What counts as drawn: this much darker than paper, and a box of at least so many pixels."""
MUTU = 85
RUSAK = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, OverflowError)
"""What Pillow raises for damaged or hostile files (no common ancestor)."""
GALAT_GPS = 31
"""GPSHPositioningError of Exif 2.31, metres."""


@dataclass(frozen=True, slots=True)
class Titik:
    """A place: degrees WGS 84, accuracy in metres where known."""

    lat: float
    lon: float
    akurasi_m: float | None = None


@dataclass(frozen=True, slots=True)
class Gambar:
    """A photo written anew as JPEG: `titik` is what its Exif said, `sidik_rupa` a 64-bit dHash as 16 hex digits."""

    isi: bytes
    kecil: bytes
    lebar: int
    tinggi: int
    sidik_rupa: str
    titik: Titik | None


def rewrite(isi: bytes, *, sisi: int = SISI_MAKS) -> Gambar:
    """Decode a JPEG, PNG or WebP and write it as JPEG without metadata, upright, at most `sisi` wide or high.

    Raises UnggahanDitolak (`terlalu_luas | foto_rusak`).
    """
    foto, titik = _decoded(isi, sisi)
    foto.thumbnail((sisi, sisi))
    return Gambar(_jpeg(foto), _small(foto), foto.width, foto.height, dhash(foto), titik)


def signature(isi: bytes) -> bytes:
    """Write a drawn signature anew as a small PNG of sixteen greys, cut to what was drawn.

    Raises UnggahanDitolak (`tanda_tangan_kosong`, or what `rewrite` raises).
    """
    kelabu = _decoded(isi, SISI_TANDA_TANGAN)[0].convert("L")
    kotak = ImageOps.invert(kelabu).point(lambda terang: 255 if terang > TINTA else 0).getbbox()
    if kotak is None or (kotak[2] - kotak[0]) * (kotak[3] - kotak[1]) < TERKECIL:
        raise UnggahanDitolak("tanda_tangan_kosong", "Tanda tangan masih kosong. Tulis dengan jari, lalu simpan.")
    potong = kelabu.crop(kotak)
    potong.thumbnail((SISI_TANDA_TANGAN, SISI_TANDA_TANGAN // 2))
    bersih = Image.new("L", potong.size)
    bersih.paste(potong.point(lambda terang: terang // 16 * 17))
    keluar = BytesIO()
    bersih.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


def _decoded(isi: bytes, sisi: int) -> tuple[Image.Image, Titik | None]:
    """The pixels of an upload, upright on white, and the place in its Exif."""
    try:
        with Image.open(BytesIO(isi), formats=FORMAT) as mentah:
            if mentah.width * mentah.height > PIKSEL_MAKS:
                raise _too_large()
            titik = _place(mentah.getexif())
            # JPEG can be decoded at a fraction of its size: less memory, same result.
            mentah.draft("RGB", (sisi, sisi))
            return _flat(ImageOps.exif_transpose(mentah)), titik
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
        raise _too_large() from galat
    except UnggahanDitolak:
        raise
    except (UnidentifiedImageError, *RUSAK) as galat:
        raise UnggahanDitolak(
            "foto_rusak", "Foto tidak dapat dibuka. Ambil ulang fotonya, lalu unggah lagi."
        ) from galat


def _too_large() -> UnggahanDitolak:
    return UnggahanDitolak(
        "terlalu_luas", f"Foto lebih dari {PIKSEL_MAKS // 1_000_000} megapiksel. Kecilkan dahulu, lalu unggah lagi."
    )


def _flat(foto: Image.Image) -> Image.Image:
    """RGB, transparent parts white."""
    if foto.mode in {"RGBA", "LA", "PA"} or "transparency" in foto.info:
        lapis = foto.convert("RGBA")
        dasar = Image.new("RGB", lapis.size, "white")
        dasar.paste(lapis, mask=lapis.getchannel("A"))
        return dasar
    return foto.convert("RGB")


def _jpeg(foto: Image.Image) -> bytes:
    # A fresh image: `info` (Exif, ICC, XMP, comments) of the decoded one would be written along.
    bersih = Image.new("RGB", foto.size)
    bersih.paste(foto)
    keluar = BytesIO()
    bersih.save(keluar, "JPEG", quality=MUTU, optimize=True)
    return keluar.getvalue()


def _small(foto: Image.Image) -> bytes:
    kecil = foto.copy()
    kecil.thumbnail((SISI_KECIL, SISI_KECIL))
    return _jpeg(kecil)


def dhash(foto: Image.Image) -> str:
    """Return the difference hash: 8 × 8 signs of the grey gradient to the right, row by row, as 16 hex digits.

    Two photos of the same scene, scaled or compressed again, differ in few bits (N. Krawetz,
    "Kind of Like That", 2013).
    """
    kelabu = foto.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    terang = kelabu.tobytes()
    bit = (terang[9 * b + k] < terang[9 * b + k + 1] for b in range(8) for k in range(8))
    return f"{int(''.join('01'[satu] for satu in bit), 2):016x}"


def _place(exif: Image.Exif) -> Titik | None:
    """The place in the Exif of a photo, None where it has none or nonsense."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude]) * (-1 if gps[ExifTags.GPS.GPSLatitudeRef] == "S" else 1)
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude]) * (-1 if gps[ExifTags.GPS.GPSLongitudeRef] == "W" else 1)
        galat = float(gps[GALAT_GPS]) if GALAT_GPS in gps else None
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return Titik(round(lat, 6), round(lon, 6), galat)


def _degrees(tiga: tuple[float, float, float]) -> float:
    derajat, menit, detik = (float(satu) for satu in tiga)
    return derajat + menit / 60 + detik / 3600
