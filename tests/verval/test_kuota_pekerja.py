"""A quota that the page starts and a real worker counts, in the scope of whoever wrote it."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.test import Client

from dtsen.accounts.models import Jejak
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.verval.test_kuota import BANYAK, masuk, poor, seats
from verval.models import Kuota


def written(petugas: Client) -> str:
    """Send the form of a new quota; the address of its page."""
    periode = petugas.get("/verval/kuota/baru/").context["form"].fields["periode"].choices[0][0]
    isi = {
        "program": "sembako", "periode": str(periode), "jumlah": "12", "dokumen": "Surat 12/2026",
        "dasar": "keluarga", "desil_maks": "4", "metode": "webster", "batas_sasaran": "on",
    }  # fmt: skip
    return petugas.post("/verval/kuota/baru/", isi).headers["Location"]


def test_a_real_worker_counts_and_spreads(basisdata: Basisdata, pekerja: Callable[[], str]) -> None:
    poor(BANYAK)
    petugas = masuk("petugas")
    alamat = written(petugas)
    batas = time.monotonic() + 120
    while time.monotonic() < batas and Kuota.objects.get().status == "dihitung":
        time.sleep(0.2)
    satu = Kuota.objects.get()
    assert satu.status == "draf", pekerja()
    assert seats(satu) == {PERIAN: 6, MELAYU: 2, "6402012002": 4}
    assert "12 dari 12 tempat terbagi" in " ".join(petugas.get(alamat).content.decode().split())
    (jejak,) = Jejak.objects.filter(aksi="kuota.hitung")
    assert (jejak.lewat, jejak.pelaku_id, jejak.rincian["sidik"]) == ("tugas", user("petugas").pk, satu.sidik)
