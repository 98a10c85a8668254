"""The trail, newest first: who did what to which object, when and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import Jejak, User
from dtsen.accounts.views.gerbang import butuh

SEHALAMAN = 50


@butuh("audit.lihat", Lingkup.KABUPATEN)
@never_cache
def jejak(request: HttpRequest) -> HttpResponse:
    """Filters: `aksi` (beginning), `objek` (whole, `keluarga:12`), `pelaku` (user name)."""
    aksi, objek, pelaku = (request.GET.get(nama, "").strip() for nama in ("aksi", "objek", "pelaku"))
    semua = Jejak.objects.select_related("pelaku").order_by("-id")
    if aksi:
        semua = semua.filter(aksi__startswith=aksi)
    if objek:
        semua = semua.filter(objek=objek)
    if pelaku:
        semua = semua.filter(pelaku__in=User.objects.filter(username=pelaku))
    isi = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "aksi": aksi,
        "objek": objek,
        "pelaku": pelaku,
    }
    return render(request, "accounts/jejak.html", isi)
