"""What page, file and API of targeting ask for, and the rows they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dtsen.accounts.access import Orang, izin_of
from dtsen.wilayah.models import Wilayah
from verval.bansos.penerima import LIHAT, latest
from verval.ketepatan import baca, tampil
from verval.models import AturanProgram
from verval.models.program import UNIT


@dataclass(frozen=True, slots=True)
class Pilihan:
    """What the address asks for, with defaults for what it does not."""

    program: str
    ukuran: str
    bobot: str
    wilayah: str
    aturan: AturanProgram | None
    bulan: str
    tersedia: list[AturanProgram]

    @property
    def satuan(self) -> str:
        unit = UNIT[self.aturan.unit].lower() if self.aturan else "keluarga"
        return "jiwa" if self.bobot == "jiwa" else unit

    @property
    def kalimat(self) -> str:
        """Who counts as eligible here, in one sentence: by the desil alone the rest of the rule is not looked at."""
        if self.aturan is None or self.ukuran == "aturan":
            return self.aturan.kalimat if self.aturan else ""
        siapa = "Keluarga" if self.aturan.unit == "keluarga" else "Orang dari keluarga"
        return f"Layak: {siapa.lower()} {self.aturan.rentang}, tanpa memeriksa komponen dan syarat lain."


def choices(kueri: Mapping[str, str]) -> Pilihan:
    """Read the query; the programme is the first in order that has recipients, unless another of them is named."""
    bulan = latest()
    berlaku = AturanProgram.objects.berlaku(timezone.localdate()).filter(program__in=bulan)
    tersedia = sorted(
        berlaku.select_related("program").prefetch_related("komponen", "larangan__kelompok"),
        key=lambda satu: (satu.program.urut, satu.program_id),
    )
    diminta = kueri.get("program", "")
    aturan = next((a for a in tersedia if a.program_id == diminta), tersedia[0] if tersedia else None)
    kode = kueri.get("wilayah", "")
    return Pilihan(
        program=aturan.program_id if aturan else "",
        ukuran="aturan" if kueri.get("ukuran") == "aturan" else "desil",
        bobot="jiwa" if kueri.get("bobot") == "jiwa" else "unit",
        wilayah=kode if kode.isascii() and kode.isdigit() and len(kode) in {6, 10} else "",
        aturan=aturan,
        bulan=bulan.get(aturan.program_id, "") if aturan else "",
        tersedia=tersedia,
    )


def recent(pilihan: Pilihan) -> tuple[baca.Hasil, datetime]:
    """Counts of the programme in the scope of the transaction, and when they were made. Needs a rule."""
    assert pilihan.aturan is not None
    return baca.recent(pilihan.aturan, timezone.localdate(), ukuran=pilihan.ukuran, bobot=pilihan.bobot)


def table(user: Orang, pilihan: Pilihan) -> tuple[baca.Hasil, list[tampil.Baris], tampil.Baris]:
    """Counts, the rows under the region that is looked at, and that region itself. Needs a rule."""
    hasil, _ = recent(pilihan)
    tutup = LIHAT not in izin_of(user)
    kecamatan = hasil.per(6)
    per = hasil.per(10, pilihan.wilayah) if pilihan.wilayah else kecamatan
    nama = dict(Wilayah.objects.filter(pk__in=[*per, pilihan.wilayah[:6], pilihan.wilayah]).values_list("kode", "nama"))
    baris = tampil.rows(per, nama, tutup=tutup)
    semua = hasil.total(pilihan.wilayah)
    tertutup = tutup and (
        pilihan.wilayah[:6] in tampil.hidden(kecamatan) or tampil.is_small(semua)
        or (len(pilihan.wilayah) == 10 and pilihan.wilayah in tampil.hidden(hasil.per(10, pilihan.wilayah[:6])))
    )  # fmt: skip
    if tertutup:
        baris = [tampil.Baris(b.kode, b.nama, b.sel, True) for b in baris]
    jumlah = tampil.Baris(pilihan.wilayah, nama.get(pilihan.wilayah, "wilayah Anda"), semua, tertutup)
    return hasil, baris, jumlah
