"""Sessions of musyawarah, their people, cases, pictures, ranks and papers; quorum, days and reasons as rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import verval.models.musdes


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_nomor_di_kolom_sendiri"),
        ("verval", "0142_lingkup_penerima"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DokumenMusyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "nama_berkas",
                    models.CharField(default=verval.models.musdes.new_name, editable=False, max_length=32, unique=True),
                ),
                ("ukuran", models.IntegerField(verbose_name="ukuran (byte)")),
                ("jumlah_kasus", models.PositiveSmallIntegerField(verbose_name="banyak kasus")),
                ("sidik_isi", models.CharField(db_collation="C", max_length=64)),
                ("sidik_berkas", models.CharField(db_collation="C", max_length=64)),
                ("nama_pindai", models.CharField(blank=True, editable=False, max_length=32)),
                ("tipe_pindai", models.CharField(blank=True, max_length=20)),
                ("ukuran_pindai", models.IntegerField(default=0)),
                ("sidik_pindai", models.CharField(blank=True, db_collation="C", max_length=64)),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "dokumen musyawarah",
                "verbose_name_plural": "dokumen musyawarah",
            },
        ),
        migrations.CreateModel(
            name="AlasanMusyawarah",
            fields=[
                (
                    "kode",
                    models.CharField(
                        db_collation="C", max_length=30, primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                (
                    "hasil",
                    models.CharField(
                        choices=[("miskin", "Miskin"), ("tidak_miskin", "Tidak miskin")],
                        max_length=12,
                        verbose_name="hasil",
                    ),
                ),
                ("label", models.CharField(max_length=120, verbose_name="alasan")),
                ("aktif", models.BooleanField(default=True, verbose_name="dipakai")),
                ("urut", models.SmallIntegerField(default=0, verbose_name="urutan tampil")),
            ],
            options={
                "verbose_name": "alasan musyawarah",
                "verbose_name_plural": "alasan musyawarah",
                "ordering": ("hasil", "urut", "kode"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hasil__in", ["miskin", "tidak_miskin"])), name="alasan_musyawarah_hasil"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AturanMusyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("berlaku_dari", models.DateField(unique=True, verbose_name="berlaku dari")),
                (
                    "hari_undangan",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="undangan paling lambat (hari sebelumnya)"
                    ),
                ),
                (
                    "hari_keberatan",
                    models.PositiveSmallIntegerField(default=5, verbose_name="masa keberatan sesudah diumumkan (hari)"),
                ),
                (
                    "asal",
                    models.CharField(
                        choices=[("aturan", "Peraturan"), ("lokal", "Kesepakatan lokal")],
                        default="lokal",
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                ("dasar", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
            ],
            options={
                "verbose_name": "aturan musyawarah",
                "verbose_name_plural": "aturan musyawarah",
                "ordering": ("-berlaku_dari",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hari_keberatan__gte", 1), ("hari_keberatan__lte", 60), ("hari_undangan__lte", 60)
                        ),
                        name="aturan_musyawarah_hari",
                        violation_error_message="Undangan 0 sampai 60 hari, masa keberatan 1 sampai 60 hari.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asal__in", ["aturan", "lokal"])), name="aturan_musyawarah_asal"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="bukti",
            name="dokumen",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bukti",
                to="verval.dokumenmusyawarah",
            ),
        ),
        migrations.CreateModel(
            name="Musyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("musdes", "Musyawarah desa"), ("muskel", "Musyawarah kelurahan")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "cara",
                    models.CharField(
                        choices=[("musyawarah", "Musyawarah"), ("sptjm", "SPTJM")],
                        default="musyawarah",
                        max_length=12,
                        verbose_name="cara",
                    ),
                ),
                ("waktu", models.DateTimeField(verbose_name="hari dan jam")),
                ("tempat", models.CharField(max_length=120, verbose_name="tempat")),
                ("agenda", models.TextField(blank=True, max_length=2000, verbose_name="agenda")),
                ("alasan", models.TextField(blank=True, max_length=1000, verbose_name="mengapa tanpa musyawarah")),
                ("undangan", models.DateField(blank=True, null=True, verbose_name="tanggal undangan")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("direncanakan", "Direncanakan"),
                            ("diundang", "Undangan tersebar"),
                            ("berlangsung", "Berlangsung"),
                            ("ditutup", "Ditutup"),
                            ("dibatalkan", "Dibatalkan"),
                        ],
                        default="direncanakan",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("catatan", models.TextField(blank=True, max_length=4000, verbose_name="catatan jalannya musyawarah")),
                (
                    "peringkat",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Tanpa peringkat warga"),
                            ("kartu", "Urutkan kartu"),
                            ("pasangan", "Bandingkan dua-dua"),
                        ],
                        max_length=10,
                        verbose_name="peringkat warga",
                    ),
                ),
                ("urutan", models.JSONField(blank=True, default=list)),
                ("perbandingan", models.JSONField(blank=True, default=list)),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("dibuka", models.DateTimeField(blank=True, null=True)),
                ("ditutup", models.DateTimeField(blank=True, null=True)),
                ("diumumkan", models.DateField(blank=True, null=True, verbose_name="diumumkan")),
                ("keberatan_sampai", models.DateField(blank=True, null=True, verbose_name="keberatan sampai")),
                (
                    "kode_periksa",
                    models.CharField(
                        default=verval.models.musdes.new_check_code, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "pembuat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "penutup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "musyawarah",
                "verbose_name_plural": "musyawarah",
                "ordering": ("-waktu", "-id"),
            },
        ),
        migrations.CreateModel(
            name="KasusMusyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("pengajuan_ke", models.SmallIntegerField()),
                (
                    "keputusan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "–"),
                            ("setuju", "Disetujui"),
                            ("kembalikan", "Dikembalikan untuk diperbaiki"),
                            ("tolak", "Tidak disetujui"),
                        ],
                        max_length=12,
                        verbose_name="keputusan",
                    ),
                ),
                (
                    "hasil",
                    models.CharField(
                        blank=True,
                        choices=[("", "–"), ("miskin", "Miskin"), ("tidak_miskin", "Tidak miskin")],
                        max_length=12,
                        verbose_name="hasil",
                    ),
                ),
                ("catatan", models.TextField(blank=True, max_length=1000, verbose_name="catatan")),
                (
                    "alasan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verval.alasanmusyawarah",
                    ),
                ),
                (
                    "keluarga",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.keluarga"
                    ),
                ),
                (
                    "pembaruan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="musyawarah",
                        to="verval.pembaruan",
                    ),
                ),
                (
                    "usulan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="musyawarah",
                        to="verval.usulan",
                    ),
                ),
                (
                    "musyawarah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kasus", to="verval.musyawarah"
                    ),
                ),
            ],
            options={
                "verbose_name": "kasus musyawarah",
                "verbose_name_plural": "kasus musyawarah",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="FotoMusyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("daftar_hadir", "Lembar daftar hadir"),
                            ("kegiatan", "Suasana musyawarah"),
                            ("berita_acara", "Berita acara di kertas"),
                        ],
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "nama_berkas",
                    models.CharField(default=verval.models.musdes.new_name, editable=False, max_length=32, unique=True),
                ),
                ("sidik", models.CharField(db_collation="C", max_length=64)),
                ("lebar", models.IntegerField()),
                ("tinggi", models.IntegerField()),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "pembuat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "musyawarah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="foto", to="verval.musyawarah"
                    ),
                ),
            ],
            options={
                "verbose_name": "foto musyawarah",
                "verbose_name_plural": "foto musyawarah",
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="dokumenmusyawarah",
            name="musyawarah",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="dokumen", to="verval.musyawarah"
            ),
        ),
        migrations.CreateModel(
            name="PeringkatWarga",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("tempat", models.PositiveSmallIntegerField(verbose_name="peringkat")),
                ("dari", models.PositiveSmallIntegerField(verbose_name="banyak keluarga")),
                (
                    "keluarga",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.keluarga"
                    ),
                ),
                (
                    "musyawarah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peringkat_warga",
                        to="verval.musyawarah",
                    ),
                ),
            ],
            options={
                "verbose_name": "peringkat warga",
                "verbose_name_plural": "peringkat warga",
                "ordering": ("tempat", "id"),
            },
        ),
        migrations.CreateModel(
            name="PesertaMusyawarah",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("nama", models.CharField(max_length=80, verbose_name="nama")),
                (
                    "peran",
                    models.CharField(
                        choices=[
                            ("ketua", "Kepala desa/lurah (ketua)"),
                            ("bpd", "BPD"),
                            ("lpm", "LPM kelurahan"),
                            ("perangkat", "Perangkat desa/kelurahan"),
                            ("operator", "Operator data"),
                            ("pendamping", "Pendamping PKH/sosial"),
                            ("rt_rw", "Ketua RT/RW"),
                            ("tokoh", "Tokoh masyarakat"),
                            ("kader", "Kader posyandu"),
                            ("rentan", "Wakil kelompok rentan"),
                        ],
                        max_length=12,
                        verbose_name="peran",
                    ),
                ),
                ("hadir", models.BooleanField(default=False, verbose_name="hadir")),
                ("tanda_tangan", models.CharField(blank=True, editable=False, max_length=32)),
                ("urut", models.SmallIntegerField(default=0)),
                (
                    "musyawarah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="peserta", to="verval.musyawarah"
                    ),
                ),
            ],
            options={
                "verbose_name": "peserta musyawarah",
                "verbose_name_plural": "peserta musyawarah",
                "ordering": ("urut", "id"),
            },
        ),
        migrations.CreateModel(
            name="SyaratKuorum",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "jenis",
                    models.CharField(
                        choices=[("musdes", "Musyawarah desa"), ("muskel", "Musyawarah kelurahan")],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
                (
                    "peran",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None, verbose_name="salah satu dari peran"
                    ),
                ),
                ("minimum", models.PositiveSmallIntegerField(default=1, verbose_name="paling sedikit hadir")),
                ("label", models.CharField(max_length=120, verbose_name="sebutan")),
                (
                    "asal",
                    models.CharField(
                        choices=[("aturan", "Peraturan"), ("lokal", "Kesepakatan lokal")],
                        default="lokal",
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                ("urut", models.SmallIntegerField(default=0, verbose_name="urutan tampil")),
            ],
            options={
                "verbose_name": "syarat kuorum",
                "verbose_name_plural": "syarat kuorum",
                "ordering": ("jenis", "-berlaku_dari", "urut", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("jenis__in", ["musdes", "muskel"])), name="syarat_kuorum_jenis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asal__in", ["aturan", "lokal"])), name="syarat_kuorum_asal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gte", 1), ("peran__len__gt", 0)),
                        name="syarat_kuorum_berisi",
                        violation_error_message="Pilih paling sedikit satu peran dan satu orang.",
                    ),
                    models.UniqueConstraint(
                        fields=("jenis", "berlaku_dari", "peran"),
                        name="syarat_kuorum_sekali",
                        violation_error_message="Peran ini sudah punya syarat yang berlaku mulai tanggal itu.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="musyawarah",
            index=models.Index(fields=["kode_desa", "-waktu"], name="musyawarah_desa"),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["musdes", "muskel"])), name="musyawarah_jenis"
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("cara__in", ["musyawarah", "sptjm"])), name="musyawarah_cara"
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["direncanakan", "diundang", "berlangsung", "ditutup", "dibatalkan"])
                ),
                name="musyawarah_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("peringkat__in", ["", "kartu", "pasangan"])), name="musyawarah_peringkat"
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ditutup__isnull", False), ("penutup__isnull", False), ("status", "ditutup")),
                    models.Q(
                        models.Q(("status", "ditutup"), _negated=True),
                        ("ditutup__isnull", True),
                        ("penutup__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="musyawarah_ditutup_bertanggal",
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cara", "sptjm"),
                    models.Q(("status__in", ["diundang", "berlangsung"]), _negated=True),
                    ("undangan__isnull", False),
                    _connector="OR",
                ),
                name="musyawarah_diundang_bertanggal",
                violation_error_message="Isi tanggal undangannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="musyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("diumumkan__isnull", True), ("keberatan_sampai__isnull", True)),
                    models.Q(("diumumkan__isnull", False), ("keberatan_sampai__isnull", False), ("status", "ditutup")),
                    _connector="OR",
                ),
                name="musyawarah_diumumkan_sesudah_ditutup",
                violation_error_message="Hasil diumumkan sesudah musyawarah ditutup.",
            ),
        ),
        migrations.AddIndex(
            model_name="kasusmusyawarah",
            index=models.Index(fields=["keluarga"], name="kasus_musyawarah_keluarga"),
        ),
        migrations.AddConstraint(
            model_name="kasusmusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("pembaruan__isnull", True), ("usulan__isnull", True), _connector="XOR"),
                name="kasus_musyawarah_satu",
            ),
        ),
        migrations.AddConstraint(
            model_name="kasusmusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("keputusan__in", ["", "setuju", "kembalikan", "tolak"])),
                name="kasus_musyawarah_keputusan",
            ),
        ),
        migrations.AddConstraint(
            model_name="kasusmusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("hasil__in", ["", "miskin", "tidak_miskin"])), name="kasus_musyawarah_hasil"
            ),
        ),
        migrations.AddConstraint(
            model_name="kasusmusyawarah",
            constraint=models.UniqueConstraint(
                fields=("musyawarah", "pembaruan"), name="kasus_musyawarah_pembaruan_sekali"
            ),
        ),
        migrations.AddConstraint(
            model_name="kasusmusyawarah",
            constraint=models.UniqueConstraint(fields=("musyawarah", "usulan"), name="kasus_musyawarah_usulan_sekali"),
        ),
        migrations.AddConstraint(
            model_name="fotomusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("jenis__in", ["daftar_hadir", "kegiatan", "berita_acara"])),
                name="foto_musyawarah_jenis",
            ),
        ),
        migrations.AddConstraint(
            model_name="fotomusyawarah",
            constraint=models.UniqueConstraint(
                fields=("musyawarah", "sidik"),
                name="foto_musyawarah_sekali",
                violation_error_message="Foto yang sama sudah dilampirkan.",
            ),
        ),
        migrations.AddIndex(
            model_name="peringkatwarga",
            index=models.Index(fields=["keluarga"], name="peringkat_warga_keluarga"),
        ),
        migrations.AddConstraint(
            model_name="peringkatwarga",
            constraint=models.UniqueConstraint(fields=("musyawarah", "keluarga"), name="peringkat_warga_sekali"),
        ),
        migrations.AddConstraint(
            model_name="peringkatwarga",
            constraint=models.CheckConstraint(
                condition=models.Q(("tempat__gte", 1), ("tempat__lte", models.F("dari"))),
                name="peringkat_warga_di_dalam",
            ),
        ),
        migrations.AddConstraint(
            model_name="pesertamusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "peran__in",
                        [
                            "ketua",
                            "bpd",
                            "lpm",
                            "perangkat",
                            "operator",
                            "pendamping",
                            "rt_rw",
                            "tokoh",
                            "kader",
                            "rentan",
                        ],
                    )
                ),
                name="peserta_musyawarah_peran",
            ),
        ),
        migrations.AddConstraint(
            model_name="pesertamusyawarah",
            constraint=models.CheckConstraint(
                condition=models.Q(("tanda_tangan", ""), ("hadir", True), _connector="OR"),
                name="peserta_musyawarah_tanda_tangan_hadir",
            ),
        ),
        migrations.AddConstraint(
            model_name="pesertamusyawarah",
            constraint=models.UniqueConstraint(
                fields=("musyawarah", "nama", "peran"),
                name="peserta_musyawarah_sekali",
                violation_error_message="Nama dengan peran ini sudah ada di daftar.",
            ),
        ),
    ]
