"""Which office owes which input to begin with. A proposal: rows are edited in Kelola."""

from django.db import migrations

TUGAS = {
    "Dinas Ketahanan Pangan": ("KD1.1",),
    "Dinas Kesehatan": ("KD2.1",),
    "Polres Kutai Kartanegara": ("KD6.1",),
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak": ("KD6.2",),
    "Bappeda": ("PS1.1", "PS2.1"),
    "Badan Kesatuan Bangsa dan Politik": ("PS2.2",),
    "Dinas Sosial": ("PS1.2", "PS1.3", "PS3.1", "PS3.4"),
}


def fill(apps, schema_editor):
    db = schema_editor.connection.alias
    instansi, tugas = (apps.get_model("ikesos", nama).objects.using(db) for nama in ("Instansi", "TugasIsian"))
    for nama, indikator in TUGAS.items():
        ini = instansi.create(nama=nama)
        tugas.bulk_create(tugas.model(indikator=kode, instansi=ini) for kode in indikator)


def empty(apps, schema_editor):
    for nama in ("TugasIsian", "Instansi"):
        apps.get_model("ikesos", nama).objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0010_isian_terbit_ahp")]

    operations = [migrations.RunPython(fill, empty)]
