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
from tests.families import aminah, member, person, yuliani
from verval import pembaruan

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
    if riwayat.ours().filter(dasar="susunan:1").exists():
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


# Meninggal.


def test_death_with_its_date_and_a_new_head(keluarga: Keluarga) -> None:
    kepala, bahrun = member(keluarga, "AMINAH"), member(keluarga, "BAHRUN")
    run("meninggal", keluarga, individu=kepala.pk, sejak="02-11-2026", kepala_baru=bahrun.pk)
    kepala.refresh_from_db()
    bahrun.refresh_from_db()
    keluarga.refresh_from_db()
    assert (kepala.keberadaan, kepala.keberadaan_sejak) == (2, date(2026, 11, 2))
    assert (bahrun.status_hubungan_keluarga, keluarga.nama_kepala, keluarga.status) == (1, "BAHRUN", "aktif")
    assert kepala.asal[[f.nama for f in FAKTA_INDIVIDU].index("keberadaan")] == KODE
    assert Jejak.objects.get(aksi="susunan.meninggal").alasan == "Kata ketua RT."


def test_the_day_goes_with_what_it_dated(keluarga: Keluarga) -> None:
    nur = member(keluarga, "NURHALIZA")
    run("meninggal", keluarga, individu=nur.pk, sejak="2026-11-02")
    corrections.apply(
        keluarga, {"keberadaan": 1}, individu=nur, dasar="susunan:1", pelaku=user("verifikator"), tanggal=TANGGAL
    )
    nur.refresh_from_db()
    assert (nur.keberadaan, nur.keberadaan_sejak) == (1, None)


def test_death_of_the_last_one_closes_the_family(lain: Keluarga) -> None:
    run("meninggal", lain, individu=lain.anggota.get().pk, sejak="2026-11-02")
    lain.refresh_from_db()
    assert (lain.status, lain.nama_kepala) == ("bubar", "YULIANI")


def test_deaths_that_cannot_be(keluarga: Keluarga, lain: Keluarga) -> None:
    rafi, bahrun = member(keluarga, "RAFI"), member(keluarga, "BAHRUN")
    assert refused("meninggal", keluarga, individu=rafi.pk) == "kosong"
    assert refused("meninggal", keluarga, individu=rafi.pk, sejak="2023-01-01") == "sebelum_lahir"
    assert refused("meninggal", keluarga, individu=rafi.pk, sejak="2999-01-01") == "tanggal_masa_depan"
    assert refused("meninggal", keluarga, individu="1; --", sejak="2026-11-02") == "bukan_angka"
    assert refused("meninggal", keluarga, individu=lain.anggota.get().pk, sejak="2026-11-02") == "bukan_anggota"
    isi: dict[str, Any] = {"individu": rafi.pk, "sejak": "2026-11-02"}
    assert refused("meninggal", keluarga, **isi, kepala_baru=bahrun.pk) == "kepala_ganda"
    assert refused("meninggal", keluarga, **isi, kepala_baru=rafi.pk) == "bukan_anggota_hidup"
    run("meninggal", keluarga, **isi)
    assert refused("meninggal", keluarga, **isi) == "bukan_anggota_hidup"


# Pindah.


def test_leaving_the_kabupaten(keluarga: Keluarga) -> None:
    nur = member(keluarga, "NURHALIZA")
    run("pindah_keluar", keluarga, anggota={nur.pk: None}, tujuan="luar_negeri", sejak="2026-10-01")
    nur.refresh_from_db()
    assert (nur.keberadaan, nur.keberadaan_sejak, nur.keluarga) == (4, date(2026, 10, 1), keluarga)
    assert Keluarga.objects.get(pk=keluarga.pk).status == "aktif"


def test_a_whole_family_leaves(keluarga: Keluarga) -> None:
    semua = dict.fromkeys(keluarga.anggota.values_list("pk", flat=True))
    run("pindah_keluar", keluarga, anggota=semua, tujuan="dalam_negeri", sejak="2026-10-01")
    assert Keluarga.objects.get(pk=keluarga.pk).status == "pindah"
    assert set(keluarga.anggota.values_list("keberadaan", flat=True)) == {3}


def test_moving_to_a_family_of_another_desa(keluarga: Keluarga, lain: Keluarga) -> None:
    nur = member(keluarga, "NURHALIZA")
    hasil = run("pindah_keluar", keluarga, anggota={str(nur.pk): 8}, tujuan="keluarga", ke=lain.pk)
    nur.refresh_from_db()
    assert (nur.keluarga, nur.kode_desa, nur.status_hubungan_keluarga) == (lain, MELAYU, 8)
    (baris,) = RiwayatFakta.objects.filter(pk__in=hasil.riwayat)
    assert (baris.keluarga, baris.kode_desa) == (lain, MELAYU)
    assert Jejak.objects.get(aksi="susunan.pindah_keluar").keluarga == [keluarga.pk, lain.pk]


def test_moves_that_cannot_be(keluarga: Keluarga, lain: Keluarga) -> None:
    nur, aminah_ = member(keluarga, "NURHALIZA"), member(keluarga, "AMINAH")
    satu = {"anggota": {nur.pk: 3}}
    assert refused("pindah_keluar", keluarga, **satu, tujuan="bulan") == "kode_tidak_ada"
    assert refused("pindah_keluar", keluarga, **satu, tujuan="dalam_negeri") == "kosong"
    assert refused("pindah_keluar", keluarga, **satu, tujuan="keluarga", ke=keluarga.pk) == "keluarga_sama"
    assert refused("pindah_keluar", keluarga, anggota={nur.pk: None}, tujuan="keluarga", ke=lain.pk) == "kosong"
    assert refused("pindah_keluar", keluarga, anggota=[nur.pk], tujuan="keluarga", ke=lain.pk) == "bentuk"
    assert refused("pindah_keluar", keluarga, anggota={aminah_.pk: 1}, tujuan="keluarga", ke=lain.pk) == "kepala_ganda"
    with lingkup.within(Cakupan.of([PERIAN])):
        assert refused("pindah_keluar", keluarga, **satu, tujuan="keluarga", ke=lain.pk) == "di_luar_lingkup"


def test_arriving_by_nik_empties_the_old_family(keluarga: Keluarga, lain: Keluarga) -> None:
    yuli = lain.anggota.get()
    run("pindah_masuk", keluarga, nik=yuli.nik, hubungan=8)
    yuli.refresh_from_db()
    lain.refresh_from_db()
    assert (yuli.keluarga, yuli.kode_desa, yuli.keberadaan, lain.status) == (keluarga, PERIAN, 1, "gabung")


def test_coming_back_after_having_left(keluarga: Keluarga) -> None:
    nur = member(keluarga, "NURHALIZA")
    run("pindah_keluar", keluarga, anggota={nur.pk: None}, tujuan="dalam_negeri", sejak="2026-10-01")
    run("pindah_masuk", keluarga, nik=nur.nik, hubungan=3)
    nur.refresh_from_db()
    assert (nur.keberadaan, nur.keberadaan_sejak) == (5, None)


def test_whoever_lives_elsewhere_is_not_shown(keluarga: Keluarga, lain: Keluarga) -> None:
    """The operator learns that the NIK is known in another desa; the one who sees both moves the person."""
    yuli = lain.anggota.get()
    sebelum = world()
    isi: dict[str, Any] = {"nik": yuli.nik, "hubungan": 8}
    with lingkup.within(Cakupan.of([PERIAN])):
        rencana = OPERASI["pindah_masuk"].check(keluarga, isi)
        assert (rencana.langkah, "desa lain" in rencana.tunggu) == ([], True)
        with pytest.raises(FaktaSalah) as galat:
            run("pindah_masuk", keluarga, **isi)
    assert (galat.value.kode, world() == sebelum) == ("di_luar_lingkup", True)
    assert refused("pindah_masuk", keluarga, nik=NIK_BARU, hubungan=8) == "nik_tidak_tercatat"
    assert refused("pindah_masuk", keluarga, nik=member(keluarga, "BAHRUN").nik, hubungan=8) == "sudah_anggota"


# Pecah KK, gabung.


def test_split(keluarga: Keluarga) -> None:
    bahrun, nur = member(keluarga, "BAHRUN"), member(keluarga, "NURHALIZA")
    hasil = run("pecah_kk", keluarga, anggota={bahrun.pk: 1, nur.pk: 3}, nomor_kk=KK_BARU, alamat={"rt": "7"})
    baru = Keluarga.objects.get(pk=hasil.keluarga_baru[0])
    assert (baru.nomor_kk, baru.nama_kepala, baru.rt, baru.kode_desa) == (KK_BARU, "BAHRUN", "007", PERIAN)
    assert set(baru.anggota.values_list("nama", flat=True)) == {"BAHRUN", "NURHALIZA"}
    assert keluarga.anggota.count() == 2
    assert baru.riwayat_kk.get().dari == TANGGAL
    assert not numbers_in_trail()


def test_split_keeps_the_address_where_nobody_gives_another(keluarga: Keluarga) -> None:
    hasil = run("pecah_kk", keluarga, anggota={member(keluarga, "BAHRUN").pk: 1}, nomor_kk=KK_BARU)
    baru = Keluarga.objects.get(pk=hasil.keluarga_baru[0])
    assert (baru.alamat, baru.rt, baru.rw) == ("JL. POROS", "003", "001")


def test_splits_that_cannot_be(keluarga: Keluarga, lain: Keluarga) -> None:
    bahrun = {member(keluarga, "BAHRUN").pk: 1}
    semua = {o.pk: o.status_hubungan_keluarga for o in keluarga.anggota.all()}
    assert refused("pecah_kk", keluarga, anggota=semua, nomor_kk=KK_BARU) == "tidak_ada_sisa"
    assert refused("pecah_kk", keluarga, anggota=dict.fromkeys(bahrun, 3), nomor_kk=KK_BARU) == "tanpa_kepala"
    assert refused("pecah_kk", keluarga, anggota=bahrun, nomor_kk="640") == "bukan_16_angka"
    assert refused("pecah_kk", keluarga, anggota=bahrun, nomor_kk=KK_BARU, alamat={"nama": "X"}) == "bentuk"
    assert refused("pecah_kk", keluarga, anggota=bahrun, nomor_kk=KK_BARU, desa="640201") == "di_luar_lingkup"
    with lingkup.within(Cakupan.of([PERIAN])):
        assert refused("pecah_kk", keluarga, anggota=bahrun, nomor_kk=KK_BARU, desa=MELAYU) == "di_luar_lingkup"
        assert refused("pecah_kk", keluarga, anggota=bahrun, nomor_kk=lain.nomor_kk) == "kk_dipakai"


def test_two_families_become_one(keluarga: Keluarga, lain: Keluarga) -> None:
    almarhum = person(lain, "SALEH", None, keberadaan=2, status_hubungan_keluarga=2)
    run("gabung", keluarga, dari=lain.pk, anggota={member(lain, "YULIANI").pk: 8})
    lain.refresh_from_db()
    assert (lain.status, keluarga.anggota.count()) == ("gabung", 5)
    almarhum.refresh_from_db()
    assert almarhum.keluarga == lain
    corrections.reverse("susunan:1", pelaku=user("kepala"), alasan="")
    assert Keluarga.objects.get(pk=lain.pk).status == "aktif"


def test_mergers_that_cannot_be(keluarga: Keluarga, lain: Keluarga) -> None:
    assert refused("gabung", keluarga, dari=lain.pk) == "anggota_kurang"
    assert refused("gabung", keluarga, dari=lain.pk, anggota={member(lain, "YULIANI").pk: 1}) == "kepala_ganda"
    assert refused("gabung", keluarga, dari=keluarga.pk) == "keluarga_sama"


# Data ganda.


def test_second_record_of_a_person_is_closed_with_a_pointer(keluarga: Keluarga, lain: Keluarga) -> None:
    rafi, yuli = member(keluarga, "RAFI"), lain.anggota.get()
    nik = yuli.nik
    run("ganda", keluarga, tetap=rafi.pk, ditutup=yuli.pk)
    rafi.refresh_from_db()
    yuli.refresh_from_db()
    lain.refresh_from_db()
    assert (rafi.nik, yuli.nik, yuli.keberadaan, yuli.sama_dengan, lain.status) == (nik, None, 6, rafi, "gabung")
    assert refused("ganda", keluarga, tetap=rafi.pk, ditutup=yuli.pk) == "sudah_ditutup"
    Keluarga.objects.filter(pk=lain.pk).update(status="aktif")
    lain.refresh_from_db()
    with pytest.raises(FaktaSalah) as galat:
        corrections.check(lain, {"keberadaan": 1}, individu=yuli, hari=TANGGAL)
    assert galat.value.kode == "sudah_ditutup"
    Keluarga.objects.filter(pk=lain.pk).update(status="gabung")
    assert refused("ganda", keluarga, tetap=rafi.pk, ditutup=rafi.pk) == "orang_sama"


def test_a_nik_of_its_own_stays_on_the_closed_record(keluarga: Keluarga, lain: Keluarga) -> None:
    bahrun, yuli = member(keluarga, "BAHRUN"), lain.anggota.get()
    run("ganda", keluarga, tetap=bahrun.pk, ditutup=yuli.pk)
    assert Individu.objects.get(pk=yuli.pk).nik == yuli.nik
    assert refused("pindah_masuk", keluarga, nik=yuli.nik, hubungan=8) == "sudah_ditutup"


def test_second_record_outside_the_scope(keluarga: Keluarga, lain: Keluarga) -> None:
    with lingkup.within(Cakupan.of([PERIAN])):
        isi: dict[str, Any] = {"tetap": member(keluarga, "RAFI").pk, "ditutup": Individu.objects.latest("pk").pk + 1}
        assert refused("ganda", keluarga, **isi) == "di_luar_lingkup"


# Keluarga baru, perbaikan nomor.


def test_a_new_family(dunia: tuple[Keluarga, Keluarga]) -> None:
    kepala = {"nama": "JUMRI", "nik": NIK_LAIN, "status_hubungan_keluarga": 1, "tanggal_lahir": "1990-01-12"}
    isi: dict[str, Any] = {"desa": PERIAN, "nomor_kk": KK_BARU, "alamat": {"rt": "2"}, "anggota": [kepala, BAYI]}
    hasil = run("keluarga_baru", None, **isi)
    baru = Keluarga.objects.get(pk=hasil.keluarga_baru[0])
    assert (baru.nama_kepala, baru.rt, baru.status, baru.anggota.count()) == ("JUMRI", "002", "aktif", 2)
    assert refused("keluarga_baru", None, **isi) == "kk_dipakai"
    isi["nomor_kk"] = "6402010111260008"
    assert refused("keluarga_baru", None, **isi) == "nik_dipakai"
    assert refused("keluarga_baru", None, **isi | {"anggota": [BAYI]}) == "tanpa_kepala"
    kembar = BAYI | {"nik": NIK_BARU}
    kepala.pop("nik")
    assert refused("keluarga_baru", None, **isi | {"anggota": [kepala, kembar, kembar]}) == "nik_dipakai"
    assert not numbers_in_trail()


def test_a_family_that_a_case_already_speaks_of_is_not_taken_back(dunia: tuple[Keluarga, Keluarga]) -> None:
    kepala = {"nama": "JUMRI", "status_hubungan_keluarga": 1}
    hasil = run("keluarga_baru", None, desa=PERIAN, nomor_kk=KK_BARU, anggota=[kepala])
    baru = Keluarga.objects.get(pk=hasil.keluarga_baru[0])
    kasus = pembaruan.draft(baru, "luas_lantai_m2", 36, alasan="Rumah baru diukur.", pelaku=user("operator.perian"))
    with pytest.raises(FaktaSalah) as galat:
        corrections.reverse("susunan:1", pelaku=user("kepala"), alasan="")
    assert galat.value.kode == "masih_dirujuk"
    kasus.butir.all().delete()
    kasus.delete()


def test_nik_put_right(keluarga: Keluarga, lain: Keluarga) -> None:
    rafi, yuli = member(keluarga, "RAFI"), lain.anggota.get()
    hasil = run("perbaikan_nik", keluarga, individu=rafi.pk, nik="6402 0109 0124 0011")
    rafi.refresh_from_db()
    assert (rafi.nik, rafi.asal_nik) == ("6402010901240011", KODE)
    (baris,) = RiwayatFakta.objects.filter(pk__in=hasil.riwayat)
    assert (baris.perubahan, baris.nomor) == ({}, {"nik": [None, "6402010901240011"]})
    assert refused("perbaikan_nik", keluarga, individu=rafi.pk, nik=rafi.nik) == "tidak_berubah"
    assert refused("perbaikan_nik", keluarga, individu=rafi.pk, nik="6402013213240011") == "tanggal_mustahil"
    with lingkup.within(Cakupan.of([PERIAN])):
        assert refused("perbaikan_nik", keluarga, individu=rafi.pk, nik=yuli.nik) == "nik_dipakai"
    assert "6402010901240011" not in str(list(Jejak.objects.values()))


def test_no_kk_put_right(keluarga: Keluarga, lain: Keluarga) -> None:
    run("perbaikan_kk", keluarga, nomor_kk=KK_BARU)
    keluarga.refresh_from_db()
    assert (keluarga.nomor_kk, keluarga.asal_kk, keluarga.riwayat_kk.get().nomor_kk) == (KK_BARU, KODE, KK_BARU)
    assert refused("perbaikan_kk", keluarga, nomor_kk=KK_BARU) == "tidak_berubah"
    assert refused("perbaikan_kk", keluarga, nomor_kk=lain.nomor_kk) == "kk_dipakai"
