"""Checking the chain and telling people: a line in the trail, the log, and a letter to the admins."""

from __future__ import annotations

import logging
import time
from datetime import date

from django.conf import settings
from django.core.mail import mail_admins

from dtsen.accounts import audit, segel

log = logging.getLogger(__name__)
TERTULIS = 20
"""Faults that are written out; the rest is counted."""


def run(*, sejak: date | None = None) -> segel.Periksa:
    """Check the chain, record the result and shout about faults; returns what was found."""
    mulai = time.monotonic()
    hasil = segel.verify(sejak=sejak)
    audit.record(
        pelaku=None,
        aksi="jejak.periksa",
        rincian={
            "segel": hasil.segel,
            "baris": hasil.baris,
            "jangkar": hasil.jangkar,
            "salah": len(hasil.salah),
            "sejak": sejak.isoformat() if sejak else "",
            "detik": round(time.monotonic() - mulai, 1),
        },
    )
    if hasil.salah:
        _shout(hasil)
    return hasil


def _shout(hasil: segel.Periksa) -> None:
    baris = [satu.pesan for satu in hasil.salah[:TERTULIS]]
    log.error("Jejak tidak utuh, %d kesalahan: %s", len(hasil.salah), " ".join(baris))
    if settings.ADMINS:
        isi = "\n".join(
            ["Pemeriksaan rantai jejak menemukan kesalahan.", "", *baris, "", "Lihat docs/runbook/jejak.md."]
        )
        mail_admins("Jejak tidak utuh", isi, fail_silently=True)
