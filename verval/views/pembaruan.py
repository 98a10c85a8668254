"""Corrections: the list, one case, filing, deciding, its evidence."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.ranking import scoring
from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah, tulis
from verval import alur, butir, pembaruan, susunan
from verval.access import (
    LIHAT,
    boleh_nilai,
    pembaruan_for,
)
from verval.antrean import Antrean
from verval.forms.kasus import refused
from verval.forms.saring import SaringForm
from verval.halaman import (
    fact_rows,
    region_choices,
)
from verval.kejanggalan import oddities
from verval.keputusan import PUTUSAN
from verval.models import Pembaruan
from verval.models.pembaruan import STATUS
from verval.pembaruan import AJUKAN
from verval.views.alamat import sent_from
from verval.views.antrean import lines, queue_page, views
from verval.views.kasus import Aksi, HalamanKasus
from verval.views.sekali import sekali

SEBARIS_HALAMAN = 25
TANPA_DAMPAK = "Perubahan ini tidak dipakai dalam pemeringkatan."
DAMPAK_SUSUNAN = "Akibat perubahan susunan keluarga pada desil dihitung pada peringkat berikutnya."
BELUM_TERBIT = "Belum ada peringkat yang terbit, jadi akibatnya belum dapat dihitung."


@butuh(LIHAT, Lingkup.DAFTAR)
def pembaruan_list(request: HttpRequest) -> HttpResponse:
    """The queue of those who decide, the operator's own cases, or all cases of one's regions."""
    user = pengguna(request)
    cakupan = cakupan_of(user, LIHAT)
    pilihan, lihat = views(user, pembaruan.TABEL, AJUKAN, request.GET)
    semua = Pembaruan.objects.dalam(cakupan).terlihat(user)
    if lihat == "antrean":
        antrean = Antrean.of(user, pembaruan.TABEL, Pembaruan, request.GET)
        halaman, baris, isi = queue_page(request, antrean)
    else:
        form = SaringForm(request.GET, status=STATUS, wilayah=region_choices(cakupan))
        saring = form.isi()
        milik = semua.filter(pembuat=user) if lihat == "saya" else semua
        daftar = milik.saring(**saring).for_list().order_by("-id")
        halaman = Paginator(daftar, SEBARIS_HALAMAN).get_page(request.GET.get("halaman"))
        baris = lines(user, halaman)
        isi = {"form": form, "saring": saring, "tersaring": any(saring.values())}
    isi |= {
        "lihat": lihat,
        "pilihan": pilihan,
        "halaman": halaman,
        "baris": baris,
        "url_cari": reverse("verval:warga"),
        "dikembalikan": semua.filter(pembuat=user, status="dikembalikan").count() if boleh(user, AJUKAN) else 0,
    }
    return render(request, "verval/pembaruan.html", isi)


def follows_of(kasus: Pembaruan, tabir: Tabir) -> tuple[list[tuple[Fakta, str]], str]:
    """What else the change would empty, and why the registry would refuse it now (blank if it would not).

    Protected facts are named only to those who may see them.
    """
    if kasus.status not in (*alur.TERBUKA, "draf") or not boleh_nilai(tabir, kasus):
        return [], ""
    if kasus.operasi:
        return [], pembaruan.hindrance(kasus)
    try:
        semua = butir.follows(kasus.keluarga, kasus.isian)
    except FaktaSalah as galat:
        return [], galat.pesan
    return [
        (fakta, tulis(fakta, lama))
        for orang, ikut in semua
        for nama, lama in ikut.items()
        if tabir.shows(fakta := (INDIVIDU if orang else KELUARGA)[nama], kasus.keluarga_id, orang)
    ], ""


def _open(request: HttpRequest, kasus: Pembaruan) -> None:
    """No full numbers on this page: a correction shows the NIK of nobody."""
    susunan.attach_arriving(pengguna(request), kasus)


def _content(request: HttpRequest, kasus: Pembaruan, tabir: Tabir, aksi: Aksi) -> dict[str, Any]:
    terbuka = kasus.status in (*alur.TERBUKA, "draf")
    boleh = boleh_nilai(tabir, kasus)
    beda = pembaruan.base_now(kasus) if terbuka else ""
    ikut, halangan = follows_of(kasus, tabir)
    baris = fact_rows(kasus, tabir)
    return {
        "boleh_nilai": boleh,
        "dasar_tetap": not beda,
        "beda": beda,
        "butir": baris,
        "janggal": oddities(kasus, [b.butir for b in baris if b.boleh]) if terbuka and boleh else [],
        "putuskan": "setujui" in aksi and len(kasus.isian) > 1,
        "ditolak": {},
        "temuan": list(kasus.temuan.select_related("daftar").order_by("pk")),
        "susunan": susunan.rows(kasus, tabir) if boleh else [],
        "ikut": ikut,
        "halangan": halangan,
        "dampak": butir.impact_of(kasus.keluarga, kasus.isian) if terbuka and not halangan else None,
        "tanpa_dampak": no_effect(kasus),
    }


def no_effect(kasus: Pembaruan) -> str:
    """Why there is no effect on the desil to show."""
    if not scoring.current():
        return BELUM_TERBIT
    return DAMPAK_SUSUNAN if kasus.operasi and kasus.jenis not in PUTUSAN else TANPA_DAMPAK


def _after_evidence(request: HttpRequest, kasus: Pembaruan) -> str:
    if request.GET.get("dari") != "lengkap":
        return ""
    alamat = reverse("verval:pembaruan_lengkap", args=[kasus.keluarga_id])
    return f"{alamat}?kasus={kasus.pk}&langkah=periksa#bukti"


HALAMAN = HalamanKasus(cari=pembaruan_for, pindah=pembaruan.move, isi=_content, buka=_open)


@butuh(LIHAT, Lingkup.OBJEK)
def pembaruan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The case on one page: difference, effect on the desil, hops, and what can be done now."""
    return HALAMAN.show(request, pk)


@sent_from("verval:pembaruan_detail")
@butuh(LIHAT, Lingkup.OBJEK)
@sekali
def pembaruan_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed, with the facts that the decision refuses."""
    return HALAMAN.take(request, pk, ditolak=refused(request.POST))


@sent_from("verval:pembaruan_detail", "#bukti")
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a PDF to a draft or a returned case."""
    return HALAMAN.attach(request, pk, partial(_after_evidence, request))


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:pembaruan_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def pembaruan_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    return HALAMAN.tell(request, pk)
