"""Template components: the one registered tag module. Loaded everywhere as a built-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dtsen.accounts.access import boleh, penugasan_of
from dtsen.accounts.peran import PERAN
from dtsen.lib import tampil
from dtsen.lib.samar import mask

register = template.Library()

SUMBER_DESIL = {"D": "daerah", "N": "nasional"}
MENU: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Cari warga", "verval:warga", ("warga.lihat",)),
    ("Pembaruan", "verval:pembaruan_list", ("pembaruan.ajukan", "pembaruan.periksa")),
    ("Usulan bansos", "verval:usulan_list", ("usulan.ajukan", "usulan.periksa")),
    ("Impor", "registry:impor", ("impor.mulai", "impor.terapkan")),
    ("Pemeringkatan", "ranking:peringkat", ("peringkat.lihat",)),
    ("Wilayah", "ikesos:wilayah_awal", ("agregat.lihat",)),
    ("Jejak", "accounts:jejak", ("audit.lihat",)),
    ("Kelola", "admin:index", ("pengguna.kelola",)),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry of the navigation."""

    label: str
    url: str
    kini: bool


@register.simple_tag(takes_context=True)
def menu(context: Mapping[str, Any]) -> list[Menu]:
    """Return the navigation of the signed-in user: only pages the peran may open."""
    request = context["request"]
    hasil = []
    for label, nama, izin in MENU:
        if not any(boleh(request.user, satu) for satu in izin):
            continue
        try:
            url = reverse(nama)
        except NoReverseMatch:
            continue
        hasil.append(Menu(label, url, request.path.startswith(url)))
    return hasil


@register.simple_tag
def tugas(user: Any) -> str:
    """Return peran and place of a user: `Operator desa, Desa Perian`."""
    return " · ".join(f"{PERAN[p.peran].label}, {p.wilayah}" for p in penugasan_of(user)) or "Belum ada penugasan"


@register.simple_tag
def desil(nilai: int | None, sumber: str, ukuran: str = "") -> SafeString:
    """Badge of a desil: source letter (D daerah, N nasional) and number, never colour alone; a dash without one."""
    nama = SUMBER_DESIL[sumber]
    sebut = f"Desil {nama} {nilai}" if nilai else f"Belum ada desil {nama}"
    return format_html(
        '<span class="desil {}" title="{}"><b aria-hidden="true">{}</b><i class="d{}" aria-hidden="true">{}</i>'
        '<span class="hanya-baca">{}</span></span>',
        ukuran, sebut, sumber, nilai or 0, nilai or "–", sebut,
    )  # fmt: skip


@register.filter
def samar(nomor: str | None) -> SafeString:
    """Masked NIK or No KK; words where there is none."""
    return (
        format_html('<span class="nik">{}</span>', mask(nomor))
        if nomor
        else mark_safe('<span class="redup">belum ada</span>')
    )


@register.filter
def angka(nilai: float | None, desimal: int = 0) -> str:
    return tampil.angka(nilai, desimal)


@register.filter
def rupiah(nilai: float | None) -> str:
    return tampil.rupiah(nilai)


@register.filter
def tanggal(hari: date | None) -> str:
    return tampil.tanggal(hari)


@register.filter
def waktu(saat: datetime | None) -> str:
    return tampil.waktu(saat)


@register.filter
def jam(saat: datetime | None) -> str:
    return tampil.jam(saat)


@register.filter
def persen(bagian: float, semua: float) -> str:
    return tampil.persen(bagian, semua)


@register.filter
def umur(lahir: date | None, pada: date | None = None) -> str:
    """Age in full years as `46 th`."""
    if lahir is None:
        return ""
    hari = pada or date.today()
    return f"{hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))} th"


@register.filter
def ambil(isi: Mapping[Any, Any] | None, kunci: Any) -> Any:
    """Item of a mapping by a key that is a variable."""
    return None if isi is None else isi.get(kunci)


RAGAM = {
    "diajukan": "awas", "dikembalikan": "awas", "menunggu": "awas", "siap": "awas", "diperiksa": "awas",
    "disetujui": "baik", "diterapkan": "baik", "terbit": "baik", "selesai": "baik",
    "ditolak": "buruk", "gagal": "buruk", "dibatalkan": "", "batal": "", "draf": "",
}  # fmt: skip


@register.simple_tag
def cap(status: str, label: str) -> SafeString:
    """Chip of a status: colour by kind, words always."""
    return format_html('<span class="cap {}">{}</span>', RAGAM.get(status, ""), label)


@register.inclusion_tag("komponen/isian.html")
def isian(kolom: BoundField) -> dict[str, Any]:
    """One form field with label, help and what is wrong with it, tied together for screen readers."""
    bantu = f"bantu-{kolom.id_for_label or kolom.html_name}"
    salah = f"salah-{kolom.id_for_label or kolom.html_name}"
    sebut = " ".join(n for n, ada in ((salah, kolom.errors), (bantu, kolom.help_text)) if ada)
    atribut = {"aria-describedby": sebut} if sebut else {}
    if kolom.errors:
        atribut["aria-invalid"] = "true"
    banyak = getattr(kolom.field.widget, "input_type", "") in {"radio", "checkbox"} and hasattr(kolom.field, "choices")
    return {"kolom": kolom, "kendali": kolom.as_widget(attrs=atribut), "banyak": banyak, "bantu": bantu, "salah": salah}


@register.inclusion_tag("komponen/galat.html")
def galat(form: Form) -> dict[str, Any]:
    """Summary of what is wrong with a form, each line a link to its field."""
    baris = [(form[nama].id_for_label or f"id_{nama}", pesan) for nama in form.fields for pesan in form[nama].errors]
    return {"baris": baris, "umum": form.non_field_errors()}


@register.inclusion_tag("komponen/langkah.html")
def langkah(semua: Sequence[tuple[str, str]], kini: str, gagal: bool = False) -> dict[str, Any]:
    """Step line: `semua` are (status, label) in order; those before `kini` are done."""
    urut = [status for status, _ in semua]
    letak = urut.index(kini) if kini in urut else -1
    baris = []
    for i, (_, label) in enumerate(semua):
        keadaan = "selesai" if i < letak else "nanti"
        if i == letak:
            keadaan = "gagal" if gagal else "kini"
        baris.append((label, keadaan))
    return {"baris": baris}


@register.simple_tag
def batang(nilai: float, maks: float, kelas: str = "isi") -> SafeString:
    """Horizontal bar from zero; the number stands beside it in the text."""
    lebar = 0 if not maks else max(0.0, min(100.0, 100 * nilai / maks))
    return format_html(
        '<svg class="batang" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="dasar" width="100" height="10"/><rect class="{}" width="{}" height="10"/></svg>',
        kelas, f"{lebar:.2f}",
    )  # fmt: skip


@register.simple_tag
def bagian_desil(bagian: Sequence[float]) -> SafeString:
    """One stacked bar of ten shares, desil 1 to 10 from the left. A table must stand beside it."""
    jumlah = sum(bagian) or 1
    kiri, kotak = 0.0, []
    for d, n in enumerate(bagian, start=1):
        lebar = 100 * n / jumlah
        kotak.append((f"{kiri:.3f}", f"{lebar:.3f}", d))
        kiri += lebar
    return format_html(
        '<svg class="batang" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join("", '<rect x="{}" width="{}" height="10" class="f{}"/>', kotak),
    )


@register.inclusion_tag("komponen/halaman.html", takes_context=True)
def halaman(context: Mapping[str, Any], halaman_kini: Any) -> dict[str, Any]:
    """Pager that keeps the filters of the address."""
    tanya = context["request"].GET.copy()
    tanya.pop("hal", None)
    return {"h": halaman_kini, "tanya": tanya.urlencode()}
