"""The wizard of a whole visit: one step a page, each saved when it is left; the last one looks it over and files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry import corrections
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah, tulis
from dtsen.wilayah.models import Wilayah
from verval import butir, lengkap, pembaruan
from verval.access import boleh_nilai, pembaruan_for, protected, protected_case, tabir_of
from verval.forms.pembaruan import AlasanForm, TahapForm
from verval.halaman import cases_step, fact_rows, last_return, trail
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.lengkap import PERIKSA, Tahap
from verval.models import Pembaruan
from verval.pembaruan import AJUKAN
from verval.views.bukti import evidence
from verval.views.mulai import begin, record_form
from verval.views.pembaruan import follows_of, no_effect
from verval.views.pembaruan_isi import members
from verval.views.sekali import Belum, sekali


def _address(keluarga: Keluarga, kasus: Pembaruan | None, langkah: str) -> str:
    pk = f"kasus={kasus.pk}&" if kasus else ""
    return f"{reverse('verval:pembaruan_lengkap', args=[keluarga.pk])}?{pk}langkah={langkah}"


def _case(request: HttpRequest, user: User, keluarga: Keluarga) -> Pembaruan | None:
    """The case that the address names, or the draft to go on with."""
    pk = request.GET.get("kasus", "")
    if not pk:
        return lengkap.resume(keluarga, pelaku=user)
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("Pembaruan tidak ada di wilayah Anda.")
    return lengkap.own(pembaruan_for(user, int(pk)), keluarga=keluarga, pelaku=user)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_lengkap(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the wizard; without a step, the first."""
    user, keluarga = begin(request, pk, AJUKAN)
    try:
        kasus = _case(request, user, keluarga)
    except KasusDitolak as galat:
        messages.info(request, galat.pesan)
        return Belum(reverse("verval:pembaruan_detail", args=[request.GET["kasus"]]))
    tabir = Tabir.of(user, [keluarga])
    semua = lengkap.steps(keluarga, tabir)
    kode = request.GET.get("langkah", semua[0].kode)
    if kode == PERIKSA:
        return _review(request, user, keluarga, kasus, semua)
    tahap = next((satu for satu in semua if satu.kode == kode), None)
    if tahap is None:
        raise Http404("Langkah ini tidak ada.")
    return _step(request, user, keluarga, kasus, tahap, semua)


def _step(
    request: HttpRequest, user: User, keluarga: Keluarga, kasus: Pembaruan | None, tahap: Tahap, semua: list[Tahap]
) -> HttpResponse:
    milik = tahap.individu.pk if tahap.individu else None
    tertahan = lengkap.held(keluarga, kasus, pelaku=user)
    sekarang = corrections.current(keluarga, tahap.individu)
    diubah = {b.fakta: b.nilai_baru for b in kasus.isian if b.individu_id == milik} if kasus else {}
    bebas = [f for f in tahap.fakta if (milik, f.nama) not in tertahan]
    nilai = {f.nama: diubah.get(f.nama, sekarang[f.nama]) for f in bebas}
    form = TahapForm(request.POST if request.method == "POST" else None, fakta=bebas, nilai=nilai)
    berikut = [*(satu.kode for satu in semua), PERIKSA][semua.index(tahap) + 1]
    if request.method == "POST" and form.is_valid():
        try:
            hasil = lengkap.save(keluarga, kasus, tahap, form.changed(), pelaku=user)
        except (FaktaSalah, KasusDitolak) as galat:
            nama = getattr(galat, "fakta", "")
            form.add_error(nama if nama in form.fields else None, galat.pesan)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:pembaruan_detail", args=[kasus.pk if kasus else 0]))
        else:
            return redirect(_address(keluarga, hasil, berikut))
    tercatat = {f.nama: f"Tercatat: {tulis(f, sekarang[f.nama])}" for f in bebas if f.nama in diubah}
    isi = {
        "form": form,
        "kolom": _by_blok(form, tercatat),
        "tertahan": [
            (f, tulis(f, sekarang[f.nama]), tertahan[milik, f.nama]) for f in tahap.fakta if (milik, f.nama) in tertahan
        ],
        "peka": protected(tahap.individu),
        "ke": semua.index(tahap) + 1,
        "banyak": len(semua) + 1,
    }
    return _page(request, user, keluarga, kasus, semua, tahap.kode, tahap.judul, "verval/lengkap_isi.html", isi)


def _by_blok(form: TahapForm, petunjuk: dict[str, str]) -> list[tuple[str, list[tuple[BoundField, str]]]]:
    """The fields by blok, in the order in which the bloks first come, each with what the registry says otherwise."""
    blok: dict[str, list[tuple[BoundField, str]]] = {}
    for fakta in form.fakta:
        blok.setdefault(fakta.blok, []).append((form[fakta.nama], petunjuk.get(fakta.nama, "")))
    return list(blok.items())


def _page(
    request: HttpRequest,
    user: User,
    keluarga: Keluarga,
    kasus: Pembaruan | None,
    semua: list[Tahap],
    kini: str,
    judul: str,
    templat: str,
    isi: dict[str, Any],
) -> HttpResponse:
    """A page of the wizard with its steps, and how many facts each has changed."""
    record_form(user, "pembaruan", keluarga, members(keluarga))
    tampil = Tabir.of(user, [keluarga]).family(keluarga)
    diubah = [(b.individu_id, b.fakta) for b in kasus.isian] if kasus else []
    tahap = [
        (
            _address(keluarga, kasus, satu.kode),
            satu.judul,
            satu.kode,
            sum((satu.individu.pk if satu.individu else None, f.nama) in diubah for f in satu.fakta),
        )
        for satu in semua
    ]
    umum = {
        "keluarga": tampil,
        "kasus": kasus,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "jejak": trail(tampil, cases_step(keluarga), ("Formulir lengkap", "")),
        "judul": judul,
        "kini": kini,
        "tahap": [*tahap, (_address(keluarga, kasus, PERIKSA), "Periksa dan ajukan", PERIKSA, 0)],
        "kembali": reverse("verval:keluarga", args=[keluarga.pk]),
    }
    gagal = any(form.is_bound and form.errors for form in (isi.get("form"),) if form is not None)
    return render(request, templat, {**umum, **isi}, status=422 if gagal or isi.get("galat") else 200)


def _review(
    request: HttpRequest, user: User, keluarga: Keluarga, kasus: Pembaruan | None, semua: list[Tahap]
) -> HttpResponse:
    galat = ""
    form = AlasanForm(request.POST if request.method == "POST" else None, initial={"alasan": kasus and kasus.alasan})
    if kasus is not None and request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        try:
            if isi["aksi"] == "simpan":
                lengkap.explain(kasus, isi["alasan"], pelaku=user)
                return redirect(_address(keluarga, kasus, PERIKSA))
            lengkap.file(kasus, isi["alasan"], status=isi["status"], pengajuan_ke=isi["pengajuan_ke"], pelaku=user)
        except (AksiDitolak, StaleStatus, StaleFact, FaktaSalah, KasusDitolak) as salah:
            galat = salah.pesan
            if getattr(salah, "kolom", "") == "alasan":
                form.add_error("alasan", galat)
        else:
            messages.success(request, f"Pembaruan diajukan. Kode lacak: {kasus.kode_lacak}.")
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    isi = {"form": form, "galat": galat, "kurang": lengkap.missing(kasus), "halangan": "", "beda": ""}
    if kasus is not None:
        isi |= _look(user, kasus)
    return _page(
        request, user, keluarga, kasus, semua, PERIKSA, "Periksa dan ajukan", "verval/lengkap_periksa.html", isi
    )


def _look(user: User, kasus: Pembaruan) -> dict[str, Any]:
    """What the last step shows of the draft: differences, effect, evidence."""
    viewed(kasus, pelaku=user)
    tabir = tabir_of(user, [kasus])
    ikut, halangan = follows_of(kasus, tabir)
    bukti = evidence(kasus, user)
    return {
        "butir": fact_rows(kasus, tabir),
        "ditolak": {},
        "boleh_nilai": boleh_nilai(tabir, kasus),
        "peka": protected_case(kasus),
        "beda": pembaruan.base_now(kasus),
        "ikut": ikut,
        "halangan": halangan,
        "dampak": None if halangan else butir.impact_of(kasus.keluarga, kasus.isian),
        "tanpa_dampak": no_effect(kasus),
        "catatan_terakhir": last_return(kasus, list(kasus.langkah.select_related("pelaku"))),
        **bukti,
        "bukti_url": f"{bukti['bukti_url']}?dari=lengkap",
    }
