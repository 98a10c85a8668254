"""Messages about cases: contacts, templates to begin with, the outbox and its attempts, behind row-level security."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dtsen.wilayah.peran_basis_data import DALAM, expose, protect, revoke

TABEL = {
    "verval_kontak": DALAM,
    "verval_pesan": DALAM,
    "verval_percobaankirim": "EXISTS (SELECT FROM verval_pesan p WHERE p.id = pesan_id)",
}
PINDAH = """
CREATE FUNCTION verval_pesan_ikut_pindah() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE verval_kontak SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    UPDATE verval_pesan SET kode_desa = NEW.kode_desa WHERE keluarga_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER pesan_ikut_pindah AFTER UPDATE OF kode_desa ON registry_keluarga
    FOR EACH ROW WHEN (OLD.kode_desa IS DISTINCT FROM NEW.kode_desa) EXECUTE FUNCTION verval_pesan_ikut_pindah();
"""
KEMBALI = "DROP TRIGGER pesan_ikut_pindah ON registry_keluarga; DROP FUNCTION verval_pesan_ikut_pindah()"

JUDUL = "Pengajuan {kode_lacak}: {keadaan}"
WARGA = (
    "Pengajuan {program} atas nama {inisial} ({desa}): {keadaan}. {tenggat}\n\n"
    "Ikuti dengan kode {kode_lacak} di halaman Lacak pengajuan, atau tanyakan di kantor desa atau kelurahan.\n\n"
    "Dinas Sosial Kabupaten Kutai Kartanegara"
)
PETUGAS = "Kasus {kode_lacak} ({program}, {inisial}, {desa}): {keadaan}.\n\nMasuk ke DTSEN Kukar untuk membukanya."
UNTUK_WARGA = (
    "diajukan",
    "dikembalikan",
    "disetujui",
    "ditolak",
    "batal",
    "dikirim",
    "selesai",
    "ditolak_kemensos",
    "kedaluwarsa",
)
UNTUK_PETUGAS = ("dikembalikan", "disetujui", "ditolak", "selesai", "ditolak_kemensos", "kedaluwarsa")


def fill(apps, schema_editor):
    templat = apps.get_model("verval", "TemplatPesan").objects.using(schema_editor.connection.alias)
    for kode in UNTUK_WARGA:
        templat.create(penerima="warga", kode=kode, saluran="wa", isi=WARGA)
        templat.create(penerima="warga", kode=kode, saluran="surel", judul=JUDUL, isi=WARGA)
    for kode in UNTUK_PETUGAS:
        templat.create(penerima="petugas", kode=kode, saluran="surel", judul=JUDUL, isi=PETUGAS)


def protect_all(apps, schema_editor):
    for tabel, syarat in TABEL.items():
        protect(schema_editor, tabel, syarat)
    # What was tried stays: attempts are only ever added.
    revoke(schema_editor, "verval_percobaankirim", "UPDATE, DELETE")


def expose_all(apps, schema_editor):
    for tabel in TABEL:
        expose(schema_editor, tabel)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0010_lingkup"),
        ("verval", "0030_lacak"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pesan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                (
                    "penerima",
                    models.CharField(
                        choices=[("warga", "Warga yang dicatat pada kasus"), ("petugas", "Petugas yang membuat kasus")],
                        max_length=10,
                        verbose_name="untuk",
                    ),
                ),
                ("isian", models.JSONField(verbose_name="isian")),
                (
                    "status",
                    models.CharField(
                        choices=[("antre", "Menunggu"), ("terkirim", "Terkirim"), ("gagal", "Tidak terkirim")],
                        default="antre",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("dibuat", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("berikut", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dikirim pada")),
                (
                    "akun",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "keluarga",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.keluarga"
                    ),
                ),
                (
                    "langkah",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pesan", to="verval.langkah"
                    ),
                ),
            ],
            options={
                "verbose_name": "pesan",
                "verbose_name_plural": "pesan",
            },
        ),
        migrations.CreateModel(
            name="PercobaanKirim",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "saluran",
                    models.CharField(
                        choices=[("wa", "WhatsApp"), ("surel", "Surel")], max_length=10, verbose_name="saluran"
                    ),
                ),
                ("waktu", models.DateTimeField(default=django.utils.timezone.now)),
                ("galat", models.CharField(blank=True, max_length=40, verbose_name="galat")),
                ("tetap", models.BooleanField(default=False)),
                (
                    "pesan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="percobaan", to="verval.pesan"
                    ),
                ),
            ],
            options={
                "verbose_name": "percobaan kirim",
                "verbose_name_plural": "percobaan kirim",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="TemplatPesan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "penerima",
                    models.CharField(
                        choices=[("warga", "Warga yang dicatat pada kasus"), ("petugas", "Petugas yang membuat kasus")],
                        max_length=10,
                        verbose_name="untuk",
                    ),
                ),
                (
                    "kode",
                    models.CharField(
                        db_collation="C",
                        help_text="Keadaan kasus sesudah langkahnya.",
                        max_length=20,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "saluran",
                    models.CharField(
                        choices=[("wa", "WhatsApp"), ("surel", "Surel")], max_length=10, verbose_name="saluran"
                    ),
                ),
                (
                    "judul",
                    models.CharField(
                        blank=True, help_text="Hanya tampil pada surel.", max_length=120, verbose_name="judul"
                    ),
                ),
                (
                    "isi",
                    models.TextField(
                        help_text="Boleh memakai {inisial}, {kode_lacak}, {keadaan}, {program}, {desa}, {tenggat}.",
                        max_length=1000,
                        verbose_name="isi",
                    ),
                ),
                ("aktif", models.BooleanField(default=True, verbose_name="dipakai")),
            ],
            options={
                "verbose_name": "templat pesan",
                "verbose_name_plural": "templat pesan",
                "ordering": ("penerima", "kode", "saluran"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("penerima__in", ["warga", "petugas"])), name="templat_penerima_dikenal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("saluran__in", ["wa", "surel"])), name="templat_saluran_dikenal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("isi__regex", "^([^{}]|\\{(inisial|kode_lacak|keadaan|program|desa|tenggat)\\})*$"),
                            (
                                "judul__regex",
                                "^([^{}\\r\\n]|\\{(inisial|kode_lacak|keadaan|program|desa|tenggat)\\})*$",
                            ),
                        ),
                        name="templat_isian_dikenal",
                        violation_error_message="Yang boleh di dalam kurung kurawal hanya {inisial}, {kode_lacak}, {keadaan}, {program}, {desa}, {tenggat}. Judul satu baris.",
                    ),
                    models.UniqueConstraint(
                        fields=("penerima", "kode", "saluran"),
                        name="templat_satu",
                        violation_error_message="Keadaan ini sudah punya templat untuk penerima dan saluran itu.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kontak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode_desa", models.CharField(db_collation="C", max_length=10, verbose_name="desa/kelurahan")),
                ("surel", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                (
                    "telepon",
                    models.CharField(blank=True, db_collation="C", max_length=15, verbose_name="nomor WhatsApp"),
                ),
                (
                    "keluarga",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.keluarga"
                    ),
                ),
                (
                    "pembaruan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kontak",
                        to="verval.pembaruan",
                    ),
                ),
                (
                    "usulan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kontak",
                        to="verval.usulan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kontak",
                "verbose_name_plural": "kontak",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pembaruan__isnull", True), ("usulan__isnull", True), _connector="XOR"),
                        name="kontak_satu_kasus",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("surel", ""), _negated=True),
                            models.Q(("telepon", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="kontak_terisi",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("telepon__regex", "^([1-9][0-9]{8,14})?$")), name="kontak_telepon"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="pesan",
            index=models.Index(condition=models.Q(("status", "antre")), fields=["berikut"], name="pesan_antrean"),
        ),
        migrations.AddConstraint(
            model_name="pesan",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["antre", "terkirim", "gagal"])), name="pesan_status_dikenal"
            ),
        ),
        migrations.AddConstraint(
            model_name="pesan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("akun__isnull", True), ("penerima", "warga")),
                    models.Q(("akun__isnull", False), ("penerima", "petugas")),
                    _connector="OR",
                ),
                name="pesan_penerima",
            ),
        ),
        migrations.AddConstraint(
            model_name="pesan",
            constraint=models.UniqueConstraint(fields=("langkah", "penerima"), name="pesan_sekali"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(PINDAH, KEMBALI),
        migrations.RunPython(protect_all, expose_all),
    ]
