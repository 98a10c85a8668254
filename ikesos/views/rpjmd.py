"""RPJMD 2025-2029: every indicator against its target, one indicator with its years, the yearly report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dtsen.accounts.access import izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import XLSX
from ikesos.models import KemiskinanBps, RealisasiRpjmd, TargetRpjmd
from ikesos.models.rpjmd import TAHUN
from ikesos.rpjmd import gambar, kemiskinan, kinerja, laporan, ukuran
from ikesos.rpjmd.milik import ISI, KELOLA, may_write
from ikesos.rpjmd.realisasi import SAHKAN, TERHITUNG
from verval.views.kirim import attachment

LIHAT = "agregat.lihat"


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def rpjmd(request: HttpRequest) -> HttpResponse:
    """All indicators, what needs attention first."""
    semua = kinerja.all_of()
    aturan = kinerja.rule()
    isi = {
        "kalimat": kinerja.summary(semua),
        "aturan": aturan,
        "kalimat_aturan": kinerja.rule_sentence(aturan),
        "semua": [(k, gambar.picture(k)) for k in semua],
        "menunggu": sum(len(k.menunggu) for k in semua),
        "ada_contoh": any(k.contoh for k in semua),
        "bps": kemiskinan.newest(),
        "kaltim": kemiskinan.newest(kemiskinan.KALTIM),
        "garis": KemiskinanBps.objects.filter(garis_rp_bulan__isnull=False).order_by("-kode_wilayah", "-periode"),
        "desil": ukuran.current_shares(),
        "tahun_laporan": [t for t in TAHUN if t <= timezone.localdate().year],
        "boleh_isi": ISI in izin_of(request.user),
        "boleh_kelola": KELOLA in izin_of(request.user),
    }
    return render(request, "ikesos/rpjmd.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def indikator(request: HttpRequest, kode: str) -> HttpResponse:
    """One indicator: its line, its years with who and when, its narratives, what was replaced."""
    satu = one(kode)
    user = pengguna(request)
    izin = izin_of(user)
    isi = {
        "k": satu,
        "gambar": gambar.picture(satu),
        "kalimat_aturan": kinerja.rule_sentence(kinerja.rule()),
        "terhitung": satu.indikator.sumber in TERHITUNG,
        "tahun_beku": [t for t in TAHUN if t <= timezone.localdate().year],
        "menunggu": [
            (t.usulan, SAHKAN in izin and t.usulan.oleh_id != user.pk, ISI in izin and t.usulan.oleh_id == user.pk)
            for t in satu.menunggu
            if t.usulan
        ],
        "boleh_isi": may_write(user, satu.indikator),
        "boleh_kelola": KELOLA in izin,
        "riwayat_target": TargetRpjmd.objects.filter(indikator=kode, diganti__isnull=False).select_related("oleh"),
        "riwayat": RealisasiRpjmd.objects.filter(indikator=kode, status__in=("diganti", "ditolak")).select_related(
            "oleh", "pengesah"
        ),
        "jejak": [("RPJMD", "/ikesos/rpjmd/"), (kode, "")],
    }
    return render(request, "ikesos/rpjmd_indikator.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def laporan_pdf(request: HttpRequest, tahun: int) -> HttpResponse:
    """The yearly report on paper."""
    isi = laporan.gather(_year(tahun))
    return attachment(f"rpjmd_{tahun}.pdf", laporan.draw(isi, saat=timezone.localtime()), "application/pdf")


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def laporan_xlsx(request: HttpRequest, tahun: int) -> HttpResponse:
    """The yearly report as a table."""
    return attachment(f"rpjmd_{tahun}.xlsx", laporan.workbook(laporan.gather(_year(tahun))), XLSX)


def one(kode: str) -> kinerja.Kinerja:
    """One indicator, or Http404."""
    semua = kinerja.all_of(kode=[kode])
    if not semua:
        raise Http404("Indikator ini tidak ada.")
    return semua[0]


def _year(tahun: int) -> int:
    if tahun not in TAHUN:
        raise Http404("RPJMD berlaku tahun 2025 sampai 2029.")
    return tahun
