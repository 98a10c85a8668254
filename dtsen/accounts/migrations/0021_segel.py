"""Seals of the trail: a chain of hashes over batches of lines, written by pemilik, readable by aplikasi.

A batch is a range of transactions [dari_xid, sampai_xid) of one zaman. A range is sealed when every transaction in it
has ended, so that no line can rightly appear in it later. docs/adr/0020 says how to recompute the hashes elsewhere.
"""

from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import revoke

TABEL = """
CREATE TABLE accounts_segel (
    nomor bigint PRIMARY KEY,
    zaman smallint NOT NULL,
    dari_xid xid8 NOT NULL,
    sampai_xid xid8 NOT NULL,
    jumlah bigint NOT NULL,
    jumlah_semua bigint NOT NULL,
    id_awal bigint NOT NULL,
    id_akhir bigint NOT NULL,
    waktu_awal timestamptz NOT NULL,
    waktu_akhir timestamptz NOT NULL,
    dibuat timestamptz NOT NULL,
    akar bytea NOT NULL,
    rantai bytea NOT NULL,
    CONSTRAINT segel_rentang CHECK (dari_xid < sampai_xid AND jumlah > 0),
    CONSTRAINT segel_panjang CHECK (octet_length(akar) = 32 AND octet_length(rantai) = 32)
);
CREATE TRIGGER tetap BEFORE UPDATE OR DELETE ON accounts_segel FOR EACH ROW EXECUTE FUNCTION jejak_tetap();
CREATE TRIGGER tetap_isi BEFORE TRUNCATE ON accounts_segel EXECUTE FUNCTION jejak_tetap();
"""
FUNGSI = """
-- SHA-256 of one line, of its columns as a JSON array; independent of the settings of a session.
CREATE FUNCTION jejak_sidik(j accounts_jejak) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        j.id, extract(epoch FROM j.waktu), j.zaman, j.xid::text, j.pelaku_id, j.aksi, j.objek, j.lewat,
        host(j.alamat), j.keluarga, j.individu, j.rincian, j.alasan)::text, 'UTF8'))
$$;
-- SHA-256 of a seal and of the chain before it (empty before the first).
CREATE FUNCTION jejak_rantai(s accounts_segel, sebelum bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(sebelum || convert_to(jsonb_build_array(
        s.nomor, s.zaman, s.dari_xid::text, s.sampai_xid::text, s.jumlah, s.jumlah_semua, s.id_awal, s.id_akhir,
        extract(epoch FROM s.waktu_awal), extract(epoch FROM s.waktu_akhir), extract(epoch FROM s.dibuat),
        encode(s.akar, 'hex'))::text, 'UTF8'))
$$;
-- A restored database counts transactions anew: from here on lines belong to the next zaman. False: nothing to do.
CREATE FUNCTION jejak_zaman_baru() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    tertinggi xid8 := (SELECT xid FROM accounts_jejak WHERE zaman = jejak_zaman() ORDER BY xid DESC LIMIT 1);
BEGIN
    IF tertinggi IS NULL OR tertinggi < pg_snapshot_xmax(pg_current_snapshot())
        OR tertinggi = pg_current_xact_id_if_assigned() THEN
        RETURN false;
    END IF;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION jejak_zaman() RETURNS smallint LANGUAGE sql IMMUTABLE AS ''SELECT %s::smallint''',
        jejak_zaman() + 1);
    RETURN true;
END $$;
"""


def hanya_baca(apps, schema_editor):
    revoke(schema_editor, "accounts_segel", "INSERT, UPDATE, DELETE")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0020_jejak_berpartisi")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TABEL),
                migrations.RunSQL(FUNGSI),
                migrations.RunPython(hanya_baca),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Segel",
                    fields=[
                        ("nomor", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("jumlah", models.BigIntegerField()),
                        ("jumlah_semua", models.BigIntegerField()),
                        ("waktu_awal", models.DateTimeField()),
                        ("waktu_akhir", models.DateTimeField()),
                        ("dibuat", models.DateTimeField()),
                        ("akar", models.BinaryField()),
                        ("rantai", models.BinaryField()),
                    ],
                    options={"verbose_name": "segel", "verbose_name_plural": "segel"},
                ),
            ],
        ),
    ]
