import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0021_segel"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlasanBuka",
            fields=[
                (
                    "kode",
                    models.CharField(
                        db_collation="C", max_length=20, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("label", models.CharField(max_length=100, verbose_name="alasan")),
                ("urut", models.SmallIntegerField(default=0, verbose_name="urutan")),
                ("aktif", models.BooleanField(default=True, verbose_name="dapat dipilih")),
            ],
            options={
                "verbose_name": "alasan membuka nomor",
                "verbose_name_plural": "alasan membuka nomor",
            },
        ),
        migrations.CreateModel(
            name="AksesPenuh",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sesi", models.CharField(db_collation="C", editable=False, max_length=64)),
                ("alasan", models.TextField(verbose_name="penjelasan")),
                ("mulai", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sampai", models.DateTimeField()),
                ("dicabut", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
                (
                    "sebab",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.alasanbuka",
                        verbose_name="alasan",
                    ),
                ),
            ],
            options={
                "verbose_name": "akses penuh",
                "verbose_name_plural": "akses penuh",
                "indexes": [models.Index(fields=["user", "-id"], name="aksespenuh_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sampai__gt", models.F("mulai")),
                            (
                                "sampai__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("mulai"), "+", models.Value(datetime.timedelta(seconds=1800))
                                ),
                            ),
                        ),
                        name="aksespenuh_paling_lama",
                        violation_error_message="Akses penuh paling lama 30 menit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dicabut__isnull", True), ("dicabut__gte", models.F("mulai")), _connector="OR"
                        ),
                        name="aksespenuh_cabut_urut",
                    ),
                ],
            },
        ),
    ]
