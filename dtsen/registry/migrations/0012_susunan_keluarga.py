"""What operations on family make-up leave behind, and what they ask across the scope."""

import django.db.models.deletion
from django.db import migrations, models

KK = """
CREATE FUNCTION registry_kk_dipakai(dicari text, selain bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Only whether, never who: the other family may live outside the scope.
    SELECT EXISTS (
        SELECT FROM registry_keluarga k WHERE k.nomor_kk = dicari AND k.id <> selain AND k.status = 'aktif'
    )
$$
"""
PADAN = """
CREATE FUNCTION registry_padan_kini(orang bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- The one rule, for a person inside the scope: aplikasi does not read Dukcapil's list.
    SELECT registry_padan(i.nik, i.nama_norm, i.tanggal_lahir, k.nomor_kk, d)
    FROM registry_individu i
    JOIN registry_keluarga k ON k.id = i.keluarga_id
    LEFT JOIN registry_rujukandukcapil d ON d.nik = i.nik
    WHERE i.id = orang AND wilayah_dalam(i.kode_desa, i.keluarga_id)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_riwayat_dapat_dibalik")]

    operations = [
        migrations.AddField(
            model_name="individu",
            name="keberadaan_sejak",
            field=models.DateField(blank=True, null=True, verbose_name="Keberadaan sejak"),
        ),
        migrations.AddField(
            model_name="individu",
            name="sama_dengan",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ganda",
                to="registry.individu",
                verbose_name="data yang dipakai",
            ),
        ),
        migrations.AddIndex(
            model_name="individu",
            index=models.Index(
                condition=models.Q(("sama_dengan__isnull", False)), fields=["sama_dengan"], name="individu_ganda"
            ),
        ),
        migrations.RunSQL(KK, "DROP FUNCTION registry_kk_dipakai(text, bigint)"),
        migrations.RunSQL(PADAN, "DROP FUNCTION registry_padan_kini(bigint)"),
    ]
