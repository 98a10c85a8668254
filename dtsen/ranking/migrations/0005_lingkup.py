"""Row-level security of frozen inputs and results.

Rows keep the desa where the family lived when it was ranked; a family that has moved since is seen where it lives now.
Partitions carry no grants: read directly they would bypass the policy of their parent.
"""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

SYARAT = """wilayah_dalam(kode_desa, keluarga_id)
    OR EXISTS (SELECT FROM registry_keluarga k WHERE k.id = keluarga_id)"""
TABEL = ("ranking_hasil", "ranking_beku_fitur")


def protect_all(apps, schema_editor):
    for tabel in TABEL:
        protect(schema_editor, tabel, SYARAT)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("ranking", "0004_satu_berjalan"), ("registry", "0010_lingkup")]

    operations = [migrations.RunPython(protect_all, expose_all)]
