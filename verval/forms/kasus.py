"""Forms of any case: its hops, who looks at it, contact, evidence."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict

from dtsen.lib.gambar import Titik
from dtsen.lib.telepon import read_phone
from verval.butir import Penolakan
from verval.forms.fakta import PANJANG_ALASAN, PILIH_DARI_DAFTAR
from verval.jenis_bukti import JENIS as JENIS_BUKTI
from verval.models.induk import KASUS
from verval.models.kasus import read_code
from verval.pemeriksa import LABEL as PEMERIKSA

CENTANG = re.compile(r"[0-9]{1,18}-[0-9]{1,5}")

PUTUSAN = re.compile(r"putusan-[0-9]{1,18}")

PANJANG_KETERANGAN = 500

KODE_SALAH = "Kode terdiri dari 8 huruf dan angka, tanpa huruf I, L, O, U dan tanpa angka 0 dan 1. Periksa lagi."


def refused(isi: QueryDict) -> dict[int, Penolakan]:
    """The facts that the decision refuses: `putusan-12` holds a reason, or nothing for one that is accepted."""
    pilihan = {int(n.removeprefix("putusan-")): str(isi[n]) for n in isi if PUTUSAN.fullmatch(n)}
    return {
        pk: Penolakan(kode[:30], str(isi.get(f"keterangan-{pk}", ""))[:PANJANG_KETERANGAN])
        for pk, kode in pilihan.items()
        if kode
    }


class LangkahForm(forms.Form):
    """One hop: the button that was pressed, the status and the filing that were seen, a note; what `move` takes."""

    TIDAK_DIKENAL = "Tombol itu tidak dikenal. Muat ulang halaman, lalu coba lagi."

    aksi = forms.CharField(max_length=20)
    status = forms.CharField(max_length=20)
    pengajuan_ke = forms.IntegerField(min_value=0, max_value=32767)
    alasan = forms.CharField(required=False, max_length=PANJANG_ALASAN)


class LangkahAlasanForm(LangkahForm):
    """One hop, with the reason from the list that a refusal asks for."""

    alasan_kode = forms.CharField(required=False, max_length=30)


class PemeriksaForm(forms.Form):
    """Taking over (from whom it was on the screen) or handing on (to whom), with the reason."""

    aksi = forms.ChoiceField(choices=list(PEMERIKSA.items()))
    dari = forms.IntegerField(required=False, min_value=1)
    kepada = forms.IntegerField(required=False, min_value=1)
    alasan = forms.CharField(required=False, max_length=PANJANG_ALASAN)


class TerlambatForm(forms.Form):
    """Accepting a late filing: the filing that was on the screen, and why."""

    pengajuan_ke = forms.IntegerField(min_value=0, max_value=32767)
    alasan = forms.CharField(max_length=PANJANG_ALASAN)


class MassalForm(forms.Form):
    """Cases that were ticked: which kind, the status of the list, and `12-1` for case 12 on its first filing."""

    jenis = forms.ChoiceField(choices=list(KASUS.items()))
    status = forms.CharField(max_length=20)
    kasus = forms.MultipleChoiceField(required=False)

    def __init__(self, isi: QueryDict) -> None:
        super().__init__(isi)
        pilihan = self.fields["kasus"]
        assert isinstance(pilihan, forms.MultipleChoiceField)
        pilihan.choices = [(satu, satu) for satu in isi.getlist("kasus") if CENTANG.fullmatch(satu)]

    @property
    def pilihan(self) -> dict[int, int]:
        """Case -> the filing that was on the screen."""
        return {int(pk): int(ke) for pk, ke in (satu.split("-") for satu in self.cleaned_data["kasus"])}


class LacakForm(forms.Form):
    """The code of a case as a resident writes it; cleaned to the form in which it is stored."""

    kode = forms.CharField(
        label="Kode lacak",
        help_text="8 huruf dan angka pada lembar dari petugas, misalnya K7M3-9QXA. Huruf kecil dan spasi boleh.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        max_length=40,
        error_messages={"required": "Tulis kode lacaknya.", "max_length": KODE_SALAH},
    )

    def clean_kode(self) -> str:
        kode = read_code(self.cleaned_data["kode"])
        if not kode:
            raise forms.ValidationError(KODE_SALAH)
        return kode


class KontakForm(forms.Form):
    """Where a resident wants to hear about a case; both blank takes the contact back."""

    telepon = forms.CharField(
        label="Nomor WhatsApp",
        help_text="Misalnya 0812-3456-7890.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        required=False,
        max_length=30,
    )
    surel = forms.EmailField(
        label="Surel",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        required=False,
        error_messages={"invalid": "Tulis alamat surel seperti nama@contoh.id, atau kosongkan."},
    )

    def clean_telepon(self) -> str:
        tulisan: str = self.cleaned_data["telepon"]
        telepon = read_phone(tulisan)
        if tulisan and not telepon:
            raise forms.ValidationError("Tulis nomor ponsel Indonesia, misalnya 0812-3456-7890, atau kosongkan.")
        return telepon


class BuktiForm(forms.Form):
    """One photo or PDF, what it shows, and the place: told by the device, or taken from the photo if ticked."""

    jenis = forms.ChoiceField(
        label="Bukti apa",
        choices=[("", "Pilih"), *JENIS_BUKTI.items()],
        error_messages={"required": "Pilih apa yang terlihat di berkas ini.", **PILIH_DARI_DAFTAR},
    )
    berkas = forms.FileField(
        label="Foto atau PDF",
        help_text="Foto dari kamera atau PDF, paling besar 15 MB. Nama dan keterangan di dalam berkas dibuang.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"required": "Pilih foto atau PDF.", "empty": "Berkas kosong. Pilih ulang fotonya."},
    )
    titik_foto = forms.BooleanField(label="Simpan lokasi yang tertulis di dalam foto", required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    akurasi_m = forms.FloatField(required=False, min_value=0, max_value=1e6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, jenis: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = self.fields["jenis"]
        assert isinstance(pilihan, forms.ChoiceField)
        # Whoever may attach nothing keeps the whole list: the use case says why not.
        pilihan.choices = [("", "Pilih"), *((kode, JENIS_BUKTI[kode]) for kode in jenis or JENIS_BUKTI)]

    def titik(self) -> Titik | None:
        """Return the place that the device told, None without both coordinates."""
        isi = self.cleaned_data
        lat, lon = isi.get("lat"), isi.get("lon")
        return None if lat is None or lon is None else Titik(lat, lon, isi.get("akurasi_m"))
