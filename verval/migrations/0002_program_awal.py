"""Programmes and rules to begin with (79/HUK/2025), the tightening reported in January 2026 as a draft; hops are
only ever added to."""

from datetime import date

from django.db import migrations

from dtsen.wilayah.peran_basis_data import revoke

HUK_79 = "Kepmensos 79/HUK/2025"
PENGETATAN = "Rencana pengetatan Januari 2026 (belum ada keputusan tertulis)"
SEKOLAH = "Ketentuan penerimaan siswa Sekolah Rakyat 2025"
MEI_2025, JULI_2025, JANUARI_2026 = date(2025, 5, 26), date(2025, 7, 1), date(2026, 1, 1)

PROGRAM = (
    (
        "pkh",
        "Program Keluarga Harapan",
        "PKH",
        "Bantuan tunai bersyarat untuk keluarga dengan ibu hamil, anak, lansia atau penyandang disabilitas.",
    ),
    ("sembako", "Bantuan Sembako (BPNT)", "Sembako", "Bantuan pangan bulanan untuk keluarga."),
    ("pbi_jk", "Penerima Bantuan Iuran Jaminan Kesehatan", "PBI-JK", "Iuran JKN dibayar pemerintah, per orang."),
    ("atensi", "Asistensi Rehabilitasi Sosial", "ATENSI", "Rehabilitasi sosial per orang, menurut desil atau asesmen."),
    ("sekolah_rakyat", "Sekolah Rakyat", "Sekolah Rakyat", "Sekolah berasrama. Desil 1 didahulukan."),
)
# program, min, maks, asesmen, unit, penerima, dasar hukum, berlaku dari, status
ATURAN = (
    ("pkh", 1, 4, False, "keluarga", "kepala_pasangan", HUK_79, MEI_2025, "aktif"),
    ("sembako", 1, 5, False, "keluarga", "kepala_pasangan", HUK_79, MEI_2025, "aktif"),
    ("pbi_jk", 1, 5, False, "individu", "anggota", HUK_79, MEI_2025, "aktif"),
    ("atensi", 1, 5, True, "individu", "anggota", HUK_79, MEI_2025, "aktif"),
    ("sekolah_rakyat", 1, 2, False, "individu", "anggota", SEKOLAH, JULI_2025, "aktif"),
    ("pkh", 1, 1, False, "keluarga", "kepala_pasangan", PENGETATAN, JANUARI_2026, "draf"),
    ("sembako", 1, 2, False, "keluarga", "kepala_pasangan", PENGETATAN, JANUARI_2026, "draf"),
    ("pbi_jk", 1, 4, False, "individu", "anggota", PENGETATAN, JANUARI_2026, "draf"),
)


def isi(apps, schema_editor):
    di = schema_editor.connection.alias
    program = apps.get_model("verval", "ProgramBansos").objects.using(di)
    aturan = apps.get_model("verval", "AturanProgram").objects.using(di)
    for urut, (kode, nama, singkatan, keterangan) in enumerate(PROGRAM, start=1):
        program.create(kode=kode, nama=nama, singkatan=singkatan, keterangan=keterangan, urut=urut)
    for kode, rendah, tinggi, asesmen, unit, penerima, dasar, dari, status in ATURAN:
        aturan.create(
            program_id=kode,
            desil_min=rendah,
            desil_maks=tinggi,
            boleh_asesmen=asesmen,
            unit=unit,
            penerima=penerima,
            dasar_hukum=dasar,
            berlaku_dari=dari,
            status=status,
        )


def hanya_tambah(apps, schema_editor):
    revoke(schema_editor, "verval_langkah", "UPDATE, DELETE")


class Migration(migrations.Migration):
    dependencies = [("verval", "0001_initial"), ("wilayah", "0001_initial")]

    operations = [
        migrations.RunPython(isi, migrations.RunPython.noop),
        migrations.RunPython(hanya_tambah, migrations.RunPython.noop),
    ]
