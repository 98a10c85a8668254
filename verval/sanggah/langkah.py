"""One hop of an objection, and the one that nobody takes: it follows the head of the family it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Q

from dtsen.accounts import audit
from dtsen.accounts.models import User
from dtsen.registry.models import Individu
from verval.alur_sanggah import TABEL, TERBUKA
from verval.hop import StaleStatus
from verval.models import LangkahSanggah, Sanggah
from verval.sanggah import kabar

IKUT = "Kepala keluarganya pindah, digabung, atau dipisah ke keluarga lain. Sanggahan mengikutinya."


def put(
    sanggah: Sanggah,
    dari: str,
    aksi: str,
    ke: str,
    pelaku: User | None,
    alasan: str,
    isian: dict[str, Any],
    alasan_kode: str = "",
    kena: Sequence[int | None] = (),
) -> LangkahSanggah:
    """Set status and columns of an objection that still is at `dari`; raises StaleStatus. `kena`: whose hop it is."""
    if Sanggah.objects.filter(pk=sanggah.pk, status=dari).update(status=ke, **isian) != 1:
        raise StaleStatus
    sanggah.refresh_from_db()
    langkah = LangkahSanggah.objects.create(
        sanggah=sanggah, aksi=aksi, ke=ke, pelaku=pelaku, alasan=alasan.strip(), alasan_kode=alasan_kode
    )
    keluarga = [pk for pk in kena or [sanggah.keluarga_id] if pk is not None]
    audit.record(pelaku=pelaku, aksi=f"sanggah.{aksi}", objek=sanggah.objek, rincian={"ke": ke}, keluarga=keluarga)
    kabar.hop_taken(sanggah, langkah)
    return langkah


def follow(sanggah: Sanggah, ke: int | None = None) -> bool:
    """Point at the family (`ke`) in which its head is now, after a move, split or merger; returns whether that is
    another. The desa that was named keeps the objection: its office decides what happened there.
    """
    if sanggah.individu_id is None or not sanggah.terbuka:
        return False
    kini = ke or Individu.objects.filter(pk=sanggah.individu_id).values_list("keluarga_id", flat=True).first()
    if kini is None or kini == sanggah.keluarga_id:
        return False
    TABEL.check_clock(sanggah.status, "ikuti")
    dari = sanggah.keluarga_id
    put(sanggah, sanggah.status, "ikuti", sanggah.status, None, IKUT, {"keluarga_id": kini}, kena=[dari, kini])
    return True


def follow_all(orang: Iterable[int] | None = None) -> int:
    """Let the open objections about these people (None: anybody) follow whoever moved; returns how many did.

    Called with the move by what moves people (`pembaruan.jalan`), and every night for what an import moved.
    """
    pindah = Sanggah.objects.filter(status__in=TERBUKA).exclude(
        Q(individu__isnull=True) | Q(individu__keluarga=F("keluarga"))
    )
    if orang is not None:
        pindah = pindah.filter(individu__in=list(orang))
    return sum(follow(satu) for satu in pindah.order_by("id"))


def send_back(asal: Mapping[int, int]) -> int:
    """Point the open objections about these people at the family each was in before a move (person -> family).

    Called just before the move is undone: the family that it made can then go. Returns how many went back.
    """
    semua = Sanggah.objects.filter(status__in=TERBUKA, individu__in=list(asal)).order_by("id")
    return sum(follow(satu, asal[satu.individu_id]) for satu in semua if satu.individu_id is not None)
