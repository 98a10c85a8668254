"""Counting the bases of a quota in the background: the step line of its page, and the work of the task."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError

from dtsen.lib.tampil import giliran
from dtsen.registry import lingkup
from verval.kuota import susun
from verval.kuota.susun import KuotaDitolak
from verval.models import Kuota

log = logging.getLogger(__name__)
LANGKAH = {"sasaran": "Menghitung sasaran setiap desa", "bagi": "Membagi kuota"}
BERHENTI = "Hitungannya berhenti sebelum selesai. Susun lagi; bila tetap begitu, hubungi admin."
ANTREAN = "Antrean tidak dapat dihubungi. Susun lagi sebentar lagi."


def queue(pk: int) -> None:
    """Queue the counting after the start was committed. A broker that is away ends it with a clear reason."""
    try:
        current_app.send_task("kuota.hitung", [pk])
    except OperationalError:
        log.warning("Antrean tidak menjawab; kuota %d tidak dihitung", pk)
        _give_up(pk, ANTREAN)


def run(pk: int) -> None:
    """Count and spread a quota in the scope of its maker. Done twice, or after it was thrown away: nothing happens."""
    satu = Kuota.objects.select_related("pembuat", "aturan").filter(pk=pk, status="dihitung").first()
    if satu is None:
        return
    with _ends(pk):
        _progress(pk, "sasaran")
        with lingkup.sebagai(satu.pembuat):
            hitung = susun.bases(satu)
        _progress(pk, "bagi")
        with lingkup.sebagai(satu.pembuat):
            susun.settle(pk, hitung)


def steps(satu: Kuota) -> list[tuple[str, str]]:
    """(label, done | now | fail | later) of the step line."""
    nama = list(LANGKAH)
    kini = str(satu.kemajuan.get("langkah", ""))
    letak = nama.index(kini) if kini in nama else 0
    saat = "fail" if satu.status == "gagal" else "now" if kini else "later"
    return [(LANGKAH[n], "done" if i < letak else saat if i == letak else "later") for i, n in enumerate(nama)]


def waits(satu: Kuota) -> str:
    """What the page says while no worker has taken it; blank once one has."""
    return "" if satu.kemajuan else giliran(satu.dibuat, timezone.now())


@contextmanager
def _ends(pk: int) -> Iterator[None]:
    """Whatever breaks off is told on the page: a quota that cannot be spread with its reason."""
    sebab = BERHENTI
    try:
        yield
        sebab = ""
    except KuotaDitolak as galat:
        sebab = galat.pesan
    finally:
        if sebab:
            _give_up(pk, sebab)


def _give_up(pk: int, sebab: str) -> None:
    Kuota.objects.filter(pk=pk, status="dihitung").update(status="gagal", galat=sebab[:300])


def _progress(pk: int, langkah: str) -> None:
    Kuota.objects.filter(pk=pk, status="dihitung").update(
        kemajuan={"langkah": langkah, "mulai": timezone.now().isoformat()}
    )
