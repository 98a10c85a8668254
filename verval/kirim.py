"""Sending proposals to Kemensos: which wait, the checked files, the trail of a download, and "sudah dikirim"."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.ditolak import Ditolak
from dtsen.lib.sel import XLSX
from dtsen.lib.transisi import AksiDitolak
from dtsen.registry.models import Individu
from dtsen.registry.perlindungan import SENSITIF
from dtsen.wilayah.models import Wilayah
from verval import alur, hop, siks, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import EksporUsulan, ProgramBansos, Usulan
from verval.querysets import UsulanQuerySet
from verval.siks import Cacat

KIRIM = alur.KIRIM
SIAP = "disahkan_bupati"
KEPALA = 1
SETAHUN = (1980, 1, 1, 0, 0, 0)
"""Date of every file in an archive: equal content, equal bytes."""


class EksporDitolak(Ditolak):
    """No file leaves: `kode` in `kosong | cacat`."""


@dataclass(frozen=True, slots=True)
class Berkas:
    """One file to be: whose it is, its cases in the order of its rows, and what is wrong with it."""

    program: ProgramBansos
    desa: Wilayah
    periode: str
    kasus: list[Usulan]
    isi: list[siks.Baris]
    cacat: list[tuple[Cacat, Usulan]] = field(default_factory=list)

    @property
    def nama(self) -> str:
        return siks.file_name(self.program, self.desa.pk, self.periode)

    @property
    def berat(self) -> int:
        """How many faults hold the file back."""
        return sum(satu.berat for satu, _ in self.cacat)

    @property
    def per_sel(self) -> list[tuple[Cacat, Usulan]]:
        """What somebody has to look at, cell by cell."""
        return [(cacat, kasus) for cacat, kasus in self.cacat if cacat.berat or cacat.kolom == "NAMA"]

    @property
    def kosong(self) -> list[tuple[str, int]]:
        """Columns that may stay blank, and in how many rows they do: of a whole kabupaten too many to list."""
        ringan = Counter(c.kolom for c, _ in self.cacat if not c.berat and c.kolom != "NAMA")
        return [(kolom, ringan[kolom]) for kolom in siks.KOLOM if kolom in ringan]


@dataclass(frozen=True, slots=True)
class Unduhan:
    """What is handed out: a workbook, or a zip of several."""

    nama: str
    isi: bytes
    jenis: str


@dataclass(frozen=True, slots=True)
class Terkirim:
    """What "sudah dikirim" did: how many moved, and the cases that could not with the reason."""

    jumlah: int
    gagal: list[tuple[Usulan, str]]


def waiting(user: User, *, program: str = "", periode: str = "", wilayah: str = "") -> UsulanQuerySet:
    """Proposals endorsed by the bupati that this user may send; blank means all."""
    semua = Usulan.objects.dalam(cakupan_of(user, KIRIM)).filter(status=SIAP)
    return semua.saring_program(program=program, periode=periode).saring(wilayah=wilayah)


def files(user: User, *, periode: str, program: str = "", wilayah: str = "") -> list[Berkas]:
    """Return one file a programme and desa for a month, each checked; a constant number of queries."""
    semua = waiting(user, program=program, periode=periode, wilayah=wilayah)
    urut = ("program__urut", "program_id", "kode_desa", "id")
    daftar = list(semua.select_related("keluarga", "individu", "program").order_by(*urut))
    kepala = _heads(daftar)
    tempat = _places(satu.kode_desa for satu in daftar)
    hasil = []
    for (_, kode), isi in groupby(daftar, key=lambda k: (k.program_id, k.kode_desa)):
        kasus = list(isi)
        hasil.append(_file(kasus, kepala, tempat[kode]))
    return hasil


def _file(kasus: list[Usulan], kepala: dict[int, Individu], tempat: list[Wilayah]) -> Berkas:
    nama = [w.nama.upper() for w in tempat]
    orang = [siks.recipient(k, kepala.get(k.keluarga_id)) for k in kasus]
    baris = [siks.row(k, o or Individu(), nama) for k, o in zip(kasus, orang, strict=True)]
    cacat = siks.check(baris, hari=timezone.localdate(), satu_kk=kasus[0].unit == "keluarga")
    return Berkas(
        kasus[0].program, tempat[-1], kasus[0].periode, kasus, baris, [(c, kasus[c.baris - 2]) for c in cacat]
    )


def _heads(daftar: list[Usulan]) -> dict[int, Individu]:
    tanpa = {k.keluarga_id for k in daftar if k.individu_id is None}
    kepala = Individu.objects.hidup().filter(keluarga_id__in=tanpa, status_hubungan_keluarga=KEPALA)
    return {satu.keluarga_id: satu for satu in kepala.order_by("-pk")}


def _places(kode: Iterable[str]) -> dict[str, list[Wilayah]]:
    """{desa: [provinsi, kabupaten, kecamatan, desa]}."""
    jenjang = {satu: [satu[:2], satu[:4], satu[:6], satu] for satu in set(kode)}
    wilayah = Wilayah.objects.in_bulk({k for semua in jenjang.values() for k in semua})
    # A region that the table does not know stays a blank cell, which the check points out.
    return {satu: [wilayah.get(k) or Wilayah(kode=k) for k in semua] for satu, semua in jenjang.items()}


@transaction.atomic
def export(user: User, *, periode: str, program: str = "", wilayah: str = "", akses: int = 0) -> Unduhan:
    """Build the files, remember which case lies in which, and leave a line with everybody in them.

    Full numbers leave the house here: the caller has asked for akses penuh, whose id is `akses`. Raises TidakBerwenang
    or EksporDitolak; nothing is written then.
    """
    require(user, KIRIM)
    require(user, SENSITIF)  # disability and pregnancy are columns of the template
    # Locked: what is in a file stays as it is until the file is there.
    terkunci = waiting(user, program=program, periode=periode, wilayah=wilayah).select_for_update(of=("self",))
    list(terkunci.order_by("pk"))
    semua = files(user, periode=periode, program=program, wilayah=wilayah)
    if not semua:
        raise EksporDitolak("kosong", "Tidak ada usulan yang sudah disahkan bupati untuk pilihan ini.")
    if any(satu.berat for satu in semua):
        raise EksporDitolak("cacat", "Berkas belum akan diterima. Perbaiki baris yang ditandai, lalu unduh lagi.")
    buku = [(satu, siks.workbook(satu.isi)) for satu in semua]
    for satu, isi in buku:
        _remember(user, satu, isi, akses)
    if len(buku) == 1:
        satu, isi = buku[0]
        return Unduhan(satu.nama, isi, XLSX)
    return Unduhan(f"USULAN_{periode.replace('-', '')}.zip", _zip((b.nama, isi) for b, isi in buku), "application/zip")


def _remember(user: User, berkas: Berkas, isi: bytes, akses: int) -> None:
    sidik = hashlib.sha256(isi).hexdigest()
    ekspor = EksporUsulan.objects.create(
        program=berkas.program,
        kode_desa=berkas.desa.pk,
        periode=berkas.periode,
        sidik=sidik,
        jumlah=len(berkas.kasus),
        pembuat=user,
    )
    Usulan.objects.filter(pk__in=[k.pk for k in berkas.kasus]).update(ekspor=ekspor)
    audit.record(
        pelaku=user,
        aksi="usulan.ekspor",
        objek=f"eksporusulan:{ekspor.pk}",
        rincian={
            "program": berkas.program.pk,
            "desa": berkas.desa.pk,
            "periode": berkas.periode,
            "jumlah": len(berkas.kasus),
            "sidik": sidik,
            "akses_penuh": akses,
        },
        **hop.subjects(*berkas.kasus),
    )


def _zip(isi: Iterable[tuple[str, bytes]]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, satu in isi:
            arsip.writestr(zipfile.ZipInfo(nama, SETAHUN), satu)
    return keluar.getvalue()


def exports(user: User) -> list[EksporUsulan]:
    """Files that still hold unsent proposals, newest first, each with how many (`sisa`)."""
    menunggu = dict[int, int]()
    for pk in waiting(user).filter(ekspor__isnull=False).values_list("ekspor_id", flat=True):
        menunggu[pk] = menunggu.get(pk, 0) + 1
    daftar = list(EksporUsulan.objects.filter(pk__in=menunggu).select_related("program", "pembuat").order_by("-pk"))
    desa = Wilayah.objects.in_bulk({satu.kode_desa for satu in daftar})
    for satu in daftar:
        satu.sisa = menunggu[satu.pk]  # type: ignore[attr-defined]  # for the page
        satu.desa = desa.get(satu.kode_desa)  # type: ignore[attr-defined]
    return daftar


def mark_sent(ekspor: EksporUsulan, *, pelaku: User) -> Terkirim:
    """Move what was in the file and still waits by the ordinary hop `kirim`; each case for itself."""
    require(pelaku, KIRIM)
    jumlah, gagal = 0, []
    for kasus in waiting(pelaku).filter(ekspor=ekspor).select_related("keluarga", "individu").order_by("pk"):
        try:
            usulan.move(kasus, "kirim", pelaku=pelaku, status=SIAP)
            jumlah += 1
        except (AksiDitolak, StaleStatus, KasusDitolak) as galat:
            gagal.append((kasus, galat.pesan))
    return Terkirim(jumlah, gagal)
