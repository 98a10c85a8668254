"""The shape of the API: one error body `{"kode", "pesan", "rincian"}`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.alasan import AlasanSalah
from dtsen.accounts.batas import TerlaluSering
from dtsen.accounts.dua_faktor import Diperlukan
from dtsen.lib.nik import NomorSalah
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry.buka import TanpaNomor
from dtsen.registry.corrections import StaleFact
from dtsen.registry.search import CariSalah
from dtsen.registry.values import FaktaSalah
from verval.hop import KasusDitolak, StaleStatus

SALAH_ISI = (AlasanSalah, NomorSalah, CariSalah, FaktaSalah, KasusDitolak)
"""Refusals of a use case that the sender can repair by sending something else."""
SUDAH_BERUBAH = (StaleStatus, StaleFact)
"""The world moved on: read again, then decide again."""


def _galat(kode: str, pesan: str, status_: int, rincian: Any = None) -> Response:
    return Response({"kode": kode, "pesan": pesan, "rincian": rincian or {}}, status=status_)


AKSI_DITOLAK = {
    "tidak_ada": status.HTTP_409_CONFLICT,
    "izin": status.HTTP_403_FORBIDDEN,
    "pembuat": status.HTTP_403_FORBIDDEN,
    "alasan": status.HTTP_400_BAD_REQUEST,
}


def _details(galat: Exception) -> dict[str, Any]:
    """Which field, and what else the refusal knows."""
    kolom = getattr(galat, "fakta", "") or getattr(galat, "kolom", "")
    return {**getattr(galat, "rincian", {}), **({"kolom": kolom} if kolom else {})}


def exception_handler(galat: Exception, konteks: dict[str, Any]) -> Response | None:
    """Turn refusals into the one error body; anything else stays a server error. What was written is undone."""
    if isinstance(galat, TerlaluSering):
        # Nothing was done yet; the line in the trail about it stays.
        return _too_often(galat)
    konteks["request"]._request.ditolak = True
    return _answer(galat, konteks)


def _too_often(galat: TerlaluSering) -> Response:
    jawaban = _galat(galat.kode, galat.pesan, status.HTTP_429_TOO_MANY_REQUESTS)
    jawaban["Retry-After"] = str(galat.tunggu)
    return jawaban


def _answer(galat: Exception, konteks: dict[str, Any]) -> Response | None:
    if isinstance(galat, TidakBerwenang | Diperlukan):
        return _galat(galat.kode, galat.pesan, status.HTTP_403_FORBIDDEN)
    if isinstance(galat, TanpaNomor):
        return _galat(galat.kode, galat.pesan, status.HTTP_404_NOT_FOUND)
    if isinstance(galat, Http404):
        return _galat("tidak_ada", "Data ini tidak ada di wilayah Anda.", status.HTTP_404_NOT_FOUND)
    if isinstance(galat, PermissionDenied):
        return _galat("izin", "Peran Anda tidak boleh melakukan ini.", status.HTTP_403_FORBIDDEN)
    if isinstance(galat, SALAH_ISI):
        return _galat(galat.kode, galat.pesan, status.HTTP_400_BAD_REQUEST, _details(galat))
    if isinstance(galat, SUDAH_BERUBAH):
        return _galat(galat.kode, galat.pesan, status.HTTP_409_CONFLICT)
    if isinstance(galat, AksiDitolak):
        return _galat(galat.kode, galat.pesan, AKSI_DITOLAK[galat.kode])
    jawaban = drf_exception_handler(galat, konteks)
    if jawaban is None:
        return None
    if isinstance(galat, ValidationError):
        return _galat("isian_salah", "Isian belum benar. Lihat rincian.", jawaban.status_code, jawaban.data)
    kode = str(galat.default_code) if isinstance(galat, APIException) else "galat"
    pesan = jawaban.data.get("detail", "") if isinstance(jawaban.data, dict) else ""
    jawaban.data = {"kode": kode, "pesan": str(pesan), "rincian": {}}
    return jawaban
