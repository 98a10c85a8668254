"""Cari warga: one box, the answer beside each name, and who was looked at last.

What is typed comes by POST and is not kept: the session holds own ids only, and the result has an address that can be
reloaded and gone back to.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dtsen.accounts import audit
from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nik import NomorSalah
from dtsen.registry import last_seen
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.search import TERBANYAK, CariSalah
from verval import hasil
from verval.access import LIHAT
from verval.pembaruan import AJUKAN
from verval.warga import Baris, find_any, with_desil


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.DAFTAR)
def warga(request: HttpRequest) -> HttpResponse:
    """Look someone up, then show what was found; without a search, who was looked at last."""
    user = pengguna(request)
    if request.method == "POST":
        return _search(request, user, request.POST.get("q", ""))
    nomor = request.GET.get("hasil", "")
    temuan = hasil.find(request.session, nomor)
    isi: dict[str, Any] = {
        "boleh_baru": boleh(user, AJUKAN),
        "terbanyak": TERBANYAK,
        "lewat": bool(nomor) and temuan is None,
    }
    if temuan is not None:
        isi |= {
            "temuan": temuan,
            "baris": _shown(user, "warga.hasil", _people(user, temuan["orang"])),
            "q": temuan["nama"],
        }
    else:
        isi["terakhir"] = _recent(request, user)
    return render(request, "verval/warga.html", isi)


def _recent(request: HttpRequest, user: User) -> list[Baris]:
    return _shown(user, "warga.terakhir", _heads(user, last_seen.recent(request.session)))


def _shown(user: User, aksi: str, baris: list[Baris]) -> list[Baris]:
    """Leave one line about everybody on the page."""
    if baris:
        audit.record(
            pelaku=user,
            aksi=aksi,
            keluarga=[b.orang.keluarga_id for b in baris],
            individu=[b.orang.pk for b in baris],
        )
    return baris


def _search(request: HttpRequest, user: User, teks: str) -> HttpResponse:
    try:
        jawaban = find_any(user, teks)
    except (NomorSalah, CariSalah) as galat:
        isi: dict[str, Any] = {"galat": galat.pesan, "q": teks, "terakhir": _recent(request, user)}
        return render(request, "verval/warga.html", isi, status=422)
    if not jawaban.baris and jawaban.cara != "nama":
        # A slip in sixteen digits is put right in the box, so the number stays there and nowhere else.
        isi = {"temuan": {"cara": jawaban.cara}, "baris": [], "q": teks, "boleh_baru": boleh(user, AJUKAN)}
        return render(request, "verval/warga.html", isi)
    nomor = hasil.keep(request.session, jawaban, teks)
    return redirect(f"{reverse('verval:warga')}?hasil={nomor}")


def _people(user: User, pk: list[int]) -> list[Baris]:
    """The persons of a result in its order; the scope is asked again on every look."""
    dalam = Individu.objects.dalam(cakupan_of(user, LIHAT)).filter(pk__in=pk).for_cari()
    tabir = Tabir.of(user, [o.keluarga for o in dalam])
    ada = {o.pk: tabir.person(o) for o in dalam}
    return with_desil([ada[i] for i in pk if i in ada])


def _heads(user: User, keluarga: list[int]) -> list[Baris]:
    """One person of each family, its head where known, in the order of `keluarga`."""
    kepala = (
        Individu.objects.dalam(cakupan_of(user, LIHAT))
        .filter(keluarga_id__in=keluarga)
        .order_by("keluarga_id", "status_hubungan_keluarga", "id")
        .distinct("keluarga_id")
        .for_cari()
    )
    tabir = Tabir.of(user, [o.keluarga for o in kepala])
    ada = {o.keluarga_id: tabir.person(o) for o in kepala}
    return with_desil([ada[pk] for pk in keluarga if pk in ada])
