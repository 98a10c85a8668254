"""Demo inputs of offices and surveys, so that a fresh installation has an index. Every row says that it is made up."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import connection, transaction

from dtsen.accounts.models import User
from dtsen.lib.periode import Periode
from dtsen.lib.sql import load
from dtsen.registry import lingkup
from dtsen.wilayah.cakupan import Bagian, Cakupan
from dtsen.wilayah.models import Wilayah
from ikesos.models import AnggotaInstansi, Instansi, IsianInput, StrukturVersi
from ikesos.sebaran import newest_version

SUMBER = "Isian contoh, bukan data"
RATA = {
    "KD1.1": (9, 100), "KD2.1": (17, 100), "KD6.1": (85, 100_000), "KD6.2": (22, 100_000), "PS1.1": (62, 100),
    "PS1.2": (55, 100), "PS1.3": (7, 10_000), "PS2.1": (78, 100), "PS2.2": (92, 100),
    "PS3.1": (40, 100), "PS3.4": (76, 100),
}  # fmt: skip
"""Middle of each indicator and the number it is counted per."""
RESPONDEN = 120
BENIH = 6402
ANGGOTA = {"Bappeda": "mitra", "Dinas Sosial": "petugas"}


@transaction.atomic
def fill(versi: StrukturVersi, periode: str, *, benih: int = BENIH, geser: float = 0.0) -> int:
    """Write made-up confirmed inputs of a year or quarter for every manual indicator without any; return how many.

    `geser`: how much worse than the middle, as a share; another `benih` moves each region a little by itself.
    """
    acak, goyang = np.random.default_rng(BENIH), np.random.default_rng(benih)
    baris: list[IsianInput] = []
    for satu in versi.simpul.filter(sumber="M").prefetch_related("butir").order_by("kode"):
        if (
            satu.kode not in RATA
            or IsianInput.objects.filter(butir__startswith=f"{satu.kode}.", periode=periode).exists()
        ):
            continue
        jenis = ("kabupaten", "kota") if satu.wilayah_terendah == "kabupaten" else ("kecamatan",)
        for wilayah in Wilayah.objects.filter(jenis__in=jenis).order_by("kode"):
            tengah, per = RATA[satu.kode]
            lain = 1.0 if benih == BENIH else 1 - geser * (satu.arah or 1) + float(goyang.normal(0, geser / 4))
            bagian = float(np.clip(acak.normal(tengah, tengah * 0.18) * lain, 0, per)) / per
            penyebut = _denominator(satu.kode, per, wilayah)
            isi = (
                {"a": round(bagian * penyebut), "b": penyebut}
                if satu.butir.count() > 1
                else {"a": round(100 * bagian, 1)}
            )
            baris += [
                IsianInput(
                    wilayah=wilayah, periode=periode, butir=f"{satu.kode}.{huruf}", nilai=nilai, sumber=SUMBER,
                    status="dikonfirmasi", contoh=True, sampel=penyebut if satu.survei else None,
                )
                for huruf, nilai in isi.items()
            ]  # fmt: skip
    IsianInput.objects.bulk_create(baris)
    return len(baris)


def older_desil(periode: Periode) -> None:
    """Write the made-up official desil of an earlier quarter, where there is only the one of today."""
    kode = Wilayah.objects.filter(jenis__in=("kabupaten", "kota")).order_by("kode").values_list("kode", flat=True)[0]
    resmi = newest_version(kode)
    if resmi is None or resmi.tanggal <= periode.selesai:
        return
    dari, sampai = Bagian(kode).rentang
    isi: dict[str, Any] = {"versi": periode.kode, "tanggal": periode.mulai, "dasar": SUMBER, "asal": resmi.versi}
    with lingkup.within(Cakupan.of([kode])), connection.cursor() as kursor:
        kursor.execute(load(__file__, "insert_desil_contoh"), isi | {"dari": dari, "sampai": sampai})


def join_offices() -> None:
    """Let the demo accounts fill in for an office, where they are there."""
    for nama, akun in ANGGOTA.items():
        user, instansi = User.objects.filter(username=akun).first(), Instansi.objects.filter(nama=nama).first()
        if user is not None and instansi is not None:
            AnggotaInstansi.objects.get_or_create(instansi=instansi, user=user)


def _denominator(kode: str, per: int, wilayah: Wilayah) -> int:
    if kode in ("PS1.2", "PS2.2", "PS3.1"):
        return wilayah.anak.count()
    if kode in ("PS1.1", "PS2.1"):
        return RESPONDEN
    if kode == "KD1.1":
        return 800
    return 1_200 if per == 100 else 20_000 + 100 * (int(wilayah.kode) % 97)
