"""Guarded doors to cases, and what a user may do at a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.utils import timezone
from django.utils.text import capfirst

from dtsen.accounts.access import Orang, cakupan_of
from dtsen.registry.access import izin_keluarga
from dtsen.registry.fakta import INDIVIDU, Fakta
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.perlindungan import Tabir, is_child, is_specific, veiled
from verval.models import ButirPembaruan, Kunjungan, Layanan, Pembaruan, Perkara, Reaktivasi, Sengketa, Temuan, Usulan

LIHAT = "warga.lihat"


def izin_di(user: Orang, keluarga: Keluarga) -> frozenset[str]:
    """Return the permissions a user has over this family: of assignments whose region holds it, not of others."""
    return izin_keluarga(user, keluarga)


def attach_people(kasus: Iterable[Perkara]) -> None:
    """Read at once the facts of these cases, and who has a part in the operations among them (`Pembaruan.terlibat`)."""
    kasus = list(kasus)
    isian = [k for k in kasus if isinstance(k, Pembaruan) and not k.operasi]
    isi = ButirPembaruan.objects.select_related("individu__keluarga")
    prefetch_related_objects(isian, Prefetch("butir", isi))
    susunan = [k for k in kasus if isinstance(k, Pembaruan) and k.operasi and "terlibat" not in k.__dict__]
    if not susunan:
        return
    nomor = {pk for k in susunan for pk in k.dasar["terlibat"]}
    orang = Individu.objects.select_related("keluarga").in_bulk(nomor)
    for k in susunan:
        k.terlibat = [orang[pk] for pk in k.dasar["terlibat"] if pk in orang]


def people_of(kasus: Perkara) -> list[Individu]:
    """Who has a part in a correction, as far as the scope reaches: members with facts in it, people of an operation."""
    if not isinstance(kasus, Pembaruan):
        return []
    if kasus.operasi:
        return kasus.terlibat
    return list({o.pk: o for satu in kasus.isian if (o := satu.individu) is not None}.values())


def tabir_of(user: Orang, kasus: Iterable[Perkara], *lagi: Keluarga) -> Tabir:
    """The veil over the families of these cases, of those who have a part in them, and over `lagi`."""
    semua = list(kasus)
    attach_people(semua)
    return Tabir.of(user, [*lagi] + [k.keluarga for k in semua] + [o.keluarga for k in semua for o in people_of(k)])


def is_protected(kasus: Pembaruan, hari: date) -> bool:
    """Whether a case is about health or disability, or about a child."""
    orang = [*people_of(kasus), *([kasus.individu] if kasus.individu else [])]
    if any(is_child(o.tanggal_lahir, o.status_hubungan_keluarga, hari) for o in orang):
        return True
    if kasus.operasi:
        return _new_is_protected(kasus, hari)
    return any(is_specific(satu.tentang) for satu in kasus.isian)


def _new_is_protected(kasus: Pembaruan, hari: date) -> bool:
    if kasus.dasar.get("dilindungi"):  # the reason of a musyawarah that tells of an illness
        return True
    return any(_new_person_is_protected(baru, hari) for baru in kasus.semua_orang_baru)


def _new_person_is_protected(baru: dict[str, Any], hari: date) -> bool:
    lahir = date.fromisoformat(baru["tanggal_lahir"]) if baru.get("tanggal_lahir") else None
    anak = is_child(lahir, baru["status_hubungan_keluarga"], hari)
    return anak or any(is_specific(INDIVIDU[nama]) for nama in baru)


def boleh_butir(tabir: Tabir, butir: ButirPembaruan) -> bool:
    """Whether one fact of a correction may be shown or even named."""
    if butir.individu_id is not None and butir.individu is None:  # the scope ends before the member
        return tabir.open_over(butir.keluarga_id)
    return tabir.shows(butir.tentang, butir.keluarga_id, butir.individu)


def boleh_nilai(tabir: Tabir, kasus: Pembaruan) -> bool:
    """Whether a correction may be shown with its facts, values and notes: not about health, nor about a child."""
    if kasus.operasi is None:
        return all(boleh_butir(tabir, satu) for satu in kasus.isian)
    if any(tabir.hides(orang) for orang in kasus.terlibat):
        return False
    return tabir.open_over(kasus.keluarga_id) or not _new_is_protected(kasus, tabir.hari)


def boleh_catatan(tabir: Tabir, kasus: Perkara) -> bool:
    """Whether notes of the hops may be shown: what people write about a protected person or fact is protected too."""
    if isinstance(kasus, Pembaruan):
        return boleh_nilai(tabir, kasus)
    if isinstance(kasus, Reaktivasi):
        return tabir.open_over(kasus.keluarga_id)
    return kasus.individu is None or not tabir.hides(kasus.individu)


def protected(orang: Individu | None, fakta: Fakta | None = None) -> bool:
    """Whether what people write about a member and a fact stays out of trail and browser: health, or a child."""
    anak = orang is not None and is_child(orang.tanggal_lahir, orang.status_hubungan_keluarga, timezone.localdate())
    return anak or (fakta is not None and is_specific(fakta))


def protected_case(kasus: Perkara) -> bool:
    """Whether what people write about a case stays out of the trail: it is about health, or about a child."""
    if isinstance(kasus, Pembaruan):
        return is_protected(kasus, timezone.localdate())
    if isinstance(kasus, Reaktivasi):
        return True
    return protected(kasus.individu)


K = TypeVar("K", bound=Perkara)


def shown(tabir: Tabir, kasus: K) -> K:
    """Return a case as the user may see it: for the page only, after everything about it has been worked out.

    Notes and assessment of a proposal tell of pregnancy, illness or children, which is what programmes ask for:
    they need the permission always.
    """
    isi: dict[str, object] = {"keluarga": tabir.family(kasus.keluarga)}
    if kasus.individu is not None:
        isi["individu"] = tabir.person(kasus.individu)
    if isinstance(kasus, Usulan) and not tabir.open_over(kasus.keluarga_id):
        isi |= {"catatan": "", "asesmen": "", "catatan_tertutup": bool(kasus.catatan or kasus.asesmen)}
    if isinstance(kasus, Reaktivasi) and not tabir.open_over(kasus.keluarga_id):
        # The facility and the notes tell of an illness.
        isi |= {"catatan": "", "faskes": "", "nomor_surat": "", "catatan_tertutup": True}
    return veiled(kasus, **isi)


def pembaruan_for(user: Orang, pk: int) -> Pembaruan:
    """Return a case inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    kasus = Pembaruan.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user).for_list().filter(pk=pk).first()
    if kasus is None:
        raise Http404("Pembaruan tidak ada di wilayah Anda.")
    return kasus


def usulan_for(user: Orang, pk: int) -> Usulan:
    """Return a proposal inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    semua = Usulan.objects.dalam(cakupan_of(user, LIHAT)).terlihat(user).for_list()
    kasus = semua.select_related("program", "aturan").filter(pk=pk).first()
    if kasus is None:
        raise Http404("Usulan tidak ada di wilayah Anda.")
    return kasus


def kunjungan_for(user: Orang, pk: int) -> Kunjungan:
    """Return a visit to a family inside the user's scope; raises Http404 otherwise."""
    kunjungan = Kunjungan.objects.dalam(cakupan_of(user, LIHAT)).for_list().filter(pk=pk).first()
    if kunjungan is None:
        raise Http404("Kunjungan tidak ada di wilayah Anda.")
    return kunjungan


L = TypeVar("L", bound=Layanan)


def layanan_for(user: Orang, model: type[L], pk: int) -> L:
    """Return a finding, reactivation or dispute inside the user's scope; raises Http404 otherwise."""
    semua: Any = model._default_manager
    kasus: L | None = semua.dalam(cakupan_of(user, LIHAT)).terlihat(user).for_list().filter(pk=pk).first()
    if kasus is None:
        raise Http404(f"{capfirst(model._meta.verbose_name)} ini tidak ada di wilayah Anda.")
    return kasus


def temuan_for(user: Orang, pk: int) -> Temuan:
    """Return a finding inside the user's scope; raises Http404 otherwise."""
    return layanan_for(user, Temuan, pk)


def reaktivasi_for(user: Orang, pk: int) -> Reaktivasi:
    """Return a reactivation inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    return layanan_for(user, Reaktivasi, pk)


def sengketa_for(user: Orang, pk: int) -> Sengketa:
    """Return a dispute inside the user's scope; raises Http404 otherwise (also for another person's draft)."""
    return layanan_for(user, Sengketa, pk)
