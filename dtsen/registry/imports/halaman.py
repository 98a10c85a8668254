"""What the import pages say: steps, sentence, counts, reasons in words, samples."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from dtsen.lib.samar import mask_text
from dtsen.lib.tampil import angka, giliran, tanggal
from dtsen.registry.fakta import INDIVIDU, KELUARGA
from dtsen.registry.imports.rejects import message
from dtsen.registry.models import AntreanImpor, BatchImpor, RiwayatFakta
from dtsen.registry.models.impor import JENIS_ANTREAN
from dtsen.registry.perlindungan import TERTUTUP, initials, is_child

LANGKAH = (
    ("diunggah", "Diunggah"),
    ("dibaca", "Dibaca"),
    ("siap", "Siap diterapkan"),
    ("menerapkan", "Menerapkan"),
    ("diterapkan", "Diterapkan"),
)
NAMA_TABEL = {"keluarga": "Keluarga", "individu": "Orang"}
TINGKAT = {
    "tolak": "Ditolak",
    "tunda": "Ditunda, masuk antrean",
    "ingat": "Diterima, tetapi sebuah nilai dikosongkan",
}
CONTOH = 8


def steps(batch: BatchImpor) -> dict[str, Any]:
    """Return the step line: (kode, label) of all, the present one, whether it failed."""
    return {
        "semua": LANGKAH,
        "kini": "dibaca" if batch.status == "gagal" else batch.status,
        "gagal": batch.status == "gagal",
    }


def sentence(batch: BatchImpor) -> str:
    """Return the answer of the page in one sentence."""
    baris = batch.kemajuan.get("baris")
    dibaca = sum(h["dibaca"] for h in batch.hitungan.get("tabel", {}).values())
    kalimat = {
        "diunggah": f"Berkas diterima. {giliran(batch.dimulai, timezone.now())}",
        "dibaca": f"{angka(baris or 0)} baris sudah dibaca. Anda boleh meninggalkan halaman ini.",
        "siap": f"{angka(dibaca)} baris dibaca. Belum ada yang berubah di registri sampai orang kedua menerapkannya.",
        "menerapkan": f"{angka(dibaca)} baris sedang ditulis ke registri, semua sekaligus atau tidak sama sekali.",
        "diterapkan": f"{angka(dibaca)} baris sudah diterapkan pada {tanggal(batch.diterapkan)}.",
        "gagal": "Berkas ini tidak dapat dibaca. Tidak ada yang tersimpan.",
        "dibatalkan": "Impor ini dibatalkan. Tidak ada yang tersimpan.",
    }
    return kalimat[batch.status]


def consequence(batch: BatchImpor) -> str:
    """Return what applying does, in words."""
    hitung = batch.hitungan.get("tabel", {})
    baru = sum(h["baru"] for h in hitung.values())
    berubah = sum(h["berubah"] for h in hitung.values())
    if batch.sumber == "dukcapil":
        return (
            f"Menerapkan ini memperbarui {angka(baru + berubah)} baris rujukan Dukcapil dan status padan semua orang."
        )
    return (
        f"Menerapkan ini menambah {angka(baru)} baris dan mengubah {angka(berubah)} baris registri "
        "yang dilihat semua desa. Nilai lama tetap tersimpan dalam riwayat."
    )


def tables(batch: BatchImpor) -> list[tuple[str, dict[str, int]]]:
    """Return (Keluarga | Orang, counts)."""
    return [(NAMA_TABEL[nama], isi) for nama, isi in sorted(batch.hitungan.get("tabel", {}).items(), reverse=True)]


def reasons(batch: BatchImpor) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return what was refused, postponed or left out, with what to do, most frequent first."""
    alasan = batch.hitungan.get("alasan", {})
    return [
        (label, [(_words(kode), n) for kode, n in sorted(alasan[tingkat].items(), key=lambda p: -p[1])])
        for tingkat, label in TINGKAT.items()
        if alasan.get(tingkat)
    ]


def _words(kode: str) -> str:
    if kode == "kode_tidak_dikenal":
        return "Kode yang belum dikenal sumber ini. Admin dapat menentukan artinya di halaman Kelola, Peta kode."
    return message(kode)


def samples(batch: BatchImpor) -> list[dict[str, Any]]:
    """Return some changes of an applied batch, one a family: which fact, old and new."""
    if batch.status != "diterapkan":
        return []
    semua = RiwayatFakta.objects.filter(dasar=f"impor:{batch.pk}").select_related("keluarga", "individu")
    semua = semua.order_by("id")
    baris: dict[int, dict[str, Any]] = {}
    for riwayat in semua[: 20 * CONTOH]:
        beda = _shown(riwayat)
        if beda is not None and riwayat.keluarga_id not in baris:
            baris[riwayat.keluarga_id] = {"keluarga": riwayat.keluarga, **beda}
    return list(baris.values())[:CONTOH]


def _shown(riwayat: RiwayatFakta) -> dict[str, str] | None:
    """The first changed fact that is neither personal nor new; nothing about a child, whoever looks."""
    orang = riwayat.individu
    if riwayat.individu_id is not None and orang is None:
        return None
    if orang is not None and is_child(orang.tanggal_lahir, orang.status_hubungan_keluarga, timezone.localdate()):
        return None
    fakta = INDIVIDU if riwayat.individu_id else KELUARGA
    for nama, (lama, baru) in riwayat.perubahan.items():
        satu = fakta.get(nama)
        if satu is not None and satu.sens == "T" and lama not in (None, ""):
            return {"fakta": satu.label, "lama": satu.label_nilai(lama), "baru": satu.label_nilai(baru)}
    return None


def queue_rows(baris: Iterable[AntreanImpor], *, sensitif: bool) -> list[dict[str, Any]]:
    """Return waiting rows as the page shows them: numbers masked, children as initials without `warga.sensitif`."""
    hari = timezone.localdate()
    return [_row(satu, sensitif=sensitif, hari=hari) for satu in baris]


def _row(satu: AntreanImpor, *, sensitif: bool, hari: date) -> dict[str, Any]:
    data = satu.data
    nama = str(data.get("nama") or "")
    lahir = _day(data.get("tanggal_lahir"))
    tertutup = bool(nama) and not sensitif and is_child(lahir, None, hari)
    return {
        "antrean": satu,
        # A row waits because something in it is damaged: a number may stand where the name belongs.
        "nama": mask_text(initials(nama) if tertutup else nama or f"Keluarga {data.get('nama_kepala') or ''}"),
        "nik": TERTUTUP if tertutup and data.get("nik") else data.get("nik"),
        "lahir": None if tertutup else lahir,
    }


def _day(teks: object) -> date | None:
    try:
        return date.fromisoformat(str(teks))
    except ValueError:
        return None


def queue_counts() -> list[tuple[str, str, int]]:
    """Return (jenis, label, rows that wait)."""
    hitung = dict(
        AntreanImpor.objects.filter(selesai=False).values_list("jenis").annotate(n=Count("id")).order_by("jenis")
    )
    return [(jenis, label, hitung[jenis]) for jenis, label in JENIS_ANTREAN.items() if hitung.get(jenis)]
