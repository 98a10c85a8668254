"""What the pages of findings, reactivations and disputes share: the hub, a list, a case, a hop, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from verval.access import LIHAT, shown, tabir_of
from verval.alur_layanan import LABEL, LAYANAN
from verval.alur_sanggah import CATAT, TERBUKA
from verval.alur_sanggah import LIHAT as LIHAT_SANGGAH
from verval.forms.saring import SaringForm
from verval.halaman import queue_of, region_choices
from verval.hop import viewed_list
from verval.models import Layanan, PengecualianPenerima, Reaktivasi, Sengketa, Temuan
from verval.sanggah.pintu import to_decide, visible
from verval.views.kasus import kind_of

SEHALAMAN = 25


def title_of(kasus: Layanan) -> str:
    """What a line says a case is: of a finding also which kind."""
    return f"Temuan {kasus.get_jenis_display()}" if isinstance(kasus, Temuan) else kind_of(type(kasus))


@dataclass(frozen=True, slots=True)
class Pintu:
    """One line of the hub: what it is, how many wait for the user, how many are open, and where it leads."""

    judul: str
    isi: str
    url: str
    menunggu: int
    jumlah: int


def waiting_of(user: User, model: type[Any]) -> Any:
    """The cases of a kind that wait for this user."""
    tabel = LAYANAN[model.JENIS]
    semua = model.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user)
    return semua.waiting(user, tabel, queue_of(user, tabel))


def doors(user: User) -> list[Pintu]:
    """The services with what waits for the user."""
    isi = {
        "temuan": "NIK anomali dan PDTT dari Kemensos atau BPK",
        "reaktivasi": "Peserta yang dihapus dan perlu berobat",
        "sengketa": "Keberatan atas pengecualian penerima",
    }
    hasil = []
    for model in (Temuan, Reaktivasi, Sengketa):
        tabel = LAYANAN[model.JENIS]
        terbuka = model.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user).exclude(status__in=tabel.akhir)
        url = reverse(f"verval:{model.JENIS}")
        menunggu = waiting_of(user, model).count()
        hasil.append(Pintu(kind_of(model), isi[model.JENIS], url, menunggu, terbuka.count()))
    berlaku = PengecualianPenerima.objects.filter(
        cakupan_of(user, LIHAT).q("kode_desa", rt="keluarga__rt", rw="keluarga__rw")
    ).berlaku(timezone.localdate())
    if may(user, LIHAT_SANGGAH):
        hasil.append(_objections(user))
    url = reverse("verval:pengecualian")
    hasil.append(Pintu("Pengecualian penerima", "Yang dikecualikan dari program", url, 0, berlaku.count()))
    return hasil


def _objections(user: User) -> Pintu:
    """Those who decide wait for what is not with a visitor; the head of the office for what went up."""
    terbuka = visible(cakupan_of(user, LIHAT_SANGGAH)).filter(status__in=TERBUKA)
    return Pintu(
        "Sanggahan warga", "Layak tidak terdaftar, terdaftar tidak layak, data salah", reverse("verval:sanggah"),
        to_decide(user).count(), terbuka.count(),
    )  # fmt: skip


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
def layanan(request: HttpRequest) -> HttpResponse:
    """The services, with what waits for the user; names nobody."""
    pintu = doors(pengguna(request))
    isi = {
        "pintu": pintu,
        "menunggu": sum(satu.menunggu for satu in pintu),
        "boleh_sanggah": may(pengguna(request), CATAT),
    }
    return render(request, "verval/layanan.html", isi)


def list_page(
    request: HttpRequest, model: type[Any], *, urut: tuple[str, ...], kait: Iterable[str] = ()
) -> dict[str, Any]:
    """What a list needs: what waits for the user or all of it, narrowed; one line in the trail about the page."""
    user, jenis = pengguna(request), model.JENIS
    cakupan, tabel = cakupan_of(user, LIHAT), LAYANAN[jenis]
    pilihan = [("antrean", "Menunggu Anda")] if queue_of(user, tabel) else []
    pilihan.append(("semua", "Semua"))
    lihat = request.GET.get("lihat", "semua" if set(request.GET) - {"halaman"} else pilihan[0][0])
    lihat = lihat if lihat in dict(pilihan) else pilihan[0][0]
    form = SaringForm(request.GET, status=LABEL[jenis], wilayah=region_choices(cakupan))
    saring = form.isi()
    semua = model.objects.dalam(cakupan).terlihat(user)
    if lihat == "antrean":
        semua = semua.waiting(user, tabel, queue_of(user, tabel))
    daftar = semua.saring(**saring).for_list().select_related(*kait) if kait else semua.saring(**saring).for_list()
    halaman = Paginator(daftar.order_by(*urut), SEHALAMAN).get_page(request.GET.get("halaman"))
    kasus = list(halaman)
    viewed_list(jenis, kasus, pelaku=user)
    tabir = tabir_of(user, kasus)
    return {
        "jenis": jenis,
        "judul": kind_of(model),
        "lihat": lihat,
        "pilihan": pilihan,
        "form": form,
        "saring": saring,
        "tersaring": any(saring.values()),
        "halaman": halaman,
        "baris": [shown(tabir, satu) for satu in kasus],
        "hari": timezone.localdate(),
        "url_cari": reverse("verval:warga"),
    }


def may(user: User, izin: str) -> bool:
    """Whether the user has a permission somewhere: for links that lead to pages which ask again."""
    return izin in izin_of(user)
