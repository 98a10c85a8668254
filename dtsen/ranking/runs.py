"""A ranking from start to publication. Each step commits, leaves something to look at, and can be run again.

dibuka -> beku -> dihitung -> diperiksa -> terbit -> diganti; gagal and batal end a run.
Set-based work runs on the connection "pemilik": it creates the tables that become partitions.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from psycopg2 import sql

from dtsen.accounts.access import require
from dtsen.accounts.audit import record
from dtsen.accounts.models import User
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.sql import load
from dtsen.lib.tampil import angka
from dtsen.ranking import checks, scoring, slices
from dtsen.ranking.models import BASIS, Beku, ModelSkor, Run
from dtsen.registry.models import Keluarga
from dtsen.wilayah.models import Wilayah

BERJALAN = ("dibuka", "beku", "dihitung")
KUNCI = 640_201
"""Advisory lock: one ranking at a time builds tables."""
LANGKAH = {"beku": "Membekukan data", "skor": "Menghitung skor dan desil", "periksa": "Memeriksa hasil"}


class PeringkatDitolak(ValueError):
    """A refusal; `kode` is one of periode, basis, model, beku, kosong, sedang_berjalan, orang_sama, status."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan


# --- people -------------------------------------------------------------------------------------------------


@transaction.atomic
def start(
    periode: str, *, pelaku: User, model: str | None = None, basis: str = "jiwa", beku: Beku | None = None
) -> Run:
    """Open a run. The caller queues `tasks.start` on commit. `beku`: share the frozen input of another run."""
    require(pelaku, "peringkat.mulai")
    kode = _known_period(periode)
    if basis not in BASIS:
        raise PeringkatDitolak("basis", f"Basis {basis!r} tidak dikenal. Pilih jiwa atau keluarga.")
    if beku is not None and beku.periode != kode:
        raise PeringkatDitolak("beku", f"Data beku itu milik periode {beku.periode}. Pilih data beku {kode}.")
    if not Keluarga.objects.aktif().exists():
        raise PeringkatDitolak("kosong", "Belum ada keluarga aktif untuk diperingkat. Terapkan impor dulu.")
    try:
        with transaction.atomic():
            run = Run.objects.create(periode=kode, model=_model(model), basis=basis, beku=beku, dimulai_oleh=pelaku)
    except IntegrityError as galat:
        raise PeringkatDitolak(
            "sedang_berjalan",
            f"Pemeringkatan {kode} sudah dimulai dan belum selesai. Tunggu, atau batalkan yang berjalan.",
        ) from galat
    record(
        pelaku=pelaku,
        aksi="peringkat.mulai",
        objek=f"run:{run.pk}",
        rincian={"periode": kode, "model": run.model_id, "basis": basis},
    )
    return run


@transaction.atomic
def publish(run_id: int, *, pelaku: User) -> Run:
    """Make a checked run the one everybody sees; by another person than its starter."""
    require(pelaku, "peringkat.terbitkan")
    run = Run.objects.select_related("dimulai_oleh").get(pk=run_id)
    if run.dimulai_oleh_id == pelaku.pk:
        raise PeringkatDitolak("orang_sama", "Peringkat harus diterbitkan orang lain, bukan yang memulainya.")
    lama = list(Run.objects.filter(periode=run.periode, status="terbit").values_list("pk", flat=True))
    Run.objects.filter(periode=run.periode, status="terbit").update(status="diganti")
    berhasil = Run.objects.filter(pk=run_id, status="diperiksa").update(
        status="terbit", diterbitkan_oleh=pelaku, diterbitkan=timezone.now()
    )
    if berhasil != 1:
        raise PeringkatDitolak(
            "status",
            f"Peringkat ini berstatus {run.get_status_display().lower()}. Yang dapat terbit hanya yang lolos periksa.",
        )
    record(pelaku=pelaku, aksi="peringkat.terbitkan", objek=f"run:{run_id}", rincian={"mengganti": lama})
    run.refresh_from_db()
    return run


def require_publisher(pelaku: User) -> None:
    """Raise TidakBerwenang unless this person may publish (asked before a long run starts)."""
    require(pelaku, "peringkat.terbitkan")


@transaction.atomic
def cancel(run_id: int, *, pelaku: User, alasan: str) -> None:
    """End a run that is not published; its results stay until cleaned up but nobody sees them."""
    require(pelaku, "peringkat.mulai")
    if not alasan.strip():
        raise PeringkatDitolak("alasan", "Tulis alasan pembatalan.")
    if Run.objects.filter(pk=run_id, status__in=(*BERJALAN, "diperiksa")).update(status="batal") != 1:
        raise PeringkatDitolak("status", "Peringkat ini sudah terbit atau sudah berakhir, jadi tidak dapat dibatalkan.")
    record(pelaku=pelaku, aksi="peringkat.batal", objek=f"run:{run_id}", alasan=alasan)


def give_up(run_id: int) -> None:
    """End a run that could not be queued."""
    Run.objects.filter(pk=run_id, status="dibuka").update(status="gagal")


def consequence(run: Run) -> str:
    """What publishing does, in words."""
    lama = scoring.current()
    desa = angka(Wilayah.objects.filter(jenis__in=("desa", "kelurahan")).count())
    if lama is None or lama.pk == run.pk:
        return f"Menerbitkan peringkat {run.periode} membuat desil daerah terlihat di {desa} desa dan kelurahan."
    if lama.periode > run.periode:
        return f"Peringkat {run.periode} akan tercatat, tetapi {desa} desa dan kelurahan tetap melihat {lama.periode}."
    yang = f"{lama.periode} yang lama, yang" if lama.periode == run.periode else f"{lama.periode} yang"
    return f"Menerbitkan peringkat {run.periode} mengganti {yang} sekarang dilihat {desa} desa dan kelurahan."


def _known_period(teks: str) -> str:
    try:
        return Periode.dikenal(teks, hari_ini=timezone.localdate()).kode
    except PeriodeSalah as galat:
        raise PeringkatDitolak("periode", galat.pesan) from galat


def _model(kode: str | None) -> ModelSkor:
    model = ModelSkor.objects.filter(**({"pk": kode} if kode else {"aktif": True})).first()
    if model is None:
        raise PeringkatDitolak("model", f"Model {kode or 'bawaan'} belum dimuat. Jalankan: manage.py load_model")
    return model


# --- the machine: called by tasks, each step first asks whether it still has to run ---------------------------


def freeze(run_id: int) -> None:
    """Freeze the scored facts of every active family at one moment (unless the run shares a frozen input)."""
    run = _run(run_id)
    if run.status != "dibuka":
        return
    with _step(run, "beku"), _exclusive():
        if not _still(run):
            return
        beku = run.beku or _freeze_now(Periode.parse(run.periode))
        with transaction.atomic(using="pemilik"):
            if run.beku is None:
                _keep_frozen(beku)
            _advance(run, "dibuka", status="beku", beku=beku)


def score(run_id: int) -> None:
    """Score, find the nine thresholds and write the results as a new partition."""
    run = _run(run_id)
    if run.status != "beku":
        return
    with _step(run, "skor"), _exclusive():
        if not _still(run):
            return
        ambang = _score_now(run)
        _write_results(run, ambang, scoring.previous_published(run, using="pemilik"))
        with transaction.atomic(using="pemilik"):
            _attach("hasil_baru", f"hasil_{run.pk}", "ranking_hasil", "run_id", run.pk)
            _advance(run, "beku", status="dihitung", ambang=ambang)


def check(run_id: int) -> None:
    """Report on the results: status `diperiksa` when every check passes, else `gagal`."""
    run = _run(run_id)
    if run.status != "dihitung":
        return
    with _step(run, "periksa"), _exclusive(), transaction.atomic(using="pemilik"):
        if not _still(run):
            return
        for tabel in (f"hasil_{run.pk}", f"beku_{run.beku_id}"):
            _execute(sql.SQL("ANALYZE {}").format(sql.Identifier("bagian", tabel)))
        rerata = checks.mean_points(run)
        laporan = checks.report(run, scoring.previous_published(run, using="pemilik"))
        _advance(run, "dihitung", status="diperiksa" if laporan["lulus"] else "gagal", laporan=laporan, rerata=rerata)


def _run(run_id: int) -> Run:
    return Run.objects.using("pemilik").select_related("model", "beku").get(pk=run_id)


def _advance(run: Run, dari: str, **ubah: Any) -> None:
    """Compare-and-set of the status, in the transaction of the step: a cancelled run rolls the step back."""
    if Run.objects.using("pemilik").filter(pk=run.pk, status=dari).update(**ubah) != 1:
        raise PeringkatDitolak("status", "Peringkat ini dibatalkan atau sudah dikerjakan proses lain.")


@contextmanager
def _step(run: Run, langkah: str) -> Iterator[None]:
    """Keep the visible progress of a step, outside its transaction; a step that breaks off ends the run."""
    kemajuan = {**run.kemajuan, "langkah": langkah, "mulai": timezone.now().isoformat()}
    Run.objects.using("pemilik").filter(pk=run.pk).update(kemajuan=kemajuan)
    mulai, selesai = time.monotonic(), False
    try:
        yield
        selesai = True
    finally:
        detik = {**kemajuan.get("detik", {}), langkah: round(time.monotonic() - mulai, 3)}
        Run.objects.using("pemilik").filter(pk=run.pk).update(kemajuan={**kemajuan, "detik": detik, "selesai": selesai})
        if not selesai:
            Run.objects.using("pemilik").filter(pk=run.pk, status__in=BERJALAN).update(status="gagal")


@contextmanager
def _exclusive() -> Iterator[None]:
    """Hold the ranking lock for a step; a connection that dies lets it go."""
    _execute("SELECT pg_advisory_lock(%(kunci)s)", {"kunci": KUNCI})
    try:
        yield
    finally:
        _execute("SELECT pg_advisory_unlock(%(kunci)s)", {"kunci": KUNCI})


def _still(run: Run) -> bool:
    """False when another process has meanwhile done this step (a task delivered twice) or the run was cancelled."""
    return Run.objects.using("pemilik").filter(pk=run.pk, status=run.status).exists()


def _execute(perintah: str | sql.Composable, isi: dict[str, Any] | None = None) -> Any:
    """Run a statement on the owner's connection; return the first row if there are rows."""
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(perintah, isi)
        return kursor.fetchone() if kursor.description else None


def _statement(nama: str) -> str:
    return load(__file__, nama)


def _all_families() -> tuple[int, int]:
    """Smallest and largest family id."""
    kecil, besar = _execute("SELECT min(id), max(id) FROM registry_keluarga")
    return int(kecil or 1), int(besar or 1)


def _freeze_now(periode: Periode) -> Beku:
    """Write bagian.beku_baru, detached, and return its record, not yet saved."""
    nomor = _execute("SELECT nextval(pg_get_serial_sequence('ranking_beku', 'id'))")[0]
    beku = Beku(id=nomor, periode=periode.kode, tanggal_acuan=periode.selesai)
    _new_table("beku_baru", "ranking_beku_fitur")
    slices.execute(_statement("freeze_inputs"), {"beku": nomor, "acuan": beku.tanggal_acuan}, *_all_families())
    return beku


def _keep_frozen(beku: Beku) -> None:
    """Attach the frozen rows and record count and hash."""
    _attach("beku_baru", f"beku_{beku.pk}", "ranking_beku_fitur", "beku_id", beku.pk)
    beku.jumlah_keluarga, beku.jumlah_jiwa, beku.sidik = checks.fingerprint(beku.pk)
    beku.save(using="pemilik", force_insert=True)


def _score_now(run: Run) -> list[int | None]:
    """Write bagian.skor_baru and return the nine thresholds."""
    _execute("DROP TABLE IF EXISTS bagian.skor_baru")
    _execute(
        """CREATE UNLOGGED TABLE bagian.skor_baru (
            keluarga_id bigint, kode_desa varchar(10) COLLATE "C", bobot smallint, skor integer,
            alasan_kosong varchar(20)
        )"""
    )
    slices.execute(_statement("score_run"), scoring.score_parameters(run), *_all_families())
    ambang: list[int | None] = _execute(_statement("find_thresholds"))[0]
    return ambang


def _write_results(run: Run, ambang: list[int | None], sebelum: Run | None) -> None:
    """Write bagian.hasil_baru, detached."""
    _new_table("hasil_baru", "ranking_hasil")
    isi = {
        "run": run.pk,
        "ambang": [batas for batas in ambang if batas is not None],
        "sebelum": sebelum.pk if sebelum else None,
        "beku": run.beku_id,
        "beku_sebelum": sebelum.beku_id if sebelum else None,
        "model_sama": sebelum is None or (sebelum.model_id, sebelum.basis) == (run.model_id, run.basis),
    }
    slices.execute(_statement("assign_desil"), isi, *_all_families())
    _execute("DROP TABLE bagian.skor_baru")


def _new_table(nama: str, induk: str) -> None:
    """Create an empty detached table in the shape of its parent; one left over is dropped."""
    tabel = sql.Identifier("bagian", nama)
    _execute(sql.SQL("DROP TABLE IF EXISTS {}").format(tabel))
    _execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)").format(
            tabel, sql.Identifier(induk)
        )
    )


def _attach(nama: str, tujuan: str, induk: str, kolom: str, nilai: int) -> None:
    """Add the primary key, give the table its own name and attach it as the partition of one value."""
    ubah = sql.SQL("ALTER TABLE {} ").format(sql.Identifier("bagian", nama))
    _execute(
        ubah
        + sql.SQL("ADD CONSTRAINT {} PRIMARY KEY ({}, keluarga_id)").format(
            sql.Identifier(f"{tujuan}_pk"), sql.Identifier(kolom)
        )
    )
    _execute(ubah + sql.SQL("RENAME TO {}").format(sql.Identifier(tujuan)))
    _execute(
        sql.SQL("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES IN ({})").format(
            sql.Identifier(induk), sql.Identifier("bagian", tujuan), sql.Literal(nilai)
        )
    )
