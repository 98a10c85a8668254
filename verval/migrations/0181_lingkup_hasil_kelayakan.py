"""Row-level security of outcomes of kelayakan, which follow the family and are only ever added."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect, revoke

TABEL = "verval_hasilkelayakan"
PINDAH = """
CREATE FUNCTION verval_kelayakan_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_hasilkelayakan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER kelayakan_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_kelayakan_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER kelayakan_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_kelayakan_ikut_pindah()"


def protect_outcomes(apps, schema_editor):
    protect(schema_editor, TABEL)
    revoke(schema_editor, TABEL, "UPDATE, DELETE")


def expose_outcomes(apps, schema_editor):
    expose(schema_editor, TABEL)


class Migration(migrations.Migration):
    dependencies = [("verval", "0180_hasil_kelayakan")]

    operations = [
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_outcomes, expose_outcomes),
    ]
