"""Writing: columns, lineage and the history row, always together. The callers check and lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from dtsen.accounts.models import User
from dtsen.lib.nama import normalize
from dtsen.registry import asal as asal_
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga, RiwayatFakta, RiwayatKK
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.riwayat.baca import heads, pairs, read
from dtsen.registry.riwayat.kunci import ADA, ASAL_KUNCI, NOMOR, TEMPAT_INDIVIDU, TEMPAT_KELUARGA, Objek, has_lineage
from dtsen.registry.values import Nilai, NilaiJson, to_json


@dataclass(frozen=True, slots=True)
class Catatan:
    """On which ground a change is made, by whom, and why."""

    dasar: str
    pelaku: User | None
    alasan: str = ""


def _kondisi(keluarga: Keluarga) -> KondisiKeluarga:
    return KondisiKeluarga.objects.select_for_update().get_or_create(keluarga=keluarga)[0]


def _mark(baris: list[int], tempat: Mapping[str, int], kode_asal: Mapping[str, int]) -> list[int]:
    panjang = [*baris, *[0] * (len(tempat) - len(baris))]
    for nama, kode in kode_asal.items():
        if nama in tempat:
            panjang[tempat[nama]] = kode
    return panjang


def _put(objek: Objek, nilai: Mapping[str, Nilai], kode_asal: Mapping[str, int]) -> None:
    """Write columns and their lineage; `objek` holds the new values afterwards."""
    kolom = {n: v for n, v in nilai.items() if isinstance(objek, Individu) or n not in TEMPAT_KELUARGA or n in ALAMAT}
    kolom |= {ASAL_KUNCI[n]: kode_asal[n] for n in nilai if n in ASAL_KUNCI}
    if isinstance(objek, Individu):
        if set(nilai) & set(TEMPAT_INDIVIDU):
            kolom["asal"] = _mark(objek.asal, TEMPAT_INDIVIDU, kode_asal)  # type: ignore[assignment]
        if "nama" in nilai:
            kolom["nama_norm"] = normalize(str(nilai["nama"]))[:100]
        if "keluarga_id" in nilai:
            kolom["kode_desa"] = Keluarga.objects.values_list("kode_desa", flat=True).get(pk=str(nilai["keluarga_id"]))
    elif set(nilai) & set(TEMPAT_KELUARGA):
        kondisi = _kondisi(objek)
        rumah = [n for n in nilai if n in TEMPAT_KELUARGA and n not in ALAMAT]
        for n in rumah:
            setattr(kondisi, n, nilai[n])
        kondisi.asal = _mark(kondisi.asal, TEMPAT_KELUARGA, kode_asal)
        kondisi.save(update_fields=[*rumah, "asal"])
    for n, v in kolom.items():
        setattr(objek, n, v)
    if kolom:
        objek.save(update_fields=list(kolom))


def write(
    objek: Objek,
    nilai: Mapping[str, Nilai],
    kode_asal: int | Mapping[str, int],
    catatan: Catatan,
    *,
    membatalkan: RiwayatFakta | None = None,
) -> RiwayatFakta:
    """Write values of a family or person with their lineage, and the history row that can take them back.

    `kode_asal` is one code for all, or `{nama: code}`. A key without lineage is written with 0 in history.
    """
    asal_baru = {n: kode_asal if isinstance(kode_asal, int) else kode_asal[n] for n in nilai}
    sebelum = read(objek, nilai)
    _put(objek, nilai, asal_baru)
    if "nomor_kk" in nilai and isinstance(objek, Keluarga):
        _follow_kk(objek, sebelum["nomor_kk"][0], asal_baru["nomor_kk"], catatan, batal=membatalkan is not None)
    _follow_padan(objek, nilai)
    return _record(
        objek,
        {n: (to_json(sebelum[n][0]), to_json(v)) for n, v in nilai.items()},
        {n: (sebelum[n][1], asal_baru[n]) for n in nilai if has_lineage(n, individu=isinstance(objek, Individu))},
        catatan,
        membatalkan,
    )


def _follow_kk(keluarga: Keluarga, lama: Nilai, kode_asal: int, catatan: Catatan, *, batal: bool) -> None:
    """Which No KK a family carried; imports find it by them. A number that was taken back was never carried."""
    if batal:
        RiwayatKK.objects.filter(keluarga=keluarga, nomor_kk=lama or "", dasar=catatan.dasar).delete()
    elif keluarga.nomor_kk and (sumber := asal_.decode(kode_asal)):
        RiwayatKK.objects.create(
            keluarga=keluarga, nomor_kk=keluarga.nomor_kk, dari=sumber.tanggal, dasar=catatan.dasar
        )


def _follow_padan(objek: Objek, nilai: Iterable[str]) -> None:
    """What Dukcapil says of a person depends on name, birth date, NIK and the No KK of the family."""
    if not {"nik", "keluarga_id", "nomor_kk", "nama", "tanggal_lahir"} & set(nilai):
        return
    kolom = "id" if isinstance(objek, Individu) else "keluarga_id"
    with connection.cursor() as kursor:
        kursor.execute(
            f"UPDATE registry_individu SET status_padan = registry_padan_kini(id) WHERE {kolom} = %s", [objek.pk]
        )


def add_family(
    kode_desa: str, nilai: Mapping[str, Nilai], kode_asal: int, catatan: Catatan, *, status: str = "aktif"
) -> tuple[Keluarga, RiwayatFakta]:
    """Add a family with its No KK and address; history says that it was not there before."""
    keluarga = Keluarga.objects.create(kode_desa=kode_desa, asal_desa=kode_asal, status=status)
    _put(keluarga, nilai, dict.fromkeys(nilai, kode_asal))
    if "nomor_kk" in nilai:
        _follow_kk(keluarga, None, kode_asal, catatan, batal=False)
    return keluarga, _record_new(
        keluarga, {"kode_desa": kode_desa, "status": keluarga.status, **nilai}, kode_asal, catatan
    )


def add_person(
    keluarga: Keluarga, nilai: Mapping[str, Nilai], kode_asal: int, catatan: Catatan
) -> tuple[Individu, RiwayatFakta]:
    """Add a person to a family: facts and, where it is known, the NIK."""
    orang = Individu.objects.create(
        keluarga=keluarga,
        kode_desa=keluarga.kode_desa,
        nama_norm=normalize(str(nilai["nama"]))[:100],
        asal=_mark([], TEMPAT_INDIVIDU, dict.fromkeys(nilai, kode_asal)),
        asal_keluarga=kode_asal,
        asal_nik=kode_asal if nilai.get("nik") else 0,
        **nilai,
    )
    _follow_padan(orang, nilai)
    return orang, _record_new(orang, {"keluarga_id": keluarga.pk, **nilai}, kode_asal, catatan)


def _record_new(objek: Objek, nilai: Mapping[str, Nilai], kode_asal: int, catatan: Catatan) -> RiwayatFakta:
    orang = isinstance(objek, Individu)
    berasal = {n: (0, kode_asal) for n in nilai if has_lineage(n, individu=orang)}
    return _record(objek, {ADA: (False, True), **{n: (None, to_json(v)) for n, v in nilai.items()}}, berasal, catatan)


def remove(objek: Objek, baris: RiwayatFakta, catatan: Catatan) -> RiwayatFakta:
    """Take back the family or person that a row added. Raises IntegrityError where something refers to it."""
    batal = _record(
        objek,
        {n: (baru, lama) for n, (lama, baru) in pairs(baris).items()},
        {n: (baru, lama) for n, (lama, baru) in baris.asal.items()},
        catatan,
        baris,
    )
    tabel = ("individu",) if isinstance(objek, Individu) else ("riwayatkk", "kondisikeluarga", "keluarga")
    with connection.cursor() as kursor:
        # Not by Model.delete: it would delete the history of the row along with it.
        for nama in tabel:
            kolom = "keluarga_id" if nama in {"riwayatkk", "kondisikeluarga"} else "id"
            kursor.execute(f"DELETE FROM registry_{nama} WHERE {kolom} = %s", [objek.pk])
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return batal


def _record(
    objek: Objek,
    beda: Mapping[str, tuple[NilaiJson, NilaiJson]],
    asal: Mapping[str, tuple[int, int]],
    catatan: Catatan,
    membatalkan: RiwayatFakta | None = None,
) -> RiwayatFakta:
    keluarga = objek.keluarga if isinstance(objek, Individu) else objek
    return RiwayatFakta.objects.create(
        keluarga=keluarga,
        individu=objek if isinstance(objek, Individu) else None,
        kode_desa=keluarga.kode_desa,
        dasar=catatan.dasar,
        perubahan={n: list(pasangan) for n, pasangan in beda.items() if n not in NOMOR},
        nomor={n: list(pasangan) for n, pasangan in beda.items() if n in NOMOR},
        asal={n: list(pasangan) for n, pasangan in asal.items()},
        alasan=catatan.alasan,
        pelaku=catatan.pelaku,
        membatalkan=membatalkan,
    )


def follow_head(keluarga: Keluarga, catatan: Catatan) -> None:
    """Keep the family's name that of its living head; without one the last head's name stays."""
    nama = heads(keluarga.pk).order_by("pk").values_list("nama", flat=True).first()
    if nama is not None and nama != keluarga.nama_kepala:
        write(keluarga, {"nama_kepala": nama}, 0, Catatan(catatan.dasar, catatan.pelaku))
