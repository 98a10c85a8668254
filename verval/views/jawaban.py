"""Answers of Kemensos: upload, what the rows would do, apply."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts import audit
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.imports import sisik
from dtsen.registry.imports.errors import BerkasSalah
from verval import jawaban as layanan
from verval.forms.jawaban import JawabanForm
from verval.hop import subjects
from verval.jawaban import KIRIM, JawabanDitolak
from verval.models import JawabanKemensos
from verval.models.kirim import KEADAAN

SEHALAMAN = 50


@require_http_methods(["GET", "POST"])
@butuh(KIRIM, Lingkup.DAFTAR)
@never_cache
def jawaban(request: HttpRequest) -> HttpResponse:
    """Every answer, newest first, and the upload form."""
    user = pengguna(request)
    form = JawabanForm(request.POST, request.FILES) if request.method == "POST" else JawabanForm()
    if request.method == "POST" and form.is_valid():
        satu = _receive(form, user)
        if satu is not None:
            return redirect("verval:jawaban_detail", pk=satu.pk)
    semua = layanan.visible(user).select_related("pembuat", "penerap")
    isi = {"form": form, "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman"))}
    return render(request, "verval/jawaban.html", isi, status=422 if form.errors else 200)


def _receive(form: JawabanForm, user: User) -> JawabanKemensos | None:
    """Read the file and throw it away; what is wrong with it goes to the form."""
    unggahan = form.cleaned_data["berkas"]
    with TemporaryDirectory() as folder:
        try:
            berkas = sisik.receive(unggahan, Path(folder))
            return layanan.upload(berkas, pelaku=user)
        except (BerkasSalah, JawabanDitolak) as galat:
            form.add_error("berkas", galat.pesan)
            return None


@require_safe
@butuh(KIRIM, Lingkup.OBJEK)
@never_cache
def jawaban_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer: how many rows stand how, and the rows by their cases; names nobody."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    jumlah = dict(layanan.rows(satu, user).order_by().values_list("keadaan").annotate(n=Count("pk")))
    keadaan = request.GET.get("keadaan", "")
    daftar = layanan.rows(satu, user, keadaan if keadaan in KEADAAN else "")
    halaman = Paginator(daftar, SEHALAMAN).get_page(request.GET.get("halaman"))
    kasus = [k for baris in halaman if (k := baris.usulan or baris.pembaruan)]
    if kasus:
        audit.record(pelaku=user, aksi="jawaban.lihat", objek=f"jawaban:{pk}", **subjects(*kasus))
    isi = {
        "jawaban": satu,
        "keadaan": keadaan,
        "jumlah": [(kode, label, jumlah[kode]) for kode, label in KEADAAN.items() if kode in jumlah],
        "jumlah_semua": sum(jumlah.values()),
        "cocok": jumlah.get("cocok", 0),
        "halaman": halaman,
    }
    return render(request, "verval/jawaban_detail.html", isi)


@require_POST
@butuh(KIRIM, Lingkup.OBJEK)
def jawaban_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the matched rows applied."""
    user = pengguna(request)
    satu = get_object_or_404(layanan.visible(user), pk=pk)
    try:
        layanan.start(satu, pelaku=user)
        messages.success(request, "Jawaban sedang diterapkan. Muat ulang halaman ini untuk melihat hasilnya.")
    except JawabanDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("verval:jawaban_detail", pk=pk)
