"""Shape of what is typed on the pages of a musyawarah; whether it is right the use cases say."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from dtsen.lib.tampil import WITA
from dtsen.wilayah.models import Wilayah
from verval.models import AlasanMusyawarah, KasusMusyawarah, Musyawarah
from verval.musdes.alur import FOTO, HASIL, KEPUTUSAN, PERAN
from verval.musdes.periksa import UKURAN_MAKS, read_code

AWAL_PNG = "data:image/png;base64,"
TANGGAL = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MusyawarahForm(forms.Form):
    """When and where a session takes place; which desa only for whoever works for several."""

    desa = forms.ChoiceField(label="Desa/kelurahan")
    tanggal = forms.DateField(
        label="Tanggal",
        help_text="Undangan disebar paling lambat tiga hari sebelumnya. Boleh sudah lewat, untuk mencatat yang sudah "
        "dilaksanakan.",
        widget=TANGGAL,
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tanggal tidak terbaca."},
    )
    jam = forms.TimeField(
        label="Jam",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Isi jamnya.", "invalid": "Jam tidak terbaca."},
    )
    tempat = forms.CharField(label="Tempat", max_length=120, error_messages={"required": "Isi tempatnya."})
    agenda = forms.CharField(
        label="Agenda", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip

    def __init__(self, *args: Any, desa: list[Wilayah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_of(self, desa)

    def waktu(self) -> datetime:
        return datetime.combine(self.cleaned_data["tanggal"], self.cleaned_data["jam"], tzinfo=WITA)


def one_of(form: forms.Form, desa: list[Wilayah]) -> None:
    """Offer these desa; a single one is not asked for."""
    kolom = form.fields["desa"]
    assert isinstance(kolom, forms.ChoiceField)
    kolom.choices = [(satu.pk, str(satu)) for satu in desa]
    if len(desa) == 1:
        kolom.widget, kolom.initial = forms.HiddenInput(), desa[0].pk


class SptjmForm(forms.Form):
    """The statement in place of a musyawarah; its cases are ticked beside it as `jenis:id`."""

    desa = forms.ChoiceField(label="Desa/kelurahan")
    alasan = forms.CharField(
        label="Mengapa tanpa musyawarah",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis mengapa musyawarah tidak dilaksanakan."},
    )
    tempat = forms.CharField(label="Ditandatangani di", max_length=120, error_messages={"required": "Isi tempatnya."})

    def __init__(self, *args: Any, desa: list[Wilayah], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_of(self, desa)


def read_choice(nilai: list[str]) -> list[tuple[str, int]]:
    """The ticked cases (`pembaruan:12`); what cannot be one is left out."""
    pasangan = [satu.partition(":") for satu in nilai]
    return [(jenis, int(pk)) for jenis, _, pk in pasangan if jenis in {"pembaruan", "usulan"} and pk.isdecimal()]


class PesertaForm(forms.Form):
    """Somebody to be invited."""

    nama = forms.CharField(label="Nama", max_length=80, error_messages={"required": "Isi nama pesertanya."})
    peran = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *PERAN.items()])


class TanggalForm(forms.Form):
    """A day: of the invitation, or of the posting."""

    tanggal = forms.DateField(
        label="Tanggal",
        widget=TANGGAL,
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tanggal tidak terbaca. Pilih lagi tanggalnya."},
    )


class FotoForm(forms.Form):
    """One picture and what it shows."""

    jenis = forms.ChoiceField(label="Foto apa", choices=[("", "Pilih"), *FOTO.items()])
    berkas = forms.FileField(
        label="Foto",
        help_text="Paling besar 15 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Pilih fotonya.", "empty": "Berkas kosong. Pilih ulang fotonya."},
    )


class PindaiForm(forms.Form):
    """The signed SPTJM."""

    berkas = forms.FileField(
        label="SPTJM yang sudah ditandatangani",
        help_text="Foto atau PDF, paling besar 15 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"required": "Pilih foto atau PDF.", "empty": "Berkas kosong. Pilih ulang."},
    )


class PutusanForm(forms.Form):
    """What the session decides about a case; the outcome follows from the group of the reason."""

    keputusan = forms.ChoiceField(
        label="Keputusan",
        choices=list(KEPUTUSAN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keputusan musyawarah.", "invalid_choice": "Pilih dari daftar."},
    )
    alasan = forms.ChoiceField(
        label="Keadaan keluarga menurut musyawarah",
        widget=forms.Select(attrs={"data-peka": True}),
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih dari daftar."},
    )
    catatan = forms.CharField(
        label="Catatan",
        help_text="Wajib bila tidak disetujui atau dikembalikan.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-peka": True}),
    )

    def __init__(self, isi: QueryDict | None, *, satu: KasusMusyawarah) -> None:
        awal = {"keputusan": satu.keputusan, "alasan": satu.alasan_id, "catatan": satu.catatan}
        super().__init__(isi, initial=awal)
        semua = list(AlasanMusyawarah.objects.filter(aktif=True))
        self.hasil = {a.pk: a.hasil for a in semua}
        kolom = self.fields["alasan"]
        assert isinstance(kolom, forms.ChoiceField)
        kolom.choices = [
            ("", "Pilih alasan"),
            *((HASIL[h], [(a.pk, a.label) for a in semua if a.hasil == h]) for h in HASIL),
        ]


class PeriksaForm(forms.Form):
    """The code at the foot of a paper."""

    kode = forms.CharField(
        label="Kode dokumen", max_length=30, error_messages={"required": "Isi kode di kaki halaman dokumen."}
    )

    def clean_kode(self) -> str:
        kode = read_code(self.cleaned_data["kode"])
        if not kode:
            raise forms.ValidationError("Kode terdiri dari 12 huruf dan angka. Periksa lagi.", code="bentuk")
        return kode


class BandingkanForm(forms.Form):
    """The file somebody was given."""

    berkas = forms.FileField(
        label="Berkas PDF yang Anda terima",
        help_text="Dibandingkan lalu dibuang; tidak disimpan.",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas kosong."},
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > UKURAN_MAKS:
            raise forms.ValidationError("Berkas lebih dari 6 MB: bukan dokumen dari sistem ini.", code="besar")
        return berkas


def read_signature(tulisan: str) -> bytes:
    """The PNG that the canvas sends as a data address; empty where nothing usable came."""
    if not tulisan.startswith(AWAL_PNG):
        return b""
    try:
        return base64.b64decode(tulisan.removeprefix(AWAL_PNG), validate=True)
    except (binascii.Error, ValueError):
        return b""


def initial_of(sesi: Musyawarah) -> dict[str, Any]:
    saat = sesi.waktu.astimezone(WITA)
    return {"tanggal": saat.date(), "jam": saat.time(), "tempat": sesi.tempat, "agenda": sesi.agenda}
