"""Accepting a late filing for the month it was filed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval import terlambat
from verval.access import LIHAT, pembaruan_for, usulan_for
from verval.bulan import label_bulan
from verval.forms.kasus import TerlambatForm
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan, Usulan


def late(kasus: Pembaruan | Usulan, user: User) -> dict[str, Any]:
    """What the page of a case needs to say for which month it counts, and to accept it for the one before."""
    bulan = terlambat.late_month(kasus)
    return {
        "bulan_dihitung": label_bulan(kasus.periode) if kasus.periode else "",
        "bulan_terlambat": label_bulan(bulan) if bulan else "",
        "boleh_terlambat": terlambat.may_accept(kasus, user, timezone.localdate()),
        "url_terlambat": reverse(f"verval:{kasus.JENIS}_terlambat", args=[kasus.pk]),
    }


def _accept(request: HttpRequest, kasus: Pembaruan | Usulan) -> HttpResponse:
    form = TerlambatForm(request.POST)
    try:
        if not form.is_valid():
            raise KasusDitolak("isian", "Tulis alasannya, lalu coba lagi.")
        terlambat.accept(kasus, pelaku=pengguna(request), **form.cleaned_data)
    except (KasusDitolak, StaleStatus) as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, "Kasus ini sekarang dihitung untuk bulan waktu diajukan.")
    return redirect(f"verval:{kasus.JENIS}_detail", pk=kasus.pk)


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
def pembaruan_terlambat(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a late correction for the month it was filed in."""
    return _accept(request, pembaruan_for(pengguna(request), pk))


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
def usulan_terlambat(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a late proposal for the month it was filed in."""
    return _accept(request, usulan_for(pengguna(request), pk))
