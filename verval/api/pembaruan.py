"""API of corrections: the same use cases as the pages, in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import batas
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.registry.access import keluarga_for
from dtsen.registry.api import orang_of
from verval import keluarga_baru, pembaruan, salinan, susunan, terlambat
from verval.access import LIHAT, pembaruan_for
from verval.api.bentuk import LangkahPembaruanIsi, PembaruanIsi, PembaruanKeluar, PembaruanLengkapKeluar
from verval.api.bersama import SARING, TerlambatIsi, cases, detail, member, page, paged, posts, valid
from verval.api.sekali import KUNCI, once
from verval.butir import Penolakan, Perubahan
from verval.models import (
    Pembaruan,
)
from verval.models.butir import DITOLAK
from verval.models.pembaruan import ISIAN, KELUARGA_BARU


@paged
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
    return page(request, cases(request, Pembaruan), PembaruanKeluar)


def _detail(request: Request, kasus: Pembaruan, *, kode: int = status.HTTP_200_OK) -> Response:
    susunan.attach_arriving(orang_of(request), kasus)
    return detail(request, kasus, PembaruanLengkapKeluar, kode=kode)


@once(pembaruan_for, rinci=_detail, kode=status.HTTP_201_CREATED)
def _file_pembaruan(request: Request) -> int:
    isi = valid(PembaruanIsi, request)
    pelaku = orang_of(request)
    if isi["jenis"] == KELUARGA_BARU:
        batas.count(request._request, "cari", pelaku)
        baru, kata = isi["isi"], {"alasan": isi["alasan"], "pelaku": pelaku, "ajukan": isi["ajukan"]}
        return keluarga_baru.draft(str(baru.get("desa", "")), baru, **kata).pk
    keluarga = keluarga_for(cakupan_of(pelaku, LIHAT), isi["keluarga"])
    bersama: dict[str, Any] = {
        "alasan": isi["alasan"],
        "pelaku": pelaku,
        "individu": member(request, isi["individu"]),
        "ajukan": isi["ajukan"],
    }
    if "butir" in isi:
        perubahan = [Perubahan(b["fakta"], b["nilai_baru"], member(request, b["individu"])) for b in isi["butir"]]
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


@posts("pembaruan", "Ambil satu langkah yang terbuka (lihat aksi)", LangkahPembaruanIsi, PembaruanLengkapKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(pembaruan_for, rinci=_detail)
def pembaruan_langkah(request: Request, pk: int) -> int:
    """Take one hop; `status` is what the asker saw, so that nobody decides on a case that has moved on."""
    kasus, isi = pembaruan_for(request.user, pk), valid(LangkahPembaruanIsi, request)
    tolak = [satu for satu in isi.pop("putusan") if satu["putusan"] == DITOLAK]
    ditolak = {satu["butir"]: Penolakan(satu["alasan_kode"], satu["catatan"]) for satu in tolak}
    pembaruan.move(kasus, pelaku=orang_of(request), ditolak=ditolak, **isi)
    return pk


@posts("pembaruan", "Terima pembaruan yang diajukan lewat batas untuk bulan itu", TerlambatIsi, PembaruanLengkapKeluar)
@butuh_api(LIHAT, Lingkup.OBJEK)
@once(pembaruan_for, rinci=_detail)
def pembaruan_terlambat(request: Request, pk: int) -> int:
    """Let a late correction count for the month it was filed in."""
    terlambat.accept(pembaruan_for(request.user, pk), pelaku=orang_of(request), **valid(TerlambatIsi, request))
    return pk


@posts(
    "pembaruan",
    "Ajukan ulang pembaruan yang kedaluwarsa: draf baru dengan isi yang sama",
    None,
    PembaruanLengkapKeluar,
    kode=201,
)
@butuh_api(pembaruan.AJUKAN, Lingkup.OBJEK)
@once(pembaruan_for, rinci=_detail, kode=status.HTTP_201_CREATED)
def pembaruan_salin(request: Request, pk: int) -> int:
    """Write a draft with the content of an expired case; the answer is the draft."""
    return salinan.copy(pembaruan_for(request.user, pk), pelaku=orang_of(request)).kasus.pk
