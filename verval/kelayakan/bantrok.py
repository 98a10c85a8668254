"""The refusals by what else there is: exclusions, an outcome of a meeting, other proposals, what is received."""

from __future__ import annotations

from collections.abc import Iterable

from dtsen.lib.samar import mask_text
from dtsen.lib.tampil import tanggal
from dtsen.registry.models import Individu, Keluarga
from verval.bulan import label_bulan
from verval.hasil_kelayakan import against
from verval.kelayakan.bahan import Bahan
from verval.kelayakan.jawab import Penolakan
from verval.models import (
    AturanProgram,
    Penerima,
    Usulan,
)


def check_exclusion(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    for satu in bahan.pengecualian:
        if satu.program_id not in {None, aturan.program_id}:
            continue
        if satu.individu_id is not None and (orang is None or satu.individu_id != orang.pk):
            continue
        siapa = "Keluarga ini" if satu.individu_id is None else "Orang ini"
        sampai = f" sampai {tanggal(satu.berlaku_sampai)}" if satu.berlaku_sampai else ""
        yield Penolakan(
            "dikecualikan",
            f"{siapa} dikecualikan dari {aturan.program.singkatan} sejak {tanggal(satu.berlaku_dari)}{sampai}: "
            f"{satu.get_status_display()} ({mask_text(satu.sumber)}).",
            "Bila keliru, ajukan sanggahan lewat desa atau Dinas Sosial.",
        )


def check_outcome(bahan: Bahan, aturan: AturanProgram) -> Iterable[Penolakan]:
    """An outcome of kelayakan that the rule does not go with; none of them touches a desil."""
    ada = bahan.hasil
    if ada is None or ada.hasil not in against(aturan):
        return
    sebab = f": {ada.sebab.lower() if ada.alasan else ada.sebab}" if ada.sebab else ""
    sejak = f"sejak {tanggal(ada.berlaku_dari)}{sebab} (pembaruan {ada.pembaruan.kode_lacak})"
    if ada.hasil == "tidak_miskin":
        pesan = f"Musyawarah menyatakan keluarga ini tidak miskin {sejak}."
        jalan = 'Bila keadaannya berubah, ajukan "Kelayakan keluarga" untuk dibahas lagi dalam musyawarah.'
    else:
        pesan = f"Keluarga ini tidak layak menerima {aturan.program.singkatan} {sejak}."
        jalan = 'Bila sebabnya sudah tidak ada, ajukan "Kelayakan keluarga" dengan hasil yang baru.'
    yield Penolakan(ada.hasil, pesan, jalan)


def check_proposed(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    """At most one reason: the nearest proposal of the month that stands in the way."""
    program, bulan = aturan.program.singkatan, label_bulan(bahan.periode)
    for ada in bahan.usulan:
        if ada.program_id == aturan.program_id and _same_unit(ada, aturan, bahan.keluarga, orang):
            siapa = "Keluarga ini" if aturan.unit == "keluarga" else "Orang ini"
            yield Penolakan(
                "sudah_diusulkan",
                f"{siapa} sudah diusulkan untuk {program} bulan {bulan} ({_named(ada)}).",
                "Satu usulan untuk satu program setiap bulan. Lihat usulan itu.",
                ada.pk,
            )
            return
    for ada in bahan.usulan:
        if aturan.tunai and ada.tunai and ada.keluarga_id == bahan.keluarga.pk:
            yield Penolakan(
                "satu_tunai",
                f"Keluarga ini sudah diusulkan untuk {ada.program.singkatan} bulan {bulan} ({_named(ada)}); satu KK "
                f"hanya untuk satu bantuan tunai setiap bulan.",
                f"Usulkan {program} bulan depan, atau batalkan usulan itu lebih dahulu.",
                ada.pk,
            )
            return
    for ada in bahan.usulan:
        if aturan.satu_per_nik and ada.satu_per_nik and orang is not None and ada.individu_id == orang.pk:
            yield Penolakan(
                "satu_nik",
                f"Orang ini sudah diusulkan untuk {ada.program.singkatan} bulan {bulan} ({_named(ada)}); satu NIK "
                f"hanya untuk satu usulan setiap bulan.",
                "Pilih anggota keluarga yang lain, atau usulkan bulan depan.",
            )
            return


def check_received(bahan: Bahan, aturan: AturanProgram, orang: Individu | None) -> Iterable[Penolakan]:
    """At most one reason: the programme itself is received already, or one whose recipients it leaves out."""
    for ada in bahan.penerima:
        if ada.program_id == aturan.program_id and _is_received(ada, bahan.keluarga, orang):
            siapa = "Keluarga ini" if ada.unit == "keluarga" else "Orang ini"
            yield Penolakan(
                "sudah_menerima",
                f"{siapa} tercatat menerima {aturan.program.singkatan} bulan {label_bulan(ada.bulan)} "
                f"({ada.get_status_display()}).",
                "Tidak perlu diusulkan lagi. Bila bantuannya sudah berhenti, minta Dinas Sosial mengimpor daftar "
                "penerima terbaru.",
            )
            return
    for ada in bahan.penerima:
        if ada.program_id in aturan.tidak_bersama and ada.keluarga_id == bahan.keluarga.pk:
            yield Penolakan(
                "menerima_lain",
                f"Keluarga ini tercatat menerima {ada.program.singkatan} bulan {label_bulan(ada.bulan)}; "
                f"{aturan.program.singkatan} tidak untuk penerima {ada.program.singkatan}.",
                f"Bila {ada.program.singkatan} sudah berhenti, minta Dinas Sosial mengimpor daftar penerima terbaru.",
            )
            return


def _is_received(ada: Penerima, keluarga: Keluarga, orang: Individu | None) -> bool:
    if ada.unit == "keluarga":
        return ada.keluarga_id == keluarga.pk
    return orang is not None and ada.individu_id == orang.pk


def _same_unit(ada: Usulan, aturan: AturanProgram, keluarga: Keluarga, orang: Individu | None) -> bool:
    if ada.unit != aturan.unit:
        return False
    if aturan.unit == "keluarga":
        return ada.keluarga_id == keluarga.pk
    return orang is not None and ada.individu_id == orang.pk


def _named(ada: Usulan) -> str:
    return f"{ada.kode_lacak}, {ada.get_status_display().lower()}"
