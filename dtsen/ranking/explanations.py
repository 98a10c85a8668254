"""What a family would get now: the present facts under the thresholds everybody sees, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from dtsen.lib.sql import load
from dtsen.ranking import scoring
from dtsen.ranking.models import Hasil, Run
from dtsen.ranking.stats.explain import Alasan, explain
from dtsen.ranking.stats.fitur import FITUR
from dtsen.ranking.stats.scorecard import PERSEN_DIKENAL, read_model
from dtsen.registry.models import Individu, KondisiKeluarga


@dataclass(frozen=True, slots=True)
class DesilKini:
    """`desil` under the published thresholds with the present facts; `terbit` is what is published.

    `alasan`: strongest first. `berubah`: the present facts give another score than the published one.
    """

    run: Run
    terbit: Hasil | None
    skor: int | None
    desil: int | None
    alasan_kosong: str
    alasan: tuple[Alasan, ...]
    fitur: Mapping[str, int | None]

    @property
    def berubah(self) -> bool:
        return self.terbit is not None and self.terbit.skor != self.skor


TENTANG_ANAK = frozenset({"anak_0_4", "anak_sd", "anak_smp", "anak_sma", "rasio_ketergantungan"})
"""Features that tell how many children there are, how old, or whether they go to school."""


def shown_reasons(alasan: Iterable[Alasan], *, sensitif: bool) -> tuple[Alasan, ...]:
    """Return the reasons that may be shown: those about children only to those who may see children's data.

    No feature is about health or disability (stats/fitur.py), so nothing else is left out.
    """
    return tuple(satu for satu in alasan if sensitif or satu.kode not in TENTANG_ANAK)


def features_of(keluarga_id: int, acuan: date) -> dict[str, int | None] | None:
    """Return the scored facts of one active family now, with `bobot`; None when there is no such family."""
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "family_features"), {"keluarga": keluarga_id, "acuan": acuan})
        baris = kursor.fetchone()
        if baris is None:
            return None
        nama = [kolom.name for kolom in kursor.description or ()]
    isi = dict(zip(nama, baris, strict=True))
    return {kode: isi[kode] for kode in ("bobot", *FITUR)}


def desil_now(keluarga_id: int, *, perubahan: Mapping[str, int | None] | None = None) -> DesilKini | None:
    """Return what the published ranking gives this family now; None when nothing is published or it is not active.

    `perubahan`: features to assume instead of the present ones (a simulation; nothing is written).
    """
    run = scoring.current()
    if run is None or run.beku is None:
        return None
    fitur = features_of(keluarga_id, run.beku.tanggal_acuan)
    if fitur is None:
        return None
    fitur |= dict(perubahan or {})
    terbit = Hasil.objects.filter(run_id=run.pk, keluarga_id=keluarga_id).first()
    model = read_model(run.model.isi)
    alasan = tuple(explain(model, fitur, run.rerata))
    dikenal = sum(fitur[variabel.kode] is not None for variabel in model.variabel)
    kosong = ""
    if (fitur["bobot"] or 0) <= 0:
        kosong = "tanpa_anggota"
    elif dikenal * 100 < PERSEN_DIKENAL * len(model.variabel):
        kosong = "data_kurang"
    if kosong:
        return DesilKini(run, terbit, None, None, kosong, alasan, fitur)
    skor = model.intersep + sum(satu.poin for satu in alasan)
    desil = 1 + sum(batas is not None and batas <= skor for batas in run.ambang)
    return DesilKini(run, terbit, skor, desil, "", alasan, fitur)


def simulate(
    keluarga_id: int,
    *,
    perubahan: Mapping[str, object] | None = None,
    anggota: Mapping[int, Mapping[str, object]] | None = None,
) -> tuple[DesilKini, DesilKini] | None:
    """Return (now, as if these facts were corrected), or None where `desil_now` has nothing to say.

    `perubahan`: facts of the condition, `anggota`: of members, by number. They are written inside a savepoint that is
    rolled back, so that facts turn into features in one place only, `ranking_fitur`.
    """
    kini = desil_now(keluarga_id)
    if kini is None:
        return None
    with transaction.atomic():
        batas = transaction.savepoint()
        if perubahan:
            KondisiKeluarga.objects.filter(pk=keluarga_id).update(**perubahan)
        for pk, isi in (anggota or {}).items():
            Individu.objects.filter(pk=pk, keluarga_id=keluarga_id).update(**isi)
        sesudah = desil_now(keluarga_id)
        transaction.savepoint_rollback(batas)
    return None if sesudah is None else (kini, sesudah)
