"""Proposals for aid: checked before filing by the dated rules, then filed and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.tampil import WITA
from dtsen.lib.transisi import Transition
from dtsen.registry.models import Individu, Keluarga
from verval import alur, hop
from verval.access import izin_di
from verval.hop import Gerak, KasusDitolak, StaleStatus, Tertahan
from verval.kelayakan import Kelayakan, Penolakan, assess
from verval.models import AturanProgram, ProgramBansos, Usulan

AJUKAN, PERIKSA = "usulan.ajukan", "usulan.periksa"

TABEL = alur.USULAN


class UsulanDitolak(KasusDitolak):
    """The rules of the programme refuse: `penolakan` holds every reason, the first one is the message."""

    def __init__(self, penolakan: tuple[Penolakan, ...]) -> None:
        pertama = penolakan[0]
        super().__init__(
            pertama.kode,
            pertama.lengkap,
            rincian={"penolakan": [{"kode": p.kode, "pesan": p.pesan, "jalan": p.jalan} for p in penolakan]},
        )
        self.penolakan = penolakan


def _accepted(kelayakan: Kelayakan) -> tuple[AturanProgram, dict[str, Any]]:
    """Return the rule and the columns that record the check, or raise UsulanDitolak."""
    if kelayakan.penolakan or kelayakan.aturan is None:
        raise UsulanDitolak(kelayakan.penolakan)
    aturan = kelayakan.aturan
    return aturan, {
        "aturan": aturan,
        "unit": aturan.unit,
        "tunai": aturan.tunai,
        "satu_per_nik": aturan.satu_per_nik,
        "periode": kelayakan.periode,
        "desil_nasional": kelayakan.desil_nasional,
        "desil_versi": kelayakan.desil_versi,
    }


@transaction.atomic
def draft(
    keluarga: Keluarga,
    program: ProgramBansos,
    *,
    pelaku: User,
    individu: Individu | None = None,
    catatan: str = "",
    asesmen: str = "",
    hari: date | None = None,
    ajukan: bool = False,
) -> Usulan:
    """Write a proposal that passes every rule, and file it at once with `ajukan`.

    Raises TidakBerwenang, UsulanDitolak or KasusDitolak (`pilih_orang`).
    """
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)
    kelayakan = assess(keluarga, program, hari=hari or timezone.localdate(), individu=individu, asesmen=asesmen)
    aturan, isian = _accepted(kelayakan)
    if aturan.unit == "individu" and kelayakan.penerima is None:
        raise KasusDitolak("pilih_orang", "Pilih orang yang diusulkan.", "individu")
    try:
        with transaction.atomic():
            kasus = Usulan.objects.create(
                keluarga=keluarga,
                individu=kelayakan.penerima,
                kode_desa=keluarga.kode_desa,
                program=program,
                pembuat=pelaku,
                catatan=catatan.strip(),
                asesmen=asesmen.strip(),
                **isian,
            )
    except IntegrityError as galat:
        raise KasusDitolak(
            "sudah_diusulkan",
            "Usulan yang sama, atau yang tidak boleh bersamaan, baru saja dibuat orang lain. "
            "Muat ulang halaman untuk melihatnya.",
        ) from galat
    audit.record(
        pelaku=pelaku,
        aksi="usulan.draf",
        objek=kasus.objek,
        rincian={"program": program.pk, "periode": kasus.periode},
        **hop.subjects(kasus),
    )
    if ajukan:
        move(kasus, "ajukan", pelaku=pelaku, status="draf", hari=hari)
    return kasus


@transaction.atomic
def revise(kasus: Usulan, *, catatan: str, asesmen: str, pelaku: User) -> Usulan:
    """Change the notes of a draft or of a returned proposal (for another person or programme make a new one)."""
    terkunci = Usulan.objects.select_for_update().get(pk=kasus.pk)
    if terkunci.status not in alur.DIISI:
        raise StaleStatus
    if terkunci.pembuat_id != pelaku.pk:
        raise KasusDitolak("pembuat", "Hanya pembuat usulan yang boleh mengubah isinya.")
    terkunci.catatan, terkunci.asesmen, terkunci.disimpan = catatan.strip(), asesmen.strip(), timezone.now()
    terkunci.save(update_fields=["catatan", "asesmen", "disimpan"])
    audit.record(pelaku=pelaku, aksi="usulan.ubah", objek=terkunci.objek, **hop.subjects(terkunci))
    return terkunci


def recheck(kasus: Usulan, *, hari: date, putus: date | None = None, periode: str = "") -> Kelayakan:
    """Check a proposal again: with the rule and the month of `hari`, the newest official desil and the facts of now.

    `periode` is the month of one that is filed: of a late filing that was accepted it is not that of `hari`.

    Exclusions are those of `putus`, the day of the decision, where there is one: they come and end without the maker.
    """
    return assess(
        kasus.keluarga,
        kasus.program,
        hari=hari,
        individu=kasus.individu,
        asesmen=kasus.asesmen,
        kecuali=kasus.pk,
        putus=putus,
        periode=periode,
    )


def recheck_now(kasus: Usulan) -> Kelayakan:
    """Check as the next hop would: a filed proposal by the day of filing, any other by today."""
    kini = timezone.localdate()
    if kasus.status not in alur.BERJALAN:
        return recheck(kasus, hari=kini, putus=kini)
    return recheck(kasus, hari=_filing_day(kasus), putus=kini, periode=kasus.periode)


def require_allowed(kasus: Usulan, *, periode: str, putus: date) -> None:
    """Check a filed proposal for a month; raises UsulanDitolak where a rule stands against it."""
    _accepted(recheck(kasus, hari=_filing_day(kasus), putus=putus, periode=periode))


def _filing_day(kasus: Usulan) -> date:
    return (kasus.diajukan or timezone.now()).astimezone(WITA).date()


@transaction.atomic
def move(
    kasus: Usulan,
    aksi: str,
    *,
    pelaku: User | None,
    status: str,
    alasan: str = "",
    alasan_kode: str = "",
    pengajuan_ke: int | None = None,
    hari: date | None = None,
    lewat: str = "",
) -> Transition:
    """Take one hop from `status` and `pengajuan_ke` (what the actor saw).

    Filing and approval check the rules once more. Raises AksiDitolak, StaleStatus, UsulanDitolak or KasusDitolak;
    nothing is written then.
    """
    kasus = Usulan.objects.select_related("keluarga", "individu", "program").get(pk=kasus.pk)
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
    _follow(kasus, langkah, hari=hari)
    return langkah


@transaction.atomic
def move_together(gerak: Sequence[Gerak], aksi: str, *, pelaku: User, status: str, lewat: str = "") -> Transition:
    """Take the same hop with proposals, all or none, as a set; raises Tertahan with the one that cannot go on."""
    segar = Usulan.objects.select_related("keluarga", "individu", "program").in_bulk([s.kasus.pk for s in gerak])
    baru = [replace(satu, kasus=segar[satu.kasus.pk]) for satu in gerak]
    langkah = hop.steps(baru, TABEL, aksi, pelaku=pelaku, status=status, lewat=lewat)
    for kasus in segar.values():
        try:
            _follow(kasus, langkah)
        except KasusDitolak as galat:
            raise Tertahan(kasus, galat) from galat
    return langkah


def _follow(kasus: Usulan, langkah: Transition, *, hari: date | None = None) -> None:
    """What belongs to a hop that was taken."""
    if langkah.ke == "diajukan":
        _record_check(kasus, _accepted(recheck(kasus, hari=hari or timezone.localdate()))[1])
    elif langkah.ke == "disetujui":
        # The rule that was in force when it was filed, with the desil that is official now.
        require_allowed(kasus, periode=kasus.periode, putus=hari or timezone.localdate())


def _record_check(kasus: Usulan, isian: dict[str, Any]) -> None:
    """A proposal counts for the month in which it is filed."""
    try:
        with transaction.atomic():
            Usulan.objects.filter(pk=kasus.pk).update(**isian)
    except IntegrityError as galat:
        raise KasusDitolak(
            "sudah_diusulkan",
            "Usulan yang sama, atau yang tidak boleh bersamaan, baru saja diajukan orang lain. "
            "Muat ulang halaman untuk melihatnya.",
        ) from galat
