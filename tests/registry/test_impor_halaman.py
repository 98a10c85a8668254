"""The import pages as a petugas and a verifikator use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dtsen.registry.imports import batches
from dtsen.registry.models import BatchImpor, Individu
from tests import berkas, cast

pytestmark = pytest.mark.usefixtures("basisdata")


def signed_in(nama: str) -> Client:
    klien = Client()
    klien.force_login(cast.user(nama))
    return klien


def upload(klien: Client, files: list[Path], **isi: str) -> Any:
    return klien.post(
        "/dtsen/impor/",
        {
            "sumber": "dtsen",
            "tanggal": "2026-07-24",
            **isi,
            "berkas": [SimpleUploadedFile(satu.name, satu.read_bytes()) for satu in files],
        },
    )


def test_upload_read_and_apply_by_two_persons(tmp_path: Path) -> None:
    petugas, verifikator = signed_in("petugas"), signed_in("verifikator")
    jawab = upload(petugas, berkas.dtsen(tmp_path))
    batch = BatchImpor.objects.get()
    assert jawab.status_code == 302
    batches.read(batch.pk)

    halaman = verifikator.get(f"/dtsen/impor/{batch.pk}/")
    assert halaman.context["boleh_terapkan"]
    assert not petugas.get(f"/dtsen/impor/{batch.pk}/").context["boleh_terapkan"]
    assert petugas.post(f"/dtsen/impor/{batch.pk}/terapkan/").status_code == 403
    assert verifikator.post(f"/dtsen/impor/{batch.pk}/terapkan/").status_code == 302
    batches.write(batch.pk)
    assert Individu.objects.count() == 2
    assert verifikator.get(f"/dtsen/impor/{batch.pk}/").context["kalimat"].startswith("3 baris")


def test_what_is_wrong_stands_at_the_field(tmp_path: Path) -> None:
    petugas = signed_in("petugas")
    jawab = upload(petugas, berkas.dtsen(tmp_path)[:1])
    assert jawab.status_code == 400
    assert jawab.context["form"].errors["berkas"]
    kosong = petugas.post("/dtsen/impor/", {"sumber": "", "tanggal": ""})
    assert set(kosong.context["form"].errors) == {"sumber", "tanggal", "berkas"}
    assert not BatchImpor.objects.exists()


def test_desa_has_no_import_pages(tmp_path: Path) -> None:
    berkas.read("dtsen", berkas.dtsen(tmp_path))
    batch = BatchImpor.objects.get()
    desa = signed_in("operator.perian")
    for jalur in ("", f"{batch.pk}/", f"{batch.pk}/tolakan/", f"{batch.pk}/kemajuan/"):
        assert desa.get(f"/dtsen/impor/{jalur}").status_code == 403
    assert desa.get("/dtsen/antrean/").status_code == 403


def test_rejects_are_downloaded_on_record_and_not_by_an_auditor(tmp_path: Path) -> None:
    rusak = {**berkas.BAHRUN_, "nama": "B4HRUN"}
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, rusak]))
    jalur = f"/dtsen/impor/{batch.pk}/tolakan/"
    jawab = signed_in("petugas").get(jalur)
    assert jawab.status_code == 200
    assert jawab.getvalue().startswith(b"PK")
    assert signed_in("auditor").get(jalur).status_code == 404


def test_queue_shows_masked_numbers_only(tmp_path: Path) -> None:
    dua = {**berkas.BAHRUN_, "nomor_induk_kependudukan": berkas.AMINAH}
    berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, dua]))
    isi = signed_in("petugas").get("/dtsen/antrean/").content.decode()
    assert "BAHRUN" in isi
    assert berkas.AMINAH not in isi


def test_list_makes_the_same_number_of_queries_whatever_its_length(tmp_path: Path) -> None:
    petugas = signed_in("petugas")
    hitung = []
    petugas.get("/dtsen/impor/")  # the first page of a session also remembers the session
    for i in range(3):
        berkas.read("dtsen", berkas.dtsen(tmp_path, keluarga=[{**berkas.KELUARGA, "rw": str(i)}], nama=f"n{i}"))
        with CaptureQueriesContext(connection) as kueri:
            petugas.get("/dtsen/impor/")
        hitung.append(len(kueri))
    assert hitung[0] == hitung[2]
