"""The cases of one family: its corrections and proposals, and where new ones begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.access import keluarga_for
from verval import pembaruan, usulan
from verval.access import LIHAT, boleh_nilai, izin_di, shown, tabir_of
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
    tabir = tabir_of(user, daftar, ini)
    tentang = subjects(*daftar, *usulannya)
    audit.record(
        pelaku=user,
        aksi="keluarga.kasus",
        objek=f"keluarga:{pk}",
        keluarga=[pk, *tentang["keluarga"]],
        individu=tentang["individu"],
    )
    isi = {
        "keluarga": tabir.family(ini),
        "jejak": trail(tabir.family(ini), ("Kasus", "")),
        "pembaruan": [(shown(tabir, kasus), boleh_nilai(tabir, kasus)) for kasus in daftar],
        "usulan": [shown(tabir, kasus) for kasus in usulannya],
        "boleh_perbarui": pembaruan.AJUKAN in izin and ini.status == "aktif",
        "boleh_usulkan": usulan.AJUKAN in izin and ini.status == "aktif",
    }
    return render(request, "verval/keluarga.html", isi)
