"""Proposals for aid: the queue and the list, and the list as a file."""

from __future__ import annotations

import csv
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.samar import mask
from dtsen.lib.sel import aman
from verval import alur, usulan
from verval.access import LIHAT, shown, tabir_of
from verval.antrean import Antrean
from verval.bulan import label_bulan, latest_months
from verval.forms.saring import SaringUsulanForm
from verval.halaman import region_choices
from verval.models import Usulan
from verval.models.usulan import STATUS
from verval.querysets import UsulanQuerySet
from verval.usulan import AJUKAN
from verval.views.antrean import Baris, lines, queue_page, views

SEBARIS_HALAMAN = 25
SETUMPUK = 2000
"""Rows of a download that are read, and asked about, at once."""
KEPALA_CSV = (
    "kode_lacak", "program", "bulan", "kode_desa", "desa", "nama", "nik_tersamar", "kepala_keluarga",
    "desil_nasional", "versi_desil", "status", "pembuat", "diajukan",
)  # fmt: skip


def _filtered(request: HttpRequest) -> tuple[SaringUsulanForm, dict[str, str], UsulanQuerySet]:
    """Filter, what it holds, and the list as it says but for the status."""
    user = pengguna(request)
    cakupan = cakupan_of(user, LIHAT)
    form = SaringUsulanForm(request.GET, wilayah=region_choices(cakupan), bulan=latest_months(timezone.localdate()))
    isi = form.isi()
    saring = {**isi, "program": getattr(isi["program"], "pk", "") or ""}
    semua = Usulan.objects.dalam(cakupan).terlihat(user)
    dipilih = semua.saring_program(program=saring["program"], periode=saring["periode"])
    return form, saring, dipilih.saring(wilayah=saring["wilayah"])


@butuh(LIHAT, Lingkup.DAFTAR)
def usulan_list(request: HttpRequest) -> HttpResponse:
    """The queue of those who decide, one's own proposals, or all: by programme, region, month and status."""
    user = pengguna(request)
    pilihan, lihat = views(user, usulan.TABEL, AJUKAN, request.GET)
    if lihat == "antrean":
        antrean = Antrean.of(user, usulan.TABEL, Usulan, request.GET)
        halaman, baris, isi = queue_page(request, antrean)
    else:
        halaman, baris, isi = _list_page(request, lihat)
    isi |= {
        "lihat": lihat,
        "pilihan": pilihan,
        "halaman": halaman,
        "baris": baris,
        "url_cari": reverse("verval:warga"),
        "boleh_kirim": boleh(user, alur.KIRIM),
        "boleh_sahkan": boleh(user, alur.SAHKAN_BUPATI),
    }
    return render(request, "verval/usulan.html", isi)


def _list_page(request: HttpRequest, lihat: str) -> tuple[Page[Any], list[Baris], dict[str, Any]]:
    user = pengguna(request)
    form, saring, dipilih = _filtered(request)
    if lihat == "saya":
        dipilih = dipilih.filter(pembuat=user)
    jumlah = dipilih.count_by_status()
    daftar = dipilih.saring(status=saring["status"]).for_list().select_related("program").order_by("-id")
    halaman = Paginator(daftar, SEBARIS_HALAMAN).get_page(request.GET.get("halaman"))
    return (
        halaman,
        lines(user, halaman),
        {
            "form": form,
            "saring": saring,
            "tersaring": any(saring.values()),
            "tanpa_status": True,
            "jumlah_semua": sum(jumlah.values()),
            "jumlah_status": [(kode, label, jumlah[kode]) for kode, label in STATUS.items() if kode in jumlah],
            "label_program": str(form.cleaned_data.get("program") or ""),
            "label_status": STATUS.get(saring["status"], ""),
            "label_bulan": label_bulan(saring["periode"]) if saring["periode"] else "",
            "unduh": request.GET.urlencode() if lihat == "semua" else "",
        },
    )


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def usulan_unduh(request: HttpRequest) -> HttpResponse:
    """The filtered list as CSV, NIK masked; leaves a line in the trail."""
    _, saring, dipilih = _filtered(request)
    jawaban = HttpResponse(content_type="text/csv; charset=utf-8")
    jawaban["Content-Disposition"] = 'attachment; filename="usulan_bansos.csv"'
    jawaban.write("\ufeff")  # Excel reads UTF-8 only with this mark
    penulis = csv.writer(jawaban, delimiter=";")
    penulis.writerow(KEPALA_CSV)
    jumlah = 0
    keluarga, individu = set[int](), set[int]()
    dipilih = dipilih.saring(status=saring["status"])
    semua = dipilih.for_list().select_related("program").order_by("id").iterator(chunk_size=SETUMPUK)
    while tumpuk := list(islice(semua, SETUMPUK)):
        tabir = tabir_of(pengguna(request), tumpuk)
        jumlah += len(tumpuk)
        keluarga.update(kasus.keluarga_id for kasus in tumpuk)
        individu.update(kasus.individu_id for kasus in tumpuk if kasus.individu_id is not None)
        penulis.writerows([aman(sel) for sel in _row(shown(tabir, kasus))] for kasus in tumpuk)
    audit.record(
        pelaku=pengguna(request),
        aksi="usulan.unduh",
        rincian={**saring, "jumlah": jumlah},
        keluarga=keluarga,
        individu=individu,
    )
    return jawaban


def _row(kasus: Usulan) -> tuple[object, ...]:
    nik = mask(kasus.individu.nik) if kasus.individu else ""
    desa = getattr(kasus, "nama_desa", "")
    diajukan = timezone.localtime(kasus.diajukan).strftime("%Y-%m-%d %H:%M") if kasus.diajukan else ""
    return (
        kasus.kode_lacak, kasus.program.singkatan, kasus.periode, kasus.kode_desa, desa, kasus.orang, nik,
        kasus.keluarga.nama_kepala, kasus.desil_nasional, kasus.desil_versi, kasus.get_status_display(),
        kasus.pembuat, diajukan,
    )  # fmt: skip
