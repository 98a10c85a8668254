"""What the ORM cannot say: the desa of a family exists, history is only added to, names are searched by trigram."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import revoke


def hanya_tambah(apps, schema_editor):
    revoke(schema_editor, "registry_riwayatfakta", "UPDATE, DELETE")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("wilayah", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """ALTER TABLE registry_keluarga ADD CONSTRAINT keluarga_desa_ada
               FOREIGN KEY (kode_desa) REFERENCES wilayah_wilayah (kode)""",
            "ALTER TABLE registry_keluarga DROP CONSTRAINT keluarga_desa_ada",
        ),
        # Fuzzy names inside a kecamatan or the kabupaten; the kecamatan is the first key of the index.
        migrations.RunSQL(
            """CREATE INDEX individu_nama_trgm ON registry_individu
               USING gin (substr(kode_desa, 1, 6), nama_norm gin_trgm_ops)""",
            "DROP INDEX individu_nama_trgm",
        ),
        migrations.RunPython(hanya_tambah, migrations.RunPython.noop),
    ]
