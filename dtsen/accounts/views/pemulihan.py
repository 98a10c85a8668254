"""What an admin does about the account of another, and what waits for a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dtsen.accounts import dua_faktor, pemulihan, sesi
from dtsen.accounts.forms import PulihForm
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import PemulihanAkun, Penugasan, User
from dtsen.accounts.views.gerbang import butuh, pengguna

RIWAYAT = 20


@butuh("pengguna.kelola", Lingkup.KABUPATEN)
@never_cache
@require_http_methods(["GET", "POST"])
def pengguna_keamanan(request: HttpRequest, pk: int) -> HttpResponse:
    """For the admin: end sessions and tokens of a user, or ask for one of `pemulihan`. Each with a reason."""
    admin, orang = pengguna(request), get_object_or_404(User, pk=pk)
    form = PulihForm(orang, request.POST or None)
    if request.method == "POST" and form.is_valid():
        alasan, jenis = form.cleaned_data["alasan"], form.cleaned_data["aksi"]
        if jenis == "sesi":
            sesi.end(orang, pelaku=admin, kecuali=request.session.session_key, alasan=alasan)
            sesi.revoke_tokens(orang, pelaku=admin, alasan=alasan)
            messages.success(request, f"Semua sesi dan token {orang} diakhiri.")
            return redirect("accounts:pengguna_keamanan", orang.pk)
        try:
            satu, sandi = pemulihan.request(orang, jenis, pelaku=admin, alasan=alasan, isi=form.cleaned_data["isi"])
        except pemulihan.TidakBoleh as galat:
            form.add_error(None, galat.pesan)
        else:
            if sandi:  # shown in this answer only: it is kept as a hash
                return render(request, "accounts/sandi_sementara.html", {"orang": orang, "satu": satu, "sandi": sandi})
            _tell(request, satu)
            return redirect("accounts:pengguna_keamanan", orang.pk)
    isi = {
        "orang": orang,
        "form": form,
        "sendiri": orang.pk == admin.pk,
        "dijaga": pemulihan.guarded(orang) and pemulihan.has_second(admin),
        "terpasang": dua_faktor.terpasang(orang),
        "wajib": dua_faktor.wajib(orang),
        "perangkat": sesi.devices(request, orang),
        "token": sesi.tokens(orang),
        "menunggu": pemulihan.waiting().filter(user=orang),
    }
    return render(request, "accounts/pengguna_keamanan.html", isi, status=422 if form.errors else 200)


def _tell(request: HttpRequest, satu: PemulihanAkun) -> None:
    if satu.status == "menunggu":
        messages.info(request, f"{satu} menunggu orang kedua. Ia mengesahkannya di Pemulihan akun, paling lama 48 jam.")
    else:
        messages.success(request, f"{satu}: berlaku sekarang. Orangnya diberi tahu saat masuk.")


@butuh("pengguna.sahkan", Lingkup.KABUPATEN)
@never_cache
@require_GET
def pemulihan_list(request: HttpRequest) -> HttpResponse:
    """Requests and assignments that wait for a second person, then what was decided lately."""
    user = pengguna(request)
    isi = {
        "saya": user.pk,
        "menunggu": pemulihan.waiting(),
        "penugasan": pemulihan.waiting_assignments(),
        "jumlah": pemulihan.count_for(user),
        "riwayat": PemulihanAkun.objects.exclude(status="menunggu")
        .select_related("user", "diminta_oleh", "diputus_oleh")
        .order_by("-diminta")[:RIWAYAT],
    }
    return render(request, "accounts/pemulihan.html", isi)


@butuh("pengguna.sahkan", Lingkup.KABUPATEN)
@require_POST
def pemulihan_putus(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm (`putus` = sahkan) or turn down a request about an account."""
    satu = get_object_or_404(PemulihanAkun.objects.select_related("user"), pk=pk)
    sahkan = request.POST.get("putus") == "sahkan"
    try:
        (pemulihan.confirm if sahkan else pemulihan.refuse)(satu, pelaku=pengguna(request))
    except pemulihan.TidakBoleh as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, f"{satu}: {'berlaku sekarang' if sahkan else 'ditolak'}.")
    return redirect("accounts:pemulihan")


@butuh("pengguna.sahkan", Lingkup.KABUPATEN)
@require_POST
def penugasan_putus(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm (`putus` = sahkan) or turn down an assignment."""
    satu = get_object_or_404(Penugasan.objects.select_related("user", "wilayah"), pk=pk)
    sahkan, nama = request.POST.get("putus") == "sahkan", f"{satu.user}, {satu}"
    putus = pemulihan.confirm_assignment if sahkan else pemulihan.refuse_assignment
    try:
        putus(satu, pelaku=pengguna(request))
    except pemulihan.TidakBoleh as galat:
        messages.error(request, galat.pesan)
    else:
        messages.success(request, f"{nama}: {'berlaku' if sahkan else 'ditolak'}.")
    return redirect("accounts:pemulihan")
