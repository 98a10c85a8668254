"""The gate of every page: signed in, and with the permission that the page names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dtsen.accounts.access import TidakBerwenang, require
from dtsen.accounts.models import User

P = ParamSpec("P")
Halaman = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def pengguna(request: HttpRequest) -> User:
    """The signed-in user, typed; behind `butuh` there always is one."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Masuk dahulu.")
    return request.user


def butuh(izin: str) -> Callable[[Halaman[P]], Halaman[P]]:
    """Let only users with the permission in; others get the page "403", people who are not signed in the login.

    A TidakBerwenang raised inside the page is answered in the same way.
    """

    def pasang(halaman: Halaman[P]) -> Halaman[P]:
        @login_required
        @wraps(halaman)
        def dijaga(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                require(request.user, izin)
                return halaman(request, *args, **kwargs)
            except TidakBerwenang as galat:
                raise PermissionDenied(galat.pesan) from galat

        dijaga.izin = izin  # type: ignore[attr-defined]  # read by the permission matrix of the tests
        return cast(Halaman[P], dijaga)

    return pasang
