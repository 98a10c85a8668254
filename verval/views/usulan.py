"""Proposals for aid: which programmes are open to a family, filing, deciding."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nama import sebut
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir
from dtsen.wilayah.models import Wilayah
from verval import alur, usulan
from verval.access import LIHAT, tabir_of, usulan_for
from verval.bansos import nominal
from verval.bulan import label_bulan
from verval.forms.usulan import CatatanForm, UsulanForm
from verval.halaman import cases_step, trail
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.kalender import period_of
from verval.kelayakan import (
    Kelayakan,
    assess,
    assess_all,
    default_recipient,
    desil_terakhir,
    living,
)
from verval.models import ProgramBansos, Usulan
from verval.usulan import AJUKAN, UsulanDitolak
from verval.views.alamat import sent_from
from verval.views.kasus import Aksi, HalamanKasus, may_change
from verval.views.mulai import begin, record_form
from verval.views.sekali import Belum, sekali


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Which programmes are open to the family and why not; then who is proposed."""
    user, keluarga = begin(request, pk, AJUKAN)
    kode = request.GET.get("program", "")
    hari = timezone.localdate()
    if not kode:
        record_form(user, "usulan", keluarga, [])
        return _choose(request, user, keluarga, hari)
    program = ProgramBansos.objects.filter(pk=kode).first()
    if program is None:
        raise Http404("Program tidak dikenal.")
    jawaban = assess(keluarga, program, hari=hari)
    anggota = living(keluarga)
    tabir = Tabir.of(user, [keluarga])
    form = UsulanForm(
        request.POST if request.method == "POST" else None,
        kelayakan=jawaban,
        pilihan=_candidates(jawaban, [tabir.person(a) for a in anggota]),
        initial={"individu": _first(jawaban, anggota)},
    )
    if request.method == "POST" and form.is_valid():
        orang = next(a for a in anggota if str(a.pk) == form.cleaned_data["individu"])
        try:
            kasus = usulan.draft(
                keluarga,
                program,
                pelaku=user,
                individu=orang,
                catatan=form.cleaned_data["catatan"],
                asesmen=form.cleaned_data.get("asesmen", ""),
            )
        except UsulanDitolak as galat:
            for tolak in galat.penolakan:
                form.add_error(None, tolak.lengkap)
        except KasusDitolak as galat:
            form.add_error("individu" if galat.kolom == "individu" else None, galat.pesan)
        else:
            return redirect("verval:usulan_detail", pk=kasus.pk)
    record_form(user, "usulan", keluarga, anggota)
    tampil = tabir.family(keluarga)
    isi = {
        "keluarga": tampil,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "jejak": trail(tampil, cases_step(keluarga), (f"Usulkan {program.singkatan}", "")),
        "program": program,
        "jawaban": jawaban,
        **nominal.expected(jawaban.aturan, keluarga.pk, hari),
        "form": form,
        "bulan": label_bulan(jawaban.periode),
    }
    return render(request, "verval/usulan_isi.html", isi, status=422 if form.is_bound else 200)


def _choose(request: HttpRequest, user: User, keluarga: Keluarga, hari: date) -> HttpResponse:
    """The answer for every programme, with the reason where it is no."""
    tampil = Tabir.of(user, [keluarga]).family(keluarga)
    isi = {
        "keluarga": tampil,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "jejak": trail(tampil, cases_step(keluarga), ("Usulkan bansos", "")),
        "desil": desil_terakhir(keluarga),
        "jawaban": assess_all(keluarga, hari=hari),
        "bulan": label_bulan(period_of(hari)),
    }
    return render(request, "verval/usulan_pilih.html", isi)


def _candidates(jawaban: Kelayakan, anggota: list[Individu]) -> list[tuple[str, str]]:
    """The members who may be named, as the rule says; everybody living where there is no rule."""
    hanya = jawaban.aturan is not None and jawaban.aturan.penerima == "kepala_pasangan"
    return [
        (str(a.pk), f"{sebut(a.nama)}, {a.get_status_hubungan_keluarga_display() or 'hubungan belum diketahui'}")
        for a in anggota
        if not hanya or a.status_hubungan_keluarga in {1, 2}
    ]


def _first(jawaban: Kelayakan, anggota: list[Individu]) -> str:
    orang = default_recipient(jawaban.aturan, anggota)
    return str(orang.pk) if orang else ""


def _content(request: HttpRequest, kasus: Usulan, tabir: Tabir, aksi: Aksi) -> dict[str, Any]:
    terbuka = kasus.status in (*alur.TERBUKA, "draf")
    return {"bulan": kasus.bulan, "periksa": usulan.recheck_now(kasus) if terbuka else None}


HALAMAN = HalamanKasus(cari=usulan_for, pindah=usulan.move, isi=_content)


@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def usulan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal on one page: check of the rules, hops, and what can be done now."""
    return HALAMAN.show(request, pk)


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the notes of a draft or of a proposal that came back."""
    user = pengguna(request)
    kasus = usulan_for(user, pk)
    if not may_change(kasus, user):
        messages.info(request, "Usulan ini tidak dapat diubah lagi. Lihat keadaannya di bawah.")
        return Belum(reverse("verval:usulan_detail", args=[pk]))
    tabir = tabir_of(user, [kasus])
    if not tabir.open_over(kasus.keluarga_id):
        raise TidakBerwenang(SENSITIF)
    form = CatatanForm(
        request.POST if request.method == "POST" else None,
        asesmen=kasus.aturan.boleh_asesmen,
        initial={"catatan": kasus.catatan, "asesmen": kasus.asesmen},
    )
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            usulan.revise(kasus, catatan=isi["catatan"], asesmen=isi.get("asesmen", ""), pelaku=user)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:usulan_detail", args=[pk]))
        return redirect("verval:usulan_detail", pk=pk)
    viewed(kasus, pelaku=user)
    isi_halaman = {
        "kasus": kasus,
        "keluarga": kasus.keluarga,
        "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
        "form": form,
        "jejak": trail(kasus.keluarga, cases_step(kasus.keluarga), (f"Ubah {kasus.kode_lacak}", "")),
    }
    return render(request, "verval/usulan_ubah.html", isi_halaman)


@sent_from("verval:usulan_detail")
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
@sekali
def usulan_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    return HALAMAN.take(request, pk)


@sent_from("verval:usulan_detail", "#bukti")
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a PDF to a draft or a returned case."""
    return HALAMAN.attach(request, pk)


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:usulan_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def usulan_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    return HALAMAN.tell(request, pk)
