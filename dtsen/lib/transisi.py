"""State machines as one table that can be read aloud: (status, aksi) -> Transition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dtsen.lib.ditolak import Ditolak

JUGA, HANYA = "juga", "hanya"


@dataclass(frozen=True, slots=True)
class Transition:
    """One hop: where it leads, which izin it needs, what must come with it.

    `bukan_pembuat` forbids the hop to the maker of the case, `bukan_pemutus` to whoever decided it, `hanya_pembuat` to
    everybody but the maker. `alasan_induk` asks for a reason out of a list that the caller knows. `jam` says whether
    the program takes the hop by itself: JUGA (also), HANYA (nobody else). `maju` marks the way forward: such a case
    waits for that izin. `lewat` names the use case that alone takes the hop: it is no button and no call of the API.
    """

    ke: str
    izin: str
    label: str
    alasan_wajib: bool = False
    alasan_induk: bool = False
    bukan_pembuat: bool = False
    bukan_pemutus: bool = False
    hanya_pembuat: bool = False
    jam: str = ""
    maju: bool = False
    lewat: str = ""


class AksiDitolak(Ditolak):
    """A hop the table does not allow; `kode` in `tidak_ada | izin | pembuat | pemutus | alasan`."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A checked transition table. Dead ends and unreachable statuses are refused at import."""

    awal: str
    akhir: frozenset[str]
    hop: Mapping[tuple[str, str], Transition]
    status: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        semua = {self.awal} | {s for s, _ in self.hop} | {t.ke for t in self.hop.values()}
        object.__setattr__(self, "status", frozenset(semua))
        buntu = semua - self.akhir - {s for s, _ in self.hop}
        lanjut = self.akhir & {s for s, _ in self.hop}
        if buntu or lanjut or not self.akhir <= semua:
            raise ValueError(f"tabel transisi: buntu {sorted(buntu)}, akhir yang berlanjut {sorted(lanjut)}")
        terjangkau, antre = {self.awal}, [self.awal]
        while antre:
            dari = antre.pop()
            for (status, _), langkah in self.hop.items():
                if status == dari and langkah.ke not in terjangkau:
                    terjangkau.add(langkah.ke)
                    antre.append(langkah.ke)
        if terjangkau != semua:
            raise ValueError(f"tabel transisi: tidak terjangkau {sorted(semua - terjangkau)}")

    def aksi(self, status: str, *, izin: Iterable[str], pembuat: bool, pemutus: bool = False) -> dict[str, Transition]:
        """Return the hops that someone with these izin may take from a status (the buttons of a page)."""
        punya = set(izin)
        return {
            aksi: langkah
            for (dari, aksi), langkah in self.hop.items()
            if dari == status
            and langkah.jam != HANYA
            and not langkah.lewat
            and langkah.izin in punya
            and not (langkah.bukan_pembuat and pembuat)
            and not (langkah.bukan_pemutus and pemutus)
            and not (langkah.hanya_pembuat and not pembuat)
        }

    def menunggu(self, izin: Iterable[str]) -> list[str]:
        """Return the statuses in which a case waits for someone with these izin, in the order of the chain."""
        punya = set(izin)
        return [dari for (dari, _), langkah in self.hop.items() if langkah.maju and langkah.izin in punya]

    def check(
        self,
        status: str,
        aksi: str,
        *,
        izin: Iterable[str],
        pembuat: bool,
        alasan: str,
        pemutus: bool = False,
        lewat: str = "",
    ) -> Transition:
        """Return the hop, or raise AksiDitolak saying why not."""
        langkah = self._find(status, aksi)
        if langkah.lewat and langkah.lewat != lewat:
            raise AksiDitolak("lewat", f"Langkah ini hanya diambil lewat {langkah.lewat}.")
        if langkah.jam == HANYA or langkah.izin not in set(izin):
            raise AksiDitolak("izin", "Peran Anda tidak boleh melakukan langkah ini. Minta petugas yang berwenang.")
        if langkah.bukan_pembuat and pembuat:
            raise AksiDitolak("pembuat", "Kasus buatan sendiri harus diputuskan orang lain.")
        if langkah.bukan_pemutus and pemutus:
            raise AksiDitolak("pemutus", "Kasus yang Anda setujui sendiri harus disahkan orang lain.")
        if langkah.hanya_pembuat and not pembuat:
            raise AksiDitolak("pembuat", "Hanya pembuat kasus yang boleh melakukan langkah ini.")
        if langkah.alasan_wajib and not alasan.strip():
            raise AksiDitolak("alasan", "Tulis alasannya, supaya pembuat kasus tahu apa yang harus diperbaiki.")
        return langkah

    def check_clock(self, status: str, aksi: str) -> Transition:
        """Return a hop that the program takes by itself, or raise AksiDitolak."""
        langkah = self._find(status, aksi)
        if not langkah.jam:
            raise AksiDitolak("izin", "Langkah ini hanya dilakukan orang.")
        return langkah

    def _find(self, status: str, aksi: str) -> Transition:
        langkah = self.hop.get((status, aksi))
        if langkah is None:
            raise AksiDitolak(
                "tidak_ada", "Langkah ini tidak berlaku untuk keadaan kasus sekarang. Muat ulang halaman."
            )
        return langkah
