"""The indicators of poverty belong to Bappeda, which writes the RPJMD; their figures stay those that BPS publishes."""

from django.db import migrations

KODE = ("KEM.1", "KEM.2", "KEM.3", "KEM.4")
BAPPEDA = "Bappeda"


def fill(apps, schema_editor):
    db = schema_editor.connection.alias
    instansi, indikator = (apps.get_model("ikesos", nama).objects.using(db) for nama in ("Instansi", "IndikatorRpjmd"))
    ini, _ = instansi.get_or_create(nama=BAPPEDA)
    # An office that somebody has chosen stays.
    indikator.filter(kode__in=KODE, instansi=None).update(instansi=ini)


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0060_aturan_rahasia")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
