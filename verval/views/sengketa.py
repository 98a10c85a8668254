"""Exclusions and their disputes: the list of exclusions, writing a dispute, one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval import sengketa as aturan
from verval.access import LIHAT, izin_di, sengketa_for
from verval.forms.layanan import LangkahTanggalForm, SengketaForm
from verval.forms.saring import WilayahForm
from verval.halaman import cases_step, region_choices, trail
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.kelayakan import desil_terakhir
from verval.models import PengecualianPenerima, Sengketa
from verval.querysets import PengecualianQuerySet
from verval.sengketa import AJUKAN
from verval.views import layanan
from verval.views.alamat import sent_from
from verval.views.kasus import Aksi, HalamanKasus, may_change
from verval.views.sekali import Belum, sekali

BAGIAN = {"berlaku": "Masih berlaku", "semua": "Semua"}


def exclusions(user: User) -> PengecualianQuerySet:
    """Exclusions of families in reach, each with the name of its desa and its disputes."""
    dalam = cakupan_of(user, LIHAT).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw")
    desa = Wilayah.objects.filter(pk=OuterRef("kode_desa")).values("nama")[:1]
    terlihat = Sengketa.objects.terlihat(user).order_by("-pk")
    semua: PengecualianQuerySet = (
        PengecualianPenerima.objects.filter(dalam)
        .select_related("keluarga", "individu", "program")
        .prefetch_related(Prefetch("sengketa", terlihat))
        .annotate(nama_desa=Subquery(desa))
    )
    return semua


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def pengecualian(request: HttpRequest) -> HttpResponse:
    """Who is excluded from which programme, since when, on whose word; and where it is disputed."""
    user = pengguna(request)
    form = WilayahForm(request.GET, wilayah=region_choices(cakupan_of(user, LIHAT)))
    wilayah = form.isi()["wilayah"]
    lihat = request.GET.get("lihat", "")
    lihat = lihat if lihat in BAGIAN else "berlaku"
    semua = exclusions(user)
    if lihat == "berlaku":
        semua = semua.berlaku(timezone.localdate())
    if wilayah:
        semua = semua.filter(Cakupan.of([wilayah]).q())
    halaman = Paginator(semua.order_by("-berlaku_dari", "-id"), layanan.SEHALAMAN).get_page(request.GET.get("halaman"))
    daftar = list(halaman)
    if daftar:
        audit.record(
            pelaku=user,
            aksi="pengecualian.daftar",
            keluarga=[s.keluarga_id for s in daftar],
            individu=[s.individu_id for s in daftar if s.individu_id],
        )
    tabir = Tabir.of(user, [s.keluarga for s in daftar])
    isi = {
        "lihat": lihat,
        "pilihan": BAGIAN.items(),
        "form": form,
        "saring": {"wilayah": wilayah},
        "tersaring": bool(wilayah),
        "halaman": halaman,
        "baris": [line(user, tabir, s) for s in daftar],
    }
    return render(request, "verval/pengecualian.html", isi)


def line(user: User, tabir: Tabir, satu: PengecualianPenerima) -> dict[str, Any]:
    """One exclusion as a row: whom it is about, its newest dispute, and whether the user may dispute it."""
    boleh = AJUKAN in izin_di(user, satu.keluarga) and not aturan.disputable(satu, timezone.localdate())
    sengketa = list(satu.sengketa.all())
    return {
        "satu": satu,
        "nama": (tabir.person(satu.individu).nama if satu.individu else tabir.family(satu.keluarga).nama_kepala),
        "sengketa": sengketa[0] if sengketa else None,
        "boleh": boleh,
    }


def _exclusion(user: User, pk: int) -> PengecualianPenerima:
    satu = exclusions(user).filter(pk=pk).first()
    if satu is None:
        raise Http404("Pengecualian itu tidak ada di wilayah Anda.")
    if AJUKAN not in izin_di(user, satu.keluarga):
        raise TidakBerwenang(AJUKAN)
    return satu


def _form_page(
    request: HttpRequest, user: User, satu: PengecualianPenerima, form: SengketaForm, kembali: str
) -> HttpResponse:
    tabir = Tabir.of(user, [satu.keluarga])
    tampil = tabir.family(satu.keluarga)
    isi = {
        "satu": satu,
        "nama": tabir.person(satu.individu).nama if satu.individu else tampil.nama_kepala,
        "keluarga": tampil,
        "form": form,
        "kembali": kembali,
        "jejak": trail(tampil, cases_step(satu.keluarga), ("Sengketa pengecualian", "")),
    }
    return render(request, "verval/sengketa_isi.html", isi, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@never_cache
@sekali
def sengketa_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Write why an exclusion is wrong; saving makes a draft."""
    user = pengguna(request)
    satu = _exclusion(user, pk)
    form = SengketaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            kasus = aturan.draft(satu, alasan=form.cleaned_data["alasan"], pelaku=user)
            return redirect("verval:sengketa_detail", pk=kasus.pk)
        except KasusDitolak as galat:
            form.add_error(galat.kolom or None, galat.pesan)
    audit.record(
        pelaku=user,
        aksi="sengketa.isi",
        objek=satu.objek,
        keluarga=[satu.keluarga_id],
        individu=[satu.individu_id] if satu.individu_id else [],
    )
    return _form_page(request, user, satu, form, reverse("verval:pengecualian"))


@require_http_methods(["GET", "POST"])
@butuh(AJUKAN, Lingkup.OBJEK)
@never_cache
@sekali
def sengketa_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the reason of one's own draft, or of one that came back."""
    user = pengguna(request)
    kasus = sengketa_for(user, pk)
    if not may_change(kasus, user):
        messages.info(request, "Sengketa ini tidak dapat diubah lagi. Lihat keadaannya di bawah.")
        return Belum(reverse("verval:sengketa_detail", args=[pk]))
    form = SengketaForm(request.POST if request.method == "POST" else None, initial={"alasan": kasus.alasan})
    if request.method == "POST" and form.is_valid():
        try:
            aturan.revise(kasus, alasan=form.cleaned_data["alasan"], pelaku=user)
            return redirect("verval:sengketa_detail", pk=pk)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:sengketa_detail", args=[pk]))
        except KasusDitolak as galat:
            form.add_error(galat.kolom or None, galat.pesan)
    viewed(kasus, pelaku=user)
    return _form_page(request, user, kasus.pengecualian, form, reverse("verval:sengketa_detail", args=[pk]))


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def sengketa_list(request: HttpRequest) -> HttpResponse:
    """What waits for the user, or all."""
    isi = layanan.list_page(request, Sengketa, urut=("diajukan", "id"), kait=("pengecualian__program",))
    return render(request, "verval/sengketa.html", isi)


def _content(request: HttpRequest, kasus: Sengketa, tabir: Tabir, aksi: Aksi) -> dict[str, Any]:
    return {"pengecualian": kasus.pengecualian, "desil": desil_terakhir(kasus.keluarga)}


HALAMAN = HalamanKasus(cari=sengketa_for, pindah=aturan.move, isi=_content, formulir=LangkahTanggalForm)


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def sengketa_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispute: the exclusion, the reason, evidence, hops."""
    return HALAMAN.show(request, pk)


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
@sekali
def sengketa_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    return HALAMAN.take(request, pk)


@require_POST
@butuh(AJUKAN, Lingkup.OBJEK)
@sekali
def sengketa_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach what shows that the exclusion is wrong."""
    return HALAMAN.attach(request, pk)


@sensitive_post_parameters("telepon", "surel")
@sent_from("verval:sengketa_detail", "#kontak")
@butuh(AJUKAN, Lingkup.OBJEK)
def sengketa_kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about the case."""
    return HALAMAN.tell(request, pk)
