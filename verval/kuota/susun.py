"""A quota from draft to decision: bases are counted once and frozen, bounds may change, a second person decides.

What a spread is reckoned from stands in the rows and under one SHA-256, so anybody can reckon it again: `reckon` does,
and `confirm` refuses where the result is another one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from verval.kuota import dasar as sasaran
from verval.kuota.apportion import METODE, Alokasi, Bagian, KuotaSalah, apportion_tree, around, evenness
from verval.kuota.dasar import Sasaran
from verval.models import AturanProgram, Kuota, KuotaWilayah, ProgramBansos
from verval.models.kuota import BELUM_TERBAGI

SUSUN, TETAPKAN = "kuota.susun", "kuota.tetapkan"
KABUPATEN, KECAMATAN, DESA = 4, 6, 10
"""Digits of the codes."""
BATAS_MAKS = 10_000_000


class KuotaDitolak(Ditolak):
    """A step that may not be taken: `kode` in `isian | aturan | status | orang_sama | berubah | wilayah | sudah_ada`,
    or that of KuotaSalah."""


class Isi(TypedDict):
    """What the writer of a draft decides."""

    periode: str
    jumlah: int
    dokumen: str
    dasar: str
    desil_maks: int | None
    metode: str
    batas_sasaran: bool
    acuan: Kuota | None
    persen: int | None


@dataclass(frozen=True, slots=True)
class Pagu:
    """The bounds that somebody wrote for a desa."""

    minimum: int
    maksimum: int | None


@transaction.atomic
def start(program: ProgramBansos, isi: Isi, *, pelaku: User, hari: date | None = None) -> Kuota:
    """Open a quota whose bases wait to be counted (`hitung.run`), on a day (today).

    Raises TidakBerwenang or KuotaDitolak (`isian`, `aturan`).
    """
    require(pelaku, SUSUN)
    pada = hari or timezone.localdate()
    aturan = _rule(program, pada) if isi["dasar"] == "layak" else None
    satu = Kuota(program=program, aturan=aturan, hari=pada, pembuat=pelaku, status="dihitung", **isi)
    try:
        satu.full_clean()
    except ValidationError as galat:
        raise KuotaDitolak("isian", " ".join(galat.messages)) from galat
    satu.save()
    _record("kuota.susun", satu, pelaku)
    return satu


def bases(satu: Kuota) -> dict[str, Sasaran]:
    """Count the base of every desa in the regions of the maker; every desa has an entry."""
    require(satu.pembuat, SUSUN)
    desa = sasaran.desa_of(cakupan_of(satu.pembuat, SUSUN).kode[0][:KABUPATEN])
    if satu.aturan is not None:
        return sasaran.eligible(desa, satu.aturan, satu.hari)
    return sasaran.targets(desa, desil_maks=satu.desil_maks or 0, jiwa=satu.dasar == "jiwa")


@transaction.atomic
def settle(pk: int, hitung: Mapping[str, Sasaran]) -> Kuota:
    """Spread a quota over the bases that were counted and make it a draft.

    Raises KuotaDitolak (`status`, and what KuotaSalah says).
    """
    satu = _held(pk, "dihitung")
    baris = [KuotaWilayah(kuota=satu, kode=k, dasar=s.dasar, tanpa_desil=s.tanpa_desil) for k, s in hitung.items()]
    _spread(satu, baris)
    KuotaWilayah.objects.bulk_create(baris + _sums(satu, baris))
    satu.status = "draf"
    satu.save(update_fields=["status"])
    _record("kuota.hitung", satu, satu.pembuat)
    return satu


@transaction.atomic
def draft(program: ProgramBansos, isi: Isi, *, pelaku: User, hari: date | None = None) -> Kuota:
    """Start, count and settle at once: for commands. Raises what those raise."""
    satu = start(program, isi, pelaku=pelaku, hari=hari)
    return settle(satu.pk, bases(satu))


def _rule(program: ProgramBansos, hari: date) -> AturanProgram:
    aturan = AturanProgram.objects.berlaku(hari).filter(program=program).first()
    if aturan is None:
        raise KuotaDitolak(
            "aturan",
            f"{program.singkatan} belum punya aturan yang berlaku. Pilih dasar desil, atau sahkan aturannya dahulu.",
        )
    return aturan


@transaction.atomic
def bound(pk: int, batas: Mapping[str, Pagu], *, pelaku: User) -> Kuota:
    """Write minimum and maximum of some desa and spread anew; the others keep theirs.

    Raises TidakBerwenang or KuotaDitolak (`status`, `wilayah`, and what KuotaSalah says).
    """
    require(pelaku, SUSUN)
    satu = _held(pk)
    desa = list(satu.wilayah.filter(kode__regex=rf"^\d{{{DESA}}}$").order_by("kode"))
    asing = sorted(set(batas) - {b.kode for b in desa})
    if asing:
        raise KuotaDitolak("wilayah", f"Kode desa {asing[0]} tidak ada dalam kuota ini. Pakai kode dari unduhan.")
    berubah = 0
    for b in desa:
        baru = batas.get(b.kode)
        if baru is not None and (baru.minimum, baru.maksimum) != (b.minimum, b.maksimum):
            b.minimum, b.maksimum = baru.minimum, baru.maksimum
            berubah += 1
    if berubah:
        _spread(satu, desa)
        satu.wilayah.all().delete()
        KuotaWilayah.objects.bulk_create([_copy(b) for b in desa] + _sums(satu, desa))
        _record("kuota.batas", satu, pelaku, desa=berubah)
    return satu


def _copy(b: KuotaWilayah) -> KuotaWilayah:
    b.pk = None
    b._state.adding = True
    return b


@transaction.atomic
def confirm(pk: int, *, sidik: str, pelaku: User) -> Kuota:
    """Let a draft count; `sidik` is that of the page on which it was read.

    Raises TidakBerwenang or KuotaDitolak (`status`, `orang_sama`, `berubah`, `sudah_ada`).
    """
    require(pelaku, TETAPKAN)
    satu = _held(pk)
    if satu.pembuat_id == pelaku.pk:
        raise KuotaDitolak("orang_sama", "Anda yang menyusun kuota ini. Orang lain yang menetapkannya.")
    desa = list(satu.wilayah.filter(kode__regex=rf"^\d{{{DESA}}}$").order_by("kode"))
    lama = {b.kode: b.kursi for b in desa}
    if satu.sidik != sidik or fingerprint(satu, desa) != sidik:
        raise KuotaDitolak("berubah", "Rancangan ini berubah sejak Anda buka. Baca lagi, lalu tetapkan.")
    if {kode: kursi.jumlah for isi in reckon(satu, desa)[1].values() for kode, kursi in isi.kursi.items()} != lama:
        raise KuotaDitolak("berubah", "Hasil pembagian tidak sama dengan hitungan ulang. Susun rancangan baru.")
    satu.status, satu.penetap, satu.ditetapkan = "ditetapkan", pelaku, timezone.now()
    try:
        with transaction.atomic():
            satu.save(update_fields=["status", "penetap", "ditetapkan"])
    except IntegrityError as galat:
        raise KuotaDitolak(
            "sudah_ada", f"{satu.program} sudah punya kuota yang ditetapkan untuk {satu.periode}. Pakai periode lain."
        ) from galat
    _record("kuota.tetapkan", satu, pelaku)
    return satu


@transaction.atomic
def discard(pk: int, *, pelaku: User) -> None:
    """Throw away what was not decided on, counted or not. Raises TidakBerwenang or KuotaDitolak (`status`)."""
    require(pelaku, SUSUN)
    satu = _held(pk, "draf", *BELUM_TERBAGI)
    _record("kuota.hapus", satu, pelaku)
    satu.delete()


def _held(pk: int, *status: str) -> Kuota:
    """The draft (or one of another status), locked; two who press at once do it one after the other."""
    terkunci = Kuota.objects.select_for_update(of=("self",)).select_related("program", "acuan", "aturan", "pembuat")
    satu = terkunci.filter(pk=pk, status__in=status or ("draf",)).first()
    if satu is None:
        raise KuotaDitolak("status", "Rancangan ini sudah ditetapkan atau dihapus. Muat ulang halaman.")
    return satu


# --- reckoning ----------------------------------------------------------------------------------------------


def tree(satu: Kuota, desa: list[KuotaWilayah]) -> dict[str, dict[str, Bagian]]:
    """The desa by kecamatan with the bounds that hold: written ones, the base, and what the earlier quota leaves.

    Raises KuotaSalah (`batas_salah`) where a written minimum is above the base that caps it.
    """
    lama: dict[str, int] = {}
    if satu.acuan is not None:
        lama = dict(satu.acuan.wilayah.values_list("kode", "kursi"))
    pohon: dict[str, dict[str, Bagian]] = defaultdict(dict)
    for b in desa:
        rendah, tinggi = b.minimum, b.maksimum
        if satu.batas_sasaran:
            if rendah > b.dasar:
                raise KuotaSalah(
                    "batas_salah",
                    f"Minimum desa {b.kode} ({rendah}) melebihi sasarannya ({b.dasar}). Kecilkan minimumnya.",
                )
            tinggi = b.dasar if tinggi is None else min(tinggi, b.dasar)
        if satu.persen is not None and b.kode in lama:
            # The written bounds and the base go first: the earlier quota only narrows what they leave.
            bawah, atas = around(lama[b.kode], satu.persen)
            rendah = max(rendah, bawah if tinggi is None else min(bawah, tinggi))
            tinggi = max(rendah, atas if tinggi is None else min(atas, tinggi))
        pohon[b.kode[:KECAMATAN]][b.kode] = Bagian(b.dasar, rendah, tinggi)
    return dict(pohon)


def reckon(satu: Kuota, desa: list[KuotaWilayah], metode: str = "") -> tuple[Alokasi, dict[str, Alokasi]]:
    """Spread the quota from its frozen inputs; raises KuotaSalah."""
    return apportion_tree(tree(satu, desa), satu.jumlah, metode or satu.metode)


def _spread(satu: Kuota, desa: list[KuotaWilayah]) -> None:
    """Give every desa its seats, keep the comparison of the methods and the fingerprint; `desa` is not saved here."""
    try:
        _, bawah = reckon(satu, desa)
    except KuotaSalah as galat:
        raise KuotaDitolak(galat.kode, galat.pesan) from galat
    pohon, semua = tree(satu, desa), sum(b.dasar for b in desa)
    for b in desa:
        # Measured by the share of the whole quota: inside a kecamatan that is bound itself no desa would look bound.
        tepat = Fraction(satu.jumlah * b.dasar, semua)
        b.kursi = bawah[b.kode[:KECAMATAN]].kursi[b.kode].jumlah
        b.pembilang, b.penyebut = tepat.numerator, tepat.denominator
        b.ikatan = _bound(pohon[b.kode[:KECAMATAN]][b.kode], b.kursi, tepat)
    satu.sisa = satu.jumlah - sum(b.kursi for b in desa)
    satu.banding = {kode: compared(satu, desa, kode) for kode in METODE}
    satu.sidik = fingerprint(satu, desa)
    satu.save(update_fields=["sisa", "banding", "sidik"])


def _bound(bagian: Bagian, kursi: int, tepat: Fraction) -> str:
    if bagian.maksimum is not None and kursi == bagian.maksimum and kursi < tepat:
        return "maksimum"
    return "minimum" if bagian.minimum and kursi == bagian.minimum and kursi > tepat else ""


def _sums(satu: Kuota, desa: list[KuotaWilayah]) -> list[KuotaWilayah]:
    """The rows of the kecamatan: sums, their exact share of the whole, and which bound holds there."""
    atas = reckon(satu, desa)[0].kursi
    hasil: dict[str, KuotaWilayah] = {}
    for b in desa:
        kode = b.kode[:KECAMATAN]
        if kode not in hasil:
            tepat = atas[kode].tepat
            hasil[kode] = KuotaWilayah(
                kuota=satu, kode=kode, dasar=0, kursi=atas[kode].jumlah, ikatan=atas[kode].ikatan,
                pembilang=tepat.numerator, penyebut=tepat.denominator,
            )  # fmt: skip
        hasil[kode].dasar += b.dasar
        hasil[kode].tanpa_desil += b.tanpa_desil
        hasil[kode].minimum += b.minimum
    return list(hasil.values())


def compared(satu: Kuota, desa: list[KuotaWilayah], metode: str) -> dict[str, object]:
    """What a method gives: `kecamatan` (code → seats), `gallagher`, `rasio` (None: somebody gets nothing) over all
    desa, `sisa`; or `pesan` where it cannot."""
    try:
        atas, bawah = reckon(satu, desa, metode)
    except KuotaSalah as galat:
        return {"pesan": galat.pesan}
    semua = {kode: kursi for isi in bawah.values() for kode, kursi in isi.kursi.items()}
    bagi = sum(kursi.jumlah for kursi in semua.values())
    rata = evenness({b.kode: Bagian(b.dasar) for b in desa}, Alokasi(semua))
    return {
        "kecamatan": {kode: kursi.jumlah for kode, kursi in atas.kursi.items()},
        "gallagher": rata.gallagher,
        "rasio": None if rata.rasio is None else float(rata.rasio),
        "terkecil": float(rata.terkecil),
        "terbesar": float(rata.terbesar),
        "sisa": satu.jumlah - bagi,
    }


def fingerprint(satu: Kuota, desa: list[KuotaWilayah]) -> str:
    """SHA-256 (hex) of the inputs: the quota in one line, then `code base without-desil minimum maximum earlier` of
    every desa in the order of codes; fields joined by tab, lines by newline, missing ones empty, as UTF-8."""
    lama = dict(satu.acuan.wilayah.values_list("kode", "kursi")) if satu.acuan is not None else {}
    kepala = (
        satu.program_id, satu.periode, satu.jumlah, satu.dasar, satu.desil_maks, satu.aturan_id, satu.metode,
        int(satu.batas_sasaran), satu.acuan_id, satu.persen, satu.hari.isoformat(),
    )  # fmt: skip
    isi: list[tuple[object, ...]] = [kepala]
    for b in sorted(desa, key=lambda b: b.kode):
        isi.append((b.kode, b.dasar, b.tanpa_desil, b.minimum, b.maksimum, lama.get(b.kode)))
    teks = "\n".join("\t".join("" if nilai is None else str(nilai) for nilai in satu_) for satu_ in isi)
    return hashlib.sha256(teks.encode()).hexdigest()


def _record(aksi: str, satu: Kuota, pelaku: User, **lain: object) -> None:
    audit.record(
        pelaku=pelaku,
        aksi=aksi,
        objek=satu.objek,
        rincian={
            "program": satu.program_id,
            "periode": satu.periode,
            "jumlah": satu.jumlah,
            "metode": satu.metode,
            "sidik": satu.sidik,
            **lain,
        },
    )
