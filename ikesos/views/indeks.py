"""The index of a region: its value and dimensions, its parts by rank and band, and each node with its formula."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import Periode
from ikesos import halaman, hitungan, structure, tasks
from ikesos.models import Hitungan, StrukturVersi
from ikesos.models.struktur import KELOMPOK
from ikesos.views.pilih import LIHAT, frame, group_of, region_of


@butuh(LIHAT, Lingkup.DAFTAR)
def indeks_saya(request: HttpRequest) -> HttpResponse:
    """Go to the first region of one's assignments."""
    kode = cakupan_of(pengguna(request), LIHAT).kode
    if not kode:
        raise Http404("Tidak ada wilayah dalam penugasan Anda.")
    return redirect("ikesos:indeks", kode=kode[0])


@butuh(LIHAT, Lingkup.WILAYAH)
def indeks(request: HttpRequest, kode: str) -> HttpResponse:
    """The index of one region inside one's own."""
    isi, _ = frame(request, kode, "indeks")
    isi |= {
        "berjalan": Hitungan.objects.filter(status__in=hitungan.BERJALAN).first(),
        "langkah": hitungan.LANGKAH,
        "triwulan": Periode.of(timezone.localdate()),
    }
    return render(request, "ikesos/indeks.html", isi)


@butuh(LIHAT, Lingkup.WILAYAH)
def simpul(request: HttpRequest, kode: str, simpul: str) -> HttpResponse:
    """One node of one region: what it is made of, its formula and the inputs themselves."""
    ini, kelompok, hitung = region_of(request, kode), group_of(request), hitungan.newest()
    if hitung is None:
        return render(request, "ikesos/indeks.html", {"ini": ini, "usang": hitungan.outdated()})
    node = hitung.versi.simpul.select_related("induk").filter(kode=simpul).first()
    if node is None:
        raise Http404("Bagian indeks ini tidak ada.")
    isi = {"ini": ini, "kelompok": kelompok, "nama_kelompok": KELOMPOK[kelompok]}
    isi |= halaman.node(hitung, ini, kelompok, node)
    return render(request, "ikesos/simpul.html", isi)


@require_POST
@butuh("ikesos.hitung", Lingkup.KABUPATEN)
def hitung(request: HttpRequest) -> HttpResponse:
    """Start a calculation of a quarter, queue it and go back to the index."""
    try:
        ini = hitungan.start(request.POST.get("periode", ""), pelaku=pengguna(request))
    except hitungan.HitunganDitolak as galat:
        messages.error(request, galat.pesan)
    else:
        tasks.queue_on_commit(ini.pk)
        messages.success(request, f"Hitungan {ini.periode} dimulai. Muat ulang halaman ini sebentar lagi.")
    return redirect("ikesos:indeks_saya")


@butuh(LIHAT, Lingkup.DAFTAR)
def struktur(request: HttpRequest) -> HttpResponse:
    """Versions of the structure, and what differs between two of them."""
    semua = list(StrukturVersi.objects.all())
    peta = {v.kode: v for v in semua}
    lama, baru = peta.get(request.GET.get("lama", "")), peta.get(request.GET.get("baru", ""))
    isi = {
        "semua": semua,
        "lama": lama,
        "baru": baru,
        "beda": structure.compare(lama, baru) if lama and baru else [],
        "kini": structure.export(baru or semua[0])["simpul"] if semua and not (lama and baru) else [],
        "versi": baru or structure.current() or (semua[0] if semua else None),
        "boleh_muat": boleh(request.user, "ikesos.hitung"),
        "boleh_berlaku": boleh(request.user, "ikesos.terbitkan"),
    }
    return render(request, "ikesos/struktur.html", isi)
