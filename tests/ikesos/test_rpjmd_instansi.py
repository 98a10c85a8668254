"""An office writes on its own indicators of the RPJMD and on no other; targets by workbook, faults by cell."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dtsen.accounts.access import TidakBerwenang
from ikesos.models import AnggotaInstansi, IndikatorRpjmd, Instansi, NarasiRpjmd, RealisasiRpjmd, TargetRpjmd
from ikesos.rpjmd import buku, realisasi, target
from tests.cast import user

pytestmark = pytest.mark.django_db
DOKUMEN = "Perda RPJMD, tabel 5.1"


@pytest.fixture(autouse=True)
def kesehatan() -> None:
    """`mitra` fills in for Dinas Kesehatan, whose indicator is KEM.4; KEM.1 is Bappeda's."""
    dinkes, bappeda = (Instansi.objects.get(nama=n) for n in ("Dinas Kesehatan", "Bappeda"))
    AnggotaInstansi.objects.create(instansi=dinkes, user=user("mitra"))
    IndikatorRpjmd.objects.filter(pk="KEM.4").update(instansi=dinkes)
    IndikatorRpjmd.objects.filter(pk="KEM.1").update(instansi=bappeda)


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def book(*baris: tuple[object, ...], judul: tuple[str, ...] = ("KODE", "INDIKATOR", "2026", "2027")) -> bytes:
    """A workbook; a text that begins with = is a formula with a kept result of 5."""
    keluar = io.BytesIO()
    with xlsxwriter.Workbook(keluar, {"in_memory": True}) as isi:
        lembar = isi.add_worksheet("Target")
        for y, satu in enumerate((judul, *baris)):
            for x, nilai in enumerate(satu):
                if isinstance(nilai, str) and nilai.startswith("="):
                    lembar.write_formula(y, x, nilai, None, 5)
                else:
                    lembar.write(y, x, nilai)
    return keluar.getvalue()


def upload(nama: str, isi: bytes, **lain: str) -> Any:
    berkas = SimpleUploadedFile("target.xlsx", isi)
    return masuk(nama).post(reverse("ikesos:rpjmd_target_buku"), {"buku": berkas, "dokumen": DOKUMEN, **lain})


HALAMAN = [
    ("target", {"tahun": 2026, "nilai": "0,28", "dokumen": "Uji"}),
    ("realisasi", {"tahun": 2026, "nilai": "0,28", "rujukan": "Uji"}),
    ("narasi", {"tahun": 2026, "isi": "Uji"}),
    ("bekukan", {"tahun": 2025}),
]


@pytest.mark.parametrize(("nama", "isi"), HALAMAN)
def test_an_office_writes_on_its_own_and_not_on_another(nama: str, isi: dict[str, Any]) -> None:
    klien = masuk("mitra")
    sebelum = RealisasiRpjmd.objects.count()
    assert klien.post(reverse(f"ikesos:rpjmd_{nama}", args=["KEM.1"]), isi).status_code == 403
    assert (TargetRpjmd.objects.count(), NarasiRpjmd.objects.count()) == (0, 0)
    assert RealisasiRpjmd.objects.count() == sebelum
    assert klien.post(reverse(f"ikesos:rpjmd_{nama}", args=["KEM.4"]), isi).status_code == 302
    assert TargetRpjmd.objects.count() + NarasiRpjmd.objects.count() + RealisasiRpjmd.objects.count() == sebelum + 1


def test_the_page_offers_writing_only_to_the_office() -> None:
    klien = masuk("mitra")
    for kode, boleh in (("KEM.4", True), ("KEM.1", False)):
        teks = klien.get(reverse("ikesos:rpjmd_indikator", args=[kode])).text
        assert ("Isi target" in teks) == boleh
        assert "Ubah keterangan" not in teks
    assert klien.get(reverse("ikesos:rpjmd_ubah", args=["KEM.4"])).status_code == 403
    assert klien.get(reverse("ikesos:rpjmd_baru")).status_code == 403


def test_an_office_that_is_not_in_use_any_more_writes_nothing() -> None:
    Instansi.objects.filter(nama="Dinas Kesehatan").update(aktif=False)
    with pytest.raises(TidakBerwenang):
        target.assign(IndikatorRpjmd.objects.get(pk="KEM.4"), 2026, 0.2, DOKUMEN, pelaku=user("mitra"))
    with pytest.raises(TidakBerwenang):
        realisasi.propose(IndikatorRpjmd.objects.get(pk="KEM.4"), 2026, 0.2, "Uji", pelaku=user("mitra"))


def test_no_api_writes_targets_or_inputs() -> None:
    for alamat in ("/api/v1/rpjmd/", "/api/v1/indeks/6402/", "/api/v1/garis-kemiskinan/"):
        for cara in ("post", "put", "patch", "delete"):
            assert getattr(masuk("mitra"), cara)(alamat).status_code in (403, 405)


def test_the_template_holds_ones_own_and_comes_back_as_targets() -> None:
    target.assign(IndikatorRpjmd.objects.get(pk="KEM.4"), 2026, 0.28, DOKUMEN, pelaku=user("mitra"))
    isi = masuk("mitra").get(reverse("ikesos:rpjmd_target_templat")).content
    baris = CalamineWorkbook.from_filelike(io.BytesIO(isi)).get_sheet_by_index(0).to_python()
    assert baris[0] == [*buku.JUDUL, "2025", "2026", "2027", "2028", "2029"]
    assert [b[0] for b in baris[1:]] == ["KEM.4"]
    assert baris[1][5] == "0,28"
    assert upload("mitra", isi).status_code == 302
    assert TargetRpjmd.objects.count() == 1
    isi = book(("KEM.4", "", "0,28", 0.27))
    assert upload("mitra", isi).status_code == 302
    assert list(TargetRpjmd.objects.order_by("tahun").values_list("tahun", "nilai")) == [(2026, 0.28), (2027, 0.27)]


def test_a_workbook_cannot_reach_another_office() -> None:
    jawaban = upload("mitra", book(("KEM.4", "", 0.2, ""), ("KEM.1", "", 6.4, "")))
    assert jawaban.status_code == 422
    assert "A3: kode KEM.1 tidak dikenal atau milik instansi lain." in jawaban.text
    assert not TargetRpjmd.objects.exists()


def test_every_fault_is_told_at_once_by_its_cell() -> None:
    isi = book(
        ("KEM.1", "", "enam", 101),
        ("KEM.2", "", "=1+4", -1),
        ("KEM.1", "", 6, 6),
        ("XXX", "", 6, 6),
        judul=("KODE", "INDIKATOR", "2026", "2027", "2026", "2031"),
    )
    jawaban = upload("petugas", isi)
    assert jawaban.status_code == 422
    for letak in ("C2: tulis", "D2: Angka dengan satuan persen paling besar 100", "C3: berisi rumus", "D3: tulis",
                  "A4: kode KEM.1 tertulis dua kali", "A5: kode XXX tidak dikenal", "E1: tahun 2026 tertulis dua kali",
                  "F1: tahun 2031 di luar"):  # fmt: skip
        assert letak in jawaban.text, letak
    assert not TargetRpjmd.objects.exists()


def test_a_changed_target_needs_a_reason_by_workbook_too() -> None:
    target.assign(IndikatorRpjmd.objects.get(pk="KEM.1"), 2026, 6.4, DOKUMEN, pelaku=user("petugas"))
    isi = book(("KEM.2", "", 0.6, ""), ("KEM.1", "", 6.2, 6.0))
    assert "Tulis mengapa diubah" in upload("petugas", isi).text
    assert TargetRpjmd.objects.count() == 1
    assert upload("petugas", isi, alasan="Perubahan RPJMD 2027").status_code == 302
    assert TargetRpjmd.objects.get(nilai=6.2).alasan == "Perubahan RPJMD 2027"
    assert "Perubahan RPJMD 2027" in masuk("pimpinan").get(reverse("ikesos:rpjmd_indikator", args=["KEM.1"])).text


def test_every_indicator_of_the_plan_belongs_to_an_office() -> None:
    """Those of poverty to Bappeda: it writes the plan, and BPS their figures."""
    assert not IndikatorRpjmd.objects.filter(instansi=None).exists()
    assert set(IndikatorRpjmd.objects.filter(sumber="bps").values_list("instansi__nama", flat=True)) == {"Bappeda"}
