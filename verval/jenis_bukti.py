"""Kinds of evidence."""

from __future__ import annotations

JENIS = {
    "foto_depan": "Rumah dari depan",
    "foto_dalam": "Rumah bagian dalam",
    "ktp": "KTP",
    "kk": "Kartu keluarga",
    "dokumen": "Surat atau dokumen",
    "lainnya": "Lainnya",
    "berita_acara": "Berita acara musyawarah",
    "daftar_hadir": "Daftar hadir musyawarah",
    "sptjm": "SPTJM kepala desa/lurah",
}
MUSYAWARAH = frozenset({"berita_acara", "daftar_hadir", "sptjm"})
"""Papers of the desa, attached while a filed case waits for its musyawarah."""
IDENTITAS = frozenset({"ktp", "kk", "dokumen"}) | MUSYAWARAH
"""Kinds that may show a full NIK: only for those who work on the case."""
