"""Findings sent down, PBI reactivation, disputes of exclusions; their hops and their evidence."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import verval.models.kasus


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0101_lingkup_kunjungan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BarisTemuan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("baris", models.IntegerField(verbose_name="baris dalam berkas")),
                (
                    "kode_desa",
                    models.CharField(blank=True, db_collation="C", max_length=10, verbose_name="desa/kelurahan"),
                ),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("cocok", "Cocok"),
                            ("sudah", "Sudah ada"),
                            ("tidak_dikenal", "Tidak ditemukan"),
                            ("rancu", "Rancu"),
                            ("salah", "Isinya salah"),
                            ("diterapkan", "Menjadi temuan"),
                        ],
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                ("keterangan", models.CharField(blank=True, max_length=500, verbose_name="isi temuan")),
                ("pesan", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
            ],
            options={
                "verbose_name": "baris temuan",
                "verbose_name_plural": "baris temuan",
                "ordering": ("baris",),
            },
        ),
        migrations.CreateModel(
            name="DaftarTemuan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("nik_anomali", "NIK anomali"), ("pdtt", "PDTT")], max_length=15, verbose_name="jenis"
                    ),
                ),
                (
                    "sumber",
                    models.CharField(
                        choices=[("kemensos", "Kemensos"), ("bpk", "BPK"), ("lainnya", "Lainnya")],
                        max_length=10,
                        verbose_name="pengirim",
                    ),
                ),
                ("nomor_surat", models.CharField(max_length=80, verbose_name="nomor surat")),
                ("tanggal_surat", models.DateField(verbose_name="tanggal surat")),
                ("tenggat", models.DateField(verbose_name="tenggat jawaban")),
                ("sidik", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("akhiran", models.CharField(editable=False, max_length=5)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("siap", "Menunggu diterapkan"),
                            ("diterapkan", "Diterapkan"),
                            ("batal", "Dibatalkan"),
                        ],
                        default="siap",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("diterapkan", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "daftar temuan",
                "verbose_name_plural": "daftar temuan",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Reaktivasi",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kode_lacak",
                    models.CharField(
                        default=verval.models.kasus.new_code,
                        editable=False,
                        max_length=9,
                        unique=True,
                        verbose_name="kode lacak",
                    ),
                ),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "disimpan",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="terakhir disimpan pembuat"),
                ),
                ("diajukan", models.DateTimeField(blank=True, null=True)),
                ("diputuskan", models.DateTimeField(blank=True, null=True)),
                ("pengajuan_ke", models.SmallIntegerField(default=0, editable=False)),
                ("tanggal_hapus", models.DateField(verbose_name="tanggal dihapus dari PBI-JK")),
                ("faskes", models.CharField(max_length=120, verbose_name="fasilitas kesehatan")),
                ("nomor_surat", models.CharField(blank=True, max_length=80, verbose_name="nomor surat faskes")),
                ("catatan", models.TextField(blank=True, verbose_name="catatan")),
                (
                    "desil_nasional",
                    models.SmallIntegerField(blank=True, null=True, verbose_name="desil nasional saat diajukan"),
                ),
                ("desil_versi", models.CharField(blank=True, max_length=7, verbose_name="versi desil")),
                ("aktif_sejak", models.DateField(blank=True, null=True, verbose_name="aktif sejak")),
                ("batas_pembaruan", models.DateField(blank=True, null=True, verbose_name="batas pembaruan data")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("diverifikasi", "Diverifikasi"),
                            ("disetujui", "Disetujui"),
                            ("dikirim", "Diajukan ke SIKS-NG"),
                            ("aktif", "Aktif kembali"),
                            ("selesai", "Selesai"),
                            ("dikembalikan", "Dikembalikan"),
                            ("ditolak", "Ditolak"),
                            ("ditolak_kemensos", "Ditolak Kemensos"),
                            ("batal", "Dibatalkan"),
                            ("gugur", "Gugur"),
                        ],
                        default="draf",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "verbose_name": "reaktivasi PBI-JK",
                "verbose_name_plural": "reaktivasi PBI-JK",
            },
        ),
        migrations.CreateModel(
            name="Sengketa",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kode_lacak",
                    models.CharField(
                        default=verval.models.kasus.new_code,
                        editable=False,
                        max_length=9,
                        unique=True,
                        verbose_name="kode lacak",
                    ),
                ),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "disimpan",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="terakhir disimpan pembuat"),
                ),
                ("diajukan", models.DateTimeField(blank=True, null=True)),
                ("diputuskan", models.DateTimeField(blank=True, null=True)),
                ("pengajuan_ke", models.SmallIntegerField(default=0, editable=False)),
                ("alasan", models.TextField(verbose_name="alasan keberatan")),
                ("tanggal_jawaban", models.DateField(blank=True, null=True, verbose_name="tanggal jawaban")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("diperiksa", "Diperiksa"),
                            ("dikirim", "Dikirim ke Kemensos"),
                            ("diterima", "Diterima"),
                            ("dikembalikan", "Dikembalikan"),
                            ("ditolak", "Ditolak"),
                            ("batal", "Dibatalkan"),
                        ],
                        default="draf",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "verbose_name": "sengketa pengecualian",
                "verbose_name_plural": "sengketa pengecualian",
            },
        ),
        migrations.CreateModel(
            name="Temuan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kode_lacak",
                    models.CharField(
                        default=verval.models.kasus.new_code,
                        editable=False,
                        max_length=9,
                        unique=True,
                        verbose_name="kode lacak",
                    ),
                ),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "disimpan",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="terakhir disimpan pembuat"),
                ),
                ("diajukan", models.DateTimeField(blank=True, null=True)),
                ("diputuskan", models.DateTimeField(blank=True, null=True)),
                ("pengajuan_ke", models.SmallIntegerField(default=0, editable=False)),
                ("baris", models.IntegerField(verbose_name="baris dalam berkas")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("nik_anomali", "NIK anomali"), ("pdtt", "PDTT")], max_length=15, verbose_name="jenis"
                    ),
                ),
                ("tenggat", models.DateField(verbose_name="tenggat jawaban")),
                ("keterangan", models.CharField(blank=True, max_length=500, verbose_name="isi temuan")),
                (
                    "kesesuaian",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sesuai", "Temuan benar"),
                            ("sebagian", "Benar sebagian"),
                            ("tidak_sesuai", "Temuan tidak benar"),
                        ],
                        max_length=15,
                        verbose_name="kesesuaian",
                    ),
                ),
                (
                    "hasil_nik",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("diperbaiki", "NIK sudah diperbaiki di Dukcapil"),
                            ("benar", "NIK sudah benar"),
                            ("ganda", "Data ganda"),
                            ("meninggal", "Sudah meninggal"),
                            ("pindah", "Sudah pindah"),
                            ("tidak_ditemukan", "Orangnya tidak ditemukan"),
                        ],
                        max_length=15,
                        verbose_name="hasil pemeriksaan NIK",
                    ),
                ),
                ("penjelasan", models.TextField(blank=True, verbose_name="penjelasan")),
                ("pekerjaan", models.CharField(blank=True, max_length=100, verbose_name="pekerjaan")),
                ("jenis_usaha", models.CharField(blank=True, max_length=100, verbose_name="jenis usaha")),
                ("penghasilan", models.BigIntegerField(blank=True, null=True, verbose_name="penghasilan sebulan (Rp)")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("baru", "Baru"),
                            ("dikerjakan", "Dikerjakan"),
                            ("diajukan", "Diajukan"),
                            ("diverifikasi", "Diverifikasi"),
                            ("dikembalikan", "Dikembalikan"),
                            ("ditolak", "Ditolak"),
                        ],
                        default="baru",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "verbose_name": "temuan",
                "verbose_name_plural": "temuan",
            },
        ),
        migrations.RemoveConstraint(
            model_name="bukti",
            name="bukti_satu_milik",
        ),
        migrations.RemoveConstraint(
            model_name="bukti",
            name="bukti_jenis_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="langkah",
            name="langkah_satu_kasus",
        ),
        migrations.RemoveConstraint(
            model_name="syaratbukti",
            name="syarat_bukti_kasus",
        ),
        migrations.AddField(
            model_name="pengecualianpenerima",
            name="alasan_akhir",
            field=models.CharField(blank=True, max_length=500, verbose_name="alasan diakhiri"),
        ),
        migrations.AlterField(
            model_name="bukti",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("foto_depan", "Rumah dari depan"),
                    ("foto_dalam", "Rumah bagian dalam"),
                    ("ktp", "KTP"),
                    ("kk", "Kartu keluarga"),
                    ("dokumen", "Surat atau dokumen"),
                    ("lainnya", "Lainnya"),
                    ("berita_acara", "Berita acara musyawarah"),
                    ("daftar_hadir", "Daftar hadir musyawarah"),
                    ("sptjm", "SPTJM kepala desa/lurah"),
                    ("layar_siks", "Tangkapan layar SIKS-NG"),
                    ("foto_listrik", "Meteran listrik"),
                    ("slip_gaji", "Slip gaji"),
                    ("surat_faskes", "Surat fasilitas kesehatan"),
                    ("sktm", "SKTM"),
                ],
                max_length=12,
                verbose_name="jenis",
            ),
        ),
        migrations.AlterField(
            model_name="syaratbukti",
            name="kasus",
            field=models.CharField(
                choices=[
                    ("pembaruan", "Pembaruan data"),
                    ("usulan", "Usulan bansos"),
                    ("nik_anomali", "Temuan NIK anomali"),
                    ("pdtt", "Temuan PDTT"),
                    ("reaktivasi", "Reaktivasi PBI-JK"),
                    ("sengketa", "Sengketa pengecualian"),
                ],
                max_length=15,
                verbose_name="kasus",
            ),
        ),
        migrations.AddConstraint(
            model_name="syaratbukti",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kasus__in", ["pembaruan", "usulan", "nik_anomali", "pdtt", "reaktivasi", "sengketa"])
                ),
                name="syarat_bukti_kasus",
            ),
        ),
        migrations.AddField(
            model_name="baristemuan",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.individu",
            ),
        ),
        migrations.AddField(
            model_name="baristemuan",
            name="keluarga",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.keluarga",
            ),
        ),
        migrations.AddField(
            model_name="daftartemuan",
            name="pembuat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pengunggah",
            ),
        ),
        migrations.AddField(
            model_name="baristemuan",
            name="daftar",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="baris_temuan", to="verval.daftartemuan"
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.individu",
                verbose_name="anggota",
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="keluarga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="pembaruan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reaktivasi",
                to="verval.pembaruan",
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="pembuat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pembuat",
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="pemeriksa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemeriksa",
            ),
        ),
        migrations.AddField(
            model_name="reaktivasi",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemutus",
            ),
        ),
        migrations.AddField(
            model_name="bukti",
            name="reaktivasi",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bukti",
                to="verval.reaktivasi",
            ),
        ),
        migrations.AddField(
            model_name="langkah",
            name="reaktivasi",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="langkah",
                to="verval.reaktivasi",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.individu",
                verbose_name="anggota",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="keluarga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="pembuat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pembuat",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="pemeriksa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemeriksa",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemutus",
            ),
        ),
        migrations.AddField(
            model_name="sengketa",
            name="pengecualian",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sengketa",
                to="verval.pengecualianpenerima",
                verbose_name="pengecualian",
            ),
        ),
        migrations.AddField(
            model_name="bukti",
            name="sengketa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bukti",
                to="verval.sengketa",
            ),
        ),
        migrations.AddField(
            model_name="langkah",
            name="sengketa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="langkah",
                to="verval.sengketa",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="daftar",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="temuan",
                to="verval.daftartemuan",
                verbose_name="daftar",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.individu",
                verbose_name="anggota",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="keluarga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="pelaksana",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dikerjakan oleh",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="pembaruan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="temuan",
                to="verval.pembaruan",
                verbose_name="pembaruan",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="pembuat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pembuat",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="pemeriksa",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemeriksa",
            ),
        ),
        migrations.AddField(
            model_name="temuan",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pemutus",
            ),
        ),
        migrations.AddField(
            model_name="bukti",
            name="temuan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bukti",
                to="verval.temuan",
            ),
        ),
        migrations.AddField(
            model_name="langkah",
            name="temuan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="langkah",
                to="verval.temuan",
            ),
        ),
        migrations.AddConstraint(
            model_name="bukti",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "jenis__in",
                        [
                            "foto_depan",
                            "foto_dalam",
                            "ktp",
                            "kk",
                            "dokumen",
                            "lainnya",
                            "berita_acara",
                            "daftar_hadir",
                            "sptjm",
                            "layar_siks",
                            "foto_listrik",
                            "slip_gaji",
                            "surat_faskes",
                            "sktm",
                        ],
                    )
                ),
                name="bukti_jenis_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="langkah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pembaruan__isnull", False),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", False),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", False),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", False),
                        ("sengketa__isnull", True),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    models.Q(
                        ("pembaruan__isnull", True),
                        ("reaktivasi__isnull", True),
                        ("sengketa__isnull", False),
                        ("temuan__isnull", True),
                        ("usulan__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="langkah_satu_perkara",
            ),
        ),
        migrations.AddConstraint(
            model_name="daftartemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["nik_anomali", "pdtt"])), name="daftartemuan_jenis_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="daftartemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("sumber__in", ["kemensos", "bpk", "lainnya"])), name="daftartemuan_sumber_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="daftartemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["siap", "diterapkan", "batal"])), name="daftartemuan_status_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="daftartemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("tenggat__gte", models.F("tanggal_surat"))),
                name="daftartemuan_tanggal_urut",
                violation_error_message="Tenggat jawaban tidak boleh sebelum tanggal surat.",
            ),
        ),
        migrations.AddIndex(
            model_name="baristemuan",
            index=models.Index(fields=["daftar", "keadaan", "baris"], name="baristemuan_keadaan"),
        ),
        migrations.AddConstraint(
            model_name="baristemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keadaan__in", ["cocok", "sudah", "tidak_dikenal", "rancu", "salah", "diterapkan"])
                ),
                name="baristemuan_keadaan_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="baristemuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("individu__isnull", True), ("keluarga__isnull", True), ("keterangan", ""), ("kode_desa", "")
                    ),
                    models.Q(("individu__isnull", False), ("keluarga__isnull", False)),
                    _connector="OR",
                ),
                name="baristemuan_orang_utuh",
            ),
        ),
        migrations.AddConstraint(
            model_name="baristemuan",
            constraint=models.UniqueConstraint(fields=("daftar", "baris"), name="baristemuan_sekali"),
        ),
        migrations.AddIndex(
            model_name="reaktivasi",
            index=models.Index(fields=["kode_desa", "status", "-id"], name="reaktivasi_desa"),
        ),
        migrations.AddIndex(
            model_name="reaktivasi",
            index=models.Index(
                condition=models.Q(("status", "aktif")), fields=["batas_pembaruan"], name="reaktivasi_batas"
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draf",
                            "diajukan",
                            "diverifikasi",
                            "disetujui",
                            "dikirim",
                            "aktif",
                            "selesai",
                            "dikembalikan",
                            "ditolak",
                            "ditolak_kemensos",
                            "batal",
                            "gugur",
                        ],
                    )
                ),
                name="reaktivasi_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.CheckConstraint(
                condition=models.Q(("individu__isnull", False)), name="reaktivasi_berorang"
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("aktif_sejak__isnull", False), ("batas_pembaruan__gte", models.F("aktif_sejak"))),
                    models.Q(("aktif_sejak__isnull", True), ("batas_pembaruan__isnull", True)),
                    _connector="OR",
                ),
                name="reaktivasi_kewajiban_utuh",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("aktif", "selesai", "gugur")), _negated=True),
                    ("aktif_sejak__isnull", False),
                    _connector="OR",
                ),
                name="reaktivasi_aktif_bertanggal",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pemutus__isnull", True),
                    models.Q(("pemutus", models.F("pembuat")), _negated=True),
                    _connector="OR",
                ),
                name="reaktivasi_bukan_pembuat",
                violation_error_message="Kasus buatan sendiri harus diputuskan orang lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaktivasi",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("batal", "ditolak", "ditolak_kemensos")), _negated=True),
                fields=("individu",),
                name="reaktivasi_sekali",
                violation_error_message="Reaktivasi PBI-JK hanya sekali untuk setiap orang.",
            ),
        ),
        migrations.AddIndex(
            model_name="sengketa",
            index=models.Index(fields=["kode_desa", "status", "-id"], name="sengketa_desa"),
        ),
        migrations.AddConstraint(
            model_name="sengketa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["draf", "diajukan", "diperiksa", "dikirim", "diterima", "dikembalikan", "ditolak", "batal"],
                    )
                ),
                name="sengketa_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="sengketa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pemutus__isnull", True),
                    models.Q(("pemutus", models.F("pembuat")), _negated=True),
                    _connector="OR",
                ),
                name="sengketa_bukan_pembuat",
                violation_error_message="Kasus buatan sendiri harus diputuskan orang lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sengketa",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("batal", "diterima", "ditolak")), _negated=True),
                fields=("pengecualian",),
                name="sengketa_satu_terbuka",
                violation_error_message="Pengecualian ini sudah disengketakan dan belum selesai.",
            ),
        ),
        migrations.AddIndex(
            model_name="temuan",
            index=models.Index(fields=["kode_desa", "status", "tenggat"], name="temuan_desa"),
        ),
        migrations.AddIndex(
            model_name="temuan",
            index=models.Index(fields=["daftar", "status"], name="temuan_daftar"),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["baru", "dikerjakan", "diajukan", "diverifikasi", "dikembalikan", "ditolak"])
                ),
                name="temuan_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["nik_anomali", "pdtt"])), name="temuan_jenis_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kesesuaian__in", ["", "sesuai", "sebagian", "tidak_sesuai"])),
                name="temuan_kesesuaian_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hasil_nik__in", ["", "diperbaiki", "benar", "ganda", "meninggal", "pindah", "tidak_ditemukan"])
                ),
                name="temuan_hasil_nik_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(condition=models.Q(("individu__isnull", False)), name="temuan_berorang"),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("penghasilan__isnull", True), ("penghasilan__range", (0, 1000000000)), _connector="OR"
                ),
                name="temuan_penghasilan_wajar",
                violation_error_message="Penghasilan ditulis rupiah sebulan, antara 0 dan 1.000.000.000.",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("baru", "dikerjakan")),
                    models.Q(
                        models.Q(("kesesuaian", ""), _negated=True),
                        models.Q(("penjelasan", ""), _negated=True),
                        ("pelaksana__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="temuan_terisi",
                violation_error_message="Isi kesesuaian dan penjelasan lebih dahulu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pemutus__isnull", True),
                    models.Q(("pemutus", models.F("pelaksana")), _negated=True),
                    _connector="OR",
                ),
                name="temuan_bukan_pelaksana",
                violation_error_message="Temuan yang Anda kerjakan sendiri harus diverifikasi orang lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.UniqueConstraint(fields=("daftar", "baris"), name="temuan_sebaris"),
        ),
        migrations.AddConstraint(
            model_name="temuan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("diverifikasi", "ditolak")), _negated=True),
                fields=("individu", "jenis"),
                name="temuan_satu_terbuka",
                violation_error_message="Masih ada temuan lain tentang orang ini yang belum selesai.",
            ),
        ),
    ]
