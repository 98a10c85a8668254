"""Row-level security of objections; who reported is written by anybody in scope and read by one function only."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect, revoke

DI_SANGGAH = "EXISTS (SELECT FROM verval_sanggah s WHERE s.id = sanggah_id)"
TABEL = {
    "verval_sanggah": "wilayah_dalam(kode_desa, NULL)",
    "verval_langkahsanggah": DI_SANGGAH,
    "verval_pelaporsanggah": "wilayah_dalam(kode_desa, NULL)",
}
FUNGSI = """
CREATE FUNCTION verval_pelapor(nomor bigint) RETURNS TABLE (nama text, nik text, kontak text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- Inside the scope of the transaction only; the program asks for a reason and writes it down before it calls.
    SELECT p.nama::text, p.nik::text, p.kontak::text
    FROM verval_pelaporsanggah p
    WHERE p.sanggah_id = nomor AND wilayah_dalam(p.kode_desa, NULL)
$$;
CREATE FUNCTION verval_lacak_sanggah(dicari text) RETURNS TABLE (
    isi text, kode_desa text, status text, diajukan timestamptz, langkah text[], waktu timestamptz[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- What the holder of a code learns: no name, place below the desa, family, reason or reporter.
    SELECT s.jenis::text, s.kode_desa::text, s.status::text, s.diajukan,
        ARRAY(
            SELECT l.ke::text FROM verval_langkahsanggah l WHERE l.sanggah_id = s.id AND l.aksi <> 'naikkan'
            ORDER BY l.id
        ),
        ARRAY(
            SELECT l.waktu FROM verval_langkahsanggah l WHERE l.sanggah_id = s.id AND l.aksi <> 'naikkan'
            ORDER BY l.id
        )
    FROM verval_sanggah s WHERE s.kode_lacak = dicari
$$;
"""
HAPUS = "DROP FUNCTION verval_lacak_sanggah(text); DROP FUNCTION verval_pelapor(bigint)"


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)
    revoke(schema_editor, "verval_pelaporsanggah", "SELECT, UPDATE, DELETE")
    revoke(schema_editor, "verval_langkahsanggah", "UPDATE, DELETE")


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0170_sanggah")]

    operations = [
        migrations.RunSQL(FUNGSI, HAPUS),
        migrations.RunPython(protect_all, expose_all),
    ]
