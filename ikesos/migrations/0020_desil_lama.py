"""What a comparison of two periods needs: indicators counted with the earlier desil, and where inputs came from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0011_tugas_isian")]

    operations = [
        migrations.AddField(
            model_name="hitungan",
            name="desil_lama",
            field=models.CharField(blank=True, default="", max_length=7, verbose_name="versi desil resmi pembanding"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="hitungan",
            name="asal",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ikesos.hitungan",
                verbose_name="dihitung ulang dari",
            ),
        ),
        migrations.AddField(
            model_name="hasilindeks",
            name="nilai_desil_lama",
            field=models.FloatField(null=True, verbose_name="nilai dengan desil pembanding"),
        ),
    ]
