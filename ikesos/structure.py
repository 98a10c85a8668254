"""The structure of the index as one JSON file: read with all its faults at once, loaded, exported, compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from ikesos.luar.galat import BerkasSalah
from ikesos.models import ButirInput, Simpul, StrukturVersi
from ikesos.models.struktur import TINGKAT
from ikesos.stats.pohon import Pohon
from ikesos.stats.pohon import Simpul as SimpulPohon
from ikesos.structure_faults import KEPALA, faults

FOLDER = Path(__file__).resolve().parent / "data"
BAWAAN = FOLDER / "lokal-2026.1.json"
KOLOM = ("kode", "tingkat", "nama", "bobot", "arah", "minimum", "maksimum", "satuan", "rumus", "sumber",
         "wilayah_terendah", "survei", "keterangan")  # fmt: skip


def fingerprint(isi: Mapping[str, Any]) -> str:
    """SHA-256 of the content: spacing, order, `1` or `1.0` and what is empty make no difference."""
    urut = {**isi, "simpul": sorted(isi["simpul"], key=lambda s: str(s["kode"]))}
    return hashlib.sha256(json.dumps(_plain(urut), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _empty(nilai: object) -> bool:
    """Nothing is said by it; zero says something."""
    return nilai is None or nilai is False or nilai in ("", [])


def _plain(nilai: object) -> object:
    if isinstance(nilai, Mapping):
        return {k: _plain(v) for k, v in nilai.items() if not _empty(v)}
    if isinstance(nilai, list):
        return [_plain(satu) for satu in nilai]
    return float(nilai) if isinstance(nilai, int) and not isinstance(nilai, bool) else nilai


def read(berkas: Path) -> dict[str, Any]:
    """Return the checked content of a file; raises BerkasSalah with every fault."""
    try:
        isi = json.loads(berkas.read_text(encoding="utf-8-sig"))
        if rb"\u0000" in json.dumps(isi, ensure_ascii=False).encode():  # half a surrogate is a ValueError as well
            raise ValueError("NUL")
    except (OSError, ValueError, RecursionError) as galat:
        raise BerkasSalah([("bentuk", f"{berkas.name} bukan JSON yang utuh. Minta berkasnya sekali lagi.")]) from galat
    galat_ditemukan = faults(isi)
    if galat_ditemukan:
        raise BerkasSalah(galat_ditemukan)
    assert isinstance(isi, dict)
    return isi


@transaction.atomic
def load(isi: Mapping[str, Any], *, pelaku: User | None = None) -> tuple[StrukturVersi, bool]:
    """Load a checked structure; return it and whether it is new.

    Raises BerkasSalah (`versi`) where the code already names another content.
    """
    sidik = fingerprint(isi)
    ada = StrukturVersi.objects.filter(pk=isi["kode"]).first()
    if ada is not None:
        if ada.sidik != sidik:
            raise _taken(ada.kode)
        return ada, False
    kepala = {kunci: isi[kunci] for kunci in KEPALA} | {"berlaku_dari": date.fromisoformat(isi["berlaku_dari"])}
    try:
        with transaction.atomic():
            versi = StrukturVersi.objects.create(**kepala, kategori=isi["kategori"], sidik=sidik, dimuat_oleh=pelaku)
    except IntegrityError as galat:  # somebody else was quicker
        raise _taken(isi["kode"]) from galat
    simpul: dict[str, Simpul] = {}
    for urut, satu in enumerate(sorted(isi["simpul"], key=lambda s: list(TINGKAT).index(s["tingkat"]))):
        induk = simpul.get(satu.get("induk") or "")
        nilai = {kunci: satu[kunci] for kunci in KOLOM if satu.get(kunci) is not None}
        simpul[satu["kode"]] = Simpul.objects.create(versi=versi, induk=induk, urut=urut, **nilai)
    ButirInput.objects.bulk_create(
        ButirInput(simpul=simpul[satu["kode"]], huruf=b["huruf"], nama=b["nama"], satuan=b.get("satuan", ""))
        for satu in isi["simpul"]
        for b in satu.get("butir", [])
    )
    audit.record(pelaku=pelaku, aksi="ikesos.struktur", objek=f"struktur:{versi.kode}", rincian={"sidik": sidik[:12]})
    return versi, True


def _taken(kode: str) -> BerkasSalah:
    return BerkasSalah([("versi", f"Versi {kode} sudah ada dengan isi lain. Beri kode baru untuk isi ini.")])


def export(versi: StrukturVersi) -> dict[str, Any]:
    """Return the content of a version, as `load` takes it."""
    daftar = list(versi.simpul.select_related("induk").prefetch_related("butir").order_by("urut"))
    simpul = []
    for satu in daftar:
        isi = {"kode": satu.kode, "induk": satu.induk.kode if satu.induk else None}
        isi |= {kunci: nilai for kunci in KOLOM if not _empty(nilai := getattr(satu, kunci))}
        butir = [
            {"huruf": b.huruf, "nama": b.nama} | ({"satuan": b.satuan} if b.satuan else {}) for b in satu.butir.all()
        ]
        simpul.append(isi | ({"butir": butir} if butir else {}))
    kepala = {"kode": versi.kode, "nama": versi.nama, "status": versi.status, "dokumen": versi.dokumen}
    return kepala | {"berlaku_dari": versi.berlaku_dari.isoformat(), "kategori": versi.kategori, "simpul": simpul}


@transaction.atomic
def activate(kode: str, dari: date, *, pelaku: User) -> StrukturVersi:
    """Put a draft into force from a day on, as a local method; by somebody else than who loaded it.

    Raises TidakBerwenang, StrukturDitolak (`orang_kedua`, `status`).
    """
    require(pelaku, "ikesos.terbitkan")
    versi = StrukturVersi.objects.select_for_update().get(pk=kode)
    if versi.dimuat_oleh_id == pelaku.pk:
        raise StrukturDitolak("orang_kedua", "Anda yang memuatnya. Minta orang lain memberlakukan.")
    if versi.status != "draf":
        raise StrukturDitolak("status", "Versi ini sudah berlaku.")
    versi.status, versi.berlaku_dari = "lokal", dari
    sidik = fingerprint(export(versi))
    StrukturVersi.objects.filter(pk=kode, status="draf").update(status="lokal", berlaku_dari=dari, sidik=sidik)
    audit.record(pelaku=pelaku, aksi="ikesos.berlakukan", objek=f"struktur:{kode}", rincian={"dari": dari.isoformat()})
    versi.refresh_from_db()
    return versi


class StrukturDitolak(Ditolak):
    """A step with a version that cannot be taken; `kode`: orang_kedua, status."""


@dataclass(frozen=True, slots=True)
class Beda:
    """One difference of two versions: node, what of it, before, after ('' where the node is not there)."""

    kode: str
    hal: str
    lama: str
    baru: str


def compare(lama: StrukturVersi, baru: StrukturVersi) -> list[Beda]:
    """Return every difference between two versions, by node."""
    a, b = ({s["kode"]: s for s in export(v)["simpul"]} for v in (lama, baru))
    hasil = []
    for kode in sorted(a.keys() | b.keys()):
        if kode not in a or kode not in b:
            hasil.append(
                Beda(kode, "simpul", str(a.get(kode, {}).get("nama", "")), str(b.get(kode, {}).get("nama", "")))
            )
            continue
        for hal in sorted(a[kode].keys() | b[kode].keys()):
            kiri, kanan = a[kode].get(hal, ""), b[kode].get(hal, "")
            if kiri != kanan:
                hasil.append(Beda(kode, hal, _say(kiri), _say(kanan)))
    return hasil


def _say(nilai: object) -> str:
    if isinstance(nilai, list):
        return "; ".join(f"{b['huruf']} = {b['nama']}" for b in nilai)
    return str(nilai)


def in_force(hari: date) -> StrukturVersi | None:
    """The version used on a day: an official one before a local one, the newest of those; never a draft."""
    for status in ("resmi", "lokal"):
        if versi := StrukturVersi.objects.filter(status=status, berlaku_dari__lte=hari).first():
            return versi
    return None


def current() -> StrukturVersi | None:
    """The version used today."""
    return in_force(timezone.localdate())


def tree(simpul: list[Simpul]) -> Pohon:
    """The tree of a version's nodes."""
    kode = {s.pk: s.kode for s in simpul}
    return Pohon([SimpulPohon(s.kode, kode[s.induk_id] if s.induk_id else None, s.bobot) for s in simpul])
