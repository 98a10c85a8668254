"""API of the case work: the same use cases as the pages, in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from dtsen.accounts import audit, batas
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.lib.transisi import Tabel
from dtsen.ranking.explanations import desil_now
from dtsen.ranking.querysets import desil_of
from dtsen.registry.access import individu_for, keluarga_for
from dtsen.registry.api import KeluargaKeluar, describe, orang_of
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import Tabir
from verval import keluarga_baru, kiriman, pembaruan, salinan, susunan, terlambat, usulan
from verval.access import LIHAT, boleh_catatan, boleh_nilai, pembaruan_for, shown, tabir_of, usulan_for
from verval.butir import Penolakan, Perubahan
from verval.halaman import BarisButir, fact_rows
from verval.hop import KasusDitolak, buttons, viewed, viewed_list
from verval.models import (
    AturanProgram,
    KomponenAturan,
    Langkah,
    LaranganAturan,
    Pembaruan,
    Perkara,
    ProgramBansos,
    Usulan,
)
from verval.models.butir import DITOLAK, PUTUSAN
from verval.models.pembaruan import ISIAN, KELUARGA_BARU, MACAM

HALAMAN: Any = api_settings.DEFAULT_PAGINATION_CLASS
SARING = [
    OpenApiParameter("status", str, description="Status kasus"),
    OpenApiParameter("wilayah", str, description="Kode kecamatan (6 angka) atau desa (10 angka)"),
]
SARING_USULAN = [
    *SARING,
    OpenApiParameter("program", str, description="Kode program"),
    OpenApiParameter("periode", str, description="Bulan, misalnya 2026-11"),
]


P = ParamSpec("P")
Kerja = Callable[Concatenate[Request, P], int]
Panggilan = Callable[Concatenate[Request, P], Response]
KEPALA_KUNCI = "Idempotency-Key"
KUNCI = OpenApiParameter(
    KEPALA_KUNCI, OpenApiTypes.UUID, OpenApiParameter.HEADER,
    description="UUID dari pengirim. Permintaan yang sama dengan kunci yang sama dikerjakan sekali; diingat 7 hari",
)  # fmt: skip


class DesilDaerahKeluar(serializers.Serializer[dict[str, Any]]):
    periode = serializers.CharField(help_text="Peringkat yang berlaku; kosong bila belum ada")
    desil = serializers.IntegerField(allow_null=True)
    sekarang = serializers.IntegerField(
        allow_null=True, help_text="Desil dengan data sekarang menurut ambang peringkat itu"
    )
    data_berubah = serializers.BooleanField(help_text="Data berubah sejak peringkat itu")


class KeluargaLengkapKeluar(KeluargaKeluar):
    desil_daerah = DesilDaerahKeluar()


class AksiKeluar(serializers.Serializer[dict[str, Any]]):
    aksi = serializers.CharField()
    judul = serializers.CharField()
    alasan_wajib = serializers.BooleanField()
    alasan_induk = serializers.BooleanField(help_text="Perlu alasan_kode dari daftar alasan penolakan")


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


KOLOM_KASUS = (
    "id", "kode_lacak", "keluarga", "individu", "nama", "kode_desa", "desa", "status", "status_label", "pengajuan_ke",
    "pembuat", "pemeriksa", "dibuat", "diajukan", "diputuskan", "aksi",
)  # fmt: skip


class BarisKeluar(serializers.Serializer[Any]):
    perihal = serializers.CharField(help_text="Siapa atau apa")
    lama = serializers.CharField()
    baru = serializers.CharField()


class ButirKeluar(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    individu = serializers.IntegerField(allow_null=True, help_text="Anggota; null untuk data keluarga")
    fakta = serializers.CharField(allow_null=True, help_text="Null bila datanya dilindungi, seperti isinya")
    judul = serializers.CharField(allow_null=True)
    tulisan_lama = serializers.CharField(allow_null=True)
    tulisan_baru = serializers.CharField(allow_null=True)
    putusan = serializers.ChoiceField(choices=list(PUTUSAN.items()), allow_blank=True)
    alasan_kode = serializers.CharField(allow_null=True)
    catatan = serializers.CharField(allow_null=True)


def _fact(baris: BarisButir) -> dict[str, Any]:
    satu, boleh = baris.butir, baris.boleh
    return {
        "id": satu.pk,
        "individu": satu.individu_id,
        "fakta": satu.fakta if boleh else None,
        "judul": satu.label if boleh else None,
        "tulisan_lama": satu.tulisan_lama if boleh else None,
        "tulisan_baru": satu.tulisan_baru if boleh else None,
        "putusan": satu.putusan,
        "alasan_kode": satu.alasan_induk_id,
        "catatan": satu.catatan if boleh else None,
    }


class PembaruanKeluar(KasusKeluar):
    fakta = serializers.SerializerMethodField(
        help_text="Kosong bila datanya dilindungi, seperti judul dan nilainya, atau bila ada beberapa: lihat butir."
    )
    judul = serializers.SerializerMethodField()
    tulisan_lama = serializers.SerializerMethodField()
    tulisan_baru = serializers.SerializerMethodField()
    alasan = serializers.SerializerMethodField()
    tabel = pembaruan.TABEL

    class Meta:
        model = Pembaruan
        fields: tuple[str, ...] = (
            *KOLOM_KASUS, "jenis", "fakta", "judul", "tulisan_lama", "tulisan_baru", "alasan", "desil_lama",
            "desil_baru", "peringkat", "periode", "nasional_lama", "versi_lama", "nasional_baru", "versi_baru",
        )  # fmt: skip

    def _if_shown(self, kasus: Pembaruan, isi: str) -> str | None:
        return isi if boleh_nilai(self.context["tabir"], kasus) else None

    def get_fakta(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.fakta)

    def get_judul(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.judul)

    def get_tulisan_lama(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.tulisan_lama)

    def get_tulisan_baru(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.tulisan_baru)

    def get_alasan(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.alasan)


class PembaruanLengkapKeluar(PembaruanKeluar):
    """One case fact by fact; of an operation of family make-up who and what changes, line by line, numbers masked."""

    butir = serializers.SerializerMethodField(help_text="Kosong untuk perubahan susunan keluarga.")
    susunan = serializers.SerializerMethodField(help_text="Kosong bila datanya dilindungi, atau untuk isian data.")

    class Meta(PembaruanKeluar.Meta):
        fields = (*PembaruanKeluar.Meta.fields, "butir", "susunan")

    @extend_schema_field(ButirKeluar(many=True))
    def get_butir(self, kasus: Pembaruan) -> list[dict[str, Any]]:
        return [_fact(baris) for baris in fact_rows(kasus, self.context["tabir"])]

    @extend_schema_field(BarisKeluar(many=True))
    def get_susunan(self, kasus: Pembaruan) -> list[dict[str, Any]]:
        tabir = self.context["tabir"]
        return [asdict(baris) for baris in susunan.rows(kasus, tabir)] if boleh_nilai(tabir, kasus) else []


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


class ButirIsi(serializers.Serializer[dict[str, Any]]):
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    fakta = serializers.CharField(max_length=60)
    nilai_baru = serializers.JSONField()


class PembaruanIsi(serializers.Serializer[dict[str, Any]]):
    keluarga = serializers.IntegerField(required=False, help_text="Wajib, kecuali untuk keluarga_baru")
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    jenis = serializers.ChoiceField(
        choices=list(MACAM.items()), default=ISIAN,
        help_text="isian: satu data (fakta dan nilai_baru) atau beberapa (butir); selain itu perubahan susunan "
        "keluarga (isi)",
    )  # fmt: skip
    fakta = serializers.CharField(max_length=60, required=False)
    nilai_baru = serializers.JSONField(required=False)
    butir = ButirIsi(many=True, required=False, allow_empty=False, help_text="Data keluarga dan anggotanya sekaligus")
    isi = serializers.DictField(
        required=False,
        help_text="Yang diperlukan perubahan susunan, misalnya meninggal: individu, sejak, kepala_baru; "
        "keluarga_baru: desa, nomor_kk, alamat, anggota; "
        "anggota_baru: orang (nama, nik, tanggal_lahir, jenis_kelamin, status_hubungan_keluarga)",
    )  # fmt: skip
    alasan = serializers.CharField(max_length=2000)
    ajukan = serializers.BooleanField(default=True, help_text="false: simpan sebagai draf")

    def validate(self, isi: dict[str, Any]) -> dict[str, Any]:
        """What belongs to the other kind is refused rather than left unread."""
        satu, banyak, susun = ("fakta", "nilai_baru"), ("butir",), ("isi",)
        perlu: tuple[str, ...] = banyak if "butir" in isi else satu
        if isi["jenis"] != ISIAN:
            perlu = susun
        lain = set(satu + banyak + susun) - set(perlu)
        if perlu == banyak and isi["individu"] is not None:
            raise serializers.ValidationError({"individu": "Sebut anggotanya pada tiap butir."})
        if isi["jenis"] == KELUARGA_BARU:
            lain.add("keluarga")
        else:
            perlu = ("keluarga", *perlu)
        salah = {n: "Bidang ini wajib diisi." for n in perlu if n not in isi}
        salah |= {n: "Bidang ini tidak dipakai untuk jenis itu." for n in lain if n in isi}
        if salah:
            raise serializers.ValidationError(salah)
        return isi


class UsulanIsi(serializers.Serializer[dict[str, Any]]):
    keluarga = serializers.IntegerField()
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    program = serializers.CharField(max_length=20)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    asesmen = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    ajukan = serializers.BooleanField(default=True, help_text="false: simpan sebagai draf")


class LangkahIsi(serializers.Serializer[dict[str, Any]]):
    aksi = serializers.CharField(max_length=20)
    status = serializers.CharField(max_length=20, help_text="Status kasus yang terakhir Anda lihat")
    pengajuan_ke = serializers.IntegerField(
        min_value=0, max_value=32767,
        help_text="Pengajuan ke berapa yang terakhir Anda lihat; isi kasus hanya berubah di antara dua pengajuan",
    )  # fmt: skip
    alasan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    alasan_kode = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=30,
        help_text="Wajib untuk tolak; tanpa itu galatnya menyebut pilihannya",
    )  # fmt: skip


class PutusanIsi(serializers.Serializer[dict[str, Any]]):
    butir = serializers.IntegerField()
    putusan = serializers.ChoiceField(choices=list(PUTUSAN.items()))
    alasan_kode = serializers.CharField(required=False, allow_blank=True, default="", max_length=30)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class LangkahPembaruanIsi(LangkahIsi):
    putusan = PutusanIsi(
        many=True, required=False, default=list,
        help_text="Untuk setujui. Butir yang tidak disebut diterima; bila semua ditolak, kasusnya ditolak",
    )  # fmt: skip


class TerlambatIsi(serializers.Serializer[dict[str, Any]]):
    pengajuan_ke = serializers.IntegerField(min_value=0, max_value=32767, help_text="Yang terakhir Anda lihat")
    alasan = serializers.CharField(max_length=2000)


class KomponenKeluar(serializers.ModelSerializer[KomponenAturan]):
    kode = serializers.CharField()

    class Meta:
        model = KomponenAturan
        fields = ("kode", "usia_min", "usia_maks", "nominal_tahun", "maks_orang")


class LaranganKeluar(serializers.ModelSerializer[LaranganAturan]):
    nama = serializers.CharField(source="kelompok.nama")
    siapa = serializers.CharField()

    class Meta:
        model = LaranganAturan
        fields = ("kelompok", "nama", "siapa")


class AturanKeluar(serializers.ModelSerializer[AturanProgram]):
    status = serializers.CharField()
    komponen = KomponenKeluar(many=True)
    larangan = LaranganKeluar(many=True)

    class Meta:
        model = AturanProgram
        fields = (
            "tingkat", "desil_min", "desil_maks", "boleh_asesmen", "unit", "penerima", "tunai", "satu_per_nik",
            "tidak_bersama", "nominal", "tiap", "komponen_maks", "histeresis", "komponen", "larangan", "dasar_hukum",
            "sumber_lemah", "catatan", "berlaku_dari", "berlaku_sampai", "status",
        )  # fmt: skip


class ProgramKeluar(serializers.ModelSerializer[ProgramBansos]):
    aturan = AturanKeluar(many=True)

    class Meta:
        model = ProgramBansos
        fields = ("kode", "nama", "singkatan", "keterangan", "penyelenggara", "lewat_usulan", "aturan")


def _valid(kelas: type[serializers.Serializer[dict[str, Any]]], request: Request) -> dict[str, Any]:
    isi = kelas(data=request.data)
    isi.is_valid(raise_exception=True)
    return dict(isi.validated_data)


def _member(request: Request, pk: int | None) -> Individu | None:
    return None if pk is None else individu_for(cakupan_of(request.user, LIHAT), pk)


def _page(request: Request, semua: Any, kelas: type[KasusKeluar]) -> Response:
    halaman = HALAMAN()
    baris: list[Any] = halaman.paginate_queryset(semua, request) or []
    viewed_list(semua.model.JENIS, baris, pelaku=orang_of(request))
    konteks = {"request": request, "tabir": tabir_of(request.user, baris)}
    jawaban: Response = halaman.get_paginated_response(kelas(baris, many=True, context=konteks).data)
    return jawaban


def _detail(request: Request, kasus: Pembaruan | Usulan, *, kode: int = status.HTTP_200_OK) -> Response:
    kelas: type[KasusKeluar] = PembaruanLengkapKeluar if isinstance(kasus, Pembaruan) else UsulanKeluar
    if isinstance(kasus, Pembaruan):
        susunan.attach_arriving(orang_of(request), kasus)
    viewed(kasus, pelaku=orang_of(request))
    tabir = tabir_of(request.user, [kasus])
    isi = kelas(kasus, context={"request": request, "tabir": tabir}).data
    langkah = [dict(satu) for satu in LangkahKeluar(kasus.langkah.select_related("pelaku"), many=True).data]
    if not boleh_catatan(tabir, kasus):
        langkah = [{**satu, "catatan": ""} for satu in langkah]
    return Response({**isi, "langkah": langkah}, status=kode)


def _sekali(
    cari: Callable[[Any, int], Any],
    *,
    kode: int = status.HTTP_200_OK,
    rinci: Callable[..., Response] = _detail,
) -> Callable[[Kerja[P]], Panggilan[P]]:
    """Make a view of a function that does the work and returns the id of its case: once for each Idempotency-Key.

    The answer is the case as it is now, found by `cari` as the asker may see it and told by `rinci`. Raises
    KasusDitolak (`kunci`: no UUID, `kunci_dipakai`: the key came with something else before).
    """

    def pasang(kerja: Kerja[P]) -> Panggilan[P]:
        @wraps(kerja)
        def dijaga(request: Request, *args: P.args, **kwargs: P.kwargs) -> Response:
            kunci, pelaku = _key(request), orang_of(request)
            if kunci is None:
                return rinci(request, cari(pelaku, kerja(request, *args, **kwargs)), kode=kode)
            isi = json.dumps(request.data, sort_keys=True, default=str)
            sidik = kiriman.fingerprint([str(request.method), request.get_full_path(), isi])
            satu, baru = kiriman.begin(pelaku, kunci, sidik)
            if baru:
                kiriman.done(satu, str(kerja(request, *args, **kwargs)))
            elif satu.sidik != sidik:
                raise KasusDitolak(
                    "kunci_dipakai", "Kunci ini sudah dipakai untuk permintaan lain. Buat kunci baru.", KEPALA_KUNCI
                )
            return rinci(request, cari(pelaku, int(satu.tujuan)), kode=kode)

        return cast(Panggilan[P], dijaga)

    return pasang


def _key(request: Request) -> UUID | None:
    tulisan = request.headers.get(KEPALA_KUNCI, "")
    kunci = kiriman.read_key(tulisan)
    if tulisan and kunci is None:
        raise KasusDitolak("kunci", "Idempotency-Key harus UUID.", KEPALA_KUNCI)
    return kunci


def _desil_daerah(keluarga_id: int) -> dict[str, Any]:
    terbit, kini = desil_of([keluarga_id])[keluarga_id], desil_now(keluarga_id)
    return {
        "periode": terbit.periode,
        "desil": terbit.daerah,
        "sekarang": kini.desil if kini else None,
        "data_berubah": bool(kini and kini.berubah),
    }


@extend_schema(responses=KeluargaLengkapKeluar, tags=["keluarga"], summary="Satu keluarga, nomor tersamar")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def keluarga_detail(request: Request, pk: int) -> Response:
    """A family with its members, lineage and official desil. Every look leaves a line in the trail."""
    keluarga = keluarga_for(cakupan_of(request.user, LIHAT), pk)
    isi = {**describe(keluarga, Tabir.of(request.user, [keluarga])), "desil_daerah": _desil_daerah(keluarga.pk)}
    audit.record(
        pelaku=orang_of(request),
        aksi="keluarga.lihat",
        objek=f"keluarga:{keluarga.pk}",
        keluarga=[keluarga.pk],
        individu=[a["id"] for a in isi["anggota"]],
    )
    return Response(KeluargaLengkapKeluar(isi).data)


@extend_schema(
    methods=["GET"], parameters=SARING, responses=PembaruanKeluar(many=True), tags=["pembaruan"],
    summary="Daftar pembaruan di wilayah Anda",
)  # fmt: skip
@extend_schema(
    methods=["POST"], parameters=[KUNCI], request=PembaruanIsi, responses={201: PembaruanLengkapKeluar},
    tags=["pembaruan"],
    summary="Ajukan pembaruan data atau susunan keluarga",
)  # fmt: skip
@api_view(["GET", "POST"])
@butuh_api(LIHAT, Lingkup.DAFTAR, menulis=pembaruan.AJUKAN)
def pembaruan_list(request: Request) -> Response:
    """List cases of one's regions, or file a new one."""
    if request.method == "POST":
        return _file_pembaruan(request)
    semua = Pembaruan.objects.dalam(cakupan_of(request.user, LIHAT)).terlihat(request.user)
    saring = {n: request.query_params.get(n, "") for n in ("status", "wilayah")}
    return _page(request, semua.saring(**saring).for_list().order_by("-id"), PembaruanKeluar)


@_sekali(pembaruan_for, kode=status.HTTP_201_CREATED)
def _file_pembaruan(request: Request) -> int:
    isi = _valid(PembaruanIsi, request)
    pelaku = orang_of(request)
    if isi["jenis"] == KELUARGA_BARU:
        batas.count(request._request, "cari", pelaku)
        baru, kata = isi["isi"], {"alasan": isi["alasan"], "pelaku": pelaku, "ajukan": isi["ajukan"]}
        return keluarga_baru.draft(str(baru.get("desa", "")), baru, **kata).pk
    keluarga = keluarga_for(cakupan_of(pelaku, LIHAT), isi["keluarga"])
    bersama: dict[str, Any] = {
        "alasan": isi["alasan"],
        "pelaku": pelaku,
        "individu": _member(request, isi["individu"]),
        "ajukan": isi["ajukan"],
    }
    if "butir" in isi:
        perubahan = [Perubahan(b["fakta"], b["nilai_baru"], _member(request, b["individu"])) for b in isi["butir"]]
        kasus = pembaruan.draft_butir(keluarga, perubahan, alasan=isi["alasan"], pelaku=pelaku, ajukan=isi["ajukan"])
    elif isi["jenis"] == ISIAN:
        kasus = pembaruan.draft(keluarga, isi["fakta"], isi["nilai_baru"], **bersama)
    else:
        # Its refusals say whether somebody carries a number: as often as one may search.
        batas.count(request._request, "cari", pelaku)
        kasus = pembaruan.draft_operasi(keluarga, isi["jenis"], isi["isi"], **bersama)
    return kasus.pk


@extend_schema(responses=PembaruanLengkapKeluar, tags=["pembaruan"], summary="Satu pembaruan dengan riwayat langkahnya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.OBJEK)
def pembaruan_detail(request: Request, pk: int) -> Response:
    """One case with its hops and the actions open to the asker."""
    return _detail(request, pembaruan_for(request.user, pk))


@extend_schema(
    parameters=[KUNCI], request=LangkahPembaruanIsi, responses=PembaruanLengkapKeluar, tags=["pembaruan"],
    summary="Ambil satu langkah yang terbuka (lihat aksi)",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@_sekali(pembaruan_for)
def pembaruan_langkah(request: Request, pk: int) -> int:
    """Take one hop; `status` is what the asker saw, so that nobody decides on a case that has moved on."""
    kasus = pembaruan_for(request.user, pk)
    isi = _valid(LangkahPembaruanIsi, request)
    tolak = [satu for satu in isi["putusan"] if satu["putusan"] == DITOLAK]
    pembaruan.move(
        kasus,
        isi["aksi"],
        pelaku=orang_of(request),
        status=isi["status"],
        alasan=isi["alasan"],
        alasan_kode=isi["alasan_kode"],
        pengajuan_ke=isi["pengajuan_ke"],
        ditolak={satu["butir"]: Penolakan(satu["alasan_kode"], satu["catatan"]) for satu in tolak},
    )
    return pk


@extend_schema(
    parameters=[KUNCI], request=TerlambatIsi, responses=PembaruanLengkapKeluar, tags=["pembaruan"],
    summary="Terima pembaruan yang diajukan lewat batas untuk bulan itu",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@_sekali(pembaruan_for)
def pembaruan_terlambat(request: Request, pk: int) -> int:
    """Let a late correction count for the month it was filed in."""
    terlambat.accept(pembaruan_for(request.user, pk), pelaku=orang_of(request), **_valid(TerlambatIsi, request))
    return pk


@extend_schema(
    parameters=[KUNCI], request=None, responses={201: PembaruanLengkapKeluar}, tags=["pembaruan"],
    summary="Ajukan ulang pembaruan yang kedaluwarsa: draf baru dengan isi yang sama",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(pembaruan.AJUKAN, Lingkup.OBJEK)
@_sekali(pembaruan_for, kode=status.HTTP_201_CREATED)
def pembaruan_salin(request: Request, pk: int) -> int:
    """Write a draft with the content of an expired case; the answer is the draft."""
    return salinan.copy(pembaruan_for(request.user, pk), pelaku=orang_of(request)).kasus.pk


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
    semua = Usulan.objects.dalam(cakupan_of(request.user, LIHAT)).terlihat(request.user)
    kasus = {n: request.query_params.get(n, "") for n in ("status", "wilayah")}
    program = {n: request.query_params.get(n, "") for n in ("program", "periode")}
    return _page(request, semua.saring_program(**program).saring(**kasus).for_list().order_by("-id"), UsulanKeluar)


@_sekali(usulan_for, kode=status.HTTP_201_CREATED)
def _file_usulan(request: Request) -> int:
    isi = _valid(UsulanIsi, request)
    pelaku = orang_of(request)
    program = ProgramBansos.objects.filter(pk=isi["program"]).first()
    if program is None:
        raise KasusDitolak("program_tidak_dikenal", "Program tidak dikenal. Lihat daftar program.", "program")
    kasus = usulan.draft(
        keluarga_for(cakupan_of(pelaku, LIHAT), isi["keluarga"]),
        program,
        pelaku=pelaku,
        individu=_member(request, isi["individu"]),
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


@extend_schema(
    parameters=[KUNCI], request=LangkahIsi, responses=UsulanKeluar, tags=["usulan"],
    summary="Ambil satu langkah yang terbuka (lihat aksi)",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@_sekali(usulan_for)
def usulan_langkah(request: Request, pk: int) -> int:
    """Take one hop of a proposal."""
    kasus = usulan_for(request.user, pk)
    isi = _valid(LangkahIsi, request)
    usulan.move(
        kasus,
        isi["aksi"],
        pelaku=orang_of(request),
        status=isi["status"],
        alasan=isi["alasan"],
        alasan_kode=isi["alasan_kode"],
        pengajuan_ke=isi["pengajuan_ke"],
    )
    return pk


@extend_schema(
    parameters=[KUNCI], request=TerlambatIsi, responses=UsulanKeluar, tags=["usulan"],
    summary="Terima usulan yang diajukan lewat batas untuk bulan itu",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.OBJEK)
@_sekali(usulan_for)
def usulan_terlambat(request: Request, pk: int) -> int:
    """Let a late proposal count for the month it was filed in."""
    terlambat.accept(usulan_for(request.user, pk), pelaku=orang_of(request), **_valid(TerlambatIsi, request))
    return pk


@extend_schema(
    parameters=[KUNCI], request=None, responses={201: UsulanKeluar}, tags=["usulan"],
    summary="Ajukan ulang usulan yang kedaluwarsa: draf baru dengan isi yang sama",
)  # fmt: skip
@api_view(["POST"])
@butuh_api(usulan.AJUKAN, Lingkup.OBJEK)
@_sekali(usulan_for, kode=status.HTTP_201_CREATED)
def usulan_salin(request: Request, pk: int) -> int:
    """Write a draft with the content of an expired case; the answer is the draft."""
    return salinan.copy(usulan_for(request.user, pk), pelaku=orang_of(request)).kasus.pk


@extend_schema(responses=ProgramKeluar(many=True), tags=["usulan"], summary="Program bansos dan aturannya")
@api_view(["GET"])
@butuh_api("", Lingkup.BERSAMA)
def program_list(request: Request) -> Response:
    """Every programme with its dated rules, drafts included."""
    semua = ProgramBansos.objects.prefetch_related("aturan__komponen", "aturan__larangan__kelompok")
    return Response(ProgramKeluar(semua, many=True).data)


page, valid, member, once = _page, _valid, _member, _sekali
"""For the API of the services (`api_layanan.py`)."""

for daftar in (pembaruan_list, usulan_list):
    # What the schema is drawn from: limit, offset, and a page of cases instead of a bare list.
    daftar.cls.pagination_class = HALAMAN  # type: ignore[attr-defined]  # an APIView has it only once it is set
