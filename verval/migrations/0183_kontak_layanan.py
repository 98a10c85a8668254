"""A contact may belong to a reactivation or a dispute."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0021_keluarga_calon"),
        ("verval", "0182_lacak_layanan"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="kontak",
            name="kontak_satu_kasus",
        ),
        migrations.AddField(
            model_name="kontak",
            name="reaktivasi",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kontak",
                to="verval.reaktivasi",
            ),
        ),
        migrations.AddField(
            model_name="kontak",
            name="sengketa",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kontak",
                to="verval.sengketa",
            ),
        ),
        migrations.AddConstraint(
            model_name="kontak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pembaruan__isnull", False),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("usulan__isnull", False),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", False),
                        ("sengketa__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", False),
                        ("usulan__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="kontak_satu_kasus",
            ),
        ),
    ]
