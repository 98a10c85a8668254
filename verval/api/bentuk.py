"""Shapes of corrections in JSON: what is told of a case and what is sent."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from verval import pembaruan, susunan
from verval.access import boleh_nilai
from verval.api.bersama import KOLOM_KASUS, KasusKeluar, LangkahIsi
from verval.halaman import BarisButir, fact_rows
from verval.models import (
    Pembaruan,
)
from verval.models.butir import PUTUSAN
from verval.models.pembaruan import ISIAN, KELUARGA_BARU, MACAM


class BarisKeluar(serializers.Serializer[Any]):
    perihal = serializers.CharField(help_text="Siapa atau apa")
    lama = serializers.CharField()
    baru = serializers.CharField()


class ButirKeluar(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    individu = serializers.IntegerField(allow_null=True, help_text="Anggota; null untuk data keluarga")
    fakta = serializers.CharField(allow_null=True, help_text="Null bila datanya dilindungi, seperti isinya")
    judul = serializers.CharField(allow_null=True)
    tulisan_lama = serializers.CharField(allow_null=True)
    tulisan_baru = serializers.CharField(allow_null=True)
    putusan = serializers.ChoiceField(choices=list(PUTUSAN.items()), allow_blank=True)
    alasan_kode = serializers.CharField(allow_null=True)
    catatan = serializers.CharField(allow_null=True)


def describe_fact(baris: BarisButir) -> dict[str, Any]:
    satu, boleh = baris.butir, baris.boleh
    return {
        "id": satu.pk,
        "individu": satu.individu_id,
        "fakta": satu.fakta if boleh else None,
        "judul": satu.label if boleh else None,
        "tulisan_lama": satu.tulisan_lama if boleh else None,
        "tulisan_baru": satu.tulisan_baru if boleh else None,
        "putusan": satu.putusan,
        "alasan_kode": satu.alasan_induk_id,
        "catatan": satu.catatan if boleh else None,
    }


class PembaruanKeluar(KasusKeluar):
    fakta = serializers.SerializerMethodField(
        help_text="Kosong bila datanya dilindungi, seperti judul dan nilainya, atau bila ada beberapa: lihat butir."
    )
    judul = serializers.SerializerMethodField()
    tulisan_lama = serializers.SerializerMethodField()
    tulisan_baru = serializers.SerializerMethodField()
    alasan = serializers.SerializerMethodField()
    tabel = pembaruan.TABEL

    class Meta:
        model = Pembaruan
        fields: tuple[str, ...] = (
            *KOLOM_KASUS, "jenis", "fakta", "judul", "tulisan_lama", "tulisan_baru", "alasan", "desil_lama",
            "desil_baru", "peringkat", "periode", "nasional_lama", "versi_lama", "nasional_baru", "versi_baru",
        )  # fmt: skip

    def _if_shown(self, kasus: Pembaruan, isi: str) -> str | None:
        return isi if boleh_nilai(self.context["tabir"], kasus) else None

    def get_fakta(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.fakta)

    def get_judul(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.judul)

    def get_tulisan_lama(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.tulisan_lama)

    def get_tulisan_baru(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.tulisan_baru)

    def get_alasan(self, kasus: Pembaruan) -> str | None:
        return self._if_shown(kasus, kasus.alasan)


class PembaruanLengkapKeluar(PembaruanKeluar):
    """One case fact by fact; of an operation of family make-up who and what changes, line by line, numbers masked."""

    butir = serializers.SerializerMethodField(help_text="Kosong untuk perubahan susunan keluarga.")
    susunan = serializers.SerializerMethodField(help_text="Kosong bila datanya dilindungi, atau untuk isian data.")

    class Meta(PembaruanKeluar.Meta):
        fields = (*PembaruanKeluar.Meta.fields, "butir", "susunan")

    @extend_schema_field(ButirKeluar(many=True))
    def get_butir(self, kasus: Pembaruan) -> list[dict[str, Any]]:
        return [describe_fact(baris) for baris in fact_rows(kasus, self.context["tabir"])]

    @extend_schema_field(BarisKeluar(many=True))
    def get_susunan(self, kasus: Pembaruan) -> list[dict[str, Any]]:
        tabir = self.context["tabir"]
        return [asdict(baris) for baris in susunan.rows(kasus, tabir)] if boleh_nilai(tabir, kasus) else []


class ButirIsi(serializers.Serializer[dict[str, Any]]):
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    fakta = serializers.CharField(max_length=60)
    nilai_baru = serializers.JSONField()


class PembaruanIsi(serializers.Serializer[dict[str, Any]]):
    keluarga = serializers.IntegerField(required=False, help_text="Wajib, kecuali untuk keluarga_baru")
    individu = serializers.IntegerField(required=False, allow_null=True, default=None)
    jenis = serializers.ChoiceField(
        choices=list(MACAM.items()), default=ISIAN,
        help_text="isian: satu data (fakta dan nilai_baru) atau beberapa (butir); selain itu perubahan susunan "
        "keluarga (isi)",
    )  # fmt: skip
    fakta = serializers.CharField(max_length=60, required=False)
    nilai_baru = serializers.JSONField(required=False)
    butir = ButirIsi(many=True, required=False, allow_empty=False, help_text="Data keluarga dan anggotanya sekaligus")
    isi = serializers.DictField(
        required=False,
        help_text="Yang diperlukan perubahan susunan, misalnya meninggal: individu, sejak, kepala_baru; "
        "keluarga_baru: desa, nomor_kk, alamat, anggota; "
        "anggota_baru: orang (nama, nik, tanggal_lahir, jenis_kelamin, status_hubungan_keluarga)",
    )  # fmt: skip
    alasan = serializers.CharField(max_length=2000)
    ajukan = serializers.BooleanField(default=True, help_text="false: simpan sebagai draf")

    def validate(self, isi: dict[str, Any]) -> dict[str, Any]:
        """What belongs to the other kind is refused rather than left unread."""
        satu, banyak, susun = ("fakta", "nilai_baru"), ("butir",), ("isi",)
        perlu: tuple[str, ...] = banyak if "butir" in isi else satu
        if isi["jenis"] != ISIAN:
            perlu = susun
        lain = set(satu + banyak + susun) - set(perlu)
        if perlu == banyak and isi["individu"] is not None:
            raise serializers.ValidationError({"individu": "Sebut anggotanya pada tiap butir."})
        if isi["jenis"] == KELUARGA_BARU:
            lain.add("keluarga")
        else:
            perlu = ("keluarga", *perlu)
        salah = {n: "Bidang ini wajib diisi." for n in perlu if n not in isi}
        salah |= {n: "Bidang ini tidak dipakai untuk jenis itu." for n in lain if n in isi}
        if salah:
            raise serializers.ValidationError(salah)
        return isi


class PutusanIsi(serializers.Serializer[dict[str, Any]]):
    butir = serializers.IntegerField()
    putusan = serializers.ChoiceField(choices=list(PUTUSAN.items()))
    alasan_kode = serializers.CharField(required=False, allow_blank=True, default="", max_length=30)
    catatan = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class LangkahPembaruanIsi(LangkahIsi):
    putusan = PutusanIsi(
        many=True, required=False, default=list,
        help_text="Untuk setujui. Butir yang tidak disebut diterima; bila semua ditolak, kasusnya ditolak",
    )  # fmt: skip
