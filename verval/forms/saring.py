"""Filters of lists; what does not parse counts as not given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from verval.models import ProgramBansos
from verval.models.usulan import STATUS as STATUS_USULAN
from verval.tenggat import UMUR


class SaringForm(forms.Form):
    """Filter of a list; what does not parse counts as not given."""

    BUKAN_SARINGAN = frozenset({"baris"})

    status = forms.ChoiceField(label="Status", required=False)
    wilayah = forms.ChoiceField(label="Wilayah", required=False)

    def __init__(self, *args: Any, status: dict[str, str], wilayah: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, label, pilihan in (
            ("status", "Semua status", list(status.items())),
            ("wilayah", "Semua wilayah", wilayah),
        ):
            kolom = self.fields[nama]
            assert isinstance(kolom, forms.ChoiceField)
            kolom.choices = [("", label), *pilihan]

    def isi(self) -> dict[str, str]:
        """Return what is filtered by; a wrong value filters nothing."""
        self.is_valid()
        return {nama: self.cleaned_data.get(nama, "") for nama in self.fields}

    def kata(self) -> str:
        """What the list is narrowed to: `umur (Batas habis) dan wilayah (Perian)`; blank where it is not."""
        isi = self.isi()
        bagian = [
            f"{str(self.fields[nama].label).lower()} ({self._label(nama, nilai)})"
            for nama, nilai in isi.items()
            if nilai and nama not in self.BUKAN_SARINGAN
        ]
        return " dan ".join(filter(None, [", ".join(bagian[:-1]), *bagian[-1:]]))

    def _label(self, nama: str, nilai: object) -> str:
        kolom = self.fields[nama]
        assert isinstance(kolom, forms.ChoiceField)
        datar = [
            satu
            for kode, isi in cast(Iterable[tuple[Any, Any]], kolom.choices)
            for satu in (isi if isinstance(isi, list) else [(kode, isi)])
        ]
        return next((str(label) for kode, label in datar if str(kode) == str(getattr(nilai, "pk", nilai))), str(nilai))


class SaringAntreanForm(SaringForm):
    """Filter of a work list: how old, which kind, whose, where, and how many lines a page."""

    SEBARIS = (25, 100, 200)

    umur = forms.ChoiceField(label="Umur", required=False, choices=[("", "Semua umur"), *UMUR.items()])
    jenis = forms.ChoiceField(required=False)
    petugas = forms.ChoiceField(label="Pemeriksa", required=False)
    baris = forms.ChoiceField(label="Baris", required=False, choices=[(str(n), str(n)) for n in SEBARIS])
    field_order = ("umur", "status", "jenis", "petugas", "wilayah", "baris")

    def __init__(
        self,
        *args: Any,
        status: dict[str, str],
        wilayah: list[Any],
        jenis: tuple[str, list[tuple[str, str]]],
        petugas: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, status=status if len(status) > 1 else {}, wilayah=wilayah, **kwargs)
        pilihan = [("saya", "Saya"), ("bebas", "Belum diambil")] if petugas else []
        for nama, label, isi in (
            ("jenis", jenis[0], [("", "Semua"), *jenis[1]]),
            ("petugas", "Pemeriksa", [("", "Semua"), *pilihan]),
        ):
            kolom = self.fields[nama]
            assert isinstance(kolom, forms.ChoiceField)
            kolom.label, kolom.choices = label, isi


class SaringUsulanForm(SaringForm):
    """Filter of the list of proposals."""

    program = forms.ModelChoiceField(
        ProgramBansos.objects.all(), label="Program", required=False, empty_label="Semua program"
    )
    periode = forms.ChoiceField(label="Bulan", required=False)

    def __init__(self, *args: Any, wilayah: list[Any], bulan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, status=STATUS_USULAN, wilayah=wilayah, **kwargs)
        periode = self.fields["periode"]
        assert isinstance(periode, forms.ChoiceField)
        periode.choices = [("", "Semua bulan"), *bulan]


class WilayahForm(SaringForm):
    """A region, or all of them."""

    def __init__(self, *args: Any, wilayah: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, status={}, wilayah=wilayah, **kwargs)
        del self.fields["status"]


class KirimForm(SaringForm):
    """Which proposals go into files for Kemensos: a month, and a programme or region if wanted."""

    program = forms.ModelChoiceField(
        ProgramBansos.objects.all(), label="Program", required=False, empty_label="Semua program"
    )
    periode = forms.ChoiceField(label="Bulan", required=False)

    def __init__(self, *args: Any, wilayah: list[Any], bulan: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, status={}, wilayah=wilayah, **kwargs)
        del self.fields["status"]
        periode = self.fields["periode"]
        assert isinstance(periode, forms.ChoiceField)
        periode.choices = bulan
        self.terbaru = bulan[0][0]
        self.order_fields(["program", "periode", "wilayah"])

    def pilihan(self) -> dict[str, str]:
        """Return program, periode and wilayah as codes; the newest month where none is given."""
        isi = self.isi()
        program = getattr(isi["program"], "pk", "") or ""
        return {"program": program, "periode": isi["periode"] or self.terbaru, "wilayah": isi["wilayah"]}
