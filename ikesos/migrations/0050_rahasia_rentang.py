"""Companions of hidden numbers, bands that hold their rank, and inputs that count places instead of people."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

VERSI = "lokal-2026.1"
SIDIK = (
    "3dba334d9b77e8d7f34e7552143ffa48e15fdb053f2cff3013c1dbadb38bf9ce",
    "ec04581e68b84d62ebb43383f0775bed8cc7c2968c13c4779618924454c9f202",
)
"""Of the delivered structure without and with the unit of these inputs."""
TEMPAT = ("PS1.2", "PS1.4", "PS2.2", "PS3.1")
TUTUPAN = [
    ("kecil", "Penyebut kurang dari 10"),
    ("rahasia", "Pembilang 1 sampai 4"),
    ("pelengkap", "Menjaga angka kecil wilayah lain"),
]


def fill(apps, schema_editor):
    db = schema_editor.connection.alias
    versi, butir, peringkat = (
        apps.get_model("ikesos", nama).objects.using(db) for nama in ("StrukturVersi", "ButirInput", "PeringkatIndeks")
    )
    # Only the version as it was delivered: a version that somebody wrote stays as it is.
    if versi.filter(pk=VERSI, sidik=SIDIK[0]).update(sidik=SIDIK[1]):
        butir.filter(simpul__versi_id=VERSI, simpul__kode__in=TEMPAT).update(satuan="desa")
    peringkat.filter(Q(bawah__gt=F("peringkat")) | Q(atas__lt=F("peringkat"))).update(
        di_luar=True, bawah=Least("bawah", "peringkat"), atas=Greatest("atas", "peringkat")
    )


def empty(apps, schema_editor):
    db = schema_editor.connection.alias
    versi, butir = (apps.get_model("ikesos", nama).objects.using(db) for nama in ("StrukturVersi", "ButirInput"))
    if versi.filter(pk=VERSI, sidik=SIDIK[1]).update(sidik=SIDIK[0]):
        butir.filter(simpul__versi_id=VERSI, simpul__kode__in=TEMPAT).update(satuan="")


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0041_rpjmd_opd")]

    operations = [
        migrations.AlterField(
            "hasilindeks", "tutup",
            models.CharField("disembunyikan", max_length=10, blank=True, choices=TUTUPAN),
        ),
        migrations.RemoveConstraint("hasilindeks", "hasilindeks_tutup_dikenal"),
        migrations.AddConstraint(
            "hasilindeks",
            models.CheckConstraint(
                name="hasilindeks_tutup_dikenal", condition=Q(tutup__in=["", *(kode for kode, _ in TUTUPAN)])
            ),
        ),
        migrations.AddField(
            "peringkatindeks", "di_luar",
            models.BooleanField("peringkat di luar 5–95 % hitungan ulang", default=False),
        ),
        migrations.RunPython(fill, empty),
        migrations.AddConstraint(
            "peringkatindeks",
            models.CheckConstraint(
                name="peringkatindeks_di_dalam_rentang",
                condition=Q(bawah__lte=F("peringkat"), atas__gte=F("peringkat")),
                violation_error_message="Rentang harus memuat peringkatnya.",
            ),
        ),
    ]  # fmt: skip
