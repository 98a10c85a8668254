"""How far the findings are, by desa and kecamatan, and the workbook that answers a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from dtsen.accounts import audit
from dtsen.accounts.access import cakupan_of, require
from dtsen.accounts.models import User
from dtsen.lib.buku import text_workbook
from dtsen.lib.sel import XLSX
from dtsen.wilayah.models import Wilayah
from verval.access import LIHAT
from verval.alur_layanan import KIRIM
from verval.kirim import EksporDitolak, Unduhan
from verval.models import DaftarTemuan, Temuan
from verval.models.layanan import TEMUAN_SELESAI

KOLOM = (
    "NO", "NIK", "NOKK", "NAMA", "KECAMATAN", "KELURAHAN", "TEMUAN", "STATUS", "KESESUAIAN", "HASIL NIK", "PENJELASAN",
    "PEKERJAAN", "JENIS USAHA", "PENGHASILAN", "TANGGAL JAWABAN",
)  # fmt: skip
BARU = ("baru",)
BERJALAN = ("dikerjakan", "dikembalikan", "diajukan")


@dataclass(slots=True)
class Kemajuan:
    """How many findings a region has and how they stand; `lewat` are those undecided after their day."""

    kode: str
    nama: str
    jumlah: int = 0
    baru: int = 0
    berjalan: int = 0
    selesai: int = 0
    lewat: int = 0

    def add(self, lain: Kemajuan) -> None:
        for nama in ("jumlah", "baru", "berjalan", "selesai", "lewat"):
            setattr(self, nama, getattr(self, nama) + getattr(lain, nama))


def progress(user: User, hari: date, *, jenis: str = "") -> list[tuple[Kemajuan, list[Kemajuan]]]:
    """Return each kecamatan in reach with its desa; two queries."""
    semua = Temuan.objects.dalam(cakupan_of(user, LIHAT))
    if jenis:
        semua = semua.filter(jenis=jenis)
    terbuka = ~Q(status__in=TEMUAN_SELESAI)
    hitung = (
        semua.order_by()
        .values_list("kode_desa")
        .annotate(
            jumlah=Count("pk"),
            baru=Count("pk", filter=Q(status__in=BARU)),
            berjalan=Count("pk", filter=Q(status__in=BERJALAN)),
            selesai=Count("pk", filter=Q(status__in=TEMUAN_SELESAI)),
            lewat=Count("pk", filter=terbuka & Q(tenggat__lt=hari)),
        )
    )
    baris = {kode: angka for kode, *angka in hitung}
    nama = dict(Wilayah.objects.filter(pk__in={*baris, *(kode[:6] for kode in baris)}).values_list("kode", "nama"))
    hasil: dict[str, tuple[Kemajuan, list[Kemajuan]]] = {}
    for kode in sorted(baris, key=lambda k: (nama.get(k[:6], k), nama.get(k, k))):
        kec = kode[:6]
        induk, desa = hasil.setdefault(kec, (Kemajuan(kec, nama.get(kec, kec)), []))
        satu = Kemajuan(kode, nama.get(kode, kode), *baris[kode])
        desa.append(satu)
        induk.add(satu)
    return list(hasil.values())


def total(kecamatan: Iterable[tuple[Kemajuan, list[Kemajuan]]]) -> Kemajuan:
    """Return all of them together."""
    semua = Kemajuan("", "")
    for satu, _ in kecamatan:
        semua.add(satu)
    return semua


@transaction.atomic
def export(daftar: DaftarTemuan, user: User, *, akses: int) -> Unduhan:
    """Return the answer to a list, with full numbers; `akses` is the akses penuh under which it leaves.

    Raises TidakBerwenang or EksporDitolak (`kosong`).
    """
    require(user, KIRIM)
    semua = list(
        Temuan.objects.dalam(cakupan_of(user, KIRIM))
        .filter(daftar=daftar)
        .select_related("individu", "keluarga")
        .order_by("baris")
    )
    if not semua:
        raise EksporDitolak("kosong", "Daftar ini belum punya temuan di wilayah Anda.")
    kode = {k for t in semua for k in (t.kode_desa, t.kode_desa[:6])}
    tempat = dict(Wilayah.objects.filter(pk__in=kode).values_list("kode", "nama"))
    isi = text_workbook(KOLOM, [_row(t, tempat) for t in semua], "JAWABAN")
    audit.record(
        pelaku=user,
        aksi="daftar_temuan.jawaban",
        objek=daftar.objek,
        rincian={"jumlah": len(semua), "akses_penuh": akses},
        keluarga={t.keluarga_id for t in semua},
        individu=[t.individu_id for t in semua if t.individu_id],
    )
    return Unduhan(f"JAWABAN_TEMUAN_{daftar.pk}.xlsx", isi, XLSX)


def _row(t: Temuan, tempat: dict[str, str]) -> list[str]:
    orang = t.individu
    assert orang is not None
    return [
        str(t.baris), orang.nik or "", t.keluarga.nomor_kk or "", orang.nama, tempat.get(t.kode_desa[:6], ""),
        tempat.get(t.kode_desa, ""), t.keterangan, t.get_status_display(), t.get_kesesuaian_display(),
        t.get_hasil_nik_display(), t.penjelasan, t.pekerjaan, t.jenis_usaha,
        "" if t.penghasilan is None else str(t.penghasilan), t.diputuskan.strftime("%d/%m/%Y") if t.diputuskan else "",
    ]  # fmt: skip
