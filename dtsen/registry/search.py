"""Looking someone up by NIK, No KK or name: the one use case behind the page, the API and the command."""

from __future__ import annotations

from dataclasses import dataclass

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.nama import normalize
from dtsen.lib.nik import parse_kk, parse_nik
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.cakupan import Cakupan

TERBANYAK = 50
"""Rows: whoever gets more should add a word of the name."""
HURUF_TERPENDEK = 3


class CariSalah(Ditolak):
    """A search that cannot be run; `kode` in `kosong | terlalu_banyak_cara | nama_pendek`."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """What was found: at most TERBANYAK persons, and whether there are more."""

    orang: list[Individu]
    masih_ada: bool


def search(cakupan: Cakupan, *, pelaku: User, nik: str = "", kk: str = "", nama: str = "") -> Temuan:
    """Return the persons inside the scope by exactly one of NIK, No KK and name; leaves a line in the trail.

    Persons are as `pelaku` may see them (see perlindungan.py). By name no protected child is found: the answer would
    confirm the name that was asked for.

    Raises NomorSalah (not a NIK or No KK) or CariSalah.
    """
    cara = [(jenis, teks.strip()) for jenis, teks in (("nik", nik), ("kk", kk), ("nama", nama)) if teks.strip()]
    if not cara:
        raise CariSalah("kosong", "Isi NIK, No KK, atau nama.")
    if len(cara) > 1:
        raise CariSalah("terlalu_banyak_cara", "Isi salah satu saja: NIK, No KK, atau nama.")
    jenis, teks = cara[0]
    if jenis == "nik":
        temuan = Individu.objects.cari_nik(cakupan, parse_nik(teks))
    elif jenis == "kk":
        temuan = Individu.objects.cari_kk(cakupan, parse_kk(teks))
    else:
        if len(normalize(teks).replace(" ", "")) < HURUF_TERPENDEK:
            raise CariSalah("nama_pendek", _too_short(teks))
        temuan = Individu.objects.cari_nama(cakupan, teks, TERBANYAK + 1)
    orang = list(temuan[: TERBANYAK + 1])
    masih_ada = len(orang) > TERBANYAK
    tabir = Tabir.of(pelaku, [o.keluarga for o in orang])
    terlihat = [tabir.person(o) for o in orang[:TERBANYAK] if jenis != "nama" or not tabir.hides(o)]
    audit.record(
        pelaku=pelaku,
        aksi="warga.cari",
        rincian={"cara": jenis, "jumlah": len(terlihat)},
        keluarga=(o.keluarga_id for o in terlihat),
        individu=(o.pk for o in terlihat),
    )
    return Temuan(terlihat, masih_ada)


def _too_short(teks: str) -> str:
    """Doubled letters count once in a search, so "Aas" is short although it has three."""
    if sum(huruf.isalpha() for huruf in teks) < HURUF_TERPENDEK:
        return f"Tulis sedikitnya {HURUF_TERPENDEK} huruf nama."
    return "Nama itu terlalu pendek untuk dicari. Tambahkan kata dari namanya, atau pakai NIK."
