"""Counts and lists of targeting, composed from the eligibility of `verval/bansos/layak.py`; one statement each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from psycopg2 import sql

from dtsen.lib.sql import load
from verval.bansos import layak as kelayakan
from verval.bansos.penerima import latest
from verval.bansos.simulasi import SEMUA
from verval.ketepatan.hitung import Sel
from verval.models import AturanProgram, BerkasPenerima

UKURAN = {"desil": "Desil nasional", "aturan": "Seluruh aturan program"}
"""What makes somebody eligible: the desil of the rule alone, or with components, groups and exclusions."""
BOBOT = {"unit": "Keluarga atau orang", "jiwa": "Jumlah jiwa"}
LIHAT = {
    "luput": "Layak, tidak menerima",
    "bocor": "Menerima, tidak layak",
    "tepat": "Layak dan menerima",
}
KELOMPOK = {
    "perempuan": ("Kepala keluarga perempuan", "Kepala keluarga laki-laki"),
    "lansia": ("Kepala keluarga 60 tahun ke atas", "Kepala keluarga di bawah 60 tahun"),
    "kecil": ("Satu atau dua orang", "Tiga orang atau lebih"),
    "kelurahan": ("Kelurahan", "Desa"),
}
LANSIA_TAHUN = 60
SIMPAN_DETIK = 900
LINGKUP = ["dari", "sampai", "kode", "keluarga"]
"""What the policies of the database read."""
HIDUP = sql.SQL("(i.keberadaan IS NULL OR i.keberadaan IN (1, 5))")
SEMUA_KELUARGA = sql.SQL(
    "SELECT k.id AS keluarga_id, 0::bigint AS individu_id, k.kode_desa, k.status = 'aktif' AS aktif "
    "FROM registry_keluarga k"
)
SEMUA_ORANG = sql.SQL(
    "SELECT i.keluarga_id, i.id AS individu_id, k.kode_desa, k.status = 'aktif' AND {} AS aktif "
    "FROM registry_individu i JOIN registry_keluarga k ON k.id = i.keluarga_id"
).format(HIDUP)
DESIL_KELUARGA = sql.SQL(
    "SELECT c.keluarga_id, 0::bigint AS individu_id, c.desil_lama AS lolos, NULL::text AS sebab FROM ({}) c"
)
DESIL_ORANG = sql.SQL(
    "SELECT c.keluarga_id, i.id AS individu_id, c.desil_lama AS lolos, NULL::text AS sebab "
    "FROM ({}) c JOIN registry_individu i ON i.keluarga_id = c.keluarga_id"
)
ATURAN = sql.SQL(
    "SELECT p.keluarga_id, coalesce(p.individu_id, 0) AS individu_id, p.lama AS lolos, p.sebab_lama AS sebab "
    "FROM ({}) p"
)


@dataclass(slots=True)
class Hasil:
    """Cells by desa and by group; `tanpa_nominal`: recipients whose file says no amount."""

    desa: dict[str, Sel] = field(default_factory=dict)
    kelompok: dict[tuple[str, bool], Sel] = field(default_factory=dict)
    tanpa_nominal: int = 0

    def total(self, dalam: str = "") -> Sel:
        return sum((satu for kode, satu in self.desa.items() if kode.startswith(dalam)), Sel())

    def per(self, panjang: int, dalam: str = "") -> dict[str, Sel]:
        """Cells by region code of that many digits (6 kecamatan, 10 desa) inside `dalam`."""
        hasil: dict[str, Sel] = {}
        for kode, satu in sorted(self.desa.items()):
            if kode.startswith(dalam):
                hasil[kode[:panjang]] = hasil.get(kode[:panjang], Sel()) + satu
        return hasil


@dataclass(frozen=True, slots=True)
class Orang:
    """One family, or person of it, behind a number; `sebab` in words."""

    keluarga: int
    individu: int | None
    nasional: int | None
    sebab: str


def count(aturan: AturanProgram, hari: date, *, ukuran: str = "desil", bobot: str = "unit") -> Hasil:
    """Count a programme's targeting over everybody in the scope of the transaction, by desa and by group."""
    return _arranged(_counted(aturan, hari, ukuran), bobot)


def recent(aturan: AturanProgram, hari: date, *, ukuran: str = "desil", bobot: str = "unit") -> tuple[Hasil, datetime]:
    """The counts of `count` and when they were made: up to a quarter of an hour ago, for the same scope, rule, list
    of recipients and day. The scope is what the database goes by in this transaction, so nobody gets another's."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT array(SELECT current_setting('dtsen.' || n, TRUE) FROM unnest(%s) n)", [LINGKUP])
        (lingkup,) = kursor.fetchone()
    berkas = BerkasPenerima.objects.filter(program=aturan.program_id, status="diterapkan").aggregate(
        akhir=Max("diputuskan")
    )["akhir"]
    isi = repr((connection.settings_dict["NAME"], lingkup, aturan.pk, berkas, hari, ukuran))
    kunci = f"ketepatan:{hashlib.sha256(isi.encode()).hexdigest()}"
    simpan: tuple[list[list[Any]], str] | None = cache.get(kunci)
    if simpan is None:
        simpan = (_counted(aturan, hari, ukuran), timezone.now().isoformat())
        if not cache.add(kunci, simpan, SIMPAN_DETIK):  # another process was first: everybody reads the same time
            simpan = cache.get(kunci) or simpan
    return _arranged(simpan[0], bobot), datetime.fromisoformat(simpan[1])


def _counted(aturan: AturanProgram, hari: date, ukuran: str) -> list[list[Any]]:
    """Rows of `count.sql`; sums that PostgreSQL gives as numeric become floats, so that JSON can keep them."""
    dasar, isi = _base(aturan, hari, ukuran)
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "count")).format(dasar=dasar), isi)
        return [[float(n) if isinstance(n, Decimal) else n for n in baris] for baris in kursor.fetchall()]


def _arranged(semua: list[list[Any]], bobot: str) -> Hasil:
    hasil = Hasil()
    for kelompok, nilai, *angka, tanpa in semua:
        unit, jiwa, uang = angka[:4], angka[4:8], angka[8:]
        berat = jiwa if bobot == "jiwa" else unit
        cacah = (float(unit[0]), float(unit[1]), float(unit[2])) if bobot == "jiwa" else None
        tepat, luput, bocor, lain, uang_tepat, uang_bocor = map(float, (*berat, *uang))
        sel = Sel(tepat, luput, bocor, lain, uang_tepat, uang_bocor, cacah)
        if kelompok == "desa":
            hasil.desa[nilai] = sel
            hasil.tanpa_nominal += tanpa
            kunci = ("kelurahan", nilai[6] == "1")
        else:
            kunci = (kelompok, nilai == "true")
        hasil.kelompok[kunci] = hasil.kelompok.get(kunci, Sel()) + sel
    return hasil


def behind(
    aturan: AturanProgram,
    hari: date,
    lihat: str,
    *,
    ukuran: str = "desil",
    rentang: tuple[str, str] = SEMUA,
    lewati: int = 0,
    banyak: int = 50,
) -> list[Orang]:
    """One page of those whom a number of `LIHAT` counts, by desa and id, each with why."""
    dasar, isi = _base(aturan, hari, ukuran)
    isi |= {
        "layak": lihat != "bocor",
        "menerima": lihat != "luput",
        "dari": rentang[0],
        "sampai": rentang[1],
        "lewati": lewati,
        "banyak": banyak,
    }
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "list")).format(dasar=dasar), isi)
        return [
            Orang(keluarga, individu, nasional, _reason(aturan, lihat, nasional, aktif, sebab, tercatat))
            for keluarga, individu, nasional, aktif, sebab, tercatat in kursor.fetchall()
        ]


def counted(
    aturan: AturanProgram, hari: date, lihat: str, keluarga: Iterable[int], *, ukuran: str = "desil"
) -> set[int]:
    """Of these families, those that a number of `LIHAT` counts."""
    dasar, isi = _base(aturan, hari, ukuran)
    isi |= {"layak": lihat != "bocor", "menerima": lihat != "luput", "keluarga": list(keluarga)}
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "among")).format(dasar=dasar), isi)
        return {pk for (pk,) in kursor.fetchall()}


def receiving(aturan: AturanProgram, keluarga: Iterable[int]) -> set[int]:
    """Of these families, those that receive the programme in its newest month."""
    bulan = latest().get(aturan.program_id, "")
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "receiving"), {
            "program": aturan.program_id, "bulan": bulan, "keluarga": list(keluarga),
        })  # fmt: skip
        return {pk for (pk,) in kursor.fetchall()}


def _base(aturan: AturanProgram, hari: date, ukuran: str) -> tuple[sql.Composable, dict[str, Any]]:
    orang = aturan.unit == "individu"
    putusan, isi = kelayakan.assessment(aturan, aturan, hari, hari)
    if ukuran == "aturan":
        layak = ATURAN.format(putusan)
    else:
        calon = sql.SQL(load(kelayakan.__file__, "candidate_families"))
        layak = (DESIL_ORANG if orang else DESIL_KELUARGA).format(calon)
    dasar = sql.SQL(load(__file__, "base")).format(
        semua=SEMUA_ORANG if orang else SEMUA_KELUARGA,
        layak=layak,
        jiwa=sql.SQL("1") if orang else sql.SQL("o.jiwa"),
        kunci=sql.SQL("n.individu_id") if orang else sql.SQL("0::bigint"),
        bernama=sql.SQL("n.individu_id IS NOT NULL") if orang else sql.SQL("TRUE"),
    )
    return dasar, isi | {"lansia": kelayakan.years_before(hari, LANSIA_TAHUN)}


def _reason(aturan: AturanProgram, lihat: str, nasional: int | None, aktif: bool, sebab: str, tercatat: bool) -> str:
    if lihat == "tepat":
        return "Layak dan menerima"
    if lihat == "luput":
        return "Tercatat, tetapi dikeluarkan dari daftar" if tercatat else "Tidak ada pada daftar penerima"
    if not aktif:
        return "Keluarga atau orang ini tidak aktif lagi"
    if nasional is None:
        return "Belum ada desil nasional"
    if not aturan.desil_min <= nasional <= aturan.desil_maks:
        return f"Desil nasional {nasional}, aturan {aturan.rentang}"
    return {
        "komponen": "Tidak ada komponen yang dihitung aturan",
        "larangan": "Ada anggota dari kelompok yang tidak layak",
        "pengecualian": "Dikecualikan",
    }.get(sebab, "Tanpa kepala keluarga atau NIK")
