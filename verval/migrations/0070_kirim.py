"""Files of proposals for Kemensos and its answers, behind row-level security."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import expose, protect

TABEL = {
    "verval_eksporusulan": "wilayah_dalam(kode_desa, NULL)",
    # A row that means no case says nothing about anybody; the others are seen with their case, wherever it moves.
    "verval_barisjawaban": """(usulan_id IS NULL AND pembaruan_id IS NULL)
        OR EXISTS (SELECT FROM verval_usulan u WHERE u.id = usulan_id)
        OR EXISTS (SELECT FROM verval_pembaruan p WHERE p.id = pembaruan_id)""",
}


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [
        ("verval", "0080_kiriman"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EksporUsulan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("periode", models.CharField(db_collation="C", max_length=7, verbose_name="bulan")),
                ("sidik", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("jumlah", models.IntegerField(verbose_name="jumlah baris")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "pembuat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengunduh",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.programbansos",
                        verbose_name="program",
                    ),
                ),
            ],
            options={
                "verbose_name": "ekspor usulan",
                "verbose_name_plural": "ekspor usulan",
            },
        ),
        migrations.AddField(
            model_name="usulan",
            name="ekspor",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="usulan",
                to="verval.eksporusulan",
            ),
        ),
        migrations.CreateModel(
            name="JawabanKemensos",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sidik", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("siap", "Siap diterapkan"),
                            ("menerapkan", "Menerapkan"),
                            ("diterapkan", "Diterapkan"),
                        ],
                        default="siap",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("diterapkan", models.DateTimeField(blank=True, null=True)),
                (
                    "pembuat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengunggah",
                    ),
                ),
                (
                    "penerap",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diterapkan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban Kemensos",
                "verbose_name_plural": "jawaban Kemensos",
            },
        ),
        migrations.CreateModel(
            name="BarisJawaban",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("baris", models.IntegerField(verbose_name="baris dalam berkas")),
                (
                    "hasil",
                    models.CharField(
                        blank=True,
                        choices=[("terima", "Diterima"), ("tolak_kemensos", "Ditolak")],
                        max_length=20,
                        verbose_name="hasil",
                    ),
                ),
                ("alasan", models.CharField(blank=True, max_length=500, verbose_name="alasan")),
                ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal jawaban")),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("cocok", "Cocok"),
                            ("sudah", "Sudah dijawab"),
                            ("tidak_dikenal", "Tidak ada kasusnya"),
                            ("rancu", "Rancu"),
                            ("belum_dikirim", "Belum dikirim"),
                            ("salah", "Isinya salah"),
                            ("diterapkan", "Diterapkan"),
                            ("gagal", "Gagal diterapkan"),
                        ],
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                ("pesan", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                (
                    "pembaruan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.pembaruan",
                    ),
                ),
                (
                    "usulan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.usulan",
                    ),
                ),
                (
                    "jawaban",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="baris_jawaban",
                        to="verval.jawabankemensos",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris jawaban",
                "verbose_name_plural": "baris jawaban",
                "ordering": ("baris",),
            },
        ),
        migrations.AddIndex(
            model_name="eksporusulan",
            index=models.Index(fields=["kode_desa", "-id"], name="ekspor_desa"),
        ),
        migrations.AddConstraint(
            model_name="jawabankemensos",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["siap", "menerapkan", "diterapkan"])), name="jawaban_status_dikenal"
            ),
        ),
        migrations.AddIndex(
            model_name="barisjawaban",
            index=models.Index(fields=["jawaban", "keadaan", "baris"], name="barisjawaban_keadaan"),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "keadaan__in",
                        ["cocok", "sudah", "tidak_dikenal", "rancu", "belum_dikirim", "salah", "diterapkan", "gagal"],
                    )
                ),
                name="barisjawaban_keadaan_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasil__in", ["", "terima", "tolak_kemensos"])), name="barisjawaban_hasil_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(("usulan__isnull", True), ("pembaruan__isnull", True), _connector="OR"),
                name="barisjawaban_satu_kasus",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("usulan__isnull", False),
                    ("pembaruan__isnull", False),
                    models.Q(("alasan", ""), ("tanggal__isnull", True)),
                    _connector="OR",
                ),
                name="barisjawaban_tanpa_kasus_tanpa_isi",
            ),
        ),
        migrations.AddConstraint(
            model_name="barisjawaban",
            constraint=models.UniqueConstraint(fields=("jawaban", "baris"), name="barisjawaban_sekali"),
        ),
        migrations.RunPython(protect_all, expose_all),
    ]
