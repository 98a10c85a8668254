"""The one rule of status padan, used by imports and by corrections."""

from django.db import migrations

PADAN = """
CREATE FUNCTION registry_padan(nik text, nama_norm text, lahir date, kk text, d registry_rujukandukcapil)
RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN d.nik IS NULL AND NOT EXISTS (SELECT FROM registry_rujukandukcapil) THEN 'belum_dicek'
        WHEN d.nik IS NULL THEN 'nik_tidak_ditemukan'
        WHEN d.nama_norm <> nama_norm AND d.tanggal_lahir IS DISTINCT FROM lahir THEN 'padan_sebagian'
        WHEN d.status = 'MENINGGAL' THEN 'meninggal'
        WHEN d.status IN ('PINDAH LN', 'PINDAH LUAR NEGERI') THEN 'pindah_ln'
        WHEN d.status LIKE 'PINDAH%' THEN 'pindah_luar_kab'
        WHEN d.status = 'NONAKTIF' THEN 'nonaktif'
        WHEN d.status = 'BELUM REKAM' THEN 'belum_rekam'
        WHEN d.nama_norm <> nama_norm OR d.tanggal_lahir IS DISTINCT FROM lahir THEN 'padan_sebagian'
        WHEN d.nomor_kk <> kk THEN 'kk_berubah'
        ELSE 'padan'
    END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_nik_satu_indeks")]

    operations = [
        migrations.RunSQL(PADAN, "DROP FUNCTION registry_padan(text, text, date, text, registry_rujukandukcapil)"),
    ]
