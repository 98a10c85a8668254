"""Dukcapil reference: one table of persons, for matching only (domain §2.7, our own layout)."""

from __future__ import annotations

KOLOM = {
    "nik": ("nik",),
    "nomor_kk": ("no_kk", "nokk"),
    "nama": ("nama_lgkp", "nama"),
    "tanggal_lahir": ("tgl_lhr", "tanggal_lahir"),
    "jenis_kelamin": ("jenis_klmin", "jenis_kelamin"),
    "kode_wilayah": ("kode_wilayah",),
    "status": ("status",),
    "tanggal_status": ("tgl_status",),
}
WAJIB = ("nik", "no_kk", "nama_lgkp", "tgl_lhr", "status")
JK = {"LAKI-LAKI": "1", "PEREMPUAN": "2", "L": "1", "P": "2", "1": "1", "2": "2"}
