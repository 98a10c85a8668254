"""Where a resident wants to hear about a case: written down and taken back by whoever made the case."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import Orang
from dtsen.accounts.models import User
from verval.alur_layanan import TABEL
from verval.hop import KasusDitolak, subjects
from verval.models import Dilacak, Kontak


def may_set(kasus: Dilacak, user: Orang) -> bool:
    """Whether this user may write the contact of a case: its maker, until it has ended."""
    return kasus.pembuat_id == user.pk and kasus.status not in TABEL[kasus.JENIS].akhir


def contact_of(kasus: Dilacak) -> Kontak | None:
    return Kontak.objects.filter(**{kasus.JENIS: kasus}).first()


@transaction.atomic
def save(kasus: Dilacak, *, surel: str, telepon: str, pelaku: User) -> None:
    """Write the contact of a case, or forget it when both are blank. The trail says that, not what.

    `telepon` as `read_phone` returns it. Raises KasusDitolak `pembuat`.
    """
    if not may_set(kasus, pelaku):
        raise KasusDitolak("pembuat", "Kontak hanya dapat diubah pembuat kasus, selama kasus belum selesai.")
    milik = Kontak.objects.filter(**{kasus.JENIS: kasus})
    if not surel and not telepon:
        if milik.delete()[0]:
            audit.record(pelaku=pelaku, aksi="kontak.hapus", objek=kasus.objek, **subjects(kasus))
        return
    isi = {"surel": surel, "telepon": telepon, "keluarga": kasus.keluarga, "kode_desa": kasus.kode_desa}
    milik_kasus: dict[str, Any] = {kasus.JENIS: kasus}
    Kontak.objects.update_or_create(**milik_kasus, defaults=isi)
    audit.record(pelaku=pelaku, aksi="kontak.simpan", objek=kasus.objek, **subjects(kasus))
