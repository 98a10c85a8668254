"""The report of a region to take along: paper and workbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dtsen.accounts import audit
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import XLSX
from ikesos import hitungan, laporan
from ikesos.laporan import Laporan
from ikesos.models.struktur import KELOMPOK
from ikesos.views.pilih import LIHAT, group_of, region_of
from verval.views.kirim import attachment


def _report(request: HttpRequest, kode: str, bentuk: str) -> Laporan:
    """Gather the report and leave a line that it was taken; Http404 where nothing has been calculated."""
    ini, hitung = region_of(request, kode), hitungan.newest()
    if hitung is None:
        raise Http404("Belum ada hitungan yang dapat dilaporkan.")
    satu = laporan.gather(hitung, ini, group_of(request))
    audit.record(
        pelaku=pengguna(request),
        aksi="ikesos.laporan",
        objek=f"hitungan:{hitung.pk}",
        rincian={"wilayah": kode, "bentuk": bentuk, "sidik": satu.sidik},
    )
    return satu


def _name(satu: Laporan, akhiran: str) -> str:
    return f"ikesos-{satu.ini.kode}-{satu.hitung.periode}-{satu.kelompok}.{akhiran}"


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
def pdf(request: HttpRequest, kode: str) -> HttpResponse:
    """The report as PDF."""
    satu = _report(request, kode, "pdf")
    return attachment(_name(satu, "pdf"), laporan.draw(satu, saat=timezone.localtime()), "application/pdf")


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
def xlsx(request: HttpRequest, kode: str) -> HttpResponse:
    """The report as workbook: the group that was asked for first, then the others."""
    satu = _report(request, kode, "xlsx")
    lain = [laporan.gather(satu.hitung, satu.ini, k) for k in KELOMPOK if k != satu.kelompok]
    return attachment(_name(satu, "xlsx"), laporan.workbook(satu, lain), XLSX)
