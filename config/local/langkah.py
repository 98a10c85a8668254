"""The steps from an empty database to a published ranking, each a command that a user could type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.local.keadaan import fingerprint

AKAR = Path(__file__).resolve().parents[2]
KELUARGA = 12_000
BENIH = 6402
PERIODE = "2026-T4"
SUMBER = (
    ("dukcapil", "2026-09-30", "dukcapil/*"),
    ("dtks", "2020-01-15", "dtks/*"),
    ("regsosek", "2022-11-15", "regsosek/*"),
    ("p3ke", "2023-06-30", "p3ke/*"),
    ("dtsen", "2026-07-24", "dtsen/*"),
)
"""Source, its date, its files: the reference first, then from old to new."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step: done again only when `kunci` differs, never when it is `tetap` (demo data, filled once).

    A `sekali` step cannot be taken up halfway: the database is made anew when it was cut off.
    """

    nama: str
    judul: str
    kunci: str
    perintah: Callable[[], list[str]]
    tetap: bool = False
    sekali: bool = False
    pekerja: bool = False


def steps(var: Path, keluarga: int) -> list[Langkah]:
    """In order. `perintah` gives the arguments of manage.py, asked for when the step begins."""
    data = var / "demo" / "sumber"
    isi = f"{keluarga}:{BENIH}"
    migrasi = [*AKAR.glob("dtsen/*/migrations/*.py"), *AKAR.glob("verval/migrations/*.py")]
    migrasi += AKAR.glob("ikesos/migrations/*.py")
    daftar = [
        Langkah(
            "migrasi", "Membuat tabel", fingerprint(migrasi),
            lambda: ["migrate", "--database", "pemilik", "--no-input", "--verbosity", "0"],
        ),
        Langkah(
            "wilayah", "Memuat wilayah", fingerprint(AKAR.glob("dtsen/wilayah/data/*")),
            lambda: ["load_wilayah"],
        ),
        Langkah(
            "model", "Memuat model skor", fingerprint(AKAR.glob("dtsen/ranking/models_data/*")),
            lambda: ["load_model"],
        ),
        Langkah("akun", "Membuat akun demo", "2", lambda: ["demo_users"]),
        Langkah(
            "berkas", f"Membuat berkas sumber untuk {keluarga:,} keluarga".replace(",", "."), isi,
            lambda: ["generate", "--keluarga", str(keluarga), "--seed", str(BENIH), "--out", str(data)],
            tetap=True,
        ),
    ]  # fmt: skip
    daftar += [
        Langkah(
            f"impor_{sumber}", f"Mengimpor {sumber}", isi, _import_of(sumber, tanggal, data, pola),
            tetap=True, sekali=True, pekerja=True,
        )
        for sumber, tanggal, pola in SUMBER
    ]  # fmt: skip
    daftar.append(
        Langkah(
            "peringkat", f"Memeringkat dan menerbitkan {PERIODE}", isi,
            lambda: ["rank", PERIODE, "--sebagai", "admin", "--terbitkan", "--pengesah", "kepala"],
            tetap=True, sekali=True, pekerja=True,
        )
    )  # fmt: skip
    daftar += [
        Langkah(
            "struktur", "Memuat struktur indeks dan isian contoh", fingerprint(AKAR.glob("ikesos/data/*")),
            lambda: ["load_ikesos", "--contoh", PERIODE[:4]],
        ),
        Langkah(
            "indeks_lama", "Menghitung indeks dua triwulan lama (contoh)", isi,
            lambda: ["demo_ikesos", PERIODE, "--sebagai", "petugas", "--pengesah", "kepala"],
            tetap=True,
        ),
    ]  # fmt: skip
    daftar.append(
        Langkah(
            "penerima", "Mencatat penerima bansos tiga bulan", isi,
            lambda: ["demo_penerima", "--out", str(var / "demo" / "penerima")],
            tetap=True,
        )
    )  # fmt: skip
    daftar.append(Langkah("kuota", "Menetapkan kuota contoh", isi, lambda: ["demo_kuota"], tetap=True))
    # After the recipients: cover that has grown since the quarters before is what moves the index.
    daftar += [
        Langkah(
            "indeks", f"Menghitung indeks {PERIODE}", isi,
            lambda: ["compute_ikesos", PERIODE, "--sebagai", "petugas", "--terbitkan", "--pengesah", "kepala"],
            tetap=True,
        ),
        Langkah("rpjmd", "Mengisi target contoh RPJMD", isi, lambda: ["demo_rpjmd"], tetap=True),
    ]  # fmt: skip
    daftar.append(
        Langkah(
            "static", "Mengumpulkan berkas tampilan",
            fingerprint([*AKAR.glob("static/**/*"), AKAR / "requirements.txt"]),
            lambda: ["collectstatic", "--no-input", "--verbosity", "0"],
        )
    )  # fmt: skip
    return daftar


def _import_of(sumber: str, tanggal: str, data: Path, pola: str) -> Callable[[], list[str]]:
    def perintah() -> list[str]:
        berkas = sorted(str(satu) for satu in data.glob(pola))
        return [
            "import_berkas", sumber, *berkas, "--tanggal", tanggal,
            "--sebagai", "petugas", "--terapkan", "--pengesah", "verifikator", "--lanjutkan",
        ]  # fmt: skip

    return perintah
