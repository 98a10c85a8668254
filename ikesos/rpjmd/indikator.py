"""Indicators as the plan lists them: taken in and corrected, never removed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import require
from dtsen.accounts.models import User
from ikesos.models import IndikatorRpjmd
from ikesos.rpjmd.milik import KELOLA


@transaction.atomic
def put(satu: IndikatorRpjmd, *, pelaku: User) -> IndikatorRpjmd:
    """Write an indicator, new or changed; raises ValidationError, TidakBerwenang."""
    require(pelaku, KELOLA)
    lama = IndikatorRpjmd.objects.filter(pk=satu.pk).values().first()
    if lama is None and satu.sumber != "manual":
        raise ValidationError("Indikator baru diisi OPD; angka yang dihitung sistem sudah terdaftar.")
    satu.full_clean(validate_unique=lama is None)
    satu.save()
    rincian = {n: v for n, v in lama.items() if v != getattr(satu, n)} if lama else {"nama": satu.nama}
    audit.record(pelaku=pelaku, aksi="rpjmd.indikator", objek=f"rpjmd:{satu.pk}", rincian={"sebelum": rincian})
    return satu
