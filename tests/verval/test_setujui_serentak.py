"""Races on approval: eight threads press at once, over and over. One winner each, and never the maker.

Five rounds here; `make balapan` runs a thousand and keeps the result in bench/hasil/.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from bench import mesin
from dtsen.accounts.models import Penugasan, User
from dtsen.lib.transisi import AksiDitolak
from dtsen.ranking import runs
from dtsen.ranking.models import Run
from dtsen.registry import lingkup
from dtsen.registry.models import KondisiKeluarga, RiwayatFakta
from tests.cast import KUKAR
from tests.conftest import Basisdata
from tests.families import aminah, rukiah
from tests.kasus import advance
from tests.ranking.desa import load_default_model
from verval import pembaruan, usulan
from verval.hop import StaleStatus
from verval.models import Langkah, Pembaruan, ProgramBansos, Usulan

UTAS = 8
PUTARAN = int(os.environ.get("PUTARAN", "5"))
TERCATAT = 1000
ALASAN = "Dilihat sendiri di rumahnya."
DITOLAK = (StaleStatus, AksiDitolak, runs.PeringkatDitolak)


@dataclass(slots=True)
class Regu:
    """Eight people on eight connections; the first is the maker of the case and a verifikator too."""

    orang: list[User]
    kolam: ThreadPoolExecutor
    mulai: Barrier = field(default_factory=lambda: Barrier(UTAS))

    def press(self, tekan: Callable[[User], object]) -> list[User]:
        """Let everybody press at once; return those whose press went through."""

        def satu(pelaku: User) -> User | None:
            self.mulai.wait(timeout=30)
            try:
                with lingkup.sebagai(pelaku):
                    tekan(pelaku)
            except DITOLAK:
                return None
            return pelaku

        janji: list[Future[User | None]] = [self.kolam.submit(satu, p) for p in random.sample(self.orang, UTAS)]
        return [p for p in (j.result() for j in janji) if p is not None]


@pytest.fixture
def regu(basisdata: Basisdata) -> Iterator[Regu]:
    orang = []
    for i in range(UTAS):
        satu = User.objects.create_user(f"verifikator.{i}")
        for peran in ("verifikator", "kepala_opd", "petugas_dinsos", "admin")[: 4 if i == 0 else 2]:
            Penugasan.objects.create(user=satu, peran=peran, wilayah_id=KUKAR, mulai="2026-01-01")
        orang.append(satu)
    with ThreadPoolExecutor(UTAS) as kolam:
        yield Regu(orang, kolam)
        for _ in kolam.map(lambda _: connections.close_all(), range(UTAS * 4)):
            pass


def test_one_winner_and_never_the_maker(regu: Regu) -> None:
    random.seed(2026)
    keluarga, pembuat = aminah(), regu.orang[0]
    pemenang, sejak = Counter[str](), time.monotonic()
    for putaran in range(PUTARAN):
        KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=8)
        satu = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pembuat, ajukan=True)
        advance(satu)
        aksi = "setujui" if putaran % 3 else random.choice(["setujui", "tolak"])

        def press(pelaku: User, kasus: Pembaruan = satu, aksi: str = aksi) -> object:
            mine = Pembaruan.objects.get(pk=kasus.pk)
            return pembaruan.move(
                mine, aksi, pelaku=pelaku, status="diperiksa", alasan=ALASAN, alasan_kode="bukti_kurang"
            )

        menang = regu.press(press)
        assert len(menang) == 1, f"putaran {putaran}: {menang}"
        satu.refresh_from_db()
        assert satu.pemutus == menang[0] != pembuat
        pemenang[menang[0].username] += 1
    assert Langkah.objects.filter(aksi__in=("setujui", "tolak")).count() == PUTARAN
    assert RiwayatFakta.objects.count() == Pembaruan.objects.filter(status="disetujui").count()
    _keep(pemenang, time.monotonic() - sejak)


def test_proposals_and_runs_have_one_winner_too(regu: Regu) -> None:
    pembuat = regu.orang[0]
    for putaran, (kode, keluarga) in enumerate((("pkh", aminah()), ("sembako", rukiah()))):
        program = ProgramBansos.objects.get(pk=kode)
        satu = usulan.draft(keluarga, program, pelaku=pembuat, ajukan=True)
        advance(satu)

        def press(pelaku: User, kasus: Usulan = satu) -> object:
            mine = Usulan.objects.get(pk=kasus.pk)
            return usulan.move(mine, "setujui", pelaku=pelaku, status="diperiksa", alasan=ALASAN)

        assert len(regu.press(press)) == 1, putaran
        satu.refresh_from_db()
        assert satu.pemutus_id != pembuat.pk
    run = Run.objects.create(
        periode="2026-T3", model=load_default_model(), dimulai_oleh=pembuat, status="diperiksa", ambang=list(range(9))
    )
    assert len(regu.press(lambda pelaku: runs.publish(run.pk, pelaku=pelaku))) == 1
    run.refresh_from_db()
    assert (run.status, run.diterbitkan_oleh_id != pembuat.pk) == ("terbit", True)


def test_the_database_refuses_the_maker_whatever_the_code_does(regu: Regu) -> None:
    """maker ≠ checker is a constraint: written past every use case it still does not hold."""
    from django.db.utils import IntegrityError  # noqa: PLC0415 (this test only)

    keluarga, pembuat = aminah(), regu.orang[0]
    satu = pembaruan.draft(keluarga, "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=pembuat, ajukan=True)
    dua = usulan.draft(keluarga, ProgramBansos.objects.get(pk="pkh"), pelaku=pembuat, ajukan=True)
    saat = timezone.now()
    for kasus in (Pembaruan.objects.filter(pk=satu.pk), Usulan.objects.filter(pk=dua.pk)):
        with pytest.raises(IntegrityError, match="bukan_pembuat"):
            kasus.update(status="disetujui", pemutus=pembuat, diputuskan=saat)


def _keep(pemenang: Counter[str], detik: float) -> None:
    if PUTARAN < TERCATAT:
        return
    isi = (
        f"{PUTARAN} putaran x {UTAS} utas menekan putusan atas kasus yang sama, bersamaan, lewat basis data nyata. "
        f"Satu di antara delapan adalah pembuat kasusnya, yang juga verifikator.\n\n"
        f"- pemenang tiap putaran: tepat satu ({sum(pemenang.values())} dari {PUTARAN})\n"
        f"- pembuat menang: {pemenang['verifikator.0']} kali\n"
        f"- sebaran pemenang: {', '.join(f'{n} {k}' for n, k in sorted(pemenang.items()))}\n"
        f"- {detik:.0f} detik, {1000 * detik / PUTARAN:.0f} ms satu putaran (membuat, mengajukan, delapan putusan)\n\n"
        "Ulangi: `make balapan`\n"
    )
    mesin.keep("balapan", "Balapan menyetujui kasus", isi)
