"""Who receives aid, from the register of recipients: each programme's newest applied month, and families with a PBI."""

import importlib

from django.db import migrations

LAMA = importlib.import_module("ikesos.migrations.0002_penerima").BUAT
BARU = """
CREATE VIEW ikesos_penerima WITH (security_invoker = true) AS
SELECT p.keluarga_id, p.kode_desa, p.program_id = 'sembako' AS pangan
FROM verval_penerima p
JOIN (
    SELECT program_id, max(bulan) AS bulan
    FROM verval_berkaspenerima
    WHERE status = 'diterapkan'
    GROUP BY program_id
) b USING (program_id, bulan)
WHERE p.status NOT IN ('exclude', 'exclude_pekerjaan', 'exclude_tidak_layak', 'exclude_meninggal', 'salah_guna')
UNION ALL
SELECT c.keluarga_id, c.kode_desa, false
FROM registry_kondisikeluarga c
WHERE c.pbi_nas = 1 OR c.pbi_pemda = 1
"""


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0003_layak"), ("verval", "0142_lingkup_penerima")]

    operations = [
        migrations.RunSQL("DROP VIEW ikesos_penerima", LAMA),
        migrations.RunSQL(BARU, "DROP VIEW ikesos_penerima"),
    ]
