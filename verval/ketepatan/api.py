"""API of targeting: the table of the page in JSON; shares between 0 and 1, null where nothing is to be divided by."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.api import orang_of
from verval.ketepatan.pilih import choices, table

SARING = [
    OpenApiParameter("program", str, description="Kode program"),
    OpenApiParameter("ukuran", str, description="desil atau aturan"),
    OpenApiParameter("bobot", str, description="unit atau jiwa"),
    OpenApiParameter("wilayah", str, description="Kode kecamatan (6 angka): angkanya per desa"),
]


class KetepatanKeluar(serializers.Serializer[Any]):
    kode = serializers.CharField(help_text="Kosong: semua wilayah Anda")
    nama = serializers.CharField()
    tertutup = serializers.BooleanField(help_text="Terlalu kecil untuk ditampilkan: angkanya null")
    layak = serializers.FloatField(allow_null=True)
    menerima = serializers.FloatField(allow_null=True)
    layak_tidak_menerima = serializers.FloatField(allow_null=True)
    menerima_tidak_layak = serializers.FloatField(allow_null=True)
    eksklusi = serializers.FloatField(allow_null=True)
    inklusi = serializers.FloatField(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        s, buka = instance.sel, not instance.tertutup
        angka = {
            "layak": s.layak,
            "menerima": s.menerima,
            "layak_tidak_menerima": s.luput,
            "menerima_tidak_layak": s.bocor,
            "eksklusi": s.eksklusi,
            "inklusi": s.inklusi,
        }
        return {
            "kode": instance.kode,
            "nama": instance.nama,
            "tertutup": instance.tertutup,
            **{nama: nilai if buka else None for nama, nilai in angka.items()},
        }


@extend_schema(
    parameters=SARING, responses=KetepatanKeluar(many=True), tags=["program"], summary="Ketepatan sasaran per wilayah"
)
@api_view(["GET"])
@butuh_api("agregat.lihat", Lingkup.DAFTAR)
def ketepatan_list(request: Request) -> Response:
    """Rows of regions, and last the sum of them; empty without a programme that has recipients."""
    pilihan = choices(request.query_params)
    if pilihan.aturan is None:
        return Response([])
    _, baris, jumlah = table(orang_of(request), pilihan)
    return Response(KetepatanKeluar([*baris, jumlah], many=True).data)
