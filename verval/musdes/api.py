"""API of the musyawarah: what the pages of a session show, in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from dtsen.accounts import audit
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.api import orang_of
from verval.access import LIHAT, shown, tabir_of
from verval.api.bersama import paged
from verval.hop import subjects
from verval.models import KasusMusyawarah, Musyawarah
from verval.musdes import hadir, isi, peringkat
from verval.musdes.akses import session_for, sessions_for
from verval.musdes.hasil import reason_shown

HALAMAN: Any = api_settings.DEFAULT_PAGINATION_CLASS
SARING = [
    OpenApiParameter("status", str, description="Status musyawarah"),
    OpenApiParameter("wilayah", str, description="Kode kecamatan (6 angka) atau desa (10 angka)"),
]


class MusyawarahKeluar(serializers.ModelSerializer[Musyawarah]):
    jenis = serializers.CharField(help_text="musdes atau muskel")
    cara = serializers.CharField(help_text="musyawarah atau sptjm")
    status = serializers.CharField(help_text="direncanakan, diundang, berlangsung, ditutup, dibatalkan")
    sebutan = serializers.CharField()
    triwulan = serializers.CharField(source="triwulan.kode")

    class Meta:
        model = Musyawarah
        fields: tuple[str, ...] = (
            "id", "kode_desa", "jenis", "cara", "sebutan", "triwulan", "waktu", "tempat", "agenda", "undangan",
            "status", "dibuka", "ditutup", "diumumkan", "keberatan_sampai",
        )  # fmt: skip


class KuorumKeluar(serializers.Serializer[Any]):
    syarat = serializers.CharField(source="syarat.label")
    minimum = serializers.IntegerField(source="syarat.minimum")
    hadir = serializers.IntegerField()
    terpenuhi = serializers.BooleanField()


class KasusMusyawarahKeluar(serializers.ModelSerializer[KasusMusyawarah]):
    kode_lacak = serializers.CharField(source="isi.kode_lacak")
    nama = serializers.SerializerMethodField(help_text="Kepala keluarga; anak ditulis inisialnya")
    perihal = serializers.SerializerMethodField()
    alasan = serializers.SerializerMethodField(help_text="Kosong bila dilindungi")
    peringkat_warga = serializers.SerializerMethodField(
        help_text="Urutan menurut musyawarah, 1 paling miskin: isyarat di samping desil, bukan pengganti"
    )

    class Meta:
        model = KasusMusyawarah
        fields = (
            "pembaruan", "usulan", "keluarga", "kode_lacak", "nama", "perihal", "keputusan", "hasil", "alasan",
            "peringkat_warga",
        )  # fmt: skip

    def get_nama(self, satu: KasusMusyawarah) -> str:
        return shown(self.context["tabir"], satu.isi).keluarga.nama_kepala

    def get_perihal(self, satu: KasusMusyawarah) -> str:
        return isi.subject(satu.isi)

    def get_alasan(self, satu: KasusMusyawarah) -> str:
        return reason_shown(satu, self.context["tabir"])

    def get_peringkat_warga(self, satu: KasusMusyawarah) -> int | None:
        tempat: dict[int, int] = self.context["tempat"]
        return tempat.get(satu.keluarga_id)


class MusyawarahLengkapKeluar(MusyawarahKeluar):
    sidik_berkas = serializers.CharField(
        source="dokumen.sidik_berkas", default="", help_text="SHA-256 berita acara atau SPTJM; kosong sebelum ditutup"
    )
    kuorum = KuorumKeluar(many=True)
    kasus = KasusMusyawarahKeluar(many=True)

    class Meta(MusyawarahKeluar.Meta):
        fields = (*MusyawarahKeluar.Meta.fields, "catatan", "kode_periksa", "sidik_berkas", "kuorum", "kasus")


@paged
@extend_schema(
    parameters=SARING, responses=MusyawarahKeluar(many=True), tags=["musyawarah"],
    summary="Daftar musyawarah dan SPTJM di wilayah Anda",
)  # fmt: skip
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def musyawarah_list(request: Request) -> Response:
    """List the sessions of one's regions, newest first; names nobody."""
    semua = sessions_for(request.user)
    if status := request.query_params.get("status", ""):
        semua = semua.filter(status=status)
    if wilayah := request.query_params.get("wilayah", "").replace(".", ""):
        semua = semua.filter(kode_desa__startswith=wilayah)
    halaman = HALAMAN()
    baris: list[Any] = halaman.paginate_queryset(semua, request) or []
    jawaban: Response = halaman.get_paginated_response(MusyawarahKeluar(baris, many=True).data)
    return jawaban


@extend_schema(responses=MusyawarahLengkapKeluar, tags=["musyawarah"], summary="Satu musyawarah dengan keputusannya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.WILAYAH)
def musyawarah_detail(request: Request, pk: int) -> Response:
    """One session with its quorum and the cases on its table; a line in the trail."""
    satu = session_for(request.user, pk)
    baris = isi.rows_of(satu)
    audit.record(
        pelaku=orang_of(request), aksi="musyawarah.lihat", objek=satu.objek, **subjects(*(k.isi for k in baris))
    )
    peserta = list(satu.peserta.all())
    konteks = {
        "tabir": tabir_of(request.user, [k.isi for k in baris]),
        "tempat": dict(peringkat.places(satu).tempat),
    }
    keluar = dict(MusyawarahKeluar(satu).data)
    dokumen = getattr(satu, "dokumen", None)
    keluar |= {
        "catatan": satu.catatan,
        "kode_periksa": satu.kode_periksa if dokumen else "",
        "sidik_berkas": dokumen.sidik_berkas if dokumen else "",
        "kuorum": KuorumKeluar(hadir.quorum(satu, peserta), many=True).data,
        "kasus": KasusMusyawarahKeluar(baris, many=True, context=konteks).data,
    }
    return Response(keluar)
