"""What is done to an objection: filed, matched, sent to visit, visited, decided. The clock is in `jam.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import Orang, TidakBerwenang, cakupan_of
from dtsen.accounts.models import Penugasan, User
from dtsen.lib.gambar import Titik
from dtsen.lib.samar import holds_number
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry import lingkup
from dtsen.registry.models import Individu, Keluarga
from dtsen.wilayah.cakupan import Cakupan
from verval import bukti
from verval.alur_sanggah import AKHIR, ALASAN, CATAT, PELAPOR, PERIKSA, TABEL
from verval.hop import KasusDitolak, StaleStatus
from verval.kunjungan import atur
from verval.models import Kunjungan, LangkahSanggah, PelaporSanggah, ProgramBansos, Sanggah
from verval.sanggah import kabar
from verval.sanggah.langkah import follow, put

KEPALA = 1
DI_LUAR = (
    "Keluarga ini sekarang tercatat di luar wilayah Anda. Minta verifikator kabupaten yang menugaskan kunjungannya."
)


@dataclass(frozen=True, slots=True)
class Laporan:
    """What somebody reports: who is meant, as typed, and who reports it."""

    jenis: str
    kode_desa: str
    nama: str
    uraian: str
    pelapor_nama: str
    pelapor_nik: str
    rt: str = ""
    rw: str = ""
    pelapor_kontak: str = ""
    program: ProgramBansos | None = None


def path_of(sanggah: Sanggah, *, kecil: bool = False) -> Path:
    """Where the photo lies, outside the web root."""
    nama = sanggah.berkas
    return Path(settings.BERKAS_DIR) / "sanggah" / nama[:2] / (f"{nama}.kecil" if kecil else nama)


def receive(laporan: Laporan, foto: bytes, *, titik: Titik | None = None, titik_foto: bool = False) -> Sanggah:
    """File what came from the public page; the same answer whoever is meant, and whether or not they are registered.

    A visitor has no scope: the row is written inside that of the named desa. Raises UnggahanDitolak or KasusDitolak.
    """
    with lingkup.within(Cakupan.of([laporan.kode_desa])):
        return _file(laporan, foto, titik, titik_foto, None)


@transaction.atomic
def record(
    laporan: Laporan, foto: bytes = b"", *, pelaku: User, titik: Titik | None = None, titik_foto: bool = False
) -> Sanggah:
    """File what a resident tells at the office; the photo may be missing. Raises TidakBerwenang and as `receive`."""
    if not cakupan_of(pelaku, CATAT).memuat(laporan.kode_desa):
        raise TidakBerwenang(CATAT)
    return _file(laporan, foto, titik, titik_foto, pelaku)


def _file(laporan: Laporan, foto: bytes, titik: Titik | None, titik_foto: bool, pelaku: User | None) -> Sanggah:
    if holds_number(laporan.uraian) or holds_number(laporan.nama):
        raise KasusDitolak("bernomor", "Jangan tulis NIK atau No KK di uraian. Sebut nama dan alamatnya.", "uraian")
    isi = bukti.inspect(foto) if foto else None
    if isi is not None and isi.tipe != "image/jpeg":
        raise UnggahanDitolak("jenis_berkas", "Kirim foto rumahnya (JPEG, PNG, WebP), bukan PDF.")
    tempat = isi.titik if titik_foto and isi is not None else titik
    sanggah = Sanggah(
        jenis=laporan.jenis,
        program=laporan.program,
        jalur="kantor" if pelaku else "publik",
        kode_desa=laporan.kode_desa,
        nama=laporan.nama.strip(),
        rt=laporan.rt,
        rw=laporan.rw,
        uraian=laporan.uraian.strip(),
        sewarga=_is_neighbour(laporan),
        berfoto=isi is not None,
        lat=Decimal(str(round(tempat.lat, 6))) if tempat else None,
        lon=Decimal(str(round(tempat.lon, 6))) if tempat else None,
        pembuat=pelaku,
    )
    sanggah.save(force_insert=True)
    PelaporSanggah(
        sanggah=sanggah,
        kode_desa=laporan.kode_desa,
        nama=laporan.pelapor_nama.strip(),
        nik=laporan.pelapor_nik,
        kontak=laporan.pelapor_kontak.strip(),
    ).save(force_insert=True)
    langkah = LangkahSanggah.objects.create(sanggah=sanggah, aksi="ajukan", ke="diterima", pelaku=pelaku)
    audit.record(pelaku=pelaku, aksi="sanggah.ajukan", objek=sanggah.objek, rincian={"jenis": sanggah.jenis})
    kabar.hop_taken(sanggah, langkah)
    if isi is not None:
        _keep(sanggah, isi)
    return sanggah


def _is_neighbour(laporan: Laporan) -> bool:
    """Whether the reporter's NIK stands in the registry of that desa; nobody outside the office is told."""
    return Individu.objects.filter(nik=laporan.pelapor_nik, kode_desa=laporan.kode_desa).exists()


def _keep(sanggah: Sanggah, isi: bukti.Isi) -> None:
    tujuan = path_of(sanggah)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for tempat, byte in ((tujuan, isi.berkas), (path_of(sanggah, kecil=True), isi.kecil)):
        tempat.write_bytes(byte)
        tempat.chmod(0o600)


def izin_of(user: Orang, sanggah: Sanggah) -> frozenset[str]:
    """The permissions over objections that the user has at its place."""
    return frozenset(satu for satu in (PERIKSA, PELAPOR) if cakupan_of(user, satu).memuat(sanggah.kode_desa))


@transaction.atomic
def match(sanggah: Sanggah, keluarga: Keluarga, *, pelaku: User) -> None:
    """Say which family of that desa is meant. Raises TidakBerwenang, KasusDitolak (`desa`) or StaleStatus."""
    if PERIKSA not in izin_of(pelaku, sanggah):
        raise TidakBerwenang(PERIKSA)
    if keluarga.kode_desa != sanggah.kode_desa:
        raise KasusDitolak("desa", "Keluarga itu tercatat di desa lain. Pilih keluarga dari desa yang disebut.")
    milik = Sanggah.objects.filter(pk=sanggah.pk, status__in=("diterima", "diperiksa"), kunjungan__isnull=True)
    kepala = keluarga.anggota.filter(status_hubungan_keluarga=KEPALA).hidup().first()
    if milik.update(keluarga=keluarga, individu=kepala) != 1:
        raise StaleStatus
    sanggah.refresh_from_db()
    audit.record(pelaku=pelaku, aksi="sanggah.cocokkan", objek=sanggah.objek, keluarga=[keluarga.pk])


@transaction.atomic
def visit(sanggah: Sanggah, penugasan: Penugasan, *, batas: date, pelaku: User, pesan: str = "") -> Kunjungan:
    """Send somebody to the family that is meant. The visitor is not told that, or by whom, anybody objected.

    Raises KasusDitolak (`keluarga`), AksiDitolak, StaleStatus, and what `atur.assign` raises.
    """
    if sanggah.keluarga_id is None:
        raise KasusDitolak("keluarga", "Cocokkan dahulu sanggahan ini dengan satu keluarga.")
    follow(sanggah)
    if sanggah.keluarga is None or not cakupan_of(pelaku, PERIKSA).memuat(sanggah.keluarga.kode_desa):
        raise KasusDitolak("keluarga", DI_LUAR)
    dari = sanggah.status
    TABEL.check(
        dari, "tugaskan", izin=izin_of(pelaku, sanggah), pembuat=False, alasan="", lewat="formulir kunjungan"
    )  # fmt: skip
    kunjungan = atur.assign(sanggah.keluarga, penugasan, batas=batas, pelaku=pelaku, pesan=pesan)
    put(sanggah, dari, "tugaskan", "ditugaskan", pelaku, "", {"kunjungan": kunjungan})
    return kunjungan


@transaction.atomic
def visited(kunjungan: Kunjungan) -> None:
    """Go on to the examination once the visit of an objection is reviewed; other visits change nothing."""
    for satu in Sanggah.objects.filter(kunjungan=kunjungan, status="ditugaskan"):
        hop = TABEL.check_clock(satu.status, "kunjungi")
        put(satu, satu.status, "kunjungi", hop.ke, None, "", {})


@transaction.atomic
def move(
    sanggah: Sanggah,
    aksi: str,
    *,
    pelaku: User,
    status: str,
    alasan: str = "",
    alasan_kode: str = "",
    program: ProgramBansos | None = None,
) -> LangkahSanggah:
    """Take a hop of a person. `alasan` stays in the office, `alasan_kode` (of `ALASAN`) is what the reporter reads.

    Proven needs a reviewed visit and the programme it is about, so that it counts as one error of that programme.
    Raises AksiDitolak, KasusDitolak (`pembuat | alasan_kode | kunjungan | program`) or StaleStatus.
    """
    hop = TABEL.check(
        status, aksi, izin=izin_of(pelaku, sanggah), pembuat=sanggah.pembuat_id == pelaku.pk, alasan=alasan
    )  # fmt: skip
    if hop.ke in AKHIR and sanggah.pembuat_id == pelaku.pk:
        raise KasusDitolak("pembuat", "Sanggahan yang Anda catat sendiri diputus orang lain.")
    if hop.ke == "terbukti" and (sanggah.kunjungan is None or sanggah.kunjungan.status != "ditinjau"):
        raise KasusDitolak("kunjungan", "Sanggahan terbukti hanya sesudah kunjungannya ditinjau.")
    if hop.alasan_induk and alasan_kode not in ALASAN[aksi]:
        raise KasusDitolak("alasan_kode", "Pilih alasan yang akan dibaca pelapor, sesuai putusannya.", "alasan_kode")
    putus: dict[str, Any] = {"pemutus": pelaku, "diputus": timezone.now()} if hop.ke in AKHIR else {}
    if hop.ke == "terbukti" and sanggah.program_id is None:
        if program is None:
            raise KasusDitolak(
                "program", "Pilih bantuan yang disanggah: galatnya dihitung pada bantuan itu.", "program"
            )
        putus["program"] = program
    return put(sanggah, status, aksi, hop.ke, pelaku, alasan, putus, alasan_kode if hop.alasan_induk else "")
