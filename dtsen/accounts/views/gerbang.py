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
from dtsen.accounts.jaga import Jaga, Lingkup, declare
from dtsen.accounts.models import User

P = ParamSpec("P")
Halaman = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def pengguna(request: HttpRequest) -> User:
    """The signed-in user, typed; behind `butuh` there always is one."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Masuk dahulu.")
    return request.user


def butuh(izin: str, lingkup: Lingkup, *, menulis: str = "") -> Callable[[Halaman[P]], Halaman[P]]:
    """Let only users with the permission in; others get the page "403", people who are not signed in the login.

    `menulis` is the permission for POST where it is not the one for looking. A TidakBerwenang raised inside the page is
    answered in the same way.
    """
    jaga = Jaga(lingkup, izin, menulis)

    def pasang(halaman: Halaman[P]) -> Halaman[P]:
        declare(halaman, jaga)

        @login_required
        @wraps(halaman)
        def dijaga(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                require(request.user, jaga.perlu(request.method))
                return halaman(request, *args, **kwargs)
            except TidakBerwenang as galat:
                raise PermissionDenied(galat.pesan) from galat

        return cast(Halaman[P], dijaga)

    return pasang
