"""Errors found by visits, each on its real way: a drawn sample against pandas, and objections that were right."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd
import pytest
from django.core.cache import cache
from django.utils import timezone

from dtsen.accounts.models import Penugasan
from dtsen.registry.models import Individu, Keluarga
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from tests.cast import KUKAR, MELAYU, PERIAN, user
from tests.verval.test_ketepatan import masuk, pandas_of, rule, village
from tests.verval.test_kunjungan import send as visit_sent
from tests.verval.test_sanggah import filed
from verval.ketepatan import baca
from verval.ketepatan.sampel import against_truth
from verval.ketepatan.sanggah import objections, proven
from verval.kunjungan import sampel, tinjau
from verval.kunjungan.daftar import KRITERIA
from verval.models import Kunjungan, ProgramBansos, SampelKunjungan, Sanggah
from verval.sanggah import kerja

pytestmark = pytest.mark.django_db
TERPILIH = 120
SEMUA = Cakupan.of([KUKAR])


@pytest.fixture(autouse=True)
def kosong(django_db_setup: None) -> None:
    cache.clear()


def visitors() -> list[Penugasan]:
    melayu = user("operator.melayu")
    return [
        Penugasan.objects.get(user__username="pendamping.perian"),
        Penugasan.objects.create(user=melayu, peran="pendamping", wilayah_id=MELAYU, mulai=date(2026, 1, 1)),
    ]


def seen(kunjungan: Kunjungan, penilaian: str) -> None:
    """What the visitor saw comes in from the telephone, and a verifikator reviews it."""
    kriteria = dict.fromkeys(KRITERIA, penilaian == "miskin")
    isi = (
        {"penilaian": penilaian, "kriteria": kriteria}
        if penilaian
        else {"aksi": "nihil", "ditemui": "", "sebab": "pindah"}
    )
    visit_sent(kunjungan, siapa=kunjungan.petugas, **isi)
    kunjungan.refresh_from_db()
    tinjau.review(kunjungan, {}, pelaku=user("verifikator"), status=kunjungan.status)


def drawn(banyak: int) -> SampelKunjungan:
    return sampel.draw(
        sampel.Saringan(Wilayah.objects.get(pk=KUKAR)), banyak, judul="Ketepatan", benih=20260401,
        batas=timezone.localdate() + timedelta(days=14), petugas=visitors(), pelaku=user("verifikator"),
    )  # fmt: skip


def test_the_estimate_from_a_drawn_and_visited_sample_equals_pandas() -> None:
    data = village(20260401, 160).set_index("pk")
    satu, acak, catatan = drawn(TERPILIH), random.Random(7), []
    for kunjungan in satu.kunjungan.order_by("pk"):
        putusan = acak.choice(("miskin",) * 4 + ("tidak_miskin",) * 5 + ("",))
        seen(kunjungan, putusan)
        if putusan:
            catatan.append({"pk": kunjungan.keluarga_id, "miskin": putusan == "miskin"})
    # Independent of ours: who receives is the book-keeping of the village, the weight frame over drawn.
    kerangka = Keluarga.objects.filter(status="aktif").count()
    tabel = pd.DataFrame(catatan).set_index("pk").join(data)
    tabel = tabel.assign(layak=tabel.miskin, bobot=kerangka / TERPILIH, uang=1)
    harapan = pandas_of(tabel)
    hasil = against_truth(rule(), SEMUA)
    assert hasil is not None
    assert (hasil.sampel, hasil.dinilai, hasil.tidak_ditemukan) == (satu, len(tabel), TERPILIH - len(tabel))
    for dugaan, nama in ((hasil.eksklusi, "eksklusi"), (hasil.inklusi, "inklusi")):
        assert dugaan.nilai == pytest.approx(harapan[nama], abs=1e-9, rel=0)
        assert dugaan.bawah is not None
        assert dugaan.atas is not None
        assert dugaan.bawah < harapan[nama] < dugaan.atas
    assert (hasil.eksklusi.n, hasil.inklusi.n) == (tabel.layak.sum(), tabel.menerima.sum())


def decided(keluarga: Keluarga, jenis: str, aksi: str, kode: str, program: str = "sembako") -> Sanggah:
    """An objection about a family, from the public page to its decision, with a visit of its own."""
    kepala = Individu.objects.filter(keluarga=keluarga).order_by("pk").first()
    assert kepala is not None
    satu = filed(jenis=jenis, program=program, nama=kepala.nama, kode_desa=keluarga.kode_desa)
    verifikator = user("verifikator")
    kerja.match(satu, keluarga, pelaku=verifikator)
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    kunjungan = kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=verifikator)
    seen(kunjungan, "tidak_miskin" if jenis == "terdaftar_tidak_layak" else "miskin")
    satu.refresh_from_db()
    kerja.move(
        satu, aksi, pelaku=verifikator, status="diperiksa", alasan="Dilihat sendiri.", alasan_kode=kode,
        program=ProgramBansos.objects.get(pk="sembako"),
    )  # fmt: skip
    return satu


def test_an_objection_found_right_is_one_error_of_one_programme() -> None:
    data = village(11, 60)
    perian = data[data.desa == PERIAN]

    def family(p: bool, s: bool, ke: int = 0) -> Keluarga:
        return Keluarga.objects.get(pk=perian[(perian.layak == p) & (perian.menerima == s)].pk.iloc[ke])

    bocor, tepat, luput = family(False, True), family(True, True), family(True, False)
    sebelum = baca.count(rule(), timezone.localdate()).total()
    decided(bocor, "terdaftar_tidak_layak", "buktikan", "sesuai")
    decided(bocor, "terdaftar_tidak_layak", "buktikan", "tidak_memenuhi")  # somebody else, the same family
    decided(tepat, "terdaftar_tidak_layak", "buktikan", "sesuai", program="")  # the desil calls it eligible
    decided(luput, "layak_tidak_terdaftar", "buktikan", "memenuhi")
    decided(family(True, True, 1), "terdaftar_tidak_layak", "patahkan", "berbeda")
    eksklusi, inklusi = proven(rule(), timezone.localdate(), SEMUA)
    assert (eksklusi.keluarga, eksklusi.terhitung) == (1, 1)
    assert (inklusi.keluarga, inklusi.terhitung, inklusi.tak_terlihat) == (2, 1, 1)
    assert [(b.masuk, b.terbukti) for b in objections("sembako", SEMUA)] == [(1, 1), (4, 3)]
    # Of another programme none of them is an error, and the table by the rule has not moved.
    assert objections("pkh", SEMUA) == []
    assert baca.count(rule(), timezone.localdate()).total() == sebelum
    assert against_truth(rule(), SEMUA) is None
    isi = masuk("verifikator").get("/verval/ketepatan/?program=sembako").content.decode()
    assert "<strong>2 keluarga</strong>" in isi
    assert "1 di antaranya tidak terhitung oleh aturan" in isi
    assert (
        "<strong>2 keluarga</strong>"
        not in masuk("pimpinan").get("/verval/ketepatan/?program=sembako").content.decode()
    )
