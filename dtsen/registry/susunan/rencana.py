"""What an operation is told, what it would write, and what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.values import Nilai

Isi: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Isian:
    """One thing an operation is told.

    `jenis`: individu (number of a member) | individu_lain (number of anybody) | anggota (`{number: hubungan}` of
    members) | keluarga (number of another family) | orang (`{fakta: value, "nik": text}` of a new person) |
    daftar_orang (list of those) | nik | nomor_kk | hubungan | tujuan (key of TUJUAN) | tanggal | desa (code) |
    alamat (`{alamat, rt, rw, dusun}`).
    """

    nama: str
    label: str
    jenis: str
    wajib: bool = True


@dataclass(eq=False, slots=True)
class KeluargaBaru:
    """A family that a plan adds."""

    kode_desa: str
    nilai: dict[str, Nilai]
    pk: int | None = None


@dataclass(eq=False, slots=True)
class OrangBaru:
    """A person that a plan adds; its facts, and `nik` where it is known."""

    keluarga: Keluarga | KeluargaBaru
    nilai: dict[str, Nilai]


@dataclass(eq=False, slots=True)
class Ubah:
    """New values of a family or person; `ke` is the family somebody moves to."""

    objek: Keluarga | Individu
    nilai: dict[str, Nilai]
    ke: Keluarga | KeluargaBaru | None = None


@dataclass(slots=True)
class Rencana:
    """What an operation would write, in order. `tunggu` says what stands in the way outside one's own scope."""

    langkah: list[KeluargaBaru | OrangBaru | Ubah] = field(default_factory=list)
    penutup: dict[int, str] = field(default_factory=dict)
    tunggu: str = ""

    def people(self) -> list[Individu]:
        return [s.objek for s in self.langkah if isinstance(s, Ubah) and isinstance(s.objek, Individu)]

    def families(self) -> set[int]:
        """Families that are there already and lose, gain or change something."""
        hasil = {o.keluarga_id for o in self.people()}
        for s in self.langkah:
            for k in (s.ke, s.objek) if isinstance(s, Ubah) else (s.keluarga,) if isinstance(s, OrangBaru) else ():
                if isinstance(k, Keluarga):
                    hasil.add(k.pk)
        return hasil


@dataclass(frozen=True, slots=True)
class Hasil:
    """What was written: history rows, and the numbers of families and persons that were added."""

    riwayat: tuple[int, ...]
    keluarga_baru: tuple[int, ...]
    individu_baru: tuple[int, ...]
