"""An expired case, filed again as a copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nik import NomorSalah
from dtsen.registry.values import FaktaSalah
from verval import pembaruan, salinan, usulan
from verval.access import pembaruan_for, usulan_for
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan, Usulan
from verval.views.sekali import Belum, sekali


def again(kasus: Pembaruan | Usulan, user: User) -> dict[str, Any]:
    """What the page of a case needs to offer a copy."""
    return {
        "boleh_salin": salinan.may_copy(kasus, user),
        "url_salin": reverse(f"verval:{kasus.JENIS}_salin", args=[kasus.pk]),
    }


def _copy(request: HttpRequest, kasus: Pembaruan | Usulan) -> HttpResponse:
    try:
        hasil = salinan.copy(kasus, pelaku=pengguna(request))
    except (FaktaSalah, NomorSalah, KasusDitolak, StaleStatus) as galat:
        messages.error(request, galat.pesan)
        return Belum(reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]))
    bukti = f" {hasil.ikut} bukti ikut disalin." if hasil.ikut else ""
    lagi = f" {hasil.tinggal} bukti lama tidak ikut; lampirkan yang baru." if hasil.tinggal else ""
    messages.success(request, f"Draf baru sudah dibuat.{bukti}{lagi} Periksa isinya, lalu ajukan.")
    return redirect(f"verval:{kasus.JENIS}_detail", pk=hasil.kasus.pk)


@require_POST
@butuh(pembaruan.AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_salin(request: HttpRequest, pk: int) -> HttpResponse:
    """File an expired correction again as a draft."""
    return _copy(request, pembaruan_for(pengguna(request), pk))


@require_POST
@butuh(usulan.AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_salin(request: HttpRequest, pk: int) -> HttpResponse:
    """File an expired proposal again as a draft."""
    return _copy(request, usulan_for(pengguna(request), pk))
