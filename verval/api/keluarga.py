"""API of one family."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup, butuh_api
from dtsen.ranking.explanations import desil_now
from dtsen.ranking.querysets import desil_of
from dtsen.registry.access import keluarga_for
from dtsen.registry.api import KeluargaKeluar, describe, orang_of
from dtsen.registry.perlindungan import Tabir
from verval.access import LIHAT


class DesilDaerahKeluar(serializers.Serializer[dict[str, Any]]):
    periode = serializers.CharField(help_text="Peringkat yang berlaku; kosong bila belum ada")
    desil = serializers.IntegerField(allow_null=True)
    sekarang = serializers.IntegerField(
        allow_null=True, help_text="Desil dengan data sekarang menurut ambang peringkat itu"
    )
    data_berubah = serializers.BooleanField(help_text="Data berubah sejak peringkat itu")


class KeluargaLengkapKeluar(KeluargaKeluar):
    desil_daerah = DesilDaerahKeluar()


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
