"""A POST done once for each Idempotency-Key."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from dtsen.registry.api import orang_of
from verval import kiriman
from verval.hop import KasusDitolak

P = ParamSpec("P")

Kerja = Callable[Concatenate[Request, P], int]

Panggilan = Callable[Concatenate[Request, P], Response]

KEPALA_KUNCI = "Idempotency-Key"

KUNCI = OpenApiParameter(
    KEPALA_KUNCI, OpenApiTypes.UUID, OpenApiParameter.HEADER,
    description="UUID dari pengirim. Permintaan yang sama dengan kunci yang sama dikerjakan sekali; diingat 7 hari",
)  # fmt: skip


def once(
    cari: Callable[[Any, int], Any],
    *,
    rinci: Callable[..., Response],
    kode: int = status.HTTP_200_OK,
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
