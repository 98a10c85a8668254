"""Corrections: the list, one case, filing, deciding, its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nik import NomorSalah
from dtsen.lib.transisi import AksiDitolak
from dtsen.ranking import scoring
from dtsen.registry.corrections import StaleFact
from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah, tulis
from dtsen.wilayah.models import Wilayah
from verval import alur, butir, pembaruan, susunan
from verval.access import (
    LIHAT,
    boleh_catatan,
    boleh_nilai,
    pembaruan_for,
    protected_case,
    shown,
    tabir_of,
)
from verval.antrean import Antrean
from verval.butir import Penolakan
from verval.forms.kasus import BuktiForm, KontakForm, LangkahForm, refused
from verval.forms.saring import SaringForm
from verval.halaman import (
    cases_step,
    fact_rows,
    last_return,
    needs_reason,
    next_case,
    region_choices,
    told,
    trail,
    visits,
)
from verval.hop import KasusDitolak, StaleStatus, buttons, reasons, viewed
from verval.kejanggalan import oddities
from verval.keputusan import PUTUSAN
from verval.models import Pembaruan
from verval.models.pembaruan import STATUS
from verval.pembaruan import AJUKAN
from verval.views.alamat import sent_from
from verval.views.antrean import examiner, lines, queue_page, views
from verval.views.bukti import evidence, receive
from verval.views.kontak import contact, receive_contact
from verval.views.salinan import again
from verval.views.sekali import sekali
from verval.views.terlambat import late

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


def _detail(
    request: HttpRequest,
    kasus: Pembaruan,
    *,
    galat: str = "",
    alasan: dict[str, Any] | None = None,
    ditolak: Mapping[int, Penolakan] | None = None,
    form_bukti: BuktiForm | None = None,
    form_kontak: KontakForm | None = None,
) -> HttpResponse:
    user = pengguna(request)
    susunan.attach_arriving(user, kasus)
    viewed(kasus, pelaku=user)
    terbuka = kasus.status in (*alur.TERBUKA, "draf")
    tabir = tabir_of(user, [kasus])
    boleh = boleh_nilai(tabir, kasus)
    beda = pembaruan.base_now(kasus) if terbuka else ""
    ikut, halangan = follows_of(kasus, tabir)
    baris = fact_rows(kasus, tabir)
    tampil = shown(tabir, kasus)
    langkah = list(kasus.langkah.select_related("pelaku", "alasan_induk"))
    aksi = buttons(kasus, pembaruan.TABEL, user)
    url_berikut, menunggu = next_case(user, kasus, pembaruan.TABEL)
    isi = {
        "url_berikut": url_berikut,
        "menunggu": menunggu,
        "kasus": tampil,
        "keluarga": tampil.keluarga,
        "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
        "boleh_nilai": boleh,
        "catatan_tertutup": not boleh_catatan(tabir, kasus),
        "jejak": trail(tampil.keluarga, cases_step(kasus.keluarga), (kasus.kode_lacak, "")),
        "aksi": aksi,
        "peka": protected_case(kasus),
        "perlu_alasan": needs_reason(aksi),
        "alasan_tolak": reasons(kasus) if any(t.alasan_induk for t in aksi.values()) else [],
        "url_langkah": reverse("verval:pembaruan_langkah", args=[kasus.pk]),
        "url_ubah": reverse("verval:pembaruan_ubah", args=[kasus.pk]),
        "boleh_ubah": kasus.pembuat_id == user.pk and kasus.status in alur.DIISI,
        "langkah": langkah,
        "catatan_terakhir": last_return(kasus, langkah),
        "status_label": STATUS,
        "lanjut": alur.next_of(kasus.JENIS, kasus.status),
        "dasar_tetap": not beda,
        "beda": beda,
        "butir": baris,
        "janggal": oddities(kasus, [b.butir for b in baris if b.boleh]) if terbuka and boleh else [],
        "putuskan": "setujui" in aksi and len(kasus.isian) > 1,
        "ditolak": ditolak or {},
        "temuan": list(kasus.temuan.select_related("daftar").order_by("pk")),
        "susunan": susunan.rows(kasus, tabir) if boleh else [],
        "ikut": ikut,
        "halangan": halangan,
        "dampak": butir.impact_of(kasus.keluarga, kasus.isian) if terbuka and not halangan else None,
        "tanpa_dampak": no_effect(kasus),
        "galat": galat,
        "alasan": (alasan or {}).get("alasan", ""),
        "alasan_kode": (alasan or {}).get("alasan_kode", ""),
        **evidence(kasus, user, form_bukti),
        **visits(user, kasus.keluarga, kasus),
        **contact(kasus, user, form_kontak),
        **examiner(kasus, user),
        **late(kasus, user),
        **again(kasus, user),
    }
    return render(
        request, "verval/pembaruan_detail.html", isi, status=409 if galat else 422 if form_bukti or form_kontak else 200
    )


def no_effect(kasus: Pembaruan) -> str:
    """Why there is no effect on the desil to show."""
    if not scoring.current():
        return BELUM_TERBIT
    return DAMPAK_SUSUNAN if kasus.operasi and kasus.jenis not in PUTUSAN else TANPA_DAMPAK


@butuh(LIHAT, Lingkup.OBJEK)
def pembaruan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The case on one page: difference, effect on the desil, hops, and what can be done now."""
    return _detail(request, pembaruan_for(pengguna(request), pk))


@sent_from("verval:pembaruan_detail")
@butuh(LIHAT, Lingkup.OBJEK)
@sekali
def pembaruan_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    user = pengguna(request)
    kasus = pembaruan_for(user, pk)
    form = LangkahForm(request.POST)
    if not form.is_valid():
        return _detail(request, kasus, galat="Tombol itu tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    isi = form.cleaned_data
    ditolak = refused(request.POST)
    try:
        langkah = pembaruan.move(
            kasus,
            isi["aksi"],
            pelaku=user,
            status=isi["status"],
            alasan=isi["alasan"],
            alasan_kode=isi["alasan_kode"],
            pengajuan_ke=isi["pengajuan_ke"],
            ditolak=ditolak,
        )
    except (AksiDitolak, StaleStatus, StaleFact, FaktaSalah, NomorSalah, KasusDitolak) as galat:
        return _detail(request, pembaruan_for(user, pk), galat=galat.pesan, alasan=isi, ditolak=ditolak)
    told(request, kasus, langkah, isi["aksi"])
    return redirect("verval:pembaruan_detail", pk=pk)


@sent_from("verval:pembaruan_detail", "#bukti")
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a PDF to a draft or a returned case."""
    kasus = pembaruan_for(pengguna(request), pk)
    form = receive(request, kasus)
    if form is not None:
        return _detail(request, kasus, form_bukti=form)
    if request.GET.get("dari") == "lengkap":
        alamat = reverse("verval:pembaruan_lengkap", args=[kasus.keluarga_id])
        return redirect(f"{alamat}?kasus={pk}&langkah=periksa#bukti")
    return redirect(reverse("verval:pembaruan_detail", args=[pk]) + "#bukti")


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:pembaruan_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def pembaruan_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    kasus = pembaruan_for(pengguna(request), pk)
    form = receive_contact(request, kasus)
    if form is not None:
        return _detail(request, kasus, form_kontak=form)
    return redirect(reverse("verval:pembaruan_detail", args=[pk]) + "#kontak")
