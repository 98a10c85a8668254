"""Corrections: choose a fact, write the new value, write it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir
from dtsen.registry.susunan import Operasi
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.models import Wilayah
from verval import pembaruan
from verval.access import (
    boleh_nilai,
    pembaruan_for,
    protected,
    protected_case,
    tabir_of,
)
from verval.forms.fakta import typed
from verval.forms.pembaruan import PembaruanForm
from verval.halaman import (
    cases_step,
    correctable,
    one_fact,
    trail,
)
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.keputusan import PUTUSAN
from verval.models import Pembaruan
from verval.models.pembaruan import KELUARGA_BARU, SUSUNAN
from verval.pembaruan import AJUKAN
from verval.views.kasus import may_change
from verval.views.keluarga_baru import family_change
from verval.views.mulai import begin, record_form
from verval.views.sekali import Belum, sekali
from verval.views.susunan import number_look, operation_change, operation_new, operation_of
from verval.views.tautan import origin, tie


def _choice(request: HttpRequest, keluarga: Keluarga) -> tuple[Fakta | None, Individu | None]:
    """The fact and the member that the address names; 404 for one that is not there."""
    nama, pk = request.GET.get("data", ""), request.GET.get("anggota", "")
    individu = next((a for a in members(keluarga) if str(a.pk) == pk), None) if pk else None
    if pk and individu is None:
        raise Http404("Anggota ini tidak ada di keluarga ini.")
    if not nama:
        return None, individu
    fakta = (INDIVIDU if individu else KELUARGA).get(nama)
    if fakta is None or not fakta.boleh_ubah:
        raise Http404("Data ini tidak dapat diperbarui.")
    return fakta, individu


def members(keluarga: Keluarga) -> list[Individu]:
    """All members: also one recorded as dead may need a correction."""
    return list(Individu.objects.for_keluarga(keluarga.pk))


def _choose(request: HttpRequest, user: User, keluarga: Keluarga, individu: Individu | None) -> HttpResponse:
    """The facts of the family or of one member, each with its source and a way to correct it."""
    tabir = Tabir.of(user, [keluarga])
    tampil = tabir.family(keluarga)
    anggota = members(keluarga)
    terbuka = pembaruan.open_operations(keluarga)
    record_form(user, "pembaruan", keluarga, anggota)
    isi = {
        "keluarga": tampil,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "jejak": trail(tampil, cases_step(keluarga), ("Ajukan pembaruan", "")),
        "hari": timezone.localdate(),
        "temuan": origin(request),
        "individu": tabir.person(individu) if individu else None,
        "anggota": [tabir.person(a) for a in anggota],
        "bagian": correctable(keluarga, individu, tabir) if keluarga.status == "aktif" else None,
        "susunan": _operations(keluarga, terbuka, putusan=False),
        "putusan": _operations(keluarga, terbuka, putusan=True),
    }
    return render(request, "verval/pembaruan_pilih.html", isi)


def _operations(
    keluarga: Keluarga, terbuka: dict[str, Pembaruan], *, putusan: bool
) -> list[tuple[Operasi, Pembaruan | None]]:
    """What can be begun for a family of this status, each with the open case about it: make-up, or decisions."""
    cocok = [o for o in SUSUNAN.values() if o.status == keluarga.status and o.kode != KELUARGA_BARU]
    return [(operasi, terbuka.get(operasi.kode)) for operasi in cocok if (operasi.kode in PUTUSAN) == putusan]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one fact or operation, then fill it in; saving makes a draft and shows what it would do."""
    user, keluarga = begin(request, pk, AJUKAN)
    operasi = operation_of(request)
    if operasi is not None:
        return operation_new(request, user, keluarga, operasi)
    fakta, individu = _choice(request, keluarga)
    if fakta is None:
        return _choose(request, user, keluarga, individu)
    tabir = Tabir.of(user, [keluarga])
    if not tabir.shows(fakta, keluarga.pk, individu):
        raise TidakBerwenang(SENSITIF)
    sekarang = one_fact(keluarga, individu, fakta, tabir)
    if request.method == "GET" and sekarang.kasus:
        messages.info(request, f"{fakta.label} sudah diajukan dan belum selesai. Ini kasusnya.")
        return redirect("verval:pembaruan_detail", pk=sekarang.kasus.pk)
    form = PembaruanForm(request.POST if request.method == "POST" else None, fakta=fakta)
    if request.method == "POST" and form.is_valid():
        try:
            kasus = pembaruan.draft(
                keluarga,
                fakta.nama,
                form.cleaned_data["nilai_baru"],
                alasan=form.cleaned_data["alasan"],
                pelaku=user,
                individu=individu,
            )
        except (FaktaSalah, KasusDitolak) as galat:
            form.add_error("alasan" if getattr(galat, "kolom", "") == "alasan" else "nilai_baru", galat.pesan)
        else:
            tie(request, kasus)
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    record_form(user, "pembaruan", keluarga, [individu] if individu else [])
    isi = {
        "keluarga": tabir.family(keluarga),
        "individu": individu,
        "sekarang": sekarang,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "form": form,
        "peka": protected(individu, fakta),
        "jejak": trail(tabir.family(keluarga), cases_step(keluarga), (fakta.label, "")),
        "kembali": reverse("verval:pembaruan_baru", args=[pk]),
    }
    return render(request, "verval/pembaruan_isi.html", isi, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_POST
@butuh(AJUKAN, Lingkup.OBJEK)
def pembaruan_nomor(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a NIK or No KK while the form of an operation is filled in; the page stays where it is."""
    user, keluarga = begin(request, pk, AJUKAN)
    operasi = operation_of(request)
    if operasi is None:
        raise Http404("Perubahan ini tidak dikenal.")
    return number_look(request, user, keluarga, operasi)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def pembaruan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft or a case that came back."""
    user = pengguna(request)
    kasus = pembaruan_for(user, pk)
    if not may_change(kasus, user):
        messages.info(request, "Kasus ini tidak dapat diubah lagi. Lihat keadaannya di bawah.")
        return Belum(reverse("verval:pembaruan_detail", args=[pk]))
    tabir = tabir_of(user, [kasus])
    if not boleh_nilai(tabir, kasus):
        raise TidakBerwenang(SENSITIF)
    if kasus.jenis == KELUARGA_BARU:
        return family_change(request, user, kasus)
    if kasus.operasi is not None:
        return operation_change(request, user, kasus, kasus.operasi)
    satu = kasus.tunggal
    if satu is None:
        return Belum(f"{reverse('verval:pembaruan_lengkap', args=[kasus.keluarga_id])}?kasus={pk}")
    isian = {"nilai_baru": typed(satu.tentang, satu.nilai_baru), "alasan": kasus.alasan}
    form = PembaruanForm(request.POST if request.method == "POST" else None, fakta=satu.tentang, initial=isian)
    if request.method == "POST" and form.is_valid():
        try:
            pembaruan.revise(kasus, form.cleaned_data["nilai_baru"], alasan=form.cleaned_data["alasan"], pelaku=user)
        except (FaktaSalah, KasusDitolak) as galat:
            form.add_error("alasan" if getattr(galat, "kolom", "") == "alasan" else "nilai_baru", galat.pesan)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:pembaruan_detail", args=[pk]))
        else:
            return redirect("verval:pembaruan_detail", pk=pk)
    viewed(kasus, pelaku=user)
    isi = {
        "keluarga": tabir.family(kasus.keluarga),
        "individu": satu.individu,
        "sekarang": one_fact(kasus.keluarga, satu.individu, satu.tentang, tabir),
        "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
        "form": form,
        "peka": protected_case(kasus),
        "jejak": trail(tabir.family(kasus.keluarga), cases_step(kasus.keluarga), (f"Ubah {kasus.kode_lacak}", "")),
        "kembali": reverse("verval:pembaruan_detail", args=[pk]),
    }
    return render(request, "verval/pembaruan_isi.html", isi, status=422 if form.is_bound else 200)
