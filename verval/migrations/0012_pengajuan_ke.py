"""Which filing of a case a decision was made on; a refused proposal no longer blocks the same programme in its month."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_lingkup"),
        ("verval", "0011_lingkup_bukti"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="usulan",
            name="usulan_satu_keluarga_sebulan",
        ),
        migrations.RemoveConstraint(
            model_name="usulan",
            name="usulan_satu_orang_sebulan",
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="pengajuan_ke",
            field=models.SmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="usulan",
            name="pengajuan_ke",
            field=models.SmallIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit", "keluarga"), models.Q(("status__in", ("batal", "ditolak")), _negated=True)),
                fields=("program", "keluarga", "periode"),
                name="usulan_satu_keluarga_sebulan",
                violation_error_message="Keluarga ini sudah diusulkan untuk program ini bulan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit", "individu"), models.Q(("status__in", ("batal", "ditolak")), _negated=True)),
                fields=("program", "individu", "periode"),
                name="usulan_satu_orang_sebulan",
                violation_error_message="Orang ini sudah diusulkan untuk program ini bulan ini.",
            ),
        ),
    ]
