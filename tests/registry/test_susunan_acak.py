"""Random histories: the registry is what replay makes of its history, and every change can be taken back exactly.

`SUSUNAN_CONTOH=500 pytest tests/registry/test_susunan_acak.py` tries more than the seeded share of the suite.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from dtsen.lib.nik import NomorSalah
from dtsen.registry import corrections, replay
from dtsen.registry.corrections import StaleFact
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta, RiwayatKK
from dtsen.registry.replay import Keadaan, RiwayatPutus
from dtsen.registry.susunan import OPERASI
from dtsen.registry.values import FaktaSalah
from tests.cast import PERIAN, user
from tests.families import aminah, member, person, yuliani

pytestmark = pytest.mark.django_db
CONTOH = int(os.environ.get("SUSUNAN_CONTOH", "12"))
TANGGAL = date(2026, 11, 20)
FAKTA_RUMAH = {
    "jenis_lantai_terluas": (5, 6, 8),
    "sumber_penerangan_utama": (1, 4),
    "daya_terpasang": (1, 2),
    "fasilitas_bab": (1, 6),
    "jenis_kloset": (1, 2),
    "rt": ("001", "002"),
}
FAKTA_ORANG = {
    "nama": ("SALMA", "JUMRI"),
    "status_hubungan_keluarga": (1, 3, 8),
    "keberadaan": (1, 2, 6),
    "status_bekerja": (1, 2),
    "lapangan_usaha_dari_pekerjaan_utama": (1, 2),
    "tanggal_lahir": ("1990-01-12", "2001-05-04"),
}
HUBUNGAN = (1, 2, 3, 8)
MACAM = ("fakta_rumah", "fakta_orang", "balik", *OPERASI)
LANGKAH = st.tuples(st.sampled_from(MACAM), st.lists(st.integers(0, 59), min_size=7, max_size=7))


def nik(n: int) -> str:
    return f"640201120190{n % 9 + 1:04d}"


def kk(n: int) -> str:
    return f"640201011126{n % 9 + 1:04d}"


def isi(kode: str, keluarga: Keluarga, a: list[int]) -> dict[str, Any]:
    """What an operation is told: often sensible, sometimes not."""
    orang = list(Individu.objects.filter(keluarga=keluarga).order_by("pk").values_list("pk", flat=True)) or [0]
    semua = list(Individu.objects.order_by("pk").values_list("pk", flat=True))
    rumah = list(Keluarga.objects.order_by("pk").values_list("pk", flat=True))
    satu, lain = orang[a[0] % len(orang)], rumah[a[1] % len(rumah)]
    hubungan = HUBUNGAN[a[2] % 4]
    anggota = {pk: HUBUNGAN[(a[3] + i) % 4] for i, pk in enumerate(orang[: a[0] % len(orang) + 1])}
    baru = {"nama": "SALMA", "status_hubungan_keluarga": hubungan} | ({"nik": nik(a[4])} if a[5] % 2 else {})
    dari = dict.fromkeys(Individu.objects.filter(keluarga_id=lain).hidup().values_list("pk", flat=True), 8)
    dipakai = list(Individu.objects.exclude(nik=None).order_by("pk").values_list("nik", flat=True))
    pilihan: dict[str, dict[str, Any]] = {
        "anggota_baru": {"orang": baru},
        "meninggal": {"individu": satu, "sejak": "2026-11-02"} | ({"kepala_baru": orang[-1]} if a[5] % 2 else {}),
        "tidak_ditemukan": {"individu": satu, "sejak": "2026-11-02"},
        "tinggal_bersama": {"individu": satu, "sejak": "2026-11-03"} | ({"hubungan": hubungan} if a[5] % 2 else {}),
        "keluarga_hilang": {"sejak": "2026-11-02"},
        "keluarga_ditemukan": {"sejak": "2026-11-04"},
        "pindah_keluar": {
            "anggota": anggota, "tujuan": ("keluarga", "dalam_negeri", "luar_negeri")[a[5] % 3], "ke": lain,
            "sejak": "2026-10-01",
        },
        "pindah_masuk": {"nik": dipakai[a[4] % len(dipakai)], "hubungan": hubungan},
        "pecah_kk": {"anggota": anggota, "nomor_kk": kk(a[4])},
        "gabung": {"dari": lain, "anggota": dari},
        "ganda": {"tetap": satu, "ditutup": semua[a[1] % len(semua)]},
        "keluarga_baru": {
            "desa": PERIAN, "nomor_kk": kk(a[4]), "anggota": [baru | {"status_hubungan_keluarga": 1}],
        },
        "perbaikan_nik": {"individu": satu, "nik": nik(a[4])},
        "perbaikan_kk": {"nomor_kk": kk(a[4])},
    }  # fmt: skip
    return pilihan[kode]


def pick(daftar: Any, n: int) -> Any:
    daftar = list(daftar)
    return daftar[n % len(daftar)]


def step(macam: str, a: list[int], ke: int) -> Callable[[], object]:
    """One random step on the ground `susunan:<ke>`."""
    keluarga = pick(Keluarga.objects.order_by("pk"), a[6])
    tetap: dict[str, Any] = {"dasar": f"susunan:{ke}", "pelaku": user("verifikator"), "tanggal": TANGGAL}
    if macam == "balik":
        return lambda: corrections.reverse(f"susunan:{a[0] % max(ke, 1)}", pelaku=user("kepala"), alasan="")
    if macam == "fakta_rumah":
        fakta = pick(FAKTA_RUMAH, a[0])
        return lambda: corrections.apply(keluarga, {fakta: pick(FAKTA_RUMAH[fakta], a[1])}, **tetap)
    if macam == "fakta_orang":
        orang = pick(Individu.objects.order_by("pk"), a[2])
        fakta = pick(FAKTA_ORANG, a[0])
        rumah = orang.keluarga
        return lambda: corrections.apply(rumah, {fakta: pick(FAKTA_ORANG[fakta], a[1])}, individu=orang, **tetap)
    masuk = isi(macam, keluarga, a)
    return lambda: OPERASI[macam].apply(None if macam == "keluarga_baru" else keluarga, masuk, **tetap)


def world() -> Keadaan:
    """The whole registry, and which No KK each family carried."""
    isi: Keadaan = {}
    for pk in Keluarga.objects.values_list("pk", flat=True):
        isi |= replay.snapshot(pk)
    for pk, nomor in RiwayatKK.objects.order_by("pk").values_list("keluarga_id", "nomor_kk"):
        isi.setdefault(f"kk:{pk}", {})[nomor] = (nomor, 0)
    return isi


def sound() -> None:
    """What must hold whatever was done: one head at most, and no living member in a closed family."""
    for k in Keluarga.objects.all():
        hidup = Individu.objects.filter(keluarga=k).hidup()
        assert hidup.filter(status_hubungan_keluarga=1).count() <= 1
        assert k.status == "aktif" or not hidup.exists()
        assert not Individu.objects.filter(keluarga=k).exclude(kode_desa=k.kode_desa).exists()


@settings(
    max_examples=CONTOH,
    deadline=None,
    derandomize="SUSUNAN_CONTOH" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(LANGKAH, min_size=4, max_size=14))
def test_registry_is_its_history(langkah: list[tuple[str, list[int]]]) -> None:
    with transaction.atomic():
        aminah(), yuliani()
        awal, batas = world(), RiwayatFakta.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for ke, (macam, a) in enumerate(langkah):
            sebelum = world()
            kerja = step(macam, a, ke)
            try:
                with transaction.atomic():
                    kerja()
            except (FaktaSalah, NomorSalah, StaleFact) as galat:
                event(f"{macam}: {galat.kode}")
                assert world() == sebelum
                continue
            event(f"{macam}: jadi")
            sound()
            if macam != "balik":
                _taken_back(ke, sebelum)
        for pk in Keluarga.objects.values_list("pk", flat=True):
            kini = replay.snapshot(pk)
            assert replay.replay(pk, awal, sesudah=batas) == kini
            assert replay.replay(pk) == kini
        transaction.set_rollback(True)


def _taken_back(ke: int, sebelum: Keadaan) -> None:
    """Take a step back, compare, and let it stand after all."""
    sesudah = world()
    with transaction.atomic():
        corrections.reverse(f"susunan:{ke}", pelaku=user("kepala"), alasan="")
        assert world() == sebelum
        transaction.set_rollback(True)
    assert world() == sesudah


def test_a_write_past_history_shows() -> None:
    keluarga = aminah()
    tetap: dict[str, Any] = {"dasar": "pembaruan:1", "pelaku": user("verifikator"), "tanggal": TANGGAL}
    corrections.apply(keluarga, {"jenis_lantai_terluas": 6}, **tetap)
    assert replay.replay(keluarga.pk) == replay.snapshot(keluarga.pk)
    keluarga.kondisi.__class__.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=5)
    assert replay.replay(keluarga.pk) != replay.snapshot(keluarga.pk)
    corrections.apply(keluarga, {"jenis_lantai_terluas": 4}, **tetap)
    with pytest.raises(RiwayatPutus) as galat:
        replay.replay(keluarga.pk)
    assert (galat.value.objek, galat.value.nama) == (f"keluarga:{keluarga.pk}", "jenis_lantai_terluas")


def test_rows_of_imports_are_told_too() -> None:
    """Somebody whom an import moved in from another family, with a number that it brought, and who moved on."""
    keluarga, lain = aminah(), yuliani()
    orang = person(lain, "SALEH", "6402011201990009", keberadaan=1, status_hubungan_keluarga=8)
    RiwayatFakta.objects.create(
        keluarga=lain, individu=orang, kode_desa=lain.kode_desa, dasar="impor:1",
        perubahan={"keluarga_id": [keluarga.pk, lain.pk], "nik": [None, orang.nik], "nama": ["SALE", "SALEH"]},
    )  # fmt: skip
    OPERASI["pindah_masuk"].apply(
        keluarga, {"nik": orang.nik, "hubungan": 8}, dasar="susunan:1", pelaku=user("verifikator"), tanggal=TANGGAL
    )
    hasil = replay.replay(keluarga.pk)
    assert hasil.keys() == replay.snapshot(keluarga.pk).keys()
    assert hasil[f"individu:{orang.pk}"]["nik"] == (orang.nik, None)
    assert hasil[f"individu:{orang.pk}"]["nama"] == ("SALEH", None)
    assert member(lain, "YULIANI").keluarga == lain
