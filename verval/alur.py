"""The chains of both kinds of cases (domain §4.4): statuses, who may take which hop, and what must come with it.

The table is the only place that knows an order of statuses; buttons, queues, API, drawing and tests read it.
"""

from __future__ import annotations

from dtsen.lib.transisi import HANYA, JUGA, Tabel, Transition

MUSYAWARAH, SAHKAN_DESA = "kasus.musyawarah", "kasus.sahkan_desa"
SAHKAN_OPD, SAHKAN_BUPATI, KIRIM = "kasus.sahkan_opd", "kasus.sahkan_bupati", "kasus.kirim"

SESI = "musyawarah"
"""The use case that takes the hops marked so: the closing of a session (`verval/musdes/tutup.py`)."""

LABEL = {
    "draf": "Draf",
    "diajukan": "Diajukan",
    "dimusyawarahkan": "Dimusyawarahkan",
    "disahkan_desa": "Disahkan desa",
    "diperiksa": "Diperiksa",
    "disetujui": "Disetujui",
    "disahkan_opd": "Disahkan kepala dinas",
    "disahkan_bupati": "Disahkan bupati",
    "dikirim": "Dikirim ke Kemensos",
    "diterima": "Diterima Kemensos",
    "menunggu_desil": "Menunggu desil baru",
    "selesai": "Selesai",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
    "batal": "Dibatalkan",
    "ditolak_kemensos": "Ditolak Kemensos",
    "kedaluwarsa": "Kedaluwarsa",
}
DIBATALKAN = frozenset({"batal", "ditolak", "ditolak_kemensos", "kedaluwarsa"})
"""Ended without effect."""
AKHIR = DIBATALKAN | {"selesai"}
BERJALAN = ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa")
"""Filed and not decided: the hops from which a case can be returned or refused."""
TERBUKA = (*BERJALAN, "dikembalikan")
"""A case in these holds its fact: a second one about it waits."""
DIISI = ("draf", "dikembalikan")
"""With its maker: the only statuses in which content changes."""
PUTUS = frozenset({"disetujui", "ditolak"})
"""Whoever brings a case here is its `pemutus`."""

LANJUT = {
    "draf": "Periksa isinya, lalu ajukan.",
    "diajukan": "Berikutnya: hasil musyawarah desa/kelurahan, atau SPTJM.",
    "dimusyawarahkan": "Berikutnya: pengesahan kepala desa/lurah.",
    "disahkan_desa": "Berikutnya: pemeriksaan di Dinas Sosial.",
    "diperiksa": "Sedang diperiksa verifikator Dinas Sosial.",
    "disetujui": "Berikutnya: pengesahan kepala Dinas Sosial.",
    "disahkan_opd": "Berikutnya: pengiriman ke Kemensos.",
    "disahkan_bupati": "Berikutnya: pengiriman ke Kemensos.",
    "dikirim": "Menunggu jawaban Kemensos.",
    "diterima": "Kemensos sudah menerimanya.",
    "menunggu_desil": "Menunggu desil resmi dari BPS pada pemutakhiran berikutnya.",
    "selesai": "",
    "dikembalikan": "Pembuatnya perlu memperbaiki lalu mengajukan lagi.",
    "ditolak": "Alasannya tertulis di riwayat.",
    "batal": "",
    "ditolak_kemensos": "Alasannya tertulis di riwayat.",
    "kedaluwarsa": "Tidak ada musyawarah atau SPTJM sampai batas waktunya. Ajukan ulang bila masih perlu.",
}
"""What happens next; by kind of case in `alur_layanan.LANJUT`."""


def _chain(kasus: str, *, bupati: bool) -> Tabel:
    """The chain of one kind: proposals are endorsed by the bupati, corrections wait for the next official desil."""
    ajukan, periksa = f"{kasus}.ajukan", f"{kasus}.periksa"
    batal = Transition("batal", ajukan, f"Batalkan {kasus}", hanya_pembuat=True)
    hop = {
        ("draf", "ajukan"): Transition("diajukan", ajukan, "Ajukan", hanya_pembuat=True),
        ("draf", "batalkan"): Transition("batal", ajukan, "Buang draf", hanya_pembuat=True),
        ("dikembalikan", "ajukan"): Transition("diajukan", ajukan, "Ajukan lagi", hanya_pembuat=True),
        ("dikembalikan", "batalkan"): batal,
        ("diajukan", "musyawarahkan"): Transition("dimusyawarahkan", MUSYAWARAH, "Catat hasil musyawarah", maju=True),
        ("dimusyawarahkan", "sahkan_desa"): Transition(
            "disahkan_desa", SAHKAN_DESA, "Sahkan", bukan_pembuat=True, maju=True
        ),
        ("disahkan_desa", "periksa"): Transition("diperiksa", periksa, "Mulai periksa", bukan_pembuat=True, maju=True),
        ("diperiksa", "setujui"): Transition("disetujui", periksa, "Setujui", bukan_pembuat=True, maju=True),
        ("disetujui", "sahkan_opd"): Transition(
            "disahkan_opd", SAHKAN_OPD, "Sahkan", bukan_pembuat=True, bukan_pemutus=True, maju=True
        ),
    }
    for dari in BERJALAN:
        # What has not left the desa is judged there, the rest at the Dinas Sosial.
        izin = SAHKAN_DESA if dari in {"diajukan", "dimusyawarahkan"} else periksa
        hop[dari, "kembalikan"] = Transition(
            "dikembalikan", izin, "Kembalikan untuk diperbaiki", alasan_wajib=True, bukan_pembuat=True
        )
        hop[dari, "tolak"] = Transition("ditolak", izin, "Tolak", alasan_induk=True, bukan_pembuat=True)
    for dari in ("diajukan", "dimusyawarahkan"):
        hop[dari, "batalkan"] = batal
    # What the session decides is nobody's own decision: whoever records it may have made the case.
    hop["diajukan", "kembalikan_musdes"] = Transition(
        "dikembalikan", MUSYAWARAH, "Dikembalikan musyawarah", alasan_wajib=True, lewat=SESI
    )
    hop["diajukan", "tolak_musdes"] = Transition(
        "ditolak", MUSYAWARAH, "Tidak disetujui musyawarah", alasan_wajib=True, lewat=SESI
    )
    hop["diajukan", "kedaluwarsakan"] = Transition("kedaluwarsa", "", "Lewat batas musyawarah", jam=HANYA)
    for dari in ("disetujui", "disahkan_opd"):
        hop[dari, "turunkan"] = Transition(
            "diperiksa", SAHKAN_OPD, "Kembalikan ke pemeriksaan", alasan_wajib=True, bukan_pembuat=True
        )
    terakhir = "disahkan_opd"
    if bupati:
        hop[terakhir, "sahkan_bupati"] = Transition(
            "disahkan_bupati", SAHKAN_BUPATI, "Sahkan", bukan_pembuat=True, maju=True
        )
        terakhir = "disahkan_bupati"
    hop |= {
        (terakhir, "kirim"): Transition("dikirim", KIRIM, "Catat sudah dikirim", maju=True),
        ("dikirim", "terima"): Transition("diterima", KIRIM, "Catat diterima Kemensos", jam=JUGA, maju=True),
        ("dikirim", "tolak_kemensos"): Transition(
            "ditolak_kemensos", KIRIM, "Catat ditolak Kemensos", alasan_wajib=True, jam=JUGA
        ),
    }
    selesai = Transition("selesai", KIRIM, "Selesaikan", jam=JUGA, maju=True)
    if bupati:
        hop["diterima", "selesaikan"] = selesai
    else:
        hop["diterima", "tunggu_desil"] = Transition("menunggu_desil", KIRIM, "Tunggu desil baru", jam=JUGA, maju=True)
        hop["menunggu_desil", "selesaikan"] = selesai
    return Tabel("draf", AKHIR, hop)


PEMBARUAN = _chain("pembaruan", bupati=False)
USULAN = _chain("usulan", bupati=True)


def labels(tabel: Tabel) -> dict[str, str]:
    """The statuses of a table with their words, in the order of the chain."""
    return {kode: arti for kode, arti in LABEL.items() if kode in tabel.status}
