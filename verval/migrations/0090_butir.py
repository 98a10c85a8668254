"""Facts of a correction as rows of their own, behind row-level security; a row follows its family to another desa."""

import django.db.models.deletion
from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import expose, protect

PINDAH = """
CREATE FUNCTION verval_butir_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_butirpembaruan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER butir_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_butir_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER butir_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_butir_ikut_pindah()"


def protect_butir(apps, schema_editor):
    protect(schema_editor, "verval_butirpembaruan")


def expose_butir(apps, schema_editor):
    expose(schema_editor, "verval_butirpembaruan")


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0070_kirim"),
    ]

    operations = [
        migrations.CreateModel(
            name="ButirPembaruan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("fakta", models.CharField(db_collation="C", max_length=60, verbose_name="data")),
                ("nilai_lama", models.JSONField(blank=True, null=True, verbose_name="nilai lama")),
                ("nilai_baru", models.JSONField(verbose_name="nilai baru")),
                ("penahan", models.CharField(blank=True, db_collation="C", editable=False, max_length=24)),
                (
                    "putusan",
                    models.CharField(
                        blank=True,
                        choices=[("diterima", "Diterima"), ("ditolak", "Ditolak")],
                        max_length=10,
                        verbose_name="putusan",
                    ),
                ),
                ("catatan", models.CharField(blank=True, max_length=500, verbose_name="catatan")),
                (
                    "pembaruan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="butir",
                        to="verval.pembaruan",
                    ),
                ),
                (
                    "keluarga",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.keluarga",
                    ),
                ),
                (
                    "individu",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.individu",
                    ),
                ),
                (
                    "alasan_induk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.alasantolak",
                        verbose_name="alasan penolakan",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir pembaruan",
                "verbose_name_plural": "butir pembaruan",
                "ordering": ("id",),
            },
        ),
        migrations.AddIndex(
            model_name="butirpembaruan",
            index=models.Index(fields=["keluarga"], name="butir_keluarga"),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(("putusan__in", ["", "diterima", "ditolak"])), name="butir_putusan_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(("penahan__regex", "^(terbuka|draf:\\d+)?$")), name="butir_penahan_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alasan_induk__isnull", False), ("putusan", "ditolak")),
                    models.Q(
                        models.Q(("putusan", "ditolak"), _negated=True), ("alasan_induk__isnull", True), ("catatan", "")
                    ),
                    _connector="OR",
                ),
                name="butir_ditolak_beralasan",
                violation_error_message="Data yang ditolak perlu alasan dari daftar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.CheckConstraint(condition=models.Q(("fakta", ""), _negated=True), name="butir_bernama"),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.UniqueConstraint(
                fields=("pembaruan", "individu", "fakta"),
                name="butir_sekali",
                nulls_distinct=False,
                violation_error_message="Data ini sudah ada dalam kasus ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("individu__isnull", True), models.Q(("penahan", ""), _negated=True)),
                fields=("keluarga", "fakta", "penahan"),
                name="butir_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="butirpembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("individu__isnull", False), models.Q(("penahan", ""), _negated=True)),
                fields=("individu", "fakta", "penahan"),
                name="butir_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_butir, expose_butir),
    ]
