"""Who lives in a family: head, spouse, children, parents, grandchildren, others, with ages that fit each other.

Ages come first from the youngest child up (gaps, mother's age at first birth), so no mother is younger than her child.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtsen.registry.synthetic.config import RATA_UKURAN, Bulat, Logis, Pecahan

KEPALA, PASANGAN, ANAK, MENANTU, CUCU, ORTU, PEMBANTU, LAINNYA = range(1, 9)
"""Hubungan dengan kepala keluarga (Regsosek 409)."""
BELUM, KAWIN, CERAI_HIDUP, CERAI_MATI = range(1, 5)
_TUA, _MUDA, _PASANGAN, _TUNGGAL, _ANAK_ORTU, _KERABAT, _INTI, _GEN_ORTU, _GEN_CUCU, _PLUS = range(10)
_MAKS_ANAK = 9


def size_shares(persen: list[float]) -> Pecahan:
    """Return shares of sizes 1..8 tilted to the mean of RATA_UKURAN (exponential tilt, solved by bisection)."""
    bobot = np.array(persen, dtype=np.float64)
    ukuran = np.arange(1, len(persen) + 1)
    bawah, atas = 0.3, 2.0
    for _ in range(60):
        tengah = (bawah + atas) / 2
        miring = bobot * tengah**ukuran
        rata = float((miring * ukuran).sum() / miring.sum())
        bawah, atas = (tengah, atas) if rata < RATA_UKURAN else (bawah, tengah)
    hasil: Pecahan = miring / miring.sum()
    return hasil


@dataclass(slots=True)
class Anggota:
    """Members, one entry each; `kel` is the row of the family."""

    kel: Bulat
    shdk: Bulat
    jk: Bulat
    umur: Pecahan  # years on the reference day
    kawin: Bulat


def _jenis(rng: np.random.Generator, ukuran: Bulat) -> Bulat:
    r = rng.random(len(ukuran))
    satu = np.where(r < 0.42, _TUA, _MUDA)
    dua = np.select([r < 0.55, r < 0.82, r < 0.92], [_PASANGAN, _TUNGGAL, _ANAK_ORTU], _KERABAT)
    lebih = np.select([r < 0.755, r < 0.845, r < 0.91, r < 0.96], [_INTI, _TUNGGAL, _GEN_ORTU, _GEN_CUCU], _PLUS)
    return np.where(ukuran == 1, satu, np.where(ukuran == 2, dua, lebih)).astype(np.int64)


def _anak(rng: np.random.Generator, banyak: Bulat) -> tuple[Pecahan, Pecahan]:
    """Return ages of children (n, 9) youngest first, and of the oldest; columns past `banyak` mean nothing."""
    n = len(banyak)
    bungsu = np.where(rng.random(n) < 0.86, rng.gamma(1.5, 6.6, n), rng.uniform(17, 34, n))
    bungsu = np.minimum(bungsu, np.where(banyak <= 1, 36.0, 27.0))
    jarak = 1.6 + rng.gamma(1.8, 1.5, (n, _MAKS_ANAK - 1))
    umur = np.concatenate((bungsu[:, None], bungsu[:, None] + np.cumsum(jarak, axis=1)), axis=1)
    sulung = umur[np.arange(n), np.clip(banyak, 1, _MAKS_ANAK) - 1]
    return umur, sulung


def _umur_kepala(rng: np.random.Generator, jenis: Bulat, sulung: Pecahan) -> tuple[Pecahan, Pecahan]:
    """Return ages of the head as a man and of the wife (or of the woman who heads the family)."""
    n = len(jenis)
    ibu = sulung + np.clip(18 + rng.gamma(2.4, 2.7, n), 18, 38)
    muda_tua = np.where(rng.random(n) < 0.42, rng.uniform(20, 36, n), rng.uniform(42, 80, n))
    ibu = np.select(
        [jenis == _TUA, jenis == _MUDA, jenis == _PASANGAN, jenis == _ANAK_ORTU, jenis == _KERABAT, jenis == _GEN_CUCU],
        [
            rng.uniform(52, 89, n),
            19 + rng.gamma(2.2, 6.0, n).clip(0, 34),
            muda_tua,
            rng.uniform(22, 52, n),
            rng.uniform(21, 60, n),
            rng.uniform(46, 74, n),
        ],
        ibu,
    )
    ibu = np.clip(ibu, 18.5, 92)
    ayah = np.clip(ibu + np.clip(rng.normal(3.4, 3.6, n), -5, 18), 20, 94)
    return ayah, ibu


def _banyak(jenis: Bulat, ukuran: Bulat) -> dict[str, Bulat]:
    """Return how many of each relation a family of this kind and size has, the head apart."""
    berdua = np.isin(jenis, (_PASANGAN, _INTI, _GEN_ORTU, _GEN_CUCU, _PLUS)).astype(np.int64)
    ortu = np.isin(jenis, (_ANAK_ORTU, _GEN_ORTU)).astype(np.int64)
    lain = np.isin(jenis, (_KERABAT, _PLUS)).astype(np.int64)
    sisa = ukuran - 1 - berdua - ortu - lain
    tiga_gen = jenis == _GEN_CUCU
    dewasa = np.where(tiga_gen & (sisa >= 2), np.where(sisa >= 4, 2, 1), 0)  # grown child, and its spouse
    return {
        "pasangan": berdua,
        "anak": np.where(tiga_gen, np.minimum(dewasa, 1), sisa),
        "menantu": np.where(tiga_gen, np.maximum(dewasa - 1, 0), 0),
        "cucu": np.where(tiga_gen, sisa - dewasa, 0),
        "ortu": ortu,
        "lain": lain,
    }


def compose(rng: np.random.Generator, ukuran: Bulat) -> Anggota:
    """Return the living members of families of the given sizes; each family has exactly `ukuran` members, one head."""
    n = len(ukuran)
    jenis = _jenis(rng, ukuran)
    banyak = _banyak(jenis, ukuran)
    umur_anak, sulung = _anak(rng, banyak["anak"])
    ayah, ibu = _umur_kepala(rng, jenis, sulung)
    berdua = banyak["pasangan"] == 1
    laki = _kepala_laki(rng, jenis)
    umur_kepala = np.where(laki, ayah, ibu)
    kel = np.arange(n)
    satu = np.ones(n, dtype=np.int64)
    bagian = [
        _bagian(kel, KEPALA, np.where(laki, 1, 2), umur_kepala, _kawin_kepala(rng, jenis, berdua, umur_kepala)),
        _bagian(kel[berdua], PASANGAN, np.where(laki, 2, 1)[berdua], np.where(laki, ibu, ayah)[berdua], satu * KAWIN),
    ]
    bagian += _keturunan(rng, jenis, banyak, umur_anak, ibu)
    bagian += _kerabat(rng, banyak, umur_kepala)
    semua = Anggota(*(np.concatenate([getattr(b, f) for b in bagian]) for f in Anggota.__slots__))
    semua.umur = np.clip(semua.umur, 0.02, 99)
    return semua


def _bagian(kel: Bulat, shdk: int, jk: Bulat, umur: Pecahan, kawin: Bulat) -> Anggota:
    return Anggota(kel, np.full(len(kel), shdk, dtype=np.int64), jk.astype(np.int64), umur, kawin[: len(kel)])


def _kepala_laki(rng: np.random.Generator, jenis: Bulat) -> Logis:
    laki = np.select(
        [jenis == _TUA, jenis == _MUDA, jenis == _TUNGGAL, jenis == _ANAK_ORTU, jenis == _KERABAT],
        [0.40, 0.80, 0.27, 0.70, 0.75],
        0.992,
    )
    hasil: Logis = rng.random(len(jenis)) < laki
    return hasil


def _kawin_kepala(rng: np.random.Generator, jenis: Bulat, berdua: Logis, umur: Pecahan) -> Bulat:
    n = len(jenis)
    mati = np.clip((umur - 30) / 45, 0.05, 0.92)
    pernah = np.where(rng.random(n) < mati, CERAI_MATI, CERAI_HIDUP)
    lajang = np.select([jenis == _TUA, jenis == _MUDA, jenis == _TUNGGAL], [0.08, 0.75, 0.01], 0.7)
    sendiri = np.where(rng.random(n) < lajang, BELUM, pernah)
    return np.where(berdua, KAWIN, sendiri).astype(np.int64)


def _keturunan(
    rng: np.random.Generator, jenis: Bulat, banyak: dict[str, Bulat], umur_anak: Pecahan, ibu: Pecahan
) -> list[Anggota]:
    """Return children, the spouse of a grown child, and grandchildren."""
    n = len(jenis)
    kel, ke = np.nonzero(np.arange(_MAKS_ANAK)[None, :] < banyak["anak"][:, None])
    tiga_gen = jenis == _GEN_CUCU
    anak_dewasa = np.maximum(ibu - rng.uniform(19, 27, n), 19.0)
    umur = np.where(tiga_gen[kel], anak_dewasa[kel], umur_anak[kel, ke])
    jk = np.where(rng.random(len(kel)) < 0.53, 1, 2)
    bermenantu = banyak["menantu"][kel] == 1
    r = rng.random(len(kel))
    kawin = np.where(
        bermenantu,
        KAWIN,
        np.where((umur > 22) & (r < 0.10), CERAI_HIDUP, np.where((umur > 24) & (r < 0.13), CERAI_MATI, 1)),
    )
    anak = _bagian(kel, ANAK, jk, umur, kawin.astype(np.int64))
    punya = np.flatnonzero(banyak["menantu"] == 1)
    jk_anak = np.zeros(n, dtype=np.int64)
    jk_anak[kel] = jk
    menantu = _bagian(
        punya,
        MENANTU,
        3 - jk_anak[punya],
        np.clip(anak_dewasa[punya] + rng.normal(0, 3, len(punya)), 19, 70),
        np.full(len(punya), KAWIN, dtype=np.int64),
    )
    kel_c, ke_c = np.nonzero(np.arange(_MAKS_ANAK)[None, :] < banyak["cucu"][:, None])
    atas = np.maximum(np.where(banyak["anak"][kel_c] > 0, anak_dewasa[kel_c] - 19, ibu[kel_c] - 42), 0.6)
    umur_cucu = np.minimum(rng.uniform(0.1, 1, len(kel_c)) * np.minimum(atas, 17) + 1.3 * ke_c, atas)
    jk_cucu = np.where(rng.random(len(kel_c)) < 0.53, 1, 2)
    cucu = _bagian(kel_c, CUCU, jk_cucu, umur_cucu, np.ones(len(kel_c), dtype=np.int64))
    return [anak, menantu, cucu]


def _kerabat(rng: np.random.Generator, banyak: dict[str, Bulat], umur_kepala: Pecahan) -> list[Anggota]:
    """Return parents and others of the family."""
    punya = np.flatnonzero(banyak["ortu"] == 1)
    umur = np.clip(umur_kepala[punya] + rng.uniform(19, 33, len(punya)), 42, 97)
    jk = np.where(rng.random(len(punya)) < 0.3, 1, 2)
    kawin = np.where(rng.random(len(punya)) < 0.85, CERAI_MATI, CERAI_HIDUP)
    ortu = _bagian(punya, ORTU, jk, umur, kawin.astype(np.int64))
    punya = np.flatnonzero(banyak["lain"] == 1)
    umur = rng.uniform(6, 45, len(punya))
    jk = np.where(rng.random(len(punya)) < 0.5, 1, 2)
    pembantu = (rng.random(len(punya)) < 0.04) & (umur > 18)
    lain = _bagian(punya, LAINNYA, jk, umur, np.ones(len(punya), dtype=np.int64))
    lain.shdk[pembantu] = PEMBANTU
    return [ortu, lain]
