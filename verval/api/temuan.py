"""API of findings."""

from __future__ import annotations

from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.api import orang_of
from verval.access import LIHAT, temuan_for
from verval.alur_layanan import KERJAKAN, LAYANAN
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
from verval.api.sekali import once
from verval.models import Temuan
from verval.models.layanan import HASIL_NIK, KESESUAIAN, PENGHASILAN_MAKS
from verval.temuan import kerja


class TemuanKeluar(KasusKeluar):
    tabel = LAYANAN["temuan"]

    class Meta:
        model = Temuan
        fields = (
            *KOLOM_KASUS, "daftar", "jenis", "tenggat", "keterangan", "kesesuaian", "hasil_nik", "penjelasan",
            "pekerjaan", "jenis_usaha", "penghasilan", "pembaruan",
        )  # fmt: skip


_detail = partial(detail, kelas=TemuanKeluar)


class TemuanIsi(serializers.Serializer[dict[str, Any]]):
    status = serializers.CharField(max_length=20, help_text="Status yang terakhir Anda lihat")
    kesesuaian = serializers.ChoiceField(required=False, choices=list(KESESUAIAN.items()))
    hasil_nik = serializers.ChoiceField(required=False, choices=list(HASIL_NIK.items()))
    penjelasan = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    pekerjaan = serializers.CharField(required=False, allow_blank=True, max_length=100)
    jenis_usaha = serializers.CharField(required=False, allow_blank=True, max_length=100)
    penghasilan = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=PENGHASILAN_MAKS, help_text="Rupiah sebulan"
    )


@paged
@extend_schema(
    parameters=SARING, responses=TemuanKeluar(many=True), tags=["temuan"], summary="Daftar temuan di wilayah Anda"
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def temuan_list(request: Request) -> Response:
    """Findings of one's regions."""
    return page(request, cases(request, Temuan), TemuanKeluar)


@extend_schema(responses=TemuanKeluar, tags=["temuan"], summary="Satu temuan dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def temuan_detail(request: Request, pk: int) -> Response:
    """One finding."""
    return _detail(request, temuan_for(request.user, pk))


@posts("temuan", "Isi jawaban temuan", TemuanIsi, TemuanKeluar)
@butuh_api(KERJAKAN, Lingkup.OBJEK)
@once(temuan_for, rinci=_detail)
def temuan_isi(request: Request, pk: int) -> int:
    """Write the answer; what is left out stays as it is."""
    temuan = temuan_for(request.user, pk)
    isi = valid(TemuanIsi, request)
    kerja.fill(temuan, isi, pelaku=orang_of(request), status=isi["status"])
    return pk


@posts("temuan", "Ambil satu langkah temuan (lihat aksi)", LangkahLayananIsi, TemuanKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(temuan_for, rinci=_detail)
def temuan_langkah(request: Request, pk: int) -> int:
    """Take one hop of a finding."""
    isi = valid(LangkahLayananIsi, request)
    isi.pop("tanggal")
    kerja.move(temuan_for(request.user, pk), pelaku=orang_of(request), **isi)
    return pk
