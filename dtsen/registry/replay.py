"""History told again: what a family and its members must look like by the rows alone.

Whoever doubts the registry compares `replay(nomor)` with `snapshot(nomor)`: they differ where something was written
past history, or history past the registry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from django.db.models import QuerySet

from dtsen.registry import riwayat
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta
from dtsen.registry.riwayat import ADA, KUNCI_INDIVIDU, KUNCI_KELUARGA, TEMPAT_INDIVIDU, TEMPAT_KELUARGA, Objek
from dtsen.registry.values import NilaiJson, same, to_json

Keadaan: TypeAlias = dict[str, dict[str, tuple[NilaiJson, int | None]]]
"""`{"keluarga:12" | "individu:31": {nama: (value in JSON form, lineage code)}}`; unknown values are None.

A lineage is None where an import wrote last: its rows do not say it.
"""
DIAM = frozenset({"nama_kepala", "status"})
"""What imports bring into step without a row: the name of the head, the families that they empty."""


class RiwayatPutus(RuntimeError):
    """A row of history does not begin where the row before it ended: `riwayat_id`, `objek`, `nama`."""

    def __init__(self, riwayat_id: int, objek: str, nama: str) -> None:
        super().__init__(f"riwayat {riwayat_id}: {nama} dari {objek} tidak menyambung")
        self.riwayat_id, self.objek, self.nama = riwayat_id, objek, nama


def snapshot(keluarga_id: int) -> Keadaan:
    """Return the family and everybody in it as the registry stands; nothing for a family that is not there."""
    keluarga = Keluarga.objects.filter(pk=keluarga_id)
    orang = Individu.objects.filter(keluarga_id=keluarga_id)
    return {_key(objek): _read(objek) for objek in (*keluarga, *orang)}


def replay(keluarga_id: int, awal: Keadaan | None = None, *, sesudah: int = 0) -> Keadaan:
    """Return what history makes of a family and of everybody who lives in it at the end.

    `awal` is a state to begin from, of everybody concerned, as it stood after the row `sesudah`. Without one the first
    known state is taken: where a value has a history, what it was before its first row; elsewhere what stands.
    Raises RiwayatPutus. People come from other families: to be called in a scope that holds those too.
    """
    orang = set(Individu.objects.filter(keluarga_id=keluarga_id).values_list("pk", flat=True))
    semua = RiwayatFakta.objects.filter(pk__gt=sesudah)
    orang.update(semua.filter(keluarga_id=keluarga_id, individu__isnull=False).values_list("individu_id", flat=True))
    orang.update(int(k.partition(":")[2]) for k, v in (awal or {}).items() if _lives_in(k, v, keluarga_id))
    baris = _rows(semua, keluarga_id, orang)
    keadaan = {k: dict(v) for k, v in (_first(keluarga_id, orang, baris) if awal is None else awal).items()}
    for satu in baris:
        _step(keadaan, satu)
    return {k: v for k, v in keadaan.items() if k == f"keluarga:{keluarga_id}" or _lives_in(k, v, keluarga_id)}


def _lives_in(kunci: str, isi: Mapping[str, tuple[NilaiJson, int | None]], keluarga_id: int) -> bool:
    return kunci.startswith("individu:") and isi["keluarga_id"][0] == keluarga_id


def _rows(semua: QuerySet[RiwayatFakta], keluarga_id: int, orang: Collection[int]) -> list[RiwayatFakta]:
    """Return the rows of a family and of some persons, oldest first.

    Rows of imports have no index on the person: they are looked for under each family that the rows name.
    """
    bukan_impor = semua.exclude(dasar__startswith="impor:").filter(individu_id__in=orang)
    baris = {r.pk: r for r in (*semua.filter(keluarga_id=keluarga_id, individu=None), *bukan_impor)}
    rumah, sudah = {keluarga_id, *(k for r in baris.values() for k in _homes(r))}, set[int]()
    while baru := rumah - sudah:
        sudah |= baru
        for r in semua.filter(dasar__startswith="impor:", keluarga_id__in=baru, individu_id__in=orang):
            baris[r.pk] = r
            rumah |= _homes(r)
    return [baris[pk] for pk in sorted(baris)]


def _homes(satu: RiwayatFakta) -> set[int]:
    return {satu.keluarga_id, *filter(None, satu.perubahan.get("keluarga_id", ()))}


def _key(objek: Objek) -> str:
    return f"{'individu' if isinstance(objek, Individu) else 'keluarga'}:{objek.pk}"


def _names(*, individu: bool) -> list[str]:
    return [*TEMPAT_INDIVIDU, *KUNCI_INDIVIDU] if individu else [*TEMPAT_KELUARGA, *KUNCI_KELUARGA]


def _read(objek: Objek) -> dict[str, tuple[NilaiJson, int | None]]:
    isi = riwayat.read(objek, _names(individu=isinstance(objek, Individu)))
    return {n: (_unknown(to_json(nilai)), kode) for n, (nilai, kode) in isi.items()}


def _unknown(nilai: NilaiJson) -> NilaiJson:
    return None if nilai == "" else nilai


def _first(keluarga_id: int, orang: Iterable[int], baris: Iterable[RiwayatFakta]) -> Keadaan:
    """Begin with what stands, and take the first word that history has on each value."""
    keadaan: Keadaan = {
        _key(o): _read(o)
        for o in (*Keluarga.objects.filter(pk=keluarga_id), *Individu.objects.filter(pk__in=list(orang)))
    }
    terlihat = set[tuple[str, str]]()
    for satu in baris:
        kunci = _subject(satu)
        for nama, (lama, _) in riwayat.pairs(satu).items():
            if (kunci, nama) in terlihat:
                continue
            terlihat.add((kunci, nama))
            if nama == ADA:
                if not lama:
                    keadaan.pop(kunci, None)
            elif kunci in keadaan:
                kode = satu.asal[nama][0] if nama in satu.asal else None
                keadaan[kunci][nama] = (_unknown(lama), kode)
    return keadaan


def _subject(satu: RiwayatFakta) -> str:
    return f"individu:{satu.individu_id}" if satu.individu_id is not None else f"keluarga:{satu.keluarga_id}"


def _step(keadaan: Keadaan, satu: RiwayatFakta) -> None:
    kunci, beda = _subject(satu), riwayat.pairs(satu)
    orang = satu.individu_id is not None
    ada = beda.pop(ADA, None)
    if ada is not None and ada[1]:
        if kunci in keadaan:
            raise RiwayatPutus(satu.pk, kunci, ADA)
        keadaan[kunci] = dict.fromkeys(_names(individu=orang), (None, 0))
    isi = keadaan.get(kunci)
    if isi is None:
        raise RiwayatPutus(satu.pk, kunci, ADA)
    for nama, (lama, baru) in beda.items():
        if not same(lama, isi[nama][0]) and nama not in DIAM:
            raise RiwayatPutus(satu.pk, kunci, nama)
        isi[nama] = (_unknown(baru), satu.asal[nama][1] if nama in satu.asal else _unsaid(satu, nama, orang))
    if ada is not None and not ada[1]:
        del keadaan[kunci]


def _unsaid(satu: RiwayatFakta, nama: str, orang: bool) -> int | None:
    """Lineage of a value whose row says none: there is none for such a value, or an import wrote it."""
    return None if riwayat.has_lineage(nama, individu=orang) else 0
