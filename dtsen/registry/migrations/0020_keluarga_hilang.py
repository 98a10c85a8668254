"""A family that nobody of was found counts nowhere, and can be found again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
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
                ],
                default="aktif",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="keluarga",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["aktif", "pindah", "gabung", "bubar", "hilang"])),
                name="keluarga_status_dikenal",
                violation_error_message="Status keluarga tidak dikenal.",
            ),
        ),
    ]
