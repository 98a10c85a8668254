"""The people of one desa, with what happened to them since 2019: deaths, moves, splits, new No KK.

Families 0..n-1 live here today; the few after them have left the kabupaten and only old sources know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dtsen.registry.synthetic import families, names, numbers, people, welfare
from dtsen.registry.synthetic.config import ACUAN, SELAMANYA, Bulat, Logis, Pecahan, hari
from dtsen.registry.synthetic.families import ANAK, CERAI_MATI, CUCU, KAWIN, KEPALA, LAINNYA, MENANTU, ORTU, PASANGAN
from dtsen.registry.synthetic.housing import BANYAK_ACAK
from dtsen.registry.synthetic.regions import Desa

AWAL_PERISTIWA, AKHIR_PERISTIWA = hari(date(2019, 7, 1)), hari(date(2026, 9, 20))
PEMEKARAN = hari(date(2021, 6, 1))
"""From this day new NIK and No KK of the 20 moved desa carry the new kecamatan."""
PERGI, DATANG, PINDAH_DESA, PECAH, GANTI_KK = 0.02, 0.025, 0.04, 0.09, 0.08
"""Shares of families: left the kabupaten, came from outside, moved between desa, tried as a split, got a new No KK."""
TINGGAL, MENINGGAL, PINDAH = 0, 1, 2
_LUAR = np.array(
    [647201, 647203, 647102, 640301, 640502, 737105, 730810, 737302, 351501, 352203, 357805, 331408, 637103, 630705]
)
_JALAN = ("MAWAR", "MELATI", "AHMAD YANI", "MULAWARMAN", "DIPONEGORO", "PESUT", "MAHAKAM", "GUNUNG BELAH", "AWANG LONG",
          "PATIMURA", "KARTINI", "SULTAN", "POROS", "DESA", "PELABUHAN", "KH AHMAD DAHLAN")  # fmt: skip


@dataclass(slots=True)
class Keluarga:
    """Columns of families; days are since 1970-01-01, SELAMANYA for what has not happened."""

    id: Bulat
    ada_kini: Logis
    z: Pecahan
    laten_rumah: Pecahan
    laten_aset: Pecahan
    laju_membaik: Pecahan
    didik: Pecahan
    acak: Pecahan
    kelompok: Bulat
    rt: Bulat
    alamat: list[str]
    kk: Bulat
    kk_lama: Bulat
    hari_ganti: Bulat
    induk: Bulat  # row of the family it split from, -1
    hari_pecah: Bulat
    asal: Bulat  # index of the desa it came from, -1
    hari_pindah: Bulat
    hari_datang: Bulat  # from outside the kabupaten; 0 if always here
    hari_pergi: Bulat
    id_pln: Bulat


@dataclass(slots=True)
class Orang:
    """Columns of persons, sorted by family and relation."""

    id: Bulat
    kel: Bulat
    nik: Bulat
    nama: list[str]
    jk: Bulat
    hari_lahir: Bulat
    shdk: Bulat
    kawin: Bulat
    shdk_lama: Bulat
    kawin_lama: Bulat
    hari_ganti: Bulat
    shdk_induk: Bulat
    hari_keluar: Bulat
    sebab: Bulat
    akhir: Bulat
    acak: Pecahan
    kec_lahir: Bulat


@dataclass(slots=True)
class Penduduk:
    """The people of one desa."""

    desa: Desa
    zona: str
    keluarga: Keluarga
    orang: Orang


def _peristiwa(rng: np.random.Generator, n: int) -> Bulat:
    return rng.integers(AWAL_PERISTIWA, AKHIR_PERISTIWA, n)


@dataclass(slots=True)
class _Dasar:
    """Persons before ids and names."""

    kel: Bulat
    shdk: Bulat
    jk: Bulat
    umur: Pecahan
    kawin: Bulat
    shdk_lama: Bulat
    kawin_lama: Bulat
    hari_ganti: Bulat
    hari_keluar: Bulat
    sebab: Bulat


def _living(rng: np.random.Generator, ukuran: Bulat) -> _Dasar:
    a = families.compose(rng, ukuran)
    n = len(a.kel)
    tak = np.full(n, SELAMANYA, dtype=np.int64)
    return _Dasar(a.kel, a.shdk, a.jk, a.umur, a.kawin, a.shdk.copy(), a.kawin.copy(), 0 * tak, tak, 0 * tak)


def _extra(kel: Bulat, shdk: Bulat, jk: Bulat, umur: Pecahan, kawin: Bulat, keluar: Bulat, sebab: int) -> _Dasar:
    nol = np.zeros(len(kel), dtype=np.int64)
    return _Dasar(kel, shdk, jk, np.clip(umur, 0.5, 99), kawin, shdk, kawin, nol, keluar, nol + sebab)


def _departed(rng: np.random.Generator, d: _Dasar) -> list[_Dasar]:
    """Return the dead and the moved of these families; widows and widowers remember who was head before."""
    kepala = np.flatnonzero(d.shdk == KEPALA)
    umur = d.umur[kepala]
    r = rng.random((3, len(kepala)))
    duda = kepala[(d.kawin[kepala] == CERAI_MATI) & (r[0] < 0.45)]
    mati = _peristiwa(rng, len(duda))
    jk = 3 - d.jk[duda]
    d.kawin_lama[duda] = KAWIN
    d.shdk_lama[duda] = np.where(jk == 1, PASANGAN, KEPALA)
    d.hari_ganti[duda] = mati
    suami = _extra(
        d.kel[duda], np.where(jk == 1, KEPALA, PASANGAN), jk,
        np.clip(d.umur[duda] + np.where(jk == 1, 1, -1) * rng.gamma(2, 1.8, len(duda)), 22, 98),
        np.full(len(duda), KAWIN), mati, MENINGGAL,
    )  # fmt: skip
    tua = kepala[(umur > 28) & (umur < 64) & (r[1] < 0.065)]
    ortu = _extra(
        d.kel[tua], np.full(len(tua), ORTU), np.where(rng.random(len(tua)) < 0.4, 1, 2),
        d.umur[tua] + rng.uniform(19, 33, len(tua)),
        np.full(len(tua), CERAI_MATI), _peristiwa(rng, len(tua)), MENINGGAL,
    )  # fmt: skip
    pisah = kepala[(umur > 41) & (r[2] < 0.09)]
    anak = _extra(
        d.kel[pisah], np.full(len(pisah), ANAK), np.where(rng.random(len(pisah)) < 0.55, 1, 2),
        np.minimum(rng.uniform(19, 33, len(pisah)), d.umur[pisah] - 19),
        np.full(len(pisah), 1), _peristiwa(rng, len(pisah)), PINDAH,
    )  # fmt: skip
    return [suami, ortu, anak]


def _persons(rng: np.random.Generator, ukuran: Bulat) -> _Dasar:
    hidup = _living(rng, ukuran)
    bagian = [hidup, *_departed(rng, hidup)]
    urut_kolom = {f: np.concatenate([getattr(b, f) for b in bagian]) for f in _Dasar.__slots__}
    urut = np.lexsort((-urut_kolom["umur"], urut_kolom["shdk"], urut_kolom["kel"]))
    return _Dasar(**{f: isi[urut] for f, isi in urut_kolom.items()})


def _births(rng: np.random.Generator, umur: Pecahan) -> Bulat:
    lahir = (ACUAN - np.floor(umur * 365.25)).astype(np.int64)
    tahun = lahir.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    r = rng.random(len(umur))
    lahir = np.where((umur > 45) & (r < 0.012), tahun + 181, lahir)  # 1 July: the year is known, the day is not
    hasil: Bulat = np.where((umur > 45) & (r > 0.99), tahun + 364, lahir)
    return hasil


def _splits(rng: np.random.Generator, n: int, m: int, umur_kepala: Pecahan, kawin_kepala: Bulat) -> tuple[Bulat, Bulat]:
    """Return the parent family (or -1) and the day of the split: young couples who lived with his or her parents."""
    induk = np.full(m, -1, dtype=np.int64)
    pecah = np.full(m, -1, dtype=np.int64)
    muda = np.flatnonzero((umur_kepala[:n] < 37) & (kawin_kepala[:n] == KAWIN))
    tua = np.flatnonzero((umur_kepala[:n] > 42) & (umur_kepala[:n] < 74))
    k = min(len(muda), len(tua), round(PECAH * n))
    muda, tua = rng.permutation(muda)[:k], rng.permutation(tua)[:k]
    beda = umur_kepala[tua] - umur_kepala[muda]
    cocok = (beda > 19) & (beda < 42)
    induk[muda[cocok]] = tua[cocok]
    pecah[muda[cocok]] = _peristiwa(rng, int(cocok.sum()))
    return induk, pecah


def _kec_at(desa: Desa, hari_: Bulat) -> Bulat:
    """Return the kecamatan code in force in the desa on those days."""
    kini = int(desa.kecamatan)
    return np.where(hari_ < PEMEKARAN, int(desa.kode_lama[:6] or kini), kini).astype(np.int64)


def _first_registration(rng: np.random.Generator, desa: Desa, umur: Pecahan, lahir: Bulat, kelompok: Bulat) -> Bulat:
    n = len(umur)
    setempat = _kec_at(desa, lahir)
    r = rng.random(n)
    pendatang = np.isin(kelompok, (0, 3, 5))
    luar = np.where(umur < 18, 0.03, np.where(pendatang, 0.17, 0.05))
    tetangga = 640201 + rng.integers(0, 18, n)
    return np.where(r < luar, rng.choice(_LUAR, n), np.where(r > 0.93, tetangga, setempat)).astype(np.int64)


def _moves(rng: np.random.Generator, desa: Desa, semua: list[Desa], n: int, m: int, terikat: Logis) -> dict[str, Bulat]:
    """Return where families came from and when, and when they left."""
    r = rng.random(m)
    kini = np.arange(m) < n
    pindah = kini & ~terikat & (r < PINDAH_DESA)
    sekec = [d.urut for d in semua if d.kecamatan == desa.kecamatan and d.urut != desa.urut] or [desa.urut]
    dekat, jauh = rng.choice(sekec, m), rng.integers(0, len(semua), m)
    asal = np.where(rng.random(m) < 0.6, dekat, jauh)
    hari_ = _peristiwa(rng, m)
    pindah &= asal != desa.urut
    datang = kini & ~terikat & ~pindah & (r > 1 - DATANG)
    return {
        "asal": np.where(pindah, asal, -1).astype(np.int64),
        "hari_pindah": np.where(pindah, hari_, -1),
        "hari_datang": np.where(datang, hari_, 0),
        "hari_pergi": np.where(kini, SELAMANYA, hari_),
    }


def _kk(rng: np.random.Generator, desa: Desa, ganti: Bulat, awal: int, lebar: int) -> tuple[Bulat, Bulat]:
    """Return today's and the former No KK; the same where none was issued since."""
    m = len(ganti)
    tua = rng.integers(hari(date(2009, 1, 5)), hari(date(2019, 6, 1)), m)
    terbit_kini = np.where(ganti > 0, ganti, tua)
    terbit = np.concatenate((terbit_kini, tua))
    nomor = numbers.compose(_kec_at(desa, terbit), terbit, None, awal, lebar)
    return nomor[:m], np.where(ganti > 0, nomor[m:], nomor[:m])


def _addresses(rng: np.random.Generator, m: int) -> list[str]:
    jalan = rng.integers(0, len(_JALAN), m).tolist()
    nomor = rng.integers(0, 140, m).tolist()
    return [f"JL. {_JALAN[j]}" + (f" NO. {k}" if k else "") for j, k in zip(jalan, nomor, strict=True)]


_KE_INDUK = np.array([0, ANAK, MENANTU, CUCU, LAINNYA, CUCU, LAINNYA, LAINNYA, LAINNYA])


@dataclass(frozen=True, slots=True)
class Awal:
    """Where the ids and serial numbers of a desa start."""

    keluarga: int
    orang: int
    seri: int
    lebar: int


def draw(desa: Desa, n: int, *, seed: int, total: int, semua: list[Desa], awal: Awal) -> Penduduk:
    """Return the people of a desa with `n` families today, a pure function of its arguments."""
    rng = np.random.default_rng([seed, total, desa.urut, 0])
    zona = welfare.SEBARAN["zona_kecamatan"][desa.kecamatan]
    m = n + int(rng.binomial(n, PERGI))
    ukuran = rng.choice(8, m, p=families.size_shares(welfare.SEBARAN["ukuran_keluarga_persen"])) + 1
    d = _persons(rng, ukuran)
    kepala = np.flatnonzero((d.shdk == KEPALA) & (d.sebab == TINGGAL))
    induk, pecah = _splits(rng, n, m, d.umur[kepala], d.kawin[kepala])
    terikat = induk >= 0
    terikat[induk[terikat]] = True
    pindah = _moves(rng, desa, semua, n, m, terikat)
    keluarga = _families(rng, desa, zona, d, ukuran, pindah, induk, pecah, awal)
    keluarga.ada_kini = np.arange(m) < n
    orang = _people(rng, desa, d, keluarga, awal)
    return Penduduk(desa, zona, keluarga, orang)


def _families(
    rng: np.random.Generator, desa: Desa, zona: str, d: _Dasar, ukuran: Bulat, pindah: dict[str, Bulat],
    induk: Bulat, pecah: Bulat, awal: Awal,
) -> Keluarga:  # fmt: skip
    m = len(ukuran)
    hidup = d.sebab == TINGGAL
    balita = np.bincount(d.kel[hidup & (d.umur < 5)], minlength=m)
    lansia = np.bincount(d.kel[hidup & (d.shdk == KEPALA) & (d.umur > 62)], minlength=m)
    didik = rng.normal(size=m)
    z = welfare.draw(rng, zona=zona, ukuran=ukuran, balita=balita, kepala_lansia=lansia, didik=didik)
    suku = welfare.SEBARAN["suku_zona"][zona]
    bobot = np.array([suku.get(k, 0.0) for k in names.KELOMPOK])
    kelompok = rng.choice(len(bobot), m, p=bobot / bobot.sum())
    kelompok = np.where(induk >= 0, kelompok[induk], kelompok)
    hari_wafat = np.zeros(m, dtype=np.int64)
    np.maximum.at(hari_wafat, d.kel, d.hari_ganti)
    ganti = np.where(rng.random(m) < GANTI_KK, _peristiwa(rng, m), hari_wafat)
    ganti = np.where(induk >= 0, pecah, ganti)
    kk, kk_lama = _kk(rng, desa, ganti, awal.seri, awal.lebar)
    return Keluarga(
        id=awal.keluarga + np.arange(m),
        ada_kini=np.ones(m, dtype=np.bool_),
        z=z,
        laten_rumah=0.85 * z + 0.53 * rng.normal(size=m),
        laten_aset=0.85 * z + 0.53 * rng.normal(size=m),
        laju_membaik=rng.normal(0.035, 0.05, m),
        didik=didik,
        acak=rng.random((m, BANYAK_ACAK)),
        kelompok=kelompok,
        rt=1 + rng.integers(0, max(1, round(m / 55)), m),
        alamat=_addresses(rng, m),
        kk=kk,
        kk_lama=kk_lama,
        hari_ganti=ganti,
        induk=induk,
        hari_pecah=pecah,
        asal=pindah["asal"],
        hari_pindah=pindah["hari_pindah"],
        hari_datang=pindah["hari_datang"],
        hari_pergi=pindah["hari_pergi"],
        id_pln=232_000_000_000 + awal.keluarga * 613 % 1_000_000_000 + 7 * np.arange(m),
    )


def _people(rng: np.random.Generator, desa: Desa, d: _Dasar, k: Keluarga, awal: Awal) -> Orang:
    n = len(d.kel)
    lahir = _births(rng, d.umur)
    tahun = lahir.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    kelompok = k.kelompok[d.kel]
    masuk_lain = np.isin(d.shdk, (PASANGAN, MENANTU)) & (rng.random(n) < 0.25)
    kelompok = np.where(masuk_lain, rng.permutation(kelompok), kelompok)
    kec = _first_registration(rng, desa, d.umur, lahir, kelompok)
    pergi = k.hari_pergi[d.kel]
    keluar = np.minimum(d.hari_keluar, pergi)
    return Orang(
        id=awal.orang + np.arange(n),
        kel=d.kel,
        nik=numbers.compose(kec, lahir, d.jk == 2, awal.seri, awal.lebar),
        nama=names.draw(rng, kelompok, d.jk, tahun),
        jk=d.jk,
        hari_lahir=lahir,
        shdk=d.shdk,
        kawin=d.kawin,
        shdk_lama=d.shdk_lama,
        kawin_lama=d.kawin_lama,
        hari_ganti=d.hari_ganti,
        shdk_induk=_KE_INDUK[d.shdk],
        hari_keluar=keluar,
        sebab=np.where(pergi < d.hari_keluar, PINDAH, d.sebab).astype(np.int64),
        akhir=people.final_schooling(rng, k.didik[d.kel], tahun),
        acak=rng.random((n, people.BANYAK_ACAK)),
        kec_lahir=kec,
    )
