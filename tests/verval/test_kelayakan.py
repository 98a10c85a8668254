"""What the rules ask for beside the desil: components, excluded groups, one proposal, exclusions of SIKS-NG."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member, person, rukiah
from tests.kasus import advance
from verval import usulan
from verval.kelayakan import Penolakan, assess, assess_all
from verval.models import (
    AturanProgram,
    KelompokTidakLayak,
    KomponenAturan,
    LaranganAturan,
    PengecualianPenerima,
    ProgramBansos,
    Usulan,
)
from verval.usulan import UsulanDitolak

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 5)
TIDAK_MENYEBUT = ("anak", "hamil", "disabilitas", "lansia", "RUKIAH", "MAWAR")


def program(kode: str) -> ProgramBansos:
    return ProgramBansos.objects.get(pk=kode)


def refusals(keluarga: Keluarga, kode: str, orang: Individu | None = None, hari: date = HARI) -> list[Penolakan]:
    return list(assess(keluarga, program(kode), hari=hari, individu=orang).penolakan)


def codes(keluarga: Keluarga, kode: str, orang: Individu | None = None, hari: date = HARI) -> list[str]:
    return [p.kode for p in refusals(keluarga, kode, orang, hari)]


def without_component(**isi: Any) -> tuple[Keluarga, Individu]:
    """Rukiah made forty, and MAWAR, thirty, of whom the test says more."""
    keluarga = rukiah()
    Individu.objects.filter(keluarga=keluarga).update(tanggal_lahir=date(1986, 6, 19))
    isi = {"tanggal_lahir": date(1996, 2, 2), "jenis_kelamin": 2, "status_hubungan_keluarga": 3, **isi}
    return keluarga, person(keluarga, "MAWAR", "6402014202960007", **isi)


def test_pkh_needs_a_component_and_names_nobody() -> None:
    keluarga, _ = without_component()
    (tolak,) = refusals(keluarga, "pkh")
    assert tolak.kode == "tanpa_komponen"
    assert tolak.pesan == "Keluarga ini belum punya komponen PKH yang tercatat."
    assert not [kata for kata in TIDAK_MENYEBUT if kata in tolak.pesan]
    assert "ajukan pembaruan" in tolak.jalan
    assert codes(keluarga, "sembako") == []


@pytest.mark.parametrize(
    ("isi", "ada"),
    [
        ({"hamil": 1}, True),
        ({"hamil": 2}, False),
        ({"tanggal_lahir": date(2019, 11, 6)}, True),
        ({"tanggal_lahir": date(2019, 11, 5)}, False),
        ({"tanggal_lahir": date(1966, 11, 5)}, True),
        ({"tanggal_lahir": date(1966, 11, 6)}, False),
        ({"tanggal_lahir": None}, False),
        *(
            ({"jenjang_tertinggi_yang_diduduki": jenjang, "partisipasi_sekolah": 2}, jenjang <= 17)
            for jenjang in (1, 5, 6, 10, 11, 17, 18, 22)
        ),
        ({"jenjang_tertinggi_yang_diduduki": 3, "partisipasi_sekolah": 3}, False),
        ({"jenjang_tertinggi_yang_diduduki": 3}, False),
        ({"mengurus_diri": 1}, True),
        ({"penglihatan": 2}, True),
        ({"penglihatan": 3, "mengingat_berkonsentrasi": 4}, False),
        ({"hamil": 1, "keberadaan": 2}, False),
        ({"hamil": 1, "keberadaan": 3}, False),
        ({"hamil": 1, "keberadaan": 5}, True),
    ],
)
def test_each_component(isi: dict[str, Any], ada: bool) -> None:
    keluarga, _ = without_component(**isi)
    assert codes(keluarga, "pkh") == ([] if ada else ["tanpa_komponen"])


def test_every_kind_of_component_counts_by_itself() -> None:
    """Each of the seven is there, and only one of them answers for each of these people."""
    orang: dict[str, dict[str, Any]] = {
        "hamil": {"hamil": 1},
        "anak_usia_dini": {"tanggal_lahir": date(2024, 1, 1)},
        "sd": {"jenjang_tertinggi_yang_diduduki": 4, "partisipasi_sekolah": 2},
        "smp": {"jenjang_tertinggi_yang_diduduki": 8, "partisipasi_sekolah": 2},
        "sma": {"jenjang_tertinggi_yang_diduduki": 15, "partisipasi_sekolah": 2},
        "lansia": {"tanggal_lahir": date(1950, 1, 1)},
        "disabilitas_berat": {"berjalan_atau_naik_tangga": 1},
    }
    for kode, isi in orang.items():
        with transaction.atomic():
            keluarga, _ = without_component(**isi)
            assert codes(keluarga, "pkh") == [], kode
            KomponenAturan.objects.filter(kode=kode).delete()
            assert codes(keluarga, "pkh") == ["tanpa_komponen"], kode
            transaction.set_rollback(True)


def test_the_age_of_the_elderly_is_dated() -> None:
    """A later rule with another age counts from its day; the earlier month is judged as it was."""
    keluarga, _ = without_component(tanggal_lahir=date(1962, 1, 1))
    assert codes(keluarga, "pkh") == []
    lama = AturanProgram.objects.get(program="pkh", status="aktif")
    isi = {f.attname: getattr(lama, f.attname) for f in lama._meta.concrete_fields if not f.primary_key}
    AturanProgram.objects.filter(pk=lama.pk).update(berlaku_sampai=date(2026, 11, 30))
    baru = AturanProgram.objects.create(**{**isi, "berlaku_dari": date(2026, 12, 1)})
    KomponenAturan.objects.create(aturan=baru, kode="lansia", usia_min=70)
    assert codes(keluarga, "pkh") == []
    assert codes(keluarga, "pkh", hari=date(2026, 12, 1)) == ["tanpa_komponen"]


@pytest.mark.parametrize("kode", ["pkh", "sembako", "pbi_jk"])
@pytest.mark.parametrize(
    ("isi", "kelompok", "jalan"),
    [
        ({"status_dalam_pekerjaan_utama": 5}, 5, "ajukan pembaruan"),
        ({"pekerjaan_ktp": "PEGAWAI NEGERI SIPIL (PNS)"}, 5, "Disdukcapil"),
        ({"pekerjaan_ktp": " Kepolisian  RI (Polri)"}, 5, "Disdukcapil"),
        ({"pekerjaan_ktp": "PENSIUNAN"}, 6, "Disdukcapil"),
        ({"pekerjaan_ktp": "ANGGOTA DPRD KABUPATEN/KOTA"}, 7, "Disdukcapil"),
        ({"pekerjaan_ktp": "PERANGKAT DESA"}, 8, "Disdukcapil"),
        ({"pekerjaan_ktp": "BIDAN"}, 10, "Disdukcapil"),
    ],
)
def test_a_member_of_an_excluded_group_counts_for_the_family(
    kode: str, isi: dict[str, Any], kelompok: int, jalan: str
) -> None:
    keluarga, mawar = without_component(hamil=1, **isi)
    (tolak,) = refusals(keluarga, kode, member(keluarga, "RUKIAH"))
    assert tolak.kode == "kelompok_tidak_layak"
    assert f"kelompok {kelompok} yang tidak layak" in tolak.pesan
    assert jalan in tolak.jalan
    assert not [kata for kata in TIDAK_MENYEBUT if kata in tolak.lengkap]
    Individu.objects.filter(pk=mawar.pk).update(keberadaan=3)
    assert "kelompok_tidak_layak" not in codes(keluarga, kode, member(keluarga, "RUKIAH"))


@pytest.mark.parametrize("kerja", ["BELUM/TIDAK BEKERJA", "GURU", "KARYAWAN HONORER", "WIRASWASTA", ""])
def test_ordinary_work_is_not_refused(kerja: str) -> None:
    keluarga, _ = without_component(hamil=1, pekerjaan_ktp=kerja, status_dalam_pekerjaan_utama=4)
    assert codes(keluarga, "pkh") == []


def test_the_recipient_is_one_group_and_the_rest_of_the_family_another() -> None:
    keluarga, mawar = without_component(status_dalam_pekerjaan_utama=5)
    sendiri = refusals(keluarga, "pbi_jk", mawar)
    assert [("kelompok 4 " in p.pesan, p.pesan[:9]) for p in sendiri] == [(True, "Orang ini")]
    assert [("kelompok 5 " in p.pesan) for p in refusals(keluarga, "pbi_jk", member(keluarga, "RUKIAH"))] == [True]
    assert [("kelompok 5 " in p.pesan) for p in refusals(keluarga, "pbi_jk")] == [True]
    assert codes(keluarga, "atensi", mawar) == []


def test_fifteen_groups_and_how_each_is_recognised() -> None:
    cara = dict(KelompokTidakLayak.objects.values_list("nomor", "cara"))
    assert sorted(cara) == list(range(1, 16))
    dari_fakta = set(LaranganAturan.objects.values_list("kelompok", flat=True))
    assert {nomor for nomor, satu in cara.items() if satu == "fakta"} == dari_fakta


def test_conditions_to_begin_with_are_sound() -> None:
    for satu in (*KomponenAturan.objects.all(), *LaranganAturan.objects.all()):
        satu.full_clean()


@pytest.mark.parametrize(
    "syarat",
    [
        {"hamil": [1]},
        [{}],
        [{"umur": [1]}],
        [{"hamil": []}],
        [{"hamil": [9]}],
        [{"hamil": [True]}],
        [{"hamil": ["1"]}],
        [{"pekerjaan_ktp": ["bidan"]}],
        [{"pekerjaan_ktp": [5]}],
        [{"tanggal_lahir": ["2020-01-01"]}],
    ],
)
def test_a_condition_that_can_never_hold_is_not_taken(syarat: object) -> None:
    aturan = AturanProgram.objects.get(program="sembako", status="aktif")
    with pytest.raises(ValidationError) as galat:
        KomponenAturan(aturan=aturan, kode="hamil", syarat=syarat).full_clean()
    assert "syarat" in galat.value.message_dict


def test_one_cash_programme_a_family_and_month() -> None:
    keluarga, pelaku = aminah(), user("operator.perian")
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    for nama in ("AMINAH", "BAHRUN"):
        (tolak,) = refusals(keluarga, "sembako", member(keluarga, nama))
        assert (tolak.kode, kasus.kode_lacak in tolak.pesan) == ("satu_tunai", True)
    with pytest.raises(UsulanDitolak, match="satu bantuan tunai"):
        usulan.draft(keluarga, program("sembako"), pelaku=pelaku, hari=HARI)
    assert codes(keluarga, "sembako", hari=date(2026, 12, 1)) == []
    usulan.move(kasus, "batalkan", pelaku=pelaku, status="draf")
    assert codes(keluarga, "sembako") == []


def test_one_proposal_a_nik_and_month_among_programmes_that_say_so() -> None:
    keluarga, pelaku = aminah(), user("operator.perian")
    usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    assert codes(keluarga, "pbi_jk", member(keluarga, "AMINAH")) == ["satu_nik"]
    assert codes(keluarga, "pbi_jk", member(keluarga, "BAHRUN")) == []
    assert codes(keluarga, "atensi", member(keluarga, "AMINAH")) == []
    usulan.draft(keluarga, program("atensi"), pelaku=pelaku, individu=member(keluarga, "BAHRUN"), hari=HARI)
    assert codes(keluarga, "pbi_jk", member(keluarga, "BAHRUN")) == []


def test_the_person_counts_after_moving_to_another_family() -> None:
    keluarga, pelaku = aminah(), user("operator.perian")
    bahrun = member(keluarga, "BAHRUN")
    usulan.draft(keluarga, program("pbi_jk"), pelaku=pelaku, individu=bahrun, hari=HARI)
    lain = rukiah()
    Individu.objects.filter(pk=bahrun.pk).update(keluarga=lain, status_hubungan_keluarga=2)
    assert codes(lain, "sembako", member(lain, "BAHRUN")) == ["satu_nik"]
    assert codes(lain, "sembako", member(lain, "RUKIAH")) == []


@pytest.mark.parametrize(("kolom", "nama"), [("tunai", "satu_tunai"), ("satu_per_nik", "satu_nik")])
def test_the_database_refuses_the_second_one_too(kolom: str, nama: str) -> None:
    """Two that are filed at once pass the check both; the constraint lets one through."""
    keluarga, pelaku = aminah(), user("operator.perian")
    satu = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    dua = usulan.draft(keluarga, program("atensi"), pelaku=pelaku, individu=member(keluarga, "AMINAH"), hari=HARI)
    with pytest.raises(IntegrityError, match=f"usulan_{nama}_sebulan"), transaction.atomic():
        Usulan.objects.filter(pk=dua.pk).update(**{kolom: True})
    Usulan.objects.filter(pk=satu.pk).update(status="ditolak")
    assert Usulan.objects.filter(pk=dua.pk).update(**{kolom: True}) == 1


def exclusion(keluarga: Keluarga, **isi: Any) -> PengecualianPenerima:
    bawaan: dict[str, Any] = {"status": "exclude_pekerjaan", "berlaku_dari": date(2026, 10, 1), "sumber": "SIKS-NG"}
    return PengecualianPenerima.objects.create(keluarga=keluarga, kode_desa=keluarga.kode_desa, **{**bawaan, **isi})


@pytest.mark.parametrize(
    ("dari", "sampai", "ditolak"),
    [
        (date(2026, 11, 5), None, True),
        (date(2026, 11, 6), None, False),
        (date(2026, 10, 1), date(2026, 11, 5), True),
        (date(2026, 10, 1), date(2026, 11, 4), False),
    ],
)
def test_excluded_while_it_holds(dari: date, sampai: date | None, ditolak: bool) -> None:
    keluarga = aminah()
    exclusion(keluarga, berlaku_dari=dari, berlaku_sampai=sampai)
    assert codes(keluarga, "pkh") == (["dikecualikan"] if ditolak else [])


def test_an_exclusion_says_what_why_and_where_to_contest_it() -> None:
    keluarga = aminah()
    exclusion(keluarga, program=program("pkh"), sumber="SIKS-NG 6402015203800001")
    (tolak,) = refusals(keluarga, "pkh")
    for bagian in ("PKH", "1 Okt 2026", "Exclude pekerjaan", "SIKS-NG", "sanggahan lewat desa atau Dinas Sosial"):
        assert bagian in tolak.lengkap
    assert "6402015203800001" not in tolak.lengkap
    assert codes(keluarga, "sembako") == []


def test_the_exclusion_of_a_member_leaves_the_others() -> None:
    keluarga = aminah()
    exclusion(keluarga, individu=member(keluarga, "AMINAH"))
    assert codes(keluarga, "pkh") == ["dikecualikan"]
    assert codes(keluarga, "pkh", member(keluarga, "BAHRUN")) == []
    assert codes(keluarga, "pbi_jk", member(keluarga, "AMINAH")) == ["dikecualikan"]


def test_an_exclusion_goes_where_the_person_and_the_family_go() -> None:
    keluarga, lain = aminah(), rukiah()
    bahrun = member(keluarga, "BAHRUN")
    satu = exclusion(keluarga, individu=bahrun)
    Individu.objects.filter(pk=bahrun.pk).update(keluarga=lain)
    satu.refresh_from_db()
    assert (satu.keluarga, satu.kode_desa) == (lain, PERIAN)
    Keluarga.objects.filter(pk=lain.pk).update(kode_desa=MELAYU)
    satu.refresh_from_db()
    assert satu.kode_desa == MELAYU


def test_approval_looks_at_the_exclusions_of_its_own_day() -> None:
    keluarga = aminah()
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=user("operator.perian"), ajukan=True)
    advance(kasus)
    satu = exclusion(keluarga, berlaku_dari=date(2026, 1, 1))
    with pytest.raises(UsulanDitolak) as galat:
        usulan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=1)
    assert galat.value.kode == "dikecualikan"
    # Ended by a sanggah after the day of filing: nothing stands against it any more.
    satu.delete()
    exclusion(keluarga, berlaku_dari=date(2026, 1, 1), berlaku_sampai=date(2026, 1, 31))
    usulan.move(kasus, "setujui", pelaku=user("verifikator"), status="diperiksa", pengajuan_ke=1)


def test_desil_is_told_first() -> None:
    keluarga, _ = without_component(pekerjaan_ktp="PENSIUNAN")
    exclusion(keluarga)
    DesilResmi.objects.update(nasional=7)
    assert codes(keluarga, "pkh") == ["desil_di_luar", "tanpa_komponen", "kelompok_tidak_layak", "dikecualikan"]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keluarga = aminah()
    usulan.draft(keluarga, program("pkh"), pelaku=user("operator.perian"), hari=HARI)
    for nomor in range(6):
        person(keluarga, f"ANAK {nomor}", None, tanggal_lahir=date(2015, 1, 1), status_hubungan_keluarga=3)
    with django_assert_num_queries(12):
        assert len(assess_all(keluarga, hari=HARI)) == 5
