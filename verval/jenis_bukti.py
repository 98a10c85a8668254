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
    "layar_siks": "Tangkapan layar SIKS-NG",
    "foto_listrik": "Meteran listrik",
    "slip_gaji": "Slip gaji",
    "surat_faskes": "Surat fasilitas kesehatan",
    "sktm": "SKTM",
}
MUSYAWARAH = frozenset({"berita_acara", "daftar_hadir", "sptjm"})
"""Papers of the desa, attached while a filed case waits for its musyawarah."""
KHUSUS = {
    "temuan": frozenset({"layar_siks", "foto_listrik", "slip_gaji"}),
    "reaktivasi": frozenset({"surat_faskes", "sktm"}),
    "sengketa": frozenset({"slip_gaji", "layar_siks"}),
}
"""Kinds that only these cases take."""
IDENTITAS = frozenset({"ktp", "kk", "dokumen", "layar_siks", "slip_gaji", "surat_faskes", "sktm"}) | MUSYAWARAH
"""Kinds that may show a full NIK: only for those who work on the case."""


def kinds_of(kasus: str) -> list[str]:
    """The kinds that a case takes, in the order of the list; papers of the musyawarah only where there is one."""
    milik = KHUSUS.get(kasus, frozenset())
    lain = frozenset().union(*KHUSUS.values()) - milik
    bukan = lain | MUSYAWARAH if milik else lain
    return [jenis for jenis in JENIS if jenis not in bukan]
