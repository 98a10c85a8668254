"""How often somebody may try: counters in the cache, by account, by address and by both together.

A try is counted before it is judged, so that a burst of parallel requests gets no more guesses than a patient one.
A stranger cannot lock an account for its owner: the growing wait belongs to one account at one address, and the
total of an account does not apply to an address from which it has signed in before.
"""

from __future__ import annotations

import hashlib
import math
import time
from dataclasses import dataclass, replace

from django.core.cache import cache

from dtsen.accounts.alamat import counted

BEBAS = 5
"""Failures of one account at one address that cost no wait."""
TUNGGU_MENIT = (1, 2, 4, 8, 15)
"""Waits after that, the last one again and again."""
PER_AKUN = (20, 3600)
PER_ALAMAT = (30, 600)
"""Tries, and the seconds of the window in which they are counted."""
TUTUP = {"kode", "ganti"}
"""What is refused while the cache is away: six digits that nobody counts are no second factor, and a new password can
wait. Signing in goes on."""
INGAT_GAGAL_DETIK = 24 * 3600
INGAT_ALAMAT_DETIK = 30 * 24 * 3600


class TerlaluSering(Exception):
    """Too many tries; `tunggu_detik` says how long to wait."""

    kode = "terlalu_sering"

    def __init__(self, tunggu_detik: int) -> None:
        self.tunggu_detik = max(1, tunggu_detik)
        super().__init__(f"Terlalu banyak percobaan. Coba lagi {_sebut(self.tunggu_detik)} lagi.")
        self.pesan = str(self)


class TakTerhitung(TerlaluSering):
    """The try could not be counted, so it is not judged either."""

    def __init__(self) -> None:
        super().__init__(60)
        self.pesan = "Isian ini belum dapat diperiksa. Coba lagi sebentar lagi. Bila terus begini, hubungi admin."


@dataclass(frozen=True, slots=True)
class Percobaan:
    """One counted try; call `berhasil` when it turned out right, nothing when it did not."""

    akun: str
    alamat: str
    awalan: str
    tunggu_detik: int = 0
    """The wait that now begins, unless this try is right."""

    @property
    def pasangan(self) -> str:
        return f"{self.awalan}:pasangan:{self.akun}:{counted(self.alamat)}"

    def berhasil(self, *, lupakan: bool = True) -> None:
        """Forget the failures of this account at this address, and remember the address as one of its own.

        Without `lupakan` the try is only given back to its windows.
        """
        if lupakan:
            cache.delete(self.pasangan)
            cache.delete(f"{self.pasangan}:tunggu")
            cache.set(_dikenal(self.akun, self.alamat), 1, INGAT_ALAMAT_DETIK)
        # Those who get in are no guesses: an office behind one address may sign in all at once.
        for kunci, (_, detik) in ((f"alamat:{counted(self.alamat)}", PER_ALAMAT), (f"akun:{self.akun}", PER_AKUN)):
            _increase(f"{self.awalan}:{kunci}:{int(time.time()) // detik}", detik, -1)


def count(akun: str, alamat: str, *, awalan: str = "masuk") -> Percobaan:
    """Count one try of an account (as typed; it need not exist) from an address.

    Raises TerlaluSering; TakTerhitung where the cache is away and `TUTUP` says so.
    """
    sebelum = _missed()
    coba = _count(akun, alamat, awalan)
    if awalan in TUTUP and _missed() != sebelum:
        raise TakTerhitung
    return coba


def count_address(alamat: str, *, awalan: str) -> None:
    """Count one try of an address where no account is named yet. Raises TerlaluSering."""
    _count_window(f"{awalan}:alamat:{counted(alamat)}", *PER_ALAMAT)


def forget_address(alamat: str, *, awalan: str, kali: int = 1) -> None:
    """Take back the tries of somebody who got in: an office behind one address may sign in all at once."""
    _increase(f"{awalan}:alamat:{counted(alamat)}:{int(time.time()) // PER_ALAMAT[1]}", PER_ALAMAT[1], -kali)


def _missed() -> int:
    """How often the cache of this thread has answered with a stand-in (config/cache.py)."""
    return int(getattr(cache, "tak_terjangkau", 0))


def _count(akun: str, alamat: str, awalan: str) -> Percobaan:
    coba = Percobaan(_ringkas(akun), alamat, awalan)
    tunggu = cache.get(f"{coba.pasangan}:tunggu")
    if tunggu is not None:
        raise TerlaluSering(math.ceil(float(tunggu) - time.time()))
    _count_window(f"{awalan}:alamat:{counted(alamat)}", *PER_ALAMAT)
    if cache.get(_dikenal(coba.akun, alamat)) is None:
        _count_window(f"{awalan}:akun:{coba.akun}", *PER_AKUN)
    ke = _increase(coba.pasangan, INGAT_GAGAL_DETIK)
    if ke < BEBAS:
        return coba
    detik = TUNGGU_MENIT[min(ke - BEBAS, len(TUNGGU_MENIT) - 1)] * 60
    # The wait stands before the password is looked at: of two requests at once only one gets through.
    if not cache.add(f"{coba.pasangan}:tunggu", time.time() + detik, detik):
        raise TerlaluSering(detik)
    return replace(coba, tunggu_detik=detik)


def _count_window(kunci: str, paling_banyak: int, detik: int) -> None:
    jendela = int(time.time()) // detik
    if _increase(f"{kunci}:{jendela}", detik) > paling_banyak:
        raise TerlaluSering((jendela + 1) * detik - int(time.time()))


def _increase(kunci: str, detik: int, langkah: int = 1) -> int:
    """Atomic on the server: the key is made only if absent, then raised."""
    cache.add(kunci, 0, detik)
    try:
        return int(cache.incr(kunci, langkah))
    except ValueError:  # it ran out between the two
        return max(langkah, 0)


def _ringkas(akun: str) -> str:
    """What was typed as a name may be a password: only its hash goes to the cache."""
    return hashlib.sha256(akun.strip().lower().encode()).hexdigest()[:32]


def _dikenal(akun: str, alamat: str) -> str:
    return f"masuk:dikenal:{akun}:{counted(alamat)}"


def _sebut(detik: int) -> str:
    return f"{detik} detik" if detik < 60 else f"{math.ceil(detik / 60)} menit"
