"""Reactivations and disputes on the tracking page, with the templates of their own states."""

from django.db import migrations

LAMA = """
CREATE OR REPLACE FUNCTION verval_lacak(dicari text) RETURNS TABLE (
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
            WHERE (h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id) AND h.dari <> h.ke ORDER BY h.id
        ),
        ARRAY(
            SELECT h.waktu FROM verval_langkah h
            WHERE (h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id) AND h.dari <> h.ke ORDER BY h.id
        )
    FROM kasus k
    JOIN registry_keluarga r ON r.id = k.keluarga_id
    LEFT JOIN registry_individu i ON i.id = k.individu_id
    LEFT JOIN verval_programbansos b ON b.kode = k.program_id
$$;
"""
LACAK = """
CREATE OR REPLACE FUNCTION verval_lacak(dicari text) RETURNS TABLE (
    jenis text, program text, inisial text, kode_desa text, status text, diajukan timestamptz,
    langkah text[], waktu timestamptz[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- A visitor without an account has no scope. Whoever holds a code learns this much of its case: no name, number,
    -- fact, value, note or desil leaves the database. What was never filed is not there.
    WITH kasus AS (
        SELECT 'pembaruan' AS jenis, NULL::text AS program_id, p.id AS pembaruan_id, NULL::bigint AS usulan_id,
            NULL::bigint AS reaktivasi_id, NULL::bigint AS sengketa_id,
            p.keluarga_id, p.individu_id, p.kode_desa, p.status, p.diajukan
        FROM verval_pembaruan p WHERE p.kode_lacak = dicari AND p.diajukan IS NOT NULL AND p.status <> 'draf'
        UNION ALL
        SELECT 'usulan', u.program_id, NULL, u.id, NULL, NULL, u.keluarga_id, u.individu_id, u.kode_desa, u.status, u.diajukan
        FROM verval_usulan u WHERE u.kode_lacak = dicari AND u.diajukan IS NOT NULL AND u.status <> 'draf'
        UNION ALL
        SELECT 'reaktivasi', NULL, NULL, NULL, r.id, NULL, r.keluarga_id, r.individu_id, r.kode_desa, r.status, r.diajukan
        FROM verval_reaktivasi r WHERE r.kode_lacak = dicari AND r.diajukan IS NOT NULL AND r.status <> 'draf'
        UNION ALL
        SELECT 'sengketa', NULL, NULL, NULL, NULL, s.id, s.keluarga_id, s.individu_id, s.kode_desa, s.status, s.diajukan
        FROM verval_sengketa s WHERE s.kode_lacak = dicari AND s.diajukan IS NOT NULL AND s.status <> 'draf'
        LIMIT 1
    )
    SELECT k.jenis, coalesce(b.singkatan, '')::text, verval_inisial(coalesce(i.nama, r.nama_kepala)),
        k.kode_desa::text, k.status::text, k.diajukan,
        ARRAY(
            SELECT h.ke::text FROM verval_langkah h
            WHERE h.dari <> h.ke AND (
                h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id
                OR h.reaktivasi_id = k.reaktivasi_id OR h.sengketa_id = k.sengketa_id
            )
            ORDER BY h.id
        ),
        ARRAY(
            SELECT h.waktu FROM verval_langkah h
            WHERE h.dari <> h.ke AND (
                h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id
                OR h.reaktivasi_id = k.reaktivasi_id OR h.sengketa_id = k.sengketa_id
            )
            ORDER BY h.id
        )
    FROM kasus k
    JOIN registry_keluarga r ON r.id = k.keluarga_id
    LEFT JOIN registry_individu i ON i.id = k.individu_id
    LEFT JOIN verval_programbansos b ON b.kode = k.program_id
$$;
"""
JUDUL = "Pengajuan {kode_lacak}: {keadaan}"
WARGA = (
    "Pengajuan {program} atas nama {inisial} ({desa}): {keadaan}. {tenggat}\n\n"
    "Ikuti dengan kode {kode_lacak} di halaman Lacak pengajuan, atau tanyakan di kantor desa atau kelurahan.\n\n"
    "Dinas Sosial Kabupaten Kutai Kartanegara"
)
PETUGAS = "Kasus {kode_lacak} ({program}, {inisial}, {desa}): {keadaan}.\n\nMasuk ke DTSEN Kukar untuk membukanya."
BARU = ("aktif", "gugur")


def fill(apps, schema_editor):
    templat = apps.get_model("verval", "TemplatPesan").objects.using(schema_editor.connection.alias)
    for kode in BARU:
        templat.create(penerima="warga", kode=kode, saluran="wa", isi=WARGA)
        templat.create(penerima="warga", kode=kode, saluran="surel", judul=JUDUL, isi=WARGA)
        templat.create(penerima="petugas", kode=kode, saluran="surel", judul=JUDUL, isi=PETUGAS)


def empty(apps, schema_editor):
    templat = apps.get_model("verval", "TemplatPesan").objects.using(schema_editor.connection.alias)
    templat.filter(kode__in=BARU).delete()


class Migration(migrations.Migration):
    dependencies = [("verval", "0181_lingkup_hasil_kelayakan")]

    operations = [
        migrations.RunSQL(LACAK, LAMA),
        migrations.RunPython(fill, empty),
    ]
