"""Imports: the list with its upload form, one batch with counts and reasons, its rejects, the queues."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.registry.forms import UnggahForm
from dtsen.registry.imports import batches, halaman, sisik
from dtsen.registry.imports.errors import BerkasSalah
from dtsen.registry.models import AntreanImpor, BatchImpor, Individu
from dtsen.registry.models.impor import JENIS_ANTREAN
from dtsen.registry.perlindungan import SENSITIF

SEHALAMAN = 20
SEHALAMAN_ANTREAN = 50
BERJALAN = ("diunggah", "dibaca", "menerapkan")


def may_download(user: User) -> bool:
    """The rejects file shows full numbers and whatever the source sent: only to those who work on the import."""
    return boleh(user, SENSITIF) and (boleh(user, "impor.mulai") or boleh(user, "impor.terapkan"))


@butuh("impor.lihat", Lingkup.KABUPATEN, menulis="impor.mulai")
@never_cache
def impor(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first; the upload form for those who may."""
    user = pengguna(request)
    form = UnggahForm(request.POST or None, request.FILES or None) if request.method == "POST" else UnggahForm()
    if request.method == "POST" and form.is_valid():
        batch = _start(form, user)
        if batch is not None:
            return redirect("registry:impor_detail", pk=batch.pk)
    semua = BatchImpor.objects.select_related("dimulai_oleh", "diterapkan_oleh").order_by("-pk")
    isi = {
        "halaman": Paginator(semua, SEHALAMAN).get_page(request.GET.get("halaman")),
        "form": form,
        "boleh_mulai": boleh(user, "impor.mulai"),
        "menunggu": AntreanImpor.objects.filter(selesai=False).count(),
    }
    return render(request, "registry/impor.html", isi, status=400 if form.errors else 200)


def _start(form: UnggahForm, user: User) -> BatchImpor | None:
    """Put the uploaded files under their names and open the batch; what is wrong goes to the form."""
    with TemporaryDirectory() as folder:
        files = [sisik.receive(satu, Path(folder)) for satu in form.cleaned_data["berkas"]]
        try:
            return batches.start(
                sumber=form.cleaned_data["sumber"], tanggal=form.cleaned_data["tanggal"], files=files, pelaku=user
            )
        except BerkasSalah as salah:
            form.add_error("tanggal" if salah.kode == "tanggal" else "berkas", salah.pesan)
            return None


@butuh("impor.lihat", Lingkup.KABUPATEN)
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: where it stands, its counts, what is wrong, and Terapkan for a second person."""
    user = pengguna(request)
    batch = get_object_or_404(BatchImpor.objects.select_related("dimulai_oleh", "diterapkan_oleh"), pk=pk)
    contoh = halaman.samples(batch)
    if contoh:
        audit.record(pelaku=user, aksi="impor.contoh", objek=f"impor:{pk}", keluarga=[c["keluarga"].pk for c in contoh])
    isi = {
        "batch": batch,
        "langkah": halaman.steps(batch),
        "kalimat": halaman.sentence(batch),
        "tabel": halaman.tables(batch),
        "alasan": halaman.reasons(batch),
        "contoh": contoh,
        "berjalan": batch.status in BERJALAN,
        "boleh_terapkan": batch.status == "siap" and boleh(user, "impor.terapkan") and batch.dimulai_oleh_id != user.pk,
        "boleh_batal": batch.status in ("diunggah", "dibaca", "siap") and boleh(user, "impor.mulai"),
        "akibat": halaman.consequence(batch) if batch.status == "siap" else "",
        "ada_tolakan": may_download(user) and batches.rejects_of(batch).is_file(),
    }
    return render(request, "registry/impor_detail.html", isi)


@butuh("impor.lihat", Lingkup.KABUPATEN)
@never_cache
def kemajuan(request: HttpRequest, pk: int) -> HttpResponse:
    """The step line alone, asked for every second; loads the whole page when the step ends."""
    batch = get_object_or_404(BatchImpor, pk=pk)
    berjalan = batch.status in BERJALAN
    isi = {
        "batch": batch,
        "langkah": halaman.steps(batch),
        "kalimat": halaman.sentence(batch),
        "berjalan": berjalan,
    }
    jawaban = render(request, "registry/_impor_kemajuan.html", isi)
    if not berjalan:
        jawaban["HX-Refresh"] = "true"
    return jawaban


@require_POST
@butuh("impor.terapkan", Lingkup.KABUPATEN)
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person has the batch applied."""
    get_object_or_404(BatchImpor, pk=pk)
    try:
        batches.confirm(batch_id=pk, pelaku=pengguna(request))
    except batches.ImporDitolak as salah:
        messages.error(request, salah.pesan)
    return redirect("registry:impor_detail", pk=pk)


@require_POST
@butuh("impor.mulai", Lingkup.KABUPATEN)
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(BatchImpor, pk=pk)
    try:
        batches.cancel(batch_id=pk, pelaku=pengguna(request))
        messages.success(request, "Impor dibatalkan. Berkasnya boleh diunggah lagi.")
    except batches.ImporDitolak as salah:
        messages.error(request, salah.pesan)
    return redirect("registry:impor_detail", pk=pk)


@require_safe
@butuh("impor.lihat", Lingkup.KABUPATEN)
@never_cache
def tolakan(request: HttpRequest, pk: int) -> FileResponse:
    """The rejects file. It holds full numbers, so every download is recorded."""
    user = pengguna(request)
    batch = get_object_or_404(BatchImpor, pk=pk)
    berkas = batches.rejects_of(batch)
    if not berkas.is_file() or not may_download(user):
        raise Http404
    audit.record(pelaku=user, aksi="impor.unduh_tolakan", objek=f"impor:{pk}")
    return FileResponse(berkas.open("rb"), as_attachment=True, filename=f"tolakan-impor-{pk}.xlsx")


@butuh("impor.lihat", Lingkup.KABUPATEN)
@never_cache
def antrean(request: HttpRequest) -> HttpResponse:
    """Rows that wait for a decision, by kind."""
    jenis = request.GET.get("jenis", "")
    semua = AntreanImpor.objects.filter(selesai=False).select_related("batch").order_by("jenis", "id")
    banyak = halaman.queue_counts()
    if jenis in JENIS_ANTREAN:
        semua = semua.filter(jenis=jenis)
    satu_halaman = Paginator(semua, SEHALAMAN_ANTREAN).get_page(request.GET.get("halaman"))
    if satu_halaman.object_list:
        audit.record(
            pelaku=pengguna(request),
            aksi="impor.antrean",
            rincian={"antrean": [a.pk for a in satu_halaman]},
            keluarga=Individu.objects.filter(pk__in=_known(satu_halaman)).values_list("keluarga_id", flat=True),
            individu=_known(satu_halaman),
        )
    isi = {
        "halaman": satu_halaman,
        "baris": halaman.queue_rows(satu_halaman, sensitif=boleh(pengguna(request), SENSITIF)),
        "jenis": jenis,
        "banyak": banyak,
        "jumlah": sum(n for _, _, n in banyak),
    }
    return render(request, "registry/antrean.html", isi)


def _known(satu_halaman: Iterable[AntreanImpor]) -> list[int]:
    """The persons of the registry that rows of the queue were matched with."""
    return [a.individu_id for a in satu_halaman if a.individu_id is not None]
