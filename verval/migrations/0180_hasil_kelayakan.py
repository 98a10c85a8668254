"""Outcomes of kelayakan, and the kind of case that writes them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0021_keluarga_calon"),
        ("verval", "0171_lingkup_sanggah"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HasilKelayakan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "hasil",
                    models.CharField(
                        choices=[
                            ("miskin", "Miskin"),
                            ("tidak_miskin", "Tidak miskin"),
                            ("tidak_layak", "Tidak layak menerima bansos"),
                        ],
                        max_length=12,
                        verbose_name="hasil",
                    ),
                ),
                (
                    "kriteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kriteria",
                    ),
                ),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "hasil kelayakan",
                "verbose_name_plural": "hasil kelayakan",
                "ordering": ("-berlaku_dari", "-id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="pembaruan",
            name="pembaruan_jenis_dikenal",
        ),
        migrations.AlterField(
            model_name="pembaruan",
            name="jenis",
            field=models.CharField(
                choices=[
                    ("isian", "Isian data"),
                    ("anggota_baru", "Anggota baru"),
                    ("meninggal", "Meninggal"),
                    ("tidak_ditemukan", "Orang tidak ditemukan"),
                    ("tinggal_bersama", "Tinggal bersama lagi"),
                    ("keluarga_hilang", "Keluarga tidak ditemukan"),
                    ("keluarga_ditemukan", "Keluarga ditemukan lagi"),
                    ("pindah_keluar", "Pindah keluar"),
                    ("pindah_masuk", "Pindah masuk"),
                    ("pecah_kk", "Pecah KK"),
                    ("gabung", "Gabung keluarga"),
                    ("ganda", "Data ganda"),
                    ("keluarga_baru", "Keluarga baru"),
                    ("perbaikan_nik", "Perbaikan NIK"),
                    ("perbaikan_kk", "Perbaikan No KK"),
                    ("kelayakan", "Kelayakan keluarga"),
                    ("graduasi", "Graduasi atau mundur dari program"),
                ],
                db_default="isian",
                default="isian",
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.AddConstraint(
            model_name="pembaruan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "jenis__in",
                        [
                            "isian",
                            "anggota_baru",
                            "meninggal",
                            "tidak_ditemukan",
                            "tinggal_bersama",
                            "keluarga_hilang",
                            "keluarga_ditemukan",
                            "pindah_keluar",
                            "pindah_masuk",
                            "pecah_kk",
                            "gabung",
                            "ganda",
                            "keluarga_baru",
                            "perbaikan_nik",
                            "perbaikan_kk",
                            "kelayakan",
                            "graduasi",
                        ],
                    )
                ),
                name="pembaruan_jenis_dikenal",
            ),
        ),
        migrations.AddField(
            model_name="hasilkelayakan",
            name="alasan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verval.alasanmusyawarah",
                verbose_name="alasan",
            ),
        ),
        migrations.AddField(
            model_name="hasilkelayakan",
            name="kelompok",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verval.kelompoktidaklayak",
                verbose_name="kelompok",
            ),
        ),
        migrations.AddField(
            model_name="hasilkelayakan",
            name="keluarga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hasil_kelayakan",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="hasilkelayakan",
            name="mencabut",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pencabut",
                to="verval.hasilkelayakan",
                verbose_name="mencabut",
            ),
        ),
        migrations.AddField(
            model_name="hasilkelayakan",
            name="pembaruan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hasil_kelayakan",
                to="verval.pembaruan",
                verbose_name="pembaruan",
            ),
        ),
        migrations.AddIndex(
            model_name="hasilkelayakan",
            index=models.Index(fields=["kode_desa"], name="hasil_kelayakan_desa"),
        ),
        migrations.AddConstraint(
            model_name="hasilkelayakan",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasil__in", ["miskin", "tidak_miskin", "tidak_layak"])),
                name="kelayakan_hasil_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="hasilkelayakan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("alasan__isnull", False), ("hasil__in", ("miskin", "tidak_miskin")), ("kelompok__isnull", True)
                    ),
                    models.Q(
                        ("alasan__isnull", True),
                        ("hasil", "tidak_layak"),
                        ("kelompok__isnull", False),
                        ("kriteria", []),
                    ),
                    _connector="OR",
                ),
                name="kelayakan_isi_sesuai_hasil",
                violation_error_message="Miskin dan tidak miskin perlu alasan, tidak layak perlu kelompoknya.",
            ),
        ),
    ]
