"""Rules of the index and the plan in Kelola: added from today on, never changed; figures of BPS with a trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dtsen.accounts.models import Jejak
from ikesos import decent
from ikesos.models import AturanLampu, KemiskinanBps, Layak
from ikesos.rpjmd import kinerja
from tests.cast import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(user("admin"))
    return client


def test_what_counts_as_decent_gets_a_new_row_and_keeps_the_old_one(admin: Client) -> None:
    hari = timezone.localdate()
    isi = {"hal": "lantai", "kode": "1,2,3", "berlaku_dari": hari.isoformat(), "dokumen": "SK uji"}
    alamat = reverse("admin:ikesos_layak_add")
    lampau = admin.post(alamat, isi | {"berlaku_dari": (hari - timedelta(days=1)).isoformat()})
    assert "Berlaku paling cepat hari ini" in lampau.text
    assert admin.post(alamat, isi).status_code == 302
    assert decent.in_force(hari)["lantai"] == [1, 2, 3]
    assert decent.in_force(hari - timedelta(days=1))["lantai"] == [1, 2, 3, 4, 5, 6, 9]
    assert Jejak.objects.get(aksi="layak.buat").pelaku == user("admin")
    satu = Layak.objects.get(dokumen="SK uji")
    assert admin.get(reverse("admin:ikesos_layak_change", args=[satu.pk])).status_code == 200
    assert admin.post(reverse("admin:ikesos_layak_change", args=[satu.pk]), isi | {"kode": "9"}).status_code == 403
    assert admin.post(reverse("admin:ikesos_layak_delete", args=[satu.pk])).status_code == 403


def test_the_rule_of_the_light_is_changed_from_a_day_on(admin: Client) -> None:
    hari = timezone.localdate()
    isi = {"hijau": "95", "kuning": "96", "berlaku_dari": hari.isoformat(), "dokumen": "SK uji"}
    alamat = reverse("admin:ikesos_aturanlampu_add")
    assert "Batas kuning harus lebih kecil" in admin.post(alamat, isi).text
    assert admin.post(alamat, isi | {"kuning": "80"}).status_code == 302
    assert kinerja.rule().hijau == 95
    assert kinerja.rule(hari - timedelta(days=1)).hijau == 100
    assert AturanLampu.objects.count() == 2


def test_a_figure_of_bps_is_corrected_and_the_trail_keeps_both(admin: Client) -> None:
    satu = KemiskinanBps.objects.get(kode_wilayah="6402", periode="2025")
    isi = {"kode_wilayah": "6402", "periode": "2025", "garis_rp_bulan": "705397", "p0": "6.70", "sumber": "BPS, ralat"}
    assert admin.post(reverse("admin:ikesos_kemiskinanbps_change", args=[satu.pk]), isi).status_code == 302
    satu.refresh_from_db()
    assert (satu.p0, satu.sumber) == (6.70, "BPS, ralat")
    assert "p0" in Jejak.objects.get(aksi="kemiskinanbps.ubah").rincian["kolom"]


@pytest.mark.parametrize("tabel", ["layak", "aturanlampu", "kemiskinanbps", "sasaran"])
def test_others_do_not_get_there(client: Client, tabel: str) -> None:
    client.force_login(user("petugas"))
    assert client.get(reverse(f"admin:ikesos_{tabel}_changelist")).status_code in (302, 403)
