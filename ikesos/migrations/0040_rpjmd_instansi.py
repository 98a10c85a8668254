"""Indicators of the RPJMD belong to an office of the table of offices; a changed target keeps its reason."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    db = schema_editor.connection.alias
    instansi, indikator = (apps.get_model("ikesos", nama).objects.using(db) for nama in ("Instansi", "IndikatorRpjmd"))
    for nama in indikator.exclude(opd="").values_list("opd", flat=True).distinct():
        ini, _ = instansi.get_or_create(nama=nama)
        indikator.filter(opd=nama).update(instansi=ini)


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0032_rpjmd_kode")]

    operations = [
        migrations.AddField(
            model_name="targetrpjmd",
            name="alasan",
            field=models.CharField(blank=True, max_length=300, verbose_name="alasan perubahan"),
        ),
        migrations.AddField(
            model_name="indikatorrpjmd",
            name="instansi",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="Pengisi instansi ini boleh menulis target, realisasi, dan narasinya.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ikesos.instansi",
                verbose_name="OPD penanggung jawab",
            ),
        ),
        migrations.AddIndex(
            model_name="indikatorrpjmd",
            index=models.Index(fields=["instansi"], name="indikatorrpjmd_instansi"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
