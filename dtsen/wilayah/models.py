"""Regions by Kemendagri code, and the crosswalk to BPS codes and to codes of before a pemekaran."""

from __future__ import annotations

from datetime import date

from django.db import models

JENIS = {
    "provinsi": "Provinsi",
    "kabupaten": "Kabupaten",
    "kota": "Kota",
    "kecamatan": "Kecamatan",
    "desa": "Desa",
    "kelurahan": "Kelurahan",
}
SISTEM = {"kemendagri": "Kemendagri", "bps": "BPS"}


def bertitik(kode: str) -> str:
    """`6402012001` as people write it: `64.02.01.2001`."""
    return ".".join(bagian for bagian in (kode[:2], kode[2:4], kode[4:6], kode[6:]) if bagian)


class Wilayah(models.Model):
    """One region in force. `kode` is the Kemendagri code without dots: 2, 4, 6 or 10 digits."""

    kode = models.CharField("kode Kemendagri", max_length=10, primary_key=True, db_collation="C")
    nama = models.CharField("nama", max_length=100)
    jenis = models.CharField("jenis", max_length=10, choices=list(JENIS.items()))
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    lintang = models.DecimalField("lintang titik label", max_digits=8, decimal_places=5, null=True, blank=True)
    bujur = models.DecimalField("bujur titik label", max_digits=8, decimal_places=5, null=True, blank=True)
    kode_pos = models.CharField("kode pos", max_length=5, blank=True)
    luas_km2 = models.DecimalField("luas (km²)", max_digits=10, decimal_places=3, null=True, blank=True)
    penduduk_perkiraan = models.PositiveIntegerField("perkiraan penduduk", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "wilayah"
        ordering = ("kode",)
        constraints = (
            models.CheckConstraint(
                name="wilayah_jenis_dikenal",
                condition=models.Q(jenis__in=list(JENIS)),
                violation_error_message="Jenis wilayah tidak dikenal.",
            ),
            models.CheckConstraint(
                name="wilayah_kode_angka",
                condition=models.Q(kode__regex=r"^(\d{2}|\d{4}|\d{6}|\d{10})$"),
                violation_error_message="Kode wilayah harus 2, 4, 6 atau 10 angka tanpa titik.",
            ),
        )

    def __str__(self) -> str:
        return f"{JENIS[self.jenis]} {self.nama}"


class KodeWilayah(models.Model):
    """A code of some system that means a region during a time: BPS codes, and old Kemendagri codes."""

    sistem = models.CharField("sistem kode", max_length=10, choices=list(SISTEM.items()))
    kode = models.CharField("kode", max_length=10, db_collation="C")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="kode_lain")
    berlaku_dari = models.DateField("berlaku dari", default=date(1945, 8, 17))
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "padanan kode wilayah"
        constraints = (
            models.UniqueConstraint(fields=("sistem", "kode", "berlaku_dari"), name="kodewilayah_unik"),
            models.CheckConstraint(
                name="kodewilayah_sistem_dikenal",
                condition=models.Q(sistem__in=list(SISTEM)),
                violation_error_message="Sistem kode harus kemendagri atau bps.",
            ),
        )

    def __str__(self) -> str:
        return f"{SISTEM[self.sistem]} {self.kode} = {self.wilayah_id}"
