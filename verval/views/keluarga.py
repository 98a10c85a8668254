"""The cases of one family: its corrections and proposals, and where new ones begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.access import keluarga_for
from verval import hasil_kelayakan, pembaruan, usulan
from verval.access import LIHAT, boleh_nilai, izin_di, shown, tabir_of
from verval.halaman import trail, visits
from verval.hop import subjects
from verval.models import Pembaruan, Reaktivasi, Sengketa, Temuan, Usulan
from verval.musdes.hasil import last_places
from verval.views.layanan import title_of
from verval.views.sengketa import exclusions, line


@butuh(LIHAT, Lingkup.OBJEK)
def keluarga(request: HttpRequest, pk: int) -> HttpResponse:
    """Every case of the family that the user may see, newest first."""
    user = pengguna(request)
    ini = keluarga_for(cakupan_of(user, LIHAT), pk)
    izin = izin_di(user, ini)
    daftar = list(Pembaruan.objects.terlihat(user).for_keluarga(pk))
    usulannya = list(Usulan.objects.terlihat(user).for_keluarga(pk).select_related("program"))
    lain = [satu for model in (Temuan, Reaktivasi, Sengketa) for satu in model.objects.terlihat(user).for_keluarga(pk)]
    dikecualikan = list(exclusions(user).filter(keluarga=ini))
    tabir = tabir_of(user, daftar, ini)
    tentang = subjects(*daftar, *usulannya, *lain)
    audit.record(
        pelaku=user,
        aksi="keluarga.kasus",
        objek=f"keluarga:{pk}",
        keluarga=[pk, *tentang["keluarga"]],
        individu=[*tentang["individu"], *(s.individu_id for s in dikecualikan if s.individu_id)],
    )
    isi = {
        "keluarga": tabir.family(ini),
        "jejak": trail(tabir.family(ini), ("Kasus", "")),
        "pembaruan": [(shown(tabir, kasus), boleh_nilai(tabir, kasus)) for kasus in daftar],
        "usulan": [shown(tabir, kasus) for kasus in usulannya],
        **visits(user, ini),
        "layanan": [
            (shown(tabir, kasus), title_of(kasus), reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]))
            for kasus in lain
        ],
        "pengecualian": [line(user, tabir, satu) for satu in dikecualikan],
        "kelayakan": hasil_kelayakan.shown(pk, tabir),
        "peringkat_warga": last_places([pk]).get(pk),
        "boleh_perbarui": pembaruan.AJUKAN in izin and ini.status == "aktif",
        "boleh_usulkan": usulan.AJUKAN in izin and ini.status == "aktif",
    }
    return render(request, "verval/keluarga.html", isi)
