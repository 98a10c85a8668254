"""What use cases raise where they refuse: a code for programs and tests, a sentence for people."""

from __future__ import annotations


class Ditolak(ValueError):
    """Nothing was done. `kode` says why in a word, `pesan` in Indonesian, with what to do next."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan
