"""Quotas and what each region gets of them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0152_alasan_dilindungi"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Kuota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("periode", models.CharField(db_collation="C", max_length=7, verbose_name="periode")),
                ("jumlah", models.PositiveIntegerField(verbose_name="kuota")),
                ("dokumen", models.CharField(max_length=160, verbose_name="dokumen sumber")),
                (
                    "dasar",
                    models.CharField(
                        choices=[
                            ("keluarga", "Keluarga sampai desil nasional tertentu"),
                            ("jiwa", "Jiwa sampai desil nasional tertentu"),
                            ("layak", "Yang memenuhi aturan program"),
                        ],
                        max_length=10,
                        verbose_name="dasar pembagian",
                    ),
                ),
                ("desil_maks", models.SmallIntegerField(blank=True, null=True, verbose_name="sampai desil nasional")),
                (
                    "metode",
                    models.CharField(
                        choices=[
                            ("sisa_terbesar", "Sisa terbesar (Hamilton)"),
                            ("webster", "Webster/Sainte-Laguë"),
                            ("huntington_hill", "Huntington-Hill"),
                        ],
                        max_length=20,
                        verbose_name="cara membagi",
                    ),
                ),
                ("batas_sasaran", models.BooleanField(default=False, verbose_name="tidak melebihi jumlah sasaran")),
                (
                    "persen",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="perubahan paling banyak (persen)"
                    ),
                ),
                ("hari", models.DateField(verbose_name="sasaran dihitung pada")),
                ("sidik", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 masukan")),
                ("sisa", models.PositiveIntegerField(default=0, verbose_name="tidak terbagi")),
                (
                    "banding",
                    models.JSONField(blank=True, default=dict, editable=False, verbose_name="perbandingan cara"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draf", "Rancangan"), ("ditetapkan", "Ditetapkan")],
                        default="draf",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ditetapkan", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "acuan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.kuota",
                        verbose_name="kuota acuan",
                    ),
                ),
                (
                    "aturan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.aturanprogram",
                        verbose_name="aturan",
                    ),
                ),
                (
                    "pembuat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penyusun",
                    ),
                ),
                (
                    "penetap",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditetapkan oleh",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kuota",
                        to="verval.programbansos",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "kuota",
                "verbose_name_plural": "kuota",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="KuotaWilayah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode", models.CharField(db_collation="C", max_length=10, verbose_name="kode wilayah")),
                ("dasar", models.PositiveIntegerField(verbose_name="sasaran")),
                ("tanpa_desil", models.PositiveIntegerField(default=0, verbose_name="belum ada desil")),
                ("minimum", models.PositiveIntegerField(default=0, verbose_name="minimum")),
                ("maksimum", models.PositiveIntegerField(blank=True, null=True, verbose_name="maksimum")),
                ("pembilang", models.BigIntegerField(default=0)),
                ("penyebut", models.BigIntegerField(default=1)),
                ("kursi", models.PositiveIntegerField(default=0, verbose_name="kuota")),
                (
                    "ikatan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Menurut bagian"),
                            ("minimum", "Terikat minimum"),
                            ("maksimum", "Terikat maksimum"),
                        ],
                        max_length=10,
                        verbose_name="ikatan",
                    ),
                ),
                (
                    "kuota",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wilayah",
                        to="verval.kuota",
                    ),
                ),
            ],
            options={
                "verbose_name": "kuota wilayah",
                "verbose_name_plural": "kuota wilayah",
                "ordering": ("kode",),
            },
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draf", "ditetapkan"])), name="kuota_status_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(("dasar__in", ["keluarga", "jiwa", "layak"])), name="kuota_dasar_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(("metode__in", ["sisa_terbesar", "webster", "huntington_hill"])),
                name="kuota_metode_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(("periode__regex", "^\\d{4}(-T[1-4])?$")),
                name="kuota_periode",
                violation_error_message="Periode ditulis tahun (2027) atau triwulan (2027-T1).",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("aturan__isnull", False), ("dasar", "layak"), ("desil_maks__isnull", True)),
                    models.Q(
                        ("aturan__isnull", True), ("dasar__in", ["jiwa", "keluarga"]), ("desil_maks__range", (1, 10))
                    ),
                    _connector="OR",
                ),
                name="kuota_dasar_lengkap",
                violation_error_message="Pilih desil tertinggi antara 1 dan 10, atau aturan program sebagai dasar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acuan__isnull", True), ("persen__isnull", True)),
                    models.Q(("acuan__isnull", False), ("persen__isnull", False), ("persen__lte", 100)),
                    _connector="OR",
                ),
                name="kuota_acuan_lengkap",
                violation_error_message="Pilih kuota acuan dan perubahan paling banyak 0 sampai 100 persen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("penetap__isnull", True), ("status", "draf")),
                    models.Q(
                        ("penetap__isnull", False),
                        ("status", "ditetapkan"),
                        models.Q(("pembuat", models.F("penetap")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="kuota_dua_orang",
                violation_error_message="Kuota ditetapkan orang lain, bukan penyusunnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuota",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "ditetapkan")),
                fields=("program", "periode"),
                name="kuota_satu_per_periode",
                violation_error_message="Program ini sudah punya kuota yang ditetapkan untuk periode itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kuotawilayah",
            constraint=models.UniqueConstraint(fields=("kuota", "kode"), name="kuotawilayah_sekali"),
        ),
        migrations.AddConstraint(
            model_name="kuotawilayah",
            constraint=models.CheckConstraint(
                condition=models.Q(("kode__regex", "^(\\d{6}|\\d{10})$")), name="kuotawilayah_kode"
            ),
        ),
        migrations.AddConstraint(
            model_name="kuotawilayah",
            constraint=models.CheckConstraint(
                condition=models.Q(("ikatan__in", ["", "minimum", "maksimum"])), name="kuotawilayah_ikatan_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="kuotawilayah",
            constraint=models.CheckConstraint(condition=models.Q(("penyebut__gt", 0)), name="kuotawilayah_penyebut"),
        ),
        migrations.AddConstraint(
            model_name="kuotawilayah",
            constraint=models.CheckConstraint(
                condition=models.Q(("maksimum__isnull", True), ("maksimum__gte", models.F("minimum")), _connector="OR"),
                name="kuotawilayah_batas_urut",
                violation_error_message="Maksimum tidak boleh di bawah minimum.",
            ),
        ),
    ]
