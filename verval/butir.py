"""The facts of a correction: checked together, estimated together, compared and written one owner after the other.

`Perubahan` is what somebody asks for, `ButirPembaruan` what a case keeps of it. Facts of the family come first, then
those of its members by number; what belongs to one owner is checked, and approved, in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.tampil import WITA
from dtsen.registry import corrections, riwayat
from dtsen.registry.corrections import StaleFact
from dtsen.registry.fakta import Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import for_trail
from dtsen.registry.values import FaktaSalah, NilaiJson, fakta_of, same, to_json
from verval import hop, impact
from verval.hop import KasusDitolak
from verval.models import AlasanTolak, ButirPembaruan, Pembaruan
from verval.models.butir import DITERIMA, DITOLAK

PALING_BANYAK = 60
"""Facts of one case: as many as a thorough visit changes, and what a decision can still look at one by one."""


@dataclass(frozen=True, slots=True)
class Perubahan:
    """A new value of one fact, of the family or of `individu`, as somebody typed it."""

    fakta: str
    nilai: object
    individu: Individu | None = None

    @property
    def tentang(self) -> Fakta:
        """The fact; raises FaktaSalah where it may not be corrected."""
        return fakta_of(self.fakta, individu=self.individu is not None)

    @property
    def kunci(self) -> tuple[int | None, str]:
        return (self.individu.pk if self.individu else None), self.fakta


@dataclass(frozen=True, slots=True)
class Penolakan:
    """Why one fact is refused: a reason of the list, and a note where that reason asks for one."""

    kode: str
    catatan: str = ""


class StaleButir(StaleFact):
    """The registry no longer says what the maker saw of one or more facts; each difference is told."""

    def __init__(self, beda: Sequence[StaleFact]) -> None:
        self.pesan = " ".join(satu.pesan for satu in beda)
        self.args = (self.pesan,)
        self.fakta, self.lama, self.sekarang = beda[0].fakta, beda[0].lama, beda[0].sekarang


def by_owner(butir: Iterable[ButirPembaruan]) -> list[tuple[Individu | None, list[ButirPembaruan]]]:
    """Return facts by whom they are of; raises FaktaSalah (`bukan_anggota`) where the scope ends before a member."""
    milik: dict[int, tuple[Individu | None, list[ButirPembaruan]]] = {}
    for satu in butir:
        if satu.individu_id is not None and satu.individu is None:
            raise FaktaSalah("bukan_anggota", "Orang ini bukan lagi anggota keluarga ini. Cari lagi orangnya.")
        milik.setdefault(satu.individu_id or 0, (satu.individu, []))[1].append(satu)
    return [milik[pk] for pk in sorted(milik)]


def _new(butir: Iterable[ButirPembaruan]) -> dict[str, object]:
    return {satu.fakta: satu.nilai_baru for satu in butir}


def content(
    keluarga: Keluarga, perubahan: Sequence[Perubahan], *, tetap: Sequence[ButirPembaruan] = ()
) -> list[ButirPembaruan]:
    """Return rows that are not saved yet, old and new in JSON form, after every check that approval would make.

    `tetap` are facts that the case holds already: they are looked at together with the new ones, and left as they are.
    Raises FaktaSalah, also for a value that the registry has already (`tidak_berubah`).
    """
    if len(perubahan) + len(tetap) > PALING_BANYAK:
        raise FaktaSalah("terlalu_banyak", f"Satu kasus memuat paling banyak {PALING_BANYAK} data. Pecah kasusnya.")
    hari = timezone.localdate()
    lain = {satu.individu_id or 0: isi for orang, isi in by_owner(tetap) for satu in isi[:1]}
    milik: dict[int, list[Perubahan]] = {}
    for satu in perubahan:
        milik.setdefault(satu.individu.pk if satu.individu else 0, []).append(satu)
    hasil: list[ButirPembaruan] = []
    for pk, isi in sorted(milik.items()):
        individu = isi[0].individu
        semua = {**_new(lain.get(pk, [])), **{satu.fakta: satu.nilai for satu in isi}}
        keadaan = corrections.current(keluarga, individu)
        baru, _ = corrections.check(keluarga, semua, individu=individu, hari=hari)
        for satu in isi:
            if satu.fakta not in baru:
                raise FaktaSalah(
                    "tidak_berubah", f"{satu.tentang.label}: nilai baru sama dengan yang tercatat.", satu.fakta
                )
            hasil.append(
                ButirPembaruan(
                    keluarga=keluarga,
                    individu=individu,
                    kode_desa=keluarga.kode_desa,
                    fakta=satu.fakta,
                    nilai_lama=to_json(keadaan[satu.fakta]),
                    nilai_baru=to_json(baru[satu.fakta]),
                )
            )
    return hasil


def about(butir: Iterable[ButirPembaruan]) -> Individu | None:
    """The one member that a case is about; None for the family or for several people."""
    milik = {satu.individu_id: satu.individu for satu in butir}
    return next(iter(milik.values())) if len(milik) == 1 else None


def impact_of(keluarga: Keluarga, butir: Iterable[ButirPembaruan]) -> impact.Dampak | None:
    """What all these facts together would do to the desil daerah; None where the registry would refuse them."""
    try:
        milik = by_owner(butir)
    except FaktaSalah:
        return None
    return impact.estimate_all(keluarga, [(orang, _new(isi)) for orang, isi in milik])


def effect(keluarga: Keluarga, butir: Iterable[ButirPembaruan]) -> dict[str, Any]:
    """Return the columns of a case that tell what it does to the desil daerah."""
    dampak = impact_of(keluarga, butir)
    return {
        "desil_lama": dampak.desil_lama if dampak else None,
        "desil_baru": dampak.desil_baru if dampak else None,
        "peringkat": dampak.periode if dampak else "",
    }


def stale(keluarga: Keluarga, butir: Iterable[ButirPembaruan]) -> dict[int, StaleFact]:
    """Return the facts whose base has changed since they were written, by row."""
    beda: dict[int, StaleFact] = {}
    for orang, isi in by_owner(butir):
        sekarang = corrections.current(keluarga, orang)
        for satu in isi:
            if not same(satu.nilai_lama, sekarang[satu.fakta]):
                beda[satu.pk] = StaleFact(satu.tentang, satu.nilai_lama, sekarang[satu.fakta])
    return beda


def check(keluarga: Keluarga, butir: Sequence[ButirPembaruan]) -> None:
    """Before filing: the base is still what the draft shows, and the values still pass; raises as approval would."""
    if beda := stale(keluarga, butir):
        raise StaleButir(list(beda.values()))
    for orang, isi in by_owner(butir):
        corrections.check(keluarga, _new(isi), individu=orang, hari=timezone.localdate())


def follows(keluarga: Keluarga, butir: Iterable[ButirPembaruan]) -> list[tuple[Individu | None, dict[str, NilaiJson]]]:
    """Return the facts that the changes would empty besides, with their values now; raises FaktaSalah as approval."""
    hasil = []
    for orang, isi in by_owner(butir):
        _, ikut = corrections.check(keluarga, _new(isi), individu=orang, hari=timezone.localdate())
        sekarang = corrections.current(keluarga, orang)
        hasil.append((orang, {nama: to_json(sekarang[nama]) for nama in ikut}))
    return hasil


def reasons_of(
    kasus: Pembaruan, butir: Sequence[ButirPembaruan], ditolak: Mapping[int, Penolakan]
) -> dict[int, AlasanTolak]:
    """Return the reason of each refused fact; raises KasusDitolak (`butir`, `alasan_kode`, `alasan`), naming it."""
    dikenal = {satu.pk: satu for satu in butir}
    if asing := set(ditolak) - set(dikenal):
        raise KasusDitolak("butir", "Isi kasus ini sudah berubah. Muat ulang halamannya.", "", {"butir": sorted(asing)})
    return {
        pk: hop.reason_of(kasus, satu.kode, satu.catatan, tentang=dikenal[pk].label) for pk, satu in ditolak.items()
    }


def write(kasus: Pembaruan, *, ditolak: Mapping[int, tuple[AlasanTolak, str]], pelaku: User) -> None:
    """Write the accepted facts on the ground of this case, all or none, and keep the decision on each.

    Raises StaleButir with the difference of every accepted fact, or FaktaSalah.
    """
    decide(kasus, ditolak=ditolak, pelaku=pelaku)
    diterima = [satu for satu in kasus.isian if satu.pk not in ditolak]
    # Rows stand still first: what is compared is what will be written on.
    riwayat.lock([kasus.keluarga_id], {satu.individu_id for satu in diterima if satu.individu_id is not None})
    if beda := stale(kasus.keluarga, diterima):
        raise StaleButir(list(beda.values()))
    tanggal = _observed(kasus)
    for orang, isi in by_owner(diterima):
        corrections.apply(
            kasus.keluarga,
            _new(isi),
            dasar=kasus.objek,
            pelaku=pelaku,
            individu=orang,
            alasan=kasus.alasan,
            tanggal=tanggal,
            lama={satu.fakta: satu.nilai_lama for satu in isi},
        )


def _observed(kasus: Pembaruan) -> date:
    """The day on which the values were seen to hold."""
    return (kasus.diajukan or timezone.now()).astimezone(WITA).date()


def decide(kasus: Pembaruan, *, ditolak: Mapping[int, tuple[AlasanTolak, str]], pelaku: User) -> None:
    """Keep the decision on each fact; refused ones leave a line in the trail."""
    kasus.butir.exclude(pk__in=ditolak).update(putusan=DITERIMA, alasan_induk=None, catatan="")
    for pk, (induk, catatan) in ditolak.items():
        kasus.butir.filter(pk=pk).update(putusan=DITOLAK, alasan_induk=induk, catatan=catatan.strip()[:500])
    if ditolak:
        tolak = kasus.butir.filter(pk__in=ditolak)
        audit.record(
            pelaku=pelaku,
            aksi="pembaruan.tolak_butir",
            objek=kasus.objek,
            rincian={"fakta": sorted({for_trail(b.tentang) for b in tolak}), "jumlah": len(ditolak)},
            **hop.subjects(kasus),
        )


def undecide(kasus: Pembaruan) -> None:
    """Taken back to the examination, every fact is undecided again."""
    kasus.butir.update(putusan="", alasan_induk=None, catatan="")
