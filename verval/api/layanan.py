"""What the API of findings, reactivations and disputes shares."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts.access import cakupan_of
from dtsen.registry.api import orang_of
from verval.access import LIHAT, layanan_for
from verval.api.bersama import KasusKeluar, page, valid


class LangkahLayananIsi(serializers.Serializer[dict[str, Any]]):
    aksi = serializers.CharField(max_length=20)
    status = serializers.CharField(max_length=20, help_text="Status yang terakhir Anda lihat")
    pengajuan_ke = serializers.IntegerField(min_value=0, max_value=32767)
    alasan = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    tanggal = serializers.DateField(
        required=False, allow_null=True, default=None,
        help_text="Untuk terima: aktif sejak (reaktivasi) atau tanggal jawaban (sengketa); kosong berarti hari ini",
    )  # fmt: skip


def answer_list(request: Request, model: type[Any], kelas: type[KasusKeluar]) -> Response:
    semua: QuerySet[Any] = model.objects.dalam(cakupan_of(request.user, LIHAT)).terlihat(request.user)
    saring = {n: request.query_params.get(n, "") for n in ("status", "wilayah")}
    return page(request, semua.saring(**saring).for_list().order_by("-id"), kelas)  # type: ignore[attr-defined]


def take_hop(request: Request, model: type[Any], pk: int, pindah: Any, *, bertanggal: bool) -> int:
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
