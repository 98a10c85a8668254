"""The trail by month: partitions in schema `bagian`, who/where/about whom as columns, and nobody changes a line.

`waktu`, `id`, `xid` and `zaman` come from the database alone: aplikasi holds no right to state them. `xid` is the
transaction that wrote the line, the order in which lines are sealed (0021); `zaman` goes up by one when the database was
restored into a cluster that counts transactions anew.

No foreign key on `pelaku`: its check would lock the row of the user at every look.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from psycopg2 import sql

from dtsen.wilayah.peran_basis_data import aplikasi, revoke

TABEL = """
ALTER TABLE accounts_jejak RENAME TO accounts_jejak_lama;
CREATE SEQUENCE accounts_jejak_nomor;
CREATE FUNCTION jejak_zaman() RETURNS smallint LANGUAGE sql IMMUTABLE AS 'SELECT 1::smallint';
CREATE TABLE accounts_jejak (
    id bigint NOT NULL DEFAULT nextval('accounts_jejak_nomor'),
    waktu timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    pelaku_id bigint,
    zaman smallint NOT NULL DEFAULT jejak_zaman(),
    aksi varchar(60) COLLATE "C" NOT NULL,
    objek varchar(80) COLLATE "C" NOT NULL DEFAULT '',
    lewat varchar(8) COLLATE "C" NOT NULL DEFAULT '',
    alamat inet,
    keluarga bigint[] NOT NULL DEFAULT '{}',
    individu bigint[] NOT NULL DEFAULT '{}',
    rincian jsonb NOT NULL DEFAULT '{}',
    alasan text NOT NULL DEFAULT '',
    CONSTRAINT jejak_lewat_dikenal CHECK (lewat IN ('', 'web', 'api', 'tugas', 'perintah', 'admin'))
) PARTITION BY RANGE (waktu);
ALTER SEQUENCE accounts_jejak_nomor OWNED BY accounts_jejak.id;
"""
PENJAGA = """
CREATE FUNCTION jejak_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Jejak hanya bertambah: % pada % ditolak.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER tetap BEFORE UPDATE OR DELETE ON accounts_jejak FOR EACH ROW EXECUTE FUNCTION jejak_tetap();
CREATE TRIGGER tetap_isi BEFORE TRUNCATE ON accounts_jejak EXECUTE FUNCTION jejak_tetap();
CREATE TABLE bagian.jejak_lain PARTITION OF accounts_jejak DEFAULT;
CREATE TRIGGER tetap_isi BEFORE TRUNCATE ON bagian.jejak_lain EXECUTE FUNCTION jejak_tetap();

-- Makes the partition of a month (UTC); lines of that month that fell into the net go there. False: it was there.
CREATE FUNCTION jejak_bagian(bulan date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    awal timestamptz := date_trunc('month', bulan::timestamp) AT TIME ZONE 'UTC';
    akhir timestamptz := (date_trunc('month', bulan::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
    nama text := 'jejak_' || to_char(bulan, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('jejak_bagian'));
    IF to_regclass('bagian.' || nama) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE bagian.%I (LIKE accounts_jejak INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', nama);
    IF EXISTS (SELECT FROM bagian.jejak_lain WHERE waktu >= awal AND waktu < akhir) THEN
        ALTER TABLE bagian.jejak_lain DISABLE TRIGGER USER;
        EXECUTE format(
            'WITH pindah AS (DELETE FROM bagian.jejak_lain WHERE waktu >= $1 AND waktu < $2 RETURNING *)
             INSERT INTO bagian.%I SELECT * FROM pindah', nama) USING awal, akhir;
        ALTER TABLE bagian.jejak_lain ENABLE TRIGGER USER;
    END IF;
    EXECUTE format(
        'ALTER TABLE accounts_jejak ATTACH PARTITION bagian.%I FOR VALUES FROM (%L) TO (%L)', nama, awal, akhir);
    EXECUTE format(
        'CREATE TRIGGER tetap_isi BEFORE TRUNCATE ON bagian.%I EXECUTE FUNCTION jejak_tetap()', nama);
    RETURN true;
END $$;

-- Drops the months that ended before a day at least five years ago; seals stay. Returns the number of months dropped.
CREATE FUNCTION jejak_buang(sebelum date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    nama text;
    jumlah integer := 0;
BEGIN
    IF sebelum > now() - interval '5 years' THEN
        RAISE EXCEPTION 'Jejak disimpan lima tahun: % belum boleh dibuang.', sebelum;
    END IF;
    FOR nama IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'accounts_jejak'::regclass AND c.relname ~ '^jejak_\\d{4}_\\d\\d$'
            AND to_date(substr(c.relname, 7), 'YYYY_MM') + interval '1 month' <= sebelum
    LOOP
        EXECUTE format('DROP TABLE bagian.%I', nama);
        jumlah := jumlah + 1;
    END LOOP;
    IF jumlah > 0 THEN
        INSERT INTO accounts_jejak (aksi, lewat, rincian)
        VALUES ('jejak.buang', 'perintah', jsonb_build_object('sebelum', date_trunc('month', sebelum)::date));
    END IF;
    RETURN jumlah;
END $$;
"""
PINDAH = """
SELECT jejak_bagian(bulan::date) FROM generate_series(
    date_trunc('month', coalesce((SELECT min(waktu) FROM accounts_jejak_lama), now()) AT TIME ZONE 'UTC'),
    date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month') AS bulan;
INSERT INTO accounts_jejak (id, waktu, pelaku_id, aksi, objek, rincian, alasan, keluarga)
SELECT id, waktu, pelaku_id, aksi, objek, rincian, alasan,
    CASE WHEN objek ~ '^keluarga:\\d+$' THEN ARRAY[substr(objek, 10)::bigint] ELSE '{}' END
FROM accounts_jejak_lama ORDER BY id;
SELECT setval('accounts_jejak_nomor', greatest((SELECT max(id) FROM accounts_jejak_lama), 1));
DROP TABLE accounts_jejak_lama;
ALTER TABLE accounts_jejak ADD PRIMARY KEY (waktu, id);
CREATE INDEX jejak_pelaku ON accounts_jejak (pelaku_id, waktu, id);
CREATE INDEX jejak_objek ON accounts_jejak (objek, waktu, id);
CREATE INDEX jejak_aksi ON accounts_jejak (aksi, waktu, id);
CREATE INDEX jejak_urut ON accounts_jejak (zaman, xid);
CREATE INDEX jejak_keluarga ON accounts_jejak USING gin (keluarga);
CREATE INDEX jejak_individu ON accounts_jejak USING gin (individu);
"""
KOLOM_APLIKASI = "pelaku_id, aksi, objek, lewat, alamat, keluarga, individu, rincian, alasan"


def hanya_tambah(apps, schema_editor):
    revoke(schema_editor, "accounts_jejak", "ALL")
    revoke(schema_editor, "accounts_jejak_nomor", "ALL")
    with schema_editor.connection.cursor() as kursor:
        for perintah in (
            f"GRANT SELECT, INSERT ({KOLOM_APLIKASI}) ON accounts_jejak TO {{}}",
            "GRANT USAGE ON SEQUENCE accounts_jejak_nomor TO {}",
        ):
            kursor.execute(sql.SQL(perintah).format(aplikasi()))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_masuk_aman"), ("wilayah", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TABEL),
                migrations.RunSQL(PENJAGA),
                migrations.RunSQL(PINDAH),
                migrations.RunPython(hanya_tambah),
            ],
            state_operations=[
                migrations.RemoveIndex("jejak", "jejak_waktu"),
                migrations.RemoveIndex("jejak", "jejak_objek"),
                migrations.RemoveIndex("jejak", "jejak_pelaku"),
                migrations.AlterField("jejak", "waktu", models.DateTimeField(editable=False)),
                migrations.AlterField(
                    "jejak",
                    "pelaku",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    "jejak",
                    "lewat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("web", "halaman"),
                            ("api", "API"),
                            ("admin", "Kelola"),
                            ("tugas", "tugas latar"),
                            ("perintah", "perintah"),
                        ],
                        db_collation="C",
                        max_length=8,
                    ),
                ),
                migrations.AddField("jejak", "alamat", models.GenericIPAddressField(blank=True, null=True)),
                migrations.AddField(
                    "jejak",
                    "keluarga",
                    django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list, size=None),
                ),
                migrations.AddField(
                    "jejak",
                    "individu",
                    django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list, size=None),
                ),
            ],
        ),
    ]
