"""What the approval of a decision writes beside the registry, and taking it back."""

from __future__ import annotations

from datetime import date

from dtsen.accounts.models import User
from dtsen.lib.tampil import tanggal
from verval import hasil_kelayakan, pengecualian
from verval.hop import KasusDitolak
from verval.keputusan import GRADUASI, HASIL_KELAYAKAN, KELAYAKAN
from verval.models import HasilKelayakan, KasusMusyawarah, Pembaruan, PengecualianPenerima, ProgramBansos
from verval.musdes.alur import HASIL


def require_new(kasus: Pembaruan) -> None:
    """Raise KasusDitolak (`sudah_dikecualikan | sudah_dinilai`) where a decision says what holds already."""
    if kasus.jenis == GRADUASI:
        _require_member(kasus)
    elif kasus.jenis == KELAYAKAN:
        _require_later(kasus)


def _require_member(kasus: Pembaruan) -> None:
    ada = PengecualianPenerima.objects.filter(
        keluarga=kasus.keluarga_id, individu=None, program=kasus.isi["program"], berlaku_sampai=None
    ).first()
    if ada is not None:
        raise KasusDitolak(
            "sudah_dikecualikan",
            f"Keluarga ini sudah tercatat keluar dari program itu: {ada.get_status_display()} ({ada.sumber}).",
            "program",
        )


def _require_later(kasus: Pembaruan) -> None:
    """An outcome from an earlier day than one that stands would never count."""
    semua = HasilKelayakan.objects.standing().filter(keluarga=kasus.keluarga_id)
    ada = semua.filter(berlaku_dari__gte=kasus.isi["sejak"]).for_words().order_by("-berlaku_dari", "-id").first()
    if ada is not None:
        raise KasusDitolak(
            "sudah_dinilai",
            f"Keluarga ini sudah dinilai {ada.get_hasil_display().lower()} sejak {tanggal(ada.berlaku_dari)} "
            f"(pembaruan {ada.pembaruan.kode_lacak}). Isi tanggal sesudahnya.",
            "sejak",
        )


def _require_same_outcome(kasus: Pembaruan) -> None:
    """What the closed session said of this filing is what the case says; an SPTJM has no session."""
    hasil = kasus.isi["hasil"]
    sesi = KasusMusyawarah.objects.filter(
        pembaruan=kasus, pengajuan_ke=kasus.pengajuan_ke, musyawarah__status="ditutup", hasil__in=list(HASIL)
    )
    satu = sesi.order_by("-musyawarah").first()
    if satu is not None and hasil in HASIL and satu.hasil != hasil:
        raise KasusDitolak(
            "beda_musyawarah",
            f"Musyawarah mencatat {HASIL[satu.hasil].lower()}, kasus ini {HASIL_KELAYAKAN[hasil].lower()}. "
            "Kembalikan supaya pembuatnya memperbaiki.",
        )


def write(kasus: Pembaruan, *, pelaku: User) -> None:
    """Write what an approved decision means, on the ground of its case. Raises KasusDitolak."""
    require_new(kasus)
    if kasus.jenis == KELAYAKAN:
        _require_same_outcome(kasus)
        hasil_kelayakan.record(kasus, pelaku=pelaku)
        return
    pengecualian.record_of_case(
        kasus.keluarga,
        program=ProgramBansos.objects.get(pk=kasus.isi["program"]),
        status="mundur" if kasus.isi["cara"] == "mundur" else "graduasi",
        dari=date.fromisoformat(kasus.isi["sejak"]),
        sumber=f"Pembaruan {kasus.kode_lacak}",
        dasar=kasus.objek,
        pelaku=pelaku,
    )


def reverse(kasus: Pembaruan, *, pelaku: User, alasan: str) -> None:
    """Take back what the approval of a decision wrote."""
    if kasus.jenis == KELAYAKAN:
        hasil_kelayakan.withdraw(kasus, pelaku=pelaku, alasan=alasan)
    else:
        pengecualian.withdraw(kasus.objek, pelaku=pelaku, alasan=alasan)
