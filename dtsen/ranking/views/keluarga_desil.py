"""The desil of one family: what it is, why, how it went, and what the present data would give."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.ranking.explanations import desil_now, shown_reasons
from dtsen.ranking.models import SEBAB
from dtsen.ranking.querysets import history_daerah
from dtsen.ranking.stats.explain import Alasan
from dtsen.registry.access import keluarga_for
from dtsen.registry.perlindungan import Tabir

LIHAT = "warga.lihat"
TERKUAT = 3
KOSONG = {
    "data_kurang": "Terlalu sedikit data yang diketahui untuk memberi desil. Lengkapi lewat pembaruan data.",
    "tanpa_anggota": "Tidak ada anggota hidup yang tercatat, jadi keluarga ini tidak diberi desil.",
}


@dataclass(frozen=True, slots=True)
class Sebab:
    """One reason on the page: how strong it is beside the strongest one, 0 to 100."""

    alasan: Alasan
    kuat: int


@butuh(LIHAT, Lingkup.OBJEK)
def keluarga_desil(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, reasons, history of desil daerah and desil nasional."""
    user = pengguna(request)
    keluarga = keluarga_for(cakupan_of(user, LIHAT), pk)
    audit.record(pelaku=user, aksi="keluarga.desil", objek=f"keluarga:{pk}", keluarga=[pk])
    tabir = Tabir.of(user, [keluarga])
    kini = desil_now(pk)
    riwayat = history_daerah(pk)
    resmi = list(keluarga.desil_resmi.order_by("-tanggal", "-versi"))
    alasan = shown_reasons(kini.alasan if kini else (), sensitif=tabir.open_over(pk))
    terkuat = max((abs(a.selisih) for a in alasan), default=0)
    isi = {
        "keluarga": tabir.family(keluarga),
        "sensitif": tabir.open_over(pk),
        "kini": kini,
        "kosong": KOSONG.get(kini.alasan_kosong, "") if kini else "",
        "turun": _strongest([a for a in alasan if a.selisih < 0], terkuat),
        "naik": _strongest([a for a in alasan if a.selisih > 0], terkuat),
        "riwayat": [(satu, SEBAB.get(satu.sebab, satu.sebab)) for satu in riwayat],
        "lintasan": [(satu.periode, satu.desil) for satu in reversed(riwayat)],
        "resmi": resmi,
    }
    return render(request, "ranking/keluarga_desil.html", isi)


def _strongest(alasan: list[Alasan], terkuat: int) -> list[Sebab]:
    """The first three (they come strongest first)."""
    return [Sebab(a, round(100 * abs(a.selisih) / terkuat)) for a in alasan[:TERKUAT]]
