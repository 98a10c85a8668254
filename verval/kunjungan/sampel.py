"""Drawn samples: who is in the frame, who is drawn, and what the visits found, with weights."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.models import Penugasan, User
from dtsen.registry.models import DesilResmi, Keluarga
from dtsen.registry.querysets import KeluargaQuerySet
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval.kunjungan import atur
from verval.kunjungan.alur import ATUR
from verval.kunjungan.galat import KunjunganDitolak
from verval.models import Kunjungan, Penerima, ProgramBansos, SampelKunjungan

TERBANYAK = 2000
"""Families of one sample: more would outgrow those who visit."""
BENIH_TERBESAR = 2**31


@dataclass(frozen=True, slots=True)
class Saringan:
    """What bounds the frame: a region, official desil (inclusive, newest version), recipients of a programme."""

    wilayah: Wilayah
    desil: tuple[int, int] | None = None
    program: ProgramBansos | None = None


def _frame(saringan: Saringan, pelaku: User) -> tuple[KeluargaQuerySet, str]:
    """Return (the families of the frame, the version of the official desil that bounded it; blank without)."""
    keluarga = Keluarga.objects.dalam(cakupan_of(pelaku, ATUR)).aktif()
    keluarga = keluarga.filter(Cakupan.of([saringan.wilayah.pk]).q(keluarga="pk"))
    versi = ""
    if saringan.desil is not None:
        versi = DesilResmi.objects.order_by("-versi").values_list("versi", flat=True).first() or ""
        keluarga = keluarga.filter(desil_resmi__versi=versi, desil_resmi__nasional__range=saringan.desil)
    if saringan.program is not None:
        penerima = Penerima.objects.menerima().terkini().filter(program=saringan.program)
        keluarga = keluarga.filter(pk__in=penerima.values("keluarga"))
    return keluarga, versi


def pick(kerangka: Sequence[int], banyak: int, benih: int) -> list[int]:
    """Draw `banyak` of the ascending ids without replacement, each with the same probability; the seed decides."""
    return sorted(random.Random(benih).sample(kerangka, banyak))


def fingerprint(kerangka: Sequence[int]) -> str:
    """SHA-256 over the ids of a frame in ascending order."""
    return hashlib.sha256(",".join(map(str, kerangka)).encode()).hexdigest()


@transaction.atomic
def draw(
    saringan: Saringan,
    banyak: int,
    *,
    judul: str,
    benih: int,
    batas: date,
    petugas: Sequence[Penugasan],
    pelaku: User,
) -> SampelKunjungan:
    """Draw a simple random sample and send somebody to each family of it.

    A family goes to whoever of `petugas` has its desa and the fewest visits so far, else to anybody of them. Raises
    TidakBerwenang or KunjunganDitolak (`banyak | kerangka_kosong | petugas`, and those of `atur.assign`).
    """
    if not cakupan_of(pelaku, ATUR).memuat(saringan.wilayah.pk):
        raise TidakBerwenang(ATUR)
    if not 1 <= banyak <= TERBANYAK:
        raise KunjunganDitolak("banyak", f"Banyaknya keluarga antara 1 dan {TERBANYAK}.", "banyak")
    if not petugas:
        raise KunjunganDitolak("petugas", "Pilih paling sedikit satu pendamping.", "petugas")
    keluarga, versi = _frame(saringan, pelaku)
    kerangka = list(keluarga.order_by("pk").values_list("pk", flat=True))
    if len(kerangka) < banyak:
        raise KunjunganDitolak(
            "kerangka_kosong",
            f"Hanya {len(kerangka)} keluarga yang sesuai. Kurangi banyaknya atau longgarkan saringannya.",
            "banyak",
        )
    dari, sampai = saringan.desil or (None, None)
    sampel = SampelKunjungan.objects.create(
        judul=judul,
        wilayah=saringan.wilayah,
        desil_dari=dari,
        desil_sampai=sampai,
        versi=versi,
        program=saringan.program,
        kerangka=len(kerangka),
        banyak=banyak,
        benih=benih,
        sidik=fingerprint(kerangka),
        pembuat=pelaku,
    )
    audit.record(
        pelaku=pelaku,
        aksi="kunjungan.sampel",
        objek=sampel.objek,
        rincian={"kerangka": len(kerangka), "banyak": banyak, "benih": benih},
    )
    beban: Counter[int] = Counter()
    for satu in Keluarga.objects.filter(pk__in=pick(kerangka, banyak, benih)).order_by("kode_desa", "rw", "rt", "pk"):
        siapa = _visitor(satu, petugas, beban)
        beban[siapa.pk] += 1
        atur.assign(satu, siapa, batas=batas, pelaku=pelaku, sampel=sampel)
    return sampel


def _visitor(keluarga: Keluarga, petugas: Sequence[Penugasan], beban: Counter[int]) -> Penugasan:
    dekat = [p for p in petugas if keluarga.kode_desa.startswith(p.wilayah_id)]
    return min(dekat or petugas, key=lambda p: (beban[p.pk], p.pk))


@dataclass(frozen=True, slots=True)
class BarisKetepatan:
    """One visited family, standing for `bobot` families: `miskin` by the assessor, `layak` by 262/HUK/2022."""

    keluarga_id: int
    bobot: float
    miskin: bool
    layak: bool


@dataclass(frozen=True, slots=True)
class SampelKetepatan:
    """What a sample says about the truth: `terpilih` of `kerangka` families, of which `baris` were assessed.

    `tidak_ditemukan` were looked for and not found; the rest is still open. An estimate that speaks for the whole frame
    has to say how it treats those two.
    """

    kerangka: int
    terpilih: int
    tidak_ditemukan: int
    baris: list[BarisKetepatan]


def sampel_ketepatan(sampel: SampelKunjungan) -> SampelKetepatan:
    """Return the reviewed outcomes of a sample, each with its weight kerangka / terpilih (inverse probability)."""
    kunjungan = list(
        Kunjungan.objects.filter(sampel=sampel, status="ditinjau")
        .order_by("keluarga_id")
        .values_list("keluarga_id", "sebab", "penilaian", "layak")
    )
    baris = [
        BarisKetepatan(keluarga, sampel.bobot, penilaian == "miskin", bool(layak))
        for keluarga, sebab, penilaian, layak in kunjungan
        if penilaian and not sebab
    ]
    hilang = sum(1 for _, sebab, _, _ in kunjungan if sebab)
    return SampelKetepatan(sampel.kerangka, sampel.banyak, hilang, baris)
