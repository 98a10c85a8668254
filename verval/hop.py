"""One hop of a case: the table says whether, compare-and-set says when, the hop log and the trail say who and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import Orang
from dtsen.accounts.models import User
from dtsen.lib.transisi import Tabel, Transition
from dtsen.registry.perlindungan import is_child, is_specific
from verval import pesan
from verval.access import izin_di
from verval.models import Langkah, Pembaruan, Usulan


class KasusDitolak(ValueError):
    """A case that cannot be written as asked: `kode` for machines, `pesan` says what to do."""

    def __init__(self, kode: str, pesan: str, kolom: str = "", rincian: dict[str, Any] | None = None) -> None:
        super().__init__(pesan)
        self.kode = kode
        self.pesan = pesan
        self.kolom = kolom
        self.rincian = rincian or {}


class StaleStatus(RuntimeError):
    """Someone else moved the case after this user saw it."""

    kode = "status_berubah"
    pesan = "Kasus ini baru saja diubah atau diproses orang lain. Lihat keadaan terbarunya, lalu lanjutkan dari sana."

    def __init__(self) -> None:
        super().__init__(self.pesan)


def buttons(kasus: Pembaruan | Usulan, tabel: Tabel, user: Orang) -> dict[str, Transition]:
    """Return the hops this user may take now: the buttons of the page, the actions of the API."""
    return tabel.aksi(kasus.status, izin=izin_di(user, kasus.keluarga), pembuat=kasus.pembuat_id == user.pk)


class Tentang(TypedDict):
    """Whom a line of the trail is about: the two arguments of `audit.record`."""

    keluarga: list[int]
    individu: list[int]


def subjects(*kasus: Pembaruan | Usulan) -> Tentang:
    """Return whom cases are about, as `audit.record` takes it."""
    return {
        "keluarga": [k.keluarga_id for k in kasus],
        "individu": [k.individu_id for k in kasus if k.individu_id is not None],
    }


def viewed(kasus: Pembaruan | Usulan, *, pelaku: User, rincian: dict[str, Any] | None = None) -> None:
    """Leave a line about somebody who has read a case."""
    audit.record(pelaku=pelaku, aksi=f"{kasus.JENIS}.lihat", objek=kasus.objek, rincian=rincian, **subjects(kasus))


def viewed_list(jenis: str, kasus: Iterable[Pembaruan | Usulan], *, pelaku: User) -> None:
    """Leave one line about somebody who has read a page of cases; none for an empty page."""
    semua = list(kasus)
    if semua:
        audit.record(pelaku=pelaku, aksi=f"{jenis}.daftar", **subjects(*semua))


@transaction.atomic
def step(
    kasus: Pembaruan | Usulan,
    tabel: Tabel,
    aksi: str,
    *,
    pelaku: User,
    alasan: str,
    status: str,
    pengajuan_ke: int | None = None,
) -> Transition:
    """Take one hop from `status`, the status the actor saw, on the filing `pengajuan_ke` that was on the screen.

    None: any filing will do (for callers that have just written or read the case themselves). Raises AksiDitolak (the
    table refuses), StaleStatus (it is not there, or not the same, any more) or KasusDitolak `kasus_terbuka` (a
    constraint of the database refuses).
    """
    langkah = tabel.check(
        status, aksi, izin=izin_di(pelaku, kasus.keluarga), pembuat=kasus.pembuat_id == pelaku.pk, alasan=alasan
    )
    saat = timezone.now()
    isian: dict[str, Any] = {"status": langkah.ke}
    if langkah.ke == "diajukan":
        isian |= {"diajukan": saat, "pengajuan_ke": F("pengajuan_ke") + 1}
    if langkah.ke in tabel.akhir and langkah.bukan_pembuat:
        isian |= {"pemutus": pelaku, "diputuskan": saat}
    _compare_and_set(kasus, status, pengajuan_ke, isian)
    tercatat = Langkah.objects.create(
        pembaruan=kasus if isinstance(kasus, Pembaruan) else None,
        usulan=kasus if isinstance(kasus, Usulan) else None,
        aksi=aksi,
        dari=status,
        ke=langkah.ke,
        pelaku=pelaku,
        waktu=saat,
        catatan=alasan.strip(),
    )
    audit.record(
        pelaku=pelaku,
        aksi=f"{kasus.JENIS}.{aksi}",
        objek=kasus.objek,
        rincian={"dari": status, "ke": langkah.ke},
        alasan="" if _protected(kasus) else alasan.strip(),
        **subjects(kasus),
    )
    kasus.refresh_from_db(fields=list(isian))
    pesan.hop_taken(kasus, tercatat)
    return langkah


def _protected(kasus: Pembaruan | Usulan) -> bool:
    """Whether what people write about a case stays out of the trail: it is about health, or about a child."""
    orang = kasus.individu
    if orang is not None and is_child(orang.tanggal_lahir, orang.status_hubungan_keluarga, timezone.localdate()):
        return True
    return isinstance(kasus, Pembaruan) and is_specific(kasus.tentang)


def _compare_and_set(kasus: Pembaruan | Usulan, status: str, pengajuan_ke: int | None, isian: dict[str, Any]) -> None:
    dilihat: dict[str, Any] = {"status": status}
    if pengajuan_ke is not None:
        dilihat["pengajuan_ke"] = pengajuan_ke
    try:
        with transaction.atomic():
            berubah = type(kasus)._default_manager.filter(pk=kasus.pk, **dilihat).update(**isian)
    except IntegrityError as galat:
        raise KasusDitolak(
            "kasus_terbuka", "Sudah ada kasus lain yang belum selesai tentang hal ini. Selesaikan yang itu dahulu."
        ) from galat
    if berubah != 1:
        raise StaleStatus
