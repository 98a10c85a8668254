"""Musyawarah: the list, what a quarter still asks for, planning a session or an SPTJM."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT, shown, tabir_of
from verval.alur import MUSYAWARAH
from verval.forms.musdes import (
    MusyawarahForm,
    SptjmForm,
    initial_of,
    read_choice,
)
from verval.hop import KasusDitolak
from verval.models import Pembaruan, Usulan
from verval.musdes import isi, kewajiban, pembahasan, sesi, sptjm
from verval.musdes.akses import session_for, sessions_for
from verval.views.musdes_berkas import looked_at
from verval.views.musdes_sesi import DITOLAK
from verval.views.sekali import sekali

TAMPIL = 50
"""Sessions on the list: a desa has about four a year."""


def desa_of(user: User) -> list[Wilayah]:
    """The desa whose musyawarah the user records."""
    desa = Wilayah.objects.filter(jenis__in=["desa", "kelurahan"])
    return list(desa.filter(cakupan_of(user, MUSYAWARAH).q("kode", rt="kode", rw="kode", keluarga="")))


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def musyawarah(request: HttpRequest) -> HttpResponse:
    """The sessions in reach, what the quarter still asks for, and how many cases wait; names nobody."""
    user = pengguna(request)
    desa = desa_of(user)
    satu_desa = desa[0] if len(desa) == 1 else None
    semua = sessions_for(user)
    nama = dict(Wilayah.objects.filter(kode__in=semua.values("kode_desa")).values_list("kode", "nama"))
    konteks = {
        "desa": desa,
        "utang": kewajiban.owes(satu_desa.pk, timezone.localdate()) if satu_desa else None,
        "menunggu": len(pembahasan.waiting(satu_desa.pk)) if satu_desa else None,
        "sesi": [(s, nama.get(s.kode_desa, "")) for s in semua.select_related("dokumen")[:TAMPIL]],
        "banyak_desa": len(nama) > 1,
    }
    return render(request, "verval/musdes.html", konteks)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def musyawarah_kewajiban(request: HttpRequest) -> HttpResponse:
    """Which desa have had neither musyawarah nor SPTJM in a quarter, by kecamatan."""
    pilihan = kewajiban.quarters(timezone.localdate())
    try:
        periode = Periode.parse(request.GET.get("periode", pilihan[0].kode))
    except PeriodeSalah:
        periode = pilihan[0]
    hanya_belum = request.GET.get("lihat", "belum") == "belum"
    semua = kewajiban.by_kecamatan(pengguna(request), periode)
    konteks = {
        "periode": periode,
        "pilihan": pilihan,
        "hanya_belum": hanya_belum,
        "belum": sum(k.belum for k in semua),
        "semua": sum(len(k.desa) for k in semua),
        "kecamatan": [k for k in semua if k.belum or not hanya_belum],
    }
    return render(request, "verval/musdes_kewajiban.html", konteks)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.DAFTAR)
@sekali
def musyawarah_baru(request: HttpRequest) -> HttpResponse:
    """Plan a session, or begin to record one that took place."""
    user = pengguna(request)
    form = MusyawarahForm(
        request.POST if request.method == "POST" else None, desa=desa_of(user), initial={"jam": "09:00"}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            baru = sesi.plan(
                data["desa"], waktu=form.waktu(), tempat=data["tempat"], agenda=data["agenda"], pelaku=user
            )
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else "tanggal", galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=baru.pk)
    kode = 422 if form.errors else 200
    return render(request, "verval/musdes_isi.html", {"form": form}, status=kode)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
def musyawarah_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, place and agenda before the session opens."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    desa = list(Wilayah.objects.filter(pk=satu.kode_desa))
    form = MusyawarahForm(
        request.POST if request.method == "POST" else None,
        desa=desa,
        initial={**initial_of(satu), "desa": satu.kode_desa},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            sesi.revise(satu, waktu=form.waktu(), tempat=data["tempat"], agenda=data["agenda"], pelaku=user)
        except DITOLAK as galat:
            form.add_error(None, galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=pk)
    return render(request, "verval/musdes_isi.html", {"form": form, "sesi": satu}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.DAFTAR)
@never_cache
@sekali
def sptjm_baru(request: HttpRequest) -> HttpResponse:
    """Prepare an SPTJM: why, where, and the cases it is for."""
    user, desa = pengguna(request), desa_of(pengguna(request))
    form = SptjmForm(request.POST if request.method == "POST" else None, desa=desa)
    if request.method == "POST" and form.is_valid():
        data, pilihan = form.cleaned_data, read_choice(request.POST.getlist("kasus"))
        try:
            baru = sptjm.prepare(
                data["desa"], pilihan, tempat=data["tempat"], alasan=data["alasan"], pelaku=user
            )  # fmt: skip
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else None, galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=baru.pk)
    kasus: list[Pembaruan | Usulan] = [k for satu in desa for k in pembahasan.waiting(satu.pk)]
    looked_at(user, "musyawarah.lihat", "", kasus)
    tabir = tabir_of(user, kasus)
    konteks = {"form": form, "kasus": [(shown(tabir, k), isi.subject(k)) for k in kasus]}
    return render(request, "verval/musdes_sptjm.html", konteks, status=422 if form.errors else 200)
