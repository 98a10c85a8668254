"""Rows that nobody in the registry matched are matched again once the people are registered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.cast import user
from tests.families import aminah, rukiah
from tests.verval.test_penerima_impor import NIK_AMINAH, NIK_RUKIAH, applied, csv, sent
from verval.bansos import cocok
from verval.bansos.penerima import PenerimaDitolak
from verval.models import BarisPenerima, Penerima

pytestmark = pytest.mark.django_db


def test_matching_again_adds_whom_the_registry_knows_by_now_and_nobody_twice(tmp_path: Path) -> None:
    aminah()
    berkas = applied(
        csv(tmp_path, f",,{NIK_AMINAH},,,Salur,1", f",,{NIK_RUKIAH},,RUKIAH,Salur,2", ",,6402015203809999,,X,SI,3")
    )
    assert (berkas.hitungan["tidak_cocok"], cocok.again(berkas.pk, pelaku=user("verifikator"))) == (2, 0)
    keluarga = rukiah()
    klien = Client()
    klien.force_login(user("verifikator"))
    jawab = klien.post(f"/verval/penerima/berkas/{berkas.pk}/cocokkan/", follow=True)
    assert "1 penerima ditambahkan." in jawab.content.decode()
    assert Penerima.objects.get(keluarga=keluarga).nominal == 2
    berkas.refresh_from_db()
    hitung = berkas.hitungan
    assert (hitung["dibaca"], hitung["cocok_nik"], hitung["tidak_cocok"], hitung["baru"]) == (3, 2, 1, 2)
    sisa = BarisPenerima.objects.get()
    assert (sisa.keadaan, sisa.nik) == ("tidak_cocok", "6402015203809999")
    assert cocok.again(berkas.pk, pelaku=user("verifikator")) == 0
    assert Penerima.objects.count() == 2


def test_a_newer_list_is_not_overwritten(tmp_path: Path) -> None:
    lama = applied(csv(tmp_path, f",,{NIK_RUKIAH},,RUKIAH,Exclude,1"))
    keluarga = rukiah()
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,RUKIAH,Salur,2", nama="baru.csv"))
    assert cocok.again(lama.pk, pelaku=user("verifikator")) == 0
    assert Penerima.objects.get(keluarga=keluarga).status == "salur"
    assert BarisPenerima.objects.get(berkas=lama).keadaan == "ganda"


def test_only_an_applied_file_and_by_somebody_else(tmp_path: Path) -> None:
    berkas = sent(csv(tmp_path, f",,{NIK_RUKIAH},,RUKIAH,Salur,2"))
    with pytest.raises(PenerimaDitolak, match="sudah disahkan"):
        cocok.again(berkas.pk, pelaku=user("verifikator"))
    berkas = applied(csv(tmp_path, f",,{NIK_AMINAH},,A,Salur,2", nama="b.csv"))
    type(berkas).objects.filter(pk=berkas.pk).update(pengesah=user("petugas"), pembuat=user("verifikator"))
    with pytest.raises(PenerimaDitolak, match="Orang lain"):
        cocok.again(berkas.pk, pelaku=user("verifikator"))
