"""The columns of the one fact go: its row says it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("verval", "0091_isi_butir")]

    operations = [
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_isi_sesuai_jenis",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_keluarga",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_individu",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_draf",
        ),
        migrations.RemoveField(
            model_name="pembaruan",
            name="fakta",
        ),
        migrations.RemoveField(
            model_name="pembaruan",
            name="nilai_baru",
        ),
        migrations.RemoveField(
            model_name="pembaruan",
            name="nilai_lama",
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="alasan",
            field=models.TextField(blank=True, verbose_name="alasan"),
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("isian", "Isian data"),
                    ("anggota_baru", "Anggota baru"),
                    ("meninggal", "Meninggal"),
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
                        (
                            "jenis__in",
                            [
                                "anggota_baru",
                                "meninggal",
                                "pindah_keluar",
                                "pindah_masuk",
                                "pecah_kk",
                                "gabung",
                                "ganda",
                                "perbaikan_nik",
                                "perbaikan_kk",
                            ],
                        ),
                        models.Q(("isi", {}), ("nomor", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="pembaruan_isi_sesuai_jenis",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("individu__isnull", True),
                    ("status__in", ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "dikembalikan")),
                    models.Q(("jenis", "isian"), _negated=True),
                ),
                fields=("keluarga", "jenis"),
                name="pembaruan_satu_keluarga",
                violation_error_message="Perubahan ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("individu__isnull", False),
                    ("status__in", ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "dikembalikan")),
                    models.Q(("jenis", "isian"), _negated=True),
                ),
                fields=("individu", "jenis"),
                name="pembaruan_satu_individu",
                violation_error_message="Perubahan ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draf"), models.Q(("jenis", "isian"), _negated=True)),
                fields=("pembuat", "keluarga", "individu", "jenis"),
                name="pembaruan_satu_draf",
                nulls_distinct=False,
                violation_error_message="Anda sudah punya draf untuk perubahan ini.",
            ),
        ),
    ]
