"""What the API of every kind of case shares: its columns, its page, its detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from dtsen.accounts.access import cakupan_of
from dtsen.lib.transisi import Tabel
from dtsen.registry.access import individu_for
from dtsen.registry.api import orang_of
from dtsen.registry.models import Individu
from verval.access import LIHAT, boleh_catatan, shown, tabir_of
from verval.api.sekali import KUNCI
from verval.hop import buttons, viewed, viewed_list
from verval.models import (
    Langkah,
    Perkara,
)

HALAMAN: Any = api_settings.DEFAULT_PAGINATION_CLASS

SARING = [
    OpenApiParameter("status", str, description="Status kasus"),
    OpenApiParameter("wilayah", str, description="Kode kecamatan (6 angka) atau desa (10 angka)"),
]


class LangkahKeluar(serializers.ModelSerializer[Langkah]):
    pelaku = serializers.CharField(source="oleh")
    alasan_kode = serializers.CharField(source="alasan_induk_id", allow_null=True)

    class Meta:
        model = Langkah
        fields = ("aksi", "dari", "ke", "pelaku", "waktu", "alasan_kode", "catatan")


class KasusKeluar(serializers.ModelSerializer[Any]):
    """What both kinds of cases share; `aksi` are the hops the asker may take now."""

    desa = serializers.CharField(source="nama_desa")
    status_label = serializers.CharField(source="get_status_display")
    nama = serializers.SerializerMethodField(help_text="Anggota, atau kepala keluarga.")
    pembuat = serializers.CharField()
    pemeriksa = serializers.CharField(allow_null=True)
    aksi = serializers.SerializerMethodField()
    tabel: Tabel

    def get_nama(self, kasus: Perkara) -> str:
        return shown(self.context["tabir"], kasus).orang

    def get_aksi(self, kasus: Perkara) -> list[dict[str, Any]]:
        boleh = buttons(kasus, self.tabel, self.context["request"].user)
        return [
            {"aksi": a, "judul": t.label, "alasan_wajib": t.alasan_wajib, "alasan_induk": t.alasan_induk}
            for a, t in boleh.items()
        ]


Panggil = TypeVar("Panggil", bound=Callable[..., Any])

KOLOM_KASUS = (
    "id", "kode_lacak", "keluarga", "individu", "nama", "kode_desa", "desa", "status", "status_label", "pengajuan_ke",
    "pembuat", "pemeriksa", "dibuat", "diajukan", "diputuskan", "aksi",
)  # fmt: skip


class HopIsi(serializers.Serializer[dict[str, Any]]):
    # What every hop takes, by the names that `move` has. No docstring: it would go into the schema.
    aksi = serializers.CharField(max_length=20)
    status = serializers.CharField(max_length=20, help_text="Status kasus yang terakhir Anda lihat")
    pengajuan_ke = serializers.IntegerField(
        min_value=0, max_value=32767,
        help_text="Pengajuan ke berapa yang terakhir Anda lihat; isi kasus hanya berubah di antara dua pengajuan",
    )  # fmt: skip
    alasan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class LangkahIsi(HopIsi):
    alasan_kode = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=30,
        help_text="Wajib untuk tolak; tanpa itu galatnya menyebut pilihannya",
    )  # fmt: skip


class LangkahLayananIsi(HopIsi):
    tanggal = serializers.DateField(
        required=False, allow_null=True, default=None,
        help_text="Untuk terima: aktif sejak (reaktivasi) atau tanggal jawaban (sengketa); kosong berarti hari ini",
    )  # fmt: skip


class TerlambatIsi(serializers.Serializer[dict[str, Any]]):
    pengajuan_ke = serializers.IntegerField(min_value=0, max_value=32767, help_text="Yang terakhir Anda lihat")
    alasan = serializers.CharField(max_length=2000)


def valid(kelas: type[serializers.Serializer[dict[str, Any]]], request: Request) -> dict[str, Any]:
    isi = kelas(data=request.data)
    isi.is_valid(raise_exception=True)
    return dict(isi.validated_data)


def member(request: Request, pk: int | None) -> Individu | None:
    return None if pk is None else individu_for(cakupan_of(request.user, LIHAT), pk)


def cases(request: Request, model: type[Any]) -> Any:
    """The cases of a kind in the asker's regions, as the parameters of `SARING` narrow them."""
    saring = {n: request.query_params.get(n, "") for n in ("status", "wilayah")}
    return model.objects.dalam(cakupan_of(request.user, LIHAT)).terlihat(request.user).saring(**saring)


def page(request: Request, semua: Any, kelas: type[KasusKeluar]) -> Response:
    """One page of them, newest first."""
    halaman = HALAMAN()
    baris: list[Any] = halaman.paginate_queryset(semua.for_list().order_by("-id"), request) or []
    viewed_list(semua.model.JENIS, baris, pelaku=orang_of(request))
    konteks = {"request": request, "tabir": tabir_of(request.user, baris)}
    jawaban: Response = halaman.get_paginated_response(kelas(baris, many=True, context=konteks).data)
    return jawaban


def detail(request: Request, kasus: Any, kelas: type[KasusKeluar], *, kode: int = status.HTTP_200_OK) -> Response:
    """One case with its hops and the actions open to the asker."""
    viewed(kasus, pelaku=orang_of(request))
    tabir = tabir_of(request.user, [kasus])
    isi = kelas(kasus, context={"request": request, "tabir": tabir}).data
    langkah = [dict(satu) for satu in LangkahKeluar(kasus.langkah.select_related("pelaku"), many=True).data]
    if not boleh_catatan(tabir, kasus):
        langkah = [{**satu, "catatan": ""} for satu in langkah]
    return Response({**isi, "langkah": langkah}, status=kode)


def paged(view: Panggil) -> Panggil:
    """Tell the schema of a list its limit, offset and page of cases; the outermost decorator."""
    view.cls.pagination_class = HALAMAN  # type: ignore[attr-defined]  # an APIView has it only once it is set
    return view


def posts(
    tag: str, ringkas: str, isi: Any, keluar: Any, *, kode: int = status.HTTP_200_OK
) -> Callable[[Panggil], Panggil]:
    """Make a view a POST of the API that may carry a key, and describe it; the outermost decorator."""
    skema = extend_schema(parameters=[KUNCI], request=isi, responses={kode: keluar}, tags=[tag], summary=ringkas)

    def pasang(view: Panggil) -> Panggil:
        return cast(Panggil, skema(api_view(["POST"])(view)))

    return pasang
