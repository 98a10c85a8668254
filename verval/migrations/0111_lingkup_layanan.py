"""Row-level security of the services, which follow their family to another desa; hops are seen with their case."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import expose, protect

DALAM = "wilayah_dalam(kode_desa, keluarga_id)"
TABEL = {
    "verval_temuan": DALAM,
    "verval_reaktivasi": DALAM,
    "verval_sengketa": DALAM,
    # A row that means nobody keeps no text.
    "verval_baristemuan": f"keluarga_id IS NULL OR {DALAM}",
}
LANGKAH = "verval_langkah"
LANGKAH_LAMA = """EXISTS (SELECT FROM verval_pembaruan p WHERE p.id = pembaruan_id)
    OR EXISTS (SELECT FROM verval_usulan u WHERE u.id = usulan_id)"""
LANGKAH_BARU = f"""{LANGKAH_LAMA}
    OR EXISTS (SELECT FROM verval_temuan t WHERE t.id = temuan_id)
    OR EXISTS (SELECT FROM verval_reaktivasi r WHERE r.id = reaktivasi_id)
    OR EXISTS (SELECT FROM verval_sengketa s WHERE s.id = sengketa_id)"""
PINDAH = """
CREATE FUNCTION verval_layanan_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_temuan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_reaktivasi SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_sengketa SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_baristemuan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER layanan_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_layanan_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER layanan_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_layanan_ikut_pindah()"


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)
    expose(schema_editor, LANGKAH)
    protect(schema_editor, LANGKAH, LANGKAH_BARU)


def expose_all(apps, schema_editor):
    expose(schema_editor, LANGKAH)
    protect(schema_editor, LANGKAH, LANGKAH_LAMA)
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0110_layanan")]

    operations = [
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_all, expose_all),
    ]
