"""PBI reactivation: the list with who is about to lose it, writing one, one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nama import sebut
from dtsen.registry.perlindungan import SENSITIF, Tabir
from verval import reaktivasi as aturan
from verval.access import LIHAT, reaktivasi_for, shown, tabir_of
from verval.forms.layanan import LangkahTanggalForm, ReaktivasiForm
from verval.halaman import cases_step, trail
from verval.hop import KasusDitolak, StaleStatus, viewed, viewed_list
from verval.kelayakan import living
from verval.models import Reaktivasi
from verval.reaktivasi import AJUKAN, Isian, ReaktivasiDitolak
from verval.views import layanan
from verval.views.alamat import sent_from
from verval.views.kasus import Aksi, HalamanKasus, may_change
from verval.views.mulai import begin, record_form
from verval.views.sekali import Belum, sekali

TAMPIL = 10


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def reaktivasi_list(request: HttpRequest) -> HttpResponse:
    """What waits for the user, or all; before it who is about to lose the membership."""
    user = pengguna(request)
    isi = layanan.list_page(request, Reaktivasi, urut=("diajukan", "id"))
    aktif = Reaktivasi.objects.dalam(cakupan_of(user, LIHAT)).filter(status="aktif").for_list()
    terdekat = list(aktif.order_by("batas_pembaruan", "id")[:TAMPIL])
    viewed_list("reaktivasi", terdekat, pelaku=user)
    tabir = tabir_of(user, terdekat)
    hari = timezone.localdate()
    isi["terancam"] = [(shown(tabir, k), (k.batas_pembaruan - hari).days) for k in terdekat if k.batas_pembaruan]
    isi["jumlah_aktif"] = aktif.count()
    return render(request, "verval/reaktivasi.html", isi)


def _isian(form: ReaktivasiForm) -> Isian:
    isi = form.cleaned_data
    return Isian(isi["tanggal_hapus"], isi["faskes"], isi["nomor_surat"], isi["catatan"])


def _refused(form: ReaktivasiForm, galat: KasusDitolak) -> None:
    if isinstance(galat, ReaktivasiDitolak):
        for satu in galat.penolakan:
            form.add_error("tanggal_hapus" if satu.kode in {"tanggal", "lewat_enam_bulan"} else None, satu.lengkap)
    else:
        form.add_error(galat.kolom if galat.kolom in form.fields else None, galat.pesan)


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@never_cache
@sekali
def reaktivasi_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the person and write what the letter says; saving makes a draft."""
    user, keluarga = begin(request, pk, AJUKAN)
    anggota = living(keluarga)
    tabir = Tabir.of(user, [keluarga])
    pilihan = [(str(a.pk), sebut(tabir.person(a).nama)) for a in anggota]
    form = ReaktivasiForm(request.POST if request.method == "POST" else None, pilihan=pilihan)
    if request.method == "POST" and form.is_valid():
        orang = next(a for a in anggota if str(a.pk) == form.cleaned_data["individu"])
        try:
            kasus = aturan.draft(orang, _isian(form), pelaku=user)
            return redirect("verval:reaktivasi_detail", pk=kasus.pk)
        except KasusDitolak as galat:
            _refused(form, galat)
    record_form(user, "reaktivasi", keluarga, anggota)
    tampil = tabir.family(keluarga)
    isi = {
        "keluarga": tampil,
        "form": form,
        "jejak": trail(tampil, cases_step(keluarga), ("Reaktivasi PBI-JK", "")),
        "kembali": reverse("verval:keluarga", args=[pk]),
    }
    return render(request, "verval/reaktivasi_isi.html", isi, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@never_cache
@sekali
def reaktivasi_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own draft, or one that came back."""
    user = pengguna(request)
    kasus = reaktivasi_for(user, pk)
    if not may_change(kasus, user) or kasus.individu is None:
        messages.info(request, "Reaktivasi ini tidak dapat diubah lagi. Lihat keadaannya di bawah.")
        return Belum(reverse("verval:reaktivasi_detail", args=[pk]))
    tabir = tabir_of(user, [kasus])
    if not tabir.open_over(kasus.keluarga_id):
        raise TidakBerwenang(SENSITIF)
    awal = {n: getattr(kasus, n) for n in ("tanggal_hapus", "faskes", "nomor_surat", "catatan")}
    form = ReaktivasiForm(
        request.POST if request.method == "POST" else None,
        pilihan=[(str(kasus.individu_id), sebut(kasus.individu.nama))],
        initial=awal | {"individu": str(kasus.individu_id)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            aturan.revise(kasus, _isian(form), pelaku=user)
            return redirect("verval:reaktivasi_detail", pk=pk)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:reaktivasi_detail", args=[pk]))
        except KasusDitolak as galat:
            _refused(form, galat)
    viewed(kasus, pelaku=user)
    isi = {
        "keluarga": tabir.family(kasus.keluarga),
        "form": form,
        "jejak": trail(kasus.keluarga, cases_step(kasus.keluarga), ("Ubah reaktivasi", "")),
        "kembali": reverse("verval:reaktivasi_detail", args=[pk]),
    }
    return render(request, "verval/reaktivasi_isi.html", isi, status=422 if form.is_bound else 200)


def _content(request: HttpRequest, kasus: Reaktivasi, tabir: Tabir, aksi: Aksi) -> dict[str, Any]:
    hari = timezone.localdate()
    tolak = []
    if kasus.status in kasus.DIISI and kasus.individu is not None:
        dulu = timezone.localtime(kasus.diajukan).date() if kasus.diajukan else hari
        tolak = aturan.check(kasus.individu, kasus.tanggal_hapus, hari=dulu, kasus=kasus)
    return {
        "penolakan": tolak,
        "batas_ajukan": aturan.months_later(kasus.tanggal_hapus, aturan.BULAN_MAKS),
        "sisa_hari": (kasus.batas_pembaruan - hari).days if kasus.batas_pembaruan else None,
    }


HALAMAN = HalamanKasus(cari=reaktivasi_for, pindah=aturan.move, isi=_content, formulir=LangkahTanggalForm)


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def reaktivasi_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One reactivation: the rules, the letter, hops, and the duty afterwards."""
    return HALAMAN.show(request, pk)


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
@sekali
def reaktivasi_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    return HALAMAN.take(request, pk)


@require_POST
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def reaktivasi_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the letter of the facility, or another paper."""
    return HALAMAN.attach(request, pk)


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:reaktivasi_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def reaktivasi_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    return HALAMAN.tell(request, pk)
