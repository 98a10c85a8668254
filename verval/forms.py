"""Shape of what is typed on the case pages; whether it is right the use cases say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from dtsen.lib.gambar import Titik
from dtsen.lib.telepon import read_phone
from dtsen.registry.fakta import ANGKA, BIT, KODE_, TANGGAL, Fakta
from verval.butir import Penolakan
from verval.jenis_bukti import JENIS as JENIS_BUKTI
from verval.kelayakan import Kelayakan
from verval.models import ProgramBansos
from verval.models.induk import KASUS
from verval.models.kasus import read_code
from verval.models.usulan import STATUS as STATUS_USULAN
from verval.pemeriksa import LABEL as PEMERIKSA
from verval.tenggat import UMUR

RADIO_TERBANYAK = 12
"""Longer code lists are a select: thirty radio buttons do not fit a telephone."""
PILIH_DARI_DAFTAR = {"invalid_choice": "Pilih salah satu jawaban dari daftar.", "required": "Isi nilai yang baru."}
WAJIB = {"required": "Isi nilai yang baru."}
PANJANG_ALASAN = 2000
CENTANG = re.compile(r"[0-9]{1,18}-[0-9]{1,5}")
PUTUSAN = re.compile(r"putusan-[0-9]{1,18}")
PANJANG_KETERANGAN = 500
PEKA = {"data-peka": True}
"""Tells of illness, pregnancy or children: static/js/sesi.js keeps nothing of it on the device."""
KODE_SALAH = "Kode terdiri dari 8 huruf dan angka, tanpa huruf I, L, O, U dan tanpa angka 0 dan 1. Periksa lagi."


def _field(fakta: Fakta) -> forms.Field:
    """The field of one fact; ranges and skips the use case checks."""
    pilihan = [(str(kode), arti) for kode, arti in fakta.pilihan.items()]
    if fakta.jenis == KODE_:
        banyak = len(pilihan) > RADIO_TERBANYAK
        return forms.ChoiceField(
            choices=[("", "Pilih"), *pilihan] if banyak else pilihan,
            widget=forms.Select if banyak else forms.RadioSelect,
            error_messages=PILIH_DARI_DAFTAR,
        )
    if fakta.jenis == BIT:
        return forms.MultipleChoiceField(
            choices=pilihan, widget=forms.CheckboxSelectMultiple, error_messages=PILIH_DARI_DAFTAR
        )
    if fakta.jenis == ANGKA:
        angka = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": fakta.maks})
        return forms.CharField(widget=angka, max_length=12, error_messages=WAJIB)
    if fakta.jenis == TANGGAL:
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), max_length=12, error_messages=WAJIB)
    return forms.CharField(max_length=fakta.panjang, error_messages=WAJIB)


def typed(fakta: Fakta, nilai: object) -> Any:
    """A stored value as a form holds it: a sum of codes becomes its ticks."""
    if fakta.jenis == BIT and nilai is None:
        return []
    if fakta.jenis == BIT and isinstance(nilai, int):
        return [str(k) for k in fakta.pilihan if (k and nilai & k == k) or k == nilai]
    if isinstance(nilai, date):
        return nilai.isoformat()
    return "" if nilai is None else nilai


def refused(isi: QueryDict) -> dict[int, Penolakan]:
    """The facts that the decision refuses: `putusan-12` holds a reason, or nothing for one that is accepted."""
    pilihan = {int(n.removeprefix("putusan-")): str(isi[n]) for n in isi if PUTUSAN.fullmatch(n)}
    return {
        pk: Penolakan(kode[:30], str(isi.get(f"keterangan-{pk}", ""))[:PANJANG_KETERANGAN])
        for pk, kode in pilihan.items()
        if kode
    }


def fact_field(fakta: Fakta, label: str, *, wajib: bool = True) -> forms.Field:
    """The field of one fact with its label; where it may stay empty, a choice has an empty answer."""
    kolom = _field(fakta)
    kolom.label, kolom.required = label, wajib
    if not wajib and isinstance(kolom, forms.ChoiceField):
        kolom.widget = forms.Select()
        kolom.choices = [("", "Tidak diketahui"), *((str(k), arti) for k, arti in fakta.pilihan.items())]
    return kolom


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
        nilai = _field(fakta)
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
    kolom = _field(fakta)
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


class LangkahForm(forms.Form):
    """One hop: the button that was pressed, the status and the filing that were seen, the reason."""

    aksi = forms.CharField(max_length=20)
    status = forms.CharField(max_length=20)
    pengajuan_ke = forms.IntegerField(min_value=0, max_value=32767)
    alasan = forms.CharField(required=False, max_length=PANJANG_ALASAN)
    alasan_kode = forms.CharField(required=False, max_length=30)


class PemeriksaForm(forms.Form):
    """Taking over (from whom it was on the screen) or handing on (to whom), with the reason."""

    aksi = forms.ChoiceField(choices=list(PEMERIKSA.items()))
    dari = forms.IntegerField(required=False, min_value=1)
    kepada = forms.IntegerField(required=False, min_value=1)
    alasan = forms.CharField(required=False, max_length=PANJANG_ALASAN)


class TerlambatForm(forms.Form):
    """Accepting a late filing: the filing that was on the screen, and why."""

    pengajuan_ke = forms.IntegerField(min_value=0, max_value=32767)
    alasan = forms.CharField(max_length=PANJANG_ALASAN)


class MassalForm(forms.Form):
    """Cases that were ticked: which kind, the status of the list, and `12-1` for case 12 on its first filing."""

    jenis = forms.ChoiceField(choices=list(KASUS.items()))
    status = forms.CharField(max_length=20)
    kasus = forms.MultipleChoiceField(required=False)

    def __init__(self, isi: QueryDict) -> None:
        super().__init__(isi)
        pilihan = self.fields["kasus"]
        assert isinstance(pilihan, forms.MultipleChoiceField)
        pilihan.choices = [(satu, satu) for satu in isi.getlist("kasus") if CENTANG.fullmatch(satu)]

    @property
    def pilihan(self) -> dict[int, int]:
        """Case -> the filing that was on the screen."""
        return {int(pk): int(ke) for pk, ke in (satu.split("-") for satu in self.cleaned_data["kasus"])}


class LacakForm(forms.Form):
    """The code of a case as a resident writes it; cleaned to the form in which it is stored."""

    kode = forms.CharField(
        label="Kode lacak",
        help_text="8 huruf dan angka pada lembar dari petugas, misalnya K7M3-9QXA. Huruf kecil dan spasi boleh.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        max_length=40,
        error_messages={"required": "Tulis kode lacaknya.", "max_length": KODE_SALAH},
    )

    def clean_kode(self) -> str:
        kode = read_code(self.cleaned_data["kode"])
        if not kode:
            raise forms.ValidationError(KODE_SALAH)
        return kode


class KontakForm(forms.Form):
    """Where a resident wants to hear about a case; both blank takes the contact back."""

    telepon = forms.CharField(
        label="Nomor WhatsApp",
        help_text="Misalnya 0812-3456-7890.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        required=False,
        max_length=30,
    )
    surel = forms.EmailField(
        label="Surel",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        required=False,
        error_messages={"invalid": "Tulis alamat surel seperti nama@contoh.id, atau kosongkan."},
    )

    def clean_telepon(self) -> str:
        tulisan: str = self.cleaned_data["telepon"]
        telepon = read_phone(tulisan)
        if tulisan and not telepon:
            raise forms.ValidationError("Tulis nomor ponsel Indonesia, misalnya 0812-3456-7890, atau kosongkan.")
        return telepon


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


class JawabanForm(forms.Form):
    """The file with which Kemensos answers."""

    berkas = forms.FileField(
        label="Berkas jawaban",
        help_text="CSV atau Excel berkolom NO_USULAN, NIK, NOKK, PROGRAM, HASIL, ALASAN, TANGGAL. Paling besar 6 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
        error_messages={"required": "Pilih berkas jawaban.", "empty": "Berkas kosong. Unduh ulang berkasnya."},
    )


class BuktiForm(forms.Form):
    """One photo or PDF, what it shows, and the place: told by the device, or taken from the photo if ticked."""

    jenis = forms.ChoiceField(
        label="Bukti apa",
        choices=[("", "Pilih"), *JENIS_BUKTI.items()],
        error_messages={"required": "Pilih apa yang terlihat di berkas ini.", **PILIH_DARI_DAFTAR},
    )
    berkas = forms.FileField(
        label="Foto atau PDF",
        help_text="Foto dari kamera atau PDF, paling besar 15 MB. Nama dan keterangan di dalam berkas dibuang.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"required": "Pilih foto atau PDF.", "empty": "Berkas kosong. Pilih ulang fotonya."},
    )
    titik_foto = forms.BooleanField(label="Simpan lokasi yang tertulis di dalam foto", required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    akurasi_m = forms.FloatField(required=False, min_value=0, max_value=1e6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, jenis: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = self.fields["jenis"]
        assert isinstance(pilihan, forms.ChoiceField)
        # Whoever may attach nothing keeps the whole list: the use case says why not.
        pilihan.choices = [("", "Pilih"), *((kode, JENIS_BUKTI[kode]) for kode in jenis or JENIS_BUKTI)]

    def titik(self) -> Titik | None:
        """Return the place that the device told, None without both coordinates."""
        isi = self.cleaned_data
        lat, lon = isi.get("lat"), isi.get("lon")
        return None if lat is None or lon is None else Titik(lat, lon, isi.get("akurasi_m"))
