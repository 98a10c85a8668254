"""Shape of what is typed about family make-up: one form for every operation, drawn from what the operation is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from dtsen.lib.nama import sebut
from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.models import Individu
from dtsen.registry.susunan import ALAMAT_BARU, TUJUAN, Isian, Operasi
from verval.forms.fakta import PANJANG_ALASAN, PILIH_DARI_DAFTAR, fact_field
from verval.keputusan import CARA, HASIL_KELAYAKAN
from verval.kunjungan.daftar import KRITERIA
from verval.models import AlasanMusyawarah, KelompokTidakLayak, ProgramBansos
from verval.musdes.alur import HASIL
from verval.susunan import NIK_ORANG

ORANG = ("nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "status_hubungan_keluarga", "status_kawin")
"""What is asked about a new person; the rest is corrected once the person is there."""
WAJIB_ORANG = frozenset({"nama", "jenis_kelamin", "tanggal_lahir", "status_hubungan_keluarga"})
ANGGOTA, NIK_BARU, KK_LAIN, NIK_LAIN = "anggota_", "orang_nik", "_kk", "_nik"
ISIAN_PUTUSAN = frozenset({"cara", "program", "hasil", "sebab", "kriteria", "kelompok"})
TETAP_TINGGAL = ("", "Tetap di keluarga ini")
NOMOR_TETAP = "Sudah ditulis dan tidak ditampilkan lagi. Kosongkan bila tetap."


def _choice(pilihan: list[tuple[str, str]], *, wajib: bool, kosong: str = "Pilih", radio: bool = False) -> forms.Field:
    return forms.ChoiceField(
        choices=pilihan if radio else [("", kosong), *pilihan],
        widget=forms.RadioSelect if radio else forms.Select,
        required=wajib,
        error_messages=PILIH_DARI_DAFTAR,
    )


class NomorField(forms.CharField):
    """A NIK or No KK, looked at by the server as soon as it is written (`url` of the form).

    Its name ends in nik or kk: static/js/sesi.js keeps such a field out of the draft of the browser.
    """

    periksa = True

    def watch(self, nama: str, url: str) -> None:
        self.widget.attrs |= {
            "hx-post": url,
            "hx-trigger": "change",
            "hx-target": f"#periksa-{nama}",
            "hx-params": f"csrfmiddlewaretoken,{nama}",
        }


def _sixteen(*, wajib: bool) -> NomorField:
    atribut = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
    return NomorField(
        widget=forms.TextInput(attrs=atribut), max_length=40, required=wajib,
        error_messages={"required": "Tulis 16 angkanya seperti di KTP atau KK."},
    )  # fmt: skip


def _date(*, wajib: bool) -> forms.Field:
    return forms.CharField(
        widget=forms.DateInput(attrs={"type": "date"}), max_length=12, required=wajib,
        error_messages={"required": "Isi tanggalnya."},
    )  # fmt: skip


def _decision(jenis: str, *, wajib: bool) -> forms.Field:
    """What a decision is about: a programme, how somebody leaves it, or how a family is judged."""
    if jenis == "cara":
        return _choice(list(CARA.items()), wajib=wajib, radio=True)
    if jenis != "program":
        return _judgement(jenis)
    program = ProgramBansos.objects.order_by("urut", "kode")
    return _choice([(satu.pk, satu.nama) for satu in program], wajib=wajib)


def _judgement(jenis: str) -> forms.Field:
    """What a case of kelayakan is told; which of it the outcome asks for, `keputusan` says."""
    if jenis == "hasil":
        return _choice(list(HASIL_KELAYAKAN.items()), wajib=True, radio=True)
    if jenis == "kriteria":
        return forms.MultipleChoiceField(
            choices=list(KRITERIA.items()), widget=forms.CheckboxSelectMultiple, required=False,
            help_text="262/HUK/2022. Miskin: paling sedikit satu. Tidak layak: kosongkan.",
            error_messages=PILIH_DARI_DAFTAR,
        )  # fmt: skip
    if jenis == "kelompok":
        pilihan: list[Any] = [(str(k.pk), k.nama) for k in KelompokTidakLayak.objects.all()]
        bantu = "Hanya untuk hasil tidak layak."
    else:
        alasan = list(AlasanMusyawarah.objects.filter(aktif=True))
        pilihan = [(arti, [(a.pk, a.label) for a in alasan if a.hasil == kode]) for kode, arti in HASIL.items()]
        bantu = "Untuk hasil miskin atau tidak miskin."
    return forms.ChoiceField(
        choices=[("", "Tidak dipilih"), *pilihan], required=False, help_text=bantu, error_messages=PILIH_DARI_DAFTAR
    )


class OperasiForm(forms.Form):
    """What one operation is told, and why. `isi()` returns it as the operation reads it.

    `anggota` are the members of the family as the user may see them, `lain` those of the family that is merged;
    `nomor` names the numbers that a case keeps already: left blank, they stay.
    """

    def __init__(
        self,
        *args: Any,
        operasi: Operasi,
        url: str,
        anggota: list[Individu],
        lain: list[Individu] | None = None,
        nomor: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.operasi, self.anggota, self.lain = operasi, anggota, lain
        self.hidup = [o for o in anggota if o.keberadaan in {None, 1, 5}]
        for satu in operasi.isian:
            for nama, kolom in self._fields(satu).items():
                kolom.label = kolom.label or satu.label
                if nama in (nomor or {}) or (nama == NIK_BARU and NIK_ORANG in (nomor or {})):
                    kolom.required, kolom.help_text = False, NOMOR_TETAP
                if isinstance(kolom, NomorField):
                    kolom.watch(nama, url)
                self.fields[nama] = kolom
        if not self.awal:
            self.fields["alasan"] = forms.CharField(
                label="Alasan",
                help_text="Apa yang terjadi, kapan, dan dari surat apa atau dari siapa Anda tahu.",
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=PANJANG_ALASAN,
                error_messages={"required": "Tulis alasannya: apa yang terjadi dan dari mana Anda tahu."},
            )

    @property
    def awal(self) -> bool:
        """Whether another family has to be found before there is anything to fill in."""
        return self.operasi.kode == "gabung" and self.lain is None

    def _fields(self, satu: Isian) -> dict[str, forms.Field]:
        jenis, wajib = satu.jenis, satu.wajib
        if jenis in {"individu", "individu_lain"}:
            return self._people(satu)
        if jenis == "anggota":
            return {} if self.awal else self._movers()
        if jenis == "keluarga":
            return self._family(satu)
        if jenis == "orang":
            return _new_person()
        if jenis == "alamat":
            return {
                f"alamat_{n}": fact_field(KELUARGA[n], f"{KELUARGA[n].label} KK baru", wajib=False) for n in ALAMAT_BARU
            }
        if jenis == "hubungan":
            return {satu.nama: fact_field(INDIVIDU["status_hubungan_keluarga"], satu.label, wajib=wajib)}
        if jenis == "tujuan":
            return {satu.nama: _choice(list(TUJUAN.items()), wajib=wajib, radio=True)}
        if jenis in ISIAN_PUTUSAN:
            return {satu.nama: _decision(jenis, wajib=wajib)}
        if jenis == "tanggal":
            return {satu.nama: _date(wajib=wajib)}
        return {satu.nama: _sixteen(wajib=wajib)} if jenis in {"nik", "nomor_kk"} else {}

    def _people(self, satu: Isian) -> dict[str, forms.Field]:
        orang = self.anggota if self.operasi.kode in {"ganda", "perbaikan_nik"} else self.hidup
        if self.operasi.kode == "tinggal_bersama":
            orang = [o for o in self.anggota if o not in self.hidup]
        pilihan = [(str(o.pk), sebut(o.nama)) for o in orang]
        if satu.jenis == "individu_lain":
            nik = _sixteen(wajib=False)
            nik.label, nik.help_text = "NIK data yang ditutup", "Bila data itu ada di keluarga lain."
            return {satu.nama: _choice(pilihan, wajib=False, kosong="Tidak di keluarga ini"), satu.nama + NIK_LAIN: nik}
        kosong = "Pilih" if satu.wajib else "Tidak berganti"
        return {satu.nama: _choice(pilihan, wajib=satu.wajib, kosong=kosong, radio=satu.wajib)}

    def _movers(self) -> dict[str, forms.Field]:
        hubungan = [(str(k), f"Ikut, sebagai {arti.lower()}") for k, arti in KODE_HUBUNGAN.items()]
        hasil: dict[str, forms.Field] = {}
        for o in self.hidup if self.lain is None else [o for o in self.lain if o.keberadaan in {None, 1, 5}]:
            tetap = TETAP_TINGGAL if self.lain is None else ("", "Pilih hubungannya di keluarga ini")
            hasil[f"{ANGGOTA}{o.pk}"] = forms.ChoiceField(
                label=sebut(o.nama), choices=[tetap, *hubungan], required=False, error_messages=PILIH_DARI_DAFTAR
            )
        return hasil

    def _family(self, satu: Isian) -> dict[str, forms.Field]:
        if self.lain is not None:
            return {}
        kolom = _sixteen(wajib=satu.wajib)
        kolom.help_text = "Tulis No KK keluarga itu, atau NIK salah satu anggotanya."
        return {satu.nama + KK_LAIN: kolom}

    def isi(self) -> dict[str, Any]:
        """Return what the operation is told; `<nama>_kk` and `<nama>_nik` name others by number, still to be found."""
        data = self.cleaned_data
        hasil: dict[str, Any] = {n: v for n, v in data.items() if v != "" and "_" not in n and n != "alasan"}
        for nama in ("kepala_baru", "nomor_kk"):
            hasil |= {nama: data[nama]} if data.get(nama) else {}
        for satu in self.operasi.isian:
            if satu.jenis == "anggota":
                hasil[satu.nama] = {n[len(ANGGOTA) :]: v for n, v in data.items() if n.startswith(ANGGOTA) and v}
            elif satu.jenis in {"orang", "alamat"}:
                awalan = f"{satu.nama}_"
                hasil[satu.nama] = {n[len(awalan) :]: v for n, v in data.items() if n.startswith(awalan) and v}
        return hasil

    def others(self) -> dict[str, str]:
        """Return `{isian: number}` of families and persons that were named by a number."""
        return {
            n[: -len(akhir)]: v
            for n, v in self.cleaned_data.items()
            for akhir in (KK_LAIN, NIK_LAIN)
            if n.endswith(akhir) and n not in {"nomor_kk", NIK_BARU} and v
        }

    def refuse(self, fakta: str, pesan: str) -> None:
        """Put a refusal of the use case beside the field it is about, on top where there is none."""
        calon = (fakta, f"orang_{fakta}", f"alamat_{fakta}", f"{fakta}{KK_LAIN}", f"{fakta}{NIK_LAIN}")
        self.add_error(next((n for n in calon if n in self.fields), None), pesan)


KODE_HUBUNGAN = INDIVIDU["status_hubungan_keluarga"].pilihan


def _new_person() -> dict[str, forms.Field]:
    nik = _sixteen(wajib=False)
    nik.label, nik.help_text = "NIK", "Kosongkan bila belum ada, misalnya bayi."
    orang = {f"orang_{n}": fact_field(INDIVIDU[n], INDIVIDU[n].label, wajib=n in WAJIB_ORANG) for n in ORANG}
    nama = orang.pop("orang_nama")
    return {"orang_nama": nama, NIK_BARU: nik, **orang}


def initial(isi: Mapping[str, Any], alasan: str) -> dict[str, Any]:
    """Return what a form of this operation starts with, out of what a case keeps; no numbers."""
    awal: dict[str, Any] = {"alasan": alasan}
    for nama, nilai in isi.items():
        if isinstance(nilai, Mapping):
            awal |= {f"{nama}_{kunci}": satu for kunci, satu in nilai.items()}
        else:
            awal[nama] = nilai
    return awal
