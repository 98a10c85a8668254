"""Under which rule of secrecy a calculation was made; numbers hidden for what a group leaves of everybody."""

from django.db import migrations, models
from django.db.models import Q

TUTUPAN = [
    ("kecil", "Penyebut kurang dari 10"),
    ("rahasia", "Pembilang 1 sampai 4"),
    ("pelengkap", "Menjaga angka kecil wilayah lain"),
    ("sisa", "Menjaga angka kecil di luar kelompok"),
]


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0050_rahasia_rentang")]

    operations = [
        # Those that exist keep 0: they were made under an older rule.
        migrations.AddField(
            "hitungan", "aturan",
            models.SmallIntegerField("aturan kerahasiaan", default=0, editable=False),
        ),
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
    ]  # fmt: skip
