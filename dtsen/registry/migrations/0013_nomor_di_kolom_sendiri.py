"""NIK and No KK that imports wrote among the facts of history move to the column of their own."""

from django.db import migrations

PISAH = """
UPDATE registry_riwayatfakta
SET nomor = nomor || jsonb_strip_nulls(jsonb_build_object('nik', perubahan -> 'nik', 'nomor_kk', perubahan -> 'nomor_kk')),
    perubahan = perubahan - 'nik' - 'nomor_kk'
WHERE perubahan ?| ARRAY['nik', 'nomor_kk']
"""
SATUKAN = "UPDATE registry_riwayatfakta SET perubahan = perubahan || nomor, nomor = '{}' WHERE nomor <> '{}'"


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_susunan_keluarga")]

    operations = [migrations.RunSQL(PISAH, SATUKAN)]
