"""Room in every page for the new version of its rows: an import that touches everybody then writes no index."""

from django.db import migrations

TABEL = ("registry_individu", "registry_kondisikeluarga", "registry_keluarga")


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_riwayat_tanpa_kunci_asing")]

    operations = [
        migrations.RunSQL(f"ALTER TABLE {tabel} SET (fillfactor = 50)", f"ALTER TABLE {tabel} RESET (fillfactor)")
        for tabel in TABEL
    ]
