"""Ranking by the community: cards in an order, or pairs compared. A signal beside the desil, never instead of it.

The pairwise way is a merge sort whose comparisons people answer: at most n⌈log₂ n⌉ of them. Neighbours in its result
have always been compared with each other, so "equal" between neighbours is what makes them share a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from dtsen.accounts import audit
from dtsen.accounts.models import User
from verval.hop import KasusDitolak
from verval.models import Musyawarah
from verval.musdes.akses import held
from verval.musdes.alur import PERINGKAT, SERI


@dataclass(frozen=True, slots=True)
class Urutan:
    """The state of a ranking: the next pair to ask about (None: finished), answers given, the places (id, place)."""

    tanya: tuple[int, int] | None
    dijawab: int
    tempat: list[tuple[int, int]]


class _BelumDijawab(Exception):
    """A comparison that nobody has answered yet."""

    def __init__(self, kiri: int, kanan: int) -> None:
        self.pasangan = (kiri, kanan)


def most_questions(banyak: int) -> int:
    """Upper bound of questions for so many families: n⌈log₂ n⌉."""
    return banyak * (banyak - 1).bit_length() if banyak > 1 else 0


def pairwise(keluarga: Sequence[int], jawaban: Sequence[tuple[int, int, str]]) -> Urutan:
    """Sort by answers (left, right, kiri|kanan|seri), where the named side is the poorer one."""
    tahu: dict[tuple[int, int], str] = {}
    for kiri, kanan, hasil in jawaban:
        tahu[kiri, kanan] = hasil
        tahu[kanan, kiri] = {"kiri": "kanan", "kanan": "kiri"}.get(hasil, "seri")

    def compare(kiri: int, kanan: int) -> str:
        if (kiri, kanan) not in tahu:
            raise _BelumDijawab(kiri, kanan)
        return tahu[kiri, kanan]

    try:
        urut = _sorted(list(dict.fromkeys(keluarga)), compare)
    except _BelumDijawab as galat:
        return Urutan(galat.pasangan, len(jawaban), [])
    tempat: list[tuple[int, int]] = []
    for i, satu in enumerate(urut):
        sama = i > 0 and tahu.get((urut[i - 1], satu)) == "seri"
        tempat.append((satu, tempat[-1][1] if sama else i + 1))
    return Urutan(None, len(jawaban), tempat)


def _sorted(isi: list[int], compare: Callable[[int, int], str]) -> list[int]:
    if len(isi) < 2:
        return isi
    tengah = len(isi) // 2
    kiri, kanan = _sorted(isi[:tengah], compare), _sorted(isi[tengah:], compare)
    hasil: list[int] = []
    a = b = 0
    while a < len(kiri) and b < len(kanan):
        if compare(kiri[a], kanan[b]) == "kanan":
            hasil.append(kanan[b])
            b += 1
        else:
            hasil.append(kiri[a])
            a += 1
    return hasil + kiri[a:] + kanan[b:]


def families(sesi: Musyawarah) -> list[int]:
    """The families on the table, in the order in which they came."""
    return list(dict.fromkeys(sesi.kasus.order_by("id").values_list("keluarga_id", flat=True)))


def places(sesi: Musyawarah) -> Urutan:
    """Where the session has placed its families so far; nothing for one that ranks nobody."""
    keluarga = families(sesi)
    if sesi.peringkat == "kartu":
        ada = [pk for pk in sesi.urutan if pk in set(keluarga)]
        urut = ada + [pk for pk in keluarga if pk not in set(ada)]
        return Urutan(None, 0, [(pk, i) for i, pk in enumerate(urut, start=1)])
    if sesi.peringkat == "pasangan":
        ada_di = set(keluarga)
        jawaban = [(a, b, hasil) for a, b, hasil in sesi.perbandingan if {a, b} <= ada_di]
        return pairwise(keluarga, jawaban)
    return Urutan(None, 0, [])


@transaction.atomic
def choose(sesi: Musyawarah, cara: str, *, pelaku: User) -> None:
    """Choose how families are ranked, or that they are not; what was ranked before in another way is kept."""
    terkunci = held(sesi, pelaku, "berlangsung")
    if cara not in PERINGKAT:
        raise KasusDitolak("cara", "Pilih cara mengurutkan dari daftar.", "cara")
    Musyawarah.objects.filter(pk=terkunci.pk).update(peringkat=cara)
    audit.record(pelaku=pelaku, aksi="musyawarah.peringkat", objek=sesi.objek, rincian={"cara": cara})


@transaction.atomic
def shift_card(sesi: Musyawarah, keluarga: int, arah: str, *, pelaku: User) -> None:
    """Move a card one place up (`naik`, poorer) or down (`turun`). Raises KasusDitolak (`kartu`)."""
    terkunci = held(sesi, pelaku, "berlangsung")
    urut = [pk for pk, _ in places(terkunci).tempat] if terkunci.peringkat == "kartu" else []
    if keluarga not in urut or arah not in {"naik", "turun"}:
        raise KasusDitolak("kartu", "Kartu itu tidak ada di meja. Muat ulang halaman.")
    i = urut.index(keluarga)
    j = max(0, i - 1) if arah == "naik" else min(len(urut) - 1, i + 1)
    urut[i], urut[j] = urut[j], urut[i]
    Musyawarah.objects.filter(pk=terkunci.pk).update(urutan=urut)


@transaction.atomic
def answer(sesi: Musyawarah, kiri: int, kanan: int, hasil: str, *, pelaku: User) -> None:
    """Answer the pair that is asked now; an answer to another one (sent twice, an old page) changes nothing."""
    terkunci = held(sesi, pelaku, "berlangsung")
    if hasil not in SERI:
        raise KasusDitolak("hasil", "Pilih salah satu jawaban.", "hasil")
    if places(terkunci).tanya == (kiri, kanan):
        jawaban = [*terkunci.perbandingan, [kiri, kanan, hasil]]
        Musyawarah.objects.filter(pk=terkunci.pk).update(perbandingan=jawaban)


@transaction.atomic
def undo(sesi: Musyawarah, *, pelaku: User) -> None:
    """Take the last answer back."""
    terkunci = held(sesi, pelaku, "berlangsung")
    Musyawarah.objects.filter(pk=terkunci.pk).update(perbandingan=terkunci.perbandingan[:-1])
