"""The reference of Dukcapil: everyone, also the dead and the moved, with STATUS and its date.

Clean but for late reports and old region codes.

STATUS: AKTIF, MENINGGAL, PINDAH, BELUM REKAM, NONAKTIF. Dates yyyy-mm-dd, words in capitals, Kemendagri codes.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from dtsen.registry.synthetic import damage
from dtsen.registry.synthetic.config import BELUM_DILAPORKAN, BELUM_REKAM, NONAKTIF, Bulat, hari
from dtsen.registry.synthetic.damage import Sel
from dtsen.registry.synthetic.population import MENINGGAL, PINDAH
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.sources import labels as kata
from dtsen.registry.synthetic.sources.base import Kolom, Konteks, Sumber, labels, rows
from dtsen.registry.synthetic.writers import TabelCsv

JUDUL = ("NIK", "NO_KK", "NAMA_LGKP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "STAT_HBKEL", "STAT_KWN", "JENIS_PKRJN",
         "PDDK_AKH", "ALAMAT", "NO_RT", "NO_RW", "KODE_WILAYAH", "STATUS", "TGL_STATUS")  # fmt: skip
STATUS: tuple[Sel, ...] = ("AKTIF", "MENINGGAL", "PINDAH", "BELUM REKAM", "NONAKTIF")
_KOTA = {64: "KUTAI KARTANEGARA", 73: "BONE", 35: "NGANJUK", 33: "SRAGEN", 63: "BANJARMASIN"}


class Dukcapil(Sumber):
    """Writer of the reference."""

    nama = "dukcapil"
    semua_orang = True

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._tabel = TabelCsv(konteks.folder / "dukcapil" / "dukcapil_6402.csv", JUDUL)

    def close(self) -> None:
        self._tabel.close()

    def _status(self, rng: np.random.Generator, t: Potret) -> tuple[Bulat, list[Sel]]:
        o = t.penduduk.orang
        keluar, sebab = o.hari_keluar[t.orang], o.sebab[t.orang]
        r = rng.random((2, len(t.orang)))
        sudah = (keluar <= t.tanggal) & (sebab > 0)
        lapor = sudah & (r[0] >= BELUM_DILAPORKAN)
        hidup = ~sudah & (t.umur >= 17)
        status = np.where(
            lapor, sebab, np.where(hidup & (r[1] < BELUM_REKAM), 3, np.where(hidup & (r[1] > 1 - NONAKTIF), 4, 0))
        )
        for i in np.flatnonzero(sudah & ~lapor).tolist():
            damage.add(t.rusak, i, "belum_dilaporkan")
        tanggal = np.datetime_as_string(np.clip(keluar, 0, hari(date(2100, 1, 1))).astype("datetime64[D]")).tolist()
        return status.astype(np.int64), [
            str(x) if s in (MENINGGAL, PINDAH) else None for x, s in zip(tanggal, status.tolist(), strict=True)
        ]

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        o, k = t.penduduk.orang, t.penduduk.keluarga
        diri = damage.identity(rng, t, self.k.laju, garis_miring=False)
        g = t.fakta_orang()
        n, jk = len(t.orang), o.jk[t.orang]
        status, tgl_status = self._status(rng, t)
        desa = [self.k.semua[d] for d in t.desa[t.ke].tolist()]
        pakai_lama = rng.random(n) < self.k.laju.wilayah_lama
        kode = [d.kode_lama if x and d.kode_lama else d.kode for d, x in zip(desa, pakai_lama.tolist(), strict=True)]
        for i, (d, x) in enumerate(zip(desa, pakai_lama.tolist(), strict=True)):
            if x and d.kode_lama:
                damage.add(t.rusak, i, "wilayah_lama")
        kolom: Kolom = {
            "NIK": list(diri.nik),
            "NO_KK": [str(x) for x in t.kk[t.ke].tolist()],
            "NAMA_LGKP": list(diri.nama),
            "TMPT_LHR": [_KOTA.get(x, "SAMARINDA") for x in (o.kec_lahir[t.orang] // 10000).tolist()],
            "TGL_LHR": list(diri.lahir),
            "JENIS_KLMIN": labels(jk, (None, "LAKI-LAKI", "PEREMPUAN")),
            "STAT_HBKEL": kata.relation(t.shdk, jk, o.id[t.orang]),
            "STAT_KWN": labels(t.kawin, kata.KAWIN),
            "JENIS_PKRJN": labels(kata.work(g, t.umur, jk, t.kawin), kata.PEKERJAAN),
            "PDDK_AKH": labels(kata.schooling(g["selesai"], g["tahun_sekolah"]), kata.PENDIDIKAN),
            "ALAMAT": [k.alamat[i] for i in t.kel.tolist()],
            "NO_RT": [f"{x:03d}" for x in k.rt[t.kel].tolist()],
            "NO_RW": ["000"] * n,
            "KODE_WILAYAH": list(kode),
            "STATUS": labels(status, STATUS),
            "TGL_STATUS": tgl_status,
        }
        self.k.benar.note_persons(self.nama, self._tabel.nama, self._tabel.baris + 1, o.id[t.orang].tolist(), t.rusak)
        self._tabel.write(rows(JUDUL, kolom))
