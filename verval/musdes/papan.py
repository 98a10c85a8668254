"""The result on the board: initials and RT only, with the day it was posted and until when somebody may object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.lib.lembar import TINGGI, Lembar
from dtsen.lib.tampil import angka, tanggal
from dtsen.registry.perlindungan import initials
from dtsen.wilayah.models import Wilayah
from verval.hop import KasusDitolak
from verval.models import Musyawarah, Usulan
from verval.musdes.akses import held
from verval.musdes.isi import rows_of
from verval.musdes.sesi import rule_on

KOLOM = (("No", 15.0), ("Inisial", 45.0), ("RT", 20.0), ("Perihal", 50.0), ("Hasil", 50.0))


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the board."""

    inisial: str
    rt: str
    perihal: str
    hasil: str


def lines(sesi: Musyawarah) -> list[Baris]:
    """The board of a closed session: of a correction not even which fact."""
    return [
        Baris(
            initials(k.keluarga.nama_kepala),
            k.keluarga.rt,
            f"Usulan {k.isi.program.singkatan}" if isinstance(k.isi, Usulan) else "Pembaruan data",
            k.get_keputusan_display(),
        )
        for k in rows_of(sesi)
    ]


@transaction.atomic
def post(sesi: Musyawarah, diumumkan: date, *, pelaku: User) -> date:
    """Record the day on which the result was put on the board; return until when objections are taken.

    Raises TidakBerwenang, StaleStatus (not closed) or KasusDitolak (`diumumkan | sudah`).
    """
    terkunci = held(sesi, pelaku, "ditutup")
    if terkunci.diumumkan is not None:
        raise KasusDitolak("sudah", f"Hasil sudah dicatat diumumkan {tanggal(terkunci.diumumkan)}.")
    assert terkunci.ditutup is not None  # a constraint
    if not timezone.localtime(terkunci.ditutup).date() <= diumumkan <= timezone.localdate():
        raise KasusDitolak(
            "diumumkan", "Isi tanggal hasil ditempel: sesudah musyawarah ditutup, paling lambat hari ini.", "diumumkan"
        )
    sampai = diumumkan + timedelta(days=rule_on(diumumkan).hari_keberatan)
    Musyawarah.objects.filter(pk=terkunci.pk).update(diumumkan=diumumkan, keberatan_sampai=sampai)
    audit.record(
        pelaku=pelaku,
        aksi="musyawarah.umumkan",
        objek=terkunci.objek,
        rincian={"diumumkan": diumumkan.isoformat(), "keberatan_sampai": sampai.isoformat()},
    )
    return sampai


def draw(sesi: Musyawarah, *, alamat: str, saat: datetime) -> bytes:
    """Return the PDF for the board. Its QR leads to the check of the berita acara."""
    desa = Wilayah.objects.get(pk=sesi.kode_desa)
    isi = lines(sesi)
    lembar = Lembar(sesi.dokumen.sidik_isi, saat, alamat=alamat)
    lembar.set_title(f"Pengumuman hasil musyawarah {desa}")
    lembar.add_page()
    lembar.line_of("PENGUMUMAN", ukuran=16, tebal=True, rata="C")
    judul = "SPTJM pengganti musyawarah" if sesi.cara == "sptjm" else f"Hasil {sesi.sebutan.lower()}"
    lembar.line_of(f"{judul}, {desa}, {tanggal(sesi.hari)}", ukuran=12, rata="C")
    lembar.ln(TINGGI)
    lembar.line_of(f"{angka(len(isi))} kasus dibahas. Nama ditulis inisialnya demi pelindungan data pribadi.")
    lembar.rows(KOLOM, [[str(n), b.inisial, b.rt, b.perihal, b.hasil] for n, b in enumerate(isi, start=1)], tinggi=8)
    lembar.ln(TINGGI)
    hari = rule_on(sesi.hari).hari_keberatan
    if sesi.diumumkan:
        lembar.line_of(
            f"Ditempel {tanggal(sesi.diumumkan)}. Keberatan disampaikan di kantor desa/kelurahan sampai "
            f"{tanggal(sesi.keberatan_sampai)}.",
            tebal=True,
        )
    else:
        lembar.line_of(
            f"Ditempel tanggal ....................... Keberatan disampaikan di kantor desa/kelurahan dalam {hari} "
            "hari sejak ditempel.",
            tebal=True,
        )
    lembar.line_of("Belum berarti menerima bantuan: siapa yang menerima ditetapkan pemerintah pusat.")
    return bytes(lembar.output())
