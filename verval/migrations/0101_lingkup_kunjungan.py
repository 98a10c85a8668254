"""Row-level security of visits and their answers; a visit follows its family to another desa."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

TABEL = {
    "verval_kunjungan": "wilayah_dalam(kode_desa, keluarga_id)",
    "verval_jawabankunjungan": "EXISTS (SELECT FROM verval_kunjungan k WHERE k.id = kunjungan_id)",
}
PINDAH = """
CREATE FUNCTION verval_kunjungan_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_kunjungan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER kunjungan_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_kunjungan_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER kunjungan_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_kunjungan_ikut_pindah()"


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0100_kunjungan")]

    operations = [
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_all, expose_all),
    ]
