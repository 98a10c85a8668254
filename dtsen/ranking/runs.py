"""A ranking from start to publication. Each step commits, leaves something to look at, and can be run again.

dibuka -> beku -> dihitung -> diperiksa -> terbit -> diganti; gagal and batal end a run.
Set-based work runs on the connection "pemilik": it creates the tables that become partitions.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts.access import require
from dtsen.accounts.audit import record
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.tampil import angka
from dtsen.ranking import build, checks, scoring
from dtsen.ranking.models import BASIS, Beku, ModelSkor, Run
from dtsen.registry.models import Keluarga
from dtsen.wilayah.models import Wilayah

BERJALAN = ("dibuka", "beku", "dihitung")
TANPA_ANTREAN = "Antrean pekerjaan tidak dapat dihubungi, jadi peringkat belum dimulai. Coba lagi sebentar lagi."
LANGKAH = {"beku": "Membekukan data", "skor": "Menghitung skor dan desil", "periksa": "Memeriksa hasil"}


class PeringkatDitolak(Ditolak):
    """A refusal; `kode` is one of periode, basis, model, beku, kosong, sedang_berjalan, orang_sama, status."""


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
    Run.objects.filter(pk=run_id, status="dibuka").update(status="gagal", kemajuan={"galat": TANPA_ANTREAN})


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
    with _step(run, "beku"), build.exclusive():
        if not _still(run):
            return
        beku = run.beku or build.freeze(Periode.parse(run.periode))
        with transaction.atomic(using="pemilik"):
            if run.beku is None:
                build.keep_frozen(beku)
            _advance(run, "dibuka", status="beku", beku=beku)


def score(run_id: int) -> None:
    """Score, find the nine thresholds and write the results as a new partition."""
    run = _run(run_id)
    if run.status != "beku":
        return
    with _step(run, "skor"), build.exclusive():
        if not _still(run):
            return
        ambang = build.score(run)
        build.assign(run, ambang, scoring.previous_published(run, using="pemilik"))
        with transaction.atomic(using="pemilik"):
            build.keep_results(run)
            _advance(run, "beku", status="dihitung", ambang=ambang)


def check(run_id: int) -> None:
    """Report on the results: status `diperiksa` when every check passes, else `gagal`."""
    run = _run(run_id)
    if run.status != "dihitung":
        return
    with _step(run, "periksa"), build.exclusive(), transaction.atomic(using="pemilik"):
        if not _still(run):
            return
        build.analyze(run)
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


def _still(run: Run) -> bool:
    """False when another process has meanwhile done this step (a task delivered twice) or the run was cancelled."""
    return Run.objects.using("pemilik").filter(pk=run.pk, status=run.status).exists()
