"""Shape of what is typed about quotas; whether it is right the use cases say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from dtsen.lib.periode import Periode
from verval.kuota.apportion import METODE
from verval.kuota.susun import BATAS_MAKS, Isi, Pagu
from verval.models import Kuota, KuotaWilayah, ProgramBansos
from verval.models.kuota import DASAR

ANGKA = {"inputmode": "numeric"}


class KuotaForm(forms.Form):
    """A new draft: `periode` are the choices, `acuan` the decided quotas it may be measured by."""

    program = forms.ChoiceField(label="Program", error_messages={"required": "Pilih programnya."})
    periode = forms.ChoiceField(label="Periode")
    jumlah = forms.IntegerField(
        label="Kuota kabupaten", min_value=1, max_value=BATAS_MAKS, widget=forms.NumberInput(attrs=ANGKA),
        error_messages={"required": "Tulis kuota yang diterima kabupaten."},
    )  # fmt: skip
    dokumen = forms.CharField(
        label="Dokumen sumber", max_length=160, help_text="Surat atau keputusan yang menyebut kuota ini.",
        error_messages={"required": "Tulis nomor surat atau keputusannya."},
    )  # fmt: skip
    dasar = forms.ChoiceField(label="Dibagi menurut", choices=list(DASAR.items()), widget=forms.RadioSelect)
    desil_maks = forms.IntegerField(
        label="Sampai desil nasional", min_value=1, max_value=10, required=False, initial=4,
        help_text="Tidak dipakai bila dibagi menurut aturan program.", widget=forms.NumberInput(attrs=ANGKA),
    )  # fmt: skip
    metode = forms.ChoiceField(
        label="Cara membulatkan", choices=list(METODE.items()),
        help_text="Ketiganya dibandingkan pada rancangan. Sisa terbesar paling dekat dengan bagian tepat.",
    )  # fmt: skip
    batas_sasaran = forms.BooleanField(
        label="Desa tidak mendapat lebih dari jumlah sasarannya", required=False, initial=True
    )
    acuan = forms.ChoiceField(
        label="Batasi perubahan terhadap kuota", required=False, help_text="Kosongkan bila tidak dibatasi."
    )
    persen = forms.IntegerField(
        label="Perubahan paling banyak (persen)", min_value=0, max_value=100, required=False,
        widget=forms.NumberInput(attrs=ANGKA),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, kini: Periode, acuan: list[Kuota]) -> None:
        super().__init__(data, initial={"dasar": "keluarga"})
        self.pilihan_acuan = {str(satu.pk): satu for satu in acuan}
        pilihan: dict[str, list[Any]] = {
            "program": [("", "Pilih"), *ProgramBansos.objects.values_list("kode", "singkatan")],
            "periode": [
                *((str(tahun), f"Tahun {tahun}") for tahun in (kini.tahun, kini.tahun + 1)),
                *((satu.kode, satu.label) for satu in (kini, kini.berikut)),
            ],
            "acuan": [
                ("", "Tidak dibatasi"),
                *((pk, f"{k.program} {k.periode}") for pk, k in self.pilihan_acuan.items()),
            ],
        }
        for nama, isi in pilihan.items():
            self.fields[nama].choices = isi  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("dasar") in {"keluarga", "jiwa"}
            and not data.get("desil_maks")
            and not self.has_error("desil_maks")
        ):
            self.add_error("desil_maks", "Tulis desil tertinggi yang dihitung.")
        if data.get("acuan") and data.get("persen") is None and not self.has_error("persen"):
            self.add_error("persen", "Tulis berapa persen kuota desa boleh berubah.")
        if data.get("dasar") == "jiwa" and data.get("batas_sasaran"):
            # A seat is for a family; people are no cap for it.
            data["batas_sasaran"] = False
        return data

    def isi(self) -> Isi:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        acuan = self.pilihan_acuan.get(data["acuan"])
        return {
            "periode": data["periode"],
            "jumlah": data["jumlah"],
            "dokumen": data["dokumen"].strip(),
            "dasar": data["dasar"],
            "desil_maks": None if data["dasar"] == "layak" else data["desil_maks"],
            "metode": data["metode"],
            "batas_sasaran": data["batas_sasaran"],
            "acuan": acuan,
            "persen": data["persen"] if acuan is not None else None,
        }


class BatasForm(forms.Form):
    """Minimum and maximum of the desa of one kecamatan."""

    def __init__(self, data: QueryDict | None = None, *, desa: list[tuple[str, KuotaWilayah]]) -> None:
        super().__init__(data)
        self.desa = desa
        for nama, b in desa:
            for batas, label, awal in (("min", "Minimum", b.minimum or None), ("maks", "Maksimum", b.maksimum)):
                self.fields[f"{batas}_{b.kode}"] = forms.IntegerField(
                    label=f"{label} {nama}", required=False, min_value=0, max_value=BATAS_MAKS, initial=awal,
                    widget=forms.NumberInput(attrs={**ANGKA, "aria-label": f"{label} {nama}"}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for nama, b in self.desa:
            rendah, tinggi = data.get(f"min_{b.kode}"), data.get(f"maks_{b.kode}")
            if tinggi is not None and tinggi < (rendah or 0):
                self.add_error(f"maks_{b.kode}", f"Maksimum {nama} tidak boleh di bawah minimumnya.")
        return data

    def batas(self) -> dict[str, Pagu]:
        data = self.cleaned_data
        return {b.kode: Pagu(data[f"min_{b.kode}"] or 0, data[f"maks_{b.kode}"]) for _, b in self.desa}

    @property
    def baris(self) -> list[tuple[str, KuotaWilayah, forms.BoundField, forms.BoundField]]:
        """(name, row, minimum, maximum) of each desa."""
        return [(nama, b, self[f"min_{b.kode}"], self[f"maks_{b.kode}"]) for nama, b in self.desa]


class BerkasBatasForm(forms.Form):
    """The workbook of bounds that comes back."""

    berkas = forms.FileField(
        label="Berkas batas", help_text="Unduhan Excel kuota ini, dengan kolom MINIMUM dan MAKSIMUM yang Anda ubah.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas kosong. Unduh ulang berkasnya."},
    )  # fmt: skip
