"""Applying an import: facts, lineage, history and the official desil together."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connections, transaction

from dtsen.accounts.models import Jejak
from dtsen.registry import asal, corrections
from dtsen.registry.fakta import FAKTA_KELUARGA
from dtsen.registry.imports import batches
from dtsen.registry.imports.stage import KUNCI_IMPOR
from dtsen.registry.models import (
    AntreanImpor,
    DesilResmi,
    Individu,
    Keluarga,
    KondisiKeluarga,
    PetaKode,
    RiwayatFakta,
    RiwayatKK,
    RujukanDukcapil,
)  # fmt: skip
from dtsen.registry.values import FaktaSalah
from tests import berkas, cast, families
from tests.conftest import Basisdata

pytestmark = pytest.mark.usefixtures("basisdata")
URUT = {f.nama: i for i, f in enumerate(FAKTA_KELUARGA)}


def test_new_family_gets_facts_lineage_and_official_desil(tmp_path: Path) -> None:
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path))

    assert berkas.counts(batch, "keluarga") == {"dibaca": 1, "baru": 1}
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 2}
    keluarga = Keluarga.objects.get(nomor_kk=berkas.KK)
    assert (keluarga.kode_desa, keluarga.nama_kepala) == (cast.PERIAN, "AMINAH")
    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    assert (kondisi.jenis_lantai_terluas, kondisi.bahan_bakar_utama_memasak, kondisi.fasilitas_bab) == (8, 10, None)
    sumber = asal.decode(kondisi.asal[URUT["jenis_lantai_terluas"]])
    assert sumber == asal.Asal("dtsen", berkas.TANGGAL_DTSEN)
    assert asal.decode(kondisi.asal[URUT["fasilitas_bab"]]) is None
    desil = DesilResmi.objects.get(keluarga=keluarga)
    assert (desil.versi, desil.nasional, desil.provinsi, desil.kabupaten) == ("2026-T3", 3, 3, 2)
    assert RiwayatKK.objects.get(keluarga=keluarga).nomor_kk == berkas.KK
    assert set(Jejak.objects.values_list("aksi", flat=True)) >= {"impor.mulai", "impor.setujui", "impor.terapkan"}


def test_later_source_wins_and_keeps_what_it_does_not_state(tmp_path: Path) -> None:
    keluarga = families.aminah()  # Regsosek of 2022: lantai tanah, daya 450, BAB tidak ada
    baru = {**berkas.KELUARGA, "jenis_lantai_terluas": "6", "daya_terpasang": ""}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[baru]))

    assert berkas.counts(batch, "keluarga") == {"dibaca": 1, "berubah": 1}
    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    assert (kondisi.jenis_lantai_terluas, kondisi.daya_terpasang, kondisi.fasilitas_bab) == (6, 1, 6)
    assert asal.decode(kondisi.asal[URUT["daya_terpasang"]]) == asal.Asal("regsosek", date(2022, 11, 15))
    riwayat = RiwayatFakta.objects.get(keluarga=keluarga, individu=None)
    assert riwayat.perubahan["jenis_lantai_terluas"] == [8, 6]
    assert "daya_terpasang" not in riwayat.perubahan
    assert riwayat.dasar == f"impor:{batch.pk}"


def test_older_source_fills_gaps_but_changes_nothing(tmp_path: Path) -> None:
    keluarga = families.aminah()
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(
        jenis_kloset=None, asal=[0 if f.nama == "jenis_kloset" else families.REGSOSEK for f in FAKTA_KELUARGA]
    )
    lama = {**berkas.KELUARGA, "jenis_lantai_terluas": "2", "jenis_kloset": "4"}
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[lama]), tanggal=date(2021, 1, 20))

    kondisi = KondisiKeluarga.objects.get(pk=keluarga.pk)
    assert (kondisi.jenis_lantai_terluas, kondisi.jenis_kloset) == (8, 4)


def test_same_rows_again_are_sama_and_write_no_history(tmp_path: Path) -> None:
    berkas.apply("dtsen", berkas.dtsen(tmp_path))
    riwayat = RiwayatFakta.objects.count()
    ulang = berkas.dtsen(tmp_path, keluarga=[{**berkas.KELUARGA, "provinsi": "KALTIM"}], nama="ulang")
    batch = berkas.apply("dtsen", ulang, tanggal=date(2026, 10, 23))

    assert berkas.counts(batch, "keluarga") == {"dibaca": 1, "sama": 1}
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "sama": 2}
    assert RiwayatFakta.objects.count() == riwayat
    assert DesilResmi.objects.filter(versi="2026-T4").count() == 1
    kondisi = KondisiKeluarga.objects.get(keluarga__nomor_kk=berkas.KK)
    terbaru = asal.decode(kondisi.asal[URUT["jenis_lantai_terluas"]])
    assert terbaru is not None
    assert terbaru.tanggal == date(2026, 10, 23)


def test_official_desil_of_a_version_is_never_altered(tmp_path: Path) -> None:
    berkas.apply("dtsen", berkas.dtsen(tmp_path))
    lain = berkas.dtsen(tmp_path, keluarga=[{**berkas.KELUARGA, "desil_nasional": "9"}], nama="lain")
    berkas.apply("dtsen", lain)
    assert DesilResmi.objects.get(versi="2026-T3").nasional == 3


def test_desil_zero_means_belum_ada_desil(tmp_path: Path) -> None:
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[{**berkas.KELUARGA, "desil_nasional": "0"}]))
    assert DesilResmi.objects.get().nasional is None


def test_person_with_damaged_nik_is_found_by_kk_name_and_birth_date(tmp_path: Path) -> None:
    families.aminah()
    rusak = {**berkas.ANGGOTA, "nomor_induk_kependudukan": "6.40202E+15", "status_kawin": "4"}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[rusak]))

    assert berkas.counts(batch, "individu") == {"dibaca": 1, "berubah": 1}
    aminah = Individu.objects.get(nama="AMINAH")
    assert (aminah.nik, aminah.status_kawin) == (berkas.AMINAH, 4)


def test_damaged_nik_of_an_unknown_person_waits_in_the_queue(tmp_path: Path) -> None:
    rusak = {**berkas.BAHRUN_, "nomor_induk_kependudukan": "3.2E+15"}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, rusak]))

    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 1, "ditunda": 1}
    antre = AntreanImpor.objects.get()
    assert (antre.jenis, antre.baris, antre.data["galat"]) == ("nik_rusak", 3, "rusak_excel")


def test_second_holder_of_a_nik_waits_and_becomes_no_person(tmp_path: Path) -> None:
    dua = {**berkas.BAHRUN_, "nomor_induk_kependudukan": berkas.AMINAH}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, dua]))

    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 1, "ditunda": 1}
    assert AntreanImpor.objects.get().jenis == "nik_ganda"
    assert Individu.objects.get().nama == "AMINAH"


def test_nik_of_somebody_else_waits_and_changes_nobody(tmp_path: Path) -> None:
    families.aminah()
    asing = {**berkas.ANGGOTA, "nama": "ZULKARNAIN", "tanggal_lahir": "2001-09-30"}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[asing]))

    assert berkas.counts(batch, "individu") == {"dibaca": 1, "ditunda": 1}
    assert AntreanImpor.objects.get().jenis == "nik_orang_lain"
    assert Individu.objects.get(nik=berkas.AMINAH).nama == "AMINAH"


def test_exact_double_row_is_refused(tmp_path: Path) -> None:
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, anggota=[berkas.ANGGOTA, berkas.ANGGOTA]))
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 1, "ditolak": 1}


def test_new_no_kk_with_the_same_head_is_the_same_family(tmp_path: Path) -> None:
    keluarga = families.aminah()
    kk_baru = "6402010506250009"
    baris = {**berkas.KELUARGA, "nomor_kartu_keluarga": kk_baru}
    anggota = [{**satu, "nomor_kartu_keluarga": kk_baru} for satu in (berkas.ANGGOTA, berkas.BAHRUN_)]
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[baris], anggota=anggota))

    keluarga.refresh_from_db()
    assert keluarga.nomor_kk == kk_baru
    assert Keluarga.objects.count() == 1
    assert RiwayatKK.objects.filter(keluarga=keluarga, nomor_kk=kk_baru).exists()


def test_child_who_founds_a_family_moves_with_history(tmp_path: Path) -> None:
    keluarga = families.aminah()
    kk_baru = "6402010506250009"
    pecah = {**berkas.KELUARGA, "nomor_kartu_keluarga": kk_baru, "nama_kepala_keluarga": "NURHALIZA"}
    anak = {
        **berkas.ANGGOTA, "nomor_induk_kependudukan": berkas.NURHALIZA, "nomor_kartu_keluarga": kk_baru,
        "nama": "NURHALIZA", "tanggal_lahir": "2010-05-04",
    }  # fmt: skip
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[pecah], anggota=[anak]))

    nurhaliza = Individu.objects.get(nik=berkas.NURHALIZA)
    assert nurhaliza.keluarga.nomor_kk == kk_baru
    assert nurhaliza.keluarga_id != keluarga.pk
    riwayat = RiwayatFakta.objects.get(individu=nurhaliza)
    assert riwayat.perubahan["keluarga_id"] == [keluarga.pk, nurhaliza.keluarga_id]


def test_numbers_stand_apart_in_history(tmp_path: Path) -> None:
    """A new No KK alone is a change too; whoever shows `perubahan` shows no number."""
    berkas.apply("dtsen", berkas.dtsen(tmp_path))
    keluarga = Keluarga.objects.get()
    kk_baru = "6402011501260009"
    baris = [{**satu, "nomor_kartu_keluarga": kk_baru} for satu in (berkas.ANGGOTA, berkas.BAHRUN_)]
    files = berkas.dtsen(
        tmp_path, keluarga=[{**berkas.KELUARGA, "nomor_kartu_keluarga": kk_baru}], anggota=baris, nama="kedua"
    )
    berkas.apply("dtsen", files, tanggal=date(2026, 10, 20))
    riwayat = RiwayatFakta.objects.get(keluarga=keluarga, individu=None)
    assert (riwayat.perubahan, riwayat.nomor) == ({}, {"nomor_kk": [berkas.KK, kk_baru]})


def test_numbers_of_older_rows_move_to_their_column_and_back() -> None:
    migrasi = import_module("dtsen.registry.migrations.0013_nomor_di_kolom_sendiri")
    lama = {"nik": [None, berkas.NURHALIZA], "rt": ["", "003"]}
    baris = RiwayatFakta.objects.create(
        keluarga=families.aminah(), kode_desa=cast.PERIAN, dasar="impor:1", perubahan=lama
    )
    for perintah, harap in (
        (migrasi.PISAH, ({"rt": ["", "003"]}, {"nik": [None, berkas.NURHALIZA]})),
        (migrasi.SATUKAN, (lama, {})),
    ):
        with connections["pemilik"].cursor() as kursor:
            kursor.execute(perintah)
        baris.refresh_from_db()
        assert (baris.perubahan, baris.nomor) == harap


def test_unknown_code_leaves_the_fact_empty_and_asks(tmp_path: Path) -> None:
    aneh = {**berkas.KELUARGA, "jenis_lantai_terluas": "77"}
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[aneh]))
    assert KondisiKeluarga.objects.get().jenis_lantai_terluas is None
    tanya = PetaKode.objects.get()
    assert (tanya.kolom, tanya.nilai, tanya.jumlah) == ("jenis_lantai_terluas", "77", 1)

    PetaKode.objects.update(kode=2)
    berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[{**aneh, "luas_lantai": "40"}], nama="kedua"))
    assert KondisiKeluarga.objects.get().jenis_lantai_terluas == 2


def test_unknown_desa_puts_the_family_off(tmp_path: Path) -> None:
    jauh = {**berkas.KELUARGA, "kode_kelurahan_desa": "6402010001"}  # Kutai Barat in BPS codes, not Kukar
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[jauh]))
    assert berkas.counts(batch, "keluarga") == {"dibaca": 1, "ditunda": 1}
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "ditunda": 2}
    assert not Keluarga.objects.exists()


def test_plan_made_before_a_correction_is_made_anew(tmp_path: Path) -> None:
    keluarga = families.aminah()
    baris = {**berkas.KELUARGA, "jenis_lantai_terluas": "6"}
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path, keluarga=[baris]))
    koreksi = asal.encode("pembaruan", date(2026, 11, 1))
    KondisiKeluarga.objects.filter(pk=keluarga.pk).update(jenis_lantai_terluas=2, asal=[koreksi] * len(FAKTA_KELUARGA))
    RiwayatFakta.objects.create(
        keluarga=keluarga, kode_desa=cast.PERIAN, dasar="pembaruan:1", perubahan={"jenis_lantai_terluas": [8, 2]}
    )
    batches.confirm(batch_id=batch.pk, pelaku=cast.user("verifikator"))
    batches.write(batch.pk)
    assert KondisiKeluarga.objects.get(pk=keluarga.pk).jenis_lantai_terluas == 2


def test_older_source_makes_no_family_without_members(tmp_path: Path) -> None:
    berkas.apply("dtsen", berkas.dtsen(tmp_path))
    keluarga = {
        "id_keluarga_p3ke": "K1",
        "kode_kemdagri": cast.PERIAN,
        "kepala_keluarga": "BAHRUN",
        "nik": berkas.BAHRUN,
    }
    orang = {
        "id_keluarga_p3ke": "K1", "id_individu": "I1", "nama": "BAHRUN", "nik": berkas.BAHRUN,
        "hubungan_dengan_kepala_keluarga": "Kepala keluarga", "tanggal_lahir": "1978-07-01",
    }  # fmt: skip
    files = [
        berkas.table(tmp_path / "p3ke_keluarga.csv", [keluarga], pemisah=","),
        berkas.table(tmp_path / "p3ke_individu.csv", [orang], pemisah=","),
    ]
    berkas.apply("p3ke", files, tanggal=date(2023, 6, 30))
    assert [k.nama_kepala for k in Keluarga.objects.filter(status="aktif")] == ["AMINAH"]


def test_numbers_guarded_against_excel_are_read(tmp_path: Path) -> None:
    jaga = [{**satu, "nomor_kartu_keluarga": f"'{berkas.KK}"} for satu in (berkas.ANGGOTA, berkas.BAHRUN_)]
    kepala = {**berkas.KELUARGA, "nomor_kartu_keluarga": f"'{berkas.KK}"}
    batch = berkas.apply("dtsen", berkas.dtsen(tmp_path, keluarga=[kepala], anggota=jaga))
    assert berkas.counts(batch, "individu") == {"dibaca": 2, "baru": 2}


def test_older_dukcapil_list_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    def daftar(nama: str, status: str) -> list[Path]:
        baris = {
            "NIK": berkas.AMINAH, "NO_KK": berkas.KK, "NAMA_LGKP": "AMINAH", "TGL_LHR": "1980-03-12",
            "STATUS": status, "KODE_WILAYAH": cast.PERIAN,
        }  # fmt: skip
        return [berkas.table(tmp_path / f"{nama}.csv", [baris], pemisah=",")]

    lama = berkas.read("dukcapil", daftar("juli", "AKTIF"), date(2026, 7, 1))
    berkas.apply("dukcapil", daftar("oktober", "MENINGGAL"), date(2026, 10, 1))
    batches.confirm(batch_id=lama.pk, pelaku=cast.user("verifikator"))
    batches.write(lama.pk)
    assert RujukanDukcapil.objects.using("pemilik").get().status == "MENINGGAL"


def test_correction_waits_while_an_import_is_being_written(tmp_path: Path) -> None:
    keluarga = families.aminah()
    with transaction.atomic(using="pemilik"), connections["pemilik"].cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s)", [KUNCI_IMPOR])
        with pytest.raises(FaktaSalah) as salah:
            corrections.apply(
                keluarga, {"jenis_lantai_terluas": 2}, dasar="pembaruan:1", pelaku=cast.user("verifikator"),
                tanggal=date(2026, 11, 1),
            )  # fmt: skip
    assert salah.value.kode == "impor_berjalan"


def test_staging_lost_in_a_crash_is_read_again_and_applies_nothing(tmp_path: Path) -> None:
    batch = berkas.read("dtsen", berkas.dtsen(tmp_path))
    with connections["pemilik"].cursor() as kursor:
        kursor.execute(f"TRUNCATE impor_{batch.pk}.stage_individu, impor_{batch.pk}.jiwa")
    batches.confirm(batch_id=batch.pk, pelaku=cast.user("verifikator"))
    batches.write(batch.pk)
    batch.refresh_from_db()
    assert (batch.status, batch.diterapkan_oleh) == ("diunggah", None)
    assert not Keluarga.objects.exists()

    batches.read(batch.pk)
    batches.confirm(batch_id=batch.pk, pelaku=cast.user("verifikator"))
    batches.write(batch.pk)
    assert Individu.objects.count() == 2


def test_whole_way_by_command_and_worker(basisdata: Basisdata, pekerja: object, tmp_path: Path) -> None:
    keluarga, anggota = berkas.dtsen(tmp_path)
    perintah = [
        "import_berkas",
        "dtsen",
        str(keluarga),
        str(anggota),
        "--tanggal",
        "2026-07-24",
        "--sebagai",
        "petugas",
    ]
    hasil = basisdata.manage(*perintah, "--terapkan", "--pengesah", "verifikator")
    assert "diterapkan" in hasil.stdout
    assert Individu.objects.count() == 2
    lagi = basisdata.manage(*perintah, harap=2)
    assert "sudah diunggah" in lagi.stderr
