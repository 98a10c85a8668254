"""Offices are reminded of the inputs they owe, in the same daily digest."""

from django.db import migrations, models

JUDUL = "DTSEN Kukar: {jumlah} isian indeks belum lengkap, tenggat terdekat {tenggat}"
ISI = (
    "{jumlah} isian indeks milik instansi Anda belum lengkap.\n"
    "{daftar}\n\nMasuk ke DTSEN Kukar, buka Indeks lalu Isian, lengkapi angkanya, dan kirim."
)


def fill(apps, schema_editor):
    templat = apps.get_model("verval", "TemplatPesan").objects.using(schema_editor.connection.alias)
    templat.create(penerima="pengingat", kode="isian", saluran="surel", judul=JUDUL, isi=ISI)


def empty(apps, schema_editor):
    templat = apps.get_model("verval", "TemplatPesan").objects.using(schema_editor.connection.alias)
    templat.filter(penerima="pengingat", kode="isian").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0201_pelapor"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="templatpesan",
            name="templat_pengingat",
        ),
        migrations.AddConstraint(
            model_name="templatpesan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("penerima", "pengingat"), _negated=True),
                    models.Q(
                        ("isi__regex", "^([^{}]|\\{(jumlah|daftar|tenggat)\\})*$"),
                        ("judul__regex", "^([^{}\\r\\n]|\\{jumlah\\}|\\{tenggat\\})*$"),
                        ("kode__in", ["dikembalikan", "draf", "menunggu", "sanggah_naik", "sanggah", "isian"]),
                        ("saluran", "surel"),
                    ),
                    _connector="OR",
                ),
                name="templat_pengingat",
                violation_error_message="Pengingat dikirim lewat surel. Yang boleh di dalam kurung kurawal hanya {jumlah}, {daftar}, {tenggat}; di judul hanya {jumlah} dan {tenggat}.",
            ),
        ),
        migrations.RunPython(fill, empty),
    ]
