"""Everything that can be wrong with a structure of the index, found at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from ikesos.figures import INDIKATOR
from ikesos.models.struktur import STATUS_STRUKTUR, SUMBER, TINGKAT, WILAYAH
from ikesos.stats.pohon import Pohon
from ikesos.stats.pohon import Simpul as SimpulPohon
from ikesos.stats.rumus import Rumus, RumusSalah

KEPALA = ("kode", "nama", "status", "berlaku_dari", "dokumen")
INDUK_DARI = {"dimensi": "indeks", "variabel": "dimensi", "indikator": "variabel"}
PANJANG_KEPALA = {"kode": 40, "nama": 120, "dokumen": 300}
KODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
PANJANG = {"kode": 20, "nama": 200, "satuan": 40, "keterangan": 300, "rumus": 120}


def faults(isi: object) -> list[tuple[str, str]]:
    """Return (code, sentence) of everything that is wrong with a structure; empty where it can be loaded."""
    if not isinstance(isi, dict) or not isinstance(isi.get("simpul"), list) or not isi["simpul"]:
        return [("bentuk", "Struktur harus satu objek JSON dengan daftar 'simpul'.")]
    galat = [("kepala", f"Isi {kunci} versi dengan teks.") for kunci in KEPALA if not _teks(isi.get(kunci))]
    if _teks(isi.get("status")) and isi["status"] not in STATUS_STRUKTUR:
        galat.append(("status", f"Status {isi['status']!r} tidak dikenal. Pilih resmi, lokal atau draf."))
    if _teks(isi.get("berlaku_dari")) and _tanggal(isi["berlaku_dari"]) is None:
        galat.append(("tanggal", f"Tanggal {isi['berlaku_dari']!r} tidak dikenal. Tulis 2026-01-31."))
    galat += [
        ("panjang", f"{kunci.capitalize()} versi paling panjang {panjang} huruf.")
        for kunci, panjang in PANJANG_KEPALA.items()
        if len(str(isi.get(kunci) or "")) > panjang
    ]
    if _teks(isi.get("kode")) and not KODE.fullmatch(isi["kode"]):
        galat.append(("kode", "Kode versi hanya huruf, angka, titik, garis bawah dan tanda hubung."))
    galat += _category_faults(isi.get("kategori"))
    simpul = [s for s in isi["simpul"] if isinstance(s, dict) and _teks(s.get("kode"))]
    if len(simpul) != len(isi["simpul"]):
        galat.append(("kode", "Ada simpul tanpa kode."))
    peta = {s["kode"]: s for s in simpul}
    for satu in simpul:
        galat += _node_faults(satu, peta)
    kode = [s["kode"] for s in simpul]
    galat += [("kode_ganda", f"Kode {k} tertulis dua kali.") for k, n in sorted(Counter(kode).items()) if n > 1]
    akar = [k for k in kode if peta[k].get("tingkat") == "indeks"]
    if len(akar) != 1:
        galat.append(("akar", f"Harus ada tepat satu simpul indeks, bukan {len(akar)}."))
    return galat or _tree_faults(simpul)


def _category_faults(kategori: object) -> list[tuple[str, str]]:
    benar = isinstance(kategori, list) and all(
        isinstance(k, list) and len(k) == 2 and _angka(k[0]) and _teks(k[1]) for k in kategori
    )
    if (
        benar
        and isinstance(kategori, list)
        and kategori
        and [k[0] for k in kategori] == sorted({k[0] for k in kategori})
    ):
        return []
    return [("kategori", "Kategori harus daftar [batas bawah, nama] yang naik.")]


def _node_faults(satu: dict[str, Any], peta: Mapping[str, dict[str, Any]]) -> list[tuple[str, str]]:
    kode, galat = satu["kode"], []
    if not KODE.fullmatch(kode):
        galat.append(("kode", f"{kode[:20]}: kode hanya huruf, angka, titik, garis bawah dan tanda hubung."))
    if str(satu.get("tingkat")) not in TINGKAT:
        galat.append(("tingkat", f"{kode}: tingkat {satu.get('tingkat')!r} tidak dikenal."))
    if not _teks(satu.get("nama")):
        galat.append(("nama", f"{kode}: isi nama."))
    for kunci, panjang in PANJANG.items():
        if len(str(satu.get(kunci) or "")) > panjang:
            galat.append(("panjang", f"{kode}: {kunci} paling panjang {panjang} huruf."))
    if not _angka(satu.get("bobot")) or satu["bobot"] < 0:
        galat.append(("bobot", f"{kode}: bobot harus angka nol atau lebih."))
    harap = INDUK_DARI.get(str(satu.get("tingkat")))
    induk = peta.get(str(satu.get("induk")))
    if harap and (induk is None or induk.get("tingkat") != harap):
        galat.append(("induk", f"{kode}: induk {satu.get('induk')!r} harus kode {harap} yang ada."))
    if satu.get("tingkat") == "indeks" and satu.get("induk") is not None:
        galat.append(("induk", f"{kode}: indeks tidak punya induk."))
    return [*galat, *_indicator_faults(satu)] if satu.get("tingkat") == "indikator" else galat


def _indicator_faults(satu: dict[str, Any]) -> list[tuple[str, str]]:
    kode, galat = satu["kode"], []
    if satu.get("arah") not in (1, -1):
        galat.append(("arah", f"{kode}: arah harus 1 atau -1."))
    bawah, atas = satu.get("minimum"), satu.get("maksimum")
    if not _angka(bawah) or not _angka(atas) or bawah >= atas:  # type: ignore[operator]  # both are numbers by then
        galat.append(("batas", f"{kode}: minimum harus lebih kecil daripada maksimum."))
    if str(satu.get("sumber")) not in SUMBER:
        galat.append(("sumber", f"{kode}: sumber harus D, M atau A."))
    elif satu["sumber"] == "D" and kode not in INDIKATOR:
        galat.append(("sumber", f"{kode}: registri tidak menghitung indikator ini. Pakai sumber M."))
    if str(satu.get("wilayah_terendah")) not in WILAYAH:
        galat.append(("wilayah", f"{kode}: tingkat terendah harus desa, kecamatan atau kabupaten."))
    butir = satu.get("butir")
    if not isinstance(butir, list) or not all(
        isinstance(b, dict) and _teks(b.get("huruf")) and len(b["huruf"]) <= 10 and _teks(b.get("nama")) for b in butir
    ):
        return [*galat, ("butir", f"{kode}: butir harus daftar dengan huruf dan nama.")]
    try:
        rumus = Rumus(str(satu.get("rumus") or ""))
    except RumusSalah as salah:
        return [*galat, ("rumus", f"{kode}: {salah}")]
    if sorted(rumus.nama) != sorted(b["huruf"] for b in butir):
        galat.append(("butir", f"{kode}: rumus memakai {', '.join(rumus.nama) or 'tidak satu pun'}, butirnya berbeda."))
    return galat


def _tree_faults(simpul: list[dict[str, Any]]) -> list[tuple[str, str]]:
    try:
        pohon = Pohon([SimpulPohon(s["kode"], s.get("induk"), float(s["bobot"])) for s in simpul])
    except ValueError as galat:
        return [("pohon", f"Susunan simpul salah: {galat}.")]
    peta = {s["kode"]: s for s in simpul}
    return [("daun", f"{k} belum punya indikator.") for k in pohon.daun if peta[k]["tingkat"] != "indikator"]


def _teks(nilai: object) -> bool:
    return isinstance(nilai, str) and bool(nilai.strip())


def _angka(nilai: object) -> bool:
    return isinstance(nilai, int | float) and not isinstance(nilai, bool) and abs(nilai) < 1e15


def _tanggal(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        return None
