"""Shape of what is typed about the RPJMD; whether it is right the use cases say."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from ikesos.models import IndikatorRpjmd
from ikesos.models.rpjmd import TAHUN, TAHUN_AWAL

ANGKA = {"inputmode": "decimal"}


class Tahun(forms.TypedChoiceField):
    """A year to choose from, as a whole number."""

    def __init__(self, pilihan: range) -> None:
        super().__init__(label="Tahun", coerce=int, choices=[(t, str(t)) for t in pilihan])


class Angka(forms.FloatField):
    """A number written the Indonesian way: 6,72."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, localize=True, widget=forms.TextInput(attrs=ANGKA), help_text="Misalnya 6,72")


class TargetForm(forms.Form):
    """Target of a year and the document that holds it."""

    tahun = Tahun(TAHUN)
    nilai = Angka("Target")
    dokumen = forms.CharField(
        label="Dokumen sumber", max_length=200, help_text="Misalnya nomor Perda RPJMD dan nomor tabel."
    )
    alasan = forms.CharField(
        label="Alasan perubahan", max_length=300, required=False, help_text="Wajib bila target tahun itu sudah ada."
    )


class TargetBukuForm(forms.Form):
    """A filled-in workbook of targets and the document that holds them."""

    buku = forms.FileField(
        label="Templat yang sudah diisi", widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"})
    )
    dokumen = forms.CharField(
        label="Dokumen sumber", max_length=200, help_text="Misalnya nomor Perda RPJMD dan nomor tabel."
    )
    alasan = forms.CharField(
        label="Alasan perubahan", max_length=300, required=False, help_text="Wajib bila ada target yang berubah."
    )


class RealisasiForm(forms.Form):
    """Actual figure of a year and where it comes from."""

    tahun = Tahun(TAHUN)
    nilai = Angka("Realisasi")
    rujukan = forms.CharField(
        label="Sumber", max_length=200, help_text="Terbitan atau dokumen yang memuat angka ini, dengan tanggalnya."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        akhir = min(timezone.localdate().year, TAHUN.stop - 1)
        self.fields["tahun"].choices = [  # type: ignore[attr-defined]  # a choice field
            (t, str(t)) for t in range(akhir, TAHUN_AWAL - 1, -1)
        ]


class NarasiForm(forms.Form):
    """Narrative of a year."""

    tahun = Tahun(TAHUN)
    isi = forms.CharField(
        label="Narasi", max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mengapa angkanya demikian, apa yang menghambat, dan apa tindak lanjutnya.",
    )  # fmt: skip


class BekukanForm(forms.Form):
    """The year whose figure is computed and kept."""

    tahun = Tahun(range(TAHUN_AWAL, TAHUN.stop))


class IndikatorForm(forms.ModelForm[IndikatorRpjmd]):
    """What an indicator is; its code stays once given."""

    class Meta:
        model = IndikatorRpjmd
        fields = (
            "kode", "sasaran", "nama", "tingkat", "satuan", "desimal", "arah", "instansi", "kode_rpjmn", "keterangan",
        )  # fmt: skip
