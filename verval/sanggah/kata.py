"""An objection in the words of the resident who follows it; keys are `sanggah.` and its status."""

from __future__ import annotations

from datetime import date, timedelta

from dtsen.lib.tampil import tanggal
from verval.alur_sanggah import AKHIR, NAIK_HARI, SEMUA_ALASAN
from verval.keadaan import Keadaan

KEADAAN = {
    "sanggah.diterima": Keadaan(
        "Sanggahan diterima", "Dinas Sosial akan memeriksanya. Anda tidak perlu berbuat apa-apa."
    ),
    "sanggah.ditugaskan": Keadaan("Petugas akan melihat keadaannya", "Dinas Sosial menunggu hasil kunjungan."),
    "sanggah.diperiksa": Keadaan("Sedang diperiksa", "Dinas Sosial akan memutuskannya."),
    "sanggah.terbukti": Keadaan(
        "Sanggahan Anda terbukti", "Dinas Sosial menindaklanjutinya. Bantuan sendiri ditetapkan pemerintah pusat."
    ),
    "sanggah.tidak_terbukti": Keadaan(
        "Sanggahan Anda tidak terbukti", "Bila ada keadaan baru, Anda dapat menyanggah lagi."
    ),
    "sanggah.data_diperbaiki": Keadaan(
        "Datanya sudah diperbaiki", "Desil dihitung lagi dengan data yang baru pada triwulan berikutnya."
    ),
}
SEBAB = {
    "diterima": "petugas belum mulai menanganinya",
    "ditugaskan": "hasil kunjungan belum masuk",
    "diperiksa": "pemeriksaannya belum selesai",
}
"""Why an objection is late, by the status in which it waits."""


def hop_label(aksi: str, ke: str, alasan_kode: str) -> str:
    """One hop as the reporter reads it."""
    if aksi == "naikkan":
        return f"Belum diputus karena {SEBAB[ke]}; kepala dinas diberi tahu"
    if aksi == "kunjungi":
        return "Petugas sudah berkunjung"
    label = KEADAAN[f"sanggah.{ke}"].label
    return f"{label}. {SEMUA_ALASAN[alasan_kode]}" if alasan_kode else label


def state(status: str, *, diajukan: date, naik: int, alasan_kode: str, hari: date) -> Keadaan:
    """What it is, why, and by when: open ones name their last day, late ones say so and why."""
    umum = KEADAAN[f"sanggah.{status}"]
    if status in AKHIR:
        alasan = f"{SEMUA_ALASAN[alasan_kode]} " if alasan_kode else ""
        return Keadaan(umum.label, alasan + umum.lanjut)
    sampai = diajukan + timedelta(days=NAIK_HARI[-1])
    if hari > sampai or naik == len(NAIK_HARI):
        kata = (
            f"Terlambat: seharusnya diputus {tanggal(sampai)}, tetapi {SEBAB[status]}. Kepala dinas sudah diberi tahu."
        )
        return Keadaan(umum.label, kata, "Sanggahan Anda tetap terbuka sampai diputus.")
    if naik:
        kata = f"Sesudah {NAIK_HARI[0]} hari {SEBAB[status]}. Kepala dinas sudah diberi tahu."
        return Keadaan(umum.label, kata, f"Batasnya {tanggal(sampai)}.")
    return Keadaan(umum.label, umum.lanjut, f"Paling lambat {tanggal(sampai)}.")
