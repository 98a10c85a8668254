"""RPJMD: what is promised and what came of it; nothing counts without its source and, typed, a second person."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from ikesos import structure
from ikesos.models import (
    AturanLampu,
    HasilIndeks,
    Hitungan,
    IndikatorRpjmd,
    Instansi,
    KemiskinanBps,
    RealisasiRpjmd,
    TargetRpjmd,
)
from ikesos.rpjmd import kinerja, realisasi, target
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.kemiskinan import garis_kemiskinan
from ikesos.stats.tutup import ATURAN
from tests.cast import user

pytestmark = pytest.mark.django_db
DOKUMEN = "Perda RPJMD, tabel 5.1"


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    caches["angka"].clear()


def ind(kode: str) -> IndikatorRpjmd:
    return IndikatorRpjmd.objects.get(pk=kode)


def k(kode: str, tahun: int | None = None) -> Any:
    return next(iter(kinerja.all_of(tahun, kode=[kode])))


def _words(isi: bytes) -> str:
    """Every text drawn on the paper, one line each."""
    with pikepdf.open(io.BytesIO(isi)) as buku:
        return "\n".join(
            bytes(perintah.operands[0]).decode("latin-1")
            for halaman in buku.pages
            for perintah in pikepdf.parse_content_stream(halaman)
            if str(perintah.operator) == "Tj"
        )


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def test_published_figures_are_there_and_targets_are_not_invented() -> None:
    assert not TargetRpjmd.objects.exists()
    p0 = k("KEM.1")
    assert p0.lampu == "belum"
    assert p0.kalimat == "Realisasi 2025 6,72 %; target 2025 belum diisi."
    assert p0.akhir is not None
    assert ind("IKS.2").kode_rpjmn == "04.20.01.01"
    assert ind("IKS.3").kode_rpjmn == "04.20.01.02"
    halaman = masuk("pimpinan").get(reverse("ikesos:rpjmd"))
    assert "belum diisi" in halaman.text
    assert "Hijau: capaian 100 % atau lebih." in halaman.text


def test_the_poverty_line_has_its_year_region_and_source() -> None:
    kukar = garis_kemiskinan("6402", 2025)
    assert kukar is not None
    assert (kukar.garis_rp_bulan, kukar.p0) == (705_397, 6.72)
    assert "Booklet" in kukar.sumber
    kaltim = garis_kemiskinan("64", 2025)
    assert kaltim is not None
    assert (kaltim.periode, kaltim.garis_rp_bulan) == ("2025-03", 866_193)
    # The March 2022 row has no line; another year is never stepped in for.
    garis = garis_kemiskinan("64", 2022)
    assert garis is not None
    assert garis.periode == "2022-09"
    assert garis_kemiskinan("6402", 2026) is None


def test_a_target_turns_the_light_on_by_the_rule_that_is_data() -> None:
    target.assign(ind("KEM.1"), 2025, 6.4, DOKUMEN, pelaku=user("petugas"))
    assert k("KEM.1").dinilai.capaian == pytest.approx(95)
    assert k("KEM.1").lampu == "kuning"
    AturanLampu.objects.create(hijau=95, kuning=80, berlaku_dari=timezone.localdate(), dokumen="Uji")
    assert k("KEM.1").lampu == "hijau"
    assert "Hijau: capaian 95 %" in masuk("pimpinan").get(reverse("ikesos:rpjmd")).text


def test_what_needs_attention_stands_first() -> None:
    target.assign(ind("KEM.1"), 2025, 7.0, DOKUMEN, pelaku=user("petugas"))
    target.assign(ind("KEM.2"), 2025, 0.5, DOKUMEN, pelaku=user("petugas"))
    target.assign(ind("KEM.3"), 2025, 0.14, DOKUMEN, pelaku=user("petugas"))
    semua = kinerja.all_of()
    assert [satu.kode for satu in semua[:2]] == ["KEM.2", "KEM.3"]
    assert semua[-1].kode == "KEM.1"
    assert (
        kinerja.summary(semua)
        == f"Dari {len(semua)} indikator: 1 hijau, 1 kuning, 1 merah, {len(semua) - 3} belum dapat dinilai."
    )


def test_a_changed_target_keeps_the_one_before() -> None:
    target.assign(ind("KEM.1"), 2026, 6.4, DOKUMEN, pelaku=user("petugas"))
    with pytest.raises(RpjmdDitolak, match="Tulis mengapa diubah"):
        target.assign(ind("KEM.1"), 2026, 6.5, DOKUMEN, pelaku=user("petugas"))
    target.assign(ind("KEM.1"), 2026, 6.5, DOKUMEN, alasan="Perubahan RPJMD", pelaku=user("petugas"))
    semua = [(t.nilai, t.diganti is None) for t in TargetRpjmd.objects.order_by("id")]
    assert semua == [(6.4, False), (6.5, True)]
    jejak = Jejak.objects.filter(aksi="rpjmd.target").order_by("id").last()
    assert jejak is not None
    assert (jejak.rincian["dari"], jejak.rincian["ke"]) == (6.4, 6.5)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetRpjmd.objects.create(indikator=ind("KEM.1"), tahun=2026, nilai=1, dokumen="x")


def test_a_typed_figure_counts_after_a_second_person() -> None:
    ini = realisasi.propose(ind("KEM.1"), 2026, 6.5, "BPS, booklet 2027", pelaku=user("petugas"))
    assert k("KEM.1").terakhir.tahun == 2025
    with pytest.raises(TidakBerwenang):
        realisasi.confirm(ini.pk, pelaku=user("petugas"))
    realisasi.confirm(ini.pk, pelaku=user("verifikator"))
    assert k("KEM.1").terakhir.realisasi.nilai == 6.5
    with pytest.raises(RpjmdDitolak) as galat:
        realisasi.confirm(ini.pk, pelaku=user("kepala"))
    assert galat.value.kode == "status"


def test_nobody_confirms_oneself_even_with_both_permissions() -> None:
    ini = realisasi.propose(ind("KEM.1"), 2026, 6.5, "BPS", pelaku=user("petugas"))
    RealisasiRpjmd.objects.filter(pk=ini.pk).update(oleh=user("verifikator"))
    with pytest.raises(RpjmdDitolak) as galat:
        realisasi.confirm(ini.pk, pelaku=user("verifikator"))
    assert galat.value.kode == "sama"
    with pytest.raises(IntegrityError), transaction.atomic():
        RealisasiRpjmd.objects.filter(pk=ini.pk).update(status="dikonfirmasi", pengesah=user("verifikator"))


def test_a_correction_takes_the_place_of_the_published_figure_and_keeps_it() -> None:
    ini = realisasi.propose(ind("KEM.1"), 2025, 6.70, "BPS, ralat", pelaku=user("petugas"))
    with pytest.raises(RpjmdDitolak) as galat:
        realisasi.propose(ind("KEM.1"), 2025, 6.71, "BPS, ralat", pelaku=user("petugas"))
    assert galat.value.kode == "menunggu"
    realisasi.confirm(ini.pk, pelaku=user("kepala"))
    status = RealisasiRpjmd.objects.filter(indikator="KEM.1", tahun=2025).order_by("id").values_list("nilai", "status")
    assert list(status) == [(6.72, "diganti"), (6.70, "dikonfirmasi")]


def test_refusing_needs_a_reason_and_leaves_the_figure_out() -> None:
    ini = realisasi.propose(ind("KEM.1"), 2026, 65, "salah ketik", pelaku=user("petugas"))
    with pytest.raises(RpjmdDitolak):
        realisasi.refuse(ini.pk, " ", pelaku=user("verifikator"))
    with pytest.raises(TidakBerwenang):
        realisasi.refuse(ini.pk, "Koma hilang.", pelaku=user("pimpinan"))
    realisasi.refuse(ini.pk, "Koma hilang.", pelaku=user("verifikator"))
    assert k("KEM.1").menunggu == []
    assert "Koma hilang." in masuk("petugas").get(reverse("ikesos:rpjmd_indikator", args=["KEM.1"])).text


@pytest.mark.parametrize(
    ("kode", "tahun", "nilai", "sumber"),
    [("KEM.1", 2026, 101, "BPS"), ("KEM.1", 2029, 5, "BPS"), ("KEM.1", 2026, float("nan"), "BPS"),
     ("KEM.1", 2026, 5, " "), ("DTS.1", 2026, 5, "tangan")],
)  # fmt: skip
def test_figures_without_sense_are_refused(kode: str, tahun: int, nilai: float, sumber: str) -> None:
    with pytest.raises(RpjmdDitolak):
        realisasi.propose(ind(kode), tahun, nilai, sumber, pelaku=user("petugas"))


def test_the_index_of_a_group_is_frozen_under_the_name_of_its_calculation() -> None:
    versi, _ = structure.load(structure.read(structure.BAWAAN))
    hitung = Hitungan.objects.create(
        versi=versi, periode="2026-T3", acuan=timezone.localdate(), status="selesai", benih=1, tarikan=1,
        dimulai_oleh=user("petugas"), aturan=ATURAN,
    )  # fmt: skip
    for kelompok, nilai in (("umum", 60.0), ("lansia", 52.5)):
        HasilIndeks.objects.create(
            hitungan=hitung, wilayah_id="6402", kelompok=kelompok, simpul="IKS", nilai=nilai, ada=1.0, contoh=True
        )
    beku = realisasi.freeze(ind("IKS.2"), 2026, pelaku=user("petugas"))
    assert beku.nilai == 52.5
    assert f"2026-T3 hitungan #{hitung.pk}" in beku.rujukan
    assert beku.contoh
    HasilIndeks.objects.filter(hitungan=hitung).update(nilai=1)
    assert k("IKS.2").terakhir.realisasi.nilai == 52.5
    for kode, tahun in (("IKS.2", 2025), ("IKS.3", 2026), ("DTS.1", 2026)):
        with pytest.raises(RpjmdDitolak) as galat:
            realisasi.freeze(ind(kode), tahun, pelaku=user("petugas"))
        assert galat.value.kode == "angka"


def test_a_new_row_of_bps_becomes_the_figure_of_its_year() -> None:
    KemiskinanBps.objects.create(kode_wilayah="6402", periode="2026", p0=6.3, sumber="BPS 2027")
    assert realisasi.freeze(ind("KEM.1"), 2026, pelaku=user("petugas")).rujukan == "BPS 2027"
    assert k("KEM.1").terakhir.realisasi.nilai == 6.3


def test_writing_on_the_pages_from_target_to_confirmation() -> None:
    petugas, verifikator = masuk("petugas"), masuk("verifikator")
    halaman = reverse("ikesos:rpjmd_indikator", args=["KEM.1"])
    isi = {"tahun": 2026, "nilai": "6,40", "dokumen": DOKUMEN}
    assert petugas.post(reverse("ikesos:rpjmd_target", args=["KEM.1"]), isi).status_code == 302
    isi = {"tahun": 2026, "nilai": "6,50", "rujukan": "BPS, booklet 2027"}
    assert petugas.post(reverse("ikesos:rpjmd_realisasi", args=["KEM.1"]), isi).status_code == 302
    assert petugas.post(reverse("ikesos:rpjmd_realisasi", args=["KEM.1"]), isi).status_code == 422
    isi = {"tahun": 2026, "isi": "Turun karena perluasan bantuan."}
    assert petugas.post(reverse("ikesos:rpjmd_narasi", args=["KEM.1"]), isi).status_code == 302
    satu = RealisasiRpjmd.objects.get(status="usulan")
    assert "Sahkan 2026" not in petugas.get(halaman).text
    assert "Sahkan 2026" in verifikator.get(halaman).text
    assert verifikator.post(reverse("ikesos:rpjmd_sahkan", args=[satu.pk])).status_code == 302
    teks = masuk("pimpinan").get(halaman).text
    assert "Realisasi 2026 6,50 %; target 6,40 %, capaian 98,4 %." in teks
    assert "Turun karena perluasan bantuan." in teks
    assert "Isi target" not in teks


def test_an_indicator_of_the_plan_is_taken_in_and_corrected() -> None:
    isi = {"kode": "PRG.1", "sasaran": "DTS", "nama": "Desa bermusyawarah", "tingkat": "program", "satuan": "persen",
           "desimal": 1, "arah": 1, "instansi": "", "kode_rpjmn": "", "keterangan": ""}  # fmt: skip
    petugas = masuk("petugas")
    assert petugas.post(reverse("ikesos:rpjmd_baru"), isi).status_code == 302
    assert petugas.post(reverse("ikesos:rpjmd_baru"), isi).status_code == 422
    # A code is part of an address: the words of other addresses are none.
    assert petugas.post(reverse("ikesos:rpjmd_baru"), isi | {"kode": "laporan"}).status_code == 422
    dinkes = Instansi.objects.get(nama="Dinas Kesehatan")
    ubah = isi | {"instansi": dinkes.pk, "kode": "LAIN.9"}
    assert petugas.post(reverse("ikesos:rpjmd_ubah", args=["PRG.1"]), ubah).status_code == 302
    assert ind("PRG.1").opd == "Dinas Kesehatan"
    assert not IndikatorRpjmd.objects.filter(pk="LAIN.9").exists()


def test_the_yearly_report_says_the_same_on_paper_and_as_a_table() -> None:
    target.assign(ind("KEM.1"), 2025, 6.4, DOKUMEN, pelaku=user("petugas"), contoh=True)
    target.narrate(ind("KEM.1"), 2025, "=SUM(1) turun perlahan", pelaku=user("petugas"))
    klien = masuk("pimpinan")
    teks = _words(klien.get(reverse("ikesos:rpjmd_pdf", args=[2025])).content)
    for kata in ("6,72 %", "95,0 %", "belum diisi", "Hijau: capaian", "705.397", "contoh", "turun perlahan", "SHA-256"):
        assert kata in teks
    buku = CalamineWorkbook.from_filelike(io.BytesIO(klien.get(reverse("ikesos:rpjmd_xlsx", args=[2025])).content))
    baris = {(b[0], b[7]): b for b in buku.get_sheet_by_name("Indikator").to_python()[1:]}
    p0 = baris["KEM.1", 2025]
    assert (p0[8], p0[10], p0[12], p0[13], p0[14]) == (6.4, 6.72, 95, "Kuning", "contoh: target")
    assert not str(p0[15]).startswith("=")
    assert klien.get("/ikesos/rpjmd/laporan/2031.pdf").status_code == 404


def test_the_api_tells_targets_figures_and_the_line() -> None:
    target.assign(ind("KEM.1"), 2025, 6.4, DOKUMEN, pelaku=user("petugas"))
    klien = masuk("mitra")
    isi = klien.get("/api/v1/rpjmd/").json()
    p0 = next(satu for satu in isi["indikator"] if satu["kode"] == "KEM.1")
    assert p0["lampu"] == "kuning"
    tahun = {t["tahun"]: t for t in p0["tahunan"]}
    assert (tahun[2025]["target"], tahun[2025]["realisasi"]) == (6.4, 6.72)
    assert tahun[2029]["target"] is None
    assert p0["proyeksi_2029"]["bawah"] < p0["proyeksi_2029"]["nilai"] < p0["proyeksi_2029"]["atas"]
    assert klien.get("/api/v1/garis-kemiskinan/?tahun=2025").json()["garis_rp_bulan"] == 705_397
    for tanya in ("tahun=1990", "tahun=²", "wilayah=%00", "wilayah=6471&tahun=2025"):
        assert klien.get(f"/api/v1/garis-kemiskinan/?{tanya}").status_code == 404


def test_every_indicator_of_the_plan_belongs_to_an_office() -> None:
    """Those of poverty to Bappeda: it writes the plan, and BPS their figures."""
    assert not IndikatorRpjmd.objects.filter(instansi=None).exists()
    assert set(IndikatorRpjmd.objects.filter(sumber="bps").values_list("instansi__nama", flat=True)) == {"Bappeda"}
