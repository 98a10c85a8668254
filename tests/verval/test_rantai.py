"""A case all the way: desa, Dinas Sosial, bupati, Kemensos, and back where something is wrong."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest

from dtsen.accounts.models import Penugasan
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import corrections
from dtsen.registry.models import DesilResmi, Keluarga, RiwayatFakta
from tests.cast import user
from tests.families import aminah, official
from tests.kasus import advance, minutes, take
from verval import alur, bukti, hop, pembaruan, usulan
from verval.access import izin_di
from verval.hop import KasusDitolak
from verval.models import AlasanTolak, Langkah, Pembaruan, ProgramBansos, SyaratBukti, Usulan

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


def correction(keluarga: Keluarga | None = None) -> Pembaruan:
    return _fresh(
        pembaruan.draft(
            keluarga or aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True
        )
    )


def proposal(keluarga: Keluarga | None = None) -> Usulan:
    program = ProgramBansos.objects.get(pk="pkh")
    return _fresh(usulan.draft(keluarga or aminah(), program, pelaku=user("operator.perian"), ajukan=True))


K = TypeVar("K", Pembaruan, Usulan)


def _fresh(kasus: K) -> K:
    kasus.refresh_from_db()
    return kasus


def test_a_proposal_goes_by_the_bupati_and_ends() -> None:
    kasus = proposal()
    advance(kasus, "selesai")
    assert [h.aksi for h in kasus.langkah.all()] == [
        "ajukan", "musyawarahkan", "sahkan_desa", "periksa", "setujui", "sahkan_opd", "sahkan_bupati", "kirim",
        "terima", "selesaikan",
    ]  # fmt: skip
    assert (kasus.pemeriksa, kasus.pemutus) == (user("verifikator"), user("verifikator"))


def test_a_correction_ends_with_the_next_official_desil() -> None:
    kasus = correction()
    advance(kasus, "menunggu_desil")
    assert (kasus.nasional_lama, kasus.versi_lama) == (3, DesilResmi.objects.latest("tanggal").versi)
    with pytest.raises(KasusDitolak) as galat:
        take(kasus, "selesaikan")
    assert galat.value.kode == "desil_belum_baru"
    kasus.refresh_from_db()
    assert kasus.status == "menunggu_desil"
    official(kasus.keluarga, nasional=5, versi="2027-T1")
    take(kasus, "selesaikan")
    assert (kasus.status, kasus.nasional_lama, kasus.nasional_baru, kasus.versi_baru) == ("selesai", 3, 5, "2027-T1")


def test_musyawarah_needs_its_minutes_or_the_sptjm() -> None:
    kasus = correction()
    with pytest.raises(KasusDitolak) as galat:
        take(kasus, "musyawarahkan")
    assert galat.value.kode == "bukti_kurang"
    assert galat.value.pesan == "Lampirkan dahulu berita acara musyawarah atau SPTJM kepala desa/lurah."
    minutes(kasus)
    take(kasus, "musyawarahkan")
    assert kasus.status == "dimusyawarahkan"


def test_what_evidence_is_asked_for_is_data() -> None:
    """What only should be there holds nothing up; what must be there does."""
    SyaratBukti.objects.create(kasus="pembaruan", aksi="ajukan", pilihan=["foto_depan", "foto_dalam"])
    keluarga = aminah()
    with pytest.raises(KasusDitolak) as galat:
        correction(keluarga)
    assert galat.value.pesan == "Lampirkan dahulu rumah dari depan atau rumah bagian dalam."
    assert proposal(keluarga).status == "diajukan"


def test_refusal_takes_a_reason_of_the_list() -> None:
    kasus = correction()
    AlasanTolak.objects.filter(pk="pindah").update(aktif=False)
    for kode, galat_kode in (("", "alasan_kode"), ("pindah", "alasan_kode"), ("lainnya", "alasan")):
        with pytest.raises(KasusDitolak) as galat:
            take(kasus, "tolak", siapa="kades.perian", kode=kode)
        assert galat.value.kode == galat_kode
    take(kasus, "tolak", siapa="kades.perian", kode="meninggal")
    terakhir = Langkah.objects.filter(pembaruan=kasus).latest("pk")
    assert (kasus.status, str(terakhir.alasan_induk)) == ("ditolak", "Orang sudah meninggal")
    assert kasus.pemutus == user("kades.perian")


def test_the_desa_judges_what_has_not_left_it() -> None:
    kasus = correction()
    with pytest.raises(AksiDitolak):
        take(kasus, "kembalikan", siapa="verifikator", alasan="Lengkapi fotonya.")
    advance(kasus, "disahkan_desa")
    with pytest.raises(AksiDitolak):
        take(kasus, "kembalikan", siapa="kades.perian", alasan="Lengkapi fotonya.")
    with pytest.raises(AksiDitolak):
        take(kasus, "batalkan", siapa="operator.perian")
    take(kasus, "kembalikan", siapa="verifikator", alasan="Lengkapi fotonya.")
    assert kasus.status == "dikembalikan"


def test_the_head_takes_an_approval_back_and_the_fact_with_it() -> None:
    kasus = correction()
    keluarga = kasus.keluarga
    sebelum = corrections.current(keluarga)
    advance(kasus, "disahkan_opd")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 6
    take(kasus, "turunkan", siapa="kepala", alasan="Fotonya rumah lain.")
    assert (kasus.status, kasus.pemutus, kasus.diputuskan) == ("diperiksa", None, None)
    assert corrections.current(keluarga) == sebelum
    assert RiwayatFakta.objects.filter(dasar=kasus.objek).count() == 2
    advance(kasus, "disetujui")
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 6


def test_what_changed_since_cannot_be_taken_back_blindly() -> None:
    kasus = correction()
    advance(kasus, "disetujui")
    lagi = pembaruan.draft(
        kasus.keluarga, "jenis_lantai_terluas", 4, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True
    )
    advance(lagi, "disetujui")
    with pytest.raises(corrections.StaleFact):
        take(kasus, "turunkan", siapa="kepala", alasan="Fotonya rumah lain.")
    kasus.refresh_from_db()
    assert (kasus.status, corrections.current(kasus.keluarga)["jenis_lantai_terluas"]) == ("disetujui", 4)


def test_nobody_endorses_what_he_approved() -> None:
    """One person with both assignments."""
    rangkap = user("verifikator")
    Penugasan.objects.create(user=rangkap, peran="kepala_opd", wilayah_id="6402", mulai=date(2026, 1, 1))
    kasus = correction()
    advance(kasus, "disetujui")
    with pytest.raises(AksiDitolak) as galat:
        take(kasus, "sahkan_opd", siapa="verifikator")
    assert galat.value.kode == "pemutus"
    assert "sahkan_opd" not in hop.buttons(kasus, alur.PEMBARUAN, rangkap)


def test_the_clock_takes_only_its_own_hops() -> None:
    kasus = correction()
    with pytest.raises(AksiDitolak):
        pembaruan.move(kasus, "batalkan", pelaku=None, status="diajukan")
    with pytest.raises(AksiDitolak):
        take(kasus, "kedaluwarsakan", siapa="admin")
    pembaruan.move(kasus, "kedaluwarsakan", pelaku=None, status="diajukan")
    kasus.refresh_from_db()
    terakhir = Langkah.objects.filter(pembaruan=kasus).latest("pk")
    assert (kasus.status, terakhir.pelaku, terakhir.oleh) == ("kedaluwarsa", None, "Sistem")
    assert correction(kasus.keluarga).pk != kasus.pk


def test_papers_of_the_desa_come_from_the_desa_only() -> None:
    kasus = correction()
    assert bukti.may_attach(kasus, user("operator.perian")) == ["sptjm"]
    assert bukti.may_attach(kasus, user("verifikator")) == []
    advance(kasus)
    assert bukti.may_attach(kasus, user("operator.perian")) == []


@pytest.mark.parametrize("siapa", ["operator.perian", "kades.perian", "verifikator", "kepala", "bupati", "petugas"])
def test_buttons_and_use_case_agree_in_every_status(siapa: str) -> None:
    """What the page offers is what goes through; everything else is refused by the table."""
    kasus = proposal()
    dilalui = ["diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "disetujui", "disahkan_opd"]
    for status in dilalui:
        advance(kasus, status)
        if status == "diajukan":
            minutes(kasus)
        tawaran = set(hop.buttons(kasus, alur.USULAN, user(siapa)))
        for aksi in {a for dari, a in alur.USULAN.hop if dari == status}:
            langkah = alur.USULAN.hop[status, aksi]
            boleh = langkah.izin in izin_di(user(siapa), kasus.keluarga) and not langkah.lewat  # of a session
            milik = kasus.pembuat == user(siapa)
            harap = boleh and not (milik and langkah.bukan_pembuat) and not (not milik and langkah.hanya_pembuat)
            assert (aksi in tawaran) == harap, (status, aksi)
