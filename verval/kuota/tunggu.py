"""Waiting list of a programme in a desa: everybody who fulfils the rule and does not receive yet, in one order.

The order (methods B.6): official desil, number of vulnerability flags in the registry (descending), score of the
published local ranking where there is one (low is poor), day of the oldest open usulan, id. Quota less recipients says
how many of the first are inside. Asked inside a scope of that desa alone, so that a wider or narrower one of the user
changes no place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from dtsen.lib.periode import Periode
from dtsen.lib.sql import load
from dtsen.lib.tampil import angka, tanggal
from dtsen.ranking.models import Run
from dtsen.registry import lingkup
from dtsen.wilayah.cakupan import Cakupan
from verval import alur
from verval.bansos.layak import assessment, years_before
from verval.bansos.penerima import latest
from verval.models import AturanProgram, Kuota, KuotaWilayah, Penerima, ProgramBansos

TANDA = {
    1: "Penyandang disabilitas",
    2: "Penyakit kronis",
    4: "Lanjut usia",
    8: "Perempuan kepala keluarga tanpa pasangan",
    16: "Ibu hamil",
}
"""Bit -> vulnerability flag of a family that the registry holds; each counts once."""
TUA = 60
BUKAN_TERBUKA = alur.AKHIR | {"draf"}
TERBUKA = sorted(set(alur.LABEL) - BUKAN_TERBUKA)
"""Statuses of a usulan that still runs."""


@dataclass(frozen=True, slots=True)
class Antre:
    """A place on the list; `tanda` is a bit mask of TANDA, `skor` the local score, `sejak` the oldest open usulan."""

    posisi: int
    semua: int
    keluarga: int
    individu: int | None
    nasional: int | None
    tanda: int
    skor: int | None
    sejak: datetime | None

    @property
    def banyak_tanda(self) -> int:
        return self.tanda.bit_count()

    @property
    def nama_tanda(self) -> list[str]:
        return [nama for bit, nama in TANDA.items() if self.tanda & bit]


@dataclass(frozen=True, slots=True)
class Tempat:
    """Seats of a desa: `kursi` (None without a quota), recipients, of them those who hold a seat (`bertahan`).

    Under a local rule with hysteresis only those do who still fulfil it (methods B.6); elsewhere every recipient.
    """

    kuota: Kuota | None
    kursi: int | None
    penerima: int
    bertahan: int
    histeresis: bool

    @property
    def terisi(self) -> int:
        return self.bertahan

    @property
    def sisa(self) -> int | None:
        """Seats that the first on the list take; never below 0."""
        return None if self.kursi is None else max(0, self.kursi - self.terisi)

    def inside(self, posisi: int) -> bool:
        return self.sisa is not None and posisi <= self.sisa

    def behind(self, posisi: int) -> int:
        """How many places a place lies behind the last free seat; 0 inside, and where no seat is free to count from."""
        return max(0, posisi - self.sisa) if self.sisa else 0


def rule(program: ProgramBansos, hari: date) -> AturanProgram | None:
    """The rule by which the list is made."""
    return AturanProgram.objects.berlaku(hari).filter(program=program).first()


def quota(program: str, hari: date) -> Kuota | None:
    """The decided quota that a day lies in; one of a quarter goes before one of the year."""
    periode = (Periode.of(hari).kode, str(hari.year))
    semua = Kuota.objects.filter(program=program, status="ditetapkan", periode__in=periode)
    return semua.select_related("program").order_by("-periode").first()


def waiting(
    aturan: AturanProgram, desa: str, hari: date, *, dari: int = 1, sampai: int = 10**9, keluarga: int | None = None
) -> list[Antre]:
    """Places `dari` to `sampai` (both included), or those of one family, in the order of the list.

    The caller has made sure that the user may see the whole desa.
    """
    isi = {
        "keluarga": keluarga,
        "dari": dari,
        "sampai": sampai,
        "tua": years_before(hari, TUA),
        "run": _published(),
        "terbuka": TERBUKA,
    }
    return [Antre(*baris) for baris in _ask("list_waiting", aturan, desa, hari, isi)]


def seats(aturan: AturanProgram, desa: str, hari: date) -> Tempat:
    """How many seats a desa has and how many are taken."""
    kuota = quota(aturan.program_id, hari)
    kursi = None
    if kuota is not None:
        kursi = KuotaWilayah.objects.filter(kuota=kuota, kode=desa).values_list("kursi", flat=True).first()
    if aturan.histeresis:
        ((penerima, bertahan),) = _ask("count_seated", aturan, desa, hari, {})
    else:
        milik = Penerima.objects.menerima().filter(program=aturan.program_id, kode_desa=desa)
        with lingkup.within(Cakupan.of([desa])):
            penerima = bertahan = milik.filter(bulan=latest().get(aturan.program_id, "")).count()
    return Tempat(kuota, kursi, penerima, bertahan, aturan.histeresis)


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where a family stands in a programme that has a quota: its first place, whether it is inside, seats left."""

    program: ProgramBansos
    antre: Antre
    masuk: bool
    sisa: int


def positions(keluarga: int, desa: str, hari: date) -> list[Posisi]:
    """The places of a family on the lists of every programme with a decided quota now, in the order of programmes.

    The caller has made sure that the user may see the whole desa.
    """
    periode = (Periode.of(hari).kode, str(hari.year))
    berkuota = set(Kuota.objects.filter(status="ditetapkan", periode__in=periode).values_list("program", flat=True))
    hasil = []
    semua = AturanProgram.objects.berlaku(hari).filter(program__in=berkuota)
    for aturan in sorted(semua, key=lambda a: (a.program.urut, a.program_id)):
        for antre in waiting(aturan, desa, hari, keluarga=keluarga)[:1]:
            tempat = seats(aturan, desa, hari)
            hasil.append(Posisi(aturan.program, antre, tempat.inside(antre.posisi), tempat.sisa or 0))
    return hasil


def _ask(nama: str, aturan: AturanProgram, desa: str, hari: date, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    pernyataan, bawaan = assessment(aturan, aturan, hari, hari, load(__file__, "candidate_desa"))
    with lingkup.within(Cakupan.of([desa])), connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, nama)).format(putusan=pernyataan), bawaan | {"desa": desa} | isi)
        baris: list[tuple[Any, ...]] = kursor.fetchall()
    return baris


def _published() -> int | None:
    """The newest published local ranking."""
    return Run.objects.filter(status="terbit").order_by("-periode").values_list("pk", flat=True).first()


# --- words --------------------------------------------------------------------------------------------------


def explain(satu: Antre, atas: Antre | None) -> str:
    """One sentence: why a place comes after the one above it."""
    if atas is None:
        return "Urutan pertama: tidak ada yang mendahuluinya."
    if satu.nasional != atas.nasional:
        return f"Desil nasional {_desil(satu)}, yang di atasnya {_desil(atas)}."
    if satu.banyak_tanda != atas.banyak_tanda:
        return f"Desil sama; tanda kerentanannya {satu.banyak_tanda}, yang di atasnya {atas.banyak_tanda}."
    if satu.skor != atas.skor:
        if satu.skor is None:
            return "Desil dan tanda sama; belum punya skor daerah, yang di atasnya punya."
        return (
            f"Desil dan tanda sama; skor daerah {angka(satu.skor)}, yang di atasnya {angka(atas.skor)} (lebih miskin)."
        )
    if satu.sejak != atas.sejak:
        if satu.sejak is None:
            return "Desil, tanda, dan skor sama; belum diusulkan, yang di atasnya sudah."
        return f"Desil, tanda, dan skor sama; diusulkan {_hari(satu)}, yang di atasnya lebih dulu ({_hari(atas)})."
    if satu.keluarga == atas.keluarga:
        return "Sekeluarga dengan yang di atasnya; diurutkan menurut nomor data orang."
    return "Semua ukuran sama; diurutkan menurut nomor data keluarga."


def explained(daftar: Iterable[Antre], atas: Antre | None = None) -> list[tuple[Antre, str]]:
    """Each place with its sentence; `atas` is the place above the first of them."""
    hasil = []
    for satu in daftar:
        hasil.append((satu, explain(satu, atas)))
        atas = satu
    return hasil


def _desil(satu: Antre) -> str:
    return "belum ada" if satu.nasional is None else str(satu.nasional)


def _hari(satu: Antre) -> str:
    return tanggal(timezone.localtime(satu.sejak).date()) if satu.sejak else ""
