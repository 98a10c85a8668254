"""Judging a password: the one way for the sign-in page, for tokens of the API and for changing one's own."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import HttpRequest

from dtsen.accounts import audit, pembatas
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.models import User
from dtsen.accounts.sandi import fingerprint


class SandiSalah(Exception):
    """Name or password is wrong, or the account is not active; the answer does not say which."""

    kode = "sandi_salah"
    pesan = "Nama pengguna atau kata sandi belum cocok. Periksa huruf besar dan kecil, lalu coba lagi."


def verify_password(request: HttpRequest, nama: str, sandi: str) -> User:
    """Return the user. Raises SandiSalah (with a line in the trail) or TerlaluSering."""
    alamat = alamat_of(request)
    coba = pembatas.count(nama, alamat)
    user = authenticate(request, username=nama, password=sandi)
    if not isinstance(user, User):
        _remember_failure(nama, coba)
        raise SandiSalah
    coba.berhasil()
    if not user.sidik_sandi and not user.demo:
        # An account made by a command: its password is known here for the first time.
        user.sidik_sandi = fingerprint(sandi)
        user.save(update_fields=["sidik_sandi"])
    return user


def verify_own(request: HttpRequest, user: User, sandi: str) -> pembatas.Percobaan:
    """Judge the password of whoever is signed in; who calls says `berhasil` when the rest is right too.

    Raises SandiSalah (with a line in the trail) or TerlaluSering.
    """
    coba = pembatas.count(f"user:{user.pk}", alamat_of(request), awalan="ganti")
    if not user.check_password(sandi):
        rincian = {"tunggu_detik": coba.tunggu_detik} if coba.tunggu_detik else {}
        audit.record(pelaku=user, aksi="akun.ganti_sandi_gagal", objek=f"user:{user.pk}", rincian=rincian)
        raise SandiSalah
    return coba


def _remember_failure(nama: str, coba: pembatas.Percobaan) -> None:
    """Whose account was tried; what was typed as a name is not kept (it may be a password)."""
    kena = User.objects.filter(username=nama[:150]).first()
    rincian = {"alamat": coba.alamat, **({"tunggu_detik": coba.tunggu_detik} if coba.tunggu_detik else {})}
    audit.record(pelaku=None, aksi="akun.masuk_gagal", objek=f"user:{kena.pk}" if kena else "", rincian=rincian)
