"""Shape of what is typed about visits; whether it is right the use cases say."""

from __future__ import annotations

from typing import Any

from django import forms

from dtsen.accounts.models import Penugasan
from verval.kunjungan.sampel import BENIH_TERBESAR, TERBANYAK
from verval.models import ProgramBansos

DESIL = [("", "Semua"), *((str(d), str(d)) for d in range(1, 11))]
TANGGAL_SALAH = {"required": "Isi tanggal paling lambat.", "invalid": "Tulis tanggal yang ada."}


def visitor_choices(petugas: list[Penugasan]) -> list[tuple[str, str]]:
    """One line a person: name and place of work."""
    return [(str(p.pk), f"{p.user}, {p.wilayah}") for p in petugas]


class TugaskanForm(forms.Form):
    """Who visits, until when, and a word for the way."""

    penugasan = forms.ChoiceField(
        label="Yang berkunjung",
        error_messages={"required": "Pilih siapa yang berkunjung.", "invalid_choice": "Pilih orang dari daftar."},
    )
    batas = forms.DateField(
        label="Paling lambat",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=TANGGAL_SALAH,
    )
    pesan = forms.CharField(
        label="Pesan",
        help_text="Apa yang perlu dilihat di sana.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-peka": True}),
    )

    def __init__(self, *args: Any, petugas: list[Penugasan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = self.fields["penugasan"]
        assert isinstance(pilihan, forms.ChoiceField)
        pilihan.choices = [("", "Pilih"), *visitor_choices(petugas)]
        self.petugas = {str(p.pk): p for p in petugas}

    def siapa(self) -> Penugasan:
        """The assignment that was chosen."""
        return self.petugas[self.cleaned_data["penugasan"]]


class SampelForm(forms.Form):
    """A drawn sample: its frame, its size, its seed, and who goes."""

    judul = forms.CharField(label="Judul", max_length=100, error_messages={"required": "Beri judul sampel ini."})
    wilayah = forms.ChoiceField(label="Wilayah", error_messages={"required": "Pilih wilayahnya."})
    desil_dari = forms.ChoiceField(label="Desil nasional dari", choices=DESIL, required=False)
    desil_sampai = forms.ChoiceField(label="Sampai desil", choices=DESIL, required=False)
    program = forms.ModelChoiceField(
        label="Hanya penerima", queryset=ProgramBansos.objects.all(), required=False, empty_label="Semua keluarga"
    )
    banyak = forms.IntegerField(
        label="Banyaknya keluarga",
        min_value=1,
        max_value=TERBANYAK,
        error_messages={
            "required": "Isi banyaknya keluarga.",
            "invalid": "Isi dengan angka.",
            "max_value": f"Paling banyak {TERBANYAK} keluarga.",
            "min_value": "Paling sedikit satu keluarga.",
        },
    )
    benih = forms.IntegerField(
        label="Benih acak",
        help_text="Angka apa saja. Benih yang sama menarik keluarga yang sama dari kerangka yang sama.",
        min_value=0,
        max_value=BENIH_TERBESAR,
        error_messages={"required": "Isi benih acak.", "invalid": "Isi dengan angka."},
    )
    petugas = forms.MultipleChoiceField(
        label="Yang berkunjung",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu orang.", "invalid_choice": "Pilih orang dari daftar."},
    )
    batas = forms.DateField(
        label="Paling lambat",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages=TANGGAL_SALAH,
    )

    def __init__(self, *args: Any, petugas: list[Penugasan], wilayah: list[tuple[str, object]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, isi in (("petugas", visitor_choices(petugas)), ("wilayah", wilayah)):
            pilihan = self.fields[nama]
            assert isinstance(pilihan, forms.ChoiceField)
            pilihan.choices = isi
        self.penugasan = {str(p.pk): p for p in petugas}

    def clean(self) -> dict[str, Any]:
        """Both ends of the desil range, or none."""
        isi: dict[str, Any] = super().clean() or {}
        dari, sampai = isi.get("desil_dari"), isi.get("desil_sampai")
        if bool(dari) != bool(sampai) or (dari and sampai and int(dari) > int(sampai)):
            self.add_error("desil_dari", "Isi kedua desil, dari yang kecil ke yang besar, atau kosongkan keduanya.")
        return isi

    def desil(self) -> tuple[int, int] | None:
        dari, sampai = self.cleaned_data["desil_dari"], self.cleaned_data["desil_sampai"]
        return (int(dari), int(sampai)) if dari else None

    def siapa(self) -> list[Penugasan]:
        return [self.penugasan[pk] for pk in self.cleaned_data["petugas"]]
