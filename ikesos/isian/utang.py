"""Who still owes what: every task with its regions, what stands there, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from dtsen.wilayah.models import Wilayah
from ikesos.isian import alur
from ikesos.isian.lembar import JENIS, PERIODE, indicators
from ikesos.models import IsianInput, Setoran, Simpul, TugasIsian
from ikesos.models.isian import STATUS_SETORAN

DITAGIH = timedelta(days=180)
"""How long after its deadline an input is still asked for."""
KEADAAN = {"ada": "Ada", "contoh": "Contoh", "kosong": "Belum"}


@dataclass(slots=True)
class Utang:
    """One task in a period. `isi`: {region: ada | contoh | kosong}."""

    tugas: TugasIsian
    simpul: Simpul
    periode: str
    sampai: date
    isi: dict[str, str] = field(default_factory=dict)
    setoran: Setoran | None = None
    lewat: bool = False

    @property
    def ada(self) -> int:
        return sum(k == "ada" for k in self.isi.values())

    @property
    def contoh(self) -> int:
        return sum(k == "contoh" for k in self.isi.values())

    @property
    def lunas(self) -> bool:
        return self.ada == len(self.isi)

    @property
    def ditagih(self) -> bool:
        """Whether the office has to do something: not complete, and not with whoever confirms it."""
        return not self.lunas and not (self.setoran is not None and self.setoran.status == "dikirim")

    @property
    def kosong(self) -> int:
        return len(self.isi) - self.ada

    @property
    def keadaan(self) -> str:
        """A status code: that of the open sheet, else whether everything is there."""
        if self.setoran is not None and self.setoran.status != "dikonfirmasi":
            return self.setoran.status
        return "selesai" if self.lunas else "dikonfirmasi" if self.ada else "menunggu"

    @property
    def label(self) -> str:
        kata = {"selesai": "Lengkap", "menunggu": "Belum diisi", "dikonfirmasi": "Sebagian"} | {
            k: v for k, v in STATUS_SETORAN.items() if k != "dikonfirmasi"
        }
        return kata[self.keadaan]


def end_of(periode: str) -> date:
    """Last day of `2026` or `2026-T4`."""
    return Periode.parse(periode).selesai if "-T" in periode else date(int(periode), 12, 31)


def period_of(tugas: TugasIsian, periode: Periode) -> str:
    """Under which period an office hands in what a quarter asks for."""
    return periode.kode if tugas.setiap == "triwulan" else str(periode.tahun)


def valid(periode: str) -> bool:
    cocok = PERIODE.match(periode)
    return cocok is not None and 2020 <= int(cocok[1]) <= 2100


def of_quarter(periode: Periode, hari: date, *, user: User | None = None) -> list[Utang]:
    """Every task of a quarter (of the user's offices only, where one is given)."""
    return _of_quarters([periode], hari, user)


def open_on(hari: date, *, user: User | None = None) -> list[Utang]:
    """What is to be handed in on a day: this quarter, and what went before and is still asked for."""
    kini = Periode.of(hari)
    dulu = [kini]
    while len(dulu) <= 4:
        dulu.append(dulu[-1].sebelum)
    tetap = {kini.kode, str(kini.tahun)}
    semua = _of_quarters(dulu, hari, user)
    return [u for u in semua if u.periode in tetap or (not u.lunas and u.sampai + DITAGIH >= hari)]


def _of_quarters(semua_periode: Sequence[Periode], hari: date, user: User | None) -> list[Utang]:
    """Tasks of quarters, each task and period once; six queries."""
    simpul = indicators()
    tugas = TugasIsian.objects.select_related("instansi") if user is None else alur.tasks_of(user)
    semua = [
        Utang(t, simpul[t.indikator], p, end_of(p) + timedelta(days=t.tenggat))
        for t in tugas
        if t.indikator in simpul
        for p in sorted({period_of(t, periode) for periode in semua_periode})
    ]
    if not semua:
        return []
    wilayah: dict[str, list[str]] = {}
    for tingkat, jenis in JENIS.items():
        wilayah[tingkat] = list(Wilayah.objects.filter(jenis__in=jenis).order_by("kode").values_list("kode", flat=True))
    ada: dict[tuple[str, str, str], bool] = {}
    for butir, p, w, contoh in IsianInput.objects.filter(
        periode__in={u.periode for u in semua}, status="dikonfirmasi", kelompok="umum"
    ).values_list("butir", "periode", "wilayah", "contoh"):
        kunci = (butir.rpartition(".")[0], p, w)
        ada[kunci] = ada.get(kunci, False) or contoh
    lembaran: dict[tuple[str, str], Setoran] = {}
    for satu in Setoran.objects.filter(periode__in={u.periode for u in semua}).order_by("id"):
        lembaran[satu.indikator, satu.periode] = satu
    for u in semua:
        u.setoran = lembaran.get((u.simpul.kode, u.periode))
        for w in wilayah[u.simpul.wilayah_terendah]:
            keadaan = ada.get((u.simpul.kode, u.periode, w))
            u.isi[w] = "kosong" if keadaan is None else "contoh" if keadaan else "ada"
        u.lewat = not u.lunas and u.sampai < hari
    return sorted(semua, key=lambda u: (u.lunas, u.sampai, u.simpul.kode))


def grid(semua: list[Utang], wilayah: list[str]) -> list[tuple[Wilayah, list[tuple[Utang, str]]]]:
    """Rows of the matrix: each kecamatan with what stands there for every input asked for by kecamatan."""
    kolom = sorted((u for u in semua if u.simpul.wilayah_terendah == "kecamatan"), key=lambda u: u.simpul.kode)
    peta = Wilayah.objects.in_bulk(wilayah)
    return [(peta[w], [(u, u.isi.get(w, "kosong")) for u in kolom]) for w in wilayah]
