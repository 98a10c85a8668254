"""The trail: browsing it, who looked at one family or person, and the sheet that is printed and signed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from dtsen.accounts import audit, segel
from dtsen.accounts.forms import JejakForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.jejak import page
from dtsen.accounts.views.gerbang import butuh, pengguna

LIHAT = "audit.lihat"
SEHALAMAN_TENTANG = 200


def _older(request: HttpRequest, tanda: str) -> str:
    """The address of the next page: the same question, from the last line on."""
    if not tanda:
        return ""
    isi = {nama: nilai for nama, nilai in request.GET.items() if nama != "sebelum" and nilai}
    return "?" + urlencode({**isi, "sebelum": tanda})


@butuh(LIHAT, Lingkup.KABUPATEN)
@never_cache
def jejak(request: HttpRequest) -> HttpResponse:
    """Newest first. Filters: kejadian, objek, pelaku, dates, number of a family or person."""
    form = JejakForm(request.GET)
    form.is_valid()
    saring = form.saring()
    halaman = page(saring)
    audit.record(pelaku=pengguna(request), aksi="jejak.lihat", rincian=asked(form))
    isi = {
        "form": form,
        "halaman": halaman,
        "lebih_lama": _older(request, halaman.berikut),
        "lanjutan": bool(saring.sebelum),
        "tersaring": any(nilai for nama, nilai in request.GET.items() if nama != "sebelum"),
        "segel": segel.state(),
    }
    return render(request, "accounts/jejak.html", isi)


def asked(form: JejakForm) -> dict[str, str]:
    """What was looked for; the name of an account is left out, it may be anything that was typed."""
    isi = {nama: str(nilai) for nama, nilai in form.cleaned_data.items() if nilai}
    return {nama: nilai for nama, nilai in isi.items() if nama in {"aksi", "dari", "sampai", "keluarga", "individu"}}


@butuh(LIHAT, Lingkup.KABUPATEN)
@never_cache
def tentang(request: HttpRequest) -> HttpResponse:
    """Siapa yang melihat data saya: every line about one family or person, for the answer that is printed."""
    form = JejakForm(request.GET)
    form.is_valid()
    saring = form.saring()
    dicari = saring.keluarga is not None or saring.individu is not None
    halaman = page(saring, sehalaman=SEHALAMAN_TENTANG) if dicari else None
    if dicari:
        audit.record(
            pelaku=pengguna(request),
            aksi="jejak.tentang",
            keluarga=[saring.keluarga] if saring.keluarga else [],
            individu=[saring.individu] if saring.individu else [],
        )
    isi = {
        "form": form,
        "saring": saring,
        "halaman": halaman,
        "orang": len({b.siapa for b in halaman.baris}) if halaman else 0,
        "lebih_lama": _older(request, halaman.berikut) if halaman else "",
        "saat": timezone.now(),
    }
    return render(request, "accounts/jejak_tentang.html", isi)


@butuh(LIHAT, Lingkup.KABUPATEN)
@never_cache
def jangkar(request: HttpRequest) -> HttpResponse:
    """The head of the chain on one sheet of paper: signed, it proves later that nothing before it was changed."""
    audit.record(pelaku=pengguna(request), aksi="jejak.jangkar")
    kepala = segel.head()
    heksa = bytes(kepala.rantai).hex() if kepala else ""
    isi = {
        "kepala": kepala,
        "rantai": [heksa[i : i + 8] for i in range(0, len(heksa), 8)],
        "saat": timezone.now(),
        "pengguna": pengguna(request),
    }
    return render(request, "accounts/jangkar.html", isi)
