"""What a source would see on its date: who is in which family, under which head and No KK, in which desa.

Some families are known as they were years before (`basi`): their dead are still listed, their split has not happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dtsen.registry.synthetic import housing, people
from dtsen.registry.synthetic.config import ACUAN, Bulat, Laju, Logis
from dtsen.registry.synthetic.families import ANAK, KEPALA
from dtsen.registry.synthetic.population import MENINGGAL, PINDAH, Penduduk

BELUM_KAWIN = 1


@dataclass(slots=True)
class Potret:
    """Persons and families as a source sees them. `orang` and `kel` are rows of the population, one per line.

    `keluarga` lists the families in the order of the file; `ke` gives each line its place in that list.
    """

    penduduk: Penduduk
    tanggal: int
    orang: Bulat
    kel: Bulat
    ke: Bulat
    keluarga: Bulat
    shdk: Bulat
    kawin: Bulat
    umur: Bulat
    kk: Bulat  # per family of `keluarga`
    desa: Bulat  # index of the desa per family of `keluarga`
    kepala: Bulat  # line of the head per family of `keluarga`
    jumlah: Bulat
    rusak: list[str] = field(default_factory=list)  # per line, damage joined by ";"
    kembar: list[tuple[int, int]] = field(default_factory=list)  # exact copies: line of the copy, line copied
    ganda: Logis = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def fakta_keluarga(self) -> dict[str, Bulat]:
        """Return housing and assets of the families on this date."""
        k = self.penduduk.keluarga
        i = self.keluarga
        tahun = (ACUAN - self.tanggal) / 365.25
        mundur = k.laju_membaik[i] * tahun
        rumah = housing.state(
            k.acak[i],
            k.laten_rumah[i] - mundur,
            k.laten_aset[i] - mundur,
            ukuran=self.jumlah,
            zona=self.penduduk.zona,
            babi=np.isin(k.kelompok[i], (4, 5)),
        )
        return rumah

    def fakta_orang(self) -> dict[str, Bulat]:
        """Return school, work and health of the persons on this date."""
        o = self.penduduk.orang
        i = self.orang
        return people.state(self.umur, o.jk[i], self.kawin, o.akhir[i], self.penduduk.keluarga.z[self.kel], o.acak[i])


def _stale_days(rng: np.random.Generator, p: Penduduk, tanggal: int, laju: Laju) -> Bulat:
    basi = rng.random(len(p.keluarga.id)) < laju.basi
    return np.where(basi, tanggal - laju.basi_hari, tanggal).astype(np.int64)


def take(
    rng: np.random.Generator, p: Penduduk, tanggal: int, terliput: Logis, laju: Laju, *, semua: bool = False
) -> Potret:
    """Return the picture on day `tanggal` of the families marked in `terliput`.

    With `semua` the dead and the moved are kept (the civil registry forgets nobody).
    """
    k, o = p.keluarga, p.orang
    dilihat = _stale_days(rng, p, tanggal, laju)
    hari = dilihat[o.kel]
    pecah = (k.induk[o.kel] >= 0) & (hari < k.hari_pecah[o.kel])
    kel = np.where(pecah, k.induk[o.kel], o.kel)
    lama = hari < o.hari_ganti
    shdk = np.where(pecah, o.shdk_induk, np.where(lama, o.shdk_lama, o.shdk))
    umur = ((tanggal - o.hari_lahir) / 365.25).astype(np.int64)
    kawin = np.where(lama, o.kawin_lama, o.kawin)
    kawin = np.where((umur < 18) & (shdk >= ANAK), BELUM_KAWIN, kawin)
    ada = (o.hari_lahir <= tanggal) & terliput[kel]
    if not semua:
        ada &= (o.hari_keluar > hari) & (k.hari_datang[o.kel] <= tanggal)
        ada &= (shdk == KEPALA) | (rng.random(len(kel)) >= laju.anggota_terlewat)
    berkepala = np.zeros(len(k.id), dtype=np.bool_)
    berkepala[kel[ada & (shdk == KEPALA) & (umur >= 15)]] = True
    ada &= berkepala[kel]
    baris = np.flatnonzero(ada)
    urut = baris[np.lexsort((o.hari_lahir[baris], shdk[baris], kel[baris]))]
    return _arrange(p, tanggal, dilihat, urut, kel[urut], shdk[urut], kawin[urut], umur[urut])


def _arrange(
    p: Penduduk, tanggal: int, dilihat: Bulat, orang: Bulat, kel: Bulat, shdk: Bulat, kawin: Bulat, umur: Bulat
) -> Potret:
    k = p.keluarga
    keluarga, kepala, ke, jumlah = np.unique(kel, return_index=True, return_inverse=True, return_counts=True)
    hari = dilihat[keluarga]
    kk = np.where(hari < k.hari_ganti[keluarga], k.kk_lama[keluarga], k.kk[keluarga])
    desa = np.where(hari < k.hari_pindah[keluarga], k.asal[keluarga], p.desa.urut)
    hasil = Potret(
        p, tanggal, orang, kel, ke.astype(np.int64), keluarga, shdk, kawin, umur, kk.astype(np.int64),
        desa.astype(np.int64), kepala.astype(np.int64), jumlah.astype(np.int64),
    )  # fmt: skip
    hasil.rusak = _history(hasil)
    hasil.ganda = np.zeros(len(orang), dtype=np.bool_)
    return hasil


def _history(t: Potret) -> list[str]:
    """Name per line what has changed between the picture and today."""
    k, o = t.penduduk.keluarga, t.penduduk.orang
    asli = o.kel[t.orang]
    hasil = [""] * len(t.orang)
    tanda = (
        ("meninggal", (o.sebab[t.orang] == MENINGGAL)),
        ("pindah_keluar", (o.sebab[t.orang] == PINDAH)),
        ("pindah_desa", t.desa[t.ke] != t.penduduk.desa.urut),
        ("kk_pecah", t.kel != asli),
        ("kk_berganti", (t.kel == asli) & (t.kk[t.ke] != k.kk[asli])),
    )
    for nama, di in tanda:
        for i in np.flatnonzero(di).tolist():
            hasil[i] = f"{hasil[i]};{nama}" if hasil[i] else nama
    return hasil
