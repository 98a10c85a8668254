"""Reading a survey file for training and evaluation: clear refusals, nothing guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from dtsen.lib.ditolak import Ditolak
from dtsen.ranking.stats.fitur import Pecahan


class SurveiSalah(Ditolak):
    """A survey file that cannot be used; `kode` is tidak_ada, kosong, bentuk, kolom or nilai."""


def sha256(berkas: Path) -> str:
    """Return the hash of a file's bytes."""
    with berkas.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()


def read(berkas: Path, *, wajib: Sequence[str], positif: Sequence[str]) -> dict[str, Pecahan]:
    """Return every numeric column of a csv file as floats (NaN = nothing there).

    `wajib`: columns that must be there and numeric; `positif`: those that must be filled and above zero.
    """
    tabel = _table(berkas)
    kurang = [nama for nama in wajib if nama not in tabel.columns]
    if kurang:
        raise SurveiSalah(
            "kolom", f"Kolom {', '.join(kurang)} tidak ada di {berkas.name}. Periksa nama kolom dan pemisahnya."
        )
    hasil: dict[str, Pecahan] = {}
    for nama in tabel.columns:
        angka = pd.to_numeric(tabel[nama], errors="coerce")
        rusak = angka.isna() & tabel[nama].notna()
        if nama in wajib and rusak.any():
            baris = int(np.flatnonzero(rusak)[0])
            raise SurveiSalah(
                "nilai",
                f"Baris {baris + 2}, kolom {nama}: {tabel[nama].iloc[baris]!r} bukan angka. Perbaiki lalu ulangi.",
            )
        hasil[str(nama)] = angka.to_numpy(dtype=np.float64)
    for nama in positif:
        salah = ~(hasil[nama] > 0)
        if salah.any():
            baris = int(np.flatnonzero(salah)[0])
            raise SurveiSalah(
                "nilai", f"Baris {baris + 2}, kolom {nama}: harus angka di atas nol. Perbaiki lalu ulangi."
            )
    return hasil


def _table(berkas: Path) -> pd.DataFrame:
    if not berkas.is_file():
        raise SurveiSalah("tidak_ada", f"Berkas {berkas} tidak ada. Periksa nama dan foldernya.")
    try:
        tabel = pd.read_csv(berkas, dtype=str, encoding="utf-8", skipinitialspace=True)
    except pd.errors.EmptyDataError as galat:
        raise SurveiSalah("kosong", f"Berkas {berkas.name} kosong. Pilih berkas survei yang berisi.") from galat
    except (pd.errors.ParserError, UnicodeDecodeError) as galat:
        raise SurveiSalah(
            "bentuk", f"Berkas {berkas.name} bukan csv UTF-8 berpemisah koma. Simpan ulang sebagai csv lalu ulangi."
        ) from galat
    if tabel.empty:
        raise SurveiSalah("kosong", f"Berkas {berkas.name} tidak punya baris data. Pilih berkas survei yang berisi.")
    return tabel
