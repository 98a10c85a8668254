"""Crash reports: what went wrong and where, without a number, a name or anything that somebody sent."""

from __future__ import annotations

import re
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from dtsen.lib.samar import mask_text

TERBUKA = (bool, int, float, type(None))
"""Kinds of values that a report may show: ids and counts; a 16-digit one is masked like any other."""


class SaringanLaporan(SafeExceptionReporterFilter):
    """Leaves out every posted value and every cookie, and of local variables everything but plain numbers."""

    # Django knows the name of the session cookie alone; CSRF_COOKIE stands in META, beside the header it came in.
    hidden_settings = re.compile(f"{SafeExceptionReporterFilter.hidden_settings.pattern}|COOKIE", re.IGNORECASE)

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request is not None else {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(getattr(request, "COOKIES", {}), self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        return {nama: self._shown(nilai) for nama, nilai in tb_frame.f_locals.items()}.items()

    def _shown(self, nilai: Any) -> Any:
        return nilai if isinstance(nilai, TERBUKA) else f"<{type(nilai).__name__}>"


class LaporanTersamar(ExceptionReporter):
    """The report as text or page, masked as a whole: exception texts quote values, addresses may hold them."""

    def get_traceback_html(self) -> SafeString:
        return SafeString(mask_text(super().get_traceback_html()))

    def get_traceback_text(self) -> SafeString:
        return SafeString(mask_text(super().get_traceback_text()))
