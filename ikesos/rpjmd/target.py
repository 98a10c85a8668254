"""Targets and narratives: the newest counts, those before keep who wrote them and when."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd, NarasiRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.realisasi import ISI, check_value

PANJANG_NARASI = 3000
BARU_DIUBAH = "Orang lain baru saja mengubahnya. Muat ulang halaman, lalu periksa dahulu."


@transaction.atomic
def assign(
    indikator: IndikatorRpjmd, tahun: int, nilai: float, dokumen: str, *, pelaku: User, contoh: bool = False
) -> TargetRpjmd:
    """Set the target of a year from a document. Raises RpjmdDitolak, TidakBerwenang."""
    require(pelaku, ISI)
    _check_year(tahun)
    check_value(nilai, indikator)
    if not dokumen.strip():
        raise RpjmdDitolak("sumber", "Sebut dokumen yang memuat target ini.")
    lama = TargetRpjmd.objects.filter(indikator=indikator, tahun=tahun, diganti__isnull=True).first()
    if lama is not None:
        _put_aside(TargetRpjmd, lama.pk)
    try:
        with transaction.atomic():
            ini = TargetRpjmd.objects.create(
                indikator=indikator, tahun=tahun, nilai=nilai, dokumen=dokumen.strip(), oleh=pelaku, contoh=contoh
            )
    except IntegrityError as galat:
        raise RpjmdDitolak("status", BARU_DIUBAH) from galat
    rincian = {"dari": lama.nilai if lama else None, "ke": nilai, "dokumen": ini.dokumen}
    audit.record(pelaku=pelaku, aksi="rpjmd.target", objek=f"rpjmd:{indikator.pk}:{tahun}", rincian=rincian)
    return ini


@transaction.atomic
def narrate(indikator: IndikatorRpjmd, tahun: int, isi: str, *, pelaku: User, contoh: bool = False) -> NarasiRpjmd:
    """Write the narrative of a year. Raises RpjmdDitolak, TidakBerwenang."""
    require(pelaku, ISI)
    _check_year(tahun)
    isi = isi.strip()
    if not isi or len(isi) > PANJANG_NARASI:
        raise RpjmdDitolak("isi", f"Tulis narasi, paling panjang {PANJANG_NARASI} huruf.")
    lama = NarasiRpjmd.objects.filter(indikator=indikator, tahun=tahun, diganti__isnull=True).first()
    if lama is not None:
        _put_aside(NarasiRpjmd, lama.pk)
    try:
        with transaction.atomic():
            ini = NarasiRpjmd.objects.create(indikator=indikator, tahun=tahun, isi=isi, oleh=pelaku, contoh=contoh)
    except IntegrityError as galat:
        raise RpjmdDitolak("status", BARU_DIUBAH) from galat
    audit.record(pelaku=pelaku, aksi="rpjmd.narasi", objek=f"rpjmd:{indikator.pk}:{tahun}", rincian={"narasi": ini.pk})
    return ini


def _check_year(tahun: int) -> None:
    if tahun not in TAHUN:
        raise RpjmdDitolak("tahun", f"RPJMD berlaku tahun {TAHUN.start} sampai {TAHUN.stop - 1}.")


def _put_aside(model: type[TargetRpjmd] | type[NarasiRpjmd], pk: int) -> None:
    if model._default_manager.filter(pk=pk, diganti__isnull=True).update(diganti=timezone.now()) != 1:
        raise RpjmdDitolak("status", BARU_DIUBAH)
