"""Cases about family make-up: drafted, filed, approved, taken back; sent back where the family changed meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.lib.nik import NomorSalah
from dtsen.registry import corrections
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.susunan import OPERASI
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah, member, rukiah
from tests.kasus import advance, take
from tests.registry.test_susunan import BAYI, KK_BARU, NIK_BARU, world
from verval import pembaruan, susunan
from verval.hop import KasusDitolak
from verval.models import Langkah, Pembaruan
from verval.models.pembaruan import KELUARGA_BARU

pytestmark = pytest.mark.django_db
ALASAN = "Akta kematian dari kelurahan, dilihat sendiri."
KK_BETUL = "6402011203100090"


def draft(
    keluarga: Keluarga, jenis: str, *, siapa: str = "operator.perian", ajukan: bool = True, **isi: Any
) -> Pembaruan:
    return pembaruan.draft_operasi(keluarga, jenis, isi, alasan=ALASAN, pelaku=user(siapa), ajukan=ajukan)


def contents(keluarga: Keluarga) -> dict[str, dict[str, Any]]:
    """Something sensible for every operation a case can be about."""
    bahrun, nur, rafi = (member(keluarga, n) for n in ("BAHRUN", "NURHALIZA", "RAFI"))
    lain = rukiah()
    return {
        "anggota_baru": {"orang": BAYI | {"nik": NIK_BARU}},
        "meninggal": {
            "individu": member(keluarga, "AMINAH").pk,
            "sejak": "02-11-2026",
            "kepala_baru": bahrun.pk,
        },
        "tidak_ditemukan": {"individu": bahrun.pk, "sejak": "02-11-2026"},
        "tinggal_bersama": {"individu": rafi.pk, "sejak": "2026-11-09"},
        "keluarga_hilang": {"sejak": "2026-11-02"},
        "keluarga_ditemukan": {"sejak": "2026-11-09"},
        "pindah_keluar": {"anggota": {nur.pk: 5}, "tujuan": "keluarga", "ke": lain.pk},
        "pindah_masuk": {"nik": member(lain, "RUKIAH").nik, "hubungan": 6},
        "pecah_kk": {"anggota": {bahrun.pk: 1, nur.pk: 3}, "nomor_kk": KK_BARU, "alamat": {"rt": "7"}},
        "gabung": {"dari": lain.pk, "anggota": {member(lain, "RUKIAH").pk: 6}},
        "ganda": {"tetap": rafi.pk, "ditutup": nur.pk},
        "perbaikan_nik": {"individu": bahrun.pk, "nik": NIK_BARU},
        "perbaikan_kk": {"nomor_kk": KK_BETUL},
    }


def readied(jenis: str) -> Keluarga:
    """Aminah's family as the operation needs it."""
    keluarga = aminah()
    tetap: dict[str, Any] = {"dasar": "susunan:1", "pelaku": user("petugas"), "tanggal": date(2026, 11, 2)}
    if jenis == "tinggal_bersama":
        isi = {"individu": member(keluarga, "RAFI").pk, "sejak": "2026-11-01"}
        OPERASI["tidak_ditemukan"].apply(keluarga, isi, **tetap)
    elif jenis == "keluarga_ditemukan":
        OPERASI["keluarga_hilang"].apply(keluarga, {"sejak": "2026-11-01"}, **tetap)
        keluarga.refresh_from_db()
    return keluarga


@pytest.mark.parametrize("jenis", sorted(set(OPERASI) - {KELUARGA_BARU}))
def test_every_operation_from_draft_to_approval_and_back(jenis: str) -> None:
    keluarga = readied(jenis)
    isi = contents(keluarga)[jenis]
    sebelum = world()
    kasus = draft(keluarga, jenis, ajukan=False, **isi)
    assert (kasus.status, kasus.fakta, kasus.nilai_lama, kasus.nilai_baru) == ("draf", "", None, None)
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus)
    assert world() == sebelum
    assert pembaruan.base_now(kasus) == ""
    take(kasus, "setujui")
    sesudah = world()
    assert sesudah != sebelum
    take(kasus, "turunkan", siapa="kepala", alasan="Salah keluarga.")
    assert (kasus.status, world()) == ("diperiksa", sebelum)
    take(kasus, "setujui")
    assert len(world()) == len(sesudah)
    assert kasus.tulisan_lama
    assert kasus.tulisan_lama != kasus.tulisan_baru
    baris = susunan.rows(kasus, Tabir.of(user("petugas"), [keluarga]))
    assert baris
    assert all(b.perihal and b.lama and b.baru for b in baris)


@pytest.mark.parametrize("jenis", sorted(set(OPERASI) - {KELUARGA_BARU}))
def test_no_number_outside_its_column(jenis: str) -> None:
    """Not in what the case shows, not in its words, not in the trail, not in notes."""
    keluarga = readied(jenis)
    isi = contents(keluarga)[jenis]
    kasus = draft(keluarga, jenis, **isi)
    kasus.refresh_from_db()
    kata = [kasus.isi, kasus.dasar, kasus.tulisan_lama, kasus.tulisan_baru]
    kata += [susunan.rows(kasus, Tabir.of(user("petugas"), [keluarga]))]
    kata += list(Jejak.objects.values_list("rincian", "alasan", "objek")) + list(Langkah.objects.values("catatan"))
    angka = {n for n in (NIK_BARU, KK_BARU, KK_BETUL, *Individu.objects.values_list("nik", flat=True)) if n}
    assert not [n for n in angka if n in str(kata)]
    baris = Jejak.objects.filter(aksi="pembaruan.draf").get()
    assert baris.rincian == {"jenis": jenis}
    assert set(baris.individu) >= set(kasus.dasar["terlibat"])


def test_death_of_the_head() -> None:
    keluarga = aminah()
    kepala, bahrun = member(keluarga, "AMINAH"), member(keluarga, "BAHRUN")
    kasus = draft(keluarga, "meninggal", individu=kepala.pk, sejak="2026-11-02", kepala_baru=bahrun.pk)
    assert (kasus.individu_id, kasus.isi["sejak"]) == (kepala.pk, "2026-11-02")
    assert (kasus.tulisan_lama, kasus.tulisan_baru) == ("Tinggal bersama keluarga", "Meninggal 2 Nov 2026")
    advance(kasus)
    take(kasus, "setujui")
    kepala.refresh_from_db()
    keluarga.refresh_from_db()
    assert (kepala.keberadaan, keluarga.nama_kepala) == (2, "BAHRUN")
    take(kasus, "turunkan", siapa="kepala", alasan="Orangnya masih hidup.")
    keluarga.refresh_from_db()
    assert keluarga.nama_kepala == "AMINAH"


def test_member_may_be_named_by_the_argument() -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    kasus = pembaruan.draft_operasi(
        keluarga, "meninggal", {"sejak": "2026-11-02"}, alasan=ALASAN, pelaku=user("operator.perian"), individu=bahrun
    )
    assert (kasus.isi["individu"], kasus.individu) == (bahrun.pk, bahrun)
    with pytest.raises(FaktaSalah):
        pembaruan.draft_operasi(
            keluarga, "perbaikan_kk", {"nomor_kk": KK_BETUL}, alasan=ALASAN, pelaku=user("petugas"), individu=bahrun
        )


def test_second_draft_writes_over_the_first_and_one_case_is_open() -> None:
    keluarga = aminah()
    nur = member(keluarga, "NURHALIZA")
    satu = draft(keluarga, "anggota_baru", ajukan=False, orang=BAYI)
    dua = draft(keluarga, "anggota_baru", orang=BAYI | {"nama": "SALIM"})
    assert satu.pk == dua.pk
    assert dua.orang_baru["nama"] == "SALIM"
    with pytest.raises(KasusDitolak) as galat:
        draft(keluarga, "anggota_baru", siapa="petugas", orang=BAYI)
    assert galat.value.rincian["pembaruan"] == satu.pk
    for orang in (nur, member(keluarga, "RAFI")):
        draft(keluarga, "meninggal", individu=orang.pk, sejak="2026-11-02")
    lain = draft(
        keluarga, "meninggal", siapa="petugas", ajukan=False, individu=member(keluarga, "BAHRUN").pk, sejak="2026-11-02"
    )
    Pembaruan.objects.filter(pk=lain.pk).update(individu=nur)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pembaruan.objects.filter(pk=lain.pk).update(status="diajukan")


@pytest.mark.parametrize(
    ("jenis", "isi", "kode"),
    [
        ("keluarga_baru", {"desa": "6402012001"}, "jenis_tidak_dikenal"),
        ("isian", {}, "jenis_tidak_dikenal"),
        ("meninggal", {}, "kosong"),
        ("meninggal", {"individu": "x", "sejak": "2026-11-02"}, "bukan_angka"),
        ("anggota_baru", {"orang": {"nama": "SALMA"}}, "kosong"),
        ("anggota_baru", {"orang": BAYI | {"nik": "123"}}, "bukan_16_angka"),
        ("perbaikan_kk", {"nomor_kk": "6402011203100001"}, "tidak_berubah"),
        ("pindah_masuk", {"nik": NIK_BARU, "hubungan": 3}, "nik_tidak_tercatat"),
        ("pecah_kk", {"anggota": {}, "nomor_kk": KK_BARU}, "kosong"),
    ],
)
def test_refused_content_writes_nothing(jenis: str, isi: dict[str, Any], kode: str) -> None:
    with pytest.raises((FaktaSalah, NomorSalah)) as galat:
        draft(aminah(), jenis, **isi)
    assert getattr(galat.value, "kode", "") == kode
    assert not Pembaruan.objects.exists()


def test_a_number_in_a_text_is_refused() -> None:
    keluarga = aminah()
    with pytest.raises(FaktaSalah) as galat:
        draft(
            keluarga, "pecah_kk", anggota={member(keluarga, "BAHRUN").pk: 1}, nomor_kk=KK_BARU,
            alamat={"alamat": f"ikut {KK_BETUL}"},
        )  # fmt: skip
    assert galat.value.kode == "bentuk"


@pytest.mark.parametrize("siapa", ["kades.perian", "verifikator", "auditor", "operator.melayu"])
def test_who_may_not_file(siapa: str) -> None:
    with pytest.raises(TidakBerwenang):
        draft(aminah(), "anggota_baru", siapa=siapa, orang=BAYI)


def test_reason_too_short() -> None:
    with pytest.raises(KasusDitolak):
        pembaruan.draft_operasi(aminah(), "anggota_baru", {"orang": BAYI}, alasan="ada", pelaku=user("petugas"))


def test_family_that_changed_meanwhile_sends_the_case_back_with_the_difference() -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    kasus = draft(keluarga, "pecah_kk", anggota={bahrun.pk: 1}, nomor_kk=KK_BARU)
    advance(kasus)
    Individu.objects.filter(pk=bahrun.pk).update(keberadaan=3)
    beda = pembaruan.base_now(kasus)
    assert beda == "B. waktu itu istri/suami, tinggal bersama keluarga, sekarang istri/suami, pindah dalam negeri."
    assert take(kasus, "setujui").ke == "dikembalikan"
    catatan = kasus.langkah.get(aksi="kembalikan").catatan
    assert "B. waktu itu" in catatan
    assert "BAHRUN" not in catatan.upper()
    assert not Keluarga.objects.filter(nomor_kk=KK_BARU).exists()
    with pytest.raises(StaleFact):
        take(kasus, "ajukan", siapa="operator.perian")
    Individu.objects.filter(pk=bahrun.pk).update(keberadaan=5)
    baru = pembaruan.revise_operasi(
        kasus, {"anggota": {bahrun.pk: 1}, "nomor_kk": ""}, alasan=ALASAN, pelaku=user("operator.perian")
    )
    assert baru.nomor["nomor_kk"][1] == KK_BARU
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus, "disetujui")
    assert Keluarga.objects.get(nomor_kk=KK_BARU).nama_kepala == "BAHRUN"


def test_number_that_changed_meanwhile() -> None:
    keluarga = aminah()
    kasus = draft(keluarga, "perbaikan_kk", nomor_kk=KK_BETUL)
    advance(kasus)
    Keluarga.objects.filter(pk=keluarga.pk).update(nomor_kk="6402011203100077")
    assert take(kasus, "setujui").ke == "dikembalikan"
    assert kasus.langkah.get(aksi="kembalikan").catatan.count("No KK-nya sudah diubah.") == 1


def test_two_cases_about_the_same_people() -> None:
    """Both were right when they were filed; the second is sent back once the first is written."""
    keluarga = aminah()
    nur = member(keluarga, "NURHALIZA")
    satu = draft(keluarga, "meninggal", individu=nur.pk, sejak="2026-11-02")
    dua = draft(keluarga, "pindah_keluar", anggota={nur.pk: None}, tujuan="dalam_negeri", sejak="2026-11-02")
    for kasus in (satu, dua):
        advance(kasus)
    take(satu, "setujui")
    assert take(dua, "setujui").ke == "dikembalikan"
    assert corrections.current(keluarga, Individu.objects.get(pk=nur.pk))["keberadaan"] == 2


def test_the_database_keeps_both_kinds_apart() -> None:
    keluarga = aminah()
    kasus = draft(keluarga, "anggota_baru", orang=BAYI)
    fakta = pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=user("operator.perian")
    )
    for pk, salah in (
        (kasus.pk, {"jenis": "isian"}),
        (kasus.pk, {"isi": {}}),
        (fakta.pk, {"isi": {"individu": 1}}),
        (fakta.pk, {"jenis": "meninggal"}),
        (fakta.pk, {"jenis": "keluarga_baru"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pembaruan.objects.filter(pk=pk).update(**salah)


def test_notes_about_a_child_stay_out_of_the_trail() -> None:
    keluarga = aminah()
    for jenis, isi, ada in (
        ("anggota_baru", {"orang": BAYI}, False),
        (
            "pindah_keluar",
            {"anggota": {member(keluarga, "RAFI").pk: None}, "tujuan": "dalam_negeri", "sejak": "2026-11-02"},
            False,
        ),
        ("perbaikan_nik", {"individu": member(keluarga, "BAHRUN").pk, "nik": NIK_BARU}, True),
    ):
        kasus = draft(keluarga, jenis, **isi)
        take(kasus, "kembalikan", siapa="kades.perian", alasan="Lampirkan suratnya.")
        alasan = Jejak.objects.get(aksi="pembaruan.kembalikan", objek=kasus.objek).alasan
        assert bool(alasan) is ada
