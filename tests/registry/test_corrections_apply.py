"""A correction is written: columns, lineage, history, trail, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.lib.nama import normalize
from dtsen.registry import asal, corrections
from dtsen.registry.corrections import StaleFact
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import REGSOSEK, aminah, member, person

pytestmark = pytest.mark.django_db
TANGGAL = date(2026, 11, 20)


def apply(keluarga: Keluarga, perubahan: dict[str, object], **lain: Any) -> corrections.Terapan:
    isi: dict[str, Any] = {"dasar": "pembaruan:1", "pelaku": user("verifikator"), "tanggal": TANGGAL} | lain
    return corrections.apply(keluarga, perubahan, **isi)


def test_writes_value_lineage_history_and_trail() -> None:
    keluarga = aminah()
    sebelum = keluarga.diubah
    hasil = apply(keluarga, {"jenis_lantai_terluas": 6}, alasan="lantai disemen")
    keluarga.refresh_from_db()
    tempat = [f.nama for f in FAKTA_KELUARGA].index("jenis_lantai_terluas")
    assert keluarga.kondisi.jenis_lantai_terluas == 6
    assert asal.decode(keluarga.kondisi.asal[tempat]) == asal.Asal("pembaruan", TANGGAL)
    assert keluarga.kondisi.asal.count(REGSOSEK) == len(FAKTA_KELUARGA) - 1
    assert keluarga.diubah > sebelum
    riwayat = RiwayatFakta.objects.get(pk=hasil.riwayat_id)
    assert riwayat.perubahan == {"jenis_lantai_terluas": [8, 6]}
    assert (riwayat.dasar, riwayat.pelaku, riwayat.kode_desa) == (
        "pembaruan:1",
        user("verifikator"),
        keluarga.kode_desa,
    )
    assert Jejak.objects.get(objek=f"keluarga:{keluarga.pk}").rincian["fakta"] == ["jenis_lantai_terluas"]


def test_address_stands_on_the_family_and_rt_has_three_digits() -> None:
    keluarga = aminah()
    apply(keluarga, {"rt": "7"})
    keluarga.refresh_from_db()
    assert keluarga.rt == "007"
    assert keluarga.kondisi.jenis_lantai_terluas == 8


def test_leading_fact_empties_its_followers() -> None:
    keluarga = aminah()
    hasil = apply(keluarga, {"sumber_penerangan_utama": 4})
    keluarga.refresh_from_db()
    assert keluarga.kondisi.daya_terpasang is None
    assert hasil.ikut == {"daya_terpasang"}
    assert hasil.perubahan == {"sumber_penerangan_utama": (1, 4), "daya_terpasang": (1, None)}


def test_family_without_condition_row_gets_one() -> None:
    keluarga = Keluarga.objects.create(kode_desa=aminah().kode_desa)
    apply(keluarga, {"jenis_atap_terluas": 2})
    keluarga.refresh_from_db()
    assert keluarga.kondisi.jenis_atap_terluas == 2
    assert len(keluarga.kondisi.asal) == len(FAKTA_KELUARGA)


def test_name_of_the_head_is_kept_in_step() -> None:
    keluarga = aminah()
    kepala = member(keluarga, "AMINAH")
    apply(keluarga, {"nama": "siti  aminah"}, individu=kepala)
    keluarga.refresh_from_db()
    kepala.refresh_from_db()
    assert (kepala.nama, kepala.nama_norm) == ("SITI AMINAH", normalize("SITI AMINAH"))
    assert keluarga.nama_kepala == "SITI AMINAH"
    assert asal.decode(kepala.asal[0]) == asal.Asal("pembaruan", TANGGAL)
    assert len(kepala.asal) == len(FAKTA_INDIVIDU)


def test_family_takes_the_name_of_the_new_head() -> None:
    keluarga = aminah()
    apply(keluarga, {"keberadaan": 2}, individu=member(keluarga, "AMINAH"))
    keluarga.refresh_from_db()
    assert keluarga.nama_kepala == "AMINAH"
    apply(keluarga, {"status_hubungan_keluarga": 1}, individu=member(keluarga, "BAHRUN"))
    keluarga.refresh_from_db()
    assert keluarga.nama_kepala == "BAHRUN"


def test_changed_base_is_stale_and_nothing_is_written() -> None:
    keluarga = aminah()
    with pytest.raises(StaleFact) as galat:
        apply(keluarga, {"jenis_lantai_terluas": 6}, lama={"jenis_lantai_terluas": 5})
    assert (galat.value.lama, galat.value.sekarang) == (5, 8)
    assert not RiwayatFakta.objects.exists()


def test_base_may_be_a_date_out_of_json() -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    apply(keluarga, {"tanggal_lahir": "1981-03-12"}, individu=orang, lama={"tanggal_lahir": "1980-03-12"})
    orang.refresh_from_db()
    assert orang.tanggal_lahir == date(1981, 3, 12)


def test_future_lineage_date_is_refused() -> None:
    with pytest.raises(FaktaSalah) as galat:
        apply(aminah(), {"jenis_lantai_terluas": 6}, tanggal=timezone.localdate() + timedelta(days=1))
    assert galat.value.kode == "tanggal_masa_depan"


def test_member_of_another_family_is_refused() -> None:
    keluarga = aminah()
    lain = Keluarga.objects.create(kode_desa=keluarga.kode_desa)
    orang = person(lain, "SALEH", None)
    with pytest.raises(FaktaSalah) as galat:
        apply(keluarga, {"nama": "SALIH"}, individu=orang)
    assert galat.value.kode == "bukan_anggota"


def test_second_head_is_refused() -> None:
    keluarga = aminah()
    with pytest.raises(FaktaSalah) as galat:
        apply(keluarga, {"status_hubungan_keluarga": 1}, individu=member(keluarga, "BAHRUN"))
    assert galat.value.kode == "kepala_ganda"


def test_returning_to_life_needs_a_free_nik() -> None:
    keluarga = aminah()
    almarhum = member(keluarga, "NURHALIZA")
    Individu.objects.filter(pk=almarhum.pk).update(keberadaan=2)
    person(keluarga, "NUR HALIZA", almarhum.nik, keberadaan=1)
    almarhum.refresh_from_db()
    with pytest.raises(FaktaSalah) as galat:
        apply(keluarga, {"keberadaan": 1}, individu=almarhum)
    assert galat.value.kode == "nik_dipakai"


def test_inactive_family_is_refused() -> None:
    keluarga = aminah()
    Keluarga.objects.filter(pk=keluarga.pk).update(status="gabung")
    with pytest.raises(FaktaSalah) as galat:
        apply(keluarga, {"jenis_lantai_terluas": 6})
    assert galat.value.kode == "keluarga_tidak_aktif"


def test_history_cannot_be_rewritten_by_the_application() -> None:
    keluarga = aminah()
    hasil = apply(keluarga, {"jenis_lantai_terluas": 6})
    with pytest.raises(Exception, match="permission denied"):
        RiwayatFakta.objects.filter(pk=hasil.riwayat_id).update(alasan="lain")
