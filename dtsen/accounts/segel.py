"""Seals of the trail: a chain of hashes that tells whether a line was changed, removed, added or moved afterwards.

Lines are sealed by a job, in batches of ended transactions, so that writing a line never waits for another. The head of
the chain is also kept outside the database (`VAR_DIR/jangkar/`, and signed on paper): without it whoever owns the
database could cut off the end, or write the whole chain anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from dtsen.accounts.models import Jejak, Segel
from dtsen.lib.sql import load
from dtsen.lib.tampil import angka, waktu

PEMILIK = "pemilik"
KUNCI = "jejak_segel"
SEROMBONGAN = 50_000
"""Lines a seal covers at most, unless one transaction wrote more."""
SEPERIKSA = 200
"""Seals that one statement checks."""
SIMPAN_TAHUN = 5
LAMBAT = timedelta(minutes=5)
"""A line that waits longer than this for its seal means that the job does not run."""


@dataclass(frozen=True, slots=True)
class Salah:
    """Something wrong with the chain; `jenis` for machines, `pesan` for people, `nomor` the seal (0: none)."""

    jenis: str
    nomor: int
    pesan: str


@dataclass(frozen=True, slots=True)
class Periksa:
    """Result of a check: seals and lines recomputed, anchors compared, and what was wrong."""

    segel: int
    baris: int
    jangkar: int
    salah: tuple[Salah, ...]


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Where the chain stands: its head, how many lines wait for a seal, the oldest of them, the last check."""

    kepala: Segel | None
    menunggu: int
    tertua: datetime | None
    diperiksa: Jejak | None

    @property
    def macet(self) -> bool:
        """Whether the job seems not to run: a line waits longer than `LAMBAT`."""
        return self.tertua is not None and timezone.now() - self.tertua > LAMBAT


# --- sealing ------------------------------------------------------------------------------------------------


def prepare(using: str = PEMILIK) -> None:
    """Make the partitions of this and the next three months, and begin a new zaman where the database was restored."""
    with transaction.atomic(using=using), connections[using].cursor() as kursor:
        kursor.execute(
            """SELECT jejak_bagian(bulan::date) FROM generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'),
               date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month') AS bulan"""
        )
        kursor.execute("SELECT jejak_zaman_baru()")


def seal(*, sebanyak: int = SEROMBONGAN, using: str = PEMILIK) -> int:
    """Seal every line whose transaction has ended and anchor the head; returns the lines sealed.

    Two jobs at once do the work once: the second finds the lock taken and returns 0.
    """
    jumlah = 0
    while satu := _seal_batch(sebanyak, using):
        jumlah += satu
    if jumlah:
        anchor(using=using)
    return jumlah


def _seal_batch(sebanyak: int, using: str) -> int:
    with transaction.atomic(using=using), connections[using].cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [KUNCI])
        if not kursor.fetchone()[0]:
            return 0
        # A statement of its own: the one that seals then sees every line below the mark.
        kursor.execute(load(__file__, "find_watermark"))
        (batas,) = kursor.fetchone()
        kursor.execute(load(__file__, "seal_rows"), {"sebanyak": sebanyak, "batas": batas})
        baris = kursor.fetchone()
    return int(baris[1]) if baris else 0


# --- anchors ------------------------------------------------------------------------------------------------


def head(using: str = "default") -> Segel | None:
    return Segel.objects.using(using).order_by("-nomor").first()


def folder() -> Path:
    return Path(settings.VAR_DIR) / "jangkar"


def anchor(*, using: str = "default") -> dict[str, Any] | None:
    """Append the head of the chain to this month's file of anchors; returns it (None: nothing is sealed yet)."""
    kepala = head(using)
    if kepala is None:
        return None
    isi = {
        "nomor": kepala.nomor,
        "rantai": bytes(kepala.rantai).hex(),
        "baris": kepala.jumlah_semua,
        "disegel": kepala.dibuat.isoformat(),
        "ditulis": timezone.now().isoformat(timespec="seconds"),
    }
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"{timezone.localdate():%Y-%m}.jsonl").open("a", encoding="utf-8") as berkas:
        berkas.write(json.dumps(isi) + "\n")
    return isi


def anchors() -> Iterator[dict[str, Any]]:
    """Every anchor, oldest first."""
    for berkas in sorted(folder().glob("*.jsonl")):
        for baris in berkas.read_text(encoding="utf-8").splitlines():
            yield json.loads(baris)


# --- checking -----------------------------------------------------------------------------------------------


def verify(*, sejak: date | None = None, using: str = "default") -> Periksa:
    """Recompute the chain (from the first seal made on or after `sejak`) and compare it with lines and anchors."""
    semua = Segel.objects.using(using)
    if sejak is not None:
        semua = semua.filter(dibuat__date__gte=sejak)
    pertama, terakhir = semua.order_by("nomor").first(), head(using)
    segel = baris = 0
    salah: list[Salah] = []
    if pertama is not None and terakhir is not None:
        batas, temuan = _dropped_before(using)
        salah += temuan
        for dari in range(1 if sejak is None else pertama.nomor, terakhir.nomor + 1, SEPERIKSA):
            sampai = min(dari + SEPERIKSA - 1, terakhir.nomor)
            banyak, isi, temuan = check_seals(dari, sampai, batas=batas, using=using)
            segel, baris = segel + banyak, baris + isi
            salah += temuan
    salah += check_outside(using=using)
    jangkar = list(anchors())
    salah += check_anchors(jangkar, using=using)
    return Periksa(segel, baris, len(jangkar), tuple(salah))


def check_seals(
    dari: int, sampai: int, *, batas: datetime | None = None, using: str = "default"
) -> tuple[int, int, list[Salah]]:
    """Recompute the seals of these numbers; returns (seals, lines, what is wrong).

    Of seals that ended before `batas` only the chain is checked: their lines were dropped after five years.
    """
    with connections[using].cursor() as kursor:
        kursor.execute(load(__file__, "check_seals"), {"dari": dari, "sampai": sampai})
        kolom = [k[0] for k in kursor.description]
        semua = [dict(zip(kolom, satu, strict=True)) for satu in kursor]
    salah = _gaps({s["nomor"] for s in semua}, dari, sampai)
    for satu in semua:
        salah += _faults(satu, dibuang=batas is not None and satu["waktu_awal"] < batas)
    return len(semua), sum(s["jumlah_kini"] for s in semua), salah


def _gaps(ada: set[int], dari: int, sampai: int) -> list[Salah]:
    return [Salah("segel_hilang", n, f"Segel {angka(n)} hilang.") for n in range(dari, sampai + 1) if n not in ada]


def _faults(s: dict[str, Any], *, dibuang: bool) -> list[Salah]:
    nomor = int(s["nomor"])
    awal = f"Segel {angka(nomor)} ({waktu(s['waktu_awal'])} sampai {waktu(s['waktu_akhir'])}): "
    salah = []
    if not s["rantai_cocok"] or not s["sambung"] or not s["jumlah_cocok"] or not s["ada_sebelum"]:
        salah.append(Salah("rantai", nomor, awal + "tidak tersambung dengan segel sebelumnya, atau isinya diubah."))
    if s["mundur"]:
        salah.append(Salah("mundur", nomor, awal + "memuat baris dengan waktu yang dimundurkan."))
    if dibuang:
        return salah
    beda = s["jumlah_kini"] - s["jumlah"]
    if beda < 0:
        salah.append(Salah("hilang", nomor, awal + f"{angka(-beda)} dari {angka(s['jumlah'])} baris hilang."))
    elif beda > 0:
        salah.append(Salah("tambah", nomor, awal + f"{angka(beda)} baris ditambahkan sesudah disegel."))
    elif not s["akar_cocok"] or not s["tepi_cocok"]:
        salah.append(Salah("ubah", nomor, awal + "isi atau urutan barisnya diubah."))
    return salah


def check_outside(*, using: str = "default") -> list[Salah]:
    """Lines that no seal covers and that are not simply new."""
    with connections[using].cursor() as kursor:
        kursor.execute(load(__file__, "count_outside"))
        luar, depan, mundur = kursor.fetchone()
    temuan = (
        ("luar", luar, "baris berada di luar semua rentang segel"),
        ("depan", depan, "baris membawa nomor transaksi yang belum ada"),
        ("mundur", mundur, "baris yang belum disegel membawa waktu yang dimundurkan"),
    )
    return [Salah(jenis, 0, f"{angka(n)} {kata}.") for jenis, n, kata in temuan if n]


def check_anchors(jangkar: list[dict[str, Any]], *, using: str = "default") -> list[Salah]:
    """Compare heads that were kept outside the table with the seals that stand there now."""
    nomor = {int(j["nomor"]) for j in jangkar}
    ada = {s.nomor: s for s in Segel.objects.using(using).filter(nomor__in=nomor)}
    salah = []
    # Every one that says something of its own: whoever writes a chain anew may append an anchor that fits it.
    for satu in {(int(j["nomor"]), j["rantai"], j["baris"]): j for j in jangkar}.values():
        segel = ada.get(int(satu["nomor"]))
        if segel is None:
            pesan = f"Jangkar segel {angka(satu['nomor'])}: segel itu tidak ada lagi, ujung rantai terpotong."
            salah.append(Salah("terpotong", int(satu["nomor"]), pesan))
        elif bytes(segel.rantai).hex() != satu["rantai"] or segel.jumlah_semua != satu["baris"]:
            pesan = f"Jangkar segel {angka(satu['nomor'])}: rantai di basis data berbeda dengan yang dicatat di luar."
            salah.append(Salah("jangkar", int(satu["nomor"]), pesan))
    return salah


def _dropped_before(using: str) -> tuple[datetime | None, list[Salah]]:
    """Until when lines were dropped by `jejak_buang`, never less than five years ago; and lines that do not say it.

    The application may write a line of any code: one without a day counts for nothing, and is a fault.
    """
    batas, salah = None, []
    for buang in Jejak.objects.using(using).filter(aksi="jejak.buang").order_by("-waktu"):
        sebelum = _day(buang.rincian)
        if sebelum is None:
            pesan = (
                f"Catatan pembuangan jejak {waktu(buang.waktu)} tidak menyebut sampai hari apa: bukan dari jejak_buang."
            )
            salah.append(Salah("buang", 0, pesan))
        elif batas is None:
            batas = min(sebelum, timezone.now() - timedelta(days=365 * SIMPAN_TAHUN))
    return batas, salah


def _day(rincian: Any) -> datetime | None:
    """The day in a line of `jejak_buang`; None where it is not one."""
    try:
        return datetime.fromisoformat(f"{date.fromisoformat(rincian['sebelum'])}T00:00:00+00:00")
    except (KeyError, TypeError, ValueError):
        return None


# --- where it stands ----------------------------------------------------------------------------------------


def state() -> Keadaan:
    """What the pages of the trail say about the chain."""
    with connections["default"].cursor() as kursor:
        kursor.execute(
            """SELECT count(*), min(waktu) FROM (
                   SELECT waktu FROM accounts_jejak j LEFT JOIN LATERAL (
                       SELECT zaman, sampai_xid FROM accounts_segel ORDER BY nomor DESC LIMIT 1) k ON true
                   WHERE (j.zaman, j.xid) >= (coalesce(k.zaman, 0::smallint), coalesce(k.sampai_xid, '0'::xid8))
                   LIMIT 10000) AS menunggu"""
        )
        menunggu, tertua = kursor.fetchone()
    diperiksa = Jejak.objects.filter(aksi="jejak.periksa").order_by("-waktu").first()
    return Keadaan(head(), menunggu, tertua, diperiksa)
