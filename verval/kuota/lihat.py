"""A quota as its page shows it: rows by kecamatan or desa, evenness, and the methods side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtsen.wilayah.models import Wilayah
from verval.kuota.apportion import METODE, Alokasi, Bagian, Kursi, evenness
from verval.kuota.susun import DESA, KECAMATAN
from verval.models import Kuota, KuotaWilayah


@dataclass(frozen=True, slots=True)
class Cara:
    """A method beside the chosen one: how even it is, how many kecamatan get another number, or why it cannot."""

    kode: str
    label: str
    dipilih: bool
    pesan: str = ""
    gallagher: float = 0.0
    rasio: float | None = None
    sisa: int = 0
    beda: int = 0


def regions(satu: Kuota, induk: str = "") -> list[tuple[str, KuotaWilayah]]:
    """(name, row) of every kecamatan, or of the desa inside `induk`, by name."""
    panjang = DESA if induk else KECAMATAN
    semua = [b for b in satu.wilayah.filter(kode__startswith=induk) if len(b.kode) == panjang]
    nama = names(b.kode for b in semua)
    return sorted(((nama[b.kode], b) for b in semua), key=lambda baris: baris[0])


def names(kode: Iterable[str]) -> dict[str, str]:
    """Code -> name; the code itself for a region that is gone."""
    dicari = list(kode)
    ada = dict(Wilayah.objects.filter(pk__in=dicari).values_list("kode", "nama"))
    return {satu: ada.get(satu, satu) for satu in dicari}


@dataclass(frozen=True, slots=True)
class Rata:
    """`Pemerataan` for the eye: seats per 100 of the base (least, most), most over least, Gallagher index."""

    terkecil: float
    terbesar: float
    rasio: float | None
    gallagher: float


def even(baris: list[tuple[str, KuotaWilayah]]) -> Rata | None:
    """How even the rows are among each other; None where nobody has a base."""
    isi = [b for _, b in baris]
    if not any(b.dasar for b in isi):
        return None
    kursi = {b.kode: Kursi(b.kursi, b.tepat) for b in isi}
    rata = evenness({b.kode: Bagian(b.dasar) for b in isi}, Alokasi(kursi))
    rasio = None if rata.rasio is None else float(rata.rasio)
    return Rata(float(rata.terkecil), float(rata.terbesar), rasio, rata.gallagher)


def methods(satu: Kuota) -> list[Cara]:
    """The comparison that was kept with the spread."""
    dipakai = satu.banding.get(satu.metode, {}).get("kecamatan", {})
    hasil = []
    for kode, label in METODE.items():
        isi = satu.banding.get(kode, {})
        if "kecamatan" not in isi:
            hasil.append(Cara(kode, label, kode == satu.metode, pesan=isi.get("pesan", "")))
            continue
        beda = sum(1 for wilayah, n in isi["kecamatan"].items() if n != dipakai.get(wilayah))
        hasil.append(
            Cara(kode, label, kode == satu.metode, "", isi["gallagher"], isi["rasio"], isi["sisa"], beda)
        )  # fmt: skip
    return hasil


def side_by_side(satu: Kuota, baris: list[tuple[str, KuotaWilayah]]) -> list[tuple[str, list[int | None]]]:
    """Seats of each kecamatan under each method, in the order of METODE; None where a method cannot."""
    tabel = [satu.banding.get(kode, {}).get("kecamatan", {}) for kode in METODE]
    return [(nama, [isi.get(b.kode) for isi in tabel]) for nama, b in baris if len(b.kode) == KECAMATAN]
