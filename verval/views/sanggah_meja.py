"""Objections at the desk: the office form, the work list, one case, and the door to who reported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts import audit, tugas
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.alasan import AlasanSalah
from dtsen.accounts.forms import AlasanBukaForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.nama import normalize
from dtsen.lib.transisi import AksiDitolak, Transition
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import Tabir
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT as LIHAT_WARGA
from verval.alur_sanggah import CATAT, COCOK, LABEL, LANJUT, LIHAT, PELAPOR, PERIKSA, TABEL, TERBUKA
from verval.forms.kunjungan import TugaskanForm
from verval.forms.sanggah import LangkahSanggahForm, SanggahForm
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Sanggah
from verval.sanggah import kerja
from verval.sanggah import pelapor as pelapor_sanggah
from verval.sanggah.pintu import sanggah_for, visible
from verval.views.bukti import KEPALA
from verval.views.sanggah import SESI
from verval.views.sekali import sekali

SEHALAMAN = 25
CALON = 10
PEKAN = timedelta(days=7)
PILIHAN = {"terbuka": "Belum diputus", "naik": "Naik ke kepala dinas", "putus": "Sudah diputus"}


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def sanggah_list(request: HttpRequest) -> HttpResponse:
    """Objections of one's regions, those that went up first, then by age."""
    user = pengguna(request)
    semua = visible(cakupan_of(user, LIHAT))
    isi = {
        "terbuka": Q(status__in=TERBUKA),
        "naik": Q(status__in=TERBUKA, eskalasi__gt=0),
        "putus": ~Q(status__in=TERBUKA),
    }
    jumlah = semua.aggregate(**{kode: Count("pk", filter=syarat) for kode, syarat in isi.items()})
    lihat = request.GET.get("lihat", "")
    lihat = lihat if lihat in isi else "terbuka"
    halaman = Paginator(semua.filter(isi[lihat]).order_by("-eskalasi", "diajukan", "id"), SEHALAMAN).get_page(
        request.GET.get("halaman")
    )
    baris = list(halaman)
    if baris:
        audit.record(pelaku=user, aksi="sanggah.daftar", rincian={"jumlah": len(baris)})
    desa = dict(Wilayah.objects.filter(pk__in={s.kode_desa for s in baris}).values_list("kode", "nama"))
    konteks = {
        "lihat": lihat,
        "pilihan": [(kode, kata, jumlah[kode]) for kode, kata in PILIHAN.items()],
        "jumlah": jumlah,
        "halaman": halaman,
        "baris": [(satu, desa.get(satu.kode_desa, "")) for satu in baris],
    }
    return render(request, "verval/sanggah_daftar.html", konteks)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@butuh(CATAT, Lingkup.DAFTAR)
@never_cache
@sekali
def sanggah_catat(request: HttpRequest) -> HttpResponse:
    """Write down what a resident tells at the office; the photo may come later with the visit."""
    user = pengguna(request)
    form = SanggahForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        cakupan=cakupan_of(user, CATAT),
        wajib_foto=False,
    )
    if form.is_bound and form.is_valid():
        try:
            satu = kerja.record(
                form.laporan(),
                form.foto(),
                pelaku=user,
                titik=form.titik(),
                titik_foto=form.cleaned_data["titik_foto"],
            )
        except (UnggahanDitolak, KasusDitolak) as galat:
            form.add_error(getattr(galat, "kolom", "") or "berkas", galat.pesan)
        else:
            request.session[SESI] = {"kode": satu.kode_lacak, "kantor": True}
            return redirect("sanggah_terkirim")
    return render(
        request, "verval/sanggah.html", {"form": form, "kantor": True}, status=422 if form.errors else 200
    )  # fmt: skip


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def sanggah_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection: what is said, whom it may mean, the visit, the decision. Not who reported."""
    return _detail(request, sanggah_for(pengguna(request), pk))


def _detail(request: HttpRequest, sanggah: Sanggah, *, galat: str = "", form: Any = None) -> HttpResponse:
    user = pengguna(request)
    izin = kerja.izin_of(user, sanggah)
    memeriksa = PERIKSA in izin and sanggah.terbuka
    calon = _candidates(user, sanggah, request.GET.get("cari", "")) if memeriksa and not sanggah.kunjungan_id else []
    keluarga, desa_kini = _family(user, sanggah)
    tampil = [k for k in (keluarga, *calon) if k is not None]
    tabir = Tabir.of(user, tampil)
    audit.record(pelaku=user, aksi="sanggah.lihat", objek=sanggah.objek, keluarga=[k.pk for k in tampil])
    aksi = TABEL.aksi(sanggah.status, izin=izin, pembuat=sanggah.pembuat_id == user.pk)
    isi = {
        "sanggah": sanggah,
        "keluarga": tabir.family(keluarga) if keluarga else None,
        "calon": [tabir.family(k) for k in calon],
        "cari": request.GET.get("cari", sanggah.nama),
        "desa": Wilayah.objects.filter(pk=sanggah.kode_desa).first(),
        "desa_kini": desa_kini,
        "memeriksa": memeriksa,
        "boleh_pelapor": PELAPOR in izin,
        "aksi": aksi,
        "form_langkah": LangkahSanggahForm(request.POST if galat else None, wajib=_asked(aksi)),
        "memutus": "alasan_kode" in _asked(aksi),
        "langkah": sanggah.langkah.select_related("pelaku"),
        "lanjut": COCOK if sanggah.status == "diterima" and sanggah.keluarga_id else LANJUT[sanggah.status],
        "form_kunjungan": form or _visit_form(None, sanggah)
        if memeriksa and keluarga and sanggah.status in {"diterima", "diperiksa"}
        else None,
        "galat": galat,
        "jejak": [("Sanggahan", reverse("verval:sanggah")), (sanggah.kode_lacak, "")],
    }
    return render(request, "verval/sanggah_detail.html", isi, status=409 if galat else 422 if form else 200)


def _family(user: User, sanggah: Sanggah) -> tuple[Keluarga | None, Wilayah | None]:
    """The family that is meant, if the user may see where it is now, and its desa if that is another than named."""
    if sanggah.keluarga_id is None:
        return None, None
    keluarga = Keluarga.objects.dalam(cakupan_of(user, LIHAT_WARGA)).filter(pk=sanggah.keluarga_id).first()
    if keluarga is None or keluarga.kode_desa == sanggah.kode_desa:
        return keluarga, None
    return keluarga, Wilayah.objects.filter(pk=keluarga.kode_desa).first()


def _asked(aksi: dict[str, Transition]) -> frozenset[str]:
    """What every button of the page asks for."""
    semua = list(aksi.values())
    return frozenset(
        nama
        for nama, wajib in (
            ("alasan", all(hop.alasan_wajib for hop in semua)), ("alasan_kode", all(hop.alasan_induk for hop in semua)),
        )
        if semua and wajib
    )  # fmt: skip


def _visit_form(data: Any, sanggah: Sanggah) -> TugaskanForm:
    awal = {"batas": min(timezone.localdate() + PEKAN, max(sanggah.tenggat, timezone.localdate()))}
    return TugaskanForm(
        data,
        petugas=tugas.visitors(sanggah.keluarga.kode_desa if sanggah.keluarga else sanggah.kode_desa),
        initial=awal,
    )


def _candidates(user: User, sanggah: Sanggah, cari: str) -> list[Keluarga]:
    """Families of the named desa with somebody of such a name, those of the same RT first."""
    kata = normalize(cari or sanggah.nama)[:60]
    if len(kata) < 3:
        return []
    semua = Keluarga.objects.dalam(cakupan_of(user, LIHAT_WARGA)).filter(kode_desa=sanggah.kode_desa)
    nama = Q(nama_kepala__icontains=kata) | Q(anggota__nama_norm__startswith=kata)
    daftar = list(semua.filter(nama).distinct().order_by("pk")[: CALON * 3])
    daftar.sort(key=lambda k: (k.rt.lstrip("0") != sanggah.rt.lstrip("0"), k.pk))
    return daftar[:CALON]


@require_POST
@butuh(PERIKSA, Lingkup.WILAYAH)
def sanggah_cocokkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which family is meant."""
    user = pengguna(request)
    sanggah = sanggah_for(user, pk)
    nomor = request.POST.get("keluarga", "")
    keluarga = keluarga_for(cakupan_of(user, LIHAT_WARGA), int(nomor) if nomor.isdecimal() and len(nomor) < 19 else 0)
    try:
        kerja.match(sanggah, keluarga, pelaku=user)
    except (KasusDitolak, StaleStatus) as galat:
        return _detail(request, sanggah, galat=galat.pesan)
    messages.success(request, "Sanggahan dicocokkan. Tugaskan kunjungan ke keluarga itu.")
    return redirect("verval:sanggah_detail", pk=pk)


@require_POST
@butuh(PERIKSA, Lingkup.WILAYAH)
def sanggah_kunjungan(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody to the family."""
    user = pengguna(request)
    sanggah = sanggah_for(user, pk)
    form = _visit_form(request.POST, sanggah)
    if not form.is_valid():
        return _detail(request, sanggah, form=form)
    isi = form.cleaned_data
    try:
        kerja.visit(sanggah, form.siapa(), batas=isi["batas"], pesan=isi["pesan"], pelaku=user)
    except (AksiDitolak, KasusDitolak, StaleStatus) as galat:
        return _detail(request, sanggah, galat=galat.pesan)
    messages.success(request, "Kunjungan ditugaskan. Hasilnya muncul di sini setelah ditinjau.")
    return redirect("verval:sanggah_detail", pk=pk)


@require_POST
@butuh(PERIKSA, Lingkup.WILAYAH)
def sanggah_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the hop of the button that was pressed."""
    user = pengguna(request)
    sanggah, form = sanggah_for(user, pk), LangkahSanggahForm(request.POST)
    if not form.is_valid():
        return _detail(request, sanggah, galat="Isian itu tidak dikenal. Muat ulang halaman.")
    isi = form.cleaned_data
    try:
        langkah = kerja.move(sanggah, pelaku=user, **isi)
    except (AksiDitolak, KasusDitolak, StaleStatus) as galat:
        return _detail(request, sanggah, galat=galat.pesan)
    messages.success(request, f"Sanggahan: {LABEL[langkah.ke].lower()}. {LANJUT[langkah.ke]}")
    return redirect("verval:sanggah_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@butuh(PELAPOR, Lingkup.WILAYAH)
@never_cache
def sanggah_pelapor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, write it down, show who reported, once."""
    user = pengguna(request)
    sanggah = sanggah_for(user, pk)
    form = AlasanBukaForm(request.POST if request.method == "POST" else None)
    pelapor = None
    if form.is_bound and form.is_valid():
        try:
            pelapor = pelapor_sanggah.open_reporter(sanggah, **form.cleaned_data, pelaku=user)
        except AlasanSalah as galat:
            form.add_error(galat.kolom, galat.pesan)
    isi = {
        "sanggah": sanggah,
        "form": form,
        "pelapor": pelapor,
        "jejak": [
            ("Sanggahan", reverse("verval:sanggah")),
            (sanggah.kode_lacak, reverse("verval:sanggah_detail", args=[pk])),
            ("Pelapor", ""),
        ],
    }
    return render(request, "verval/sanggah_pelapor.html", isi, status=422 if form.errors else 200)


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
def sanggah_foto(request: HttpRequest, pk: int) -> FileResponse:
    """The photo itself, under the headers of evidence."""
    user = pengguna(request)
    sanggah = sanggah_for(user, pk)
    berkas = kerja.path_of(sanggah)
    if not sanggah.berfoto or not berkas.is_file():
        raise Http404("Sanggahan ini tidak berfoto.")
    audit.record(pelaku=user, aksi="sanggah.foto", objek=sanggah.objek)
    return FileResponse(
        berkas.open("rb"), content_type="image/jpeg", filename=f"sanggahan-{pk}.jpg", headers=KEPALA
    )  # fmt: skip
