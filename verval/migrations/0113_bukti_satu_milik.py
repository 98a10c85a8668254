"""A file belongs to exactly one case or visit."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0112_bukti_layanan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="bukti",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kunjungan__isnull", True),
                        ("pembaruan__isnull", False),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("kunjungan__isnull", True),
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", False),
                    ),
                    models.Q(
                        ("kunjungan__isnull", True),
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", False),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("kunjungan__isnull", True),
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", False),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("kunjungan__isnull", True),
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", False),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("kunjungan__isnull", False),
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="bukti_satu_milik",
            ),
        ),
    ]
