"""The trail is only ever added to: the application role cannot change or delete its rows."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import revoke


def hanya_tambah(apps, schema_editor):
    revoke(schema_editor, "accounts_jejak", "UPDATE, DELETE")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(hanya_tambah, migrations.RunPython.noop)]
