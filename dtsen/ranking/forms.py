"""Input of the pages of this floor: shape only, rules are in `runs.py`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dtsen.lib.periode import TAHUN_PERTAMA, Periode
from dtsen.ranking.models import BASIS, ModelSkor

BASIS_PENJELASAN = {"jiwa": "Jiwa (sepersepuluh orang)", "keluarga": "Keluarga (sepersepuluh keluarga)"}


class MulaiForm(forms.Form):
    """Which quarter, which model, which basis."""

    periode = forms.ChoiceField(label="Triwulan")
    model = forms.ModelChoiceField(
        label="Model skor",
        queryset=ModelSkor.objects.order_by("-aktif", "kode"),
        empty_label=None,
        error_messages={"required": "Muat model skor dulu, lalu ulangi."},
    )
    basis = forms.ChoiceField(
        label="Dasar pembagian", choices=[(kode, BASIS_PENJELASAN[kode]) for kode in BASIS], initial="jiwa"
    )

    def __init__(self, *args: Any, hari_ini: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kini = Periode.of(hari_ini)
        pilihan, satu = [], kini.berikut
        while satu >= Periode(TAHUN_PERTAMA, 1):
            pilihan.append((satu.kode, f"{satu.label} ({satu.kode})"))
            satu = satu.sebelum
        bidang = self.fields["periode"]
        assert isinstance(bidang, forms.ChoiceField)
        bidang.choices = pilihan
        bidang.initial = kini.kode


class BatalForm(forms.Form):
    """Why a run is cancelled."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=500,
        error_messages={"required": "Tulis alasan pembatalan."},
        widget=forms.TextInput,
    )
