"""One transaction a request, seen through the scope of its user.

The response is rendered inside it; nothing with rows may be streamed after it. A refusal or an error rolls it back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dtsen.accounts.access import cakupan_of
from dtsen.registry import lingkup

GALAT_SERVER = 500


class LingkupMiddleware:
    """Stands behind the authentication; the API sets the scope of a token's owner itself (config/api.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with lingkup.within(cakupan_of(request.user)):
            jawaban = self.get_response(request)
            if jawaban.status_code >= GALAT_SERVER or getattr(request, "ditolak", False):
                transaction.set_rollback(True)
        return jawaban

    def process_exception(self, request: HttpRequest, galat: Exception) -> None:
        """Whatever a page raises (also 404 and 403) undoes what it wrote."""
        request.ditolak = True  # type: ignore[attr-defined]  # read above
