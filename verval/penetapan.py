"""What the approval of a decision writes beside the registry, and taking it back."""

from __future__ import annotations

from datetime import date

from dtsen.accounts.models import User
from verval import pengecualian
from verval.hop import KasusDitolak
from verval.keputusan import GRADUASI
from verval.models import Pembaruan, PengecualianPenerima, ProgramBansos


def require_new(kasus: Pembaruan) -> None:
    """Raise KasusDitolak (`sudah_dikecualikan`) where a decision says what holds already."""
    if kasus.jenis != GRADUASI:
        return
    ada = PengecualianPenerima.objects.filter(
        keluarga=kasus.keluarga_id, individu=None, program=kasus.isi["program"], berlaku_sampai=None
    ).first()
    if ada is not None:
        raise KasusDitolak(
            "sudah_dikecualikan",
            f"Keluarga ini sudah tercatat keluar dari program itu: {ada.get_status_display()} ({ada.sumber}).",
            "program",
        )


def write(kasus: Pembaruan, *, pelaku: User) -> None:
    """Write what an approved decision means, on the ground of its case. Raises KasusDitolak."""
    require_new(kasus)
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
    pengecualian.withdraw(kasus.objek, pelaku=pelaku, alasan=alasan)
