"""Damage as the field does it: what happens to NIK, names, dates, cells and rows between a desk and a file.

Every function changes lists in place and writes the name of the damage into `rusak` of the line (joined by ";").
Lines marked in `ganda` (exact double rows) are left alone afterwards, so that they stay exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dtsen.registry.synthetic.config import Bulat, Laju, Logis
from dtsen.registry.synthetic.potret import Potret

Sel = int | float | str | None
_EJAAN = (
    ("U", "OE"),
    ("J", "DJ"),
    ("C", "TJ"),
    ("SY", "SJ"),
    ("KH", "CH"),
    ("Y", "J"),
    ("F", "P"),
    ("Z", "S"),
    ("V", "F"),
)
_KATA_LAIN = {
    "AHMAD": ("ACHMAD", "AKHMAD", "AHMAT"), "AKHMAD": ("AHMAD", "ACHMAD"),
    "MUHAMMAD": ("MOHAMMAD", "MUHAMAD", "MOCHAMAD"),
    "NUR": ("NOER", "NOR", "NOOR"), "NOR": ("NUR", "NOOR"), "SITI": ("SITTI", "ST"), "SITTI": ("SITI", "ST"),
    "SRI": ("SERI",), "YUSUF": ("JUSUF",), "RIZKY": ("RISKI", "RIZKI", "RIZQI"), "TAUFIK": ("TAUFIQ",),
    "TAUFIQ": ("TAUFIK",),
    "AISYAH": ("AISAH", "AISIAH"), "FATIMAH": ("PATIMAH", "FATMAH"), "NURHAYATI": ("NOERHAJATI", "NUR HAYATI"),
}  # fmt: skip
_SINGKAT = {
    "MUHAMMAD": ("M.", "MUH.", "MHD.", "MOH."), "AHMAD": ("A.", "ACH.", "AH."), "AKHMAD": ("A.", "AKH."),
    "ABDUL": ("ABD.", "A."),
    "ABDURRAHMAN": ("ABD. RAHMAN",), "SITI": ("ST.", "S."), "SITTI": ("ST.",), "NUR": ("N.",), "SRI": ("S.",),
}  # fmt: skip
_GELAR_L, _GELAR_P = (
    ("H. {}", "H. {}", "DRS. {}", "{}, S.PD", "{}, SE", "ALM. {}"),
    ("HJ. {}", "HJ. {}", "{}, S.PD", "{}, A.MD", "ALMH. {}"),
)
KODE_ASING: tuple[Sel, ...] = (99, 97, 77, 55, "X")


@dataclass(slots=True)
class Identitas:
    """What identifies the person on each line of a file, as text."""

    nik: list[str]
    nama: list[str]
    lahir: list[str]

    def take(self, baris: Sequence[int]) -> Identitas:
        return Identitas([self.nik[i] for i in baris], [self.nama[i] for i in baris], [self.lahir[i] for i in baris])


def add(rusak: list[str], i: int, nama: str) -> None:
    """Write one more damage on line i."""
    rusak[i] = f"{rusak[i]};{nama}" if rusak[i] else nama


def _hits(rng: np.random.Generator, n: int, laju: float) -> list[int]:
    return np.flatnonzero(rng.random(n) < laju).tolist() if laju > 0 else []


def typo_number(rng: np.random.Generator, angka: str) -> str:
    """Return the number with a digit wrong (half), swapped, lost or added."""
    r, i = rng.random(), int(rng.integers(0, len(angka) - 1))
    if r < 0.5:
        return angka[:i] + str((int(angka[i]) + int(rng.integers(1, 10))) % 10) + angka[i + 1 :]
    if r < 0.75:
        j = next((k for k in range(i, len(angka) - 1) if angka[k] != angka[k + 1]), 0)
        return angka[:j] + angka[j + 1] + angka[j] + angka[j + 2 :]
    if r < 0.9:
        return angka[:i] + angka[i + 1 :]
    return angka[:i] + str(int(rng.integers(0, 10))) + angka[i:]


def scientific(angka: str) -> str:
    """Return 16 digits as Excel shows them in a narrow column: 6.40201E+15."""
    return f"{int(angka):.5E}"


def _excel_zeros(rng: np.random.Generator, angka: str) -> str:
    """Return the number as a number cell keeps it: 15 digits and a 0, or, after a stay as 6.40201E+15, ten zeros."""
    return f"{angka[:15]}0" if rng.random() < 0.7 else str(int(float(scientific(angka))))


def _dress(rng: np.random.Generator, angka: str) -> str:
    pola = (
        f"'{angka}",
        f"{angka[:2]}.{angka[2:4]}.{angka[4:6]}.{angka[6:12]}.{angka[12:]}",
        f" {angka[:6]} {angka[6:12]} {angka[12:]}",
        f"{angka}\u00a0",
    )
    return pola[int(rng.integers(0, len(pola)))]


def old_spelling(rng: np.random.Generator, nama: str) -> str:
    """Return the name in another spelling; the same name where no rule applies."""
    kata = nama.split()
    for i, k in enumerate(kata):
        if k in _KATA_LAIN:
            kata[i] = str(rng.choice(_KATA_LAIN[k]))
            return " ".join(kata)
    aturan = [(a, b) for a, b in _EJAAN if a in nama]
    if not aturan:
        return nama
    a, b = aturan[int(rng.integers(0, len(aturan)))]
    return nama.replace(a, b, 1)


def shorten(rng: np.random.Generator, nama: str) -> str:
    """Return the name with a first name abbreviated, or its last word as an initial."""
    kata = nama.split()
    if kata[0] in _SINGKAT:
        kata[0] = str(rng.choice(_SINGKAT[kata[0]]))
    elif len(kata) > 1:
        kata[-1] = f"{kata[-1][0]}."
    return " ".join(kata)


def title(rng: np.random.Generator, nama: str, jk: int) -> str:
    pola = _GELAR_L if jk == 1 else _GELAR_P
    return pola[int(rng.integers(0, len(pola)))].format(nama)


def typo_name(rng: np.random.Generator, nama: str) -> str:
    """Return the name with one letter lost, doubled or swapped with its neighbour."""
    if len(nama) < 4:
        return nama + nama[-1]
    i, r = int(rng.integers(1, len(nama) - 1)), rng.random()
    if r < 0.4:
        return nama[:i] + nama[i + 1 :]
    if r < 0.7:
        return nama[:i] + nama[i] + nama[i:]
    return nama[:i] + nama[i + 1] + nama[i] + nama[i + 2 :]


def wrong_date(rng: np.random.Generator, iso: str) -> str:
    """Return a yyyy-mm-dd with day and month swapped where it can be, else a year off or 1 January."""
    tahun, bulan, tgl = iso.split("-")
    if int(tgl) <= 12 and tgl != bulan:
        return f"{tahun}-{tgl}-{bulan}"
    if rng.random() < 0.5:
        return f"{tahun}-01-01" if (bulan, tgl) != ("01", "01") else f"{tahun}-07-01"
    return f"{int(tahun) - 1}-{bulan}-{min(int(tgl), 28):02d}"


def slashes(iso: str) -> str:
    """Return yyyy-mm-dd as dd/mm/yyyy."""
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"


def _numbers(rng: np.random.Generator, t: Potret, diri: Identitas, laju: Laju) -> None:
    n, rusak, nik = len(diri.nik), t.rusak, diri.nik
    ubah: tuple[tuple[str, float, Callable[[str], str]], ...] = (
        ("nik_ketik", laju.nik_ketik, lambda a: typo_number(rng, a)),
        ("nik_excel_ilmiah", laju.nik_excel_ilmiah, scientific),
        ("nik_excel_nol", laju.nik_excel_nol, lambda a: _excel_zeros(rng, a)),
        ("nik_tanda", laju.nik_tanda, lambda a: _dress(rng, a)),
        ("nik_kosong", laju.nik_kosong, lambda _: ""),
    )
    rusak_sudah: set[int] = set()
    for i in _hits(rng, n, laju.nik_pinjam):
        j = i + 1 if i + 1 < n and t.ke[i + 1] == t.ke[i] else i - 1
        if j >= 0 and t.ke[j] == t.ke[i]:
            nik[i] = nik[j]
            rusak_sudah.add(i)
            add(rusak, i, "nik_pinjam")
    for nama, peluang, fungsi in ubah:
        for i in _hits(rng, n, peluang):
            baru = fungsi(nik[i]) if i not in rusak_sudah else nik[i]
            if baru != nik[i]:
                nik[i] = baru
                rusak_sudah.add(i)
                add(rusak, i, nama)


def _names(rng: np.random.Generator, t: Potret, diri: Identitas, laju: Laju) -> None:
    nama, rusak = diri.nama, t.rusak
    jk = t.penduduk.orang.jk
    ubah: tuple[tuple[str, float, Callable[[int], str]], ...] = (
        ("nama_ejaan", laju.nama_ejaan, lambda i: old_spelling(rng, nama[i])),
        ("nama_singkat", laju.nama_singkat, lambda i: shorten(rng, nama[i])),
        ("nama_ketik", laju.nama_ketik, lambda i: typo_name(rng, nama[i])),
        ("nama_gelar", laju.nama_gelar, lambda i: title(rng, nama[i], int(jk[t.orang[i]]))),
    )
    for jenis, peluang, fungsi in ubah:
        for i in _hits(rng, len(nama), peluang):
            if jenis == "nama_gelar" and t.umur[i] < 20:
                continue
            baru = fungsi(i)
            if baru != nama[i]:
                nama[i] = baru
                add(rusak, i, jenis)


def identity(rng: np.random.Generator, t: Potret, laju: Laju, *, garis_miring: bool) -> Identitas:
    """Return NIK, name and birth date of every line, damaged. `garis_miring`: the source writes dd/mm/yyyy."""
    o = t.penduduk.orang
    lahir = np.datetime_as_string(o.hari_lahir[t.orang].astype("datetime64[D]")).tolist()
    diri = Identitas(
        [str(a) for a in o.nik[t.orang].tolist()], [o.nama[i] for i in t.orang.tolist()], [str(x) for x in lahir]
    )
    _numbers(rng, t, diri, laju)
    _names(rng, t, diri, laju)
    for i in _hits(rng, len(diri.lahir), laju.tanggal_salah):
        diri.lahir[i] = wrong_date(rng, diri.lahir[i])
        add(t.rusak, i, "tanggal_salah")
    lain = rng.random(len(diri.lahir)) < laju.tanggal_format
    for i in np.flatnonzero(lain != garis_miring).tolist():
        diri.lahir[i] = slashes(diri.lahir[i])
    for i in np.flatnonzero(lain).tolist():
        add(t.rusak, i, "tanggal_format")
    return diri


def _copies(rng: np.random.Generator, t: Potret, laju: Laju) -> tuple[Bulat, Bulat, list[str]]:
    """Return lines to copy, the family (place in the file) of each copy, and the kind of the copy."""
    n = len(t.orang)
    salin: list[int] = []
    ke: list[int] = []
    jenis: list[str] = []
    for i in _hits(rng, n, laju.ganda_persis):
        salin.append(i)
        ke.append(int(t.ke[i]))
        jenis.append("ganda_persis")
    bukan_kepala = [i for i in _hits(rng, n, laju.ganda_variasi + laju.ganda_dua_keluarga) if t.shdk[i] != 1]
    bagian = laju.ganda_variasi / max(laju.ganda_variasi + laju.ganda_dua_keluarga, 1e-12)
    for i in bukan_kepala:
        variasi = bool(rng.random() < bagian) or len(t.keluarga) < 2
        lain = int(t.ke[i]) if variasi else int((t.ke[i] + rng.integers(1, len(t.keluarga))) % len(t.keluarga))
        salin.append(i)
        ke.append(lain)
        jenis.append("ganda_variasi" if variasi else "ganda_dua_keluarga")
    return np.array(salin, dtype=np.int64), np.array(ke, dtype=np.int64), jenis


def duplicate(rng: np.random.Generator, t: Potret, diri: Identitas, laju: Laju) -> tuple[Potret, Identitas]:
    """Return picture and identities with double rows: exact, with a variation, or in a second family of the desa."""
    salin, ke_baru, jenis = _copies(rng, t, laju)
    if not len(salin):
        return t, diri
    n = len(t.orang)
    asal = np.concatenate((np.arange(n), salin))
    ke = np.concatenate((t.ke, ke_baru))
    urut = np.argsort(ke, kind="stable")
    baris, ke = asal[urut], ke[urut]
    salinan = urut >= n
    baru = Potret(
        t.penduduk, t.tanggal, t.orang[baris], t.keluarga[ke], ke, t.keluarga, t.shdk[baris], t.kawin[baris],
        t.umur[baris],
        t.kk, t.desa, t.kepala, t.jumlah,
    )  # fmt: skip
    posisi = np.empty(n, dtype=np.int64)
    posisi[urut[~salinan]] = np.flatnonzero(~salinan)
    baru.kepala = posisi[t.kepala]
    baru.rusak = [t.rusak[i] for i in baris.tolist()]
    baru.ganda = np.zeros(len(ke), dtype=np.bool_)
    hasil = diri.take(baris.tolist())
    for i in np.flatnonzero(salinan).tolist():
        macam = jenis[int(urut[i]) - n]
        add(baru.rusak, i, macam)
        if macam == "ganda_persis":
            baru.kembar.append((i, int(posisi[baris[i]])))
            baru.ganda[i] = True
            baru.ganda[posisi[baris[i]]] = True
        elif macam == "ganda_variasi":
            _vary(rng, hasil, i)
        else:
            baru.shdk[i] = 5 if baru.umur[i] < 18 else 8
    return baru, hasil


def _vary(rng: np.random.Generator, diri: Identitas, i: int) -> None:
    if rng.random() < 0.4 and len(diri.nik[i]) == 16 and diri.nik[i].isdigit():
        diri.nik[i] = typo_number(rng, diri.nik[i])
    diri.nama[i] = typo_name(rng, old_spelling(rng, diri.nama[i]))


def cells(
    rng: np.random.Generator, kolom: dict[str, list[Sel]], *, kode: Sequence[str], boleh_kosong: Sequence[str],
    laju: Laju,
    rusak: list[str], lindung: Logis | None = None, asing: Sequence[Sel] = KODE_ASING,
) -> None:  # fmt: skip
    """Put one value outside its list, or one blank, into some lines; cells that are blank by rule stay so."""
    n = len(rusak)
    for jenis, nama_kolom, peluang in (
        ("kode_tak_dikenal", kode, laju.kode_tak_dikenal),
        ("kosong", boleh_kosong, laju.kosong),
    ):
        for i in _hits(rng, n, peluang):
            if lindung is not None and lindung[i]:
                continue
            isi = [k for k in nama_kolom if kolom[k][i] not in (None, "")]
            if not isi:
                continue
            k = isi[int(rng.integers(0, len(isi)))]
            kolom[k][i] = asing[int(rng.integers(0, len(asing)))] if jenis == "kode_tak_dikenal" else None
            add(rusak, i, f"{jenis}:{k}")


def family_regions(rng: np.random.Generator, n: int, laju: Laju) -> set[int]:
    """Return families (place in the file) whose desa code does not exist."""
    return set(_hits(rng, n, laju.wilayah_tak_dikenal))
