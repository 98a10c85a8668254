"""How long a case may take: dated limits a status, and the days on which nobody works."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dtsen.lib.tampil import tanggal
from verval import alur

STATUS = {kode: alur.LABEL[kode] for kode in alur.LABEL if kode not in alur.AKHIR and kode not in alur.DIISI}
"""The statuses in which a case waits for somebody."""


class BatasLayanan(models.Model):
    """From which working day after filing a case that stands in `status` is yellow, then red; from a date on."""

    id = models.BigAutoField(primary_key=True)
    status = models.CharField("status", max_length=20, choices=list(STATUS.items()))
    hari_kuning = models.PositiveSmallIntegerField(
        "kuning mulai hari kerja ke-", help_text="Dihitung dari hari kerja sesudah pengajuan."
    )
    hari_merah = models.PositiveSmallIntegerField("merah mulai hari kerja ke-")
    berlaku_dari = models.DateField("berlaku dari")

    class Meta:
        verbose_name = verbose_name_plural = "batas layanan"
        ordering = ("status", "-berlaku_dari")
        constraints = (
            models.CheckConstraint(name="batas_layanan_status", condition=Q(status__in=list(STATUS))),
            models.CheckConstraint(
                name="batas_layanan_urut",
                condition=Q(hari_kuning__gte=1, hari_kuning__lt=F("hari_merah"), hari_merah__lte=250),
                violation_error_message="Kuning harus lebih dahulu daripada merah, antara 1 dan 250 hari kerja.",
            ),
            models.UniqueConstraint(
                fields=("status", "berlaku_dari"),
                name="batas_layanan_sekali",
                violation_error_message="Status ini sudah punya batas yang berlaku mulai tanggal itu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.hari_kuning}/{self.hari_merah} hari kerja"


class HariLibur(models.Model):
    """A day besides Saturday and Sunday on which nobody works; `pasti` once somebody has compared it with the SKB."""

    tanggal = models.DateField("tanggal", primary_key=True)
    nama = models.CharField("hari libur", max_length=80)
    pasti = models.BooleanField("sudah dicocokkan dengan SKB", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "hari libur"
        ordering = ("tanggal",)

    def __str__(self) -> str:
        return f"{self.nama}, {tanggal(self.tanggal)}"
