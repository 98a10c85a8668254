"""The index in use: map, trend and what moved it, what if, regions side by side, how firm the order is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.wilayah.models import Wilayah
from ikesos import andai as hitung_andai
from ikesos import banding as profil
from ikesos import gambar, hitungan, hubung, perubahan, structure, tasks
from ikesos import peta as gambar_peta
from ikesos.models import Hitungan
from ikesos.models.struktur import KELOMPOK
from ikesos.perubahan import Perubahan
from ikesos.views.pilih import LIHAT, frame


@butuh(LIHAT, Lingkup.WILAYAH)
def peta(request: HttpRequest, kode: str) -> HttpResponse:
    """The map of the parts of a region, with the table behind it."""
    isi, hitung = frame(request, kode, "peta")
    if hitung is not None:
        isi |= gambar_peta.draw(isi["ini"], isi["anak"])
    return render(request, "ikesos/peta.html", isi)


@butuh(LIHAT, Lingkup.WILAYAH)
def tren(request: HttpRequest, kode: str) -> HttpResponse:
    """The index over the periods of one version, and what moved it since the one before."""
    isi, hitung = frame(request, kode, "tren")
    if hitung is not None:
        deret = perubahan.trend(hitung, isi["ini"], isi["kelompok"])
        isi |= {"deret": deret, "garis": gambar.line(deret, isi["akar"].kode)}
        langkah = perubahan.step(deret, request.GET.get("sampai", ""))
        if langkah is not None:
            lama, baru = langkah
            ubah = perubahan.change(lama, baru, isi["ini"], isi["kelompok"])
            isi |= {"lama": lama, "baru": baru, "ubah": ubah, **_moved(ubah, lama, baru, isi["ini"])}
        if boleh(request.user, "ikesos.hitung"):
            isi["ulang"] = hitungan.stale(hitung.versi)
    return render(request, "ikesos/tren.html", isi)


def _moved(ubah: Perubahan | None, lama: Hitungan, baru: Hitungan, ini: Wilayah) -> dict[str, Any]:
    if ubah is None:
        return {}
    return {
        "kalimat": perubahan.sentence(ubah, lama, baru, ini),
        "tangga": gambar.steps(ubah),
        "gerak": gambar.movers(ubah),
        "tertutup": gambar.signed(ubah.tertutup) if ubah.tertutup else "",
    }


@require_POST
@butuh("ikesos.hitung", Lingkup.KABUPATEN)
def ulang(request: HttpRequest) -> HttpResponse:
    """Calculate earlier periods once more under the version in use, from the inputs stored then."""
    terbaru = hitungan.newest()
    try:
        versi = terbaru.versi if terbaru else structure.current()
        semua = hitungan.again(versi, pelaku=pengguna(request)) if versi else []
    except hitungan.HitunganDitolak as galat:
        messages.error(request, galat.pesan)
    else:
        for satu in semua:
            tasks.queue_on_commit(satu.pk)
        messages.success(request, f"{len(semua)} periode dihitung ulang. Muat ulang halaman tren sebentar lagi.")
    return redirect("ikesos:indeks_saya")


@butuh(LIHAT, Lingkup.WILAYAH)
def andai(request: HttpRequest, kode: str) -> HttpResponse:
    """What if one indicator stood at another number; nothing is stored, so the answer has an address."""
    isi, hitung = frame(request, kode, "andai")
    if hitung is not None:
        isi |= {"pilihan": profil.indicators(hitung, isi["ini"], isi["kelompok"]), "simpul": request.GET.get("simpul")}
        isi |= _answer(request, isi)
    return render(request, "ikesos/andai.html", isi, status=422 if isi.get("galat") else 200)


def _answer(request: HttpRequest, isi: dict[str, Any]) -> dict[str, Any]:
    simpul, teks = request.GET.get("simpul", ""), request.GET.get("menjadi", "").strip()
    if not simpul and not teks:
        return {}
    try:
        menjadi = hitung_andai.number(teks)
        jawab = hitung_andai.ask(isi["hitung"], isi["ini"], isi["kelompok"], simpul=simpul, menjadi=menjadi)
    except hitung_andai.AndaiDitolak as galat:
        return {"galat": galat.pesan, "menjadi": teks}
    return {"jawab": jawab, "menjadi": teks, "tarikan_andai": hitung_andai.TARIKAN}


@butuh(LIHAT, Lingkup.WILAYAH)
def banding(request: HttpRequest, kode: str) -> HttpResponse:
    """Two to four parts of a region side by side, variable by variable."""
    isi, hitung = frame(request, kode, "banding")
    if hitung is not None:
        isi |= profil.compare(hitung, isi["ini"], isi["anak"], isi["kelompok"], request.GET.getlist("w"))
        isi |= {"menurut_kelompok": profil.groups(hitung, isi["ini"]), "nama_semua": list(KELOMPOK.values())}
    return render(request, "ikesos/banding.html", isi)


@butuh(LIHAT, Lingkup.WILAYAH)
def kokoh(request: HttpRequest, kode: str) -> HttpResponse:
    """How firm the order is: bands, what cannot be told apart, what moves it, how indicators hang together."""
    isi, hitung = frame(request, kode, "kokoh")
    if hitung is not None:
        baris, matriks = hubung.related(hitung, isi["kelompok"])
        serupa = hubung.alike(isi["anak"])
        isi |= {
            "kumpulan": hubung.cliques(isi["anak"]),
            "pita": [(a, gambar.band(a.peringkat, isi["banyak"]), serupa[a.wilayah.kode])
                     for a in isi["anak"] if a.peringkat],
            "kalimat_kokoh": hubung.sentence(serupa),
            "baris": sorted(baris, key=lambda b: -(b.efektif or 0)),
            "matriks": matriks,
            "berlawanan": [b for b in baris if b.hubungan.berlawanan],
        }  # fmt: skip
    return render(request, "ikesos/kokoh.html", isi)
