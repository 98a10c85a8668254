"""The bases of a quota are counted in the background: where it stands, and why it came to nothing."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0240_pengingat_isian"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="kuota",
            name="kuota_status_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="kuota",
            name="kuota_dua_orang",
        ),
        migrations.AddField(
            model_name="kuota",
            name="galat",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="sebab tidak terbagi"),
        ),
        migrations.AddField(
            model_name="kuota",
            name="kemajuan",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="kuota",
            name="status",
            field=models.CharField(
                choices=[
                    ("dihitung", "Sedang dihitung"),
                    ("draf", "Rancangan"),
                    ("ditetapkan", "Ditetapkan"),
                    ("gagal", "Tidak terbagi"),
                ],
                default="draf",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["dihitung", "draf", "ditetapkan", "gagal"])),
                name="kuota_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("penetap__isnull", True), ("status__in", ["draf", "dihitung", "gagal"])),
                    models.Q(
                        ("penetap__isnull", False),
                        ("status", "ditetapkan"),
                        models.Q(("pembuat", models.F("penetap")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="kuota_dua_orang",
                violation_error_message="Kuota ditetapkan orang lain, bukan penyusunnya.",
            ),
        ),
    ]
