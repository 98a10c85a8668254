"""Calculations: the list with its start form and what is still missing, one calculation, its progress, publishing."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import TAHUN_PERTAMA, Periode, PeriodeSalah
from dtsen.lib.tampil import giliran
from ikesos import hitungan as layanan
from ikesos import structure, tasks
from ikesos.hitungan import BERJALAN, LANGKAH, HitunganDitolak
from ikesos.isian import utang
from ikesos.models import Hitungan, StrukturVersi
from ikesos.models.hitungan import STATUS_HITUNGAN
from ikesos.models.struktur import KELOMPOK
from ikesos.stats.tutup import ATURAN

LIHAT, MULAI, TERBITKAN = "agregat.lihat", "ikesos.hitung", "ikesos.terbitkan"
SEHALAMAN = 20


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.BERSAMA, menulis=MULAI)
def hitungan(request: HttpRequest) -> HttpResponse:
    """Every calculation, newest first; before a start, what the inputs still lack."""
    isian = request.POST if request.method == "POST" else request.GET
    hari, galat = timezone.localdate(), ""
    versi = StrukturVersi.objects.filter(pk=isian.get("versi", "")).first() or structure.current()
    if request.method == "POST":
        try:
            ini = layanan.start(isian.get("periode", ""), pelaku=pengguna(request), versi=versi)
        except HitunganDitolak as salah:
            galat = salah.pesan
        else:
            tasks.queue_on_commit(ini.pk)
            return redirect("ikesos:hitungan_detail", pk=ini.pk)
    try:
        periode = Periode.dikenal(isian.get("periode", ""), hari_ini=hari)
    except PeriodeSalah:
        periode = Periode.of(hari)
    semua = Hitungan.objects.select_related("versi", "dimulai_oleh")
    isi = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "boleh_mulai": boleh(request.user, MULAI),
        "versi": versi,
        "semua_versi": StrukturVersi.objects.all(),
        "periode": periode,
        "pilihan_periode": _periods(hari),
        "utang": utang.of_quarter(periode, hari),
        "kelompok": list(KELOMPOK.values()),
        "galat": galat,
        "aturan": ATURAN,
    }
    return render(request, "ikesos/hitungan.html", isi, status=422 if galat else 200)


def _periods(hari: date) -> list[Periode]:
    """This quarter and the three before."""
    hasil = [Periode.of(hari)]
    while len(hasil) < 4 and hasil[-1] > Periode(TAHUN_PERTAMA, 1):
        hasil.append(hasil[-1].sebelum)
    return hasil


def _steps(ini: Hitungan) -> list[tuple[str, str]]:
    """Return (label, done | now | fail | later) of the step line."""
    nama = list(LANGKAH)
    kini = str(ini.kemajuan.get("langkah", ""))
    letak = len(nama) if ini.status == "selesai" else nama.index(kini) if kini in nama else 0
    saat = {"gagal": "fail", "menunggu": "later"}.get(ini.status, "now")
    return [(LANGKAH[n], "done" if i < letak else saat if i == letak else "later") for i, n in enumerate(nama)]


def _progress(ini: Hitungan) -> dict[str, object]:
    tunggu = giliran(ini.dimulai, timezone.now()) if ini.status == "menunggu" else ""
    return {"hitung": ini, "langkah": _steps(ini), "berjalan": ini.status in BERJALAN, "tunggu": tunggu}


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One calculation: where it stands, what it was made from, publishing."""
    ini = get_object_or_404(
        Hitungan.objects.select_related("versi", "dimulai_oleh", "diterbitkan_oleh", "ditarik_oleh"), pk=pk
    )
    user = pengguna(request)
    kembar = layanan.twins(ini)
    isi = {
        **_progress(ini),
        "status": STATUS_HITUNGAN[ini.status],
        "kembar": kembar[0] if kembar else None,
        "usang": layanan.USANG if ini.status == "selesai" and ini.aturan != ATURAN else "",
        "boleh_terbit": boleh(user, TERBITKAN)
        and ini.status == "selesai"
        and ini.diterbitkan is None
        and ini.versi.status != "draf"
        and ini.aturan == ATURAN
        and ini.dimulai_oleh_id != user.pk,
        "boleh_tarik": boleh(user, TERBITKAN) and ini.diterbitkan is not None,
    }
    return render(request, "ikesos/hitungan_detail.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
@never_cache
def kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """The step line alone, asked for while the calculation runs; loads the page anew when it ends."""
    isi = _progress(get_object_or_404(Hitungan, pk=pk))
    jawaban = render(request, "ikesos/_hitungan_kemajuan.html", isi)
    if not isi["berjalan"]:
        jawaban["HX-Refresh"] = "true"
    return jawaban


@require_POST
@butuh(TERBITKAN, Lingkup.KABUPATEN)
def terbitkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a calculation that somebody else started."""
    ini = get_object_or_404(Hitungan, pk=pk)
    try:
        layanan.publish(ini.pk, pelaku=pengguna(request))
        messages.success(request, f"Indeks {ini.periode} terbit. Semua halaman indeks kini memakainya.")
    except HitunganDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("ikesos:hitungan_detail", pk=pk)


@require_POST
@butuh(TERBITKAN, Lingkup.KABUPATEN)
def tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a published calculation back, with a reason."""
    ini = get_object_or_404(Hitungan, pk=pk)
    try:
        layanan.withdraw(ini.pk, request.POST.get("alasan", ""), pelaku=pengguna(request))
    except HitunganDitolak as galat:
        messages.error(request, galat.pesan)
    else:
        kini = layanan.newest()
        kata = f"Halaman indeks kini memakai hitungan {kini.periode} #{kini.pk}." if kini else "Halaman indeks kosong."
        messages.success(request, f"Hitungan {ini.periode} #{pk} ditarik. {kata}")
    return redirect("ikesos:hitungan_detail", pk=pk)
