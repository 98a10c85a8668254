"""Musyawarah: the list, planning, the page of a session, its steps and papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.periode import Periode, PeriodeSalah
from dtsen.lib.transisi import AksiDitolak
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT, shown, tabir_of
from verval.alur import MUSYAWARAH
from verval.forms.musdes import (
    FotoForm,
    MusyawarahForm,
    PesertaForm,
    PindaiForm,
    SptjmForm,
    TanggalForm,
    initial_of,
    read_choice,
)
from verval.hop import KasusDitolak, StaleStatus, subjects
from verval.models import KasusMusyawarah, Musyawarah, Pembaruan, Usulan
from verval.musdes import arsip, hadir, isi, kewajiban, papan, pembahasan, peringkat, sesi, sptjm, tutup
from verval.musdes.akses import may_run, session_for, sessions_for
from verval.musdes.alur import BERJALAN
from verval.views.bukti import KEPALA
from verval.views.kirim import attachment
from verval.views.sekali import Belum, sekali

DITOLAK = (KasusDitolak, StaleStatus, AksiDitolak, UnggahanDitolak)
BERTANGGAL = ("undang", "umumkan")
"""Steps that ask for a day."""
TAMPIL = 50
"""Sessions on the list: a desa has about four a year."""


def desa_of(user: User) -> list[Wilayah]:
    """The desa whose musyawarah the user records."""
    desa = Wilayah.objects.filter(jenis__in=["desa", "kelurahan"])
    return list(desa.filter(cakupan_of(user, MUSYAWARAH).q("kode", rt="kode", rw="kode", keluarga="")))


def check_address(satu: Musyawarah) -> str:
    """The page that checks the paper of a session, as it is printed and in its QR: the same for whoever asks."""
    return settings.ALAMAT_PUBLIK + reverse("periksa_kode", args=[satu.kode_periksa])


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def musyawarah(request: HttpRequest) -> HttpResponse:
    """The sessions in reach, what the quarter still asks for, and how many cases wait; names nobody."""
    user = pengguna(request)
    desa = desa_of(user)
    satu_desa = desa[0] if len(desa) == 1 else None
    semua = sessions_for(user)
    nama = dict(Wilayah.objects.filter(kode__in=semua.values("kode_desa")).values_list("kode", "nama"))
    konteks = {
        "desa": desa,
        "utang": kewajiban.owes(satu_desa.pk, timezone.localdate()) if satu_desa else None,
        "menunggu": len(pembahasan.waiting(satu_desa.pk)) if satu_desa else None,
        "sesi": [(s, nama.get(s.kode_desa, "")) for s in semua.select_related("dokumen")[:TAMPIL]],
        "banyak_desa": len(nama) > 1,
    }
    return render(request, "verval/musdes.html", konteks)


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def musyawarah_kewajiban(request: HttpRequest) -> HttpResponse:
    """Which desa have had neither musyawarah nor SPTJM in a quarter, by kecamatan."""
    pilihan = kewajiban.quarters(timezone.localdate())
    try:
        periode = Periode.parse(request.GET.get("periode", pilihan[0].kode))
    except PeriodeSalah:
        periode = pilihan[0]
    hanya_belum = request.GET.get("lihat", "belum") == "belum"
    semua = kewajiban.by_kecamatan(pengguna(request), periode)
    konteks = {
        "periode": periode,
        "pilihan": pilihan,
        "hanya_belum": hanya_belum,
        "belum": sum(k.belum for k in semua),
        "semua": sum(len(k.desa) for k in semua),
        "kecamatan": [k for k in semua if k.belum or not hanya_belum],
    }
    return render(request, "verval/musdes_kewajiban.html", konteks)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.DAFTAR)
@sekali
def musyawarah_baru(request: HttpRequest) -> HttpResponse:
    """Plan a session, or begin to record one that took place."""
    user = pengguna(request)
    form = MusyawarahForm(
        request.POST if request.method == "POST" else None, desa=desa_of(user), initial={"jam": "09:00"}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            baru = sesi.plan(
                data["desa"], waktu=form.waktu(), tempat=data["tempat"], agenda=data["agenda"], pelaku=user
            )
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else "tanggal", galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=baru.pk)
    kode = 422 if form.errors else 200
    return render(request, "verval/musdes_isi.html", {"form": form}, status=kode)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
def musyawarah_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, place and agenda before the session opens."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    desa = list(Wilayah.objects.filter(pk=satu.kode_desa))
    form = MusyawarahForm(
        request.POST if request.method == "POST" else None,
        desa=desa,
        initial={**initial_of(satu), "desa": satu.kode_desa},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            sesi.revise(satu, waktu=form.waktu(), tempat=data["tempat"], agenda=data["agenda"], pelaku=user)
        except DITOLAK as galat:
            form.add_error(None, galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=pk)
    return render(request, "verval/musdes_isi.html", {"form": form, "sesi": satu}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@butuh(MUSYAWARAH, Lingkup.DAFTAR)
@never_cache
@sekali
def sptjm_baru(request: HttpRequest) -> HttpResponse:
    """Prepare an SPTJM: why, where, and the cases it is for."""
    user, desa = pengguna(request), desa_of(pengguna(request))
    form = SptjmForm(request.POST if request.method == "POST" else None, desa=desa)
    if request.method == "POST" and form.is_valid():
        data, pilihan = form.cleaned_data, read_choice(request.POST.getlist("kasus"))
        try:
            baru = sptjm.prepare(
                data["desa"], pilihan, tempat=data["tempat"], alasan=data["alasan"], pelaku=user
            )  # fmt: skip
        except KasusDitolak as galat:
            form.add_error(galat.kolom if galat.kolom in form.fields else None, galat.pesan)
        else:
            return redirect("verval:musyawarah_detail", pk=baru.pk)
    kasus: list[Pembaruan | Usulan] = [k for satu in desa for k in pembahasan.waiting(satu.pk)]
    _looked_at(user, "musyawarah.lihat", "", kasus)
    tabir = tabir_of(user, kasus)
    konteks = {"form": form, "kasus": [(shown(tabir, k), isi.subject(k)) for k in kasus]}
    return render(request, "verval/musdes_sptjm.html", konteks, status=422 if form.errors else 200)


def _looked_at(user: User, aksi: str, objek: str, kasus: list[Pembaruan | Usulan]) -> None:
    audit.record(pelaku=user, aksi=aksi, objek=objek, **subjects(*kasus))


def cards(user: User, baris: list[KasusMusyawarah]) -> list[tuple[KasusMusyawarah, Pembaruan | Usulan, str]]:
    """The cases on the table as the user may see them: the row, the case, what it is about."""
    tabir = tabir_of(user, [k.isi for k in baris])
    return [(k, shown(tabir, k.isi), isi.subject(k.isi)) for k in baris]


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def musyawarah_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The session: what is missing, its cases, who is there, its papers."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    baris = isi.rows_of(satu)
    _looked_at(user, "musyawarah.lihat", satu.objek, [k.isi for k in baris])
    return render(request, "verval/musdes_detail.html", _page(user, satu, baris))


def _page(user: User, satu: Musyawarah, baris: list[KasusMusyawarah]) -> dict[str, Any]:
    peserta = list(satu.peserta.all())
    berlangsung, jalan = satu.status == "berlangsung", may_run(user, satu)
    return {
        "sesi": satu,
        "desa": Wilayah.objects.get(pk=satu.kode_desa),
        "jalan": jalan,
        "kasus": cards(user, baris),
        "belum": sum(not k.keputusan for k in baris),
        "belum_pertama": next((k for k in baris if not k.keputusan), None),
        "tempat": dict(peringkat.places(satu).tempat),
        "peserta": peserta,
        "hadir": sum(p.hadir for p in peserta),
        "kuorum": hadir.quorum(satu, peserta) if satu.cara == "musyawarah" else [],
        "foto": list(satu.foto.all()),
        "halangan": tutup.obstacles(satu, baris) if berlangsung else [],
        "lagi": len(pembahasan.waiting(satu.kode_desa)) if jalan and satu.status in BERJALAN else 0,
        **_invitation(satu),
        "hari_ini": timezone.localdate(),
        "boleh_buka": satu.status == "diundang" and satu.hari <= timezone.localdate(),
        "papan": papan.lines(satu) if satu.status == "ditutup" else [],
        "sisa_keberatan": (satu.keberatan_sampai - timezone.localdate()).days if satu.keberatan_sampai else None,
        "form_tanggal": TanggalForm(initial={"tanggal": timezone.localdate()}),
        "form_peserta": PesertaForm(),
        "form_foto": FotoForm(),
        "form_pindai": PindaiForm(),
    }


def _invitation(satu: Musyawarah) -> dict[str, Any]:
    """Until when the invitation had to go out, and from which day on a session would still be in time."""
    hari, jarak = timezone.localdate(), timedelta(days=sesi.rule_on(satu.hari).hari_undangan)
    terakhir = satu.hari - jarak
    return {
        "undangan_terakhir": terakhir,
        "paling_cepat": hari + jarak,
        "terlambat": terakhir < hari,
        "lewat": satu.hari < hari,
    }


def attempt(request: HttpRequest, kerja: Callable[[], object], berhasil: str, kembali: str) -> HttpResponse:
    """Do the work of a POST and say what came of it on the page it came from."""
    try:
        kerja()
    except DITOLAK as galat:
        messages.error(request, galat.pesan)
        return Belum(kembali.partition("#")[0])  # what went wrong is said on top, not where the form is
    if berhasil:
        messages.success(request, berhasil)
    return redirect(kembali)


def _steps(
    request: HttpRequest, user: User, satu: Musyawarah, tgl: date
) -> dict[str, tuple[Callable[[], object], str]]:
    """What can be done to a session by one button: the work, and what is said afterwards."""
    return {
        "undang": (lambda: sesi.invite(satu, tgl, pelaku=user), "Undangan dicatat."),
        "buka": (lambda: sesi.begin(satu, pelaku=user), "Musyawarah dibuka. Catat siapa yang hadir."),
        "batalkan": (
            lambda: sesi.cancel(satu, alasan=request.POST.get("alasan", ""), pelaku=user),
            "Dibatalkan. Kasusnya dapat dibawa ke musyawarah lain.",
        ),
        "bawa": (lambda: pembahasan.bring_all(satu, pelaku=user), "Semua kasus yang diajukan sudah dibawa."),
        "catat": (lambda: sesi.note(satu, request.POST.get("catatan", ""), pelaku=user), "Catatan disimpan."),
        "tutup": (
            lambda: tutup.close(satu, alamat=check_address(satu), pelaku=user),
            "Musyawarah ditutup. Berita acaranya sudah dilampirkan pada setiap kasus.",
        ),
        "umumkan": (lambda: papan.post(satu, tgl, pelaku=user), "Pengumuman dicatat. Masa keberatan mulai berjalan."),
    }


@require_POST
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
@sekali
def musyawarah_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of a session."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    aksi, kembali = request.POST.get("aksi", ""), reverse("verval:musyawarah_detail", args=[pk])
    hari = TanggalForm(request.POST)
    if aksi in BERTANGGAL and not hari.is_valid():
        messages.error(request, str(hari.errors["tanggal"][0]))
        return Belum(kembali)
    tanggal = hari.cleaned_data["tanggal"] if aksi in BERTANGGAL else timezone.localdate()
    langkah = _steps(request, user, satu, tanggal).get(aksi)
    if langkah is None:
        raise Http404("Langkah itu tidak ada.")
    return attempt(request, *langkah, kembali)


@require_POST
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
def musyawarah_peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    nama, peran = request.POST.get("nama", ""), request.POST.get("peran", "")
    kembali = reverse("verval:musyawarah_detail", args=[pk]) + "#peserta"
    return attempt(request, lambda: hadir.invite_person(satu, nama, peran, pelaku=user), "", kembali)


@require_POST
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
def musyawarah_foto(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a picture."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    form = FotoForm(request.POST, request.FILES)
    kembali = reverse("verval:musyawarah_detail", args=[pk])
    if not form.is_valid():
        messages.error(request, " ".join(str(g[0]) for g in form.errors.values()))
        return redirect(kembali)
    kembali += "#foto"
    data = form.cleaned_data
    return attempt(
        request,
        lambda: sesi.add_photo(satu, data["berkas"].read(), jenis=data["jenis"], pelaku=user),
        "Foto dilampirkan.",
        kembali,
    )


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
def musyawarah_foto_lihat(request: HttpRequest, pk: int, foto: int) -> FileResponse:
    """One picture of the session, for whoever records or examines; an attendance sheet shows signatures."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    gambar = get_object_or_404(satu.foto, pk=foto)
    audit.record(pelaku=user, aksi="musyawarah.unduh", objek=satu.objek, rincian={"foto": gambar.pk})
    jawaban = FileResponse(arsip.path_of(gambar.nama_berkas).open("rb"), content_type="image/jpeg")
    for nama, nilai in KEPALA.items():
        jawaban[nama] = nilai
    return jawaban


@require_POST
@butuh(MUSYAWARAH, Lingkup.WILAYAH)
def musyawarah_pindai(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed SPTJM, for all its cases at once."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    form, kembali = PindaiForm(request.POST, request.FILES), reverse("verval:musyawarah_detail", args=[pk])
    if satu.cara != "sptjm" or not form.is_valid():
        messages.error(request, "Pilih foto atau PDF SPTJM yang sudah ditandatangani.")
        return redirect(kembali)
    alamat = check_address(satu)
    return attempt(
        request,
        lambda: sptjm.sign(satu, form.cleaned_data["berkas"].read(), alamat=alamat, pelaku=user),
        "SPTJM disimpan dan dilampirkan pada semua kasusnya.",
        kembali,
    )


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def musyawarah_dokumen(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it was kept; of an SPTJM before that, the one to be signed. A line in the trail."""
    user, satu = pengguna(request), session_for(pengguna(request), pk)
    if satu.status == "ditutup":
        pdf = arsip.path_of(satu.dokumen.nama_berkas).read_bytes()
    elif satu.cara == "sptjm" and satu.status == "direncanakan":
        pdf = sptjm.paper(satu, alamat=check_address(satu))
    else:
        raise Http404("Dokumennya ada sesudah musyawarah ditutup.")
    _looked_at(user, "musyawarah.unduh", satu.objek, [k.isi for k in isi.rows_of(satu)])
    nama = "sptjm" if satu.cara == "sptjm" else "berita_acara"
    return attachment(f"{nama}_{satu.kode_desa}_{satu.hari:%Y%m%d}.pdf", pdf, "application/pdf")


@require_safe
@butuh(LIHAT, Lingkup.WILAYAH)
@never_cache
def musyawarah_papan(request: HttpRequest, pk: int) -> HttpResponse:
    """The announcement for the board: initials and RT only."""
    satu = session_for(pengguna(request), pk)
    if satu.status != "ditutup":
        raise Http404("Pengumumannya ada sesudah musyawarah ditutup.")
    pdf = papan.draw(satu, alamat=check_address(satu), saat=timezone.localtime())
    return attachment(f"pengumuman_{satu.kode_desa}_{satu.hari:%Y%m%d}.pdf", pdf, "application/pdf")
