"""Photos that stand on cases of other families too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from dtsen.accounts.access import Orang, cakupan_of
from verval.access import LIHAT, izin_di
from verval.bukti.lihat import MODEL, PENGOLAH
from verval.jenis_bukti import IDENTITAS
from verval.models import Bukti, Perkara

PEMILIK = tuple(f"{jenis}_id" for jenis in MODEL)
"""Columns of which exactly one names the case."""
BEDA_RUPA_MAKS = 6
"""Bits of 64 by which two dHashes of one scene differ after cropping, another size or a filter."""
RUPA_POLOS = frozenset({"", "0" * 16, "f" * 16})
"""What a wall, a dark room or a blank page gives: says nothing about whose photo it is."""


def twins(user: Orang, kasus: Perkara, daftar: Iterable[Bukti]) -> dict[int, list[Perkara]]:
    """Return, by id of a photo of this case, the cases of other families that carry the same or nearly the same one.

    The same file is found wherever the user may look; one that only looks the same, in the same desa and among pictures
    of houses (every KTP looks like every other). Drafts of other people stay unseen. Empty for those who do not work on
    cases. Three queries, one where nothing is alike.
    """
    foto = [satu for satu in daftar if satu.foto]
    if not foto or not PENGOLAH & izin_di(user, kasus.keluarga):
        return {}
    rumah = Q(kode_desa=kasus.kode_desa, tipe="image/jpeg") & ~Q(jenis__in=IDENTITAS) & ~Q(sidik_rupa__in=RUPA_POLOS)
    calon = Bukti.objects.filter(kunjungan__isnull=True).filter(
        rumah | Q(sidik_unggahan__in=[satu.sidik_unggahan for satu in foto])
    )
    mirip: list[tuple[int, str, int]] = []
    # Thousands in a large desa, of which hardly one is alike: columns only, and the cases of those that are.
    for unggahan, rupa, *pemilik in calon.exclude(keluarga=kasus.keluarga_id).values_list(
        "sidik_unggahan", "sidik_rupa", *PEMILIK
    ):
        milik = next((jenis, nomor) for jenis, nomor in zip(MODEL, pemilik, strict=True) if nomor is not None)
        mirip += [(satu.pk, *milik) for satu in foto if _alike(satu, unggahan, rupa)]
    cakupan = cakupan_of(user, LIHAT)
    ada: dict[str, dict[int, Any]] = {
        jenis: MODEL[jenis].objects.dalam(cakupan).terlihat(user).in_bulk({pk for _, j, pk in mirip if j == jenis})
        for jenis in {j for _, j, _ in mirip}
    }
    temuan: dict[int, list[Perkara]] = {}
    for bukti_id, jenis, pk in sorted(set(mirip)):
        if pk in ada[jenis]:
            temuan.setdefault(bukti_id, []).append(ada[jenis][pk])
    return temuan


def _alike(satu: Bukti, unggahan: str, rupa: str) -> bool:
    if satu.sidik_unggahan == unggahan:
        return True
    if satu.identitas or {satu.sidik_rupa, rupa} & RUPA_POLOS:
        return False
    return (int(satu.sidik_rupa, 16) ^ int(rupa, 16)).bit_count() <= BEDA_RUPA_MAKS
