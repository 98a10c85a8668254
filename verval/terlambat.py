"""Filed after the cut-off, and yet counted for the month it was filed in: the verifikator may accept it, with a reason.

A filing counts by the time the server received it (domain §2.7); when its maker last saved it stays on the case and is
shown to whoever accepts. The case stays where it is: the hop leads nowhere, only its month changes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import WITA
from verval import hop, usulan
from verval.access import izin_di, protected_case
from verval.bulan import bulan_of, label_bulan, next_month
from verval.hop import KasusDitolak, StaleStatus
from verval.kalender import rule_for
from verval.models import Langkah, Pembaruan, Usulan
from verval.pemeriksa import permission

AKSI = "terima_terlambat"
LABEL = {AKSI: "Diterima terlambat"}
STATUS = ("disahkan_desa", "diperiksa")
"""While it lies at the Dinas Sosial, undecided: before, the desa's own days of the month still run."""
SUDAH_BERLALU = "Masa pengesahan bulan itu sudah lewat, jadi kasus ini tetap dihitung untuk bulan berikutnya."


def late_month(kasus: Pembaruan | Usulan) -> str:
    """Return the month (`2026-11`) in which a case was filed too late to count for it; blank if it was in time."""
    if kasus.diajukan is None:
        return ""
    bulan = bulan_of(kasus.diajukan.astimezone(WITA).date())
    return bulan if kasus.periode == next_month(bulan) else ""


def still_open(bulan: str, hari: date) -> bool:
    """Whether the month of a late filing is not endorsed yet on a day."""
    aturan = rule_for(date.fromisoformat(f"{bulan}-01"))
    return aturan is not None and bulan_of(hari) == bulan and hari.day <= aturan.pengesahan_sampai


def may_accept(kasus: Pembaruan | Usulan, user: User, hari: date) -> bool:
    """Whether this user may accept the case for the month in which it was filed."""
    bulan = late_month(kasus)
    return (
        bool(bulan)
        and kasus.status in STATUS
        and kasus.pembuat_id != user.pk
        and still_open(bulan, hari)
        and permission(kasus) in izin_di(user, kasus.keluarga)
    )


@transaction.atomic
def accept(
    kasus: Pembaruan | Usulan, *, pelaku: User, pengajuan_ke: int, alasan: str, hari: date | None = None
) -> None:
    """Let a late filing count for the month in which the server received it.

    `pengajuan_ke` is what was on the screen. Raises TidakBerwenang, StaleStatus, KasusDitolak (`pembuat | alasan |
    tidak_terlambat | bulan_lewat | sudah_diusulkan`) or, of a proposal, UsulanDitolak; nothing is written then.
    """
    hari = hari or timezone.localdate()
    kasus = type(kasus)._default_manager.select_for_update(of=("self",)).get(pk=kasus.pk)
    bulan = _check(kasus, pelaku, alasan, hari)
    if kasus.status not in STATUS or kasus.pengajuan_ke != pengajuan_ke:
        raise StaleStatus
    if isinstance(kasus, Usulan):
        usulan.require_allowed(kasus, periode=bulan, putus=hari)
    dari = kasus.periode
    try:
        with transaction.atomic():
            type(kasus)._default_manager.filter(pk=kasus.pk).update(periode=bulan)
    except IntegrityError as galat:
        raise KasusDitolak(
            "sudah_diusulkan", f"Untuk {label_bulan(bulan)} sudah ada usulan yang tidak boleh bersamaan dengan ini."
        ) from galat
    tentang: dict[str, Any] = {kasus.JENIS: kasus}
    catatan = f"Dihitung untuk {label_bulan(bulan)}: {alasan.strip()}"
    Langkah.objects.create(
        aksi=AKSI, dari=kasus.status, ke=kasus.status, pelaku=pelaku, catatan=catatan, **tentang
    )  # fmt: skip
    audit.record(
        pelaku=pelaku,
        aksi=f"{kasus.JENIS}.{AKSI}",
        objek=kasus.objek,
        rincian={"dari": dari, "ke": bulan, "ditulis": kasus.disimpan.isoformat()},
        alasan="" if protected_case(kasus) else alasan.strip(),
        **hop.subjects(kasus),
    )


def _check(kasus: Pembaruan | Usulan, pelaku: User, alasan: str, hari: date) -> str:
    if permission(kasus) not in izin_di(pelaku, kasus.keluarga):
        raise TidakBerwenang(permission(kasus))
    if kasus.pembuat_id == pelaku.pk:
        raise KasusDitolak("pembuat", "Kasus buatan sendiri harus diterima orang lain.")
    if not alasan.strip():
        raise KasusDitolak("alasan", "Tulis mengapa kasus yang terlambat ini diterima untuk bulan ini.", "alasan")
    bulan = late_month(kasus)
    if not bulan:
        raise KasusDitolak("tidak_terlambat", "Kasus ini tidak terlambat, atau sudah diterima untuk bulan ini.")
    if not still_open(bulan, hari):
        raise KasusDitolak("bulan_lewat", SUDAH_BERLALU)
    return bulan
