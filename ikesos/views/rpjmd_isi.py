"""Writing on the RPJMD: indicators, targets, actual figures with a second person, narratives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import XLSX
from dtsen.registry.imports.errors import BerkasSalah
from ikesos.buku import DISEBUT
from ikesos.forms_rpjmd import BekukanForm, IndikatorForm, NarasiForm, RealisasiForm, TargetBukuForm, TargetForm
from ikesos.models import IndikatorRpjmd, RealisasiRpjmd
from ikesos.rpjmd import buku
from ikesos.rpjmd import indikator as daftar
from ikesos.rpjmd import realisasi as angka
from ikesos.rpjmd import target as rencana
from ikesos.rpjmd.galat import RpjmdDitolak
from ikesos.rpjmd.milik import ISI, KELOLA, require_own
from verval.views.kirim import attachment

LIHAT = "agregat.lihat"
Kerja = Callable[[IndikatorRpjmd, dict[str, Any], User], str]
"""Does what the form says and returns what the user is told."""


@require_http_methods(["GET", "POST"])
@butuh(ISI, Lingkup.KABUPATEN)
def target(request: HttpRequest, kode: str) -> HttpResponse:
    """Set the target of a year."""

    def kerja(ini: IndikatorRpjmd, isi: dict[str, Any], pelaku: User) -> str:
        rencana.assign(ini, isi["tahun"], isi["nilai"], isi["dokumen"], alasan=isi["alasan"], pelaku=pelaku)
        return f"Target {isi['tahun']} disimpan."

    return _page(request, kode, "Target", TargetForm, kerja, "Target yang lama tetap tercatat di riwayat.")


@require_safe
@butuh(ISI, Lingkup.KABUPATEN)
def target_templat(request: HttpRequest) -> HttpResponse:
    """The targets of one's indicators as a workbook to fill in."""
    return attachment("TARGET_RPJMD.xlsx", buku.template(pengguna(request)), XLSX)


@require_http_methods(["GET", "POST"])
@butuh(ISI, Lingkup.KABUPATEN)
def target_buku(request: HttpRequest) -> HttpResponse:
    """Take a filled-in workbook of targets: all of it, or every fault by its cell and nothing."""
    user = pengguna(request)
    form = TargetBukuForm(request.POST, request.FILES) if request.method == "POST" else TargetBukuForm()
    salah: list[str] = []
    if form.is_valid():
        isi = form.cleaned_data
        try:
            rencana = buku.receive(isi["buku"], user)
            salah = rencana.salah[:DISEBUT]
            banyak = buku.load(rencana, isi["dokumen"], isi["alasan"], pelaku=user)
        except (BerkasSalah, RpjmdDitolak) as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, f"{banyak} target disimpan, {rencana.tetap} tetap seperti semula.")
            return redirect("ikesos:rpjmd")
    konteks = {"form": form, "salah": salah, "jejak": [("RPJMD", "/ikesos/rpjmd/"), ("Target dengan Excel", "")]}
    return render(request, "ikesos/rpjmd_target.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@butuh(ISI, Lingkup.KABUPATEN)
def realisasi(request: HttpRequest, kode: str) -> HttpResponse:
    """Write the actual figure of a year; somebody else confirms it."""

    def kerja(ini: IndikatorRpjmd, isi: dict[str, Any], pelaku: User) -> str:
        angka.propose(ini, isi["tahun"], isi["nilai"], isi["rujukan"], pelaku=pelaku)
        return f"Realisasi {isi['tahun']} disimpan. Orang kedua mengesahkannya sebelum dihitung."

    return _page(request, kode, "Realisasi", RealisasiForm, kerja, "Dihitung setelah disahkan orang kedua.")


@require_http_methods(["GET", "POST"])
@butuh(ISI, Lingkup.KABUPATEN)
def narasi(request: HttpRequest, kode: str) -> HttpResponse:
    """Write the narrative of a year."""

    def kerja(ini: IndikatorRpjmd, isi: dict[str, Any], pelaku: User) -> str:
        rencana.narrate(ini, isi["tahun"], isi["isi"], pelaku=pelaku)
        return f"Narasi {isi['tahun']} disimpan."

    return _page(request, kode, "Narasi", NarasiForm, kerja, "Masuk ke laporan tahunan.")


@require_POST
@butuh(ISI, Lingkup.KABUPATEN)
def bekukan(request: HttpRequest, kode: str) -> HttpResponse:
    """Compute the figure of a year and keep it."""
    ini = get_object_or_404(IndikatorRpjmd, pk=kode)
    require_own(pengguna(request), ini)
    form = BekukanForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih tahun yang akan dibekukan.")
        return redirect("ikesos:rpjmd_indikator", kode=kode)
    try:
        beku = angka.freeze(ini, form.cleaned_data["tahun"], pelaku=pengguna(request))
        messages.success(request, f"Angka {beku.tahun} dibekukan dari {beku.rujukan}.")
    except RpjmdDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("ikesos:rpjmd_indikator", kode=kode)


@require_POST
@butuh(angka.SAHKAN, Lingkup.KABUPATEN)
def sahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a figure that somebody else typed."""
    satu = get_object_or_404(RealisasiRpjmd, pk=pk)
    try:
        angka.confirm(pk, pelaku=pengguna(request))
        messages.success(request, f"Realisasi {satu.tahun} disahkan.")
    except RpjmdDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("ikesos:rpjmd_indikator", kode=satu.indikator_id)


@require_POST
@butuh(LIHAT, Lingkup.KABUPATEN)
def tolak(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a waiting figure, or take one's own back; the use case asks for the permission."""
    satu = get_object_or_404(RealisasiRpjmd, pk=pk)
    try:
        angka.refuse(pk, request.POST.get("alasan", ""), pelaku=pengguna(request))
        messages.success(request, f"Realisasi {satu.tahun} tidak dipakai. Alasannya tercatat.")
    except RpjmdDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("ikesos:rpjmd_indikator", kode=satu.indikator_id)


@require_http_methods(["GET", "POST"])
@butuh(KELOLA, Lingkup.KABUPATEN)
def indikator_baru(request: HttpRequest) -> HttpResponse:
    """Take an indicator of the plan in."""
    return _indicator(request, IndikatorRpjmd(sumber="manual"))


@require_http_methods(["GET", "POST"])
@butuh(KELOLA, Lingkup.KABUPATEN)
def indikator_ubah(request: HttpRequest, kode: str) -> HttpResponse:
    """Correct what an indicator is called and who answers for it."""
    return _indicator(request, get_object_or_404(IndikatorRpjmd, pk=kode))


def _indicator(request: HttpRequest, satu: IndikatorRpjmd) -> HttpResponse:
    form = IndikatorForm(request.POST if request.method == "POST" else None, instance=satu)
    form.fields["kode"].disabled = bool(satu.pk)
    if request.method == "POST" and form.is_valid():
        try:
            daftar.put(form.instance, pelaku=pengguna(request))
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Indikator disimpan.")
            return redirect("ikesos:rpjmd_indikator", kode=form.instance.pk)
    return _form(request, form, "Indikator", None, "Nama, kode, dan OPD ditulis seperti di dokumen RPJMD.")


def _page(
    request: HttpRequest, kode: str, judul: str, bentuk: type[forms.Form], kerja: Kerja, petunjuk: str
) -> HttpResponse:
    ini = get_object_or_404(IndikatorRpjmd, pk=kode)
    require_own(pengguna(request), ini)
    tahun = request.GET.get("tahun", "")
    form = bentuk(request.POST if request.method == "POST" else None, initial={"tahun": tahun})
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, kerja(ini, form.cleaned_data, pengguna(request)))
        except RpjmdDitolak as galat:
            form.add_error(None, galat.pesan)
        else:
            return redirect("ikesos:rpjmd_indikator", kode=kode)
    return _form(request, form, judul, ini, petunjuk)


def _form(
    request: HttpRequest, form: forms.BaseForm, judul: str, ini: IndikatorRpjmd | None, petunjuk: str
) -> HttpResponse:
    jejak = [("RPJMD", "/ikesos/rpjmd/")]
    jejak += [(ini.kode, f"/ikesos/rpjmd/{ini.kode}/")] if ini else []
    isi = {"form": form, "judul": judul, "indikator": ini, "petunjuk": petunjuk, "jejak": [*jejak, (judul, "")]}
    return render(request, "ikesos/rpjmd_isi.html", isi, status=422 if form.errors else 200)
