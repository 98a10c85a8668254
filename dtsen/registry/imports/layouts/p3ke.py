"""P3KE: two tables, Kemendagri codes, labels instead of codes, no No KK.

Harmonised labels ("Keramik/Granit/...", "Asbes/Seng") have no published code: they go to the code queue, where an
admin may say what they shall mean.
"""

from __future__ import annotations

from dtsen.registry.imports.kolom import Kolom, fakta, label

JK = label({"Laki-laki": 1, "Perempuan": 2, "L": 1, "P": 2, "1": 1, "2": 2})
KAWIN = label({"Belum kawin": 1, "Kawin": 2, "Kawin/nikah": 2, "Cerai hidup": 3, "Cerai mati": 4})
HUBUNGAN = label(
    {
        "Kepala keluarga": 1, "Istri/suami": 2, "Istri": 2, "Suami": 2, "Anak": 3, "Menantu": 4, "Cucu": 5,
        "Orang tua/mertua": 6, "Orang tua": 6, "Orangtua": 6, "Mertua": 6, "Pembantu/sopir": 7, "Pembantu": 7,
        "Lainnya": 8, "Famili lain": 8,
    }
)  # fmt: skip
IJAZAH = label(
    {
        "Tidak Sekolah": 23, "Tidak Tamat SD": 23, "Masih SD/sederajat": 23, "Tamat SD": 3, "TAMAT SD / SEDERAJAT": 3,
        "Masih SLTP/sederajat": 3, "Tamat SMP": 8, "Masih SLTA/sederajat": 8, "Tamat SMA": 13, "Masih PT/akademi": 13,
        "Tamat PT/akademi": 19,
    }
)  # fmt: skip

KELUARGA: tuple[Kolom, ...] = (
    Kolom("kunci", ("id_keluarga_p3ke", "id keluarga")),
    Kolom("kode_desa", ("kode_kemdagri", "kode kemdagri", "kode kemendagri")),
    Kolom("nama_kepala", ("kepala_keluarga", "kepala keluarga")),
    Kolom("nik_kepala", ("nik",)),
    fakta("alamat", tingkat="keluarga"),
    fakta(
        "status_kepemilikan_rumah", "kepemilikan_rumah", tingkat="keluarga",
        pakai=label({"Milik Sendiri": 1, "Kontrak/Sewa": 2, "Bebas/Sewa/Menumpang": 3, "Dinas": 4, "Lainnya": 5}),
    ),
    fakta(
        "jenis_atap_terluas", "jenis_atap", tingkat="keluarga",
        pakai=label(
            {
                "Beton": 1, "Genteng": 2, "Kayu/Sirap": 6, "Bambu": 5, "Jerami/Ijuk/Rumbia/ Daun-daunan": 7,
                "Jerami/Ijuk/Rumbia/Daun-daunan": 7, "Lainnya": 8,
            }
        ),
    ),
    fakta(
        "jenis_dinding_terluas", "jenis_dinding", tingkat="keluarga",
        pakai=label({"Tembok": 1, "Plesteran anyaman bambu/kawat/Lainnya": 2, "Kayu/Papan": 3, "Bambu": 6}),
    ),
    fakta(
        "jenis_lantai_terluas", "jenis_lantai", tingkat="keluarga",
        pakai=label({"Semen": 6, "Kayu/Papan": 5, "Bambu": 7, "Tanah": 8, "Lainnya": 9}),
    ),
    fakta(
        "sumber_penerangan_utama", "sumber_penerangan", tingkat="keluarga",
        pakai=label(
            {
                "Listrik Pribadi s/d 900 Watt": 1, "Listrik Pribadi > 900 Watt": 1, "Pribadi <= 900 Watt": 1,
                "Pribadi > 900 Watt": 1, "Genset/solar cell": 3, "Genset": 3, "Listrik Bersama": 2, "Non-Listrik": 4,
                "Non Listrik": 4, "Listrik Bukan PLN": 3,
            }
        ),
    ),
    fakta(
        "sumber_air_minum_utama", "sumber_air_minum", tingkat="keluarga",
        pakai=label(
            {
                "Ledeng/PAM": 3, "Sumur Bor": 4, "Sumur Terlindung": 5, "Sumur Tidak Terlindung": 6,
                "Air Permukaan (Sungai, Danau, dll)": 9, "Air Hujan": 10, "Lainnya": 11,
            }
        ),
    ),
    fakta(
        "bahan_bakar_utama_memasak", "bahan_bakar_memasak", tingkat="keluarga",
        pakai=label({"Minyak Tanah": 7, "Lainnya": 11}),
    ),
)  # fmt: skip
INDIVIDU: tuple[Kolom, ...] = (
    Kolom("kunci", ("id_keluarga_p3ke", "id keluarga")),
    Kolom("nik", ("nik",)),
    fakta("nama", "nama", "nama_lengkap", tingkat="individu"),
    fakta("jenis_kelamin", "jenis_kelamin", "jenis kelamin", tingkat="individu", pakai=JK),
    fakta(
        "status_hubungan_keluarga", "hubungan_dengan_kepala_keluarga", "hubungan dengan kpl. keluarga",
        tingkat="individu", pakai=HUBUNGAN,
    ),
    fakta("tanggal_lahir", "tanggal_lahir", "tanggal lahir", tingkat="individu"),
    fakta("status_kawin", "status_kawin", "status kawin", tingkat="individu", pakai=KAWIN),
    fakta("ijazah_tertinggi_yang_dimiliki", "pendidikan", tingkat="individu", pakai=IJAZAH),
)  # fmt: skip
WAJIB_KELUARGA = ("id_keluarga_p3ke", "kode_kemdagri", "kepala_keluarga")
WAJIB_INDIVIDU = ("id_keluarga_p3ke", "id_individu", "nama", "nik")
