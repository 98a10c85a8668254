"""The part of a case page that asks where the resident wants to hear about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import pengguna
from verval import kontak
from verval.forms.kasus import KontakForm
from verval.hop import KasusDitolak
from verval.models import Dilacak


def contact(kasus: Dilacak, user: User, form: KontakForm | None = None) -> dict[str, Any]:
    """What `verval/_kontak.html` needs; `form` is one that was refused. Nobody but the maker sees the contact."""
    if not kontak.may_set(kasus, user):
        return {"kontak_form": None}
    ada = kontak.contact_of(kasus)
    awal = {"surel": ada.surel, "telepon": f"+{ada.telepon}" if ada.telepon else ""} if ada else {}
    return {
        "kontak_form": form or KontakForm(initial=awal),
        "kontak_ada": ada is not None,
        "kontak_url": reverse(f"verval:{kasus.JENIS}_kontak", args=[kasus.pk]),
    }


def receive_contact(request: HttpRequest, kasus: Dilacak) -> KontakForm | None:
    """Keep what was sent; returns the form with its errors, None when it went well or may not be done."""
    form = KontakForm(request.POST)
    if not form.is_valid():
        return form
    try:
        kontak.save(kasus, **form.cleaned_data, pelaku=pengguna(request))
        messages.success(request, "Kontak disimpan." if any(form.cleaned_data.values()) else "Kontak dihapus.")
    except KasusDitolak as galat:
        messages.error(request, galat.pesan)
    return None
