"""API of the index for other systems: index, band, inputs and flags of a region and its parts, as JSON and csv."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.lib.sel import aman
from dtsen.wilayah.models import Wilayah
from ikesos import hitungan
from ikesos.halaman import Bagian, inputs_of
from ikesos.models import HasilIndeks, Hitungan, PeringkatIndeks
from ikesos.models.struktur import KELOMPOK

LIHAT = "agregat.lihat"
SARING = [
    OpenApiParameter("kelompok", str, enum=list(KELOMPOK), description="Kelompok penduduk, bawaan umum"),
    OpenApiParameter("periode", str, description="Triwulan, misalnya 2026-T4; bawaan yang terbaru"),
]
KOLOM = (
    "periode", "versi", "status_versi", "hitungan", "kelompok", "kode_wilayah", "wilayah", "peringkat", "rentang_bawah",
    "rentang_atas", "simpul", "tingkat", "nama", "satuan", "terukur", "nilai", "nilai_geometrik", "terisi", "warisan",
    "terpotong", "disembunyikan", "contoh", "masukan",
)  # fmt: skip


class MasukanKeluar(serializers.Serializer[Any]):
    huruf = serializers.CharField()
    nama = serializers.CharField()
    nilai = serializers.FloatField(allow_null=True)


class SimpulKeluar(serializers.Serializer[Any]):
    kode = serializers.CharField()
    tingkat = serializers.CharField()
    nama = serializers.CharField()
    satuan = serializers.CharField(allow_blank=True)
    rumus = serializers.CharField(allow_blank=True)
    terukur = serializers.FloatField(allow_null=True, help_text="Dalam satuannya, sebelum dinormalkan")
    nilai = serializers.FloatField(allow_null=True, help_text="0-100; kosong bila belum lengkap atau disembunyikan")
    nilai_geometrik = serializers.FloatField(allow_null=True, help_text="Hanya untuk indeks")
    terisi = serializers.FloatField(help_text="Bagian bobot indikator yang terisi, 0-1")
    warisan = serializers.CharField(allow_blank=True, help_text="kecamatan, kabupaten atau umum bila diwarisi")
    terpotong = serializers.BooleanField(help_text="Dipotong ke batas 0 atau 100")
    disembunyikan = serializers.CharField(
        allow_blank=True, help_text="kecil, rahasia, pelengkap atau sisa; nilai dan masukannya kosong"
    )
    contoh = serializers.BooleanField(help_text="Memakai isian contoh, bukan data sebenarnya")
    masukan = MasukanKeluar(many=True)


class PeringkatKeluar(serializers.Serializer[Any]):
    peringkat = serializers.IntegerField()
    bawah = serializers.IntegerField(help_text="Tempat terbaik dalam 90 % hitungan ulang dan peringkatnya sendiri")
    atas = serializers.IntegerField(help_text="Tempat terburuk dalam 90 % hitungan ulang dan peringkatnya sendiri")
    tengah = serializers.IntegerField(help_text="Tempat tengah hitungan ulang")


class WilayahIndeksKeluar(serializers.Serializer[Any]):
    kode = serializers.CharField()
    nama = serializers.CharField()
    peringkat = PeringkatKeluar(allow_null=True)
    simpul = SimpulKeluar(many=True)


class IndeksKeluar(serializers.Serializer[Any]):
    periode = serializers.CharField()
    versi = serializers.CharField()
    status_versi = serializers.CharField(help_text="resmi atau lokal (metode lokal)")
    hitungan = serializers.IntegerField()
    sidik = serializers.CharField(help_text="SHA-256 masukan")
    versi_desil = serializers.CharField(allow_blank=True, help_text="Versi desil nasional yang dipakai")
    kelompok = serializers.CharField()
    wilayah = WilayahIndeksKeluar(many=True, help_text="Wilayah yang diminta, lalu wilayah di dalamnya")


@extend_schema(parameters=SARING, responses=IndeksKeluar, tags=["indeks"], summary="Indeks, rentang dan masukannya")
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.WILAYAH)
def indeks_detail(request: Request, kode: str) -> Response:
    """The index of a region and of its parts with every node and its inputs."""
    return Response(IndeksKeluar(_content(request, kode)).data)


@extend_schema(
    parameters=SARING, responses={(200, "text/csv"): str}, tags=["indeks"], summary="Hal yang sama sebagai csv"
)
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.WILAYAH)
def indeks_csv(request: Request, kode: str) -> HttpResponse:
    """The same as a table: a line for every region and node."""
    keluar = io.StringIO()
    tulis = csv.writer(keluar)
    tulis.writerow(KOLOM)
    isi = _content(request, kode)
    for w in isi["wilayah"]:
        p = w["peringkat"] or {"peringkat": None, "bawah": None, "atas": None}
        awal = [isi[k] for k in KOLOM[:5]] + [w["kode"], w["nama"], p["peringkat"], p["bawah"], p["atas"]]
        for s in w["simpul"]:
            masukan = "; ".join(f"{m['huruf']}={m['nilai']}" for m in s["masukan"] if m["nilai"] is not None)
            sel = [*awal, s["kode"], *(s[k] for k in KOLOM[11:-1]), masukan]
            tulis.writerow([aman(v) for v in sel])
    jawaban = HttpResponse(keluar.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    jawaban["Content-Disposition"] = f'attachment; filename="ikesos-{kode}-{isi["periode"]}.csv"'
    return jawaban


def _content(request: Request, kode: str) -> dict[str, Any]:
    ini = Wilayah.objects.filter(pk=kode).first()
    if ini is None or not cakupan_of(request.user, LIHAT).memuat(kode):
        raise Http404("Wilayah ini tidak ada dalam penugasan Anda.")
    hitung = calculation(request.query_params.get("periode", ""))
    kelompok = request.query_params.get("kelompok", "")
    kelompok = kelompok if kelompok in KELOMPOK else "umum"
    wilayah = [ini, *Wilayah.objects.filter(induk=ini).order_by("kode")]
    return {
        "periode": hitung.periode,
        "versi": hitung.versi_id,
        "status_versi": hitung.versi.status,
        "hitungan": hitung.pk,
        "sidik": hitung.sidik,
        "versi_desil": hitung.versi_desil,
        "kelompok": kelompok,
        "wilayah": _regions(hitung, wilayah, kelompok),
    }


def calculation(periode: str) -> Hitungan:
    if periode:
        semua = Hitungan.objects.shown().filter(periode=periode).select_related("versi").best_first()
        terbaru = hitungan.newest()
        satu = semua.filter(versi=terbaru.versi).first() if terbaru else None
    else:
        satu = hitungan.newest()
    if satu is None:
        raise Http404("Belum ada hitungan indeks untuk periode ini, atau aturan kerahasiaan meminta hitungan ulang.")
    return satu


def _regions(hitung: Hitungan, wilayah: list[Wilayah], kelompok: str) -> list[dict[str, Any]]:
    simpul = list(hitung.versi.simpul.prefetch_related("butir").order_by("urut"))
    hasil = {
        (h.wilayah_id, h.simpul): h
        for h in HasilIndeks.objects.filter(hitungan=hitung, kelompok=kelompok, wilayah__in=wilayah)
    }
    peringkat = {
        p.wilayah_id: {"peringkat": p.peringkat, "bawah": p.bawah, "atas": p.atas, "tengah": p.median}
        for p in PeringkatIndeks.objects.filter(hitungan=hitung, kelompok=kelompok, wilayah__in=wilayah)
    }
    return [
        {
            "kode": w.kode,
            "nama": str(w),
            "peringkat": peringkat.get(w.kode),
            "simpul": [node(Bagian(s, hasil[w.kode, s.kode])) for s in simpul if (w.kode, s.kode) in hasil],
        }
        for w in wilayah
    ]


def node(b: Bagian) -> dict[str, Any]:
    assert b.hasil is not None
    s, h = b.simpul, b.hasil
    return {
        "kode": s.kode, "tingkat": s.tingkat, "nama": s.nama, "satuan": s.satuan, "rumus": s.rumus,
        "terukur": None if h.tutup else h.x, "nilai": b.nilai, "nilai_geometrik": h.nilai_geo, "terisi": h.ada,
        "warisan": h.warisan, "terpotong": h.terpotong and not h.tutup, "disembunyikan": h.tutup, "contoh": h.contoh,
        "masukan": inputs_of(b),
    }  # fmt: skip
