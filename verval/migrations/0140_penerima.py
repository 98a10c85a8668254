"""Recipients by programme and month with the files that name them; amounts, makers and spans of rules."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

AKHIRI = """
UPDATE verval_aturanprogram a SET berlaku_sampai = b.mulai - 1
FROM (SELECT id, lead(berlaku_dari) OVER (PARTITION BY program_id ORDER BY berlaku_dari) AS mulai
      FROM verval_aturanprogram WHERE status = 'aktif') b
WHERE b.id = a.id AND b.mulai IS NOT NULL AND (a.berlaku_sampai IS NULL OR a.berlaku_sampai >= b.mulai)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0130_pengingat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Equality of the programme inside an exclusion constraint; trusted, so the owner of the database may add it.
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS btree_gist", migrations.RunSQL.noop),
        # An open rule ends where the next begins; until now the latest begun simply won.
        migrations.RunSQL(AKHIRI, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="BarisPenerima",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("baris", models.IntegerField(verbose_name="baris dalam berkas")),
                ("nik", models.CharField(blank=True, db_collation="C", max_length=16, verbose_name="NIK")),
                ("nomor_kk", models.CharField(blank=True, db_collation="C", max_length=16, verbose_name="No KK")),
                ("nama", models.CharField(blank=True, max_length=100, verbose_name="nama")),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("aktif", "Aktif"),
                            ("salur", "Salur"),
                            ("proses_spm", "Proses SPM"),
                            ("si", "SI (standing instruction)"),
                            ("omspan", "OMSPAN"),
                            ("gagal_omspan", "Gagal OMSPAN"),
                            ("gagal_cek_rekening", "Gagal cek rekening"),
                            ("gagal_burekol", "Gagal burekol"),
                            ("tidak_transaksi", "Tidak transaksi"),
                            ("exclude", "Exclude"),
                            ("exclude_pekerjaan", "Exclude pekerjaan"),
                            ("exclude_tidak_layak", "Exclude tidak layak daerah"),
                            ("exclude_meninggal", "Exclude meninggal"),
                            ("salah_guna", "Bansos tidak dipergunakan sesuai peruntukan"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("nominal", models.PositiveIntegerField(blank=True, null=True, verbose_name="nominal")),
                (
                    "keadaan",
                    models.CharField(
                        choices=[
                            ("cocok_nik", "Cocok menurut NIK"),
                            ("cocok_kk", "Cocok menurut No KK"),
                            ("tidak_cocok", "Tidak ada di registri"),
                            ("ganda", "Baris berulang"),
                            ("salah", "Isinya salah"),
                        ],
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                ("pesan", models.CharField(blank=True, max_length=200, verbose_name="keterangan")),
            ],
            options={
                "verbose_name": "baris penerima",
                "verbose_name_plural": "baris penerima",
                "ordering": ("baris",),
            },
        ),
        migrations.CreateModel(
            name="BerkasPenerima",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bulan", models.CharField(db_collation="C", max_length=7, verbose_name="bulan")),
                ("sidik", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("siap", "Menunggu disahkan"),
                            ("diterapkan", "Diterapkan"),
                            ("dibatalkan", "Dibatalkan"),
                        ],
                        default="siap",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("hitungan", models.JSONField(default=dict, verbose_name="hitungan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("diputuskan", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "berkas penerima",
                "verbose_name_plural": "berkas penerima",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Penerima",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("bulan", models.CharField(db_collation="C", max_length=7, verbose_name="bulan")),
                (
                    "unit",
                    models.CharField(
                        choices=[("keluarga", "Keluarga"), ("individu", "Orang")], max_length=10, verbose_name="satuan"
                    ),
                ),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("aktif", "Aktif"),
                            ("salur", "Salur"),
                            ("proses_spm", "Proses SPM"),
                            ("si", "SI (standing instruction)"),
                            ("omspan", "OMSPAN"),
                            ("gagal_omspan", "Gagal OMSPAN"),
                            ("gagal_cek_rekening", "Gagal cek rekening"),
                            ("gagal_burekol", "Gagal burekol"),
                            ("tidak_transaksi", "Tidak transaksi"),
                            ("exclude", "Exclude"),
                            ("exclude_pekerjaan", "Exclude pekerjaan"),
                            ("exclude_tidak_layak", "Exclude tidak layak daerah"),
                            ("exclude_meninggal", "Exclude meninggal"),
                            ("salah_guna", "Bansos tidak dipergunakan sesuai peruntukan"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("nominal", models.PositiveIntegerField(blank=True, null=True, verbose_name="nominal (rupiah)")),
            ],
            options={
                "verbose_name": "penerima",
                "verbose_name_plural": "penerima",
            },
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="catatan",
            field=models.CharField(blank=True, max_length=300, verbose_name="catatan"),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="dibuat",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="disahkan",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="histeresis",
            field=models.BooleanField(default=False, verbose_name="penerima lama bertahan satu desil di atas batas"),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="komponen_maks",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="paling banyak orang yang dihitung"
            ),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="nominal",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="nominal (rupiah)"),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="pembuat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pembuat",
            ),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="pengesah",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pengesah",
            ),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="sumber_lemah",
            field=models.BooleanField(default=False, verbose_name="sumber lemah"),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="tiap",
            field=models.CharField(
                blank=True,
                choices=[
                    ("bulan", "sebulan"),
                    ("triwulan", "tiap tiga bulan"),
                    ("tahun", "setahun"),
                    ("sekali", "sekali"),
                ],
                max_length=10,
                verbose_name="dibayar",
            ),
        ),
        migrations.AddField(
            model_name="komponenaturan",
            name="maks_orang",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="paling banyak orang"),
        ),
        migrations.AddField(
            model_name="komponenaturan",
            name="nominal_tahun",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="nominal setahun (rupiah)"),
        ),
        migrations.AddField(
            model_name="programbansos",
            name="lewat_usulan",
            field=models.BooleanField(default=False, verbose_name="diusulkan lewat aplikasi ini"),
        ),
        migrations.AddField(
            model_name="programbansos",
            name="penyelenggara",
            field=models.CharField(
                choices=[
                    ("pusat", "Pemerintah pusat"),
                    ("kabupaten", "Kabupaten Kutai Kartanegara"),
                    ("desa", "Pemerintah desa"),
                ],
                default="pusat",
                max_length=10,
                verbose_name="penyelenggara",
            ),
        ),
        migrations.AddConstraint(
            model_name="aturanprogram",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "aktif")),
                expressions=[
                    ("program", "="),
                    (
                        models.Func(
                            "berlaku_dari",
                            "berlaku_sampai",
                            models.Value("[]"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="aturan_tidak_tumpang",
                violation_error_message="Pada tanggal itu sudah ada aturan lain yang berlaku. Ubah tanggalnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="aturanprogram",
            constraint=models.CheckConstraint(
                condition=models.Q(("tiap__in", ["", "bulan", "triwulan", "tahun", "sekali"])),
                name="aturan_tiap_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="aturanprogram",
            constraint=models.CheckConstraint(
                condition=models.Q(("nominal__isnull", True), models.Q(("tiap", ""), _negated=True), _connector="OR"),
                name="aturan_nominal_bertiap",
                violation_error_message="Tulis juga tiap kapan nominal itu dibayar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="aturanprogram",
            constraint=models.CheckConstraint(
                condition=models.Q(("pembuat", models.F("pengesah")), _negated=True),
                name="aturan_dua_orang",
                violation_error_message="Aturan disahkan orang lain, bukan pembuatnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programbansos",
            constraint=models.CheckConstraint(
                condition=models.Q(("penyelenggara__in", ["pusat", "kabupaten", "desa"])),
                name="program_penyelenggara_dikenal",
            ),
        ),
        migrations.AddField(
            model_name="barispenerima",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.individu",
            ),
        ),
        migrations.AddField(
            model_name="barispenerima",
            name="keluarga",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.keluarga",
            ),
        ),
        migrations.AddField(
            model_name="berkaspenerima",
            name="pembuat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pengunggah",
            ),
        ),
        migrations.AddField(
            model_name="berkaspenerima",
            name="pengesah",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="disahkan oleh",
            ),
        ),
        migrations.AddField(
            model_name="berkaspenerima",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="berkas",
                to="verval.programbansos",
                verbose_name="program",
            ),
        ),
        migrations.AddField(
            model_name="barispenerima",
            name="berkas",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="baris_penerima",
                to="verval.berkaspenerima",
            ),
        ),
        migrations.AddField(
            model_name="penerima",
            name="berkas",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="penerima",
                to="verval.berkaspenerima",
                verbose_name="berkas",
            ),
        ),
        migrations.AddField(
            model_name="penerima",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="penerima",
                to="registry.individu",
                verbose_name="atas nama",
            ),
        ),
        migrations.AddField(
            model_name="penerima",
            name="keluarga",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="penerima",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="penerima",
            name="program",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="penerima",
                to="verval.programbansos",
                verbose_name="program",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkaspenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["siap", "diterapkan", "dibatalkan"])),
                name="berkaspenerima_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkaspenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(("bulan__regex", "^\\d{4}-(0[1-9]|1[0-2])$")), name="berkaspenerima_bulan"
            ),
        ),
        migrations.AddConstraint(
            model_name="berkaspenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "diterapkan"), _negated=True),
                    models.Q(("pembuat", models.F("pengesah")), _negated=True),
                    _connector="OR",
                ),
                name="berkaspenerima_dua_orang",
                violation_error_message="Berkas disahkan orang lain, bukan pengunggahnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="berkaspenerima",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "dibatalkan"), _negated=True),
                fields=("sidik",),
                name="berkaspenerima_sekali",
                violation_error_message="Berkas ini sudah pernah diunggah.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(("keadaan__in", ["cocok_nik", "cocok_kk", "tidak_cocok", "ganda", "salah"])),
                name="barispenerima_keadaan",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "",
                            "aktif",
                            "salur",
                            "proses_spm",
                            "si",
                            "omspan",
                            "gagal_omspan",
                            "gagal_cek_rekening",
                            "gagal_burekol",
                            "tidak_transaksi",
                            "exclude",
                            "exclude_pekerjaan",
                            "exclude_tidak_layak",
                            "exclude_meninggal",
                            "salah_guna",
                        ],
                    )
                ),
                name="barispenerima_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("keadaan__in", ("cocok_nik", "cocok_kk")), _negated=True),
                    models.Q(("keluarga__isnull", False), ("nama", ""), ("nik", ""), ("nomor_kk", "")),
                    _connector="OR",
                ),
                name="barispenerima_cocok_berkeluarga",
            ),
        ),
        migrations.AddConstraint(
            model_name="barispenerima",
            constraint=models.UniqueConstraint(fields=("berkas", "baris"), name="barispenerima_sekali"),
        ),
        migrations.AddIndex(
            model_name="penerima",
            index=models.Index(fields=["program", "bulan", "kode_desa", "id"], name="penerima_daftar"),
        ),
        migrations.AddIndex(
            model_name="penerima",
            index=models.Index(fields=["keluarga", "program", "bulan"], name="penerima_keluarga"),
        ),
        migrations.AddIndex(
            model_name="penerima",
            index=models.Index(fields=["individu"], name="penerima_individu"),
        ),
        migrations.AddConstraint(
            model_name="penerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "aktif",
                            "salur",
                            "proses_spm",
                            "si",
                            "omspan",
                            "gagal_omspan",
                            "gagal_cek_rekening",
                            "gagal_burekol",
                            "tidak_transaksi",
                            "exclude",
                            "exclude_pekerjaan",
                            "exclude_tidak_layak",
                            "exclude_meninggal",
                            "salah_guna",
                        ],
                    )
                ),
                name="penerima_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="penerima",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["keluarga", "individu"])), name="penerima_unit_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="penerima",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", "keluarga"), ("individu__isnull", False), _connector="OR"),
                name="penerima_orang_bernama",
            ),
        ),
        migrations.AddConstraint(
            model_name="penerima",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit", "keluarga")),
                fields=("program", "bulan", "keluarga"),
                name="penerima_satu_keluarga",
                violation_error_message="Keluarga ini sudah tercatat untuk program dan bulan itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="penerima",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit", "individu")),
                fields=("program", "bulan", "individu"),
                name="penerima_satu_orang",
                violation_error_message="Orang ini sudah tercatat untuk program dan bulan itu.",
            ),
        ),
    ]
