"""Sheets of inputs and who owes them, publishing of a calculation, AHP sessions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ikesos", "0004_penerima_bansos"),
        ("wilayah", "0002_fungsi_lingkup"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnggotaInstansi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "anggota instansi",
                "verbose_name_plural": "anggota instansi",
            },
        ),
        migrations.CreateModel(
            name="BarisSetoran",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nilai", models.JSONField(verbose_name="nilai")),
                ("sampel", models.IntegerField(blank=True, null=True, verbose_name="banyak responden")),
                ("catatan", models.CharField(blank=True, max_length=300, verbose_name="catatan")),
            ],
            options={
                "verbose_name": "baris setoran",
                "verbose_name_plural": "baris setoran",
            },
        ),
        migrations.CreateModel(
            name="Instansi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nama", models.CharField(max_length=120, unique=True, verbose_name="nama")),
                ("aktif", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "verbose_name": "instansi pengisi",
                "verbose_name_plural": "instansi pengisi",
                "ordering": ("nama",),
            },
        ),
        migrations.CreateModel(
            name="PakarAhp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "pakar AHP",
                "verbose_name_plural": "pakar AHP",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="PenilaianAhp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("simpul", models.CharField(db_collation="C", max_length=20, verbose_name="simpul")),
                ("kode", models.JSONField(verbose_name="kode yang dibandingkan")),
                ("matriks", models.JSONField(verbose_name="matriks")),
                ("cr", models.FloatField(verbose_name="rasio konsistensi")),
                ("tabel_ri", models.CharField(max_length=20, verbose_name="tabel RI")),
                ("diubah", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "penilaian AHP",
                "verbose_name_plural": "penilaian AHP",
            },
        ),
        migrations.CreateModel(
            name="SesiAhp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("judul", models.CharField(max_length=120, verbose_name="judul")),
                (
                    "status",
                    models.CharField(
                        choices=[("terbuka", "Terbuka"), ("selesai", "Selesai")],
                        default="terbuka",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "sesi AHP",
                "verbose_name_plural": "sesi AHP",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Setoran",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indikator", models.CharField(db_collation="C", max_length=20, verbose_name="kode indikator")),
                ("periode", models.CharField(db_collation="C", max_length=7, verbose_name="periode")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("dikirim", "Dikirim"),
                            ("dikembalikan", "Dikembalikan"),
                            ("dikonfirmasi", "Dikonfirmasi"),
                        ],
                        default="draf",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("sumber", models.CharField(blank=True, max_length=120, verbose_name="sumber")),
                ("dokumen", models.CharField(blank=True, max_length=200, verbose_name="judul dan nomor dokumen")),
                ("berkas", models.CharField(blank=True, editable=False, max_length=64)),
                ("tipe", models.CharField(blank=True, editable=False, max_length=30)),
                ("sidik", models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 dokumen")),
                ("alasan", models.CharField(blank=True, max_length=500, verbose_name="alasan dikembalikan")),
                (
                    "penulis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="semua yang pernah mengisi",
                    ),
                ),
                ("dikirim", models.DateTimeField(blank=True, null=True)),
                ("diputuskan", models.DateTimeField(blank=True, null=True)),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "setoran isian",
                "verbose_name_plural": "setoran isian",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="TugasIsian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indikator",
                    models.CharField(db_collation="C", max_length=20, unique=True, verbose_name="kode indikator"),
                ),
                (
                    "setiap",
                    models.CharField(
                        choices=[("tahun", "Setiap tahun"), ("triwulan", "Setiap triwulan")],
                        default="tahun",
                        max_length=10,
                        verbose_name="diisi",
                    ),
                ),
                (
                    "tenggat",
                    models.SmallIntegerField(default=45, verbose_name="tenggat, hari sesudah periode berakhir"),
                ),
                ("geser", models.FloatField(default=30, verbose_name="perubahan yang perlu catatan, persen")),
            ],
            options={
                "verbose_name": "tugas isian indeks",
                "verbose_name_plural": "tugas isian indeks",
                "ordering": ("indikator",),
            },
        ),
        migrations.AddField(
            model_name="hitungan",
            name="diterbitkan",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="hitungan",
            name="diterbitkan_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strukturversi",
            name="dimuat_oleh",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="hitungan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("diterbitkan__isnull", True),
                    models.Q(
                        ("diterbitkan_oleh__isnull", False),
                        ("status", "selesai"),
                        models.Q(("diterbitkan_oleh", models.F("dimulai_oleh")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hitungan_terbit_orang_kedua",
                violation_error_message="Hitungan diterbitkan oleh orang lain, bukan yang memulainya.",
            ),
        ),
        migrations.AddField(
            model_name="anggotainstansi",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pengguna",
            ),
        ),
        migrations.AddField(
            model_name="barissetoran",
            name="wilayah",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wilayah.wilayah"
            ),
        ),
        migrations.AddField(
            model_name="anggotainstansi",
            name="instansi",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anggota",
                to="ikesos.instansi",
            ),
        ),
        migrations.AddField(
            model_name="pakarahp",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="penilaianahp",
            name="pakar",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="penilaian",
                to="ikesos.pakarahp",
            ),
        ),
        migrations.AddField(
            model_name="sesiahp",
            name="hasil",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ikesos.strukturversi",
            ),
        ),
        migrations.AddField(
            model_name="sesiahp",
            name="pembuat",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sesiahp",
            name="versi",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ikesos.strukturversi"
            ),
        ),
        migrations.AddField(
            model_name="pakarahp",
            name="sesi",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="pakar", to="ikesos.sesiahp"
            ),
        ),
        migrations.AddField(
            model_name="setoran",
            name="pemutus",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="setoran",
            name="pengisi",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="barissetoran",
            name="setoran",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="baris", to="ikesos.setoran"
            ),
        ),
        migrations.AddField(
            model_name="tugasisian",
            name="instansi",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="tugas", to="ikesos.instansi"
            ),
        ),
        migrations.AddIndex(
            model_name="anggotainstansi",
            index=models.Index(fields=["user"], name="anggotainstansi_user"),
        ),
        migrations.AddConstraint(
            model_name="anggotainstansi",
            constraint=models.UniqueConstraint(
                fields=("instansi", "user"),
                name="anggotainstansi_satu",
                violation_error_message="Pengguna ini sudah menjadi anggota instansi itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="penilaianahp",
            constraint=models.UniqueConstraint(fields=("pakar", "simpul"), name="penilaianahp_satu"),
        ),
        migrations.AddConstraint(
            model_name="sesiahp",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["terbuka", "selesai"])), name="sesiahp_status_dikenal"
            ),
        ),
        migrations.AddIndex(
            model_name="pakarahp",
            index=models.Index(fields=["user"], name="pakarahp_user"),
        ),
        migrations.AddConstraint(
            model_name="pakarahp",
            constraint=models.UniqueConstraint(
                fields=("sesi", "user"), name="pakarahp_satu", violation_error_message="Orang ini sudah diundang."
            ),
        ),
        migrations.AddIndex(
            model_name="setoran",
            index=models.Index(fields=["indikator", "periode", "-id"], name="setoran_terbaru"),
        ),
        migrations.AddConstraint(
            model_name="setoran",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draf", "dikirim", "dikembalikan", "dikonfirmasi"])),
                name="setoran_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="setoran",
            constraint=models.CheckConstraint(
                condition=models.Q(("periode__regex", "^\\d{4}(-T[1-4])?$")), name="setoran_periode"
            ),
        ),
        migrations.AddConstraint(
            model_name="setoran",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("draf", "dikirim", "dikembalikan"))),
                fields=("indikator", "periode"),
                name="setoran_satu_terbuka",
                violation_error_message="Isian indikator dan periode ini sedang dikerjakan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="setoran",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pemutus__isnull", True),
                    models.Q(("pemutus", models.F("pengisi")), _negated=True),
                    _connector="OR",
                ),
                name="setoran_orang_kedua",
                violation_error_message="Isian dikonfirmasi oleh orang lain, bukan pengisinya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barissetoran",
            constraint=models.UniqueConstraint(fields=("setoran", "wilayah"), name="barissetoran_satu"),
        ),
        migrations.AddIndex(
            model_name="tugasisian",
            index=models.Index(fields=["instansi"], name="tugasisian_instansi"),
        ),
        migrations.AddConstraint(
            model_name="tugasisian",
            constraint=models.CheckConstraint(
                condition=models.Q(("setiap__in", ["tahun", "triwulan"])), name="tugasisian_setiap_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="tugasisian",
            constraint=models.CheckConstraint(
                condition=models.Q(("tenggat__range", (-366, 366))),
                name="tugasisian_tenggat",
                violation_error_message="Tenggat paling jauh 366 hari dari akhir periode.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tugasisian",
            constraint=models.CheckConstraint(
                condition=models.Q(("geser__gt", 0)),
                name="tugasisian_geser",
                violation_error_message="Perubahan yang perlu catatan harus lebih dari nol.",
            ),
        ),
    ]
