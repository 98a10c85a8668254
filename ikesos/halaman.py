"""What the pages of the index say: values, ranks, formulas with their inputs; nothing that gives people away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dtsen.lib.periode import Periode
from dtsen.lib.tampil import angka
from dtsen.wilayah.models import Wilayah
from ikesos import gambar
from ikesos.models import HasilIndeks, Hitungan, IsianInput, PeringkatIndeks, Simpul
from ikesos.models.hitungan import TUTUPAN, WARISAN
from ikesos.stats import kategori

LENGKAP = 0.999
"""Share of weight from which a value counts as complete."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One node of one region. `nilai` is None where it may not be shown or is not there; `sebab` says why."""

    simpul: Simpul
    hasil: HasilIndeks | None
    bobot: float = 0.0

    @property
    def nilai(self) -> float | None:
        return None if self.hasil is None or self.hasil.tutup else self.hasil.nilai

    @property
    def sebab(self) -> str:
        if self.hasil is None:
            return "Belum dihitung"
        if self.hasil.tutup:
            return TUTUPAN[self.hasil.tutup]
        return "" if self.hasil.nilai is not None else "Belum lengkap"

    @property
    def catatan(self) -> str:
        """How it came here, in words."""
        if self.hasil is None:
            return ""
        kata = [WARISAN[self.hasil.warisan]] if self.hasil.warisan else []
        kata += ["isian contoh"] if self.hasil.contoh else []
        kata += ["dipotong ke batas"] if self.hasil.terpotong and not self.hasil.tutup else []
        return ", ".join(kata)


@dataclass(frozen=True, slots=True)
class Anak:
    """One region below: its index, rank and band, and its dimensions in order."""

    wilayah: Wilayah
    hasil: HasilIndeks | None
    peringkat: PeringkatIndeks | None
    dimensi: list[float | None]
    banyak: int = 0
    """Regions of the level that have a rank."""

    @property
    def pita(self) -> dict[str, str] | None:
        return gambar.band(self.peringkat, self.banyak)

    @property
    def tempat(self) -> str:
        """`4 (3–7)`; empty where there is no rank."""
        return "" if self.peringkat is None else f"{self.peringkat.peringkat} ({band(self.peringkat)})"


def band(p: PeringkatIndeks) -> str:
    return f"{p.bawah}–{p.atas}" if p.bawah != p.atas else str(p.bawah)


def region(hitung: Hitungan, ini: Wilayah, kelompok: str) -> dict[str, Any]:
    """Context of the page of a region."""
    simpul = {s.kode: s for s in hitung.versi.simpul.filter(tingkat__in=("indeks", "dimensi")).order_by("urut")}
    akar = next(s for s in simpul.values() if s.tingkat == "indeks")
    dimensi = [s for s in simpul.values() if s.tingkat == "dimensi"]
    sendiri = results(hitung, [ini.kode], kelompok, simpul)
    banyak = _ranked(hitung, kelompok, 6 if len(ini.kode) == 4 else 10)
    hasil = sendiri.get((ini.kode, akar.kode))
    jumlah = sum(s.bobot for s in dimensi)
    tempat = PeringkatIndeks.objects.filter(hitungan=hitung, wilayah=ini, kelompok=kelompok).first()
    setingkat = _ranked(hitung, kelompok, len(ini.kode)) if tempat else 0
    return {
        "hitung": hitung,
        "periode": Periode.parse(hitung.periode).label,
        "akar": akar,
        "hasil": hasil,
        "kategori": kategori.label(hasil.nilai if hasil else None, [tuple(k) for k in hitung.versi.kategori]),
        "kalimat": _sentence(hitung, ini, hasil, tempat, setingkat),
        "penalti": None if hasil is None or hasil.nilai is None else hasil.nilai - (hasil.nilai_geo or 0),
        "terisi": 100 * hasil.ada if hasil else 0,
        "lengkap": bool(hasil and hasil.ada >= LENGKAP),
        "dimensi": [Bagian(s, sendiri.get((ini.kode, s.kode)), 100 * s.bobot / jumlah) for s in dimensi],
        "anak": _children(hitung, ini, kelompok, akar, dimensi, banyak),
        "banyak": banyak,
        "sendiri": tempat,
        "banyak_setingkat": setingkat,
        "geser": hitung.kekokohan.get(f"{'kecamatan' if len(ini.kode) == 4 else 'desa'}:{kelompok}"),
        "faktor": _factors(hitung) if len(ini.kode) == 4 and kelompok == "umum" else [],
    }


def _sentence(
    hitung: Hitungan, ini: Wilayah, hasil: HasilIndeks | None, tempat: PeringkatIndeks | None, banyak: int
) -> str:
    """The answer that can be said aloud."""
    if hasil is None or hasil.nilai is None:
        return f"Indeks {ini} belum lengkap: satu dimensi atau lebih belum punya cukup data."
    nama = kategori.label(hasil.nilai, [tuple(k) for k in hitung.versi.kategori])
    kalimat = f"Indeks kesejahteraan sosial {ini} {angka(hasil.nilai, 1)} dari 100, {nama}."
    if tempat is None:
        return kalimat
    return f"{kalimat} Peringkat {tempat.peringkat} dari {banyak} (rentang {band(tempat)})."


def results(
    hitung: Hitungan, wilayah: Sequence[str], kelompok: str, kode: Iterable[str]
) -> dict[tuple[str, str], HasilIndeks]:
    """{(region, node): result} of the nodes `kode` in one group."""
    baris = HasilIndeks.objects.filter(hitungan=hitung, kelompok=kelompok, wilayah__in=wilayah, simpul__in=list(kode))
    return {(b.wilayah_id, b.simpul): b for b in baris}


def _ranked(hitung: Hitungan, kelompok: str, panjang: int) -> int:
    return PeringkatIndeks.objects.filter(
        hitungan=hitung, kelompok=kelompok, wilayah__kode__regex=rf"^\d{{{panjang}}}$"
    ).count()


def _children(
    hitung: Hitungan, ini: Wilayah, kelompok: str, akar: Simpul, dimensi: list[Simpul], banyak: int
) -> list[Anak]:
    anak = list(Wilayah.objects.filter(induk=ini).order_by("nama"))
    hasil = results(hitung, [w.kode for w in anak], kelompok, [akar.kode, *(s.kode for s in dimensi)])
    peringkat = {
        p.wilayah_id: p for p in PeringkatIndeks.objects.filter(hitungan=hitung, kelompok=kelompok, wilayah__in=anak)
    }
    daftar = []
    for w in anak:
        isi = [hasil.get((w.kode, s.kode)) for s in dimensi]
        nilai = [h.nilai if h else None for h in isi]
        daftar.append(Anak(w, hasil.get((w.kode, akar.kode)), peringkat.get(w.kode), nilai, banyak))
    return sorted(daftar, key=lambda a: (a.peringkat.peringkat if a.peringkat else 9999, a.wilayah.nama))


def _factors(hitung: Hitungan) -> list[tuple[str, float]]:
    """What moves the ranks most, per cent of the variance (Sobol total), greatest first."""
    faktor = hitung.kekokohan.get("faktor", {})
    nama = {s.kode: s.nama.lower() for s in hitung.versi.simpul.filter(tingkat="dimensi")}
    hasil = []
    for kode, isi in faktor.items():
        label = f"bobot {nama[kode[6:]]}" if kode.startswith("bobot ") and kode[6:] in nama else kode
        hasil.append((label, 100 * max(0.0, isi["st"])))
    return sorted(hasil, key=lambda satu: -satu[1])


def node(hitung: Hitungan, ini: Wilayah, kelompok: str, simpul: Simpul) -> dict[str, Any]:
    """Context of the page of one node in one region."""
    anak = list(simpul.anak.order_by("urut"))
    hasil = results(hitung, [ini.kode], kelompok, [simpul.kode, *(a.kode for a in anak)])
    jumlah = sum(a.bobot for a in anak) or 1.0
    sendiri = Bagian(simpul, hasil.get((ini.kode, simpul.kode)))
    return {
        "hitung": hitung,
        "periode": Periode.parse(hitung.periode).label,
        "simpul": simpul,
        "bagian": sendiri,
        "anak": [Bagian(a, hasil.get((ini.kode, a.kode)), 100 * a.bobot / jumlah) for a in anak],
        "masukan": inputs_of(sendiri),
        "normal": _normal(sendiri),
        "kenal": _known(sendiri),
        "asal": _source(hitung, ini, sendiri),
        "puncak": simpul.tingkat == "indeks",
        "induk": simpul.induk,
    }


def inputs_of(bagian: Bagian) -> list[dict[str, Any]]:
    """The inputs of an indicator; none where the numerator or the denominator could point at somebody."""
    if bagian.hasil is None or bagian.hasil.masukan is None or bagian.hasil.tutup:
        return []
    isi = bagian.hasil.masukan
    butir = sorted(bagian.simpul.butir.all(), key=lambda b: b.huruf)
    return [{"huruf": b.huruf, "nama": b.nama, "nilai": isi.get(b.huruf)} for b in butir]


def _normal(bagian: Bagian) -> str:
    """How the measured number became 0 to 100, with the numbers themselves."""
    s, h = bagian.simpul, bagian.hasil
    if h is None or h.tutup or h.x is None or s.minimum is None or s.maksimum is None:
        return ""
    atas = (h.x, s.minimum) if s.arah == 1 else (s.maksimum, h.x)
    kiri, kanan, rendah, tinggi = (angka(v, 1) for v in (*atas, s.minimum, s.maksimum))
    hasil = f"100 × ({kiri} − {kanan}) ÷ ({tinggi} − {rendah}) = {angka(h.mentah, 1)}"
    return f"{hasil}, dipotong menjadi {angka(h.nilai, 1)}" if h.terpotong else hasil


def _known(bagian: Bagian) -> float | None:
    """Per cent of those asked about whose facts are known; None where that is not counted or may not be shown."""
    isi = bagian.hasil.masukan if bagian.hasil and not bagian.hasil.tutup else None
    if not isi or not isi.get("semua") or isi.get("b") is None:
        return None
    return float(min(100.0, 100 * isi["b"] / isi["semua"]))


def _source(hitung: Hitungan, ini: Wilayah, bagian: Bagian) -> str:
    """Who handed the inputs in, for an indicator that is not counted: source, document and period."""
    h = bagian.hasil
    if bagian.simpul.sumber == "D" or h is None or h.masukan is None:
        return ""
    kode = ini.kode[: {"kecamatan": 6, "kabupaten": 4}.get(h.warisan, 10)]
    tahun = hitung.periode[:4]
    baris = IsianInput.objects.filter(
        butir__startswith=f"{bagian.simpul.kode}.", wilayah_id=kode, status="dikonfirmasi",
        periode__in=(tahun, hitung.periode),
    ).order_by("-periode").first()  # fmt: skip
    return "" if baris is None else ", ".join(filter(None, (baris.sumber, baris.dokumen, baris.periode)))
