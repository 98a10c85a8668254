"""What the pages of findings, reactivations and disputes share: the hub, a list, a case, a hop, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dtsen.accounts import penuh
from dtsen.accounts.access import cakupan_of, izin_of
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.transisi import AksiDitolak, Transition
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT, boleh_catatan, izin_di, protected_case, shown, tabir_of
from verval.alur_layanan import LABEL, LANJUT, LAYANAN, TANGGAL
from verval.alur_sanggah import CATAT, TERBUKA
from verval.alur_sanggah import LIHAT as LIHAT_SANGGAH
from verval.forms.kasus import BuktiForm, KontakForm
from verval.forms.layanan import LangkahLayananForm
from verval.forms.saring import SaringForm
from verval.halaman import cases_step, last_return, needs_reason, next_case, queue_of, region_choices, trail
from verval.hop import KasusDitolak, StaleStatus, buttons, viewed, viewed_list
from verval.models import Layanan, PengecualianPenerima, Reaktivasi, Sengketa, Temuan
from verval.sanggah.pintu import to_decide, visible
from verval.views.bukti import evidence, receive
from verval.views.kontak import contact, receive_contact

SEHALAMAN = 25
JUDUL = {"temuan": "Temuan", "reaktivasi": "Reaktivasi PBI-JK", "sengketa": "Sengketa pengecualian"}


def title_of(kasus: Layanan) -> str:
    """What a line says a case is: of a finding also which kind."""
    return f"Temuan {kasus.get_jenis_display()}" if isinstance(kasus, Temuan) else JUDUL[kasus.JENIS]


Pindah = Callable[..., Transition]


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
        hasil.append(Pintu(JUDUL[model.JENIS], isi[model.JENIS], url, menunggu, terbuka.count()))
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


def detail(
    request: HttpRequest,
    kasus: Layanan,
    *,
    galat: str = "",
    alasan: dict[str, Any] | None = None,
    form_bukti: BuktiForm | None = None,
    form_kontak: KontakForm | None = None,
    tanpa: Iterable[str] = (),
    **lagi: Any,
) -> HttpResponse:
    """The page of one case; `lagi` is what its own template needs besides, `tanpa` are buttons it does not show."""
    user, jenis = pengguna(request), kasus.JENIS
    akses = penuh.over(request, izin_di(user, kasus.keluarga))
    viewed(kasus, pelaku=user, rincian={"akses_penuh": akses.pk} if akses else None)
    langkah = list(kasus.langkah.select_related("pelaku", "alasan_induk"))
    tabel = LAYANAN[jenis]
    aksi = {a: t for a, t in buttons(kasus, tabel, user).items() if a not in tanpa}
    tabir = tabir_of(user, [kasus])
    tampil = shown(tabir, kasus)
    url_berikut, menunggu = next_case(user, kasus, tabel)
    isi = {
        "kasus": tampil,
        "keluarga": tampil.keluarga,
        "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
        "jejak": trail(tampil.keluarga, cases_step(kasus.keluarga), (JUDUL[jenis], "")),
        "aksi": aksi,
        "peka": protected_case(kasus),
        "catatan_tertutup": not boleh_catatan(tabir, kasus),
        "perlu_alasan": needs_reason(aksi),
        "label_tanggal": next((TANGGAL[jenis, a] for a in aksi if (jenis, a) in TANGGAL), ""),
        "hari": timezone.localdate(),
        "url_langkah": reverse(f"verval:{jenis}_langkah", args=[kasus.pk]),
        "langkah": langkah,
        "catatan_terakhir": last_return(kasus, langkah),
        "status_label": LABEL[jenis],
        "lanjut": LANJUT[jenis][kasus.status],
        "url_berikut": url_berikut,
        "menunggu": menunggu,
        "galat": galat,
        "bantu_alasan": "Wajib bila dikembalikan, ditolak, atau dicatat jawabannya: sebut sebabnya.",
        "alasan": (alasan or {}).get("alasan", ""),
        "penuh": akses,
        **evidence(kasus, user, form_bukti),
        **({} if isinstance(kasus, Temuan) else contact(kasus, user, form_kontak) | {"dilacak": bool(kasus.diajukan)}),
        **lagi,
    }
    salah = 422 if form_bukti or form_kontak else 200
    return render(request, f"verval/{jenis}_detail.html", isi, status=409 if galat else salah)


def take(request: HttpRequest, kasus: Layanan, pindah: Pindah, ulang: Callable[..., HttpResponse]) -> HttpResponse:
    """Take the hop of the button that was pressed; `ulang` draws the page again with what is in the way."""
    form = LangkahLayananForm(request.POST)
    if not form.is_valid():
        return ulang(galat="Isian itu tidak dikenal. Periksa tanggalnya, atau muat ulang halaman.")
    isi = form.cleaned_data
    tanggal = {"tanggal": isi["tanggal"]} if (kasus.JENIS, isi["aksi"]) in TANGGAL else {}
    try:
        langkah = pindah(
            kasus,
            isi["aksi"],
            pelaku=pengguna(request),
            status=isi["status"],
            alasan=isi["alasan"],
            pengajuan_ke=isi["pengajuan_ke"],
            **tanggal,
        )
    except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
        return ulang(galat=galat.pesan, alasan=isi)
    label = LABEL[kasus.JENIS][langkah.ke].lower()
    kalimat = f"{JUDUL[kasus.JENIS]}: {label}. {LANJUT[kasus.JENIS][langkah.ke]}"
    messages.success(request, kalimat.strip())
    return redirect(f"verval:{kasus.JENIS}_detail", pk=kasus.pk)


def attach(request: HttpRequest, kasus: Layanan, ulang: Callable[..., HttpResponse]) -> HttpResponse:
    """Attach a photo or a PDF."""
    form = receive(request, kasus)
    if form is not None:
        return ulang(form_bukti=form)
    return redirect(reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]) + "#bukti")


def tell(request: HttpRequest, kasus: Reaktivasi | Sengketa, ulang: Callable[..., HttpResponse]) -> HttpResponse:
    """Write down, or take back, where the resident wants to hear about it."""
    form = receive_contact(request, kasus)
    if form is not None:
        return ulang(form_kontak=form)
    return redirect(reverse(f"verval:{kasus.JENIS}_detail", args=[kasus.pk]) + "#kontak")


def may(user: User, izin: str) -> bool:
    """Whether the user has a permission somewhere: for links that lead to pages which ask again."""
    return izin in izin_of(user)
