"""The whole chain of a case; reasons of refusal and evidence per hop as tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_lingkup"),
        ("verval", "0012_pengajuan_ke"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlasanTolak",
            fields=[
                (
                    "kode",
                    models.CharField(
                        db_collation="C", max_length=30, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("label", models.CharField(max_length=120, verbose_name="alasan")),
                (
                    "kasus",
                    models.CharField(
                        blank=True,
                        choices=[("", "Semua kasus"), ("pembaruan", "Pembaruan data"), ("usulan", "Usulan bansos")],
                        max_length=10,
                        verbose_name="untuk",
                    ),
                ),
                ("perlu_catatan", models.BooleanField(default=False, verbose_name="perlu catatan")),
                ("aktif", models.BooleanField(default=True, verbose_name="dipakai")),
                ("urut", models.SmallIntegerField(default=0, verbose_name="urutan tampil")),
            ],
            options={
                "verbose_name": "alasan penolakan",
                "verbose_name_plural": "alasan penolakan",
                "ordering": ("urut", "kode"),
            },
        ),
        migrations.CreateModel(
            name="SyaratBukti",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kasus",
                    models.CharField(
                        choices=[("pembaruan", "Pembaruan data"), ("usulan", "Usulan bansos")],
                        max_length=10,
                        verbose_name="kasus",
                    ),
                ),
                ("aksi", models.CharField(max_length=20, verbose_name="langkah")),
                (
                    "pilihan",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None, verbose_name="salah satu dari"
                    ),
                ),
                (
                    "penting",
                    models.CharField(
                        choices=[("wajib", "Wajib"), ("sebaiknya", "Sebaiknya")],
                        default="wajib",
                        max_length=10,
                        verbose_name="penting",
                    ),
                ),
                ("urut", models.SmallIntegerField(default=0, verbose_name="urutan tampil")),
            ],
            options={
                "verbose_name": "syarat bukti",
                "verbose_name_plural": "syarat bukti",
                "ordering": ("urut", "id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="bukti",
            name="bukti_jenis_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_status_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_keluarga",
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_satu_individu",
        ),
        migrations.RemoveConstraint(
            model_name="usulan",
            name="usulan_status_dikenal",
        ),
        migrations.RemoveConstraint(
            model_name="usulan",
            name="usulan_satu_keluarga_sebulan",
        ),
        migrations.RemoveConstraint(
            model_name="usulan",
            name="usulan_satu_orang_sebulan",
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="nasional_baru",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="desil nasional sesudahnya"),
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="nasional_lama",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="desil nasional saat dikirim"),
        ),
        migrations.AddField(
            model_name="pembaruan",
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
            model_name="pembaruan",
            name="versi_baru",
            field=models.CharField(blank=True, max_length=7, verbose_name="versi desil sesudahnya"),
        ),
        migrations.AddField(
            model_name="pembaruan",
            name="versi_lama",
            field=models.CharField(blank=True, max_length=7, verbose_name="versi desil saat dikirim"),
        ),
        migrations.AddField(
            model_name="usulan",
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
                ],
                max_length=12,
                verbose_name="jenis",
            ),
        ),
        migrations.AlterField(
            model_name="langkah",
            name="pelaku",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="status",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dimusyawarahkan", "Dimusyawarahkan"),
                    ("disahkan_desa", "Disahkan desa"),
                    ("diperiksa", "Diperiksa"),
                    ("disetujui", "Disetujui"),
                    ("disahkan_opd", "Disahkan kepala dinas"),
                    ("dikirim", "Dikirim ke Kemensos"),
                    ("diterima", "Diterima Kemensos"),
                    ("menunggu_desil", "Menunggu desil baru"),
                    ("selesai", "Selesai"),
                    ("dikembalikan", "Dikembalikan"),
                    ("ditolak", "Ditolak"),
                    ("batal", "Dibatalkan"),
                    ("ditolak_kemensos", "Ditolak Kemensos"),
                    ("kedaluwarsa", "Kedaluwarsa"),
                ],
                default="draf",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="usulan",
            name="status",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dimusyawarahkan", "Dimusyawarahkan"),
                    ("disahkan_desa", "Disahkan desa"),
                    ("diperiksa", "Diperiksa"),
                    ("disetujui", "Disetujui"),
                    ("disahkan_opd", "Disahkan kepala dinas"),
                    ("disahkan_bupati", "Disahkan bupati"),
                    ("dikirim", "Dikirim ke Kemensos"),
                    ("diterima", "Diterima Kemensos"),
                    ("selesai", "Selesai"),
                    ("dikembalikan", "Dikembalikan"),
                    ("ditolak", "Ditolak"),
                    ("batal", "Dibatalkan"),
                    ("ditolak_kemensos", "Ditolak Kemensos"),
                    ("kedaluwarsa", "Kedaluwarsa"),
                ],
                default="draf",
                max_length=20,
                verbose_name="status",
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
                        ],
                    )
                ),
                name="bukti_jenis_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draf",
                            "diajukan",
                            "dimusyawarahkan",
                            "disahkan_desa",
                            "diperiksa",
                            "disetujui",
                            "disahkan_opd",
                            "dikirim",
                            "diterima",
                            "menunggu_desil",
                            "selesai",
                            "dikembalikan",
                            "ditolak",
                            "batal",
                            "ditolak_kemensos",
                            "kedaluwarsa",
                        ],
                    )
                ),
                name="pembaruan_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("individu__isnull", True),
                    ("status__in", ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "dikembalikan")),
                ),
                fields=("keluarga", "fakta"),
                name="pembaruan_satu_keluarga",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("individu__isnull", False),
                    ("status__in", ("diajukan", "dimusyawarahkan", "disahkan_desa", "diperiksa", "dikembalikan")),
                ),
                fields=("individu", "fakta"),
                name="pembaruan_satu_individu",
                violation_error_message="Data ini sudah punya pembaruan yang belum selesai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draf",
                            "diajukan",
                            "dimusyawarahkan",
                            "disahkan_desa",
                            "diperiksa",
                            "disetujui",
                            "disahkan_opd",
                            "disahkan_bupati",
                            "dikirim",
                            "diterima",
                            "selesai",
                            "dikembalikan",
                            "ditolak",
                            "batal",
                            "ditolak_kemensos",
                            "kedaluwarsa",
                        ],
                    )
                ),
                name="usulan_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("unit", "keluarga"),
                    models.Q(("status__in", ("batal", "ditolak", "ditolak_kemensos", "kedaluwarsa")), _negated=True),
                ),
                fields=("program", "keluarga", "periode"),
                name="usulan_satu_keluarga_sebulan",
                violation_error_message="Keluarga ini sudah diusulkan untuk program ini bulan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("unit", "individu"),
                    models.Q(("status__in", ("batal", "ditolak", "ditolak_kemensos", "kedaluwarsa")), _negated=True),
                ),
                fields=("program", "individu", "periode"),
                name="usulan_satu_orang_sebulan",
                violation_error_message="Orang ini sudah diusulkan untuk program ini bulan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alasantolak",
            constraint=models.CheckConstraint(
                condition=models.Q(("kasus__in", ["", "pembaruan", "usulan"])), name="alasan_tolak_kasus"
            ),
        ),
        migrations.AddField(
            model_name="langkah",
            name="alasan_induk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verval.alasantolak",
            ),
        ),
        migrations.AddConstraint(
            model_name="syaratbukti",
            constraint=models.CheckConstraint(
                condition=models.Q(("kasus__in", ["pembaruan", "usulan"])), name="syarat_bukti_kasus"
            ),
        ),
        migrations.AddConstraint(
            model_name="syaratbukti",
            constraint=models.CheckConstraint(
                condition=models.Q(("penting__in", ["wajib", "sebaiknya"])), name="syarat_bukti_penting"
            ),
        ),
        migrations.AddConstraint(
            model_name="syaratbukti",
            constraint=models.CheckConstraint(condition=models.Q(("pilihan__len__gt", 0)), name="syarat_bukti_berisi"),
        ),
        migrations.AddConstraint(
            model_name="syaratbukti",
            constraint=models.UniqueConstraint(fields=("kasus", "aksi", "pilihan"), name="syarat_bukti_sekali"),
        ),
    ]
