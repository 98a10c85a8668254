"""API of the programmes and their rules."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.jaga import Lingkup, butuh_api
from verval.models import (
    AturanProgram,
    KomponenAturan,
    LaranganAturan,
    ProgramBansos,
)


class KomponenKeluar(serializers.ModelSerializer[KomponenAturan]):
    kode = serializers.CharField()

    class Meta:
        model = KomponenAturan
        fields = ("kode", "usia_min", "usia_maks", "nominal_tahun", "maks_orang")


class LaranganKeluar(serializers.ModelSerializer[LaranganAturan]):
    nama = serializers.CharField(source="kelompok.nama")
    siapa = serializers.CharField()

    class Meta:
        model = LaranganAturan
        fields = ("kelompok", "nama", "siapa")


class AturanKeluar(serializers.ModelSerializer[AturanProgram]):
    status = serializers.CharField()
    komponen = KomponenKeluar(many=True)
    larangan = LaranganKeluar(many=True)

    class Meta:
        model = AturanProgram
        fields = (
            "tingkat", "desil_min", "desil_maks", "boleh_asesmen", "unit", "penerima", "tunai", "satu_per_nik",
            "tidak_bersama", "nominal", "tiap", "komponen_maks", "histeresis", "komponen", "larangan", "dasar_hukum",
            "sumber_lemah", "catatan", "berlaku_dari", "berlaku_sampai", "status",
        )  # fmt: skip


class ProgramKeluar(serializers.ModelSerializer[ProgramBansos]):
    aturan = AturanKeluar(many=True)

    class Meta:
        model = ProgramBansos
        fields = ("kode", "nama", "singkatan", "keterangan", "penyelenggara", "lewat_usulan", "aturan")


@extend_schema(responses=ProgramKeluar(many=True), tags=["usulan"], summary="Program bansos dan aturannya")
@api_view(["GET"])
@butuh_api("", Lingkup.BERSAMA)
def program_list(request: Request) -> Response:
    """Every programme with its dated rules, drafts included."""
    semua = ProgramBansos.objects.prefetch_related("aturan__komponen", "aturan__larangan__kelompok")
    return Response(ProgramKeluar(semua, many=True).data)
