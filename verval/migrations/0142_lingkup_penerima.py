"""Row-level security of recipients, which follow the family to another desa and the person to another family."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

PINDAH = """
CREATE FUNCTION verval_penerima_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_penerima SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER penerima_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa)
    EXECUTE FUNCTION verval_penerima_ikut_pindah();
CREATE FUNCTION verval_penerima_ikut_orang() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_penerima p SET keluarga_id = k.id, kode_desa = k.kode_desa
    FROM registry_keluarga k WHERE k.id = NEW.keluarga_id AND p.individu_id = NEW.id AND p.unit = 'individu';
    RETURN NULL;
END
$$;
CREATE TRIGGER penerima_ikut_orang AFTER UPDATE OF keluarga_id ON registry_individu
    FOR EACH ROW WHEN (OLD.keluarga_id IS DISTINCT FROM NEW.keluarga_id)
    EXECUTE FUNCTION verval_penerima_ikut_orang();
"""
KEMBALI = """
DROP TRIGGER penerima_ikut_orang ON registry_individu;
DROP FUNCTION verval_penerima_ikut_orang();
DROP TRIGGER penerima_ikut_pindah ON registry_keluarga;
DROP FUNCTION verval_penerima_ikut_pindah();
"""
TABEL = {
    "verval_penerima": "wilayah_dalam(kode_desa, keluarga_id)",
    "verval_barispenerima": "wilayah_dalam(kode_desa, keluarga_id)",
}


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0141_program_lengkap"), ("registry", "0010_lingkup")]

    operations = [
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_all, expose_all),
    ]
