"""A ranking step by step on real partitions: start, freeze, score, check, publish, and every refusal."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import IntegrityError, connections, transaction

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak, User
from dtsen.lib.sql import load
from dtsen.ranking import build, checks, explanations, runs, scorecards, scoring
from dtsen.ranking.models import Beku, Hasil, ModelSkor, Run
from dtsen.ranking.stats import desil
from dtsen.ranking.stats.fitur import FITUR, KOSONG
from dtsen.ranking.stats.scorecard import ModelSalah, read_model
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import user
from tests.conftest import Basisdata
from tests.ranking.desa import desa_ranked, keluarga, kepala, load_default_model

PERIODE = "2026-T4"


@pytest.fixture
def desa(basisdata: Basisdata) -> list[Keluarga]:
    load_default_model()
    return desa_ranked()


def ranked(periode: str = PERIODE, **isi: object) -> Run:
    """Start as admin and do the three steps as the worker would."""
    run = runs.start(periode, pelaku=user("admin"), **isi)  # type: ignore[arg-type]
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    run.refresh_from_db()
    return run


def published(periode: str = PERIODE, **isi: object) -> Run:
    return runs.publish(ranked(periode, **isi).pk, pelaku=user("kepala"))


def frozen(run: Run) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The frozen features of a run as arrays, by family id."""
    kolom = ", ".join(FITUR)
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(
            f"SELECT bobot, {kolom} FROM ranking_beku_fitur WHERE beku_id = %s ORDER BY keluarga_id", [run.beku_id]
        )
        baris = kursor.fetchall()
    fitur = {
        kode: np.array([KOSONG if b[i + 1] is None else b[i + 1] for b in baris], dtype=np.int64)
        for i, kode in enumerate(FITUR)
    }
    return fitur, np.array([b[0] for b in baris], dtype=np.int64)


@pytest.mark.parametrize("basis", ["jiwa", "keluarga"])
def test_the_database_ranks_as_the_statistics_core(desa: list[Keluarga], basis: str) -> None:
    keluarga(kepala(), rumah={})
    run = ranked(basis=basis)
    fitur, bobot = frozen(run)
    model = read_model(run.model.isi)
    skor, dikenal = model.score(fitur)
    cukup = model.enough(dikenal)
    timbang = bobot if basis == "jiwa" else np.ones_like(bobot)
    harap, ambang = desil.rank(skor[cukup], timbang[cukup])
    hasil = list(Hasil.objects.filter(run_id=run.pk).order_by("keluarga_id"))
    assert run.status == "diperiksa", run.laporan
    assert tuple(run.ambang) == ambang
    assert [h.skor for h in hasil if h.skor is not None] == skor[cukup].tolist()
    assert [h.desil for h in hasil if h.desil is not None] == harap.tolist()
    assert [h.bobot for h in hasil] == timbang.tolist()
    assert [h.alasan_kosong for h in hasil] == ["" if ada else "data_kurang" for ada in cukup]
    assert not cukup.all()
    rerata = {
        v.kode: round(float(np.average(v.points(fitur[v.kode])[cukup], weights=timbang[cukup]))) for v in model.variabel
    }
    assert all(abs(rerata[kode] - nilai) <= 1 for kode, nilai in run.rerata.items())
    assert run.laporan["bagian"][0]["bobot"] == int(timbang[cukup][harap == 1].sum())


def test_the_hash_of_the_frozen_input_knows_its_content_only(desa: list[Keluarga]) -> None:
    satu, dua = ranked(), ranked()
    assert satu.beku is not None
    assert dua.beku is not None
    assert satu.beku_id != dua.beku_id
    assert satu.beku.sidik == dua.beku.sidik
    assert satu.beku.jumlah_keluarga == len(desa)
    KondisiKeluarga.objects.filter(pk=desa[3].pk).update(aset_bergerak_mobil=1, luas_lantai_m2=11)
    tiga = ranked()
    assert tiga.beku is not None
    assert tiga.beku.sidik != satu.beku.sidik


def test_two_runs_may_share_one_frozen_input(desa: list[Keluarga]) -> None:
    satu = ranked()
    KondisiKeluarga.objects.update(luas_lantai_m2=10)
    dua = ranked(basis="keluarga", beku=satu.beku)
    assert dua.status == "diperiksa"
    assert dua.beku_id == satu.beku_id
    assert Beku.objects.count() == 1


def test_a_step_done_twice_changes_nothing(desa: list[Keluarga]) -> None:
    run = ranked()
    isi = list(Hasil.objects.filter(run_id=run.pk).order_by("keluarga_id").values())
    for langkah in (runs.freeze, runs.score, runs.check):
        langkah(run.pk)
    assert list(Hasil.objects.filter(run_id=run.pk).order_by("keluarga_id").values()) == isi
    assert Beku.objects.count() == 1


def test_left_over_tables_of_a_killed_worker_do_not_disturb(desa: list[Keluarga]) -> None:
    with connections["pemilik"].cursor() as kursor:
        for nama in ("beku_baru", "skor_baru", "hasil_baru"):
            kursor.execute(f"CREATE TABLE bagian.{nama} (sisa integer)")
    assert ranked().status == "diperiksa"


def test_partitions_that_outlived_their_runs_do_not_disturb(desa: list[Keluarga]) -> None:
    ranked()
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("TRUNCATE ranking_run, ranking_beku RESTART IDENTITY CASCADE")
    run = ranked()
    assert run.status == "diperiksa"
    assert Hasil.objects.filter(run_id=run.pk).count() == len(desa)


def test_a_step_that_breaks_off_ends_the_run_and_leaves_no_results(desa: list[Keluarga]) -> None:
    run = runs.start(PERIODE, pelaku=user("admin"))
    runs.freeze(run.pk)
    ModelSkor.objects.update(isi={"rusak": True})
    with pytest.raises(ModelSalah):
        runs.score(run.pk)
    run.refresh_from_db()
    assert run.status == "gagal"
    assert run.kemajuan["langkah"] == "skor"
    assert run.kemajuan["selesai"] is False
    assert not Hasil.objects.filter(run_id=run.pk).exists()


def test_publish_by_a_second_person_only(desa: list[Keluarga]) -> None:
    run = ranked()
    with pytest.raises(TidakBerwenang):
        runs.publish(run.pk, pelaku=user("admin"))
    berdua = user("admin")
    berdua.penugasan.create(peran="kepala_opd", wilayah_id="6402", mulai="2026-01-01")
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.publish(run.pk, pelaku=User.objects.get(pk=berdua.pk))
    assert galat.value.kode == "orang_sama"
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(diterbitkan_oleh=berdua)
    assert runs.publish(run.pk, pelaku=user("kepala")).status == "terbit"
    assert Jejak.objects.filter(aksi="peringkat.terbitkan", objek=f"run:{run.pk}", pelaku=user("kepala")).exists()


def test_a_second_publication_replaces_the_first(desa: list[Keluarga]) -> None:
    satu = published()
    dua = published()
    satu.refresh_from_db()
    assert (satu.status, dua.status) == ("diganti", "terbit")
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.publish(satu.pk, pelaku=user("kepala"))
    assert galat.value.kode == "status"
    dua.refresh_from_db()
    assert dua.status == "terbit"
    kini = scoring.current()
    assert kini is not None
    assert kini.pk == dua.pk


def test_an_unchecked_run_cannot_be_published(desa: list[Keluarga]) -> None:
    lama = published()
    run = runs.start(PERIODE, pelaku=user("admin"))
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.publish(run.pk, pelaku=user("kepala"))
    assert galat.value.kode == "status"
    lama.refresh_from_db()
    assert lama.status == "terbit"


@pytest.mark.parametrize(
    ("periode", "isi", "kode"),
    [
        ("2026-T5", {}, "periode"),
        ("2024-T4", {}, "periode"),
        ("2031-T1", {}, "periode"),
        (PERIODE, {"basis": "rumah"}, "basis"),
        (PERIODE, {"model": "tidak-ada"}, "model"),
    ],
)
def test_start_is_refused(desa: list[Keluarga], periode: str, isi: dict[str, str], kode: str) -> None:
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.start(periode, pelaku=user("admin"), **isi)  # type: ignore[arg-type]
    assert galat.value.kode == kode
    assert not Run.objects.exists()


def test_an_empty_registry_is_refused(basisdata: Basisdata) -> None:
    load_default_model()
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.start(PERIODE, pelaku=user("admin"))
    assert galat.value.kode == "kosong"


def test_a_run_started_twice_is_refused_until_it_ends(desa: list[Keluarga]) -> None:
    run = runs.start(PERIODE, pelaku=user("admin"))
    with pytest.raises(runs.PeringkatDitolak) as galat:
        runs.start(PERIODE, pelaku=user("admin"))
    assert galat.value.kode == "sedang_berjalan"
    runs.cancel(run.pk, pelaku=user("admin"), alasan="salah periode")
    runs.freeze(run.pk)
    run.refresh_from_db()
    assert run.status == "batal"
    assert runs.start(PERIODE, pelaku=user("admin")).status == "dibuka"


def test_only_an_admin_starts(desa: list[Keluarga]) -> None:
    with pytest.raises(TidakBerwenang):
        runs.start(PERIODE, pelaku=user("operator.perian"))


def test_movement_and_its_causes(desa: list[Keluarga]) -> None:
    lama = published()
    miskin = Hasil.objects.filter(run_id=lama.pk, desil=1).order_by("skor", "keluarga_id")[0].keluarga_id
    KondisiKeluarga.objects.filter(pk=miskin).update(
        aset_bergerak_mobil=1, aset_bergerak_ac=1, aset_bergerak_komputer_laptop_tablet=1, luas_lantai_m2=500
    )
    baru = keluarga(kepala())
    run = ranked()
    hasil = {h.keluarga_id: h for h in Hasil.objects.filter(run_id=run.pk)}
    assert hasil[miskin].desil_sebelumnya == 1
    assert hasil[miskin].sebab == "data_berubah"
    assert hasil[baru.pk].sebab == "baru"
    pindah = [h for h in hasil.values() if h.desil_sebelumnya and h.desil_sebelumnya != h.desil]
    assert {h.sebab for h in pindah} == {"data_berubah", "pergeseran_penduduk"}
    assert {h.sebab for h in hasil.values() if h.desil_sebelumnya == h.desil} == {"tetap"}
    laporan = run.laporan["perpindahan"]
    assert laporan["pindah"] == len(pindah) == sum(laporan["sebab"].values())
    assert sum(map(sum, laporan["matriks"])) == len(desa) + 1
    assert laporan["matriks"][0][hasil[baru.pk].desil] == 1
    turun = sum(1 for h in pindah if (h.desil_sebelumnya or 0) > 4 >= (h.desil or 11))
    assert laporan["lintas"]["4/5"]["masuk"] == turun


def test_another_model_is_the_cause_only_where_the_data_stayed(desa: list[Keluarga]) -> None:
    lama = published()
    isi = {
        **lama.model.isi,
        "kode": "uji-2",
        "variabel": [v for v in lama.model.isi["variabel"] if v["kode"] != "mobil"],
    }
    scorecards.load(isi, bawaan=False)
    kaya = Hasil.objects.filter(run_id=lama.pk, desil=10).order_by("-skor")[0].keluarga_id
    KondisiKeluarga.objects.filter(pk=kaya).update(
        aset_bergerak_lemari_es=2, jenis_lantai_terluas=8, luas_lantai_m2=5, aset_bergerak_sepeda_motor=2
    )
    run = ranked(model="uji-2")
    hasil = {h.keluarga_id: h for h in Hasil.objects.filter(run_id=run.pk)}
    assert hasil[kaya].sebab == "tidak_diketahui"
    lain = {h.sebab for h in hasil.values() if h.desil != h.desil_sebelumnya and h.keluarga_id != kaya}
    assert lain == {"model"}


def test_a_changed_scorecard_or_frozen_row_fails_the_check(desa: list[Keluarga]) -> None:
    run = runs.start(PERIODE, pelaku=user("admin"))
    runs.freeze(run.pk)
    runs.score(run.pk)
    with connections["pemilik"].cursor() as kursor:
        kursor.execute("UPDATE ranking_beku_fitur SET motor = 1 - motor WHERE keluarga_id = %s", [desa[0].pk])
    runs.check(run.pk)
    run.refresh_from_db()
    assert run.status == "gagal"
    assert [p["kode"] for p in run.laporan["pemeriksaan"] if not p["lulus"]] == ["masukan_utuh"]
    with pytest.raises(runs.PeringkatDitolak):
        runs.publish(run.pk, pelaku=user("kepala"))


def test_a_result_that_disagrees_with_the_thresholds_fails_the_check(desa: list[Keluarga]) -> None:
    run = runs.start(PERIODE, pelaku=user("admin"))
    runs.freeze(run.pk)
    runs.score(run.pk)
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(
            "UPDATE ranking_hasil SET desil = 11 - desil WHERE run_id = %s AND keluarga_id = %s", [run.pk, desa[0].pk]
        )
        kursor.execute("DELETE FROM ranking_hasil WHERE run_id = %s AND keluarga_id = %s", [run.pk, desa[5].pk])
    runs.check(run.pk)
    run.refresh_from_db()
    gagal = {p["kode"] for p in run.laporan["pemeriksaan"] if not p["lulus"]}
    assert run.status == "gagal"
    assert {"semua_berperingkat", "ambang_menghasilkan_desil"} <= gagal


def test_too_many_unscored_families_fail_the_check(desa: list[Keluarga]) -> None:
    for _ in range(15):
        keluarga(kepala(), rumah={})
    run = ranked()
    assert run.status == "gagal"
    assert [p["kode"] for p in run.laporan["pemeriksaan"] if not p["lulus"]] == ["tanpa_skor"]


def test_the_application_role_cannot_write_results(desa: list[Keluarga]) -> None:
    run = ranked()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Hasil.objects.filter(run_id=run.pk).update(desil=1)
    with (
        pytest.raises(Exception, match="permission denied"),
        transaction.atomic(),
        connections["default"].cursor() as kursor,
    ):
        kursor.execute(f"SELECT count(*) FROM bagian.hasil_{run.pk}")


def test_desil_now_follows_a_correction_at_once(desa: list[Keluarga]) -> None:
    run = published()
    terkaya = Hasil.objects.filter(run_id=run.pk).order_by("-skor")[0]
    kini = explanations.desil_now(terkaya.keluarga_id)
    assert kini is not None
    assert (kini.desil, kini.skor, kini.berubah) == (terkaya.desil, terkaya.skor, False)
    KondisiKeluarga.objects.filter(pk=terkaya.keluarga_id).update(luas_lantai_m2=10, aset_bergerak_mobil=2)
    kini = explanations.desil_now(terkaya.keluarga_id)
    assert kini is not None
    assert kini.skor is not None
    assert kini.desil is not None
    assert kini.desil < 10
    assert kini.berubah
    assert kini.skor == read_model(run.model.isi).intersep + sum(a.poin for a in kini.alasan)
    assert sum(a.selisih != 0 for a in kini.alasan) >= 3
    assert [abs(a.selisih) for a in kini.alasan] == sorted((abs(a.selisih) for a in kini.alasan), reverse=True)


def test_a_simulation_writes_nothing(desa: list[Keluarga]) -> None:
    run = published()
    termiskin = Hasil.objects.filter(run_id=run.pk).order_by("skor", "keluarga_id")[0].keluarga_id
    duga = explanations.simulate(termiskin, perubahan={"aset_bergerak_mobil": 1, "luas_lantai_m2": 900})
    assert duga is not None
    kini, sesudah = duga
    assert kini.desil is not None
    assert sesudah.desil is not None
    assert kini.desil < sesudah.desil
    assert KondisiKeluarga.objects.get(pk=termiskin).aset_bergerak_mobil == 2
    anggota = Keluarga.objects.get(pk=termiskin).anggota.get(status_hubungan_keluarga=1)
    duga = explanations.simulate(termiskin, anggota={anggota.pk: {"ijazah_tertinggi_yang_dimiliki": 19}})
    assert duga is not None
    assert duga[1].skor > duga[0].skor  # type: ignore[operator]


def test_desil_now_without_enough_data_or_without_a_ranking(desa: list[Keluarga]) -> None:
    assert explanations.desil_now(desa[0].pk) is None
    published()
    kosong = keluarga(kepala(), rumah={})
    kini = explanations.desil_now(kosong.pk)
    assert kini is not None
    assert (kini.desil, kini.alasan_kosong, kini.terbit) == (None, "data_kurang", None)
    assert explanations.desil_now(10**9) is None


def test_the_same_model_code_with_other_content_is_refused(basisdata: Basisdata) -> None:
    model = load_default_model()
    assert load_default_model().pk == model.pk
    with pytest.raises(ModelSalah) as galat:
        scorecards.load({**model.isi, "intersep": 1}, bawaan=True)
    assert galat.value.kode == "kode"


def test_edges_name_the_groups_at_each_tenth(desa: list[Keluarga]) -> None:
    run = ranked()
    tepi = run.laporan["tepi"]
    assert [satu["k"] for satu in tepi] == list(range(1, 10))
    skor = Hasil.objects.filter(run_id=run.pk, skor=tepi[0]["skor"])
    assert tepi[0]["bobot"] == sum(h.bobot for h in skor)
    assert tepi[0]["keluarga"] == len(skor)
    assert checks.TEPI_MAKS <= 0.1


def test_a_shared_frozen_input_outlives_its_families(desa: list[Keluarga]) -> None:
    satu = ranked()
    with connections["pemilik"].cursor() as kursor:
        for tabel in ("registry_individu", "registry_kondisikeluarga"):
            kursor.execute(f"DELETE FROM {tabel} WHERE keluarga_id IN (%s, %s)", [desa[0].pk, desa[-1].pk])
        kursor.execute("DELETE FROM registry_keluarga WHERE id IN (%s, %s)", [desa[0].pk, desa[-1].pk])
    dua = ranked(beku=satu.beku)
    assert dua.status == "diperiksa"
    assert Hasil.objects.filter(run_id=dua.pk).count() == len(desa)


def test_the_thresholds_of_the_database_are_exact(basisdata: Basisdata) -> None:
    """Random scores, from heavily tied to all different, some weights of zero: same thresholds as the core."""
    for benih in range(20):
        acak = np.random.default_rng(benih)
        lebar = int(acak.choice([3, 40, 5_000, 30_000, 2_000_000]))
        skor = 12_000_000 + acak.integers(0, lebar, 300)
        bobot = acak.integers(0 if benih % 3 == 0 else 1, 9, 300)
        baris = list(zip(skor.tolist(), bobot.tolist(), strict=True))
        with connections["pemilik"].cursor() as kursor:
            kursor.execute("DROP TABLE IF EXISTS bagian.skor_baru")
            kursor.execute("CREATE TABLE bagian.skor_baru (skor integer, bobot smallint)")
            kursor.executemany("INSERT INTO bagian.skor_baru VALUES (%s, %s)", baris)
            kursor.execute(load(build.__file__, "find_thresholds"))
            ambang = kursor.fetchone()[0]
        assert tuple(ambang) == desil.thresholds(skor, bobot), benih
