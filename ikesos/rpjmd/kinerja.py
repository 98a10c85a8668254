"""What the page, the paper and the API say of an indicator: targets, actual figures, light, projection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from dtsen.lib.tampil import angka
from ikesos.models import AturanLampu, IndikatorRpjmd, NarasiRpjmd, RealisasiRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd.realisasi import ceiling
from ikesos.stats import capaian as hitung
from ikesos.stats.capaian import Proyeksi

LAMPU = {
    "merah": ("Merah: di bawah target", "bad"),
    "kuning": ("Kuning: mendekati target", "warn"),
    "belum": ("Belum dapat dinilai", ""),
    "hijau": ("Hijau: target tercapai", "good"),
}
"""Light -> what it says, tone of the chip; in the order of what needs attention."""
AKHIR = TAHUN.stop - 1


@dataclass(frozen=True, slots=True)
class Tahunan:
    """One year of one indicator."""

    tahun: int
    target: TargetRpjmd | None
    realisasi: RealisasiRpjmd | None
    usulan: RealisasiRpjmd | None
    narasi: NarasiRpjmd | None
    capaian: float | None
    lampu: str

    @property
    def rencana(self) -> bool:
        return self.tahun in TAHUN

    @property
    def label_lampu(self) -> str:
        return LAMPU[self.lampu][0]


@dataclass(slots=True)
class Kinerja:
    """One indicator with its years, oldest first. `dinilai`: the year the light speaks of."""

    indikator: IndikatorRpjmd
    tahunan: list[Tahunan]
    proyeksi: Proyeksi | None
    dinilai: Tahunan | None = None
    lampu: str = "belum"
    akhir: tuple[float, float, float] | None = field(default=None)

    @property
    def kode(self) -> str:
        return self.indikator.kode

    @property
    def label_lampu(self) -> str:
        return LAMPU[self.lampu][0]

    @property
    def nada(self) -> str:
        return LAMPU[self.lampu][1]

    @property
    def terakhir(self) -> Tahunan | None:
        """The newest year with a figure that counts."""
        return next((t for t in reversed(self.tahunan) if t.realisasi), None)

    @property
    def menunggu(self) -> list[Tahunan]:
        return [t for t in self.tahunan if t.usulan]

    @property
    def contoh(self) -> bool:
        """Whether something made up is in it."""
        return any((t.target and t.target.contoh) or (t.realisasi and t.realisasi.contoh) for t in self.tahunan)

    def tulis(self, nilai: float | None) -> str:
        """A value of this indicator as it is written, with its unit; a dash for None."""
        if nilai is None:
            return "–"
        satuan = {"persen": " %"}.get(self.indikator.satuan, "")
        return f"{angka(nilai, self.indikator.desimal)}{satuan}"

    @property
    def kalimat(self) -> str:
        """The answer of one indicator, to be said aloud."""
        ini = self.dinilai or self.terakhir
        if ini is None or ini.realisasi is None:
            return "Belum ada realisasi."
        teks = f"Realisasi {ini.tahun} {self.tulis(ini.realisasi.nilai)}"
        if ini.target is None:
            return f"{teks}; target {ini.tahun} belum diisi."
        capai = f", capaian {angka(ini.capaian, 1)} %" if ini.capaian is not None else ""
        return f"{teks}; target {self.tulis(ini.target.nilai)}{capai}."

    @property
    def kalimat_proyeksi(self) -> str:
        if self.akhir is None:
            return f"Proyeksi {AKHIR}: belum cukup titik (perlu {hitung.TITIK_MINIMUM} tahun realisasi)."
        nilai, bawah, atas = (self.tulis(x) for x in self.akhir)
        target = next((t.target for t in self.tahunan if t.tahun == AKHIR), None)
        teks = f"Proyeksi {AKHIR}: {nilai} (rentang {bawah}–{atas})"
        if target is None:
            return f"{teks}; target {AKHIR} belum diisi."
        sampai = self.indikator.arah * (self.akhir[0] - target.nilai) >= 0
        kata = "tercapai" if sampai else "belum tercapai"
        return f"{teks}; target {AKHIR} {self.tulis(target.nilai)} {kata} bila laju ini berlanjut."


def rule(hari: date | None = None) -> AturanLampu:
    """The rule of the light in force on a day."""
    berlaku = AturanLampu.objects.filter(berlaku_dari__lte=hari or timezone.localdate())
    return berlaku.order_by("-berlaku_dari")[:1].get()


def rule_sentence(aturan: AturanLampu) -> str:
    hijau, kuning = angka(aturan.hijau), angka(aturan.kuning)
    return (
        f"Hijau: capaian {hijau} % atau lebih. Kuning: {kuning} % sampai di bawah {hijau} %. "
        f"Merah: di bawah {kuning} %."
    )


def all_of(tahun: int | None = None, *, kode: Iterable[str] | None = None) -> list[Kinerja]:
    """Every indicator, what needs attention first. `tahun`: the year judged; without it each one's newest with both."""
    aturan = rule()
    semua = IndikatorRpjmd.objects.select_related("sasaran", "instansi").prefetch_related(
        Prefetch("target", TargetRpjmd.objects.filter(diganti__isnull=True).select_related("oleh")),
        Prefetch(
            "realisasi",
            RealisasiRpjmd.objects.filter(Q(status="dikonfirmasi") | Q(status="usulan")).select_related(
                "oleh", "pengesah"
            ),
        ),
        Prefetch("narasi", NarasiRpjmd.objects.filter(diganti__isnull=True).select_related("oleh")),
    )
    if kode is not None:
        semua = semua.filter(pk__in=list(kode))
    urut = list(LAMPU)
    return sorted((_one(i, aturan, tahun) for i in semua), key=lambda k: urut.index(k.lampu))


def _one(indikator: IndikatorRpjmd, aturan: AturanLampu, tahun: int | None) -> Kinerja:
    target = {t.tahun: t for t in indikator.target.all()}
    sah = {r.tahun: r for r in indikator.realisasi.all() if r.status == "dikonfirmasi"}
    usulan = {r.tahun: r for r in indikator.realisasi.all() if r.status == "usulan"}
    narasi = {n.tahun: n for n in indikator.narasi.all()}
    tahunan = []
    for t in sorted({*TAHUN, *sah, *usulan}):
        capai = hitung.achievement(sah[t].nilai, target[t].nilai, indikator.arah) if t in sah and t in target else None
        lampu = hitung.light(capai, aturan.hijau, aturan.kuning)
        tahunan.append(Tahunan(t, target.get(t), sah.get(t), usulan.get(t), narasi.get(t), capai, lampu))
    kinerja = Kinerja(indikator, tahunan, hitung.project({t: r.nilai for t, r in sah.items()}))
    kinerja.dinilai = next(
        (t for t in reversed(tahunan) if (tahun == t.tahun) or (tahun is None and t.target and t.realisasi)), None
    )
    kinerja.lampu = kinerja.dinilai.lampu if kinerja.dinilai else "belum"
    if kinerja.proyeksi is not None:
        batas = ceiling(indikator)
        nilai, bawah, atas = (min(batas, max(0.0, x)) for x in kinerja.proyeksi.at(AKHIR))
        kinerja.akhir = (nilai, bawah, atas)
    return kinerja


def summary(semua: list[Kinerja]) -> str:
    """The answer of the page in one sentence."""
    n = {lampu: sum(k.lampu == lampu for k in semua) for lampu in LAMPU}
    if not semua:
        return "Belum ada indikator."
    return (
        f"Dari {len(semua)} indikator: {n['hijau']} hijau, {n['kuning']} kuning, {n['merah']} merah, "
        f"{n['belum']} belum dapat dinilai."
    )
