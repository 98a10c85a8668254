"""What is refused when targets and actual figures are written."""

from __future__ import annotations


class RpjmdDitolak(ValueError):
    """A deed on the plan that cannot be done; `kode`: tahun, nilai, sumber, sama, menunggu, status, angka, isi."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan
