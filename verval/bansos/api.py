"""API of recipients: the list of the page in JSON, numbers masked."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.lib.samar import mask
from dtsen.registry.api import orang_of
from verval.api.bersama import paged
from verval.bansos.lihat import shown, subjects
from verval.bansos.penerima import LIHAT
from verval.models import Penerima

HALAMAN: Any = api_settings.DEFAULT_PAGINATION_CLASS
SARING = [
    OpenApiParameter("program", str, description="Kode program"),
    OpenApiParameter("bulan", str, description="Bulan, misalnya 2026-11"),
    OpenApiParameter("status", str, description="Status penerima"),
    OpenApiParameter("wilayah", str, description="Kode kecamatan (6 angka) atau desa (10 angka)"),
]


class PenerimaKeluar(serializers.ModelSerializer[Penerima]):
    nama = serializers.SerializerMethodField(help_text="Yang tercatat, atau kepala keluarga")
    nik = serializers.SerializerMethodField(help_text="Tersamar; kosong bila dicocokkan menurut No KK")
    desa = serializers.CharField(source="nama_desa")
    status = serializers.CharField()
    status_label = serializers.CharField(source="get_status_display")
    unit = serializers.CharField()

    class Meta:
        model = Penerima
        fields = (
            "id", "program", "bulan", "unit", "keluarga", "individu", "nama", "nik", "kode_desa", "desa", "status",
            "status_label", "nominal",
        )  # fmt: skip

    def get_nama(self, satu: Penerima) -> str:
        return satu.individu.nama if satu.individu is not None else satu.keluarga.nama_kepala

    def get_nik(self, satu: Penerima) -> str:
        return mask(satu.individu.nik) if satu.individu is not None else ""

    def to_representation(self, instance: Penerima) -> dict[str, Any]:
        # The copy of a protected child is no row of the table: ids only.
        isi = super().to_representation(instance)
        return {**isi, "keluarga": instance.keluarga_id, "individu": instance.individu_id}


@paged
@extend_schema(
    parameters=SARING, responses=PenerimaKeluar(many=True), tags=["program"], summary="Penerima bansos di wilayah Anda"
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def penerima_list(request: Request) -> Response:
    """Recipients by programme, month, status and region, by desa and id."""
    saring = {n: request.query_params.get(n, "") for n in ("program", "bulan", "status", "wilayah")}
    semua = Penerima.objects.dalam(cakupan_of(request.user, LIHAT)).saring(**saring)
    halaman = HALAMAN()
    baris: list[Penerima] = halaman.paginate_queryset(semua.for_list().order_by("kode_desa", "id"), request) or []
    pelaku = orang_of(request)
    if baris:
        audit.record(pelaku=pelaku, aksi="penerima.daftar", **subjects(baris))
    jawaban: Response = halaman.get_paginated_response(PenerimaKeluar(shown(pelaku, baris), many=True).data)
    return jawaban
