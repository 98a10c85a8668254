"""Desil of one family: what is published, what the present facts give, why, and how it went before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.views.gerbang import butuh
from dtsen.ranking import explanations
from dtsen.ranking.models import Hasil
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import DesilResmi
from dtsen.wilayah.models import Wilayah


@butuh("warga.lihat")
def keluarga_desil(request: HttpRequest, pk: int) -> HttpResponse:
    """The desil tab of a family page."""
    keluarga = keluarga_for(cakupan_of(request.user, "warga.lihat"), pk)
    kini = explanations.desil_now(pk)
    alasan = kini.alasan if kini else ()
    terkuat = max((abs(satu.selisih) for satu in alasan), default=0) or 1
    isi = {
        "keluarga": keluarga,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "kini": kini,
        "alasan": [(satu, round(100 * abs(satu.selisih) / terkuat, 2)) for satu in alasan],
        "riwayat": explanations.history(pk),
        "resmi": DesilResmi.objects.filter(keluarga_id=pk).order_by("-tanggal"),
        "kosong": KOSONG.get(kini.alasan_kosong, "") if kini else "",
        "terbit_kosong": _why_empty(kini.terbit if kini else None),
    }
    return render(request, "ranking/keluarga_desil.html", isi)


KOSONG = {
    "data_kurang": "kurang dari 60 % jawaban yang diskor diketahui",
    "tanpa_anggota": "tidak ada anggota yang tercatat hidup bersama",
}


def _why_empty(terbit: Hasil | None) -> str:
    if terbit is None:
        return "keluarga ini belum ada saat peringkat dihitung"
    return KOSONG.get(terbit.alasan_kosong, "")
