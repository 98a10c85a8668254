"""Recipients of a programme and month: a file is read and matched, a second person applies it.

Reading streams the rows into a temporary table by COPY and matches them in one statement; nothing but the rows of the
file is kept in between. A file adds and updates; whom it does not name stays as another file of that month told.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib import sql
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.samar import mask
from dtsen.lib.sel import aman
from dtsen.registry.imports.errors import BerkasSalah
from verval.bansos import baca
from verval.bulan import bulan_of
from verval.models import AturanProgram, BarisPenerima, BerkasPenerima, Penerima, ProgramBansos
from verval.models.penerima import COCOK

IMPOR, TERAPKAN, LIHAT = "bansos.impor", "bansos.terapkan", "bansos.lihat"
SALIN = "COPY baris_baru (baris, nik, kk, nama, status, nominal, salah) FROM STDIN WITH (FORMAT csv, NULL '\\N')"
POTONG = 20_000
"""Rows of one COPY, so that memory stays flat whatever the file."""
TERLAMA = "2020-01"


class PenerimaDitolak(Ditolak):
    """A step that may not be taken: `kode` in `berkas_sama | bulan | status | orang_sama | unit`."""


def unit_of(program: ProgramBansos, bulan: str) -> str:
    """What is counted in a month, `keluarga` or `individu`: by the rule in force, else by the newest one written."""
    awal = date.fromisoformat(f"{bulan}-01")
    aturan = AturanProgram.objects.berlaku(awal).filter(program=program).first()
    if aturan is None:
        aturan = AturanProgram.objects.filter(program=program).order_by("-berlaku_dari").first()
    if aturan is None:
        raise PenerimaDitolak("unit", f"{program.singkatan} belum punya aturan. Buat rancangannya lebih dahulu.")
    return aturan.unit


@transaction.atomic
def upload(berkas: Path, *, program: ProgramBansos, bulan: str, pelaku: User) -> BerkasPenerima:
    """Read a file and match its rows; nobody is a recipient yet.

    Raises TidakBerwenang, BerkasSalah or PenerimaDitolak (`berkas_sama`, `bulan`, `unit`).
    """
    require(pelaku, IMPOR)
    if not TERLAMA <= bulan <= bulan_of(timezone.localdate()):
        raise PenerimaDitolak("bulan", "Pilih bulan yang sudah berjalan, ditulis seperti 2026-11.")
    unit = unit_of(program, bulan)
    with berkas.open("rb") as isi:
        sidik = hashlib.file_digest(isi, "sha256").hexdigest()
    try:
        with transaction.atomic():
            satu = BerkasPenerima.objects.create(program=program, bulan=bulan, sidik=sidik, pembuat=pelaku)
    except IntegrityError as galat:
        raise PenerimaDitolak(
            "berkas_sama", "Berkas yang sama sudah pernah diunggah. Lihat hasilnya di daftar berkas."
        ) from galat
    luar = cakupan_of(pelaku, IMPOR).kode[0]
    with connection.cursor() as kursor:
        kursor.execute(sql.load(__file__, "stage_penerima"))
        _copy(kursor, baca.rows(berkas, program, bulan))
        kursor.execute("ANALYZE baris_baru")
        kursor.execute(sql.load(__file__, "match_penerima"), {"berkas": satu.pk, "unit": unit, "luar": luar})
    satu.hitungan = count(satu)
    satu.save(update_fields=["hitungan"])
    audit.record(
        pelaku=pelaku,
        aksi="penerima.unggah",
        objek=satu.objek,
        rincian={"program": program.pk, "bulan": bulan, "sidik": sidik, **satu.hitungan},
    )
    return satu


def _copy(kursor: Any, terbaca: Iterable[baca.Terbaca]) -> None:
    """Send rows by COPY, `POTONG` at a time."""
    sumber: Iterator[baca.Terbaca] = iter(terbaca)
    while tumpuk := list(islice(sumber, POTONG)):
        isi = StringIO()
        tulis = csv.writer(isi)
        tulis.writerows(
            (t.baris, t.nik, t.kk, t.nama, t.status, "\\N" if t.nominal is None else t.nominal, t.salah) for t in tumpuk
        )
        isi.seek(0)
        kursor.copy_expert(SALIN, isi)


def count(satu: BerkasPenerima) -> dict[str, int]:
    """Rows by `keadaan`, and `dibaca` for all of them."""
    jumlah = dict(BarisPenerima.objects.filter(berkas=satu).order_by().values_list("keadaan").annotate(n=Count("pk")))
    return {"dibaca": sum(jumlah.values()), **jumlah}


@transaction.atomic
def confirm(pk: int, *, pelaku: User) -> BerkasPenerima:
    """Make the matched rows recipients; somebody else than who sent the file does.

    Raises TidakBerwenang or PenerimaDitolak (`status`, `orang_sama`).
    """
    require(pelaku, TERAPKAN)
    satu = _waiting(pk)
    if satu.pembuat_id == pelaku.pk:
        raise PenerimaDitolak("orang_sama", "Anda yang mengunggah berkas ini. Orang lain yang mengesahkannya.")
    unit = unit_of(satu.program, satu.bulan)
    nama = "apply_families" if unit == "keluarga" else "apply_persons"
    with connection.cursor() as kursor:
        kursor.execute(sql.load(__file__, nama), {"berkas": satu.pk, "program": satu.program_id, "bulan": satu.bulan})
        baru, berubah = kursor.fetchone()
    satu.hitungan |= {"baru": baru, "berubah": berubah, "sama": satu.cocok - baru - berubah}
    BarisPenerima.objects.filter(berkas=satu, keadaan__in=COCOK)._raw_delete("default")
    _decide(satu, "diterapkan", pelaku)
    audit.record(pelaku=pelaku, aksi="penerima.terapkan", objek=satu.objek, rincian=dict(satu.hitungan))
    return satu


@transaction.atomic
def cancel(pk: int, *, pelaku: User) -> BerkasPenerima:
    """Throw a file away that nobody has applied; the same one may then be sent again.

    Raises TidakBerwenang or PenerimaDitolak (`status`).
    """
    require(pelaku, IMPOR)
    satu = _waiting(pk)
    BarisPenerima.objects.filter(berkas=satu)._raw_delete("default")
    _decide(satu, "dibatalkan", pelaku)
    audit.record(pelaku=pelaku, aksi="penerima.batal", objek=satu.objek)
    return satu


def _waiting(pk: int) -> BerkasPenerima:
    """The file, locked; two who press at once do it one after the other."""
    terkunci = BerkasPenerima.objects.select_for_update(of=("self",)).select_related("program")
    satu = terkunci.filter(pk=pk, status="siap").first()
    if satu is None:
        raise PenerimaDitolak("status", "Berkas ini sudah diterapkan atau dibatalkan. Muat ulang halaman.")
    return satu


def _decide(satu: BerkasPenerima, status: str, pelaku: User) -> None:
    satu.status, satu.pengesah, satu.diputuskan = status, pelaku, timezone.now()
    satu.save(update_fields=["status", "pengesah", "diputuskan", "hitungan"])


def rejects(satu: BerkasPenerima, *, pelaku: User) -> str:
    """The rows that were not written, as CSV with masked numbers: the line number finds them in the sender's file."""
    isi = StringIO()
    tulis = csv.writer(isi)
    tulis.writerow(("BARIS", "NIK", "NOKK", "KEADAAN", "KETERANGAN"))
    sisa = BarisPenerima.objects.filter(berkas=satu).exclude(keadaan__in=COCOK).order_by("baris")
    keluarga: list[int] = []
    for b in sisa.iterator(chunk_size=5000):
        tulis.writerow((b.baris, mask(b.nik), mask(b.nomor_kk), b.get_keadaan_display(), aman(b.pesan)))
        if b.keluarga_id:
            keluarga.append(b.keluarga_id)
    audit.record(pelaku=pelaku, aksi="penerima.unduh_tolakan", objek=satu.objek, keluarga=keluarga)
    return isi.getvalue()


def months(program: str = "") -> list[str]:
    """Months with an applied file, newest first."""
    berkas = BerkasPenerima.objects.filter(status="diterapkan")
    if program:
        berkas = berkas.filter(program=program)
    return sorted(set(berkas.order_by().values_list("bulan", flat=True)), reverse=True)


def latest() -> dict[str, str]:
    """Programme -> its newest month with an applied file."""
    hasil: dict[str, str] = {}
    for program, bulan in (
        BerkasPenerima.objects.filter(status="diterapkan").order_by("bulan").values_list("program", "bulan")
    ):
        hasil[program] = bulan
    return hasil


def totals(user: User, bulan: dict[str, str]) -> dict[str, int]:
    """Programme -> how many receive in its month, in the regions of the user."""
    milik = Penerima.objects.menerima().dalam(cakupan_of(user))
    return {program: milik.filter(program=program, bulan=satu).count() for program, satu in bulan.items()}


__all__ = [
    "BerkasSalah", "PenerimaDitolak", "cancel", "confirm", "latest", "months", "rejects", "totals", "unit_of", "upload",
]  # fmt: skip
