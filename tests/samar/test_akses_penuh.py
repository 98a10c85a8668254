"""Akses penuh: half an hour of full numbers on detail pages, in one session, on the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from dtsen.accounts import penuh
from dtsen.accounts.models import AksesPenuh, Jejak, Penugasan
from dtsen.registry.models import Keluarga
from tests.cast import PENGGUNA, SANDI, user
from tests.families import aminah
from verval import usulan
from verval.models import ProgramBansos

pytestmark = pytest.mark.django_db
NIK, KK = "6402015203800001", "6402011203100001"
ALASAN = {"sebab": "padan", "alasan": "Mencocokkan NIK ganda di Muara Muntai."}
MENYALA = "Akses penuh menyala"


def masuk(nama: str = "verifikator") -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def nyalakan(klien: Client, **isi: str) -> Any:
    return klien.post(reverse("accounts:akses_penuh"), {**ALASAN, **isi})


def halaman(keluarga: Keluarga) -> str:
    return reverse("registry:keluarga", args=[keluarga.pk])


def test_detail_pages_show_full_numbers_and_each_look_is_recorded() -> None:
    keluarga = aminah()
    kasus = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True)
    klien = masuk()
    assert NIK not in klien.get(halaman(keluarga)).text
    assert nyalakan(klien, kembali=halaman(keluarga))["Location"] == halaman(keluarga)
    akses = AksesPenuh.objects.get()
    assert akses.sampai - akses.mulai == timedelta(minutes=30)
    for alamat, aksi in (
        (halaman(keluarga), "keluarga.lihat"),
        (reverse("verval:usulan_detail", args=[kasus.pk]), "usulan.lihat"),
    ):
        jawaban = klien.get(alamat)
        assert NIK in jawaban.text
        assert MENYALA in jawaban.text
        assert "no-store" in jawaban["Cache-Control"]
        assert Jejak.objects.filter(aksi=aksi, rincian={"akses_penuh": akses.pk}).count() == 1
    assert KK in klien.get(halaman(keluarga)).text
    mulai = Jejak.objects.get(aksi="akses_penuh.mulai")
    assert (mulai.objek, mulai.alasan, mulai.pelaku) == (
        f"aksespenuh:{akses.pk}",
        ALASAN["alasan"],
        user("verifikator"),
    )


def test_lists_and_downloads_stay_masked() -> None:
    keluarga = aminah()
    usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True)
    klien = masuk()
    nyalakan(klien)
    hasil = klien.post(reverse("verval:warga"), {"q": NIK}, follow=True)
    assert "6402••••••••0001" in hasil.text
    unduh = klien.get(reverse("verval:usulan_unduh"))
    assert "6402••••••••0001" in unduh.content.decode()
    for jawaban in (hasil, unduh, klien.get(reverse("verval:usulan")), klien.get(f"/api/v1/keluarga/{keluarga.pk}/")):
        assert NIK not in jawaban.content.decode()


def test_the_banner_stands_on_every_page_and_turns_it_off() -> None:
    keluarga = aminah()
    klien = masuk()
    nyalakan(klien)
    for alamat in ("/", reverse("verval:warga"), reverse("verval:pembaruan"), reverse("registry:impor")):
        teks = klien.get(alamat).text
        assert MENYALA in teks
        assert "data-until=" in teks
        assert reverse("accounts:akses_penuh_matikan") in teks
    mati = klien.post(reverse("accounts:akses_penuh_matikan"), {"kembali": halaman(keluarga)}, follow=True)
    assert NIK not in mati.text
    assert MENYALA not in mati.text
    assert AksesPenuh.objects.get().dicabut is not None
    assert Jejak.objects.get(aksi="akses_penuh.selesai").rincian == {"sebab": "dimatikan"}


def test_it_ends_by_the_clock_of_the_database() -> None:
    keluarga = aminah()
    klien = masuk()
    nyalakan(klien)
    lewat = AksesPenuh.objects.create(
        user=user("verifikator"), sesi=AksesPenuh.objects.get().sesi, sebab_id="padan", alasan=ALASAN["alasan"],
        mulai=Now() - timedelta(minutes=31), sampai=Now() - timedelta(minutes=1),
    )  # fmt: skip
    sesi = klien.session
    sesi[penuh.KUNCI] = lewat.pk
    sesi.save()
    teks = klien.get(halaman(keluarga)).text
    assert NIK not in teks
    assert MENYALA not in teks
    assert penuh.KUNCI not in klien.session


def test_it_belongs_to_one_session() -> None:
    keluarga = aminah()
    klien, lain = masuk(), masuk()
    nyalakan(klien)
    assert NIK not in lain.get(halaman(keluarga)).text
    sesi = lain.session
    sesi[penuh.KUNCI] = AksesPenuh.objects.get().pk
    sesi.save()
    assert NIK not in lain.get(halaman(keluarga)).text
    assert NIK in klien.get(halaman(keluarga)).text


def test_signing_out_ends_it() -> None:
    klien = masuk()
    nyalakan(klien)
    klien.post(reverse("accounts:keluar"))
    assert AksesPenuh.objects.get().dicabut is not None
    assert Jejak.objects.get(aksi="akses_penuh.selesai").rincian == {"sebab": "keluar"}
    assert klien.login(username="verifikator", password=SANDI)
    assert NIK not in klien.get(halaman(aminah())).text


def test_losing_the_peran_ends_it_for_good() -> None:
    keluarga = aminah()
    klien = masuk()
    nyalakan(klien)
    tugas = Penugasan.objects.filter(user=user("verifikator"))
    tugas.update(peran="auditor")
    assert NIK not in klien.get(halaman(keluarga)).text
    assert Jejak.objects.get(aksi="akses_penuh.selesai").rincian == {"sebab": "izin"}
    tugas.update(peran="verifikator")
    assert NIK not in klien.get(halaman(keluarga)).text


def test_only_over_families_where_the_peran_holds() -> None:
    """Petugas of one kecamatan, auditor of all: full numbers there, masked elsewhere."""
    keluarga = aminah()
    orang = user("verifikator")
    Penugasan.objects.filter(user=orang).update(wilayah_id="640206")
    Penugasan.objects.create(user=orang, peran="auditor", wilayah_id="6402")
    klien = masuk()
    nyalakan(klien)
    jawaban = klien.get(halaman(keluarga))
    assert jawaban.status_code == 200
    assert NIK not in jawaban.text


@pytest.mark.parametrize("isi", [{"sebab": "x"}, {"alasan": "perlu"}, {"alasan": f"cek {NIK} sekarang"}])
def test_without_a_reason_it_stays_off(isi: dict[str, str]) -> None:
    assert nyalakan(masuk(), **isi).status_code == 422
    assert not AksesPenuh.objects.exists()


@pytest.mark.parametrize("nama", sorted(PENGGUNA))
def test_which_peran_may(nama: str) -> None:
    harap = 302 if nama in {"petugas", "verifikator"} else 403
    assert nyalakan(masuk(nama)).status_code == harap
    assert AksesPenuh.objects.exists() is (harap == 302)


def test_the_database_knows_no_longer_access() -> None:
    isi = {"user": user("verifikator"), "sesi": "x", "sebab_id": "padan", "alasan": ALASAN["alasan"], "mulai": Now()}
    with pytest.raises(IntegrityError, match="aksespenuh_paling_lama"), transaction.atomic():
        AksesPenuh.objects.create(**isi, sampai=Now() + timedelta(minutes=30, seconds=1))
    akses = AksesPenuh.objects.create(**isi, sampai=Now() + timedelta(minutes=5))
    for ubah in ({"sampai": Now() + timedelta(minutes=30)}, {"user": user("petugas")}):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AksesPenuh.objects.filter(pk=akses.pk).update(**ubah)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        AksesPenuh.objects.filter(pk=akses.pk).delete()


def test_back_goes_to_this_site_only() -> None:
    assert nyalakan(masuk(), kembali="https://contoh.example/")["Location"] == "/"
