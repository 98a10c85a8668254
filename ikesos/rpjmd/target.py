"""Targets and narratives: the newest counts, those before keep who wrote them and when."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd, NarasiRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.milik import require_own
from ikesos.rpjmd.realisasi import check_value

PANJANG_NARASI = 3000
BARU_DIUBAH = "Orang lain baru saja mengubahnya. Muat ulang halaman, lalu periksa dahulu."


@transaction.atomic
def assign(
    indikator: IndikatorRpjmd,
    tahun: int,
    nilai: float,
    dokumen: str,
    *,
    pelaku: User,
    alasan: str = "",
    contoh: bool = False,
) -> TargetRpjmd:
    """Set the target of a year from a document; another value than before needs a reason (a made-up one does not).

    Raises RpjmdDitolak (`tahun`, `nilai`, `sumber`, `alasan`, `status`), TidakBerwenang.
    """
    require_own(pelaku, indikator)
    _check_year(tahun)
    check_value(nilai, indikator)
    if not dokumen.strip():
        raise RpjmdDitolak("sumber", "Sebut dokumen yang memuat target ini.")
    lama = TargetRpjmd.objects.filter(indikator=indikator, tahun=tahun, diganti__isnull=True).first()
    alasan = alasan.strip()
    if lama is not None and not lama.contoh and lama.nilai != nilai and not alasan:
        raise RpjmdDitolak("alasan", f"Target {tahun} sudah ada. Tulis mengapa diubah.")
    if lama is not None:
        _put_aside(TargetRpjmd, lama.pk)
    try:
        with transaction.atomic():
            ini = TargetRpjmd.objects.create(
                indikator=indikator, tahun=tahun, nilai=nilai, dokumen=dokumen.strip(), alasan=alasan, oleh=pelaku,
                contoh=contoh,
            )  # fmt: skip
    except IntegrityError as galat:
        raise RpjmdDitolak("status", BARU_DIUBAH) from galat
    rincian = {"dari": lama.nilai if lama else None, "ke": nilai, "dokumen": ini.dokumen}
    objek = f"rpjmd:{indikator.pk}:{tahun}"
    audit.record(pelaku=pelaku, aksi="rpjmd.target", objek=objek, rincian=rincian, alasan=alasan)
    return ini


@transaction.atomic
def narrate(indikator: IndikatorRpjmd, tahun: int, isi: str, *, pelaku: User, contoh: bool = False) -> NarasiRpjmd:
    """Write the narrative of a year. Raises RpjmdDitolak, TidakBerwenang."""
    require_own(pelaku, indikator)
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
