"""API of quotas and waiting lists: the pages in JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.api import orang_of
from verval.bansos.penerima import LIHAT
from verval.kuota import tunggu as daftar
from verval.models import Kuota, KuotaWilayah, ProgramBansos

PROGRAM_LIHAT = "program.lihat"
TERBANYAK = 200


class KuotaKeluar(serializers.ModelSerializer[Kuota]):
    status = serializers.CharField()
    dasar = serializers.CharField()
    metode = serializers.CharField()

    class Meta:
        model = Kuota
        fields = (
            "id", "program", "periode", "jumlah", "sisa", "dokumen", "dasar", "desil_maks", "aturan", "metode",
            "acuan", "persen", "hari", "sidik", "status", "ditetapkan",
        )  # fmt: skip


class KuotaWilayahKeluar(serializers.ModelSerializer[KuotaWilayah]):
    tepat = serializers.CharField(help_text="Bagian tepat sebagai pecahan, misalnya 25/3")
    ikatan = serializers.CharField(help_text="minimum, maksimum, atau kosong")

    class Meta:
        model = KuotaWilayah
        fields = ("kode", "dasar", "tanpa_desil", "minimum", "maksimum", "tepat", "kursi", "ikatan")


class KuotaRinciKeluar(KuotaKeluar):
    wilayah = KuotaWilayahKeluar(many=True)

    class Meta(KuotaKeluar.Meta):
        fields = (*KuotaKeluar.Meta.fields, "wilayah")  # type: ignore[assignment]


class AntreKeluar(serializers.Serializer[Any]):
    posisi = serializers.IntegerField()
    keluarga = serializers.IntegerField()
    individu = serializers.IntegerField(allow_null=True)
    desil_nasional = serializers.IntegerField(source="nasional", allow_null=True)
    tanda_kerentanan = serializers.IntegerField(source="banyak_tanda", help_text="Jumlah tanda kerentanan")
    skor_daerah = serializers.IntegerField(source="skor", allow_null=True)
    diusulkan_sejak = serializers.DateTimeField(source="sejak", allow_null=True)
    masuk_kuota = serializers.BooleanField()
    penjelasan = serializers.CharField()


class TungguKeluar(serializers.Serializer[Any]):
    program = serializers.CharField()
    desa = serializers.CharField()
    kuota = serializers.IntegerField(allow_null=True, help_text="Kosong bila belum ada kuota yang ditetapkan")
    terisi = serializers.IntegerField()
    menunggu = serializers.IntegerField(help_text="Banyaknya seluruh daftar")
    daftar = AntreKeluar(many=True)


@extend_schema(responses=KuotaKeluar(many=True), tags=["program"], summary="Kuota program")
@api_view(["GET"])
@butuh_api(PROGRAM_LIHAT, Lingkup.BERSAMA)
def kuota_list(request: Request) -> Response:
    """Every quota, newest first, drafts included."""
    return Response(KuotaKeluar(Kuota.objects.order_by("-id"), many=True).data)


@extend_schema(responses=KuotaRinciKeluar, tags=["program"], summary="Satu kuota menurut kecamatan dan desa")
@api_view(["GET"])
@butuh_api(PROGRAM_LIHAT, Lingkup.BERSAMA)
def kuota_detail(request: Request, pk: int) -> Response:
    """One quota with what each kecamatan and desa gets."""
    return Response(KuotaRinciKeluar(get_object_or_404(Kuota.objects.prefetch_related("wilayah"), pk=pk)).data)


@extend_schema(
    parameters=[OpenApiParameter("dari", int, description="Posisi pertama; paling banyak 200 posisi sekali ambil")],
    responses=TungguKeluar,
    tags=["program"],
    summary="Daftar tunggu satu program di satu desa",
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.WILAYAH)
def tunggu(request: Request, kode: str, desa: str) -> Response:
    """The list of a desa from a place on; ids only, no names."""
    pelaku, hari = orang_of(request), timezone.localdate()
    aturan = daftar.rule(get_object_or_404(ProgramBansos, pk=kode), hari)
    if not cakupan_of(pelaku, LIHAT).memuat(desa) or len(desa) != 10 or not desa.isdecimal() or aturan is None:
        raise Http404
    teks = request.query_params.get("dari", "")
    dari = max(1, int(teks)) if teks.isdecimal() and len(teks) < 8 else 1
    ambil = daftar.waiting(aturan, desa, hari, dari=dari - 1, sampai=dari + TERBANYAK - 1)
    atas = next((a for a in ambil if a.posisi < dari), None)
    tempat = daftar.seats(aturan, desa, hari)
    baris = [a for a in ambil if a.posisi >= dari]
    if baris:
        audit.record(
            pelaku=pelaku,
            aksi="program.tunggu",
            objek=f"program:{kode}",
            rincian={"desa": desa},
            keluarga={a.keluarga for a in baris},
            individu={a.individu for a in baris if a.individu},
        )
    keluar = AntreKeluar(
        [
            {
                **{
                    n: getattr(a, n)
                    for n in ("posisi", "keluarga", "individu", "nasional", "banyak_tanda", "skor", "sejak")
                },
                "masuk_kuota": tempat.inside(a.posisi),
                "penjelasan": kalimat,
            }
            for a, kalimat in daftar.explained(baris, atas)
        ],
        many=True,
    ).data
    isi = {"program": kode, "desa": desa, "kuota": tempat.kursi, "terisi": tempat.terisi}
    return Response({**isi, "menunggu": ambil[0].semua if ambil else 0, "daftar": keluar})
