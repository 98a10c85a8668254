"""A pembaruan that is begun from a finding: `?temuan=` travels through the forms and ties the two together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from dtsen.accounts.views.gerbang import pengguna
from verval.access import temuan_for
from verval.hop import KasusDitolak
from verval.models import Pembaruan
from verval.temuan import kerja


def origin(request: HttpRequest) -> str:
    """Return the end of an address that carries the finding on; blank without one."""
    pk = request.GET.get("temuan", "")
    return f"&temuan={pk}" if pk.isdecimal() and len(pk) < 19 else ""


def tie(request: HttpRequest, kasus: Pembaruan) -> None:
    """Link a new pembaruan with the finding it was begun from. Raises Http404 for one outside the scope."""
    if not origin(request):
        return
    user = pengguna(request)
    temuan = temuan_for(user, int(request.GET["temuan"]))
    try:
        kerja.link(temuan, kasus, pelaku=user)
    except KasusDitolak as galat:
        messages.warning(request, galat.pesan)
