"""The wall in the database: what a connection of aplikasi sees and writes, with no query of ours in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from dtsen.accounts.models import Penugasan
from dtsen.registry import lingkup
from dtsen.registry.models import Individu, Keluarga, RiwayatFakta, RiwayatKK
from dtsen.wilayah.cakupan import Bagian, Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.families import aminah, official, yuliani
from verval import massal, pembaruan, usulan
from verval.kunjungan import atur
from verval.models import JawabanKunjungan, PengecualianPenerima, ProgramBansos

pytestmark = pytest.mark.usefixtures("basisdata", "buta")
KOLOM_PRIBADI = {"kode_desa", "keluarga_id", "individu_id", "nik", "nomor_kk"}
TANPA_PRIBADI = {"accounts_tugaskeluarga"}
"""Tables that name a family by its own number and hold nothing about it."""


def _rows(perintah: str, isi: Sequence[Any] | None = None, using: str = "default") -> list[tuple[object, ...]]:
    with connections[using].cursor() as kursor:
        kursor.execute(perintah, isi)
        return list(kursor.fetchall())


def _protected() -> list[str]:
    return [str(b[0]) for b in _rows("SELECT tablename FROM pg_policies GROUP BY 1 ORDER BY 1", using="pemilik")]


@pytest.fixture
def dua_desa() -> tuple[Keluarga, Keluarga]:
    """Aminah in Perian and Yuliani in Melayu, each with a case, a hop, history, an official desil and an exclusion."""
    with lingkup.within(lingkup.INDONESIA):
        pertama, kedua = aminah(), yuliani()
        for keluarga, siapa in ((pertama, "operator.perian"), (kedua, "operator.melayu")):
            pembaruan.draft(
                keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(siapa), ajukan=True
            )
            RiwayatFakta.objects.create(
                keluarga=keluarga, kode_desa=keluarga.kode_desa, dasar="uji", perubahan={}, pelaku=user(siapa)
            )
            PengecualianPenerima.objects.create(
                keluarga=keluarga, kode_desa=keluarga.kode_desa, status="exclude", berlaku_dari="2026-01-01",
                berlaku_sampai="2026-01-31", sumber="SIKS-NG",
            )  # fmt: skip
            RiwayatKK.objects.create(
                keluarga=keluarga, nomor_kk=keluarga.nomor_kk or "", dari="2026-01-01", dasar="uji"
            )
        bansos = usulan.draft(pertama, ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True)
        satu = atur.assign(
            pertama,
            Penugasan.objects.get(user__username="pendamping.perian"),
            batas=timezone.localdate(),
            pelaku=user("verifikator"),
        )
        JawabanKunjungan.objects.create(kunjungan=satu, fakta="daya_terpasang", dasar=1, nilai=2)
        massal.compose("usulan", "dimusyawarahkan", {bansos.pk: 1}, pelaku=user("kades.perian"))
    return pertama, kedua


def _counts() -> dict[str, int]:
    return {
        tabel: int(str(_rows(f'SELECT count(*) FROM "{tabel}"')[0][0]))
        for tabel in _protected()
        if tabel not in {"registry_rujukandukcapil", "verval_pelaporsanggah"}
    }


def test_every_table_with_personal_data_stands_behind_the_wall() -> None:
    tabel = _rows(
        """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = ANY (%s)
           GROUP BY 1, 2""",
        [sorted(KOLOM_PRIBADI)],
        "pemilik",
    )
    terbuka = {str(nama) for nama, dijaga in tabel if not dijaga}
    assert terbuka == TANPA_PRIBADI
    assert {"registry_keluarga", "registry_individu", "ranking_hasil", "verval_usulan"} <= {str(n) for n, _ in tabel}


def test_the_application_cannot_step_over_the_wall() -> None:
    peran = _rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
    assert peran == [(False, False, False)]
    pemilik = connections["pemilik"].settings_dict["USER"]
    for perintah in (
        f'SET ROLE "{pemilik}"',
        "ALTER TABLE registry_keluarga DISABLE ROW LEVEL SECURITY",
        "DROP POLICY lingkup ON registry_individu",
        "SELECT count(*) FROM registry_rujukandukcapil",
        "CREATE FUNCTION lolos() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
    ):
        with pytest.raises(ProgrammingError), connection.cursor() as kursor:
            kursor.execute(perintah)


def test_partitions_are_not_readable_by_themselves() -> None:
    milik = _rows(
        """SELECT has_schema_privilege(%s, 'bagian', 'USAGE')""", [connections["default"].settings_dict["USER"]],
        "pemilik",
    )  # fmt: skip
    assert milik == [(False,)]


def test_without_a_scope_there_is_nothing(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    assert set(_counts().values()) == {0}
    with transaction.atomic():
        assert set(_counts().values()) == {0}
    with lingkup.within(Cakupan()):
        assert set(_counts().values()) == {0}


def test_a_desa_sees_its_own_rows_only(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    pertama, kedua = dua_desa
    for sendiri, keluarga in ((PERIAN, pertama), (MELAYU, kedua)):
        with lingkup.within(Cakupan.of([sendiri])):
            for tabel in ("kondisikeluarga", "individu", "desilresmi", "riwayatfakta", "riwayatkk"):
                isi = _rows(f"SELECT DISTINCT keluarga_id FROM registry_{tabel}")
                assert isi == [(keluarga.pk,)], tabel
            assert _rows("SELECT id FROM registry_keluarga") == [(keluarga.pk,)]
            assert _rows("SELECT DISTINCT keluarga_id FROM verval_pembaruan") == [(keluarga.pk,)]
            assert _rows("SELECT keluarga_id FROM verval_pengecualianpenerima") == [(keluarga.pk,)]
            hop = _rows(
                "SELECT count(*), count(p.id), count(u.id) FROM verval_langkah l "
                "LEFT JOIN verval_pembaruan p ON p.id = l.pembaruan_id LEFT JOIN verval_usulan u ON u.id = l.usulan_id"
            )
            assert hop == [((2, 1, 1) if sendiri == PERIAN else (1, 1, 0))]


def test_the_scope_ends_with_its_block(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    with lingkup.within(Cakupan.of(["6402"])):
        assert Keluarga.objects.count() == 2
        with lingkup.within(Cakupan.of([PERIAN])):
            assert Keluarga.objects.count() == 1
        assert Keluarga.objects.count() == 2
        with pytest.raises(ZeroDivisionError), lingkup.within(Cakupan.of([MELAYU])):
            raise ZeroDivisionError
        assert Keluarga.objects.count() == 2
    assert Keluarga.objects.count() == 0
    with transaction.atomic():
        with lingkup.within(Cakupan.of(["6402"])):
            assert Keluarga.objects.count() == 2
        assert Keluarga.objects.count() == 0


def test_writing_outside_the_scope_is_refused(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    pertama, kedua = dua_desa
    with lingkup.within(Cakupan.of([PERIAN])):
        assert Keluarga.objects.filter(pk=kedua.pk).update(alamat="DIUBAH") == 0
        assert Individu.objects.filter(keluarga_id=kedua.pk).delete()[0] == 0
    with pytest.raises(ProgrammingError, match="row-level security"), lingkup.within(Cakupan.of([PERIAN])):
        Keluarga.objects.create(kode_desa=MELAYU, nama_kepala="SELUNDUPAN")
    with pytest.raises(ProgrammingError, match="row-level security"), lingkup.within(Cakupan.of([PERIAN])):
        Keluarga.objects.filter(pk=pertama.pk).update(kode_desa=MELAYU)
    with pytest.raises(ProgrammingError, match="row-level security"), lingkup.within(Cakupan.of([PERIAN])):
        official(kedua, nasional=1, versi="2026-T4")


@pytest.mark.parametrize(
    ("kode", "harap"),
    [
        (["64"], {"AMINAH", "YULIANI"}),
        (["6402"], {"AMINAH", "YULIANI"}),
        (["640201"], {"AMINAH"}),
        (["640206"], {"YULIANI"}),
        (["640202"], set()),
        ([PERIAN, MELAYU], {"AMINAH", "YULIANI"}),
        # The range from one to the other holds Perian's neighbours; they stay outside.
        (["6402012002", MELAYU], {"YULIANI"}),
        (["640201", "640203"], {"AMINAH"}),
        ([PERIAN[:9]], set()),
        (["6403"], set()),
    ],
)
def test_scopes_of_every_level(dua_desa: tuple[Keluarga, Keluarga], kode: list[str], harap: set[str]) -> None:
    cakupan = Cakupan.of(k for k in kode if len(k) != 9)
    with lingkup.within(cakupan):
        assert set(Keluarga.objects.values_list("nama_kepala", flat=True)) == harap
    with lingkup.within(lingkup.INDONESIA):
        assert set(Keluarga.objects.dalam(cakupan).values_list("nama_kepala", flat=True)) == harap


@pytest.mark.parametrize(
    ("rt", "rw", "terlihat"), [("003", "", True), ("", "001", True), ("003", "001", True), ("004", "", False)]
)
def test_rt_and_rw(dua_desa: tuple[Keluarga, Keluarga], rt: str, rw: str, terlihat: bool) -> None:
    with lingkup.within(Cakupan.of([Bagian(PERIAN, rt, rw)])):
        assert Keluarga.objects.exists() is terlihat
        assert Individu.objects.count() == (4 if terlihat else 0)
        assert bool(_rows("SELECT FROM registry_kondisikeluarga")) is terlihat
        assert bool(_rows("SELECT FROM verval_pembaruan")) is terlihat


def test_an_assigned_family_outside_the_region(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    pertama, kedua = dua_desa
    with lingkup.within(Cakupan.of([], keluarga=[kedua.pk])):
        assert [k.pk for k in Keluarga.objects.all()] == [kedua.pk]
        assert {o.keluarga_id for o in Individu.objects.all()} == {kedua.pk}
    with lingkup.within(Cakupan.of([PERIAN], keluarga=[kedua.pk])):
        assert {k.pk for k in Keluarga.objects.all()} == {pertama.pk, kedua.pk}
    with lingkup.within(Cakupan.of([Bagian(PERIAN, "004")], keluarga=[kedua.pk])):
        assert {k.pk for k in Keluarga.objects.all()} == {kedua.pk}


def test_names_are_searched_inside_the_scope_only(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    def cari(*kata: str) -> list[tuple[object, ...]]:
        return _rows("SELECT registry_cari_nama(%s, 50)", [list(kata)])

    assert cari("YULIANI") == []
    with lingkup.within(Cakupan.of([PERIAN])):
        assert cari("YULIANI") == []
        assert len(cari("AMINAH")) == 1
        assert cari("AMINAH", "BAHRUN") == []
    with lingkup.within(Cakupan.of(["6402"])):
        assert len(cari("YULIANI")) == 1


def test_a_family_that_moves_takes_everything_along(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    pertama, _ = dua_desa
    with lingkup.within(Cakupan.of(["6402"])):
        Keluarga.objects.filter(pk=pertama.pk).update(kode_desa=MELAYU)
    with lingkup.within(Cakupan.of([PERIAN])):
        assert set(_counts().values()) == {0}
    with lingkup.within(Cakupan.of([MELAYU])):
        for tabel in (
            "registry_kondisikeluarga", "registry_individu", "registry_desilresmi", "registry_riwayatfakta",
            "registry_riwayatkk", "verval_pembaruan", "verval_usulan", "verval_pengecualianpenerima",
            "verval_barismassal", "verval_butirpembaruan", "verval_kunjungan",
        ):  # fmt: skip
            assert _rows(f"SELECT FROM {tabel} WHERE keluarga_id = %s", [pertama.pk]), tabel


def test_the_condition_is_filled_with_the_desa_of_the_family(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    isi = _rows(
        "SELECT k.kode_desa = c.kode_desa FROM registry_keluarga k "
        "JOIN registry_kondisikeluarga c ON c.keluarga_id = k.id",
        using="pemilik",
    )
    assert isi == [(True,), (True,)]


def test_a_nik_elsewhere_is_known_but_not_shown(dua_desa: tuple[Keluarga, Keluarga]) -> None:
    """The one question across the scope answers yes or no, never who."""
    with lingkup.within(Cakupan.of([PERIAN])):
        assert _rows("SELECT registry_nik_dipakai('6402065508850005', 0)") == [(True,)]
        assert _rows("SELECT registry_nik_dipakai('6402065508850006', 0)") == [(False,)]
        assert not Individu.objects.filter(nik="6402065508850005").exists()


def test_two_connections_keep_their_scopes_apart(dua_desa: tuple[Keluarga, Keluarga], basisdata: Basisdata) -> None:
    lain = connections.create_connection("default")
    try:
        with lingkup.within(Cakupan.of([PERIAN])), lain.cursor() as kursor:
            kursor.execute("SELECT count(*) FROM registry_keluarga")
            assert kursor.fetchone() == (0,)
            assert Keluarga.objects.count() == 1
    finally:
        lain.close()
