"""The scope of an API call. Apart from config/api.py, since the framework reads its settings while it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import IsAuthenticated

from dtsen.accounts.access import cakupan_of
from dtsen.registry import lingkup

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class DalamLingkup(IsAuthenticated):
    """Only signed-in users, and from here on the transaction sees what they may see.

    A token is read inside the view, after the middleware has opened the transaction for nobody.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        boleh = super().has_permission(request, view)
        if boleh:
            lingkup.assume(cakupan_of(request.user))
        return boleh
