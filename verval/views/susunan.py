"""Forms about family make-up: one for each operation, begun from "Ajukan pembaruan" of a family."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dtsen.accounts import audit, batas
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.models import User
from dtsen.lib.nik import NomorSalah
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.susunan import Operasi
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.models import Wilayah
from verval import pembaruan, susunan
from verval.access import LIHAT
from verval.forms.susunan import OperasiForm, initial
from verval.halaman import cases_step, trail
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Pembaruan
from verval.models.pembaruan import KELUARGA_BARU, SUSUNAN
from verval.views.tautan import origin, tie


def operation_of(request: HttpRequest) -> Operasi | None:
    """The operation that the address names; 404 for one that is not there."""
    kode = request.GET.get("operasi", "")
    if kode and (kode not in SUSUNAN or kode == KELUARGA_BARU):
        raise Http404("Perubahan ini tidak dikenal.")
    return SUSUNAN.get(kode)


def _other(user: User, pk: str | int) -> Keluarga | None:
    """The family that is merged, once it is known."""
    return keluarga_for(cakupan_of(user, LIHAT), int(pk)) if str(pk).isdigit() and len(str(pk)) < 19 else None


def _form(
    request: HttpRequest, user: User, keluarga: Keluarga, lain: Keluarga | None, operasi: Operasi, **isi: Any
) -> OperasiForm:
    """The form with the people of both families, who are written into the trail as shown."""
    if request.method == "POST":
        # Its refusals say whether somebody carries a number: as often as one may search.
        batas.count(request, "cari", user)
    rumah = [keluarga, *([lain] if lain else [])]
    tabir = Tabir.of(user, rumah)
    anggota = {k.pk: list(Individu.objects.for_keluarga(k.pk)) for k in rumah}
    audit.record(
        pelaku=user,
        aksi="pembaruan.isi",
        objek=f"keluarga:{keluarga.pk}",
        keluarga=[k.pk for k in rumah],
        individu=[a.pk for semua in anggota.values() for a in semua],
    )
    tampil = {pk: [tabir.person(a) for a in semua] for pk, semua in anggota.items()}
    return OperasiForm(
        request.POST if request.method == "POST" else None,
        operasi=operasi,
        url=f"{reverse('verval:pembaruan_nomor', args=[keluarga.pk])}?operasi={operasi.kode}",
        anggota=tampil[keluarga.pk],
        lain=tampil[lain.pk] if lain else None,
        **isi,
    )


def _read(user: User, form: OperasiForm, lain: Keluarga | None) -> dict[str, Any]:
    """What the operation is told, others found by their numbers; raises FaktaSalah or NomorSalah."""
    isi = form.isi() | {nama: susunan.find(user, nama, nomor) for nama, nomor in form.others().items()}
    return isi | ({"dari": lain.pk} if lain else {})


def _page(request: HttpRequest, user: User, keluarga: Keluarga, form: OperasiForm, kembali: str) -> HttpResponse:
    tampil = Tabir.of(user, [keluarga]).family(keluarga)
    isi = {
        "keluarga": tampil,
        "operasi": form.operasi,
        "desa": Wilayah.objects.filter(pk=keluarga.kode_desa).first(),
        "form": form,
        "jejak": trail(tampil, cases_step(keluarga), (form.operasi.label, "")),
        "kembali": kembali,
    }
    return render(request, "verval/pembaruan_operasi.html", isi, status=422 if form.is_bound else 200)


def operation_new(request: HttpRequest, user: User, keluarga: Keluarga, operasi: Operasi) -> HttpResponse:
    """Fill in one operation; saving makes a draft. A merge asks first which family it is."""
    lain = _other(user, request.GET.get("dari", "")) if operasi.kode == "gabung" else None
    form = _form(request, user, keluarga, lain, operasi)
    if request.method == "POST" and form.is_valid():
        try:
            isi = _read(user, form, lain)
            if form.awal:
                alamat = reverse("verval:pembaruan_baru", args=[keluarga.pk])
                return redirect(f"{alamat}?operasi={operasi.kode}&dari={isi['dari']}{origin(request)}")
            kasus = pembaruan.draft_operasi(
                keluarga, operasi.kode, isi, alasan=form.cleaned_data["alasan"], pelaku=user
            )
        except (FaktaSalah, NomorSalah, KasusDitolak) as galat:
            form.refuse(_field(galat), galat.pesan)
        else:
            tie(request, kasus)
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    return _page(request, user, keluarga, form, reverse("verval:pembaruan_baru", args=[keluarga.pk]))


def operation_change(request: HttpRequest, user: User, kasus: Pembaruan, operasi: Operasi) -> HttpResponse:
    """Change what an operation is told, while the case lies with its maker."""
    lain = _other(user, kasus.isi.get("dari", ""))
    awal = initial(kasus.isi, kasus.alasan)
    form = _form(request, user, kasus.keluarga, lain, operasi, nomor=kasus.nomor, initial=awal)
    utama = susunan.main_person(operasi)
    if utama is not None:
        # A case stays about the person it was begun for.
        form.fields[utama.nama].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            # Others are named by numbers, which are not shown again: left blank, they stay.
            tetap = {nama: kasus.isi[nama] for nama in ("ke", "ditutup") if nama in kasus.isi}
            isi = tetap | _read(user, form, lain)
            pembaruan.revise_operasi(kasus, isi, alasan=form.cleaned_data["alasan"], pelaku=user)
        except (FaktaSalah, NomorSalah, KasusDitolak) as galat:
            form.refuse(_field(galat), galat.pesan)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
        else:
            return redirect("verval:pembaruan_detail", pk=kasus.pk)
    return _page(request, user, kasus.keluarga, form, reverse("verval:pembaruan_detail", args=[kasus.pk]))


def number_look(request: HttpRequest, user: User, keluarga: Keluarga, operasi: Operasi) -> HttpResponse:
    """Say at once what is known of the number in the one field that came, and leave a line about it."""
    kolom = next((n for n in request.POST if n.endswith(("nik", "kk"))), "")
    try:
        temuan = susunan.look(user, keluarga, operasi, kolom, request.POST.get(kolom, ""))
    except (FaktaSalah, NomorSalah) as galat:
        temuan = susunan.Temuan(galat.pesan, beres=False)
    audit.record(
        pelaku=user,
        aksi="pembaruan.nomor",
        objek=f"keluarga:{keluarga.pk}",
        rincian={"jenis": operasi.kode, "beres": temuan.beres},
        keluarga=[keluarga.pk, *temuan.keluarga],
        individu=temuan.individu,
    )
    return render(request, "verval/_nomor.html", {"temuan": temuan})


def _field(galat: FaktaSalah | NomorSalah | KasusDitolak) -> str:
    if isinstance(galat, NomorSalah):
        return "nik" if galat.pesan.startswith("NIK") else "nomor_kk"
    return galat.fakta if isinstance(galat, FaktaSalah) else galat.kolom
