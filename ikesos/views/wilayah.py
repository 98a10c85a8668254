"""The picture of a region: how many are poor, where, compared with the kabupaten, and how good the data are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.tampil import angka
from dtsen.ranking import scoring
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from ikesos.sebaran import Angka, newest_version, numbers_of

LIHAT = "agregat.lihat"
URUT = {
    "nama": lambda b: (b.wilayah.nama,),
    "miskin": lambda b: (-(b.angka.daerah.miskin or 0), b.wilayah.nama),
    "nasional": lambda b: (-(b.angka.nasional.miskin or 0), b.wilayah.nama),
    "jiwa": lambda b: (-b.angka.mutu.orang, b.wilayah.nama),
    "basi": lambda b: (-(b.angka.mutu.persen_basi or 0), b.wilayah.nama),
}
"""Order of the table; the poorest first unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Anak:
    """One line of the table."""

    wilayah: Wilayah
    angka: Angka


@butuh(LIHAT, Lingkup.DAFTAR)
def wilayah_saya(request: HttpRequest) -> HttpResponse:
    """Go to the first region of one's assignments."""
    kode = cakupan_of(pengguna(request), LIHAT).kode
    if not kode:
        raise Http404("Tidak ada wilayah dalam penugasan Anda.")
    return redirect("ikesos:wilayah", kode=kode[0])


@butuh(LIHAT, Lingkup.WILAYAH)
def wilayah(request: HttpRequest, kode: str) -> HttpResponse:
    """Aggregates of one region inside one's own; regions outside are answered as not there."""
    cakupan = cakupan_of(pengguna(request), LIHAT)
    ini = Wilayah.objects.filter(pk=kode).first()
    if ini is None or not cakupan.memuat(kode):
        raise Http404("Wilayah ini tidak ada dalam penugasan Anda.")
    run, resmi, hari = scoring.current(), newest_version(kode[:4]), timezone.localdate()
    versi = resmi.versi if resmi else ""
    sendiri, anak = numbers_of(kode, run, versi, hari)
    banding = numbers_of(kode[:4], run, versi, hari)[0] if len(kode) > 4 else sendiri
    urut = request.GET.get("urut", "")
    urut = urut if urut in URUT else "miskin"
    isi = {
        "ini": ini,
        "run": run,
        "resmi": resmi,
        "angka": sendiri,
        "banding": banding,
        "induk_banding": Wilayah.objects.filter(pk=kode[:4]).first() if len(kode) > 4 else None,
        "kalimat": _sentence(ini, sendiri, banding if len(kode) > 4 else None),
        "daerah": _picture(sendiri.daerah.rows()),
        "nasional": _picture(sendiri.nasional.rows()),
        "anak": _children(kode, anak, urut),
        "urut": urut,
        "maks": _scale(anak),
        "jejak": _trail(ini, cakupan),
    }
    return render(request, "ikesos/wilayah.html", isi)


def _children(kode: str, anak: dict[str, Angka], urut: str) -> list[Anak]:
    if len(kode) == 10:
        return []
    daftar = [Anak(w, anak.get(w.kode, Angka())) for w in Wilayah.objects.filter(induk_id=kode)]
    return sorted(daftar, key=URUT[urut])


def _scale(anak: dict[str, Angka]) -> float:
    """Right end of the dot line, per cent: the greatest share, rounded up to tens."""
    terbesar = max((a.daerah.miskin or 0 for a in anak.values()), default=0)
    return max(10.0, -(-terbesar // 10) * 10)


def _sentence(ini: Wilayah, sendiri: Angka, banding: Angka | None) -> str:
    """The answer that can be said aloud."""
    bagian = sendiri.daerah.miskin
    if bagian is None:
        return f"Belum ada bagian desil yang dapat disebut untuk {ini}."
    teks = f"{angka(bagian)} % jiwa di {ini} berada di desil daerah 1–4"
    if banding is None or banding.daerah.miskin is None:
        return teks + "."
    return f"{teks}; seluruh kabupaten {angka(banding.daerah.miskin)} %."


def _picture(baris: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def tulis(satu: dict[str, Any]) -> str:
        if satu["tutup"]:
            return "tertutup"
        return "–" if satu["bagian"] is None else f"{angka(satu['bagian'], 1)} %"

    return [{**satu, "tampil": tulis(satu)} for satu in baris]


def _trail(ini: Wilayah, cakupan: Cakupan) -> list[tuple[str, str]]:
    """From the kabupaten down; only regions of one's own are links."""
    semua = Wilayah.objects.in_bulk([ini.kode[:n] for n in (4, 6) if n < len(ini.kode)])
    jejak = [(str(w), f"/ikesos/wilayah/{k}/" if cakupan.memuat(k) else "") for k, w in sorted(semua.items())]
    return [*jejak, (str(ini), "")] if jejak else []
