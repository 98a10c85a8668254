"""API of findings, PBI reactivations and disputes of exclusions: the same use cases as the pages, in JSON."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.access import individu_for
from dtsen.registry.api import orang_of
from dtsen.registry.perlindungan import Tabir
from verval import reaktivasi, sengketa
from verval.access import LIHAT, boleh_catatan, layanan_for, shown, tabir_of
from verval.alur_layanan import AJUKAN, KERJAKAN, LAYANAN
from verval.api import HALAMAN, KOLOM_KASUS, KUNCI, SARING, KasusKeluar, LangkahKeluar, once, page, valid
from verval.hop import viewed
from verval.models import Layanan, PengecualianPenerima, Reaktivasi, Sengketa, Temuan
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


class LangkahLayananIsi(serializers.Serializer[dict[str, Any]]):
    aksi = serializers.CharField(max_length=20)
    status = serializers.CharField(max_length=20, help_text="Status yang terakhir Anda lihat")
    pengajuan_ke = serializers.IntegerField(min_value=0, max_value=32767)
    alasan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    tanggal = serializers.DateField(
        required=False, allow_null=True, default=None,
        help_text="Untuk terima: aktif sejak (reaktivasi) atau tanggal jawaban (sengketa); kosong berarti hari ini",
    )  # fmt: skip


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


class ReaktivasiIsi(serializers.Serializer[dict[str, Any]]):
    individu = serializers.IntegerField()
    tanggal_hapus = serializers.DateField()
    faskes = serializers.CharField(max_length=120)
    nomor_surat = serializers.CharField(required=False, allow_blank=True, default="", max_length=80)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class SengketaIsi(serializers.Serializer[dict[str, Any]]):
    pengecualian = serializers.IntegerField()
    alasan = serializers.CharField(max_length=2000)


KELUAR: dict[str, type[KasusKeluar]] = {
    "temuan": TemuanKeluar,
    "reaktivasi": ReaktivasiKeluar,
    "sengketa": SengketaKeluar,
}


def _detail(request: Request, kasus: Layanan, *, kode: int = status.HTTP_200_OK) -> Response:
    """One case with its hops and the actions open to the asker."""
    viewed(kasus, pelaku=orang_of(request))
    tabir = tabir_of(request.user, [kasus])
    isi = KELUAR[kasus.JENIS](kasus, context={"request": request, "tabir": tabir}).data
    langkah = [dict(satu) for satu in LangkahKeluar(kasus.langkah.select_related("pelaku"), many=True).data]
    if not boleh_catatan(tabir, kasus):
        langkah = [{**satu, "catatan": ""} for satu in langkah]
    return Response({**isi, "langkah": langkah}, status=kode)


def _find(model: type[Any]) -> Any:
    return partial(_find_one, model)


def _find_one(model: type[Any], user: Any, pk: int) -> Any:
    return layanan_for(user, model, pk)


def _list(request: Request, model: type[Any]) -> Response:
    semua: QuerySet[Any] = model.objects.dalam(cakupan_of(request.user, LIHAT)).terlihat(request.user)
    saring = {n: request.query_params.get(n, "") for n in ("status", "wilayah")}
    return page(request, semua.saring(**saring).for_list().order_by("-id"), KELUAR[model.JENIS])  # type: ignore[attr-defined]


def _move(request: Request, model: type[Any], pk: int, pindah: Any, *, bertanggal: bool) -> int:
    isi = valid(LangkahLayananIsi, request)
    tanggal = {"tanggal": isi["tanggal"]} if bertanggal else {}
    pindah(
        layanan_for(request.user, model, pk),
        isi["aksi"],
        pelaku=orang_of(request),
        status=isi["status"],
        alasan=isi["alasan"],
        pengajuan_ke=isi["pengajuan_ke"],
        **tanggal,
    )
    return pk


# --- findings -----------------------------------------------------------------------------------------------


@extend_schema(
    parameters=SARING, responses=TemuanKeluar(many=True), tags=["temuan"], summary="Daftar temuan di wilayah Anda"
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def temuan_list(request: Request) -> Response:
    """Findings of one's regions."""
    return _list(request, Temuan)


@extend_schema(responses=TemuanKeluar, tags=["temuan"], summary="Satu temuan dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def temuan_detail(request: Request, pk: int) -> Response:
    """One finding."""
    return _detail(request, layanan_for(request.user, Temuan, pk))


@extend_schema(
    parameters=[KUNCI], request=TemuanIsi, responses=TemuanKeluar, tags=["temuan"], summary="Isi jawaban temuan"
)
@api_view(["POST"])
@butuh_api(KERJAKAN, Lingkup.OBJEK)
@once(_find(Temuan), rinci=_detail)
def temuan_isi(request: Request, pk: int) -> int:
    """Write the answer; what is left out stays as it is."""
    temuan = layanan_for(request.user, Temuan, pk)
    isi = valid(TemuanIsi, request)
    kerja.fill(temuan, isi, pelaku=orang_of(request), status=isi["status"])
    return pk


@extend_schema(
    parameters=[KUNCI], request=LangkahLayananIsi, responses=TemuanKeluar, tags=["temuan"],
    summary="Ambil satu langkah temuan (lihat aksi)",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(_find(Temuan), rinci=_detail)
def temuan_langkah(request: Request, pk: int) -> int:
    """Take one hop of a finding."""
    return _move(request, Temuan, pk, kerja.move, bertanggal=False)


# --- reactivations ------------------------------------------------------------------------------------------


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
    return _file_reaktivasi(request) if request.method == "POST" else _list(request, Reaktivasi)


@once(_find(Reaktivasi), kode=status.HTTP_201_CREATED, rinci=_detail)
def _file_reaktivasi(request: Request) -> int:
    isi = valid(ReaktivasiIsi, request)
    orang = individu_for(cakupan_of(request.user, LIHAT), isi.pop("individu"))
    return reaktivasi.draft(orang, reaktivasi.Isian(**isi), pelaku=orang_of(request)).pk


@extend_schema(responses=ReaktivasiKeluar, tags=["reaktivasi"], summary="Satu reaktivasi dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def reaktivasi_detail(request: Request, pk: int) -> Response:
    """One reactivation."""
    return _detail(request, layanan_for(request.user, Reaktivasi, pk))


@extend_schema(
    parameters=[KUNCI], request=LangkahLayananIsi, responses=ReaktivasiKeluar, tags=["reaktivasi"],
    summary="Ambil satu langkah reaktivasi (lihat aksi)",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(_find(Reaktivasi), rinci=_detail)
def reaktivasi_langkah(request: Request, pk: int) -> int:
    """Take one hop of a reactivation."""
    return _move(request, Reaktivasi, pk, reaktivasi.move, bertanggal=True)


# --- exclusions and disputes --------------------------------------------------------------------------------


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
    return _file_sengketa(request) if request.method == "POST" else _list(request, Sengketa)


@once(_find(Sengketa), kode=status.HTTP_201_CREATED, rinci=_detail)
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
    return _detail(request, layanan_for(request.user, Sengketa, pk))


@extend_schema(
    parameters=[KUNCI], request=LangkahLayananIsi, responses=SengketaKeluar, tags=["sengketa"],
    summary="Ambil satu langkah sengketa (lihat aksi)",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(_find(Sengketa), rinci=_detail)
def sengketa_langkah(request: Request, pk: int) -> int:
    """Take one hop of a dispute."""
    return _move(request, Sengketa, pk, sengketa.move, bertanggal=True)


for daftar in (temuan_list, reaktivasi_list, pengecualian_list, sengketa_list):
    daftar.cls.pagination_class = HALAMAN  # type: ignore[attr-defined]  # an APIView has it only once it is set
