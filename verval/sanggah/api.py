"""API of objections: list, one, hop. Who reported is in none of them."""

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
from dtsen.registry.api import orang_of
from verval.alur_sanggah import LABEL, LIHAT, PERIKSA, SEMUA_ALASAN
from verval.api.bersama import paged
from verval.models import LangkahSanggah, ProgramBansos, Sanggah
from verval.sanggah import kerja
from verval.sanggah.pintu import sanggah_for, visible

HALAMAN: Any = api_settings.DEFAULT_PAGINATION_CLASS
SARING = [OpenApiParameter("status", str, enum=list(LABEL), description="Status sanggahan")]


class SanggahKeluar(serializers.ModelSerializer[Sanggah]):
    status_label = serializers.CharField(source="get_status_display")
    jenis = serializers.CharField()
    status = serializers.CharField()
    tenggat = serializers.DateField()

    class Meta:
        model = Sanggah
        fields = (
            "id", "kode_lacak", "jenis", "program", "kode_desa", "keluarga", "kunjungan", "status", "status_label",
            "eskalasi", "diajukan", "tenggat",
        )  # fmt: skip


class LangkahSanggahKeluar(serializers.ModelSerializer[LangkahSanggah]):
    ke = serializers.CharField()
    alasan_kode = serializers.CharField()

    class Meta:
        model = LangkahSanggah
        fields = ("aksi", "ke", "alasan", "alasan_kode", "waktu")


class SanggahLengkapKeluar(SanggahKeluar):
    langkah = LangkahSanggahKeluar(many=True)

    class Meta(SanggahKeluar.Meta):
        fields = (*SanggahKeluar.Meta.fields, "nama", "rt", "rw", "uraian", "sewarga", "langkah")  # type: ignore[assignment]


class LangkahSanggahIsi(serializers.Serializer[Any]):
    aksi = serializers.CharField(max_length=20)
    status = serializers.CharField(max_length=20, help_text="Status yang Anda lihat")
    alasan = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    alasan_kode = serializers.ChoiceField(
        choices=list(SEMUA_ALASAN.items()), required=False, allow_blank=True, default="",
        help_text="Wajib untuk memutus: alasan yang dibaca pelapor",
    )  # fmt: skip
    program = serializers.PrimaryKeyRelatedField(
        queryset=ProgramBansos.objects.all(), required=False, allow_null=True, default=None,
        help_text="Wajib untuk membuktikan sanggahan yang tidak menyebut bantuan",
    )  # fmt: skip


@paged
@extend_schema(
    parameters=SARING, responses=SanggahKeluar(many=True), tags=["sanggah"], summary="Sanggahan di wilayah Anda"
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def sanggah_list(request: Request) -> Response:
    """Objections, those that went up first, then by age."""
    pelaku = orang_of(request)
    semua = visible(cakupan_of(pelaku, LIHAT))
    if status := request.query_params.get("status", ""):
        semua = semua.filter(status=status)
    halaman = HALAMAN()
    baris: list[Sanggah] = halaman.paginate_queryset(semua.order_by("-eskalasi", "diajukan", "id"), request) or []
    if baris:
        audit.record(pelaku=pelaku, aksi="sanggah.daftar", rincian={"jumlah": len(baris)})
    jawaban: Response = halaman.get_paginated_response(SanggahKeluar(baris, many=True).data)
    return jawaban


@extend_schema(responses=SanggahLengkapKeluar, tags=["sanggah"], summary="Satu sanggahan dengan riwayatnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.WILAYAH)
def sanggah_detail(request: Request, pk: int) -> Response:
    """One objection."""
    pelaku = orang_of(request)
    return _one(pelaku, sanggah_for(pelaku, pk))


@extend_schema(
    request=LangkahSanggahIsi, responses=SanggahLengkapKeluar, tags=["sanggah"], summary="Ambil satu langkah sanggahan"
)
@api_view(["POST"])
@butuh_api(PERIKSA, Lingkup.WILAYAH)
def sanggah_langkah(request: Request, pk: int) -> Response:
    """Take one hop from the status that was seen."""
    pelaku = orang_of(request)
    isi = LangkahSanggahIsi(data=request.data)
    isi.is_valid(raise_exception=True)
    sanggah = sanggah_for(pelaku, pk)
    kerja.move(
        sanggah,
        isi.validated_data["aksi"],
        pelaku=pelaku,
        status=isi.validated_data["status"],
        alasan=isi.validated_data["alasan"],
        alasan_kode=isi.validated_data["alasan_kode"],
        program=isi.validated_data["program"],
    )
    return _one(pelaku, sanggah)


def _one(pelaku: Any, sanggah: Sanggah) -> Response:
    kena = [sanggah.keluarga_id] if sanggah.keluarga_id is not None else []
    audit.record(pelaku=pelaku, aksi="sanggah.lihat", objek=sanggah.objek, keluarga=kena)
    return Response(SanggahLengkapKeluar(sanggah).data)
