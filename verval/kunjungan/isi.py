"""What the telephone fetches and what it sends back: facts with the base they were seen on, photos, the assessment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.gambar import Titik
from dtsen.lib.nama import sebut
from dtsen.lib.samar import mask
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry import corrections
from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import parse, same, to_json, tulis
from dtsen.wilayah.models import Wilayah
from verval import bukti
from verval.kelayakan import living
from verval.kunjungan import atur
from verval.kunjungan.alur import DI_LAPANGAN, LABEL
from verval.kunjungan.daftar import DITEMUI, KRITERIA, PENILAIAN, PER_KELUARGA, PER_ORANG, SEBAB, fact_asked
from verval.kunjungan.galat import KunjunganBerubah, KunjunganDitolak
from verval.models import Bukti, JawabanKunjungan, Kunjungan

DI_PONSEL = timedelta(hours=72)
"""How long family facts stay on a telephone at most; every look with a line begins anew."""
FOTO = ("foto_depan", "foto_dalam", "lainnya")
FOTO_MAKS = 8
CATATAN_MAKS = 2000
JAWABAN_MAKS = 400


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One answer as it arrives: `individu` None for a fact of the family."""

    fakta: str
    dasar: object
    nilai: object
    individu: int | None = None


@dataclass(frozen=True, slots=True)
class Isian:
    """What a telephone sends. `aksi`: isi (so far) | selesaikan | nihil (nobody found, with `sebab`)."""

    aksi: str
    penugasan_ke: int
    jawaban: list[Jawaban] = field(default_factory=list)
    ditemui: str = ""
    catatan: str = ""
    sebab: str = ""
    kriteria: Mapping[str, bool] = field(default_factory=dict)
    penilaian: str = ""
    dikunjungi: datetime | None = None


# --- out ----------------------------------------------------------------------------------------------------


def mine(user: User) -> list[Kunjungan]:
    """The visits that this person has to make, the soonest due first."""
    return list(
        Kunjungan.objects.filter(petugas=user, status__in=DI_LAPANGAN)
        .for_list()
        .select_related("keluarga__kondisi")
        .prefetch_related("jawaban")
        .order_by("batas", "id")
    )


def fetch(user: User) -> list[dict[str, Any]]:
    """Return all that a telephone needs to make these visits without a connection; leaves a line in the trail."""
    semua = mine(user)
    anggota = {k.pk: living(k.keluarga) for k in semua}
    if semua:
        audit.record(
            pelaku=user,
            aksi="kunjungan.ambil",
            keluarga=[k.keluarga_id for k in semua],
            individu=[a.pk for isi in anggota.values() for a in isi],
        )
    return [_packet(k, anggota[k.pk]) for k in semua]


def _packet(kunjungan: Kunjungan, anggota: list[Individu]) -> dict[str, Any]:
    keluarga = kunjungan.keluarga
    desa = Wilayah.objects.filter(pk=keluarga.kode_desa).first()
    return {
        "id": kunjungan.pk,
        "penugasan_ke": kunjungan.penugasan_ke,
        "status": kunjungan.status,
        "batas": kunjungan.batas.isoformat(),
        "sisa_hari": kunjungan.sisa_hari,
        "hapus": (timezone.now() + DI_PONSEL).isoformat(),
        "pesan": kunjungan.pesan,
        "sampel": kunjungan.sampel_id is not None,
        "kepala": sebut(keluarga.nama_kepala),
        "nomor_kk": mask(keluarga.nomor_kk),
        "tempat": ", ".join(filter(None, (str(desa or ""), keluarga.rt and f"RT {keluarga.rt}", keluarga.alamat))),
        "langkah": _steps(keluarga, anggota),
        "jawaban": {key(j.individu_id, j.fakta): {"dasar": j.dasar, "nilai": j.nilai} for j in kunjungan.jawaban.all()},
        "isian": {
            "ditemui": kunjungan.ditemui,
            "catatan": kunjungan.catatan,
            "kriteria": kunjungan.kriteria,
            "penilaian": kunjungan.penilaian,
        },
    }


def _steps(keluarga: Keluarga, anggota: list[Individu]) -> list[dict[str, Any]]:
    kini = corrections.current(keluarga)
    langkah = [
        {"judul": judul, "keterangan": "", "butir": [_item(KELUARGA[n], kini[n], None) for n in isi]}
        for judul, isi in PER_KELUARGA
    ]
    for orang in anggota:
        nilai = corrections.current(keluarga, orang)
        langkah.append(
            {
                "judul": sebut(orang.nama),
                "keterangan": f"NIK {mask(orang.nik) or 'belum tercatat'}",
                "butir": [_item(INDIVIDU[n], nilai[n], orang.pk) for n in PER_ORANG],
            }
        )
    return langkah


def _item(fakta: Fakta, nilai: Any, individu: int | None) -> dict[str, Any]:
    return {
        "kunci": key(individu, fakta.nama),
        "fakta": fakta.nama,
        "individu": individu,
        "nama": fakta.label,
        "jenis": fakta.jenis,
        "pilihan": [[kode, arti] for kode, arti in fakta.pilihan.items()],
        "satuan": fakta.satuan,
        "maks": fakta.maks,
        "nilai": to_json(nilai),
        "tulisan": tulis(fakta, nilai),
    }


def key(individu: int | None, fakta: str) -> str:
    """How the telephone names one fact: `0:jenis_lantai_terluas`, `31:status_kawin`."""
    return f"{individu or 0}:{fakta}"


def lists() -> dict[str, Any]:
    """The choices of the last steps, as the telephone draws them."""
    return {
        "ditemui": list(DITEMUI.items()),
        "sebab": list(SEBAB.items()),
        "kriteria": list(KRITERIA.items()),
        "penilaian": list(PENILAIAN.items()),
    }


# --- in -----------------------------------------------------------------------------------------------------


def _held(kunjungan: Kunjungan, pelaku: User, penugasan_ke: int) -> Kunjungan:
    """Lock a visit that its holder writes on; raises KunjunganBerubah with words for the person at the door."""
    satu = Kunjungan.objects.select_for_update(of=("self",)).select_related("keluarga__kondisi").get(pk=kunjungan.pk)
    if satu.status == "dibatalkan":
        raise KunjunganBerubah(f"Kunjungan ini sudah dibatalkan. Alasannya: {satu.alasan}")
    if satu.petugas_id != pelaku.pk:
        raise KunjunganBerubah("Kunjungan ini sudah dialihkan ke orang lain. Isian Anda tetap di ponsel ini.")
    if satu.status not in DI_LAPANGAN:
        raise KunjunganBerubah(f"Kunjungan ini sudah {LABEL[satu.status].lower()}.")
    if satu.penugasan_ke != penugasan_ke:
        raise KunjunganBerubah(
            "Kunjungan ini ditugaskan ulang sejak diambil ponsel. Muat ulang, lalu periksa isiannya."
        )
    return satu


@transaction.atomic
def receive(kunjungan: Kunjungan, isian: Isian, *, pelaku: User) -> Kunjungan:
    """Take what was seen. Facts that the registry has changed since the telephone fetched them are marked, not refused.

    Raises KunjunganBerubah (cancelled, handed on, ended), KunjunganDitolak (what is missing or unknown), FaktaSalah
    (a value) or AksiDitolak.
    """
    satu = _held(kunjungan, pelaku, isian.penugasan_ke)
    _check(satu, isian)
    if isian.aksi != "nihil":
        _keep_answers(satu, isian.jawaban)
    saat = timezone.now()
    kolom: dict[str, Any] = {
        "ditemui": isian.ditemui,
        "catatan": isian.catatan.strip(),
        "sebab": isian.sebab if isian.aksi == "nihil" else "",
        "kriteria": dict(isian.kriteria),
        "layak": any(isian.kriteria.values()) if len(isian.kriteria) == len(KRITERIA) else None,
        "penilaian": isian.penilaian,
        "dikunjungi": isian.dikunjungi and min(isian.dikunjungi, saat),
        "diisi": saat,
        "selesai": None if isian.aksi == "isi" else saat,
    }
    atur.step(satu, isian.aksi, pelaku=pelaku, status=satu.status, isian=kolom)
    bentrok = satu.jawaban.filter(bentrok=True).count()
    atur.record(satu, isian.aksi, pelaku, {"jawaban": len(isian.jawaban), "bentrok": bentrok})
    return satu


def _check(kunjungan: Kunjungan, isian: Isian) -> None:
    if isian.aksi not in {"isi", "selesaikan", "nihil"}:
        raise KunjunganDitolak("aksi", "Langkah ini tidak dikenal. Muat ulang halaman.", "aksi")
    for nama, nilai, daftar in (
        ("ditemui", isian.ditemui, DITEMUI),
        ("sebab", isian.sebab, SEBAB),
        ("penilaian", isian.penilaian, PENILAIAN),
    ):
        if nilai and nilai not in daftar:
            raise KunjunganDitolak(nama, "Pilih jawaban dari daftar.", nama)
    if len(isian.catatan) > CATATAN_MAKS or len(isian.jawaban) > JAWABAN_MAKS or set(isian.kriteria) - set(KRITERIA):
        raise KunjunganDitolak("isian", "Isian ini bukan dari formulir kunjungan. Muat ulang halaman.")
    if isian.aksi == "nihil" and not isian.sebab:
        raise KunjunganDitolak("sebab", "Pilih sebab keluarga tidak ditemukan.", "sebab")
    if isian.aksi == "selesaikan":
        _check_complete(kunjungan, isian)


def _check_complete(kunjungan: Kunjungan, isian: Isian) -> None:
    if not isian.ditemui:
        raise KunjunganDitolak("ditemui", "Pilih siapa yang Anda temui.", "ditemui")
    if kunjungan.sampel_id is None:
        return
    if len(isian.kriteria) != len(KRITERIA) or not isian.penilaian:
        raise KunjunganDitolak(
            "penilaian", "Kunjungan sampel perlu kesembilan kriteria dan penilaian miskin atau tidak.", "penilaian"
        )


def _keep_answers(kunjungan: Kunjungan, jawaban: Iterable[Jawaban]) -> None:
    """Write the answers anew: what arrives last is everything that was answered."""
    hari = timezone.localdate()
    jawaban = list(jawaban)
    # Also those who have left the family since the telephone fetched it: their facts are in conflict.
    orang = Individu.objects.in_bulk({j.individu for j in jawaban if j.individu is not None})
    kini: dict[int | None, dict[str, Any]] = {None: corrections.current(kunjungan.keluarga)}
    baris: dict[str, JawabanKunjungan] = {}
    for satu in jawaban:
        fakta = fact_asked(satu.fakta, individu=satu.individu is not None)
        if fakta is None:
            raise KunjunganDitolak("fakta", "Ada jawaban yang tidak ditanyakan dalam kunjungan.", satu.fakta)
        siapa = orang.get(satu.individu or 0)
        if satu.individu is not None and siapa is None:
            raise KunjunganDitolak("anggota", "Ada jawaban tentang orang yang tidak tercatat. Muat ulang.", "jawaban")
        pergi = siapa is not None and siapa.keluarga_id != kunjungan.keluarga_id
        if satu.individu not in kini:
            kini[satu.individu] = corrections.current(kunjungan.keluarga, siapa)
        nilai, registri = to_json(parse(fakta, satu.nilai, hari=hari)), to_json(kini[satu.individu][satu.fakta])
        dasar = to_json(parse(fakta, satu.dasar, hari=hari))
        baris[key(satu.individu, satu.fakta)] = JawabanKunjungan(
            kunjungan=kunjungan,
            individu_id=satu.individu,
            fakta=satu.fakta,
            dasar=dasar,
            nilai=nilai,
            registri=registri,
            bentrok=pergi or (not same(dasar, registri) and not same(nilai, registri)),
        )
    kunjungan.jawaban.all().delete()
    JawabanKunjungan.objects.bulk_create(baris.values())


@transaction.atomic
def attach_photo(
    kunjungan: Kunjungan, isi: bytes, *, jenis: str, penugasan_ke: int, pelaku: User, titik: Titik | None = None
) -> Bukti:
    """Keep one photo of a visit, written anew like all evidence; the same file twice is the one that is there.

    Raises KunjunganBerubah, KunjunganDitolak (`jenis | terlalu_banyak`) or UnggahanDitolak.
    """
    satu = _held(kunjungan, pelaku, penugasan_ke)
    if jenis not in FOTO:
        raise KunjunganDitolak("jenis", "Pilih jenis foto dari daftar.", "jenis")
    sidik = hashlib.sha256(isi).hexdigest()
    sama = satu.bukti.filter(sidik_unggahan=sidik).first()
    if sama is not None:
        return sama
    if satu.bukti.count() >= FOTO_MAKS:
        raise KunjunganDitolak("terlalu_banyak", f"Satu kunjungan paling banyak {FOTO_MAKS} foto.", "berkas")
    baru = bukti.inspect(isi)
    if baru.tipe != "image/jpeg":
        raise UnggahanDitolak("jenis_berkas", "Kunjungan hanya menerima foto.")
    foto = Bukti(
        kunjungan=satu,
        keluarga=satu.keluarga,
        kode_desa=satu.kode_desa,
        jenis=jenis,
        tipe=baru.tipe,
        ukuran=len(baru.berkas),
        lebar=baru.lebar,
        tinggi=baru.tinggi,
        sidik=hashlib.sha256(baru.berkas).hexdigest(),
        sidik_unggahan=sidik,
        sidik_rupa=baru.sidik_rupa,
        lat=Decimal(str(round(titik.lat, 6))) if titik else None,
        lon=Decimal(str(round(titik.lon, 6))) if titik else None,
        akurasi_m=titik.akurasi_m if titik else None,
        asal_titik="perangkat" if titik else "",
        pembuat=pelaku,
    )
    foto.save(force_insert=True)
    audit.record(
        pelaku=pelaku, aksi="bukti.lampirkan", objek=foto.objek, rincian={"kasus": satu.objek, "jenis": jenis},
        keluarga=[satu.keluarga_id],
    )  # fmt: skip
    bukti.keep(foto, baru)
    return foto
