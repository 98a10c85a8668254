"""Lists sent down: read and matched, applied once, worked off by the desa, verified, counted and answered."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.lib.buku import text_workbook
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry.imports.errors import BerkasSalah
from tests.cast import user
from tests.families import aminah, member, rukiah, yuliani
from tests.layanan import ISI, PDTT, SURAT, answered, applied, csv, found, take
from tests.unggahan import foto
from verval import bukti
from verval.hop import KasusDitolak, StaleStatus
from verval.models import DaftarTemuan, Pembaruan, Temuan
from verval.temuan import daftar, hasil, kerja
from verval.temuan.daftar import DaftarDitolak, Surat

pytestmark = pytest.mark.django_db
AMINAH, BAHRUN = "6402015203800001", "6402010107780002"


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def standing(berkas: Path) -> list[tuple[int, str]]:
    baris = daftar.match(daftar.read(berkas), "nik_anomali", pelaku=user("petugas"))
    return [(satu.baris, satu.keadaan) for satu in baris]


def test_rows_are_matched(tmp_path: Path) -> None:
    aminah()
    berkas = csv(
        tmp_path,
        f"{AMINAH},,,NIK tidak padan",
        f"'{AMINAH},,,Dua kali",
        "6402010107780009,,,Tidak ada orangnya",
        ",6402011203100001,bahrun,Dari KK dan nama",
        "6.40201E+15,,,Rusak oleh Excel",
        "6.40201E+15,6402011203100001,Rafi,Rusak tetapi ada KK",
        ",,,",
        ",6402011203100001,SIAPA,Nama lain",
    )
    assert standing(berkas) == [
        (2, "cocok"), (3, "sudah"), (4, "tidak_dikenal"), (5, "cocok"), (6, "salah"), (7, "cocok"),
        (9, "tidak_dikenal"),
    ]  # fmt: skip


def test_a_constant_number_of_queries(tmp_path: Path) -> None:
    aminah(), rukiah(), yuliani()
    satu = csv(tmp_path, f"{AMINAH},,,x", nama="satu.csv")
    banyak = csv(
        tmp_path,
        *(f"{n},,,x" for n in (AMINAH, BAHRUN, "6402015906560006", "6402065508850005")),
        *(f"64020101017{i:05d},6402011203100001,RAFI,x" for i in range(10000, 10200)),
    )
    hitung = []
    for berkas in (satu, banyak):
        with CaptureQueriesContext(connection) as kueri:
            standing(berkas)
        hitung.append(len(kueri))
    assert hitung[1] <= hitung[0] + 1


@pytest.mark.parametrize(("isi", "kode"), [("NAMA\nAMINAH", "kolom_kurang"), ("NIK,NAMA\n", "kosong")])
def test_what_is_no_list(tmp_path: Path, isi: str, kode: str) -> None:
    berkas = tmp_path / "x.csv"
    berkas.write_text(isi)
    with pytest.raises(BerkasSalah) as galat:
        daftar.upload(berkas, SURAT, pelaku=user("petugas"))
    assert galat.value.kode == kode


def test_applied_once_for_the_desa(tmp_path: Path) -> None:
    aminah(), yuliani()
    satu = applied(tmp_path, f"{AMINAH},,,NIK tidak padan 6402010107780002", "6402065508850005,,,Ganda", "1,,,x")
    assert satu.status == "diterapkan"
    temuan = Temuan.objects.order_by("baris")
    assert [(t.orang, t.status, t.tenggat) for t in temuan] == [
        ("AMINAH", "baru", SURAT.tenggat), ("YULIANI", "baru", SURAT.tenggat),
    ]  # fmt: skip
    assert BAHRUN not in temuan[0].keterangan
    with pytest.raises(DaftarDitolak):
        daftar.apply(satu, pelaku=user("petugas"))
    with pytest.raises(DaftarDitolak):
        daftar.upload(daftar.path_of(satu), SURAT, pelaku=user("petugas"))
    # Another list about the same person finds it open.
    lagi = daftar.upload(csv(tmp_path, f"{AMINAH},,,Lagi", nama="lagi.csv"), SURAT, pelaku=user("petugas"))
    assert [b.keadaan for b in lagi.baris_temuan.all()] == ["sudah"]
    assert Temuan.objects.count() == 2
    operator = masuk("operator.perian").get("/verval/layanan/temuan/")
    assert [k.orang for k in operator.context["baris"]] == ["AMINAH"]
    with pytest.raises(TidakBerwenang):
        daftar.upload(csv(tmp_path, f"{AMINAH},,,x"), SURAT, pelaku=user("operator.perian"))


def test_a_day_before_the_letter(tmp_path: Path) -> None:
    surat = Surat("pdtt", "bpk", "1", date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(DaftarDitolak) as galat:
        daftar.upload(csv(tmp_path, f"{AMINAH},,,x"), surat, pelaku=user("petugas"))
    assert galat.value.kode == "isian"
    assert not DaftarTemuan.objects.exists()


def test_worked_off_and_verified(tmp_path: Path) -> None:
    temuan = found(member(aminah(), "AMINAH"), tmp_path)
    operator = user("operator.perian")
    temuan = kerja.fill(temuan, {"kesesuaian": "sesuai"}, pelaku=operator, status="baru")
    assert (temuan.status, temuan.pelaksana) == ("dikerjakan", operator)
    with pytest.raises(KasusDitolak) as galat:
        take(temuan, "ajukan", "operator.perian")
    assert galat.value.pesan == "Isi hasil pemeriksaan NIK, penjelasan lebih dahulu."
    kerja.fill(temuan, ISI, pelaku=operator, status="dikerjakan")
    with pytest.raises(KasusDitolak) as galat:
        take(temuan, "ajukan", "operator.perian")
    assert (galat.value.kode, "tangkapan layar SIKS-NG" in galat.value.pesan) == ("bukti_kurang", True)
    bukti.attach(temuan, foto(), jenis="layar_siks", pelaku=operator)
    take(temuan, "ajukan", "operator.perian")
    with pytest.raises(AksiDitolak):
        take(temuan, "kembalikan", "verifikator")
    take(temuan, "kembalikan", "verifikator", alasan="Tangkapan layar terpotong.")
    take(temuan, "ajukan", "operator.perian")
    take(temuan, "verifikasi", "verifikator")
    assert (temuan.status, temuan.pemutus) == ("diverifikasi", user("verifikator"))
    with pytest.raises(StaleStatus):
        kerja.fill(temuan, ISI, pelaku=operator, status="dikerjakan")


def test_nobody_verifies_the_own_answer(tmp_path: Path) -> None:
    temuan = answered(found(member(aminah(), "AMINAH"), tmp_path))
    Temuan.objects.filter(pk=temuan.pk).update(pelaksana=user("verifikator"))
    with pytest.raises(AksiDitolak) as galat:
        take(temuan, "verifikasi", "verifikator")
    assert galat.value.kode == "pembuat"


def test_an_audit_asks_for_other_fields(tmp_path: Path) -> None:
    temuan = found(member(aminah(), "BAHRUN"), tmp_path, PDTT)
    operator = masuk("operator.perian")
    form = operator.get(f"/verval/layanan/temuan/{temuan.pk}/isi/").context["form"]
    assert set(form.fields) == {"kesesuaian", "penjelasan", "pekerjaan", "jenis_usaha", "penghasilan", "status"}
    isi = {
        "kesesuaian": "tidak_sesuai", "penjelasan": "Buruh harian.", "pekerjaan": "Buruh", "jenis_usaha": "",
        "penghasilan": "1500000", "status": "baru",
    }  # fmt: skip
    alamat = f"/verval/layanan/temuan/{temuan.pk}/"
    assert operator.post(f"{alamat}isi/", isi)["Location"] == alamat
    # Photo of the meter and payslip are good to have; the screenshot is for NIK only.
    operator.post(f"{alamat}langkah/", {"aksi": "ajukan", "status": "dikerjakan", "pengajuan_ke": 0})
    temuan.refresh_from_db()
    assert (temuan.status, temuan.penghasilan) == ("diajukan", 1_500_000)


def test_a_pembaruan_begun_from_it_is_linked_both_ways(tmp_path: Path) -> None:
    keluarga = aminah()
    temuan = found(member(keluarga, "BAHRUN"), tmp_path, PDTT)
    operator = masuk("operator.perian")
    halaman = operator.get(f"/verval/layanan/temuan/{temuan.pk}/")
    mulai = halaman.context["url_pembaruan"]
    assert f"temuan={temuan.pk}" in operator.get(mulai).content.decode()
    isi = {"nilai_baru": "2", "alasan": "Daya dinaikkan PLN."}
    operator.post(f"/verval/keluarga/{keluarga.pk}/pembaruan/?data=daya_terpasang&temuan={temuan.pk}", isi)
    kasus = Pembaruan.objects.get()
    temuan.refresh_from_db()
    assert temuan.pembaruan == kasus
    assert f"/verval/layanan/temuan/{temuan.pk}/" in operator.get(f"/verval/pembaruan/{kasus.pk}/").content.decode()
    assert f"/verval/pembaruan/{kasus.pk}/" in operator.get(f"/verval/layanan/temuan/{temuan.pk}/").content.decode()
    assert operator.get(f"/verval/layanan/temuan/{temuan.pk}/").context["url_pembaruan"] == ""


def test_progress(tmp_path: Path) -> None:
    keluarga = aminah()
    rukiah(), yuliani()
    nomor = (AMINAH, BAHRUN, "6402015906560006", "6402065508850005")
    applied(tmp_path, *(f"{n},,,x" for n in nomor))
    take(answered(Temuan.objects.get(individu=member(keluarga, "AMINAH"))), "verifikasi", "verifikator")
    kemajuan = hasil.progress(user("petugas"), date(2026, 12, 16))
    assert [(k.kode, k.jumlah, k.selesai, k.lewat, len(desa)) for k, desa in kemajuan] == [
        ("640201", 3, 1, 2, 1), ("640206", 1, 0, 1, 1),
    ]  # fmt: skip
    milik = hasil.progress(user("operator.perian"), date(2026, 12, 15))
    assert [(k.jumlah, k.lewat) for k, _ in milik] == [(3, 0)]
    isi = masuk("operator.perian").get("/verval/layanan/temuan/kemajuan/").content.decode()
    assert "1 dari 3 temuan selesai" in isi


def sheet(isi: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(isi)).get_sheet_by_index(0).to_python()


def test_files_need_akses_penuh(tmp_path: Path) -> None:
    aminah()
    satu = applied(tmp_path, f"{AMINAH},,,x", "6402010107780009,,=1+1,Tidak ada", "1,,,x")
    alamat = f"/verval/layanan/daftar-temuan/{satu.pk}/"
    tanpa = masuk("petugas").post(f"{alamat}unduh/")
    assert (tanpa.status_code, "akses-penuh" in tanpa["Location"]) == (302, True)
    answered(Temuan.objects.get())
    unduhan = hasil.export(satu, user("petugas"), akses=1)
    baris = sheet(unduhan.isi)
    assert baris[1][1:4] == [AMINAH, "6402011203100001", "AMINAH"]
    assert baris[1][8:11] == ["Temuan benar", "NIK sudah diperbaiki di Dukcapil", ISI["penjelasan"]]
    assert Jejak.objects.get(aksi="daftar_temuan.jawaban").rincian == {"jumlah": 1, "akses_penuh": 1}
    judul, *tolak = daftar.rejects(satu, pelaku=user("petugas"))
    assert judul == ["BARIS", "NIK", "NOKK", "NAMA", "KETERANGAN", "PESAN"]
    assert [(b[0], b[1], b[-1][:22]) for b in tolak] == [
        ("3", "6402010107780009", "Tidak ada orangnya di "), ("4", "1", "NIK bukan nomor yang s"),
    ]  # fmt: skip
    assert sheet(text_workbook(judul, tolak, "T"))[1][3] == "'=1+1"
    with pytest.raises(DaftarDitolak):
        daftar.rejects(satu, pelaku=user("verifikator"))


def test_on_the_pages(tmp_path: Path) -> None:
    aminah()
    petugas = masuk("petugas")
    isi = {
        "jenis": "nik_anomali", "sumber": "kemensos", "nomor_surat": "S-12", "tanggal_surat": "2026-11-02",
        "tenggat": "2026-12-15",
    }  # fmt: skip
    berkas = SimpleUploadedFile("daftar.csv", f"NIK,KETERANGAN\n{AMINAH},Tidak padan\n2,x\n".encode())
    jawaban = petugas.post("/verval/layanan/daftar-temuan/", isi | {"berkas": berkas})
    alamat = jawaban["Location"]
    halaman = petugas.get(alamat)
    assert (halaman.context["cocok"], halaman.context["tolakan"]) == (1, 1)
    assert AMINAH not in halaman.content.decode()
    petugas.post(f"{alamat}terapkan/")
    temuan = Temuan.objects.get()
    assert petugas.get("/verval/layanan/").context["pintu"][0].jumlah == 1
    # Another desa's list is not there, nor its finding.
    assert masuk("operator.melayu").get(f"/verval/layanan/temuan/{temuan.pk}/").status_code == 404
    assert masuk("operator.melayu").get("/verval/layanan/temuan/?lihat=semua").context["halaman"].paginator.count == 0
