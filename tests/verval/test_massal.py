"""Deciding many cases at once: the sample, one hop each by the ordinary rules, and why the rest did not go on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak, Penugasan
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.kasus import written
from verval import massal, pembaruan
from verval.hop import KasusDitolak
from verval.models import BarisMassal, KeputusanMassal, Pembaruan, SyaratBukti

dengan_basis_data = pytest.mark.django_db


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def after_the_musdes(banyak: int, **isi: Any) -> list[Pembaruan]:
    """Cases of as many families of Perian that the musyawarah has passed."""
    hasil = []
    for i in range(banyak):
        keluarga = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala=f"KEPALA {i}", rt="001", rw="001")
        isian = {
            "pembuat": user("operator.perian"), "status": "dimusyawarahkan", "pengajuan_ke": 1,
            "diajukan": timezone.now() - timedelta(days=30 - i % 20),
        }  # fmt: skip
        hasil.append(
            written(keluarga, "jenis_lantai_terluas", 6, 8, alasan="Lantai disemen.", **(isian | isi))
        )  # fmt: skip
    return hasil


def ticks(kasus: list[Pembaruan]) -> dict[int, int]:
    return {satu.pk: satu.pengajuan_ke for satu in kasus}


def compose(kasus: list[Pembaruan], siapa: str = "kades.perian") -> KeputusanMassal:
    return massal.compose("pembaruan", "dimusyawarahkan", ticks(kasus), pelaku=user(siapa))


def look(keputusan: KeputusanMassal, klien: Client) -> None:
    for satu in keputusan.baris.filter(sampel=True):
        assert klien.get(f"/verval/pembaruan/{satu.pembaruan_id}/").status_code == 200


def go(keputusan: KeputusanMassal) -> dict[str, int]:
    """Start and run; returns how many lines ended how."""
    massal.start(keputusan.pk, pelaku=keputusan.pelaku)
    massal.run(keputusan.pk)
    keputusan.refresh_from_db()
    return {kode: keputusan.baris.filter(hasil=kode).count() for kode in ("lanjut", "tidak", "")}


@pytest.mark.parametrize(("banyak", "contoh"), [(1, 1), (2, 2), (3, 3), (59, 3), (60, 3), (61, 4), (200, 10)])
def test_size_of_the_sample(banyak: int, contoh: int) -> None:
    assert massal.sample_size(banyak) == contoh


@dengan_basis_data
def test_sixty_cases_after_a_musdes() -> None:
    kasus, kades = after_the_musdes(60), masuk("kades.perian")
    antrean = kades.get("/verval/pembaruan/?lihat=antrean&baris=100")
    centang = [b.pilih for b in antrean.context["baris"]]
    assert len(centang) == 60
    assert 'name="kasus" value="' + centang[0] in antrean.content.decode()
    jawaban = kades.post(
        "/verval/massal/", {"jenis": "pembaruan", "status": "dimusyawarahkan", "kasus": centang}, follow=True
    )
    keputusan = KeputusanMassal.objects.get()
    tempat = f"/verval/massal/{keputusan.pk}/"
    assert "Buka dan periksa dahulu 3 kasus contoh" in jawaban.content.decode()
    ditahan = kades.post(f"{tempat}jalankan/")
    assert (ditahan.status_code, "3 kasus contoh" in ditahan.context["galat"]) == (409, True)
    look(keputusan, kades)
    assert "Semua contoh sudah Anda buka" in kades.get(tempat).content.decode()
    assert kades.post(f"{tempat}jalankan/").status_code == 302
    massal.run(keputusan.pk)
    isi = kades.get(tempat).content.decode()
    assert "60 diteruskan, 0 tidak." in isi
    assert set(Pembaruan.objects.values_list("status", flat=True)) == {"disahkan_desa"}
    assert Jejak.objects.filter(aksi="pembaruan.sahkan_desa", pelaku=user("kades.perian")).count() == 60
    baris = Jejak.objects.get(aksi="pembaruan.massal")
    assert sorted(baris.keluarga) == sorted(k.keluarga_id for k in kasus)
    assert all(k.langkah.get().pelaku == user("kades.perian") for k in kasus)


@dengan_basis_data
def test_the_sample_can_be_drawn_again_from_its_seed() -> None:
    kasus = after_the_musdes(80)
    keputusan = compose(kasus)
    contoh = set(keputusan.baris.filter(sampel=True).values_list("pembaruan", flat=True))
    assert contoh == set(random.Random(keputusan.benih).sample(sorted(k.pk for k in kasus), 4))


@dengan_basis_data
def test_composing_anew_is_no_way_around_the_sample() -> None:
    kasus = after_the_musdes(40)
    pertama = set(compose(kasus).baris.filter(sampel=True).values_list("pembaruan", flat=True))
    for _ in range(5):
        lagi = set(compose(kasus).baris.filter(sampel=True).values_list("pembaruan", flat=True))
        assert lagi == pertama


@dengan_basis_data
def test_looking_counts_after_the_last_filing_and_by_oneself() -> None:
    kasus = after_the_musdes(3)
    look(compose(kasus), masuk("verifikator"))
    keputusan = compose(kasus)
    assert len(massal.unopened(keputusan)) == 3
    look(keputusan, masuk("kades.perian"))
    assert not massal.unopened(keputusan)
    # Filed again after it was opened: what was looked at is not what would be decided.
    Pembaruan.objects.filter(pk=kasus[0].pk).update(diajukan=timezone.now())
    assert len(massal.unopened(keputusan)) == 1
    with pytest.raises(KasusDitolak, match="1 kasus contoh"):
        massal.start(keputusan.pk, pelaku=keputusan.pelaku)


@dengan_basis_data
def test_why_the_rest_did_not_go_on() -> None:
    kades = user("kades.perian")
    Penugasan.objects.create(user=kades, peran="operator_desa", wilayah_id=PERIAN, mulai="2026-01-01")
    biasa, (sendiri,) = after_the_musdes(8), after_the_musdes(1, pembuat=kades)
    basi, lama, diganti = biasa[0], biasa[1], biasa[2]
    pilihan = {**ticks(biasa), sendiri.pk: 1, lama.pk: 0}
    keputusan = massal.compose("pembaruan", "dimusyawarahkan", pilihan, pelaku=kades)
    # Told at once, and not part of the sample.
    tahu = dict(keputusan.baris.filter(hasil="tidak").values_list("pembaruan", "kode"))
    assert tahu == {sendiri.pk: "pembuat", lama.pk: "status_berubah"}
    look(keputusan, masuk("kades.perian"))
    pembaruan.move(basi, "kembalikan", pelaku=kades, status="dimusyawarahkan", alasan="Fotonya kabur.")
    Pembaruan.objects.filter(pk=diganti.pk).update(pengajuan_ke=2)
    assert go(keputusan) == {"lanjut": 5, "tidak": 4, "": 0}
    sebab = dict(keputusan.baris.filter(hasil="tidak").values_list("pembaruan", "kode"))
    assert sebab == {**tahu, basi.pk: "status_berubah", diganti.pk: "status_berubah"}
    assert keputusan.status == "selesai"
    isi = masuk("kades.perian").get(f"/verval/massal/{keputusan.pk}/").content.decode()
    assert "5 diteruskan, 4 tidak." in isi
    assert "Kasus buatan sendiri harus diputuskan orang lain." in isi
    with pytest.raises(KasusDitolak, match="sudah dijalankan"):
        massal.start(keputusan.pk, pelaku=kades)


@dengan_basis_data
def test_evidence_that_is_missing_is_named() -> None:
    SyaratBukti.objects.create(kasus="pembaruan", aksi="sahkan_desa", pilihan=["foto_depan"], penting="wajib")
    keputusan = compose(after_the_musdes(3))
    look(keputusan, masuk("kades.perian"))
    assert go(keputusan) == {"lanjut": 0, "tidak": 3, "": 0}
    baris = keputusan.baris.first()
    assert baris is not None
    assert (baris.kode, "Lampirkan dahulu" in baris.pesan) == ("bukti_kurang", True)


@dengan_basis_data
def test_an_approval_that_comes_back_says_so() -> None:
    # The base of these cases is not what stands in the registry: approval returns them to their maker.
    kasus = after_the_musdes(3, status="diperiksa")
    keputusan = massal.compose("pembaruan", "diperiksa", ticks(kasus), pelaku=user("verifikator"))
    look(keputusan, masuk("verifikator"))
    assert go(keputusan)["tidak"] == 3
    assert {b.kode for b in keputusan.baris.all()} == {"dasar_berubah"}
    assert set(Pembaruan.objects.values_list("status", flat=True)) == {"dikembalikan"}


@dengan_basis_data
def test_what_cannot_be_composed() -> None:
    kasus = after_the_musdes(2)
    with pytest.raises(TidakBerwenang):
        compose(kasus, "operator.perian")
    for status in ("ditolak", "draf", "dikembalikan", "x"):
        with pytest.raises(KasusDitolak, match="tidak dapat diproses bersama"):
            massal.compose("pembaruan", status, ticks(kasus), pelaku=user("kades.perian"))
    with pytest.raises(KasusDitolak, match="Centang dahulu"):
        massal.compose("pembaruan", "dimusyawarahkan", {}, pelaku=user("kades.perian"))
    with pytest.raises(KasusDitolak, match="Paling banyak 200"):
        massal.compose("pembaruan", "dimusyawarahkan", dict.fromkeys(range(201), 1), pelaku=user("kades.perian"))
    assert not KeputusanMassal.objects.exists()
    kades = masuk("kades.perian")
    for isi in ({}, {"jenis": "x"}, {"jenis": "pembaruan", "status": "dimusyawarahkan", "kasus": ["1;2", "x-1"]}):
        assert kades.post("/verval/massal/", isi, follow=True).status_code == 200
    assert not KeputusanMassal.objects.exists()


@dengan_basis_data
def test_nobody_else_sees_or_runs_it() -> None:
    keputusan = compose(after_the_musdes(3))
    for siapa in ("operator.perian", "verifikator", "operator.melayu", "auditor"):
        klien = masuk(siapa)
        assert klien.get(f"/verval/massal/{keputusan.pk}/").status_code == 404
        assert klien.post(f"/verval/massal/{keputusan.pk}/jalankan/").status_code == 404


@dengan_basis_data
def test_cases_elsewhere_are_left_out() -> None:
    kasus = after_the_musdes(4)
    Keluarga.objects.filter(pk=kasus[0].keluarga_id).update(kode_desa=MELAYU)
    with lingkup.sebagai(user("kades.perian")):
        keputusan = compose(kasus)
        assert keputusan.jumlah == 3
    # A family that moves away while the decision waits takes its line along.
    Keluarga.objects.filter(pk=kasus[1].keluarga_id).update(kode_desa=MELAYU)
    klien = masuk("kades.perian")
    with lingkup.sebagai(user("kades.perian")):
        look(keputusan, klien)
        massal.start(keputusan.pk, pelaku=keputusan.pelaku)
    massal.run(keputusan.pk)
    assert sorted(keputusan.baris.values_list("hasil", flat=True)) == ["", "lanjut", "lanjut"]
    assert "1 kasus sudah di luar wilayah Anda" in klien.get(f"/verval/massal/{keputusan.pk}/").content.decode()


@dengan_basis_data
def test_who_lost_the_assignment_meanwhile_moves_nothing() -> None:
    keputusan = compose(after_the_musdes(3))
    look(keputusan, masuk("kades.perian"))
    massal.start(keputusan.pk, pelaku=keputusan.pelaku)
    Penugasan.objects.filter(user=keputusan.pelaku).update(selesai=timezone.localdate() - timedelta(days=1))
    massal.run(keputusan.pk)
    assert set(Pembaruan.objects.values_list("status", flat=True)) == {"dimusyawarahkan"}


@dengan_basis_data
def test_running_twice_moves_once(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    keputusan = compose(after_the_musdes(4))
    look(keputusan, masuk("kades.perian"))
    with django_capture_on_commit_callbacks() as tugas:
        massal.start(keputusan.pk, pelaku=keputusan.pelaku)
        massal.start(keputusan.pk, pelaku=keputusan.pelaku)
    assert len(tugas) == 2
    massal.run(keputusan.pk)
    massal.run(keputusan.pk)
    assert Jejak.objects.filter(aksi="pembaruan.sahkan_desa").count() == 4
    assert Jejak.objects.filter(aksi="pembaruan.massal_jalan").count() == 1


@dengan_basis_data
def test_one_line_a_case_is_kept_by_the_database() -> None:
    keputusan = compose(after_the_musdes(1))
    with connection.cursor() as kursor:
        kursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = 'verval_barismassal'")
        assert kursor.fetchone() == (True,)
    assert [b.kasus.objek for b in BarisMassal.objects.filter(keputusan=keputusan)]


def test_the_worker_moves_them(basisdata: Basisdata, pekerja: Callable[[], str]) -> None:
    """The whole way with a real worker: each case in a transaction of its own, in the scope of whoever decided."""
    kasus = after_the_musdes(6)
    kades = masuk("kades.perian")
    centang = [f"{k.pk}-1" for k in kasus]
    kades.post("/verval/massal/", {"jenis": "pembaruan", "status": "dimusyawarahkan", "kasus": centang})
    keputusan = KeputusanMassal.objects.get()
    look(keputusan, kades)
    assert kades.post(f"/verval/massal/{keputusan.pk}/jalankan/").status_code == 302
    batas = time.monotonic() + 120
    while time.monotonic() < batas and KeputusanMassal.objects.get().status != "selesai":
        time.sleep(0.2)
    assert KeputusanMassal.objects.get().status == "selesai", pekerja()
    jejak = Jejak.objects.filter(aksi="pembaruan.sahkan_desa")
    assert {(j.lewat, j.pelaku_id) for j in jejak} == {("tugas", user("kades.perian").pk)}
    assert jejak.count() == 6
