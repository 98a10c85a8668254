"""A ground is taken back: values and lineage as they stood, once, and only where nothing newer stands on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dtsen.accounts.models import Jejak
from dtsen.registry import asal, corrections, lingkup, riwayat
from dtsen.registry.corrections import StaleUndo
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA
from dtsen.registry.models import Individu, Keluarga, KondisiKeluarga, RiwayatFakta
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.cakupan import Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member, yuliani

pytestmark = pytest.mark.django_db
TANGGAL = date(2026, 11, 20)


def apply(objek: Keluarga | Individu, dasar: int, **perubahan: object) -> None:
    orang = objek if isinstance(objek, Individu) else None
    keluarga = Keluarga.objects.get(pk=orang.keluarga_id) if orang else objek
    corrections.apply(
        keluarga,  # type: ignore[arg-type]
        perubahan,
        dasar=f"pembaruan:{dasar}",
        pelaku=user("verifikator"),
        tanggal=TANGGAL,
        individu=orang,
    )


def reverse(dasar: int) -> list[int]:
    return corrections.reverse(f"pembaruan:{dasar}", pelaku=user("kepala"), alasan="Keliru memilih lantai.")


def whole(keluarga: Keluarga) -> dict[str, Any]:
    """Every value and lineage of a family and its members."""
    baru = Keluarga.objects.get(pk=keluarga.pk)
    isi = {"keluarga": riwayat.read(baru, [*(f.nama for f in FAKTA_KELUARGA), "nama_kepala"])}
    nama = [f.nama for f in FAKTA_INDIVIDU]
    return isi | {str(o.pk): riwayat.read(o, nama) | {"norm": o.nama_norm} for o in baru.anggota.all()}


def test_values_lineage_history_and_trail_come_back() -> None:
    keluarga = aminah()
    sebelum = whole(keluarga)
    apply(keluarga, 1, jenis_lantai_terluas=6, alamat="JL. BARU")
    diubah = Keluarga.objects.get(pk=keluarga.pk).diubah
    (baru,) = reverse(1)
    assert whole(keluarga) == sebelum
    assert Keluarga.objects.get(pk=keluarga.pk).diubah > diubah
    batal = RiwayatFakta.objects.get(pk=baru)
    assert batal.perubahan == {"jenis_lantai_terluas": [6, 8], "alamat": ["JL. BARU", "JL. POROS"]}
    assert (batal.dasar, batal.pelaku, batal.alasan) == ("pembaruan:1", user("kepala"), "Keliru memilih lantai.")
    assert batal.membatalkan is not None
    assert batal.membatalkan.asal["jenis_lantai_terluas"][1] == asal.encode("pembaruan", TANGGAL)
    jejak = Jejak.objects.get(aksi="fakta.batal")
    assert (jejak.keluarga, jejak.rincian) == ([keluarga.pk], {"dasar": "pembaruan:1", "riwayat": [baru]})


def test_facts_that_followed_come_back_too() -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    sebelum = whole(keluarga)
    apply(keluarga, 1, sumber_penerangan_utama=4)
    apply(orang, 2, status_bekerja=2)
    reverse(1)
    reverse(2)
    assert whole(keluarga) == sebelum


def test_family_without_a_condition_row_says_nothing_again() -> None:
    keluarga = Keluarga.objects.create(kode_desa=PERIAN)
    sebelum = whole(keluarga)
    apply(keluarga, 1, jenis_atap_terluas=2)
    reverse(1)
    assert whole(keluarga) == sebelum


def test_name_of_the_head_follows_back() -> None:
    keluarga = aminah()
    sebelum = whole(keluarga)
    apply(member(keluarga, "AMINAH"), 1, keberadaan=2)
    apply(member(keluarga, "BAHRUN"), 2, status_hubungan_keluarga=1)
    assert Keluarga.objects.get(pk=keluarga.pk).nama_kepala == "BAHRUN"
    with pytest.raises(FaktaSalah) as galat:
        reverse(1)
    assert galat.value.kode == "kepala_ganda"
    reverse(2)
    reverse(1)
    assert whole(keluarga) == sebelum


def test_several_rows_of_one_ground_newest_first() -> None:
    keluarga = aminah()
    sebelum = whole(keluarga)
    for lantai in (6, 5, 4):
        apply(keluarga, 1, jenis_lantai_terluas=lantai)
    assert len(reverse(1)) == 3
    assert whole(keluarga) == sebelum


def test_what_something_newer_changed_stays() -> None:
    keluarga = aminah()
    apply(keluarga, 1, jenis_lantai_terluas=6)
    apply(keluarga, 2, jenis_lantai_terluas=5)
    tengah = whole(keluarga)
    with pytest.raises(StaleUndo) as galat:
        reverse(1)
    assert (galat.value.fakta, galat.value.lama, galat.value.sekarang) == ("jenis_lantai_terluas", 6, 5)
    assert "Batalkan dahulu" in str(galat.value)
    assert whole(keluarga) == tengah


def test_the_same_value_said_again_is_not_taken_back() -> None:
    """8 to 6 to 5 to 6 on one day: value and lineage look like the first change's, and are not."""
    keluarga = aminah()
    for dasar, lantai in ((1, 6), (2, 5), (3, 6)):
        apply(keluarga, dasar, jenis_lantai_terluas=lantai)
    with pytest.raises(StaleUndo):
        reverse(1)
    for dasar in (3, 2, 1):
        reverse(dasar)
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8


def test_a_source_that_confirmed_the_value_keeps_it() -> None:
    keluarga = aminah()
    apply(keluarga, 1, jenis_lantai_terluas=6)
    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    kondisi.asal[corrections.TEMPAT_KELUARGA["jenis_lantai_terluas"]] = asal.encode("dtsen", date(2026, 11, 24))
    kondisi.save()
    with pytest.raises(StaleUndo):
        reverse(1)


def test_answer_behind_a_gate_goes_first() -> None:
    keluarga = aminah()
    apply(keluarga, 1, fasilitas_bab=1)
    apply(keluarga, 2, jenis_kloset=1)
    with pytest.raises(FaktaSalah) as galat:
        reverse(1)
    assert (galat.value.kode, galat.value.fakta) == ("lompatan", "jenis_kloset")
    reverse(2)
    reverse(1)
    assert corrections.current(keluarga)["fasilitas_bab"] == 6


def test_once_only_and_again_after_it_was_written_again() -> None:
    keluarga = aminah()
    sebelum = whole(keluarga)
    apply(keluarga, 1, jenis_lantai_terluas=6)
    reverse(1)
    with pytest.raises(FaktaSalah) as galat:
        reverse(1)
    assert galat.value.kode == "tidak_ada_perubahan"
    apply(keluarga, 1, jenis_lantai_terluas=6)
    reverse(1)
    assert whole(keluarga) == sebelum


def test_back_to_life_needs_a_free_nik() -> None:
    keluarga, lain = aminah(), yuliani()
    almarhum = member(keluarga, "NURHALIZA")
    apply(almarhum, 1, keberadaan=2)
    Individu.objects.filter(keluarga=lain).update(nik=almarhum.nik)
    with pytest.raises(FaktaSalah) as galat:
        reverse(1)
    assert galat.value.kode == "nik_dipakai"


def test_rows_written_before_lineage_was_kept_come_back_without_one() -> None:
    keluarga = aminah()
    RiwayatFakta.objects.create(
        keluarga=keluarga, kode_desa=PERIAN, dasar="pembaruan:1", perubahan={"jenis_lantai_terluas": [5, 8]}
    )
    reverse(1)
    tempat = corrections.TEMPAT_KELUARGA["jenis_lantai_terluas"]
    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    assert (kondisi.jenis_lantai_terluas, kondisi.asal[tempat]) == (5, 0)


def test_imports_are_not_taken_back() -> None:
    keluarga = aminah()
    RiwayatFakta.objects.create(
        keluarga=keluarga, kode_desa=PERIAN, dasar="impor:1", perubahan={"jenis_lantai_terluas": [5, 8]}
    )
    with pytest.raises(FaktaSalah) as galat:
        corrections.reverse("impor:1", pelaku=user("kepala"), alasan="")
    assert galat.value.kode == "tidak_ada_perubahan"


def test_half_of_a_ground_is_never_taken_back() -> None:
    keluarga, lain = aminah(), yuliani()
    apply(keluarga, 1, jenis_lantai_terluas=6)
    apply(lain, 1, jenis_lantai_terluas=6)
    for desa in (PERIAN, MELAYU):
        with pytest.raises(FaktaSalah) as galat, lingkup.within(Cakupan.of([desa])):
            reverse(1)
        assert galat.value.kode == "di_luar_lingkup"
    with lingkup.within(Cakupan.of(["6402"])):
        assert len(reverse(1)) == 2


def test_what_was_written_about_a_child_stays_out_of_the_trail() -> None:
    keluarga = aminah()
    apply(member(keluarga, "RAFI"), 1, nama="RAFII")
    reverse(1)
    assert Jejak.objects.get(aksi="fakta.batal").alasan == ""
