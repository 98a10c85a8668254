"""Musyawarah behind row-level security, rows that follow a family, the public check, and the starting rows."""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import DALAM, expose, protect

SEDESA = "wilayah_dalam(kode_desa, NULL)"
TABEL = {
    "verval_musyawarah": SEDESA,
    "verval_pesertamusyawarah": SEDESA,
    "verval_fotomusyawarah": SEDESA,
    "verval_dokumenmusyawarah": SEDESA,
    "verval_kasusmusyawarah": DALAM,
    "verval_peringkatwarga": DALAM,
}
PINDAH = """
CREATE FUNCTION verval_musyawarah_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_kasusmusyawarah SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_peringkatwarga SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER musyawarah_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_musyawarah_ikut_pindah();
"""
TETAP = "DROP TRIGGER musyawarah_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_musyawarah_ikut_pindah()"
PERIKSA = """
CREATE FUNCTION verval_periksa(dicari text) RETURNS TABLE (
    cara text, jenis text, kode_desa text, waktu timestamptz, jumlah_kasus integer, sidik_isi text, sidik_berkas text,
    sidik_pindai text, disahkan timestamptz, ukuran integer
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- Somebody who holds a paper learns what paper it is: no name, family, case or outcome leaves the database.
    SELECT m.cara::text, m.jenis::text, m.kode_desa::text, m.waktu, d.jumlah_kasus::integer, d.sidik_isi::text,
        d.sidik_berkas::text, d.sidik_pindai::text, m.ditutup, d.ukuran
    FROM verval_musyawarah m JOIN verval_dokumenmusyawarah d ON d.musyawarah_id = m.id
    WHERE m.kode_periksa = dicari AND m.status = 'ditutup'
$$;
"""
MISKIN = (
    "Tidak punya rumah",
    "Tidak punya aset",
    "Aset sedikit",
    "Rumah tidak layak",
    "Rumah kurang layak",
    "Cerai/yatim",
    "Anak banyak/kecil",
    "Sebatang kara",
    "Tidak bekerja",
    "Bekerja serabutan",
    "Hidup dari bantuan",
    "Keseharian tidak layak",
    "Disabilitas",
    "Penyakit kronis",
)
TIDAK_MISKIN = (
    "Aset cukup",
    "Aset banyak",
    "Rumah layak",
    "Rumah mewah",
    "Anak sedikit",
    "Tanpa anak",
    "Pekerjaan tetap",
    "Punya usaha",
    "PNS/BUMN/BUMD",
    "Pejabat",
    "Hidup layak",
    "Hidup mewah",
)
LAIN = ["perangkat", "operator", "pendamping", "rt_rw", "tokoh", "kader", "rentan"]
KUORUM = (
    ("musdes", ["ketua"], 1, "Kepala desa sebagai ketua"),
    ("musdes", ["bpd"], 1, "BPD"),
    ("musdes", LAIN, 5, "Perangkat, operator, pendamping, RT/RW, tokoh, kader, atau kelompok rentan"),
    ("muskel", ["ketua"], 1, "Lurah sebagai ketua"),
    ("muskel", ["lpm"], 1, "LPM kelurahan"),
    ("muskel", LAIN, 5, "Perangkat, operator, pendamping, RT/RW, tokoh, kader, atau kelompok rentan"),
)


def fill(apps, schema_editor):
    basis = schema_editor.connection.alias
    apps.get_model("verval", "AturanMusyawarah").objects.using(basis).create(
        berlaku_dari="2025-01-01",
        hari_undangan=3,
        hari_keberatan=5,
        asal="lokal",
        dasar="Undangan: paparan BPS Kabupaten Paser 2026. Masa keberatan: usulan awal, belum ditetapkan.",
    )
    kuorum = apps.get_model("verval", "SyaratKuorum")
    for urut, (jenis, peran, minimum, label) in enumerate(KUORUM):
        kuorum.objects.using(basis).create(
            jenis=jenis, berlaku_dari="2025-01-01", peran=peran, minimum=minimum, label=label, asal="lokal", urut=urut
        )
    alasan = apps.get_model("verval", "AlasanMusyawarah")
    for hasil, semua in (("miskin", MISKIN), ("tidak_miskin", TIDAK_MISKIN)):
        for urut, label in enumerate(semua):
            kode = "".join(h if h.isalnum() else "_" for h in label.lower())
            alasan.objects.using(basis).create(kode=kode, hasil=hasil, label=label, urut=urut)


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [("verval", "0150_musdes"), ("registry", "0013_nomor_di_kolom_sendiri")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(PINDAH, TETAP),
        migrations.RunSQL(PERIKSA, "DROP FUNCTION verval_periksa(text)"),
        migrations.RunPython(protect_all, expose_all),
    ]
