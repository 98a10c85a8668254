"""Peran and what each may do: the one table (architecture §6)."""

from __future__ import annotations

from dataclasses import dataclass

IZIN = {
    "warga.lihat": "Mencari dan melihat warga",
    "warga.sensitif": "Melihat data kesehatan, disabilitas, dan anak",
    "warga.buka": "Membuka satu NIK atau No KK lengkap dengan alasan",
    "warga.penuh": "Menyalakan akses penuh selama 30 menit",
    "impor.lihat": "Melihat impor dan antreannya",
    "impor.mulai": "Mengunggah berkas sumber",
    "impor.terapkan": "Menerapkan impor orang lain",
    "peringkat.mulai": "Memulai pemeringkatan",
    "peringkat.lihat": "Melihat proses pemeringkatan",
    "peringkat.terbitkan": "Menerbitkan peringkat orang lain",
    "pembaruan.ajukan": "Mengajukan pembaruan data",
    "pembaruan.periksa": "Memeriksa pembaruan data",
    "usulan.ajukan": "Mengajukan usulan bansos",
    "usulan.periksa": "Memeriksa usulan bansos",
    "kasus.musyawarah": "Mencatat hasil musyawarah atau SPTJM",
    "kasus.sahkan_desa": "Mengesahkan kasus desa",
    "kasus.sahkan_opd": "Mengesahkan kasus sebagai kepala dinas",
    "kasus.sahkan_bupati": "Mengesahkan usulan atas nama bupati",
    "kasus.kirim": "Mengirim kasus ke Kemensos dan mencatat jawabannya",
    "kunjungan.isi": "Mengunjungi keluarga yang ditugaskan",
    "program.lihat": "Melihat program bansos dan aturannya",
    "bansos.lihat": "Melihat penerima bansos",
    "bansos.impor": "Mengunggah daftar penerima bansos",
    "bansos.terapkan": "Mengesahkan daftar penerima orang lain",
    "kunjungan.atur": "Menugaskan kunjungan dan menarik sampel",
    "sanggah.lihat": "Melihat sanggahan warga",
    "sanggah.catat": "Mencatat sanggahan warga di kantor",
    "sanggah.periksa": "Memeriksa dan memutus sanggahan warga",
    "sanggah.pelapor": "Membuka pelapor sanggahan dengan alasan",
    "agregat.lihat": "Melihat angka wilayah",
    "kuota.susun": "Menyusun kuota program dan batas wilayahnya",
    "kuota.tetapkan": "Menetapkan kuota yang disusun orang lain",
    "ikesos.hitung": "Menghitung IKESOS dan memuat strukturnya",
    "rpjmd.isi": "Mengisi target, realisasi, dan narasi RPJMD milik instansinya",
    "rpjmd.kelola": "Mengelola indikator RPJMD dan mengisi milik semua instansi",
    "rpjmd.sahkan": "Mengesahkan realisasi RPJMD yang diisi orang lain",
    "ikesos.isi": "Mengisi input IKESOS milik instansinya",
    "ikesos.konfirmasi": "Mengonfirmasi input IKESOS yang diisi orang lain",
    "ikesos.terbitkan": "Menerbitkan hitungan dan memberlakukan struktur IKESOS",
    "audit.lihat": "Melihat jejak audit",
    "pengguna.kelola": "Mengelola pengguna dan penugasan",
    "pengguna.sahkan": "Mengesahkan pemulihan akun dan penugasan yang diminta orang lain",
    "aturan.kelola": "Mengelola aturan program, kalender dan model",
    "aturan.sahkan": "Mengesahkan aturan program yang ditulis orang lain",
}
IZIN_KABUPATEN = frozenset(
    {
        "impor.lihat",
        "impor.mulai",
        "impor.terapkan",
        "peringkat.mulai",
        "peringkat.lihat",
        "peringkat.terbitkan",
        "audit.lihat",
        "pengguna.kelola",
        "pengguna.sahkan",
        "aturan.kelola",
        "aturan.sahkan",
        "bansos.impor",
        "bansos.terapkan",
        "ikesos.hitung",
        "rpjmd.isi",
        "rpjmd.kelola",
        "rpjmd.sahkan",
        "ikesos.isi",
        "ikesos.konfirmasi",
        "ikesos.terbitkan",
        "kuota.susun",
        "kuota.tetapkan",
    }
)
"""Permissions over what is one for the whole kabupaten: an assignment to less than that does not carry them."""
IZIN_KELOLA = {
    "verval.alasantolak": "aturan.kelola",
    "verval.alasanmusyawarah": "aturan.kelola",
    "verval.aturanmusyawarah": "aturan.kelola",
    "verval.syaratkuorum": "aturan.kelola",
    "verval.syaratbukti": "aturan.kelola",
    "verval.kalenderbulanan": "aturan.kelola",
    "accounts.user": "pengguna.kelola",
    "accounts.alasanbuka": "aturan.kelola",
    "accounts.penugasan": "pengguna.kelola",
    "accounts.tugaskeluarga": "pengguna.kelola",
    "registry.petakode": "aturan.kelola",
    "socialaccount.socialaccount": "pengguna.kelola",
    "verval.bataslayanan": "aturan.kelola",
    "verval.harilibur": "aturan.kelola",
    "verval.templatpesan": "aturan.kelola",
    "ikesos.layak": "aturan.kelola",
    "ikesos.aturanlampu": "aturan.kelola",
    "ikesos.kemiskinanbps": "aturan.kelola",
    "ikesos.sasaran": "aturan.kelola",
    "ikesos.tugasisian": "aturan.kelola",
    "ikesos.anggotainstansi": "aturan.kelola",
    "ikesos.instansi": "aturan.kelola",
    "verval.masasimpan": "aturan.kelola",
    "wilayah.wilayah": "aturan.kelola",
    "wilayah.kodewilayah": "aturan.kelola",
}
"""What opens which table of the pages under /kelola/; a table that is not here opens to nobody."""


@dataclass(frozen=True, slots=True)
class Peran:
    """A role: label, the region level it is meant for, its permissions, whether it asks for a second factor."""

    label: str
    tingkat: str
    izin: frozenset[str]
    dua_faktor: bool = False


def _peran(label: str, tingkat: str, *izin: str, dua_faktor: bool = False) -> Peran:
    asing = set(izin) - set(IZIN)
    if asing:
        raise ValueError(f"izin tidak dikenal: {sorted(asing)}")
    return Peran(label, tingkat, frozenset(izin), dua_faktor)


# warga.buka, one number at a time, goes to those who compare it with a KTP or KK in front of them: at the counter
# (operator_desa, petugas_dinsos), at the door (pendamping), over a case (verifikator), or over a sample of what others
# have opened (auditor: the trail names records, and checking one of them means seeing it).
# warga.penuh, every number of a page, only where dozens are compared in one sitting: petugas_dinsos and verifikator.
# Whoever has it gives a second factor: a password alone never opens more than one number at a time.
# kades, kepala_opd and pengesah_bupati endorse cases by name and desil and open nothing; pimpinan sees aggregates.
PERAN: dict[str, Peran] = {
    "operator_desa": _peran(
        "Operator desa", "desa",
        "warga.lihat", "warga.sensitif", "warga.buka",
        "pembaruan.ajukan", "usulan.ajukan", "kasus.musyawarah", "agregat.lihat",
        "program.lihat", "bansos.lihat", "sanggah.catat",
    ),
    "kades": _peran(
        "Kepala desa/lurah", "desa",
        "warga.lihat", "kasus.sahkan_desa", "agregat.lihat", "program.lihat", "bansos.lihat",
    ),
    "pendamping": _peran(
        "Pendamping sosial", "desa",
        "warga.lihat", "warga.sensitif", "warga.buka", "pembaruan.ajukan", "kunjungan.isi",
        "program.lihat", "bansos.lihat",
    ),
    "petugas_dinsos": _peran(
        "Petugas Dinsos", "kabupaten",
        "warga.lihat", "warga.sensitif", "warga.buka", "warga.penuh",
        "impor.lihat", "impor.mulai", "pembaruan.ajukan", "usulan.ajukan", "kasus.kirim",
        "agregat.lihat", "peringkat.lihat", "program.lihat", "bansos.lihat", "bansos.impor", "ikesos.hitung",
        "rpjmd.isi", "rpjmd.kelola", "kunjungan.atur", "ikesos.isi", "kuota.susun", "sanggah.catat",
        dua_faktor=True,
    ),
    "verifikator": _peran(
        "Verifikator Dinsos", "kabupaten",
        "warga.lihat", "warga.sensitif", "warga.buka", "warga.penuh",
        "impor.lihat", "impor.terapkan", "pembaruan.periksa", "usulan.periksa", "agregat.lihat", "peringkat.lihat",
        "program.lihat", "bansos.lihat", "bansos.terapkan", "kunjungan.atur", "rpjmd.sahkan", "ikesos.konfirmasi",
        "sanggah.lihat", "sanggah.periksa", "sanggah.pelapor",
        dua_faktor=True,
    ),
    "kepala_opd": _peran(
        "Kepala Dinas Sosial", "kabupaten",
        "warga.lihat", "kasus.sahkan_opd", "peringkat.lihat", "peringkat.terbitkan", "agregat.lihat",
        "program.lihat", "bansos.lihat", "aturan.sahkan", "rpjmd.sahkan", "ikesos.terbitkan", "kuota.tetapkan",
        "sanggah.lihat", "pengguna.sahkan", dua_faktor=True,
    ),
    "pengesah_bupati": _peran(
        "Pengesah bupati", "kabupaten",
        "warga.lihat", "kasus.sahkan_bupati", "agregat.lihat", "program.lihat", dua_faktor=True,
    ),
    "admin": _peran(
        "Admin", "kabupaten",
        "impor.lihat", "peringkat.mulai", "peringkat.lihat", "pengguna.kelola", "pengguna.sahkan", "aturan.kelola",
        "agregat.lihat", "program.lihat",
        dua_faktor=True,
    ),
    "opd_mitra": _peran("OPD mitra", "kabupaten", "agregat.lihat", "program.lihat", "ikesos.isi", "rpjmd.isi"),
    "auditor": _peran(
        "Auditor", "kabupaten",
        "warga.lihat", "warga.buka", "impor.lihat", "peringkat.lihat", "audit.lihat", "agregat.lihat",
        "program.lihat", "bansos.lihat",
        dua_faktor=True,
    ),
    "pimpinan": _peran("Pimpinan daerah", "kabupaten", "agregat.lihat", "program.lihat"),
    "dpo": _peran("Pejabat pelindungan data", "kabupaten", "audit.lihat", "pengguna.sahkan", dua_faktor=True),
}  # fmt: skip
