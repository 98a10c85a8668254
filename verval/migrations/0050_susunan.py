"""Cases about family make-up beside those about one fact; numbers of theirs stand in a column of their own."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0012_susunan_keluarga"),
        ("verval", "0062_indeks_antrean"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_draf",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_keluarga",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_individu",
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="dasar",
            field=models.JSONField(db_default={}, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="isi",
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name="isi operasi"),
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("isian", "Satu data"),
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
        migrations.AddField(
            model_name="pembaruan",
            name="nomor",
            field=models.JSONField(db_default={}, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="fakta",
            field=models.CharField(blank=True, max_length=60, verbose_name="data"),
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="nilai_baru",
            field=models.JSONField(blank=True, null=True, verbose_name="nilai baru"),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("dasar", {}),
                        ("isi", {}),
                        ("jenis", "isian"),
                        ("nilai_baru__isnull", False),
                        ("nomor", {}),
                        models.Q(("fakta", ""), _negated=True),
                    ),
                    models.Q(
                        ("fakta", ""),
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
                        ("nilai_baru__isnull", True),
                        ("nilai_lama__isnull", True),
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
                ),
                fields=("keluarga", "jenis", "fakta"),
                name="pembaruan_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("individu__isnull", False),
                    ("status__in", ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "dikembalikan")),
                ),
                fields=("individu", "jenis", "fakta"),
                name="pembaruan_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draf")),
                fields=("pembuat", "keluarga", "individu", "jenis", "fakta"),
                name="pembaruan_satu_draf",
                nulls_distinct=False,
                violation_error_message="Anda sudah punya draf untuk data ini.",
            ),
        ),
    ]
