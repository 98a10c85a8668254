"""The live sheet of components, /komponen/: invented content only, no database."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dtsen.accounts.jaga import Lingkup, terbuka

WARNA = (
    ("ink", "tulisan"), ("muted", "tulisan kedua"), ("line", "garis"), ("edge", "tepi isian"), ("paper", "kertas"),
    ("ground", "alas"), ("primary", "utama"), ("focus", "fokus"), ("good", "baik"), ("warn", "awas"), ("bad", "buruk"),
)  # fmt: skip
LANGKAH = [
    ("dibuka", "Dibuka"),
    ("beku", "Data beku"),
    ("dihitung", "Dihitung"),
    ("diperiksa", "Diperiksa"),
    ("terbit", "Terbit"),
]
SEBARAN = (31.2, 18.4, 11.6, 9.1, 7.4, 6.6, 5.9, 4.3, 3.4, 2.1)


class ContohForm(forms.Form):
    """A form that is wrong on purpose."""

    nilai = forms.ChoiceField(label="Lantai terluas yang baru", choices=[("8", "Tanah"), ("2", "Keramik")])
    alasan = forms.CharField(
        label="Alasan", help_text="Apa yang berubah, sejak kapan, dan dari mana Anda tahu.", widget=forms.Textarea
    )
    catatan = forms.CharField(label="Catatan", required=False)

    def clean_alasan(self) -> str:
        if len(self.cleaned_data["alasan"]) < 10:
            raise forms.ValidationError("Tulis alasannya sedikitnya sepuluh huruf.")
        return str(self.cleaned_data["alasan"])


@terbuka(Lingkup.UMUM)
def komponen(request: HttpRequest) -> HttpResponse:
    """Every component once, in the order of komponen.css."""
    isi = {
        "warna": WARNA,
        "desil": range(1, 11),
        "langkah": LANGKAH,
        "form": ContohForm({"nilai": "8", "alasan": "rusak", "catatan": ""}),
        "sebaran": [
            {"desil": i, "bagian": b, "tampil": f"{b:.1f} %".replace(".", ",")} for i, b in enumerate(SEBARAN, 1)
        ],
        "lintasan": [("2026-T1", 4), ("2026-T2", 4), ("2026-T3", None), ("2026-T4", 3)],
        "halaman": Paginator(range(1, 1905), 25).get_page(3),
        "status": ("draf", "diajukan", "dikembalikan", "disetujui", "ditolak"),
        "hari": date(2026, 11, 3),
        "saat": datetime(2026, 11, 3, 6, 5, tzinfo=UTC),
        "lahir": date(1980, 3, 12),
        "jejak": [("Cari warga", "#"), ("Keluarga Aminah", "")],
    }
    return render(request, "komponen/lembar.html", isi)
