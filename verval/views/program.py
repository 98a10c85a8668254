"""Programmes and their dated rules: the list, one programme, a new rule, its confirmation, what it would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.access import izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval.bansos import penerima, program
from verval.bansos.program import KELOLA, SAHKAN, AturanDitolak
from verval.bulan import label_bulan
from verval.forms.program import AturanForm, first_of_next_month
from verval.models import AturanProgram, ProgramBansos

LIHAT = "program.lihat"


def _rules() -> Prefetch[str]:
    """The rules of a programme as pages show them, the newest first."""
    semua = AturanProgram.objects.select_related("program", "pembuat", "pengesah")
    return Prefetch("aturan", semua.prefetch_related("komponen", "larangan__kelompok").order_by("-berlaku_dari", "-id"))


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def program_list(request: HttpRequest) -> HttpResponse:
    """Every programme: the rule in force in one sentence, and how many receive in the regions of the user."""
    user = pengguna(request)
    berlaku = {satu.program_id: satu for satu in AturanProgram.objects.berlaku(timezone.localdate())}
    bulan = penerima.latest()
    jumlah = penerima.totals(user, bulan)
    baris = [
        {
            "program": satu,
            "aturan": berlaku.get(satu.pk),
            "rancangan": [a for a in satu.aturan.all() if a.status == "draf"],
            "jumlah": jumlah.get(satu.pk),
            "bulan": label_bulan(bulan[satu.pk]) if satu.pk in bulan else "",
        }
        for satu in ProgramBansos.objects.prefetch_related(_rules())
    ]
    isi = {"baris": baris, "berlaku": len(berlaku), "boleh_lihat": penerima.LIHAT in izin_of(user)}
    return render(request, "verval/program.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def program_detail(request: HttpRequest, kode: str) -> HttpResponse:
    """One programme: its rules from the newest to the oldest with amounts and exclusions."""
    user = pengguna(request)
    satu = get_object_or_404(ProgramBansos.objects.prefetch_related(_rules()), pk=kode)
    kini = AturanProgram.objects.berlaku(timezone.localdate()).filter(program=satu).first()
    izin = izin_of(user)
    isi = {
        "program": satu,
        "kini": kini,
        "aturan": [(a, _deeds(a, user, izin)) for a in satu.aturan.all()],
        "boleh_tulis": KELOLA in izin,
        "boleh_angka": "agregat.lihat" in izin,
        "boleh_lihat": penerima.LIHAT in izin,
        "jejak": [("Program", "/verval/program/"), (satu.singkatan, "")],
    }
    return render(request, "verval/program_detail.html", isi)


def _deeds(aturan: AturanProgram, user: User, izin: frozenset[str]) -> set[str]:
    """What this user may do with a draft now."""
    if aturan.status != "draf" or aturan.pembuat_id is None:
        return set()
    boleh = {"hapus"} if KELOLA in izin else set()
    return boleh | ({"sahkan"} if SAHKAN in izin and aturan.pembuat_id != user.pk else set())


@require_http_methods(["GET", "POST"])
@butuh(KELOLA, Lingkup.KABUPATEN)
def aturan_baru(request: HttpRequest, kode: str) -> HttpResponse:
    """Write a new rule after the one in force, or after the one that `?dari=` names."""
    satu = get_object_or_404(ProgramBansos, pk=kode)
    dasar = _base(satu, request.GET.get("dari", ""))
    awal = {"berlaku_dari": first_of_next_month(timezone.localdate())}
    form = AturanForm(request.POST if request.method == "POST" else None, dasar=dasar, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            baru = program.draft(dasar, form.isi(), pelaku=pengguna(request))
        except AturanDitolak as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, "Rancangan disimpan. Kepala dinas mengesahkannya sebelum berlaku.")
            return redirect("verval:aturan_simulasi", pk=baru.pk)
    isi: dict[str, Any] = {
        "program": satu,
        "dasar": dasar,
        "form": form,
        "jejak": [("Program", "/verval/program/"), (satu.singkatan, f"/verval/program/{kode}/"), ("Aturan baru", "")],
    }
    return render(request, "verval/aturan_isi.html", isi, status=422 if form.errors else 200)


def _base(satu: ProgramBansos, dari: str) -> AturanProgram:
    milik = AturanProgram.objects.filter(program=satu).prefetch_related("komponen", "larangan__kelompok")
    if dari.isdigit():
        return get_object_or_404(milik, pk=int(dari[:18]))
    dasar = program.base_of(satu, timezone.localdate())
    return dasar or get_object_or_404(milik, pk=None)


@require_POST
@butuh(SAHKAN, Lingkup.KABUPATEN)
def aturan_sahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a draft that somebody else wrote."""
    satu = get_object_or_404(AturanProgram, pk=pk)
    try:
        baru = program.confirm(pk, pelaku=pengguna(request))
        messages.success(request, f"Aturan disahkan: {baru.kalimat}")
    except AturanDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:program_detail", kode=satu.program_id)


@require_POST
@butuh(KELOLA, Lingkup.KABUPATEN)
def aturan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    satu = get_object_or_404(AturanProgram, pk=pk)
    try:
        program.discard(pk, pelaku=pengguna(request))
        messages.success(request, "Rancangan dihapus.")
    except AturanDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:program_detail", kode=satu.program_id)
