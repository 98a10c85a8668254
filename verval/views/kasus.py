"""The page of one case, whatever its kind: look, take a hop, attach evidence, say where the resident hears of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from dtsen.accounts import penuh
from dtsen.accounts.models import AksesPenuh, User
from dtsen.accounts.views.gerbang import pengguna
from dtsen.lib.nik import NomorSalah
from dtsen.lib.transisi import AksiDitolak, Transition
from dtsen.registry.corrections import StaleFact
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import FaktaSalah
from dtsen.wilayah.models import Wilayah
from verval.access import boleh_catatan, izin_di, protected_case, shown, tabir_of
from verval.alur_layanan import LABEL, LANJUT, TABEL, TANGGAL
from verval.forms.kasus import BuktiForm, KontakForm, LangkahAlasanForm, LangkahForm
from verval.halaman import cases_step, last_return, needs_reason, next_case, trail, visits
from verval.hop import KasusDitolak, StaleStatus, buttons, reasons, viewed
from verval.models import Dilacak, Pembaruan, Perkara, Temuan, Usulan
from verval.views.antrean import examiner
from verval.views.bukti import evidence, receive
from verval.views.kontak import contact, receive_contact
from verval.views.salinan import again
from verval.views.terlambat import late

BANTU = "Wajib bila dikembalikan, ditolak, atau dicatat jawabannya: sebut sebabnya."

K = TypeVar("K", bound=Perkara)
Aksi = dict[str, Transition]


def kind_of(model: type[Model]) -> str:
    """What a kind of case is called, as a sentence or a line begins with it."""
    return capfirst(str(model._meta.verbose_name))


def may_change(kasus: Perkara, user: User) -> bool:
    """Whether the case lies with this user, who wrote it."""
    return kasus.pembuat_id == user.pk and kasus.status in kasus.DIISI


def full_numbers(request: HttpRequest, kasus: Perkara) -> AksesPenuh | None:
    """The running access to full numbers, where it covers the family; asked once a page."""
    return penuh.over(request, izin_di(pengguna(request), kasus.keluarga))


def of_chain(kasus: Pembaruan | Usulan, user: User, aksi: Aksi) -> dict[str, Any]:
    """What the cases have besides that go through a musyawarah and wait in a queue."""
    return {
        "antre": True,
        "url_daftar": reverse(f"verval:{kasus.JENIS}"),
        "alasan_tolak": reasons(kasus) if any(t.alasan_induk for t in aksi.values()) else [],
        **visits(user, kasus.keluarga, kasus),
        **examiner(kasus, user),
        **late(kasus, user),
        **again(kasus, user),
    }


def of_resident(kasus: Dilacak, user: User, form: KontakForm | None) -> dict[str, Any]:
    """What the cases have besides that a maker writes for a resident: all but findings."""
    return {
        "boleh_ubah": may_change(kasus, user),
        "url_ubah": reverse(f"verval:{kasus.JENIS}_ubah", args=[kasus.pk]),
        "dilacak": kasus.diajukan is not None,
        **contact(kasus, user, form),
    }


@dataclass(frozen=True, slots=True)
class HalamanKasus(Generic[K]):
    """One kind of case, as far as its page differs from the others.

    `cari` is the door (Http404 outside the scope), `pindah` takes a hop with what `formulir` holds, `isi` is what the
    template of the kind needs besides (it wins over what all share). `buka` runs before the look is recorded.
    """

    cari: Callable[[User, int], K]
    pindah: Callable[..., Transition]
    isi: Callable[[HttpRequest, K, Tabir, Aksi], dict[str, Any]]
    formulir: type[LangkahForm] = LangkahAlasanForm
    buka: Callable[[HttpRequest, K], AksesPenuh | None] = full_numbers

    def show(
        self,
        request: HttpRequest,
        pk: int,
        *,
        galat: str = "",
        tulisan: dict[str, Any] | None = None,
        form_bukti: BuktiForm | None = None,
        form_kontak: KontakForm | None = None,
        **lagi: Any,
    ) -> HttpResponse:
        """The case on one page; with what is in the way of a hop (`tulisan` is what was typed), or a refused form."""
        user = pengguna(request)
        kasus = self.cari(user, pk)
        jenis, tabel = kasus.JENIS, TABEL[kasus.JENIS]
        akses = self.buka(request, kasus)
        viewed(kasus, pelaku=user, rincian={"akses_penuh": akses.pk} if akses else None)
        tabir = tabir_of(user, [kasus])
        tampil = shown(tabir, kasus)
        langkah = list(kasus.langkah.select_related("pelaku", "alasan_induk"))
        aksi = buttons(kasus, tabel, user)
        url_berikut, menunggu = next_case(user, kasus, tabel)
        judul = kasus.kode_lacak if isinstance(kasus, Pembaruan | Usulan) else kind_of(type(kasus))
        isi = {
            "kasus": tampil,
            "keluarga": tampil.keluarga,
            "desa": Wilayah.objects.filter(pk=kasus.kode_desa).first(),
            "jejak": trail(tampil.keluarga, cases_step(kasus.keluarga), (judul, "")),
            "penuh": akses,
            "aksi": aksi,
            "url_langkah": reverse(f"verval:{jenis}_langkah", args=[pk]),
            "peka": protected_case(kasus),
            "perlu_alasan": needs_reason(aksi),
            "label_tanggal": next((TANGGAL[jenis, a] for a in aksi if (jenis, a) in TANGGAL), ""),
            "hari": timezone.localdate(),
            "langkah": langkah,
            "catatan_terakhir": last_return(kasus, langkah),
            "catatan_tertutup": not boleh_catatan(tabir, kasus),
            "status_label": LABEL[jenis],
            "lanjut": LANJUT[jenis][kasus.status],
            "url_berikut": url_berikut,
            "menunggu": menunggu,
            "galat": galat,
            "alasan": (tulisan or {}).get("alasan", ""),
            "alasan_kode": (tulisan or {}).get("alasan_kode", ""),
            **evidence(kasus, user, form_bukti),
            **({} if isinstance(kasus, Temuan) else of_resident(kasus, user, form_kontak)),
            **(of_chain(kasus, user, aksi) if isinstance(kasus, Pembaruan | Usulan) else {"bantu_alasan": BANTU}),
            **self.isi(request, kasus, tabir, aksi),
            **lagi,
        }
        salah = 422 if form_bukti or form_kontak else 200
        return render(request, f"verval/{jenis}_detail.html", isi, status=409 if galat else salah)

    def take(self, request: HttpRequest, pk: int, **lagi: Any) -> HttpResponse:
        """Take the hop of the button that was pressed; `lagi` goes with it, and back to the page if it is refused."""
        user = pengguna(request)
        kasus = self.cari(user, pk)
        form = self.formulir(request.POST)
        if not form.is_valid():
            return self.show(request, pk, galat=form.TIDAK_DIKENAL, **lagi)
        isi = form.cleaned_data
        try:
            langkah = self.pindah(kasus, pelaku=user, **isi, **lagi)
        except (AksiDitolak, StaleStatus, StaleFact, FaktaSalah, NomorSalah, KasusDitolak) as galat:
            return self.show(request, pk, galat=galat.pesan, tulisan=isi, **lagi)
        _told(request, kasus, langkah, isi["aksi"])
        return redirect(f"verval:{kasus.JENIS}_detail", pk=pk)

    def attach(self, request: HttpRequest, pk: int, ke: Callable[[K], str] | None = None) -> HttpResponse:
        """Attach a photo or a PDF, then go back to the page, or to where `ke` says."""
        kasus = self.cari(pengguna(request), pk)
        form = receive(request, kasus)
        if form is not None:
            return self.show(request, pk, form_bukti=form)
        return redirect((ke(kasus) if ke else "") or reverse(f"verval:{kasus.JENIS}_detail", args=[pk]) + "#bukti")

    def tell(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write down, or take back, where the resident wants to hear about the case."""
        kasus = self.cari(pengguna(request), pk)
        assert not isinstance(kasus, Temuan)  # no resident stands behind a finding
        form = receive_contact(request, kasus)
        if form is not None:
            return self.show(request, pk, form_kontak=form)
        return redirect(reverse(f"verval:{kasus.JENIS}_detail", args=[pk]) + "#kontak")


def _told(request: HttpRequest, kasus: Perkara, langkah: Transition, aksi: str) -> None:
    """Say what the hop has done and what comes next; a decision that came back for its base says so."""
    if aksi == "setujui" and langkah.ke == "dikembalikan":
        messages.warning(
            request,
            f"Data keluarga berubah sejak {type(kasus)._meta.verbose_name} ini diajukan, jadi tidak disetujui "
            "melainkan dikembalikan kepada pembuatnya dengan bedanya.",
        )
        return
    label = LABEL[kasus.JENIS][langkah.ke].lower()
    messages.success(request, f"{kind_of(type(kasus))}: {label}. {LANJUT[kasus.JENIS][langkah.ke]}".strip())
