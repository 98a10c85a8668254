"""Figures that the system itself can give for an indicator and a year, each with the name of what was counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from dtsen.lib.tampil import tanggal
from dtsen.ranking import scoring
from ikesos.models import HasilIndeks, Hitungan, IndikatorRpjmd
from ikesos.rpjmd import kemiskinan
from ikesos.rpjmd.kemiskinan import KUKAR
from ikesos.sebaran import Angka, Sebaran, newest_version, numbers_of
from ikesos.suppress import TERKECIL


@dataclass(frozen=True, slots=True)
class Terhitung:
    """A figure in the unit of the indicator and what it was counted from; `contoh`: made-up inputs are in it."""

    nilai: float
    rujukan: str
    contoh: bool = False


def share(sebaran: Sebaran, sampai: int) -> float | None:
    """Per cent of persons in desil 1 to `sampai` among those with a desil; None where it may not be said."""
    kena = sum(sebaran.keluarga[d] for d in range(1, sampai + 1))
    if not sebaran.berdesil or sebaran.terlalu_kecil or 0 < kena < TERKECIL:
        return None
    return 100 * sum(sebaran.jiwa[d] for d in range(1, sampai + 1)) / sebaran.berdesil


def current_shares() -> dict[str, object]:
    """Shares of persons in desil 1-2 and 1-4 now, national and local kept apart, with the name of each."""
    angka, run, resmi = _numbers()
    return {
        "nasional": {"d12": share(angka.nasional, 2), "d14": share(angka.nasional, 4), "versi": resmi},
        "daerah": {"d12": share(angka.daerah, 2), "d14": share(angka.daerah, 4), "versi": run},
    }


def compute(indikator: IndikatorRpjmd, tahun: int) -> Terhitung | None:
    """Return the figure of a year, or None where the registry, the index or BPS has none for that year."""
    if indikator.sumber == "bps":
        terbit = kemiskinan.published(indikator.ukuran, tahun)
        return Terhitung(*terbit) if terbit else None
    if indikator.sumber == "ikesos":
        return _index(indikator, tahun)
    return _registry(indikator.ukuran, tahun) if indikator.sumber == "dtsen" else None


def _index(indikator: IndikatorRpjmd, tahun: int) -> Terhitung | None:
    hitung = (
        Hitungan.objects.shown().filter(periode__startswith=f"{tahun}-T").select_related("versi").best_first().first()
    )
    if hitung is None:
        return None
    hasil = HasilIndeks.objects.filter(
        hitungan=hitung, wilayah_id=KUKAR, kelompok=indikator.kelompok, simpul=indikator.ukuran, tutup=""
    ).first()
    if hasil is None or hasil.nilai is None:
        return None
    return Terhitung(hasil.nilai, f"IKESOS {hitung.periode} hitungan #{hitung.pk}, {hitung.versi_id}", hasil.contoh)


MUTU: dict[str, Callable[[Angka], float | None]] = {
    "padan": lambda a: a.mutu.persen_padan,
    "mutakhir": lambda a: None if a.mutu.persen_basi is None else 100 - a.mutu.persen_basi,
}
"""Measures of the registry as it stands today."""
DESIL = {"desil_n_1_2": 2, "desil_n_1_4": 4}
"""Measures over the national desil: the last desil that counts."""


def _registry(ukuran: str, tahun: int) -> Terhitung | None:
    """The registry knows today only: a year gets a figure while it lasts, or while its DTSEN is the newest."""
    hari = timezone.localdate()
    angka, run, resmi = _numbers()
    if ukuran in MUTU:
        nilai = MUTU[ukuran](angka) if tahun == hari.year else None
        return None if nilai is None else Terhitung(nilai, f"Registri per {tanggal(hari)}")
    # The count needs a published ranking to know which families there are: both are named.
    if ukuran not in DESIL or not resmi or not run or not resmi.startswith(str(tahun)):
        return None
    nilai = share(angka.nasional, DESIL[ukuran])
    return None if nilai is None else Terhitung(nilai, f"DTSEN {resmi}, keluarga dari peringkat {run}")


def _numbers() -> tuple[Angka, str, str]:
    run, resmi = scoring.current(), newest_version(KUKAR)
    versi = resmi.versi if resmi else ""
    angka, _ = numbers_of(KUKAR, run, versi, timezone.localdate())
    return angka, f"{run.periode} (#{run.pk})" if run else "", versi
