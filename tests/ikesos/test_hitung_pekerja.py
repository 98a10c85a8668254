"""A calculation from its page through the real worker to its publication, twice: the same seed, the same results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from config.local import proses
from ikesos import hitungan
from ikesos.models import HasilIndeks, Hitungan, PeringkatIndeks
from tests.cast import user
from tests.ikesos import indeks
from tests.ikesos.indeks import PERIODE


def _masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def _results(ini: Hitungan) -> tuple[list[Any], list[Any]]:
    kunci = ("kelompok", "simpul", "wilayah_id")
    nilai = HasilIndeks.objects.filter(hitungan=ini).order_by(*kunci)
    tempat = PeringkatIndeks.objects.filter(hitungan=ini).order_by("kelompok", "wilayah_id")
    return (
        list(nilai.values_list(*kunci, "nilai", "nilai_geo", "tutup")),
        list(tempat.values_list("kelompok", "wilayah_id", "peringkat", "median", "bawah", "atas", "peluang_geser")),
    )


def test_started_on_the_page_run_by_the_worker_published_by_a_second_person(
    basisdata: object, pekerja: Callable[[], str]
) -> None:
    indeks.fill()
    petugas, kepala = _masuk("petugas"), _masuk("kepala")
    hasil, kemajuan = [], set()
    for _ in range(2):
        petugas.post(reverse("ikesos:hitungan"), {"periode": PERIODE})
        ini = Hitungan.objects.order_by("-id")[0]
        alamat = reverse("ikesos:hitungan_kemajuan", args=[ini.pk])

        def ended(alamat: str = alamat) -> bool:
            jawaban = petugas.get(alamat)
            if langkah := jawaban.context["hitung"].kemajuan.get("langkah"):
                kemajuan.add(langkah)
            return jawaban.headers.get("HX-Refresh") == "true"

        assert proses.wait_until(ended, batas_detik=60), pekerja()
        ini.refresh_from_db()
        assert (ini.status, ini.tarikan) == ("selesai", 2_000), pekerja()
        hasil.append((ini.sidik, ini.kekokohan, *_results(ini)))
    assert hasil[0] == hasil[1]
    assert hasil[0][3]
    assert kemajuan & set(hitungan.LANGKAH)
    petugas.post(reverse("ikesos:hitungan_terbitkan", args=[ini.pk]))
    assert Hitungan.objects.get(pk=ini.pk).diterbitkan is None
    kepala.post(reverse("ikesos:hitungan_terbitkan", args=[ini.pk]))
    assert hitungan.newest() == Hitungan.objects.get(pk=ini.pk, diterbitkan_oleh=user("kepala"))
    assert "ERROR" not in pekerja()
