"""Forms of a correction: one fact, a step of the wizard, its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from dtsen.registry.fakta import KODE_, Fakta
from verval.forms.fakta import PANJANG_ALASAN, PEKA, plain_field, typed


class PembaruanForm(forms.Form):
    """New value of one fact, and why."""

    nilai_baru = forms.Field()
    alasan = forms.CharField(
        label="Alasan",
        help_text="Apa yang berubah, sejak kapan, dan dari mana Anda tahu.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=PANJANG_ALASAN,
        error_messages={"required": "Tulis alasannya: apa yang berubah dan dari mana Anda tahu."},
    )

    def __init__(self, *args: Any, fakta: Fakta, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nilai = plain_field(fakta)
        nilai.label = f"{fakta.label} yang baru" + (f" ({fakta.satuan})" if fakta.satuan else "")
        self.fields["nilai_baru"] = nilai


class TahapForm(forms.Form):
    """The facts of one step of the wizard, as they were shown; `dilihat` says what that was."""

    dilihat = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, isi: QueryDict | None, *, fakta: Iterable[Fakta], nilai: Mapping[str, object]) -> None:
        self.fakta = list(fakta)
        dilihat = {f.nama: typed(f, nilai[f.nama]) for f in self.fakta}
        super().__init__(isi, initial={**dilihat, "dilihat": dilihat})
        for f in self.fakta:
            self.fields[f.nama] = _step_field(f, kosong=nilai[f.nama] in (None, ""))

    def changed(self) -> dict[str, object]:
        """Return what was typed into the fields that differ from what was shown; blank where one was emptied."""
        lihat = self.cleaned_data.get("dilihat")
        dilihat = lihat if isinstance(lihat, dict) else {}
        isi: dict[str, object] = {}
        for f in self.fakta:
            baru, lama = self.cleaned_data[f.nama], dilihat.get(f.nama, "")
            sama = (
                sorted(map(str, baru)) == sorted(map(str, lama))
                if isinstance(baru, list) and isinstance(lama, list)
                else str(baru) == str(lama) or (not baru and not lama)
            )
            if not sama:
                isi[f.nama] = baru
        return isi


def _step_field(fakta: Fakta, *, kosong: bool) -> forms.Field:
    """A field that takes little room: every code list is a select, unknown only where nothing is recorded."""
    kolom = plain_field(fakta)
    kolom.label = fakta.label + (f" ({fakta.satuan})" if fakta.satuan else "")
    kolom.required = False
    if fakta.jenis == KODE_ and isinstance(kolom, forms.ChoiceField):
        pilihan = [(str(kode), arti) for kode, arti in fakta.pilihan.items()]
        kolom.widget = forms.Select()
        kolom.choices = [("", "Belum diketahui"), *pilihan] if kosong else pilihan
    if fakta.sens == "S":
        kolom.widget.attrs |= PEKA
    return kolom


class AlasanForm(forms.Form):
    """The last step: why, and whether it is filed or kept; with what was on the screen."""

    alasan = forms.CharField(
        label="Alasan",
        help_text="Apa yang berubah, sejak kapan, dan dari mana Anda tahu.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=PANJANG_ALASAN,
        required=False,
    )
    aksi = forms.ChoiceField(choices=[("simpan", "Simpan"), ("ajukan", "Ajukan")])
    status = forms.CharField(max_length=20)
    pengajuan_ke = forms.IntegerField(min_value=0, max_value=32767)
