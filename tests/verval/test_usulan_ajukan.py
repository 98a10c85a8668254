"""The operator proposes a family or a person for a programme; every refusal names its rule."""

from __future__ import annotations

from datetime import date

import pytest

from dtsen.accounts.access import TidakBerwenang
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import user
from tests.families import aminah, member, official, yuliani
from verval import usulan
from verval.hop import KasusDitolak
from verval.kelayakan import assess, assess_all
from verval.models import AturanProgram, ProgramBansos, Usulan
from verval.usulan import UsulanDitolak

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 5)


def program(kode: str) -> ProgramBansos:
    return ProgramBansos.objects.get(pk=kode)


def codes(keluarga: Keluarga, kode: str, orang: Individu | None = None, hari: date = HARI) -> list[str]:
    return [p.kode for p in assess(keluarga, program(kode), hari=hari, individu=orang).penolakan]


def test_pkh_is_proposed_in_the_name_of_the_head() -> None:
    keluarga = aminah()
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=user("operator.perian"), hari=HARI)
    assert kasus.individu == member(keluarga, "AMINAH")
    assert (kasus.unit, kasus.periode, kasus.desil_nasional, kasus.desil_versi) == ("keluarga", "2026-11", 3, "2026-T3")
    usulan.move(kasus, "ajukan", pelaku=user("operator.perian"), status="draf", hari=HARI)
    kasus.refresh_from_db()
    assert kasus.status == "diajukan"


def test_desil_outside_the_range() -> None:
    keluarga = yuliani()
    with pytest.raises(UsulanDitolak) as galat:
        usulan.draft(keluarga, program("pkh"), pelaku=user("operator.melayu"), hari=HARI)
    assert galat.value.kode == "desil_di_luar"
    for bagian in ("Desil nasional 6", "PKH", "desil 1–4", "79/HUK/2025", "pembaruan"):
        assert bagian in galat.value.pesan
    assert not Usulan.objects.exists()


@pytest.mark.parametrize(
    ("kode", "terbesar"), [("pkh", 4), ("sembako", 5), ("pbi_jk", 5), ("atensi", 5), ("sekolah_rakyat", 2)]
)
def test_ranges_to_begin_with(kode: str, terbesar: int) -> None:
    keluarga = aminah()
    orang = member(keluarga, "AMINAH")
    for desil in range(1, 11):
        DesilResmi.objects.update(nasional=desil)
        assert codes(keluarga, kode, orang) == ([] if desil <= terbesar else ["desil_di_luar"])


@pytest.mark.parametrize("cara", ["tidak_ada", "kosong"])
def test_no_official_desil_has_a_code_of_its_own(cara: str) -> None:
    keluarga = aminah()
    if cara == "kosong":
        DesilResmi.objects.update(nasional=None)
    else:
        DesilResmi.objects.all().delete()
    assert codes(keluarga, "pkh") == ["belum_ada_desil"]


def test_newest_version_counts() -> None:
    keluarga = aminah()
    official(keluarga, nasional=7, versi="2026-T4")
    assert codes(keluarga, "pkh") == ["desil_di_luar"]


def test_assessment_opens_atensi_only() -> None:
    keluarga = yuliani()
    orang = member(keluarga, "YULIANI")
    assert codes(keluarga, "atensi", orang) == ["desil_di_luar"]
    kasus = usulan.draft(
        keluarga, program("atensi"), pelaku=user("operator.melayu"), individu=orang,
        asesmen="Asesmen pekerja sosial 3 November 2026.", hari=HARI,
    )  # fmt: skip
    assert kasus.desil_nasional == 6
    with pytest.raises(UsulanDitolak):
        usulan.draft(
            keluarga, program("pbi_jk"), pelaku=user("operator.melayu"), individu=orang, asesmen="Asesmen.", hari=HARI
        )


def test_rule_in_force_by_date() -> None:
    keluarga = aminah()
    assert codes(keluarga, "pkh", hari=date(2025, 5, 25)) == ["aturan_tidak_ada"]
    assert codes(keluarga, "pkh", hari=date(2025, 5, 26)) == []
    AturanProgram.objects.filter(program="pkh", status="aktif").update(berlaku_sampai=date(2025, 12, 31))
    AturanProgram.objects.filter(program="pkh", status="draf").update(status="aktif")
    assert codes(keluarga, "pkh", hari=date(2025, 12, 31)) == []
    assert codes(keluarga, "pkh", hari=date(2026, 1, 1)) == ["desil_di_luar"]


def test_tightening_is_a_draft() -> None:
    rancangan = AturanProgram.objects.filter(status="draf", desil_maks__lt=10)
    assert sorted(rancangan.values_list("program_id", "desil_maks")) == [
        ("pbi_jk", 4), ("pkh", 1), ("sembako", 2),
    ]  # fmt: skip


def test_head_or_spouse_only() -> None:
    keluarga = aminah()
    assert codes(keluarga, "sembako", member(keluarga, "BAHRUN")) == []
    assert codes(keluarga, "sembako", member(keluarga, "NURHALIZA")) == ["kepala_pasangan"]
    Individu.objects.filter(nama__in=["AMINAH", "BAHRUN"]).update(keberadaan=2)
    assert codes(keluarga, "sembako") == ["kepala_pasangan"]


def test_child_may_be_proposed_per_person_but_needs_a_nik() -> None:
    keluarga = aminah()
    assert codes(keluarga, "pbi_jk", member(keluarga, "NURHALIZA")) == []
    assert codes(keluarga, "pbi_jk", member(keluarga, "RAFI")) == ["nik_tidak_ada"]


def test_programme_per_person_needs_a_person() -> None:
    with pytest.raises(KasusDitolak) as galat:
        usulan.draft(aminah(), program("pbi_jk"), pelaku=user("operator.perian"), hari=HARI)
    assert galat.value.kode == "pilih_orang"


def test_dead_and_foreign_persons() -> None:
    keluarga = aminah()
    Individu.objects.filter(nama="NURHALIZA").update(keberadaan=2)
    assert codes(keluarga, "pbi_jk", member(keluarga, "NURHALIZA")) == ["tidak_tinggal"]
    assert codes(keluarga, "pbi_jk", member(yuliani(), "YULIANI")) == ["bukan_anggota"]


def test_inactive_family() -> None:
    keluarga = aminah()
    Keluarga.objects.filter(pk=keluarga.pk).update(status="pindah")
    keluarga.refresh_from_db()
    assert "keluarga_tidak_aktif" in codes(keluarga, "pkh")


def test_one_a_family_programme_and_month() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    assert codes(keluarga, "pkh", member(keluarga, "BAHRUN")) == ["sudah_diusulkan"]
    assert codes(keluarga, "atensi", member(keluarga, "BAHRUN")) == []
    assert codes(keluarga, "pkh", hari=date(2026, 12, 1)) == []
    usulan.move(kasus, "batalkan", pelaku=pelaku, status="draf")
    assert codes(keluarga, "pkh") == []


def test_one_a_person_programme_and_month() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    usulan.draft(keluarga, program("pbi_jk"), pelaku=pelaku, individu=member(keluarga, "AMINAH"), hari=HARI)
    assert codes(keluarga, "pbi_jk", member(keluarga, "AMINAH")) == ["sudah_diusulkan"]
    assert codes(keluarga, "pbi_jk", member(keluarga, "BAHRUN")) == []


def test_a_refused_one_may_be_proposed_again_in_its_month() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    lama = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI, ajukan=True)
    assert codes(keluarga, "pkh") == ["sudah_diusulkan"]
    usulan.move(lama, "tolak", pelaku=user("kades.perian"), status="diajukan", alasan_kode="bukti_kurang")
    assert codes(keluarga, "pkh") == []
    baru = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI, ajukan=True)
    assert (baru.pk != lama.pk, baru.periode) == (True, lama.periode)


@pytest.mark.parametrize("siapa", ["pendamping.perian", "kades.perian", "verifikator", "auditor", "operator.melayu"])
def test_who_may_not_propose(siapa: str) -> None:
    with pytest.raises(TidakBerwenang):
        usulan.draft(aminah(), program("pkh"), pelaku=user(siapa), hari=HARI)


def test_filing_in_the_next_month_counts_there() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    usulan.move(kasus, "ajukan", pelaku=pelaku, status="draf", hari=date(2026, 12, 2))
    kasus.refresh_from_db()
    assert kasus.periode == "2026-12"


def test_desil_changed_between_draft_and_filing() -> None:
    keluarga = aminah()
    pelaku = user("operator.perian")
    kasus = usulan.draft(keluarga, program("pkh"), pelaku=pelaku, hari=HARI)
    official(keluarga, nasional=8, versi="2026-T4")
    with pytest.raises(UsulanDitolak) as galat:
        usulan.move(kasus, "ajukan", pelaku=pelaku, status="draf", hari=HARI)
    assert galat.value.kode == "desil_di_luar"
    kasus.refresh_from_db()
    assert kasus.status == "draf"


def test_answer_for_every_programme_in_order() -> None:
    assert [(k.program.pk, k.boleh) for k in assess_all(aminah(), hari=HARI)] == [
        ("pkh", True), ("sembako", True), ("pbi_jk", True), ("atensi", True), ("sekolah_rakyat", False),
    ]  # fmt: skip
