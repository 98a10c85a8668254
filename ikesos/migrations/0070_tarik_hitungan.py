"""A published calculation can be taken back, with a reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ikesos", "0061_kem_instansi"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="hitungan",
            name="alasan_tarik",
            field=models.CharField(blank=True, max_length=500, verbose_name="alasan penarikan"),
        ),
        migrations.AddField(
            model_name="hitungan",
            name="ditarik",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="hitungan",
            name="ditarik_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="hitungan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_tarik", ""), ("ditarik", None), ("ditarik_oleh", None)),
                    models.Q(
                        ("ditarik__isnull", False),
                        ("ditarik_oleh__isnull", False),
                        ("diterbitkan", None),
                        ("status", "selesai"),
                        models.Q(("alasan_tarik", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hitungan_ditarik",
                violation_error_message="Hitungan yang ditarik menyebut siapa yang menarik dan mengapa.",
            ),
        ),
    ]
