"""What evidence the services ask for at filing; rows that admins change afterwards (domain §4.4–4.6)."""

from django.db import migrations

SYARAT = (
    ("nik_anomali", ["layar_siks"], "wajib"),
    ("pdtt", ["foto_listrik"], "sebaiknya"),
    ("pdtt", ["slip_gaji"], "sebaiknya"),
    ("reaktivasi", ["surat_faskes"], "wajib"),
    ("reaktivasi", ["sktm"], "sebaiknya"),
    ("sengketa", ["dokumen", "slip_gaji", "layar_siks", "lainnya"], "wajib"),
)


def add(apps, schema_editor):
    model = apps.get_model("verval", "SyaratBukti")
    model.objects.using(schema_editor.connection.alias).bulk_create(
        model(kasus=kasus, aksi="ajukan", pilihan=pilihan, penting=penting, urut=100 + i)
        for i, (kasus, pilihan, penting) in enumerate(SYARAT)
    )


def remove(apps, schema_editor):
    model = apps.get_model("verval", "SyaratBukti")
    kasus = {kasus for kasus, _, _ in SYARAT}
    model.objects.using(schema_editor.connection.alias).filter(kasus__in=kasus).delete()


class Migration(migrations.Migration):
    dependencies = [("verval", "0111_lingkup_layanan")]

    operations = [migrations.RunPython(add, remove)]
