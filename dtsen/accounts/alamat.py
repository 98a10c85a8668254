"""The network address that a request came from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

TIDAK_DIKETAHUI = "0.0.0.0"


def alamat_of(request: HttpRequest) -> str:
    """Return the client's address; "0.0.0.0" where the connection has none (a unix socket).

    Of X-Forwarded-For only the entry that the outermost trusted proxy wrote counts: anybody may send the rest.
    """
    calon = str(request.META.get("REMOTE_ADDR", ""))
    jumlah = settings.PROKSI_TEPERCAYA
    if jumlah:
        rantai = [satu.strip() for satu in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if satu.strip()]
        calon = rantai[-jumlah] if len(rantai) >= jumlah else calon
    try:
        return str(ipaddress.ip_address(calon))
    except ValueError:
        return TIDAK_DIKETAHUI


def counted(alamat: str) -> str:
    """Return what limits count an address as: of IPv6 its /64, since one connection has every address in it."""
    try:
        ip = ipaddress.ip_address(alamat)
    except ValueError:
        return alamat
    if isinstance(ip, ipaddress.IPv4Address):
        return alamat
    return str(ip.ipv4_mapped or ipaddress.IPv6Address(int(ip) >> 64 << 64))
