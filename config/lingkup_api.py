"""The scope of an API call. Apart from config/api.py, since the framework reads its settings while it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import IsAuthenticated

from dtsen.accounts import dua_faktor
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import Token
from dtsen.registry import lingkup

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class DalamLingkup(IsAuthenticated):
    """Only signed-in users, and from here on the transaction sees what they may see.

    A token is read inside the view, after the middlewares: so the second factor is asked for here once more (for a
    session the middleware has done it), as a peran may be gained after the token.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        boleh = super().has_permission(request, view)
        if boleh:
            if isinstance(request.auth, Token) and not request.auth.dua_faktor and dua_faktor.wajib(request.user):
                raise dua_faktor.Diperlukan
            lingkup.assume(cakupan_of(request.user))
        return boleh
