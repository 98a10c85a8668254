"""What can stand in the way of a visit."""

from __future__ import annotations

from verval.hop import KasusDitolak, StaleStatus


class KunjunganDitolak(KasusDitolak):
    """A visit that cannot be written as asked: `kode` for machines, `pesan` says what to do."""


class KunjunganBerubah(StaleStatus):
    """The visit was handed on, cancelled or ended after the telephone fetched it; nothing was taken."""

    kode = "kunjungan_berubah"

    def __init__(self, pesan: str) -> None:
        RuntimeError.__init__(self, pesan)
        self.pesan = pesan
