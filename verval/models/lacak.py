"""How often the public tracking page was asked, day by day; nothing about who asked or for what."""

from __future__ import annotations

from django.db import models


class HitungLacak(models.Model):
    """The counts of one day (WITA): codes found, codes not found, tries refused because there were too many."""

    hari = models.DateField(primary_key=True)
    ada = models.IntegerField("ditemukan", default=0)
    tidak = models.IntegerField("tidak ditemukan", default=0)
    ditolak = models.IntegerField("terlalu sering", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "hitungan halaman lacak"

    def __str__(self) -> str:
        return f"{self.hari}: {self.ada} ditemukan, {self.tidak} tidak, {self.ditolak} ditolak"
