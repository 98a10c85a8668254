"""Help with the account of another: a temporary password, a second factor taken away, an e-mail address, an SSO link.

Whoever can do that alone can sign in as anybody, so for accounts that decide, publish, administer or read the trail a
second person confirms it (docs/adr/0035-second-person-for-accounts.md); for all others it holds at once. So do their
assignments. The owner and everybody who administers accounts are told either way.
"""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount
from celery import current_app
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.accounts import audit, dua_faktor, sesi
from dtsen.accounts.access import boleh, require
from dtsen.accounts.models import PemulihanAkun, Penugasan, User
from dtsen.accounts.oidc import PENYEDIA
from dtsen.accounts.peran import PERAN

KELOLA, SAHKAN = "pengguna.kelola", "pengguna.sahkan"
LAKU = timedelta(hours=48)
"""How long a request may be confirmed: longer than a night, shorter than somebody forgets what it was about."""
DIJAGA = frozenset(nama for nama, p in PERAN.items() if p.dua_faktor)
"""Peran whose accounts and assignments need a second person."""
PENGESAH = frozenset(nama for nama, p in PERAN.items() if SAHKAN in p.izin)
log = logging.getLogger(__name__)


class TidakBoleh(Exception):
    """A request or decision that is not allowed; the message says why."""

    kode = "pemulihan"

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


def guarded(user: User) -> bool:
    """Whether a peran of the account, now or to come, needs a second person; a closed account keeps its guard."""
    kini = timezone.localdate()
    milik = Penugasan.objects.filter(user=user, peran__in=DIJAGA, menunggu=False)
    return milik.filter(Q(selesai__isnull=True) | Q(selesai__gte=kini)).exists()


def has_second(pelaku: User) -> bool:
    """Whether anybody else was ever made to confirm: before that the first admin works alone.

    Ended assignments and closed accounts count, or one admin could close the others' and be the first again.
    """
    return Penugasan.objects.filter(peran__in=PENGESAH, menunggu=False).exclude(user=pelaku).exists()


@transaction.atomic
def request(user: User, jenis: str, *, pelaku: User, alasan: str, isi: str = "") -> tuple[PemulihanAkun, str]:
    """Ask for it, or do it at once where no second person is needed.

    `isi` is the e-mail address or the `sub` at the provider. Returns the request and, for `sandi`, the temporary
    password, which nobody can read again. A request of the same kind that still waits is replaced.
    Raises TidakBerwenang, TidakBoleh.
    """
    require(pelaku, KELOLA)
    if user.pk == pelaku.pk:
        raise TidakBoleh("Akun sendiri dipulihkan oleh admin lain.")
    if not alasan.strip():
        raise TidakBoleh("Tulis alasannya, misalnya ponsel hilang dan orangnya sudah dikenali.")
    sandi = new_password() if jenis == "sandi" else ""
    PemulihanAkun.objects.filter(user=user, jenis=jenis, status="menunggu").update(status="diganti", isi="")
    satu = PemulihanAkun.objects.create(
        user=user,
        jenis=jenis,
        isi=make_password(sandi) if sandi else isi.strip(),
        alasan=alasan.strip(),
        diminta_oleh=pelaku,
    )
    _record(satu, "akun.pulih_minta", pelaku=pelaku)
    if not (guarded(user) and has_second(pelaku)):
        _settle(satu, "berlaku", None)
        _apply(satu, pelaku=pelaku)
    transaction.on_commit(lambda: tell(satu.pk))
    return satu, sandi


@transaction.atomic
def confirm(satu: PemulihanAkun, *, pelaku: User) -> None:
    """Let a waiting request take effect. Raises TidakBerwenang, TidakBoleh."""
    _check_second(satu, pelaku)
    if satu.diminta < timezone.now() - LAKU:
        raise TidakBoleh("Permintaan ini lebih dari 48 jam lalu. Minta admin membuatnya lagi.")
    _settle(satu, "berlaku", pelaku)
    _apply(satu, pelaku=pelaku)
    transaction.on_commit(lambda: tell(satu.pk))


@transaction.atomic
def refuse(satu: PemulihanAkun, *, pelaku: User) -> None:
    """Turn a waiting request down. Raises TidakBerwenang, TidakBoleh."""
    _check_second(satu, pelaku)
    _settle(satu, "ditolak", pelaku)
    PemulihanAkun.objects.filter(pk=satu.pk).update(isi="")
    _record(satu, "akun.pulih_tolak", pelaku=pelaku)
    transaction.on_commit(lambda: tell(satu.pk))


def waiting() -> QuerySet[PemulihanAkun]:
    """Requests that may still be confirmed, the longest waiting first."""
    laku = PemulihanAkun.objects.filter(status="menunggu", diminta__gte=timezone.now() - LAKU)
    return laku.select_related("user", "diminta_oleh").order_by("diminta")


def waiting_assignments() -> QuerySet[Penugasan]:
    return Penugasan.objects.filter(menunggu=True).select_related("user", "wilayah", "diminta_oleh").order_by("id")


def count_for(user: User) -> int:
    """How many requests and assignments this user could decide."""
    if not boleh(user, SAHKAN):
        return 0
    akun = waiting().exclude(user=user).exclude(diminta_oleh=user).count()
    return akun + waiting_assignments().exclude(user=user).exclude(diminta_oleh=user).count()


def unread(user: User) -> list[PemulihanAkun]:
    """What took effect on the own account and was not told yet; from now on it was."""
    baru = list(PemulihanAkun.objects.filter(user=user, status="berlaku", dibaca__isnull=True).order_by("id"))
    PemulihanAkun.objects.filter(pk__in=[satu.pk for satu in baru]).update(dibaca=timezone.now())
    return baru


def hold(penugasan: Penugasan, *, pelaku: User) -> bool:
    """Mark a new assignment as waiting where it needs a second person; the caller saves it."""
    penugasan.menunggu = penugasan.peran in DIJAGA and has_second(pelaku)
    penugasan.diminta_oleh = pelaku
    return penugasan.menunggu


@transaction.atomic
def confirm_assignment(penugasan: Penugasan, *, pelaku: User) -> None:
    """Put a waiting assignment in force. Raises TidakBerwenang, TidakBoleh."""
    _check_second(penugasan, pelaku)
    if not Penugasan.objects.filter(pk=penugasan.pk, menunggu=True).update(menunggu=False):
        raise TidakBoleh("Penugasan ini sudah diputus.")
    audit.record(pelaku=pelaku, aksi="penugasan.sahkan", objek=f"penugasan:{penugasan.pk}")


@transaction.atomic
def refuse_assignment(penugasan: Penugasan, *, pelaku: User) -> None:
    """Take a waiting assignment away; it never was in force. Raises TidakBerwenang, TidakBoleh."""
    _check_second(penugasan, pelaku)
    nomor = penugasan.pk
    if not Penugasan.objects.filter(pk=nomor, menunggu=True).delete()[0]:
        raise TidakBoleh("Penugasan ini sudah diputus.")
    audit.record(pelaku=pelaku, aksi="penugasan.tolak", objek=f"penugasan:{nomor}")


def new_password() -> str:
    """Four groups of four, 78 bits, without letters that are misread."""
    return "-".join("".join(secrets.choice(dua_faktor.HURUF_CADANGAN) for _ in range(4)) for _ in range(4))


def tell(pk: int) -> None:
    """Queue the e-mails about a request. Without a broker they are left out: pages and trail say it too."""
    try:
        current_app.send_task("akun.kabari", [pk])
    except OperationalError:
        log.warning("kabar pemulihan akun %s tidak terkirim: antrean tidak terjangkau", pk)


def _check_second(apa: PemulihanAkun | Penugasan, pelaku: User) -> None:
    require(pelaku, SAHKAN)
    if pelaku.pk == apa.diminta_oleh_id:
        raise TidakBoleh("Permintaan ini Anda buat sendiri. Minta orang lain mengesahkannya.")
    if pelaku.pk == apa.user_id:
        raise TidakBoleh("Permintaan ini tentang akun Anda. Minta orang lain mengesahkannya.")


def _settle(satu: PemulihanAkun, status: str, pelaku: User | None) -> None:
    baru: dict[str, Any] = {"status": status, "diputus": timezone.now(), "diputus_oleh": pelaku}
    if not PemulihanAkun.objects.filter(pk=satu.pk, status="menunggu").update(**baru):
        raise TidakBoleh("Permintaan ini sudah diputus atau diganti yang baru.")
    satu.status = status


def _apply(satu: PemulihanAkun, *, pelaku: User) -> None:
    orang = satu.user
    if satu.jenis == "sandi":
        orang.password, orang.sidik_sandi, orang.sandi_sementara = satu.isi, "", True
        orang.save(update_fields=["password", "sidik_sandi", "sandi_sementara"])
    elif satu.jenis == "dua_faktor":
        dua_faktor.remove(orang)
    elif satu.jenis == "surel":
        orang.email = satu.isi
        orang.save(update_fields=["email"])
    elif satu.jenis == "sso":
        SocialAccount.objects.update_or_create(user=orang, provider=PENYEDIA, defaults={"uid": satu.isi})
    PemulihanAkun.objects.filter(pk=satu.pk).update(isi="")
    _record(satu, HASIL[satu.jenis], pelaku=pelaku)
    if satu.jenis in {"sandi", "dua_faktor"}:
        sesi.end(orang, pelaku=pelaku, alasan=satu.alasan)
        sesi.revoke_tokens(orang, pelaku=pelaku, alasan=satu.alasan)


HASIL = {
    "sandi": "akun.sandi_sementara",
    "dua_faktor": "akun.dua_faktor_ulang",
    "surel": "akun.surel_ganti",
    "sso": "akun.sso_hubungkan",
}


def _record(satu: PemulihanAkun, aksi: str, *, pelaku: User) -> None:
    rincian = {"pemulihan": satu.pk, "jenis": satu.jenis, "diminta_oleh": satu.diminta_oleh_id}
    audit.record(pelaku=pelaku, aksi=aksi, objek=f"user:{satu.user_id}", rincian=rincian, alasan=satu.alasan)
