"""Reasons of refusal and evidence per hop to begin with."""

from django.db import migrations

ALASAN = (
    ("bukti_kurang", "Bukti tidak cukup untuk memutus", "", False),
    ("bukti_tidak_sesuai", "Bukti tidak sesuai dengan yang diajukan", "", False),
    ("keadaan_tidak_berubah", "Keadaan di lapangan tidak seperti yang diajukan", "pembaruan", False),
    ("alamat_tidak_ditemukan", "Alamat tidak ditemukan", "", False),
    ("orang_tidak_ditemukan", "Orang tidak ditemukan", "", False),
    ("meninggal", "Orang sudah meninggal", "", False),
    ("pindah", "Keluarga sudah pindah", "", False),
    ("ganda", "Sudah diajukan dalam kasus lain", "", False),
    ("sudah_menerima", "Sudah menerima program yang sama", "usulan", False),
    ("pekerjaan", "Pekerjaan anggota keluarga tidak memenuhi syarat", "usulan", False),
    ("mampu", "Keluarga dinilai mampu oleh musyawarah", "usulan", False),
    ("menolak", "Keluarga menolak", "usulan", False),
    ("lainnya", "Alasan lain", "", True),
)
"""From the 15 groups and the lists of domain §4.6, in words that a resident understands."""
SYARAT = (
    ("musyawarahkan", ["berita_acara", "sptjm"], "wajib"),
    ("ajukan", ["foto_depan"], "sebaiknya"),
    ("ajukan", ["foto_dalam"], "sebaiknya"),
    ("ajukan", ["ktp", "kk"], "sebaiknya"),
)
"""Until sessions of the musyawarah exist, its minutes or the SPTJM carry a case out of the desa."""


def fill(apps, schema_editor):
    apps.get_model("verval", "AlasanTolak").objects.using(schema_editor.connection.alias).bulk_create(
        apps.get_model("verval", "AlasanTolak")(
            kode=kode, label=label, kasus=kasus, perlu_catatan=perlu, urut=10 * (i + 1)
        )
        for i, (kode, label, kasus, perlu) in enumerate(ALASAN)
    )
    Syarat = apps.get_model("verval", "SyaratBukti")
    Syarat.objects.using(schema_editor.connection.alias).bulk_create(
        Syarat(kasus=kasus, aksi=aksi, pilihan=pilihan, penting=penting, urut=10 * (i + 1))
        for kasus in ("pembaruan", "usulan")
        for i, (aksi, pilihan, penting) in enumerate(SYARAT)
    )


class Migration(migrations.Migration):
    dependencies = [("verval", "0013_rantai")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
