"""Load a table of regions with its crosswalk; run again, it changes only what differs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from dtsen.wilayah.models import JENIS, KodeWilayah, Wilayah

KUKAR = Path(__file__).parent / "data" / "wilayah_kukar.csv"
WAJIB = ("kode", "nama", "jenis", "induk")
PEMEKARAN = date(2020, 12, 31)
"""Day after which the codes of before Perda 5/2020 and 6/2020 are no longer given out (they stay readable)."""


class BerkasWilayahSalah(ValueError):
    """A table that is not one of regions."""


@dataclass(frozen=True, slots=True)
class Hasil:
    wilayah: int
    kode: int


def _bilangan(teks: str) -> Decimal | None:
    return Decimal(teks) if teks else None


def _read(berkas: Path) -> list[dict[str, str]]:
    try:
        with berkas.open(encoding="utf-8-sig", newline="") as isi:
            pembaca = csv.DictReader(isi)
            kurang = [kolom for kolom in WAJIB if kolom not in (pembaca.fieldnames or [])]
            if kurang:
                raise BerkasWilayahSalah(f"Kolom {', '.join(kurang)} tidak ada di {berkas.name}. Periksa baris judul.")
            baris = [{k: (v or "").strip() for k, v in b.items() if k} for b in pembaca]
    except (OSError, UnicodeDecodeError) as galat:
        raise BerkasWilayahSalah(f"{berkas.name} tidak dapat dibaca sebagai CSV UTF-8.") from galat
    asing = sorted({b["jenis"] for b in baris} - set(JENIS))
    if asing or not baris:
        raise BerkasWilayahSalah(f"Jenis wilayah tidak dikenal: {', '.join(asing)}." if asing else "Berkas kosong.")
    return sorted(baris, key=lambda b: (len(b["kode"].replace(".", "")), b["kode"]))


@transaction.atomic
def load(berkas: Path = KUKAR) -> Hasil:
    """Load regions (`kode,nama,jenis,induk` and optionally the columns of Kukar's table); raises BerkasWilayahSalah."""
    baris = _read(berkas)
    wilayah = [
        Wilayah(
            kode=b["kode"].replace(".", ""),
            nama=b["nama"],
            jenis=b["jenis"],
            induk_id=b["induk"].replace(".", "") or None,
            lintang=_bilangan(b.get("lintang", "")),
            bujur=_bilangan(b.get("bujur", "")),
            kode_pos=b.get("kode_pos", ""),
            luas_km2=_bilangan(b.get("luas_km2", "")),
            penduduk_perkiraan=int(b["penduduk_perkiraan"]) if b.get("penduduk_perkiraan") else None,
        )
        for b in baris
    ]
    Wilayah.objects.bulk_create(
        wilayah,
        update_conflicts=True,
        unique_fields=["kode"],
        update_fields=[
            "nama",
            "jenis",
            "induk",
            "lintang",
            "bujur",
            "kode_pos",
            "luas_km2",
            "penduduk_perkiraan",
        ],
    )
    kode = []
    for b in baris:
        kini = b["kode"].replace(".", "")
        if b.get("kode_bps"):
            kode.append(KodeWilayah(sistem="bps", kode=b["kode_bps"], wilayah_id=kini))
        if b.get("kode_lama"):
            lama = b["kode_lama"].replace(".", "")
            kode.append(KodeWilayah(sistem="kemendagri", kode=lama, wilayah_id=kini, berlaku_sampai=PEMEKARAN))
    KodeWilayah.objects.bulk_create(
        kode,
        update_conflicts=True,
        unique_fields=["sistem", "kode", "berlaku_dari"],
        update_fields=["wilayah", "berlaku_sampai"],
    )
    return Hasil(len(wilayah), len(kode))


def resolve_map(sistem: str) -> dict[str, str]:
    """Return {code as files write it (no dots): current Kemendagri desa code} for a system.

    Old codes resolve to the region of today. Kemendagri codes map to themselves first.
    """
    peta = dict(
        KodeWilayah.objects.filter(sistem=sistem, wilayah__jenis__in=("desa", "kelurahan")).values_list(
            "kode", "wilayah_id"
        )
    )
    if sistem == "kemendagri":
        peta |= {k: k for k in Wilayah.objects.filter(jenis__in=("desa", "kelurahan")).values_list("kode", flat=True)}
    return peta
