"""Musyawarah: the page of a session, its steps, who is invited, what is attached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.transisi import AksiDitolak
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT, shown, tabir_of
from verval.alur import MUSYAWARAH
from verval.forms.musdes import (
    FotoForm,
    PesertaForm,
    PindaiForm,
    TanggalForm,
)
from verval.hop import KasusDitolak, StaleStatus
from verval.models import KasusMusyawarah, Musyawarah, Pembaruan, Usulan
from verval.musdes import hadir, isi, papan, pembahasan, peringkat, sesi, sptjm, tutup
from verval.musdes.akses import may_run, session_for
from verval.musdes.alur import BERJALAN
from verval.views.musdes_berkas import check_address, looked_at
from verval.views.sekali import Belum, sekali

DITOLAK = (KasusDitolak, StaleStatus, AksiDitolak, UnggahanDitolak)
BERTANGGAL = ("undang", "umumkan")
"""Steps that ask for a day."""


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
    looked_at(user, "musyawarah.lihat", satu.objek, [k.isi for k in baris])
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
