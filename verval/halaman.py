"""What several case pages show: facts of a family with their sources, filter choices by region, pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse

from dtsen.accounts.access import Orang, cakupan_of, izin_of
from dtsen.lib.nama import sebut
from dtsen.lib.transisi import Tabel, Transition
from dtsen.registry import asal
from dtsen.registry.asal import Asal
from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.models.keluarga import ALAMAT
from dtsen.registry.perlindungan import Tabir
from dtsen.registry.values import Nilai, tulis
from dtsen.wilayah.cakupan import Cakupan
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT, boleh_butir, izin_di
from verval.kunjungan.alur import ATUR
from verval.models import ButirPembaruan, Kunjungan, Langkah, Pembaruan, Perkara, Usulan
from verval.models.butir import TERBUKA


@dataclass(frozen=True, slots=True)
class NilaiFakta:
    """A fact as the page shows it: value, source and date, and the open case about it."""

    fakta: Fakta
    nilai: Nilai
    asal: Asal | None
    kasus: Pembaruan | None = None

    @property
    def tulisan(self) -> str:
        return tulis(self.fakta, self.nilai)


@dataclass(frozen=True, slots=True)
class Bagian:
    """The facts of the family, or of one member, by blok."""

    individu: Individu | None
    blok: list[tuple[str, list[NilaiFakta]]] = field(default_factory=list)


def _values(
    daftar: Iterable[Fakta],
    keadaan: dict[str, Nilai],
    kode_asal: list[int],
    terbuka: dict[str, Pembaruan],
    boleh: Callable[[Fakta], bool],
) -> list[NilaiFakta]:
    return [
        NilaiFakta(
            fakta,
            keadaan[fakta.nama],
            asal.decode(kode_asal[i] if i < len(kode_asal) else 0),
            terbuka.get(fakta.nama),
        )
        for i, fakta in enumerate(daftar)
        if fakta.boleh_ubah and boleh(fakta)
    ]


def _by_blok(nilai: list[NilaiFakta]) -> list[tuple[str, list[NilaiFakta]]]:
    urut: dict[str, int] = {}
    for n in nilai:
        urut.setdefault(n.fakta.blok, len(urut))
    terurut = sorted(nilai, key=lambda n: urut[n.fakta.blok])
    return [(blok, list(isi)) for blok, isi in groupby(terurut, key=lambda n: n.fakta.blok)]


def correctable(keluarga: Keluarga, individu: Individu | None, tabir: Tabir) -> Bagian:
    """Every fact of the family, or of one member, that may be seen and corrected; two queries whatever the size."""
    butir = ButirPembaruan.objects.filter(keluarga=keluarga, individu=individu, penahan=TERBUKA)
    terbuka = {satu.fakta: satu.pembaruan for satu in butir.select_related("pembaruan")}
    if individu is not None:
        isi = {f.nama: getattr(individu, f.nama) for f in FAKTA_INDIVIDU}
        nilai = _values(
            FAKTA_INDIVIDU, isi, individu.asal, terbuka, lambda fakta: tabir.shows(fakta, keluarga.pk, individu)
        )
        return Bagian(tabir.person(individu), _by_blok(nilai))
    kondisi = getattr(keluarga, "kondisi", None)
    keadaan = {f.nama: getattr(keluarga if f.nama in ALAMAT else kondisi, f.nama, None) for f in FAKTA_KELUARGA}
    kode_asal = kondisi.asal if kondisi else []
    nilai = _values(FAKTA_KELUARGA, keadaan, kode_asal, terbuka, lambda fakta: tabir.shows(fakta, keluarga.pk))
    return Bagian(None, _by_blok(nilai))


def one_fact(keluarga: Keluarga, individu: Individu | None, fakta: Fakta, tabir: Tabir) -> NilaiFakta:
    """One fact as it stands, with its source; the caller has asked whether it may be shown."""
    bagian = correctable(keluarga, individu, tabir)
    return next(n for _, isi in bagian.blok for n in isi if n.fakta.nama == fakta.nama)


@dataclass(frozen=True, slots=True)
class BarisButir:
    """A fact of a case as its page shows it; without `boleh` neither its name nor whose it is."""

    butir: ButirPembaruan
    boleh: bool
    orang: str


def fact_rows(kasus: Pembaruan, tabir: Tabir) -> list[BarisButir]:
    """The facts of a case, side by side; empty for an operation of family make-up."""
    if kasus.operasi:
        return []
    return [
        BarisButir(satu, boleh_butir(tabir, satu), tabir.person(satu.individu).nama if satu.individu else "")
        for satu in kasus.isian
    ]


def trail(keluarga: Keluarga, *lagi: tuple[str, str]) -> list[tuple[str, str]]:
    """The path to a page about a family; the last step has no address."""
    return [
        ("Cari warga", reverse("verval:warga")),
        (f"Keluarga {sebut(keluarga.nama_kepala)}".strip(), reverse("registry:keluarga", args=[keluarga.pk])),
        *lagi,
    ]


def cases_step(keluarga: Keluarga) -> tuple[str, str]:
    """The step "Kasus" of that path."""
    return ("Kasus", reverse("verval:keluarga", args=[keluarga.pk]))


def visits(user: Orang, keluarga: Keluarga, kasus: Pembaruan | Usulan | None = None) -> dict[str, Any]:
    """What `verval/_kunjungan.html` needs: the visits of a family, or those made for one case; nothing for others."""
    izin = izin_di(user, keluarga)
    if ATUR not in izin:
        return {}
    semua = Kunjungan.objects.filter(keluarga=keluarga).select_related("petugas").order_by("-id")
    alamat = reverse("verval:kunjungan_baru", args=[keluarga.pk])
    if kasus is not None:
        semua = semua.filter(**{kasus.JENIS: kasus})
        alamat = f"{alamat}?{kasus.JENIS}={kasus.pk}" if kasus.status == "diperiksa" else ""
    return {"kunjungan": list(semua), "url_kunjungan": alamat if keluarga.status == "aktif" else ""}


def last_return(kasus: Perkara, langkah: list[Langkah]) -> Langkah | None:
    """The hop that sent a case back, while it lies with its maker."""
    kembali = [h for h in langkah if h.ke == "dikembalikan"]
    return kembali[-1] if kasus.status == "dikembalikan" and kembali else None


def queue_of(user: Orang, tabel: Tabel) -> list[str]:
    """The statuses in which a case waits for this user, wherever the assignment; empty for those who only look."""
    return tabel.menunggu(izin_of(user))


def next_case(user: Orang, kasus: Perkara, tabel: Tabel) -> tuple[str, int]:
    """Return (address of the next case that waits for the user, how many wait) once this one does not any more."""
    status = queue_of(user, tabel)
    if not status or kasus.status in status:
        return "", 0
    antre = type(kasus).objects.dalam(cakupan_of(user, LIHAT)).waiting(user, tabel, status)
    pk, jumlah = antre.next_after(kasus.pk)
    return (reverse(f"verval:{kasus.JENIS}_detail", args=[pk]) if pk else ""), jumlah


def needs_reason(aksi: dict[str, Transition]) -> bool:
    """Whether one of the buttons asks for a note."""
    return any(t.alasan_wajib or t.alasan_induk for t in aksi.values())


def region_choices(cakupan: Cakupan) -> list[tuple[str, object]]:
    """Choices of a region filter: kecamatan with their desa, only inside the scope; empty for a single desa."""
    wilayah = list(
        Wilayah.objects.filter(cakupan.q("kode", rt="kode", rw="kode", keluarga=""))
        .order_by("kode")
        .values_list("kode", "nama")
        if all(b.utuh for b in cakupan.bagian)
        else []
    )
    desa = [(kode, nama) for kode, nama in wilayah if len(kode) == 10]
    if len(desa) < 2:
        return []
    kecamatan = {kode: nama for kode, nama in wilayah if len(kode) == 6}
    pilihan: list[tuple[str, object]] = []
    for kode, isi in groupby(desa, key=lambda d: d[0][:6]):
        nama = kecamatan.get(kode, kode)
        pilihan.append((f"Kec. {nama}", [(kode, f"Seluruh Kec. {nama}"), *isi]))
    return pilihan
