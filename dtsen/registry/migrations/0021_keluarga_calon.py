"""A family that a case proposes, until approval."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0020_keluarga_hilang"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="keluarga",
            name="keluarga_status_dikenal",
        ),
        migrations.AlterField(
            model_name="keluarga",
            name="status",
            field=models.CharField(
                choices=[
                    ("aktif", "Aktif"),
                    ("pindah", "Pindah ke luar kabupaten"),
                    ("gabung", "Digabung ke keluarga lain"),
                    ("bubar", "Tidak ada lagi"),
                    ("hilang", "Tidak ditemukan"),
                    ("calon", "Calon keluarga baru"),
                ],
                default="aktif",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="keluarga",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["aktif", "pindah", "gabung", "bubar", "hilang", "calon"])),
                name="keluarga_status_dikenal",
                violation_error_message="Status keluarga tidak dikenal.",
            ),
        ),
    ]
