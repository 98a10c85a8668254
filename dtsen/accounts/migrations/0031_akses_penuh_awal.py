"""Reasons to begin with; of a running access the application may only note that it has ended."""

from django.db import migrations
from psycopg2 import sql

from dtsen.wilayah.peran_basis_data import aplikasi, revoke

ALASAN = (
    ("layanan", "Warga datang: mencocokkan KTP atau KK"),
    ("kunjungan", "Kunjungan rumah: mencocokkan identitas"),
    ("kasus", "Memeriksa pembaruan atau usulan"),
    ("padan", "Menyelesaikan NIK ganda atau tidak padan Dukcapil"),
    ("aplikasi_pusat", "Mengisi aplikasi pusat (SIKS-NG, Dukcapil)"),
    ("pemeriksaan", "Pemeriksaan atau audit"),
    ("lain", "Alasan lain, jelaskan di bawah"),
)


def isi(apps, schema_editor):
    alasan = apps.get_model("accounts", "AlasanBuka").objects.using(schema_editor.connection.alias)
    for urut, (kode, label) in enumerate(ALASAN, start=1):
        alasan.create(kode=kode, label=label, urut=urut)


def hanya_cabut(apps, schema_editor):
    revoke(schema_editor, "accounts_aksespenuh", "UPDATE, DELETE")
    with schema_editor.connection.cursor() as kursor:
        kursor.execute(sql.SQL("GRANT UPDATE (dicabut) ON accounts_aksespenuh TO {}").format(aplikasi()))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0030_akses_penuh")]

    operations = [
        migrations.RunPython(isi, migrations.RunPython.noop),
        migrations.RunPython(hanya_cabut, migrations.RunPython.noop),
    ]
