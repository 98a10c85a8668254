"""The page of a family."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dtsen.accounts.models import Jejak
from dtsen.registry.halaman import family_facts
from dtsen.registry.models import Individu, KondisiKeluarga
from tests.cast import user
from tests.families import aminah, member, yuliani

pytestmark = pytest.mark.django_db


def masuk(client: Client, nama: str = "operator.perian") -> Client:
    client.force_login(user(nama))
    return client


def test_says_the_answer_first_and_shows_source_and_date(client: Client) -> None:
    keluarga = aminah()
    halaman = masuk(client).get(reverse("registry:keluarga", args=[keluarga.pk]))
    assert "Belum ada desil daerah, desil nasional 3 (24 Jul 2026)." in halaman.text
    assert "Regsosek, 15 Nov 2022" in halaman.text
    assert "6402••••••••0001" in halaman.text
    for nomor in ("6402015203800001", "6402011203100001"):
        assert nomor not in halaman.text
    assert Jejak.objects.filter(aksi="keluarga.lihat", objek=f"keluarga:{keluarga.pk}").count() == 1


def test_another_desa_is_not_there(client: Client) -> None:
    keluarga = yuliani()
    for alamat in ("registry:keluarga", "ranking:keluarga_desil", "verval:keluarga"):
        assert masuk(client).get(reverse(alamat, args=[keluarga.pk])).status_code == 404


def test_health_only_for_those_who_need_it(client: Client) -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    Individu.objects.filter(pk=orang.pk).update(penyakit_kronis=7)
    alamat = reverse("registry:keluarga", args=[keluarga.pk]) + f"?anggota={orang.pk}"
    assert "TBC" in masuk(client).get(alamat).text
    assert "TBC" not in masuk(client, "kades.perian").get(alamat).text


def test_member_of_another_family_does_not_open(client: Client) -> None:
    keluarga, lain = aminah(), member(yuliani(), "YULIANI")
    halaman = masuk(client).get(reverse("registry:keluarga", args=[keluarga.pk]) + f"?anggota={lain.pk}")
    assert halaman.context["dibuka"] is None
    assert "YULIANI" not in halaman.text.upper()


def test_correction_is_offered_only_to_those_who_may_file(client: Client) -> None:
    keluarga = aminah()
    alamat = reverse("registry:keluarga", args=[keluarga.pk])
    ubah = reverse("verval:pembaruan_baru", args=[keluarga.pk])
    assert f"{ubah}?data=jenis_lantai_terluas" in masuk(client).get(alamat).text
    assert ubah not in masuk(client, "auditor").get(alamat).text


def test_what_is_not_owned_and_not_known_stands_apart() -> None:
    keluarga = aminah()
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(
        aset_bergerak_mobil=2, aset_bergerak_ac=1, jumlah_ternak_sapi=0, jumlah_ternak_kerbau=2
    )
    keluarga.refresh_from_db()
    blok = {b.judul: b for b in family_facts(keluarga)}
    aset, ternak = blok["Aset"], blok["Ternak"]
    assert "aset_bergerak_ac" in {b.fakta.nama for b in aset.diketahui}
    assert {b.fakta.nama for b in aset.tidak} == {"aset_bergerak_mobil", "aset_bergerak_sepeda_motor"}
    assert [b.fakta.nama for b in ternak.tidak] == ["jumlah_ternak_sapi"]
    assert [b.fakta.nama for b in ternak.diketahui] == ["jumlah_ternak_kerbau"]
    assert "jumlah_ternak_kuda" in {b.fakta.nama for b in ternak.belum}
