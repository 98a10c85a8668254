"""Families by desil: the working list of the office, and the same as a file."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import aman
from dtsen.registry.models import Keluarga
from verval import desil_warga as layanan
from verval.access import LIHAT
from verval.bansos import penerima
from verval.forms.desil_warga import SaringDesilForm
from verval.halaman import region_choices

SEHALAMAN = 50
TERBANYAK_UNDUH = 5000
"""Families in one file: a desa or a kecamatan by desil, not the whole register."""
KEPALA = (
    "Kepala keluarga", "Desa/kelurahan", "RT", "RW", "Desil daerah (D)", "Peringkat daerah", "Desil nasional (N)",
    "Versi nasional", "Program yang diterima",
)  # fmt: skip


def _filtered(request: HttpRequest, user: User) -> tuple[SaringDesilForm, dict[str, str], QuerySet[Keluarga]]:
    form = SaringDesilForm(
        request.GET, wilayah=region_choices(cakupan_of(user, LIHAT)), program=boleh(user, penerima.LIHAT)
    )
    pilihan = form.pilihan()
    return form, pilihan, layanan.listed(user, **pilihan)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def desil_warga(request: HttpRequest) -> HttpResponse:
    """Which families stand in which desil, by desa and programme."""
    user = pengguna(request)
    form, pilihan, semua = _filtered(request, user)
    halaman = Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman"))
    daftar = list(halaman)
    if daftar:
        audit.record(pelaku=user, aksi="keluarga.desil_daftar", keluarga=[satu.pk for satu in daftar])
    isi: dict[str, Any] = {
        "jejak": [("Cari warga", reverse("verval:warga")), ("Keluarga menurut desil", "")],
        "form": form,
        "pilihan": pilihan,
        "halaman": halaman,
        "baris": layanan.rows(user, daftar),
        "terbanyak": TERBANYAK_UNDUH,
    }
    return render(request, "verval/desil_warga.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def desil_warga_unduh(request: HttpRequest) -> HttpResponse:
    """The filtered list as CSV, without any number of a person; leaves a line in the trail."""
    user = pengguna(request)
    _, pilihan, semua = _filtered(request, user)
    daftar = list(semua[: TERBANYAK_UNDUH + 1])
    if len(daftar) > TERBANYAK_UNDUH:
        messages.error(request, "Terlalu banyak untuk satu berkas. Pilih desa atau desilnya dahulu, lalu unduh.")
        return redirect(f"{reverse('verval:desil_warga')}?{request.GET.urlencode()}")
    jawaban = HttpResponse(content_type="text/csv; charset=utf-8")
    jawaban["Content-Disposition"] = 'attachment; filename="desil_keluarga.csv"'
    jawaban.write("\ufeff")  # Excel reads UTF-8 only with this mark
    penulis = csv.writer(jawaban, delimiter=";")
    penulis.writerow(KEPALA)
    penulis.writerows([aman(sel) for sel in _cells(baris)] for baris in layanan.rows(user, daftar))
    audit.record(
        pelaku=user,
        aksi="keluarga.desil_unduh",
        rincian={**pilihan, "jumlah": len(daftar)},
        keluarga=[satu.pk for satu in daftar],
    )
    return jawaban


def _cells(baris: layanan.Baris) -> tuple[object, ...]:
    satu, desil = baris.keluarga, baris.desil
    return (
        satu.nama_kepala, baris.desa, satu.rt, satu.rw, desil.daerah or "", desil.periode, desil.nasional or "",
        desil.versi, baris.program,
    )  # fmt: skip
