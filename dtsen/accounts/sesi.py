"""Sessions of a user: how long they last, where they are open, ending them. Tokens of the API are listed with them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.models import Token, User

MULAI, DILIHAT = "sesi_mulai", "sesi_dilihat"
CATAT_TIAP_DETIK = 60
"""A session is written at most once in so many seconds, however often its pages are opened."""
PERAMBAN = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SISTEM = (
    ("Android", "ponsel Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
"""Marks of a user agent, the telling ones first (every browser also calls itself the next one)."""


@dataclass(frozen=True, slots=True)
class Perangkat:
    """One open session as its owner sees it."""

    id: int
    nama: str
    alamat: str
    mulai: datetime
    dilihat: datetime
    ini: bool


def is_over(request: HttpRequest) -> bool:
    """Whether the session was idle for too long, or is too old altogether."""
    kini, mulai, dilihat = time.time(), request.session.get(MULAI), request.session.get(DILIHAT)
    if mulai is None or dilihat is None:
        return False
    return bool(kini - dilihat > settings.SESI_DIAM_DETIK or kini - mulai > settings.SESSION_COOKIE_AGE)


def touch(request: HttpRequest, user: User) -> None:
    """Note that the person is there. A page that asks again by itself does not count as a person."""
    kini = time.time()
    baru = MULAI not in request.session
    if not baru and (kini - request.session[DILIHAT] < CATAT_TIAP_DETIK or _by_itself(request)):
        return
    request.session.setdefault(MULAI, kini)
    _note(request, user, kini)


def renew(request: HttpRequest, user: User) -> None:
    """Give the session another key, since it may do more from here on; it stays the same device."""
    lama = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=lama).delete()
    _note(request, user, time.time())


def _note(request: HttpRequest, user: User, kini: float) -> None:
    request.session[DILIHAT] = kini
    if request.session.session_key is None:
        request.session.save()
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": alamat_of(request),
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
            "last_seen_at": timezone.now(),
        },
    )


def _by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def devices(request: HttpRequest, user: User) -> list[Perangkat]:
    """Open sessions, this one first; those that ended meanwhile are swept away."""
    terbuka = UserSession.objects.purge_and_list(user)
    daftar = [
        Perangkat(
            s.pk,
            device_name(s.user_agent),
            s.ip,
            s.created_at,
            s.last_seen_at,
            s.session_key == request.session.session_key,
        )
        for s in terbuka
    ]
    return sorted(daftar, key=lambda p: (not p.ini, -p.dilihat.timestamp()))


def device_name(agen: str) -> str:
    """Return "Chrome di ponsel Android" for a user agent."""
    peramban = next((nama for tanda, nama in PERAMBAN if tanda in agen), "Peramban lain")
    sistem = next((nama for tanda, nama in SISTEM if tanda in agen), "")
    return f"{peramban} di {sistem}" if sistem else peramban


def end(user: User, *, pelaku: User, satu: int | None = None, kecuali: str | None = None, alasan: str = "") -> int:
    """End one session of a user, or all of them (but the one with the key `kecuali`); return how many."""
    milik = UserSession.objects.filter(user_id=user.pk)
    if satu is not None:
        milik = milik.filter(pk=satu)
    jumlah = 0
    for sesi in milik.exclude(session_key=kecuali or ""):
        sesi.end()
        jumlah += 1
    if jumlah:
        audit.record(
            pelaku=pelaku, aksi="akun.sesi_akhiri", objek=f"user:{user.pk}", rincian={"jumlah": jumlah}, alasan=alasan
        )
    return jumlah


def tokens(user: User) -> list[Token]:
    """Tokens still valid, the newest first."""
    return list(Token.objects.filter(user=user, expiry__gt=timezone.now()).order_by("-created"))


def revoke_tokens(user: User, *, pelaku: User | None, satu: str | None = None, alasan: str = "") -> int:
    """Revoke one token (by its `token_key`) or all tokens of a user; return how many."""
    milik = Token.objects.filter(user=user)
    if satu is not None:
        milik = milik.filter(token_key=satu)
    jumlah = int(milik.delete()[0])
    if jumlah:
        audit.record(
            pelaku=pelaku, aksi="akun.token_cabut", objek=f"user:{user.pk}", rincian={"jumlah": jumlah}, alasan=alasan
        )
    return jumlah


@receiver(pre_save, sender=User)
def _end_tokens(
    instance: User, using: str, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """With the password its tokens end, whichever page or command sets the new one (sessions end by their hash)."""
    kolom = set(update_fields or ())
    if raw or instance.pk is None or (kolom and "password" not in kolom):
        return
    if kolom == {"password"} and getattr(instance, "_password", None) is None:
        return  # the same password, which Django hashes anew at a sign-in
    lama = User.objects.using(using).filter(pk=instance.pk).values_list("password", flat=True).first()
    if lama is not None and lama != instance.password:
        revoke_tokens(instance, pelaku=audit.now().siapa())
