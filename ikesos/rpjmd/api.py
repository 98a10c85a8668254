"""API of the RPJMD: indicators with their years, and the poverty line by region and year. No personal data."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.jaga import Lingkup, butuh_api
from ikesos.models import KemiskinanBps
from ikesos.rpjmd import kemiskinan, kinerja
from ikesos.rpjmd.kinerja import Kinerja, Tahunan

LIHAT = "agregat.lihat"


class TahunKeluar(serializers.Serializer[Tahunan]):
    tahun = serializers.IntegerField()
    target = serializers.FloatField(source="target.nilai", default=None, allow_null=True)
    target_contoh = serializers.BooleanField(source="target.contoh", default=False)
    dokumen_target = serializers.CharField(source="target.dokumen", default="")
    realisasi = serializers.FloatField(source="realisasi.nilai", default=None, allow_null=True)
    realisasi_contoh = serializers.BooleanField(source="realisasi.contoh", default=False)
    sumber_realisasi = serializers.CharField(source="realisasi.rujukan", default="")
    capaian_persen = serializers.FloatField(source="capaian", allow_null=True)
    lampu = serializers.ChoiceField(choices=list(kinerja.LAMPU))
    narasi = serializers.CharField(source="narasi.isi", default="")


class IndikatorKeluar(serializers.Serializer[Kinerja]):
    kode = serializers.CharField()
    nama = serializers.CharField(source="indikator.nama")
    sasaran = serializers.CharField(source="indikator.sasaran.nama")
    satuan = serializers.CharField(source="indikator.satuan")
    arah = serializers.IntegerField(source="indikator.arah", help_text="1: makin tinggi makin baik, -1: sebaliknya")
    opd = serializers.CharField(source="indikator.opd")
    kode_rpjmn = serializers.CharField(source="indikator.kode_rpjmn")
    sumber = serializers.CharField(source="indikator.sumber")
    lampu = serializers.ChoiceField(choices=list(kinerja.LAMPU), help_text="Tahun terbaru yang dapat dinilai")
    proyeksi_2029 = serializers.SerializerMethodField(help_text="Theil–Sen; kosong bila kurang dari tiga titik")
    tahunan = TahunKeluar(many=True)

    def get_proyeksi_2029(self, satu: Kinerja) -> dict[str, float] | None:
        return None if satu.akhir is None else dict(zip(("nilai", "bawah", "atas"), satu.akhir, strict=True))


class RpjmdKeluar(serializers.Serializer[dict[str, Any]]):
    aturan = serializers.CharField(help_text="Aturan lampu dalam kata")
    indikator = IndikatorKeluar(many=True)


class GarisKeluar(serializers.ModelSerializer[KemiskinanBps]):
    class Meta:
        model = KemiskinanBps
        fields = (
            "kode_wilayah", "periode", "garis_rp_bulan", "makanan_rp_bulan", "bukan_makanan_rp_bulan", "p0", "p1",
            "p2", "gini", "sumber",
        )  # fmt: skip


@extend_schema(responses=RpjmdKeluar, tags=["rpjmd"], summary="Indikator RPJMD dengan target dan realisasi")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.BERSAMA)
def rpjmd_list(request: Request) -> Response:
    """All indicators, what needs attention first."""
    isi = {"aturan": kinerja.rule_sentence(kinerja.rule()), "indikator": kinerja.all_of()}
    return Response(RpjmdKeluar(isi).data)


@extend_schema(
    parameters=[
        OpenApiParameter("wilayah", str, enum=["6402", "64"], description="Kutai Kartanegara atau Kalimantan Timur"),
        OpenApiParameter("tahun", int, description="Tahun terbitan, misalnya 2025"),
    ],
    responses=GarisKeluar,
    tags=["rpjmd"],
    summary="Garis kemiskinan BPS satu wilayah dan tahun",
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.BERSAMA)
def garis_kemiskinan(request: Request) -> Response:
    """The poverty line of a region (6402 without one) and a year (the newest without one)."""
    wilayah = request.query_params.get("wilayah") or kemiskinan.KUKAR
    tahun = request.query_params.get("tahun", "")
    satu = kemiskinan.newest(wilayah) if not tahun else None
    if len(tahun) == 4 and tahun.isascii() and tahun.isdigit():
        satu = kemiskinan.garis_kemiskinan(wilayah, int(tahun))
    if satu is None:
        raise Http404("Garis kemiskinan wilayah dan tahun itu belum diisi.")
    return Response(GarisKeluar(satu).data)
