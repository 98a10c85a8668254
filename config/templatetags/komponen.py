"""The components of every page: filters for numbers and dates, and inclusion tags. Live sheet: /komponen/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.utils import timezone

from config.kata import UMUM
from config.kepala_keluarga import head_of
from config.navigasi import Butir, items_of, tempat_of
from dtsen.accounts.access import KUNJUNGAN, izin_of
from dtsen.accounts.sesi import CATAT_TIAP_DETIK
from dtsen.lib import tampil
from dtsen.lib.nama import sebut
from dtsen.lib.samar import mask, mask_text
from dtsen.registry.models import Individu, Keluarga
from dtsen.wilayah.models import bertitik

register = template.Library()

SUMBER_DESIL = {"D": "daerah", "N": "nasional", "P": "provinsi", "K": "kabupaten"}
"""Source letter of a desil badge and what it says aloud."""
NADA = {
    "diajukan": "flow", "diperiksa": "flow", "dibuka": "flow", "beku": "flow", "dihitung": "flow", "dibaca": "flow",
    "diunggah": "flow", "siap": "flow", "menerapkan": "flow", "dikirim": "flow", "diterima": "flow",
    "dimusyawarahkan": "flow", "disahkan_desa": "flow", "menunggu_desil": "flow",
    "ditugaskan": "flow", "diisi": "flow", "ditinjau": "good", "tidak_ditemukan": "warn",
    "baru": "flow", "dikerjakan": "flow", "diverifikasi": "good", "gugur": "bad",
    "tidak_dikenal": "bad", "rancu": "warn", "salah": "bad",
    "dikembalikan": "warn", "ditunda": "warn", "kedaluwarsa": "warn",
    "disahkan_opd": "good", "disahkan_bupati": "good",
    "disetujui": "good", "terbit": "good", "selesai": "good", "aktif": "good", "diterapkan": "good", "padan": "good",
    "ditolak": "bad", "ditolak_kemensos": "bad", "gagal": "bad", "tidak_padan": "bad",
}  # fmt: skip
"""Tone of a status chip; a status that is not here is neutral."""


# --- filters ------------------------------------------------------------------------------------------------

register.filter("samar", mask)
register.filter("samarkan", mask_text)
register.filter("kode_titik", bertitik)
register.filter("sebut", sebut)


@register.filter
def angka(nilai: float | None, desimal: int = 0) -> str:
    return tampil.angka(nilai, int(desimal))


@register.filter
def rupiah(nilai: float | None) -> str:
    return tampil.rupiah(nilai)


@register.filter
def persen(bagian: float | None, semua: float | None) -> str:
    """`{{ bagian|persen:semua }}` -> `7,6 %`; a dash when there is nothing to divide by."""
    return "–" if bagian is None or not semua else tampil.persen(bagian, semua)


@register.filter
def tanggal(hari: date | None) -> str:
    return tampil.tanggal(hari)


@register.filter
def jam(saat: datetime | None) -> str:
    return tampil.jam(saat)


@register.filter
def waktu(saat: datetime | None) -> str:
    return tampil.waktu(saat)


@register.filter
def umur(lahir: date | None, pada: date | None = None) -> str:
    """Age in whole years; in months below two years."""
    if lahir is None:
        return "umur tidak diketahui"
    hari = pada or timezone.localdate()
    bulan = (hari.year - lahir.year) * 12 + hari.month - lahir.month - (hari.day < lahir.day)
    return f"{bulan} bulan" if bulan < 24 else f"{bulan // 12} tahun"


@register.filter
def umur_orang(orang: Individu, pada: date | None = None) -> str:
    """Age of a person; of a protected child only that it is one."""
    return "di bawah 18 tahun" if getattr(orang, "bertabir", False) else umur(orang.tanggal_lahir, pada)


@register.filter
def ambil(isi: Mapping[Any, Any] | None, kunci: Any) -> Any:
    """Item of a mapping by a key that is a variable."""
    return None if isi is None else isi.get(kunci)


# --- badges -------------------------------------------------------------------------------------------------


@register.inclusion_tag("komponen/_desil.html")
def desil(nilai: int | None, sumber: str = "D", saat: str = "", ukuran: str = "") -> dict[str, Any]:
    """`{% desil 3 "D" "2026-T4" %}`: number and source letter, with words for those who do not see it."""
    return {"nilai": nilai, "sumber": sumber, "kata": SUMBER_DESIL[sumber], "saat": saat, "ukuran": ukuran}


@register.inclusion_tag("komponen/_nik.html")
def nik(nomor: str | None, jenis: str = "NIK", penuh: object = None) -> dict[str, Any]:
    """Masked number; screen readers hear both ends only. Full only while `penuh` (akses penuh over the family) runs."""
    polos = str.__str__(nomor or "")
    if penuh:
        return {"lengkap": polos, "jenis": jenis}
    return {"tersamar": mask(nomor), "awal": polos[:4], "akhir": polos[-4:], "jenis": jenis}


@register.inclusion_tag("komponen/_status.html")
def status(kode: str, label: str = "") -> dict[str, str]:
    """`{% status kasus.status kasus.get_status_display %}`"""
    return {"nada": NADA.get(kode, ""), "label": label or kode.replace("_", " ").capitalize()}


# --- form ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("komponen/_isian.html")
def isian(kolom: BoundField, petunjuk: str = "", tanda: bool = True) -> dict[str, Any]:
    """One field: label, hint, the error beside it, and the control; `tanda` marks one that may stay empty."""
    return {"kolom": kolom, "petunjuk": petunjuk or kolom.help_text, "tanda": tanda}


@register.inclusion_tag("komponen/_galat.html")
def ringkasan_galat(form: BaseForm) -> dict[str, Any]:
    """Summary of what is wrong, on top of the form, each line linked to its field."""
    galat = [(form[nama] if nama in form.fields else None, isi) for nama, isi in form.errors.items()]
    return {"galat": galat, "umum": UMUM}


# --- pictures -----------------------------------------------------------------------------------------------


def _persen(nilai: float | None, maks: float | None) -> str:
    """Per cent for an SVG attribute: a decimal point, whatever the language."""
    return "0" if not nilai or not maks else f"{max(0.0, min(100.0, 100 * nilai / maks)):.2f}"


def _letak(nilai: float | None, maks: float) -> str | None:
    return None if nilai is None else _persen(nilai, maks)


@register.inclusion_tag("komponen/_batang.html")
def batang(
    nilai: float | None, maks: float, teks: str = "", nada: str = "", tanda: float | None = None
) -> dict[str, Any]:
    """A zero-based bar; `tanda` draws a mark to compare with. `teks` is what it says aloud."""
    return {"lebar": _persen(nilai, maks), "tanda": _letak(tanda, maks), "teks": teks, "nada": nada}


@register.inclusion_tag("komponen/_titik.html")
def titik(nilai: float | None, maks: float, tanda: float | None = None, teks: str = "") -> dict[str, Any]:
    """A dot on a line from 0 to `maks`, with a dashed mark to compare with."""
    return {"x": _letak(nilai, maks), "tanda": _letak(tanda, maks), "teks": teks}


@register.inclusion_tag("komponen/_sebaran.html")
def sebaran_desil(baris: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Share of persons in each desil: rows of {desil, bagian (0..100 or None), tampil}."""
    terbesar = max((b["bagian"] or 0 for b in baris), default=0)
    return {"baris": [{**b, "lebar": _persen(b["bagian"], max(20.0, terbesar))} for b in baris]}


JARAK, KIRI, ATAS, BAWAH = 88, 60, 22, 100
"""Geometry of the desil track, in units of its view box."""


@register.inclusion_tag("komponen/_lintasan.html")
def lintasan_desil(deret: Sequence[tuple[str, int | None]], teks: str = "") -> dict[str, Any]:
    """Desil over time: [(label, desil or None)], oldest first; every point carries its number."""
    gambar = [
        {"x": KIRI + i * JARAK, "y": round(ATAS + (BAWAH - ATAS) * (10 - d) / 9) if d else None, "label": label, "d": d}
        for i, (label, d) in enumerate(deret)
    ]
    return {
        "titik": gambar,
        "garis": " ".join(f"{t['x']},{t['y']}" for t in gambar if t["y"] is not None),
        "lebar": KIRI + max(1, len(gambar)) * JARAK - JARAK // 2,
        "teks": teks,
    }


# --- steps, list furniture ----------------------------------------------------------------------------------


@register.inclusion_tag("komponen/_langkah.html")
def langkah(semua: Sequence[tuple[str, str]], kini: str, gagal: bool = False) -> dict[str, Any]:
    """Line of steps [(kode, label)]; those before `kini` are done. `kini` outside the list: all done."""
    kode = [k for k, _ in semua]
    sampai = kode.index(kini) if kini in kode else len(kode)
    keadaan = ["done" if i < sampai else ("fail" if gagal else "now") if i == sampai else "" for i in range(len(kode))]
    return {"baris": [(label, k) for (_, label), k in zip(semua, keadaan, strict=True)]}


@register.inclusion_tag("komponen/_halaman.html", takes_context=True)
def pager(context: template.Context, halaman: Any, kata: str = "baris") -> dict[str, Any]:
    """Pager of a Django Page: true count, previous and next; keeps the other parameters (`?halaman=2`)."""
    return {"halaman": halaman, "kata": kata, "request": context.get("request")}


# --- frame --------------------------------------------------------------------------------------------------


@register.inclusion_tag("komponen/_kepala.html", takes_context=True)
def kepala(context: template.Context) -> dict[str, Any]:
    """Header: the place, the person and the peran."""
    user = getattr(context.get("request"), "user", None)
    return {"user": user, "tempat": tempat_of(user), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("komponen/_navigasi.html", takes_context=True)
def navigasi(context: template.Context) -> dict[str, list[Butir]]:
    """Navigation by what the user may do."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return {"butir": items_of(user, request.path) if request is not None and user is not None else []}


@register.inclusion_tag("komponen/_kepala_keluarga.html", takes_context=True)
def kepala_keluarga(context: template.Context, keluarga: Keluarga, kini: str) -> dict[str, Any]:
    """Top of every page of a family: the sentence, the badges, the one action, the tabs (data | desil | kasus)."""
    return {"keluarga": keluarga, "kini": kini, "kepala": head_of(keluarga, context["request"].user)}


@register.simple_tag
def kunci() -> str:
    """A new idempotency key, for browsers that do not make one themselves."""
    return str(uuid4())


@register.simple_tag(takes_context=True)
def berkunjung(context: template.Context) -> bool:
    """Whether the user visits families, so that the telephone may hold answers which have not been sent."""
    user = getattr(context.get("request"), "user", None)
    return user is not None and KUNJUNGAN in izin_of(user)


@register.simple_tag
def mode_demo() -> bool:
    return bool(settings.MODE == "demo")


@register.simple_tag
def sesi_diam() -> int:
    """Seconds without a click until the browser speaks of the end; a minute early, as the server notes minutes."""
    return int(settings.SESI_DIAM_DETIK - CATAT_TIAP_DETIK)
