"""The ways out of the house: e-mail by Django's backend, WhatsApp by one JSON request to a provider.

No address and no text of a message goes into an error: errors are kept and logged, addresses are not.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from http.client import HTTPException
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage

COBA_LAGI = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
"""Refusals of the 4xx kind that pass by themselves."""
SMTP_TETAP = 500
JAWABAN_DIBACA = 1024


class KirimGagal(Exception):
    """An attempt that did not go through: `kode` is short and names nobody; `tetap`: trying again is no use."""

    def __init__(self, kode: str, *, tetap: bool = False) -> None:
        super().__init__(kode)
        self.kode, self.tetap = kode, tetap


class Gerbang(Protocol):
    """One channel."""

    def ready(self) -> bool:
        """Whether the settings say how to reach it."""
        ...

    def send(self, alamat: str, judul: str, isi: str) -> None:
        """Hand one message over. Raises KirimGagal."""
        ...


class Surel:
    """E-mail: `alamat` is one address, `judul` one line."""

    def ready(self) -> bool:
        return bool(settings.EMAIL_HOST)

    def send(self, alamat: str, judul: str, isi: str) -> None:
        try:
            EmailMessage(judul, isi, to=[alamat]).send()
        except SMTPRecipientsRefused as galat:
            kode = max((int(k) for k, _ in galat.recipients.values()), default=0)
            raise KirimGagal(f"SMTP {kode}", tetap=kode >= SMTP_TETAP) from None
        except TimeoutError:
            raise KirimGagal("waktu habis") from None
        except (SMTPException, OSError) as galat:
            raise KirimGagal(f"SMTP {type(galat).__name__}"[:40]) from None


class _TanpaPengalihan(HTTPRedirectHandler):
    """A redirect would carry the token and the number to somebody else; it is an error instead."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class WhatsApp:
    """POST {"to": "6281234567890", "text": "..."} to PESAN_WA_URL with a bearer token; any 2xx means taken over."""

    def ready(self) -> bool:
        return bool(settings.PESAN_WA_URL)

    def send(self, alamat: str, judul: str, isi: str) -> None:
        permintaan = Request(
            settings.PESAN_WA_URL,
            data=json.dumps({"to": alamat, "text": isi}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.PESAN_WA_TOKEN}"},
            method="POST",
        )
        try:
            with build_opener(_TanpaPengalihan).open(permintaan, timeout=settings.PESAN_WA_DETIK) as jawaban:
                jawaban.read(JAWABAN_DIBACA)
        except HTTPError as galat:
            galat.close()
            tetap = galat.code < HTTPStatus.INTERNAL_SERVER_ERROR and galat.code not in COBA_LAGI
            raise KirimGagal(f"HTTP {galat.code}", tetap=tetap) from None
        except (OSError, HTTPException) as galat:
            sebab = galat.reason if isinstance(galat, URLError) else galat
            if isinstance(sebab, TimeoutError):
                raise KirimGagal("waktu habis") from None
            raise KirimGagal(f"sambungan {type(sebab).__name__}"[:40]) from None


GERBANG: dict[str, Gerbang] = {"wa": WhatsApp(), "surel": Surel()}


def channels() -> list[str]:
    """Return the channels in use, the first choice first: PESAN_SALURAN without what is not configured."""
    return [nama for nama in settings.PESAN_SALURAN if GERBANG[nama].ready()]
