"""What counts as decent on a day: the newest row in force of each measure."""

from __future__ import annotations

from datetime import date

from ikesos.models import Layak
from ikesos.models.masukan import HAL


class LayakKurang(ValueError):
    """A measure has no row in force."""


def in_force(hari: date) -> dict[str, list[int]]:
    """Return {measure: codes} on a day; raises LayakKurang."""
    hasil: dict[str, list[int]] = {}
    for satu in Layak.objects.filter(berlaku_dari__lte=hari).order_by("berlaku_dari"):
        hasil[satu.hal] = list(satu.kode)
    kurang = [HAL[hal] for hal in HAL if hal not in hasil]
    if kurang:
        raise LayakKurang(f"Belum ada ukuran untuk {', '.join(kurang)}. Tambahkan barisnya di Kelola.")
    return hasil
