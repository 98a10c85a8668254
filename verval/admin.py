"""Admin pages of the case work: lists that admins keep, words of messages; never cases, contacts or what was sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from dtsen.wilayah.kelola import HalamanBerlaku, HalamanKelola
from verval.alur_layanan import TABEL
from verval.jenis_bukti import JENIS as JENIS_BUKTI
from verval.lacak import KEADAAN
from verval.models import (
    AlasanMusyawarah,
    AlasanTolak,
    AturanMusyawarah,
    BatasLayanan,
    HariLibur,
    KalenderBulanan,
    MasaSimpan,
    SyaratBukti,
    SyaratKuorum,
    TemplatPesan,
)
from verval.models.pengingat import JENIS
from verval.musdes.alur import PERAN


@admin.register(TemplatPesan)
class TemplatPesanAdmin(HalamanKelola):
    """What residents and makers of cases are told at which state; a row that is not there tells nobody."""

    list_display = ("penerima", "kode", "saluran", "aktif")
    list_filter = ("penerima", "saluran", "aktif")

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """The state is chosen: a misspelt one would never be sent."""
        if db_field.name == "kode":
            pilihan = [(kode, keadaan.label) for kode, keadaan in KEADAAN.items() if kode not in JENIS]
            pilihan += [("dikembalikan", KEADAAN["dikembalikan"].label)]
            pilihan += [(kode, f"Pengingat: {label}") for kode, label in JENIS.items() if kode != "dikembalikan"]
            return forms.ChoiceField(
                label="Keadaan",
                choices=pilihan,
                help_text="Keadaan kasus sesudah langkahnya; untuk pengingat: kasus yang diingatkan.",
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(AlasanTolak)
class AlasanTolakAdmin(HalamanKelola):
    """A reason that cases refer to cannot be deleted: take it out of use."""

    list_display = ("label", "kasus", "perlu_catatan", "aktif", "urut")
    list_filter = ("kasus", "aktif")


SIAPA = {"sahkan_desa": "desa", "sahkan_opd": "Dinas Sosial", "sahkan_bupati": "bupati"}


def _steps() -> dict[str, str]:
    """{step: word on its button}, the first word where a step has several; one word for several steps says whose."""
    kata: dict[str, str] = {}
    for tabel in TABEL.values():
        for (_, aksi), hop in tabel.hop.items():
            kata.setdefault(aksi, hop.label)
    semua = list(kata.values())
    return {k: v if semua.count(v) == 1 else f"{v} ({SIAPA.get(k, k)})" for k, v in kata.items()}


LANGKAH = dict(sorted(_steps().items(), key=lambda satu: satu[1]))
"""Every step of every case that evidence can be asked for, by the word on its button."""


def _checkboxes(kolom: models.Field[Any, Any], pilihan: dict[str, str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=str(kolom.verbose_name).capitalize(), choices=list(pilihan.items()), widget=forms.CheckboxSelectMultiple
    )


@admin.register(SyaratBukti)
class SyaratBuktiAdmin(HalamanKelola):
    """Which evidence each hop asks for."""

    list_display = ("kasus", "langkah", "salah_satu_dari", "penting", "urut")
    list_filter = ("kasus", "penting")

    @admin.display(description="langkah", ordering="aksi")
    def langkah(self, satu: SyaratBukti) -> str:
        return LANGKAH.get(satu.aksi, satu.aksi)

    @admin.display(description="salah satu dari", ordering="pilihan")
    def salah_satu_dari(self, satu: SyaratBukti) -> str:
        return ", ".join(JENIS_BUKTI.get(kode, kode) for kode in satu.pilihan)

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "aksi":
            return forms.ChoiceField(label="Langkah", choices=list(LANGKAH.items()))
        if db_field.name == "pilihan":
            return _checkboxes(db_field, JENIS_BUKTI)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(KalenderBulanan)
class KalenderBulananAdmin(HalamanBerlaku):
    """A change of days is a new row from its month on; what has passed keeps the old one."""

    list_display = ("berlaku_dari", "tenggat_pengajuan", "tenggat_musyawarah", "pengesahan_dari", "pengesahan_sampai")


@admin.register(BatasLayanan)
class BatasLayananAdmin(HalamanBerlaku):
    """From which working day on a waiting case is yellow or red."""

    list_display = ("status", "hari_kuning", "hari_merah", "berlaku_dari")
    list_filter = ("status",)


@admin.register(HariLibur)
class HariLiburAdmin(HalamanKelola):
    """Days on which nobody works, besides Saturdays and Sundays."""

    list_display = ("tanggal", "nama", "pasti")
    list_filter = ("pasti",)
    date_hierarchy = "tanggal"


@admin.register(AturanMusyawarah)
class AturanMusyawarahAdmin(HalamanBerlaku):
    """Days before and after a musyawarah; a change is a new row from its day on."""

    list_display = ("berlaku_dari", "hari_undangan", "hari_keberatan", "asal")


@admin.register(SyaratKuorum)
class SyaratKuorumAdmin(HalamanBerlaku):
    """Who must be there; the lines of the latest day in force count together."""

    list_display = ("jenis", "berlaku_dari", "label", "minimum", "asal")
    list_filter = ("jenis",)

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "peran":
            return _checkboxes(db_field, PERAN)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(AlasanMusyawarah)
class AlasanMusyawarahAdmin(HalamanKelola):
    """Why a musyawarah calls a family poor, or not."""

    list_display = ("label", "hasil", "aktif", "urut")
    list_filter = ("hasil", "aktif")


@admin.register(MasaSimpan)
class MasaSimpanAdmin(HalamanKelola):
    """How long something is kept: rows are there from the start, and only their months change."""

    list_display = ("kode", "bulan", "dasar")
    readonly_fields = ("kode",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MasaSimpan | None = None) -> bool:
        return False
