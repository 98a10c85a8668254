"""API of the index as flat rows for other systems: filtered, in pages, always in the same order, with an ETag."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.lib.sel import aman
from dtsen.wilayah.models import Wilayah
from ikesos.api.indeks import LIHAT, SimpulKeluar, calculation, node
from ikesos.halaman import Bagian
from ikesos.isian.lembar import JENIS
from ikesos.models import HasilIndeks, Hitungan, PeringkatIndeks
from ikesos.models.struktur import KELOMPOK

SEHALAMAN, PALING_BANYAK = 200, 1_000
SEMUA = "semua"


class Saring(serializers.Serializer[Any]):
    """What is asked for."""

    periode = serializers.RegexField(
        r"^\d{4}-T[1-4]$", required=False, help_text="Triwulan, misalnya 2026-T4; bawaan yang terbaru"
    )
    wilayah = serializers.RegexField(
        r"^\d{4}(\d{2}(\d{4})?)?$", required=False, help_text="Kode wilayah; termasuk semua wilayah di dalamnya"
    )
    tingkat = serializers.ChoiceField(list(JENIS), required=False, help_text="Hanya wilayah setingkat ini")
    kelompok = serializers.ChoiceField([*KELOMPOK, SEMUA], default="umum", help_text="Kelompok penduduk")
    simpul = serializers.RegexField(
        r"^[A-Z0-9.]{1,20}$", required=False, help_text="Kode simpul, misalnya IKS atau KD1.2"
    )
    halaman = serializers.IntegerField(min_value=1, max_value=100_000, default=1)
    ukuran = serializers.IntegerField(
        min_value=1, max_value=PALING_BANYAK, default=SEHALAMAN, help_text="Baris sehalaman"
    )


class BarisIndeksKeluar(SimpulKeluar):
    periode = serializers.CharField()
    versi = serializers.CharField()
    status_versi = serializers.CharField(help_text="resmi atau lokal (metode lokal)")
    hitungan = serializers.IntegerField()
    status = serializers.ChoiceField(["terbit", "belum_terbit"], help_text="Status hitungannya")
    kelompok = serializers.CharField()
    kode_wilayah = serializers.CharField()
    wilayah = serializers.CharField()
    tingkat_wilayah = serializers.CharField()
    peringkat = serializers.IntegerField(allow_null=True)
    rentang_bawah = serializers.IntegerField(allow_null=True, help_text="Tempat terbaik dalam 90 % hitungan ulang")
    rentang_atas = serializers.IntegerField(allow_null=True, help_text="Tempat terburuk dalam 90 % hitungan ulang")


class HalamanKeluar(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="Baris seluruhnya")
    halaman = serializers.IntegerField()
    berikut = serializers.IntegerField(
        allow_null=True, help_text="Nomor halaman berikutnya, kosong di halaman terakhir"
    )
    baris = BarisIndeksKeluar(many=True)


KOLOM = (
    "periode", "versi", "status_versi", "hitungan", "status", "kelompok", "kode_wilayah", "wilayah", "tingkat_wilayah",
    "peringkat", "rentang_bawah", "rentang_atas", "kode", "tingkat", "nama", "satuan", "terukur", "nilai",
    "nilai_geometrik", "terisi", "warisan", "terpotong", "disembunyikan", "contoh", "masukan",
)  # fmt: skip
URAIAN = (
    "Urutan tetap: kode wilayah, kelompok, kode simpul. Jawaban membawa ETag; kirim kembali sebagai If-None-Match, "
    "dan 304 berarti tidak ada yang berubah."
)


@extend_schema(
    parameters=[Saring], responses={200: HalamanKeluar, 304: None}, tags=["indeks"],
    summary="Baris indeks, masukan dan rentang, per halaman", description=URAIAN,
)  # fmt: skip
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def baris_list(request: Request) -> HttpResponseBase:
    """One page of rows."""
    saring, hitung, semua = _asked(request)
    etag = _etag(request, hitung)
    if (sama := get_conditional_response(request._request, etag=etag)) is not None:
        return sama
    halaman = Paginator(semua, saring["ukuran"]).get_page(saring["halaman"])
    lewat = saring["halaman"] > halaman.paginator.num_pages
    isi = {
        "total": halaman.paginator.count,
        "halaman": saring["halaman"],
        "berikut": halaman.next_page_number() if halaman.has_next() else None,
        "baris": [] if lewat else list(_rows(hitung, halaman.object_list)),
    }
    return Response(HalamanKeluar(isi).data, headers={"ETag": etag})


@extend_schema(
    parameters=[Saring], responses={(200, "text/csv"): str, 304: None},
    tags=["indeks"], summary="Baris yang sama sebagai csv, semuanya sekaligus", description=URAIAN,
)  # fmt: skip
@api_view(["GET"])
@butuh_api(LIHAT, Lingkup.DAFTAR)
def baris_csv(request: Request) -> HttpResponseBase:
    """Every row that fits, as a table."""
    _, hitung, semua = _asked(request)
    etag = _etag(request, hitung)
    if (sama := get_conditional_response(request._request, etag=etag)) is not None:
        return sama
    keluar = io.StringIO()
    tulis = csv.writer(keluar)
    tulis.writerow(KOLOM)
    for satu in _rows(hitung, semua):
        masukan = "; ".join(f"{m['huruf']}={m['nilai']}" for m in satu["masukan"] if m["nilai"] is not None)
        tulis.writerow([aman(v) for v in (*(satu[k] for k in KOLOM[:-1]), masukan)])
    kepala = {"ETag": etag, "Content-Disposition": f'attachment; filename="ikesos-baris-{hitung.periode}.csv"'}
    return HttpResponse(keluar.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=kepala)


def _asked(request: Request) -> tuple[dict[str, Any], Hitungan, QuerySet[HasilIndeks]]:
    tanya = Saring(data=request.query_params)
    tanya.is_valid(raise_exception=True)
    saring = tanya.validated_data
    hitung = calculation(saring.get("periode", ""))
    wilayah = Wilayah.objects.filter(
        jenis__in=JENIS[saring["tingkat"]] if "tingkat" in saring else [j for jenis in JENIS.values() for j in jenis]
    )
    cakupan = cakupan_of(request.user, LIHAT)
    kode = [w for w in wilayah.values_list("kode", flat=True) if cakupan.memuat(w)]
    if "wilayah" in saring:
        kode = [w for w in kode if w.startswith(saring["wilayah"])]
        if not kode:
            raise Http404("Wilayah ini tidak ada dalam penugasan Anda.")
    semua = HasilIndeks.objects.filter(hitungan=hitung, wilayah__in=kode)
    if saring["kelompok"] != SEMUA:
        semua = semua.filter(kelompok=saring["kelompok"])
    if "simpul" in saring:
        semua = semua.filter(simpul=saring["simpul"])
    return saring, hitung, semua.select_related("wilayah").order_by("wilayah", "kelompok", "simpul")


def _etag(request: Request, hitung: Hitungan) -> str:
    """Changes with the calculation, its publication, what is asked for and who may see what."""
    cakupan = cakupan_of(request.user, LIHAT)
    isi = [hitung.pk, hitung.sidik, hitung.diterbitkan, hitung.versi.status, cakupan, request.path]
    isi += sorted(request.query_params.items())
    return quote_etag(hashlib.sha256(repr(isi).encode()).hexdigest()[:32])


def _rows(hitung: Hitungan, semua: Iterable[HasilIndeks]) -> Iterator[dict[str, Any]]:
    simpul = {s.kode: s for s in hitung.versi.simpul.prefetch_related("butir")}
    peringkat = {(p.wilayah_id, p.kelompok): p for p in PeringkatIndeks.objects.filter(hitungan=hitung)}
    for h in semua:
        p = peringkat.get((h.wilayah_id, h.kelompok))
        yield node(Bagian(simpul[h.simpul], h)) | {
            "periode": hitung.periode, "versi": hitung.versi_id, "status_versi": hitung.versi.status,
            "hitungan": hitung.pk, "status": "terbit" if hitung.diterbitkan else "belum_terbit",
            "kelompok": h.kelompok, "kode_wilayah": h.wilayah_id, "wilayah": str(h.wilayah),
            "tingkat_wilayah": h.wilayah.jenis, "peringkat": p.peringkat if p else None,
            "rentang_bawah": p.bawah if p else None, "rentang_atas": p.atas if p else None,
        }  # fmt: skip
