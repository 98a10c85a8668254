"""Row-level security of the registry, and the two questions that are answered across it."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect, revoke

TABEL = {
    "registry_keluarga": "wilayah_dalam(kode_desa, id)",
    "registry_kondisikeluarga": "wilayah_dalam(kode_desa, keluarga_id)",
    "registry_individu": "wilayah_dalam(kode_desa, keluarga_id)",
    "registry_desilresmi": "wilayah_dalam(kode_desa, keluarga_id)",
    "registry_riwayatfakta": "wilayah_dalam(kode_desa, keluarga_id)",
    "registry_riwayatkk": "EXISTS (SELECT FROM registry_keluarga k WHERE k.id = keluarga_id)",
    # A row whose desa is unknown belongs to those who see the whole kabupaten.
    "registry_antreanimpor": """wilayah_dalam(kode_desa, NULL) OR (
        kode_desa = '' AND length(current_setting('dtsen.dari', true)) BETWEEN 1 AND 4
        AND current_setting('dtsen.kode', true) = ''
    )""",
    # For matching only, which pemilik does.
    "registry_rujukandukcapil": "false",
}
CARI = """
CREATE FUNCTION registry_cari_nama(kata text[], terbanyak integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
-- LIKE is not leakproof: under a policy the planner would not use the trigram index (100 ms instead of 7 ms). Here the
-- scope of the transaction is applied by the same condition as the policy's, inside the function.
BEGIN
    RETURN QUERY
    SELECT i.id FROM registry_individu i
    WHERE wilayah_dalam(i.kode_desa, i.keluarga_id)
        AND i.nama_norm LIKE '%' || kata[1] || '%'
        AND (kata[2] IS NULL OR i.nama_norm LIKE '%' || kata[2] || '%')
        AND (kata[3] IS NULL OR i.nama_norm LIKE '%' || kata[3] || '%')
        AND (kata[4] IS NULL OR i.nama_norm LIKE '%' || kata[4] || '%')
    ORDER BY i.nama_norm, i.id
    LIMIT terbanyak;
END
$$
"""
NIK = """
CREATE FUNCTION registry_nik_dipakai(dicari text, selain bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- Only whether, never who: the other holder may live outside the scope.
    SELECT EXISTS (
        SELECT FROM registry_individu i
        WHERE i.nik = dicari AND i.id <> selain AND (i.keberadaan IS NULL OR i.keberadaan <> 2)
    )
$$
"""


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)
    revoke(schema_editor, "registry_rujukandukcapil", "SELECT, INSERT, UPDATE, DELETE")


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_desa_di_kondisi"), ("wilayah", "0002_fungsi_lingkup")]

    operations = [
        migrations.RunSQL(CARI, "DROP FUNCTION registry_cari_nama(text[], integer)"),
        migrations.RunSQL(NIK, "DROP FUNCTION registry_nik_dipakai(text, bigint)"),
        migrations.RunPython(protect_all, expose_all),
    ]
