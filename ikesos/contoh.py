"""Demo inputs of offices and surveys, so that a fresh installation has an index. Every row says that it is made up."""

from __future__ import annotations

import numpy as np
from django.db import transaction

from dtsen.accounts.models import User
from dtsen.wilayah.models import Wilayah
from ikesos.models import AnggotaInstansi, Instansi, IsianInput, StrukturVersi

SUMBER = "Isian contoh, bukan data"
RATA = {
    "KD1.1": (9, 100), "KD2.1": (17, 100), "KD6.1": (85, 100_000), "KD6.2": (22, 100_000), "PS1.1": (62, 100),
    "PS1.2": (55, 100), "PS1.3": (7, 10_000), "PS2.1": (78, 100), "PS2.2": (92, 100),
    "PS3.1": (40, 100), "PS3.4": (76, 100),
}  # fmt: skip
"""Middle of each indicator and the number it is counted per."""
RESPONDEN = 120
ANGGOTA = {"Dinas Kesehatan": "mitra", "Dinas Sosial": "petugas"}


@transaction.atomic
def fill(versi: StrukturVersi, periode: str, *, benih: int = 6402) -> int:
    """Write made-up confirmed inputs of a year for every manual indicator without any; return how many."""
    acak = np.random.default_rng(benih)
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
            bagian = float(np.clip(acak.normal(tengah, tengah * 0.18), 0, per)) / per
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
