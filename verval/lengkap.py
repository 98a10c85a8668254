"""The wizard: a whole visit in one correction. Each step is saved into the maker's draft; the last one files it.

A step shows facts as the registry, or the draft, has them; only what differs from what was shown is kept. What the
registry says anyway, or what was left blank, leaves the draft again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.nama import sebut
from dtsen.lib.tampil import angka
from dtsen.registry import corrections
from dtsen.registry.fakta import ASET, FAKTA_INDIVIDU, FAKTA_KELUARGA, TERNAK, Fakta
from dtsen.registry.fakta import PROGRAM as BANTUAN
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir
from dtsen.registry.values import parse, same
from verval import alur, butir, pembaruan
from verval.butir import Perubahan
from verval.hop import KasusDitolak, evidence_for, kinds
from verval.models import ButirPembaruan, Pembaruan
from verval.models.butir import TERBUKA, holder
from verval.models.pembaruan import ISIAN

LISTRIK_AIR = (
    "sumber_penerangan_utama", "daya_terpasang", "id_pelanggan_pln", "nomor_meter_pln", "bahan_bakar_utama_memasak",
    "sumber_air_minum_utama", "fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja",
)  # fmt: skip
BLOK = {"aset": ASET, "ternak": TERNAK, "bantuan": BANTUAN}
JUDUL = {
    "rumah": "Rumah", "listrik-air": "Listrik dan air", "aset": "Aset", "ternak": "Ternak", "bantuan": "Bantuan",
}  # fmt: skip
PERIKSA = "periksa"
WAJIB, SEBAIKNYA, NANTI = "Wajib", "Sebaiknya ada", "Nanti"
"""How pressing it is: filing waits for it, it makes the decision easier, a later hop waits for it."""


@dataclass(frozen=True, slots=True)
class Tahap:
    """One step: facts of one kind of the family, or all of one member that the user may see."""

    kode: str
    judul: str
    fakta: tuple[Fakta, ...]
    individu: Individu | None = None


def _place(fakta: Fakta) -> str:
    if fakta.nama in LISTRIK_AIR:
        return "listrik-air"
    return next((kode for kode, blok in BLOK.items() if blok == fakta.blok), "rumah")


def steps(keluarga: Keluarga, tabir: Tabir) -> list[Tahap]:
    """Return the steps with facts that the user may see and correct; names of members as the user may see them."""
    rumah = [f for f in FAKTA_KELUARGA if f.boleh_ubah and tabir.shows(f, keluarga.pk)]
    semua = [Tahap(kode, judul, tuple(f for f in rumah if _place(f) == kode)) for kode, judul in JUDUL.items()]
    for orang in Individu.objects.for_keluarga(keluarga.pk):
        isi = tuple(f for f in FAKTA_INDIVIDU if f.boleh_ubah and tabir.shows(f, keluarga.pk, orang))
        semua.append(Tahap(f"anggota-{orang.pk}", sebut(tabir.person(orang).nama), isi, orang))
    return [satu for satu in semua if satu.fakta]


def resume(keluarga: Keluarga, *, pelaku: User) -> Pembaruan | None:
    """Return the maker's newest draft about facts of this family, the one that the wizard goes on with."""
    draf = Pembaruan.objects.filter(keluarga=keluarga, pembuat=pelaku, jenis=ISIAN, status="draf")
    return draf.select_related("keluarga").order_by("-disimpan", "-pk").first()


def held(keluarga: Keluarga, kasus: Pembaruan | None, *, pelaku: User) -> dict[tuple[int | None, str], Pembaruan]:
    """Return the other cases that hold facts of this family: filed ones, and other drafts of the maker."""
    penahan = (holder("draf", pelaku.pk), TERBUKA)
    semua = ButirPembaruan.objects.filter(keluarga=keluarga, penahan__in=penahan).select_related("pembaruan")
    lain = semua.exclude(pembaruan=kasus) if kasus else semua
    return {(satu.individu_id, satu.fakta): satu.pembaruan for satu in lain}


@transaction.atomic
def save(
    keluarga: Keluarga, kasus: Pembaruan | None, tahap: Tahap, nilai: Mapping[str, object], *, pelaku: User
) -> Pembaruan | None:
    """Put what one step changed into the draft, which begins with the first change; None where there is none yet.

    `nilai` holds only facts whose field was changed, as typed; a blank one leaves the draft. Raises TidakBerwenang,
    StaleStatus, FaktaSalah (`fakta` names the field) or KasusDitolak (`kasus_terbuka | draf_lain | pembuat`).
    """
    if not nilai:
        return kasus
    boleh = {f.nama: f for f in tahap.fakta}
    if not set(nilai) <= set(boleh):
        raise TidakBerwenang(SENSITIF)
    pembaruan.require_maker(pelaku, keluarga)
    terkunci = pembaruan.locked_for(kasus, pelaku) if kasus else pembaruan.new_draft(keluarga, pelaku=pelaku)
    milik = tahap.individu.pk if tahap.individu else None
    lama = list(terkunci.butir.select_related("individu")) if kasus else []
    tetap = [satu for satu in lama if satu.individu_id != milik or satu.fakta not in nilai]
    perubahan = _changes(keluarga, tahap, nilai)
    if not kasus and not perubahan:
        return None
    pembaruan.refuse_held(keluarga, perubahan, kasus)
    isi = butir.content(keluarga, perubahan, tetap=tetap)
    pembaruan.put(terkunci, isi, alasan=terkunci.alasan, tetap=tetap)
    pembaruan.record(terkunci, "pembaruan.ubah" if kasus else "pembaruan.draf", pelaku)
    return terkunci


def _changes(keluarga: Keluarga, tahap: Tahap, nilai: Mapping[str, object]) -> list[Perubahan]:
    """What differs from the registry; a blank answer changes nothing."""
    sekarang, hari = corrections.current(keluarga, tahap.individu), timezone.localdate()
    isi = []
    for fakta in tahap.fakta:
        baru = nilai.get(fakta.nama, "")
        if baru in ("", []):
            continue
        if not same(parse(fakta, baru, hari=hari), sekarang[fakta.nama]):
            isi.append(Perubahan(fakta.nama, baru, tahap.individu))
    return isi


@transaction.atomic
def explain(kasus: Pembaruan, alasan: str, *, pelaku: User) -> Pembaruan:
    """Keep the reason of a draft, long enough or not; filing asks whether it is."""
    terkunci = pembaruan.locked_for(kasus, pelaku)
    terkunci.alasan, terkunci.disimpan = alasan.strip(), timezone.now()
    terkunci.save(update_fields=["alasan", "disimpan"])
    return terkunci


@transaction.atomic
def file(kasus: Pembaruan, alasan: str, *, status: str, pengajuan_ke: int, pelaku: User) -> None:
    """Keep the reason and file the case; raises what `pembaruan.move` raises, and keeps nothing then."""
    explain(kasus, alasan, pelaku=pelaku)
    pembaruan.move(kasus, "ajukan", pelaku=pelaku, status=status, pengajuan_ke=pengajuan_ke)


def missing(kasus: Pembaruan | None) -> list[tuple[str, str]]:
    """Return what is still to be done: (in words, how pressing it is)."""
    if kasus is None or not kasus.isian:
        return [("Belum ada data yang diubah", WAJIB)]
    kurang = []
    if len(kasus.alasan) < pembaruan.ALASAN_TERPENDEK:
        kurang.append((f"Alasan, paling pendek {angka(pembaruan.ALASAN_TERPENDEK)} huruf", WAJIB))
    for aksi, kapan in (("ajukan", ""), ("musyawarahkan", ", sebelum hasil musyawarah dicatat")):
        for syarat, ada in evidence_for(kasus, aksi):
            if not ada:
                kata = kinds(syarat)
                desakan = SEBAIKNYA if syarat.penting != "wajib" else WAJIB if aksi == "ajukan" else NANTI
                kurang.append((f"{kata[:1].upper()}{kata[1:]}{kapan}", desakan))
    return kurang


def own(kasus: Pembaruan, *, keluarga: Keluarga, pelaku: User) -> Pembaruan:
    """Return a case that the wizard may change; raises KasusDitolak (`tidak_dapat_diubah`) for any other."""
    cocok = kasus.keluarga_id == keluarga.pk and kasus.jenis == ISIAN and kasus.pembuat_id == pelaku.pk
    if not cocok or kasus.status not in alur.DIISI:
        raise KasusDitolak("tidak_dapat_diubah", "Kasus ini tidak dapat diubah lagi. Lihat keadaannya di bawah.")
    return kasus
