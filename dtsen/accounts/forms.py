"""Signing in, changing one's password, and what the pages of the trail look for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from dtsen.accounts.aksi import AKSI
from dtsen.accounts.jejak import Saring


class MasukForm(AuthenticationForm):
    """Name and password; the answer to a wrong one does not say which of the two was wrong."""

    error_messages = {  # noqa: RUF012 (Django's own shape)
        "invalid_login": "Nama pengguna atau kata sandi belum cocok. Periksa huruf besar dan kecil, lalu coba lagi.",
        "inactive": "Akun ini tidak aktif. Hubungi admin Dinas Sosial.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nama, sandi = self.fields["username"], self.fields["password"]
        nama.label, sandi.label = "Nama pengguna", "Kata sandi"
        nama.error_messages["required"] = "Isi nama pengguna."
        sandi.error_messages["required"] = "Isi kata sandi."
        nama.widget.attrs.update(autocapitalize="none", spellcheck="false")


class GantiSandiForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {  # noqa: RUF012 (Django's own shape)
        "password_incorrect": "Kata sandi sekarang belum benar. Tulis kata sandi yang Anda pakai untuk masuk.",
        "password_mismatch": "Dua kata sandi baru belum sama. Tulis lagi keduanya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = {
            "old_password": "Kata sandi sekarang",
            "new_password1": "Kata sandi baru",
            "new_password2": "Kata sandi baru, sekali lagi",
        }
        for nama, tulisan in label.items():
            kolom: forms.Field = self.fields[nama]
            kolom.label = tulisan
            kolom.error_messages["required"] = f"Isi {tulisan.lower()}."
        self.fields["new_password1"].help_text = "Sedikitnya 12 huruf. Kalimat pendek lebih mudah diingat."
        self.fields["new_password2"].help_text = ""


TANDA = re.compile(r"\d{1,17}-\d{1,18}")


class JejakForm(forms.Form):
    """What to look for in the trail; everything may stay empty."""

    aksi = forms.CharField(required=False, max_length=60)
    objek = forms.CharField(required=False, max_length=80)
    pelaku = forms.CharField(required=False, max_length=150)
    dari = forms.DateField(required=False, error_messages={"invalid": "Tulis tanggal awal, misalnya 2026-11-26."})
    sampai = forms.DateField(required=False, error_messages={"invalid": "Tulis tanggal akhir, misalnya 2026-11-26."})
    keluarga = forms.IntegerField(required=False, min_value=1, max_value=10**12)
    individu = forms.IntegerField(required=False, min_value=1, max_value=10**12)
    sebelum = forms.CharField(required=False, max_length=40)

    pilihan_aksi = [(judul, list(isi.items())) for judul, isi in AKSI.items()]  # noqa: RUF012 (read by the template)

    def clean_aksi(self) -> str:
        """A code of the list, or the beginning of one: `impor` means everything about imports."""
        kode: str = self.cleaned_data["aksi"]
        return kode if not kode or "." in kode else f"{kode}."

    def clean_sebelum(self) -> str:
        tanda: str = self.cleaned_data["sebelum"]
        return tanda if TANDA.fullmatch(tanda) else ""

    def saring(self) -> Saring:
        """Return the filter; fields that could not be read count as empty."""
        isi = getattr(self, "cleaned_data", {})
        return Saring(**{nama: isi[nama] for nama in self.fields if isi.get(nama)})
