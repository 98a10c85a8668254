"""The monthly calendar as dated rows, with the days of 2026 (domain §4.3)."""

import django.core.validators
from django.db import migrations, models


def fill(apps, schema_editor):
    apps.get_model("verval", "KalenderBulanan").objects.using(schema_editor.connection.alias).create(
        berlaku_dari="2025-01-01",
        tenggat_pengajuan=11,
        tenggat_musyawarah=14,
        pengesahan_dari=15,
        pengesahan_sampai=17,
        dasar="Paparan BPS Kabupaten Paser 2026",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0031_pesan"),
    ]

    operations = [
        migrations.CreateModel(
            name="KalenderBulanan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("berlaku_dari", models.DateField(unique=True, verbose_name="berlaku dari")),
                (
                    "tenggat_pengajuan",
                    models.SmallIntegerField(
                        default=11,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="batas pengajuan (tanggal)",
                    ),
                ),
                (
                    "tenggat_musyawarah",
                    models.SmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="batas musyawarah atau SPTJM (tanggal)",
                    ),
                ),
                (
                    "pengesahan_dari",
                    models.SmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="pengesahan dari (tanggal)",
                    ),
                ),
                (
                    "pengesahan_sampai",
                    models.SmallIntegerField(
                        default=17,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="pengesahan sampai (tanggal)",
                    ),
                ),
                ("dasar", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
            ],
            options={
                "verbose_name": "kalender bulanan",
                "verbose_name_plural": "kalender bulanan",
                "ordering": ("-berlaku_dari",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pengesahan_dari__lte", models.F("pengesahan_sampai")),
                            ("pengesahan_sampai__lte", 28),
                            ("tenggat_musyawarah__lt", models.F("pengesahan_dari")),
                            ("tenggat_pengajuan__gte", 1),
                            ("tenggat_pengajuan__lt", models.F("tenggat_musyawarah")),
                        ),
                        name="kalender_urut",
                        violation_error_message="Urutannya: pengajuan, musyawarah, lalu pengesahan; semuanya tanggal 1 sampai 28.",
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
