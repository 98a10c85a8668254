"""Whether a paper is the one that was kept: by its code without an account, and byte by byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from dtsen.accounts import pembatas
from dtsen.wilayah.models import Wilayah
from verval.models.kasus import ABJAD
from verval.musdes.alur import JENIS

AWALAN = "periksa"
BUKAN_KODE = re.compile(r"[^0-9A-Z]")
PANJANG = 12
UKURAN_MAKS = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kertas:
    """What the page tells about a paper: no name, no case."""

    kode: str
    sebutan: str
    desa: str
    waktu: datetime
    disahkan: datetime
    jumlah_kasus: int
    sidik_isi: str
    sidik_berkas: str
    sidik_pindai: str

    def compare(self, bagian: Iterable[bytes]) -> str:
        """Return `sama` for the very bytes that were kept, `pindai` for the signed scan, `beda` for all others."""
        sidik = hashlib.sha256()
        for satu in bagian:
            sidik.update(satu)
        hasil = sidik.hexdigest()
        if hasil == self.sidik_berkas:
            return "sama"
        return "pindai" if self.sidik_pindai and hasil == self.sidik_pindai else "beda"


class TidakKetemu(LookupError):
    """No closed session has this code."""

    kode = "tidak_ketemu"
    pesan = "Tidak ada dokumen dengan kode ini. Periksa lagi tulisannya, atau pindai kode QR di kaki halaman."

    def __init__(self) -> None:
        super().__init__(self.pesan)


def read_code(tulisan: str) -> str:
    """Return the code as stored from how people write it; blank where it cannot be one."""
    huruf = BUKAN_KODE.sub("", tulisan.upper())
    return huruf if len(huruf) == PANJANG and set(huruf) <= set(ABJAD) else ""


def look(kode: str, alamat: str) -> Kertas:
    """Return the paper of a code to somebody at a network address.

    Raises TidakKetemu, or pembatas.TerlaluSering after 30 wrong codes from that address in ten minutes.
    """
    pembatas.count_address(alamat, awalan=AWALAN)
    kertas = _find(kode) if kode else None
    if kertas is None:
        raise TidakKetemu
    pembatas.forget_address(alamat, awalan=AWALAN)
    return kertas


def _find(kode: str) -> Kertas | None:
    with connection.cursor() as kursor:
        kursor.execute("SELECT * FROM verval_periksa(%s)", [kode])
        baris = kursor.fetchone()
    if baris is None:
        return None
    cara, jenis, kode_desa, waktu, jumlah, sidik_isi, sidik_berkas, sidik_pindai, disahkan, _ = baris
    return Kertas(
        kode=kode,
        sebutan="SPTJM" if cara == "sptjm" else f"Berita acara {JENIS[jenis].lower()}",
        desa=str(Wilayah.objects.filter(pk=kode_desa).first() or ""),
        waktu=waktu,
        disahkan=disahkan,
        jumlah_kasus=jumlah,
        sidik_isi=sidik_isi,
        sidik_berkas=sidik_berkas,
        sidik_pindai=sidik_pindai,
    )
