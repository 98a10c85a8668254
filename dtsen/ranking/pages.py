"""What the pages of a run say: sentences, step line, bars. No HTTP here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dtsen.accounts.access import boleh
from dtsen.accounts.models import User
from dtsen.lib.tampil import angka, giliran, persen
from dtsen.ranking import runs
from dtsen.ranking.models import SEBAB, STATUS, Run

URUTAN = ("dibuka", "beku", "dihitung", "diperiksa", "terbit")
SEDANG = {"dibuka": "beku", "beku": "skor", "dihitung": "periksa"}
"""What is being done while a run has this status."""


@dataclass(frozen=True, slots=True)
class Batang:
    """One bar with its label and value; `lebar` 0 to 100."""

    label: str
    lebar: float
    nilai: str
    rinci: str = ""


def steps(run: Run) -> list[tuple[str, str]]:
    """Return (label, done | now | fail | later) of the step line."""
    status = "terbit" if run.status == "diganti" else run.status
    if status in {"gagal", "batal"}:
        putus = {"beku": 1, "skor": 2, "periksa": 3}.get(str(run.kemajuan.get("langkah")), 0)
        return [
            (STATUS[nama], "done" if i < putus else "fail" if i == putus else "later") for i, nama in enumerate(URUTAN)
        ]
    letak = URUTAN.index(status)
    akhir = letak == len(URUTAN) - 1
    return [
        (STATUS[nama], "done" if i < letak or akhir else "now" if i == letak else "later")
        for i, nama in enumerate(URUTAN)
    ]


def sentence(run: Run) -> str:
    """The first line of the page: where this run stands, in words one can say aloud."""
    if run.status == "dibuka" and not run.kemajuan:
        return giliran(run.dimulai, timezone.now())
    if run.status in runs.BERJALAN:
        return f"{runs.LANGKAH[SEDANG[run.status]]}. Halaman ini boleh ditinggalkan; pekerjaannya tetap berjalan."
    laporan = run.laporan
    ukuran = f"{angka(laporan['keluarga'])} keluarga, {angka(laporan['jiwa'])} jiwa" if laporan else ""
    gagal = [satu["label"] for satu in laporan.get("pemeriksaan", []) if not satu["lulus"]]
    return {
        "diperiksa": f"Lolos periksa, menunggu diterbitkan orang kedua: {ukuran}.",
        "terbit": f"Terbit: {ukuran}. Inilah desil daerah {run.periode}.",
        "diganti": f"Pernah terbit, sudah diganti peringkat {run.periode} yang lebih baru.",
        "gagal": f"Tidak lolos: {'; '.join(gagal)}. Perbaiki penyebabnya, lalu mulai lagi."
        if gagal
        else str(run.kemajuan.get("galat", ""))
        or "Pekerjaan terputus sebelum selesai. Mulai lagi; bila terulang, hubungi pengelola sistem.",
        "batal": "Dibatalkan. Hasilnya tidak dipakai.",
    }[run.status]


def may(user: User | AnonymousUser, run: Run) -> dict[str, bool]:
    """Return which buttons the page shows."""
    return {
        "terbitkan": run.status == "diperiksa"
        and boleh(user, "peringkat.terbitkan")
        and run.dimulai_oleh_id != user.pk,
        "batalkan": run.status in (*runs.BERJALAN, "diperiksa") and boleh(user, "peringkat.mulai"),
    }


def report(run: Run) -> dict[str, Any]:
    """Return the report of a run in the shape the page draws; empty while there is none."""
    laporan = run.laporan
    if not laporan:
        return {}
    pindah = laporan["perpindahan"]
    return {
        "bagian": laporan["bagian"],
        "keluarga_terbanyak": max(satu["keluarga"] for satu in laporan["bagian"]),
        "sebab": _causes(pindah),
        "pindah": persen(pindah["pindah"], pindah["berperingkat_dua_kali"]),
        "matriks": [("–" if i == 0 else str(i), baris) for i, baris in enumerate(pindah["matriks"])],
        "kolom": ["–", *range(1, 11)],
        "lintas": [(batas, isi["masuk"], isi["keluar"]) for batas, isi in pindah["lintas"].items()],
        "tepi": _edges(run),
        "lulus": sum(satu["lulus"] for satu in laporan["pemeriksaan"]),
        "banyak": len(laporan["pemeriksaan"]),
        "tanpa_skor": sum(laporan["tanpa_skor"].values()),
        "detik": angka(sum(run.kemajuan.get("detik", {}).values()), 1),
    }


def _causes(pindah: dict[str, Any]) -> list[Batang]:
    dasar = pindah["berperingkat_dua_kali"]
    urut = sorted(pindah["sebab"].items(), key=lambda satu: (-satu[1], satu[0]))
    maks = max((n for _, n in urut), default=0) or 1
    return [
        Batang(SEBAB[sebab], round(100 * n / maks, 2), persen(n, dasar), f"{angka(n)} keluarga") for sebab, n in urut
    ]


def _edges(run: Run) -> list[tuple[int, int | None, dict[str, Any] | None]]:
    """Return (k, threshold, tie group on the edge) for the nine edges."""
    di_tepi = {satu["k"]: satu for satu in run.laporan["tepi"]}
    return [(k, batas, di_tepi.get(k)) for k, batas in enumerate(run.ambang, start=1)]
