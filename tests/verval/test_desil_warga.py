"""Families by desil: filter, order, both desil apart, only the own desa, and the file without any number."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry.models import DesilResmi, Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.verval.test_halaman_pembaruan import masuk
from verval.models import BerkasPenerima, Penerima
from verval.views import desil_warga

pytestmark = pytest.mark.django_db
HARI = timezone.localdate()


def family(nama: str, desil: int | None, desa: str = PERIAN) -> Keluarga:
    keluarga = Keluarga.objects.create(kode_desa=desa, nama_kepala=nama)
    if desil:
        DesilResmi.objects.create(
            keluarga=keluarga, versi="2026-T3", tanggal=HARI, nasional=desil, kode_desa=desa, dasar="uji"
        )
    return keluarga


@pytest.fixture
def keluarga() -> dict[str, Keluarga]:
    semua = {nama: family(nama, desil) for nama, desil in (("BUDI", 3), ("AMAT", 7), ("CICI", 1), ("DODO", None))}
    semua["EKA"] = family("EKA", 2, MELAYU)
    berkas = BerkasPenerima.objects.create(
        program_id="sembako", bulan="2026-11", sidik="0" * 64, status="diterapkan",
        pembuat=user("petugas"), pengesah=user("verifikator"),
    )  # fmt: skip
    Penerima.objects.create(
        berkas=berkas,
        program_id="sembako",
        bulan="2026-11",
        keluarga=semua["BUDI"],
        kode_desa=PERIAN,
        unit="keluarga",
        status="salur",
    )
    return semua


def names(klien: Client, kueri: str) -> list[str]:
    halaman = klien.get(f"/verval/desil/{kueri}")
    assert halaman.status_code == 200
    return [b.keluarga.nama_kepala for b in halaman.context["baris"]]


@pytest.mark.parametrize(
    ("kueri", "nama"),
    [
        ("?tingkat=N", ["CICI", "EKA", "BUDI", "AMAT", "DODO"]),
        ("?tingkat=N&urut=turun", ["AMAT", "BUDI", "EKA", "CICI", "DODO"]),
        ("?tingkat=N&desil=1-4&urut=nama", ["BUDI", "CICI", "EKA"]),
        ("?tingkat=N&desil=7", ["AMAT"]),
        ("?tingkat=N&desil=kosong", ["DODO"]),
        (f"?tingkat=N&wilayah={MELAYU}", ["EKA"]),
        ("?program=sembako", ["BUDI"]),
        ("?tingkat=D&desil=1", []),
        ("?tingkat=X&desil=99&urut=nama", ["AMAT", "BUDI", "CICI", "DODO", "EKA"]),
    ],
)
def test_filter_and_order(keluarga: dict[str, Keluarga], kueri: str, nama: list[str]) -> None:
    assert names(masuk("verifikator"), kueri) == nama


def test_operator_sees_the_own_desa_and_leaves_a_line(keluarga: dict[str, Keluarga]) -> None:
    halaman = masuk("operator.perian").get("/verval/desil/?tingkat=N")
    assert "EKA" not in halaman.text
    assert "desil nasional 1 (2026-T3)" in halaman.text
    dilihat = Jejak.objects.get(aksi="keluarga.desil_daftar").keluarga
    assert sorted(dilihat) == sorted(satu.pk for nama, satu in keluarga.items() if nama != "EKA")


def test_file_holds_the_filtered_list_and_is_limited(
    keluarga: dict[str, Keluarga], monkeypatch: pytest.MonkeyPatch
) -> None:
    petugas = masuk("verifikator")
    baris = petugas.get("/verval/desil/unduh/?tingkat=N&desil=1-4").content.decode("utf-8-sig").splitlines()
    assert [satu.split(";")[0] for satu in baris[1:]] == ["CICI", "EKA", "BUDI"]
    assert baris[3].split(";")[6] == "3"
    assert baris[3].endswith("Sembako")
    assert Jejak.objects.get(aksi="keluarga.desil_unduh").rincian["jumlah"] == 3
    monkeypatch.setattr(desil_warga, "TERBANYAK_UNDUH", 2)
    jawaban = petugas.get("/verval/desil/unduh/?tingkat=N", follow=True)
    assert "Terlalu banyak untuk satu berkas" in jawaban.text
