"""Weights by experts: sessions, one session with what the group says, the judgements of one expert."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup, terbuka
from dtsen.accounts.views.gerbang import butuh, pengguna
from ikesos import ahp as layanan
from ikesos import structure
from ikesos.ahp import KELOLA, SKALA, AhpDitolak, Tingkat
from ikesos.models import PakarAhp, PenilaianAhp, SesiAhp, StrukturVersi
from ikesos.stats.ahp import TERIMA


@login_required
@require_safe
@terbuka(Lingkup.DIRI)
def saya(request: HttpRequest) -> HttpResponse:
    """The sessions that the user is invited to as an expert."""
    milik = PakarAhp.objects.filter(user=pengguna(request)).select_related("sesi__versi").order_by("-id")
    daftar = [
        (p, layanan.levels(p.sesi.versi))
        for p in milik.annotate(banyak=Count("penilaian")).prefetch_related("sesi__versi__simpul")
    ]
    isi = {
        "milik": [(p, semua[0].simpul.kode, p.banyak, len(semua)) for p, semua in daftar if semua],
        "kelola": boleh(request.user, KELOLA),
    }
    return render(request, "ikesos/ahp_saya.html", isi)


@require_http_methods(["GET", "POST"])
@butuh(KELOLA, Lingkup.KABUPATEN)
def sesi(request: HttpRequest) -> HttpResponse:
    """Every session; open one."""
    galat = ""
    if request.method == "POST":
        versi = StrukturVersi.objects.filter(pk=request.POST.get("versi", "")).first() or structure.current()
        try:
            if versi is None:
                raise AhpDitolak("versi", "Muat struktur dahulu.")
            ini = layanan.open_session(request.POST.get("judul", ""), versi, pelaku=pengguna(request))
        except AhpDitolak as salah:
            galat = salah.pesan
        else:
            return redirect("ikesos:ahp_detail", pk=ini.pk)
    isi = {
        "semua": SesiAhp.objects.select_related("versi", "hasil"),
        "versi": StrukturVersi.objects.all(),
        "galat": galat,
        "judul": request.POST.get("judul", ""),
    }
    return render(request, "ikesos/ahp.html", isi, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
@butuh(KELOLA, Lingkup.KABUPATEN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: its experts with their consistency, the weights of the group, what to do with them."""
    ini = get_object_or_404(SesiAhp.objects.select_related("versi", "hasil"), pk=pk)
    if request.method == "POST":
        try:
            if request.POST.get("aksi") == "pakai":
                versi = layanan.adopt(ini, request.POST.get("kode", "").strip(), pelaku=pengguna(request))
                messages.success(request, f"Rancangan {versi.nama} dibuat. Orang kedua dapat memberlakukannya.")
                return redirect("ikesos:struktur")
            pakar = layanan.invite(ini, request.POST.get("username", ""), pelaku=pengguna(request))
            messages.success(request, f"{pakar.user} diundang. Ia menilai lewat halaman Bobot AHP.")
        except AhpDitolak as galat:
            messages.error(request, galat.pesan)
        return redirect("ikesos:ahp_detail", pk=pk)
    gabungan = layanan.together(ini)
    nilai_mereka = Prefetch("penilaian", PenilaianAhp.objects.order_by("simpul"))
    daftar = [(p, p.penilaian.all()) for p in ini.pakar.select_related("user").prefetch_related(nilai_mereka)]
    isi = {
        "sesi": ini,
        "pakar": daftar,
        "banyak": len(gabungan),
        "gabungan": gabungan,
        "ada": any(g.hasil for g in gabungan),
        "batas": TERIMA,
    }
    return render(request, "ikesos/ahp_detail.html", isi)


@login_required
@require_http_methods(["GET", "POST"])
@terbuka(Lingkup.DIRI)
@never_cache
def nilai(request: HttpRequest, pk: int, simpul: str) -> HttpResponse:
    """One node for one expert: a choice for each pair, and how consistent they are together."""
    user = pengguna(request)
    pakar = get_object_or_404(PakarAhp.objects.select_related("sesi__versi"), sesi=pk, user=user)
    semua = layanan.levels(pakar.sesi.versi)
    tingkat = next((t for t in semua if t.simpul.kode == simpul), None)
    if tingkat is None:
        raise Http404("Bagian ini tidak dibandingkan.")
    galat = ""
    if request.method == "POST":
        try:
            layanan.judge(pakar, tingkat, request.POST, pelaku=user)
        except AhpDitolak as salah:
            galat = salah.pesan
        else:
            return redirect("ikesos:ahp_nilai", pk=pk, simpul=simpul)
    sudah = {p.simpul: p for p in pakar.penilaian.all()}
    ini = sudah.get(simpul)
    dipilih = {k: str(v) for k, v in layanan.chosen(ini, tingkat).items()}
    if galat:
        dipilih = {kunci: request.POST.get(kunci, "") for kunci in (f"{i}-{j}" for i, j in tingkat.pasangan)}
    isi = {
        "pakar": pakar,
        "tingkat": tingkat,
        "pasangan": _pairs(tingkat, dipilih),
        "penilaian": ini,
        "konsisten": ini is not None and ini.cr < TERIMA,
        "cr": ini.cr if ini else None,
        "lawan": layanan.contradictions(ini.matriks, tingkat) if ini and ini.cr >= TERIMA else [],
        "semua": [(t, t.simpul.kode in sudah, t.simpul.kode == simpul) for t in semua],
        "berikut": _next(semua, sudah),
        "galat": galat,
    }
    return render(request, "ikesos/ahp_nilai.html", isi, status=422 if galat else 200)


def _next(semua: list[Tingkat], sudah: dict[str, PenilaianAhp]) -> Tingkat | None:
    return next((t for t in semua if t.simpul.kode not in sudah), None)


def _pairs(tingkat: Tingkat, dipilih: dict[str, str]) -> list[tuple[str, str, str, list[tuple[str, str, bool]]]]:
    """(name, left, right, [(value, words, chosen)]) of each pair."""
    hasil = []
    for i, j in tingkat.pasangan:
        kiri, kanan, kunci = tingkat.anak[i].nama, tingkat.anak[j].nama, f"{i}-{j}"
        pilihan = [(str(n), f"{n}: {kiri} {SKALA[n]}") for n in range(9, 1, -1)]
        pilihan.append(("1", "1: sama penting"))
        pilihan += [(str(-n), f"{n}: {kanan} {SKALA[n]}") for n in range(2, 10)]
        hasil.append((kunci, kiri, kanan, [(v, t, v == dipilih.get(kunci, "")) for v, t in pilihan]))
    return hasil
