"""Signing in and changing one's password: Django's own forms with words that say what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from dtsen.accounts.alasan import TERPANJANG, TERPENDEK, choices


class AlasanForm(forms.Form):
    """Why full numbers are opened; whether it does `alasan.check` says."""

    sebab = forms.ChoiceField(
        label="Untuk apa",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu alasan.", "invalid_choice": "Pilih salah satu alasan."},
    )
    alasan = forms.CharField(
        label="Penjelasan",
        help_text="Untuk siapa dan untuk pekerjaan apa, tanpa menulis NIK atau No KK.",
        widget=forms.Textarea(attrs={"rows": 3, "minlength": TERPENDEK}),
        max_length=TERPANJANG,
        error_messages={"required": "Tulis penjelasannya: untuk siapa dan untuk pekerjaan apa."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sebab = self.fields["sebab"]
        assert isinstance(sebab, forms.ChoiceField)
        sebab.choices = [(satu.pk, satu.label) for satu in choices()]


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
