"""The newest version of the official desil side by side: whoever counts over all families reads this index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0021_keluarga_calon")]

    operations = [
        migrations.AddIndex(
            model_name="desilresmi",
            index=models.Index(
                fields=["-tanggal", "-versi", "keluarga"], include=["nasional", "kode_desa"], name="desilresmi_terkini"
            ),
        ),
    ]
