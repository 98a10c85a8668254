"""The chains of the three services beside pembaruan and usulan (domain §4.4, §4.6): temuan, reaktivasi PBI, sengketa.

One table a kind, read by buttons, queues, API and tests, like `verval/alur.py`.
"""

from __future__ import annotations

from dtsen.lib.transisi import HANYA, JUGA, Tabel, Transition
from verval import alur

KERJAKAN, PERIKSA_DATA = "pembaruan.ajukan", "pembaruan.periksa"
AJUKAN_LAYANAN, PERIKSA_LAYANAN = "usulan.ajukan", "usulan.periksa"
KIRIM, SAHKAN_OPD = alur.KIRIM, alur.SAHKAN_OPD

LABEL_TEMUAN = {
    "baru": "Baru",
    "dikerjakan": "Dikerjakan",
    "diajukan": "Diajukan",
    "diverifikasi": "Diverifikasi",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
}
LABEL_REAKTIVASI = {
    "draf": "Draf",
    "diajukan": "Diajukan",
    "diverifikasi": "Diverifikasi",
    "disetujui": "Disetujui",
    "dikirim": "Diajukan ke SIKS-NG",
    "aktif": "Aktif kembali",
    "selesai": "Selesai",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
    "ditolak_kemensos": "Ditolak Kemensos",
    "batal": "Dibatalkan",
    "gugur": "Gugur",
}
LABEL_SENGKETA = {
    "draf": "Draf",
    "diajukan": "Diajukan",
    "diperiksa": "Diperiksa",
    "dikirim": "Dikirim ke Kemensos",
    "diterima": "Diterima",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
    "batal": "Dibatalkan",
}
LABEL = {
    "pembaruan": alur.LABEL,
    "usulan": alur.LABEL,
    "temuan": LABEL_TEMUAN,
    "reaktivasi": LABEL_REAKTIVASI,
    "sengketa": LABEL_SENGKETA,
}
LANJUT = {
    "pembaruan": alur.LANJUT,
    "usulan": alur.LANJUT | {"disahkan_opd": "Berikutnya: pengesahan bupati."},
    "temuan": {
        "baru": "Datangi atau hubungi keluarganya, lalu isi hasilnya.",
        "dikerjakan": "Lengkapi isian dan bukti, lalu ajukan ke Dinas Sosial.",
        "diajukan": "Menunggu verifikasi Dinas Sosial.",
        "diverifikasi": "Hasilnya ikut dalam jawaban kepada pengirim daftar.",
        "dikembalikan": "Perbaiki yang diminta, lalu ajukan lagi.",
        "ditolak": "Alasannya tertulis di riwayat.",
    },
    "reaktivasi": {
        "draf": "Lampirkan surat fasilitas kesehatan, lalu ajukan.",
        "diajukan": "Berikutnya: verifikasi surat dan data di Dinas Sosial.",
        "diverifikasi": "Berikutnya: persetujuan kepala Dinas Sosial.",
        "disetujui": "Berikutnya: pengajuan ke SIKS-NG.",
        "dikirim": "Menunggu jawaban Kemensos.",
        "aktif": "Perbarui data keluarga sebelum batasnya. Tanpa itu kepesertaan dihapus lagi.",
        "selesai": "Kewajiban pembaruan data sudah dipenuhi.",
        "dikembalikan": "Pembuatnya perlu memperbaiki lalu mengajukan lagi.",
        "ditolak": "Alasannya tertulis di riwayat.",
        "ditolak_kemensos": "Alasannya tertulis di riwayat.",
        "batal": "",
        "gugur": "Data keluarga tidak diperbarui sampai batasnya. Bila masih perlu, usulkan sebagai PBI-JK baru.",
    },
    "sengketa": {
        "draf": "Lampirkan buktinya, lalu ajukan.",
        "diajukan": "Berikutnya: pemeriksaan di Dinas Sosial.",
        "diperiksa": "Berikutnya: pengiriman ke Kemensos.",
        "dikirim": "Menunggu jawaban Kemensos.",
        "diterima": "Pengecualian sudah diakhiri. Keluarga dapat diusulkan lagi.",
        "dikembalikan": "Pembuatnya perlu memperbaiki lalu mengajukan lagi.",
        "ditolak": "Alasannya tertulis di riwayat. Pengecualian tetap berlaku.",
        "batal": "",
    },
}
"""What happens next, by kind and status: for the message after a hop and for the page of a case."""


def _return(izin: str) -> Transition:
    return Transition("dikembalikan", izin, "Kembalikan untuk diperbaiki", alasan_wajib=True, bukan_pembuat=True)


def _refuse(izin: str) -> Transition:
    return Transition("ditolak", izin, "Tolak", alasan_wajib=True, bukan_pembuat=True)


def _filing(label: str) -> dict[tuple[str, str], Transition]:
    """Writing, filing, taking back: the same for what a desa files about a family."""
    batal = Transition("batal", AJUKAN_LAYANAN, f"Batalkan {label}", hanya_pembuat=True)
    return {
        ("draf", "ajukan"): Transition("diajukan", AJUKAN_LAYANAN, "Ajukan", hanya_pembuat=True),
        ("draf", "batalkan"): Transition("batal", AJUKAN_LAYANAN, "Buang draf", hanya_pembuat=True),
        ("dikembalikan", "ajukan"): Transition("diajukan", AJUKAN_LAYANAN, "Ajukan lagi", hanya_pembuat=True),
        ("dikembalikan", "batalkan"): batal,
        ("diajukan", "batalkan"): batal,
    }


TEMUAN = Tabel(
    "baru",
    frozenset({"diverifikasi", "ditolak"}),
    {
        ("baru", "kerjakan"): Transition("dikerjakan", KERJAKAN, "Kerjakan", maju=True),
        ("dikerjakan", "ajukan"): Transition("diajukan", KERJAKAN, "Ajukan", maju=True),
        ("dikembalikan", "ajukan"): Transition("diajukan", KERJAKAN, "Ajukan lagi", maju=True),
        ("diajukan", "verifikasi"): Transition(
            "diverifikasi", PERIKSA_DATA, "Verifikasi", bukan_pembuat=True, maju=True
        ),
        ("diajukan", "kembalikan"): _return(PERIKSA_DATA),
        ("diajukan", "tolak"): _refuse(PERIKSA_DATA),
    },
)
"""`pembuat` of these hops is whoever worked the finding off, not whoever uploaded the list."""

REAKTIVASI = Tabel(
    "draf",
    frozenset({"selesai", "ditolak", "ditolak_kemensos", "batal", "gugur"}),
    {
        **_filing("reaktivasi"),
        ("diajukan", "verifikasi"): Transition(
            "diverifikasi", PERIKSA_LAYANAN, "Verifikasi", bukan_pembuat=True, maju=True
        ),
        ("diajukan", "kembalikan"): _return(PERIKSA_LAYANAN),
        ("diajukan", "tolak"): _refuse(PERIKSA_LAYANAN),
        ("diverifikasi", "setujui"): Transition("disetujui", SAHKAN_OPD, "Setujui", bukan_pembuat=True, maju=True),
        ("diverifikasi", "kembalikan"): _return(SAHKAN_OPD),
        ("diverifikasi", "tolak"): _refuse(SAHKAN_OPD),
        ("disetujui", "kirim"): Transition("dikirim", KIRIM, "Catat diajukan ke SIKS-NG", maju=True),
        ("dikirim", "terima"): Transition("aktif", KIRIM, "Catat aktif kembali", maju=True),
        ("dikirim", "tolak_kemensos"): Transition(
            "ditolak_kemensos", KIRIM, "Catat ditolak Kemensos", alasan_wajib=True
        ),
        ("aktif", "penuhi"): Transition(
            "selesai", PERIKSA_LAYANAN, "Catat kewajiban dipenuhi", alasan_wajib=True, jam=JUGA
        ),
        ("aktif", "gugurkan"): Transition("gugur", "", "Lewat batas pembaruan", jam=HANYA),
    },
)

SENGKETA = Tabel(
    "draf",
    frozenset({"diterima", "ditolak", "batal"}),
    {
        **_filing("sengketa"),
        ("diajukan", "periksa"): Transition(
            "diperiksa", PERIKSA_LAYANAN, "Nyatakan lengkap", bukan_pembuat=True, maju=True
        ),
        ("diajukan", "kembalikan"): _return(PERIKSA_LAYANAN),
        ("diajukan", "tolak"): _refuse(PERIKSA_LAYANAN),
        ("diperiksa", "kembalikan"): _return(PERIKSA_LAYANAN),
        ("diperiksa", "kirim"): Transition("dikirim", KIRIM, "Catat sudah dikirim", maju=True),
        ("dikirim", "terima"): Transition(
            "diterima", KIRIM, "Catat diterima, akhiri pengecualian", alasan_wajib=True, maju=True
        ),
        ("dikirim", "tolak_kemensos"): Transition("ditolak", KIRIM, "Catat ditolak Kemensos", alasan_wajib=True),
    },
)

LAYANAN = {"temuan": TEMUAN, "reaktivasi": REAKTIVASI, "sengketa": SENGKETA}
TABEL = {"pembaruan": alur.PEMBARUAN, "usulan": alur.USULAN, **LAYANAN}
"""Every kind of case that has a chain."""
AJUKAN = {"temuan": KERJAKAN, "reaktivasi": AJUKAN_LAYANAN, "sengketa": AJUKAN_LAYANAN}
"""Who writes, by kind."""
TANGGAL = {("reaktivasi", "terima"): "Aktif sejak", ("sengketa", "terima"): "Tanggal jawaban"}
"""Hops that ask for a day, and what it is called."""
