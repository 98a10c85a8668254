"""A case that ran out, filed again: a draft with the same content, on the registry as it stands now.

The expired case stays as it ended. What its maker saw then does not count: the draft reads the base anew, and every
check of a new draft is made. Evidence goes along where it still says something.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.registry.perlindungan import SENSITIF
from verval import bukti, hop, keluarga_baru, pembaruan, susunan, usulan
from verval.access import boleh_catatan, izin_di, tabir_of
from verval.butir import Perubahan
from verval.hop import StaleStatus
from verval.jenis_bukti import MUSYAWARAH
from verval.models import Bukti, Pembaruan, Usulan
from verval.models.bukti import new_name
from verval.models.pembaruan import KELUARGA_BARU

STATUS = "kedaluwarsa"
UMUR_FOTO = timedelta(days=90)
"""An older photo does not show the house as it is now."""


@dataclass(frozen=True, slots=True)
class Salinan:
    """The new draft, how many files went along, how many stayed behind."""

    kasus: Pembaruan | Usulan
    ikut: int
    tinggal: int


def may_copy(kasus: Pembaruan | Usulan, user: User) -> bool:
    """Whether this user may file the case again: somebody who files at that place and may read what it says."""
    if kasus.status != STATUS or bukti.AJUKAN[kasus.JENIS] not in izin_di(user, kasus.keluarga):
        return False
    return kasus.pembuat_id == user.pk or boleh_catatan(tabir_of(user, [kasus]), kasus)


@transaction.atomic
def copy(kasus: Pembaruan | Usulan, *, pelaku: User) -> Salinan:
    """Write a draft of `pelaku` with the content of an expired case, and the evidence that still fits.

    Raises StaleStatus (it did not run out), TidakBerwenang, or what a new draft of that kind raises: the value is
    recorded by now, somebody left the family, another case holds the fact, the programme refuses.
    """
    if kasus.status != STATUS:
        raise StaleStatus
    if not may_copy(kasus, pelaku):
        raise TidakBerwenang(bukti.AJUKAN[kasus.JENIS])
    baru = _draft(kasus, pelaku) if isinstance(kasus, Pembaruan) else _proposal(kasus, pelaku)
    semua = list(kasus.bukti.all())
    ikut = _carry(_fitting(semua, kasus, pelaku), baru, pelaku)
    audit.record(
        pelaku=pelaku,
        aksi=f"{kasus.JENIS}.salin",
        objek=baru.objek,
        rincian={"dari": kasus.objek, "bukti": ikut},
        **hop.subjects(baru),
    )
    return Salinan(baru, ikut, len(semua) - ikut)


def _draft(kasus: Pembaruan, pelaku: User) -> Pembaruan:
    if kasus.jenis == KELUARGA_BARU:
        return keluarga_baru.draft(kasus.kode_desa, susunan.told(kasus), alasan=kasus.alasan, pelaku=pelaku)
    if kasus.operasi is None:
        isi = [Perubahan(satu.fakta, satu.nilai_baru, satu.individu) for satu in kasus.isian]
        return pembaruan.draft_butir(kasus.keluarga, isi, alasan=kasus.alasan, pelaku=pelaku)
    return pembaruan.draft_operasi(
        kasus.keluarga,
        kasus.jenis,
        susunan.told(kasus),
        alasan=kasus.alasan,
        pelaku=pelaku,
        individu=kasus.individu,
    )


def _proposal(kasus: Usulan, pelaku: User) -> Usulan:
    if (kasus.catatan or kasus.asesmen) and not tabir_of(pelaku, [kasus]).open_over(kasus.keluarga_id):
        raise TidakBerwenang(SENSITIF)
    return usulan.draft(
        kasus.keluarga,
        kasus.program,
        pelaku=pelaku,
        individu=kasus.individu,
        catatan=kasus.catatan,
        asesmen=kasus.asesmen,
    )


def _fitting(semua: Iterable[Bukti], kasus: Pembaruan | Usulan, pelaku: User) -> list[Bukti]:
    """Not the papers of a musyawarah that did not decide, not an old photo, nothing the filer may not look into."""
    sejak = timezone.now() - UMUR_FOTO
    terbuka = {satu.pk for satu, boleh in bukti.list_for(pelaku, kasus) if boleh}
    return [
        satu
        for satu in semua
        if satu.jenis not in MUSYAWARAH
        and (satu.identitas or satu.dibuat >= sejak)
        and (satu.pembuat_id == pelaku.pk or satu.pk in terbuka)
        and bukti.path_of(satu).exists()
    ]


def _carry(semua: Iterable[Bukti], baru: Pembaruan | Usulan, pelaku: User) -> int:
    """Copy rows and files; a file that the draft has already is left alone."""
    punya = set(baru.bukti.values_list("sidik_unggahan", flat=True))
    berkas = []
    for satu in semua:
        if satu.sidik_unggahan in punya:
            continue
        dari = [bukti.path_of(satu), bukti.path_of(satu, kecil=True)]
        satu.pk, satu.nama_berkas, satu.pembuat = None, new_name(), pelaku
        satu.pembaruan = baru if isinstance(baru, Pembaruan) else None
        satu.usulan = baru if isinstance(baru, Usulan) else None
        satu.kode_desa = baru.kode_desa
        satu.save(force_insert=True)
        berkas += list(zip(dari, [bukti.path_of(satu), bukti.path_of(satu, kecil=True)], strict=True))
        audit.record(
            pelaku=pelaku, aksi="bukti.lampirkan", objek=satu.objek, rincian={"kasus": baru.objek, "jenis": satu.jenis}
        )
    # Written last, as when they are attached: a file without a row is swept, a row without a file would hurt.
    for asal, tujuan in berkas:
        if asal.exists():
            tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(asal, tujuan)
            tujuan.chmod(0o600)
    return len({tujuan.name for _, tujuan in berkas if not tujuan.name.endswith(".kecil")})
