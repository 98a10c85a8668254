"""Reasons that tell of illness or disability are named only to those who may know."""

from django.db import migrations, models


def mark(apps, schema_editor):
    alasan = apps.get_model("verval", "AlasanMusyawarah").objects.using(schema_editor.connection.alias)
    alasan.filter(kode__in=["disabilitas", "penyakit_kronis"]).update(dilindungi=True)


class Migration(migrations.Migration):
    dependencies = [("verval", "0151_musdes_lingkup")]

    operations = [
        migrations.AddField(
            model_name="alasanmusyawarah",
            name="dilindungi",
            field=models.BooleanField(
                default=False,
                help_text="Tentang sakit atau disabilitas: tidak ditulis di berita acara dan riwayat.",
                verbose_name="dilindungi",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
