"""Findings: the list, one of them, the answer of the desa, how far the desa are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.perlindungan import Tabir
from verval.access import LIHAT, boleh_nilai, izin_di, shown, tabir_of, temuan_for
from verval.alur_layanan import KERJAKAN, KIRIM
from verval.forms.kasus import LangkahForm
from verval.forms.layanan import TemuanForm
from verval.halaman import cases_step, trail
from verval.hop import KasusDitolak, StaleStatus, viewed
from verval.models import Temuan
from verval.models.daftar_temuan import JENIS_TEMUAN
from verval.temuan import hasil, kerja
from verval.views import layanan
from verval.views.kasus import Aksi, HalamanKasus
from verval.views.sekali import Belum, sekali


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def temuan_list(request: HttpRequest) -> HttpResponse:
    """What waits for the user, the day that runs out first on top; or all."""
    isi = layanan.list_page(request, Temuan, urut=("tenggat", "id"))
    isi["boleh_unggah"] = layanan.may(pengguna(request), KIRIM)
    return render(request, "verval/temuan.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def temuan_kemajuan(request: HttpRequest) -> HttpResponse:
    """How far each kecamatan and desa is; names nobody."""
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in JENIS_TEMUAN else ""
    kecamatan = hasil.progress(pengguna(request), timezone.localdate(), jenis=jenis)
    isi = {"kecamatan": kecamatan, "semua": hasil.total(kecamatan), "jenis": jenis, "pilihan": JENIS_TEMUAN.items()}
    return render(request, "verval/temuan_kemajuan.html", isi)


def _content(request: HttpRequest, temuan: Temuan, tabir: Tabir, aksi: Aksi) -> dict[str, Any]:
    user = pengguna(request)
    kasus = temuan.pembaruan
    judul = ""
    if kasus is not None:
        judul = kasus.judul if boleh_nilai(tabir_of(user, [kasus]), kasus) else "Data yang dilindungi"
    kurang = kerja.lacks(temuan) if temuan.status in temuan.DIISI else ""
    # Writing the answer takes the first hop; filing waits until the answer is whole.
    tanpa = ("kerjakan", "ajukan") if kurang else ("kerjakan",)
    return {
        "aksi": {a: t for a, t in aksi.items() if a not in tanpa},
        "url_isi": reverse("verval:temuan_isi", args=[temuan.pk]) if _may_fill(request, temuan) else "",
        "url_pembaruan": _begin(temuan) if kerja.may_link(temuan, user) else "",
        "judul_pembaruan": judul,
        "kurang": kurang,
    }


def _may_fill(request: HttpRequest, temuan: Temuan) -> bool:
    return temuan.status in temuan.DIISI and KERJAKAN in izin_di(pengguna(request), temuan.keluarga)


def _begin(temuan: Temuan) -> str:
    """The address where a pembaruan about this person begins; of a NIK anomaly with the number."""
    alamat = reverse("verval:pembaruan_baru", args=[temuan.keluarga_id])
    if temuan.jenis == "nik_anomali":
        return f"{alamat}?operasi=perbaikan_nik&temuan={temuan.pk}"
    return f"{alamat}?anggota={temuan.individu_id}&temuan={temuan.pk}"


HALAMAN = HalamanKasus(cari=temuan_for, pindah=kerja.move, isi=_content, formulir=LangkahForm)


@require_safe
@butuh(LIHAT, Lingkup.OBJEK)
@never_cache
def temuan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what was sent down, what the desa answers, evidence, hops."""
    return HALAMAN.show(request, pk)


@require_http_methods(["GET", "POST"])
@butuh(KERJAKAN, Lingkup.OBJEK)
@never_cache
@sekali
def temuan_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answer; may be left half done."""
    user = pengguna(request)
    temuan = temuan_for(user, pk)
    if not _may_fill(request, temuan):
        messages.info(request, "Temuan ini tidak dapat diisi lagi. Lihat keadaannya di bawah.")
        return Belum(reverse("verval:temuan_detail", args=[pk]))
    awal = {nama: getattr(temuan, nama) for nama in kerja.ISI[temuan.jenis]} | {"status": temuan.status}
    form = TemuanForm(request.POST if request.method == "POST" else None, jenis=temuan.jenis, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            kerja.fill(temuan, form.isi(), pelaku=user, status=form.cleaned_data["status"])
            return redirect("verval:temuan_detail", pk=pk)
        except StaleStatus as galat:
            messages.error(request, galat.pesan)
            return Belum(reverse("verval:temuan_detail", args=[pk]))
        except KasusDitolak as galat:
            form.add_error(None, galat.pesan)
    viewed(temuan, pelaku=user)
    tampil = shown(tabir_of(user, [temuan]), temuan)
    jejak = trail(tampil.keluarga, cases_step(temuan.keluarga), ("Isi temuan", ""))
    isi = {"kasus": tampil, "keluarga": tampil.keluarga, "form": form, "jejak": jejak}
    return render(request, "verval/temuan_isi.html", isi, status=422 if form.is_bound else 200)


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
@sekali
def temuan_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    return HALAMAN.take(request, pk)


@require_POST
@butuh(KERJAKAN, Lingkup.OBJEK)
@sekali
def temuan_bukti(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a photo or a PDF."""
    return HALAMAN.attach(request, pk)
