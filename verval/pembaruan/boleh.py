"""Who may write a correction, what it has to hold, and which other case stands in its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dtsen.accounts import audit
from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import User
from dtsen.registry.models import Keluarga
from dtsen.registry.perlindungan import SENSITIF, Tabir, for_trail
from dtsen.registry.values import FaktaSalah
from verval import alur, hop
from verval.access import boleh_nilai, izin_di, tabir_of
from verval.butir import Perubahan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import ButirPembaruan, Pembaruan
from verval.models.butir import TERBUKA

AJUKAN, PERIKSA = "pembaruan.ajukan", "pembaruan.periksa"
ALASAN_TERPENDEK = 10
"""Letters: "rusak" is no reason a verifikator can decide on."""


def require_maker(pelaku: User, keluarga: Keluarga) -> None:
    """Raise TidakBerwenang for somebody who files no corrections about this family."""
    if AJUKAN not in izin_di(pelaku, keluarga):
        raise TidakBerwenang(AJUKAN)


def require_sight_of(pelaku: User, keluarga: Keluarga, perubahan: Iterable[Perubahan]) -> None:
    """Raise TidakBerwenang for somebody who may not file, or not see, one of these facts."""
    require_maker(pelaku, keluarga)
    tabir = Tabir.of(pelaku, [keluarga])
    if not all(tabir.shows(satu.tentang, keluarga.pk, satu.individu) for satu in perubahan):
        raise TidakBerwenang(SENSITIF)


def check_values(perubahan: Iterable[Perubahan]) -> None:
    """Raise FaktaSalah (`kosong`) where a new value was left blank."""
    for satu in perubahan:
        if satu.nilai is None or satu.nilai == [] or str(satu.nilai).strip() == "":
            raise FaktaSalah("kosong", f"{satu.tentang.label}: isi nilai yang baru.", satu.fakta)


def check_reason(alasan: str) -> None:
    """Raise KasusDitolak (`alasan_pendek`) for a reason that nobody can decide on."""
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        raise KasusDitolak(
            "alasan_pendek",
            "Tulis alasannya: apa yang berubah dan dari mana Anda tahu. Verifikator memutus dari situ.",
            "alasan",
        )


def require_sight(pelaku: User, kasus: Pembaruan) -> None:
    """Nobody writes about a child, or about health, who may not read about them."""
    if not boleh_nilai(tabir_of(pelaku, [kasus]), kasus):
        raise TidakBerwenang(SENSITIF)


def open_facts(keluarga: Keluarga) -> dict[tuple[int | None, str], Pembaruan]:
    """Return the filed cases that hold facts of a family and its members, by (member, fact)."""
    terbuka = ButirPembaruan.objects.filter(keluarga=keluarga, penahan=TERBUKA).select_related("pembaruan")
    return {(satu.individu_id, satu.fakta): satu.pembaruan for satu in terbuka}


def open_operations(keluarga: Keluarga) -> dict[str, Pembaruan]:
    """Return the filed cases about the make-up of a family as a whole, by their operation."""
    terbuka = Pembaruan.objects.filter(keluarga=keluarga, individu__isnull=True, status__in=alur.TERBUKA)
    return {k.jenis: k for k in terbuka.susunan()}


def refuse_second(lain: Pembaruan | None, judul: str = "") -> None:
    """Raise KasusDitolak (`kasus_terbuka`) where another case is open about the same."""
    if lain is not None:
        raise KasusDitolak(
            "kasus_terbuka",
            f"{judul or lain.judul} sudah diajukan dalam pembaruan {lain.kode_lacak} dan belum selesai. "
            "Lihat kasus itu dahulu.",
            "nilai_baru",
            {"pembaruan": lain.pk, "kode_lacak": lain.kode_lacak},
        )


def refuse_held(keluarga: Keluarga, perubahan: Sequence[Perubahan], kasus: Pembaruan | None = None) -> None:
    """A fact that another filed case holds waits for it."""
    terbuka = open_facts(keluarga)
    for satu in perubahan:
        lain = terbuka.get(satu.kunci)
        if lain is not None and (kasus is None or lain.pk != kasus.pk):
            refuse_second(lain, satu.tentang.label)


def locked_for(kasus: Pembaruan, pelaku: User) -> Pembaruan:
    """Lock a case that its maker is about to change."""
    terkunci = Pembaruan.objects.select_for_update(of=("self",)).select_related("keluarga", "individu").get(pk=kasus.pk)
    if terkunci.status not in alur.DIISI:
        raise StaleStatus
    if terkunci.pembuat_id != pelaku.pk:
        raise KasusDitolak("pembuat", "Hanya pembuat kasus yang boleh mengubah isinya.")
    return terkunci


def record(kasus: Pembaruan, aksi: str, pelaku: User) -> None:
    """Leave a line about a change of content, with the names of the facts that the trail may hold."""
    fakta = sorted({for_trail(satu.tentang) for satu in kasus.isian})
    rincian = {"jenis": kasus.jenis} if kasus.operasi else {"fakta": fakta}
    audit.record(pelaku=pelaku, aksi=aksi, objek=kasus.objek, rincian=rincian, **hop.subjects(kasus))
