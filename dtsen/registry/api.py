"""API of the registry: looking someone up, and the masked shape of a family and its members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.alasan import TERPANJANG
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.accounts.models import User
from dtsen.lib.samar import mask
from dtsen.registry import asal, search
from dtsen.registry.access import individu_for, keluarga_for
from dtsen.registry.buka import BUKA, open_number
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, Fakta
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import to_json, tulis

LIHAT = "warga.lihat"


def orang_of(request: Request) -> User:
    """The signed-in user; the permission class lets nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("permintaan tanpa pengguna")
    return request.user


class CariIsi(serializers.Serializer[dict[str, str]]):
    """Exactly one of the three. In the body, since addresses end up in logs."""

    nik = serializers.CharField(required=False, allow_blank=True, max_length=40)
    kk = serializers.CharField(required=False, allow_blank=True, max_length=40)
    nama = serializers.CharField(required=False, allow_blank=True, max_length=100)


class WargaKeluar(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    nik = serializers.SerializerMethodField()
    nama = serializers.CharField()
    tanggal_lahir = serializers.DateField(allow_null=True, help_text="Kosong untuk anak yang datanya dilindungi")
    status_hubungan_keluarga = serializers.IntegerField()
    keluarga = serializers.IntegerField(source="keluarga_id")
    nama_kepala = serializers.CharField(source="keluarga.nama_kepala")
    kode_desa = serializers.CharField()
    rt = serializers.CharField(source="keluarga.rt")
    rw = serializers.CharField(source="keluarga.rw")

    def get_nik(self, orang: Individu) -> str:
        return mask(orang.nik)


class CariKeluar(serializers.Serializer[dict[str, Any]]):
    temuan = WargaKeluar(many=True)
    masih_ada = serializers.BooleanField(help_text="Masih ada yang lain; tambahkan kata pada nama.")


@extend_schema(request=CariIsi, responses=CariKeluar, tags=["warga"], summary="Cari warga dengan NIK, No KK, atau nama")
@api_view(["POST"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def cari(request: Request) -> Response:
    """Look someone up inside the regions of the user."""
    isi = CariIsi(data=request.data)
    isi.is_valid(raise_exception=True)
    temuan = search.search(cakupan_of(request.user, LIHAT), pelaku=orang_of(request), **isi.validated_data)
    return Response({"temuan": WargaKeluar(temuan.orang, many=True).data, "masih_ada": temuan.masih_ada})


class BukaIsi(serializers.Serializer[dict[str, str]]):
    """Why a full number is opened."""

    sebab = serializers.CharField(max_length=20, help_text="Kode alasan dari daftar, misalnya layanan atau kasus")
    alasan = serializers.CharField(max_length=TERPANJANG, help_text="Penjelasan, tanpa menulis NIK atau No KK")


class BukaKeluar(serializers.Serializer[dict[str, str]]):
    jenis = serializers.CharField(help_text="NIK atau No KK")
    nomor = serializers.CharField(help_text="Nomor lengkap. Jangan disimpan lebih lama daripada pekerjaannya.")


def _open(request: Request, keluarga: Keluarga, individu: Individu | None) -> Response:
    isi = BukaIsi(data=request.data)
    isi.is_valid(raise_exception=True)
    terbuka = open_number(keluarga, pelaku=orang_of(request), individu=individu, **isi.validated_data)
    return Response({"jenis": terbuka.jenis, "nomor": terbuka.nomor})


@extend_schema(request=BukaIsi, responses=BukaKeluar, tags=["warga"], summary="Buka NIK lengkap satu orang, tercatat")
@api_view(["POST"])
@never_cache
@butuh_api(BUKA, Lingkup.OBJEK)
def nik_buka(request: Request, pk: int) -> Response:
    """Open one full NIK. Every time leaves a line in the trail with the reason."""
    individu = individu_for(cakupan_of(request.user, LIHAT), pk)
    return _open(request, individu.keluarga, individu)


@extend_schema(
    request=BukaIsi, responses=BukaKeluar, tags=["keluarga"], summary="Buka No KK lengkap satu keluarga, tercatat"
)
@api_view(["POST"])
@never_cache
@butuh_api(BUKA, Lingkup.OBJEK)
def kk_buka(request: Request, pk: int) -> Response:
    """Open one full No KK. Every time leaves a line in the trail with the reason."""
    return _open(request, keluarga_for(cakupan_of(request.user, LIHAT), pk), None)


class FaktaKeluar(serializers.Serializer[dict[str, Any]]):
    fakta = serializers.CharField()
    judul = serializers.CharField()
    nilai = serializers.JSONField(allow_null=True)
    tulisan = serializers.CharField()
    sumber = serializers.CharField(allow_null=True)
    tanggal = serializers.DateField(allow_null=True)


class AnggotaKeluar(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    nik = serializers.CharField()
    fakta = FaktaKeluar(many=True)


class DesilResmiKeluar(serializers.ModelSerializer[DesilResmi]):
    class Meta:
        model = DesilResmi
        fields = ("versi", "tanggal", "nasional", "provinsi", "kabupaten")


class KeluargaKeluar(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    kode_desa = serializers.CharField()
    nomor_kk = serializers.CharField()
    nama_kepala = serializers.CharField()
    status = serializers.CharField()
    diubah = serializers.DateTimeField()
    fakta = FaktaKeluar(many=True)
    anggota = AnggotaKeluar(many=True)
    desil_resmi = DesilResmiKeluar(many=True)


def _fact(fakta: Fakta, nilai: int | str | date | None, kode_asal: int) -> dict[str, Any]:
    dari = asal.decode(kode_asal)
    return {
        "fakta": fakta.nama,
        "judul": fakta.label,
        "nilai": to_json(nilai),
        "tulisan": tulis(fakta, nilai),
        "sumber": dari.sumber if dari else None,
        "tanggal": dari.tanggal if dari else None,
    }


def _facts(
    daftar: tuple[Fakta, ...], baris: list[Any], kode_asal: list[int], boleh: Callable[[Fakta], bool]
) -> list[dict[str, Any]]:
    """Facts of one row that may be shown; `baris` are the objects that hold the columns, first one that has it wins."""
    panjang = [*kode_asal, *[0] * (len(daftar) - len(kode_asal))]
    keluar = []
    for fakta, dari in zip(daftar, panjang, strict=False):
        if not boleh(fakta):
            continue
        pemilik = baris[0] if fakta.nama in ALAMAT or len(baris) == 1 else baris[1]
        if pemilik is not None:
            keluar.append(_fact(fakta, getattr(pemilik, fakta.nama), dari))
    return keluar


def _may(tabir: Tabir, orang: Individu, fakta: Fakta) -> bool:
    return tabir.shows(fakta, orang.keluarga_id, orang)


def describe(keluarga: Keluarga, tabir: Tabir) -> dict[str, Any]:
    """Return a family as the API shows it: numbers masked, health and children as far as the asker may see them."""
    kondisi = getattr(keluarga, "kondisi", None)
    anggota: QuerySet[Individu] = Individu.objects.for_keluarga(keluarga.pk)
    return {
        "id": keluarga.pk,
        "kode_desa": keluarga.kode_desa,
        "nomor_kk": mask(keluarga.nomor_kk),
        "nama_kepala": tabir.family(keluarga).nama_kepala,
        "status": keluarga.status,
        "diubah": keluarga.diubah,
        "fakta": _facts(
            FAKTA_KELUARGA,
            [keluarga, kondisi],
            kondisi.asal if kondisi else [],
            lambda fakta: tabir.shows(fakta, keluarga.pk),
        ),
        "anggota": [
            {
                "id": a.pk,
                "nik": mask(tabir.person(a).nik),
                "fakta": _facts(FAKTA_INDIVIDU, [a], a.asal, partial(_may, tabir, a)),
            }
            for a in anggota
        ],
        "desil_resmi": DesilResmiKeluar(keluarga.desil_resmi.order_by("-tanggal", "-versi"), many=True).data,
    }
