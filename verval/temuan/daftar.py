"""A list sent down: read a file, match its rows with persons, show what would come of it, make it findings once.

Layout (ours until a real file is seen): NIK, NOKK, NAMA, KETERANGAN as csv or workbook. A person is found by NIK, else
by No KK and name.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.nama import normalize
from dtsen.lib.nik import Nik, NomorKK, NomorSalah, parse_kk, parse_nik
from dtsen.lib.samar import mask_text
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.imports.kolom import find
from dtsen.registry.imports.tables import Lembar, open_tables
from dtsen.registry.models import Individu
from verval.alur_layanan import KIRIM
from verval.models import BarisTemuan, DaftarTemuan, Temuan
from verval.models.layanan import TEMUAN_SELESAI

KOLOM = ("NIK", "NOKK", "NAMA", "KETERANGAN")
BARIS_MAKS = 20_000
KETERANGAN_MAKS = 500
PESAN = {
    "tidak_dikenal": "Tidak ada orangnya di wilayah Anda. Periksa NIK, atau No KK dan nama.",
    "rancu": "Lebih dari satu orang cocok. Isi NIK pada baris ini.",
}


class DaftarDitolak(Ditolak):
    """A step that may not be taken now: `kode` and what to do."""


@dataclass(frozen=True, slots=True)
class Surat:
    """What came with the file: its kind, who sent it, the letter and its days."""

    jenis: str
    sumber: str
    nomor_surat: str
    tanggal_surat: date
    tenggat: date


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One row as read: numbers as plain digits ("" where missing), or in `salah` what is wrong with it."""

    baris: int
    nik: str = ""
    kk: str = ""
    nama: str = ""
    keterangan: str = ""
    salah: str = ""


# --- reading ------------------------------------------------------------------------------------------------


def _table(berkas: Path) -> Lembar:
    lembar = next((satu for satu in open_tables(berkas) if "nik" in find(satu.judul)), None)
    if lembar is None:
        raise BerkasSalah("kolom_kurang", f"Kolom NIK tidak ada. Pakai judul {', '.join(KOLOM)}.")
    return lembar


def read(berkas: Path) -> list[Terbaca]:
    """Read a file; raises BerkasSalah where it is no such list at all. A bad row carries its fault."""
    sisik.inspect(berkas)
    lembar = _table(berkas)
    tempat = find(lembar.judul)
    hasil: list[Terbaca] = []
    for nomor, baris in lembar.rows:
        isi = {k: baris[i].strip() for k in KOLOM if (i := tempat.get(k.lower(), len(baris))) < len(baris)}
        if not any(isi.values()):
            continue
        if len(hasil) == BARIS_MAKS:
            raise BerkasSalah("terlalu_panjang", f"Lebih dari {BARIS_MAKS} baris. Bagi menjadi beberapa berkas.")
        hasil.append(_row(nomor, isi))
    if not hasil:
        raise BerkasSalah("kosong", "Berkas hanya berisi judul kolom. Minta ulang berkas yang berisi daftarnya.")
    return hasil


def _row(nomor: int, isi: dict[str, str]) -> Terbaca:
    nama = normalize(isi.get("NAMA", ""))
    kk, kk_salah = _digits(isi.get("NOKK", ""), parse_kk)
    nik, nik_salah = _digits(isi.get("NIK", ""), parse_nik)
    # A list of anomalies is full of damaged NIK: with No KK and name the row still means somebody.
    if not nik and not (kk and nama):
        salah = "NIK bukan nomor yang sah." if nik_salah else "NIK kosong."
        salah += " No KK bukan nomor yang sah." if kk_salah else ""
        return Terbaca(nomor, salah=f"{salah} Perbaiki, atau isi NOKK dan NAMA.")
    return Terbaca(nomor, nik, kk, nama, mask_text(isi.get("KETERANGAN", ""))[:KETERANGAN_MAKS])


def _digits(teks: str, baca: Callable[[str], Nik | NomorKK]) -> tuple[str, bool]:
    try:
        return (baca(teks).angka if teks else ""), False
    except NomorSalah:
        return "", True


# --- matching -----------------------------------------------------------------------------------------------


def match(terbaca: Iterable[Terbaca], jenis: str, *, pelaku: User) -> list[BarisTemuan]:
    """Return the rows with their persons in the scope of the user, unsaved; three queries whatever the length."""
    semua = list(terbaca)
    milik = Individu.objects.filter(cakupan_of(pelaku, KIRIM).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw"))
    nik = {t.nik for t in semua if t.nik}
    per_nik = {
        str.__str__(o.nik or ""): o for o in milik.filter(nik__in=nik).only("pk", "nik", "keluarga", "kode_desa")
    }
    per_nama: dict[tuple[str, str], list[Individu]] = defaultdict(list)
    sisa = {t.kk for t in semua if t.kk and t.nama and t.nik not in per_nik}
    for o in milik.filter(keluarga__nomor_kk__in=sisa).select_related("keluarga"):
        per_nama[str.__str__(o.keluarga.nomor_kk or ""), o.nama_norm].append(o)
    orang = {o.pk for o in per_nik.values()} | {o.pk for semuanya in per_nama.values() for o in semuanya}
    terbuka = set(
        Temuan.objects.filter(individu__in=orang, jenis=jenis)
        .exclude(status__in=TEMUAN_SELESAI)
        .values_list("individu_id", flat=True)
    )
    hasil: list[BarisTemuan] = []
    dulu: dict[int, int] = {}
    for t in semua:
        calon = [per_nik[t.nik]] if t.nik in per_nik else per_nama.get((t.kk, t.nama), [])
        hasil.append(_judge(t, calon, terbuka, dulu))
    return hasil


def _judge(t: Terbaca, calon: list[Individu], terbuka: set[int], dulu: dict[int, int]) -> BarisTemuan:
    if t.salah:
        return BarisTemuan(baris=t.baris, keadaan="salah", pesan=t.salah)
    if len(calon) != 1:
        sebab = "rancu" if calon else "tidak_dikenal"
        return BarisTemuan(baris=t.baris, keadaan=sebab, pesan=PESAN[sebab])
    orang = calon[0]
    baris = BarisTemuan(
        baris=t.baris,
        individu=orang,
        keluarga_id=orang.keluarga_id,
        kode_desa=orang.kode_desa,
        keterangan=t.keterangan,
        keadaan="cocok",
    )
    if orang.pk in dulu:
        baris.keadaan, baris.pesan = "sudah", f"Orang yang sama dengan baris {dulu[orang.pk]}."
    elif orang.pk in terbuka:
        baris.keadaan, baris.pesan = "sudah", "Masih ada temuan lain tentang orang ini yang belum selesai."
    dulu.setdefault(orang.pk, t.baris)
    return baris


# --- use cases ----------------------------------------------------------------------------------------------


def path_of(daftar: DaftarTemuan) -> Path:
    """Return where the file lies as it came: outside the web root."""
    return Path(settings.BERKAS_DIR) / "temuan" / f"{daftar.sidik}{daftar.akhiran}"


@transaction.atomic
def upload(berkas: Path, surat: Surat, *, pelaku: User) -> DaftarTemuan:
    """Read and match a file; nobody gets work from it yet. The same file again is matched anew.

    Raises TidakBerwenang, BerkasSalah, or DaftarDitolak (`isian`; `status` where it was applied).
    """
    require(pelaku, KIRIM)
    terbaca = read(berkas)
    with berkas.open("rb") as isi:
        sidik = hashlib.file_digest(isi, "sha256").hexdigest()
    kepala: dict[str, Any] = {
        "jenis": surat.jenis,
        "sumber": surat.sumber,
        "nomor_surat": surat.nomor_surat.strip(),
        "tanggal_surat": surat.tanggal_surat,
        "tenggat": surat.tenggat,
        "akhiran": berkas.suffix.lower(),
        "status": "siap",
    }
    _check(DaftarTemuan(sidik=sidik, pembuat=pelaku, **kepala))
    daftar, baru = DaftarTemuan.objects.select_for_update().get_or_create(
        sidik=sidik, defaults={"pembuat": pelaku, **kepala}
    )
    if not baru and daftar.status == "diterapkan":
        raise DaftarDitolak("status", f"Berkas ini sudah diterapkan sebagai {daftar}.")
    if not baru and daftar.pembuat_id != pelaku.pk:
        raise DaftarDitolak("milik", "Berkas ini sudah diunggah petugas lain dan menunggu diterapkan.")
    for nama, nilai in kepala.items():
        setattr(daftar, nama, nilai)
    daftar.save()
    daftar.baris_temuan.all().delete()
    baris = match(terbaca, surat.jenis, pelaku=pelaku)
    for satu in baris:
        satu.daftar = daftar
    BarisTemuan.objects.bulk_create(baris, batch_size=1000)
    audit.record(
        pelaku=pelaku,
        aksi="daftar_temuan.unggah",
        objek=daftar.objek,
        rincian={"sidik": sidik, "baris": len(terbaca), **Counter(satu.keadaan for satu in baris)},
    )
    _keep(berkas, daftar)
    return daftar


def _check(daftar: DaftarTemuan) -> None:
    try:
        daftar.full_clean(validate_unique=False)
    except ValidationError as galat:
        raise DaftarDitolak("isian", " ".join(galat.messages)) from galat


def _keep(berkas: Path, daftar: DaftarTemuan) -> None:
    tujuan = path_of(daftar)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(berkas, tujuan)
    tujuan.chmod(0o600)


def visible(user: User) -> QuerySet[DaftarTemuan]:
    """Lists that the user uploaded, or with a finding in reach."""
    milik = Temuan.objects.dalam(cakupan_of(user, KIRIM)).filter(daftar=OuterRef("pk"))
    return DaftarTemuan.objects.filter(Q(pembuat=user) | Exists(milik)).select_related("pembuat").order_by("-pk")


def rows(daftar: DaftarTemuan, user: User, keadaan: str = "") -> QuerySet[BarisTemuan]:
    """The rows in reach: those that mean nobody only for whoever uploaded the list."""
    dalam = cakupan_of(user, KIRIM).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw")
    terjangkau = (dalam & Q(keluarga__isnull=False)) | (
        Q(keluarga=None) if daftar.pembuat_id == user.pk else Q(pk__in=[])
    )
    semua = daftar.baris_temuan.filter(terjangkau).select_related("individu", "keluarga")
    return semua.filter(keadaan=keadaan) if keadaan else semua


@transaction.atomic
def apply(daftar: DaftarTemuan, *, pelaku: User) -> int:
    """Make a finding of every matched row, for its desa; returns how many. Once a list.

    Raises TidakBerwenang or DaftarDitolak (`status | milik | kosong`).
    """
    require(pelaku, KIRIM)
    if daftar.pembuat_id != pelaku.pk:
        raise DaftarDitolak("milik", "Daftar ini diterapkan oleh yang mengunggahnya.")
    milik = DaftarTemuan.objects.filter(pk=daftar.pk, status="siap")
    if not milik.update(status="diterapkan", diterapkan=timezone.now()):
        raise DaftarDitolak("status", "Daftar ini sudah diterapkan atau dibatalkan.")
    cocok = list(rows(daftar, pelaku, "cocok"))
    if not cocok:
        raise DaftarDitolak("kosong", "Tidak ada baris yang cocok. Perbaiki berkasnya, lalu unggah lagi.")
    Temuan.objects.bulk_create(
        (
            Temuan(
                daftar=daftar,
                baris=satu.baris,
                jenis=daftar.jenis,
                tenggat=daftar.tenggat,
                keluarga_id=satu.keluarga_id,
                individu_id=satu.individu_id,
                kode_desa=satu.kode_desa,
                keterangan=satu.keterangan,
                pembuat=pelaku,
            )
            for satu in cocok
            if satu.keluarga_id is not None
        ),
        batch_size=1000,
        # Another list may have brought the same person between preview and this.
        ignore_conflicts=True,
    )
    jadi = set(Temuan.objects.filter(daftar=daftar).values_list("baris", flat=True))
    daftar.baris_temuan.filter(baris__in=jadi).update(keadaan="diterapkan")
    daftar.baris_temuan.filter(keadaan="cocok").update(
        keadaan="sudah", pesan="Masih ada temuan lain tentang orang ini yang belum selesai."
    )
    audit.record(
        pelaku=pelaku,
        aksi="daftar_temuan.terapkan",
        objek=daftar.objek,
        rincian={"jumlah": len(jadi)},
        keluarga={satu.keluarga_id for satu in cocok if satu.keluarga_id and satu.baris in jadi},
        individu=[satu.individu_id for satu in cocok if satu.individu_id and satu.baris in jadi],
    )
    return len(jadi)


@transaction.atomic
def cancel(daftar: DaftarTemuan, *, pelaku: User) -> None:
    """Put an uploaded list aside. Raises DaftarDitolak (`status | milik`)."""
    require(pelaku, KIRIM)
    if daftar.pembuat_id != pelaku.pk:
        raise DaftarDitolak("milik", "Daftar ini dibatalkan oleh yang mengunggahnya.")
    if not DaftarTemuan.objects.filter(pk=daftar.pk, status="siap").update(status="batal"):
        raise DaftarDitolak("status", "Daftar ini sudah diterapkan atau dibatalkan.")
    audit.record(pelaku=pelaku, aksi="daftar_temuan.batal", objek=daftar.objek)


def rejects(daftar: DaftarTemuan, *, pelaku: User) -> list[list[str]]:
    """Return the rows that became nothing, as they came, with their line and the message beside; headings first.

    For whoever uploaded the file: they hold full numbers. Raises DaftarDitolak (`milik | kosong | berkas`).
    """
    if daftar.pembuat_id != pelaku.pk:
        raise DaftarDitolak("milik", "Berkas tolakan hanya untuk yang mengunggah daftarnya.")
    pesan = {
        b.baris: b.pesan for b in daftar.baris_temuan.filter(keadaan__in=("tidak_dikenal", "rancu", "salah", "sudah"))
    }
    if not pesan:
        raise DaftarDitolak("kosong", "Tidak ada baris yang ditolak.")
    berkas = path_of(daftar)
    if not berkas.is_file():
        raise DaftarDitolak("berkas", "Berkas aslinya tidak ada lagi di penyimpanan. Unggah ulang.")
    lembar = _table(berkas)
    lebar = len(lembar.judul)
    isi = [["BARIS", *lembar.judul, "PESAN"]]
    for nomor, baris in lembar.pick(set(pesan)):
        isi.append([str(nomor), *(baris + [""] * lebar)[:lebar], pesan[nomor]])
    return isi
