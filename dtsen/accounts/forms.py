"""Signing in, codes, changing one's password, and what the pages of the trail look for."""

from __future__ import annotations

import re
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from dtsen.accounts import dua_faktor
from dtsen.accounts.aksi import AKSI
from dtsen.accounts.alasan import TERPANJANG, TERPENDEK, choices
from dtsen.accounts.jejak import Saring
from dtsen.accounts.masuk import SandiSalah, verify_own, verify_password
from dtsen.accounts.models import User
from dtsen.accounts.pembatas import TerlaluSering

PETUNJUK_SANDI = (
    "Sedikitnya 12 huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak; boleh ditempel"
    " dari pengelola kata sandi."
)


class AlasanBukaForm(forms.Form):
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
        "invalid_login": SandiSalah.pesan,
        "inactive": "Akun ini tidak aktif. Hubungi admin Dinas Sosial.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nama, sandi = self.fields["username"], self.fields["password"]
        nama.label, sandi.label = "Nama pengguna", "Kata sandi"
        nama.error_messages["required"] = "Isi nama pengguna."
        sandi.error_messages["required"] = "Isi kata sandi."
        nama.widget.attrs.update(autocapitalize="none", spellcheck="false")

    def clean(self) -> dict[str, Any]:
        """Judge name and password; how often is counted in `verify_password`."""
        nama, sandi = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if nama and sandi and self.request is not None:
            try:
                self.user_cache = verify_password(self.request, nama, sandi)
            except SandiSalah as galat:
                raise ValidationError(galat.pesan, code=galat.kode) from galat
            except TerlaluSering as galat:
                raise ValidationError(galat.pesan, code=galat.kode) from galat
        return self.cleaned_data


def _kode() -> forms.CharField:
    kolom = forms.CharField(label="Kode", max_length=20, error_messages={"required": "Isi kode 6 angka."})
    kolom.widget.attrs.update(
        autocomplete="one-time-code", inputmode="text", autocapitalize="none", spellcheck="false", autofocus=True
    )
    return kolom


class KodeMasukForm(AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The code after the password: of the app, or a recovery code."""

    code = _kode()

    def clean_code(self) -> str:
        kode: str = self.cleaned_data["code"]
        try:
            self.authenticator = dua_faktor.verify(context.request, self.user, kode)
        except (dua_faktor.KodeSalah, TerlaluSering) as galat:
            raise ValidationError(galat.pesan, code=galat.kode) from galat
        return kode


class PasangForm(forms.Form):
    """The first code of a new app proves that it counts with the secret shown."""

    code = _kode()


class PulihForm(forms.Form):
    """What is to be done about somebody else's account, and why."""

    aksi = forms.ChoiceField(
        label="Yang dilakukan",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih yang dilakukan.", "invalid_choice": "Pilih yang dilakukan."},
    )
    isi = forms.CharField(label="Alamat surel baru", max_length=254, required=False)
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        error_messages={"required": "Tulis alasannya; tercatat dalam jejak."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, orang: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aksi = self.fields["aksi"]
        assert isinstance(aksi, forms.ChoiceField)
        aksi.choices = [("sandi", "Beri kata sandi sementara (lupa kata sandi)")]
        if dua_faktor.terpasang(orang):
            aksi.choices += [("dua_faktor", "Atur ulang faktor kedua (ponsel hilang atau ganti)")]
        aksi.choices += [("sesi", "Akhiri semua sesi dan token"), ("surel", "Ganti alamat surel")]
        if settings.OIDC_ISSUER:
            aksi.choices += [("sso", f"Tautkan dengan {settings.OIDC_NAMA}")]
            self.fields["isi"].label = "Alamat surel baru, atau nomor sub di penyedia"

    def clean(self) -> dict[str, Any]:
        """`isi` is asked for where there is something to write down."""
        isi = self.cleaned_data.get("isi", "")
        if self.cleaned_data.get("aksi") == "surel":
            try:
                validate_email(isi)
            except ValidationError:
                self.add_error("isi", "Tulis alamat surel, misalnya nama@kukarkab.go.id.")
        elif self.cleaned_data.get("aksi") == "sso" and not isi:
            self.add_error("isi", "Tulis nomor sub orang ini di penyedia.")
        return self.cleaned_data


class GantiSandiForm(PasswordChangeForm):
    """The old password once, the new one twice. Nothing is said about a new one before the old one is right."""

    error_messages = {  # noqa: RUF012 (Django's own shape)
        "password_incorrect": "Kata sandi sekarang belum benar. Tulis kata sandi yang Anda pakai untuk masuk.",
        "password_mismatch": "Dua kata sandi baru belum sama. Tulis lagi keduanya.",
    }

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request
        label = {
            "old_password": "Kata sandi sekarang",
            "new_password1": "Kata sandi baru",
            "new_password2": "Kata sandi baru, sekali lagi",
        }
        for nama, tulisan in label.items():
            kolom: forms.Field = self.fields[nama]
            kolom.label = tulisan
            kolom.error_messages["required"] = f"Isi {tulisan.lower()}."
        self.fields["new_password1"].help_text = PETUNJUK_SANDI
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """`clean` judges it, once for each complete form: a form with gaps is no try."""
        sandi: str = self.cleaned_data["old_password"]
        return sandi

    def clean(self) -> dict[str, Any]:
        """Count, then judge the old password, then the new one. A refused new one counts too: it may be a probe."""
        self.validate_passwords("new_password1", "new_password2")
        if self.errors:
            return self.cleaned_data
        try:
            coba = verify_own(self.request, self.user, self.cleaned_data["old_password"])
        except TerlaluSering as galat:
            raise ValidationError(galat.pesan, code=galat.kode) from galat
        except SandiSalah:
            self.add_error("old_password", ValidationError(self.error_messages["password_incorrect"], SandiSalah.kode))
            return self.cleaned_data
        self.validate_password_for_user(self.user, "new_password2")
        if not self.errors:
            coba.berhasil(lupakan=False)  # or one's own change in between would pay for the next probes
        return self.cleaned_data


TANDA = re.compile(r"[0-9a-f]{1,14}z[0-9a-f]{1,15}")


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

    def clean_sampai(self) -> Any:
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data["sampai"]
        if dari and sampai and sampai < dari:
            raise ValidationError("Tanggal akhir tidak boleh sebelum tanggal awal.")
        return sampai

    def clean_sebelum(self) -> str:
        tanda: str = self.cleaned_data["sebelum"]
        return tanda if TANDA.fullmatch(tanda) else ""

    def saring(self) -> Saring:
        """Return the filter; fields that could not be read count as empty."""
        isi = getattr(self, "cleaned_data", {})
        return Saring(**{nama: isi[nama] for nama in self.fields if isi.get(nama)})
