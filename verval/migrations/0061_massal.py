"""Deciding many cases at once: decisions, and their lines behind row-level security, which follow the family."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import expose, protect

TABEL = "verval_barismassal"
PINDAH = """
CREATE FUNCTION verval_massal_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_barismassal SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER massal_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_massal_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER massal_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_massal_ikut_pindah()"


def protect_baris(apps, schema_editor):
    protect(schema_editor, TABEL)


def expose_baris(apps, schema_editor):
    expose(schema_editor, TABEL)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0012_susunan_keluarga"),
        ("verval", "0060_antrean"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeputusanMassal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "jenis",
                    models.CharField(
                        choices=[("pembaruan", "Pembaruan data"), ("usulan", "Usulan bansos")],
                        max_length=10,
                        verbose_name="kasus",
                    ),
                ),
                ("dari", models.CharField(max_length=20, verbose_name="status")),
                ("aksi", models.CharField(max_length=20, verbose_name="langkah")),
                ("jumlah", models.PositiveSmallIntegerField(verbose_name="banyaknya kasus")),
                ("benih", models.BigIntegerField(verbose_name="benih contoh")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("disusun", "Menunggu dijalankan"),
                            ("berjalan", "Sedang diproses"),
                            ("selesai", "Selesai"),
                        ],
                        default="disusun",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("dijalankan", models.DateTimeField(blank=True, null=True)),
                ("selesai", models.DateTimeField(blank=True, null=True)),
                (
                    "pelaku",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "keputusan massal",
                "verbose_name_plural": "keputusan massal",
            },
        ),
        migrations.CreateModel(
            name="BarisMassal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("pengajuan_ke", models.SmallIntegerField()),
                ("sampel", models.BooleanField(default=False, verbose_name="contoh")),
                (
                    "hasil",
                    models.CharField(
                        blank=True,
                        choices=[("", "Belum diproses"), ("lanjut", "Diteruskan"), ("tidak", "Tidak diteruskan")],
                        max_length=10,
                    ),
                ),
                ("kode", models.CharField(blank=True, max_length=30)),
                ("pesan", models.TextField(blank=True)),
                (
                    "keluarga",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.keluarga"
                    ),
                ),
                (
                    "pembaruan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.pembaruan",
                    ),
                ),
                (
                    "usulan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.usulan",
                    ),
                ),
                (
                    "keputusan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="baris", to="verval.keputusanmassal"
                    ),
                ),
            ],
            options={
                "verbose_name": "baris keputusan massal",
                "verbose_name_plural": "baris keputusan massal",
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="keputusanmassal",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["disusun", "berjalan", "selesai"])), name="massal_status_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="keputusanmassal",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["pembaruan", "usulan"])), name="massal_kasus_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="barismassal",
            constraint=models.CheckConstraint(
                condition=models.Q(("pembaruan__isnull", True), ("usulan__isnull", True), _connector="XOR"),
                name="baris_massal_satu_kasus",
            ),
        ),
        migrations.AddConstraint(
            model_name="barismassal",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasil__in", ["", "lanjut", "tidak"])), name="baris_massal_hasil"
            ),
        ),
        migrations.AddConstraint(
            model_name="barismassal",
            constraint=models.UniqueConstraint(fields=("keputusan", "pembaruan"), name="baris_massal_pembaruan_sekali"),
        ),
        migrations.AddConstraint(
            model_name="barismassal",
            constraint=models.UniqueConstraint(fields=("keputusan", "usulan"), name="baris_massal_usulan_sekali"),
        ),
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_baris, expose_baris),
    ]
