"""Exclusions of SIKS-NG are written and ended by the Dinsos, with a line in the trail."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry import lingkup
from tests.cast import user
from tests.conftest import Basisdata
from tests.families import aminah, member, yuliani
from verval import pengecualian
from verval.hop import KasusDitolak
from verval.models import PengecualianPenerima

DARI = date(2026, 10, 1)


@pytest.mark.django_db
def test_it_is_written_with_a_line_in_the_trail() -> None:
    keluarga = aminah()
    bahrun = member(keluarga, "BAHRUN")
    satu = pengecualian.record(
        keluarga, individu=bahrun, status="exclude_meninggal", dari=DARI, sumber=" SIKS-NG ",
        catatan="Surat kades 6402010107780002", pelaku=user("verifikator"),
    )  # fmt: skip
    assert (satu.kode_desa, satu.sumber, satu.program) == (keluarga.kode_desa, "SIKS-NG", None)
    jejak = Jejak.objects.get(aksi="pengecualian.catat")
    assert (jejak.objek, jejak.rincian["status"], jejak.rincian["sampai"]) == (satu.objek, "exclude_meninggal", None)
    assert (jejak.keluarga, jejak.individu) == ([keluarga.pk], [bahrun.pk])
    assert "6402010107780002" not in str(jejak.rincian)


@pytest.mark.django_db
@pytest.mark.parametrize("siapa", ["operator.perian", "operator.melayu", "pendamping.perian", "auditor"])
def test_who_may_not_write_one(siapa: str) -> None:
    with pytest.raises(TidakBerwenang):
        pengecualian.record(aminah(), status="exclude", dari=DARI, sumber="SIKS-NG", pelaku=user(siapa))
    assert not PengecualianPenerima.objects.exists()


@pytest.mark.django_db
def test_what_is_not_taken() -> None:
    keluarga, pelaku = aminah(), user("verifikator")
    with pytest.raises(KasusDitolak) as galat:
        pengecualian.record(
            keluarga, individu=member(yuliani(), "YULIANI"), status="exclude", dari=DARI, sumber="x", pelaku=pelaku
        )
    assert galat.value.kode == "bukan_anggota"
    for status, sampai, sumber in (
        ("omspan", None, "SIKS-NG"),
        ("exclude", date(2026, 9, 30), "SIKS-NG"),
        ("exclude", None, " "),
    ):
        with pytest.raises(KasusDitolak) as galat:
            pengecualian.record(keluarga, status=status, dari=DARI, sampai=sampai, sumber=sumber, pelaku=pelaku)
        assert galat.value.kode == "isian"
    assert not PengecualianPenerima.objects.exists()


@pytest.mark.django_db
def test_it_ends_after_a_sanggah() -> None:
    satu = pengecualian.record(aminah(), status="exclude", dari=DARI, sumber="SIKS-NG", pelaku=user("verifikator"))
    with pytest.raises(TidakBerwenang):
        pengecualian.end(satu.pk, sampai=date(2026, 11, 1), pelaku=user("operator.perian"))
    pengecualian.end(satu.pk, sampai=date(2026, 11, 1), pelaku=user("verifikator"))
    assert PengecualianPenerima.objects.berlaku(date(2026, 11, 1)).exists()
    assert not PengecualianPenerima.objects.berlaku(date(2026, 11, 2)).exists()
    assert Jejak.objects.get(aksi="pengecualian.akhiri").rincian["sampai"] == "2026-11-01"
    with pytest.raises(KasusDitolak) as galat:
        pengecualian.end(satu.pk + 1, sampai=date(2026, 11, 1), pelaku=user("verifikator"))
    assert galat.value.kode == "tidak_ada"


def refused(*argumen: str) -> int:
    """The exit code of a command that is refused; in this process, since each of its own costs two seconds."""
    with pytest.raises(CommandError) as galat:
        call_command("exclude", *argumen)
    return galat.value.returncode


def test_the_command(basisdata: Basisdata) -> None:
    with lingkup.within(lingkup.INDONESIA):
        keluarga = aminah()
    isi = ("--keluarga", str(keluarga.pk), "--status", "exclude", "--dari", "2026-10-01", "--sumber", "SIKS-NG")
    kurang = basisdata.manage("exclude", *isi[:4], "--sebagai", "verifikator", harap=2)
    assert "--dari, --sumber" in kurang.stderr
    assert refused(*isi, "--sebagai", "operator.perian") == 2
    assert refused(*isi, "--program", "tidak_ada", "--sebagai", "verifikator") == 2
    basisdata.manage("exclude", *isi, "--program", "pkh", "--sebagai", "verifikator")
    with lingkup.within(lingkup.INDONESIA):
        satu = PengecualianPenerima.objects.get()
    assert (satu.keluarga_id, satu.program_id, satu.berlaku_sampai) == (keluarga.pk, "pkh", None)
    akhiri = ("--akhiri", str(satu.pk), "--sebagai", "verifikator")
    assert refused(*akhiri) == 2
    call_command("exclude", *akhiri, "--sampai", "2026-11-20")
    with lingkup.within(lingkup.INDONESIA):
        satu.refresh_from_db()
    assert satu.berlaku_sampai == date(2026, 11, 20)
