"""What is refused when targets and actual figures are written."""

from __future__ import annotations

from dtsen.lib.ditolak import Ditolak


class RpjmdDitolak(Ditolak):
    """A deed on the plan that cannot be done; `kode`: tahun, nilai, sumber, sama, menunggu, status, angka, isi."""
