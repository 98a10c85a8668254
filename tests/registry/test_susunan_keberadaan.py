"""Who is not found, who lives here again: what is written, what is refused, and who counts in the ranking."""

from __future__ import annotations

import pytest
from django.db import connection

from dtsen.registry import corrections, replay
from dtsen.registry.models import Individu, Keluarga
from tests.cast import user
from tests.families import aminah, member, person
from tests.registry.test_susunan import refused, run, world

pytestmark = pytest.mark.django_db
DICARI = "2026-11-02"


def counted(keluarga: Keluarga) -> int | None:
    """Members that the ranking counts, None where the family is not ranked."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT bobot FROM ranking_fitur('2026-12-01', %s, %s)", [keluarga.pk, keluarga.pk])
        baris = kursor.fetchone()
    return baris[0] if baris else None


def test_a_person_not_found_counts_no_more_until_found_again() -> None:
    keluarga = aminah()
    orang = member(keluarga, "RAFI")
    semula = counted(keluarga)
    assert semula is not None
    run("tidak_ditemukan", keluarga, individu=orang.pk, sejak=DICARI)
    orang.refresh_from_db()
    assert (orang.keberadaan, str(orang.keberadaan_sejak), counted(keluarga)) == (6, DICARI, semula - 1)
    run("tinggal_bersama", keluarga, dasar=2, individu=orang.pk, sejak="2026-11-10")
    orang.refresh_from_db()
    assert (orang.keberadaan, counted(keluarga)) == (1, semula)
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)


def test_the_last_one_not_found_takes_the_family_along() -> None:
    keluarga = aminah()
    for i, orang in enumerate(Individu.objects.filter(keluarga=keluarga).hidup()):
        run("tidak_ditemukan", keluarga, dasar=i, individu=orang.pk, sejak=DICARI)
    keluarga.refresh_from_db()
    assert (keluarga.status, counted(keluarga)) == ("hilang", None)


def test_a_family_not_found_is_not_ranked_and_comes_back() -> None:
    keluarga = aminah()
    semula, dunia = counted(keluarga), world()
    run("keluarga_hilang", keluarga, sejak=DICARI)
    keluarga.refresh_from_db()
    assert (keluarga.status, counted(keluarga)) == ("hilang", None)
    assert refused("keluarga_hilang", keluarga, sejak=DICARI) == "keluarga_tidak_aktif"
    run("keluarga_ditemukan", keluarga, dasar=2, sejak="2026-11-12")
    keluarga.refresh_from_db()
    assert (keluarga.status, counted(keluarga)) == ("aktif", semula)
    corrections.reverse("susunan:2", pelaku=user("kepala"), alasan="Salah rumah.")
    corrections.reverse("susunan:1", pelaku=user("kepala"), alasan="Salah rumah.")
    assert world() == dunia


def test_what_is_refused() -> None:
    keluarga = aminah()
    ami, bahrun = member(keluarga, "AMINAH"), member(keluarga, "BAHRUN")
    assert refused("tinggal_bersama", keluarga, individu=bahrun.pk, sejak=DICARI) == "tidak_berubah"
    assert refused("keluarga_ditemukan", keluarga, sejak=DICARI) == "status_keluarga"
    run("tidak_ditemukan", keluarga, individu=ami.pk, sejak=DICARI, kepala_baru=bahrun.pk)
    assert refused("tinggal_bersama", keluarga, individu=ami.pk, sejak="2026-11-10") == "kepala_ganda"
    run("tinggal_bersama", keluarga, dasar=2, individu=ami.pk, sejak="2026-11-10", hubungan=2)
    run("meninggal", keluarga, dasar=3, individu=bahrun.pk, sejak="2026-11-11", kepala_baru=ami.pk)
    person(keluarga, "BAHRUN LAIN", bahrun.nik, status_hubungan_keluarga=8)
    assert refused("tinggal_bersama", keluarga, individu=bahrun.pk, sejak="2026-11-12", hubungan=2) == "nik_dipakai"


def test_the_no_kk_went_to_somebody_else_meanwhile() -> None:
    keluarga = aminah()
    run("keluarga_hilang", keluarga, sejak=DICARI)
    Keluarga.objects.create(kode_desa=keluarga.kode_desa, nomor_kk=keluarga.nomor_kk)
    assert refused("keluarga_ditemukan", keluarga, sejak="2026-11-12") == "kk_dipakai"
