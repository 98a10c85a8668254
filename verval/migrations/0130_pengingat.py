"""Daily reminders of staff with their words, and how long messages are kept. No family in either: no row-level security."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import revoke

BULAN = 12
TEMPLAT = {
    "dikembalikan": (
        "DTSEN Kukar: {jumlah} kasus dikembalikan, ajukan lagi sampai {tenggat}",
        "{jumlah} kasus dikembalikan kepada Anda untuk dilengkapi. Ajukan lagi sampai {tenggat} agar dihitung untuk bulan itu.\n"
        "{daftar}\n\nMasuk ke DTSEN Kukar untuk membukanya.",
    ),
    "draf": (
        "DTSEN Kukar: {jumlah} draf belum diajukan, batasnya {tenggat}",
        "{jumlah} draf belum Anda ajukan. Yang diajukan sesudah {tenggat} dihitung untuk bulan berikutnya.\n"
        "{daftar}\n\nMasuk ke DTSEN Kukar, lengkapi, lalu ajukan; hapus draf yang tidak jadi.",
    ),
    "menunggu": (
        "DTSEN Kukar: {jumlah} kasus mendekati batas",
        "{jumlah} kasus menunggu Anda dan mendekati atau melewati batas layanan.\n"
        "{daftar}\n\nMasuk ke DTSEN Kukar, lalu buka antrean; yang paling lama menunggu ada di atas.",
    ),
}
BUANG = """
CREATE FUNCTION verval_buang_pesan() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    batas timestamptz := now() - (SELECT make_interval(months => bulan) FROM verval_masasimpan WHERE kode = 'pesan');
    pesan integer;
    pengingat integer;
BEGIN
    DELETE FROM verval_percobaankirim p USING verval_pesan s
        WHERE p.pesan_id = s.id AND s.status <> 'antre' AND s.dibuat < batas;
    DELETE FROM verval_pesan WHERE status <> 'antre' AND dibuat < batas;
    GET DIAGNOSTICS pesan = ROW_COUNT;
    DELETE FROM verval_pengingat WHERE status <> 'antre' AND dibuat < batas;
    GET DIAGNOSTICS pengingat = ROW_COUNT;
    RETURN pesan + pengingat;
END
$$;
"""
KEMBALI = "DROP FUNCTION verval_buang_pesan()"


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("verval", "MasaSimpan").objects.using(alias).create(kode="pesan", bulan=BULAN)
    templat = apps.get_model("verval", "TemplatPesan").objects.using(alias)
    for kode, (judul, isi) in TEMPLAT.items():
        templat.create(penerima="pengingat", kode=kode, saluran="surel", judul=judul, isi=isi)


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("verval", "TemplatPesan").objects.using(alias).filter(penerima="pengingat").delete()


def guard(apps, schema_editor):
    # Months change in Kelola; that something is kept at all is no choice there.
    revoke(schema_editor, "verval_masasimpan", "INSERT, DELETE")


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0123_graduasi"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MasaSimpan",
            fields=[
                (
                    "kode",
                    models.CharField(
                        choices=[("pesan", "Pesan dan pengingat yang sudah selesai")],
                        db_collation="C",
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        verbose_name="apa",
                    ),
                ),
                ("bulan", models.PositiveSmallIntegerField(default=12, verbose_name="disimpan (bulan)")),
                ("dasar", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
            ],
            options={
                "verbose_name": "masa simpan",
                "verbose_name_plural": "masa simpan",
            },
        ),
        migrations.CreateModel(
            name="Pengingat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("hari", models.DateField(verbose_name="hari")),
                ("rincian", models.JSONField(verbose_name="rincian")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("antre", "Menunggu"),
                            ("terkirim", "Terkirim"),
                            ("lewat", "Tidak perlu lagi"),
                            ("gagal", "Tidak terkirim"),
                        ],
                        default="antre",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("percobaan", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                ("galat", models.CharField(blank=True, max_length=40, verbose_name="galat")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("berikut", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dikirim pada")),
            ],
            options={
                "verbose_name": "pengingat",
                "verbose_name_plural": "pengingat",
            },
        ),
        migrations.RemoveConstraint(
            model_name="templatpesan",
            name="templat_penerima_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="templatpesan",
            name="templat_isian_dikenal",
        ),
        migrations.AlterField(
            model_name="templatpesan",
            name="isi",
            field=models.TextField(
                help_text="Boleh memakai {inisial}, {kode_lacak}, {keadaan}, {program}, {desa}, {tenggat}; pengingat: {jumlah}, {daftar}, {tenggat}.",
                max_length=1000,
                verbose_name="isi",
            ),
        ),
        migrations.AlterField(
            model_name="templatpesan",
            name="penerima",
            field=models.CharField(
                choices=[
                    ("warga", "Warga yang dicatat pada kasus"),
                    ("petugas", "Petugas yang membuat kasus"),
                    ("pengingat", "Pengingat harian bagi petugas"),
                ],
                max_length=10,
                verbose_name="untuk",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatpesan",
            constraint=models.CheckConstraint(
                condition=models.Q(("penerima__in", ["warga", "petugas", "pengingat"])), name="templat_penerima_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="templatpesan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("penerima", "pengingat"),
                    models.Q(
                        ("isi__regex", "^([^{}]|\\{(inisial|kode_lacak|keadaan|program|desa|tenggat)\\})*$"),
                        ("judul__regex", "^([^{}\\r\\n]|\\{(inisial|kode_lacak|keadaan|program|desa|tenggat)\\})*$"),
                    ),
                    _connector="OR",
                ),
                name="templat_isian_dikenal",
                violation_error_message="Yang boleh di dalam kurung kurawal hanya {inisial}, {kode_lacak}, {keadaan}, {program}, {desa}, {tenggat}. Judul satu baris.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatpesan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("penerima", "pengingat"), _negated=True),
                    models.Q(
                        ("isi__regex", "^([^{}]|\\{(jumlah|daftar|tenggat)\\})*$"),
                        ("judul__regex", "^([^{}\\r\\n]|\\{jumlah\\}|\\{tenggat\\})*$"),
                        ("kode__in", ["dikembalikan", "draf", "menunggu"]),
                        ("saluran", "surel"),
                    ),
                    _connector="OR",
                ),
                name="templat_pengingat",
                violation_error_message="Pengingat dikirim lewat surel. Yang boleh di dalam kurung kurawal hanya {jumlah}, {daftar}, {tenggat}; di judul hanya {jumlah} dan {tenggat}.",
            ),
        ),
        migrations.AddConstraint(
            model_name="masasimpan",
            constraint=models.CheckConstraint(condition=models.Q(("kode__in", ["pesan"])), name="masa_simpan_dikenal"),
        ),
        migrations.AddConstraint(
            model_name="masasimpan",
            constraint=models.CheckConstraint(
                condition=models.Q(("bulan__gte", 1), ("bulan__lte", 120)),
                name="masa_simpan_bulan",
                violation_error_message="Masa simpan antara 1 dan 120 bulan.",
            ),
        ),
        migrations.AddField(
            model_name="pengingat",
            name="akun",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="akun",
            ),
        ),
        migrations.AddIndex(
            model_name="pengingat",
            index=models.Index(condition=models.Q(("status", "antre")), fields=["berikut"], name="pengingat_antrean"),
        ),
        migrations.AddConstraint(
            model_name="pengingat",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["antre", "terkirim", "lewat", "gagal"])),
                name="pengingat_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengingat",
            constraint=models.UniqueConstraint(
                fields=("akun", "hari"),
                name="pengingat_sekali_sehari",
                violation_error_message="Orang ini sudah diingatkan pada hari itu.",
            ),
        ),
        migrations.RunPython(fill, empty),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.RunSQL(BUANG, KEMBALI),
    ]
