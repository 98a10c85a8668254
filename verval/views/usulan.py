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

from dtsen.accounts import penuh
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nama import sebut
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir
from dtsen.wilayah.models import Wilayah
from verval import alur, usulan
from verval.access import LIHAT, boleh_catatan, izin_di, protected_case, shown, tabir_of, usulan_for
from verval.bansos import nominal
from verval.bulan import label_bulan
from verval.forms.kasus import BuktiForm, KontakForm, LangkahForm
from verval.forms.usulan import CatatanForm, UsulanForm
from verval.halaman import cases_step, last_return, needs_reason, next_case, told, trail, visits
from verval.hop import KasusDitolak, StaleStatus, buttons, reasons, viewed
from verval.jadwal import period_of
from verval.kelayakan import (
    Kelayakan,
    assess,
    assess_all,
    default_recipient,
    desil_terakhir,
    living,
)
from verval.models import ProgramBansos, Usulan
from verval.models.usulan import STATUS
from verval.usulan import AJUKAN, UsulanDitolak
from verval.views.alamat import sent_from
from verval.views.antrean import examiner
from verval.views.bukti import evidence, receive
from verval.views.kontak import contact, receive_contact
from verval.views.mulai import begin, record_form
from verval.views.salinan import again
from verval.views.sekali import Belum, sekali
from verval.views.terlambat import late


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


def _detail(
    request: HttpRequest,
    kasus: Usulan,
    *,
    galat: str = "",
    alasan: dict[str, Any] | None = None,
    form_bukti: BuktiForm | None = None,
    form_kontak: KontakForm | None = None,
) -> HttpResponse:
    user = pengguna(request)
    akses = penuh.over(request, izin_di(user, kasus.keluarga))
    viewed(kasus, pelaku=user, rincian={"akses_penuh": akses.pk} if akses else None)
    terbuka = kasus.status in (*alur.TERBUKA, "draf")
    langkah = list(kasus.langkah.select_related("pelaku", "alasan_induk"))
    aksi = buttons(kasus, usulan.TABEL, user)
    url_berikut, menunggu = next_case(user, kasus, usulan.TABEL)
    tabir = tabir_of(user, [kasus])
    tampil = shown(tabir, kasus)
    isi = {
        "url_berikut": url_berikut,
        "menunggu": menunggu,
        "kasus": tampil,
        "keluarga": tampil.keluarga,
        "jejak": trail(tampil.keluarga, cases_step(kasus.keluarga), (kasus.kode_lacak, "")),
        "catatan_tertutup": not boleh_catatan(tabir, kasus),
        "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
        "aksi": aksi,
        "peka": protected_case(kasus),
        "perlu_alasan": needs_reason(aksi),
        "alasan_tolak": reasons(kasus) if any(t.alasan_induk for t in aksi.values()) else [],
        "url_langkah": reverse("verval:usulan_langkah", args=[kasus.pk]),
        "url_ubah": reverse("verval:usulan_ubah", args=[kasus.pk]),
        "boleh_ubah": kasus.pembuat_id == user.pk and kasus.status in alur.DIISI,
        "langkah": langkah,
        "catatan_terakhir": last_return(kasus, langkah),
        "status_label": STATUS,
        "lanjut": alur.next_of(kasus.JENIS, kasus.status),
        "bulan": kasus.bulan,
        "periksa": usulan.recheck_now(kasus) if terbuka else None,
        "galat": galat,
        "alasan": (alasan or {}).get("alasan", ""),
        "alasan_kode": (alasan or {}).get("alasan_kode", ""),
        **evidence(kasus, user, form_bukti),
        **visits(user, kasus.keluarga, kasus),
        **contact(kasus, user, form_kontak),
        **examiner(kasus, user),
        **late(kasus, user),
        **again(kasus, user),
        "penuh": akses,
    }
    return render(
        request, "verval/usulan_detail.html", isi, status=409 if galat else 422 if form_bukti or form_kontak else 200
    )


@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def usulan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal on one page: check of the rules, hops, and what can be done now."""
    return _detail(request, usulan_for(pengguna(request), pk))


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the notes of a draft or of a proposal that came back."""
    user = pengguna(request)
    kasus = usulan_for(user, pk)
    if kasus.pembuat_id != user.pk or kasus.status not in alur.DIISI:
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
    user = pengguna(request)
    kasus = usulan_for(user, pk)
    form = LangkahForm(request.POST)
    if not form.is_valid():
        return _detail(request, kasus, galat="Tombol itu tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    isi = form.cleaned_data
    try:
        langkah = usulan.move(
            kasus,
            isi["aksi"],
            pelaku=user,
            status=isi["status"],
            alasan=isi["alasan"],
            alasan_kode=isi["alasan_kode"],
            pengajuan_ke=isi["pengajuan_ke"],
        )
    except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
        return _detail(request, usulan_for(user, pk), galat=galat.pesan, alasan=isi)
    told(request, kasus, langkah, isi["aksi"])
    return redirect("verval:usulan_detail", pk=pk)


@sent_from("verval:usulan_detail", "#bukti")
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def usulan_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a PDF to a draft or a returned case."""
    kasus = usulan_for(pengguna(request), pk)
    form = receive(request, kasus)
    if form is not None:
        return _detail(request, kasus, form_bukti=form)
    return redirect(reverse("verval:usulan_detail", args=[pk]) + "#bukti")


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:usulan_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def usulan_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    kasus = usulan_for(pengguna(request), pk)
    form = receive_contact(request, kasus)
    if form is not None:
        return _detail(request, kasus, form_kontak=form)
    return redirect(reverse("verval:usulan_detail", args=[pk]) + "#kontak")
