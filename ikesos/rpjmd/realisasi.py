"""Actual figures: typed and confirmed by somebody else, or computed by the system and frozen with their reference."""

from __future__ import annotations

import math

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd, RealisasiRpjmd
from ikesos.models.rpjmd import TAHUN, TAHUN_AWAL
from ikesos.rpjmd import ukuran
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.milik import ISI, require_own

SAHKAN = "rpjmd.sahkan"
TERHITUNG = ("dtsen", "ikesos")


@transaction.atomic
def propose(
    indikator: IndikatorRpjmd, tahun: int, nilai: float, rujukan: str, *, pelaku: User, contoh: bool = False
) -> RealisasiRpjmd:
    """Write the figure of a year; it counts after `confirm`. Raises RpjmdDitolak, TidakBerwenang."""
    require_own(pelaku, indikator)
    if indikator.sumber in TERHITUNG:
        raise RpjmdDitolak("sumber", "Angka indikator ini dihitung sistem. Pakai Bekukan angka.")
    check_year(tahun)
    check_value(nilai, indikator)
    if not rujukan.strip():
        raise RpjmdDitolak("sumber", "Sebut terbitan atau dokumen sumber angka ini.")
    try:
        with transaction.atomic():
            ini = RealisasiRpjmd.objects.create(
                indikator=indikator, tahun=tahun, nilai=nilai, asal="manual", rujukan=rujukan.strip(), oleh=pelaku,
                contoh=contoh,
            )  # fmt: skip
    except IntegrityError as galat:
        raise RpjmdDitolak(
            "menunggu", f"Angka {tahun} sudah menunggu orang kedua. Tunggu sampai ia memutuskan."
        ) from galat
    _record("rpjmd.realisasi", ini, pelaku)
    return ini


@transaction.atomic
def confirm(pk: int, *, pelaku: User) -> RealisasiRpjmd:
    """Let a waiting figure count instead of the one before. Raises RpjmdDitolak (`sama`, `status`), TidakBerwenang."""
    require(pelaku, SAHKAN)
    ini = _waiting(pk)
    if ini.oleh_id == pelaku.pk:
        raise RpjmdDitolak("sama", "Anda yang mengisi angka ini. Orang lain yang mengesahkannya.")
    _lock(ini.indikator_id)
    _replace(ini.indikator_id, ini.tahun)
    _decide(ini, "dikonfirmasi", pelaku)
    _record("rpjmd.sahkan", ini, pelaku)
    return ini


@transaction.atomic
def refuse(pk: int, alasan: str, *, pelaku: User) -> RealisasiRpjmd:
    """Send a waiting figure away with a reason; who typed it may take it back too."""
    ini = _waiting(pk)
    require(pelaku, ISI if ini.oleh_id == pelaku.pk else SAHKAN)
    if not alasan.strip():
        raise RpjmdDitolak("isi", "Tulis alasan agar yang mengisi tahu apa yang harus diperbaiki.")
    ini.alasan = alasan.strip()[:200]
    _decide(ini, "ditolak", None if ini.oleh_id == pelaku.pk else pelaku)
    _record("rpjmd.tolak", ini, pelaku)
    return ini


@transaction.atomic
def freeze(indikator: IndikatorRpjmd, tahun: int, *, pelaku: User) -> RealisasiRpjmd:
    """Compute the figure of a year and keep it under the name of what was counted. Raises RpjmdDitolak (`angka`)."""
    require_own(pelaku, indikator)
    check_year(tahun)
    hasil = ukuran.compute(indikator, tahun)
    if hasil is None:
        raise RpjmdDitolak("angka", f"Belum ada angka {tahun} yang dapat dihitung untuk indikator ini.")
    _lock(indikator.pk)
    _replace(indikator.pk, tahun)
    ini = RealisasiRpjmd.objects.create(
        indikator=indikator, tahun=tahun, nilai=hasil.nilai, rujukan=hasil.rujukan, status="dikonfirmasi",
        asal="terbitan" if indikator.sumber == "bps" else "hitungan", oleh=pelaku, disahkan=timezone.now(),
        contoh=hasil.contoh,
    )  # fmt: skip
    _record("rpjmd.bekukan", ini, pelaku)
    return ini


def check_year(tahun: int) -> None:
    """Raise RpjmdDitolak for a year outside the plan (and its base years) or one that has not begun."""
    if not TAHUN_AWAL <= tahun < TAHUN.stop:
        raise RpjmdDitolak("tahun", f"Tahun realisasi antara {TAHUN_AWAL} dan {TAHUN.stop - 1}.")
    if tahun > timezone.localdate().year:
        raise RpjmdDitolak("tahun", f"Tahun {tahun} belum berjalan.")


def check_value(nilai: float, indikator: IndikatorRpjmd) -> None:
    """Raise RpjmdDitolak for what is no number, is negative, or is more than its unit allows."""
    if not math.isfinite(nilai) or nilai < 0:
        raise RpjmdDitolak("nilai", "Tulis angka nol atau lebih.")
    if nilai > ceiling(indikator):
        raise RpjmdDitolak("nilai", f"Angka dengan satuan {indikator.satuan} paling besar {ceiling(indikator):.0f}.")


def ceiling(indikator: IndikatorRpjmd) -> float:
    """The greatest value its unit allows."""
    return {"persen": 100.0, "indeks 0–100": 100.0, "rasio": 1.0}.get(indikator.satuan, math.inf)


def _waiting(pk: int) -> RealisasiRpjmd:
    ini = RealisasiRpjmd.objects.select_for_update(of=("self",)).select_related("indikator").filter(pk=pk).first()
    if ini is None or ini.status != "usulan":
        raise RpjmdDitolak("status", "Angka ini tidak lagi menunggu keputusan. Muat ulang halaman.")
    return ini


def _lock(indikator: str) -> None:
    """One figure of an indicator comes into force at a time."""
    IndikatorRpjmd.objects.select_for_update(of=("self",)).get(pk=indikator)


def _replace(indikator: str, tahun: int) -> None:
    RealisasiRpjmd.objects.filter(indikator=indikator, tahun=tahun, status="dikonfirmasi").update(status="diganti")


def _decide(ini: RealisasiRpjmd, status: str, pengesah: User | None) -> None:
    saat = timezone.now()
    kena = RealisasiRpjmd.objects.filter(pk=ini.pk, status="usulan").update(
        status=status, pengesah=pengesah, disahkan=saat, alasan=ini.alasan
    )
    if kena != 1:
        raise RpjmdDitolak("status", "Angka ini tidak lagi menunggu keputusan. Muat ulang halaman.")
    ini.status, ini.pengesah, ini.disahkan = status, pengesah, saat


def _record(aksi: str, ini: RealisasiRpjmd, pelaku: User) -> None:
    audit.record(
        pelaku=pelaku,
        aksi=aksi,
        objek=f"rpjmd:{ini.indikator_id}:{ini.tahun}",
        rincian={"nilai": ini.nilai, "sumber": ini.rujukan, "realisasi": ini.pk},
        alasan=ini.alasan,
    )
