"""Answers of Kemensos: read, matched, applied once; and corrections that a new official desil closes by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dtsen.accounts.models import Jejak, Penugasan, User
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.models import Keluarga
from tests.cast import MELAYU, user
from tests.families import aminah, member, official, rukiah
from tests.kasus import advance
from verval import jawaban, pembaruan, usulan
from verval.models import BarisJawaban, JawabanKemensos, Langkah, Pembaruan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db
NIK = "6402015203800001"
JUDUL = ",".join(jawaban.KOLOM)


def sent(keluarga: Keluarga, sampai: str = "dikirim") -> Usulan:
    program = ProgramBansos.objects.get(pk="pkh")
    kasus = usulan.draft(keluarga, program, pelaku=user("operator.perian"), ajukan=True)
    advance(kasus, sampai)
    return kasus


def corrected(keluarga: Keluarga, sampai: str = "dikirim") -> Pembaruan:
    kasus = pembaruan.draft(
        keluarga, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen, dilihat sendiri.",
        pelaku=user("operator.perian"), ajukan=True,
    )  # fmt: skip
    advance(kasus, sampai)
    return kasus


def csv(folder: Path, *baris: str, nama: str = "jawaban.csv") -> Path:
    berkas = folder / nama
    berkas.write_text("\n".join((JUDUL, *baris)) + "\n")
    return berkas


def standing(berkas: Path, siapa: str = "petugas") -> list[tuple[int, str]]:
    hasil = jawaban.match(jawaban.read(berkas), pelaku=user(siapa))
    return [(satu.baris, satu.keadaan) for satu in hasil]


def applied(berkas: Path) -> JawabanKemensos:
    """Upload and apply in this process, as the worker does."""
    satu = jawaban.upload(berkas, pelaku=user("petugas"))
    if satu.status == "siap" and satu.baris_jawaban.filter(keadaan="cocok").exists():
        jawaban.start(satu, pelaku=user("petugas"))
        jawaban.apply(satu.pk)
    satu.refresh_from_db()
    return satu


def test_accepted_and_refused(tmp_path: Path) -> None:
    terima, tolak, koreksi = sent(aminah()), sent(rukiah()), corrected(Keluarga.objects.get(nama_kepala="AMINAH"))
    satu = applied(
        csv(
            tmp_path,
            f"{terima.kode_lacak.lower()},{NIK},,PKH,Diterima,,18/11/2026",
            f"{tolak.kode_lacak},,,,DITOLAK,Terdaftar sebagai ASN,2026-11-18",
            f"{koreksi.kode_lacak},,,,DITERIMA,,",
        )
    )
    for kasus, status in ((terima, "selesai"), (tolak, "ditolak_kemensos"), (koreksi, "menunggu_desil")):
        kasus.refresh_from_db()
        assert kasus.status == status
    assert [h.aksi for h in terima.langkah.order_by("-pk")[:2]] == ["selesaikan", "terima"]
    assert tolak.langkah.latest("pk").catatan == "Terdaftar sebagai ASN Jawaban tanggal 18/11/2026."
    assert tolak.langkah.latest("pk").pelaku == user("petugas")
    assert (satu.status, satu.penerap) == ("diterapkan", user("petugas"))


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    kasus = sent(aminah())
    berkas = csv(tmp_path, f"{kasus.kode_lacak},,,,DITERIMA,,", "K7M3-9QXA,,,,DITERIMA,,")
    pertama = applied(berkas)
    hop, baris = Langkah.objects.count(), list(BarisJawaban.objects.values_list("baris", "keadaan"))
    kedua = applied(berkas)
    assert kedua.pk == pertama.pk
    assert (Langkah.objects.count(), list(BarisJawaban.objects.values_list("baris", "keadaan"))) == (hop, baris)
    # Another file that says the same finds the case answered.
    lain = applied(csv(tmp_path, f"{kasus.kode_lacak},,,,TERIMA,,", nama="lain.csv"))
    assert [b.keadaan for b in lain.baris_jawaban.all()] == ["sudah"]
    assert Langkah.objects.count() == hop
    jawaban.apply(pertama.pk)
    assert Langkah.objects.count() == hop


def test_rows_that_could_not_be_matched_are_matched_by_the_same_file_later(tmp_path: Path) -> None:
    kasus = sent(aminah(), "disahkan_bupati")
    berkas = csv(tmp_path, f"{kasus.kode_lacak},,,,DITERIMA,,")
    assert [b.keadaan for b in applied(berkas).baris_jawaban.all()] == ["belum_dikirim"]
    advance(kasus, "dikirim")
    assert [b.keadaan for b in applied(berkas).baris_jawaban.all()] == ["diterapkan"]
    kasus.refresh_from_db()
    assert kasus.status == "selesai"


@pytest.mark.parametrize(
    ("baris", "pesan"),
    [
        ("{kode},,,,MUNGKIN,,", "HASIL harus"),
        ("{kode},,,,DITOLAK,,", "ALASAN kosong"),
        ("{kode},,,,DITERIMA,,31/02/2026", "TANGGAL harus"),
        ("{kode},,,,DITERIMA,,01/01/2099", "TANGGAL harus"),
        ("KODE-SALAH,,,,DITERIMA,,", "NO_USULAN bukan kode"),
        (",123,,PKH,DITERIMA,,", "NIK bukan nomor"),
        (f",{NIK},,,DITERIMA,,", "Isi NO_USULAN"),
        ("{kode},6402010107780002,,,DITERIMA,,", "NIK bukan milik orang"),
        ("{kode},,,SEMBAKO,DITERIMA,,", "PROGRAM bukan program"),
    ],
)
def test_a_bad_row_is_named_and_does_nothing(baris: str, pesan: str, tmp_path: Path) -> None:
    kasus = sent(aminah())
    satu = applied(csv(tmp_path, baris.format(kode=kasus.kode_lacak)))
    tercatat = satu.baris_jawaban.get()
    assert (tercatat.keadaan, tercatat.usulan) == ("salah", None)
    assert tercatat.pesan.startswith(pesan)
    kasus.refresh_from_db()
    assert kasus.status == "dikirim"


def test_without_our_number_by_nik_and_programme(tmp_path: Path) -> None:
    keluarga = aminah()
    kasus = sent(keluarga)
    Usulan.objects.filter(pk=kasus.pk).update(periode="2026-09")
    assert standing(csv(tmp_path, f",{NIK},,PKH,DITERIMA,,")) == [(2, "cocok")]
    assert standing(csv(tmp_path, f",{NIK},,SEMBAKO,DITERIMA,,")) == [(2, "tidak_dikenal")]
    sent(keluarga)
    assert standing(csv(tmp_path, f",{NIK},,PKH,DITERIMA,,")) == [(2, "rancu")]
    # The month that was answered is no rival.
    Usulan.objects.filter(pk=kasus.pk).update(status="selesai")
    assert standing(csv(tmp_path, f",{NIK},,Program Keluarga Harapan,DITERIMA,,")) == [(2, "cocok")]


def test_two_rows_about_one_case(tmp_path: Path) -> None:
    kode = sent(aminah()).kode_lacak
    sama = csv(tmp_path, f"{kode},,,,DITERIMA,,", f",{NIK},,PKH,DISETUJUI,,")
    assert standing(sama) == [(2, "cocok"), (3, "sudah")]
    beda = csv(tmp_path, f"{kode},,,,DITERIMA,,", f"{kode},,,,DITOLAK,Alasan lain,")
    assert standing(beda) == [(2, "rancu"), (3, "rancu")]


def test_an_answer_that_contradicts_an_older_one_is_said_and_changes_nothing(tmp_path: Path) -> None:
    kasus = sent(aminah(), "selesai")
    satu = applied(csv(tmp_path, f"{kasus.kode_lacak},,,,DITOLAK,Berubah pikiran,"))
    assert "berbeda" in satu.baris_jawaban.get(keadaan="sudah").pesan
    kasus.refresh_from_db()
    assert kasus.status == "selesai"


def test_nothing_of_an_unmatched_row_is_kept_and_no_number_of_any(tmp_path: Path) -> None:
    kasus = sent(aminah())
    satu = applied(
        csv(tmp_path, ",6402011112900007,,PKH,DITOLAK,Nama BUDI,", f"{kasus.kode_lacak},,,,DITOLAK,NIK {NIK} ganda,")
    )
    asing, milik = satu.baris_jawaban.all()
    assert (asing.keadaan, asing.alasan, asing.tanggal) == ("tidak_dikenal", "", None)
    assert NIK not in milik.alasan
    assert NIK not in kasus.langkah.latest("pk").catatan


def test_workbook_with_columns_in_another_order(tmp_path: Path) -> None:
    kasus = sent(aminah())
    berkas = tmp_path / "jawaban.xlsx"
    with xlsxwriter.Workbook(str(berkas)) as buku:
        lembar = buku.add_worksheet("Hasil")
        lembar.write_row(0, 0, ["hasil", "alasan", "no_usulan", "lain"])
        lembar.write_row(1, 0, ["ditolak", "Kuota habis", kasus.kode_lacak, "x"])
    applied(berkas)
    kasus.refresh_from_db()
    assert kasus.status == "ditolak_kemensos"


@pytest.mark.parametrize("isi", ["NAMA,ALAMAT\nA,B\n", JUDUL + "\n", ""])
def test_other_files_are_refused_whole(isi: str, tmp_path: Path) -> None:
    berkas = tmp_path / "x.csv"
    berkas.write_text(isi)
    with pytest.raises(BerkasSalah):
        jawaban.upload(berkas, pelaku=user("petugas"))
    assert not JawabanKemensos.objects.exists()


def test_a_petugas_of_another_place_reaches_nothing(tmp_path: Path) -> None:
    kasus = sent(aminah())
    lain = User.objects.create_user("petugas.melayu")
    Penugasan.objects.create(user=lain, peran="petugas_dinsos", wilayah_id=MELAYU, mulai=date(2026, 1, 1))
    berkas = csv(tmp_path, f"{kasus.kode_lacak},,,,DITERIMA,,")
    assert standing(berkas, "petugas.melayu") == [(2, "tidak_dikenal")]
    satu = jawaban.upload(berkas, pelaku=user("petugas"))
    assert not jawaban.visible(lain).exists()
    assert jawaban.visible(user("petugas")).get() == satu


def test_by_page_from_upload_to_preview(tmp_path: Path) -> None:
    kasus = sent(aminah())
    klien = Client()
    klien.force_login(user("petugas"))
    isi = csv(tmp_path, f"{kasus.kode_lacak},,,,DITOLAK,Kuota habis,", "K7M3-9QXA,,,,DITERIMA,,").read_bytes()
    unggah = klien.post("/verval/jawaban/", {"berkas": SimpleUploadedFile("jawaban.csv", isi)})
    satu = JawabanKemensos.objects.get()
    assert (unggah.status_code, unggah["Location"]) == (302, f"/verval/jawaban/{satu.pk}/")
    halaman = klien.get(unggah["Location"])
    assert "Terapkan 1 baris" in halaman.text
    assert kasus.kode_lacak in halaman.text
    assert "Kuota habis" in halaman.text
    assert Jejak.objects.get(aksi="jawaban.lihat").keluarga == [kasus.keluarga_id]
    assert klien.get(f"{unggah['Location']}?keadaan=tidak_dikenal").text.count("Tidak ada kasusnya di wilayah") == 1
    salah = klien.post("/verval/jawaban/", {"berkas": SimpleUploadedFile("x.pdf", b"%PDF-1.7 isi")})
    assert salah.status_code == 422
    kasus.refresh_from_db()
    assert kasus.status == "dikirim"
    operator = Client()
    operator.force_login(user("operator.perian"))
    assert operator.get("/verval/jawaban/").status_code == 403


def test_a_new_official_desil_closes_what_waited_for_it() -> None:
    keluarga = aminah()
    kasus, lain = corrected(keluarga, "menunggu_desil"), corrected(rukiah(), "menunggu_desil")
    assert jawaban.close_with_new_desil() == 0
    official(keluarga, nasional=5, versi="2026-T4")
    assert jawaban.close_with_new_desil() == 1
    kasus.refresh_from_db()
    lain.refresh_from_db()
    assert (kasus.status, kasus.nasional_lama, kasus.nasional_baru) == ("selesai", 3, 5)
    assert kasus.langkah.latest("pk").pelaku is None
    assert lain.status == "menunggu_desil"
    assert jawaban.close_with_new_desil() == 0


def test_the_number_of_queries_does_not_grow(
    tmp_path: Path, django_assert_max_num_queries: Callable[..., object]
) -> None:
    kode = [sent(k).kode_lacak for k in (aminah(), rukiah())]
    assert member(Keluarga.objects.get(nama_kepala="AMINAH"), "AMINAH").nik == NIK
    for banyak in (1, 2):
        terbaca = jawaban.read(csv(tmp_path, *(f"{k},,,,DITERIMA,," for k in kode[:banyak])))
        with django_assert_max_num_queries(5):  # type: ignore[attr-defined]  # the fixture is a context manager
            jawaban.match(terbaca, pelaku=user("petugas"))
