"""What a production start refuses: demo accounts and passwords that everybody knows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

SANDI_TERPENDEK = 16


def akun_demo(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """dtsen.E001: an active demo account, whose password stands in the README."""
    if settings.MODE != "produksi" or "default" not in (databases or ()):
        return []
    akun = get_user_model().objects.filter(demo=True, is_active=True)
    nama = list(akun.values_list("username", flat=True)[:20])
    if not nama:
        return []
    return [
        Error(
            f"Masih ada akun demo yang aktif: {', '.join(nama)}.",
            hint="Hapus akun itu, atau pakai basis data baru untuk produksi.",
            id="dtsen.E001",
        )
    ]


def sandi_basis_data(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """dtsen.E002: a database reached over the network with a short or well-known password."""
    if settings.MODE != "produksi":
        return []
    lemah = [
        alias
        for alias, isi in settings.DATABASES.items()
        if not str(isi.get("HOST", "")).startswith("/") and len(str(isi.get("PASSWORD", ""))) < SANDI_TERPENDEK
    ]
    return [
        Error(
            f"Kata sandi basis data ({alias}) kosong atau terlalu pendek.",
            hint=f"Pakai kata sandi acak, sedikitnya {SANDI_TERPENDEK} huruf, di DATABASE_URL.",
            id="dtsen.E002",
        )
        for alias in lemah
    ]


def peran_basis_data(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """dtsen.E003: the application's database role stands above row-level security, so that no scope holds."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as kursor:
        kursor.execute(
            """SELECT rolsuper OR rolbypassrls OR EXISTS (
                   SELECT FROM pg_class WHERE relname = 'registry_keluarga' AND relowner = r.oid)
               FROM pg_roles r WHERE rolname = current_user"""
        )
        baris = kursor.fetchone()
    if baris is None or not baris[0]:
        return []
    return [
        Error(
            "Peran basis data di DATABASE_URL memiliki tabel atau melewati row-level security.",
            hint="Pakai peran aplikasi di DATABASE_URL dan peran pemilik di DATABASE_OWNER_URL (lihat docs/runbook).",
            id="dtsen.E003",
        )
    ]


def lingkup_rute(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """dtsen.E004: a route that does not say what it reaches into and who may."""
    from config.rute import undeclared  # noqa: PLC0415 (views need the apps loaded)

    return [
        Error(
            f"Rute {rute.nama or rute.pola} tidak menyebut lingkupnya.",
            hint="Pasang butuh(izin, Lingkup...) atau terbuka(Lingkup...) pada tampilannya (dtsen/accounts/jaga.py).",
            id="dtsen.E004",
        )
        for rute in undeclared()
    ]


def penyedia_identitas(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """dtsen.E010: an identity provider that is reached in the clear, or without a name and secret of this house."""
    if settings.MODE != "produksi" or not settings.OIDC_ISSUER:
        return []
    aplikasi = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    if settings.OIDC_ISSUER.startswith("https://") and aplikasi["client_id"] and aplikasi["secret"]:
        return []
    return [
        Error(
            "Penyedia identitas (OIDC_ISSUER) harus https, dengan OIDC_CLIENT_ID dan OIDC_CLIENT_SECRET.",
            hint="Isi ketiganya, atau kosongkan OIDC_ISSUER untuk berjalan tanpa SSO.",
            id="dtsen.E010",
        )
    ]


def register_all() -> None:
    register(lingkup_rute, Tags.urls)
    register(penyedia_identitas, Tags.security)
    register(akun_demo, Tags.database)
    register(peran_basis_data, Tags.database)
    register(sandi_basis_data, Tags.security)


def refuse_unsafe_start() -> None:
    """Called by the web entry point: demo mode is never a default, and in production the checks above hold."""
    if "MODE" not in os.environ:
        raise ImproperlyConfigured("Isi MODE: produksi, atau demo untuk mencoba di komputer sendiri.")
    if settings.MODE != "produksi":
        return
    salah = [
        pesan
        for pesan in run_checks(tags=[Tags.database, Tags.security], databases=["default"])
        if str(pesan.id).startswith("dtsen.")
    ]
    if salah:
        raise ImproperlyConfigured(" ".join(f"{pesan.msg} {pesan.hint}" for pesan in salah))
