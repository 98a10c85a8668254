"""One change of one family or person: columns, lineage and the history row, always together.

Everything that changes the registry outside imports goes through `write`, so that history alone can take it back
(`corrections.reverse`) and tell it again (`replay.py`). The callers check and lock; here nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from dtsen.accounts.models import User
from dtsen.lib.nama import normalize
from dtsen.registry import asal as asal_
from dtsen.registry.fakta import ANGKA, FAKTA_INDIVIDU, FAKTA_KELUARGA, INDIVIDU, KELUARGA, TANGGAL, TEKS, Fakta
from dtsen.registry.imports.stage import KUNCI_IMPOR
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga, RiwayatFakta, RiwayatKK
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.values import FaktaSalah, Nilai, NilaiJson, kosong, to_json

Objek: TypeAlias = Keluarga | Individu


def _kunci(nama: str, label: str, jenis: str = TEKS, sens: str = "P") -> Fakta:
    return Fakta(nama, label, jenis, sens=sens, boleh_ubah=False)


TEMPAT_KELUARGA = {fakta.nama: i for i, fakta in enumerate(FAKTA_KELUARGA)}
TEMPAT_INDIVIDU = {fakta.nama: i for i, fakta in enumerate(FAKTA_INDIVIDU)}
KUNCI_KELUARGA = {
    "kode_desa": _kunci("kode_desa", "Desa/kelurahan", sens="Q"),
    "nomor_kk": _kunci("nomor_kk", "No KK"),
    "nama_kepala": _kunci("nama_kepala", "Nama kepala keluarga"),
    "status": _kunci("status", "Status keluarga", sens="T"),
}
KUNCI_INDIVIDU = {
    "keluarga_id": _kunci("keluarga_id", "Nomor data keluarga", ANGKA, "Q"),
    "nik": _kunci("nik", "NIK"),
    "keberadaan_sejak": _kunci("keberadaan_sejak", "Keberadaan sejak", TANGGAL),
    "sama_dengan_id": _kunci("sama_dengan_id", "Data yang dipakai", ANGKA, "Q"),
}
"""What history holds besides facts. Their lineage, where they have one, stands in a column of its own."""
ASAL_KUNCI = {"kode_desa": "asal_desa", "nomor_kk": "asal_kk", "nik": "asal_nik", "keluarga_id": "asal_keluarga"}
ADA = "ada"
"""Stands in the row of a family or person that was added: `[false, true]`."""
NOMOR = frozenset({"nik", "nomor_kk"})
"""Kept in `RiwayatFakta.nomor`, never in `perubahan`: whoever shows or exports changes cannot show a number."""

PELANGGARAN = {
    "individu_nik_unik_hidup": FaktaSalah(
        "nik_dipakai", "NIK orang ini dipakai orang lain yang masih hidup. Selesaikan NIK gandanya.", "nik"
    ),
    "keluarga_kk_unik_aktif": FaktaSalah(
        "kk_dipakai", "No KK ini sudah dipakai keluarga lain yang aktif. Periksa kembali kartu keluarganya.", "nomor_kk"
    ),
}
"""What the database itself refuses, also when two write at once."""
KUNCI_ASING = "23503"
DIRUJUK = FaktaSalah(
    "masih_dirujuk",
    "Data yang ditambahkan kasus ini sudah dipakai kasus, bukti, atau peringkat lain, jadi tidak dapat ditarik "
    "kembali. Perbaiki dengan pembaruan.",
)


@dataclass(frozen=True, slots=True)
class Catatan:
    """On which ground a change is made, by whom, and why."""

    dasar: str
    pelaku: User | None
    alasan: str = ""


def no_import_now() -> None:
    """Changes share a lock that an import takes alone while it writes, so that neither overwrites the other."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [KUNCI_IMPOR])
        if not kursor.fetchone()[0]:
            raise FaktaSalah(
                "impor_berjalan", "Sebuah impor sedang ditulis ke registri. Coba lagi beberapa menit lagi."
            )


def lock(keluarga: Iterable[int], individu: Iterable[int]) -> tuple[dict[int, Keluarga], dict[int, Individu]]:
    """Lock families, then persons, each by number: two changes of the same rows wait for each other, never in a ring.

    Raises FaktaSalah (`di_luar_lingkup`) where one of them lies outside the scope of the transaction.
    """
    no_import_now()
    no_keluarga, no_individu = set(keluarga), set(individu)
    rumah = Keluarga.objects.select_for_update().filter(pk__in=no_keluarga).order_by("pk")
    semua_keluarga = {k.pk: k for k in rumah}
    jiwa = Individu.objects.select_for_update().filter(pk__in=no_individu).order_by("pk")
    semua_individu = {i.pk: i for i in jiwa}
    if set(semua_keluarga) != no_keluarga or set(semua_individu) != no_individu:
        raise FaktaSalah(
            "di_luar_lingkup",
            "Sebagian data ini di luar wilayah Anda atau sudah tidak ada. Muat ulang halamannya, atau minta petugas "
            "kabupaten mengerjakannya.",
        )
    return semua_keluarga, semua_individu


@contextmanager
def refusals() -> Iterator[None]:
    """Write inside this block, all or nothing; a number that somebody else holds becomes FaktaSalah."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as galat:
        diag = galat.__cause__.diag  # type: ignore[union-attr]
        salah = DIRUJUK if diag.sqlstate == KUNCI_ASING else PELANGGARAN.get(diag.constraint_name or "")
        if salah is None:
            raise
        # Not chained: the database's own words hold the number.
        raise FaktaSalah(salah.kode, salah.pesan, salah.fakta) from None


def describe(nama: str, *, individu: bool) -> Fakta:
    """Return what stands under a name in history: a fact or a key."""
    fakta, kunci = (INDIVIDU, KUNCI_INDIVIDU) if individu else (KELUARGA, KUNCI_KELUARGA)
    return fakta.get(nama) or kunci[nama]


def from_json(fakta: Fakta, nilai: NilaiJson) -> Nilai:
    """Return a value out of history as its column holds it."""
    if nilai is None:
        return kosong(fakta) if fakta.nama not in NOMOR else None
    return date.fromisoformat(str(nilai)) if fakta.jenis == TANGGAL else nilai


def _kondisi(keluarga: Keluarga) -> KondisiKeluarga:
    return KondisiKeluarga.objects.select_for_update().get_or_create(keluarga=keluarga)[0]


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


def has_lineage(nama: str, *, individu: bool) -> bool:
    """Whether the registry keeps a lineage code for what stands under a name."""
    return nama in (TEMPAT_INDIVIDU if individu else TEMPAT_KELUARGA) or nama in ASAL_KUNCI


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


def follow_head(keluarga: Keluarga, catatan: Catatan) -> None:
    """Keep the family's name that of its living head; without one the last head's name stays."""
    nama = heads(keluarga.pk).order_by("pk").values_list("nama", flat=True).first()
    if nama is not None and nama != keluarga.nama_kepala:
        write(keluarga, {"nama_kepala": nama}, 0, Catatan(catatan.dasar, catatan.pelaku))
