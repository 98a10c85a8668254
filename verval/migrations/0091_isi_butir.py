"""Every case about one fact gets its row; a case that was decided is decided as a whole."""

from django.db import migrations

ISI = """
INSERT INTO verval_butirpembaruan
    (pembaruan_id, keluarga_id, individu_id, kode_desa, fakta, nilai_lama, nilai_baru, penahan, putusan, catatan)
SELECT id, keluarga_id, individu_id, kode_desa, fakta, nilai_lama, nilai_baru,
    CASE WHEN status = 'draf' THEN 'draf:' || pembuat_id
         WHEN status IN ('diajukan', 'dimusyawarahkan', 'disahkan_desa', 'diperiksa', 'dikembalikan') THEN 'terbuka'
         ELSE '' END,
    CASE WHEN status IN (
        'disetujui', 'disahkan_opd', 'dikirim', 'diterima', 'menunggu_desil', 'selesai', 'ditolak_kemensos'
    ) THEN 'diterima' ELSE '' END,
    ''
FROM verval_pembaruan WHERE jenis = 'isian' ORDER BY id
"""
KEMBALI = """
UPDATE verval_pembaruan p SET fakta = b.fakta, nilai_lama = b.nilai_lama, nilai_baru = b.nilai_baru
FROM verval_butirpembaruan b WHERE b.pembaruan_id = p.id;
DELETE FROM verval_butirpembaruan;
"""


class Migration(migrations.Migration):
    dependencies = [("verval", "0090_butir")]

    operations = [migrations.RunSQL(ISI, KEMBALI)]
