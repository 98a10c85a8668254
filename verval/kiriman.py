"""Sending twice does once: the key of a form or of an API call, and the answer that the first one got.

The row is written before the work and in its transaction. A second request with the key waits at the unique constraint
until the first has committed and then gets its answer; if the first came to nothing, the second does the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from dtsen.accounts.models import User
from verval.models import Kiriman

DIINGAT = timedelta(days=7)
"""How long a key is remembered: longer than a telephone stays without a line, shorter than anybody needs to know."""
BERBEDA = "Isian ini sudah terkirim sebelumnya, dan isinya lain dari yang sekarang. Lihat yang sudah tersimpan di sini."


def read_key(tulisan: str) -> UUID | None:
    """Return the key, None for anything that is no UUID."""
    try:
        return UUID(tulisan)
    except ValueError:
        return None


def fingerprint(bagian: Iterable[str | bytes]) -> str:
    """Return one SHA-256 over parts in their order, each with its length, so that none runs into the next."""
    sidik = hashlib.sha256()
    for satu in bagian:
        isi = satu.encode() if isinstance(satu, str) else satu
        sidik.update(f"{len(isi)}:".encode() + isi)
    return sidik.hexdigest()


def begin(pelaku: User | None, kunci: UUID, sidik: str) -> tuple[Kiriman, bool]:
    """Return the row of the key and whether it is new: then the caller does the work and calls `done` or `undone`.

    `pelaku` is None for a visitor without an account. Must stand inside the transaction of the work; waits while
    another request works under the same key.
    """
    return Kiriman.objects.get_or_create(pelaku=pelaku, kunci=kunci, defaults={"sidik": sidik})


def done(kiriman: Kiriman, tujuan: str) -> None:
    """Remember the answer."""
    kiriman.tujuan = tujuan
    kiriman.save(update_fields=["tujuan"])


def undone(kiriman: Kiriman) -> None:
    """Nothing came of it (wrong input, somebody was faster): the same key may try again."""
    kiriman.delete()


def sweep() -> int:
    """Forget keys older than DIINGAT; returns how many."""
    return Kiriman.objects.filter(dibuat__lt=timezone.now() - DIINGAT).delete()[0]
