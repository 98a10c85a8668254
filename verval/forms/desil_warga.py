"""Filter of the list of families by desil."""

from __future__ import annotations

from typing import Any

from django import forms

from verval.desil_warga import RENTANG, URUTAN
from verval.models import ProgramBansos

LABEL = {"1-4": "Desil 1–4", "1-5": "Desil 1–5", "kosong": "Belum ada desil"}


class SaringDesilForm(forms.Form):
    """What is not among the choices counts as not chosen."""

    tingkat = forms.ChoiceField(
        label="Menurut", required=False, choices=[("D", "Desil daerah (D)"), ("N", "Desil nasional (N)")]
    )
    desil = forms.ChoiceField(
        label="Desil",
        required=False,
        choices=[("", "Semua desil"), *((kode, LABEL.get(kode, f"Desil {kode}")) for kode in RENTANG)],
    )
    wilayah = forms.ChoiceField(label="Wilayah", required=False)
    program = forms.ChoiceField(label="Menerima program", required=False)
    urut = forms.ChoiceField(label="Urutan", required=False, choices=list(URUTAN.items()))

    def __init__(self, *args: Any, wilayah: list[tuple[str, object]], program: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        singkatan = ProgramBansos.objects.values_list("kode", "singkatan") if program else ()
        isi: dict[str, list[Any]] = {
            "wilayah": [("", "Seluruh wilayah Anda"), *wilayah] if wilayah else [],
            "program": [("", "Semua keluarga"), *singkatan] if program else [],
        }
        for nama, pilihan in isi.items():
            self.fields[nama].choices = pilihan  # type: ignore[attr-defined]

    def pilihan(self) -> dict[str, str]:
        """What is chosen, with desil daerah and the smallest desil first where nothing is."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        pilih = {nama: data.get(nama, "") for nama in self.fields}
        return {**pilih, "tingkat": pilih["tingkat"] or "D", "urut": pilih["urut"] or "naik"}
