"""Findings, reactivations and disputes as the people of the cast make them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.utils import timezone

from dtsen.registry.models import Individu, Keluarga
from tests.cast import user
from tests.unggahan import foto, pdf
from verval import bukti, pengecualian, reaktivasi, sengketa
from verval.models import DaftarTemuan, Layanan, PengecualianPenerima, ProgramBansos, Reaktivasi, Sengketa, Temuan
from verval.temuan import daftar, kerja
from verval.temuan.daftar import Surat

SURAT = Surat("nik_anomali", "kemensos", "S-12/PUSDATIN/2026", date(2026, 11, 2), date(2026, 12, 15))
PDTT = Surat("pdtt", "bpk", "17/LHP/2026", date(2026, 11, 2), date(2026, 11, 20))
PINDAH: dict[str, Any] = {"temuan": kerja.move, "reaktivasi": reaktivasi.move, "sengketa": sengketa.move}


def csv(folder: Path, *baris: str, judul: str = "NIK,NOKK,NAMA,KETERANGAN", nama: str = "temuan.csv") -> Path:
    berkas = folder / nama
    berkas.write_text("\n".join((judul, *baris)) + "\n")
    return berkas


def applied(folder: Path, *baris: str, surat: Surat = SURAT, nama: str = "temuan.csv") -> DaftarTemuan:
    """A list that was uploaded and applied by the petugas."""
    satu = daftar.upload(csv(folder, *baris, nama=nama), surat, pelaku=user("petugas"))
    daftar.apply(satu, pelaku=user("petugas"))
    satu.refresh_from_db()
    return satu


def found(orang: Individu, folder: Path, surat: Surat = SURAT) -> Temuan:
    """A new finding about one person."""
    nomor = str.__str__(orang.nik or "")
    applied(folder, f"{nomor},,,NIK tidak padan", surat=surat, nama=f"{surat.jenis}-{orang.pk}.csv")
    return Temuan.objects.get(individu=orang, jenis=surat.jenis)


L = TypeVar("L", bound=Layanan)
ISI = {"kesesuaian": "sesuai", "hasil_nik": "diperbaiki", "penjelasan": "KTP dilihat, NIK sudah dibetulkan."}


def answered(temuan: Temuan) -> Temuan:
    """A finding that the desa has filed its answer to."""
    operator = user("operator.perian")
    temuan = kerja.fill(temuan, ISI, pelaku=operator, status=temuan.status)
    bukti.attach(temuan, foto(), jenis="layar_siks", pelaku=operator)
    return take(temuan, "ajukan", "operator.perian")


def reactivation(orang: Individu, *, hapus: date | None = None) -> Reaktivasi:
    """A draft with the letter of the puskesmas."""
    isian = reaktivasi.Isian(hapus or timezone.localdate() - timedelta(days=30), "RSUD AM Parikesit", "445/12")
    kasus = reaktivasi.draft(orang, isian, pelaku=user("operator.perian"))
    bukti.attach(kasus, pdf(), jenis="surat_faskes", pelaku=user("operator.perian"))
    return kasus


def excluded(keluarga: Keluarga, program: str = "") -> PengecualianPenerima:
    return pengecualian.record(
        keluarga,
        status="exclude_pekerjaan",
        dari=date(2026, 10, 1),
        sumber="SIKS-NG",
        program=ProgramBansos.objects.get(pk=program) if program else None,
        pelaku=user("verifikator"),
    )


def dispute(satu: PengecualianPenerima) -> Sengketa:
    """A draft with a paper that shows the work."""
    kasus = sengketa.draft(satu, alasan="Tidak ada anggota keluarga yang ASN.", pelaku=user("operator.perian"))
    bukti.attach(kasus, pdf(), jenis="dokumen", pelaku=user("operator.perian"))
    return kasus


def take(kasus: L, aksi: str, siapa: str, *, alasan: str = "", tanggal: date | None = None) -> L:
    """One hop from where the case stands now; the case is read again."""
    kasus.refresh_from_db()
    lagi: dict[str, Any] = {} if tanggal is None else {"tanggal": tanggal}
    PINDAH[kasus.JENIS](kasus, aksi, pelaku=user(siapa), status=kasus.status, alasan=alasan, **lagi)
    kasus.refresh_from_db()
    return kasus
