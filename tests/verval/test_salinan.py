"""A case that no musyawarah saw in time is filed again as a copy, on the registry as it stands now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry import corrections
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah, member
from tests.kasus import minutes
from tests.unggahan import pdf
from verval import bukti, kedaluwarsa, pembaruan, salinan, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db
ALASAN = "Lantai sudah disemen bulan lalu, dilihat sendiri."


def expired(kasus: Pembaruan | Usulan) -> None:
    lama = timezone.now() - timedelta(days=62)
    type(kasus)._default_manager.filter(pk=kasus.pk).update(diajukan=lama, periode=f"{lama:%Y-%m}")
    kedaluwarsa.expire(timezone.localdate())
    kasus.refresh_from_db()
    assert kasus.status == "kedaluwarsa"


def correction() -> Pembaruan:
    pelaku = user("operator.perian")
    kasus = pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pelaku)
    bukti.attach(kasus, pdf(halaman=2), jenis="kk", pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status="draf")
    minutes(kasus)
    expired(kasus)
    return kasus


def test_a_correction_and_the_paper_that_still_fits() -> None:
    lama = correction()
    hasil = salinan.copy(lama, pelaku=user("operator.perian"))
    baru = hasil.kasus
    assert isinstance(baru, Pembaruan)
    assert (baru.status, baru.fakta, baru.nilai_baru, baru.alasan) == ("draf", lama.fakta, 6, ALASAN)
    assert baru.kode_lacak != lama.kode_lacak
    # The minutes of a musyawarah that did not decide stay behind.
    assert (hasil.ikut, hasil.tinggal) == (1, 1)
    kk, asli = baru.bukti.get(), lama.bukti.get(jenis="kk")
    assert (kk.jenis, kk.sidik) == ("kk", asli.sidik)
    assert bukti.path_of(kk).read_bytes() == bukti.path_of(asli).read_bytes()
    assert Jejak.objects.get(aksi="pembaruan.salin").rincian == {"dari": lama.objek, "bukti": 1}
    bukti.remove(kk, pelaku=user("operator.perian"))
    assert bukti.path_of(asli).exists()
    pembaruan.move(baru, "ajukan", pelaku=user("operator.perian"), status="draf")
    lama.refresh_from_db()
    assert lama.status == "kedaluwarsa"


def test_the_base_is_read_anew() -> None:
    lama = correction()
    corrections.apply(
        lama.keluarga, {"jenis_lantai_terluas": 5}, dasar="lain:1", pelaku=user("petugas"), tanggal=timezone.localdate()
    )
    baru = salinan.copy(lama, pelaku=user("operator.perian")).kasus
    assert isinstance(baru, Pembaruan)
    assert (lama.nilai_lama, baru.nilai_lama) == (8, 5)


def test_what_is_recorded_by_now_needs_no_copy() -> None:
    lama = correction()
    corrections.apply(
        lama.keluarga, {"jenis_lantai_terluas": 6}, dasar="lain:1", pelaku=user("petugas"), tanggal=timezone.localdate()
    )
    with pytest.raises(FaktaSalah) as galat:
        salinan.copy(lama, pelaku=user("operator.perian"))
    assert galat.value.kode == "tidak_berubah"


def test_an_operation_and_a_proposal() -> None:
    pelaku, keluarga = user("operator.perian"), aminah()
    isi = {"individu": member(keluarga, "BAHRUN").pk, "sejak": "2026-10-02"}
    duka = pembaruan.draft_operasi(
        keluarga, "meninggal", isi, alasan="Akta kematian desa.", pelaku=pelaku, ajukan=True
    )  # fmt: skip
    expired(duka)
    baru = salinan.copy(duka, pelaku=pelaku).kasus
    assert isinstance(baru, Pembaruan)
    assert (baru.jenis, baru.isi) == ("meninggal", duka.isi)
    usul = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=pelaku, ajukan=True)
    expired(usul)
    lagi = salinan.copy(usul, pelaku=pelaku).kasus
    assert isinstance(lagi, Usulan)
    assert (lagi.status, lagi.program_id, lagi.individu_id) == ("draf", "pkh", usul.individu_id)
    assert lagi.periode > usul.periode
    with pytest.raises(KasusDitolak) as galat:
        salinan.copy(usul, pelaku=pelaku)
    assert galat.value.kode == "sudah_diusulkan"


def test_only_what_ran_out_and_only_by_those_who_file_there() -> None:
    lama = correction()
    for siapa in ("verifikator", "operator.melayu"):
        with pytest.raises(TidakBerwenang):
            salinan.copy(lama, pelaku=user(siapa))
    baru = salinan.copy(lama, pelaku=user("petugas")).kasus
    assert baru.pembuat == user("petugas")
    with pytest.raises(StaleStatus):
        salinan.copy(baru, pelaku=user("petugas"))


def test_the_button_leads_to_the_new_draft(client: Client) -> None:
    lama = correction()
    client.force_login(user("operator.perian"))
    assert "Ajukan ulang sebagai salinan" in client.get(f"/verval/pembaruan/{lama.pk}/").text
    jawaban = client.post(f"/verval/pembaruan/{lama.pk}/salin/", follow=True)
    assert "1 bukti ikut disalin" in jawaban.text
    assert jawaban.redirect_chain[-1][0] != f"/verval/pembaruan/{lama.pk}/"
