"""The index: structure, inputs, calculations, results."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wilayah", "0002_fungsi_lingkup"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Layak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hal",
                    models.CharField(
                        choices=[
                            ("lantai", "Lantai layak"),
                            ("dinding", "Dinding layak"),
                            ("atap", "Atap layak"),
                            ("luas", "Luas lantai per orang, sepersepuluh m²"),
                            ("air", "Air minum layak"),
                            ("bab", "Tempat buang air besar layak"),
                            ("kloset", "Kloset layak"),
                            ("tinja", "Pembuangan tinja layak"),
                            ("formal", "Status pekerja formal"),
                            ("lansia", "Umur lanjut usia"),
                        ],
                        max_length=10,
                        verbose_name="hal",
                    ),
                ),
                (
                    "kode",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None, verbose_name="kode atau angka"
                    ),
                ),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                ("dokumen", models.CharField(max_length=200, verbose_name="dokumen sumber")),
            ],
            options={
                "verbose_name": "ukuran layak",
                "verbose_name_plural": "ukuran layak",
                "ordering": ("hal", "-berlaku_dari"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hal", "berlaku_dari"),
                        name="layak_satu_sehari",
                        violation_error_message="Ukuran ini sudah punya baris untuk tanggal itu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hal__in",
                                [
                                    "lantai",
                                    "dinding",
                                    "atap",
                                    "luas",
                                    "air",
                                    "bab",
                                    "kloset",
                                    "tinja",
                                    "formal",
                                    "lansia",
                                ],
                            )
                        ),
                        name="layak_hal_dikenal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kode__len__gt", 0)),
                        name="layak_tidak_kosong",
                        violation_error_message="Isi paling sedikit satu kode.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StrukturVersi",
            fields=[
                (
                    "kode",
                    models.CharField(
                        db_collation="C", max_length=40, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                ("nama", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "status",
                    models.CharField(
                        choices=[("resmi", "Resmi"), ("lokal", "Metode lokal"), ("draf", "Rancangan")],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                ("dokumen", models.CharField(max_length=300, verbose_name="dokumen sumber")),
                ("kategori", models.JSONField(default=list, verbose_name="batas kategori")),
                ("sidik", models.CharField(max_length=64, verbose_name="SHA-256 isi")),
                ("dimuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "versi struktur",
                "verbose_name_plural": "versi struktur",
                "ordering": ("-berlaku_dari", "kode"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["resmi", "lokal", "draf"])),
                        name="strukturversi_status_dikenal",
                        violation_error_message="Status struktur: resmi, lokal atau draf.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Simpul",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode", models.CharField(db_collation="C", max_length=20, verbose_name="kode")),
                (
                    "tingkat",
                    models.CharField(
                        choices=[
                            ("indeks", "Indeks"),
                            ("dimensi", "Dimensi"),
                            ("variabel", "Variabel"),
                            ("indikator", "Indikator"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("urut", models.SmallIntegerField(verbose_name="urutan")),
                ("nama", models.CharField(max_length=200, verbose_name="nama")),
                ("bobot", models.FloatField(verbose_name="bobot")),
                (
                    "arah",
                    models.SmallIntegerField(blank=True, choices=[(1, "+"), (-1, "-")], null=True, verbose_name="arah"),
                ),
                ("minimum", models.FloatField(blank=True, null=True, verbose_name="batas bawah")),
                ("maksimum", models.FloatField(blank=True, null=True, verbose_name="batas atas")),
                ("satuan", models.CharField(blank=True, max_length=40, verbose_name="satuan")),
                ("rumus", models.CharField(blank=True, max_length=120, verbose_name="rumus")),
                (
                    "sumber",
                    models.CharField(
                        blank=True,
                        choices=[("D", "DTSEN"), ("M", "Isian OPD atau survei"), ("A", "Alur aplikasi")],
                        max_length=1,
                        verbose_name="sumber",
                    ),
                ),
                (
                    "wilayah_terendah",
                    models.CharField(
                        blank=True,
                        choices=[("desa", "Desa/kelurahan"), ("kecamatan", "Kecamatan"), ("kabupaten", "Kabupaten")],
                        max_length=10,
                        verbose_name="tingkat terendah",
                    ),
                ),
                ("survei", models.BooleanField(default=False, verbose_name="dari survei")),
                ("keterangan", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                (
                    "induk",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anak",
                        to="ikesos.simpul",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="simpul",
                        to="ikesos.strukturversi",
                    ),
                ),
            ],
            options={
                "verbose_name": "simpul struktur",
                "verbose_name_plural": "simpul struktur",
                "ordering": ("versi", "urut"),
            },
        ),
        migrations.CreateModel(
            name="Hitungan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("periode", models.CharField(db_collation="C", max_length=7, verbose_name="periode")),
                ("acuan", models.DateField(verbose_name="umur dihitung per tanggal")),
                ("versi_desil", models.CharField(blank=True, max_length=7, verbose_name="versi desil resmi")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("menunggu", "Menunggu"),
                            ("berjalan", "Berjalan"),
                            ("selesai", "Selesai"),
                            ("gagal", "Gagal"),
                        ],
                        default="menunggu",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("kemajuan", models.JSONField(default=dict, verbose_name="kemajuan")),
                ("sidik", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 masukan")),
                ("benih", models.BigIntegerField(verbose_name="benih acak")),
                ("tarikan", models.IntegerField(verbose_name="banyak tarikan")),
                ("contoh", models.BooleanField(default=False, verbose_name="memakai isian contoh")),
                ("kekokohan", models.JSONField(default=dict, verbose_name="kekokohan")),
                ("dimulai", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("selesai", models.DateTimeField(blank=True, null=True)),
                (
                    "dimulai_oleh",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hitungan",
                        to="ikesos.strukturversi",
                    ),
                ),
            ],
            options={
                "verbose_name": "hitungan indeks",
                "verbose_name_plural": "hitungan indeks",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="HasilIndeks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kelompok",
                    models.CharField(
                        choices=[
                            ("umum", "Semua penduduk"),
                            ("lansia", "Lanjut usia"),
                            ("disabilitas", "Penyandang disabilitas"),
                            ("anak", "Anak"),
                            ("perempuan_kepala_keluarga", "Perempuan kepala keluarga"),
                        ],
                        max_length=30,
                        verbose_name="kelompok",
                    ),
                ),
                ("simpul", models.CharField(db_collation="C", max_length=20, verbose_name="simpul")),
                ("masukan", models.JSONField(null=True, verbose_name="masukan")),
                ("x", models.FloatField(null=True, verbose_name="nilai terukur")),
                ("mentah", models.FloatField(null=True, verbose_name="sebelum dipotong")),
                ("terpotong", models.BooleanField(default=False, verbose_name="dipotong ke 0 atau 100")),
                ("nilai", models.FloatField(null=True, verbose_name="nilai 0–100")),
                ("nilai_geo", models.FloatField(null=True, verbose_name="nilai geometrik")),
                (
                    "warisan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kecamatan", "dari kecamatan"),
                            ("kabupaten", "dari kabupaten"),
                            ("umum", "dari semua penduduk"),
                        ],
                        max_length=10,
                        verbose_name="diwarisi",
                    ),
                ),
                (
                    "tutup",
                    models.CharField(
                        blank=True,
                        choices=[("kecil", "Penyebut kurang dari 10"), ("rahasia", "Pembilang 1 sampai 4")],
                        max_length=10,
                        verbose_name="disembunyikan",
                    ),
                ),
                ("ada", models.FloatField(verbose_name="bagian bobot yang terisi")),
                ("contoh", models.BooleanField(default=False, verbose_name="dari isian contoh")),
                (
                    "wilayah",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wilayah.wilayah",
                    ),
                ),
                (
                    "hitungan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hasil",
                        to="ikesos.hitungan",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil indeks",
                "verbose_name_plural": "hasil indeks",
                "indexes": [models.Index(fields=["hitungan", "wilayah", "kelompok"], name="hasilindeks_wilayah")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hitungan", "kelompok", "simpul", "wilayah"), name="hasilindeks_satu"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kelompok__in", ["umum", "lansia", "disabilitas", "anak", "perempuan_kepala_keluarga"])
                        ),
                        name="hasilindeks_kelompok_dikenal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("warisan__in", ["", "kecamatan", "kabupaten", "umum"])),
                        name="hasilindeks_warisan_dikenal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tutup__in", ["", "kecil", "rahasia"])), name="hasilindeks_tutup_dikenal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nilai__isnull", True), ("nilai__range", (0, 100)), _connector="OR"),
                        name="hasilindeks_0_sampai_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IsianInput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("periode", models.CharField(db_collation="C", max_length=7, verbose_name="periode")),
                (
                    "kelompok",
                    models.CharField(
                        choices=[
                            ("umum", "Semua penduduk"),
                            ("lansia", "Lanjut usia"),
                            ("disabilitas", "Penyandang disabilitas"),
                            ("anak", "Anak"),
                            ("perempuan_kepala_keluarga", "Perempuan kepala keluarga"),
                        ],
                        default="umum",
                        max_length=30,
                        verbose_name="kelompok",
                    ),
                ),
                ("butir", models.CharField(db_collation="C", max_length=31, verbose_name="butir")),
                ("nilai", models.FloatField(verbose_name="nilai")),
                ("satuan", models.CharField(blank=True, max_length=40, verbose_name="satuan")),
                ("sampel", models.IntegerField(blank=True, null=True, verbose_name="banyak responden")),
                ("sumber", models.CharField(max_length=120, verbose_name="sumber")),
                ("dokumen", models.CharField(blank=True, max_length=200, verbose_name="dokumen")),
                (
                    "status",
                    models.CharField(
                        choices=[("usulan", "Usulan"), ("dikonfirmasi", "Dikonfirmasi")],
                        default="usulan",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("contoh", models.BooleanField(default=False, verbose_name="contoh")),
                ("diubah", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "wilayah",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wilayah.wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "isian input",
                "verbose_name_plural": "isian input",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("butir", "wilayah", "periode", "kelompok", "status"),
                        name="isianinput_satu",
                        violation_error_message="Butir ini sudah terisi untuk wilayah dan periode itu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["usulan", "dikonfirmasi"])), name="isianinput_status_dikenal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kelompok__in", ["umum", "lansia", "disabilitas", "anak", "perempuan_kepala_keluarga"])
                        ),
                        name="isianinput_kelompok_dikenal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("periode__regex", "^\\d{4}(-T[1-4])?$")),
                        name="isianinput_periode",
                        violation_error_message="Periode ditulis 2026 atau 2026-T4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sampel__isnull", True), ("sampel__gt", 0), _connector="OR"),
                        name="isianinput_sampel",
                        violation_error_message="Banyak responden harus lebih dari nol.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeringkatIndeks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kelompok",
                    models.CharField(
                        choices=[
                            ("umum", "Semua penduduk"),
                            ("lansia", "Lanjut usia"),
                            ("disabilitas", "Penyandang disabilitas"),
                            ("anak", "Anak"),
                            ("perempuan_kepala_keluarga", "Perempuan kepala keluarga"),
                        ],
                        max_length=30,
                        verbose_name="kelompok",
                    ),
                ),
                ("peringkat", models.SmallIntegerField(verbose_name="peringkat")),
                ("median", models.SmallIntegerField(verbose_name="peringkat tengah")),
                ("bawah", models.SmallIntegerField(verbose_name="peringkat terbaik, 5 %")),
                ("atas", models.SmallIntegerField(verbose_name="peringkat terburuk, 95 %")),
                ("peluang_geser", models.FloatField(verbose_name="peluang bergeser 3 peringkat atau lebih")),
                (
                    "hitungan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peringkat",
                        to="ikesos.hitungan",
                    ),
                ),
                (
                    "wilayah",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wilayah.wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "peringkat indeks",
                "verbose_name_plural": "peringkat indeks",
                "constraints": [
                    models.UniqueConstraint(fields=("hitungan", "wilayah", "kelompok"), name="peringkatindeks_satu"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kelompok__in", ["umum", "lansia", "disabilitas", "anak", "perempuan_kepala_keluarga"])
                        ),
                        name="peringkatindeks_kelompok_dikenal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ButirInput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("huruf", models.CharField(db_collation="C", max_length=10, verbose_name="nama dalam rumus")),
                ("nama", models.CharField(max_length=200, verbose_name="nama")),
                ("satuan", models.CharField(blank=True, max_length=40, verbose_name="satuan")),
                (
                    "simpul",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="butir",
                        to="ikesos.simpul",
                    ),
                ),
            ],
            options={
                "verbose_name": "butir input",
                "verbose_name_plural": "butir input",
                "ordering": ("simpul", "huruf"),
                "constraints": [models.UniqueConstraint(fields=("simpul", "huruf"), name="butirinput_unik")],
            },
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.UniqueConstraint(
                fields=("versi", "kode"), name="simpul_kode_unik", violation_error_message="Kode simpul sudah dipakai."
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(("tingkat__in", ["indeks", "dimensi", "variabel", "indikator"])),
                name="simpul_tingkat_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(("arah__isnull", True), ("arah__in", (1, -1)), _connector="OR"),
                name="simpul_arah_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(("sumber__in", ["", "D", "M", "A"])), name="simpul_sumber_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(("wilayah_terendah__in", ["", "desa", "kecamatan", "kabupaten"])),
                name="simpul_wilayah_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(("bobot__gte", 0)),
                name="simpul_bobot_tak_negatif",
                violation_error_message="Bobot tidak boleh negatif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("maksimum__isnull", True), ("minimum__isnull", True)),
                    ("minimum__lt", models.F("maksimum")),
                    _connector="OR",
                ),
                name="simpul_min_di_bawah_maks",
                violation_error_message="Batas bawah harus lebih kecil daripada batas atas.",
            ),
        ),
        migrations.AddConstraint(
            model_name="simpul",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tingkat", "indikator"), _negated=True),
                    models.Q(
                        ("arah__isnull", False),
                        ("maksimum__isnull", False),
                        ("minimum__isnull", False),
                        models.Q(("rumus", ""), _negated=True),
                        models.Q(("sumber", ""), _negated=True),
                        models.Q(("wilayah_terendah", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="simpul_indikator_lengkap",
                violation_error_message="Indikator perlu arah, batas, rumus, sumber dan tingkat terendah.",
            ),
        ),
        migrations.AddIndex(
            model_name="hitungan",
            index=models.Index(fields=["versi", "periode", "-id"], name="hitungan_terbaru"),
        ),
        migrations.AddConstraint(
            model_name="hitungan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["menunggu", "berjalan", "selesai", "gagal"])),
                name="hitungan_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="hitungan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("menunggu", "berjalan"))),
                fields=("versi", "periode"),
                name="hitungan_satu_berjalan",
                violation_error_message="Hitungan periode ini sedang berjalan. Tunggu sampai selesai.",
            ),
        ),
    ]
