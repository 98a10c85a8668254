"""Targeting as files: the table of the page as CSV or XLSX, and the list behind a number as XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dtsen.accounts.jaga import Lingkup
from dtsen.accounts.views.gerbang import butuh, pengguna
from dtsen.lib.sel import XLSX, aman
from verval.bansos.penerima import LIHAT
from verval.ketepatan import baca, tampil
from verval.ketepatan.pilih import choices, table
from verval.views.ketepatan import behind, looked_at, named

KEPALA = (
    "Wilayah", "Kode", "Layak", "Menerima", "Layak tidak menerima", "Menerima tidak layak",
    "Galat eksklusi (%)", "Galat inklusi (%)", "Galat eksklusi: penyebut", "Galat inklusi: penyebut",
)  # fmt: skip
KEPALA_DAFTAR = ("Keluarga", "Orang", "No KK", "Desa", "Desil nasional", "Sebab")
PALING_BANYAK = 5000
"""Rows of one file of names; more than anybody visits, and each is named in the trail."""


@require_safe
@butuh("agregat.lihat", Lingkup.DAFTAR)
@never_cache
def ketepatan_unduh(request: HttpRequest) -> HttpResponse:
    """The table of the page (`bentuk=xlsx`, else CSV): numbers of regions, nobody's name."""
    user, pilihan = pengguna(request), choices(request.GET)
    isi: list[tuple[object, ...]] = []
    if pilihan.aturan is not None:
        _, baris, jumlah = table(user, pilihan)
        isi = [_row(satu) for satu in [*baris, jumlah]]
    nama = f"ketepatan_{pilihan.program or 'kosong'}"
    if request.GET.get("bentuk") == "xlsx":
        return _workbook(nama, "Ketepatan", KEPALA, isi)
    jawaban = HttpResponse(content_type="text/csv; charset=utf-8")
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}.csv"'
    jawaban.write("\ufeff")  # Excel reads UTF-8 only with this mark
    penulis = csv.writer(jawaban, delimiter=";")
    penulis.writerow(KEPALA)
    penulis.writerows([aman(str(sel)) for sel in satu] for satu in isi)
    return jawaban


@require_safe
@butuh(LIHAT, Lingkup.DAFTAR)
@never_cache
def ketepatan_daftar_unduh(request: HttpRequest) -> HttpResponse:
    """Who stands behind a number, as the page shows them: in the scope, numbers masked, protected children unnamed."""
    user, pilihan, lihat = pengguna(request), choices(request.GET), looked_at(request)
    daftar = behind(pilihan, lihat, lewati=0, banyak=PALING_BANYAK + 1)
    isi: list[tuple[object, ...]] = [
        (
            satu["keluarga"].nama_kepala or "Keluarga", satu["orang"].nama if satu["orang"] else "",
            satu["keluarga"].nomor_kk or "", satu["desa"], satu["nasional"] or "belum ada", satu["sebab"],
        )
        for satu in named(user, daftar[:PALING_BANYAK])
    ]  # fmt: skip
    if len(daftar) > PALING_BANYAK:
        isi.append((f"Hanya {PALING_BANYAK} baris pertama. Pilih kecamatan untuk daftar yang utuh.",))
    return _workbook(f"{lihat}_{pilihan.program or 'kosong'}", baca.LIHAT[lihat], KEPALA_DAFTAR, isi)


def _workbook(nama: str, lembar: str, kepala: Sequence[str], isi: Iterable[Sequence[object]]) -> HttpResponse:
    berkas = io.BytesIO()
    with xlsxwriter.Workbook(
        berkas, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as buku:
        tebal, halaman = buku.add_format({"bold": True}), buku.add_worksheet(lembar[:31])
        halaman.write_row(0, 0, kepala, tebal)
        halaman.freeze_panes(1, 0)
        halaman.set_column(0, len(kepala) - 1, 18)
        for nomor, baris in enumerate(isi, start=1):
            halaman.write_row(nomor, 0, [sel if isinstance(sel, int) else aman(str(sel)) for sel in baris])
    jawaban = HttpResponse(berkas.getvalue(), content_type=XLSX)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}.xlsx"'
    return jawaban


def _row(satu: tampil.Baris) -> tuple[object, ...]:
    if satu.tertutup:
        return (satu.nama, satu.kode, *["<5"] * 8)
    s = satu.sel
    return (
        satu.nama, satu.kode, round(s.layak), round(s.menerima), round(s.luput), round(s.bocor),
        satu.eksklusi.removesuffix(" %"), satu.inklusi.removesuffix(" %"), round(s.layak), round(s.menerima),
    )  # fmt: skip
