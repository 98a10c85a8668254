"""The page of one family: who lives there, and what is known about them from where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry import last_seen
from dtsen.registry.access import keluarga_for
from dtsen.registry.halaman import family_facts, member_facts
from dtsen.registry.models import Individu, Keluarga

LIHAT, SENSITIF, UBAH = "warga.lihat", "warga.sensitif", "pembaruan.ajukan"


@butuh(LIHAT, Lingkup.OBJEK)
def keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """Members and condition; `?anggota=ID` opens the facts of one member. Every look leaves a line in the trail."""
    user = pengguna(request)
    ini = keluarga_for(cakupan_of(user, LIHAT), pk)
    anggota = list(Individu.objects.for_keluarga(pk))
    dibuka = next((a for a in anggota if str(a.pk) == request.GET.get("anggota", "")), None)
    sensitif = _in_scope(user, SENSITIF, pk)
    audit.record(
        pelaku=user,
        aksi="keluarga.lihat",
        objek=f"keluarga:{pk}",
        keluarga=[pk],
        individu=[a.pk for a in anggota],
    )
    last_seen.remember(request.session, pk)
    isi = {
        "keluarga": ini,
        "anggota": anggota,
        "dibuka": dibuka,
        "fakta_anggota": member_facts(dibuka, sensitif=sensitif) if dibuka else [],
        "sensitif": sensitif,
        "boleh_ubah": ini.status == "aktif" and _in_scope(user, UBAH, pk),
        "blok": family_facts(ini),
        "riwayat_kk": list(ini.riwayat_kk.order_by("-dari", "-id")),
    }
    return render(request, "registry/keluarga.html", isi)


def _in_scope(user: User, izin: str, pk: int) -> bool:
    """Whether an assignment that carries the permission covers this family."""
    return Keluarga.objects.dalam(cakupan_of(user, izin)).filter(pk=pk).exists()
