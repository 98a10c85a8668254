"""Logical skips of the questionnaire: which facts only have a value when another fact says so.

A gate that is *strict* also refuses when the leading fact is unknown (no wattage before one knows that there is a
meter); the others only refuse a contradiction, since older sources know a diploma without knowing school attendance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dtsen.registry.fakta import INDIVIDU, KELUARGA, Fakta
from dtsen.registry.values import FaktaSalah, Nilai, kosong

PEREMPUAN, MASIH_SEKOLAH, TIDAK_LAGI_SEKOLAH, YA, BELUM_KAWIN = 2, 2, 3, 1, 1
UMUR_SEKOLAH_TAHUN, UMUR_KERJA_TAHUN, UMUR_KAWIN_TAHUN = 5, 5, 10
UMUR_HAMIL_TAHUN = (10, 54)


@dataclass(frozen=True, slots=True)
class Gerbang:
    """`pengikut` may only be filled while `pemimpin` is one of `nilai`; `pesan` says what to do first."""

    pemimpin: str
    nilai: frozenset[int]
    pengikut: tuple[str, ...]
    pesan: str
    ketat: bool = False

    def open(self, keadaan: Mapping[str, Nilai]) -> bool:
        pemimpin = keadaan.get(self.pemimpin)
        return pemimpin in self.nilai or (pemimpin is None and not self.ketat)


GERBANG_KELUARGA = (
    Gerbang(
        "sumber_penerangan_utama",
        frozenset({1}),
        ("daya_terpasang",),
        "Daya listrik hanya untuk penerangan PLN dengan meteran. Perbarui penerangan utama lebih dahulu.",
        ketat=True,
    ),
    Gerbang(
        "fasilitas_bab",
        frozenset({1, 2, 3, 4}),
        ("jenis_kloset", "pembuangan_akhir_tinja"),
        "Kloset dan pembuangan tinja hanya diisi bila ada tempat buang air besar yang dipakai. "
        "Perbarui tempat buang air besar lebih dahulu.",
        ketat=True,
    ),
    Gerbang(
        "status_kepemilikan_rumah",
        frozenset({1}),
        ("bukti_kepemilikan_tanah",),
        "Bukti kepemilikan tanah hanya untuk rumah milik sendiri. Perbarui status rumah lebih dahulu.",
        ketat=True,
    ),
)
GERBANG_INDIVIDU = (
    Gerbang(
        "partisipasi_sekolah",
        frozenset({MASIH_SEKOLAH, TIDAK_LAGI_SEKOLAH}),
        ("jenjang_tertinggi_yang_diduduki", "kelas_tertinggi_yang_diduduki"),
        "Orang ini tercatat belum pernah sekolah. Perbarui partisipasi sekolah lebih dahulu.",
    ),
    Gerbang(
        "status_bekerja",
        frozenset({YA}),
        ("lapangan_usaha_dari_pekerjaan_utama", "status_dalam_pekerjaan_utama"),
        "Orang ini tercatat tidak bekerja. Perbarui status bekerja lebih dahulu.",
    ),
    Gerbang(
        "kepemilikan_usaha",
        frozenset({YA}),
        (
            "jumlah_usaha",
            "lapangan_usaha_dari_usaha_utama",
            "jumlah_pekerja_yang_dibayar_dari_usaha_utama",
            "jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama",
            "omzet_usaha_utama",
        ),
        "Orang ini tercatat tidak punya usaha. Perbarui kepemilikan usaha lebih dahulu.",
    ),
    Gerbang(
        "hamil",
        frozenset({YA}),
        ("hamil_sejak",),
        "Tanggal mulai hamil hanya untuk yang sedang hamil. Perbarui status hamil lebih dahulu.",
        ketat=True,
    ),
    Gerbang("jenis_kelamin", frozenset({PEREMPUAN}), ("hamil",), "Status hamil hanya untuk perempuan."),
)


def _katalog(*, individu: bool) -> tuple[dict[str, Fakta], tuple[Gerbang, ...]]:
    return (INDIVIDU, GERBANG_INDIVIDU) if individu else (KELUARGA, GERBANG_KELUARGA)


def _kosong(nilai: Nilai) -> bool:
    return nilai is None or nilai == ""


def consequences(keadaan: Mapping[str, Nilai], perubahan: Mapping[str, Nilai], *, individu: bool) -> dict[str, Nilai]:
    """Return the facts that a change empties: followers of a gate that the change closes, and their followers."""
    fakta, gerbang = _katalog(individu=individu)
    sesudah, ikut = {**keadaan, **perubahan}, dict[str, Nilai]()
    antre = set(perubahan)
    while antre:
        pemimpin = antre.pop()
        for g in gerbang:
            if g.pemimpin != pemimpin or g.open(sesudah):
                continue
            for nama in g.pengikut:
                if nama not in perubahan and not _kosong(sesudah.get(nama)):
                    ikut[nama] = sesudah[nama] = kosong(fakta[nama])
                    antre.add(nama)
    return ikut


def umur_tahun(lahir: date, hari: date) -> int:
    """Completed years of age on a day."""
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))


def _check_age(sesudah: Mapping[str, Nilai], perubahan: Mapping[str, Nilai], hari: date) -> None:
    lahir = sesudah.get("tanggal_lahir")
    if not isinstance(lahir, date):
        return
    umur = umur_tahun(lahir, hari)
    muda, tua = UMUR_HAMIL_TAHUN
    aturan = (
        ("hamil", sesudah.get("hamil") == YA and not muda <= umur <= tua, f"Hamil dicatat untuk umur {muda}–{tua}."),
        (
            "partisipasi_sekolah",
            sesudah.get("partisipasi_sekolah") in {MASIH_SEKOLAH, TIDAK_LAGI_SEKOLAH} and umur < UMUR_SEKOLAH_TAHUN,
            f"Sekolah dicatat mulai umur {UMUR_SEKOLAH_TAHUN} tahun.",
        ),
        (
            "status_bekerja",
            sesudah.get("status_bekerja") == YA and umur < UMUR_KERJA_TAHUN,
            f"Bekerja dicatat mulai umur {UMUR_KERJA_TAHUN} tahun.",
        ),
        (
            "status_kawin",
            sesudah.get("status_kawin") in {2, 3, 4} and umur < UMUR_KAWIN_TAHUN,
            f"Kawin dicatat mulai umur {UMUR_KAWIN_TAHUN} tahun.",
        ),
    )
    for nama, melanggar, pesan in aturan:
        if melanggar and (nama in perubahan or "tanggal_lahir" in perubahan):
            raise FaktaSalah("umur", f"Umur orang ini {umur} tahun. {pesan} Periksa tanggal lahirnya.", nama)


def check(
    keadaan: Mapping[str, Nilai], perubahan: Mapping[str, Nilai], *, individu: bool, hari: date
) -> dict[str, Nilai]:
    """Check a change against the other facts; return what it empties besides. Raises FaktaSalah (`lompatan | umur`)."""
    ikut = consequences(keadaan, perubahan, individu=individu)
    sesudah = {**keadaan, **perubahan, **ikut}
    for g in _katalog(individu=individu)[1]:
        for nama in g.pengikut:
            if nama in perubahan and not _kosong(perubahan[nama]) and not g.open(sesudah):
                raise FaktaSalah("lompatan", g.pesan, nama)
    if individu:
        _check_age(sesudah, perubahan, hari)
    return ikut
