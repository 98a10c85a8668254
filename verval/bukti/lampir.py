"""Attaching evidence to a case and taking it off: what, by whom, and when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.access import Orang, TidakBerwenang
from dtsen.accounts.models import User
from dtsen.lib.gambar import Titik
from verval import alur, alur_layanan, pembaruan, usulan
from verval.access import izin_di
from verval.bukti.berkas import inspect, keep, path_of, unlink
from verval.hop import KasusDitolak, StaleStatus
from verval.jenis_bukti import JENIS, MUSYAWARAH, kinds_of
from verval.models import Bukti, DokumenMusyawarah, Pembaruan, Perkara, Temuan, Usulan

BANYAK_MAKS = 20
"""Files of one case."""
AJUKAN = {"pembaruan": pembaruan.AJUKAN, "usulan": usulan.AJUKAN, **alur_layanan.AJUKAN}
DARI_MUSYAWARAH = frozenset({"berita_acara", "daftar_hadir"})
"""Papers that come from a closed session only."""
LEWAT_MUSYAWARAH = (
    "Berita acara dan daftar hadir dilampirkan sendiri saat musyawarah ditutup. Catat musyawarahnya di halaman "
    "Musyawarah, juga yang sudah lewat. Tanpa musyawarah, lampirkan SPTJM."
)


def may_attach(kasus: Perkara, user: Orang) -> list[str]:
    """The kinds this user may attach now: photos and papers to one's own draft, the SPTJM to a filed case of the desa.

    Berita acara and daftar hadir come from a closed session alone.

    Empty: the upload form does not belong on the page.
    """
    izin = izin_di(user, kasus.keluarga)
    if kasus.status in kasus.DIISI:
        boleh = _writes(kasus, user) and AJUKAN[kasus.JENIS] in izin
        return [jenis for jenis in kinds_of(kasus.JENIS) if jenis not in DARI_MUSYAWARAH] if boleh else []
    desa = kasus.status == "diajukan" and alur.MUSYAWARAH in izin
    return ["sptjm"] if desa and isinstance(kasus, Pembaruan | Usulan) else []


def _writes(kasus: Perkara, user: Orang) -> bool:
    """Whether the content is this user's: a finding belongs to everybody of its desa who may work on it."""
    return isinstance(kasus, Temuan) or kasus.pembuat_id == user.pk


def _locked(kasus: Perkara) -> Perkara:
    """The case, held until the end of the transaction."""
    return type(kasus)._default_manager.select_for_update(of=("self",)).select_related("keluarga").get(pk=kasus.pk)


def _require(kasus: Perkara, pelaku: User, jenis: str) -> None:
    """Raise where `pelaku` may not attach this kind now: the maker, the status, the izin, the kind, in that order."""
    boleh = may_attach(kasus, pelaku)
    if jenis in boleh:
        return
    if boleh and jenis in DARI_MUSYAWARAH and isinstance(kasus, Pembaruan | Usulan):
        raise KasusDitolak("jenis", LEWAT_MUSYAWARAH, "jenis")
    if boleh and kasus.status in kasus.DIISI:
        raise KasusDitolak("jenis", "Jenis bukti ini tidak dipakai untuk kasus ini. Pilih dari daftar.", "jenis")
    if boleh:
        raise KasusDitolak("jenis", "Kasus sudah diajukan: hanya SPTJM yang dapat ditambahkan.", "jenis")
    if kasus.status == "diajukan" and jenis in MUSYAWARAH and isinstance(kasus, Pembaruan | Usulan):
        raise TidakBerwenang(alur.MUSYAWARAH)
    if not _writes(kasus, pelaku):
        raise KasusDitolak("pembuat", "Hanya pembuat kasus yang boleh mengubah buktinya.")
    if kasus.status not in kasus.DIISI:
        raise StaleStatus
    raise TidakBerwenang(AJUKAN[kasus.JENIS])


@transaction.atomic
def attach(
    kasus: Perkara,
    isi: bytes,
    *,
    jenis: str,
    pelaku: User,
    titik: Titik | None = None,
    titik_foto: bool = False,
) -> Bukti:
    """Attach a photo or a PDF to a draft or a returned case of one's own, or an SPTJM to a filed one.

    `titik` is the place that the device told; with `titik_foto` the one written in the photo is taken instead. Raises
    UnggahanDitolak (the file), KasusDitolak (`pembuat | jenis | terlalu_banyak | bukti_sama`), StaleStatus or
    TidakBerwenang.
    """
    if jenis not in JENIS:
        raise KasusDitolak("jenis", "Pilih jenis bukti dari daftar.", "jenis")
    kasus = _locked(kasus)
    _require(kasus, pelaku, jenis)
    sidik_unggahan = hashlib.sha256(isi).hexdigest()
    punya = list(kasus.bukti.values_list("sidik_unggahan", flat=True))
    if len(punya) >= BANYAK_MAKS:
        raise KasusDitolak("terlalu_banyak", f"Satu kasus paling banyak {BANYAK_MAKS} bukti.", "berkas")
    if sidik_unggahan in punya:
        raise KasusDitolak(
            "bukti_sama", "Berkas yang sama sudah dilampirkan pada kasus ini. Pilih berkas lain.", "berkas"
        )
    baru = inspect(isi)
    tempat = baru.titik if titik_foto else titik
    bukti = Bukti(
        **{kasus.JENIS: kasus},
        keluarga=kasus.keluarga,
        kode_desa=kasus.kode_desa,
        jenis=jenis,
        tipe=baru.tipe,
        ukuran=len(baru.berkas),
        lebar=baru.lebar,
        tinggi=baru.tinggi,
        sidik=hashlib.sha256(baru.berkas).hexdigest(),
        sidik_unggahan=sidik_unggahan,
        sidik_rupa=baru.sidik_rupa,
        lat=Decimal(str(round(tempat.lat, 6))) if tempat else None,
        lon=Decimal(str(round(tempat.lon, 6))) if tempat else None,
        akurasi_m=tempat.akurasi_m if tempat else None,
        asal_titik="" if tempat is None else "foto" if titik_foto else "perangkat",
        pembuat=pelaku,
    )
    bukti.save(force_insert=True)
    audit.record(
        pelaku=pelaku, aksi="bukti.lampirkan", objek=bukti.objek, rincian={"kasus": kasus.objek, "jenis": jenis}
    )
    # Written last: a file without a row (the transaction failed after this) is swept, a row without a file would hurt.
    keep(bukti, baru)
    return bukti


def attach_document(
    kasus: Iterable[Pembaruan | Usulan], dokumen: DokumenMusyawarah, *, jenis: str, pelaku: User
) -> None:
    """Attach the paper of a musyawarah or SPTJM, just made, to its cases; one statement for rows and one for the trail.

    Part of closing (`verval/musdes/tutup.py`), which has asked for the permission.
    """
    _, tipe, ukuran, sidik = dokumen.bukti_berkas
    semua = list(kasus)
    baru = Bukti.objects.bulk_create(
        Bukti(
            **{satu.JENIS: satu},
            dokumen=dokumen,
            keluarga_id=satu.keluarga_id,
            kode_desa=satu.kode_desa,
            jenis=jenis,
            tipe=tipe,
            ukuran=ukuran,
            sidik=sidik,
            sidik_unggahan=sidik,
            pembuat=pelaku,
        )
        for satu in semua
    )
    audit.record_all(
        [
            audit.Baris("bukti.lampirkan", bukti.objek, {"kasus": satu.objek, "jenis": jenis})
            for satu, bukti in zip(semua, baru, strict=True)
        ],
        pelaku=pelaku,
    )


@transaction.atomic
def remove(bukti: Bukti, *, pelaku: User) -> None:
    """Take a file off one's own draft: row and file are gone. A filed case keeps what was judged by.

    Raises KasusDitolak (`pembuat`), StaleStatus or TidakBerwenang.
    """
    kasus = _locked(bukti.kasus)
    if not _writes(kasus, pelaku):
        raise KasusDitolak("pembuat", "Hanya pembuat kasus yang boleh mengubah buktinya.")
    if kasus.status not in kasus.BEBAS:
        raise StaleStatus
    if bukti.dokumen_id is not None:
        raise StaleStatus
    _require(kasus, pelaku, bukti.jenis)
    audit.record(
        pelaku=pelaku, aksi="bukti.hapus", objek=bukti.objek, rincian={"kasus": kasus.objek, "jenis": bukti.jenis}
    )
    berkas = [path_of(bukti), path_of(bukti, kecil=True)]
    bukti.delete()
    transaction.on_commit(partial(unlink, berkas))
