"""Messages about cases to residents and to those who made them.

`hop_taken` writes to the outbox in the transaction of the hop; a task sends after the commit (`kirim.py`) by the
channels of `gerbang.py`. What a message can say is what the tracking page tells: its values come from the same
function, so no name, number, fact or note can get in.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from verval import lacak
from verval.models import Dilacak, Kontak, Langkah, Pesan, TemplatPesan
from verval.models.pesan import template_of
from verval.pesan import kirim


def hop_taken(kasus: Dilacak, langkah: Langkah) -> None:
    """Put what is to be told about a hop into the outbox; it leaves after the commit.

    Told are the states that have a template: the resident who left a contact, and the maker of the case unless the
    hop was the maker's own.
    """
    ada = set(TemplatPesan.objects.filter(kode=template_of(langkah), aktif=True).values_list("penerima", flat=True))
    penerima: dict[str, Any] = {}
    if "warga" in ada and Kontak.objects.filter(**{kasus.JENIS: kasus}).exists():
        penerima["warga"] = None
    if "petugas" in ada and kasus.pembuat_id != langkah.pelaku_id and kasus.pembuat.email:
        penerima["petugas"] = kasus.pembuat
    if not penerima:
        return
    tampak = lacak.find(kasus.kode_lacak)
    if tampak is None:  # never filed: a draft that was thrown away
        return
    for siapa, akun in penerima.items():
        pesan = Pesan.objects.create(
            langkah=langkah,
            keluarga_id=kasus.keluarga_id,
            kode_desa=kasus.kode_desa,
            penerima=siapa,
            akun=akun,
            isian=_values(kasus, tampak),
        )
        transaction.on_commit(partial(kirim.queue, pesan.pk))


def _values(kasus: Dilacak, tampak: lacak.Lacakan) -> dict[str, str]:
    """The value of every placeholder; `tenggat` says how long the next step takes, "" where there is none."""
    return {
        "inisial": tampak.inisial,
        "kode_lacak": kasus.kode_lacak,
        "keadaan": tampak.keadaan.label,
        "program": tampak.hal,
        "desa": tampak.desa,
        "tenggat": tampak.keadaan.lama,
    }
