"""Following a case by its code, without an account: the one table of words, and the look-up that knows no person.

What a code shows is decided by the SQL function `verval_lacak` (migration 0182). Of two residents one may have the
other's code by mistake, so it is no more than a passer-by may know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from dtsen.accounts import pembatas
from dtsen.wilayah.models import Wilayah
from verval.alur_sanggah import JENIS as JENIS_SANGGAH
from verval.keadaan import Keadaan
from verval.sanggah import kata

SEKITAR_MINGGU = "Biasanya 7 sampai 15 hari kerja sejak diajukan."
KEADAAN: dict[str, Keadaan] = {
    "draf": Keadaan("Masih ditulis", "Petugas belum mengajukannya."),
    "diajukan": Keadaan(
        "Sudah diajukan", "Pengajuan ini menunggu giliran diperiksa. Anda tidak perlu berbuat apa-apa.", SEKITAR_MINGGU
    ),
    "dimusyawarahkan": Keadaan(
        "Sudah dibahas dalam musyawarah desa/kelurahan",
        "Kepala desa atau lurah akan mengesahkannya.",
        "Biasanya selesai sebelum pertengahan bulan.",
    ),
    "disahkan_desa": Keadaan(
        "Disahkan desa/kelurahan", "Dinas Sosial akan memeriksanya.", "Biasanya dalam beberapa hari kerja."
    ),
    "diperiksa": Keadaan(
        "Sedang diperiksa Dinas Sosial", "Petugas dapat berkunjung untuk melihat keadaan rumah.", SEKITAR_MINGGU
    ),
    "disetujui": Keadaan(
        "Disetujui Dinas Sosial",
        "Pembaruan data: data yang baru sudah dicatat. Usulan bansos: Dinas Sosial meneruskannya; siapa yang menerima"
        " bantuan ditetapkan pemerintah pusat.",
        "Penetapan di pusat dapat memakan waktu beberapa bulan.",
    ),
    "disahkan_opd": Keadaan(
        "Disahkan Kepala Dinas Sosial", "Pengajuan ini akan diteruskan ke Kementerian Sosial.", "Biasanya bulan ini."
    ),
    "disahkan_bupati": Keadaan(
        "Disahkan Bupati", "Pengajuan ini akan dikirim ke Kementerian Sosial.", "Biasanya bulan ini."
    ),
    "dikirim": Keadaan(
        "Dikirim ke Kementerian Sosial", "Menunggu jawaban Kementerian Sosial.", "Biasanya satu sampai dua bulan."
    ),
    "diterima": Keadaan(
        "Diterima Kementerian Sosial",
        "Kementerian Sosial memprosesnya. Diterima belum berarti bantuan sudah ditetapkan.",
        "Dapat memakan waktu beberapa bulan.",
    ),
    "menunggu_desil": Keadaan(
        "Menunggu penghitungan desil",
        "BPS menghitung desil lagi dengan data yang baru.",
        "Desil dihitung setiap tiga bulan.",
    ),
    "selesai": Keadaan("Selesai", "Tidak ada langkah lagi. Tanyakan hasilnya di kantor desa atau kelurahan."),
    "dikembalikan": Keadaan(
        "Dikembalikan untuk dilengkapi",
        "Operator desa atau kelurahan harus melengkapi sesuatu, lalu mengajukannya lagi. Hubungi kantor desa atau"
        " kelurahan Anda: mungkin ada yang perlu Anda bawa.",
        "Lamanya bergantung pada kapan dilengkapi.",
    ),
    "ditolak": Keadaan(
        "Ditolak",
        "Tanyakan alasannya di kantor desa atau kelurahan. Bila keadaan berubah, Anda dapat mengajukan lagi.",
    ),
    "batal": Keadaan(
        "Dibatalkan",
        "Petugas yang mengajukan membatalkannya. Tanyakan sebabnya di kantor desa atau kelurahan bila Anda tidak tahu.",
    ),
    "ditolak_kemensos": Keadaan(
        "Ditolak Kementerian Sosial",
        "Tanyakan alasannya di kantor desa, kelurahan, atau Dinas Sosial. Bila keadaan berubah, Anda dapat mengajukan"
        " lagi.",
    ),
    "diverifikasi": Keadaan(
        "Surat dan data sudah diperiksa",
        "Kepala Dinas Sosial akan memutuskannya.",
        "Biasanya dalam beberapa hari kerja.",
    ),
    "aktif": Keadaan(
        "Kepesertaan aktif kembali",
        "Data keluarga harus diperbarui sebelum batas waktunya, kalau tidak kepesertaan dihapus lagi. Datang ke kantor"
        " desa atau kelurahan dengan KTP dan KK.",
        "Batasnya dicatat petugas; tanyakan tanggalnya.",
    ),
    "gugur": Keadaan(
        "Dihapus lagi",
        "Data keluarga tidak diperbarui sampai batas waktunya. Bila masih perlu, minta diusulkan sebagai peserta baru.",
    ),
    "kedaluwarsa": Keadaan(
        "Lewat batas waktu",
        "Musyawarah desa tidak berlangsung pada waktunya. Minta operator desa atau kelurahan mengajukannya lagi.",
    ),
}
"""The one table of words for every status a case can have, in any chain."""
LAYANAN: dict[tuple[str, str], Keadaan] = {
    ("reaktivasi", "disetujui"): Keadaan(
        "Disetujui Kepala Dinas Sosial", "Dinas Sosial mengajukannya ke Kementerian Sosial.", "Biasanya minggu ini."
    ),
    ("reaktivasi", "dikirim"): Keadaan(
        "Diajukan ke Kementerian Sosial", "Menunggu jawaban Kementerian Sosial.", "Biasanya beberapa hari kerja."
    ),
    ("reaktivasi", "selesai"): Keadaan("Selesai", "Data keluarga sudah diperbarui. Kepesertaan tetap aktif."),
    ("sengketa", "diperiksa"): Keadaan(
        "Dinyatakan lengkap", "Dinas Sosial mengirimnya ke Kementerian Sosial.", "Biasanya dalam beberapa hari kerja."
    ),
    ("sengketa", "diterima"): Keadaan(
        "Keberatan diterima", "Pengecualian sudah diakhiri. Anda dapat diusulkan lagi lewat desa atau kelurahan."
    ),
    ("sengketa", "ditolak"): Keadaan(
        "Keberatan ditolak",
        "Pengecualian tetap berlaku. Tanyakan alasannya di kantor desa, kelurahan, atau Dinas Sosial.",
    ),
}
"""What the services say otherwise, by kind and status."""


def state(jenis: str, status: str) -> Keadaan:
    """The words of a status in the chain of a kind."""
    return LAYANAN.get((jenis, status)) or KEADAAN[status]


HAL = {
    "pembaruan": "Pembaruan data",
    "reaktivasi": "Pengaktifan kembali PBI-JK",
    "sengketa": "Keberatan atas pengecualian bansos",
}


@dataclass(frozen=True, slots=True)
class Lacakan:
    """What the page tells about one case. `langkah` is (label, when), oldest first; `inisial` is "" without a name."""

    jenis: str
    hal: str
    inisial: str
    desa: str
    status: str
    diajukan: datetime
    langkah: list[tuple[str, datetime]]
    keadaan: Keadaan


class TidakKetemu(LookupError):
    """No filed case has this code; a draft's code gets the same answer."""

    kode = "tidak_ketemu"
    pesan = (
        "Tidak ada pengajuan dengan kode ini. Periksa lagi tulisan pada lembar Anda. Bila kode sudah benar, tanyakan"
        " di kantor desa atau kelurahan apakah pengajuannya sudah dikirim."
    )


def look(kode: str, alamat: str) -> Lacakan:
    """Return the case of a code (as stored, `K7M3-9QXA`) to somebody at a network address.

    Raises TidakKetemu, or pembatas.TerlaluSering after 30 wrong codes from that address in ten minutes. A try is
    counted before it is answered, so that a right code is not answered either once there were too many wrong ones.
    """
    try:
        pembatas.count_address(alamat, awalan="lacak")
    except pembatas.TerlaluSering:
        _tally("ditolak")
        raise
    ketemu = find(kode)
    _tally("ada" if ketemu else "tidak")
    if ketemu is None:
        raise TidakKetemu(TidakKetemu.pesan)
    pembatas.forget_address(alamat, awalan="lacak")
    return ketemu


def find(kode: str) -> Lacakan | None:
    """Return what may be told about the case of a code, None where none was filed. Nothing is counted here."""
    return find_all([kode]).get(kode) or _objection(kode)


def find_all(kode: Iterable[str]) -> dict[str, Lacakan]:
    """The same of many cases (no objections) by their codes; two queries."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT k.kode, l.* FROM unnest(%s::text[]) k (kode) CROSS JOIN LATERAL verval_lacak(k.kode) l",
            [list(kode)],
        )
        semua = kursor.fetchall()
    desa = Wilayah.objects.in_bulk({baris[4] for baris in semua}) if semua else {}
    return {
        kode_lacak: Lacakan(
            jenis=jenis,
            hal=HAL.get(jenis, f"Usulan bansos {program}"),
            inisial=inisial,
            desa=str(desa.get(kode_desa) or ""),
            status=status,
            diajukan=diajukan,
            langkah=[(state(jenis, ke).label, saat) for ke, saat in zip(langkah, waktu, strict=True)],
            keadaan=state(jenis, status),
        )
        for kode_lacak, jenis, program, inisial, kode_desa, status, diajukan, langkah, waktu in semua
    }


def _objection(kode: str) -> Lacakan | None:
    """The same of an objection: nobody's initials, the reason of a decision out of a fixed list, and why it is late."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT * FROM verval_lacak_sanggah(%s)", [kode])
        baris = kursor.fetchone()
    if baris is None:
        return None
    isi, kode_desa, status, diajukan, naik, langkah, waktu = baris
    alasan = langkah[-1][2]
    return Lacakan(
        jenis="sanggah",
        hal=f"Sanggahan: {JENIS_SANGGAH[isi].lower()}",
        inisial="",
        desa=str(Wilayah.objects.filter(pk=kode_desa).first() or ""),
        status=f"sanggah.{status}",
        diajukan=diajukan,
        langkah=[(kata.hop_label(*satu), saat) for satu, saat in zip(langkah, waktu, strict=True)],
        keadaan=kata.state(
            status,
            diajukan=timezone.localdate(diajukan),
            naik=naik,
            alasan_kode=alasan,
            hari=timezone.localdate(),
        ),
    )


def _tally(kolom: str) -> None:
    """Count one try of today. Of the three columns one is named; none of it comes from the visitor."""
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO verval_hitunglacak AS h (hari, ada, tidak, ditolak) VALUES (%s, %s, %s, %s) "
            f"ON CONFLICT (hari) DO UPDATE SET {kolom} = h.{kolom} + 1",
            [timezone.localdate(), *(int(kolom == satu) for satu in ("ada", "tidak", "ditolak"))],
        )
