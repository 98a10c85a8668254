"""`make gangguan`: 10 000 random tamperings with the trail by somebody who owns the database; every one must be found.

Each is made inside a savepoint, looked for with the code of `verify_audit`, and rolled back. Every hundredth is looked
for with the whole check; the others with the same functions over the seals around the place, the lines outside seals
and the anchors. Between them the whole check must find nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings

from bench.jejak import keep
from dtsen.accounts import audit, segel

PEMILIK = segel.PEMILIK
PENUH = 100
ISI = {
    "waktu": "waktu + make_interval(secs => %(kecil)s)",
    "pelaku_id": "coalesce(pelaku_id, 0) + %(n)s",
    "aksi": "left(aksi || 'x' || %(n)s, 60)",
    "objek": "left(objek || %(n)s, 80)",
    "lewat": "CASE lewat WHEN 'web' THEN 'api' ELSE 'web' END",
    "alamat": "CASE WHEN alamat IS NULL THEN '10.0.0.1'::inet ELSE NULL END",
    "keluarga": "keluarga || %(n)s::bigint",
    "individu": "CASE WHEN cardinality(individu) > 0 THEN individu[2:] ELSE ARRAY[%(n)s::bigint] END",
    "rincian": "rincian || jsonb_build_object('z', %(n)s)",
    "alasan": "alasan || ' '",
    "id": "id + 1000000000 + %(n)s",
    "xid": "(xid::text::numeric + 1000000000)::text::xid8",
    "zaman": "zaman + 1",
}
"""Another value for each column of a line."""
SEGEL = {
    "zaman": "zaman + 1",
    "dari_xid": "(dari_xid::text::numeric - 1)::text::xid8",
    "sampai_xid": "(sampai_xid::text::numeric + 1)::text::xid8",
    "jumlah": "jumlah + %(n)s",
    "jumlah_semua": "jumlah_semua + %(n)s",
    "id_awal": "id_awal - %(n)s",
    "id_akhir": "id_akhir + %(n)s",
    "waktu_awal": "waktu_awal - make_interval(secs => %(kecil)s)",
    "waktu_akhir": "waktu_akhir + make_interval(secs => %(kecil)s)",
    "dibuat": "dibuat + make_interval(secs => %(kecil)s)",
    "akar": "sha256(akar)",
    "rantai": "sha256(rantai)",
}
"""Another value for each column of a seal."""
KOLOM = "waktu, xid, pelaku_id, zaman, aksi, objek, lewat, alamat, keluarga, individu, rincian, alasan"


@dataclass(frozen=True, slots=True)
class Gangguan:
    """One tampering: its kind, and the seals around the place."""

    jenis: str
    dari: int
    sampai: int


class Pengganggu:
    """Makes random tamperings; the same seed makes the same ones on the same trail."""

    def __init__(self, benih: int) -> None:
        self.acak = random.Random(benih)
        self.segel = int(self._one("SELECT max(nomor) FROM accounts_segel")[0])
        self.id = [b[0] for b in self._all("SELECT id FROM accounts_jejak j WHERE xid < (" + UJUNG + ") ORDER BY id")]
        self.cara: list[Callable[[], Gangguan]] = [
            *(lambda k=k: self._column(k) for k in ISI),
            *(lambda k=k: self._seal_column(k) for k in SEGEL),
            self._delete, self._delete_many, self._insert, self._backdate, self._swap, self._move,
            self._drop_seal, self._drop_tail, self._drop_tail_with_lines, self._reseal, self._rechain,
        ]  # fmt: skip

    def tamper(self) -> Gangguan:
        return self.acak.choice(self.cara)()

    # -- lines -----------------------------------------------------------------------------------

    def _column(self, kolom: str) -> Gangguan:
        satu = self.acak.choice(self.id)
        tempat = self._seals_of(satu)
        self._execute(f"UPDATE accounts_jejak SET {kolom} = {ISI[kolom]} WHERE id = %(id)s", id=satu)
        return Gangguan(f"ubah {kolom}", *tempat)

    def _delete(self) -> Gangguan:
        satu = self.acak.choice(self.id)
        tempat = self._seals_of(satu)
        self._execute("DELETE FROM accounts_jejak WHERE id = %(id)s", id=satu)
        return Gangguan("hapus satu", *tempat)

    def _delete_many(self) -> Gangguan:
        awal = self.acak.randrange(len(self.id) - 50)
        banyak = self.id[awal : awal + self.acak.randint(2, 50)]
        dari, sampai = self._seals_of(banyak[0])[0], self._seals_of(banyak[-1])[1]
        self._execute("DELETE FROM accounts_jejak WHERE id = ANY (%(id)s)", id=banyak)
        return Gangguan("hapus banyak", dari, sampai)

    def _insert(self) -> Gangguan:
        satu = self.acak.choice(self.id)
        tempat = self._seals_of(satu)
        self._execute(
            f"INSERT INTO accounts_jejak ({KOLOM}) SELECT {KOLOM} FROM accounts_jejak WHERE id = %(id)s", id=satu
        )
        return Gangguan("sisip", *tempat)

    def _backdate(self) -> Gangguan:
        self._execute(
            """INSERT INTO accounts_jejak (aksi, waktu)
               VALUES ('keluarga.lihat', now() - make_interval(days => 1 + %(hari)s, hours => 1))""",
            hari=self.acak.randint(1, 300),
        )
        return Gangguan("sisip bertanggal mundur", 1, 0)

    def _swap(self) -> Gangguan:
        kolom = self.acak.choice(["id", "waktu", "individu", "objek", "xid"])
        satu = self.acak.choice(self.id)
        beda = [
            b[0] for b in self._all(
                f"""SELECT b.id FROM accounts_jejak a JOIN accounts_jejak b ON b.{kolom} <> a.{kolom}
                    WHERE a.id = %(id)s AND b.id = ANY (%(calon)s)""",
                id=satu, calon=self.acak.sample(self.id, 8),
            )
        ]  # fmt: skip
        if not beda:
            return self._swap()
        lain = beda[0]
        tempat = self._seals_of(satu)
        self._execute(
            f"""UPDATE accounts_jejak j SET {kolom} = l.{kolom} FROM accounts_jejak l
                WHERE (j.id = %(a)s AND l.id = %(b)s) OR (j.id = %(b)s AND l.id = %(a)s)""",
            a=satu, b=lain,
        )  # fmt: skip
        return Gangguan(f"tukar {kolom}", *tempat)

    def _move(self) -> Gangguan:
        """A line put behind the end of the chain, as if it were written now."""
        satu = self.acak.choice(self.id)
        tempat = self._seals_of(satu)
        self._execute("UPDATE accounts_jejak SET xid = pg_current_xact_id() WHERE id = %(id)s", id=satu)
        return Gangguan("pindah ke ujung", *tempat)

    # -- seals -----------------------------------------------------------------------------------

    def _seal_column(self, kolom: str) -> Gangguan:
        nomor = self.acak.randint(1, self.segel)
        self._execute(f"UPDATE accounts_segel SET {kolom} = {SEGEL[kolom]} WHERE nomor = %(nomor)s", nomor=nomor)
        return Gangguan(f"segel: ubah {kolom}", nomor, nomor + 1)

    def _drop_seal(self) -> Gangguan:
        nomor = self.acak.randint(1, self.segel)
        self._execute("DELETE FROM accounts_segel WHERE nomor = %(nomor)s", nomor=nomor)
        return Gangguan("segel: hapus", nomor, nomor + 1)

    def _drop_tail(self) -> Gangguan:
        nomor = self.segel - self.acak.randrange(min(20, self.segel))
        self._execute("DELETE FROM accounts_segel WHERE nomor >= %(nomor)s", nomor=nomor)
        return Gangguan("segel: potong ujung", nomor, nomor - 1)

    def _drop_tail_with_lines(self) -> Gangguan:
        nomor = self.segel - self.acak.randrange(min(20, self.segel))
        self._execute(
            """DELETE FROM accounts_jejak WHERE xid >= (SELECT dari_xid FROM accounts_segel WHERE nomor = %(nomor)s);
               DELETE FROM accounts_segel WHERE nomor >= %(nomor)s""",
            nomor=nomor,
        )
        return Gangguan("segel: potong ujung bersama barisnya", nomor, nomor - 1)

    def _reseal(self) -> Gangguan:
        """Change a line and make its seal fit again, but not the chain."""
        satu = self.acak.choice(self.id)
        dari, sampai = self._seals_of(satu)
        self._execute("UPDATE accounts_jejak SET alasan = alasan || 'x' WHERE id = %(id)s", id=satu)
        self._execute(f"UPDATE accounts_segel s SET akar = ({AKAR}) WHERE nomor = %(nomor)s", nomor=dari)
        return Gangguan("segel: akar dihitung ulang", dari, sampai)

    def _rechain(self) -> Gangguan:
        """Change a line and write the chain anew from there to its end: only the anchors know."""
        mulai = self.segel - self.acak.randrange(min(5, self.segel))
        (satu,) = self._one(
            """SELECT min(j.id) FROM accounts_jejak j JOIN accounts_segel s
               ON j.xid >= s.dari_xid AND j.xid < s.sampai_xid WHERE s.nomor = %(nomor)s""",
            nomor=mulai,
        )
        self._execute("UPDATE accounts_jejak SET alasan = alasan || 'x' WHERE id = %(id)s", id=satu)
        for nomor in range(mulai, self.segel + 1):
            self._execute(f"UPDATE accounts_segel s SET akar = ({AKAR}) WHERE nomor = %(nomor)s", nomor=nomor)
            self._execute(
                """UPDATE accounts_segel s SET rantai = jejak_rantai(s, coalesce(
                   (SELECT rantai FROM accounts_segel l WHERE l.nomor = s.nomor - 1), ''::bytea))
                   WHERE nomor = %(nomor)s""",
                nomor=nomor,
            )
        return Gangguan("segel: rantai ditulis ulang", mulai, self.segel)

    # -- the database ----------------------------------------------------------------------------

    def _seals_of(self, nomor_baris: int) -> tuple[int, int]:
        """The seal of a line and the one after it."""
        (nomor,) = self._one(
            """SELECT s.nomor FROM accounts_jejak j JOIN accounts_segel s
               ON s.zaman = j.zaman AND j.xid >= s.dari_xid AND j.xid < s.sampai_xid WHERE j.id = %(id)s""",
            id=nomor_baris,
        )
        return int(nomor), min(int(nomor) + 1, self.segel)

    def _all(self, perintah: str, **isi: Any) -> list[tuple[int, ...]]:
        with connections[PEMILIK].cursor() as kursor:
            kursor.execute(perintah, isi)
            return list(kursor.fetchall())

    def _one(self, perintah: str, **isi: Any) -> tuple[int, ...]:
        return self._all(perintah, **isi)[0]

    def _execute(self, perintah: str, **isi: Any) -> None:
        bawaan = {"n": self.acak.randint(1, 10**6), "kecil": self.acak.choice([1e-6, 1.0, 3600.0])}
        with connections[PEMILIK].cursor() as kursor:
            kursor.execute(perintah, bawaan | isi)


UJUNG = "SELECT sampai_xid FROM accounts_segel ORDER BY nomor DESC LIMIT 1"
AKAR = """SELECT sha256(string_agg(jejak_sidik(j), ''::bytea ORDER BY j.id, j.waktu)) FROM accounts_jejak j
    WHERE j.zaman = s.zaman AND j.xid >= s.dari_xid AND j.xid < s.sampai_xid"""


def fill(baris: int, *, sesegel: int) -> None:
    """Write lines, one transaction a handful, seal them, and take the guards off the tables (as an owner can)."""
    acak = random.Random(6402)
    with audit.within("web", "192.0.2.1"):
        sisa = baris
        while sisa > 0:
            with transaction.atomic():
                for _ in range(min(sisa, acak.randint(1, 20))):
                    satu = acak.randint(1, 10**5)
                    audit.record(
                        pelaku=None, aksi=acak.choice(["keluarga.lihat", "warga.cari", "impor.mulai"]),
                        objek=f"keluarga:{satu}", rincian={"n": satu}, alasan=acak.choice(["", "Ditanya warga."]),
                        keluarga=[satu], individu=range(satu, satu + acak.randint(0, 5)),
                    )  # fmt: skip
                    sisa -= 1
    segel.seal(sebanyak=sesegel)
    with connections[PEMILIK].cursor() as kursor:
        kursor.execute(
            "ALTER TABLE accounts_jejak DISABLE TRIGGER USER; ALTER TABLE accounts_segel DISABLE TRIGGER USER"
        )
        kursor.execute("ANALYZE accounts_jejak; ANALYZE accounts_segel")


def find(g: Gangguan) -> list[segel.Salah]:
    """Look around the place with the functions of the whole check."""
    salah = check_anchors() + segel.check_outside(using=PEMILIK)
    if g.dari <= g.sampai:
        terakhir = segel.head(PEMILIK)
        salah += segel.check_seals(g.dari, min(g.sampai, terakhir.nomor if terakhir else 0), using=PEMILIK)[2]
    return salah


def check_anchors() -> list[segel.Salah]:
    return segel.check_anchors(list(segel.anchors()), using=PEMILIK)


def run(banyak: int, *, benih: int, penuh: int = PENUH) -> tuple[Counter[str], list[Gangguan]]:
    """Make `banyak` tamperings; returns how many of each kind were found, and those that were not."""
    pengganggu = Pengganggu(benih)
    ditemukan: Counter[str] = Counter()
    lolos: list[Gangguan] = []
    for i in range(banyak):
        with transaction.atomic(using=PEMILIK):
            satu = pengganggu.tamper()
            salah = segel.verify(using=PEMILIK).salah if i % penuh == 0 else find(satu)
            if salah:
                ditemukan[satu.jenis] += 1
            else:
                lolos.append(satu)
            transaction.set_rollback(True, using=PEMILIK)
        if i % penuh == 0 and (palsu := segel.verify(using=PEMILIK).salah):
            raise AssertionError(f"tanpa gangguan pun ditemukan: {palsu[0]}")
    return ditemukan, lolos


def report(ditemukan: Counter[str], lolos: list[Gangguan], *, baris: int, detik: float) -> str:
    isi = [
        f"{ditemukan.total()} dari {ditemukan.total() + len(lolos)} gangguan ditemukan pada {baris} baris dalam "
        f"{Pengganggu(0).segel} segel; {detik:.0f} detik.",
        "", "| gangguan | ditemukan | lolos |", "|---|---|---|",
    ]  # fmt: skip
    hilang = Counter(g.jenis for g in lolos)
    isi += [f"| {jenis} | {ditemukan[jenis]} | {hilang[jenis]} |" for jenis in sorted(ditemukan | hilang)]
    return "\n".join(isi) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make gangguan")
    parser.add_argument("--banyak", type=int, default=10_000)
    parser.add_argument("--baris", type=int, default=20_000)
    parser.add_argument("--benih", type=int, default=2026)
    parser.add_argument("--tanpa-simpan", action="store_true")
    pilihan = parser.parse_args()
    call_command("migrate", database=PEMILIK, verbosity=0)
    with tempfile.TemporaryDirectory() as var, override_settings(VAR_DIR=Path(var)):
        fill(pilihan.baris, sesegel=100)
        mulai = time.monotonic()
        ditemukan, lolos = run(pilihan.banyak, benih=pilihan.benih)
        detik = time.monotonic() - mulai
    teks = report(ditemukan, lolos, baris=pilihan.baris, detik=detik)
    keep("gangguan-jejak", "Gangguan pada jejak", teks, simpan=not pilihan.tanpa_simpan)
    return 1 if lolos else 0


if __name__ == "__main__":
    sys.exit(main())
