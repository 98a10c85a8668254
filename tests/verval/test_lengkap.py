"""The wizard: step by step into one draft, looked over, filed; what was not changed stays out of it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from dtsen.registry import corrections
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import user
from tests.families import aminah, member
from tests.kasus import advance
from verval import pembaruan
from verval.lengkap import WAJIB
from verval.models import Pembaruan

pytestmark = pytest.mark.django_db
ALASAN = "Dilihat sendiri waktu kunjungan ke rumahnya."


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def address(keluarga: Keluarga, langkah: str = "") -> str:
    return f"/verval/keluarga/{keluarga.pk}/pembaruan/lengkap/?langkah={langkah or 'rumah'}"


def fill(klien: Client, alamat: str, **isi: str) -> str:
    """Open a step, change some fields and send all of them, as a browser does; returns where it leads."""
    form = klien.get(alamat).context["form"]
    semua = {n: form[n].value() for n in form.fields if form[n].value() is not None}
    jawaban = klien.post(alamat, {**semua, **isi, "kunci": str(uuid4())})
    assert jawaban.status_code == 302, jawaban.context["form"].errors
    return str(jawaban["Location"])


def test_a_whole_visit_becomes_one_filed_case() -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    klien = masuk("operator.perian")
    ke = fill(klien, address(keluarga), jenis_lantai_terluas="6", luas_lantai_m2="40")
    kasus = Pembaruan.objects.get()
    assert ke == f"/verval/keluarga/{keluarga.pk}/pembaruan/lengkap/?kasus={kasus.pk}&langkah=listrik-air"
    assert fill(klien, ke).endswith("langkah=aset")
    assert fill(klien, address(keluarga, "aset"), aset_bergerak_sepeda_motor="1").endswith("langkah=ternak")
    fill(klien, address(keluarga, f"anggota-{bahrun.pk}"), status_bekerja="1")
    assert [(b.individu, b.fakta, b.nilai_lama, b.nilai_baru) for b in kasus.isian] == [
        (None, "jenis_lantai_terluas", 8, 6),
        (None, "luas_lantai_m2", 36, 40),
        (None, "aset_bergerak_sepeda_motor", 2, 1),
        (bahrun, "status_bekerja", None, 1),
    ]
    periksa = address(keluarga, "periksa")
    halaman = klien.get(periksa)
    assert [kata for kata, desakan in halaman.context["kurang"] if desakan == WAJIB] == [
        "Alasan, paling pendek 10 huruf"
    ]
    assert "berita acara" in halaman.text.lower()
    lihat = {"status": "draf", "pengajuan_ke": 0}
    klien.post(periksa, {"alasan": "nanti", "aksi": "simpan", **lihat})
    jawaban = klien.post(periksa, {"alasan": "singkat", "aksi": "ajukan", **lihat})
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, ["alasan"])
    kasus.refresh_from_db()
    assert (kasus.status, kasus.alasan) == ("draf", "nanti")
    jawaban = klien.post(periksa, {"alasan": ALASAN, "aksi": "ajukan", **lihat})
    assert jawaban["Location"] == f"/verval/pembaruan/{kasus.pk}/"
    advance(kasus, "disetujui")
    assert corrections.current(keluarga)["luas_lantai_m2"] == 40


def test_what_was_not_changed_is_not_proposed() -> None:
    keluarga = aminah()
    klien = masuk("operator.perian")
    assert "kasus=" not in fill(klien, address(keluarga))
    assert not Pembaruan.objects.exists()
    # The registry changes between the look and the answer: what was left alone is no proposal.
    alamat = address(keluarga)
    form = klien.get(alamat).context["form"]
    isi = {n: form[n].value() for n in form.fields if form[n].value() is not None}
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(luas_lantai_m2=50)
    klien.post(alamat, {**isi, "jenis_lantai_terluas": "6"})
    assert [b.fakta for b in Pembaruan.objects.get().isian] == ["jenis_lantai_terluas"]


def test_a_change_can_be_taken_back_out_of_the_draft() -> None:
    keluarga = aminah()
    klien = masuk("operator.perian")
    fill(klien, address(keluarga), jenis_lantai_terluas="6", luas_lantai_m2="40")
    assert "Tercatat: Tanah" in klien.get(address(keluarga)).text
    fill(klien, address(keluarga), jenis_lantai_terluas="8")
    assert [b.fakta for b in Pembaruan.objects.get().isian] == ["luas_lantai_m2"]
    fill(klien, address(keluarga), luas_lantai_m2="")
    assert Pembaruan.objects.get().isian == []
    assert "Belum ada data yang diubah" in klien.get(address(keluarga, "periksa")).text


def test_a_wrong_answer_is_explained_at_its_field_and_nothing_is_saved() -> None:
    keluarga = aminah()
    klien = masuk("operator.perian")
    for langkah, nama, nilai in (
        ("rumah", "luas_lantai_m2", "banyak"),
        ("rumah", "jenis_lantai_terluas", "77"),
        ("listrik-air", "jenis_kloset", "1"),
    ):
        jawaban = klien.post(address(keluarga, langkah), {nama: nilai, "dilihat": "{}"})
        assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, [nama])
        assert jawaban.context["form"][nama].value() == nilai
    assert not Pembaruan.objects.exists()


def test_sent_twice_it_is_saved_once() -> None:
    keluarga = aminah()
    klien, kunci = masuk("operator.perian"), str(uuid4())
    isi = {"jenis_lantai_terluas": "6", "dilihat": "{}", "kunci": kunci}
    satu, dua = (klien.post(address(keluarga), isi)["Location"] for _ in range(2))
    assert satu == dua
    assert Pembaruan.objects.count() == 1


def test_facts_in_another_case_are_shown_but_not_asked() -> None:
    keluarga = aminah()
    pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("petugas"), ajukan=True)
    klien = masuk("operator.perian")
    halaman = klien.get(address(keluarga))
    assert "jenis_lantai_terluas" not in halaman.context["form"].fields
    assert "Sedang diajukan" in halaman.text
    klien.post(address(keluarga), {"jenis_lantai_terluas": "5", "luas_lantai_m2": "36", "dilihat": "{}"})
    assert Pembaruan.objects.count() == 1


def test_a_returned_case_is_changed_in_the_wizard() -> None:
    keluarga = aminah()
    klien = masuk("operator.perian")
    fill(klien, address(keluarga), jenis_lantai_terluas="6", luas_lantai_m2="40")
    kasus = Pembaruan.objects.get()
    klien.post(address(keluarga, "periksa"), {"alasan": ALASAN, "aksi": "ajukan", "status": "draf", "pengajuan_ke": 0})
    pembaruan.move(kasus, "kembalikan", pelaku=user("kades.perian"), status="diajukan", alasan="Ukur lagi luasnya.")
    ubah = klien.get(f"/verval/pembaruan/{kasus.pk}/ubah/")
    assert ubah["Location"] == f"/verval/keluarga/{keluarga.pk}/pembaruan/lengkap/?kasus={kasus.pk}"
    fill(klien, f"{ubah['Location']}&langkah=rumah", luas_lantai_m2="42")
    periksa = f"{ubah['Location']}&langkah=periksa"
    assert "Ukur lagi luasnya." in klien.get(periksa).text
    klien.post(periksa, {"alasan": ALASAN, "aksi": "ajukan", "status": "dikembalikan", "pengajuan_ke": 1})
    kasus.refresh_from_db()
    assert (kasus.status, [b.nilai_baru for b in kasus.isian]) == ("diajukan", [6, 42])
    assert klien.get(periksa).status_code == 302


def test_whose_wizard_it_is() -> None:
    keluarga = aminah()
    fill(masuk("operator.perian"), address(keluarga), jenis_lantai_terluas="6")
    kasus = Pembaruan.objects.get()
    for siapa, kode in (("operator.melayu", 404), ("kades.perian", 403), ("verifikator", 403)):
        assert masuk(siapa).get(address(keluarga)).status_code == kode, siapa
    # Somebody else who files here begins a draft of his own, and does not see this one.
    petugas = masuk("petugas")
    assert petugas.get(f"{address(keluarga)}&kasus={kasus.pk}").status_code == 404
    assert petugas.get(address(keluarga)).context["kasus"] is None
    for salah in ("&kasus=x", "&kasus=999999999999"):
        assert petugas.get(f"{address(keluarga)}{salah}").status_code == 404
    assert petugas.get(address(keluarga, "dapur")).status_code == 404


def test_the_verifikator_decides_fact_by_fact_on_the_page() -> None:
    keluarga = aminah()
    fill(masuk("operator.perian"), address(keluarga), jenis_lantai_terluas="6", luas_lantai_m2="40")
    kasus = Pembaruan.objects.get()
    operator = masuk("operator.perian")
    operator.post(
        address(keluarga, "periksa"), {"alasan": ALASAN, "aksi": "ajukan", "status": "draf", "pengajuan_ke": 0}
    )
    advance(kasus)
    verifikator = masuk("verifikator")
    alamat = f"/verval/pembaruan/{kasus.pk}/"
    halaman = verifikator.get(alamat).text
    assert len(re.findall(r'<select[^>]*name="putusan-\d+"', halaman)) == 2
    lantai, luas = (b.pk for b in kasus.isian)
    isi = {"aksi": "setujui", "status": "diperiksa", "pengajuan_ke": 1, f"putusan-{luas}": "lainnya"}
    jawaban = verifikator.post(f"{alamat}langkah/", isi)
    assert (jawaban.status_code, "perlu catatan" in jawaban.text) == (409, True)
    jawaban = verifikator.post(
        f"{alamat}langkah/", {**isi, f"putusan-{lantai}": "", f"keterangan-{luas}": "Foto tidak menunjukkan luasnya."}
    )
    assert jawaban.status_code == 302
    kini = corrections.current(keluarga)
    assert (kini["jenis_lantai_terluas"], kini["luas_lantai_m2"]) == (6, 36)
    halaman = operator.get(alamat).text
    assert "Ditolak" in halaman
    assert "Foto tidak menunjukkan luasnya." in halaman
