"""What counts as decent to begin with (Regsosek and DTSEN codes); rows are added, not edited."""

from datetime import date

from django.db import migrations

DOKUMEN = "Usulan metode lokal 2026, kode buku kode DTSEN"
AWAL = {
    "lantai": [1, 2, 3, 4, 5, 6, 9],
    "dinding": [1, 2, 3],
    "atap": [1, 2, 3, 6],
    "luas": [72],
    "air": [1, 2, 3, 4, 5, 7, 10],
    "bab": [1, 2],
    "kloset": [1],
    "tinja": [1, 2],
    "formal": [3, 4, 5],
    "lansia": [60],
}


def fill(apps, schema_editor):
    layak = apps.get_model("ikesos", "Layak").objects.using(schema_editor.connection.alias)
    layak.bulk_create(
        layak.model(hal=hal, kode=kode, berlaku_dari=date(2020, 1, 1), dokumen=DOKUMEN) for hal, kode in AWAL.items()
    )


def empty(apps, schema_editor):
    apps.get_model("ikesos", "Layak").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0002_penerima")]

    operations = [migrations.RunPython(fill, empty)]
