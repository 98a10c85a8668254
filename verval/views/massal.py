"""Deciding many cases at once: what was ticked becomes a decision with a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval import massal
from verval.access import LIHAT, shown, tabir_of
from verval.forms.kasus import MassalForm
from verval.hop import KasusDitolak, viewed_list
from verval.models import KeputusanMassal


@require_POST
@butuh(LIHAT, Lingkup.DAFTAR)
def massal_susun(request: HttpRequest) -> HttpResponse:
    """Compose a decision from the ticks of a queue."""
    form = MassalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Centang itu tidak dikenal. Muat ulang daftarnya, lalu coba lagi.")
        return redirect("beranda")
    isi = form.cleaned_data
    try:
        keputusan = massal.compose(isi["jenis"], isi["status"], form.pilihan, pelaku=pengguna(request))
    except KasusDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect(reverse(f"verval:{isi['jenis']}") + "?lihat=antrean")
    return redirect("verval:massal", pk=keputusan.pk)


def _decision(user: User, pk: int) -> KeputusanMassal:
    keputusan = KeputusanMassal.objects.filter(pk=pk, pelaku=user).first()
    if keputusan is None:
        raise Http404("Keputusan massal ini tidak ada, atau disusun orang lain.")
    return keputusan


def _page(request: HttpRequest, keputusan: KeputusanMassal, galat: str = "") -> HttpResponse:
    user = pengguna(request)
    baris = list(
        keputusan.baris.select_related(
            f"{keputusan.jenis}__keluarga", f"{keputusan.jenis}__individu", f"{keputusan.jenis}__pembuat"
        )
    )
    semua = [satu.kasus for satu in baris]
    viewed_list(keputusan.jenis, semua, pelaku=user)
    tabir = tabir_of(user, semua)
    tampil = [(satu, shown(tabir, satu.kasus)) for satu in baris]
    belum = massal.unopened(keputusan) if keputusan.status == "disusun" else set[int]()
    isi = {
        "keputusan": keputusan,
        "langkah": massal.hop_of(keputusan),
        "nama": str(massal.MODEL[keputusan.jenis]._meta.verbose_name),
        "rute": f"verval:{keputusan.jenis}_detail",
        "url_daftar": reverse(f"verval:{keputusan.jenis}") + f"?lihat=antrean&status={keputusan.dari}",
        "contoh": [(satu, kasus, satu.pk not in belum) for satu, kasus in tampil if satu.sampel],
        "belum": len(belum),
        "tidak": [t for t in tampil if t[0].hasil == "tidak"],
        "lanjut": [t for t in tampil if t[0].hasil == "lanjut"],
        "menunggu": [t for t in tampil if not t[0].hasil],
        "hilang": keputusan.jumlah - len(baris),
        "galat": galat,
    }
    return render(request, "verval/massal.html", isi, status=409 if galat else 200)


@butuh(LIHAT, Lingkup.DAFTAR)
def massal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision: its sample, what went on, and why the rest did not."""
    return _page(request, _decision(pengguna(request), pk))


@require_POST
@butuh(LIHAT, Lingkup.DAFTAR)
def massal_jalankan(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the decision, once its sample has been opened."""
    keputusan = _decision(pengguna(request), pk)
    try:
        massal.start(keputusan.pk, pelaku=keputusan.pelaku)
    except KasusDitolak as galat:
        return _page(request, keputusan, galat.pesan)
    return redirect("verval:massal", pk=pk)
