"""What is asked for accounts of others; of a request the application may only note what became of it."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from psycopg2 import sql

from dtsen.wilayah.peran_basis_data import aplikasi, revoke


def tetap(apps, schema_editor):
    revoke(schema_editor, "accounts_pemulihanakun", "UPDATE, DELETE")
    with schema_editor.connection.cursor() as kursor:
        kursor.execute(
            sql.SQL(
                "GRANT UPDATE (isi, status, diputus, diputus_oleh_id, dibaca) ON accounts_pemulihanakun TO {}"
            ).format(aplikasi())
        )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0031_akses_penuh_awal"),
    ]

    operations = [
        migrations.AddField(
            model_name="penugasan",
            name="diminta_oleh",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diminta oleh",
            ),
        ),
        migrations.AddField(
            model_name="penugasan",
            name="menunggu",
            field=models.BooleanField(default=False, editable=False, verbose_name="menunggu orang kedua"),
        ),
        migrations.AddField(
            model_name="user",
            name="sandi_sementara",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Ditetapkan orang lain: harus diganti sebelum halaman lain terbuka.",
                verbose_name="kata sandi sementara",
            ),
        ),
        migrations.CreateModel(
            name="PemulihanAkun",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("sandi", "Kata sandi sementara"),
                            ("dua_faktor", "Mengatur ulang faktor kedua"),
                            ("surel", "Mengganti alamat surel"),
                            ("sso", "Menautkan masuk SSO"),
                        ],
                        max_length=10,
                        verbose_name="tindakan",
                    ),
                ),
                ("isi", models.CharField(blank=True, editable=False, max_length=254)),
                ("alasan", models.CharField(max_length=300, verbose_name="alasan")),
                (
                    "diminta",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="diminta"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu orang kedua"),
                            ("berlaku", "Berlaku"),
                            ("ditolak", "Ditolak"),
                            ("diganti", "Diganti"),
                        ],
                        default="menunggu",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("diputus", models.DateTimeField(blank=True, null=True, verbose_name="diputus")),
                ("dibaca", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "diminta_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
                (
                    "diputus_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diputus oleh",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pemulihan",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemulihan akun",
                "verbose_name_plural": "pemulihan akun",
                "indexes": [models.Index(fields=["-diminta"], name="pemulihan_diminta")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("jenis__in", ["sandi", "dua_faktor", "surel", "sso"])),
                        name="pemulihan_jenis_dikenal",
                        violation_error_message="Tindakan itu tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["menunggu", "berlaku", "ditolak", "diganti"])),
                        name="pemulihan_status_dikenal",
                        violation_error_message="Status itu tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("diminta_oleh", models.F("user")), _negated=True),
                        name="pemulihan_bukan_sendiri",
                        violation_error_message="Akun sendiri dipulihkan oleh orang lain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diputus_oleh__isnull", True),
                            models.Q(
                                models.Q(("diputus_oleh", models.F("diminta_oleh")), _negated=True),
                                models.Q(("diputus_oleh", models.F("user")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pemulihan_orang_kedua",
                        violation_error_message="Permintaan ini diputus oleh orang lain.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "menunggu")),
                        fields=("user", "jenis"),
                        name="pemulihan_satu_menunggu",
                        violation_error_message="Permintaan yang sama sudah menunggu.",
                    ),
                ],
            },
        ),
        migrations.RunPython(tetap, migrations.RunPython.noop),
    ]
