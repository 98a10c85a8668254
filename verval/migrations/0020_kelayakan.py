"""Conditions of programme rules beside the desil, exclusions of recipients, and what one proposal shuts out."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import verval.syarat


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_lingkup"),
        ("verval", "0014_daftar_awal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KelompokTidakLayak",
            fields=[
                ("nomor", models.SmallIntegerField(primary_key=True, serialize=False, verbose_name="nomor")),
                ("nama", models.CharField(max_length=120, verbose_name="kelompok")),
                (
                    "cara",
                    models.CharField(
                        choices=[
                            ("fakta", "Dari fakta"),
                            ("keberadaan", "Dari keberadaan"),
                            ("manual", "Dicatat petugas"),
                        ],
                        max_length=10,
                        verbose_name="cara dikenali",
                    ),
                ),
            ],
            options={
                "verbose_name": "kelompok tidak layak",
                "verbose_name_plural": "kelompok tidak layak",
                "ordering": ("nomor",),
            },
        ),
        migrations.CreateModel(
            name="KomponenAturan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kode",
                    models.CharField(
                        choices=[
                            ("hamil", "Ibu hamil atau nifas"),
                            ("anak_usia_dini", "Anak usia dini"),
                            ("sd", "Anak SD sederajat"),
                            ("smp", "Anak SMP sederajat"),
                            ("sma", "Anak SMA sederajat"),
                            ("lansia", "Lanjut usia"),
                            ("disabilitas_berat", "Penyandang disabilitas berat"),
                        ],
                        max_length=20,
                        verbose_name="komponen",
                    ),
                ),
                ("usia_min", models.SmallIntegerField(blank=True, null=True, verbose_name="usia terendah (tahun)")),
                ("usia_maks", models.SmallIntegerField(blank=True, null=True, verbose_name="usia tertinggi (tahun)")),
                (
                    "syarat",
                    models.JSONField(
                        blank=True, default=list, validators=[verval.syarat.check_syarat], verbose_name="syarat"
                    ),
                ),
            ],
            options={
                "verbose_name": "komponen aturan",
                "verbose_name_plural": "komponen aturan",
                "ordering": ("aturan", "id"),
            },
        ),
        migrations.CreateModel(
            name="LaranganAturan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "siapa",
                    models.CharField(
                        choices=[
                            ("penerima", "Yang diusulkan"),
                            ("lain", "Anggota keluarga yang lain"),
                            ("anggota", "Setiap anggota keluarga"),
                        ],
                        max_length=10,
                        verbose_name="dicari pada",
                    ),
                ),
                ("syarat", models.JSONField(validators=[verval.syarat.check_syarat], verbose_name="syarat")),
            ],
            options={
                "verbose_name": "larangan aturan",
                "verbose_name_plural": "larangan aturan",
                "ordering": ("aturan", "kelompok"),
            },
        ),
        migrations.CreateModel(
            name="PengecualianPenerima",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "status",
                    models.CharField(
                        choices=[
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
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                ("berlaku_sampai", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("sumber", models.CharField(max_length=120, verbose_name="sumber")),
                ("catatan", models.TextField(blank=True, verbose_name="catatan")),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "pengecualian penerima",
                "verbose_name_plural": "pengecualian penerima",
                "ordering": ("-berlaku_dari", "-id"),
            },
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="satu_per_nik",
            field=models.BooleanField(default=False, verbose_name="satu usulan per NIK sebulan"),
        ),
        migrations.AddField(
            model_name="aturanprogram",
            name="tunai",
            field=models.BooleanField(default=False, verbose_name="bantuan tunai: satu usulan per keluarga sebulan"),
        ),
        migrations.AddField(
            model_name="usulan",
            name="satu_per_nik",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="usulan",
            name="tunai",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("tunai", True),
                    models.Q(("status__in", ("batal", "ditolak", "ditolak_kemensos", "kedaluwarsa")), _negated=True),
                ),
                fields=("keluarga", "periode"),
                name="usulan_satu_tunai_sebulan",
                violation_error_message="Keluarga ini sudah diusulkan untuk bantuan tunai bulan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usulan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("satu_per_nik", True),
                    models.Q(("status__in", ("batal", "ditolak", "ditolak_kemensos", "kedaluwarsa")), _negated=True),
                ),
                fields=("individu", "periode"),
                name="usulan_satu_nik_sebulan",
                violation_error_message="Orang ini sudah diusulkan untuk program lain bulan ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kelompoktidaklayak",
            constraint=models.CheckConstraint(
                condition=models.Q(("cara__in", ["fakta", "keberadaan", "manual"])), name="kelompok_cara_dikenal"
            ),
        ),
        migrations.AddField(
            model_name="komponenaturan",
            name="aturan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="komponen",
                to="verval.aturanprogram",
                verbose_name="aturan",
            ),
        ),
        migrations.AddField(
            model_name="laranganaturan",
            name="aturan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="larangan",
                to="verval.aturanprogram",
                verbose_name="aturan",
            ),
        ),
        migrations.AddField(
            model_name="laranganaturan",
            name="kelompok",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="larangan",
                to="verval.kelompoktidaklayak",
                verbose_name="kelompok",
            ),
        ),
        migrations.AddField(
            model_name="pengecualianpenerima",
            name="individu",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pengecualian",
                to="registry.individu",
                verbose_name="anggota",
            ),
        ),
        migrations.AddField(
            model_name="pengecualianpenerima",
            name="keluarga",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pengecualian",
                to="registry.keluarga",
                verbose_name="keluarga",
            ),
        ),
        migrations.AddField(
            model_name="pengecualianpenerima",
            name="program",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pengecualian",
                to="verval.programbansos",
                verbose_name="program",
            ),
        ),
        migrations.AddConstraint(
            model_name="komponenaturan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kode__in", ["hamil", "anak_usia_dini", "sd", "smp", "sma", "lansia", "disabilitas_berat"])
                ),
                name="komponen_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="komponenaturan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("usia_min__isnull", False),
                    ("usia_maks__isnull", False),
                    models.Q(("syarat", []), _negated=True),
                    _connector="OR",
                ),
                name="komponen_bersyarat",
                violation_error_message="Tulis usia atau syarat komponen ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="komponenaturan",
            constraint=models.UniqueConstraint(fields=("aturan", "kode"), name="komponen_satu_per_aturan"),
        ),
        migrations.AddConstraint(
            model_name="laranganaturan",
            constraint=models.CheckConstraint(
                condition=models.Q(("siapa__in", ["penerima", "lain", "anggota"])), name="larangan_siapa_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="laranganaturan",
            constraint=models.CheckConstraint(
                condition=models.Q(("syarat", []), _negated=True), name="larangan_bersyarat"
            ),
        ),
        migrations.AddConstraint(
            model_name="laranganaturan",
            constraint=models.UniqueConstraint(fields=("aturan", "kelompok"), name="larangan_satu_per_aturan"),
        ),
        migrations.AddIndex(
            model_name="pengecualianpenerima",
            index=models.Index(fields=["kode_desa"], name="pengecualian_desa"),
        ),
        migrations.AddConstraint(
            model_name="pengecualianpenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["exclude", "exclude_pekerjaan", "exclude_tidak_layak", "exclude_meninggal", "salah_guna"],
                    )
                ),
                name="pengecualian_status_dikenal",
            ),
        ),
        migrations.AddConstraint(
            model_name="pengecualianpenerima",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("berlaku_sampai__isnull", True), ("berlaku_sampai__gte", models.F("berlaku_dari")), _connector="OR"
                ),
                name="pengecualian_tanggal_urut",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
        ),
    ]
