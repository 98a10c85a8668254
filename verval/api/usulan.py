"""API of proposals."""

from __future__ import annotations

from functools import partial
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.access import keluarga_for
from dtsen.registry.api import orang_of
from verval import salinan, terlambat, usulan
from verval.access import LIHAT, shown, usulan_for
from verval.api.bersama import (
    KOLOM_KASUS,
    SARING,
    KasusKeluar,
    LangkahIsi,
    TerlambatIsi,
    cases,
    detail,
    member,
    page,
    paged,
    posts,
    valid,
)
from verval.api.sekali import KUNCI, once
from verval.hop import KasusDitolak
from verval.models import (
    ProgramBansos,
    Usulan,
)

SARING_USULAN = [
    *SARING,
    OpenApiParameter("program", str, description="Kode program"),
    OpenApiParameter("periode", str, description="Bulan, misalnya 2026-11"),
]


class UsulanKeluar(KasusKeluar):
    asesmen = serializers.SerializerMethodField(help_text="Kosong tanpa izin melihat data kesehatan dan anak.")
    catatan = serializers.SerializerMethodField(help_text="Kosong tanpa izin melihat data kesehatan dan anak.")
    tabel = usulan.TABEL

    def get_asesmen(self, kasus: Usulan) -> str:
        return shown(self.context["tabir"], kasus).asesmen

    def get_catatan(self, kasus: Usulan) -> str:
        return shown(self.context["tabir"], kasus).catatan

    class Meta:
        model = Usulan
        fields = (
            *KOLOM_KASUS, "program", "unit", "periode", "desil_nasional", "desil_versi", "asesmen", "catatan",
        )  # fmt: skip


_detail = partial(detail, kelas=UsulanKeluar)


class UsulanIsi(serializers.Serializer[dict[str, Any]]):
    keluarga = serializers.IntegerField()
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    program = serializers.CharField(max_length=20)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    asesmen = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    ajukan = serializers.BooleanField(default=True, help_text="false: simpan sebagai draf")


@paged
@extend_schema(
    methods=["GET"], parameters=SARING_USULAN, responses=UsulanKeluar(many=True), tags=["usulan"],
    summary="Daftar usulan bansos di wilayah Anda",
)  # fmt: skip
@extend_schema(
    methods=["POST"], parameters=[KUNCI], request=UsulanIsi, responses={201: UsulanKeluar}, tags=["usulan"],
    summary="Usulkan keluarga atau orang untuk satu program",
)  # fmt: skip
@api_view(["GET", "POST"])
@butuh_api(LIHAT, Lingkup.DAFTAR, menulis=usulan.AJUKAN)
def usulan_list(request: Request) -> Response:
    """List proposals of one's regions, or file a new one."""
    if request.method == "POST":
        return _file_usulan(request)
    program = {n: request.query_params.get(n, "") for n in ("program", "periode")}
    return page(request, cases(request, Usulan).saring_program(**program), UsulanKeluar)


@once(usulan_for, rinci=_detail, kode=status.HTTP_201_CREATED)
def _file_usulan(request: Request) -> int:
    isi = valid(UsulanIsi, request)
    pelaku = orang_of(request)
    program = ProgramBansos.objects.filter(pk=isi["program"]).first()
    if program is None:
        raise KasusDitolak("program_tidak_dikenal", "Program tidak dikenal. Lihat daftar program.", "program")
    kasus = usulan.draft(
        keluarga_for(cakupan_of(pelaku, LIHAT), isi["keluarga"]),
        program,
        pelaku=pelaku,
        individu=member(request, isi["individu"]),
        catatan=isi["catatan"],
        asesmen=isi["asesmen"],
        ajukan=isi["ajukan"],
    )
    return kasus.pk


@extend_schema(responses=UsulanKeluar, tags=["usulan"], summary="Satu usulan dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def usulan_detail(request: Request, pk: int) -> Response:
    """One proposal with its hops and the actions open to the asker."""
    return _detail(request, usulan_for(request.user, pk))


@posts("usulan", "Ambil satu langkah yang terbuka (lihat aksi)", LangkahIsi, UsulanKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(usulan_for, rinci=_detail)
def usulan_langkah(request: Request, pk: int) -> int:
    """Take one hop of a proposal."""
    usulan.move(usulan_for(request.user, pk), pelaku=orang_of(request), **valid(LangkahIsi, request))
    return pk


@posts("usulan", "Terima usulan yang diajukan lewat batas untuk bulan itu", TerlambatIsi, UsulanKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(usulan_for, rinci=_detail)
def usulan_terlambat(request: Request, pk: int) -> int:
    """Let a late proposal count for the month it was filed in."""
    terlambat.accept(usulan_for(request.user, pk), pelaku=orang_of(request), **valid(TerlambatIsi, request))
    return pk


@posts(
    "usulan", "Ajukan ulang usulan yang kedaluwarsa: draf baru dengan isi yang sama",
    None, UsulanKeluar, kode=status.HTTP_201_CREATED,
)  # fmt: skip
@butuh_api(usulan.AJUKAN, Lingkup.OBJEK)
@once(usulan_for, rinci=_detail, kode=status.HTTP_201_CREATED)
def usulan_salin(request: Request, pk: int) -> int:
    """Write a draft with the content of an expired case; the answer is the draft."""
    return salinan.copy(usulan_for(request.user, pk), pelaku=orang_of(request)).kasus.pk
