"""The cases of one family: its corrections and proposals, and where new ones begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.access import keluarga_for
from verval import usulan
from verval.access import LIHAT, boleh_nilai, izin_di
from verval.halaman import trail
from verval.hop import subjects
from verval.models import Pembaruan, Usulan


@butuh(LIHAT, Lingkup.OBJEK)
def keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """Every case of the family that the user may see, newest first."""
    user = pengguna(request)
    ini = keluarga_for(cakupan_of(user, LIHAT), pk)
    izin = izin_di(user, ini)
    daftar = list(Pembaruan.objects.terlihat(user).for_keluarga(pk))
    usulannya = list(Usulan.objects.terlihat(user).for_keluarga(pk).select_related("program"))
    tentang = subjects(*daftar, *usulannya)
    audit.record(
        pelaku=user,
        aksi="keluarga.kasus",
        objek=f"keluarga:{pk}",
        keluarga=[pk],
        individu=tentang["individu"],
    )
    isi = {
        "keluarga": ini,
        "jejak": trail(ini, ("Kasus", "")),
        "pembaruan": [(kasus, boleh_nilai(user, kasus)) for kasus in daftar],
        "usulan": usulannya,
        "boleh_usulkan": usulan.AJUKAN in izin and ini.status == "aktif",
    }
    return render(request, "verval/keluarga.html", isi)
