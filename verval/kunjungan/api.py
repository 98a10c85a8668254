"""API of the visits: what the telephone page itself uses, and nothing besides."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view, parser_classes
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.lib.gambar import Titik
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry.api import orang_of
from verval import kiriman
from verval.access import kunjungan_for
from verval.bukti import UKURAN_MAKS
from verval.kunjungan import isi
from verval.kunjungan.alur import ISI, LABEL
from verval.kunjungan.galat import KunjunganDitolak

KEPALA_KUNCI = "Idempotency-Key"
KUNCI = OpenApiParameter(
    KEPALA_KUNCI, OpenApiTypes.UUID, OpenApiParameter.HEADER, required=True,
    description="UUID dari ponsel. Kiriman yang sama dengan kunci yang sama diterima sekali; diingat 7 hari",
)  # fmt: skip


class JawabanIsi(serializers.Serializer[Any]):
    fakta = serializers.CharField(max_length=60)
    individu = serializers.IntegerField(allow_null=True, default=None, help_text="Kosong untuk data keluarga")
    dasar = serializers.JSONField(allow_null=True, help_text="Nilai yang tercatat waktu diambil ponsel")
    nilai = serializers.JSONField(allow_null=True, help_text="Nilai yang dilihat di lapangan")


class KunjunganIsi(serializers.Serializer[Any]):
    aksi = serializers.ChoiceField(choices=["isi", "selesaikan", "nihil"])
    penugasan_ke = serializers.IntegerField(min_value=1, max_value=32767)
    jawaban = JawabanIsi(many=True, required=False, default=list)
    ditemui = serializers.CharField(allow_blank=True, default="", max_length=12)
    catatan = serializers.CharField(allow_blank=True, default="", max_length=isi.CATATAN_MAKS)
    sebab = serializers.CharField(allow_blank=True, default="", max_length=12)
    kriteria = serializers.DictField(child=serializers.BooleanField(), required=False, default=dict)
    penilaian = serializers.CharField(allow_blank=True, default="", max_length=12)
    dikunjungi = serializers.DateTimeField(allow_null=True, default=None)


def _finite(nilai: float) -> None:
    """NaN is neither below a minimum nor above a maximum."""
    if not math.isfinite(nilai):
        raise serializers.ValidationError("Tulis angka.")


class FotoIsi(serializers.Serializer[Any]):
    berkas = serializers.FileField()
    jenis = serializers.CharField(max_length=12, help_text=", ".join(isi.FOTO))
    penugasan_ke = serializers.IntegerField(min_value=1, max_value=32767)
    lat = serializers.FloatField(
        validators=[_finite], required=False, allow_null=True, default=None, min_value=-90, max_value=90
    )
    lon = serializers.FloatField(
        validators=[_finite], required=False, allow_null=True, default=None, min_value=-180, max_value=180
    )
    akurasi_m = serializers.FloatField(
        validators=[_finite], required=False, allow_null=True, default=None, min_value=0, max_value=1e6
    )


class FaktaKunjunganKeluar(serializers.Serializer[Any]):
    kunci = serializers.CharField()
    fakta = serializers.CharField()
    individu = serializers.IntegerField(allow_null=True)
    nama = serializers.CharField()
    jenis = serializers.CharField()
    pilihan = serializers.ListField(child=serializers.ListField())
    satuan = serializers.CharField(allow_blank=True)
    maks = serializers.IntegerField()
    nilai = serializers.JSONField(allow_null=True)
    tulisan = serializers.CharField()


class LangkahKunjunganKeluar(serializers.Serializer[Any]):
    judul = serializers.CharField()
    keterangan = serializers.CharField(allow_blank=True)
    butir = FaktaKunjunganKeluar(many=True)


class KunjunganKeluar(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    penugasan_ke = serializers.IntegerField()
    status = serializers.CharField(help_text=", ".join(LABEL))
    batas = serializers.DateField()
    sisa_hari = serializers.IntegerField()
    hapus = serializers.DateTimeField(help_text="Data keluarga tidak boleh disimpan lebih lama dari ini")
    pesan = serializers.CharField(allow_blank=True)
    sampel = serializers.BooleanField()
    kepala = serializers.CharField()
    nomor_kk = serializers.CharField()
    tempat = serializers.CharField()
    langkah = LangkahKunjunganKeluar(many=True)
    jawaban = serializers.DictField(help_text="Yang sudah diterima, menurut kunci butirnya")
    isian = serializers.DictField()


class DaftarKunjunganKeluar(serializers.Serializer[Any]):
    pengguna = serializers.IntegerField()
    daftar = serializers.DictField(help_text="Pilihan jawaban langkah terakhir")
    kunjungan = KunjunganKeluar(many=True)


class KirimKeluar(serializers.Serializer[Any]):
    status = serializers.CharField(help_text=", ".join(LABEL))
    status_label = serializers.CharField()
    bentrok = serializers.IntegerField(help_text="Data yang berubah di registri sejak diambil ponsel")


def _once(request: Request, bagian: list[str | bytes], kerja: Callable[[], None]) -> None:
    """Do the work once for the key of this request; the key is demanded, since a telephone always sends again.

    Raises KunjunganDitolak (`kunci`: none or no UUID, `kunci_dipakai`: it came with something else before).
    """
    tulisan = request.headers.get(KEPALA_KUNCI, "")
    kunci: UUID | None = kiriman.read_key(tulisan)
    if kunci is None:
        raise KunjunganDitolak("kunci", f"Sertakan {KEPALA_KUNCI} berupa UUID.", KEPALA_KUNCI)
    sidik = kiriman.fingerprint([request.get_full_path(), *bagian])
    satu, baru = kiriman.begin(orang_of(request), kunci, sidik)
    if baru:
        # Looks for the visit too: whoever sends again gets the first answer, though the family may be out of sight.
        kerja()
        kiriman.done(satu, "kunjungan")
    elif satu.sidik != sidik:
        raise KunjunganDitolak("kunci_dipakai", "Kunci ini sudah dipakai untuk kiriman lain. Buat kunci baru.")


def _valid(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    satu = serializer(data=request.data)
    satu.is_valid(raise_exception=True)
    hasil: dict[str, Any] = satu.validated_data
    return hasil


def _state(request: Request, pk: int) -> Response:
    try:
        kunjungan = kunjungan_for(request.user, pk)
    except Http404:
        return Response({"status": "ditinjau", "status_label": LABEL["ditinjau"], "bentrok": 0})
    bentrok = kunjungan.jawaban.filter(bentrok=True).count()
    return Response(
        {"status": kunjungan.status, "status_label": kunjungan.get_status_display(), "bentrok": bentrok}
    )  # fmt: skip


@extend_schema(
    responses=DaftarKunjunganKeluar, tags=["kunjungan"], summary="Kunjungan Anda dengan data untuk diisi luring"
)  # fmt: skip
@api_view(["GET"])
@butuh_api(ISI, Lingkup.DAFTAR)
def kunjungan_list(request: Request) -> Response:
    """The visits of the asker that are still to be made, the soonest due first."""
    user = orang_of(request)
    return Response({"pengguna": user.pk, "daftar": isi.lists(), "kunjungan": isi.fetch(user)})


@extend_schema(
    parameters=[KUNCI], request=KunjunganIsi, responses=KirimKeluar, tags=["kunjungan"],
    summary="Kirim isian kunjungan: sebagian, selesai, atau tidak ditemukan",
)  # fmt: skip
@api_view(["POST"])
@parser_classes([JSONParser])
@butuh_api(ISI, Lingkup.OBJEK)
def kunjungan_kirim(request: Request, pk: int) -> Response:
    """Take what a telephone has seen, once for each key; what changed meanwhile is marked, not refused."""

    def kerja() -> None:
        kunjungan = kunjungan_for(request.user, pk)
        data = _valid(KunjunganIsi, request)
        jawaban = [isi.Jawaban(**satu) for satu in data.pop("jawaban")]
        isi.receive(kunjungan, isi.Isian(jawaban=jawaban, **data), pelaku=orang_of(request))

    _once(request, [json.dumps(request.data, sort_keys=True, default=str)], kerja)
    return _state(request, pk)


@extend_schema(
    parameters=[KUNCI], request={"multipart/form-data": FotoIsi}, responses=KirimKeluar, tags=["kunjungan"],
    summary="Kirim satu foto kunjungan",
)  # fmt: skip
@api_view(["POST"])
@parser_classes([MultiPartParser])
@butuh_api(ISI, Lingkup.OBJEK)
def kunjungan_foto(request: Request, pk: int) -> Response:
    """Take one photo, once for each key; a photo that is no photo is said so."""
    kunjungan = kunjungan_for(request.user, pk)
    data = _valid(FotoIsi, request)
    if data["berkas"].size > UKURAN_MAKS:
        raise KunjunganDitolak(
            "terlalu_besar", "Foto lebih dari 15 MB. Ambil ulang dengan mutu lebih rendah.", "berkas"
        )
    byte = data["berkas"].read()
    lat, lon = data["lat"], data["lon"]
    titik = None if lat is None or lon is None else Titik(lat, lon, data["akurasi_m"])
    ke = data["penugasan_ke"]

    def kerja() -> None:
        try:
            isi.attach_photo(
                kunjungan, byte, jenis=data["jenis"], penugasan_ke=ke, pelaku=orang_of(request), titik=titik
            )
        except UnggahanDitolak as galat:
            raise KunjunganDitolak(galat.kode, galat.pesan, "berkas") from galat

    _once(request, [data["jenis"], byte], kerja)
    return _state(request, pk)
