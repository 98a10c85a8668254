"""Pemeringkatan: the list with its start form, one run, its progress, publishing and cancelling."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.ranking import pages, runs, scoring, tasks
from dtsen.ranking.forms import BatalForm, MulaiForm
from dtsen.ranking.models import STATUS, Run

SEHALAMAN = 20


@butuh("peringkat.lihat", Lingkup.KABUPATEN)
def peringkat(request: HttpRequest) -> HttpResponse:
    """Every run, newest first; the start form for those who may."""
    return _list(request, MulaiForm(hari_ini=timezone.localdate()))


def _list(request: HttpRequest, form: MulaiForm) -> HttpResponse:
    semua = Run.objects.select_related("dimulai_oleh", "diterbitkan_oleh")
    isi = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "berlaku": scoring.current(),
        "boleh_mulai": boleh(request.user, "peringkat.mulai"),
        "form": form,
    }
    return render(request, "ranking/peringkat.html", isi, status=400 if form.errors else 200)


@require_POST
@butuh("peringkat.mulai", Lingkup.KABUPATEN)
def mulai(request: HttpRequest) -> HttpResponse:
    """Start a run, queue it and show it."""
    form = MulaiForm(request.POST, hari_ini=timezone.localdate())
    if form.is_valid():
        isi = form.cleaned_data
        try:
            run = runs.start(isi["periode"], pelaku=pengguna(request), model=isi["model"].pk, basis=isi["basis"])
            tasks.queue_on_commit(run.pk)
        except runs.PeringkatDitolak as galat:
            form.add_error(None, galat.pesan)
        else:
            return redirect("ranking:run_detail", pk=run.pk)
    return _list(request, form)


@butuh("peringkat.lihat", Lingkup.KABUPATEN)
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: where it stands, its report, what one may do next."""
    run = get_object_or_404(Run.objects.select_related("model", "beku", "dimulai_oleh", "diterbitkan_oleh"), pk=pk)
    isi = {
        "run": run,
        "langkah": pages.steps(run),
        "kalimat": pages.sentence(run),
        "berjalan": run.status in runs.BERJALAN,
        "boleh": pages.may(pengguna(request), run),
        "akibat": runs.consequence(run) if run.status == "diperiksa" else "",
        "laporan": pages.report(run),
        "status": STATUS[run.status],
        "batal": BatalForm(),
    }
    return render(request, "ranking/peringkat_detail.html", isi)


@butuh("peringkat.lihat", Lingkup.KABUPATEN)
@never_cache
def kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """The step line alone, asked for every second; tells the browser to load the whole page when the run ends."""
    run = get_object_or_404(Run, pk=pk)
    berjalan = run.status in runs.BERJALAN
    isi = {"run": run, "langkah": pages.steps(run), "kalimat": pages.sentence(run), "berjalan": berjalan}
    jawaban = render(request, "ranking/_peringkat_kemajuan.html", isi)
    if not berjalan:
        jawaban["HX-Refresh"] = "true"
    return jawaban


@require_POST
@butuh("peringkat.terbitkan", Lingkup.KABUPATEN)
def terbitkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a run that another person has started."""
    get_object_or_404(Run, pk=pk)
    try:
        run = runs.publish(pk, pelaku=pengguna(request))
    except runs.PeringkatDitolak as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(
            request, f"Peringkat {run.periode} terbit. Desil daerah di semua desa kini memakai peringkat ini."
        )
    return redirect("ranking:run_detail", pk=pk)


@require_POST
@butuh("peringkat.mulai", Lingkup.KABUPATEN)
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a run that is not published."""
    get_object_or_404(Run, pk=pk)
    form = BatalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis alasan pembatalan.")
        return redirect("ranking:run_detail", pk=pk)
    try:
        runs.cancel(pk, pelaku=pengguna(request), alasan=form.cleaned_data["alasan"])
    except runs.PeringkatDitolak as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, "Peringkat dibatalkan.")
    return redirect("ranking:run_detail", pk=pk)
