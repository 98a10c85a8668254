"""API of exclusions and of disputes about them."""

from __future__ import annotations

from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.api import orang_of
from dtsen.registry.perlindungan import Tabir
from verval import sengketa
from verval.access import LIHAT, boleh_catatan, sengketa_for
from verval.alur_layanan import AJUKAN, LAYANAN
from verval.api.bersama import (
    HALAMAN,
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
from verval.models import PengecualianPenerima, Sengketa


class SengketaKeluar(KasusKeluar):
    alasan = serializers.SerializerMethodField(help_text="Kosong bila tentang orang yang dilindungi.")
    tabel = LAYANAN["sengketa"]

    class Meta:
        model = Sengketa
        fields = (*KOLOM_KASUS, "pengecualian", "alasan", "tanggal_jawaban")

    def get_alasan(self, kasus: Sengketa) -> str:
        return kasus.alasan if boleh_catatan(self.context["tabir"], kasus) else ""


class PengecualianKeluar(serializers.ModelSerializer[PengecualianPenerima]):
    nama = serializers.SerializerMethodField(help_text="Anggota, atau kepala keluarga.")

    class Meta:
        model = PengecualianPenerima
        fields = (
            "id", "keluarga", "individu", "nama", "kode_desa", "program", "status", "berlaku_dari", "berlaku_sampai",
            "sumber",
        )  # fmt: skip

    def get_nama(self, satu: PengecualianPenerima) -> str:
        tabir: Tabir = self.context["tabir"]
        return tabir.person(satu.individu).nama if satu.individu else tabir.family(satu.keluarga).nama_kepala


_detail = partial(detail, kelas=SengketaKeluar)


class SengketaIsi(serializers.Serializer[dict[str, Any]]):
    pengecualian = serializers.IntegerField()
    alasan = serializers.CharField(max_length=2000)


@paged
@extend_schema(responses=PengecualianKeluar(many=True), tags=["sengketa"], summary="Pengecualian di wilayah Anda")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def pengecualian_list(request: Request) -> Response:
    """Exclusions of one's regions, newest first."""
    dalam = cakupan_of(request.user, LIHAT).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw")
    semua = PengecualianPenerima.objects.filter(dalam).select_related("keluarga", "individu")
    halaman = HALAMAN()
    baris: list[PengecualianPenerima] = halaman.paginate_queryset(semua, request) or []
    if baris:
        audit.record(
            pelaku=orang_of(request),
            aksi="pengecualian.daftar",
            keluarga=[s.keluarga_id for s in baris],
            individu=[s.individu_id for s in baris if s.individu_id],
        )
    konteks = {"tabir": Tabir.of(request.user, [s.keluarga for s in baris])}
    jawaban: Response = halaman.get_paginated_response(PengecualianKeluar(baris, many=True, context=konteks).data)
    return jawaban


@paged
@extend_schema(
    methods=["GET"], parameters=SARING, responses=SengketaKeluar(many=True), tags=["sengketa"],
    summary="Daftar sengketa pengecualian di wilayah Anda",
)  # fmt: skip
@extend_schema(
    methods=["POST"], parameters=[KUNCI], request=SengketaIsi, responses={201: SengketaKeluar}, tags=["sengketa"],
    summary="Tulis draf sengketa pengecualian",
)  # fmt: skip
@api_view(["GET", "POST"])
@butuh_api(LIHAT, Lingkup.DAFTAR, menulis=AJUKAN["sengketa"])
def sengketa_list(request: Request) -> Response:
    """List them, or write a draft: evidence is attached on its page before it is filed."""
    if request.method == "POST":
        return _file_sengketa(request)
    return page(request, cases(request, Sengketa), SengketaKeluar)


@once(sengketa_for, kode=status.HTTP_201_CREATED, rinci=_detail)
def _file_sengketa(request: Request) -> int:
    isi = valid(SengketaIsi, request)
    dalam = cakupan_of(request.user, LIHAT).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw")
    semua = PengecualianPenerima.objects.filter(dalam).select_related("keluarga", "individu")
    satu = semua.filter(pk=isi["pengecualian"]).first()
    if satu is None:
        raise NotFound("Pengecualian itu tidak ada di wilayah Anda.")
    return sengketa.draft(satu, alasan=isi["alasan"], pelaku=orang_of(request)).pk


@extend_schema(responses=SengketaKeluar, tags=["sengketa"], summary="Satu sengketa dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def sengketa_detail(request: Request, pk: int) -> Response:
    """One dispute."""
    return _detail(request, sengketa_for(request.user, pk))


@posts("sengketa", "Ambil satu langkah sengketa (lihat aksi)", LangkahLayananIsi, SengketaKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(sengketa_for, rinci=_detail)
def sengketa_langkah(request: Request, pk: int) -> int:
    """Take one hop of a dispute."""
    sengketa.move(sengketa_for(request.user, pk), pelaku=orang_of(request), **valid(LangkahLayananIsi, request))
    return pk
