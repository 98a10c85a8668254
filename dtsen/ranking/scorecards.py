"""Scorecards in the database."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dtsen.accounts.audit import record
from dtsen.ranking import model_files
from dtsen.ranking.models import ModelSkor
from dtsen.ranking.stats.scorecard import ModelSalah, read_model


@transaction.atomic
def load(isi: dict[str, Any], *, bawaan: bool) -> tuple[ModelSkor, bool]:
    """Store a checked model under its code and return (model, whether it is new).

    The same content again changes nothing; other content under a known code is refused, since a run may name it.
    """
    kartu = read_model(isi)
    sidik = model_files.fingerprint(isi)
    model, baru = ModelSkor.objects.get_or_create(
        kode=kartu.kode, defaults={"judul": kartu.judul[:120], "isi": isi, "sidik": sidik}
    )
    if model.sidik != sidik:
        raise ModelSalah(
            "kode", f"Model {kartu.kode} sudah ada dengan isi lain. Beri kode baru, misalnya {kartu.kode}b."
        )
    if bawaan and not model.aktif:
        ModelSkor.objects.filter(aktif=True).update(aktif=False)
        ModelSkor.objects.filter(pk=model.pk).update(aktif=True)
        model.aktif = True
    if baru:
        record(pelaku=None, aksi="model.muat", objek=f"model:{model.pk}", rincian={"sidik": sidik})
    return model, baru
