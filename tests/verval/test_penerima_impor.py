"""Recipients by month: a file is read and matched by NIK, then No KK; a second person applies it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry import lingkup
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.models import Individu, Keluarga
from tests.cast import MELAYU, user
from tests.families import aminah, member, rukiah, yuliani
from verval.bansos import penerima
from verval.bansos.penerima import PenerimaDitolak
from verval.management.commands import demo_penerima
from verval.models import BarisPenerima, BerkasPenerima, Penerima, ProgramBansos

pytestmark = pytest.mark.django_db
JUDUL = "PERIODE,PROGRAM,NIK,NOKK,NAMA,STATUS,NOMINAL"
NIK_AMINAH, NIK_BAHRUN, NIK_RUKIAH = "6402015203800001", "6402010107780002", "6402015906560006"
KK_YULIANI = "6402061508120004"
ASING = "6402016003990091"


def csv(folder: Path, *baris: str, nama: str = "penerima.csv") -> Path:
    berkas = folder / nama
    berkas.write_text("\n".join((JUDUL, *baris)) + "\n")
    return berkas


def sent(berkas: Path, program: str = "pkh", bulan: str = "2026-11", siapa: str = "petugas") -> BerkasPenerima:
    return penerima.upload(berkas, program=ProgramBansos.objects.get(pk=program), bulan=bulan, pelaku=user(siapa))


def applied(berkas: Path, program: str = "pkh", bulan: str = "2026-11") -> BerkasPenerima:
    return penerima.confirm(sent(berkas, program, bulan).pk, pelaku=user("verifikator"))


def test_matched_by_nik_then_kk_and_applied_by_a_second_person(tmp_path: Path) -> None:
    keluarga = aminah()
    yuliani()
    satu = sent(
        csv(
            tmp_path,
            f"2026-11,PKH,{NIK_AMINAH},,AMINAH,Salur,750000",
            f"2026-11,PKH,{NIK_BAHRUN},,BAHRUN,Salur,750000",
            f"2026-11,PKH,,{KK_YULIANI},YULIANI,Gagal cek rekening,Rp600.000",
            f"2026-11,PKH,{ASING},,ENTAH SIAPA,SI,",
            f"2026-11,PKH,{NIK_AMINAH},,AMINAH,Mungkin,",
            "2026-10,PKH,,,X,Salur,",
        )
    )
    assert satu.hitungan == {
        "dibaca": 6, "cocok_nik": 1, "cocok_kk": 1, "ganda": 1, "tidak_cocok": 1, "salah": 2,
    }  # fmt: skip
    assert not Penerima.objects.exists()
    # Whoever may do both still needs somebody else.
    BerkasPenerima.objects.filter(pk=satu.pk).update(pembuat=user("verifikator"))
    with pytest.raises(PenerimaDitolak, match="Orang lain"):
        penerima.confirm(satu.pk, pelaku=user("verifikator"))
    BerkasPenerima.objects.filter(pk=satu.pk).update(pembuat=user("petugas"))
    satu = penerima.confirm(satu.pk, pelaku=user("verifikator"))
    assert (satu.hitungan["baru"], satu.hitungan["berubah"], satu.hitungan["sama"]) == (2, 0, 0)
    milik = Penerima.objects.get(keluarga=keluarga)
    assert (milik.individu, milik.status, milik.nominal, milik.unit) == (
        member(keluarga, "AMINAH"), "salur", 750_000, "keluarga",
    )  # fmt: skip
    yang_kk = Penerima.objects.get(kode_desa=MELAYU)
    assert (yang_kk.individu, yang_kk.status, yang_kk.nominal) == (None, "gagal_cek_rekening", 600_000)
    # What did not match stays with its number; what did is gone from the rows.
    sisa = BarisPenerima.objects.filter(berkas=satu)
    assert sorted(sisa.values_list("keadaan", flat=True)) == ["ganda", "salah", "salah", "tidak_cocok"]
    assert sisa.get(keadaan="tidak_cocok").nik == ASING
    assert [j.aksi for j in Jejak.objects.filter(objek=satu.objek).order_by("pk")] == [
        "penerima.unggah",
        "penerima.terapkan",
    ]


def test_the_same_file_is_taken_once(tmp_path: Path) -> None:
    aminah()
    berkas = csv(tmp_path, f",,{NIK_AMINAH},,,Salur,")
    pertama = sent(berkas)
    with pytest.raises(PenerimaDitolak, match="sudah pernah"):
        sent(berkas, "sembako")
    penerima.cancel(pertama.pk, pelaku=user("petugas"))
    assert not BarisPenerima.objects.exists()
    applied(berkas)
    with pytest.raises(PenerimaDitolak, match="sudah diterapkan"):
        penerima.confirm(BerkasPenerima.objects.get(status="diterapkan").pk, pelaku=user("verifikator"))


def test_a_second_file_of_the_month_updates_and_adds(tmp_path: Path) -> None:
    aminah(), rukiah()
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Proses SPM,", nama="a.csv"))
    dua = applied(csv(tmp_path, f",,{NIK_AMINAH},,,Exclude pekerjaan,", f",,{NIK_RUKIAH},,,Salur,1", nama="b.csv"))
    assert (dua.hitungan["baru"], dua.hitungan["berubah"]) == (1, 1)
    assert [p.individu.nama for p in Penerima.objects.aktif("pkh", "2026-11") if p.individu] == ["RUKIAH"]
    tiga = applied(csv(tmp_path, f",,{NIK_RUKIAH},,RUKIAH,Salur,1", nama="c.csv"))
    assert (tiga.hitungan["baru"], tiga.hitungan["berubah"], tiga.hitungan["sama"]) == (0, 0, 1)


def test_a_programme_for_persons_needs_the_nik(tmp_path: Path) -> None:
    keluarga = aminah()
    satu = applied(
        csv(
            tmp_path,
            f",,{NIK_AMINAH},,,Aktif,",
            f",,{NIK_BAHRUN},,,Aktif,",
            f",,,{keluarga.nomor_kk},,Aktif,",
        ),
        "pbi_jk",
    )
    assert (satu.hitungan["cocok_nik"], satu.hitungan["tidak_cocok"]) == (2, 1)
    assert {p.individu.nama for p in Penerima.objects.all() if p.individu} == {"AMINAH", "BAHRUN"}


def test_the_dead_are_found_and_a_second_record_stands_for_the_first(tmp_path: Path) -> None:
    keluarga = aminah()
    Individu.objects.filter(nik=NIK_BAHRUN).update(keberadaan=2)
    rukiah()
    Individu.objects.filter(nik=NIK_RUKIAH).update(keberadaan=6, sama_dengan=member(keluarga, "NURHALIZA"))
    applied(csv(tmp_path, f",,{NIK_BAHRUN},,,Salur,", f",,{NIK_RUKIAH},,,Salur,"), "pbi_jk")
    assert {p.individu.nama for p in Penerima.objects.all() if p.individu} == {"BAHRUN", "NURHALIZA"}
    assert {p.keluarga_id for p in Penerima.objects.all()} == {keluarga.pk}


def test_a_recipient_follows_the_family_and_the_person(tmp_path: Path) -> None:
    keluarga, lain = aminah(), yuliani()
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,"))
    applied(csv(tmp_path, f",,{NIK_BAHRUN},,,Salur,"), "pbi_jk")
    Individu.objects.filter(nik=NIK_BAHRUN).update(keluarga=lain, kode_desa=MELAYU)
    assert Penerima.objects.get(program="pbi_jk").keluarga == lain
    assert Penerima.objects.get(program="pbi_jk").kode_desa == MELAYU
    Keluarga.objects.filter(pk=keluarga.pk).update(kode_desa=MELAYU)
    assert Penerima.objects.get(program="pkh").kode_desa == MELAYU


def test_workbook_and_files_that_are_none(tmp_path: Path) -> None:
    aminah()
    buku = xlsxwriter.Workbook(tmp_path / "p.xlsx")
    lembar = buku.add_worksheet()
    for i, baris in enumerate((["NIK", "STATUS", "NOMINAL"], [NIK_AMINAH, "OMSPAN", 600000])):
        lembar.write_row(i, 0, baris)
    buku.close()
    assert applied(tmp_path / "p.xlsx").cocok == 1
    assert Penerima.objects.get().nominal == 600_000
    salah = tmp_path / "lain.csv"
    salah.write_text("NAMA,ALAMAT\nA,B\n")
    with pytest.raises(BerkasSalah, match="STATUS"):
        sent(salah)
    with pytest.raises(BerkasSalah, match="hanya berisi judul"):
        sent(csv(tmp_path, nama="kosong.csv"))
    assert BerkasPenerima.objects.count() == 1
    with pytest.raises(PenerimaDitolak, match="bulan"):
        sent(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,"), bulan="2099-01")
    with pytest.raises(TidakBerwenang):
        sent(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,"), siapa="operator.perian")


def test_scope_of_recipients_and_of_rows_without_a_family(tmp_path: Path) -> None:
    aminah(), yuliani()
    satu = sent(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,", f",,,{KK_YULIANI},,Salur,", f",,{ASING},,,Salur,"))
    with lingkup.sebagai(user("operator.melayu")):
        assert [b.keadaan for b in BarisPenerima.objects.all()] == ["cocok_kk"]
    with lingkup.sebagai(user("petugas")):
        assert BarisPenerima.objects.count() == 3
    with lingkup.sebagai(user("verifikator")):
        penerima.confirm(satu.pk, pelaku=user("verifikator"))
    with lingkup.sebagai(user("operator.melayu")):
        assert [p.kode_desa for p in Penerima.objects.all()] == [MELAYU]
        assert not BarisPenerima.objects.exists()


def test_rejects_say_the_line_and_hide_the_number(tmp_path: Path) -> None:
    satu = sent(csv(tmp_path, f",,{ASING},,ENTAH,Salur,"))
    isi = penerima.rejects(satu, pelaku=user("petugas"))
    assert "\n2,6402" in isi.replace("\r", "")
    assert ASING not in isi
    assert "tidak ada di registri" in isi


def test_the_command_and_the_demo_go_through_the_same_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aminah(), rukiah(), yuliani()
    berkas = str(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,750000", f",,{ASING},,,Salur,"))
    pilihan = ["--program", "pkh", "--bulan", "2026-08", "--sebagai", "petugas"]
    berdua = [*pilihan, "--terapkan", "--pengesah", "verifikator", "--tolakan", str(tmp_path / "tolakan.csv")]
    call_command("import_penerima", berkas, *berdua)
    assert Penerima.objects.get().bulan == "2026-08"
    assert "tidak ada di registri" in (tmp_path / "tolakan.csv").read_text()
    with pytest.raises(CommandError, match="sudah pernah"):
        call_command("import_penerima", berkas, *pilihan)
    # Everybody is drawn, so that a few families make a list; twice makes no second one.
    monkeypatch.setattr(demo_penerima, "PROGRAM", (("pkh", 1000, 0, 750_000),))
    jumlah = []
    for _ in range(2):
        call_command("demo_penerima", "--out", str(tmp_path / "demo"))
        jumlah.append(BerkasPenerima.objects.filter(status="diterapkan").count())
    assert jumlah[0] > 1
    assert jumlah[0] == jumlah[1]
