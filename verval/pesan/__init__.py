"""Messages about cases to residents and to those who made them.

`hops_taken` writes to the outbox in the transaction of the hop; a task sends after the commit (`kirim.py`) by the
channels of `gerbang.py`. What a message can say is what the tracking page tells: its values come from the same
function, so no name, number, fact or note can get in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import prefetch_related_objects

from verval import lacak
from verval.models import Dilacak, Kontak, Langkah, Pesan, TemplatPesan
from verval.models.pesan import template_of
from verval.pesan import kirim


def hops_taken(langkah: Sequence[tuple[Dilacak, Langkah]]) -> None:
    """Put what is to be told about hops of cases of one kind into the outbox; it leaves after the commit.

    Told are the states that have a template: the resident who left a contact, and the maker of the case unless the
    hop was the maker's own.
    """
    penerima = _recipients(langkah)
    if not penerima:
        return
    tampak = lacak.find_all(kasus.kode_lacak for kasus, _, _ in penerima)
    baru = Pesan.objects.bulk_create(
        Pesan(
            langkah=satu,
            keluarga_id=kasus.keluarga_id,
            kode_desa=kasus.kode_desa,
            penerima=siapa,
            akun=kasus.pembuat if siapa == "petugas" else None,
            isian=_values(kasus, tampak[kasus.kode_lacak]),
        )
        for kasus, satu, siapa in penerima
        if kasus.kode_lacak in tampak  # never filed: a draft that was thrown away
    )
    for pesan in baru:
        transaction.on_commit(partial(kirim.queue, pesan.pk))


def _recipients(langkah: Sequence[tuple[Dilacak, Langkah]]) -> list[tuple[Dilacak, Langkah, str]]:
    """Who is to hear of which hop: `warga` before `petugas`."""
    kode = {template_of(satu) for _, satu in langkah}
    ada = set(TemplatPesan.objects.filter(kode__in=kode, aktif=True).values_list("kode", "penerima")) if kode else set()
    warga = [kasus for kasus, satu in langkah if (template_of(satu), "warga") in ada]
    berkontak: set[int] = set()
    if warga:
        milik = warga[0].JENIS
        kontak = Kontak.objects.filter(**{f"{milik}__in": [k.pk for k in warga]})
        berkontak = set(kontak.values_list(f"{milik}_id", flat=True))
    petugas = [
        kasus for kasus, satu in langkah if (template_of(satu), "petugas") in ada and kasus.pembuat_id != satu.pelaku_id
    ]
    prefetch_related_objects(petugas, "pembuat")
    bersurel = {kasus.pk for kasus in petugas if kasus.pembuat.email}
    return [
        (kasus, satu, siapa)
        for kasus, satu in langkah
        for siapa, punya in (("warga", berkontak), ("petugas", bersurel))
        if kasus.pk in punya
    ]


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
