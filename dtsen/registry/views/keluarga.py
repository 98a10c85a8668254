"""The page of one family: who lives there, and what is known about them from where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dtsen.accounts import audit, penuh
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry import last_seen
from dtsen.registry.access import izin_keluarga, keluarga_for
from dtsen.registry.buka import BUKA
from dtsen.registry.halaman import family_facts, member_facts
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import Tabir

LIHAT, UBAH = "warga.lihat", "pembaruan.ajukan"


@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """Members and condition; `?anggota=ID` opens the facts of one member. Every look leaves a line in the trail."""
    user = pengguna(request)
    ini = keluarga_for(cakupan_of(user, LIHAT), pk)
    anggota = list(Individu.objects.for_keluarga(pk))
    dibuka = next((a for a in anggota if str(a.pk) == request.GET.get("anggota", "")), None)
    izin = izin_keluarga(user, ini)
    tabir = Tabir.of(user, [ini])
    akses = penuh.over(request, izin)
    audit.record(
        pelaku=user,
        aksi="keluarga.lihat",
        objek=f"keluarga:{pk}",
        rincian={"akses_penuh": akses.pk} if akses else None,
        keluarga=[pk],
        individu=[a.pk for a in anggota],
    )
    last_seen.remember(request.session, pk)
    isi = {
        "keluarga": tabir.family(ini),
        "anggota": [tabir.person(a) for a in anggota],
        "dibuka": dibuka,
        "fakta_anggota": member_facts(dibuka, tabir) if dibuka else [],
        "sensitif": tabir.open_over(pk),
        "boleh_ubah": ini.status == "aktif" and UBAH in izin,
        "boleh_buka": BUKA in izin and akses is None,
        "boleh_penuh": penuh.PENUH in izin and akses is None,
        "penuh": akses,
        "blok": family_facts(ini),
        "riwayat_kk": list(ini.riwayat_kk.order_by("-dari", "-id")),
    }
    return render(request, "registry/keluarga.html", isi)
