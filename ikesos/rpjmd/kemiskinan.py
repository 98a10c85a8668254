"""Poverty as BPS publishes it: dated rows with their source. Nothing here is reckoned from scores or desil."""

from __future__ import annotations

from ikesos.models import KemiskinanBps

KUKAR, KALTIM = "6402", "64"


def garis_kemiskinan(wilayah: str, tahun: int) -> KemiskinanBps | None:
    """Return the poverty line of a region (2 or 4 digits) in a year: the yearly row, else the March one, else newest.

    Other regions and years are never stepped in for.
    """
    baris = list(
        KemiskinanBps.objects.filter(
            kode_wilayah=wilayah, periode__startswith=str(tahun), garis_rp_bulan__isnull=False
        ).order_by("-periode")
    )
    peta = {satu.periode: satu for satu in baris}
    return peta.get(str(tahun)) or peta.get(f"{tahun}-03") or (baris[0] if baris else None)


def newest(wilayah: str = KUKAR) -> KemiskinanBps | None:
    """The last published row of a region that has a rate of poverty."""
    return KemiskinanBps.objects.filter(kode_wilayah=wilayah, p0__isnull=False).order_by("-periode").first()


def published(ukuran: str, tahun: int) -> tuple[float, str] | None:
    """Return (value, source) of p0, p1, p2 or gini of Kukar in a year."""
    if ukuran not in ("p0", "p1", "p2", "gini"):
        return None
    satu = KemiskinanBps.objects.filter(kode_wilayah=KUKAR, periode=str(tahun)).first()
    nilai = getattr(satu, ukuran) if satu is not None else None
    return None if satu is None or nilai is None else (nilai, satu.sumber)
