"""Tokens of the API: one is given for a password (and a code), lives twelve hours and can be revoked.

A token goes into the header `Authorization: Token ...`, never into an address, since addresses end up in logs.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import audit, dua_faktor
from dtsen.accounts.alamat import alamat_of
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.masuk import SandiSalah, verify_password
from dtsen.accounts.middleware import SANDI_SEMENTARA
from dtsen.accounts.models import Token
from dtsen.accounts.pembatas import TerlaluSering

TULIS_KODE = "Sertakan kode 6 angka dari aplikasi autentikator sebagai `kode`."


class TokenIsi(serializers.Serializer[dict[str, str]]):
    """Name and password; `kode` where the account has a second factor."""

    nama_pengguna = serializers.CharField(max_length=150)
    kata_sandi = serializers.CharField(max_length=256, trim_whitespace=False)
    kode = serializers.CharField(max_length=20, required=False, allow_blank=True)


class TokenKeluar(serializers.Serializer[Any]):
    """Shown this once: only its hash is kept."""

    token = serializers.CharField()
    berlaku_sampai = serializers.DateTimeField()
    dua_faktor = serializers.BooleanField()


class GalatKeluar(serializers.Serializer[Any]):
    """The one body of every refusal."""

    kode = serializers.CharField()
    pesan = serializers.CharField()
    rincian = serializers.DictField()


@extend_schema(
    request=TokenIsi,
    responses={201: TokenKeluar, 401: GalatKeluar, 403: GalatKeluar, 429: GalatKeluar},
    summary="Minta token, berlaku 12 jam",
)
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@terbuka(Lingkup.UMUM)
def token_buat(request: Request) -> Response:
    """Refusals are returned, not raised: what was raised would take the line in the trail back."""
    isi = TokenIsi(data=request.data)
    isi.is_valid(raise_exception=True)
    data = isi.validated_data
    try:
        user = verify_password(request._request, data["nama_pengguna"], data["kata_sandi"])
        if user.sandi_sementara:
            return _refuse("sandi_sementara", SANDI_SEMENTARA, status.HTTP_403_FORBIDDEN)
        dengan_kode = dua_faktor.terpasang(user)
        if not dengan_kode and dua_faktor.wajib(user):
            return _refuse(dua_faktor.Diperlukan.kode, dua_faktor.Diperlukan.pesan, status.HTTP_403_FORBIDDEN)
        if dengan_kode and not data.get("kode"):
            return _refuse(dua_faktor.Diperlukan.kode, TULIS_KODE, status.HTTP_401_UNAUTHORIZED)
        if dengan_kode:
            dua_faktor.verify(request._request, user, data["kode"])
    except TerlaluSering as galat:
        return _refuse(galat.kode, galat.pesan, status.HTTP_429_TOO_MANY_REQUESTS, galat.tunggu_detik)
    except (SandiSalah, dua_faktor.KodeSalah) as galat:
        return _refuse(galat.kode, galat.pesan, status.HTTP_401_UNAUTHORIZED)
    milik, token = Token.objects.create(user, dua_faktor=dengan_kode, alamat=alamat_of(request._request))
    audit.record(pelaku=user, aksi="akun.token_buat", objek=f"user:{user.pk}", rincian={"dua_faktor": dengan_kode})
    keluar = TokenKeluar({"token": token, "berlaku_sampai": milik.expiry, "dua_faktor": dengan_kode})
    return Response(keluar.data, status=status.HTTP_201_CREATED)


@extend_schema(request=None, responses={204: None}, summary="Cabut token yang dipakai memanggil ini")
@api_view(["POST"])
@terbuka(Lingkup.DIRI)
def token_cabut(request: Request) -> Response:
    """Revoke the token of this call; with a session there is nothing to revoke."""
    if isinstance(request.auth, Token):
        request.auth.delete()
        user = request.auth.user
        audit.record(pelaku=user, aksi="akun.token_cabut", objek=f"user:{user.pk}", rincian={"jumlah": 1})
    return Response(status=status.HTTP_204_NO_CONTENT)


def _refuse(kode: str, pesan: str, status_: int, tunggu: int = 0) -> Response:
    rincian = {"tunggu_detik": tunggu} if tunggu else {}
    jawab = Response({"kode": kode, "pesan": pesan, "rincian": rincian}, status=status_)
    if tunggu:
        jawab["Retry-After"] = str(tunggu)
    return jawab
