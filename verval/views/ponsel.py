"""The telephone page of the visits: a shell without personal data, and the service worker that keeps the shell.

What the shell shows comes from `/api/v1/kunjungan/` and lies in IndexedDB; neither address here names anybody.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh
from verval.kunjungan.alur import ISI

GAYA = ("css/app.css", "css/komponen.css", "css/kunjungan.css")
NASKAH = ("js/kunjungan/simpan.js", "js/kunjungan/kirim.js", "js/kunjungan/isi.js", "js/kunjungan/halaman.js")
PEKERJA = "js/kunjungan/pekerja.js"
CANGKANG = "X-Cangkang"
"""Marks the shell, so that the worker never keeps a sign-in page in its place."""


@require_safe
@butuh(ISI, Lingkup.BERSAMA)
@ensure_csrf_cookie
def ponsel(request: HttpRequest) -> HttpResponse:
    """The shell: the same bytes for everybody."""
    isi = {
        "gaya": [static(nama) for nama in GAYA],
        "naskah": [static(nama) for nama in NASKAH],
        "kuki_csrf": settings.CSRF_COOKIE_NAME,
    }
    jawaban = render(request, "verval/ponsel.html", isi)
    jawaban[CANGKANG] = "kunjungan"
    return jawaban


@require_safe
@butuh(ISI, Lingkup.BERSAMA)
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker. Served from here, so that its scope is the telephone page and nothing else."""
    jalur = finders.find(PEKERJA) or str(Path(settings.STATIC_ROOT) / PEKERJA)
    naskah = Path(str(jalur)).read_text(encoding="utf-8")
    berkas = [static(nama) for nama in (*GAYA, *NASKAH, "img/tanda.svg")]
    versi = hashlib.sha256(json.dumps([berkas, naskah]).encode()).hexdigest()[:16]
    depan = f"const VERSI = {json.dumps(versi)};\nconst BERKAS = {json.dumps(berkas)};\n"
    return HttpResponse(depan + naskah, content_type="text/javascript; charset=utf-8")
