"""Versions of the structure: load one from a file with all its faults at once, hand one out, put one into force."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import XLSX
from dtsen.registry.imports import sisik
from ikesos import structure, structure_book
from ikesos.luar.galat import BerkasSalah
from ikesos.models import StrukturVersi
from ikesos.structure_faults import faults
from ikesos.views.isian import sent_file
from verval.views.kirim import attachment


@require_http_methods(["GET", "POST"])
@butuh("ikesos.hitung", Lingkup.KABUPATEN)
def muat(request: HttpRequest) -> HttpResponse:
    """Load a version; on this page every version begins as a draft."""
    galat: list[str] = []
    if request.method == "POST":
        try:
            isi = _content(sent_file(request, "berkas"))
            versi, baru = structure.load(isi | {"status": "draf"}, pelaku=pengguna(request))
        except BerkasSalah as salah:
            galat = [baris.removeprefix("- ") for baris in salah.lines()]
        else:
            kata = "dimuat sebagai rancangan" if baru else "sudah ada dengan isi yang sama"
            messages.success(request, f"{versi.nama} {kata}.")
            return redirect("ikesos:struktur")
    return render(request, "ikesos/struktur_muat.html", {"galat": galat}, status=422 if galat else 200)


def _content(unggahan: UploadedFile[Any] | None) -> dict[str, Any]:
    """The checked content of an upload; raises BerkasSalah with every fault."""
    if unggahan is None:
        raise BerkasSalah([("bentuk", "Pilih berkas struktur.")])
    akhiran = Path(unggahan.name or "").suffix.lower()
    if akhiran not in (".json", ".xlsx"):
        raise BerkasSalah([("bentuk", "Pilih berkas JSON atau Excel (.xlsx).")])
    with TemporaryDirectory() as folder:
        berkas = sisik.receive(unggahan, Path(folder))
        if akhiran == ".json":
            return structure.read(berkas)
        isi = structure_book.read(berkas)
    if kurang := faults(isi):
        raise BerkasSalah(kurang)
    return isi


@require_safe
@butuh("agregat.lihat", Lingkup.BERSAMA)
def unduh(request: HttpRequest, kode: str, bentuk: str) -> HttpResponse:
    """One version as JSON or workbook."""
    versi = get_object_or_404(StrukturVersi, pk=kode)
    isi = structure.export(versi)
    if bentuk == "json":
        teks = json.dumps(isi, ensure_ascii=False, indent=1).encode()
        return attachment(f"STRUKTUR_{versi.pk}.json", teks, "application/json")
    if bentuk == "xlsx":
        return attachment(f"STRUKTUR_{versi.pk}.xlsx", structure_book.write(isi), XLSX)
    raise Http404("Pilih json atau xlsx.")


@require_POST
@butuh("ikesos.terbitkan", Lingkup.KABUPATEN)
def berlakukan(request: HttpRequest, kode: str) -> HttpResponse:
    """Put a draft into force from a day on."""
    versi = get_object_or_404(StrukturVersi, pk=kode)
    try:
        dari = date.fromisoformat(request.POST.get("dari", ""))
        structure.activate(versi.pk, dari, pelaku=pengguna(request))
        messages.success(request, f"{versi.nama} berlaku. Hitungan berikutnya memakainya.")
    except structure.StrukturDitolak as galat:
        messages.error(request, galat.pesan)
    except ValueError:
        messages.error(request, "Isi tanggal mulai berlakunya.")
    return redirect("ikesos:struktur")
