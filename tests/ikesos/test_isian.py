"""An office fills in its inputs, by page or workbook; a second person confirms; who still owes what."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from dtsen.lib.buku import text_workbook
from dtsen.lib.periode import Periode
from dtsen.wilayah.models import Wilayah
from ikesos import contoh, structure
from ikesos.isian import alur, utang
from ikesos.isian.lembar import indicators, open_sheet
from ikesos.models import AnggotaInstansi, Instansi, IsianInput, Setoran, TugasIsian
from tests.cast import user

KODE, TAHUN = "KD2.1", "2026"
ALAMAT = ("ikesos:isian_isi", [KODE, TAHUN])


@pytest.fixture(autouse=True)
def kesehatan(db: None, settings: Settings, tmp_path: Path) -> None:
    """The demo structure; `mitra` fills in for Dinas Kesehatan."""
    settings.BERKAS_DIR = tmp_path
    structure.load(structure.read(structure.BAWAAN))
    AnggotaInstansi.objects.create(instansi=Instansi.objects.get(nama="Dinas Kesehatan"), user=user("mitra"))


def _masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def _kecamatan() -> list[str]:
    return list(Wilayah.objects.filter(jenis="kecamatan").order_by("kode").values_list("kode", flat=True))


def _isi(a: object = 17, b: object = 100, **lain: str) -> dict[str, str]:
    isi = {"sumber": "EPPGBM", "dokumen": "Laporan 12/2026", "aksi": "kirim"}
    for w in _kecamatan():
        isi |= {f"a-{w}": str(a), f"b-{w}": str(b)}
    return isi | lain


def _kirim() -> Setoran:
    jawaban = _masuk("mitra").post(reverse(ALAMAT[0], args=ALAMAT[1]), _isi())
    assert jawaban.status_code == 302, jawaban.text
    return Setoran.objects.get(status="dikirim")


def _putus(nama: str, setoran: Setoran, **isi: str) -> Any:
    assert setoran.dikirim is not None
    isi = {"dikirim": setoran.dikirim.isoformat()} | isi
    return _masuk(nama).post(reverse("ikesos:isian_putus", args=[setoran.pk]), isi)


def test_numbers_count_only_after_a_second_person_and_replace_what_was_made_up() -> None:
    versi = structure.current()
    assert versi is not None
    contoh.fill(versi, TAHUN)
    setoran = _kirim()
    assert IsianInput.objects.filter(butir__startswith=KODE, contoh=True).count() == 40
    assert _putus("mitra", setoran, aksi="konfirmasi").status_code == 403
    assert "20 wilayah memakai angka contoh" in _masuk("verifikator").get(reverse(ALAMAT[0], args=ALAMAT[1])).text
    _putus("verifikator", setoran, aksi="konfirmasi")
    baris = IsianInput.objects.filter(butir__startswith=KODE, periode=TAHUN)
    assert {(b.nilai, b.contoh, b.sumber) for b in baris} == {(17, False, "EPPGBM"), (100, False, "EPPGBM")}
    assert baris.count() == 40
    setoran.refresh_from_db()
    assert (setoran.status, setoran.pemutus) == ("dikonfirmasi", user("verifikator"))


def test_only_what_was_read_is_confirmed() -> None:
    lama = _kirim()
    halaman = _masuk("verifikator").get(reverse(ALAMAT[0], args=ALAMAT[1])).text
    assert lama.dikirim is not None
    assert halaman.count(f'name="dikirim" value="{lama.dikirim.isoformat()}"') == 2
    _putus("verifikator", lama, aksi="kembalikan", alasan="Angka Anggana terlalu tinggi.")
    baru = _kirim()
    for waktu in (lama.dikirim.isoformat(), ""):
        _putus("verifikator", baru, aksi="konfirmasi", dikirim=waktu)
        baru.refresh_from_db()
        assert baru.status == "dikirim"
    with pytest.raises(alur.IsianDitolak, match="Muat ulang"):
        alur.confirm(lama, pelaku=user("verifikator"))
    _putus("verifikator", baru, aksi="konfirmasi")
    baru.refresh_from_db()
    assert baru.status == "dikonfirmasi"


def test_whoever_typed_it_does_not_confirm_it_even_with_the_permission() -> None:
    setoran = _kirim()
    Setoran.objects.filter(pk=setoran.pk).update(penulis=[user("verifikator").pk])
    setoran.refresh_from_db()
    with pytest.raises(alur.IsianDitolak) as galat:
        alur.confirm(setoran, pelaku=user("verifikator"))
    assert galat.value.kode == "orang_kedua"
    with pytest.raises(IntegrityError), transaction.atomic():
        Setoran.objects.filter(pk=setoran.pk).update(pemutus=setoran.pengisi)


def test_sent_back_with_a_reason_it_is_mended_and_sent_again() -> None:
    setoran = _kirim()
    _putus("verifikator", setoran, aksi="kembalikan", alasan="no")
    setoran.refresh_from_db()
    assert setoran.status == "dikirim"
    _putus("verifikator", setoran, aksi="kembalikan", alasan="Kembang Janggut tertukar.")
    klien = _masuk("mitra")
    assert "Kembang Janggut tertukar." in klien.get(reverse(ALAMAT[0], args=ALAMAT[1])).text
    assert klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), _isi(18)).status_code == 302
    setoran.refresh_from_db()
    assert setoran.status == "dikirim"
    # Sent, it is closed to its office.
    assert klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), _isi(19)).status_code == 422
    assert setoran.baris.first().nilai == {"a": 18, "b": 100}  # type: ignore[union-attr]


def test_every_fault_is_said_at_once_and_nothing_is_kept() -> None:
    satu, dua, tiga, empat = _kecamatan()[:4]
    isi = _isi(**{f"a-{satu}": "banyak", f"b-{dua}": "", f"a-{tiga}": "101", f"a-{empat}": "1.250"})
    jawaban = _masuk("mitra").post(reverse(ALAMAT[0], args=ALAMAT[1]), isi)
    assert jawaban.status_code == 422
    assert [b.wilayah.kode for b in jawaban.context["salah"]] == [satu, dua, tiga, empat]
    assert 'value="banyak"' in jawaban.text
    keliru = {b.wilayah.kode: b.keliru for b in jawaban.context["salah"]}
    assert keliru == {satu: {"a"}, dua: {"b"}, tiga: {"a", "b"}, empat: {"a"}}
    assert jawaban.text.count('aria-invalid="true"') == 5
    assert jawaban.text.count('class="row-fault"') == 4
    assert not Setoran.objects.exists()


def test_what_is_not_plausible_needs_a_note() -> None:
    jauh, lompat = _kecamatan()[:2]
    for huruf, nilai in (("a", 10), ("b", 100)):
        IsianInput.objects.create(
            wilayah_id=lompat, periode="2025", butir=f"{KODE}.{huruf}", nilai=nilai, sumber="x", status="dikonfirmasi"
        )
    klien = _masuk("mitra")
    isi = _isi(**{f"a-{jauh}": "60"})
    jawaban = klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), isi)
    assert jawaban.status_code == 422
    assert [b.wilayah.kode for b in jawaban.context["ganjil"]] == [jauh, lompat]
    isi |= {f"catatan-{jauh}": "Wabah di tiga desa.", f"catatan-{lompat}": "Cara ukur baru."}
    assert klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), isi).status_code == 302


def test_the_workbook_goes_out_and_comes_back_as_a_draft() -> None:
    klien = _masuk("mitra")
    unduhan = klien.get(reverse("ikesos:isian_templat", args=[KODE, TAHUN])).content
    judul, *isi = CalamineWorkbook.from_filelike(io.BytesIO(unduhan)).get_sheet_by_index(0).to_python()
    assert judul[:3] == ["KODE", "WILAYAH", "a (Balita stunting)"]
    assert len(isi) == 20
    terisi = [[str(kode), str(nama), "12", "99,5", "=cmd()"] for kode, nama, *_ in isi]
    keluar = io.BytesIO(text_workbook([str(j) for j in judul], terisi, "ISIAN"))
    berkas = SimpleUploadedFile("../isian.xlsx", keluar.getvalue())
    jawaban = klien.post(reverse("ikesos:isian_unggah", args=[KODE, TAHUN]), {"buku": berkas})
    assert jawaban.status_code == 302, jawaban.text
    setoran = Setoran.objects.get()
    assert setoran.status == "draf"
    assert {tuple(b.nilai.values()) for b in setoran.baris.all()} == {(12, 99.5)}
    salah = SimpleUploadedFile("isian.csv", b"KODE,a,b\n640201,1,2\n999999,1,2\n640201,1,2\n")
    jawaban = klien.post(reverse("ikesos:isian_unggah", args=[KODE, TAHUN]), {"buku": salah})
    assert jawaban.status_code == 422
    assert "A3: kode wilayah 999999 tidak dikenal" in jawaban.text
    assert "A4: kode wilayah 640201 tertulis dua kali" in jawaban.text


def _book(*baris: tuple[object, ...], keterangan: tuple[tuple[str, str], ...] = ()) -> SimpleUploadedFile:
    """A filled-in template; a text that begins with = is a formula with a kept result."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
        for nama, semua in (("KD2_1", (("KODE", "WILAYAH", "a", "b", "CATATAN"), *baris)), ("Keterangan", keterangan)):
            lembar = buku.add_worksheet(nama)
            for y, satu in enumerate(semua):
                for x, nilai in enumerate(satu):
                    if isinstance(nilai, str) and nilai.startswith("="):
                        lembar.write_formula(y, x, nilai, None, 5)
                    else:
                        lembar.write(y, x, nilai)
    return SimpleUploadedFile("isian.xlsx", keluar.getvalue())


def _unggah(buku: SimpleUploadedFile) -> Any:
    return _masuk("mitra").post(reverse("ikesos:isian_unggah", args=[KODE, TAHUN]), {"buku": buku})


def test_faults_of_a_workbook_are_told_at_once_by_their_cells() -> None:
    w = _kecamatan()
    jawaban = _unggah(
        _book(
            (w[0], "", "dua puluh", 100), (w[1], "", 120, 100), (w[2], "", "=1+4", 100), (w[3], "", 5),
            ("640299", "", 5, 100), (w[0], "", 5, 100), (w[5], "", 5, 0), (w[6], "", "1.250", 2000), (w[7], "", -1, 9),
            keterangan=(("INDIKATOR", "KD2.1"), ("PERIODE", "2025")),
        )
    )  # fmt: skip
    assert jawaban.status_code == 422
    for kata in (
        "templat KD2.1 tahun 2025, sedangkan halaman ini KD2.1 2026", "C2: Balita stunting: tulis angka",
        "C3, D3: Hasilnya 120,0 %", "C4: berisi rumus", "D5: Isi juga", "A6: kode wilayah 640299 tidak dikenal",
        "A7: kode wilayah", "C8, D8: Penyebutnya nol", "C9: Balita stunting: 1.250 dapat berarti dua hal",
        "C10: Balita stunting: tulis",
    ):  # fmt: skip
        assert kata in jawaban.text, kata
    assert not Setoran.objects.exists()


def test_source_and_document_come_with_the_workbook() -> None:
    semua = [(w, "", 17, 100, "") for w in _kecamatan()]
    keterangan = (("INDIKATOR", KODE), ("PERIODE", TAHUN), ("SUMBER ANGKA", "EPPGBM"),
                  ("JUDUL DAN NOMOR DOKUMEN", "Laporan 12/2026"))  # fmt: skip
    assert _unggah(_book(*semua, keterangan=keterangan)).status_code == 302
    setoran = Setoran.objects.get()
    assert (setoran.sumber, setoran.dokumen, setoran.baris.count()) == ("EPPGBM", "Laporan 12/2026", 20)
    isi = _masuk("mitra").get(reverse("ikesos:isian_templat", args=[KODE, TAHUN])).content
    lembar = CalamineWorkbook.from_filelike(io.BytesIO(isi)).get_sheet_by_name("Keterangan").to_python()
    assert ["SUMBER ANGKA", "EPPGBM"] in lembar
    assert any("satuan: " in str(b[1]) for b in lembar)


def test_the_document_is_written_anew_and_opens_to_those_concerned(tmp_path: Path) -> None:
    klien = _masuk("mitra")
    bukan = _isi(aksi="simpan") | {"berkas": SimpleUploadedFile("a.pdf", b"MZ program")}
    assert klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), bukan).status_code == 422
    gambar = Path(__file__).parents[2] / "docs/gambar/keluarga.png"
    isi = _isi(aksi="simpan") | {"berkas": SimpleUploadedFile("a.png", gambar.read_bytes())}
    assert klien.post(reverse(ALAMAT[0], args=ALAMAT[1]), isi).status_code == 302
    setoran = Setoran.objects.get()
    alamat = reverse("ikesos:isian_dokumen", args=[setoran.pk])
    jawaban = _masuk("verifikator").get(alamat)
    assert jawaban.status_code == 200
    assert b"".join(jawaban.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]
    assert jawaban["Content-Disposition"].startswith("attachment")
    assert _masuk("operator.perian").get(alamat).status_code == 404


def test_an_office_sees_its_own_inputs_only() -> None:
    klien = _masuk("mitra")
    assert klien.get(reverse("ikesos:isian_isi", args=["KD6.1", TAHUN])).status_code == 404
    assert klien.get(reverse("ikesos:isian_isi", args=[KODE, "2026-T3"])).status_code == 404
    assert klien.get(reverse("beranda"), follow=True).context["belum"][0].simpul.kode == KODE
    assert _masuk("pimpinan").post(reverse(ALAMAT[0], args=ALAMAT[1]), _isi()).status_code == 403
    lembar = open_sheet(TugasIsian.objects.get(indikator="KD6.1"), indicators()["KD6.1"], TAHUN)
    with pytest.raises(alur.IsianDitolak) as galat:
        alur.save(lembar, {}, sumber="", dokumen="", pelaku=user("mitra"))
    assert galat.value.kode == "milik"


def test_who_owes_what_until_when() -> None:
    setoran = _kirim()
    alur.confirm(setoran, pelaku=user("verifikator"))
    IsianInput.objects.filter(butir__startswith=KODE, wilayah_id=_kecamatan()[0]).delete()
    semua = {u.simpul.kode: u for u in utang.of_quarter(Periode(2026, 4), date(2027, 3, 1))}
    assert (semua[KODE].ada, len(semua[KODE].isi), semua[KODE].lunas) == (19, 20, False)
    assert (semua[KODE].sampai, semua[KODE].lewat) == (date(2027, 2, 14), True)
    assert semua["PS3.4"].isi == {"6402": "kosong"}
    halaman = _masuk("pimpinan").get(reverse("ikesos:isian_kewajiban"))
    assert "Dinas Kesehatan" in halaman.text
    assert halaman.context["lengkap"] == 0
