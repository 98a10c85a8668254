"""The work lists: what waits for whom, narrowed by age, kind, examiner and region, the longest waiting first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dtsen.accounts.models import Penugasan
from tests.cast import KUKAR, user
from tests.families import aminah, member, rukiah, yuliani
from tests.kasus import advance, written
from tests.verval.test_pemeriksa import ALASAN, second
from verval import pembaruan, usulan
from verval.models import Pembaruan, ProgramBansos, Usulan

pytestmark = pytest.mark.django_db


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def floor() -> Pembaruan:
    return pembaruan.draft(
        aminah(), "jenis_lantai_terluas", 6, alasan="Lantai disemen.", pelaku=user("operator.perian"), ajukan=True
    )


def aid() -> Usulan:
    return usulan.draft(
        aminah(), ProgramBansos.objects.get(pk="pkh"), pelaku=user("operator.perian"), ajukan=True
    )  # fmt: skip


def waiting(siapa: str, jenis: str, tanya: str = "") -> list[int]:
    jawaban = masuk(siapa).get(f"/verval/{jenis}/?lihat=antrean{tanya}")
    assert jawaban.status_code == 200
    return [kasus.pk for kasus in jawaban.context["halaman"]]


@pytest.mark.parametrize(
    ("sampai", "siapa"),
    [
        ("diajukan", "operator.perian"),
        ("dimusyawarahkan", "kades.perian"),
        ("disahkan_desa", "verifikator"),
        ("diperiksa", "verifikator"),
        ("disetujui", "kepala"),
        ("disahkan_opd", "bupati"),
        ("disahkan_bupati", "petugas"),
        ("dikirim", "petugas"),
    ],
)
def test_a_proposal_waits_for_one_at_a_time(sampai: str, siapa: str) -> None:
    kasus = aid()
    advance(kasus, sampai)
    for nama in ("operator.perian", "kades.perian", "verifikator", "kepala", "bupati", "petugas"):
        klien = masuk(nama)
        pertama = klien.get("/verval/usulan/")
        assert pertama.context["lihat"] == "antrean", nama
        assert [k.pk for k in pertama.context["halaman"]] == ([kasus.pk] if nama == siapa else []), nama
        beranda = klien.get("/").context
        pintu = {p.judul: p.jumlah for p in (*beranda["menunggu"], *beranda["pintu"])}
        assert pintu["Usulan bansos"] == (nama == siapa), nama
    assert masuk("operator.melayu").get("/verval/usulan/").context["halaman"].paginator.count == 0


def test_the_own_case_waits_only_where_the_maker_may_go_on() -> None:
    kasus = floor()
    assert waiting("operator.perian", "pembaruan") == [kasus.pk]
    advance(kasus)
    Penugasan.objects.create(user=user("operator.perian"), peran="verifikator", wilayah_id=KUKAR, mulai="2026-01-01")
    assert waiting("operator.perian", "pembaruan") == []


def test_filters() -> None:
    kasus, lain = floor(), pembaruan.draft(
        yuliani(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.melayu"), ajukan=True
    )  # fmt: skip
    advance(kasus)
    Pembaruan.objects.filter(pk=lain.pk).update(status="disahkan_desa", diajukan=timezone.now() - timedelta(days=70))
    for tanya, harap in (
        ("", [lain.pk, kasus.pk]),
        ("&status=diperiksa", [kasus.pk]),
        ("&umur=merah", [lain.pk]),
        ("&umur=lancar", [kasus.pk]),
        ("&umur=kuning", []),
        ("&petugas=saya", [kasus.pk]),
        ("&petugas=bebas", [lain.pk]),
        ("&wilayah=640201", [kasus.pk]),
        ("&jenis=Rumah", [lain.pk, kasus.pk]),
        ("&jenis=Usaha", []),
        ("&umur=x&jenis=y&petugas=z&wilayah=q&status=s&baris=9", [lain.pk, kasus.pk]),
    ):
        assert waiting("verifikator", "pembaruan", tanya) == harap, tanya
    isi = masuk("verifikator").get("/verval/pembaruan/").content.decode()
    assert "Batas habis" in isi
    assert "hari kerja" in isi


@pytest.mark.parametrize(
    ("alamat", "kata"),
    [
        ("pembaruan/?lihat=antrean&umur=merah", "umur (Batas habis)"),
        (
            "pembaruan/?lihat=antrean&status=diperiksa&wilayah=640201&baris=100",
            "status (Diperiksa) dan wilayah (Seluruh",
        ),
        ("usulan/?lihat=semua&program=pkh&wilayah=640201", "wilayah (Seluruh Kec. Muara Muntai) dan program (PKH)"),
        ("pembaruan/?lihat=antrean&baris=100&umur=x", ""),
    ],
)
def test_the_filter_in_force_is_said(alamat: str, kata: str) -> None:
    isi = masuk("verifikator").get(f"/verval/{alamat}").content.decode()
    assert f"Disaring menurut {kata}" in " ".join(isi.split()) if kata else "Disaring menurut" not in isi
    assert "Hapus saringan" in isi or not kata


def test_programme() -> None:
    kasus = aid()
    advance(kasus)
    assert waiting("verifikator", "usulan", "&jenis=pkh") == [kasus.pk]
    assert waiting("verifikator", "usulan", "&jenis=sembako") == []


def test_a_kind_of_fact_is_not_asked_by_those_who_may_not_see_it() -> None:
    keluarga = aminah()
    kasus = pembaruan.draft(
        keluarga, "penyakit_kronis", 1, alasan="Surat puskesmas.", pelaku=user("operator.perian"),
        individu=member(keluarga, "BAHRUN"), ajukan=True,
    )  # fmt: skip
    advance(kasus, "dimusyawarahkan")
    for jenis in ("Kesehatan", "Rumah"):
        assert waiting("kades.perian", "pembaruan", f"&jenis={jenis}") == [kasus.pk]
    # Health may be seen in one kecamatan, not in the other: the filter finds nothing where it would tell.
    lain = second("verifikator.tenggarong")
    Penugasan.objects.filter(user=lain).update(wilayah="640206")
    Penugasan.objects.create(user=lain, peran="kades", wilayah_id=KUKAR, mulai="2026-01-01")
    assert waiting(lain.username, "pembaruan") == [kasus.pk]
    assert waiting(lain.username, "pembaruan", "&jenis=Kesehatan") == []


def test_number_of_queries_does_not_grow(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    keluarga = rukiah()
    for i, fakta in enumerate(("jenis_lantai_terluas", "daya_terpasang", "jenis_dinding_terluas") * 12):
        written(
            keluarga, fakta, 2, 1, alasan="x", pembuat=user("operator.perian"), status="disetujui",
            diajukan=timezone.now(), pengajuan_ke=i,
        )  # fmt: skip
    klien = masuk("kepala")
    with django_assert_max_num_queries(26):
        jawaban = klien.get("/verval/pembaruan/")
    assert len(jawaban.context["baris"]) == 25
    assert len(klien.get("/verval/pembaruan/?lihat=antrean&baris=100").context["baris"]) == 36


def test_taking_over_and_handing_on_by_the_page() -> None:
    kasus, dua = floor(), second()
    advance(kasus)
    tempat = f"/verval/pembaruan/{kasus.pk}/pemeriksa/"
    klien = masuk(dua.username)
    halaman = klien.get(f"/verval/pembaruan/{kasus.pk}/").content.decode()
    assert "Diperiksa Uji verifikator." in halaman
    klien.post(tempat, {"aksi": "ambil_alih", "dari": user("verifikator").pk, "alasan": ALASAN})
    kasus.refresh_from_db()
    assert kasus.pemeriksa == dua
    jawaban = masuk("verifikator").post(tempat, {"aksi": "serahkan", "kepada": dua.pk, "alasan": ALASAN}, follow=True)
    assert "diperiksa orang lain" in jawaban.content.decode()
    jawaban = klien.post(tempat, {"aksi": "serahkan", "kepada": user("verifikator").pk, "alasan": ALASAN}, follow=True)
    assert "sekarang diperiksa Uji verifikator" in jawaban.content.decode()
    assert "Diserahkan" in jawaban.content.decode()
    assert masuk("kepala").post(tempat, {"aksi": "ambil_alih", "alasan": ALASAN}).status_code == 403
    assert masuk("operator.melayu").post(tempat, {"aksi": "ambil_alih", "alasan": ALASAN}).status_code == 404
    assert klien.post(tempat, {"aksi": "x"}, follow=True).status_code == 200
