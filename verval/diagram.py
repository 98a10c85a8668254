"""`docs/kasus.md`, written from the transition tables so that picture and code cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping

from dtsen.accounts.peran import IZIN, PERAN
from dtsen.lib.transisi import HANYA, JUGA, Tabel, Transition
from verval import alur, alur_layanan
from verval.kunjungan import alur as kunjungan

KEPALA = """# Kasus: pembaruan, usulan, kunjungan, dan layanan lain

Berkas ini dibuat dari tabel transisi (`verval/alur.py`, `verval/kunjungan/alur.py`, `verval/alur_layanan.py`) dengan
`manage.py diagram_kasus`.
Jangan disunting. Setiap langkah dicatat: siapa, kapan, dari mana ke mana, dengan catatan apa.
"""
LAYANAN = {"temuan": "Temuan", "reaktivasi": "Reaktivasi PBI-JK", "sengketa": "Sengketa pengecualian"}
KOSONG = "–"


def _peran(t: Transition) -> str:
    jam = {JUGA: ["sistem"], HANYA: ["sistem"]}.get(t.jam, [])
    return ", ".join([p.label for p in PERAN.values() if t.izin in p.izin] + jam)


def _syarat(t: Transition) -> str:
    syarat = {
        "bukan pembuatnya": t.bukan_pembuat,
        "bukan pemutusnya": t.bukan_pemutus,
        "pembuatnya": t.hanya_pembuat,
        "dengan catatan": t.alasan_wajib,
        "dengan alasan dari daftar": t.alasan_induk,
        "hanya lewat musyawarah": bool(t.lewat),
    }
    return ", ".join(s for s, berlaku in syarat.items() if berlaku) or KOSONG


def _section(judul: str, tabel: Tabel, label: Mapping[str, str]) -> list[str]:
    baris = ["", f"## {judul}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {tabel.awal}"]
    baris += [f"    {dari} --> {t.ke}: {aksi}" for (dari, aksi), t in tabel.hop.items()]
    baris += [f"    {akhir} --> [*]" for akhir in sorted(tabel.akhir)]
    baris += ["```", "", "| status | artinya |", "|---|---|"]
    baris += [f"| `{kode}` | {arti} |" for kode, arti in label.items()]
    baris += ["", "| dari | langkah | ke | izin | peran | syarat |", "|---|---|---|---|---|---|"]
    baris += [
        f"| `{dari}` | {t.label} (`{aksi}`) | `{t.ke}` | {IZIN.get(t.izin, '–')} | {_peran(t)} | {_syarat(t)} |"
        for (dari, aksi), t in tabel.hop.items()
    ]
    return baris


def render() -> str:
    """Return the whole document."""
    baris = [
        *_section("Pembaruan data", alur.PEMBARUAN, alur.labels(alur.PEMBARUAN)),
        *_section("Usulan bansos", alur.USULAN, alur.labels(alur.USULAN)),
        *_section("Kunjungan", kunjungan.TABEL, kunjungan.LABEL),
    ]
    for jenis, judul in LAYANAN.items():
        baris += _section(judul, alur_layanan.LAYANAN[jenis], alur_layanan.LABEL[jenis])
    return KEPALA + "\n".join(baris) + "\n"
