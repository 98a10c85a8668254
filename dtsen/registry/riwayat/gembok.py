"""Holding the rows that a change is about, and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from dtsen.registry.imports.stage import KUNCI_IMPOR
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import FaktaSalah

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
