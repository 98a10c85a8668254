"""What one person asks to be done to the account of another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from dtsen.accounts.models.orang import User

JENIS = {
    "sandi": "Kata sandi sementara",
    "dua_faktor": "Mengatur ulang faktor kedua",
    "surel": "Mengganti alamat surel",
    "sso": "Menautkan masuk SSO",
}
STATUS = {"menunggu": "Menunggu orang kedua", "berlaku": "Berlaku", "ditolak": "Ditolak", "diganti": "Diganti"}


class PemulihanAkun(models.Model):
    """One request about an account: it takes effect when a second person has confirmed it, or at once where none is
    needed (`diputus_oleh` is blank then).

    `isi` is the hash of the temporary password, the new e-mail address or the `sub` at the identity provider.
    `dibaca` says when the owner of the account was told.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pemulihan", verbose_name="pengguna")
    jenis = models.CharField("tindakan", max_length=10, choices=list(JENIS.items()))
    isi = models.CharField(max_length=254, blank=True, editable=False)
    alasan = models.CharField("alasan", max_length=300)
    diminta = models.DateTimeField("diminta", db_default=Now())
    diminta_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh")
    status = models.CharField("status", max_length=10, choices=list(STATUS.items()), default="menunggu")
    diputus = models.DateTimeField("diputus", null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputus oleh"
    )
    dibaca = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "pemulihan akun"
        constraints = (
            models.CheckConstraint(
                name="pemulihan_jenis_dikenal",
                condition=Q(jenis__in=list(JENIS)),
                violation_error_message="Tindakan itu tidak dikenal.",
            ),
            models.CheckConstraint(
                name="pemulihan_status_dikenal",
                condition=Q(status__in=list(STATUS)),
                violation_error_message="Status itu tidak dikenal.",
            ),
            models.CheckConstraint(
                name="pemulihan_bukan_sendiri",
                condition=~Q(diminta_oleh=F("user")),
                violation_error_message="Akun sendiri dipulihkan oleh orang lain.",
            ),
            models.CheckConstraint(
                name="pemulihan_orang_kedua",
                condition=Q(diputus_oleh__isnull=True)
                | (~Q(diputus_oleh=F("diminta_oleh")) & ~Q(diputus_oleh=F("user"))),
                violation_error_message="Permintaan ini diputus oleh orang lain.",
            ),
            models.UniqueConstraint(
                fields=("user", "jenis"),
                name="pemulihan_satu_menunggu",
                condition=Q(status="menunggu"),
                violation_error_message="Permintaan yang sama sudah menunggu.",
            ),
        )
        indexes = (models.Index(fields=["-diminta"], name="pemulihan_diminta"),)

    def __str__(self) -> str:
        return f"{JENIS[self.jenis]}: {self.user}"
