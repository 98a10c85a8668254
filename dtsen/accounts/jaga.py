"""What guards each route: its reach and its permission, declared beside the view and read by config/rute.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dtsen.accounts.access import require

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., HttpResponseBase])
Panggilan = Callable[Concatenate[Any, P], R]


class Lingkup(StrEnum):
    """What a route reaches into, and so what another region's user meets there."""

    UMUM = "umum"
    """Open without signing in; no personal data."""
    DIRI = "diri"
    """One's own account."""
    BERSAMA = "bersama"
    """The same for everybody who may see it; no personal data."""
    DAFTAR = "daftar"
    """Rows of the regions of the user; others are not among them."""
    OBJEK = "objek"
    """One family, person or case; outside the regions of the user it is not there (404)."""
    WILAYAH = "wilayah"
    """One region; outside the regions of the user it is not there (404)."""
    KABUPATEN = "kabupaten"
    """The whole kabupaten: only assignments that cover it carry the permission."""


@dataclass(frozen=True, slots=True)
class Jaga:
    """What guards a route: its reach, the permission to read, and the one to write where it is another."""

    lingkup: Lingkup
    izin: str = ""
    menulis: str = ""

    def perlu(self, metode: str | None) -> str:
        return self.izin if metode in MEMBACA or not self.menulis else self.menulis


JAGA: dict[str, Jaga] = {}
"""Module and name of a view -> its guard; read by config/rute.py. The pages of a library are listed there."""
MEMBACA = ("GET", "HEAD", "OPTIONS")


def declare(tampilan: Callable[..., Any], jaga: Jaga) -> None:
    """Remember the guard of a view under its module and name (DRF keeps both when it wraps a function)."""
    JAGA[f"{tampilan.__module__}.{tampilan.__name__}"] = jaga


def terbuka(lingkup: Lingkup) -> Callable[[F], F]:
    """Declare the reach of a page that needs no permission of its own."""

    def catat(halaman: F) -> F:
        declare(halaman, Jaga(lingkup))
        return halaman

    return catat


def butuh_api(izin: str, lingkup: Lingkup, *, menulis: str = "") -> Callable[[Panggilan[P, R]], Panggilan[P, R]]:
    """The same for a function under `api_view`, which has asked for a signed-in user and answers refusals itself."""
    jaga = Jaga(lingkup, izin, menulis)

    def pasang(panggilan: Panggilan[P, R]) -> Panggilan[P, R]:
        declare(panggilan, jaga)

        @wraps(panggilan)
        def dijaga(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            if perlu := jaga.perlu(request.method):
                require(request.user, perlu)
            return panggilan(request, *args, **kwargs)

        return cast(Panggilan[P, R], dijaga)

    return pasang
