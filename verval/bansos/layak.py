"""Eligibility of everybody at once: the rules of verval/kelayakan/ as one statement for two rules side by side.

`assessment(lama, baru)` composes the statement that lists, errors of targeting and simulation read; `eligible` runs
it for one rule. Conditions of a rule are data (`verval/syarat.py`): column names come from the table of facts, values
are quoted by psycopg2. What a month's proposals stand in the way of is not asked. tests/verval/test_layak.py compares
it with `kelayakan.assess` family by family.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg2 import sql

from dtsen.lib.sql import load
from dtsen.registry.fakta import INDIVIDU, TEKS
from dtsen.registry.models import DesilResmi
from verval.bansos.penerima import latest
from verval.hasil_kelayakan import against
from verval.models import AturanProgram, KomponenAturan
from verval.models.program import SIAPA
from verval.syarat import Syarat

YA, TIDAK = sql.SQL("TRUE"), sql.SQL("FALSE")
SATUAN = {"keluarga": "assess_families", "individu": "assess_persons"}


@dataclass(frozen=True, slots=True)
class Layak:
    """A family, or a person of it, that fulfils a rule; `menerima`: the family receives the programme now."""

    keluarga: int
    individu: int | None
    kode_desa: str
    nasional: int
    menerima: bool


def eligible(aturan: AturanProgram, hari: date) -> list[Layak]:
    """Everybody in the scope of the transaction who fulfils a rule on a day, by desa and id."""
    pernyataan, isi = assessment(aturan, aturan, hari, hari)
    with connection.cursor() as kursor:
        kursor.execute(sql.SQL(load(__file__, "list_eligible")).format(putusan=pernyataan), isi)
        return [Layak(*baris) for baris in kursor.fetchall()]


def assessment(
    lama: AturanProgram, baru: AturanProgram, hari_lama: date, hari_baru: date, calon: str = ""
) -> tuple[sql.Composable, dict[str, Any]]:
    """Return (a SELECT with `keluarga_id, individu_id, kode_desa, nasional, menerima, lama, baru, sebab_lama,
    sebab_baru`, its parameters). Both rules are of one programme and unit; ValueError otherwise.

    `calon` is another statement than `candidate_families` for whom to look at, with the same columns.
    """
    if (lama.program_id, lama.unit) != (baru.program_id, baru.unit):
        raise ValueError("dua aturan dari program atau satuan yang berbeda")
    ungkapan = {
        "komponen_lama": component(lama, hari_lama),
        "komponen_baru": component(baru, hari_baru),
        **{f"{siapa}_lama": groups(lama, siapa) for siapa in SIAPA},
        **{f"{siapa}_baru": groups(baru, siapa) for siapa in SIAPA},
    }
    syarat, kolom = _once(ungkapan)
    orang = sql.SQL(load(__file__, "candidate_persons")).format(
        calon=sql.SQL(calon or load(__file__, "candidate_families")), syarat=syarat
    )
    pernyataan = sql.SQL(load(__file__, SATUAN[lama.unit])).format(
        orang=orang, kecuali=sql.SQL(load(__file__, "excluded")).format(), **kolom
    )
    isi = {
        "program": lama.program_id,
        "bulan": latest().get(lama.program_id, ""),
        "hari_lama": hari_lama,
        "hari_baru": hari_baru,
    }
    if not calon:
        isi |= newest_desil()
    for nama, satu in (("lama", lama), ("baru", baru)):
        isi |= {f"min_{nama}": satu.desil_min, f"maks_{nama}": satu.desil_maks, f"tahan_{nama}": satu.histeresis}
        isi[f"menolak_{nama}"] = against(satu)
    return pernyataan, isi


def newest_desil() -> dict[str, Any]:
    """The newest version of the official desil in the scope of the transaction (`tanggal`, `versi`), and the active
    families that are not in it (`terlewat`) with the last desil they had (`desil_terlewat`)."""
    terbaru = DesilResmi.objects.order_by("-tanggal", "-versi").values_list("tanggal", "versi").first()
    isi: dict[str, Any] = dict(zip(("tanggal", "versi"), terbaru or (None, None), strict=True))
    with connection.cursor() as kursor:
        kursor.execute(load(__file__, "late_desil"), isi)
        terlewat = kursor.fetchall()
    return isi | {"terlewat": [k for k, _ in terlewat], "desil_terlewat": [desil for _, desil in terlewat]}


def _once(ungkapan: dict[str, sql.Composable]) -> tuple[sql.Composable, dict[str, sql.Composable]]:
    """(columns for `candidate_persons`, name of a condition -> how the verdict names it): each condition is worked out
    once for a person, also where both rules or several of their parts ask the same."""
    beda: list[sql.Composable] = []
    nama: dict[str, sql.Composable] = {}
    for kunci, satu in ungkapan.items():
        if satu in (YA, TIDAK):
            nama[kunci] = satu
            continue
        if satu not in beda:
            beda.append(satu)
        nama[kunci] = sql.SQL("i.{}").format(sql.Identifier(f"syarat_{beda.index(satu)}"))
    kolom = [sql.SQL(", {} AS {}").format(satu, sql.Identifier(f"syarat_{nomor}")) for nomor, satu in enumerate(beda)]
    return sql.Composed(kolom), nama


def component(aturan: AturanProgram, hari: date) -> sql.Composable:
    """Whether a person `i` is one of the components of a rule on a day; TRUE for a rule without any."""
    komponen = list(aturan.komponen.all())
    return _any(component_of(satu, hari) for satu in komponen) if komponen else YA


def groups(aturan: AturanProgram, siapa: str) -> sql.Composable:
    """Whether a person `i` is of a group that the rule refuses and looks for in `siapa`."""
    return condition([pilihan for satu in aturan.larangan.all() if satu.siapa == siapa for pilihan in satu.syarat])


def condition(syarat: Syarat) -> sql.Composable:
    """The alternatives of a condition on a person `i`: `syarat.met` in SQL.

    Alternatives that ask for one and the same fact alone become one look at it: texts are dear.
    """
    tunggal: dict[str, list[Any]] = {}
    bagian: list[sql.Composable] = []
    for pilihan in syarat:
        if len(pilihan) == 1:
            ((nama, nilai),) = pilihan.items()
            tunggal.setdefault(nama, []).extend(nilai)
        else:
            dan = sql.SQL(" AND ").join(_among(nama, nilai) for nama, nilai in pilihan.items())
            bagian.append(sql.SQL("({})").format(dan))
    return _any([*(_among(nama, nilai) for nama, nilai in tunggal.items()), *bagian])


def component_of(satu: KomponenAturan, hari: date) -> sql.Composable:
    """Whether a person `i` is this component on a day; never NULL."""
    bagian: list[sql.Composable] = []
    if satu.usia_min is not None:
        bagian.append(sql.SQL("i.tanggal_lahir <= {}").format(sql.Literal(years_before(hari, satu.usia_min))))
    if satu.usia_maks is not None:
        bagian.append(sql.SQL("i.tanggal_lahir > {}").format(sql.Literal(years_before(hari, satu.usia_maks + 1))))
    if not satu.usia_min and (satu.usia_min == 0 or satu.usia_maks is not None):
        # A birth date after the day is no age at all.
        bagian.append(sql.SQL("i.tanggal_lahir <= {}").format(sql.Literal(hari)))
    if satu.syarat:
        bagian.append(condition(satu.syarat))
    return sql.SQL("coalesce({}, FALSE)").format(sql.SQL(" AND ").join(bagian))


def _among(nama: str, nilai: Iterable[int] | Iterable[str]) -> sql.Composable:
    fakta = INDIVIDU[nama]
    kolom, daftar = sql.SQL("i.{}").format(sql.Identifier(nama)), sql.Literal(list(nilai))
    if fakta.jenis != TEKS:
        return sql.SQL("coalesce({} = ANY ({}), FALSE)").format(kolom, daftar)
    # Capitals and single spaces, as `syarat._words` reads them; an expression over spaces only where there are two.
    return sql.SQL(
        "(CASE WHEN strpos({0}, '  ') > 0 THEN upper(btrim(regexp_replace({0}, ' +', ' ', 'g'))) "
        'ELSE upper(btrim({0}) COLLATE "C") END = ANY ({1}))'
    ).format(kolom, daftar)


def _any(bagian: Iterable[sql.Composable]) -> sql.Composable:
    semua = list(bagian)
    return sql.SQL("({})").format(sql.SQL(" OR ").join(semua)) if semua else TIDAK


def years_before(hari: date, tahun: int) -> date:
    """The last day of birth of people who are that old; 29 February counts as 28 in other years."""
    try:
        return hari.replace(year=hari.year - tahun)
    except ValueError:
        return hari.replace(year=hari.year - tahun, day=28)
