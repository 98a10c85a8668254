"""Shape of what is typed about a family that is not in DTSEN: its card, its address, its members line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.susunan import ALAMAT_BARU, KEPALA
from verval.forms.fakta import PANJANG_ALASAN, PILIH_DARI_DAFTAR, fact_field
from verval.forms.susunan import NOMOR_TETAP, ORANG, WAJIB_ORANG, NomorField
from verval.susunan import nik_of

BARIS_AWAL, BARIS_MAKS = 2, 20
URUT = ("nama", "nik", *(n for n in ORANG if n != "nama"))
KURANG = "Isi juga yang ini, atau kosongkan seluruh baris anggota ini."


def _number(label: str, *, bantu: str = "", wajib: bool = False) -> forms.Field:
    atribut = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
    return NomorField(
        label=label, help_text=bantu, widget=forms.TextInput(attrs=atribut), max_length=40, required=wajib,
        error_messages={"required": "Tulis 16 angkanya seperti di KK."},
    )  # fmt: skip


def rows_of(data: Mapping[str, Any]) -> int:
    """How many lines a sent form has."""
    tulis = str(data.get("banyak", ""))
    return min(max(int(tulis) if tulis.isascii() and tulis.isdigit() and len(tulis) < 4 else 1, 1), BARIS_MAKS)


class KeluargaBaruForm(forms.Form):
    """One new family with `banyak` lines for members; lines left wholly blank are no member.

    `desa` are the places to choose from, empty where there is only one; `nomor` the numbers that a case keeps already.
    """

    def __init__(
        self, *args: Any, banyak: int, desa: list[tuple[str, str]], nomor: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.banyak, ada = banyak, nomor or {}
        if desa:
            self.fields["desa"] = forms.ChoiceField(
                label="Desa/kelurahan", choices=[("", "Pilih"), *desa],
                error_messages=PILIH_DARI_DAFTAR | {"required": "Pilih desanya."},
            )  # fmt: skip
        self.fields["nomor_kk"] = _number("No KK", wajib="nomor_kk" not in ada)
        for n in ALAMAT_BARU:
            self.fields[f"alamat_{n}"] = fact_field(KELUARGA[n], KELUARGA[n].label, wajib=False)
        for ke in range(banyak):
            self._add_row(ke)
            if nik_of(ke) in ada:
                self.fields[f"anggota_{ke}_nik"].help_text = f"{NOMOR_TETAP} Tulis lagi bila namanya diganti."
        self.fields["nomor_kk"].help_text = NOMOR_TETAP if "nomor_kk" in ada else ""
        self.fields["alasan"] = forms.CharField(
            label="Alasan",
            help_text="Mengapa keluarga ini perlu didaftarkan, dan dari surat apa datanya.",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=PANJANG_ALASAN,
            error_messages={"required": "Tulis alasannya: mengapa didaftarkan dan dari surat apa datanya."},
        )

    def _add_row(self, ke: int) -> None:
        for n in URUT:
            if n == "nik":
                kolom = _number("NIK", bantu="Kosongkan bila belum ada, misalnya bayi.")
            else:
                kolom = fact_field(INDIVIDU[n], INDIVIDU[n].label, wajib=False)
            if n == "status_hubungan_keluarga" and ke == 0:
                kolom.initial = KEPALA
            if n in WAJIB_ORANG and ke == 0:
                kolom.required = True
                kolom.error_messages["required"] = f"Isi {INDIVIDU[n].label.lower()} kepala keluarga."
                if isinstance(kolom, forms.ChoiceField):
                    kolom.choices = [("", "Pilih"), *((str(k), arti) for k, arti in INDIVIDU[n].pilihan.items())]
            self.fields[f"anggota_{ke}_{n}"] = kolom

    def kepala(self) -> list[BoundField]:
        """The fields above the members."""
        return [self[n] for n in self.fields if not n.startswith("anggota_") and n != "alasan"]

    def baris(self) -> list[tuple[int, list[BoundField]]]:
        """The lines of members, each with its number."""
        return [(ke + 1, [self[f"anggota_{ke}_{n}"] for n in URUT]) for ke in range(self.banyak)]

    def _row(self, data: Mapping[str, Any], ke: int) -> dict[str, Any]:
        return {n: data[f"anggota_{ke}_{n}"] for n in URUT if data.get(f"anggota_{ke}_{n}")}

    def _filled(self) -> list[int]:
        """Places of the lines that say something."""
        data = self.cleaned_data
        return [ke for ke in range(self.banyak) if set(self._row(data, ke)) - {"status_hubungan_keluarga"}]

    def clean(self) -> dict[str, Any]:
        """A line that says something says the four things that a person needs; the first line is asked for anyway."""
        data = super().clean() or {}
        for ke in range(1, self.banyak):
            isi = self._row(data, ke)
            if not set(isi) - {"status_hubungan_keluarga"}:
                continue
            for n in WAJIB_ORANG - set(isi):
                if f"anggota_{ke}_{n}" not in self.errors:
                    self.add_error(f"anggota_{ke}_{n}", KURANG)
        return data

    def isi(self) -> dict[str, Any]:
        """Return what the operation is told; lines in their order, without blank ones at the end or between."""
        data = self.cleaned_data
        return {
            "nomor_kk": data.get("nomor_kk", ""),
            "alamat": {n: data[f"alamat_{n}"] for n in ALAMAT_BARU if data.get(f"alamat_{n}")},
            "anggota": [self._row(data, ke) for ke in self._filled()],
        }

    def refuse_all(self, salah: Iterable[tuple[str, str]]) -> None:
        """Put every fault of the use case beside its field, unless the form has something to say there already.

        Members are numbered there as `isi` hands them out, here as the lines stand on the page.
        """
        baris = self._filled()
        for nama, pesan in salah:
            awal, _, sisa = nama.removeprefix("anggota_").partition("_")
            if nama.startswith("anggota_"):
                ke = baris[int(awal)]
                nama, pesan = f"anggota_{ke}_{sisa}", f"{f'Anggota {ke + 1}' if ke else 'Kepala keluarga'}: {pesan}"
            if nama not in self.errors:
                self.refuse(nama, pesan)

    def refuse(self, fakta: str, pesan: str) -> None:
        """Put a refusal of the use case beside the field it is about, on top where there is none."""
        calon = (fakta, f"alamat_{fakta}")
        self.add_error(next((n for n in calon if n in self.fields), None), pesan)


def initial(isi: Mapping[str, Any], alasan: str) -> dict[str, Any]:
    """Return what the form starts with, out of what a case keeps; no numbers."""
    awal: dict[str, Any] = {"alasan": alasan}
    awal |= {f"alamat_{n}": v for n, v in isi.get("alamat", {}).items()}
    for ke, orang in enumerate(isi.get("anggota", [])):
        awal |= {f"anggota_{ke}_{n}": v for n, v in orang.items()}
    return awal
