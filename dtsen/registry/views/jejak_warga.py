"""From a number on a card to the trail about its holder, for those who answer "siapa yang melihat data saya"."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nik import NomorSalah, parse_nik
from dtsen.registry.models import Individu

LIHAT = "audit.lihat"
TIDAK_ADA = "NIK ini tidak tercatat. Periksa kembali KTP warga itu; orang tanpa NIK dicari lewat nomor keluarganya."


@sensitive_post_parameters("nik")
@never_cache
@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.KABUPATEN)
def jejak_warga(request: HttpRequest) -> HttpResponse:
    """Look up own ids by NIK, show nothing about the person, and go on to the trail."""
    galat = ""
    if request.method == "POST":
        try:
            nik = parse_nik(request.POST.get("nik", ""))
        except NomorSalah as salah:
            galat = salah.pesan
        else:
            user = pengguna(request)
            orang = Individu.objects.dalam(cakupan_of(user, LIHAT)).dengan_nik(nik).first()
            if orang is not None:
                audit.record(pelaku=user, aksi="warga.nomor", keluarga=[orang.keluarga_id], individu=[orang.pk])
                tanya = urlencode({"individu": orang.pk, "keluarga": orang.keluarga_id})
                return redirect(f"{reverse('accounts:jejak_tentang')}?{tanya}")
            # That somebody asked, not for what: a row of misses is what trying numbers out looks like.
            audit.record(pelaku=user, aksi="warga.nomor", rincian={"jumlah": 0})
            galat = TIDAK_ADA
    return render(request, "registry/jejak_warga.html", {"galat": galat}, status=422 if galat else 200)
