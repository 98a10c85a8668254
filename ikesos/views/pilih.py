"""What every page of the index takes from its address: a region of one's own, a group, the way back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from dtsen.accounts.access import boleh, cakupan_of
from dtsen.accounts.views.gerbang import pengguna
from dtsen.wilayah.models import Wilayah
from ikesos import halaman, hitungan
from ikesos.models import Hitungan
from ikesos.models.struktur import KELOMPOK

LIHAT = "agregat.lihat"
HALAMAN = {
    "indeks": "Indeks",
    "peta": "Peta",
    "tren": "Tren",
    "andai": "Andaikan",
    "banding": "Bandingkan",
    "kokoh": "Kekokohan",
}
"""The pages of one region: name of the URL and label of its tab."""


def region_of(request: HttpRequest, kode: str) -> Wilayah:
    """Return the region; Http404 outside the assignments."""
    ini = Wilayah.objects.filter(pk=kode).select_related("induk").first()
    if ini is None or not cakupan_of(pengguna(request), LIHAT).memuat(kode):
        raise Http404("Wilayah ini tidak ada dalam penugasan Anda.")
    return ini


def group_of(request: HttpRequest) -> str:
    """Return the group that was asked for, or everybody."""
    kelompok = request.GET.get("kelompok", "")
    return kelompok if kelompok in KELOMPOK else "umum"


def trail_of(request: HttpRequest, ini: Wilayah, halaman_kini: str = "indeks") -> list[tuple[str, str]]:
    """From the kabupaten down; only regions of one's own are links, to the same page there."""
    cakupan = cakupan_of(pengguna(request), LIHAT)
    semua = Wilayah.objects.in_bulk([ini.kode[:n] for n in (4, 6) if n < len(ini.kode)])
    jejak = [
        (str(w), reverse(f"ikesos:{halaman_kini}", args=[k]) if cakupan.memuat(k) else "")
        for k, w in sorted(semua.items())
    ]
    return [*jejak, (str(ini), "")] if jejak else []


def frame(request: HttpRequest, kode: str, kini: str) -> tuple[dict[str, Any], Hitungan | None]:
    """Context that every page of a region shares, and the calculation it shows (None where there is none yet)."""
    ini, kelompok, hitung = region_of(request, kode), group_of(request), hitungan.newest()
    isi: dict[str, Any] = {
        "ini": ini,
        "kelompok": kelompok,
        "semua_kelompok": KELOMPOK,
        "nama_kelompok": KELOMPOK[kelompok],
        "jejak": trail_of(request, ini, kini),
        "tab": HALAMAN,
        "kini": kini,
        "hitung": hitung,
        "usang": hitungan.outdated(),
        "boleh_hitung": boleh(request.user, "ikesos.hitung"),
    }
    if hitung is not None:
        isi |= halaman.region(hitung, ini, kelompok)
    return isi, hitung
