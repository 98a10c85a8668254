"""The way of a correction along its chain: what belongs to each hop.

Approval writes facts (`butir`) through `registry.corrections`, an operation of family make-up through
`registry.susunan`, a decision through `penetapan`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah
from dtsen.lib.tampil import WITA
from dtsen.lib.transisi import Transition
from dtsen.registry import calon, corrections, riwayat
from dtsen.registry.values import FaktaSalah
from verval import alur, butir, hop, penetapan, susunan
from verval.butir import Penolakan
from verval.hop import Gerak, KasusDitolak, StaleStatus, Tertahan
from verval.kalender import period_of
from verval.kelayakan import desil_terakhir
from verval.keputusan import PUTUSAN
from verval.models import AlasanTolak, ButirPembaruan, Pembaruan
from verval.models.pembaruan import KELUARGA_BARU
from verval.pembaruan.boleh import check_reason
from verval.sanggah.langkah import follow_all, send_back

TABEL = alur.PEMBARUAN


def base_now(kasus: Pembaruan) -> str:
    """Return what the registry says otherwise than the maker saw, in words; blank while nothing has changed."""
    if kasus.operasi:
        return susunan.difference(kasus)
    try:
        return " ".join(satu.pesan for satu in butir.stale(kasus.keluarga, kasus.isian).values())
    except FaktaSalah:  # a member who has left the scope: why it cannot go on, `butir.follows` says
        return ""


def move(
    kasus: Pembaruan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str = "",
    alasan_kode: str = "",
    pengajuan_ke: int | None = None,
    ditolak: Mapping[int, Penolakan] | None = None,
    lewat: str = "",
) -> Transition:
    """Take one hop from `status` and `pengajuan_ke` (what the actor saw) and do what belongs to it.

    `ajukan` checks the content once more, `setujui` writes what it does not refuse, `turunkan` takes it back.
    `ditolak` are the facts that `setujui` refuses, by row: where it is all of them, the hop becomes `tolak`. Where the
    registry no longer says what the maker saw, it becomes `kembalikan` with the difference as its note: the hop that
    was taken is returned. Raises AksiDitolak, StaleStatus, StaleFact, FaktaSalah,
    NikSalah, KKSalah or KasusDitolak; nothing is written then.
    """
    try:
        return _move(
            kasus,
            aksi,
            pelaku=pelaku,
            status=status,
            pengajuan_ke=pengajuan_ke,
            alasan=alasan,
            alasan_kode=alasan_kode,
            ditolak=ditolak if aksi == "setujui" else None,
            lewat=lewat,
        )
    except corrections.StaleFact as beda:
        if (status, aksi) != ("diperiksa", "setujui"):
            raise
        return _move(kasus, "kembalikan", pelaku=pelaku, status=status, pengajuan_ke=pengajuan_ke, alasan=beda.pesan)


@transaction.atomic
def move_together(gerak: Sequence[Gerak], aksi: str, *, pelaku: User, status: str, lewat: str = "") -> Transition:
    """Take the same hop with corrections, all or none, as a set; raises Tertahan with the one that cannot go on."""
    segar = Pembaruan.objects.select_related("keluarga", "individu").in_bulk([satu.kasus.pk for satu in gerak])
    baru = [replace(satu, kasus=segar[satu.kasus.pk]) for satu in gerak]
    isian = _contents(segar)
    langkah = hop.steps(baru, TABEL, aksi, pelaku=pelaku, status=status, lewat=lewat)
    kini = _contents(segar)
    for satu in baru:
        kasus = segar[satu.kasus.pk]
        try:
            if isian[kasus.pk] != kini[kasus.pk]:
                raise StaleStatus  # revised between the look and the hop
            _follow(kasus, aksi, langkah, pelaku=pelaku, alasan=satu.alasan, tolak={})
        except (StaleStatus, KasusDitolak, FaktaSalah, corrections.StaleFact) as galat:
            raise Tertahan(kasus, galat) from galat
    return langkah


def _contents(nomor: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the facts of cases, by case."""
    isian: dict[int, list[int]] = defaultdict(list)
    baris = ButirPembaruan.objects.filter(pembaruan__in=list(nomor)).order_by("pk")
    for kasus, butir_ in baris.values_list("pembaruan_id", "pk"):
        isian[kasus].append(butir_)
    return isian


@transaction.atomic
def _move(
    kasus: Pembaruan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str,
    pengajuan_ke: int | None,
    alasan_kode: str = "",
    ditolak: Mapping[int, Penolakan] | None = None,
    lewat: str = "",
) -> Transition:
    kasus = Pembaruan.objects.select_related("keluarga", "individu").get(pk=kasus.pk)
    isian = [satu.pk for satu in kasus.isian]
    tolak = _refusals(kasus, ditolak or {})
    if tolak and len(tolak) == len(isian):
        aksi, (induk, catatan) = "tolak", next(iter(tolak.values()))
        alasan, alasan_kode = alasan or catatan, induk.pk
    langkah = hop.step(
        kasus,
        TABEL,
        aksi,
        pelaku=pelaku,
        alasan=alasan,
        status=status,
        pengajuan_ke=pengajuan_ke,
        alasan_kode=alasan_kode,
        lewat=lewat,
    )
    if isian != list(kasus.butir.values_list("pk", flat=True)):
        raise StaleStatus  # revised between the look and the hop
    _follow(kasus, aksi, langkah, pelaku=pelaku, alasan=alasan, tolak=tolak)
    return langkah


def _follow(
    kasus: Pembaruan,
    aksi: str,
    langkah: Transition,
    *,
    pelaku: User | None,
    alasan: str,
    tolak: Mapping[int, tuple[AlasanTolak, str]],
) -> None:
    """What belongs to a hop that was taken."""
    if langkah.ke == "diajukan":
        _check_again(kasus)
        Pembaruan.objects.filter(pk=kasus.pk).update(periode=period_of(timezone.localdate()))
    elif langkah.ke == "disetujui" and pelaku is not None:
        _write(kasus, pelaku, tolak)
    elif tolak and pelaku is not None:
        butir.decide(kasus, ditolak=tolak, pelaku=pelaku)
    elif aksi == "turunkan" and pelaku is not None:
        _take_back(kasus, pelaku, alasan)
    elif aksi == "kirim":
        _record_desil(kasus, "lama")
    elif langkah.ke == "selesai":
        _close(kasus)
    if langkah.ke in alur.DIBATALKAN and kasus.jenis == KELUARGA_BARU:
        calon.drop(kasus.keluarga, pelaku=pelaku)


def _take_back(kasus: Pembaruan, pelaku: User, alasan: str) -> None:
    """Undo what approval wrote: the decision about a programme or a family, or facts and lineage."""
    if kasus.jenis in PUTUSAN:
        penetapan.reverse(kasus, pelaku=pelaku, alasan=alasan)
    else:
        if kasus.operasi:
            send_back({int(pk): lalu[0] for pk, lalu in kasus.dasar["individu"].items() if lalu and lalu[0]})
        corrections.reverse(kasus.objek, pelaku=pelaku, alasan=alasan)
    butir.undecide(kasus)


def _refusals(kasus: Pembaruan, ditolak: Mapping[int, Penolakan]) -> dict[int, tuple[AlasanTolak, str]]:
    if not ditolak:
        return {}
    alasan = butir.reasons_of(kasus, kasus.isian, ditolak)
    return {pk: (induk, ditolak[pk].catatan) for pk, induk in alasan.items()}


def _write(kasus: Pembaruan, pelaku: User, ditolak: Mapping[int, tuple[AlasanTolak, str]]) -> None:
    """What approval means: the accepted facts, or the operation, on the ground of this case."""
    if kasus.operasi is None:
        butir.write(kasus, ditolak=ditolak, pelaku=pelaku)
        return
    tanggal = (kasus.diajukan or timezone.now()).astimezone(WITA).date()
    # Rows stand still first: what is compared is what will be written on.
    riwayat.lock(*susunan.touched(kasus))
    _compare(kasus)
    if kasus.jenis in PUTUSAN:
        kasus.operasi.check(kasus.keluarga, susunan.told(kasus))
        penetapan.write(kasus, pelaku=pelaku)
        return
    kasus.operasi.apply(
        kasus.keluarga, susunan.told(kasus), dasar=kasus.objek, pelaku=pelaku, tanggal=tanggal, alasan=kasus.alasan
    )
    follow_all(susunan.touched(kasus)[1])


def _compare(kasus: Pembaruan) -> None:
    if beda := susunan.difference(kasus):
        raise susunan.StaleSusunan(beda)


def _record_desil(kasus: Pembaruan, kapan: str) -> None:
    """Write down what the official list says now: it is only ever read, never altered."""
    resmi = desil_terakhir(kasus.keluarga)
    isian = {f"nasional_{kapan}": resmi.nasional if resmi else None, f"versi_{kapan}": resmi.versi if resmi else ""}
    Pembaruan.objects.filter(pk=kasus.pk).update(**isian)


def _close(kasus: Pembaruan) -> None:
    """A case ends with the first official list that is newer than the one it was sent under."""
    resmi = desil_terakhir(kasus.keluarga)
    if resmi is None or resmi.versi <= kasus.versi_lama:
        raise KasusDitolak(
            "desil_belum_baru",
            "Belum ada desil resmi yang lebih baru untuk keluarga ini. Impor dahulu versi DTSEN berikutnya.",
        )
    _record_desil(kasus, "baru")


def _check_again(kasus: Pembaruan) -> None:
    """Before filing: the base is still what the draft shows, and the content still passes."""
    if kasus.operasi:
        _compare(kasus)
        kasus.operasi.check(kasus.keluarga, susunan.told(kasus))
        penetapan.require_new(kasus)
        return
    isian = kasus.isian
    if not isian:
        raise KasusDitolak("kosong", "Belum ada data yang diubah. Isi nilai yang baru, lalu ajukan.", "butir")
    check_reason(kasus.alasan)
    butir.check(kasus.keluarga, isian)


def hindrance(kasus: Pembaruan) -> str:
    """Return why the registry would refuse this operation now, or who has to do it; blank if nothing is in the way."""
    if kasus.operasi is None:
        return ""
    try:
        return kasus.operasi.check(kasus.keluarga, susunan.told(kasus)).tunggu
    except (FaktaSalah, NomorSalah) as galat:
        return galat.pesan
