"""Shape of what is typed about programmes and recipients; whether it is right the use cases say."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from verval.bansos.program import Isi
from verval.bulan import bulan_of, label_bulan, next_month
from verval.models import AturanProgram, ProgramBansos
from verval.models.penerima import STATUS_PENERIMA
from verval.models.program import TIAP

TANGGAL = {"type": "date"}
RUPIAH = {"inputmode": "numeric", "min": 0}


class AturanForm(forms.Form):
    """A new rule written after another one: `dasar` gives the first values, components and groups to choose from."""

    desil_min = forms.IntegerField(label="Desil terendah", min_value=1, max_value=10)
    desil_maks = forms.IntegerField(label="Desil tertinggi", min_value=1, max_value=10)
    boleh_asesmen = forms.BooleanField(label="Atau menurut asesmen", required=False)
    nominal = forms.IntegerField(
        label="Nominal (rupiah)", required=False, min_value=0, max_value=100_000_000,
        help_text="Kosongkan bila besarnya menurut komponen, atau tidak berupa uang.",
        widget=forms.NumberInput(attrs=RUPIAH),
    )  # fmt: skip
    tiap = forms.ChoiceField(label="Dibayar", required=False, choices=[("", "Tidak berupa uang"), *TIAP.items()])
    dasar_hukum = forms.CharField(
        label="Dasar hukum", max_length=120, error_messages={"required": "Tulis keputusan yang menjadi dasarnya."}
    )
    berlaku_dari = forms.DateField(
        label="Berlaku dari", widget=forms.DateInput(attrs=TANGGAL, format="%Y-%m-%d"),
        help_text="Aturan yang berlaku sekarang berakhir sehari sebelumnya.",
        error_messages={"required": "Tulis tanggal mulai berlaku."},
    )  # fmt: skip
    berlaku_sampai = forms.DateField(
        label="Berlaku sampai", required=False, widget=forms.DateInput(attrs=TANGGAL, format="%Y-%m-%d"),
        help_text="Kosongkan bila belum ada batasnya.",
    )  # fmt: skip
    komponen = forms.MultipleChoiceField(
        label="Komponen", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Keluarga atau orang memenuhi salah satunya.",
    )  # fmt: skip
    larangan = forms.MultipleChoiceField(
        label="Kelompok yang tidak layak", required=False, widget=forms.CheckboxSelectMultiple
    )
    sumber_lemah = forms.BooleanField(label="Sumbernya lemah (hanya satu laporan)", required=False)
    catatan = forms.CharField(label="Catatan", required=False, max_length=300)

    def __init__(
        self, data: QueryDict | None = None, *, dasar: AturanProgram, initial: dict[str, Any] | None = None
    ) -> None:
        awal: dict[str, Any] = {
            nama: getattr(dasar, nama) for nama in ("desil_min", "desil_maks", "boleh_asesmen", "nominal", "tiap")
        }
        awal["komponen"] = [k.kode for k in dasar.komponen.all()]
        awal["larangan"] = [str(x.kelompok_id) for x in dasar.larangan.all()]
        super().__init__(data, initial=awal | (initial or {}))
        pilihan = {k.kode: k.get_kode_display() for k in dasar.komponen.all()}
        cast(forms.MultipleChoiceField, self.fields["komponen"]).choices = list(pilihan.items())
        cast(forms.MultipleChoiceField, self.fields["larangan"]).choices = [
            (str(x.kelompok_id), str(x.kelompok)) for x in dasar.larangan.all()
        ]
        self.nominal_komponen = []
        for k in dasar.komponen.all():
            nama = f"nominal_{k.kode}"
            self.fields[nama] = forms.IntegerField(
                label=f"{pilihan[k.kode]}, setahun (rupiah)", required=False, min_value=0, max_value=100_000_000,
                initial=k.nominal_tahun, widget=forms.NumberInput(attrs=RUPIAH),
            )  # fmt: skip
            self.nominal_komponen.append(nama)
        for kosong in ("komponen", "larangan"):
            if not cast(forms.MultipleChoiceField, self.fields[kosong]).choices:
                del self.fields[kosong]

    @property
    def kolom_nominal(self) -> list[forms.BoundField]:
        return [self[nama] for nama in self.nominal_komponen]

    def isi(self) -> Isi:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        return {
            "desil_min": data["desil_min"],
            "desil_maks": data["desil_maks"],
            "boleh_asesmen": data["boleh_asesmen"],
            "nominal": data["nominal"],
            "tiap": data["tiap"] if data["nominal"] is not None else "",
            "dasar_hukum": data["dasar_hukum"].strip(),
            "catatan": data["catatan"].strip(),
            "sumber_lemah": data["sumber_lemah"],
            "berlaku_dari": data["berlaku_dari"],
            "berlaku_sampai": data["berlaku_sampai"],
            "komponen": {kode: data.get(f"nominal_{kode}") for kode in data.get("komponen", [])},
            "larangan": [int(nomor) for nomor in data.get("larangan", [])],
        }


class BerkasPenerimaForm(forms.Form):
    """A file of recipients: for which programme and month."""

    program = forms.ChoiceField(label="Program", error_messages={"required": "Pilih programnya."})
    bulan = forms.ChoiceField(label="Bulan", error_messages={"required": "Pilih bulannya."})
    berkas = forms.FileField(
        label="Berkas penerima",
        help_text="CSV atau Excel berkolom PERIODE, PROGRAM, NIK, NOKK, NAMA, STATUS, NOMINAL.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
        error_messages={"required": "Pilih berkas penerima.", "empty": "Berkas kosong. Unduh ulang berkasnya."},
    )

    def __init__(self, *args: Any, bulan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Pilih"), *ProgramBansos.objects.values_list("kode", "singkatan"),
        ]  # fmt: skip
        self.fields["bulan"].choices = [("", "Pilih"), *bulan]  # type: ignore[attr-defined]


class SaringPenerima(forms.Form):
    """Filter of a page of recipients; a month without a file is not among the choices."""

    program = forms.ChoiceField(label="Program", required=False)
    bulan = forms.ChoiceField(label="Bulan", required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua status"), *STATUS_PENERIMA.items()])
    wilayah = forms.ChoiceField(label="Wilayah", required=False)

    def __init__(
        self, *args: Any, bulan: list[str], wilayah: list[tuple[str, object]], semua: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        isi: dict[str, list[Any]] = {
            "program": [
                *([("", "Semua program")] if semua else []), *ProgramBansos.objects.values_list("kode", "singkatan"),
            ],
            "bulan": [(satu, label_bulan(satu)) for satu in bulan],
            "wilayah": [("", "Seluruh wilayah Anda"), *wilayah] if wilayah else [],
        }  # fmt: skip
        for nama, pilihan in isi.items():
            self.fields[nama].choices = pilihan  # type: ignore[attr-defined]

    def pilihan(self) -> dict[str, str]:
        """What is chosen; what is not among the choices counts as not chosen."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {nama: data.get(nama, "") for nama in self.fields}


def first_of_next_month(hari: date) -> date:
    """When a new rule begins unless its writer says otherwise."""
    return date.fromisoformat(f"{next_month(bulan_of(hari))}-01")
