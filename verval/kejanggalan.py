"""What is odd about a case without being wrong: told to its maker and to whoever examines it, never a refusal.

A NIK says a birth date and a sex but stays the same when those are corrected (domain §7), and a child may head a
family of orphans. Both are far more often a slip.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from dtsen.lib.nik import Nik, decode
from dtsen.registry.logic import umur_tahun
from dtsen.registry.models import Individu
from verval.models import ButirPembaruan, Pembaruan

DEWASA_TAHUN = 17
JENIS_KELAMIN = {1: "laki-laki", 2: "perempuan"}


def oddities(kasus: Pembaruan, isian: Iterable[ButirPembaruan]) -> list[str]:
    """Return sentences about the facts in `isian`, which the viewer may see, and about the operation of a case."""
    return [kata for kata in (*map(_against_nik, isian), _young_head(kasus)) if kata]


def _against_nik(butir: ButirPembaruan) -> str:
    if butir.individu is None or not butir.individu.nik:
        return ""
    kata = decode(Nik(butir.individu.nik))
    if butir.fakta == "jenis_kelamin" and butir.nilai_baru != kata.jenis_kelamin:
        return f"NIK orang ini menyebut {JENIS_KELAMIN[kata.jenis_kelamin]}. Periksa jenis kelaminnya pada KTP atau KK."
    if butir.fakta == "tanggal_lahir" and not kata.matches(date.fromisoformat(str(butir.nilai_baru))):
        return "Tanggal lahir ini berbeda dari yang disebut NIK-nya. Periksa pada akta lahir, KTP, atau KK."
    return ""


def _young_head(kasus: Pembaruan) -> str:
    pk = kasus.isi.get("kepala_baru")
    lahir = pk and Individu.objects.filter(pk=pk).values_list("tanggal_lahir", flat=True).first()
    if not lahir or (umur := umur_tahun(lahir, timezone.localdate())) >= DEWASA_TAHUN:
        return ""
    return f"Kepala keluarga yang baru berumur {umur} tahun. Periksa siapa kepalanya pada KK yang baru."
