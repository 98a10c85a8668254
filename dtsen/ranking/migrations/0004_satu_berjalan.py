from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ranking", "0003_fungsi_fitur")]

    operations = [
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("dibuka", "beku", "dihitung"))),
                fields=("periode",),
                name="run_satu_berjalan_per_periode",
                violation_error_message="Pemeringkatan periode ini sudah dimulai dan belum selesai.",
            ),
        ),
    ]
