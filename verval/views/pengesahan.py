"""The letter of the bupati: which months have one, and its PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval import pengesahan as surat
from verval.access import LIHAT
from verval.bulan import label_bulan, latest_months
from verval.forms.saring import KirimForm
from verval.halaman import region_choices
from verval.views.kirim import attachment


def _form(request: HttpRequest) -> KirimForm:
    user = pengguna(request)
    cakupan = cakupan_of(user, surat.izin_of_letter(user))
    return KirimForm(request.GET, wilayah=region_choices(cakupan), bulan=latest_months(timezone.localdate()))


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def pengesahan(request: HttpRequest) -> HttpResponse:
    """How many proposals of a month wait for the bupati and how many are endorsed; names nobody."""
    form = _form(request)
    pilihan = form.pilihan()
    jumlah = surat.count(pengguna(request), **pilihan)
    isi = {
        "form": form,
        "bulan": label_bulan(pilihan["periode"]),
        "surat": [
            (label, jumlah[kode], urlencode({**pilihan, "keadaan": kode})) for kode, (label, _) in surat.KEADAAN.items()
        ],
    }
    return render(request, "verval/pengesahan.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def pengesahan_pdf(request: HttpRequest) -> HttpResponse:
    """The letter with its list; NIK masked, a line in the trail."""
    pilihan = _form(request).pilihan()
    keadaan = request.GET.get("keadaan", "menunggu")
    if keadaan not in surat.KEADAAN:
        raise Http404("Surat itu tidak ada.")
    isi = surat.letter(pengguna(request), keadaan=keadaan, **pilihan)
    pdf = surat.draw(isi, saat=timezone.localtime())
    return attachment(f"pengesahan_{keadaan}_{pilihan['periode'].replace('-', '')}.pdf", pdf, "application/pdf")
