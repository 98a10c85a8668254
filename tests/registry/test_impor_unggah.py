"""Uploading an import: wrong files are refused in words, nothing half-written stays behind."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.registry.imports import batches
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.tables import open_tables
from dtsen.registry.models import BatchImpor, Keluarga
from tests import berkas, cast
from tests.conftest import Basisdata

sendiri = pytest.mark.usefixtures("basisdata")
"""Reading fills holding tables, which belong to pemilik; a file that is refused before needs no clone for itself."""


def refused(sumber: str, files: list[Path], tanggal: date = berkas.TANGGAL_DTSEN) -> str:
    with pytest.raises(BerkasSalah) as salah:
        batches.start(sumber=sumber, tanggal=tanggal, files=files, pelaku=cast.user("petugas"))
    assert not BatchImpor.objects.filter(status__in=("diunggah", "dibaca", "siap")).exists()
    return salah.value.kode


@pytest.mark.django_db
def test_empty_file(tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path)
    anggota.write_text("")
    assert refused("dtsen", [keluarga, anggota]) == "kosong"


@sendiri
def test_headings_only(tmp_path: Path) -> None:
    files = berkas.dtsen(tmp_path)
    for satu in files:
        satu.write_text(satu.read_text().splitlines()[0] + "\n")
    batch = berkas.read("dtsen", files)
    assert (batch.status, batch.catatan[0]["kode"]) == ("gagal", "kosong")


@pytest.mark.django_db
def test_wrong_source(tmp_path: Path) -> None:
    assert refused("dukcapil", berkas.dtsen(tmp_path)) == "sumber_lain"


@pytest.mark.django_db
def test_missing_column_is_named(tmp_path: Path) -> None:
    tanpa = {k: v for k, v in berkas.KELUARGA.items() if k != "desil_nasional"}
    files = berkas.dtsen(tmp_path, keluarga=[tanpa])
    with pytest.raises(BerkasSalah, match="desil_nasional") as salah:
        batches.start(sumber="dtsen", tanggal=berkas.TANGGAL_DTSEN, files=files, pelaku=cast.user("petugas"))
    assert salah.value.kode == "kolom_kurang"


@pytest.mark.django_db
def test_one_table_missing(tmp_path: Path) -> None:
    assert refused("dtsen", berkas.dtsen(tmp_path)[:1]) == "tabel_kurang"


@pytest.mark.django_db
def test_wrong_encoding(tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path)
    keluarga.write_bytes(keluarga.read_text().encode("utf-16"))
    assert refused("dtsen", [keluarga, anggota]) == "pengodean"


@sendiri
def test_damaged_bytes_spoil_their_row_only(tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path)
    anggota.write_bytes(anggota.read_bytes().replace(b"|BAHRUN|", b"|BAHR\xffN|"))
    batch = berkas.read("dtsen", [keluarga, anggota])
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 1, "ditolak": 1}
    assert batch.hitungan["alasan"]["tolak"] == {"pengodean": 1}


@sendiri
def test_other_delimiter_is_understood(tmp_path: Path) -> None:
    files = [
        berkas.table(tmp_path / "k.csv", [berkas.KELUARGA], pemisah=";"),
        berkas.table(tmp_path / "a.csv", [berkas.ANGGOTA], pemisah=","),
    ]
    assert berkas.counts(berkas.read("dtsen", files), "individu") == {"dibaca": 1, "baru": 1}


@sendiri
def test_row_with_too_many_cells(tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path)
    anggota.write_text(anggota.read_text().replace("BAHRUN", "BAH|RUN"))
    batch = berkas.read("dtsen", [keluarga, anggota])
    assert batch.hitungan["alasan"]["tolak"] == {"jumlah_kolom": 1}


@sendiri
def test_open_quote_names_its_line_and_takes_nothing(tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, *[berkas.BAHRUN_] * 40])
    anggota.write_text(anggota.read_text().replace("|AMINAH|", '|"AMINAH|', 1))
    batch = berkas.read("dtsen", [keluarga, anggota])
    assert (batch.status, batch.catatan[0]["kode"]) == ("gagal", "kutip_terbuka")
    assert "baris 2" in batch.catatan[0]["pesan"]


@sendiri
def test_workbooks_whose_names_begin_alike_are_all_read(tmp_path: Path) -> None:
    def buku(nama: str, kk: str, nik: str) -> Path:
        jalur = tmp_path / nama
        with xlsxwriter.Workbook(str(jalur)) as isi:
            for lembar, judul, baris in (
                ("1", ["no kartu keluarga", "kode sls/ non sls", "104"], [kk, "0001", berkas.PERIAN_BPS]),
                ("3", ["no kartu keluarga", "303", "309a"], [kk, 8, 1]),
                ("4", ["no kartu keluarga", "402 Nama", "403 NIK", "409"], [kk, "AMINAH", nik, 1]),
            ):
                tulis = isi.add_worksheet(lembar)
                tulis.write_row(0, 0, judul)
                tulis.write_row(1, 0, baris)
        return jalur

    files = [
        buku("Kec. Muara Muntai.xlsx", berkas.KK, berkas.AMINAH),
        buku("Kec. Loa Kulu.xlsx", "6402021203100007", "6402025203800008"),
    ]
    batch = berkas.read("regsosek", files, date(2022, 11, 15))
    assert berkas.counts(batch, "keluarga") == {"dibaca": 2, "baru": 2}
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 2}


@pytest.mark.django_db
def test_not_a_workbook(tmp_path: Path) -> None:
    palsu = tmp_path / "palsu.xlsx"
    palsu.write_text("bukan buku kerja")
    assert refused("p3ke", [palsu]) == "buku_rusak"
    terkunci = tmp_path / "terkunci.xlsx"
    terkunci.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert refused("p3ke", [terkunci]) == "terkunci"


@pytest.mark.django_db
def test_unknown_kind_of_file(tmp_path: Path) -> None:
    gambar = tmp_path / "foto.png"
    gambar.write_bytes(b"\x89PNG")
    assert refused("dtsen", [gambar]) == "jenis_berkas"


@sendiri
def test_same_hash_twice(tmp_path: Path) -> None:
    files = berkas.dtsen(tmp_path)
    berkas.read("dtsen", files)
    lain = [satu.rename(satu.with_name("lain_" + satu.name)) for satu in files]
    with pytest.raises(BerkasSalah) as salah:
        batches.start(sumber="dtsen", tanggal=berkas.TANGGAL_DTSEN, files=lain, pelaku=cast.user("petugas"))
    assert salah.value.kode == "sidik_sama"


@pytest.mark.django_db
def test_two_files_with_the_same_content(tmp_path: Path) -> None:
    files = berkas.dtsen(tmp_path)
    salinan = tmp_path / "salinan.csv"
    salinan.write_bytes(files[0].read_bytes())
    assert refused("dtsen", [*files, salinan]) == "isi_sama"


@pytest.mark.parametrize("tanggal", [date(1999, 12, 31), timezone.localdate() + timedelta(days=1)])
@pytest.mark.django_db
def test_date_of_the_source_must_be_possible(tmp_path: Path, tanggal: date) -> None:
    assert refused("dtsen", berkas.dtsen(tmp_path), tanggal) == "tanggal"


@pytest.mark.django_db
def test_only_those_who_may(tmp_path: Path) -> None:
    with pytest.raises(TidakBerwenang):
        batches.start(
            sumber="dtsen",
            tanggal=berkas.TANGGAL_DTSEN,
            files=berkas.dtsen(tmp_path),
            pelaku=cast.user("operator.perian"),
        )


@sendiri
def test_nobody_applies_the_own_upload(tmp_path: Path) -> None:
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path))
    with pytest.raises(TidakBerwenang):
        batches.confirm(batch_id=batch.pk, pelaku=cast.user("petugas"))
    BatchImpor.objects.filter(pk=batch.pk).update(dimulai_oleh=cast.user("verifikator"))
    with pytest.raises(batches.ImporDitolak) as salah:
        batches.confirm(batch_id=batch.pk, pelaku=cast.user("verifikator"))
    assert salah.value.kode == "orang_sama"


@sendiri
def test_reading_writes_nothing_into_the_registry_and_cancel_cleans_up(tmp_path: Path) -> None:
    files = berkas.dtsen(tmp_path)
    batch = berkas.read("dtsen", files)
    assert not Keluarga.objects.exists()
    batches.cancel(batch_id=batch.pk, pelaku=cast.user("petugas"))
    assert berkas.read("dtsen", files).status == "siap"


@sendiri
def test_rejects_file_shows_each_row_with_what_to_do(tmp_path: Path) -> None:
    tanpa_nama = {**berkas.BAHRUN_, "nama": ""}
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, tanpa_nama]))
    [lembar] = open_tables(batches.rejects_of(batch))
    baris = [isi for _, isi in lembar.rows]
    assert lembar.judul[:4] == ["putusan", "yang harus dilakukan", "berkas", "baris"]
    assert [(satu[0], satu[3]) for satu in baris] == [("Ditolak", "3")]


@pytest.mark.parametrize(
    ("argumen", "pesan"),
    [
        (["--sebagai", "hantu"], "tidak ada"),
        (["--sebagai", "petugas", "--terapkan"], "--pengesah"),
        (["--sebagai", "petugas", "--terapkan", "--pengesah", "petugas"], "berbeda"),
    ],
)
@pytest.mark.django_db
def test_command_refuses_with_exit_code_2(tmp_path: Path, argumen: list[str], pesan: str) -> None:
    files = [str(satu) for satu in berkas.dtsen(tmp_path)]
    with pytest.raises(CommandError, match=pesan) as galat:
        call_command("import_berkas", "dtsen", *files, "--tanggal", "2026-07-24", *argumen)
    assert galat.value.returncode == 2
    assert not BatchImpor.objects.exists()


def test_a_date_that_is_none_ends_the_command_with_code_2(basisdata: Basisdata, tmp_path: Path) -> None:
    files = [str(satu) for satu in berkas.dtsen(tmp_path)]
    hasil = basisdata.manage("import_berkas", "dtsen", *files, "--tanggal", "kemarin", "--sebagai", "petugas", harap=2)
    assert "tidak terbaca" in hasil.stderr
    assert not BatchImpor.objects.exists()


@sendiri
def test_staging_belongs_to_nobody_but_the_owner(tmp_path: Path) -> None:
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path))
    with connection.cursor() as kursor:
        kursor.execute("SELECT has_schema_privilege(current_user, %s, 'USAGE')", [f"impor_{batch.pk}"])
        assert kursor.fetchone() == (False,)


@sendiri
def test_regsosek_workbook_joins_its_sheets(tmp_path: Path) -> None:
    buku = tmp_path / "regsosek_640201.xlsx"
    with xlsxwriter.Workbook(str(buku)) as isi:
        tempat = isi.add_worksheet("1.keterangan tempat")
        tempat.write_row(0, 0, ["no kartu keluarga", "kode sls/ non sls", "104", "106 RT", "107 alamat"])
        tempat.write_row(1, 0, [berkas.KK, "0001", berkas.PERIAN_BPS, "003", "JL. POROS"])
        rumah = isi.add_worksheet("3.keterangan perumahan")
        rumah.write_row(0, 0, ["no kartu keluarga", "303", "305", "307a", "307b1", "307b2", "307b3", "308", "309a"])
        rumah.write_row(1, 0, [berkas.KK, 8, 5, 1, 1, 3, "", 12, 1])
        anggota = isi.add_worksheet("4.ket sos-ek anggota")
        anggota.write_row(
            0, 0, ["no kartu keluarga", "401", "402 Nama", "403 NIK", "404", "405", "406", "409", "402 Nama"]
        )
        anggota.write_row(1, 0, [berkas.KK, 1, "AMINAH", berkas.AMINAH, 1, 2, "12/03/1980", 1, "AMINAH"])
    batch = berkas.apply("regsosek", [buku], tanggal=date(2022, 11, 15))
    assert berkas.counts(batch, "keluarga") == {"dibaca": 1, "baru": 1}
    keluarga = Keluarga.objects.select_related("kondisi").get()
    # Atap 5 is Kayu/sirap there (6 here), memasak 12 is "tidak memasak" (0), the highest meter counts.
    kondisi = keluarga.kondisi
    assert (kondisi.jenis_atap_terluas, kondisi.bahan_bakar_utama_memasak, kondisi.daya_terpasang) == (6, 0, 3)
    assert keluarga.rt == "003"
