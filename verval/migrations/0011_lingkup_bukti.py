"""Row-level security of the evidence, which follows its family to another desa."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

PINDAH = """
CREATE FUNCTION verval_bukti_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_bukti SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER bukti_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_bukti_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER bukti_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_bukti_ikut_pindah()"


def protect_bukti(apps, schema_editor):
    protect(schema_editor, "verval_bukti")


def expose_bukti(apps, schema_editor):
    expose(schema_editor, "verval_bukti")


class Migration(migrations.Migration):
    dependencies = [("verval", "0010_bukti"), ("verval", "0003_lingkup")]

    operations = [
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_bukti, expose_bukti),
    ]
