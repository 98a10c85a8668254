"""The tracking page: one question that is answered across every scope, for exactly one code, and its daily counts."""

from django.db import migrations, models

LACAK = """
CREATE FUNCTION verval_inisial(nama text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    SELECT coalesce(string_agg(upper(left(kata, 1)) || '.', ' ' ORDER BY urut), '')
    FROM regexp_split_to_table(trim(nama), '\\s+') WITH ORDINALITY AS pecahan (kata, urut)
    WHERE kata <> ''
$$;
CREATE FUNCTION verval_lacak(dicari text) RETURNS TABLE (
    jenis text, program text, inisial text, kode_desa text, status text, diajukan timestamptz,
    langkah text[], waktu timestamptz[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- A visitor without an account has no scope. Whoever holds a code learns this much of its case: no name, number,
    -- fact, value, note or desil leaves the database. What was never filed is not there.
    WITH kasus AS (
        SELECT 'pembaruan' AS jenis, NULL::text AS program_id, p.id AS pembaruan_id, NULL::bigint AS usulan_id,
            p.keluarga_id, p.individu_id, p.kode_desa, p.status, p.diajukan
        FROM verval_pembaruan p WHERE p.kode_lacak = dicari AND p.diajukan IS NOT NULL AND p.status <> 'draf'
        UNION ALL
        SELECT 'usulan', u.program_id, NULL, u.id, u.keluarga_id, u.individu_id, u.kode_desa, u.status, u.diajukan
        FROM verval_usulan u WHERE u.kode_lacak = dicari AND u.diajukan IS NOT NULL AND u.status <> 'draf'
        LIMIT 1
    )
    SELECT k.jenis, coalesce(b.singkatan, '')::text, verval_inisial(coalesce(i.nama, r.nama_kepala)),
        k.kode_desa::text, k.status::text, k.diajukan,
        ARRAY(
            SELECT h.ke::text FROM verval_langkah h
            WHERE h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id ORDER BY h.id
        ),
        ARRAY(
            SELECT h.waktu FROM verval_langkah h
            WHERE h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id ORDER BY h.id
        )
    FROM kasus k
    JOIN registry_keluarga r ON r.id = k.keluarga_id
    LEFT JOIN registry_individu i ON i.id = k.individu_id
    LEFT JOIN verval_programbansos b ON b.kode = k.program_id
$$;
"""
HAPUS = "DROP FUNCTION verval_lacak(text); DROP FUNCTION verval_inisial(text)"


class Migration(migrations.Migration):
    dependencies = [("verval", "0022_lingkup_pengecualian")]

    operations = [
        migrations.CreateModel(
            name="HitungLacak",
            fields=[
                ("hari", models.DateField(primary_key=True, serialize=False)),
                ("ada", models.IntegerField(default=0, verbose_name="ditemukan")),
                ("tidak", models.IntegerField(default=0, verbose_name="tidak ditemukan")),
                ("ditolak", models.IntegerField(default=0, verbose_name="terlalu sering")),
            ],
            options={
                "verbose_name": "hitungan halaman lacak",
                "verbose_name_plural": "hitungan halaman lacak",
            },
        ),
        migrations.RunSQL(LACAK, HAPUS),
    ]
