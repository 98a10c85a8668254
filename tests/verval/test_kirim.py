"""Files of proposals for Kemensos: what is in them, what holds them back, who takes them out, what is sent after."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dtsen.accounts.models import Jejak
from dtsen.registry.models import Individu, Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member, person, rukiah, yuliani
from tests.kasus import advance
from verval import kirim, siks, usulan
from verval.models import EksporUsulan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db
NIK, KK = "6402015203800001", "6402011203100001"
HARI = date(2026, 11, 20)
HALAMAN, UNDUH = "/verval/usulan/kirim/", "/verval/usulan/kirim/unduh/"


def endorsed(keluarga: Keluarga, program: str = "pkh", *, nama: str = "", siapa: str = "operator.perian") -> Usulan:
    kasus = usulan.draft(
        keluarga,
        ProgramBansos.objects.get(pk=program),
        pelaku=user(siapa),
        individu=member(keluarga, nama) if nama else None,
        ajukan=True,
    )
    advance(kasus, "disahkan_bupati")
    return kasus


def masuk(nama: str = "petugas", *, penuh: bool = True) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    if penuh:
        isi = {"sebab": "padan", "alasan": "Mengirim usulan bulan ini ke Kemensos."}
        assert klien.post(reverse("accounts:akses_penuh"), isi).status_code == 302
    return klien


def sheet(isi: bytes) -> list[list[Any]]:
    buku = CalamineWorkbook.from_filelike(io.BytesIO(isi))
    assert buku.sheet_names == ["DATA"]
    return buku.get_sheet_by_name("DATA").to_python()


def fill(**isi: str) -> siks.Baris:
    """A row without a fault, but for what is given."""
    baik = {
        "NIK": NIK, "PROGRAM BANSOS": "PKH", "NOKK": KK, "NAMA": "AMINAH", "TEMPAT LAHIR": "PERIAN",
        "TANGGAL LAHIR": "12/03/1980", "IBU KANDUNG": "SALAMAH", "JENIS KELAMIN": "PEREMPUAN",
        "JENIS PEKERJAAN": "PETANI", "STATUS KAWIN": "KAWIN", "ALAMAT": "JL POROS", "RT": "003", "RW": "001",
        "PROVINSI": "KALIMANTAN TIMUR", "KABUPATEN": "KUTAI KARTANEGARA", "KECAMATAN": "MUARA MUNTAI",
        "KELURAHAN": "PERIAN", "STATUS DISABILITAS": "TIDAK", "KODE JENIS DISABILITAS": "", "STATUS HAMIL": "TIDAK",
        "TGL MULAI HAMIL": "",
    }  # fmt: skip
    assert set(isi) <= set(baik)
    return tuple({**baik, **isi}[kolom] for kolom in siks.KOLOM)


def test_one_file_as_siks_ng_takes_it() -> None:
    kasus = endorsed(aminah())
    jawaban = masuk().post(UNDUH, {"program": "pkh", "periode": kasus.periode})
    assert jawaban.status_code == 200
    nama = f"USULAN_PKH_{PERIAN}_{kasus.periode.replace('-', '')}.xlsx"
    assert jawaban["Content-Disposition"] == f'attachment; filename="{nama}"'
    assert "no-store" in jawaban["Cache-Control"]
    judul, isi = sheet(jawaban.content)
    assert judul == list(siks.KOLOM)
    assert len(judul) == 21
    baris = dict(zip(judul, isi, strict=True))
    assert (baris["NIK"], baris["NOKK"], baris["TANGGAL LAHIR"]) == (NIK, KK, "12/03/1980")
    assert (baris["PROVINSI"], baris["KELURAHAN"]) == ("KALIMANTAN TIMUR", "PERIAN")
    assert (baris["STATUS DISABILITAS"], baris["STATUS HAMIL"]) == ("TIDAK", "TIDAK")
    # What left the house passes the check again as it stands in the file.
    assert not [c for c in siks.check([tuple(map(str, isi))], hari=HARI, satu_kk=True) if c.berat]


def test_only_what_the_bupati_endorsed_of_that_month_and_place() -> None:
    satu = endorsed(aminah())
    lain = usulan.draft(rukiah(), ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True)
    advance(lain, "disahkan_opd")
    petugas = user("petugas")
    assert [k.pk for b in kirim.files(petugas, periode=satu.periode) for k in b.kasus] == [satu.pk]
    assert kirim.files(petugas, periode="2025-01") == []
    assert kirim.files(petugas, periode=satu.periode, wilayah=MELAYU) == []
    assert kirim.files(petugas, periode=satu.periode, program="sembako") == []
    assert kirim.files(user("operator.perian"), periode=satu.periode) == []


def test_one_file_a_programme_and_desa_in_a_zip_with_equal_bytes() -> None:
    keluarga = aminah()
    satu = endorsed(keluarga)
    endorsed(keluarga, "pbi_jk", nama="BAHRUN")
    endorsed(rukiah(), "pkh")
    klien = masuk()
    pertama, kedua = (klien.post(UNDUH, {"periode": satu.periode}).content for _ in range(2))
    assert pertama == kedua
    with zipfile.ZipFile(io.BytesIO(pertama)) as arsip:
        bulan = satu.periode.replace("-", "")
        assert arsip.namelist() == [f"USULAN_PKH_{PERIAN}_{bulan}.xlsx", f"USULAN_PBI_JK_{PERIAN}_{bulan}.xlsx"]
        assert [len(sheet(arsip.read(nama))) for nama in arsip.namelist()] == [3, 2]


def test_a_download_leaves_a_line_with_everybody_and_without_numbers() -> None:
    kasus = endorsed(aminah())
    masuk().post(UNDUH, {"periode": kasus.periode})
    baris = Jejak.objects.get(aksi="usulan.ekspor")
    ekspor = EksporUsulan.objects.get()
    assert (baris.keluarga, baris.individu) == ([kasus.keluarga_id], [kasus.individu_id])
    assert (baris.objek, baris.rincian["jumlah"]) == (f"eksporusulan:{ekspor.pk}", 1)
    assert baris.rincian["sidik"] == ekspor.sidik
    assert NIK not in str(baris.rincian)


def test_without_akses_penuh_or_the_permission_nothing_leaves() -> None:
    kasus = endorsed(aminah())
    tanpa = masuk(penuh=False).post(UNDUH, {"periode": kasus.periode})
    assert (tanpa.status_code, tanpa["Location"].partition("?")[0]) == (302, reverse("accounts:akses_penuh"))
    assert masuk("verifikator").post(UNDUH, {"periode": kasus.periode}).status_code == 403
    assert not EksporUsulan.objects.exists()
    assert not Jejak.objects.filter(aksi="usulan.ekspor").exists()


def test_the_page_says_all_faults_by_row_and_column_and_offers_no_download() -> None:
    keluarga = aminah()
    kasus = endorsed(keluarga)
    Individu.objects.filter(usulan=kasus).update(nik=None, nama="HJ. AMINAH", tanggal_lahir=None)
    Keluarga.objects.filter(pk=keluarga.pk).update(nomor_kk=None)
    klien = masuk()
    isi = klien.get(f"{HALAMAN}?periode={kasus.periode}").content.decode()
    assert isi.count("<strong>Harus:</strong>") == 4
    for kolom in ("NIK", "NOKK", "NAMA", "TANGGAL LAHIR"):
        assert f'<td data-label="Kolom">{kolom}</td>' in isi
    assert kasus.kode_lacak in isi
    assert "Seperti bergelar" in isi
    assert "IBU KANDUNG (1 baris)" in isi
    assert "Unduh berkas" not in isi
    assert klien.post(UNDUH, {"periode": kasus.periode}).status_code == 302
    assert not EksporUsulan.objects.exists()


@pytest.mark.parametrize(
    ("isi", "kolom"),
    [
        ({"NIK": "6402"}, "NIK"),
        ({"NIK": "6402019903800001"}, "NIK"),
        ({"NIK": "6,40202E+15"}, "NIK"),
        ({"NOKK": ""}, "NOKK"),
        ({"NAMA": "AMINAH, S.PD"}, "NAMA"),
        ({"NAMA": "A'INAH"}, "NAMA"),
        ({"NAMA": "AMIN/AH"}, "NAMA"),
        ({"NAMA": ""}, "NAMA"),
        ({"NAMA": "=1+1"}, "NAMA"),
        ({"TANGGAL LAHIR": "1980-03-12"}, "TANGGAL LAHIR"),
        ({"TANGGAL LAHIR": "12/03/2030"}, "TANGGAL LAHIR"),
        ({"JENIS KELAMIN": ""}, "JENIS KELAMIN"),
        ({"KECAMATAN": ""}, "KECAMATAN"),
        ({"STATUS DISABILITAS": "YA"}, "KODE JENIS DISABILITAS"),
        ({"KODE JENIS DISABILITAS": "PDFSK"}, "KODE JENIS DISABILITAS"),
        ({"STATUS HAMIL": "YA"}, "TGL MULAI HAMIL"),
        ({"STATUS HAMIL": "YA", "TGL MULAI HAMIL": "01/10/2026", "JENIS KELAMIN": "LAKI-LAKI"}, "STATUS HAMIL"),
    ],
)
def test_each_fault_names_its_cell_and_no_number(isi: dict[str, str], kolom: str) -> None:
    cacat = siks.check([fill(), fill(NIK="6402010107780002", NOKK="6402011909090006"), fill(**{
        "NIK": "6402014405100003", "NOKK": "6402061508120004", **isi
    })], hari=HARI, satu_kk=True)  # fmt: skip
    assert [(c.baris, c.kolom) for c in cacat if c.berat] == [(4, kolom)]
    assert not any(angka in c.pesan for c in cacat for angka in (NIK, KK, "6,40202"))


def test_the_same_person_or_family_twice_in_a_file() -> None:
    lain = fill(NIK="6402010107780002")
    assert [(c.baris, c.kolom) for c in siks.check([fill(), lain], hari=HARI, satu_kk=True)] == [(3, "NOKK")]
    assert siks.check([fill(), lain], hari=HARI, satu_kk=False) == []
    assert [c.kolom for c in siks.check([fill(), fill()], hari=HARI, satu_kk=False)] == ["NIK"]


def test_titles_and_empty_cells_are_pointed_out_and_hold_nothing_back() -> None:
    cacat = siks.check([fill(NAMA="HJ AMINAH", **{"IBU KANDUNG": ""})], hari=HARI, satu_kk=True)
    assert [(c.kolom, c.berat) for c in cacat] == [("NAMA", False), ("IBU KANDUNG", False)]


def test_no_cell_is_a_formula() -> None:
    isi = siks.workbook([fill(ALAMAT='=HYPERLINK("http://contoh.example";"x")', RT="@SUM(A1)")])
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        lembar = b"".join(arsip.read(nama) for nama in arsip.namelist() if "worksheets/" in nama)
    assert b"<f>" not in lembar
    assert sheet(isi)[1][10].startswith("'=HYPERLINK")


def test_disability_and_pregnancy_come_from_the_facts() -> None:
    keluarga = aminah()
    kasus = endorsed(keluarga)
    orang = member(keluarga, "AMINAH")
    orang.hamil, orang.hamil_sejak, orang.pendengaran = 1, date(2026, 8, 1), 1
    baris = dict(zip(siks.KOLOM, siks.row(kasus, orang, ["A", "B", "C", "D"]), strict=True))
    assert (baris["STATUS DISABILITAS"], baris["KODE JENIS DISABILITAS"]) == ("YA", "PDSNS")
    assert (baris["STATUS HAMIL"], baris["TGL MULAI HAMIL"]) == ("YA", "01/08/2026")
    orang.pendengaran = 3
    assert (
        dict(zip(siks.KOLOM, siks.row(kasus, orang, ["A", "B", "C", "D"]), strict=True))["STATUS DISABILITAS"]
        == "TIDAK"
    )


def test_sent_moves_what_was_in_the_file_and_nothing_since() -> None:
    pertama = endorsed(aminah())
    klien = masuk()
    klien.post(UNDUH, {"periode": pertama.periode})
    belakangan = endorsed(rukiah())
    ekspor = EksporUsulan.objects.get()
    assert klien.get(HALAMAN).content.decode().count("Catat sudah dikirim") == 1
    klien.post(f"{HALAMAN}{ekspor.pk}/catat/")
    for kasus, status in ((pertama, "dikirim"), (belakangan, "disahkan_bupati")):
        kasus.refresh_from_db()
        assert kasus.status == status
    assert pertama.langkah.latest("pk").aksi == "kirim"
    sebelum = pertama.langkah.count()
    klien.post(f"{HALAMAN}{ekspor.pk}/catat/")
    assert pertama.langkah.count() == sebelum
    assert "Catat sudah dikirim" not in klien.get(HALAMAN).content.decode()


def test_a_family_without_a_person_named_is_written_by_its_head() -> None:
    keluarga = yuliani()
    kasus = Usulan(keluarga=keluarga, individu=None)
    kepala = person(keluarga, "NIKMAH", "6402065508850014", status_hubungan_keluarga=1)
    assert siks.recipient(kasus, kepala) == kepala


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    satu = endorsed(aminah())
    petugas = user("petugas")
    kirim.files(petugas, periode=satu.periode)
    with django_assert_num_queries(2):
        kirim.files(petugas, periode=satu.periode)
    endorsed(rukiah())
    with django_assert_num_queries(2):
        assert len(kirim.files(petugas, periode=satu.periode)[0].kasus) == 2
