"""The transition tables agree with the database, the permissions and the drawing in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtsen.accounts.peran import IZIN, PERAN
from dtsen.lib.transisi import HANYA, Tabel
from verval import alur, diagram, pembaruan, usulan
from verval.alur import TERBUKA
from verval.kunjungan import alur as kunjungan
from verval.models.pembaruan import STATUS as STATUS_PEMBARUAN
from verval.models.usulan import STATUS as STATUS_USULAN

AKAR = Path(__file__).resolve().parents[2]
SEMUA = [(pembaruan.TABEL, STATUS_PEMBARUAN), (usulan.TABEL, STATUS_USULAN)]
DENGAN_KUNJUNGAN = [*SEMUA, (kunjungan.TABEL, kunjungan.LABEL)]


@pytest.mark.parametrize(("tabel", "status"), DENGAN_KUNJUNGAN)
def test_statuses_of_table_and_column_are_the_same(tabel: Tabel, status: dict[str, str]) -> None:
    assert tabel.status == set(status)


@pytest.mark.parametrize(("tabel", "status"), DENGAN_KUNJUNGAN)
def test_somebody_may_take_every_hop(tabel: Tabel, status: dict[str, str]) -> None:
    for hop in tabel.hop.values():
        if hop.jam == HANYA:
            assert hop.izin == ""
            continue
        assert hop.izin in IZIN
        assert any(hop.izin in peran.izin for peran in PERAN.values())


@pytest.mark.parametrize(("tabel", "status"), SEMUA)
def test_maker_and_decider_are_two_persons(tabel: Tabel, status: dict[str, str]) -> None:
    putusan = {aksi for (_, aksi), hop in tabel.hop.items() if hop.bukan_pembuat}
    assert putusan >= {"sahkan_desa", "periksa", "setujui", "kembalikan", "tolak", "sahkan_opd", "turunkan"}
    for peran in PERAN.values():
        assert not {pembaruan.AJUKAN, pembaruan.PERIKSA} <= peran.izin
        assert not {usulan.AJUKAN, usulan.PERIKSA} <= peran.izin


def test_visitor_and_reviewer_are_two_persons() -> None:
    for peran in PERAN.values():
        assert not {kunjungan.ISI, kunjungan.TINJAU} <= peran.izin
        assert not {kunjungan.ISI, kunjungan.ATUR} <= peran.izin


def test_open_statuses_are_those_before_a_decision() -> None:
    for tabel in (alur.PEMBARUAN, alur.USULAN):
        maju, sesudah = ["disetujui"], {"disetujui"}
        while maju:
            dari = maju.pop()
            baru = {t.ke for (s, _), t in tabel.hop.items() if s == dari and t.ke != "diperiksa"} - sesudah
            sesudah |= baru
            maju += baru
        assert set(TERBUKA) == tabel.status - sesudah - tabel.akhir - {"draf"}


def test_return_and_refusal_from_filing_to_examination() -> None:
    for tabel in (alur.PEMBARUAN, alur.USULAN):
        for aksi in ("kembalikan", "tolak"):
            assert {dari for dari, a in tabel.hop if a == aksi} == set(alur.BERJALAN)
        assert {dari for dari, a in tabel.hop if a == "batalkan"} == {*alur.DIISI, "diajukan", "dimusyawarahkan"}


@pytest.mark.parametrize(("tabel", "status"), SEMUA)
def test_every_status_says_what_comes_next(tabel: Tabel, status: dict[str, str]) -> None:
    assert set(alur.LANJUT) >= set(status)


def test_drawing_is_current() -> None:
    """Run `manage.py diagram_kasus` when this fails."""
    assert (AKAR / "docs" / "kasus.md").read_text(encoding="utf-8") == diagram.render()
