"""Akses penuh: for half an hour one session of one user sees full numbers on detail pages.

It is a row in the database, so that its beginning and end are those of the server's clock and everybody who audits
finds it. It ends by itself, by "Matikan", on signing out, and as soon as the user no longer has the permission.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.db.models.functions import Now
from django.dispatch import receiver
from django.http import HttpRequest

from dtsen.accounts import audit, batas
from dtsen.accounts.access import boleh, require
from dtsen.accounts.alasan import check
from dtsen.accounts.models import AKSES_PENUH_PALING_LAMA, AksesPenuh, User

PENUH = "warga.penuh"
KUNCI = "akses_penuh"
"""Session key: id of the row. The row names the session too; both must agree."""
DISIMPAN = "_akses_penuh"


def start(user: User, session: SessionBase, *, sebab: str, alasan: str) -> AksesPenuh:
    """Begin; one that runs in this session ends first. Raises TidakBerwenang or AlasanSalah."""
    require(user, PENUH)
    sah = check(sebab, alasan)
    stop(user, session, sebab="diganti")
    akses = AksesPenuh.objects.create(
        user=user,
        sesi=_fingerprint(session),
        sebab=sah.sebab,
        alasan=sah.kata,
        mulai=Now(),
        sampai=Now() + AKSES_PENUH_PALING_LAMA,
    )
    akses.refresh_from_db()
    session[KUNCI] = akses.pk
    audit.record(
        pelaku=user,
        aksi="akses_penuh.mulai",
        objek=f"aksespenuh:{akses.pk}",
        rincian={"sebab": sah.sebab.pk, "sampai": akses.sampai.isoformat()},
        alasan=sah.kata,
    )
    return akses


def stop(user: User, session: SessionBase, *, sebab: str) -> None:
    """End what runs in this session; `sebab` in `dimatikan | diganti | keluar | izin` goes to the trail."""
    pk = session.pop(KUNCI, None)
    jalan = AksesPenuh.objects.filter(pk=pk, user=user, dicabut__isnull=True, sampai__gt=Now())
    if pk is not None and jalan.update(dicabut=Now()):
        audit.record(pelaku=user, aksi="akses_penuh.selesai", objek=f"aksespenuh:{pk}", rincian={"sebab": sebab})


def current(request: HttpRequest) -> AksesPenuh | None:
    """Return what runs in this session now by the clock of the database; asked once a request."""
    if not hasattr(request, DISIMPAN):
        setattr(request, DISIMPAN, _find(request))
    akses: AksesPenuh | None = getattr(request, DISIMPAN)
    return akses


def over(request: HttpRequest, izin: frozenset[str]) -> AksesPenuh | None:
    """Return the running access if it covers a family over which the user has the permissions `izin`.

    To be asked once a page: each page of full numbers counts. Raises TerlaluSering, which config/batas.py answers.
    """
    akses = current(request) if PENUH in izin else None
    if akses is not None:
        batas.count(request, "penuh", request.user)
    return akses


def _find(request: HttpRequest) -> AksesPenuh | None:
    user, pk = request.user, request.session.get(KUNCI)
    if pk is None or not isinstance(user, User):
        return None
    if not boleh(user, PENUH):
        stop(user, request.session, sebab="izin")
        return None
    milik = AksesPenuh.objects.filter(pk=pk, user=user, sesi=_fingerprint(request.session))
    akses = milik.filter(dicabut__isnull=True, mulai__lte=Now(), sampai__gt=Now()).first()
    if akses is None:
        del request.session[KUNCI]
    return akses


def _fingerprint(session: SessionBase) -> str:
    if session.session_key is None:
        raise ValueError("akses penuh hanya untuk sesi yang sudah masuk")
    return hashlib.sha256(session.session_key.encode()).hexdigest()


def to_page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the banner stands while it runs."""
    # Error pages may be drawn for a request that never reached the session or the user.
    return {"akses_penuh": current(request) if hasattr(request, "session") and hasattr(request, "user") else None}


@receiver(user_logged_out, dispatch_uid="akses_penuh")
def _end_with_session(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if request is not None and isinstance(user, User) and hasattr(request, "session"):
        stop(user, request.session, sebab="keluar")
