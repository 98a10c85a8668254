"""Passwords: hard to guess, and of one account only."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

if TYPE_CHECKING:
    from dtsen.accounts.models import User

MUDAH_DITEBAK = "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan, misalnya empat kata acak."
NILAI_TERENDAH = 3
"""Of zxcvbn's 0 to 4: "safely unguessable", about 10^8 guesses and more."""
SISA_TERPENDEK = 8
"""Letters and digits that must be left beside the words of the field."""
TERPANJANG = 72
"""Letters that zxcvbn looks at; its time grows with the square of the length."""
KATA_BIDANG = (
    "dtsen", "dtks", "dinsos", "dinas", "sosial", "kukar", "kutai", "kartanegara", "tenggarong", "mahakam", "regsosek",
    "bansos", "bantuan", "verval", "ikesos", "keluarga", "operator", "desa", "bupati", "dukcapil", "kemensos",
    "sandi", "rahasia", "katasandi", "indonesia",
)  # fmt: skip
BIAYA = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
if settings.MODE == "uji":
    BIAYA = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def fingerprint(sandi: str, guna: str = "sandi") -> str:
    """Return 43 letters that are equal for equal words of one use: argon2id with a salt that only SECRET_KEY yields.

    Whoever has the table alone cannot try words against it; with the key each guess costs an argon2id.
    """
    garam = hmac.digest(settings.SECRET_KEY.encode(), f"dtsen.sidik.{guna}".encode(), hashlib.sha256)
    mentah = hash_secret_raw(sandi.encode(), garam, hash_len=32, type=Type.ID, **BIAYA)
    return base64.urlsafe_b64encode(mentah).decode().rstrip("=")


class TidakMudahDitebak:
    """zxcvbn, told the words of this field and of the person."""

    def validate(self, sandi: str, user: User | None = None) -> None:
        milik = [user.username, user.nama, user.email] if user is not None else []
        kata = [potong for isi in milik for potong in isi.replace("@", " ").replace(".", " ").split()]
        dikenal = [satu.lower() for satu in (*KATA_BIDANG, *milik, *kata) if len(satu) >= 4]
        nilai = zxcvbn(sandi[:TERPANJANG], user_inputs=dikenal)["score"]
        if nilai < NILAI_TERENDAH or _only_known_words(sandi, dikenal):
            raise ValidationError(MUDAH_DITEBAK, code="mudah_ditebak")

    def get_help_text(self) -> str:
        return "Beberapa kata yang tidak berhubungan lebih kuat daripada satu kata dengan angka."


def _only_known_words(sandi: str, dikenal: list[str]) -> bool:
    """Whether little is left of a password without the words of the field: zxcvbn thinks a row of words strong."""
    sisa = sandi.lower()
    for kata in sorted(dikenal, key=len, reverse=True):
        sisa = sisa.replace(kata, "")
    return sisa != sandi.lower() and sum(huruf.isalnum() for huruf in sisa) < SISA_TERPENDEK


class TidakDipakaiBersama:
    """No two accounts with one password; the answer is that of a password which is easy to guess.

    Demo accounts share the printed one.
    """

    def validate(self, sandi: str, user: User | None = None) -> None:
        if user is None or user.demo:
            return
        if user.__class__.objects.filter(sidik_sandi=fingerprint(sandi)).exclude(pk=user.pk).exists():
            raise ValidationError(MUDAH_DITEBAK, code="mudah_ditebak")

    def get_help_text(self) -> str:
        return ""
