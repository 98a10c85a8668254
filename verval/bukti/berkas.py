"""The files of evidence: what is taken, how it is written anew, where it lies."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dtsen.lib import gambar, pdf
from dtsen.lib.gambar import Titik
from dtsen.lib.unggahan import CUKUP, UnggahanDitolak, kind
from verval.models import Bukti
from verval.musdes import arsip

UKURAN_MAKS = 15 * 1024 * 1024
"""Bytes of one upload: a photo of a 50-megapixel telephone fits."""
HEIC = (
    "Foto HEIC dari iPhone belum dapat dibaca. Ubah di Pengaturan > Kamera > Format > Paling Kompatibel, "
    "lalu ambil ulang fotonya."
)


@dataclass(frozen=True, slots=True)
class Isi:
    """What is written to disk and into the columns."""

    tipe: str
    berkas: bytes
    kecil: bytes = b""
    lebar: int | None = None
    tinggi: int | None = None
    sidik_rupa: str = ""
    titik: Titik | None = None


def path_of(bukti: Bukti, *, kecil: bool = False) -> Path:
    """Return where the file (or its small picture) lies: outside the web root, 256 folders.

    The paper of a musyawarah is kept once for all of its cases.
    """
    if bukti.dokumen is not None:
        return arsip.path_of(bukti.dokumen.bukti_berkas[0])
    nama = bukti.nama_berkas
    return Path(settings.BERKAS_DIR) / "bukti" / nama[:2] / (f"{nama}.kecil" if kecil else nama)


def inspect(isi: bytes) -> Isi:
    """Tell a photo from a PDF by content and write it anew; raises UnggahanDitolak for anything else."""
    if len(isi) > UKURAN_MAKS:
        raise UnggahanDitolak(
            "terlalu_besar", f"Berkas lebih dari {UKURAN_MAKS // 1024**2} MB. Kecilkan dahulu, lalu unggah lagi."
        )
    jenis = kind(isi[:CUKUP])
    if jenis in {"jpeg", "png", "webp"}:
        foto = gambar.rewrite(isi)
        return Isi("image/jpeg", foto.isi, foto.kecil, foto.lebar, foto.tinggi, foto.sidik_rupa, foto.titik)
    if jenis == "pdf":
        return Isi("application/pdf", pdf.rewrite(isi))
    if jenis == "kosong":
        raise UnggahanDitolak("kosong", "Berkas kosong. Pilih ulang fotonya.")
    if jenis == "heic":
        raise UnggahanDitolak("heic", HEIC)
    raise UnggahanDitolak("jenis_berkas", "Hanya foto (JPEG, PNG, WebP) atau PDF. Ambil foto suratnya, lalu unggah.")


def keep(bukti: Bukti, isi: Isi) -> None:
    """Write the file and its small picture; the last thing to be done in the transaction of the row."""
    tujuan = path_of(bukti)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for tempat, byte in ((tujuan, isi.berkas), (path_of(bukti, kecil=True), isi.kecil)):
        if byte:
            tempat.write_bytes(byte)
            tempat.chmod(0o600)


def unlink(berkas: list[Path]) -> None:
    for satu in berkas:
        with suppress(FileNotFoundError):
            satu.unlink()
