"""Forms of a proposal."""

from __future__ import annotations

from typing import Any

from django import forms

from verval.forms.fakta import PANJANG_ALASAN, PEKA, PILIH_DARI_DAFTAR
from verval.kelayakan import Kelayakan


class UsulanForm(forms.Form):
    """Who is proposed, and notes; the assessment only where the rule knows one."""

    individu = forms.ChoiceField(
        label="Yang diusulkan",
        widget=forms.RadioSelect,
        error_messages={**PILIH_DARI_DAFTAR, "required": "Pilih orang yang diusulkan."},
    )
    catatan = forms.CharField(
        label="Catatan",
        help_text="Boleh kosong. Misalnya komponen PKH atau keadaan yang perlu diketahui verifikator.",
        widget=forms.Textarea(attrs={"rows": 3, **PEKA}),
        required=False,
        max_length=PANJANG_ALASAN,
    )
    asesmen = forms.CharField(
        label="Hasil asesmen",
        help_text="Diisi bila diusulkan berdasar asesmen, bukan desil: siapa yang menilai dan kapan.",
        widget=forms.Textarea(attrs={"rows": 3, **PEKA}),
        required=False,
        max_length=PANJANG_ALASAN,
    )

    def __init__(self, *args: Any, kelayakan: Kelayakan, pilihan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orang = self.fields["individu"]
        assert isinstance(orang, forms.ChoiceField)
        orang.choices = pilihan
        if kelayakan.aturan is None or not kelayakan.aturan.boleh_asesmen:
            del self.fields["asesmen"]


class CatatanForm(forms.Form):
    """The editable part of a proposal that is a draft or came back."""

    catatan = forms.CharField(
        label="Catatan", widget=forms.Textarea(attrs={"rows": 4, **PEKA}), required=False, max_length=PANJANG_ALASAN
    )
    asesmen = forms.CharField(
        label="Hasil asesmen",
        widget=forms.Textarea(attrs={"rows": 3, **PEKA}),
        required=False,
        max_length=PANJANG_ALASAN,
    )

    def __init__(self, *args: Any, asesmen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asesmen:
            del self.fields["asesmen"]
