"""Accuracy of targeting: the numbers equal pandas, the list behind each, small ones closed, samples with intervals."""

from __future__ import annotations

import io
import random
from datetime import date, datetime

import pandas as pd
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dtsen.registry.models import DesilResmi, Individu, Keluarga
from dtsen.wilayah.cakupan import Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from verval.bansos import layak
from verval.ketepatan import baca, tampil
from verval.ketepatan.hitung import Amatan, Sel, cells, estimate
from verval.ketepatan.sanggah import objections
from verval.models import AturanProgram, BerkasPenerima, Penerima, Sanggah

ANGKA = ("eksklusi", "inklusi", "cakupan", "salah_positif", "beda", "bocor_uang")


@pytest.fixture(autouse=True)
def nothing_remembered(django_db_setup: None) -> None:
    cache.clear()


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def pandas_of(data: pd.DataFrame) -> dict[str, float]:
    """The definitions of methods B.4 over rows of layak, menerima, bobot, uang; nothing of ours is used."""
    p, s, w = data.layak, data.menerima, data.bobot
    cakup = (w * (p & s)).sum() / (w * p).sum()
    fpr = (w * (s & ~p)).sum() / (w * ~p).sum()
    return {
        "eksklusi": (w * (p & ~s)).sum() / (w * p).sum(),
        "inklusi": (w * (s & ~p)).sum() / (w * s).sum(),
        "cakupan": cakup,
        "salah_positif": fpr,
        "beda": cakup - fpr,
        "bocor_uang": (data.uang * (s & ~p)).sum() / (data.uang * s).sum(),
    }


def village(benih: int, banyak: int = 160) -> pd.DataFrame:
    """A seeded population with recipients of Sembako; returns what is true of each family, by its own book-keeping."""
    acak = random.Random(benih)
    berkas = BerkasPenerima.objects.create(
        program_id="sembako", bulan="2026-11", sidik="0" * 64, status="diterapkan",
        pembuat=user("petugas"), pengesah=user("verifikator"),
    )  # fmt: skip
    catatan = []
    for nomor in range(banyak):
        aktif = acak.random() < 0.92
        keluarga = Keluarga.objects.create(
            kode_desa=acak.choice((PERIAN, PERIAN, MELAYU)), nama_kepala=f"K{nomor}",
            status="aktif" if aktif else "pindah",
        )  # fmt: skip
        desil = acak.choice((None, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
        DesilResmi.objects.create(
            keluarga=keluarga, kode_desa=keluarga.kode_desa, versi="2026-T3", tanggal=date(2026, 7, 24), dasar="uji",
            nasional=desil,
        )  # fmt: skip
        jiwa = acak.randint(1, 5)
        for ke in range(jiwa):
            Individu.objects.create(
                keluarga=keluarga, kode_desa=keluarga.kode_desa, nama=f"O{nomor}-{ke}", nama_norm=f"O{nomor}",
                nik=f"640201520380{nomor * 10 + ke:04d}", status_hubungan_keluarga=1 if ke == 0 else 3,
                jenis_kelamin=acak.choice((1, 2)), asal=[],
            )  # fmt: skip
        status = acak.choice((None, None, "salur", "salur", "exclude"))
        uang = acak.choice((200_000, 400_000, 600_000))
        if status:
            Penerima.objects.create(
                program_id="sembako", bulan="2026-11", unit="keluarga", keluarga=keluarga,
                kode_desa=keluarga.kode_desa, status=status, nominal=uang, berkas=berkas,
            )  # fmt: skip
        menerima = status == "salur"
        if aktif or menerima:
            catatan.append(
                {
                    "pk": keluarga.pk, "desa": keluarga.kode_desa, "layak": aktif and desil is not None and desil <= 5,
                    "menerima": menerima, "jiwa": jiwa, "uang": uang if menerima else 0,
                }
            )  # fmt: skip
    return pd.DataFrame(catatan)


def rule() -> AturanProgram:
    return AturanProgram.objects.berlaku(timezone.localdate()).get(program="sembako")


def close(sel: Sel, harapan: dict[str, float]) -> None:
    for nama in ANGKA:
        assert getattr(sel, nama) == pytest.approx(harapan[nama], abs=1e-9, rel=0), nama


@pytest.mark.django_db
def test_seeded_population_equals_pandas() -> None:
    data = village(20260401)
    for bobot in ("unit", "jiwa"):
        hasil = baca.count(rule(), timezone.localdate(), bobot=bobot)
        tertimbang = data.assign(bobot=data.jiwa if bobot == "jiwa" else 1)
        close(hasil.total(), pandas_of(tertimbang))
        for desa, bagian in tertimbang.groupby("desa"):
            close(hasil.desa[str(desa)], pandas_of(bagian))
    # The list behind each number is exactly those whom it counts.
    for lihat, p, s in (("luput", True, False), ("bocor", False, True), ("tepat", True, True)):
        daftar = baca.behind(rule(), timezone.localdate(), lihat, banyak=10_000)
        assert {satu.keluarga for satu in daftar} == set(data[(data.layak == p) & (data.menerima == s)].pk), lihat
        assert all(satu.sebab for satu in daftar)


@pytest.mark.django_db
def test_by_the_whole_rule_it_agrees_with_the_eligible_list() -> None:
    village(7, 60)
    hari = timezone.localdate()
    layak_semua = layak.eligible(rule(), hari)
    hasil = baca.count(rule(), hari, ukuran="aturan").total()
    assert (hasil.tepat, hasil.luput) == (
        sum(1 for satu in layak_semua if satu.menerima), sum(1 for satu in layak_semua if not satu.menerima),
    )  # fmt: skip


@pytest.mark.django_db
def test_page_says_the_shares_and_leads_to_the_families() -> None:
    data = village(11, 90)
    isi = masuk("verifikator").get("/verval/ketepatan/?program=sembako").content.decode()
    hasil = pandas_of(data.assign(bobot=1))
    assert tampil.share(hasil["eksklusi"]) in isi
    assert tampil.share(hasil["inklusi"]) in isi
    assert "70,0 → 17,6 %" in isi
    assert "Belum dapat dihitung: belum ada sampel" in isi
    daftar = masuk("verifikator").get("/verval/ketepatan/daftar/?program=sembako&lihat=bocor").content.decode()
    assert "aturan desil 1–5" in daftar
    assert "Tercatat, tetapi dikeluarkan" in (
        masuk("verifikator").get("/verval/ketepatan/daftar/?program=sembako&lihat=luput").content.decode()
    )
    # Of another desa the operator learns nothing, here as everywhere.
    operator = masuk("operator.melayu").get("/verval/ketepatan/daftar/?program=sembako&lihat=luput").content.decode()
    perian = Keluarga.objects.filter(kode_desa=PERIAN).values_list("pk", flat=True)
    assert not any(f"/keluarga/{pk}/" in operator for pk in perian)
    assert masuk("pimpinan").get("/verval/ketepatan/daftar/").status_code == 403


@pytest.mark.django_db
def test_workbooks_hold_what_the_pages_show() -> None:
    data = village(11, 90)
    verifikator = masuk("verifikator")
    angka = pd.read_excel(
        io.BytesIO(verifikator.get("/verval/ketepatan/unduh/?program=sembako&bentuk=xlsx").content), engine="calamine"
    )
    hasil = baca.count(rule(), timezone.localdate()).total()
    assert angka.iloc[-1, 2:6].tolist() == [hasil.layak, hasil.menerima, hasil.luput, hasil.bocor]
    alamat = "/verval/ketepatan/daftar/unduh/?program=sembako&lihat=bocor"
    daftar = pd.read_excel(io.BytesIO(verifikator.get(alamat).content), engine="calamine")
    assert len(daftar) == hasil.bocor == len(data[data.menerima & ~data.layak])
    operator = pd.read_excel(io.BytesIO(masuk("operator.melayu").get(alamat).content), engine="calamine")
    assert set(operator["Desa"]) == {"Melayu"}
    assert len(operator) < len(daftar)
    assert masuk("pimpinan").get(alamat).status_code == 403


@pytest.mark.django_db
def test_remembered_numbers_are_those_of_the_own_scope_and_newest_list() -> None:
    village(11, 90)
    verifikator, operator = masuk("verifikator"), masuk("operator.melayu")
    alamat = "/api/v1/ketepatan/?program=sembako"
    semua = verifikator.get(alamat).json()[-1]["layak"]
    assert verifikator.get(alamat).json()[-1]["layak"] == semua
    sendiri = operator.get(alamat)
    assert sendiri.status_code == 403 or sendiri.json()[-1]["layak"] < semua
    Penerima.objects.all().delete()
    assert verifikator.get(alamat).json()[-1]["menerima"] > 0
    BerkasPenerima.objects.update(diputuskan=timezone.now())
    assert verifikator.get(alamat).json()[-1]["menerima"] == 0


def test_two_processes_tell_the_same_time(basisdata: Basisdata) -> None:
    kata = (
        "from django.utils import timezone; from dtsen.registry import lingkup; from verval.ketepatan import baca;"
        "from verval.models import AturanProgram; hari = timezone.localdate(); lingkup.within(lingkup.INDONESIA)"
        ".__enter__(); aturan = AturanProgram.objects.berlaku(hari).get(program='sembako');"
        "print(baca.recent(aturan, hari)[1].isoformat())"
    )
    jawaban = [basisdata.manage("shell", "-v", "0", "-c", kata).stdout.split()[-1] for _ in range(2)]
    assert datetime.fromisoformat(jawaban[0]) == datetime.fromisoformat(jawaban[1])


@pytest.mark.django_db
def test_aggregate_roles_see_no_small_numbers() -> None:
    village(5, 9)
    for alamat in ("", "unduh/"):
        isi = masuk("pimpinan").get(f"/verval/ketepatan/{alamat}?program=sembako").content.decode()
        assert "terlalu kecil" in isi if not alamat else "<5" in isi
    api = masuk("pimpinan").get("/api/v1/ketepatan/?program=sembako").json()
    assert api[-1]["tertutup"]
    assert api[-1]["eksklusi"] is None
    assert masuk("verifikator").get("/api/v1/ketepatan/?program=sembako").json()[-1]["tertutup"] is False


@pytest.mark.django_db
def test_heads_do_not_open_what_few_families_close() -> None:
    """Nine families hold 27 heads or so: counting heads must not show them."""
    village(5, 9)
    isi = masuk("pimpinan").get("/verval/ketepatan/?program=sembako&bobot=jiwa").content.decode()
    assert "terlalu kecil" in isi
    sel = Sel(40, 12, 9, cacah=(20, 12, 3))
    assert tampil.is_small(sel)
    assert (sel + Sel(1, 1, 1, cacah=(1, 1, 2))).banyak == (21, 13, 5)


@pytest.mark.django_db
def test_proven_objections_stand_beside_the_numbers() -> None:
    village(13, 20)
    for jenis in ("terdaftar_tidak_layak", "terdaftar_tidak_layak", "data_salah"):
        Sanggah.objects.create(
            jenis=jenis, jalur="publik", kode_desa=PERIAN, nama="A", uraian="B", program_id="sembako"
        )
    Sanggah.objects.filter(jenis="data_salah").update(
        status="data_diperbaiki", pemutus=user("verifikator"), diputus=timezone.now()
    )
    salah, data = objections("sembako", Cakupan.of(["6402"]))
    assert (salah.masuk, salah.terbuka, salah.terbukti) == (2, 2, 0)
    assert (data.diperbaiki, data.diputus) == (1, 1)
    assert objections("pkh", Cakupan.of(["6402"])) == []
    assert "0 dari 0 yang diputus" in masuk("verifikator").get("/verval/ketepatan/?program=sembako").content.decode()


@pytest.mark.django_db
def test_without_recipients_nothing_is_invented() -> None:
    isi = masuk("pimpinan").get("/verval/ketepatan/").content.decode()
    assert "Belum ada program dengan daftar penerima" in isi
    assert masuk("pimpinan").get("/api/v1/ketepatan/").json() == []


def test_zero_denominators_are_not_zero() -> None:
    kosong = cells([(False, False, 1, 0)])
    assert (kosong.eksklusi, kosong.inklusi, kosong.beda, kosong.bocor_uang) == (None, None, None, None)
    assert tampil.share(kosong.eksklusi) == "belum dapat dihitung"


def test_one_small_row_takes_a_second_with_it() -> None:
    sel = {"a": Sel(20, 20, 3), "b": Sel(9, 9, 9), "c": Sel(50, 50, 50), "d": Sel()}
    assert tampil.hidden(sel) == {"a", "b"}
    assert tampil.hidden({"b": sel["b"], "c": sel["c"]}) == frozenset()


def test_sample_estimate_needs_enough_and_covers_the_ratio() -> None:
    acak = random.Random(3)
    amatan = [
        Amatan(acak.choice((10.0, 40.0)), acak.random() < 0.5, acak.random() < 0.6, f"desa{acak.randrange(12)}")
        for _ in range(400)
    ]
    eksklusi, inklusi = estimate(amatan)
    data = pd.DataFrame([(a.bobot, a.miskin, a.menerima) for a in amatan], columns=["bobot", "layak", "menerima"])
    harapan = pandas_of(data.assign(uang=1))
    assert eksklusi.nilai == pytest.approx(harapan["eksklusi"], abs=1e-9)
    assert inklusi.nilai == pytest.approx(harapan["inklusi"], abs=1e-9)
    for satu in (eksklusi, inklusi):
        assert satu.nilai is not None
        assert satu.bawah is not None
        assert satu.atas is not None
        assert satu.bawah < satu.nilai < satu.atas
        assert satu.atas - satu.bawah < 0.25
    assert estimate(amatan) == (eksklusi, inklusi)
    sedikit, _ = estimate([a for a in amatan if a.miskin][:29])
    assert (sedikit.n, sedikit.nilai) == (29, None)
