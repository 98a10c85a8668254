"""Reading the registry as it stands, and its history."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from dtsen.registry.fakta import KELUARGA
from dtsen.registry.models import Individu, KondisiKeluarga, RiwayatFakta
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.riwayat.kunci import ASAL_KUNCI, TEMPAT_INDIVIDU, TEMPAT_KELUARGA, Objek
from dtsen.registry.values import Nilai, NilaiJson, kosong


def _lineage(baris: list[int], tempat: int) -> int:
    """Rows imported before a fact existed have a shorter array."""
    return baris[tempat] if tempat < len(baris) else 0


def read(objek: Objek, nama: Iterable[str]) -> dict[str, tuple[Nilai, int]]:
    """Return `{nama: (value, lineage code)}` as the registry stands; 0 where there is no lineage."""
    orang = isinstance(objek, Individu)
    kondisi = None if isinstance(objek, Individu) else KondisiKeluarga.objects.filter(keluarga_id=objek.pk).first()
    tempat = TEMPAT_INDIVIDU if orang else TEMPAT_KELUARGA
    baris: list[int] = objek.asal if isinstance(objek, Individu) else (kondisi.asal if kondisi else [])
    hasil: dict[str, tuple[Nilai, int]] = {}
    for n in nama:
        if n not in tempat:
            hasil[n] = (getattr(objek, n), getattr(objek, ASAL_KUNCI[n]) if n in ASAL_KUNCI else 0)
            continue
        baris_nilai = objek if orang or n in ALAMAT else kondisi
        nilai = getattr(baris_nilai, n) if baris_nilai else kosong(KELUARGA[n])
        hasil[n] = (nilai, _lineage(baris, tempat[n]))
    return hasil


def ours() -> QuerySet[RiwayatFakta]:
    """Rows that no import wrote (the ones with an index on ground and person) and nobody has taken back since."""
    semua = RiwayatFakta.objects.exclude(dasar__startswith="impor:")
    return semua.filter(membatalkan=None, pembatalan=None).order_by("-pk")


def count_open(dasar: str) -> int:
    """How many rows of a ground still count, those outside the scope of the transaction included."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT registry_riwayat_berlaku(%s)", [dasar])
        return int(kursor.fetchone()[0])


def touched(baris: Iterable[RiwayatFakta]) -> tuple[set[int], set[int]]:
    """Numbers of the families and persons that history rows speak of."""
    keluarga, individu = set[int](), set[int]()
    for satu in baris:
        keluarga.update({satu.keluarga_id, *filter(None, satu.perubahan.get("keluarga_id", ()))})
        if satu.individu_id is not None:
            individu.add(satu.individu_id)
    # Where they live now: somebody may have moved since.
    keluarga.update(Individu.objects.filter(pk__in=individu).values_list("keluarga_id", flat=True))
    return keluarga, individu


def later(riwayat: RiwayatFakta) -> QuerySet[RiwayatFakta]:
    """Rows of the same family or person that came after and still count."""
    sesudah = ours().filter(pk__gt=riwayat.pk)
    if riwayat.individu_id is not None:
        return sesudah.filter(individu_id=riwayat.individu_id)
    return sesudah.filter(keluarga_id=riwayat.keluarga_id, individu=None)


def pairs(riwayat: RiwayatFakta) -> dict[str, tuple[NilaiJson, NilaiJson]]:
    """Everything a row changed, `{nama: (lama, baru)}` in JSON form, numbers included: not to be shown."""
    return {n: (lama, baru) for n, (lama, baru) in {**riwayat.perubahan, **riwayat.nomor}.items()}


def heads(keluarga_id: int) -> QuerySet[Individu]:
    """Living heads of a family: one, unless a source says otherwise."""
    return Individu.objects.filter(keluarga_id=keluarga_id, status_hubungan_keluarga=1).hidup()
