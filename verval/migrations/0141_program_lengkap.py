"""Programmes and rules of domain §5.1–5.3: amounts, Kukar's own, and what is known of others, weak sources marked."""

from datetime import date

from django.db import migrations

TANPA_BATAS = "Batas desil tidak ditemukan dalam sumber mana pun."
# kode, nama, singkatan, keterangan, penyelenggara
PROGRAM = (
    ("blt_dd", "Bantuan Langsung Tunai Dana Desa", "BLT Desa", "Bantuan tunai dari APB Desa.", "desa"),
    (
        "blt_kesra", "Bantuan Langsung Tunai Kesejahteraan Rakyat", "BLT Kesra",
        "Bantuan tunai sekali pada akhir 2025.", "pusat",
    ),
    ("pip", "Program Indonesia Pintar", "PIP", "Bantuan pendidikan per siswa.", "pusat"),
    ("kip_kuliah", "Kartu Indonesia Pintar Kuliah", "KIP Kuliah", "Biaya kuliah per mahasiswa.", "pusat"),
    ("bsps", "Bantuan Stimulan Perumahan Swadaya", "BSPS", "Perbaikan rumah tidak layak huni.", "pusat"),
    ("listrik", "Subsidi Listrik", "Subsidi listrik", "Tarif bersubsidi menurut ID pelanggan PLN.", "pusat"),
    ("kukar_lansia", "Bantuan Lanjut Usia Kukar", "Lansia Kukar", "Bantuan tunai kabupaten per orang.", "kabupaten"),
    (
        "kukar_disabilitas", "Bantuan Penyandang Disabilitas Kukar", "Disabilitas Kukar",
        "Bantuan tunai kabupaten per orang.", "kabupaten",
    ),
    (
        "kukar_pmks", "Bantuan Penyandang Masalah Kesejahteraan Sosial Kukar", "PMKS Kukar",
        "Bantuan tunai kabupaten per orang, menurut golongan PMKS.", "kabupaten",
    ),
)  # fmt: skip
DEDIKASI, IDAMAN = "Dedikasi Kukar Idaman (APBD)", "Kukar Idaman Terbaik (misi 1)"
MEI_2023, OKT_2025, NOV_2025, DES_2025 = date(2023, 5, 1), date(2025, 10, 31), date(2025, 11, 1), date(2025, 12, 31)
OKT_1_2025, JAN_2023, JAN_2026 = date(2025, 10, 1), date(2023, 1, 1), date(2026, 1, 1)
DESIL_DAERAH = "Batas desil belum ditetapkan; golongan yang menentukan."
# program, maks, unit, penerima, tunai, nominal, tiap, dasar, dari, sampai, status, lemah, catatan, histeresis
ATURAN = (
    (
        "blt_dd", 10, "keluarga", "kepala_pasangan", True, None, "", "APB Desa", JAN_2026, None, "draf", False,
        TANPA_BATAS, False,
    ),
    (
        "blt_kesra", 10, "keluarga", "kepala_pasangan", True, 900_000, "sekali", "BLT Kesra akhir 2025", OKT_1_2025,
        DES_2025, "aktif", False, "Diperiksa dengan DTSEN; batas desilnya tidak ditemukan.", False,
    ),
    (
        "pip", 10, "individu", "anggota", False, None, "", "Besaran PIP 2023", JAN_2023, None, "draf", True,
        TANPA_BATAS, False,
    ),
    (
        "kip_kuliah", 4, "individu", "anggota", False, None, "", "Ketentuan KIP Kuliah 2026", JAN_2026, None, "aktif",
        True, "Desil menjadi penentu utama tahun 2026.", False,
    ),
    (
        "bsps", 10, "keluarga", "kepala_pasangan", False, None, "", "Memakai DTSEN", JAN_2026, None, "draf", False,
        TANPA_BATAS, False,
    ),
    (
        "listrik", 10, "keluarga", "kepala_pasangan", False, None, "", "Pencocokan ID pelanggan PLN dengan DTSEN",
        JAN_2026, None, "draf", True, TANPA_BATAS, False,
    ),
    (
        "kukar_lansia", 10, "individu", "anggota", True, 200_000, "bulan", DEDIKASI, MEI_2023, OKT_2025, "aktif",
        False, DESIL_DAERAH, True,
    ),
    (
        "kukar_lansia", 10, "individu", "anggota", True, 200_000, "bulan", IDAMAN, NOV_2025, None, "aktif", False,
        DESIL_DAERAH, True,
    ),
    (
        "kukar_disabilitas", 10, "individu", "anggota", True, 200_000, "bulan", DEDIKASI, MEI_2023, OKT_2025, "aktif",
        False, DESIL_DAERAH, True,
    ),
    (
        "kukar_disabilitas", 10, "individu", "anggota", True, 200_000, "bulan", IDAMAN, NOV_2025, None, "aktif", False,
        DESIL_DAERAH, True,
    ),
    (
        "kukar_pmks", 10, "individu", "anggota", True, 200_000, "bulan", IDAMAN, NOV_2025, None, "aktif", False,
        DESIL_DAERAH, True,
    ),
)  # fmt: skip
# nominal setahun, paling banyak orang (domain §5.2); lansia 60 menurut daftar yang lebih baru
PKH = {
    "hamil": (3_000_000, 2),
    "anak_usia_dini": (3_000_000, 2),
    "sd": (900_000, None),
    "smp": (1_500_000, None),
    "sma": (2_000_000, None),
    "disabilitas_berat": (2_400_000, None),
    "lansia": (2_400_000, None),
}
PIP = {"sd": 450_000, "smp": 750_000, "sma": 1_000_000}
KUKAR = {"kukar_lansia": "lansia", "kukar_disabilitas": "disabilitas_berat"}


def isi(apps, schema_editor):
    di = schema_editor.connection.alias
    program, aturan, komponen = (
        apps.get_model("verval", nama).objects.using(di)
        for nama in ("ProgramBansos", "AturanProgram", "KomponenAturan")
    )
    program.update(lewat_usulan=True)
    for urut, (kode, nama, singkatan, keterangan, penyelenggara) in enumerate(PROGRAM, start=6):
        program.create(
            kode=kode, nama=nama, singkatan=singkatan, keterangan=keterangan, penyelenggara=penyelenggara, urut=urut
        )
    aturan.filter(program="sembako").update(nominal=200_000, tiap="bulan")
    aturan.filter(program__in=("pkh", "sembako", "pbi_jk"), status="draf").update(
        sumber_lemah=True, catatan="Catatan desa atas paparan Pusdatin; berlaku bertahap."
    )
    aturan.filter(program="pkh").update(komponen_maks=4)
    aturan.filter(program="pkh", status="aktif").update(
        catatan="Sejak Februari 2026 desil 1–2 didahulukan, desil 3–4 bila kuota masih ada."
    )
    for kode, (nominal, banyak) in PKH.items():
        komponen.filter(aturan__program="pkh", kode=kode).update(nominal_tahun=nominal, maks_orang=banyak)
    syarat = {
        satu.kode: (satu.usia_min, satu.usia_maks, satu.syarat)
        for satu in komponen.filter(aturan__program="pkh", aturan__status="aktif")
    }
    for kode, maks, unit, penerima, tunai, nominal, tiap, dasar, dari, sampai, status, lemah, catatan, lama in ATURAN:
        baru = aturan.create(
            program_id=kode, desil_min=1, desil_maks=maks, unit=unit, penerima=penerima, tunai=tunai, nominal=nominal,
            tiap=tiap, dasar_hukum=dasar, berlaku_dari=dari, berlaku_sampai=sampai, status=status, sumber_lemah=lemah,
            catatan=catatan, histeresis=lama,
        )  # fmt: skip
        milik = {KUKAR[kode]: None} if kode in KUKAR else PIP if kode == "pip" else {}
        for satu, setahun in milik.items():
            usia_min, usia_maks, butir = syarat[satu]
            komponen.create(
                aturan=baru, kode=satu, usia_min=usia_min, usia_maks=usia_maks, syarat=butir, nominal_tahun=setahun
            )


class Migration(migrations.Migration):
    dependencies = [("verval", "0140_penerima")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
