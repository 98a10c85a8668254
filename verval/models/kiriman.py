"""What was sent under an idempotency key, and what came of it: sending twice gives the first answer."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dtsen.accounts.models import User


class Kiriman(models.Model):
    """One key of one person, or of a visitor without an account (`pelaku` NULL).

    Holds no word of what was sent: `sidik` is its SHA-256, `tujuan` an address or an id.

    `tujuan` is where a page was redirected to (`/verval/pembaruan/12/`) or the id of the case that the
    API answered about; blank only inside the transaction that does the work.
    """

    id = models.BigAutoField(primary_key=True)
    pelaku = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kunci = models.UUIDField("kunci")
    sidik = models.CharField(max_length=64, db_collation="C")
    tujuan = models.CharField("tujuan", max_length=200, blank=True)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "kiriman"
        constraints = (
            models.UniqueConstraint(fields=("pelaku", "kunci"), name="kiriman_sekali"),
            models.UniqueConstraint(
                fields=("kunci",), condition=models.Q(pelaku__isnull=True), name="kiriman_sekali_tamu"
            ),
        )
        indexes = (models.Index(fields=["dibuat"], name="kiriman_dibuat"),)

    def __str__(self) -> str:
        return f"Kiriman {self.pk}"
