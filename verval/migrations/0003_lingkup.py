"""Row-level security of cases and their hops; a case follows its family to another desa."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

TABEL = {
    "verval_pembaruan": "wilayah_dalam(kode_desa, keluarga_id)",
    "verval_usulan": "wilayah_dalam(kode_desa, keluarga_id)",
    "verval_langkah": """EXISTS (SELECT FROM verval_pembaruan p WHERE p.id = pembaruan_id)
        OR EXISTS (SELECT FROM verval_usulan u WHERE u.id = usulan_id)""",
}
PINDAH = """
CREATE FUNCTION verval_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_pembaruan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_usulan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER kasus_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_ikut_pindah();
"""


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0002_program_awal"), ("registry", "0010_lingkup")]

    operations = [
        migrations.RunSQL(
            PINDAH, "DROP TRIGGER kasus_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_ikut_pindah()"
        ),
        migrations.RunPython(protect_all, expose_all),
    ]
