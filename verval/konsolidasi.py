"""The list for Disdukcapil: living persons whose NIK is missing, damaged or not matched, or identity is disputed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.buku import text_workbook
from dtsen.lib.kode import STATUS_PADAN
from dtsen.lib.sel import XLSX
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import SENSITIF
from dtsen.registry.querysets import IndividuQuerySet
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval import alur
from verval.kirim import EksporDitolak, Unduhan
from verval.models import ButirPembaruan
from verval.models.butir import TERBUKA

KIRIM = alur.KIRIM
LEMBAR = "KONSOLIDASI"
KOLOM = (
    "NO", "NIK", "NOKK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN", "IBU KANDUNG", "ALAMAT", "RT", "RW",
    "KECAMATAN", "KELURAHAN", "STATUS PADAN", "MASALAH", "USUL PERBAIKAN",
)  # fmt: skip
IDENTITAS = ("nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "ibu_kandung")
"""Facts that Disdukcapil decides."""
TIDAK_PADAN = ("padan_sebagian", "nik_tidak_ditemukan", "nik_ganda", "belum_rekam", "nonaktif", "kk_berubah")
"""What Dukcapil has to put right. Death and moving away are answers of its own, and "belum dicek" is no finding."""
BENTUK = r"^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{6}$"
"""A NIK whose digits 7 to 10 are a day and a month."""
BARIS_MAKS = 20_000
KOSONG, RUSAK, SENGKETA = "NIK kosong atau tidak terbaca", "NIK rusak", "Perbaikan identitas sedang diajukan"


@dataclass(frozen=True, slots=True)
class Ringkas:
    """How many persons have which problem; one person may have several."""

    semua: int
    kosong: int
    rusak: int
    tidak_padan: int
    sengketa: int


def _reasons() -> dict[str, Q]:
    """Each problem as a condition on a person."""
    terbuka = ButirPembaruan.objects.filter(individu=OuterRef("pk"), fakta__in=IDENTITAS, penahan=TERBUKA)
    return {
        "kosong": Q(nik__isnull=True),
        "rusak": Q(nik__isnull=False) & (~Q(nik__regex=BENTUK) | Q(nik__endswith="0000")),
        "tidak_padan": Q(status_padan__in=TIDAK_PADAN),
        "sengketa": Q(Exists(terbuka)),
    }


def _living(user: User, wilayah: str) -> IndividuQuerySet:
    semua = Individu.objects.dalam(cakupan_of(user, KIRIM)).hidup()
    return semua.filter(Cakupan.of([wilayah]).q()) if wilayah else semua


def summary(user: User, *, wilayah: str = "") -> Ringkas:
    """Count the persons of the list in the user's reach, by problem; one query."""
    sebab = _reasons()
    semua = Q()
    for syarat in sebab.values():
        semua |= syarat
    hitung = {nama: Count("pk", filter=syarat) for nama, syarat in sebab.items()}
    return Ringkas(**_living(user, wilayah).aggregate(semua=Count("pk", filter=semua), **hitung))


@transaction.atomic
def export(user: User, *, wilayah: str = "", akses: int = 0) -> Unduhan:
    """Return the workbook and leave lines about everybody in it; the caller has asked for akses penuh (`akses`).

    Raises TidakBerwenang or EksporDitolak (`kosong | terlalu_banyak`).
    """
    require(user, KIRIM)
    require(user, SENSITIF)
    syarat = Q()
    for satu in _reasons().values():
        syarat |= satu
    terpilih = _living(user, wilayah).filter(syarat).select_related("keluarga")
    orang = list(terpilih.order_by("kode_desa", "keluarga_id", "pk")[: BARIS_MAKS + 1])
    if not orang:
        raise EksporDitolak("kosong", "Tidak ada yang perlu dikonsolidasi di wilayah ini.")
    if len(orang) > BARIS_MAKS:
        raise EksporDitolak("terlalu_banyak", f"Lebih dari {BARIS_MAKS} orang. Pilih satu kecamatan atau desa.")
    isi = text_workbook(KOLOM, _rows(orang), LEMBAR)
    audit.record(
        pelaku=user,
        aksi="warga.konsolidasi",
        rincian={"wilayah": wilayah, "jumlah": len(orang), "akses_penuh": akses},
        keluarga={o.keluarga_id for o in orang},
        individu=[o.pk for o in orang],
    )
    return Unduhan(
        f"KONSOLIDASI_NIK_{wilayah or 'SEMUA'}.xlsx",
        isi,
        XLSX,
    )


def _rows(orang: list[Individu]) -> list[list[str]]:
    usul: dict[int, list[ButirPembaruan]] = defaultdict(list)
    terbuka = ButirPembaruan.objects.filter(
        individu__in=[o.pk for o in orang], fakta__in=IDENTITAS, penahan=TERBUKA
    ).order_by("pk")
    for butir in terbuka:
        usul[butir.individu_id or 0].append(butir)
    tempat = Wilayah.objects.in_bulk({k for o in orang for k in (o.kode_desa, o.kode_desa[:6])})
    return [_row(i, o, usul.get(o.pk, []), tempat) for i, o in enumerate(orang, start=1)]


def _row(nomor: int, o: Individu, usul: list[ButirPembaruan], tempat: dict[str, Wilayah]) -> list[str]:
    keluarga = o.keluarga
    kecamatan, desa = (tempat[k].nama if k in tempat else "" for k in (o.kode_desa[:6], o.kode_desa))
    return [
        str(nomor), o.nik or "", keluarga.nomor_kk or "", o.nama, o.tempat_lahir,
        o.tanggal_lahir.strftime("%d/%m/%Y") if o.tanggal_lahir else "", str(o.get_jenis_kelamin_display() or ""),
        o.ibu_kandung, o.alamat_ktp or keluarga.alamat, keluarga.rt, keluarga.rw, kecamatan, desa,
        STATUS_PADAN[o.status_padan], "; ".join(_problems(o, usul)), "; ".join(map(_proposal, usul)),
    ]  # fmt: skip


def _problems(o: Individu, usul: list[ButirPembaruan]) -> list[str]:
    masalah = [] if o.nik else [KOSONG]
    if o.nik and not _well_formed(o.nik):
        masalah.append(RUSAK)
    if o.status_padan in TIDAK_PADAN:
        masalah.append(STATUS_PADAN[o.status_padan])
    return [*masalah, SENGKETA] if usul else masalah


def _well_formed(nik: str) -> bool:
    return re.fullmatch(BENTUK, nik) is not None and not nik.endswith("0000")


def _proposal(butir: ButirPembaruan) -> str:
    return f"{butir.label}: {butir.tulisan_baru}"
