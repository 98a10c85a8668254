"""The report of a run: shares, tie groups on the edges, movement, drift, and nine named checks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connections

from dtsen.lib.sql import load
from dtsen.lib.tampil import angka, persen
from dtsen.ranking import model_files, scoring
from dtsen.ranking.models import Run
from dtsen.ranking.stats.scorecard import read_model

TANPA_SKOR_MAKS = 0.20
"""Largest share of families without a score."""
TEPI_MAKS = 0.05
"""Largest share of the weight that one group of equal scores on an edge may hold."""
PINDAH_MAKS = 0.40
"""Largest share of families, ranked both times, that change desil."""
GESER_MAKS = 100_000
"""Largest shift of the mean score (micro ln rupiah) against the last published ranking of the same model."""


@dataclass(frozen=True, slots=True)
class Periksa:
    """One named check with what was found and what is asked."""

    kode: str
    label: str
    lulus: bool
    nilai: str
    syarat: str


def fingerprint(beku_id: int) -> tuple[int, int, str]:
    """Return (families, persons, hash) of a frozen input; the hash knows no order of rows."""
    keluarga, jiwa, silang = _rows("hash_inputs", {"beku": beku_id})[0]
    sidik = hashlib.sha256(f"{keluarga}:{jiwa}:{silang}".encode()).hexdigest()
    return int(keluarga), int(jiwa), sidik


def mean_points(run: Run) -> dict[str, int]:
    """Return the weighted mean points of each variable of the model among scored families."""
    model = read_model(run.model.isi)
    isi = {"run": run.pk, "beku": run.beku_id, **scoring.point_parameters(model)}
    rerata: dict[str, int | None] = json.loads(_rows("mean_points", isi)[0][0])
    return {v.kode: int(rerata[v.kode] or 0) for v in model.variabel}


def report(run: Run, sebelum: Run | None) -> dict[str, Any]:
    """Return the report that is stored on the run; `lulus` when every check passes."""
    kelompok = _rows("report_groups", {"run": run.pk})
    berskor = [baris for baris in kelompok if baris[0] is not None]
    tanpa = {alasan or "?": int(n) for desil, alasan, n, *_ in kelompok if desil is None}
    keluarga = sum(int(baris[2]) for baris in kelompok)
    bobot = sum(int(baris[3]) for baris in berskor)
    bagian = _shares(berskor, bobot)
    tepi = [
        {"k": k, "skor": s, "bobot": int(w), "keluarga": int(n)}
        for k, s, w, n in _rows("report_edges", {"run": run.pk})
    ]
    pindah = _movement(_rows("report_movement", {"run": run.pk}))
    rerata = round(sum(int(baris[6]) for baris in berskor) / bobot) if bobot else None
    lama = sebelum.laporan.get("rerata_skor") if sebelum else None
    pemeriksaan = [
        *_faults(run),
        _shares_check(bagian, tepi, bobot),
        _edges_check(tepi, bobot),
        _unscored_check(sum(tanpa.values()), keluarga),
        _churn_check(pindah, run, sebelum),
        _drift_check(rerata, lama, run, sebelum),
        _input_check(run),
    ]
    return {
        "sebelum": {"run": sebelum.pk, "periode": sebelum.periode} if sebelum else None,
        "keluarga": keluarga,
        "jiwa": run.beku.jumlah_jiwa if run.beku else 0,
        "berskor": keluarga - sum(tanpa.values()),
        "bobot": bobot,
        "tanpa_skor": tanpa,
        "bagian": bagian,
        "tepi": tepi,
        "perpindahan": pindah,
        "rerata_skor": rerata,
        "rerata_skor_sebelumnya": lama,
        "pemeriksaan": [asdict(satu) for satu in pemeriksaan],
        "lulus": all(satu.lulus for satu in pemeriksaan),
    }


def _rows(nama: str, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(load(__file__, nama), isi)
        return list(kursor.fetchall())


def _shares(berskor: Sequence[tuple[Any, ...]], bobot: int) -> list[dict[str, Any]]:
    isi = {int(baris[0]): baris for baris in berskor}
    return [
        {
            "desil": d,
            "keluarga": int(isi[d][2]) if d in isi else 0,
            "bobot": int(isi[d][3]) if d in isi else 0,
            "persen": round(100 * int(isi[d][3]) / bobot, 3) if d in isi and bobot else 0.0,
        }
        for d in range(1, 11)
    ]


def _movement(baris: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Matrix 11 x 11 (row: before, column: now; 0 = no desil), families that moved, by cause, across 4/5 and 5/6."""
    matriks = [[0] * 11 for _ in range(11)]
    sebab: dict[str, int] = {}
    for lama, baru, alasan, n in baris:
        matriks[lama][baru] += int(n)
        if lama and baru and lama != baru:
            sebab[alasan] = sebab.get(alasan, 0) + int(n)
    dua_kali = sum(matriks[i][j] for i in range(1, 11) for j in range(1, 11))
    lintas = {
        f"{batas}/{batas + 1}": {
            "masuk": sum(matriks[i][j] for i in range(batas + 1, 11) for j in range(1, batas + 1)),
            "keluar": sum(matriks[i][j] for i in range(1, batas + 1) for j in range(batas + 1, 11)),
        }
        for batas in (4, 5)
    }
    lebih = sum(matriks[i][j] for i in range(1, 11) for j in range(1, 11) if abs(i - j) > 1)
    return {
        "matriks": matriks,
        "berperingkat_dua_kali": dua_kali,
        "pindah": sum(sebab.values()),
        "pindah_lebih_dari_satu": lebih,
        "sebab": sebab,
        "lintas": lintas,
    }


def _faults(run: Run) -> list[Periksa]:
    ambang = [batas for batas in run.ambang if batas is not None]
    isi = {"run": run.pk, "beku": run.beku_id, "ambang": ambang}
    tanpa_hasil, berlebih, beda, tanpa_alasan = _rows("report_faults", isi)[0]
    return [
        Periksa(
            "semua_berperingkat",
            "Setiap keluarga dalam data beku punya tepat satu hasil",
            tanpa_hasil == 0 and berlebih == 0,
            f"{angka(tanpa_hasil)} tanpa hasil, {angka(berlebih)} berlebih",
            "0 dan 0",
        ),
        Periksa(
            "ambang_menghasilkan_desil", "Sembilan ambang menghasilkan desil setiap keluarga", beda == 0,
            f"{angka(beda)} berbeda", "0",
        ),
        Periksa(
            "alasan_lengkap", "Keluarga tanpa skor punya alasan, yang berskor tidak", tanpa_alasan == 0,
            f"{angka(tanpa_alasan)} salah", "0",
        ),
    ]  # fmt: skip


def _shares_check(bagian: Sequence[dict[str, Any]], tepi: Sequence[dict[str, Any]], bobot: int) -> Periksa:
    """A desil holds a tenth of the weight, up to half the sum of the groups on its two edges (exact integers)."""
    di_tepi = {int(satu["k"]): int(satu["bobot"]) for satu in tepi}
    salah = [
        satu["desil"]
        for satu in bagian
        if abs(20 * satu["bobot"] - 2 * bobot)
        > 10 * (di_tepi.get(satu["desil"] - 1, 0) + di_tepi.get(satu["desil"], 0))
    ]
    isi = [satu["persen"] for satu in bagian]
    return Periksa(
        "sepuluh_bagian", "Setiap desil memuat sepersepuluh bobot, selain kelompok di tepinya", not salah,
        f"{angka(min(isi), 2)} sampai {angka(max(isi), 2)} %", "10 % ± setengah bobot dua kelompok tepi",
    )  # fmt: skip


def _edges_check(tepi: Sequence[dict[str, Any]], bobot: int) -> Periksa:
    terbesar = max((int(satu["bobot"]) for satu in tepi), default=0)
    return Periksa(
        "kelompok_tepi", "Kelompok berskor sama di tepi desil cukup kecil", terbesar <= TEPI_MAKS * bobot,
        persen(terbesar, bobot, 2), f"paling banyak {persen(TEPI_MAKS, 1, 0)} bobot",
    )  # fmt: skip


def _unscored_check(tanpa: int, keluarga: int) -> Periksa:
    return Periksa(
        "tanpa_skor", "Keluarga yang datanya kurang untuk diskor", keluarga > 0 and tanpa <= TANPA_SKOR_MAKS * keluarga,
        persen(tanpa, keluarga), f"paling banyak {persen(TANPA_SKOR_MAKS, 1, 0)}",
    )  # fmt: skip


def _comparable(run: Run, sebelum: Run | None) -> bool:
    """Another basis or model moves more than half of all families by itself (methods B.6): nothing to compare."""
    return sebelum is not None and (sebelum.model_id, sebelum.basis) == (run.model_id, run.basis)


def _churn_check(pindah: dict[str, Any], run: Run, sebelum: Run | None) -> Periksa:
    banyak, dasar = int(pindah["pindah"]), int(pindah["berperingkat_dua_kali"])
    sebanding = _comparable(run, sebelum)
    return Periksa(
        "pindah_wajar", "Keluarga yang pindah desil sejak peringkat terbit terakhir",
        not sebanding or banyak <= PINDAH_MAKS * dasar,
        persen(banyak, dasar) if sebanding else "belum ada pembanding", f"paling banyak {persen(PINDAH_MAKS, 1, 0)}",
    )  # fmt: skip


def _drift_check(rerata: int | None, lama: int | None, run: Run, sebelum: Run | None) -> Periksa:
    sebanding = _comparable(run, sebelum) and lama is not None and rerata is not None
    geser = abs(rerata - lama) if sebanding and rerata is not None and lama is not None else 0
    return Periksa(
        "rerata_wajar", "Rerata skor sejak peringkat terbit terakhir", geser <= GESER_MAKS,
        f"bergeser {angka(geser / 1e6, 3)}" if sebanding else "belum ada pembanding",
        f"paling banyak {angka(GESER_MAKS / 1e6, 1)}",
    )  # fmt: skip


def _input_check(run: Run) -> Periksa:
    """Frozen rows and scorecard are those that the run says it used."""
    utuh = run.beku is not None and fingerprint(run.beku.pk)[2] == run.beku.sidik
    sama = model_files.fingerprint(run.model.isi) == run.model.sidik
    return Periksa(
        "masukan_utuh", "Data beku dan model sama dengan yang tercatat", utuh and sama,
        f"data {'sama' if utuh else 'berbeda'}, model {'sama' if sama else 'berbeda'}", "sama",
    )  # fmt: skip
