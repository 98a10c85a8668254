"""Idempotency keys of forms and API calls. No family and no word of what was sent: nothing for row-level security."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0050_susunan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kiriman",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kunci", models.UUIDField(verbose_name="kunci")),
                ("sidik", models.CharField(db_collation="C", max_length=64)),
                ("tujuan", models.CharField(blank=True, max_length=200, verbose_name="tujuan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "pelaku",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "kiriman",
                "verbose_name_plural": "kiriman",
                "indexes": [models.Index(fields=["dibuat"], name="kiriman_dibuat")],
                "constraints": [models.UniqueConstraint(fields=("pelaku", "kunci"), name="kiriman_sekali")],
            },
        ),
    ]
