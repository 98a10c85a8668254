"""Evidence of a case: what may be attached, by whom and when; where its files lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404

from dtsen.accounts import audit
from dtsen.accounts.access import Orang, TidakBerwenang, cakupan_of
from dtsen.accounts.models import User
from dtsen.lib import gambar, pdf
from dtsen.lib.gambar import Titik
from dtsen.lib.unggahan import CUKUP, UnggahanDitolak, kind
from dtsen.registry.buka import BUKA
from dtsen.registry.perlindungan import SENSITIF
from verval import alur, alur_layanan, pembaruan, usulan
from verval.access import LIHAT, boleh_nilai, izin_di, kunjungan_for, layanan_for, pembaruan_for, tabir_of, usulan_for
from verval.hop import KasusDitolak, StaleStatus
from verval.jenis_bukti import IDENTITAS, JENIS, MUSYAWARAH, kinds_of
from verval.kunjungan.alur import ATUR
from verval.models import Bukti, DokumenMusyawarah, Kunjungan, Pembaruan, Perkara, Reaktivasi, Sengketa, Temuan, Usulan
from verval.musdes import arsip

UKURAN_MAKS = 15 * 1024 * 1024
"""Bytes of one upload: a photo of a 50-megapixel telephone fits."""
BANYAK_MAKS = 20
"""Files of one case."""
PENGOLAH = frozenset({pembaruan.AJUKAN, pembaruan.PERIKSA, usulan.AJUKAN, usulan.PERIKSA})
"""Who works on cases."""
SURAT = frozenset({SENSITIF, BUKA})
"""What papers ask for beside that: they show full numbers, and the children of the family."""
AJUKAN = {"pembaruan": pembaruan.AJUKAN, "usulan": usulan.AJUKAN, **alur_layanan.AJUKAN}
MODEL: dict[str, Any] = {m.JENIS: m for m in (Pembaruan, Usulan, Temuan, Reaktivasi, Sengketa)}
PEMILIK = tuple(f"{jenis}_id" for jenis in MODEL)
"""Columns of which exactly one names the case."""
DARI_MUSYAWARAH = frozenset({"berita_acara", "daftar_hadir"})
"""Papers that come from a closed session only."""
LEWAT_MUSYAWARAH = (
    "Berita acara dan daftar hadir dilampirkan sendiri saat musyawarah ditutup. Catat musyawarahnya di halaman "
    "Musyawarah, juga yang sudah lewat. Tanpa musyawarah, lampirkan SPTJM."
)
BEDA_RUPA_MAKS = 6
"""Bits of 64 by which two dHashes of one scene differ after cropping, another size or a filter."""
RUPA_POLOS = frozenset({"", "0" * 16, "f" * 16})
"""What a wall, a dark room or a blank page gives: says nothing about whose photo it is."""
HEIC = (
    "Foto HEIC dari iPhone belum dapat dibaca. Ubah di Pengaturan > Kamera > Format > Paling Kompatibel, "
    "lalu ambil ulang fotonya."
)


@dataclass(frozen=True, slots=True)
class Isi:
    """What is written to disk and into the columns."""

    tipe: str
    berkas: bytes
    kecil: bytes = b""
    lebar: int | None = None
    tinggi: int | None = None
    sidik_rupa: str = ""
    titik: Titik | None = None


def path_of(bukti: Bukti, *, kecil: bool = False) -> Path:
    """Return where the file (or its small picture) lies: outside the web root, 256 folders.

    The paper of a musyawarah is kept once for all of its cases.
    """
    if bukti.dokumen is not None:
        return arsip.path_of(bukti.dokumen.bukti_berkas[0])
    nama = bukti.nama_berkas
    return Path(settings.BERKAS_DIR) / "bukti" / nama[:2] / (f"{nama}.kecil" if kecil else nama)


def inspect(isi: bytes) -> Isi:
    """Tell a photo from a PDF by content and write it anew; raises UnggahanDitolak for anything else."""
    if len(isi) > UKURAN_MAKS:
        raise UnggahanDitolak(
            "terlalu_besar", f"Berkas lebih dari {UKURAN_MAKS // 1024**2} MB. Kecilkan dahulu, lalu unggah lagi."
        )
    jenis = kind(isi[:CUKUP])
    if jenis in {"jpeg", "png", "webp"}:
        foto = gambar.rewrite(isi)
        return Isi("image/jpeg", foto.isi, foto.kecil, foto.lebar, foto.tinggi, foto.sidik_rupa, foto.titik)
    if jenis == "pdf":
        return Isi("application/pdf", pdf.rewrite(isi))
    if jenis == "kosong":
        raise UnggahanDitolak("kosong", "Berkas kosong. Pilih ulang fotonya.")
    if jenis == "heic":
        raise UnggahanDitolak("heic", HEIC)
    raise UnggahanDitolak("jenis_berkas", "Hanya foto (JPEG, PNG, WebP) atau PDF. Ambil foto suratnya, lalu unggah.")


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


def keep(bukti: Bukti, isi: Isi) -> None:
    """Write the file and its small picture; the last thing to be done in the transaction of the row."""
    tujuan = path_of(bukti)
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for tempat, byte in ((tujuan, isi.berkas), (path_of(bukti, kecil=True), isi.kecil)):
        if byte:
            tempat.write_bytes(byte)
            tempat.chmod(0o600)


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
    transaction.on_commit(partial(_unlink, berkas))


def _unlink(berkas: list[Path]) -> None:
    for satu in berkas:
        with suppress(FileNotFoundError):
            satu.unlink()


def may_open(user: Orang, bukti: Bukti) -> bool:
    """Whether the user may look into it, or see its small picture.

    Evidence is as closed as what the case says: of a correction its values, of a proposal its assessment. Papers with
    full numbers are only for those who work on cases at that place and may open numbers there.
    """
    if bukti.kunjungan is not None:
        return may_see_visit(user, bukti.kunjungan)
    foto, surat = _open(user, bukti.kasus)
    return surat and _reaches(user, bukti) if bukti.identitas else foto


def _reaches(user: Orang, bukti: Bukti) -> bool:
    """A paper of the musyawarah names other families too: it opens to those who work on the whole desa."""
    return bukti.dokumen_id is None or (bukti.dokumen is not None and cakupan_of(user, LIHAT).memuat(bukti.kode_desa))


def _open(user: Orang, kasus: Perkara) -> tuple[bool, bool]:
    """Whether photos of the case are open to the user, and whether its papers are."""
    tabir = tabir_of(user, [kasus])
    foto = boleh_nilai(tabir, kasus) if isinstance(kasus, Pembaruan) else tabir.open_over(kasus.keluarga_id)
    izin = izin_di(user, kasus.keluarga)
    return foto, foto and bool(PENGOLAH & izin) and izin >= SURAT


def bukti_for(user: User, pk: int) -> Bukti:
    """The guarded door: raises Http404 outside the scope (and on another's draft), PermissionDenied by peran."""
    bukti = Bukti.objects.select_related("dokumen").filter(pk=pk).first()
    if bukti is None:
        raise Http404("Bukti tidak ada di wilayah Anda.")
    if bukti.kunjungan_id is not None:
        bukti.kunjungan = kunjungan_for(user, bukti.kunjungan_id)
    elif bukti.pembaruan_id is not None:
        bukti.pembaruan = pembaruan_for(user, bukti.pembaruan_id)
    elif bukti.usulan_id is not None:
        bukti.usulan = usulan_for(user, bukti.usulan_id)
    else:
        jenis, nomor = _owner(bukti)
        setattr(bukti, jenis, layanan_for(user, MODEL[jenis], nomor))
    if not may_open(user, bukti):
        raise PermissionDenied("Bukti ini hanya untuk yang mengajukan dan memeriksa kasus.")
    return bukti


def may_see_visit(user: Orang, kunjungan: Kunjungan) -> bool:
    """Whether photos and answers of a visit are open to the user: its visitor, and those who send or review."""
    izin = izin_di(user, kunjungan.keluarga)
    return SENSITIF in izin and (kunjungan.petugas_id == user.pk or ATUR in izin or pembaruan.PERIKSA in izin)


def _owner(bukti: Bukti) -> tuple[str, int]:
    return next((jenis, nomor) for jenis in MODEL if (nomor := getattr(bukti, f"{jenis}_id")) is not None)


def list_for(user: Orang, kasus: Perkara) -> list[tuple[Bukti, bool]]:
    """The evidence of a case, each with whether the user may look into it; one query."""
    daftar = list(kasus.bukti.select_related("pembuat", "dokumen"))
    foto, surat = _open(user, kasus) if daftar else (False, False)
    return [(bukti, surat and _reaches(user, bukti) if bukti.identitas else foto) for bukti in daftar]


def twins(user: Orang, kasus: Perkara, daftar: Iterable[Bukti]) -> dict[int, list[Perkara]]:
    """Return, by id of a photo of this case, the cases of other families that carry the same or nearly the same one.

    The same file is found wherever the user may look; one that only looks the same, in the same desa and among pictures
    of houses (every KTP looks like every other). Drafts of other people stay unseen. Empty for those who do not work on
    cases. Three queries, one where nothing is alike.
    """
    foto = [satu for satu in daftar if satu.foto]
    if not foto or not PENGOLAH & izin_di(user, kasus.keluarga):
        return {}
    rumah = Q(kode_desa=kasus.kode_desa, tipe="image/jpeg") & ~Q(jenis__in=IDENTITAS) & ~Q(sidik_rupa__in=RUPA_POLOS)
    calon = Bukti.objects.filter(kunjungan__isnull=True).filter(
        rumah | Q(sidik_unggahan__in=[satu.sidik_unggahan for satu in foto])
    )
    mirip: list[tuple[int, str, int]] = []
    # Thousands in a large desa, of which hardly one is alike: columns only, and the cases of those that are.
    for unggahan, rupa, *pemilik in calon.exclude(keluarga=kasus.keluarga_id).values_list(
        "sidik_unggahan", "sidik_rupa", *PEMILIK
    ):
        milik = next((jenis, nomor) for jenis, nomor in zip(MODEL, pemilik, strict=True) if nomor is not None)
        mirip += [(satu.pk, *milik) for satu in foto if _alike(satu, unggahan, rupa)]
    cakupan = cakupan_of(user, LIHAT)
    ada: dict[str, dict[int, Any]] = {
        jenis: MODEL[jenis].objects.dalam(cakupan).terlihat(user).in_bulk({pk for _, j, pk in mirip if j == jenis})
        for jenis in {j for _, j, _ in mirip}
    }
    temuan: dict[int, list[Perkara]] = {}
    for bukti_id, jenis, pk in sorted(set(mirip)):
        if pk in ada[jenis]:
            temuan.setdefault(bukti_id, []).append(ada[jenis][pk])
    return temuan


def _alike(satu: Bukti, unggahan: str, rupa: str) -> bool:
    if satu.sidik_unggahan == unggahan:
        return True
    if satu.identitas or {satu.sidik_rupa, rupa} & RUPA_POLOS:
        return False
    return (int(satu.sidik_rupa, 16) ^ int(rupa, 16)).bit_count() <= BEDA_RUPA_MAKS
