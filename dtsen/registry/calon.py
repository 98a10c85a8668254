"""A family that is proposed: a row that its case stands on and nobody else sees, until approval makes it a family.

It has a desa, an address and the name of the head, no number and no members. It is not ranked, not counted, not found
and not matched by imports, all of which look at active families only.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.registry import asal, riwayat
from dtsen.registry.fakta import KELUARGA
from dtsen.registry.models import Keluarga
from dtsen.registry.riwayat import Catatan
from dtsen.registry.susunan import ALAMAT_BARU, CALON, require_desa
from dtsen.registry.values import FaktaSalah, Nilai, parse

DASAR = "calon"
"""Ground of these rows: taking the case back must leave the row it stands on."""


def _values(nama_kepala: str, alamat: Mapping[str, object]) -> dict[str, Nilai]:
    if set(alamat) - set(ALAMAT_BARU):
        raise FaktaSalah("bentuk", "Isi alamat, RT, RW, dan dusun saja.", "alamat")
    hari = timezone.localdate()
    isi: dict[str, Nilai] = {n: parse(KELUARGA[n], alamat.get(n, ""), hari=hari) or "" for n in ALAMAT_BARU}
    return {"nama_kepala": nama_kepala.strip().upper()[:100], **isi}


@transaction.atomic
def propose(kode_desa: str, *, nama_kepala: str, alamat: Mapping[str, object], pelaku: User) -> Keluarga:
    """Add the row; raises FaktaSalah (`di_luar_lingkup`, the address)."""
    require_desa(kode_desa)
    isi = {n: v for n, v in _values(nama_kepala, alamat).items() if v}
    kode_asal = asal.encode("pembaruan", timezone.localdate())
    keluarga, _ = riwayat.add_family(kode_desa, isi, kode_asal, Catatan(DASAR, pelaku), status=CALON)
    audit.record(
        pelaku=pelaku, aksi="susunan.calon", objek=f"keluarga:{keluarga.pk}", keluarga=[keluarga.pk], individu=[]
    )
    return keluarga


@transaction.atomic
def change(keluarga: Keluarga, *, nama_kepala: str, alamat: Mapping[str, object], pelaku: User) -> None:
    """Follow what the case says by now; nothing for a family that is one already."""
    rumah, _ = riwayat.lock([keluarga.pk], [])
    keluarga = rumah[keluarga.pk]
    beda = {n: v for n, v in _values(nama_kepala, alamat).items() if getattr(keluarga, n) != v}
    if keluarga.status == CALON and beda:
        riwayat.write(keluarga, beda, asal.encode("pembaruan", timezone.localdate()), Catatan(DASAR, pelaku))


@transaction.atomic
def drop(keluarga: Keluarga, *, pelaku: User | None) -> None:
    """End a proposed family whose case came to nothing; one that was approved stays. `pelaku` None is the program."""
    rumah, _ = riwayat.lock([keluarga.pk], [])
    keluarga = rumah[keluarga.pk]
    if keluarga.status != CALON:
        return
    riwayat.write(keluarga, {"status": "bubar"}, 0, Catatan(DASAR, pelaku))
    audit.record(
        pelaku=pelaku, aksi="susunan.calon_batal", objek=f"keluarga:{keluarga.pk}", keluarga=[keluarga.pk], individu=[]
    )
