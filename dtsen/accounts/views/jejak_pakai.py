"""What an auditor does with the trail: have its chain checked now, take the lines that were looked for along."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from dtsen.accounts import audit, tasks
from dtsen.accounts.forms import JejakForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.jejak import Baris, page
from dtsen.accounts.models import Jejak
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.accounts.views.jejak import LIHAT, asked
from dtsen.lib.samar import mask_text
from dtsen.lib.sel import aman

JEDA = timedelta(minutes=5)
"""One check reads the whole trail: it is not asked for twice in this time."""
BARIS_MAKS = 10_000
KEPALA = (
    "waktu", "siapa", "kode", "kejadian", "tentang", "nomor_keluarga", "nomor_orang", "alasan", "lewat", "alamat",
    "rincian",
)  # fmt: skip


@require_POST
@butuh(LIHAT, Lingkup.KABUPATEN)
def periksa(request: HttpRequest) -> HttpResponse:
    """Queue a check of the whole chain; its result is a line of the trail, and stands on top of its page."""
    baru = Jejak.objects.filter(aksi="jejak.minta_periksa", waktu__gte=timezone.now() - JEDA).exists()
    if baru:
        messages.info(request, "Pemeriksaan sudah diminta kurang dari lima menit lalu. Muat ulang untuk hasilnya.")
        return redirect("accounts:jejak")
    audit.record(pelaku=pengguna(request), aksi="jejak.minta_periksa")
    transaction.on_commit(_queue)
    messages.success(request, "Rantai segel diperiksa sekarang. Muat ulang halaman ini sebentar lagi untuk hasilnya.")
    return redirect("accounts:jejak")


def _queue() -> None:
    try:
        tasks.verify.delay()
    except OperationalError:
        # The line of the request stands; the check of the night comes all the same.
        return


@require_safe
@butuh(LIHAT, Lingkup.KABUPATEN)
@never_cache
def unduh(request: HttpRequest) -> HttpResponse:
    """The lines that the filters of the page find, the newest 10 000 of them, as CSV."""
    form = JejakForm(request.GET)
    if not form.is_valid():
        messages.error(request, "Perbaiki saringannya, lalu unduh lagi.")
        return redirect("accounts:jejak")
    halaman = page(form.saring(), sehalaman=BARIS_MAKS)
    saring = form.saring()
    audit.record(
        pelaku=pengguna(request),
        aksi="jejak.unduh",
        keluarga=[saring.keluarga] if saring.keluarga else [],
        individu=[saring.individu] if saring.individu else [],
        rincian={**asked(form), "baris": len(halaman.baris), "terpotong": bool(halaman.berikut)},
    )
    teks = io.StringIO()
    tulis = csv.writer(teks)
    tulis.writerow(KEPALA)
    tulis.writerows([aman(sel) for sel in _cells(satu)] for satu in halaman.baris)
    jawaban = HttpResponse(teks.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    nama = f"jejak-{timezone.localtime():%Y%m%d-%H%M}.csv"
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawaban


def _cells(satu: Baris) -> list[object]:
    j = satu.jejak
    return [
        timezone.localtime(j.waktu).isoformat(timespec="seconds"), satu.siapa, j.aksi, satu.apa, j.objek,
        " ".join(map(str, j.keluarga)), " ".join(map(str, j.individu)), mask_text(j.alasan), satu.lewat, j.alamat,
        mask_text(json.dumps(j.rincian, ensure_ascii=False)) if j.rincian else "",
    ]  # fmt: skip
