"""What the rules of 79/HUK/2025 ask for beside the desil: components of PKH, the 15 excluded groups, one cash aid.

The rows of 0002 said the desil only. They are completed, not replaced: the conditions belong to the same rules from the
same day on, and drafts are built like the rules they would follow.
"""

from django.db import migrations

SEKOLAH = {"sd": range(1, 6), "smp": range(6, 11), "sma": range(11, 18)}
MASIH_SEKOLAH = 2
BERAT = [1, 2]
"""Sama sekali tidak bisa; banyak kesulitan, butuh bantuan."""
SULIT = (
    "penglihatan", "pendengaran", "berjalan_atau_naik_tangga", "menggunakan_tangan_jari",
    "belajar_kemampuan_intelektual", "pengendalian_perilaku", "berbicara_komunikasi", "mengurus_diri",
    "mengingat_berkonsentrasi",
)  # fmt: skip
# komponen, usia terendah, usia tertinggi, syarat
KOMPONEN_PKH = (
    ("hamil", None, None, [{"hamil": [1]}]),
    ("anak_usia_dini", 0, 6, []),
    *(
        (kode, None, None, [{"jenjang_tertinggi_yang_diduduki": list(jenjang), "partisipasi_sekolah": [MASIH_SEKOLAH]}])
        for kode, jenjang in SEKOLAH.items()
    ),
    ("lansia", 60, None, []),
    ("disabilitas_berat", None, None, [{fakta: BERAT} for fakta in SULIT]),
)

NEGARA = "ASN, TNI, Polri, pegawai BUMN/BUMD, atau pejabat negara"
KELOMPOK = (
    (1, "Alamat tidak ditemukan", "manual"),
    (2, "Orang tidak ditemukan", "keberadaan"),
    (3, "Meninggal", "keberadaan"),
    (4, NEGARA, "fakta"),
    (5, f"Keluarga dari {NEGARA}", "fakta"),
    (6, "Pensiunan ASN, TNI, atau Polri", "fakta"),
    (7, "Menerima upah dari APBN atau APBD", "fakta"),
    (8, "Perangkat desa", "fakta"),
    (9, "Guru bersertifikasi", "manual"),
    (10, "Tenaga kesehatan", "fakta"),
    (11, "Pengurus atau pemilik perusahaan", "manual"),
    (12, "Upah di atas UMP atau UMK", "manual"),
    (13, "Menolak menerima bansos", "manual"),
    (14, "Tidak memenuhi syarat hukum yang lain", "manual"),
    (15, "Menerima bansos dari pihak lain", "manual"),
)
# Labels of the KTP as Dukcapil writes them. GURU does not tell a certificate and KARYAWAN HONORER not who pays: by hand.
ASN = [
    {"status_dalam_pekerjaan_utama": [5]},
    {
        "pekerjaan_ktp": [
            "PEGAWAI NEGERI SIPIL (PNS)", "PEGAWAI NEGERI SIPIL", "PNS", "TENTARA NASIONAL INDONESIA (TNI)",
            "TENTARA NASIONAL INDONESIA", "TNI", "KEPOLISIAN RI (POLRI)", "KEPOLISIAN RI", "POLRI", "KARYAWAN BUMN",
            "KARYAWAN BUMD",
        ]
    },
]  # fmt: skip
PEJABAT = [
    "ANGGOTA DPR-RI", "ANGGOTA DPD", "ANGGOTA BPK", "PRESIDEN", "WAKIL PRESIDEN", "ANGGOTA MAHKAMAH KONSTITUSI",
    "ANGGOTA KABINET KEMENTERIAN", "DUTA BESAR", "GUBERNUR", "WAKIL GUBERNUR", "BUPATI", "WAKIL BUPATI", "WALIKOTA",
    "WAKIL WALIKOTA", "ANGGOTA DPRD PROVINSI", "ANGGOTA DPRD KABUPATEN/KOTA",
]  # fmt: skip
LARANGAN = (
    (4, "penerima", ASN),
    (5, "lain", ASN),
    (6, "anggota", [{"pekerjaan_ktp": ["PENSIUNAN"]}]),
    (7, "anggota", [{"pekerjaan_ktp": PEJABAT}]),
    (8, "anggota", [{"pekerjaan_ktp": ["PERANGKAT DESA", "KEPALA DESA"]}]),
    (10, "anggota", [{"pekerjaan_ktp": ["DOKTER", "BIDAN", "PERAWAT", "APOTEKER"]}]),
)
TUNAI, BERKELOMPOK = ("pkh", "sembako"), ("pkh", "sembako", "pbi_jk")


def isi(apps, schema_editor):
    di = schema_editor.connection.alias
    aturan, komponen, kelompok, larangan = (
        apps.get_model("verval", nama).objects.using(di)
        for nama in ("AturanProgram", "KomponenAturan", "KelompokTidakLayak", "LaranganAturan")
    )
    for nomor, nama, cara in KELOMPOK:
        kelompok.create(nomor=nomor, nama=nama, cara=cara)
    aturan.filter(program__in=TUNAI).update(tunai=True)
    aturan.filter(program__in=BERKELOMPOK).update(satu_per_nik=True)
    for satu in aturan.filter(program__in=BERKELOMPOK):
        for nomor, siapa, syarat in LARANGAN:
            larangan.create(aturan=satu, kelompok_id=nomor, siapa=siapa, syarat=syarat)
    for satu in aturan.filter(program="pkh"):
        for kode, usia_min, usia_maks, syarat in KOMPONEN_PKH:
            komponen.create(aturan=satu, kode=kode, usia_min=usia_min, usia_maks=usia_maks, syarat=syarat)


class Migration(migrations.Migration):
    dependencies = [("verval", "0020_kelayakan")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
