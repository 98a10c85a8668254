"""The pages under /kelola/ are pages of the house: its frame, its words, and rows that are not changed behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib import admin as kelola
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.kelola import KETERANGAN, PETUNJUK
from dtsen.accounts.models import Jejak
from tests.cast import user
from verval.models import BatasLayanan, HariLibur, SyaratBukti

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(user("admin"))
    return client


def test_every_table_says_what_it_is_for_and_leads_back(admin: Client) -> None:
    muka = admin.get(reverse("admin:index")).text
    for model in kelola.site._registry:
        opts = model._meta
        keterangan = KETERANGAN[opts.label_lower]
        assert keterangan in muka
        daftar = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        isi = admin.get(daftar).text
        assert keterangan in isi
        assert '<a href="/kelola/">Kelola</a>' in isi
        for kata in ("admin/css/", "DateTimeShortcuts", "action-toggle", ">ID<"):
            assert kata not in isi
        tambah = admin.get(daftar + "add/")
        if tambah.status_code == 200:
            assert f'<a href="{daftar}">' in tambah.text
            assert 'name="_save"' in tambah.text
            assert "DateTimeShortcuts" not in tambah.text
        else:
            assert tambah.status_code == 403


def test_hints_belong_to_fields_that_are_there() -> None:
    ada = {f"{model._meta.label_lower}.{kolom.name}" for model in kelola.site._registry for kolom in model._meta.fields}
    assert set(PETUNJUK) - ada <= {"accounts.tugaskeluarga.keluarga_id"}


def test_a_list_reads_as_cards_on_a_phone_and_says_yes_and_no(admin: Client) -> None:
    HariLibur.objects.create(tanggal=date(2031, 5, 1), nama="Hari <b>uji</b>", pasti=True)
    isi = admin.get(reverse("admin:verval_harilibur_changelist") + "?tanggal__year=2031").text
    assert 'data-label="Sudah dicocokkan dengan SKB" class="field-pasti">Ya</td>' in isi
    assert "Hari &lt;b&gt;uji&lt;/b&gt;" in isi
    assert "<img" not in isi[isi.index("<table") : isi.index("</table>")]


def test_a_holiday_is_added_by_the_date_picker_and_its_date_never_becomes_a_second_row(admin: Client) -> None:
    tambah = reverse("admin:verval_harilibur_add")
    assert 'type="date"' in admin.get(tambah).text
    salah = admin.post(tambah, {"tanggal": "besok", "nama": ""}).text
    assert "Belum dapat diteruskan" in salah
    assert salah.count('class="field wrong"') == 2
    assert "Tanggal: Tulis tanggal, misalnya 2026-11-26." in salah
    assert "Hari libur: Bagian ini belum diisi." in salah
    assert admin.post(tambah, {"tanggal": "2031-05-01", "nama": "Hari uji"}).status_code == 302
    ubah = reverse("admin:verval_harilibur_change", args=["2031-05-01"])
    assert admin.post(ubah, {"tanggal": "2031-05-02", "nama": "Hari uji kedua"}).status_code == 302
    assert [(h.tanggal, h.nama) for h in HariLibur.objects.filter(tanggal__year=2031)] == [
        (date(2031, 5, 1), "Hari uji kedua")
    ]
    hapus = reverse("admin:verval_harilibur_delete", args=["2031-05-01"])
    assert "Yang dihapus tidak dapat dikembalikan" in admin.get(hapus).text
    assert admin.post(hapus, {"post": "yes"}).status_code == 302
    assert not HariLibur.objects.filter(tanggal__year=2031).exists()
    assert Jejak.objects.filter(aksi="harilibur.hapus").count() == 1


def test_a_limit_that_holds_already_is_history_and_one_to_come_may_still_be_changed(admin: Client) -> None:
    hari = timezone.localdate()
    tambah = reverse("admin:verval_bataslayanan_add")
    status = BatasLayanan._meta.get_field("status").choices
    assert status is not None
    isi = {"status": next(iter(status))[0], "hari_kuning": "3", "hari_merah": "5"}
    kemarin = admin.post(tambah, isi | {"berlaku_dari": (hari - timedelta(days=1)).isoformat()}).text
    assert "Berlaku paling cepat hari ini" in kemarin
    besok = (hari + timedelta(days=1)).isoformat()
    assert admin.post(tambah, isi | {"berlaku_dari": besok}).status_code == 302
    baru = BatasLayanan.objects.get(berlaku_dari=besok)
    ubah = reverse("admin:verval_bataslayanan_change", args=[baru.pk])
    assert admin.post(ubah, isi | {"berlaku_dari": besok, "hari_merah": "6"}).status_code == 302
    BatasLayanan.objects.filter(pk=baru.pk).update(berlaku_dari=hari)
    lihat = admin.get(ubah)
    assert lihat.status_code == 200
    assert 'name="_save"' not in lihat.text
    assert admin.post(ubah, isi | {"berlaku_dari": besok}).status_code == 403
    assert admin.post(reverse("admin:verval_bataslayanan_delete", args=[baru.pk]), {"post": "yes"}).status_code == 403


def test_evidence_of_a_step_is_chosen_by_words(admin: Client) -> None:
    tambah = reverse("admin:verval_syaratbukti_add")
    isi = admin.get(tambah).text
    assert "Kartu keluarga" in isi
    baru = {"kasus": "reaktivasi", "aksi": "ajukan", "pilihan": ["sktm", "kk"], "penting": "wajib", "urut": "7"}
    assert "Langkah ini tidak ada pada" in admin.post(tambah, baru | {"aksi": "sahkan_desa"}).text
    assert admin.post(tambah, baru | {"pilihan": "kartu_sakti"}).status_code == 200
    assert admin.post(tambah, baru).status_code == 302
    satu = SyaratBukti.objects.get(urut=7)
    assert set(satu.pilihan) == {"kk", "sktm"}
    daftar = admin.get(reverse("admin:verval_syaratbukti_changelist")).text
    assert "SKTM, Kartu keluarga" in daftar or "Kartu keluarga, SKTM" in daftar
    assert "foto_depan" not in daftar


def test_a_new_account_needs_its_temporary_password_and_says_so(admin: Client) -> None:
    tambah = reverse("admin:accounts_user_add")
    assert "Kata sandi sementara" in admin.get(tambah).text
    kosong = {"username": "baru", "nama": "Orang Baru", "penugasan-TOTAL_FORMS": "0", "penugasan-INITIAL_FORMS": "0"}
    assert admin.post(tambah, kosong).text.count('class="field wrong"') == 2
