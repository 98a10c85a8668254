"""The truth itself: families and persons as they are on the reference day, and those who left or died since 2019."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dtsen.registry.synthetic import welfare
from dtsen.registry.synthetic.config import MU_KONSUMSI, SELAMANYA, SIGMA_KONSUMSI, Bulat
from dtsen.registry.synthetic.damage import Sel
from dtsen.registry.synthetic.families import KEPALA
from dtsen.registry.synthetic.population import TINGGAL, Penduduk
from dtsen.registry.synthetic.regions import Desa
from dtsen.registry.synthetic.writers import TabelCsv

KELUARGA = (
    "keluarga_id_benar", "kode_desa", "nomor_kk", "nomor_kk_lama", "rt", "nik_kepala", "nama_kepala", "jumlah_anggota",
    "log_konsumsi", "desil_nasional_benar", "desil_kabupaten_benar", "status", "keluarga_induk", "tanggal_pecah",
    "kode_desa_asal", "tanggal_pindah",
)  # fmt: skip
INDIVIDU = (
    "id_benar", "keluarga_id_benar", "nik", "nama", "tanggal_lahir", "jenis_kelamin", "status_hubungan_keluarga",
    "status_kawin", "status", "tanggal_status",
)  # fmt: skip


STATUS = ("AKTIF", "MENINGGAL", "PINDAH")


def _tanggal(hari: Bulat) -> list[Sel]:
    ada = (hari > 0) & (hari < SELAMANYA)
    teks = np.datetime_as_string(np.where(ada, hari, 0).astype("datetime64[D]")).tolist()
    return [str(x) if a else None for x, a in zip(teks, ada.tolist(), strict=True)]


class Kebenaran:
    """Writer of kebenaran_keluarga.csv and kebenaran_individu.csv."""

    def __init__(self, folder: Path) -> None:
        self._keluarga = TabelCsv(folder / "kebenaran_keluarga.csv", KELUARGA)
        self._individu = TabelCsv(folder / "kebenaran_individu.csv", INDIVIDU)

    def close(self) -> None:
        self._keluarga.close()
        self._individu.close()

    def add(self, p: Penduduk, semua: list[Desa]) -> None:
        k, o = p.keluarga, p.orang
        n = len(k.id)
        hidup = (o.sebab == TINGGAL) & k.ada_kini[o.kel]
        jumlah = np.bincount(o.kel[hidup], minlength=n)
        kepala = np.zeros(n, dtype=np.int64)
        baris = np.flatnonzero((o.shdk == KEPALA) & ((o.sebab == TINGGAL) | ~k.ada_kini[o.kel]))
        kepala[o.kel[baris[::-1]]] = baris[::-1]
        induk = np.where(k.induk >= 0, k.id[np.maximum(k.induk, 0)], -1)
        lahir = np.datetime_as_string(o.hari_lahir.astype("datetime64[D]")).tolist()
        kolom_keluarga: list[Sequence[Sel]] = [
            k.id.tolist(),
            [p.desa.kode] * n,
            k.kk.tolist(),
            k.kk_lama.tolist(),
            [f"{x:03d}" for x in k.rt.tolist()],
            o.nik[kepala].tolist(),
            [o.nama[i] for i in kepala.tolist()],
            jumlah.tolist(),
            [f"{x:.5f}" for x in (MU_KONSUMSI + SIGMA_KONSUMSI * k.z).tolist()],
            welfare.desil(k.z, welfare.BATAS_NASIONAL).tolist(),
            welfare.desil(k.z, welfare.BATAS_KABUPATEN).tolist(),
            ["AKTIF" if x else "PINDAH" for x in k.ada_kini.tolist()],
            [x if x >= 0 else None for x in induk.tolist()],
            _tanggal(k.hari_pecah),
            [semua[i].kode if i >= 0 else None for i in k.asal.tolist()],
            _tanggal(np.where(k.ada_kini, k.hari_pindah, k.hari_pergi)),
        ]
        kolom_orang: list[Sequence[Sel]] = [
            o.id.tolist(),
            k.id[o.kel].tolist(),
            o.nik.tolist(),
            o.nama,
            [str(x) for x in lahir],
            o.jk.tolist(),
            o.shdk.tolist(),
            o.kawin.tolist(),
            [STATUS[s] for s in o.sebab.tolist()],
            _tanggal(o.hari_keluar),
        ]
        self._keluarga.write(zip(*kolom_keluarga, strict=True))
        self._individu.write(zip(*kolom_orang, strict=True))
