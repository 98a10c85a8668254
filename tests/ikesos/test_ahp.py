"""Experts compare pair by pair; consistent judgements become weights of a draft version."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ikesos import ahp, structure
from ikesos.ahp import AhpDitolak
from ikesos.models import PenilaianAhp, SesiAhp, StrukturVersi
from tests.cast import user

GOLDEN = {"0-1": "3", "0-2": "5", "1-2": "2"}
"""Methods A.5: w = 0.6483, 0.2297, 0.1220; CR 0.0032."""


@pytest.fixture
def sesi(db: None) -> SesiAhp:
    versi, _ = structure.load(structure.read(structure.BAWAAN))
    ini = ahp.open_session("Bobot 2027", versi, pelaku=user("petugas"))
    for nama in ("mitra", "pimpinan"):
        ahp.invite(ini, nama, pelaku=user("petugas"))
    return ini


def _nilai(sesi: SesiAhp, nama: str, isi: dict[str, str]) -> Any:
    klien = Client()
    klien.force_login(user(nama))
    return klien.post(reverse("ikesos:ahp_nilai", args=[sesi.pk, "IKS"]), isi, follow=True)


def _bobot(sesi: SesiAhp) -> list[float]:
    return [round(b, 4) for _, b in next(g for g in ahp.together(sesi) if g.hasil).bobot]


def test_an_expert_sees_the_consistency_at_once(sesi: SesiAhp) -> None:
    jawaban = _nilai(sesi, "mitra", GOLDEN)
    assert "CR 0,003" in jawaban.text
    satu = PenilaianAhp.objects.get()
    assert (round(satu.cr, 4), satu.tabel_ri) == (0.0032, "saaty-1980")
    assert _bobot(sesi) == [0.6483, 0.2297, 0.122]


def test_what_contradicts_itself_is_said_in_words_and_left_out(sesi: SesiAhp) -> None:
    _nilai(sesi, "pimpinan", GOLDEN)
    jawaban = _nilai(sesi, "mitra", {"0-1": "5", "1-2": "5", "0-2": "-5"})
    assert "belum konsisten" in jawaban.text
    lawan = jawaban.context["lawan"]
    nama = [a.nama for a in ahp.levels(sesi.versi)[0].anak]
    assert f"“{nama[0]}” 5 kali “{nama[1]}”." in lawan[0]
    assert f"Anda menulis: “{nama[2]}” 5 kali “{nama[0]}”." in lawan[0]
    assert _bobot(sesi) == [0.6483, 0.2297, 0.122]


def test_the_group_is_the_geometric_mean(sesi: SesiAhp) -> None:
    _nilai(sesi, "mitra", {"0-1": "4", "0-2": "4", "1-2": "1"})
    _nilai(sesi, "pimpinan", {"0-1": "-4", "0-2": "-4", "1-2": "1"})
    assert _bobot(sesi) == pytest.approx([1 / 3] * 3, abs=1e-4)


def test_a_pair_that_was_left_out_or_is_no_number_of_the_scale_is_named(sesi: SesiAhp) -> None:
    for isi in (GOLDEN | {"1-2": ""}, GOLDEN | {"1-2": "10"}, GOLDEN | {"1-2": "-1"}, GOLDEN | {"1-2": "²"}):
        jawaban = _nilai(sesi, "mitra", isi)
        assert jawaban.status_code == 422
    assert not PenilaianAhp.objects.exists()


def test_only_who_was_invited_judges(sesi: SesiAhp) -> None:
    assert _nilai(sesi, "auditor", GOLDEN).status_code == 404
    with pytest.raises(AhpDitolak):
        ahp.invite(sesi, "mitra", pelaku=user("petugas"))
    with pytest.raises(AhpDitolak):
        ahp.invite(sesi, "tidak.ada", pelaku=user("petugas"))


def test_the_weights_become_a_draft_with_their_source(sesi: SesiAhp) -> None:
    klien = Client()
    klien.force_login(user("petugas"))
    alamat = reverse("ikesos:ahp_detail", args=[sesi.pk])
    klien.post(alamat, {"aksi": "pakai", "kode": "ahp-2027"})
    assert not StrukturVersi.objects.filter(pk="ahp-2027").exists()
    _nilai(sesi, "mitra", GOLDEN)
    klien.post(alamat, {"aksi": "pakai", "kode": sesi.versi_id})
    klien.post(alamat, {"aksi": "pakai", "kode": "ahp-2027"})
    draf = StrukturVersi.objects.get(pk="ahp-2027")
    assert (draf.status, draf.dimuat_oleh) == ("draf", user("petugas"))
    assert "1 pakar" in draf.dokumen
    assert "RI saaty-1980" in draf.dokumen
    beda = structure.compare(sesi.versi, draf)
    assert {b.kode for b in beda} == {a.kode for a in ahp.levels(sesi.versi)[0].anak}
    sesi.refresh_from_db()
    assert (sesi.status, sesi.hasil) == ("selesai", draf)
    assert _nilai(sesi, "pimpinan", GOLDEN).status_code == 422
