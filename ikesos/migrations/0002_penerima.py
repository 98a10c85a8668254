"""Who receives aid, as one view: the index asks nothing else.

Until recipients have a register of their own: proposals that Kemensos accepted, and families with a PBI. A later
migration replaces the view, the statements stay. `security_invoker`: the policies of the tables below hold.
"""

from django.db import migrations

BUAT = """
CREATE VIEW ikesos_penerima WITH (security_invoker = true) AS
SELECT u.keluarga_id, u.kode_desa, u.program_id = 'sembako' AS pangan
FROM verval_usulan u
WHERE u.status IN ('diterima', 'selesai')
UNION ALL
SELECT c.keluarga_id, c.kode_desa, false
FROM registry_kondisikeluarga c
WHERE c.pbi_nas = 1 OR c.pbi_pemda = 1
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ikesos", "0001_indeks"),
        ("verval", "0080_kiriman"),
        ("registry", "0013_nomor_di_kolom_sendiri"),
    ]

    operations = [migrations.RunSQL(BUAT, "DROP VIEW ikesos_penerima")]
