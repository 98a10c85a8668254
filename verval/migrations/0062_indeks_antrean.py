"""The order of every queue as one index: whoever waits longest comes first, whatever the status."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0012_susunan_keluarga"),
        ("verval", "0061_massal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pembaruan",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "diajukan",
                            "dimusyawarahkan",
                            "disahkan_desa",
                            "diperiksa",
                            "disetujui",
                            "disahkan_opd",
                            "disahkan_bupati",
                            "dikirim",
                            "diterima",
                            "menunggu_desil",
                        ],
                    )
                ),
                fields=["diajukan", "id"],
                name="pembaruan_tunggu",
            ),
        ),
        migrations.AddIndex(
            model_name="usulan",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "diajukan",
                            "dimusyawarahkan",
                            "disahkan_desa",
                            "diperiksa",
                            "disetujui",
                            "disahkan_opd",
                            "disahkan_bupati",
                            "dikirim",
                            "diterima",
                            "menunggu_desil",
                        ],
                    )
                ),
                fields=["diajukan", "id"],
                name="usulan_tunggu",
            ),
        ),
    ]
