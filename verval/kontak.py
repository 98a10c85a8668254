"""Where a resident wants to hear about a case: written down and taken back by whoever made the case."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import Orang
from dtsen.accounts.models import User
from verval.alur_layanan import TABEL
from verval.hop import KasusDitolak, subjects
from verval.models import Dilacak, Kontak

BUKAN_ANGKA = re.compile(r"[\s().+-]")
PONSEL = re.compile(r"(?:62|0)(8[0-9]{7,12})")
"""Indonesian mobile numbers, with or without the country code."""


def read_phone(tulisan: str) -> str:
    """Return `6281234567890` from how people write it (`0812-3456-7890`); blank where it is no mobile number."""
    cocok = PONSEL.fullmatch(BUKAN_ANGKA.sub("", tulisan))
    return f"62{cocok[1]}" if cocok else ""


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
