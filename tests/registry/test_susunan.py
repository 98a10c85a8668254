"""Family make-up: each operation writes what it says, refuses what must not be, and can be taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dtsen.accounts.aksi import LABEL
from dtsen.accounts.models import Jejak
from dtsen.lib.nik import NomorSalah
from dtsen.registry import asal, corrections, lingkup, riwayat
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta, RiwayatKK
from dtsen.registry.susunan import OPERASI, Hasil
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.cakupan import Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, yuliani

pytestmark = pytest.mark.django_db
TANGGAL = date(2026, 11, 20)
KODE = asal.encode("pembaruan", TANGGAL)
KK_BARU, NIK_BARU, NIK_LAIN = "6402010111260007", "6402014111050008", "6402011201990009"
BAYI = {"nama": "SALMA", "tanggal_lahir": "2026-11-01", "jenis_kelamin": 2, "status_hubungan_keluarga": 3}


def run(kode: str, keluarga: Keluarga | None, *, dasar: int = 1, **isi: Any) -> Hasil:
    return OPERASI[kode].apply(
        keluarga, isi, dasar=f"susunan:{dasar}", pelaku=user("verifikator"), tanggal=TANGGAL, alasan="Kata ketua RT."
    )


def refused(kode: str, keluarga: Keluarga | None, **isi: Any) -> str:
    """The code of a refusal: the same from `check` and `apply`, with nothing written."""
    sebelum = world()
    hasil = []
    for coba in (lambda: run(kode, keluarga, **isi), lambda: OPERASI[kode].check(keluarga, isi)):
        try:
            coba()
        except (FaktaSalah, NomorSalah) as galat:
            hasil.append(galat.kode)
    assert world() == sebelum
    assert len(hasil) == len([c for c in hasil if c == hasil[0]]) == 2, hasil
    return hasil[0]


def world() -> dict[str, Any]:
    """Everything the registry says of everybody: values, lineage, desa of each row, No KK carried."""
    isi: dict[str, Any] = {}
    for k in Keluarga.objects.all():
        isi[f"keluarga {k.pk}"] = riwayat.read(k, [*(f.nama for f in FAKTA_KELUARGA), *riwayat.KUNCI_KELUARGA])
    for o in Individu.objects.all():
        isi[f"individu {o.pk}"] = riwayat.read(o, [*(f.nama for f in FAKTA_INDIVIDU), *riwayat.KUNCI_INDIVIDU])
        isi[f"individu {o.pk}"] |= {"norm": o.nama_norm, "desa": o.kode_desa, "padan": o.status_padan}
    isi["kk"] = sorted(RiwayatKK.objects.values_list("keluarga_id", "nomor_kk", "dari", "dasar"))
    return isi


@pytest.fixture(autouse=True)
def dunia() -> Iterator[tuple[Keluarga, Keluarga]]:
    """Aminah and Yuliani. Whatever a test does on the ground `susunan:1` goes back to what stood before it."""
    keluarga = aminah(), yuliani()
    sebelum = world()
    yield keluarga
    assert Keluarga.objects.count() >= len(keluarga)
    if RiwayatFakta.objects.filter(dasar="susunan:1", pembatalan=None).exists():
        assert world() != sebelum
        corrections.reverse("susunan:1", pelaku=user("kepala"), alasan="Salah catat.")
        assert world() == sebelum


@pytest.fixture
def keluarga(dunia: tuple[Keluarga, Keluarga]) -> Keluarga:
    return dunia[0]


@pytest.fixture
def lain(dunia: tuple[Keluarga, Keluarga]) -> Keluarga:
    return dunia[1]


def numbers_in_trail() -> bool:
    return any(n in str(list(Jejak.objects.values())) for n in (KK_BARU, NIK_BARU, NIK_LAIN))


def test_every_operation_has_its_word_in_the_trail() -> None:
    assert all(LABEL[f"susunan.{kode}"] for kode in OPERASI)


# Anggota baru.


def test_a_new_member(keluarga: Keluarga) -> None:
    hasil = run("anggota_baru", keluarga, orang=BAYI | {"nik": NIK_BARU})
    orang = Individu.objects.get(pk=hasil.individu_baru[0])
    assert (orang.nama, orang.keluarga, orang.kode_desa, orang.nik) == ("SALMA", keluarga, PERIAN, NIK_BARU)
    assert (orang.keberadaan, orang.tanggal_lahir, orang.nama_norm) == (5, date(2026, 11, 1), "SALMA")
    assert (orang.asal_nik, orang.asal_keluarga) == (KODE, KODE)
    nama = [f.nama for f in FAKTA_INDIVIDU]
    terisi = {n for n, kode in zip(nama, orang.asal, strict=True) if kode}
    assert terisi == {"nama", "tanggal_lahir", "jenis_kelamin", "status_hubungan_keluarga", "keberadaan"}
    (baris,) = RiwayatFakta.objects.filter(pk__in=hasil.riwayat)
    assert baris.nomor == {"nik": [None, NIK_BARU]}
    assert baris.perubahan["ada"] == [False, True]
    assert NIK_BARU not in str(baris.perubahan)
    jejak = Jejak.objects.get(aksi="susunan.anggota_baru")
    assert (jejak.keluarga, jejak.individu, jejak.alasan) == ([keluarga.pk], [orang.pk], "")
    assert not numbers_in_trail()


def test_a_new_member_is_read_like_any_fact(keluarga: Keluarga, lain: Keluarga) -> None:
    assert refused("anggota_baru", keluarga) == "kosong"
    assert refused("anggota_baru", keluarga, orang={"nama": "SALMA"}) == "kosong"
    assert refused("anggota_baru", keluarga, orang=BAYI | {"nama": "S4LMA"}) == "bentuk"
    assert refused("anggota_baru", keluarga, orang=BAYI | {"hamil": 1}) == "umur"
    assert refused("anggota_baru", keluarga, orang=BAYI | {"agama": 1}) == "fakta_tidak_dikenal"
    assert refused("anggota_baru", keluarga, orang=BAYI | {"nik": "640201"}) == "bukan_16_angka"
    assert refused("anggota_baru", keluarga, orang=BAYI | {"status_hubungan_keluarga": 1}) == "kepala_ganda"
    nik_tetangga = lain.anggota.get().nik
    with lingkup.within(Cakupan.of([PERIAN])):
        assert refused("anggota_baru", keluarga, orang=BAYI | {"nik": nik_tetangga}) == "nik_dipakai"


def test_a_member_who_is_already_in_a_newer_change_stays(keluarga: Keluarga) -> None:
    hasil = run("anggota_baru", keluarga, orang=BAYI)
    orang = Individu.objects.get(pk=hasil.individu_baru[0])
    corrections.apply(
        keluarga, {"nama": "SALMAH"}, individu=orang, dasar="pembaruan:9", pelaku=user("verifikator"), tanggal=TANGGAL
    )
    with pytest.raises(corrections.StaleUndo):
        corrections.reverse("susunan:1", pelaku=user("kepala"), alasan="")
    corrections.reverse("pembaruan:9", pelaku=user("kepala"), alasan="")


def test_closed_family_takes_nobody(keluarga: Keluarga) -> None:
    Keluarga.objects.filter(pk=keluarga.pk).update(status="pindah")
    assert refused("anggota_baru", keluarga, orang=BAYI) == "keluarga_tidak_aktif"


def test_family_outside_the_scope_is_not_there(keluarga: Keluarga) -> None:
    with lingkup.within(Cakupan.of([MELAYU])):
        assert refused("anggota_baru", keluarga, orang=BAYI) == "di_luar_lingkup"
