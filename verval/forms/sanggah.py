"""Shape of what is typed about objections; whether it is right the use cases say."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms

from dtsen.lib.gambar import Titik
from dtsen.lib.nik import NomorSalah, parse_nik
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval import bukti
from verval.alur_sanggah import ALASAN, JENIS, TABEL
from verval.forms.fakta import PEKA
from verval.models import ProgramBansos
from verval.sanggah.kerja import Laporan

ANGKA = {"inputmode": "numeric", "autocomplete": "off"}
RTRW = {"regex": r"^\d{0,3}$", "required": False, "error_messages": {"invalid": "Tulis angkanya saja, misalnya 004."}}


class SanggahForm(forms.Form):
    """One objection: what, about whom, the photo and its place, and who reports."""

    jenis = forms.ChoiceField(
        label="Apa yang Anda sanggah",
        choices=list(JENIS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih apa yang Anda sanggah."},
    )
    program = forms.ModelChoiceField(
        label="Bantuan", queryset=ProgramBansos.objects.none(), required=False, empty_label="Tidak tahu, atau semua"
    )
    kode_desa = forms.ChoiceField(
        label="Desa atau kelurahan", error_messages={"required": "Pilih desa atau kelurahannya."}
    )
    nama = forms.CharField(
        label="Nama yang disanggah",
        help_text="Kepala keluarga, sejauh Anda tahu.",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis namanya."},
    )
    rt = forms.RegexField(label="RT", widget=forms.TextInput(attrs=ANGKA), **RTRW)  # type: ignore[arg-type]
    rw = forms.RegexField(label="RW", widget=forms.TextInput(attrs=ANGKA), **RTRW)  # type: ignore[arg-type]
    uraian = forms.CharField(
        label="Mengapa",
        help_text="Keadaan yang Anda lihat sendiri. Jangan tulis NIK atau No KK.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, **PEKA}),
        error_messages={"required": "Tulis keadaan yang Anda lihat."},
    )
    berkas = forms.FileField(
        label="Foto rumah",
        help_text="Foto dari kamera, paling besar 15 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Pilih foto rumahnya.", "empty": "Berkas kosong. Pilih ulang fotonya."},
    )
    titik_foto = forms.BooleanField(label="Pakai lokasi yang tertulis di dalam foto", required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    akurasi_m = forms.FloatField(required=False, min_value=0, max_value=1e6, widget=forms.HiddenInput)
    pelapor_nama = forms.CharField(
        label="Nama Anda",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", **PEKA}),
        error_messages={"required": "Tulis nama Anda."},
    )
    pelapor_nik = forms.CharField(
        label="NIK Anda",
        help_text="16 angka pada KTP. Untuk memastikan Anda warga desa yang sama.",
        max_length=40,
        widget=forms.TextInput(attrs={**ANGKA, **PEKA}),
        error_messages={"required": "Tulis NIK Anda."},
    )
    pelapor_kontak = forms.CharField(
        label="Nomor telepon atau surel Anda",
        help_text="Setiap langkah sanggahan dikabarkan ke sana.",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PEKA}),
    )

    def __init__(self, *args: Any, cakupan: Cakupan, wajib_foto: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desa, program = self.fields["kode_desa"], self.fields["program"]
        assert isinstance(desa, forms.ChoiceField)
        assert isinstance(program, forms.ModelChoiceField)
        desa.choices = [("", "Pilih"), *_places(cakupan)]
        program.queryset = ProgramBansos.objects.all()
        self.fields["berkas"].required = wajib_foto
        if not wajib_foto:
            self.fields["pelapor_nama"].label, self.fields["pelapor_nik"].label = "Nama pelapor", "NIK pelapor"
            self.fields["pelapor_kontak"].label = "Nomor telepon atau surel pelapor"

    def clean_pelapor_nik(self) -> str:
        try:
            return parse_nik(self.cleaned_data["pelapor_nik"]).angka
        except NomorSalah as galat:
            raise forms.ValidationError("NIK terdiri dari 16 angka. Periksa KTP Anda.") from galat

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data.get("berkas")
        if berkas and berkas.size > bukti.UKURAN_MAKS:
            raise forms.ValidationError("Foto lebih dari 15 MB. Kecilkan dahulu, lalu kirim lagi.")
        return berkas

    def clean(self) -> dict[str, Any]:
        """A page that comes back with faults has lost the photo: say so, before it is sent without one."""
        data = super().clean() or {}
        if self.errors and data.get("berkas"):
            self.add_error("berkas", "Pilih fotonya sekali lagi; halaman ini tidak menyimpannya.")
        return data

    def laporan(self) -> Laporan:
        """Return what was reported."""
        bukan = {"berkas", "titik_foto", "lat", "lon", "akurasi_m"}
        return Laporan(**{nama: nilai for nama, nilai in self.cleaned_data.items() if nama not in bukan})

    def foto(self) -> bytes:
        berkas = self.cleaned_data.get("berkas")
        return berkas.read() if berkas else b""

    def titik(self) -> Titik | None:
        """Return the place that the device told, None without both coordinates."""
        isi = self.cleaned_data
        lat, lon = isi.get("lat"), isi.get("lon")
        return None if lat is None or lon is None else Titik(lat, lon, isi.get("akurasi_m"))


def _places(cakupan: Cakupan) -> list[tuple[str, list[tuple[str, str]]]]:
    """The desa inside a scope by kecamatan."""
    wilayah = dict(Wilayah.objects.order_by("kode").values_list("kode", "nama"))
    desa = [kode for kode in wilayah if len(kode) == 10 and cakupan.memuat(kode)]
    return [
        (f"Kec. {wilayah.get(kode, kode)}", [(satu, wilayah[satu]) for satu in isi])
        for kode, isi in groupby(desa, key=lambda satu: satu[:6])
    ]


class LangkahSanggahForm(forms.Form):
    """One hop from the status that was on the screen, with its reason."""

    aksi = forms.CharField(max_length=20)
    status = forms.CharField(max_length=20)
    alasan_kode = forms.ChoiceField(
        label="Alasan bagi pelapor",
        help_text="Dibaca pelapor saat melacak. Pilih yang sesuai putusannya.",
        required=False,
    )
    program = forms.ModelChoiceField(
        label="Bantuan yang disanggah",
        help_text="Pelapor tidak menyebutnya. Isi bila sanggahan terbukti.",
        queryset=ProgramBansos.objects.all(),
        required=False,
        empty_label="Pilih",
    )
    alasan = forms.CharField(
        label="Alasan dan temuan",
        help_text="Hanya dibaca petugas.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, **PEKA}),
    )

    def __init__(self, *args: Any, wajib: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in wajib:  # on the page alone: what a hop asks for, the use case says
            self.fields[nama].required = True
        kode = self.fields["alasan_kode"]
        assert isinstance(kode, forms.ChoiceField)
        label = {aksi: hop.label for (_, aksi), hop in TABEL.hop.items()}
        kode.choices = [("", "Pilih"), *((label[aksi], list(isi.items())) for aksi, isi in ALASAN.items())]
