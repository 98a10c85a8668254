"""How often something may be done: by one user, and from one address. Counters live in Redis (fixed windows).

Limits keep a script from walking through all NIKs; whoever serves residents, one after the other, never meets them.
Without Redis nothing is limited: a resident who waits weighs more than a counter, and the log says so.
"""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from redis import Redis, RedisError

from dtsen.accounts import audit
from dtsen.accounts.alamat import alamat_of, counted
from dtsen.accounts.models import User

log = logging.getLogger(__name__)
MENIT, JAM, HARI = 60, 3600, 24 * 3600


@dataclass(frozen=True, slots=True)
class Batas:
    """Pairs (times, seconds): for one user, and for one address, which an office shares."""

    pengguna: tuple[tuple[int, int], ...]
    alamat: tuple[tuple[int, int], ...]
    sebutan: str


BATAS = {
    "cari": Batas(((40, MENIT), (600, JAM), (2500, HARI)), ((400, MENIT), (6000, JAM)), "pencarian"),
    "buka": Batas(((20, MENIT), (150, JAM), (500, HARI)), ((200, MENIT), (1500, JAM)), "pembukaan nomor penuh"),
    "keluarga": Batas(
        ((60, MENIT), (600, JAM), (3000, HARI)), ((600, MENIT), (6000, JAM)), "pembukaan halaman keluarga"
    ),
    "penuh": Batas(
        ((30, MENIT), (200, JAM), (500, HARI)), ((300, MENIT), (2000, JAM)), "pembukaan halaman dengan akses penuh"
    ),
    "unduh": Batas(((10, MENIT), (60, JAM), (200, HARI)), ((60, MENIT), (400, JAM)), "unduhan"),
    "unggah": Batas(((30, MENIT), (300, JAM)), ((300, MENIT), (3000, JAM)), "unggahan"),
    "lihat": Batas(((120, MENIT), (2000, JAM)), ((1200, MENIT), (20_000, JAM)), "pembukaan berkas"),
    # Residents behind one mobile network share an address; wrong codes have a limit of their own (pembatas.py).
    "lacak": Batas(((20, MENIT), (200, JAM)), ((120, MENIT), (1500, JAM)), "pelacakan pengajuan"),
    "periksa": Batas(((20, MENIT), (200, JAM)), ((120, MENIT), (1500, JAM)), "pemeriksaan dokumen"),
    "api": Batas(((300, MENIT), (6000, JAM)), ((1500, MENIT), (30_000, JAM)), "permintaan"),
}
"""The one table. A day of an operator at the service desk is about 150 searches."""


class TerlaluSering(Exception):
    """The limit is reached: `tunggu` seconds until the window ends; `pertama` for the first refusal in it."""

    kode = "terlalu_sering"

    def __init__(self, jenis: str, tunggu: int, *, pertama: bool) -> None:
        self.jenis, self.tunggu, self.pertama = jenis, tunggu, pertama
        lama = f"{tunggu} detik" if tunggu < 2 * MENIT else f"{-(-tunggu // MENIT)} menit"
        self.pesan = (
            f"Terlalu banyak {BATAS[jenis].sebutan} dalam waktu singkat. Tunggu {lama}, lalu coba lagi. "
            "Bila pekerjaan Anda memang sebanyak ini, hubungi admin Dinas Sosial."
        )
        super().__init__(self.pesan)


@cache
def _redis(alamat: str) -> Redis:
    return Redis.from_url(alamat, socket_timeout=0.25, socket_connect_timeout=0.25)


def check(jenis: str, *, pengguna: int | None, alamat: str) -> None:
    """Count one act and raise TerlaluSering when it is one too many. Nothing about the act itself is kept."""
    batas = BATAS[jenis]
    sekarang = time.time()
    # An address is hashed: the counter needs to know whether it is the same one, not which.
    siapa = [(f"u{pengguna}", batas.pengguna)] if pengguna is not None else []
    siapa.append((f"a{hashlib.sha256(counted(alamat).encode()).hexdigest()[:16]}", batas.alamat))
    jendela = [(nama, kali, detik) for nama, semua in siapa for kali, detik in semua]
    try:
        pipa = _redis(settings.REDIS_CLIENT_URL).pipeline(transaction=False)
        for nama, _, detik in jendela:
            kunci = f"{settings.CELERY_TASK_DEFAULT_QUEUE}:batas:{jenis}:{nama}:{detik}:{int(sekarang // detik)}"
            pipa.incr(kunci)
            pipa.expire(kunci, detik)
        hitung = pipa.execute()[::2]
    except RedisError as galat:
        log.warning("Redis tidak menjawab, batas %s tidak dihitung: %s", jenis, type(galat).__name__)
        return
    lewat = [(n, kali, detik) for n, (_, kali, detik) in zip(hitung, jendela, strict=True) if n > kali]
    if lewat:
        tunggu = max(int(detik - sekarang % detik) + 1 for _, _, detik in lewat)
        raise TerlaluSering(jenis, tunggu, pertama=any(n == kali + 1 for n, kali, _ in lewat))


def count(request: HttpRequest, jenis: str, user: Any) -> None:
    """Count one act of a user; the first refusal of a window is written to the trail. Raises TerlaluSering."""
    pelaku = user if isinstance(user, User) else None
    try:
        check(jenis, pengguna=pelaku.pk if pelaku else None, alamat=alamat_of(request))
    except TerlaluSering as galat:
        if galat.pertama:
            audit.record(pelaku=pelaku, aksi="batas.terlampaui", rincian={"jenis": jenis})
        raise
