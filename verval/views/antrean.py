"""The work list as both kinds of cases show it, and whose case it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dtsen.accounts.access import boleh
from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.models import User
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.transisi import Tabel
from verval import pemeriksa, terlambat
from verval.access import LIHAT, boleh_nilai, pembaruan_for, shown, tabir_of, usulan_for
from verval.antrean import TERJAUH, Antrean
from verval.forms.kasus import PemeriksaForm
from verval.halaman import queue_of
from verval.hop import KasusDitolak, StaleStatus, viewed_list
from verval.models import Pembaruan, Usulan
from verval.tenggat import WARNA, Tenggat

NADA = {"kuning": "warn", "merah": "bad"}


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a list: the case as the user may see it, and in a queue its age in working days."""

    kasus: Pembaruan | Usulan
    boleh_nilai: bool
    umur: str
    warna: str = ""
    nada: str = ""

    @property
    def pilih(self) -> str:
        """What a tick says: the case, and the filing that is on the screen."""
        return f"{self.kasus.pk}-{self.kasus.pengajuan_ke}"


def views(user: User, tabel: Tabel, ajukan: str, tanya: Mapping[str, str]) -> tuple[list[tuple[str, str]], str]:
    """Return (the lists a user can look at, the most useful first; the one that an address asks for).

    An address that filters and names no list means all cases: so it was before there were queues.
    """
    pilihan = [("antrean", "Antrean")] if queue_of(user, tabel) else []
    if boleh(user, ajukan):
        pilihan.append(("saya", "Kasus saya"))
    pilihan.append(("semua", "Semua"))
    lihat = tanya.get("lihat", "semua" if set(tanya) - {"halaman"} else "")
    return pilihan, lihat if lihat in dict(pilihan) else pilihan[0][0]


def lines(user: User, halaman: Page[Any], tenggat: Tenggat | None = None) -> list[Baris]:
    """The lines of a page, in its order; one line in the trail about the whole page."""
    semua: list[Pembaruan | Usulan] = list(halaman)
    if semua:
        viewed_list(semua[0].JENIS, semua, pelaku=user)
    tabir = tabir_of(user, semua)
    hasil = []
    for kasus in semua:
        nilai = not isinstance(kasus, Pembaruan) or boleh_nilai(tabir, kasus)
        if tenggat is None:
            hasil.append(Baris(shown(tabir, kasus), nilai, kasus.umur))
        else:
            warna = tenggat.warna(kasus)
            umur = f"{tenggat.umur(kasus)} hari kerja"
            hasil.append(Baris(shown(tabir, kasus), nilai, umur, WARNA.get(warna, ""), NADA.get(warna, "")))
    return hasil


def queue_page(request: HttpRequest, antrean: Antrean[Any]) -> tuple[Page[Any], list[Baris], dict[str, Any]]:
    """One page of a queue: the page, its lines, and what the template needs besides."""
    halaman = antrean.pages().get_page(request.GET.get("halaman"))
    langkah = antrean.langkah
    isi = {
        "form": antrean.form,
        "saring": antrean.saring,
        "tersaring": antrean.tersaring,
        "massal": {"jenis": antrean.model.JENIS, "status": antrean.satu_status, "label": langkah[1].label}
        if langkah
        else None,
        "terjauh": halaman.paginator.count == TERJAUH,
        "status_banyak": not antrean.satu_status,
    }
    return halaman, lines(antrean.user, halaman, antrean.tenggat), isi


def examiner(kasus: Pembaruan | Usulan, user: User) -> dict[str, Any]:
    """What the page of a case needs to say who examines it, and to change that."""
    boleh_ganti = pemeriksa.may_change(kasus, user)
    milik = kasus.pemeriksa_id == user.pk
    return {
        "pemeriksa": kasus.pemeriksa if kasus.status == pemeriksa.STATUS else None,
        "boleh_ambil": boleh_ganti and not milik,
        "penerima": pemeriksa.others(kasus, user) if boleh_ganti and milik else [],
        "url_pemeriksa": reverse(f"verval:{kasus.JENIS}_pemeriksa", args=[kasus.pk]),
        "label_pemeriksa": pemeriksa.LABEL | terlambat.LABEL,
    }


def _change(request: HttpRequest, kasus: Pembaruan | Usulan) -> HttpResponse:
    user = pengguna(request)
    form = PemeriksaForm(request.POST)
    try:
        if not form.is_valid():
            raise KasusDitolak("isian", "Isian itu tidak dikenal. Muat ulang halaman, lalu coba lagi.")
        isi = form.cleaned_data
        if isi["aksi"] == pemeriksa.AMBIL:
            pemeriksa.take_over(kasus, pelaku=user, dari=isi["dari"], alasan=isi["alasan"])
            messages.success(request, "Kasus ini sekarang Anda periksa.")
        else:
            orang = pemeriksa.hand_over(kasus, pelaku=user, kepada=isi["kepada"], alasan=isi["alasan"])
            messages.success(request, f"Kasus ini sekarang diperiksa {orang}.")
    except (KasusDitolak, StaleStatus) as galat:
        messages.error(request, galat.pesan)
    return redirect(f"verval:{kasus.JENIS}_detail", pk=kasus.pk)


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
def pembaruan_pemeriksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the examination of a correction over, or hand it to somebody else."""
    return _change(request, pembaruan_for(pengguna(request), pk))


@require_POST
@butuh(LIHAT, Lingkup.OBJEK)
def usulan_pemeriksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the examination of a proposal over, or hand it to somebody else."""
    return _change(request, usulan_for(pengguna(request), pk))
