"""What a musyawarah said about a case, for the pages of that case and of its family."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dtsen.registry.perlindungan import Tabir
from verval.models import KasusMusyawarah, Pembaruan, PeringkatWarga, Perkara, Usulan


@dataclass(frozen=True, slots=True)
class Hasil:
    """The row of the session, its reason as the reader may know it, and where the family was placed."""

    baris: KasusMusyawarah
    alasan: str
    peringkat: PeringkatWarga | None


def reason_shown(satu: KasusMusyawarah, tabir: Tabir) -> str:
    """The reason in words; blank where it tells of illness or disability and the reader may not know."""
    if satu.alasan is None or (satu.alasan.dilindungi and not tabir.open_over(satu.keluarga_id)):
        return ""
    return satu.alasan.label


def result_of(kasus: Perkara, tabir: Tabir) -> Hasil | None:
    """The last session that had the case on its table, closed or still to come, None without one; two queries."""
    if not isinstance(kasus, Pembaruan | Usulan):
        return None
    semua = KasusMusyawarah.objects.filter(**{kasus.JENIS: kasus}).exclude(musyawarah__status="dibatalkan")
    satu = semua.select_related("musyawarah", "alasan").order_by("-musyawarah").first()
    if satu is None:
        return None
    tempat = PeringkatWarga.objects.filter(musyawarah=satu.musyawarah_id, keluarga=kasus.keluarga_id).first()
    return Hasil(satu, reason_shown(satu, tabir), tempat)


def last_places(keluarga: Collection[int]) -> dict[int, PeringkatWarga]:
    """The newest place of each family, with its session; one query."""
    semua = PeringkatWarga.objects.filter(keluarga__in=keluarga).select_related("musyawarah")
    return {p.keluarga_id: p for p in semua.order_by("keluarga_id", "-musyawarah__waktu").distinct("keluarga_id")}
