"""Show one full number: why first, then the number in the answer to that form and nowhere else.

A number that stands on the form works once, so that reloading or going back to the answer masks it again. The answer
has the address of the form and is stored nowhere (no-store).
"""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.alasan import AlasanSalah
from dtsen.accounts.forms import AlasanBukaForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.access import keluarga_for
from dtsen.registry.buka import BUKA, TanpaNomor, open_number, require_open
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir

LIHAT = "warga.lihat"
KUNCI = "buka_sekali"
TERBANYAK = 8
"""Forms that may stand open in tabs at the same time."""


def _member(keluarga: Keluarga, pk: str) -> Individu | None:
    if not pk:
        return None
    individu = next((a for a in Individu.objects.for_keluarga(keluarga.pk) if str(a.pk) == pk), None)
    if individu is None:
        raise Http404("Anggota ini tidak ada di keluarga ini.")
    return individu


def _issue(session: SessionBase) -> str:
    sekali = secrets.token_urlsafe(9)
    session[KUNCI] = [*session.get(KUNCI, []), sekali][-TERBANYAK:]
    return sekali


def _spend(session: SessionBase, sekali: str) -> bool:
    """Whether the form has not been used; it is, from now on."""
    semua: list[str] = session.get(KUNCI, [])
    session[KUNCI] = [satu for satu in semua if satu != sekali]
    return sekali in semua


@require_http_methods(["GET", "POST"])
@butuh(BUKA, Lingkup.OBJEK)
@never_cache
@sensitive_variables()
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """The No KK of the family, or with `?anggota=ID` the NIK of a member."""
    user = pengguna(request)
    keluarga = keluarga_for(cakupan_of(user, LIHAT), pk)
    individu = _member(keluarga, request.GET.get("anggota", ""))
    require_open(user, keluarga, individu)
    halaman = reverse("registry:keluarga", args=[pk])
    form = AlasanBukaForm(request.POST if request.method == "POST" else None)
    isi = {
        "keluarga": Tabir.of(user, [keluarga]).family(keluarga),
        "individu": individu,
        "form": form,
        "kembali": halaman,
    }
    if request.method == "POST":
        if not _spend(request.session, request.POST.get("sekali", "")):
            messages.info(request, "Nomor itu sudah tersamar lagi. Buka sekali lagi bila masih perlu.")
            return redirect(halaman)
        if form.is_valid():
            try:
                terbuka = open_number(
                    keluarga,
                    pelaku=user,
                    individu=individu,
                    sebab=form.cleaned_data["sebab"],
                    alasan=form.cleaned_data["alasan"],
                )
            except AlasanSalah as galat:
                form.add_error(galat.kolom, galat.pesan)
            except TanpaNomor as galat:
                messages.info(request, galat.pesan)
                return redirect(halaman)
            else:
                return render(request, "registry/buka_nomor.html", {**isi, "terbuka": terbuka})
    audit.record(
        pelaku=user,
        aksi="warga.formulir",
        objek=f"keluarga:{pk}",
        keluarga=[pk],
        individu=[individu.pk] if individu else [],
    )
    return render(
        request,
        "registry/buka.html",
        {**isi, "sekali": _issue(request.session)},
        status=422 if form.is_bound else 200,
    )
