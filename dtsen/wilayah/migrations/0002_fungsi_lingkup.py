"""The one condition of every policy: does this row lie in the scope of the transaction?

`dtsen.dari`, `dtsen.sampai`: half-open range of desa codes that holds the whole scope, so that indexes on the code are
used. `dtsen.kode`: empty where the range is the scope, else `,6402012001,640206,`. `dtsen.keluarga`: single families,
`{12,15}`. Without settings (or with empty ones) no row lies inside. Written so that PostgreSQL inlines it.
"""

from django.db import migrations

FUNGSI = """
CREATE FUNCTION wilayah_dalam(kode text, keluarga bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT kode >= current_setting('dtsen.dari', true) COLLATE "C"
        AND kode < current_setting('dtsen.sampai', true) COLLATE "C"
        AND (
            current_setting('dtsen.kode', true) = ''
            OR strpos(current_setting('dtsen.kode', true), ',' || kode || ',') > 0
            OR strpos(current_setting('dtsen.kode', true), ',' || left(kode, 6) || ',') > 0
            OR strpos(current_setting('dtsen.kode', true), ',' || left(kode, 4) || ',') > 0
            OR strpos(current_setting('dtsen.kode', true), ',' || left(kode, 2) || ',') > 0
            OR keluarga = ANY (nullif(current_setting('dtsen.keluarga', true), '')::bigint[])
        )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("wilayah", "0001_initial")]

    operations = [migrations.RunSQL(FUNGSI, "DROP FUNCTION wilayah_dalam(text, bigint)")]
