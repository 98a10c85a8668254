"""Which address counts for which limit (dtsen/accounts/batas.py), for pages and for the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts.batas import TerlaluSering, count

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

ALAMAT: dict[str, tuple[str, frozenset[str]]] = {
    "verval:warga": ("cari", frozenset({"POST"})),
    "registry:jejak_warga": ("cari", frozenset({"POST"})),
    "accounts:jejak_unduh": ("unduh", frozenset({"GET"})),
    "verval:pembaruan_nomor": ("cari", frozenset({"POST"})),
    "verval:usulan_unduh": ("unduh", frozenset({"GET"})),
    "verval:pengesahan_pdf": ("unduh", frozenset({"GET"})),
    "verval:konsolidasi_unduh": ("unduh", frozenset({"POST"})),
    "verval:kirim_unduh": ("unduh", frozenset({"POST"})),
    "registry:impor_tolakan": ("unduh", frozenset({"GET"})),
    "registry:keluarga": ("keluarga", frozenset({"GET"})),
    "ranking:keluarga_desil": ("keluarga", frozenset({"GET"})),
    "verval:keluarga": ("keluarga", frozenset({"GET"})),
    "registry:buka": ("buka", frozenset({"POST"})),
    "registry:impor": ("unggah", frozenset({"POST"})),
    "verval:pembaruan_bukti": ("unggah", frozenset({"POST"})),
    "verval:usulan_bukti": ("unggah", frozenset({"POST"})),
    "verval:jawaban": ("unggah", frozenset({"POST"})),
    "verval:bukti_lihat": ("lihat", frozenset({"GET"})),
    "verval:musyawarah_foto": ("unggah", frozenset({"POST"})),
    "verval:musyawarah_pindai": ("unggah", frozenset({"POST"})),
    "verval:musyawarah_hadir": ("unggah", frozenset({"POST"})),
    "verval:musyawarah_foto_lihat": ("lihat", frozenset({"GET"})),
    "verval:musyawarah_dokumen": ("unduh", frozenset({"GET"})),
    "verval:musyawarah_papan": ("unduh", frozenset({"GET"})),
    "verval:keluarga_baru": ("cari", frozenset({"POST"})),
    "verval:sanggah_pelapor": ("buka", frozenset({"POST"})),
    "verval:keluarga_program": ("keluarga", frozenset({"GET"})),
    "verval:ketepatan_daftar": ("lihat", frozenset({"GET"})),
    "verval:ketepatan_unduh": ("unduh", frozenset({"GET"})),
    "verval:ketepatan_daftar_unduh": ("unduh", frozenset({"GET"})),
    "verval:desil_warga": ("lihat", frozenset({"GET"})),
    "verval:desil_warga_unduh": ("unduh", frozenset({"GET"})),
    "verval:kuota_unduh": ("unduh", frozenset({"GET"})),
    "verval:kuota_pdf": ("unduh", frozenset({"GET"})),
    "verval:penerima_berkas": ("unggah", frozenset({"POST"})),
    "verval:penerima_berkas_tolakan": ("unduh", frozenset({"GET"})),
    "verval:daftar_temuan": ("unggah", frozenset({"POST"})),
    "verval:daftar_temuan_tolakan": ("unduh", frozenset({"GET"})),
    "verval:daftar_temuan_unduh": ("unduh", frozenset({"POST"})),
    "verval:temuan_bukti": ("unggah", frozenset({"POST"})),
    "verval:reaktivasi_bukti": ("unggah", frozenset({"POST"})),
    "verval:sengketa_bukti": ("unggah", frozenset({"POST"})),
    "verval:sanggah_foto": ("lihat", frozenset({"GET"})),
    "ikesos:isian_unggah": ("unggah", frozenset({"POST"})),
    "ikesos:isian_dokumen": ("lihat", frozenset({"GET"})),
    "ikesos:struktur_muat": ("unggah", frozenset({"POST"})),
    "ikesos:struktur_unduh": ("unduh", frozenset({"GET"})),
    "ikesos:laporan_pdf": ("unduh", frozenset({"GET"})),
    "ikesos:laporan_xlsx": ("unduh", frozenset({"GET"})),
    "ikesos:rpjmd_pdf": ("unduh", frozenset({"GET"})),
    "ikesos:rpjmd_xlsx": ("unduh", frozenset({"GET"})),
    "lacak": ("lacak", frozenset({"POST"})),
    "periksa": ("periksa", frozenset({"POST"})),
    "periksa_kode": ("periksa", frozenset({"GET", "POST"})),
}
"""Pages: name of the URL -> (key of BATAS, methods that count). HEAD counts as the GET that it makes the page do."""
API: dict[str, str] = {
    "api:warga_cari": "cari",
    "api:nik_buka": "buka",
    "api:kk_buka": "buka",
    "api:keluarga_detail": "keluarga",
    "api:kunjungan_foto": "unggah",
}
"""API: what counts for more than the limit of every call."""


class BatasMiddleware:
    """Stands inside LingkupMiddleware, so that the line in the trail and the page belong to its transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        cocok = request.resolver_match
        jenis, metode = ALAMAT.get(cocok.view_name if cocok else "", ("", frozenset[str]()))
        if ("GET" if request.method == "HEAD" else request.method) not in metode:
            return None
        try:
            count(request, jenis, request.user)
        except TerlaluSering as galat:
            return _wait(request, galat)
        return None

    def process_exception(self, request: HttpRequest, galat: Exception) -> HttpResponse | None:
        """What a page counts itself (akses penuh). Answered here, so that the line in the trail stays."""
        return _wait(request, galat) if isinstance(galat, TerlaluSering) else None


def _wait(request: HttpRequest, galat: TerlaluSering) -> HttpResponse:
    jawaban = render(request, "429.html", {"pesan": galat.pesan}, status=429)
    jawaban["Retry-After"] = str(galat.tunggu)
    return jawaban


class BatasApi:
    """The throttle of every call of the API, after its token was read; raises TerlaluSering (see config/api.py)."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        cocok = request.resolver_match
        nama = cocok.view_name if cocok else ""
        for jenis in filter(None, ("api", API.get(nama))):
            count(request._request, jenis, request.user)
        return True

    def wait(self) -> float | None:
        return None
