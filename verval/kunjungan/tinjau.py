"""Reviewing a visit: what differs, fact by fact, and the cases that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import tugas
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import tanggal
from dtsen.registry import corrections
from dtsen.registry.values import FaktaSalah, same, to_json, tulis
from verval import pembaruan
from verval.hop import KasusDitolak
from verval.kunjungan import atur
from verval.kunjungan.daftar import PUTUSAN
from verval.kunjungan.galat import KunjunganDitolak
from verval.models import JawabanKunjungan, Kunjungan, Pembaruan
from verval.sanggah import kerja


@dataclass(frozen=True, slots=True)
class Beda:
    """One fact on which visit and registry differ now; `bentrok` where the registry has changed since the visit."""

    jawaban: JawabanKunjungan
    kini: Any
    bentrok: bool

    @property
    def tulisan_kini(self) -> str:
        return tulis(self.jawaban.tentang, self.kini)


def differences(kunjungan: Kunjungan) -> list[Beda]:
    """Return the facts on which what was seen differs from what the registry says now, family first."""
    kini: dict[int | None, dict[str, Any]] = {}
    hasil = []
    for satu in kunjungan.jawaban.select_related("individu").order_by("id"):
        if satu.individu_id not in kini:
            kini[satu.individu_id] = corrections.current(kunjungan.keluarga, satu.individu)
        nilai = kini[satu.individu_id][satu.fakta]
        if not same(satu.nilai, nilai):
            hasil.append(Beda(satu, to_json(nilai), bentrok=not same(satu.dasar, nilai)))
    return hasil


@transaction.atomic
def review(kunjungan: Kunjungan, putusan: Mapping[int, str], *, pelaku: User, status: str) -> list[JawabanKunjungan]:
    """End a visit: `putusan` says for each answer that differs (by id) whether it becomes a case.

    Facts in conflict need a decision of their own; any other without one is left as it is recorded. Returns the answers
    that were to become cases, each with its `pembaruan`, or with `pesan` where the registry would not take it. Raises
    KunjunganDitolak (`putusan`), KunjunganBerubah or AksiDitolak.
    """
    beda = differences(kunjungan)
    for satu in beda:
        pilihan = putusan.get(satu.jawaban.pk, "")
        if pilihan not in {"", *PUTUSAN} or (satu.bentrok and not pilihan):
            raise KunjunganDitolak(
                "putusan",
                f"{satu.jawaban.tentang.label}: data berubah sejak dikunjungi. Pilih mana yang dipakai.",
                f"jawaban-{satu.jawaban.pk}",
            )
        satu.jawaban.putusan = pilihan or "biarkan"
        satu.jawaban.bentrok = satu.bentrok
    dipakai = [satu.jawaban for satu in beda if satu.jawaban.putusan == "pakai"]
    make_cases(kunjungan, dipakai)
    JawabanKunjungan.objects.bulk_update(
        [satu.jawaban for satu in beda], ["putusan", "bentrok", "pembaruan", "pesan"]
    )  # fmt: skip
    atur.step(kunjungan, "tinjau", pelaku=pelaku, status=status, isian={"peninjau": pelaku, "ditinjau": timezone.now()})
    tugas.take_back(kunjungan.penugasan, kunjungan.keluarga_id, dasar=kunjungan.objek)
    atur.record(
        kunjungan, "tinjau", pelaku,
        {"beda": len(beda), "pembaruan": [j.pembaruan_id for j in dipakai if j.pembaruan_id is not None]},
    )  # fmt: skip
    kerja.visited(kunjungan)
    return dipakai


def make_cases(kunjungan: Kunjungan, jawaban: Iterable[JawabanKunjungan]) -> None:
    """Turn answers into filed corrections, one a fact, in the name of whoever was there and saw it.

    Sets `pembaruan` on each answer, or `pesan` where the fact cannot become a case.
    """
    hari = kunjungan.dikunjungi or kunjungan.selesai or timezone.now()
    alasan = f"Dilihat saat kunjungan tanggal {tanggal(timezone.localtime(hari).date())} oleh {kunjungan.petugas}."
    for satu in jawaban:
        try:
            satu.pembaruan = _file(kunjungan, satu, alasan)
        except (FaktaSalah, KasusDitolak, TidakBerwenang) as galat:
            satu.pesan = galat.pesan[:300]


@transaction.atomic
def _file(kunjungan: Kunjungan, satu: JawabanKunjungan, alasan: str) -> Pembaruan:
    return pembaruan.draft(
        kunjungan.keluarga,
        satu.fakta,
        satu.nilai,
        alasan=alasan,
        pelaku=kunjungan.petugas,
        individu=satu.individu,
        ajukan=True,
    )
