"""The month that the filing of a correction counts for, as proposals have it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0113_bukti_satu_milik"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="pembaruan",
            name="periode",
            field=models.CharField(
                blank=True, db_collation="C", db_default="", editable=False, max_length=7, verbose_name="bulan"
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(("periode", ""), ("periode__regex", "^\\d{4}-(0[1-9]|1[0-2])$"), _connector="OR"),
                name="pembaruan_bulan",
            ),
        ),
    ]
