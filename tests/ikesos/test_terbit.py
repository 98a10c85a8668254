"""Start a calculation from its page, the same inputs twice, publish by a second person; versions from a file."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from ikesos import hitungan, structure
from ikesos.hitungan import HitunganDitolak
from ikesos.models import Hitungan, StrukturVersi
from tests.cast import user

PERIODE = "2026-T3"


@pytest.fixture
def versi(db: None) -> StrukturVersi:
    return structure.load(structure.read(structure.BAWAAN))[0]


def _selesai(versi: StrukturVersi, sidik: str = "a" * 64) -> Hitungan:
    ini = hitungan.start(PERIODE, pelaku=user("petugas"), versi=versi, tarikan=10)
    Hitungan.objects.filter(pk=ini.pk).update(status="selesai", sidik=sidik)
    ini.refresh_from_db()
    return ini


def _masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def test_started_from_the_page_its_progress_is_shown_with_and_without_script(versi: StrukturVersi) -> None:
    klien = _masuk("petugas")
    assert klien.post(reverse("ikesos:hitungan"), {"periode": "2031-T1"}).status_code == 422
    jawaban = klien.post(reverse("ikesos:hitungan"), {"periode": PERIODE, "versi": versi.pk}, follow=True)
    ini = Hitungan.objects.get()
    assert reverse("ikesos:hitungan_kemajuan", args=[ini.pk]) in jawaban.text
    assert "Muat ulang" in jawaban.text
    Hitungan.objects.filter(pk=ini.pk).update(status="selesai")
    assert klien.get(reverse("ikesos:hitungan_kemajuan", args=[ini.pk]))["HX-Refresh"] == "true"
    assert _masuk("pimpinan").post(reverse("ikesos:hitungan"), {"periode": PERIODE}).status_code == 403


def test_the_same_inputs_again_are_told(versi: StrukturVersi) -> None:
    satu, dua, tiga = _selesai(versi), _selesai(versi), _selesai(versi, "b" * 64)
    klien = _masuk("pimpinan")
    assert f"hitungan #{satu.pk}" in klien.get(reverse("ikesos:hitungan_detail", args=[dua.pk])).text
    assert klien.get(reverse("ikesos:hitungan_detail", args=[tiga.pk])).context["kembar"] is None


def test_a_second_person_publishes_and_pages_show_that_one(versi: StrukturVersi) -> None:
    satu, dua = _selesai(versi), _selesai(versi)
    assert hitungan.newest() == dua
    with pytest.raises(TidakBerwenang):
        hitungan.publish(satu.pk, pelaku=user("petugas"))
    Hitungan.objects.filter(pk=dua.pk).update(dimulai_oleh=user("kepala"))
    with pytest.raises(HitunganDitolak) as galat:
        hitungan.publish(dua.pk, pelaku=user("kepala"))
    assert galat.value.kode == "orang_kedua"
    _masuk("kepala").post(reverse("ikesos:hitungan_terbitkan", args=[satu.pk]))
    assert hitungan.newest() == satu
    with pytest.raises(HitunganDitolak) as galat:
        hitungan.publish(satu.pk, pelaku=user("kepala"))
    assert galat.value.kode == "status"


def test_a_published_one_is_taken_back_with_a_reason_and_published_again(versi: StrukturVersi) -> None:
    satu, dua = _selesai(versi), _selesai(versi)
    kepala = _masuk("kepala")
    for ini in (satu, dua):
        kepala.post(reverse("ikesos:hitungan_terbitkan", args=[ini.pk]))
    assert hitungan.newest() == dua
    alamat = reverse("ikesos:hitungan_tarik", args=[dua.pk])
    alasan = "Angka stunting tertukar dua kecamatan."
    assert _masuk("petugas").post(alamat, {"alasan": alasan}).status_code == 403
    assert "Tulis mengapa" in kepala.post(alamat, {"alasan": " salah  "}, follow=True).text
    assert hitungan.newest() == dua
    jawaban = kepala.post(alamat, {"alasan": alasan}, follow=True).text
    assert f"memakai hitungan {PERIODE} #{satu.pk}" in jawaban
    assert alasan in jawaban
    assert hitungan.newest() == satu
    assert list(hitungan.to_publish()) == []
    assert "tidak sedang terbit" in kepala.post(alamat, {"alasan": alasan}, follow=True).text
    assert [j.rincian["alasan"] for j in Jejak.objects.filter(aksi="ikesos.tarik")] == [alasan]
    kepala.post(reverse("ikesos:hitungan_terbitkan", args=[dua.pk]))
    assert hitungan.newest() == dua
    assert alasan not in kepala.get(reverse("ikesos:hitungan_detail", args=[dua.pk])).text


def test_where_the_only_one_is_taken_back_nothing_is_shown(versi: StrukturVersi) -> None:
    ini = _selesai(versi)
    hitungan.publish(ini.pk, pelaku=user("kepala"))
    hitungan.withdraw(ini.pk, "Bobot dimensi keliru dimuat.", pelaku=user("kepala"))
    assert hitungan.newest() is None
    assert _masuk("pimpinan").get(reverse("ikesos:indeks_saya"), follow=True).status_code == 200


def test_a_trial_of_a_draft_is_never_shown(versi: StrukturVersi) -> None:
    draf, _ = structure.load(structure.export(versi) | {"kode": "draf-1", "status": "draf"}, pelaku=user("petugas"))
    ini = _selesai(draf)
    assert hitungan.newest() is None
    with pytest.raises(HitunganDitolak) as galat:
        hitungan.publish(ini.pk, pelaku=user("kepala"))
    assert galat.value.kode == "struktur"


@pytest.mark.parametrize("bentuk", ["json", "xlsx"])
def test_a_version_goes_out_and_comes_back_the_same(versi: StrukturVersi, bentuk: str) -> None:
    klien = _masuk("petugas")
    isi = klien.get(reverse("ikesos:struktur_unduh", args=[versi.pk, bentuk])).content
    StrukturVersi.objects.all().delete()
    berkas = SimpleUploadedFile(f"s.{bentuk}", isi)
    jawaban = klien.post(reverse("ikesos:struktur_muat"), {"berkas": berkas})
    assert jawaban.status_code == 302, jawaban.text
    baru = StrukturVersi.objects.get()
    assert (baru.status, baru.dimuat_oleh) == ("draf", user("petugas"))
    asli = structure.read(structure.BAWAAN) | {"status": "draf"}
    assert structure.fingerprint(structure.export(baru)) == structure.fingerprint(asli)


def test_every_fault_of_a_file_stands_on_the_page(versi: StrukturVersi) -> None:
    isi = structure.export(versi) | {"kode": "a/b", "nama": "x" * 121}
    isi["simpul"][3]["bobot"] = -1
    berkas = SimpleUploadedFile("s.json", json.dumps(isi).encode())
    jawaban = _masuk("petugas").post(reverse("ikesos:struktur_muat"), {"berkas": berkas})
    assert jawaban.status_code == 422
    assert len(jawaban.context["galat"]) == 3
    assert StrukturVersi.objects.count() == 1


def test_a_second_person_puts_a_draft_into_force(versi: StrukturVersi) -> None:
    isi = structure.export(versi) | {"kode": "baru-1", "status": "draf"}
    draf, _ = structure.load(isi, pelaku=user("petugas"))
    alamat = reverse("ikesos:struktur_berlakukan", args=[draf.pk])
    assert _masuk("petugas").post(alamat, {"dari": "2026-08-01"}).status_code == 403
    _masuk("kepala").post(alamat, {"dari": "x"})
    assert structure.in_force(date(2026, 9, 1)) == versi
    _masuk("kepala").post(alamat, {"dari": "2026-08-01"})
    assert structure.in_force(date(2026, 9, 1)) == draf
    assert structure.in_force(date(2026, 7, 1)) == versi
    # One from Kemensos goes before every local one, also a newer one.
    resmi, _ = structure.load(isi | {"kode": "resmi-1", "status": "resmi", "berlaku_dari": "2026-01-01"})
    assert structure.in_force(date(2026, 9, 1)) == resmi
    draf.refresh_from_db()
    assert draf.sidik == structure.fingerprint(structure.export(draf))
    with pytest.raises(structure.StrukturDitolak):
        structure.activate(draf.pk, date(2026, 8, 1), pelaku=user("kepala"))
