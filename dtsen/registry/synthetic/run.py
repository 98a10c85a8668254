"""One run: desa by desa, people are drawn, seen by each source, spoiled and written; no more than a desa is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dtsen.registry.synthetic import numbers, population, potret, regions
from dtsen.registry.synthetic.config import CAKUPAN, TANGGAL, Opsi, hari
from dtsen.registry.synthetic.population import TINGGAL, Penduduk
from dtsen.registry.synthetic.sources.base import Konteks, Sumber, Truth
from dtsen.registry.synthetic.sources.dtks import Dtks
from dtsen.registry.synthetic.sources.dtsen import Dtsen
from dtsen.registry.synthetic.sources.dukcapil import Dukcapil
from dtsen.registry.synthetic.sources.p3ke import P3ke
from dtsen.registry.synthetic.sources.regsosek import Regsosek
from dtsen.registry.synthetic.truth import Kebenaran

SUMBER: tuple[type[Sumber], ...] = (Dtks, Regsosek, P3ke, Dtsen, Dukcapil)


@dataclass(slots=True)
class Ringkasan:
    """What a run made."""

    keluarga: int = 0
    jiwa: int = 0
    desa: int = 0


def generate(opsi: Opsi, folder: Path, *, xlsx: bool, lapor: Callable[[str], None]) -> Ringkasan:
    """Write the sources and the truth into `folder`; equal `opsi` give equal bytes. `lapor` gets progress lines."""
    semua = regions.read()
    jatah = regions.apportion(semua, opsi.keluarga)
    seri, lebar = numbers.blocks(semua)
    benar, asli = Truth.open(folder / "kebenaran"), Kebenaran(folder / "kebenaran")
    sumber = [kelas(Konteks(folder, xlsx, semua, opsi.laju[kelas.nama], benar)) for kelas in SUMBER]
    hasil = Ringkasan()
    id_keluarga = id_orang = 1
    kecamatan = ""
    for desa in semua:
        n = int(jatah[desa.urut])
        if desa.nama_kecamatan != kecamatan:
            kecamatan = desa.nama_kecamatan
            lapor(f"{desa.kecamatan} {kecamatan}: mulai setelah {hasil.keluarga} keluarga, {hasil.jiwa} jiwa")
        if n == 0:
            continue
        awal = population.Awal(id_keluarga, id_orang, int(seri[desa.urut]), int(lebar[desa.urut]))
        p = population.draw(desa, n, seed=opsi.seed, total=opsi.keluarga, semua=semua, awal=awal)
        asli.add(p, semua)
        for ke, satu in enumerate(sumber):
            _look(p, satu, np.random.default_rng([opsi.seed, opsi.keluarga, desa.urut, 1 + ke]))
        id_keluarga += len(p.keluarga.id)
        id_orang += len(p.orang.id)
        hasil.keluarga += n
        hasil.jiwa += int(((p.orang.sebab == TINGGAL) & p.keluarga.ada_kini[p.orang.kel]).sum())
        hasil.desa += 1
    for satu in sumber:
        satu.close()
    benar.close()
    asli.close()
    return hasil


def _look(p: Penduduk, sumber: Sumber, rng: np.random.Generator) -> None:
    terliput = sumber.covered(rng, p, CAKUPAN[sumber.nama])
    gambar = potret.take(rng, p, hari(TANGGAL[sumber.nama]), terliput, sumber.k.laju, semua=sumber.semua_orang)
    if len(gambar.orang):
        sumber.add(rng, gambar)
