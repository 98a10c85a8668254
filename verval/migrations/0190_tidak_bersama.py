"""Which programmes a rule keeps apart: receiving PKH no longer bars Sembako, BLT Desa is not for either (ADR 36)."""

import django.contrib.postgres.fields
from django.db import migrations, models


def isi(apps, schema_editor):
    aturan = apps.get_model("verval", "AturanProgram").objects.using(schema_editor.connection.alias)
    aturan.filter(program="blt_dd").update(
        tidak_bersama=["pkh", "sembako"],
        catatan="Batas desil tidak ditemukan dalam sumber mana pun. Bukan untuk penerima PKH atau Sembako.",
    )


class Migration(migrations.Migration):
    dependencies = [("verval", "0183_kontak_layanan")]

    operations = [
        migrations.AddField(
            model_name="aturanprogram",
            name="tidak_bersama",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                default=list,
                size=None,
                verbose_name="tidak untuk penerima program",
            ),
        ),
        migrations.RunPython(isi, migrations.RunPython.noop),
    ]
