"""Limits of service by status, holidays, and the tracking page without hops that lead nowhere (taking over)."""

import importlib
from datetime import date

from django.db import migrations, models
from django.db.models import F, Q

STATUS = [
    ("diajukan", "Diajukan"),
    ("dimusyawarahkan", "Dimusyawarahkan"),
    ("disahkan_desa", "Disahkan desa"),
    ("diperiksa", "Diperiksa"),
    ("disetujui", "Disetujui"),
    ("disahkan_opd", "Disahkan kepala dinas"),
    ("disahkan_bupati", "Disahkan bupati"),
    ("dikirim", "Dikirim ke Kemensos"),
    ("diterima", "Diterima Kemensos"),
    ("menunggu_desil", "Menunggu desil baru"),
]
DI_DAERAH = 7
"""The standard ends where the case leaves for Kemensos: the rest is not in the hands of the region."""
KUNING, MERAH = 7, 15
"""Regional service standard, working days from filing to the end (domain §4.3)."""
LIBUR = (
    ((1, 1), "Tahun Baru 2026 Masehi"),
    ((1, 16), "Isra Mikraj Nabi Muhammad"),
    ((2, 17), "Tahun Baru Imlek 2577"),
    ((3, 19), "Hari Suci Nyepi"),
    ((3, 21), "Idulfitri 1447 H"),
    ((3, 22), "Idulfitri 1447 H"),
    ((4, 3), "Wafat Yesus Kristus"),
    ((4, 5), "Kebangkitan Yesus Kristus"),
    ((5, 1), "Hari Buruh Internasional"),
    ((5, 14), "Kenaikan Yesus Kristus"),
    ((5, 27), "Iduladha 1447 H"),
    ((5, 31), "Hari Raya Waisak 2570"),
    ((6, 1), "Hari Lahir Pancasila"),
    ((6, 16), "Tahun Baru Islam 1448 H"),
    ((8, 17), "Proklamasi Kemerdekaan"),
    ((8, 25), "Maulid Nabi Muhammad"),
    ((12, 25), "Kelahiran Yesus Kristus"),
)
"""National holidays without cuti bersama; each is to be compared with the SKB of three ministers (`pasti`)."""
LACAK = importlib.import_module("verval.migrations.0030_lacak").LACAK
FUNGSI = LACAK[LACAK.index("CREATE FUNCTION verval_lacak") :].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
DI_TEMPAT = FUNGSI.replace(
    "WHERE h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id",
    "WHERE (h.pembaruan_id = k.pembaruan_id OR h.usulan_id = k.usulan_id) AND h.dari <> h.ke",
)
assert DI_TEMPAT.count("h.dari <> h.ke") == 2


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("verval", "BatasLayanan").objects.using(alias).bulk_create(
        apps.get_model("verval", "BatasLayanan")(
            status=status, hari_kuning=KUNING, hari_merah=MERAH, berlaku_dari=date(2026, 1, 1)
        )
        for status, _ in STATUS[:DI_DAERAH]
    )
    apps.get_model("verval", "HariLibur").objects.using(alias).bulk_create(
        apps.get_model("verval", "HariLibur")(tanggal=date(2026, *hari), nama=nama) for hari, nama in LIBUR
    )


class Migration(migrations.Migration):
    dependencies = [("verval", "0040_kalender")]

    operations = [
        migrations.CreateModel(
            name="HariLibur",
            fields=[
                ("tanggal", models.DateField(primary_key=True, serialize=False, verbose_name="tanggal")),
                ("nama", models.CharField(max_length=80, verbose_name="hari libur")),
                ("pasti", models.BooleanField(default=False, verbose_name="sudah dicocokkan dengan SKB")),
            ],
            options={"verbose_name": "hari libur", "verbose_name_plural": "hari libur", "ordering": ("tanggal",)},
        ),
        migrations.CreateModel(
            name="BatasLayanan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("status", models.CharField(choices=STATUS, max_length=20, verbose_name="status")),
                (
                    "hari_kuning",
                    models.PositiveSmallIntegerField(
                        help_text="Dihitung dari hari kerja sesudah pengajuan.",
                        verbose_name="kuning mulai hari kerja ke-",
                    ),
                ),
                ("hari_merah", models.PositiveSmallIntegerField(verbose_name="merah mulai hari kerja ke-")),
                ("berlaku_dari", models.DateField(verbose_name="berlaku dari")),
            ],
            options={
                "verbose_name": "batas layanan",
                "verbose_name_plural": "batas layanan",
                "ordering": ("status", "-berlaku_dari"),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(status__in=[status for status, _ in STATUS]), name="batas_layanan_status"
                    ),
                    models.CheckConstraint(
                        condition=Q(hari_kuning__gte=1, hari_kuning__lt=F("hari_merah"), hari_merah__lte=250),
                        name="batas_layanan_urut",
                        violation_error_message=(
                            "Kuning harus lebih dahulu daripada merah, antara 1 dan 250 hari kerja."
                        ),
                    ),
                    models.UniqueConstraint(
                        fields=("status", "berlaku_dari"),
                        name="batas_layanan_sekali",
                        violation_error_message="Status ini sudah punya batas yang berlaku mulai tanggal itu.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(DI_TEMPAT, FUNGSI),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
