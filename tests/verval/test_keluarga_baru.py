"""A family that is not in DTSEN: proposed by the desa, seen by nobody else, there once approved, and gone again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry import replay
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member
from tests.kasus import advance, take
from tests.registry.test_susunan import KK_BARU, NIK_BARU, world
from tests.registry.test_susunan_keberadaan import counted
from verval import kedaluwarsa, keluarga_baru, salinan, susunan
from verval.access import protected_case
from verval.hop import KasusDitolak
from verval.models import Langkah, Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Pindahan dari Samarinda, belum pernah didata, KK asli dilihat."
SALMA = {"nama": "SALMA", "nik": NIK_BARU, "tanggal_lahir": "1990-11-01", "jenis_kelamin": 2}
ANAK = {"nama": "UDIN", "tanggal_lahir": "2015-05-04", "jenis_kelamin": 1, "status_hubungan_keluarga": 3}


def isi(**lagi: Any) -> dict[str, Any]:
    anggota = [SALMA | {"status_hubungan_keluarga": 1}, ANAK]
    return {"nomor_kk": KK_BARU, "alamat": {"alamat": "JL. BARU", "rt": "7"}, "anggota": anggota} | lagi


def proposed(*, siapa: str = "operator.perian", ajukan: bool = True, **lagi: Any) -> Pembaruan:
    return keluarga_baru.draft(PERIAN, isi(**lagi), alasan=ALASAN, pelaku=user(siapa), ajukan=ajukan)


def test_from_draft_to_approval_and_back() -> None:
    kasus = proposed()
    keluarga = kasus.keluarga
    assert (keluarga.status, keluarga.nama_kepala, keluarga.rt, keluarga.nomor_kk) == ("calon", "SALMA", "007", None)
    assert not Individu.objects.filter(keluarga=keluarga).exists()
    assert counted(keluarga) is None
    advance(kasus)
    sebelum = world()
    take(kasus, "setujui")
    keluarga.refresh_from_db()
    assert (keluarga.status, keluarga.nomor_kk) == ("aktif", KK_BARU)
    assert list(Individu.objects.filter(keluarga=keluarga).order_by("pk").values_list("nama", "nik", "kode_desa")) == [
        ("SALMA", NIK_BARU, PERIAN), ("UDIN", None, PERIAN),
    ]  # fmt: skip
    assert counted(keluarga) == 2
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)
    take(kasus, "turunkan", siapa="kepala", alasan="KK-nya belum terbit.")
    assert world() == sebelum
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)
    take(kasus, "setujui")
    keluarga.refresh_from_db()
    assert (keluarga.status, counted(keluarga)) == ("aktif", 2)


def test_numbers_stand_in_their_column_and_rows_say_it_in_words() -> None:
    kasus = proposed()
    kasus.refresh_from_db()
    baris = susunan.rows(kasus, Tabir.of(user("petugas"), [kasus.keluarga]))
    kata = [kasus.isi, kasus.dasar, kasus.tulisan_lama, kasus.tulisan_baru, baris]
    kata += list(Jejak.objects.values_list("rincian", "alasan", "objek")) + list(Langkah.objects.values("catatan"))
    assert not [n for n in (NIK_BARU, KK_BARU) if n in str(kata)]
    assert kasus.nomor == {"nomor_kk": [None, KK_BARU], "anggota.0.nik": [None, NIK_BARU]}
    assert (kasus.tulisan_lama, kasus.tulisan_baru) == ("Belum terdaftar", "2 anggota")
    assert [b.perihal for b in baris][-2:] == ["SALMA", "UDIN"]
    assert "lahir 1 Nov 1990" in baris[-2].baru
    assert protected_case(kasus)  # a child is in it


@pytest.mark.parametrize("akhir", ["batalkan", "tolak", "kedaluwarsakan"])
def test_what_comes_to_nothing_leaves_no_family(akhir: str) -> None:
    kasus = proposed()
    if akhir == "batalkan":
        take(kasus, "batalkan", siapa="operator.perian")
    elif akhir == "tolak":
        take(kasus, "tolak", siapa="kades.perian", kode="lainnya", alasan="Bukan warga sini.")
    else:
        Pembaruan.objects.filter(pk=kasus.pk).update(diajukan=timezone.now() - timedelta(days=62))
        kedaluwarsa.expire(timezone.localdate())
    keluarga = Keluarga.objects.get(pk=kasus.keluarga_id)
    assert (keluarga.status, keluarga.nomor_kk, counted(keluarga)) == ("bubar", None, None)
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)
    if akhir == "kedaluwarsakan":
        kasus.refresh_from_db()
        lagi = salinan.copy(kasus, pelaku=user("operator.perian")).kasus
        assert lagi.keluarga_id != keluarga.pk
        assert lagi.keluarga.status == "calon"


def test_who_is_registered_already_stands_in_the_way() -> None:
    rumah = aminah()
    nik = member(rumah, "BAHRUN").nik
    with pytest.raises(FaktaSalah) as galat:
        proposed(anggota=[SALMA | {"nik": nik, "status_hubungan_keluarga": 1}])
    assert (galat.value.kode, galat.value.fakta) == ("nik_dipakai", "anggota_0_nik")
    assert "pecah KK" in galat.value.pesan
    with pytest.raises(FaktaSalah) as galat:
        proposed(nomor_kk=rumah.nomor_kk)
    assert galat.value.kode == "kk_dipakai"
    assert not Keluarga.objects.filter(status="calon").exists()


def test_one_case_a_card_and_one_head() -> None:
    satu = proposed()
    with pytest.raises(KasusDitolak) as tolak:
        proposed(siapa="petugas")
    assert tolak.value.rincian["pembaruan"] == satu.pk
    for anggota, kode in (([ANAK], "tanpa_kepala"), ([ANAK | {"status_hubungan_keluarga": 1}] * 2, "kepala_ganda")):
        with pytest.raises(FaktaSalah) as galat:
            proposed(nomor_kk="6402010111260099", anggota=anggota)
        assert galat.value.kode == kode
    with pytest.raises(TidakBerwenang):
        keluarga_baru.draft(MELAYU, isi(nomor_kk="6402010111260098"), alasan=ALASAN, pelaku=user("operator.perian"))
    with pytest.raises(FaktaSalah) as galat:
        keluarga_baru.draft("6402", isi(nomor_kk="6402010111260097"), alasan=ALASAN, pelaku=user("petugas"))
    assert galat.value.kode == "di_luar_lingkup"


def test_a_revision_keeps_numbers_of_those_who_stay() -> None:
    kasus = proposed(ajukan=False)
    tetap = SALMA | {"nik": "", "status_hubungan_keluarga": 1}
    keluarga_baru.revise(
        kasus, isi(nomor_kk="", anggota=[tetap, ANAK | {"nama": "UDIN B"}]), alasan=ALASAN,
        pelaku=user("operator.perian"),
    )  # fmt: skip
    kasus.refresh_from_db()
    assert kasus.nomor["anggota.0.nik"][1] == NIK_BARU
    lain = tetap | {"nama": "JUMRI"}
    keluarga_baru.revise(kasus, isi(nomor_kk="", anggota=[lain]), alasan=ALASAN, pelaku=user("operator.perian"))
    kasus.refresh_from_db()
    assert "anggota.0.nik" not in kasus.nomor
    assert (kasus.keluarga.nama_kepala, kasus.tulisan_baru) == ("JUMRI", "1 anggota")


def test_the_pages(client: Client) -> None:
    client.force_login(user("operator.perian"))
    assert "Ajukan keluarga baru" in client.post("/verval/warga/", {"q": "TIDAK ADA SIAPA"}, follow=True).text
    alamat = "/verval/keluarga/baru/"
    isian = {"banyak": "1", "nomor_kk": KK_BARU, "alamat_rt": "7", "alasan": ALASAN} | {
        f"anggota_0_{n}": v for n, v in (SALMA | {"status_hubungan_keluarga": 1}).items()
    }
    tambah = client.post(alamat, isian | {"tambah": "1"})
    assert (tambah.status_code, 'name="anggota_1_nama"' in tambah.text, "SALMA" in tambah.text) == (200, True, True)
    kurang = client.post(alamat, isian | {"banyak": "2", "anggota_1_nama": "UDIN"})
    assert (kurang.status_code, "kosongkan seluruh baris" in kurang.text) == (422, True)
    tanpa = client.post(alamat, isian | {"anggota_0_jenis_kelamin": ""})
    assert "Isi jenis kelamin kepala keluarga." in tanpa.text
    jawaban = client.post(alamat, isian, follow=True)
    assert "Belum terdaftar" in jawaban.text
    kasus = Pembaruan.objects.get()
    ubah = client.post(f"/verval/pembaruan/{kasus.pk}/ubah/", isian | {"nomor_kk": "", "anggota_0_nik": ""})
    assert ubah.status_code == 302
    kasus.refresh_from_db()
    assert kasus.nomor["nomor_kk"][1] == KK_BARU
    assert client.get(f"/verval/keluarga/{kasus.keluarga_id}/pembaruan/?operasi=keluarga_baru").status_code == 404
    assert client.get(reverse("registry:keluarga", args=[kasus.keluarga_id])).status_code == 200


def test_every_fault_of_the_form_at_once(client: Client) -> None:
    """Each stands beside its field, of members under the line they were typed on; lines left blank do not count."""
    client.force_login(user("operator.perian"))
    isian = {
        "banyak": "3", "nomor_kk": "123", "alamat_rt": "seratus", "alasan": "x",
        "anggota_0_nama": "SALMA", "anggota_0_nik": "456", "anggota_0_tanggal_lahir": "2190-01-01",
        "anggota_0_status_hubungan_keluarga": "1", "anggota_2_nama": "UDIN", "anggota_2_nik": "6402017011150001",
        "anggota_2_tanggal_lahir": "2015-05-04", "anggota_2_jenis_kelamin": "1",
        "anggota_2_status_hubungan_keluarga": "3",
    }  # fmt: skip
    galat = client.post("/verval/keluarga/baru/", isian).context["form"].errors
    assert set(galat) == {
        "nomor_kk", "alamat_rt", "alasan", "anggota_0_nik", "anggota_0_tanggal_lahir", "anggota_0_jenis_kelamin",
    }  # fmt: skip
    assert galat["anggota_0_nik"][0].startswith("Kepala keluarga: NIK harus 16 angka")
    salah = isian | {"anggota_2_nik": "9"}
    galat = client.post("/verval/keluarga/baru/", salah).context["form"].errors
    assert "anggota_1_nik" not in galat
    assert galat["anggota_2_nik"][0].startswith("Anggota 3: NIK harus 16 angka")
    assert not Pembaruan.objects.exists()


def test_the_api(client: Client) -> None:
    client.force_login(user("operator.perian"))
    badan = {"jenis": "keluarga_baru", "isi": isi(desa=PERIAN), "alasan": ALASAN}
    jawaban = client.post("/api/v1/pembaruan/", badan, content_type="application/json")
    assert jawaban.status_code == 201, jawaban.content
    assert jawaban.json()["tulisan_baru"] == "2 anggota"
    salah = client.post("/api/v1/pembaruan/", badan | {"keluarga": 1}, content_type="application/json")
    assert salah.status_code == 400
