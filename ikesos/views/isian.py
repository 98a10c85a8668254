"""Inputs of offices: what is owed, the sheet of one indicator, its workbook, its document, its confirmation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.sel import XLSX
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry.imports.errors import BerkasSalah
from ikesos.buku import DISEBUT
from ikesos.isian import alur, tagih, templat, utang
from ikesos.isian.alur import ISI, KONFIRMASI, IsianDitolak
from ikesos.isian.lembar import CATATAN, Baris, Lembar, indicators, open_sheet, read
from ikesos.models import Instansi, Setoran
from ikesos.models.isian import TERBUKA
from verval.views.kirim import attachment

LIHAT = "agregat.lihat"


def sent_file(request: HttpRequest, nama: str) -> UploadedFile[Any] | None:
    """The file of a field, None where none was chosen."""
    satu = request.FILES.get(nama)
    return satu if isinstance(satu, UploadedFile) else None


def _quarter(request: HttpRequest) -> Periode:
    """The quarter asked for, else this one."""
    hari = timezone.localdate()
    try:
        return Periode.dikenal(request.GET.get("periode", ""), hari_ini=hari)
    except PeriodeSalah:
        return Periode.of(hari)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def isian(request: HttpRequest) -> HttpResponse:
    """What the user's offices owe, and what waits for confirmation."""
    user, hari = pengguna(request), timezone.localdate()
    milik = utang.open_on(hari, user=user)
    konfirmasi = boleh(user, KONFIRMASI)
    nama = {k: s.nama for k, s in indicators().items()}
    tunggu = Setoran.objects.filter(status="dikirim").order_by("dikirim").select_related("pengisi")
    isi = {
        "milik": milik,
        "belum": [u for u in milik if not u.lunas],
        "lewat": [u for u in milik if u.lewat],
        "boleh_isi": boleh(user, ISI),
        "boleh_konfirmasi": konfirmasi,
        "tunggu": [(s, nama.get(s.indikator, s.indikator)) for s in tunggu] if konfirmasi else [],
    }
    return render(request, "ikesos/isian.html", isi)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def kewajiban(request: HttpRequest) -> HttpResponse:
    """Every input of a quarter: office, deadline, how many regions are there."""
    periode = _quarter(request)
    semua = utang.of_quarter(periode, timezone.localdate())
    kode = sorted({w for u in semua for w in u.isi if len(w) == 6})
    isi = {
        "periode": periode,
        "sebelum": periode.sebelum if periode.tahun > 2025 else None,
        "sesudah": periode.berikut if periode < Periode.of(timezone.localdate()) else None,
        "semua": semua,
        "lengkap": sum(u.lunas for u in semua),
        "lewat": sum(u.lewat for u in semua),
        "kisi": utang.grid(semua, kode),
        "tagihan": tagih.bills(timezone.localdate()),
        "boleh_ingatkan": boleh(pengguna(request), KONFIRMASI),
    }
    return render(request, "ikesos/isian_kewajiban.html", isi)


@require_POST
@butuh(KONFIRMASI, Lingkup.KABUPATEN)
def isian_ingatkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the people of one office by e-mail, once a day."""
    instansi = get_object_or_404(Instansi, pk=pk)
    try:
        banyak = tagih.remind(instansi, pelaku=pengguna(request))
        messages.success(request, f"Pengingat untuk {instansi} disiapkan bagi {banyak} orang dan segera dikirim.")
    except IsianDitolak as galat:
        messages.error(request, galat.pesan)
    return redirect("ikesos:isian_kewajiban")


def _sheet(user: User, indikator: str, periode: str) -> Lembar:
    """The sheet, or 404 where there is none for this user."""
    simpul, tugas = indicators().get(indikator), alur.visible_task(user, indikator)
    if simpul is None or tugas is None or not utang.valid(periode):
        raise Http404("Isian ini tidak ada untuk Anda.")
    if ("-T" in periode) != (tugas.setiap == "triwulan"):
        raise Http404("Indikator ini tidak diisi untuk periode itu.")
    return open_sheet(tugas, simpul, periode)


@require_http_methods(["GET", "POST"])
@butuh(LIHAT, Lingkup.BERSAMA, menulis=ISI)
@never_cache
def isian_isi(request: HttpRequest, indikator: str, periode: str) -> HttpResponse:
    """The sheet of one indicator and period: fill in, save, send."""
    user = pengguna(request)
    lembar = _sheet(user, indikator, periode)
    if request.method == "GET":
        setoran = alur.newest(indikator, periode)
        return _page(request, lembar, setoran, alur.rows(lembar, setoran))
    isi = {w.kode: {nama: request.POST.get(f"{nama}-{w.kode}", "") for nama, _ in lembar.kolom} for w in lembar.wilayah}
    return _keep(request, lembar, isi, kirim=request.POST.get("aksi") == "kirim")


def _keep(
    request: HttpRequest,
    lembar: Lembar,
    isi: dict[str, dict[str, str]],
    *,
    kirim: bool,
    terima: templat.Terima | None = None,
) -> HttpResponse:
    """Save the sheet with its document, send it where asked; what is wrong stays on the page."""
    user = pengguna(request)
    lama = alur.newest(lembar.simpul.kode, lembar.periode)
    sumber, dokumen = (request.POST.get(k, "")[:n] for k, n in (("sumber", 120), ("dokumen", 200)))
    if "sumber" not in request.POST and lama is not None and lama.status in TERBUKA:
        sumber, dokumen = lama.sumber, lama.dokumen
    if terima is not None:
        sumber, dokumen = terima.sumber or sumber, terima.dokumen or dokumen
    baris = read(lembar, isi, terima.letak if terima else None)
    if terima is not None and terima.salah:
        galat = "Perbaiki sel yang disebut, lalu unggah lagi. Tidak ada yang disimpan."
        terisi = {"sumber": sumber, "dokumen": dokumen, "galat": galat, "salah_sel": terima.salah[:DISEBUT]}
        return _page(request, lembar, lama, baris, 422, **terisi)
    try:
        setoran, baris = alur.save(lembar, isi, sumber=sumber, dokumen=dokumen, pelaku=user)
        if (berkas := sent_file(request, "berkas")) is not None:
            alur.attach(setoran, berkas.read(), pelaku=user)
        if kirim:
            alur.send(lembar, setoran, pelaku=user)
    except (IsianDitolak, UnggahanDitolak) as sebab:
        terisi = {"sumber": sumber, "dokumen": dokumen, "galat": sebab.pesan}
        return _page(request, lembar, alur.newest(lembar.simpul.kode, lembar.periode), baris, 422, **terisi)
    kata = "Isian dikirim. Dinas Sosial mengonfirmasinya." if kirim else "Draf disimpan. Kirim bila sudah lengkap."
    messages.success(request, kata)
    return redirect("ikesos:isian_isi", indikator=lembar.simpul.kode, periode=lembar.periode)


def _page(
    request: HttpRequest, lembar: Lembar, setoran: Setoran | None, baris: list[Baris], status: int = 200, **lain: Any
) -> HttpResponse:
    user = pengguna(request)
    terbuka = setoran is not None and setoran.status in TERBUKA
    mengisi = alur.may_fill(user, lembar.tugas) and not (setoran is not None and setoran.status == "dikirim")
    isi = {
        "lembar": lembar,
        "setoran": setoran,
        "terbuka": terbuka,
        "sumber": setoran.sumber if setoran and terbuka else "",
        "dokumen": setoran.dokumen if setoran and terbuka else "",
        "baris": [
            (b, [(n, j, b.ketik.get(n, ""), n == CATATAN, n in b.keliru) for n, j in lembar.kolom]) for b in baris
        ],
        "salah": [b for b in baris if b.salah],
        "ganjil": [b for b in baris if b.ganjil],
        "contoh": sum(b.contoh for b in baris),
        "mengisi": mengisi,
        "memutus": setoran is not None
        and setoran.status == "dikirim"
        and boleh(user, KONFIRMASI)
        and user.pk not in setoran.penulis,
        "sampai": utang.end_of(lembar.periode) + timedelta(days=lembar.tugas.tenggat),
        **lain,
    }
    return render(request, "ikesos/isian_isi.html", isi, status=status)


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
def isian_templat(request: HttpRequest, indikator: str, periode: str) -> HttpResponse:
    """The sheet as a workbook to fill in."""
    lembar = _sheet(pengguna(request), indikator, periode)
    setoran = alur.newest(indikator, periode)
    terbuka = setoran is not None and setoran.status in TERBUKA
    sumber, dokumen = (setoran.sumber, setoran.dokumen) if setoran and terbuka else ("", "")
    isi = templat.template(lembar, alur.rows(lembar, setoran), sumber, dokumen)
    return attachment(f"ISIAN_{indikator}_{periode}.xlsx", isi, XLSX)


@require_POST
@butuh(ISI, Lingkup.KABUPATEN)
def isian_unggah(request: HttpRequest, indikator: str, periode: str) -> HttpResponse:
    """Read a filled-in workbook into the draft."""
    lembar = _sheet(pengguna(request), indikator, periode)
    setoran = alur.newest(indikator, periode)
    try:
        if (buku := sent_file(request, "buku")) is None:
            raise BerkasSalah("kosong", "Pilih berkas templat yang sudah diisi.")
        terima = templat.receive(lembar, buku)
    except BerkasSalah as galat:
        return _page(request, lembar, setoran, alur.rows(lembar, setoran), 422, galat=galat.pesan)
    return _keep(request, lembar, terima.isi, kirim=False, terima=terima)


@require_POST
@butuh(KONFIRMASI, Lingkup.KABUPATEN)
def isian_putus(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a sheet or send it back."""
    setoran = get_object_or_404(Setoran, pk=pk)
    try:
        if setoran.dikirim is None or setoran.dikirim.isoformat() != request.POST.get("dikirim"):
            raise IsianDitolak("berubah", "Isian ini berubah sejak Anda buka. Baca lagi, lalu putuskan.")
        if request.POST.get("aksi") == "konfirmasi":
            diganti = alur.confirm(setoran, pelaku=pengguna(request))
            kata = f" {diganti} angka contoh diganti." if diganti else ""
            messages.success(request, f"Isian dikonfirmasi dan masuk ke hitungan berikutnya.{kata}")
        else:
            alur.send_back(setoran, request.POST.get("alasan", ""), pelaku=pengguna(request))
            messages.success(request, "Isian dikembalikan kepada pengisinya.")
    except IsianDitolak as galat:
        messages.error(request, galat.pesan)
        return redirect("ikesos:isian_isi", indikator=setoran.indikator, periode=setoran.periode)
    return redirect("ikesos:isian")


@require_safe
@butuh(LIHAT, Lingkup.BERSAMA)
@never_cache
def isian_dokumen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document of a sheet, for its office and whoever confirms."""
    setoran = get_object_or_404(Setoran, pk=pk)
    if alur.visible_task(pengguna(request), setoran.indikator) is None or not setoran.berkas:
        raise Http404("Dokumen ini tidak ada untuk Anda.")
    if not alur.path_of(setoran).is_file():
        raise Http404("Dokumen ini tidak ada lagi di penyimpanan.")
    akhiran = "pdf" if setoran.tipe == "application/pdf" else "jpg"
    nama = f"DOKUMEN_{setoran.indikator}_{setoran.periode}.{akhiran}"
    jawaban = FileResponse(alur.path_of(setoran).open("rb"), as_attachment=True, filename=nama)
    jawaban["Content-Type"] = setoran.tipe
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban
