"""`docs/kasus.md`, written from the transition tables so that picture and code cannot disagree."""

from __future__ import annotations

from dtsen.accounts.peran import IZIN, PERAN
from dtsen.lib.transisi import Tabel, Transition
from verval import pembaruan, usulan
from verval.models.pembaruan import STATUS as STATUS_PEMBARUAN
from verval.models.usulan import STATUS as STATUS_USULAN

KEPALA = """# Kasus: pembaruan dan usulan

Berkas ini dibuat dari tabel transisi (`verval/pembaruan.py`, `verval/usulan.py`) dengan `manage.py diagram_kasus`.
Jangan disunting. Setiap langkah dicatat: siapa, kapan, dari mana ke mana, dengan catatan apa.
"""
SIAPA = {(True, False): "bukan pembuatnya", (False, True): "pembuatnya", (False, False): ""}


def _peran(izin: str) -> str:
    return ", ".join(p.label for p in PERAN.values() if izin in p.izin)


def _syarat(t: Transition) -> str:
    syarat = [SIAPA[t.bukan_pembuat, t.hanya_pembuat], "dengan alasan" if t.alasan_wajib else "", *t.bukti]
    return ", ".join(s for s in syarat if s) or "–"


def _section(judul: str, tabel: Tabel, status: dict[str, str]) -> list[str]:
    baris = ["", f"## {judul}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {tabel.awal}"]
    baris += [f"    {dari} --> {t.ke}: {aksi}" for (dari, aksi), t in tabel.hop.items()]
    baris += [f"    {akhir} --> [*]" for akhir in sorted(tabel.akhir)]
    baris += ["```", "", "| status | artinya |", "|---|---|"]
    baris += [f"| `{kode}` | {arti} |" for kode, arti in status.items()]
    baris += ["", "| dari | langkah | ke | izin | peran | syarat |", "|---|---|---|---|---|---|"]
    baris += [
        f"| `{dari}` | {t.label} (`{aksi}`) | `{t.ke}` | {IZIN[t.izin]} | {_peran(t.izin)} | {_syarat(t)} |"
        for (dari, aksi), t in tabel.hop.items()
    ]
    return baris


def render() -> str:
    """Return the whole document."""
    baris = [
        *_section("Pembaruan data", pembaruan.TABEL, STATUS_PEMBARUAN),
        *_section("Usulan bansos", usulan.TABEL, STATUS_USULAN),
    ]
    return KEPALA + "\n".join(baris) + "\n"
