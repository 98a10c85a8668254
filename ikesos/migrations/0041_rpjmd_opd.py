"""The name of the office is now read from its row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0040_rpjmd_instansi")]

    operations = [migrations.RemoveField(model_name="indikatorrpjmd", name="opd")]
