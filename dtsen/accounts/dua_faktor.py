"""The second factor: who needs one, a TOTP of allauth's table, recovery codes, and whether a session has given it.

Codes are judged here and not by allauth: a code is refused the second time by the row itself (allauth asks the cache),
and recovery codes are kept only as fingerprints (allauth keeps the seed of all of them).
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.http import HttpRequest

from dtsen.accounts import audit, pembatas
from dtsen.accounts.access import Orang, penugasan_of
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.models import User
from dtsen.accounts.peran import PERAN
from dtsen.accounts.sandi import fingerprint

TOTP, CADANGAN = "totp", "recovery_codes"
JUMLAH_CADANGAN = 10
HURUF_CADANGAN = "23456789abcdefghjkmnpqrstvwxyz"
"""Without letters that are misread; ten of them are 49 bits."""


class KodeSalah(Exception):
    """The code is wrong, old, or was used before."""

    kode = "kode_salah"
    pesan = "Kode belum cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu tulis 6 angkanya."


class Diperlukan(PermissionError):
    """A peran in force asks for a second factor that was not given."""

    kode = "dua_faktor"
    pesan = "Peran Anda menuntut faktor kedua. Masuk lewat halaman web dan pasang aplikasi autentikator."


def wajib(user: Orang) -> bool:
    """Whether a peran in force asks for a second factor; those who may open Kelola always need one."""
    if not isinstance(user, User):
        return False
    return user.is_staff or any(PERAN[p.peran].dua_faktor for p in penugasan_of(user))


def terpasang(user: User) -> bool:
    """Whether the account has a TOTP."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=TOTP).exists())


def sah(request: HttpRequest) -> bool:
    """Whether this session has given a second factor (here, or at the identity provider where that counts)."""
    return any(
        satu.get("method") == "mfa" or satu.get("dua_faktor")
        for satu in get_authentication_records(request, request.user)
    )


def new_secret() -> str:
    """160 random bits in base32, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def enrol(request: HttpRequest, user: User, rahasia: str, kode: str) -> list[str]:
    """Take a TOTP into use after one right code; return the recovery codes, which are shown this once.

    Raises KodeSalah, TerlaluSering.
    """
    coba = _count(request, user)
    langkah = _step_of(rahasia, kode)
    if langkah is None:
        _remember_failure(user, coba)
        raise KodeSalah
    coba.berhasil()
    put(user, rahasia, langkah)
    cadangan = renew_recovery(user)
    record_authentication(request, user, "mfa", type=TOTP)
    audit.record(pelaku=user, aksi="akun.dua_faktor_pasang", objek=f"user:{user.pk}")
    return cadangan


def put(user: User, rahasia: str, langkah: int = 0) -> None:
    """Store the secret, encrypted; codes up to `langkah` (30 s steps since 1970) count as used."""
    data = {"secret": encrypt(rahasia), "terakhir": langkah}
    Authenticator.objects.update_or_create(user=user, type=TOTP, defaults={"data": data})


def verify(request: HttpRequest, user: User, kode: str) -> Any:
    """Judge a code of the app or a recovery code and use it up; return its Authenticator.

    Raises KodeSalah (with a line in the trail), TerlaluSering.
    """
    coba = _count(request, user)
    with transaction.atomic():
        milik = {a.type: a for a in Authenticator.objects.select_for_update().filter(user_id=user.pk).order_by("id")}
        jenis = next((j for j in milik if USE[j](user, milik[j], kode)), None)
    if jenis is None:
        _remember_failure(user, coba)
        raise KodeSalah
    coba.berhasil()
    if jenis == CADANGAN:
        sisa = len(milik[jenis].data["sidik"])
        audit.record(pelaku=user, aksi="akun.kode_cadangan", objek=f"user:{user.pk}", rincian={"sisa": sisa})
    return milik[jenis]


def _use_totp(user: User, milik: Any, kode: str) -> bool:
    langkah = _step_of(decrypt(milik.data["secret"]), kode)
    if langkah is None or langkah <= milik.data.get("terakhir", 0):
        return False
    milik.data["terakhir"] = langkah
    milik.save(update_fields=["data"])
    return True


def _use_recovery(user: User, milik: Any, kode: str) -> bool:
    polos = _plain(kode)
    if len(polos) != 10:
        return False
    sidik = fingerprint(polos, f"cadangan.{user.pk}")
    if sidik not in milik.data.get("sidik", []):
        return False
    milik.data["sidik"].remove(sidik)
    milik.save(update_fields=["data"])
    return True


USE = {TOTP: _use_totp, CADANGAN: _use_recovery}


def renew_recovery(user: User) -> list[str]:
    """Replace all recovery codes; return the new ones, `abcde-fghjk`, which nobody can read again."""
    kode = ["".join(secrets.choice(HURUF_CADANGAN) for _ in range(10)) for _ in range(JUMLAH_CADANGAN)]
    data = {"sidik": [fingerprint(satu, f"cadangan.{user.pk}") for satu in kode]}
    Authenticator.objects.update_or_create(user=user, type=CADANGAN, defaults={"data": data})
    return [f"{satu[:5]}-{satu[5:]}" for satu in kode]


def recovery_left(user: User) -> int:
    milik = Authenticator.objects.filter(user_id=user.pk, type=CADANGAN).first()
    return len(milik.data.get("sidik", [])) if milik else 0


def remove(user: User) -> None:
    """Take the second factor away (lost telephone); the person enrols again at the next sign-in. See `pemulihan`."""
    Authenticator.objects.filter(user_id=user.pk).delete()


def code_now(rahasia: str) -> str:
    """The six digits of this half minute."""
    return str(format_hotp_value(hotp_value(rahasia, int(time.time()) // 30)))


def _step_of(rahasia: str, kode: str) -> int | None:
    """The half minute that a code belongs to, None when it is none of now, the one before or the one after."""
    polos = _plain(kode)
    cocok = [
        langkah
        for langkah in yield_hotp_counters_from_time()
        if hmac.compare_digest(str(format_hotp_value(hotp_value(rahasia, langkah))).encode(), polos.encode())
    ]
    return max(cocok, default=None)


def _plain(kode: str) -> str:
    return "".join(huruf for huruf in kode.lower() if huruf.isalnum())


def _count(request: HttpRequest, user: User) -> pembatas.Percobaan:
    return pembatas.count(f"user:{user.pk}", alamat_of(request), awalan="kode")


def _remember_failure(user: User, coba: pembatas.Percobaan) -> None:
    rincian = {"alamat": coba.alamat, **({"tunggu_detik": coba.tunggu_detik} if coba.tunggu_detik else {})}
    audit.record(pelaku=None, aksi="akun.kode_gagal", objek=f"user:{user.pk}", rincian=rincian)
