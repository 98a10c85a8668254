"""Names of persons, normalised for matching (methods D.3.1)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GELAR = {
    "H", "HJ", "HJ.", "DRS", "DRA", "DR", "IR", "ST", "SE", "SH", "SPD", "S.PD", "SAG", "S.AG", "MM", "MSI", "M.SI",
    "S.SOS", "SSOS", "S.KOM", "SKOM", "AMD", "A.MD", "ALM", "ALMH",
}  # fmt: skip
SINGKATAN = {
    "M": "MUHAMMAD", "MUH": "MUHAMMAD", "MUHAMAD": "MUHAMMAD", "MOHAMMAD": "MUHAMMAD", "MOHAMAD": "MUHAMMAD",
    "MOCH": "MUHAMMAD", "MOCHAMAD": "MUHAMMAD", "MOCHAMMAD": "MUHAMMAD", "MOH": "MUHAMMAD", "MOHD": "MUHAMMAD",
    "MUCH": "MUHAMMAD", "MUHD": "MUHAMMAD", "MHD": "MUHAMMAD", "ABD": "ABDUL", "ABDL": "ABDUL", "AKHMAD": "AHMAD",
    "ACHMAD": "AHMAD", "ACHMAT": "AHMAD", "SITTI": "SITI", "ST": "SITI",
}  # fmt: skip
LIPATAN = (
    ("DJ", "J"),
    ("TJ", "C"),
    ("OE", "U"),
    ("SJ", "SY"),
    ("DH", "D"),
    ("KH", "H"),
    ("PH", "F"),
    ("V", "F"),
)
BUKAN_HURUF = re.compile(r"[^A-Z ]+")
GANDA = re.compile(r"(.)\1+")


def bersihkan(nama: str) -> str:
    """Return the name as Dukcapil writes it: capitals, single spaces."""
    return " ".join(nama.upper().split())


@lru_cache(maxsize=50_000)
def _lipat(kata: str) -> str:
    for lama, baru in LIPATAN:
        kata = kata.replace(lama, baru)
    if len(kata) > 1 and kata[0] == "J" and kata[1] not in "AEIOU":
        kata = "Y" + kata[1:]
    return GANDA.sub(r"\1", kata)


SESUDAH_TANDA = re.compile(r"(?<=-)[^\W\d_]|(?<=\b[DO]')[^\W\d_]")
"""The letter after a hyphen, and after the apostrophe of O' and D' (not of Ma'ruf)."""


def normalize(nama: str) -> str:
    """Return the form used for matching: no titles, old spelling folded, `MUH.`/`MOCH` written out.

    Two spellings of one name usually give one result; the result is not for display.
    """
    besar = nama.upper()
    if not besar.isascii():
        besar = unicodedata.normalize("NFKD", besar).encode("ascii", "ignore").decode()
    kata = BUKAN_HURUF.sub(" ", besar.partition(",")[0]).split()
    if len(kata) > 1:
        kata = [k for i, k in enumerate(kata) if k not in GELAR or (k == "ST" and i == 0)] or kata
    kata = [SINGKATAN.get(k, k) if len(kata) > 1 else k for k in kata]
    return " ".join(_lipat(k) for k in kata)


def sebut(nama: str) -> str:
    """Return a name as a sentence writes it: SITI MA'RUF is Siti Ma'ruf, AL-GHIFARI O'NEIL is Al-Ghifari O'Neil."""
    return SESUDAH_TANDA.sub(lambda cocok: cocok[0].upper(), " ".join(kata.capitalize() for kata in nama.split()))
