"""What a case is about in one line, from what it keeps itself: no name, no full number, no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtsen.lib.samar import mask
from dtsen.registry.fakta import INDIVIDU, KEBERADAAN_HIDUP
from dtsen.registry.susunan import SEJAK, TUJUAN
from dtsen.registry.values import tulis
from verval.keputusan import GRADUASI, HASIL_KELAYAKAN, KELAYAKAN, SINGKAT

if TYPE_CHECKING:
    from verval.models import Pembaruan

NOMOR = {"perbaikan_nik": "nik", "perbaikan_kk": "nomor_kk"}
NASIB = {
    "meninggal": "Meninggal",
    "tidak_ditemukan": "Tidak ditemukan",
    "tinggal_bersama": "Tinggal bersama lagi",
}
"""What becomes of the one person such an operation is about."""
RUMAH = {"keluarga_hilang": "Tidak ditemukan", "keluarga_ditemukan": "Ditemukan lagi"}
HUBUNGAN, KEBERADAAN = INDIVIDU["status_hubungan_keluarga"], INDIVIDU["keberadaan"]
TANPA_NOMOR = "belum ada"


def first(bagian: list[str], banyak: int) -> str:
    """The first parts of a list in words, with a sign that there are more."""
    return ", ".join([*bagian[:banyak], *(["…"] if len(bagian) > banyak else [])])


def small(label: str) -> str:
    """A label inside a sentence: "lantai terluas", but "RT" and "PBI daerah"."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def living(kasus: Pembaruan, keluarga_id: int) -> int:
    """How many living members the maker saw in a family."""
    orang: list[list[int | None]] = list(kasus.dasar.get("individu", {}).values())
    return sum(k == keluarga_id and (ada is None or ada in KEBERADAAN_HIDUP) for k, _, ada in orang)


def before(kasus: Pembaruan) -> str:
    """What the maker saw."""
    if kasus.jenis in NOMOR:
        return mask(kasus.nomor[NOMOR[kasus.jenis]][0]) or TANPA_NOMOR
    if kasus.jenis == "ganda":
        return "2 data"
    if kasus.jenis == GRADUASI:
        return "Peserta atau calon peserta"
    if kasus.jenis == KELAYAKAN:
        return HASIL_KELAYAKAN.get(kasus.dasar.get("hasil", ""), "Belum dinilai")
    if kasus.jenis == "keluarga_baru":
        return "Belum terdaftar"
    if kasus.jenis == "keluarga_ditemukan":
        return "Tidak ditemukan"
    if kasus.jenis in NASIB:
        return tulis(KEBERADAAN, kasus.dasar["individu"][str(kasus.individu_id)][2])
    return f"{living(kasus, kasus.keluarga_id)} anggota"


def after(kasus: Pembaruan) -> str:
    """What the operation makes of it."""
    if kasus.jenis in NOMOR:
        return mask(kasus.nomor[NOMOR[kasus.jenis]][1])
    if kasus.jenis == "ganda":
        return "1 data"
    if akhir := (NASIB | RUMAH).get(kasus.jenis):
        return f"{akhir} {tulis(SEJAK, kasus.isi['sejak'])}"
    if kasus.jenis == GRADUASI:
        return f"{SINGKAT[kasus.isi['cara']]} dari {kasus.isi['program'].upper()}"
    if kasus.jenis == KELAYAKAN:
        return HASIL_KELAYAKAN[kasus.isi["hasil"]]
    if kasus.jenis == "keluarga_baru":
        return f"{len(kasus.isi['anggota'])} anggota"
    ada, pindah = living(kasus, kasus.keluarga_id), len(kasus.isi.get("anggota", {}))
    if kasus.jenis == "pecah_kk":
        return f"{ada - pindah} anggota, {pindah} di KK baru"
    if kasus.jenis == "pindah_keluar":
        return f"{ada - pindah} anggota, {pindah} pindah: {TUJUAN[kasus.isi['tujuan']].lower()}"
    return f"{ada + (pindah if kasus.jenis == 'gabung' else 1)} anggota"
