"""Model files of the project and of others: reading them, finding them by code."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from dtsen.ranking.stats import survey
from dtsen.ranking.stats.scorecard import ModelSalah, Scorecard, read_model

FOLDER = Path(__file__).resolve().parent / "models_data"
BAWAAN = "pmt-acuan-2026.1"
RANCANGAN = FOLDER / "rancangan" / "pmt-acuan.json"


def read_json(berkas: Path) -> Any:
    """Return a parsed JSON file; raises ModelSalah (`tidak_ada`, `bentuk`)."""
    if not berkas.is_file():
        ada = ", ".join(sorted(satu.stem for satu in FOLDER.glob("*.json")))
        raise ModelSalah(
            "tidak_ada", f"Model {berkas.stem} tidak ditemukan. Yang ada: {ada}; atau beri jalur berkas JSON."
        )
    try:
        return json.loads(berkas.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as galat:
        raise ModelSalah(
            "bentuk", f"Berkas {berkas.name} bukan JSON yang utuh. Minta berkasnya sekali lagi."
        ) from galat


def find(nama: str) -> Path:
    """Return the path for a code (`pmt-acuan-2026.1`) or a path to a file."""
    jalur = Path(nama)
    return jalur if jalur.suffix == ".json" else FOLDER / f"{nama}.json"


def read(nama: str) -> tuple[dict[str, Any], Scorecard]:
    """Return (content, checked scorecard) of a model by code or path; raises ModelSalah."""
    isi = read_json(find(nama))
    return isi, read_model(isi)


def mapping_of(isi: dict[str, Any]) -> dict[str, Any]:
    """Return the survey mapping that travels in a model or design file; raises ModelSalah (`pemetaan`)."""
    pemetaan = isi.get("survei")
    survey.check(pemetaan)
    assert isinstance(pemetaan, dict)
    return pemetaan


def fingerprint(isi: dict[str, Any]) -> str:
    """SHA-256 of the content, independent of spacing and key order."""
    return hashlib.sha256(
        json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
