"""Kinds of corrections stand in a constraint of their own, so that a new kind changes that one only."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0020_keluarga_hilang"),
        ("verval", "0120_bulan_pembaruan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_isi_sesuai_jenis",
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
                    ("perbaikan_nik", "Perbaikan NIK"),
                    ("perbaikan_kk", "Perbaikan No KK"),
                ],
                db_default="isian",
                default="isian",
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dasar", {}), ("isi", {}), ("jenis", "isian"), ("nomor", {})),
                    models.Q(
                        models.Q(("jenis", "isian"), _negated=True),
                        models.Q(("isi", {}), ("nomor", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="pembaruan_isi_sesuai_jenis",
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
                            "perbaikan_nik",
                            "perbaikan_kk",
                        ],
                    )
                ),
                name="pembaruan_jenis_dikenal",
            ),
        ),
    ]
