"""The pages under /kelola/ as one part of the house: what stands where, and in which words.

The tables themselves are registered by the admin module of their floor.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

KELOMPOK: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Akun dan tugas",
        (
            ("accounts.user", "Buat akun, tutup akun, dan beri penugasan kepada pemiliknya."),
            ("accounts.penugasan", "Siapa bekerja sebagai apa, di wilayah mana, dari tanggal berapa sampai kapan."),
            ("accounts.alasanbuka", "Alasan yang dapat dipilih saat seseorang membuka NIK atau No KK lengkap."),
            ("socialaccount.socialaccount", "Akun yang masuk lewat SSO. Tautan baru dibuat di halaman keamanan akun."),
        ),
    ),
    (
        "Kasus dan musyawarah",
        (
            ("verval.alasantolak", "Alasan yang dapat dipilih saat pembaruan atau usulan ditolak."),
            ("verval.syaratbukti", "Bukti apa yang harus ada sebelum satu langkah kasus dapat diteruskan."),
            ("verval.alasanmusyawarah", "Alasan musyawarah menyebut satu keluarga miskin atau tidak."),
            ("verval.aturanmusyawarah", "Berapa hari sebelumnya undangan dikirim, dan lama masa keberatan."),
            ("verval.syaratkuorum", "Siapa yang harus hadir agar musyawarah sah."),
            ("verval.templatpesan", "Isi pesan kepada warga, pengaju, dan petugas yang diingatkan."),
        ),
    ),
    (
        "Hari kerja, tenggat, dan masa simpan",
        (
            ("verval.kalenderbulanan", "Tanggal batas pengajuan, musyawarah, dan pengesahan setiap bulan."),
            ("verval.bataslayanan", "Mulai hari kerja ke berapa kasus yang menunggu ditandai kuning, lalu merah."),
            ("verval.harilibur", "Hari yang tidak dihitung sebagai hari kerja, selain Sabtu dan Minggu."),
            ("verval.masasimpan", "Berapa bulan berkas dan catatan disimpan sebelum dihapus."),
        ),
    ),
    (
        "Indeks dan RPJMD",
        (
            ("ikesos.instansi", "Dinas dan badan yang mengisi input indeks, beserta akun pengisinya."),
            ("ikesos.tugasisian", "Indikator mana diisi instansi mana, kapan tenggatnya."),
            ("ikesos.layak", "Lantai, dinding, air, dan hal lain yang dihitung sebagai layak."),
            ("ikesos.aturanlampu", "Mulai capaian berapa persen lampu RPJMD hijau atau kuning."),
            ("ikesos.sasaran", "Sasaran RPJMD yang menaungi indikator."),
            ("ikesos.kemiskinanbps", "Angka kemiskinan seperti diterbitkan BPS."),
        ),
    ),
    (
        "Wilayah dan kode",
        (
            ("wilayah.wilayah", "Kabupaten, kecamatan, desa, dan kelurahan."),
            ("wilayah.kodewilayah", "Kode BPS dan kode lama yang menunjuk wilayah yang sama."),
            ("registry.petakode", "Kode berkas impor yang belum dikenal; artinya dipakai mulai impor berikutnya."),
        ),
    ),
)  # fmt: skip
"""(heading, ((table, what it is for), ...)); a table that is not here stands under `LAIN`."""
LAIN = "Lainnya"
KETERANGAN = {tabel: keterangan for _, isi in KELOMPOK for tabel, keterangan in isi}
BARIS_BARU = "Baris yang sudah berlaku tidak diubah. Tambah baris baru dengan tanggal mulainya."
BERLAKU = "Paling cepat hari ini. Yang sudah lewat memakai baris lama."
KUNCI = "Singkat, huruf kecil tanpa spasi, misalnya: data_ganda. Tidak dapat diganti sesudah disimpan."
PETUNJUK = {
    "accounts.alasanbuka.kode": KUNCI,
    "accounts.penugasan.rt": "Hanya angka, misalnya 003. Kosongkan bila seluruh wilayah.",
    "accounts.penugasan.selesai": "Kosongkan bila belum ditentukan. Penugasan berakhir sesudah hari ini.",
    "accounts.penugasan.wilayah": "Ketik nama atau kode desa, kecamatan, atau kabupaten.",
    "accounts.user.username": "Untuk masuk. Huruf kecil, angka, dan titik, misalnya: operator.perian.",
    "accounts.tugaskeluarga.keluarga_id": "Angka terakhir pada alamat halaman keluarga, bukan No KK.",
    "verval.alasantolak.kode": KUNCI,
    "verval.alasantolak.perlu_catatan": "Pemeriksa harus menulis satu kalimat penjelasan.",
    "verval.alasanmusyawarah.kode": KUNCI,
    "verval.harilibur.nama": "Misalnya: Hari Raya Nyepi.",
    "verval.harilibur.tanggal": "Tidak dapat diganti sesudah disimpan: bila keliru, hapus lalu tambah lagi.",
    "verval.harilibur.pasti": "Centang sesudah tanggalnya sama dengan Surat Keputusan Bersama tiga menteri.",
    "verval.masasimpan.bulan": "1 sampai 120. Yang lebih lama dari ini dihapus pada malam berikutnya.",
    "verval.masasimpan.dasar": "Peraturan atau surat yang menetapkannya.",
    "ikesos.layak.kode": "Kode pilihan yang layak, dipisah koma, misalnya: 1,2,3. Luas dan lansia: satu angka.",
    "ikesos.layak.dokumen": "Peraturan atau surat yang menetapkannya.",
    "ikesos.aturanlampu.hijau": "Persen dari target, misalnya: 100.",
    "ikesos.aturanlampu.kuning": "Persen dari target, lebih kecil daripada batas hijau.",
    "ikesos.kemiskinanbps.kode_wilayah": "Kode Kemendagri 2 atau 4 angka, misalnya: 6402.",
    "ikesos.kemiskinanbps.periode": "Tahun atau tahun-bulan, misalnya: 2025 atau 2025-03.",
    "ikesos.kemiskinanbps.p0": "Seperti dicetak BPS, misalnya: 7,28.",
    "ikesos.kemiskinanbps.gini": "Antara 0 dan 1.",
    "ikesos.tugasisian.indikator": "Seperti tertulis pada halaman struktur indeks, misalnya: PS1.4.",
    "ikesos.tugasisian.tenggat": "45 berarti 45 hari sesudah periode berakhir.",
    "wilayah.wilayah.kode": "2, 4, 6, atau 10 angka tanpa titik. Tidak dapat diganti sesudah disimpan.",
    "registry.petakode.abaikan": "Nilai ini dibaca sebagai tidak diketahui.",
}
"""Hints of fields whose model has none, as `app.table.field`."""


class Situs(AdminSite):
    """Grouped by what people come for, not by the packages of the program."""

    site_header, site_title, index_title = "Kelola", "Kelola", "Kelola"
    empty_value_display = "–"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # one by one, each with its question

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the groups with the tables this user may open; Django's own order stays for `app_label`."""
        ada = {
            satu["model"]._meta.label_lower: satu
            for paket in self._build_app_dict(request, app_label).values()
            for satu in paket["models"]
        }
        semua = [(judul, [tabel for tabel, _ in isi if tabel in ada]) for judul, isi in KELOMPOK]
        semua.append((LAIN, [tabel for tabel in ada if tabel not in KETERANGAN]))
        return [
            {
                "name": judul,
                "app_label": judul,
                "app_url": "",
                "has_module_perms": True,
                "models": [ada[tabel] | {"keterangan": KETERANGAN.get(tabel, "")} for tabel in isi],
            }
            for judul, isi in semua
            if isi
        ]
