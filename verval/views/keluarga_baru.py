"""Proposing a family that is not in DTSEN, and changing what was written about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts import audit, batas
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nik import NomorSalah
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.models import Wilayah
from verval import keluarga_baru as use_case
from verval.forms.keluarga_baru import BARIS_AWAL, BARIS_MAKS, KeluargaBaruForm, initial, rows_of
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.models import Pembaruan
from verval.pembaruan import AJUKAN
from verval.views.sekali import sekali


def _places(user: User) -> list[tuple[str, str]]:
    """The desa in which this user may propose a family."""
    tempat = cakupan_of(user, AJUKAN).q("kode", rt="kode", rw="kode", keluarga="")
    desa = Wilayah.objects.filter(tempat, jenis__in=("desa", "kelurahan")).order_by("nama", "kode")
    return [(satu.pk, str(satu)) for satu in desa]


def _form(request: HttpRequest, user: User, *, baris: int, tetap: dict[str, Any], desa: list[tuple[str, str]]) -> Any:
    """The form as it was sent, with one more line where that was asked for, or as it begins."""
    pilihan = desa if len(desa) > 1 else []
    if request.method != "POST":
        return KeluargaBaruForm(banyak=baris, desa=pilihan, **tetap)
    banyak = rows_of(request.POST)
    if "tambah" in request.POST:
        lebih = min(banyak + 1, BARIS_MAKS)
        return KeluargaBaruForm(banyak=lebih, desa=pilihan, **{**tetap, "initial": request.POST.dict()})
    # Its refusals say whether somebody carries a number: as often as one may search.
    batas.count(request, "cari", user)
    return KeluargaBaruForm(request.POST, banyak=banyak, desa=pilihan, **tetap)


def _page(request: HttpRequest, form: KeluargaBaruForm, kembali: str, desa: str) -> HttpResponse:
    isi = {
        "form": form,
        "desa": desa,
        "kembali": kembali,
        "boleh_tambah": form.banyak < BARIS_MAKS,
        "jejak": [("Cari warga", reverse("verval:warga")), ("Keluarga baru", "")],
    }
    return render(request, "verval/keluarga_baru.html", isi, status=422 if form.is_bound else 200)


def _right(form: KeluargaBaruForm, kasus: Pembaruan | None) -> bool:
    """Whether nothing is wrong with the form; all that is stands beside its field afterwards."""
    form.is_valid()
    form.refuse_all(use_case.faults(form.isi(), alasan=form.cleaned_data.get("alasan", ""), kasus=kasus))
    return not form.errors


def _field(galat: FaktaSalah | NomorSalah | KasusDitolak) -> str:
    if isinstance(galat, NomorSalah):
        return "nomor_kk"
    return galat.fakta if isinstance(galat, FaktaSalah) else galat.kolom


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.DAFTAR)
@sekali
def keluarga_baru(request: HttpRequest) -> HttpResponse:
    """Write down a family that a look-up did not find; saving makes a draft."""
    user = pengguna(request)
    desa = _places(user)
    audit.record(pelaku=user, aksi="pembaruan.isi", rincian={"jenis": "keluarga_baru"})
    form = _form(request, user, baris=BARIS_AWAL, tetap={}, desa=desa)
    if form.is_bound and _right(form, None):
        kode = form.cleaned_data.get("desa") or (desa[0][0] if desa else "")
        try:
            kasus = use_case.draft(kode, form.isi(), alasan=form.cleaned_data["alasan"], pelaku=user)
        except (FaktaSalah, NomorSalah, KasusDitolak) as galat:
            form.refuse(_field(galat), galat.pesan)
        else:
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    return _page(request, form, reverse("verval:warga"), desa[0][1] if len(desa) == 1 else "")


def family_change(request: HttpRequest, user: User, kasus: Pembaruan) -> HttpResponse:
    """Change what a case about a new family says, while it lies with its maker."""
    tetap = {"nomor": kasus.nomor, "initial": initial(kasus.isi, kasus.alasan)}
    viewed(kasus, pelaku=user)
    form = _form(request, user, baris=max(len(kasus.isi["anggota"]), 1), tetap=tetap, desa=[])
    if form.is_bound and _right(form, kasus):
        try:
            use_case.revise(kasus, form.isi(), alasan=form.cleaned_data["alasan"], pelaku=user)
        except (FaktaSalah, NomorSalah, KasusDitolak) as galat:
            form.refuse(_field(galat), galat.pesan)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
        else:
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    desa = Wilayah.objects.filter(pk=kasus.kode_desa).first()
    return _page(request, form, reverse("verval:pembaruan_detail", args=[kasus.pk]), str(desa or ""))
