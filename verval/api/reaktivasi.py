"""API of PBI reactivations."""

from __future__ import annotations

from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.access import individu_for
from dtsen.registry.api import orang_of
from verval import reaktivasi
from verval.access import LIHAT, reaktivasi_for, shown
from verval.alur_layanan import AJUKAN, LAYANAN
from verval.api.bersama import (
    KOLOM_KASUS,
    SARING,
    KasusKeluar,
    LangkahLayananIsi,
    cases,
    detail,
    page,
    paged,
    posts,
    valid,
)
from verval.api.sekali import KUNCI, once
from verval.models import Reaktivasi


class ReaktivasiKeluar(KasusKeluar):
    faskes = serializers.SerializerMethodField(help_text="Kosong tanpa izin melihat data kesehatan.")
    nomor_surat = serializers.SerializerMethodField(help_text="Kosong tanpa izin melihat data kesehatan.")
    catatan = serializers.SerializerMethodField(help_text="Kosong tanpa izin melihat data kesehatan.")
    tabel = LAYANAN["reaktivasi"]

    class Meta:
        model = Reaktivasi
        fields = (
            *KOLOM_KASUS, "tanggal_hapus", "faskes", "nomor_surat", "catatan", "desil_nasional", "desil_versi",
            "aktif_sejak", "batas_pembaruan", "pembaruan",
        )  # fmt: skip

    def get_faskes(self, kasus: Reaktivasi) -> str:
        return shown(self.context["tabir"], kasus).faskes

    def get_nomor_surat(self, kasus: Reaktivasi) -> str:
        return shown(self.context["tabir"], kasus).nomor_surat

    def get_catatan(self, kasus: Reaktivasi) -> str:
        return shown(self.context["tabir"], kasus).catatan


_detail = partial(detail, kelas=ReaktivasiKeluar)


class ReaktivasiIsi(serializers.Serializer[dict[str, Any]]):
    individu = serializers.IntegerField()
    tanggal_hapus = serializers.DateField()
    faskes = serializers.CharField(max_length=120)
    nomor_surat = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


@paged
@extend_schema(
    methods=["GET"], parameters=SARING, responses=ReaktivasiKeluar(many=True), tags=["reaktivasi"],
    summary="Daftar reaktivasi PBI-JK di wilayah Anda",
)  # fmt: skip
@extend_schema(
    methods=["POST"], parameters=[KUNCI], request=ReaktivasiIsi, responses={201: ReaktivasiKeluar},
    tags=["reaktivasi"], summary="Tulis draf reaktivasi PBI-JK",
)  # fmt: skip
@api_view(["GET", "POST"])
@butuh_api(LIHAT, Lingkup.DAFTAR, menulis=AJUKAN["reaktivasi"])
def reaktivasi_list(request: Request) -> Response:
    """List them, or write a draft: the letter is attached on its page before it is filed."""
    if request.method == "POST":
        return _file_reaktivasi(request)
    return page(request, cases(request, Reaktivasi), ReaktivasiKeluar)


@once(reaktivasi_for, kode=status.HTTP_201_CREATED, rinci=_detail)
def _file_reaktivasi(request: Request) -> int:
    isi = valid(ReaktivasiIsi, request)
    orang = individu_for(cakupan_of(request.user, LIHAT), isi.pop("individu"))
    return reaktivasi.draft(orang, reaktivasi.Isian(**isi), pelaku=orang_of(request)).pk


@extend_schema(responses=ReaktivasiKeluar, tags=["reaktivasi"], summary="Satu reaktivasi dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def reaktivasi_detail(request: Request, pk: int) -> Response:
    """One reactivation."""
    return _detail(request, reaktivasi_for(request.user, pk))


@posts("reaktivasi", "Ambil satu langkah reaktivasi (lihat aksi)", LangkahLayananIsi, ReaktivasiKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(reaktivasi_for, rinci=_detail)
def reaktivasi_langkah(request: Request, pk: int) -> int:
    """Take one hop of a reactivation."""
    reaktivasi.move(reaktivasi_for(request.user, pk), pelaku=orang_of(request), **valid(LangkahLayananIsi, request))
    return pk
