"""Shape of what is typed on the pages of findings, reactivations and disputes; the use cases say if it is right."""

from __future__ import annotations

from typing import Any

from django import forms

from verval.forms.fakta import PANJANG_ALASAN, PEKA
from verval.forms.kasus import LangkahForm
from verval.models.daftar_temuan import JENIS_TEMUAN, SUMBER_TEMUAN
from verval.models.layanan import HASIL_NIK, KESESUAIAN, PENGHASILAN_MAKS
from verval.temuan.kerja import ISI

HARI = {"invalid": "Tulis tanggalnya, misalnya 31/01/2026."}


def _day(label: str, bantuan: str = "", *, wajib: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=bantuan,
        required=bool(wajib),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": wajib, **HARI},
    )


class LangkahTanggalForm(LangkahForm):
    """One hop, with the day that some of them ask for."""

    TIDAK_DIKENAL = "Isian itu tidak dikenal. Periksa tanggalnya, atau muat ulang halaman."

    tanggal = _day("Tanggal")


class DaftarTemuanForm(forms.Form):
    """A list sent down: the file and the letter it came with."""

    jenis = forms.ChoiceField(label="Jenis daftar", choices=list(JENIS_TEMUAN.items()))
    sumber = forms.ChoiceField(label="Pengirim", choices=list(SUMBER_TEMUAN.items()))
    nomor_surat = forms.CharField(
        label="Nomor surat", max_length=80, error_messages={"required": "Tulis nomor surat pengantarnya."}
    )
    tanggal_surat = _day("Tanggal surat", wajib="Isi tanggal surat pengantarnya.")
    tenggat = _day("Tenggat jawaban", wajib="Isi sampai kapan jawabannya ditunggu.")
    berkas = forms.FileField(
        label="Berkas daftar",
        help_text="CSV atau Excel berkolom NIK, NOKK, NAMA, KETERANGAN. Paling besar 6 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
        error_messages={"required": "Pilih berkas daftar.", "empty": "Berkas kosong. Minta ulang berkasnya."},
    )


class TemuanForm(forms.Form):
    """What the desa found: the fields of one kind of list. A draft may leave all of them empty."""

    kesesuaian = forms.ChoiceField(
        label="Apakah temuannya benar", required=False, choices=[("", "Pilih"), *KESESUAIAN.items()]
    )
    hasil_nik = forms.ChoiceField(
        label="Hasil pemeriksaan NIK", required=False, choices=[("", "Pilih"), *HASIL_NIK.items()]
    )
    pekerjaan = forms.CharField(label="Pekerjaan", required=False, max_length=100)
    jenis_usaha = forms.CharField(label="Jenis usaha", required=False, max_length=100)
    penghasilan = forms.IntegerField(
        label="Penghasilan sebulan (Rp)",
        required=False,
        min_value=0,
        max_value=PENGHASILAN_MAKS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Tulis rupiah dengan angka saja, misalnya 1500000."},
    )
    penjelasan = forms.CharField(
        label="Penjelasan",
        help_text="Apa yang Anda lihat atau periksa, kapan, dan dari siapa Anda tahu.",
        required=False,
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    status = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, jenis: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama in set(self.fields) - {*ISI[jenis], "status"}:
            del self.fields[nama]

    def isi(self) -> dict[str, Any]:
        """Return what was written, without the status that was seen."""
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "status"}


class ReaktivasiForm(forms.Form):
    """Whose PBI-JK is taken up again, deleted when, and the letter of the facility."""

    individu = forms.ChoiceField(label="Atas nama", error_messages={"required": "Pilih orangnya."})
    tanggal_hapus = _day(
        "Dihapus dari PBI-JK tanggal",
        "Tanggal nonaktif di SIKS-NG atau pada pemberitahuan. Reaktivasi paling lambat 6 bulan sesudahnya.",
        wajib="Isi tanggal dihapus dari PBI-JK.",
    )
    faskes = forms.CharField(
        label="Fasilitas kesehatan",
        help_text="Rumah sakit atau puskesmas yang membuat surat.",
        max_length=120,
        widget=forms.TextInput(attrs=PEKA),
        error_messages={"required": "Tulis nama fasilitas kesehatan pada suratnya."},
    )
    nomor_surat = forms.CharField(label="Nomor surat", required=False, max_length=80)
    catatan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 3, **PEKA}),
    )

    def __init__(self, *args: Any, pilihan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kolom = self.fields["individu"]
        assert isinstance(kolom, forms.ChoiceField)
        kolom.choices = [("", "Pilih"), *pilihan] if len(pilihan) > 1 else pilihan


class SengketaForm(forms.Form):
    """Why an exclusion is wrong."""

    alasan = forms.CharField(
        label="Mengapa pengecualian ini keliru",
        help_text="Sebut keadaan yang sebenarnya dan bukti yang Anda punya.",
        max_length=PANJANG_ALASAN,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Tulis mengapa pengecualian ini keliru."},
    )
