"""The condition of a family carries its desa too, so that one condition guards every table without a join.

Filled from the family where nobody gives it, and kept in step by the database when a family moves: access follows
the place where the family lives now, its history included.
"""

from django.db import migrations, models

ISI = """
CREATE FUNCTION registry_isi_desa() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.kode_desa := (SELECT k.kode_desa FROM registry_keluarga k WHERE k.id = NEW.keluarga_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER kondisi_isi_desa BEFORE INSERT ON registry_kondisikeluarga
    FOR EACH ROW WHEN (NEW.kode_desa IS NULL OR NEW.kode_desa = '') EXECUTE FUNCTION registry_isi_desa();
"""
PINDAH = """
CREATE FUNCTION registry_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE registry_kondisikeluarga SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE registry_individu SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE registry_desilresmi SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE registry_riwayatfakta SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER keluarga_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION registry_ikut_pindah();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_ruang_untuk_pembaruan")]

    operations = [
        migrations.AddField(
            model_name="kondisikeluarga",
            name="kode_desa",
            field=models.CharField(
                blank=True,
                db_collation="C",
                db_default="",
                default="",
                editable=False,
                max_length=10,
                verbose_name="desa/kelurahan",
            ),
        ),
        migrations.RunSQL(
            """UPDATE registry_kondisikeluarga c SET kode_desa = k.kode_desa
               FROM registry_keluarga k WHERE k.id = c.keluarga_id""",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            ISI, "DROP TRIGGER kondisi_isi_desa ON registry_kondisikeluarga; DROP FUNCTION registry_isi_desa()"
        ),
        migrations.RunSQL(
            PINDAH, "DROP TRIGGER keluarga_pindah ON registry_keluarga; DROP FUNCTION registry_ikut_pindah()"
        ),
    ]
