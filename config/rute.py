"""Every route of the site with what guards it. A route that declares nothing is refused at start (dtsen.E004)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from dtsen.accounts.jaga import JAGA, Jaga, Lingkup
from dtsen.accounts.peran import IZIN_KELOLA

PUSTAKA = {
    "api:skema": Jaga(Lingkup.BERSAMA),
    "api:dokumen": Jaga(Lingkup.BERSAMA),
    "admin:login": Jaga(Lingkup.UMUM),
    "admin:logout": Jaga(Lingkup.UMUM),
    "admin:index": Jaga(Lingkup.KABUPATEN),
    "admin:app_list": Jaga(Lingkup.KABUPATEN),
    "admin:jsi18n": Jaga(Lingkup.KABUPATEN),
    "admin:autocomplete": Jaga(Lingkup.KABUPATEN),
    "admin:password_change": Jaga(Lingkup.KABUPATEN),
    "admin:password_change_done": Jaga(Lingkup.KABUPATEN),
    "admin:view_on_site": Jaga(Lingkup.KABUPATEN),
    "admin:": Jaga(Lingkup.KABUPATEN),
}
"""Pages that libraries bring, by name. Those of one table under /kelola/ follow IZIN_KELOLA; "admin:" is its last one,
which only adds a slash. What opens /kelola/ at all is any permission of IZIN_KELOLA."""


@dataclass(frozen=True, slots=True)
class Rute:
    """One route: `ruang:nama`, the pattern as written, its view, and its guard (None: not declared)."""

    nama: str
    pola: str
    tampilan: Callable[..., Any]
    jaga: Jaga | None


def routes() -> list[Rute]:
    """Return every route of the URLconf, in its order."""
    kelola = _admin_pages()
    return [
        Rute(nama, pola, tampilan, PUSTAKA.get(nama) or kelola.get(nama) or JAGA.get(_key(tampilan)))
        for nama, pola, tampilan in _walk(get_resolver().url_patterns)
    ]


def undeclared() -> list[Rute]:
    return [rute for rute in routes() if rute.jaga is None]


def _walk(pola: list[Any], depan: str = "", ruang: str = "") -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for satu in pola:
        tulisan = depan + str(satu.pattern)
        if isinstance(satu, URLResolver):
            yield from _walk(satu.url_patterns, tulisan, f"{satu.namespace}:" if satu.namespace else ruang)
        elif isinstance(satu, URLPattern):
            yield f"{ruang}{satu.name or ''}", tulisan, satu.callback


def _key(tampilan: Callable[..., Any]) -> str:
    asal = getattr(tampilan, "cls", tampilan)  # DRF wraps a function into a class of the same name
    return f"{asal.__module__}.{asal.__name__}"


def _admin_pages() -> dict[str, Jaga]:
    """The pages of each table under /kelola/ with the permission of the table."""
    hasil = {}
    for model, halaman in admin.site._registry.items():
        izin = IZIN_KELOLA.get(model._meta.label_lower)
        if izin is None:
            continue
        for nama in (p.name for p in halaman.get_urls() if isinstance(p, URLPattern) and p.name):
            hasil[f"admin:{nama}"] = Jaga(Lingkup.KABUPATEN, izin)
        hasil["admin:"] = Jaga(Lingkup.KABUPATEN)
    return hasil
