"""Leaving a programme: a case that writes an exclusion on its own ground."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0021_keluarga_calon"),
        ("verval", "0122_keluarga_baru"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_jenis_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="pengecualianpenerima",
            name="pengecualian_status_dikenal",
        ),
        migrations.AddField(
            model_name="pengecualianpenerima",
            name="dasar",
            field=models.CharField(blank=True, db_collation="C", db_default="", editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("isian", "Isian data"),
                    ("anggota_baru", "Anggota baru"),
                    ("meninggal", "Meninggal"),
                    ("tidak_ditemukan", "Orang tidak ditemukan"),
                    ("tinggal_bersama", "Tinggal bersama lagi"),
                    ("keluarga_hilang", "Keluarga tidak ditemukan"),
                    ("keluarga_ditemukan", "Keluarga ditemukan lagi"),
                    ("pindah_keluar", "Pindah keluar"),
                    ("pindah_masuk", "Pindah masuk"),
                    ("pecah_kk", "Pecah KK"),
                    ("gabung", "Gabung keluarga"),
                    ("ganda", "Data ganda"),
                    ("keluarga_baru", "Keluarga baru"),
                    ("perbaikan_nik", "Perbaikan NIK"),
                    ("perbaikan_kk", "Perbaikan No KK"),
                    ("graduasi", "Graduasi atau mundur dari program"),
                ],
                db_default="isian",
                default="isian",
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.AlterField(
            model_name="pengecualianpenerima",
            name="status",
            field=models.CharField(
                choices=[
                    ("exclude", "Exclude"),
                    ("exclude_pekerjaan", "Exclude pekerjaan"),
                    ("exclude_tidak_layak", "Exclude tidak layak daerah"),
                    ("exclude_meninggal", "Exclude meninggal"),
                    ("graduasi", "Graduasi"),
                    ("mundur", "Mengundurkan diri"),
                    ("salah_guna", "Bansos tidak dipergunakan sesuai peruntukan"),
                ],
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "jenis__in",
                        [
                            "isian",
                            "anggota_baru",
                            "meninggal",
                            "tidak_ditemukan",
                            "tinggal_bersama",
                            "keluarga_hilang",
                            "keluarga_ditemukan",
                            "pindah_keluar",
                            "pindah_masuk",
                            "pecah_kk",
                            "gabung",
                            "ganda",
                            "keluarga_baru",
                            "perbaikan_nik",
                            "perbaikan_kk",
                            "graduasi",
                        ],
                    )
                ),
                name="pembaruan_jenis_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengecualianpenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "exclude",
                            "exclude_pekerjaan",
                            "exclude_tidak_layak",
                            "exclude_meninggal",
                            "graduasi",
                            "mundur",
                            "salah_guna",
                        ],
                    )
                ),
                name="pengecualian_status_dikenal",
            ),
        ),
    ]
