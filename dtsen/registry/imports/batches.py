"""Use cases of an import: start, read, confirm, write, cancel. Two persons, one transaction, counts that add up.

    diunggah -> dibaca -> siap -> menerapkan -> diterapkan
        \\---------\\-> gagal   \\-> dibatalkan

`read` and `write` are what the tasks run; each may be run again after a kill.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.registry.imports import apply, load, plan, readers, rejects, sisik, stage
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.rows import Catatan
from dtsen.registry.models import BatchImpor, PetaKode
from dtsen.registry.models.impor import SUMBER

ANALYZE = ("keluarga", "kondisikeluarga", "individu", "desilresmi", "rujukandukcapil", "riwayatkk")
BACA_ULANG = ("diunggah", "dibaca")
TULIS_ULANG = "menerapkan"
GALAT_SERVER = {"kode": "galat_server", "pesan": "Galat pada server, tidak ada yang tersimpan. Laporkan ke admin."}
TANPA_PEKERJA = {"kode": "antrean_mati", "pesan": "Antrean tugas tidak menjawab. Coba lagi, atau hubungi admin server."}
DIBACA_ULANG = {
    "kode": "dibaca_ulang",
    "pesan": "Server basis data sempat mati, jadi berkas dibaca ulang. Periksa lagi hitungannya, lalu terapkan.",
}


class ImporDitolak(Ditolak):
    """A step that may not be taken now: `kode` and what to do."""


def folder(batch: BatchImpor) -> Path:
    """Return where the files of a batch lie, outside the web root."""
    return Path(settings.BERKAS_DIR) / "impor" / batch.sidik[:32]


def files_of(batch: BatchImpor) -> list[Path]:
    return [folder(batch) / str(satu["nama"]) for satu in batch.berkas]


def rejects_of(batch: BatchImpor) -> Path:
    return folder(batch) / f"tolakan-{batch.pk}.xlsx"


def _hash(berkas: Path) -> str:
    with berkas.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()


def _keep(files: Sequence[Path], tujuan: Path) -> None:
    """Keep copies of the files: whole or not at all, and apart from the user's own."""
    tujuan.mkdir(parents=True, exist_ok=True)
    for berkas in files:
        sementara = tujuan / f".{berkas.name}.{os.getpid()}"
        shutil.copyfile(berkas, sementara)
        sementara.replace(tujuan / berkas.name)


def _check(sumber: str, tanggal: date, files: Sequence[Path]) -> None:
    if sumber not in SUMBER:
        raise BerkasSalah("sumber", f"Sumber {sumber!r} tidak dikenal. Pilih {', '.join(SUMBER)}.")
    if not date(2000, 1, 1) <= tanggal <= timezone.localdate():
        raise BerkasSalah(
            "tanggal", "Tanggal sumber harus antara 1 Jan 2000 dan hari ini. Isi tanggal data, bukan unggah."
        )
    if not files:
        raise BerkasSalah("tanpa_berkas", "Belum ada berkas. Pilih satu berkas atau lebih.")
    nama = [berkas.name for berkas in files]
    if len(set(nama)) != len(nama):
        raise BerkasSalah("nama_sama", "Dua berkas bernama sama. Beri nama yang berbeda.")
    for berkas in files:
        if not berkas.is_file():
            raise BerkasSalah("tidak_ada", f"Berkas {berkas} tidak ditemukan. Periksa nama dan letaknya.")
        if berkas.stat().st_size == 0:
            raise BerkasSalah("kosong", f"{berkas.name} kosong. Unduh atau simpan ulang, lalu unggah lagi.")
        sisik.inspect(berkas)


def start(*, sumber: str, tanggal: date, files: Sequence[Path], pelaku: User) -> BatchImpor:
    """Open a batch for the files of one source and queue its reading.

    Raises BerkasSalah for files that cannot be imported (same hash, wrong source, missing columns, empty ...)
    and TidakBerwenang.
    """
    require(pelaku, "impor.mulai")
    _check(sumber, tanggal, files)
    sidik_berkas = {berkas.name: _hash(berkas) for berkas in files}
    if len(set(sidik_berkas.values())) != len(sidik_berkas):
        raise BerkasSalah("isi_sama", "Dua berkas berisi sama persis. Buang salah satunya.")
    sidik = hashlib.sha256("".join(sorted(sidik_berkas.values())).encode()).hexdigest()
    lama = BatchImpor.objects.exclude(status__in=("gagal", "dibatalkan")).filter(sidik=sidik).first()
    if lama is not None:
        raise _same(lama)
    # Headings are looked at before anything is kept: a wrong file leaves no trace.
    readers.recognise(sumber, files)
    batch = BatchImpor(
        sumber=sumber,
        tanggal=tanggal,
        sidik=sidik,
        berkas=[{"nama": b.name, "ukuran": b.stat().st_size, "sidik": sidik_berkas[b.name]} for b in files],
        dimulai_oleh=pelaku,
    )
    _keep(files, folder(batch))
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            audit.record(
                pelaku=pelaku, aksi="impor.mulai", objek=f"impor:{batch.pk}", rincian={"sumber": sumber, "sidik": sidik}
            )
            transaction.on_commit(partial(_queue, "read_batch", batch.pk))
    except IntegrityError as galat:
        raise _same(BatchImpor.objects.exclude(status__in=("gagal", "dibatalkan")).get(sidik=sidik)) from galat
    return batch


def _same(lama: BatchImpor) -> BerkasSalah:
    return BerkasSalah(
        "sidik_sama",
        f"Berkas yang sama sudah diunggah pada impor {lama.pk} ({lama.get_status_display().lower()}). "
        "Buka impor itu, atau batalkan dahulu.",
    )


def _queue(tugas: str, batch_id: int) -> None:
    """Send a task; a broker that does not answer puts the batch back where a person can press again."""
    try:
        current_app.send_task(f"dtsen.registry.tasks.{tugas}", [batch_id])
    except OperationalError:
        milik = BatchImpor.objects.filter(pk=batch_id)
        milik.filter(status="menerapkan").update(status="siap", diterapkan_oleh=None, catatan=[TANPA_PEKERJA])
        milik.filter(status="diunggah").update(status="gagal", catatan=[TANPA_PEKERJA])


def resume(batch: BatchImpor) -> None:
    """Queue the step of an unfinished batch again, for instance after the machine went down."""
    if batch.status in BACA_ULANG:
        _queue("read_batch", batch.pk)
    elif batch.status == TULIS_ULANG:
        _queue("write_batch", batch.pk)


@contextmanager
def _only_one(batch_id: int) -> Iterator[None]:
    """Hold the session lock of a batch: a task delivered twice runs once."""
    # Waits: the backend of a killed worker may still be busy rolling back. The status is read again afterwards.
    with connections[stage.PEMILIK].cursor() as kursor:
        kursor.execute("SELECT pg_advisory_lock(%s, %s)", [stage.KUNCI_IMPOR + 1, batch_id])
    try:
        yield
    finally:
        with connections[stage.PEMILIK].cursor() as kursor:
            kursor.execute("SELECT pg_advisory_unlock(%s, %s)", [stage.KUNCI_IMPOR + 1, batch_id])


def read(batch_id: int) -> None:
    """Read, match and plan a batch: status `siap` with its counts, or `gagal` with what is wrong."""
    with _only_one(batch_id):
        milik = BatchImpor.objects.filter(pk=batch_id, status__in=BACA_ULANG)
        if not milik.update(status="dibaca", kemajuan={"langkah": "membaca", "baris": 0}):
            return
        batch = BatchImpor.objects.get(pk=batch_id)
        try:
            with stage.opened(batch_id) as kursor:
                _read(kursor, batch)
        except BerkasSalah as salah:
            milik.update(status="gagal", catatan=[{"kode": salah.kode, "pesan": salah.pesan}], kemajuan={})
            with connections[stage.PEMILIK].cursor() as kursor:
                stage.drop(kursor, batch_id)
        except (DatabaseError, OSError):
            milik.update(status="gagal", catatan=[GALAT_SERVER], kemajuan={})
            raise


def _read(kursor: object, batch: BatchImpor) -> None:
    files = files_of(batch)

    def lapor(baris: int, berkas: str) -> None:
        BatchImpor.objects.filter(pk=batch.pk).update(kemajuan={"langkah": "membaca", "baris": baris, "berkas": berkas})

    stage.create(kursor, batch.pk)
    catatan = load.load(kursor, batch.sumber, batch.tanggal, files, lapor)
    if not sum(catatan.dibaca.values()):
        raise BerkasSalah("kosong", "Berkas hanya berisi judul kolom. Unduh ulang berkas yang berisi data.")
    BatchImpor.objects.filter(pk=batch.pk).update(
        kemajuan={"langkah": "mencocokkan", "baris": sum(catatan.dibaca.values())}
    )
    # Taken before the matching: what changes while it runs makes the plan stale.
    sidik = plan.fingerprint(kursor)
    plan.prepare(kursor, batch.sumber, batch.tanggal)
    hitungan = plan.count(kursor, batch.sumber, dict(catatan.dibaca), dict(catatan.ditolak))
    alasan = plan.reasons(kursor, batch.sumber, catatan)
    _write_rejects(kursor, batch, catatan, files)
    _write_codes(batch, catatan)
    BatchImpor.objects.filter(pk=batch.pk, status="dibaca").update(
        status="siap",
        hitungan={"tabel": hitungan, "alasan": alasan, "rencana": sidik, "ditolak_baca": dict(catatan.ditolak)},
        kemajuan={"langkah": "siap"},
    )


def _write_rejects(kursor: object, batch: BatchImpor, catatan: Catatan, files: Sequence[Path]) -> None:
    dari_baca = [
        (m.tabel, m.berkas, m.baris, "tolak", m.kode) for m in catatan.masalah if m.tingkat == "tolak"
    ]  # fmt: skip
    rejects.write(rejects_of(batch), batch.sumber, files, [*dari_baca, *plan.refused(kursor, batch.sumber)])


def _write_codes(batch: BatchImpor, catatan: Catatan) -> None:
    PetaKode.objects.bulk_create(
        [
            PetaKode(sumber=batch.sumber, kolom=kolom, nilai=nilai, jumlah=jumlah)
            for (kolom, nilai), jumlah in sorted(catatan.asing.items())
        ],
        update_conflicts=True,
        unique_fields=["sumber", "kolom", "nilai"],
        update_fields=["jumlah"],
    )


def confirm(*, batch_id: int, pelaku: User) -> BatchImpor:
    """A second person has the batch applied; raises ImporDitolak (`orang_sama | status`) and TidakBerwenang."""
    require(pelaku, "impor.terapkan")
    batch = BatchImpor.objects.get(pk=batch_id)
    if batch.dimulai_oleh_id == pelaku.pk:
        raise ImporDitolak("orang_sama", "Impor ini Anda unggah sendiri. Minta orang lain menerapkannya.")
    with transaction.atomic():
        if not BatchImpor.objects.filter(pk=batch_id, status="siap").update(
            status="menerapkan", diterapkan_oleh=pelaku, kemajuan={"langkah": "menerapkan"}
        ):
            raise ImporDitolak(
                "status", f"Impor {batch_id} sedang {batch.get_status_display().lower()}. Muat ulang halaman."
            )
        audit.record(pelaku=pelaku, aksi="impor.setujui", objek=f"impor:{batch_id}")
        transaction.on_commit(partial(_queue, "write_batch", batch_id))
    batch.refresh_from_db()
    return batch


def write(batch_id: int) -> None:
    """Apply a confirmed batch: facts, lineage, history, counts and audit in one transaction."""
    with _only_one(batch_id):
        batch = BatchImpor.objects.select_related("diterapkan_oleh").filter(pk=batch_id, status="menerapkan").first()
        if batch is None or batch.diterapkan_oleh is None:
            return
        if not _staged(batch):
            _read_again(batch)
            return
        try:
            _write(batch, batch.diterapkan_oleh)
        except DatabaseError:
            # Nothing was written. The batch waits again, so that it can be confirmed or cancelled.
            BatchImpor.objects.filter(pk=batch_id, status="menerapkan").update(
                status="siap", diterapkan_oleh=None, catatan=[GALAT_SERVER], kemajuan={}
            )
            raise


def _staged(batch: BatchImpor) -> bool:
    """Whether the staged rows are all there: unlogged tables are empty after the database server has crashed."""
    ditolak = batch.hitungan.get("ditolak_baca", {})
    harap = {nama: isi["dibaca"] - ditolak.get(nama, 0) for nama, isi in batch.hitungan["tabel"].items()}
    tabel = {"individu": "stage_dukcapil"} if batch.sumber == "dukcapil" else {n: f"stage_{n}" for n in harap}
    with stage.opened(batch.pk) as kursor:
        return all(stage.count(kursor, batch.pk, nama) == harap.get(t, 0) for t, nama in tabel.items())


def _read_again(batch: BatchImpor) -> None:
    """Give a batch that has lost its staged rows back to reading; it waits for a second person anew."""
    BatchImpor.objects.filter(pk=batch.pk, status="menerapkan").update(
        status="diunggah", diterapkan_oleh=None, catatan=[DIBACA_ULANG], kemajuan={}
    )
    _queue("read_batch", batch.pk)


def _write(batch: BatchImpor, pelaku: User) -> None:
    batch_id = batch.pk
    with stage.opened(batch_id) as kursor, transaction.atomic(using=stage.PEMILIK):
        kursor.execute("SELECT pg_advisory_xact_lock(%s)", [stage.KUNCI_IMPOR])
        if plan.fingerprint(kursor) != batch.hitungan["rencana"]:
            _replan(kursor, batch)
        apply.apply_batch(
            kursor,
            batch_id=batch_id,
            sumber=batch.sumber,
            tanggal=batch.tanggal,
            berkas=[str(satu["nama"]) for satu in batch.berkas],
            pelaku_id=pelaku.pk,
        )
        BatchImpor.objects.using(stage.PEMILIK).filter(pk=batch_id, status="menerapkan").update(
            status="diterapkan", diterapkan=timezone.now(), hitungan=batch.hitungan, kemajuan={"langkah": "selesai"}
        )
        audit.record(
            pelaku=pelaku,
            aksi="impor.terapkan",
            objek=f"impor:{batch_id}",
            rincian=batch.hitungan["tabel"],
            using=stage.PEMILIK,
        )
    with connections[stage.PEMILIK].cursor() as kursor:
        stage.drop(kursor, batch_id)
        for tabel in ANALYZE:
            kursor.execute(f"ANALYZE registry_{tabel}")


def _replan(kursor: object, batch: BatchImpor) -> None:
    """The registry has changed since the plan: make it anew, so that nothing is written on an old picture."""
    tabel = batch.hitungan["tabel"]
    # Refusals of the reading stay; those of the old plan are counted anew.
    plan.prepare(kursor, batch.sumber, batch.tanggal)
    dibaca = {nama: isi["dibaca"] for nama, isi in tabel.items()}
    baca = {nama: batch.hitungan.get("ditolak_baca", {}).get(nama, 0) for nama in tabel}
    batch.hitungan["tabel"] = plan.count(kursor, batch.sumber, dibaca, baca)


def cancel(*, batch_id: int, pelaku: User) -> None:
    """Give up a batch that has not been applied; its files may then be uploaded again."""
    require(pelaku, "impor.mulai")
    with transaction.atomic():
        if not BatchImpor.objects.filter(pk=batch_id, status__in=(*BACA_ULANG, "siap")).update(
            status="dibatalkan", kemajuan={}
        ):
            raise ImporDitolak("status", "Impor ini tidak dapat dibatalkan lagi.")
        audit.record(pelaku=pelaku, aksi="impor.batal", objek=f"impor:{batch_id}")
