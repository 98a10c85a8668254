"""The named cast: the people and families that tests speak about, in every template database.

Usernames are those of the demo (`operator.perian`, `verifikator` ...), one for every peran.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password

from dtsen.accounts import dua_faktor
from dtsen.accounts.models import Penugasan, User
from dtsen.accounts.peran import PERAN

SANDI = "kata-sandi-uji"
RAHASIA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""TOTP secret of everybody whose peran asks for a second factor."""
PERIAN = "6402012001"  # Muara Muntai, desa
MELAYU = "6402061005"  # Tenggarong, kelurahan
KUKAR = "6402"
PENGGUNA = {
    "operator.perian": ("operator_desa", PERIAN),
    "operator.melayu": ("operator_desa", MELAYU),
    "kades.perian": ("kades", PERIAN),
    "pendamping.perian": ("pendamping", PERIAN),
    "petugas": ("petugas_dinsos", KUKAR),
    "verifikator": ("verifikator", KUKAR),
    "kepala": ("kepala_opd", KUKAR),
    "bupati": ("pengesah_bupati", KUKAR),
    "admin": ("admin", KUKAR),
    "mitra": ("opd_mitra", KUKAR),
    "auditor": ("auditor", KUKAR),
    "pimpinan": ("pimpinan", KUKAR),
    "dpo": ("dpo", KUKAR),
}


def user(nama: str) -> User:
    return User.objects.get(username=nama)


def kode() -> str:
    """What the app on the telephone of such a person shows now."""
    return dua_faktor.code_now(RAHASIA)


def create() -> None:
    """In bulk: the trail of the template stays empty."""
    orang = User.objects.bulk_create(
        User(username=nama, password=make_password(SANDI), nama=f"Uji {nama}") for nama in PENGGUNA
    )
    Penugasan.objects.bulk_create(
        Penugasan(user=satu, peran=peran, wilayah_id=wilayah, mulai=date(2026, 1, 1))
        for satu, (peran, wilayah) in zip(orang, PENGGUNA.values(), strict=True)
    )
    for satu, (peran, _) in zip(orang, PENGGUNA.values(), strict=True):
        if PERAN[peran].dua_faktor:
            dua_faktor.put(satu, RAHASIA)
