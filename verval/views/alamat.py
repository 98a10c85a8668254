"""Addresses that only take what a form sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPMethod
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

P = ParamSpec("P")
Halaman = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sent_from(halaman: str, bagian: str = "") -> Callable[[Halaman[P]], Halaman[P]]:
    """Take POST only; opened, the address leads to the page with the form (same arguments, part `#bagian`).

    A refused form is answered where it was sent, so its address stays in the bar of the browser and gets opened again.
    """

    def bungkus(view: Halaman[P]) -> Halaman[P]:
        @wraps(view)
        def dijaga(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method != HTTPMethod.POST:
                return HttpResponseRedirect(reverse(halaman, args=args, kwargs=kwargs) + bagian)
            return view(request, *args, **kwargs)

        return cast(Halaman[P], require_http_methods(["GET", "HEAD", "POST"])(dijaga))

    return bungkus
