"""A family is judged by a case: approval writes a dated outcome that programmes go by, taking it back leaves both."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry import lingkup
from dtsen.registry import susunan as registry
from dtsen.registry.models import DesilResmi, Keluarga
from dtsen.registry.values import FaktaSalah
from tests.cast import user
from tests.families import aminah
from tests.kasus import advance, take
from tests.registry.test_susunan import BAYI, world
from verval import pembaruan
from verval.bansos import layak
from verval.hop import KasusDitolak
from verval.kelayakan import assess
from verval.models import (
    AturanProgram,
    HasilKelayakan,
    KasusMusyawarah,
    Musyawarah,
    Pembaruan,
    ProgramBansos,
)

pytestmark = pytest.mark.django_db
ALASAN = "Dibahas bersama ketua RT dan tetangganya."
MISKIN: dict[str, Any] = {
    "hasil": "miskin", "sebab": "bekerja_serabutan", "kriteria": ["lantai", "makan"], "sejak": "2026-11-02",
}  # fmt: skip
TIDAK_MISKIN: dict[str, Any] = {"hasil": "tidak_miskin", "sebab": "punya_usaha", "sejak": "2026-11-02"}
TIDAK_LAYAK: dict[str, Any] = {"hasil": "tidak_layak", "kelompok": "9", "sejak": "2026-11-02"}


def judged(isi: dict[str, Any], keluarga: Keluarga | None = None, **lagi: Any) -> Pembaruan:
    return pembaruan.draft_operasi(
        keluarga or aminah(), "kelayakan", isi | lagi, alasan=ALASAN, pelaku=user("operator.perian"), ajukan=True
    )


def approved(isi: dict[str, Any], keluarga: Keluarga | None = None, **lagi: Any) -> Pembaruan:
    kasus = judged(isi, keluarga, **lagi)
    advance(kasus)
    take(kasus, "setujui")
    return kasus


def against(kasus: Pembaruan, program: str) -> set[str]:
    jawaban = assess(kasus.keluarga, ProgramBansos.objects.get(pk=program), hari=timezone.localdate())
    return {p.kode for p in jawaban.penolakan} & {"tidak_miskin", "tidak_layak"}


def listed(kasus: Pembaruan, program: str) -> bool:
    hari = timezone.localdate()
    aturan = AturanProgram.objects.berlaku(hari).get(program=program)
    return kasus.keluarga_id in {satu.keluarga for satu in layak.eligible(aturan, hari)}


@pytest.mark.parametrize(
    ("isi", "sembako", "lansia"),
    [
        (MISKIN, set(), set()),
        # A local programme for every desil that excludes no groups asks for neither.
        (TIDAK_MISKIN, {"tidak_miskin"}, set()),
        (TIDAK_LAYAK, {"tidak_layak"}, set()),
    ],
)
def test_an_outcome_counts_until_it_is_taken_back(isi: dict[str, Any], sembako: set[str], lansia: set[str]) -> None:
    kasus = judged(isi)
    advance(kasus)
    desil, sebelum = list(DesilResmi.objects.values()), world()
    assert listed(kasus, "sembako")
    take(kasus, "setujui")
    satu = HasilKelayakan.objects.get()
    assert (satu.hasil, satu.pembaruan_id, str(satu.berlaku_dari)) == (isi["hasil"], kasus.pk, "2026-11-02")
    assert satu.kriteria == (["makan", "lantai"] if isi is MISKIN else [])
    assert (against(kasus, "sembako"), against(kasus, "kukar_lansia")) == (sembako, lansia)
    assert listed(kasus, "sembako") == (not sembako)
    assert (list(DesilResmi.objects.values()), world()) == (desil, sebelum)
    take(kasus, "turunkan", siapa="kepala", alasan="Keluarganya keberatan.")
    assert not against(kasus, "sembako")
    assert listed(kasus, "sembako")
    assert [h.mencabut_id for h in HasilKelayakan.objects.order_by("pk")] == [None, satu.pk]
    assert Jejak.objects.filter(aksi="kelayakan.cabut").count() == 1
    take(kasus, "setujui")
    assert against(kasus, "sembako") == sembako
    assert HasilKelayakan.objects.standing().count() == 1


def test_a_later_outcome_is_the_way_out() -> None:
    kasus = approved(TIDAK_MISKIN)
    jawaban = assess(kasus.keluarga, ProgramBansos.objects.get(pk="sembako"), hari=timezone.localdate())
    (tolak,) = (p for p in jawaban.penolakan if p.kode == "tidak_miskin")
    assert "2 Nov 2026: punya usaha" in tolak.pesan
    assert kasus.kode_lacak in tolak.pesan
    assert "Kelayakan keluarga" in tolak.jalan
    with pytest.raises(KasusDitolak) as galat:
        judged(MISKIN, kasus.keluarga)
    assert galat.value.kode == "sudah_dinilai"
    kedua = approved(MISKIN, kasus.keluarga, sejak="2026-11-20")
    assert kedua.tulisan_lama == "Tidak miskin"
    assert not against(kedua, "sembako")
    assert listed(kedua, "sembako")


@pytest.mark.parametrize(
    ("isi", "kolom"),
    [
        (MISKIN | {"hasil": "kaya"}, "hasil"),
        (MISKIN | {"sebab": "punya_usaha"}, "sebab"),
        (MISKIN | {"sebab": ""}, "sebab"),
        (MISKIN | {"kriteria": []}, "kriteria"),
        (MISKIN | {"kriteria": ["atap"]}, "kriteria"),
        (MISKIN | {"kriteria": "lantai"}, "kriteria"),
        (MISKIN | {"kelompok": "9"}, "kelompok"),
        (MISKIN | {"sejak": "2999-01-01"}, "sejak"),
        (TIDAK_MISKIN | {"kriteria": ["tanpa_tempat"]}, "kriteria"),
        (TIDAK_LAYAK | {"kelompok": "99"}, "kelompok"),
        (TIDAK_LAYAK | {"kelompok": "sembilan"}, "kelompok"),
        (TIDAK_LAYAK | {"sebab": "punya_usaha"}, "sebab"),
        (TIDAK_LAYAK | {"kriteria": ["lantai"]}, "kriteria"),
    ],
)
def test_what_cannot_be(isi: dict[str, Any], kolom: str) -> None:
    with pytest.raises(FaktaSalah) as galat:
        judged(isi)
    assert galat.value.fakta == kolom


def test_the_session_has_the_last_word() -> None:
    kasus = judged(MISKIN)
    advance(kasus)
    sesi = Musyawarah.objects.create(
        kode_desa=kasus.kode_desa, jenis="musdes", cara="musyawarah", status="ditutup", waktu=timezone.now(),
        tempat="Balai desa", pembuat=user("operator.perian"), ditutup=timezone.now(), penutup=user("operator.perian"),
    )  # fmt: skip
    satu = KasusMusyawarah.objects.create(
        musyawarah=sesi, pembaruan=kasus, keluarga=kasus.keluarga, kode_desa=kasus.kode_desa,
        pengajuan_ke=kasus.pengajuan_ke, keputusan="setuju", hasil="tidak_miskin", alasan_id="punya_usaha",
    )  # fmt: skip
    with pytest.raises(KasusDitolak) as galat:
        take(kasus, "setujui")
    assert galat.value.kode == "beda_musyawarah"
    assert not HasilKelayakan.objects.exists()
    KasusMusyawarah.objects.filter(pk=satu.pk).update(hasil="miskin", alasan_id="bekerja_serabutan")
    take(kasus, "setujui")
    assert HasilKelayakan.objects.get().hasil == "miskin"


def test_a_birth_meanwhile_does_not_send_it_back() -> None:
    kasus = judged(MISKIN)
    advance(kasus)
    tetap: Any = {"dasar": "susunan:1", "pelaku": user("petugas"), "tanggal": timezone.localdate()}
    registry.OPERASI["anggota_baru"].apply(kasus.keluarga, {"orang": BAYI}, **tetap)
    take(kasus, "setujui")
    assert kasus.status == "disetujui"


def test_a_reason_that_tells_of_illness_is_named_to_those_who_may_know(client: Client) -> None:
    kasus = approved(MISKIN, sebab="penyakit_kronis")
    halaman = f"/verval/keluarga/{kasus.keluarga_id}/"
    client.force_login(user("operator.perian"))
    assert "Penyakit kronis" in client.get(halaman).text
    assert "Penyakit kronis" in client.get(f"/verval/pembaruan/{kasus.pk}/").text
    client.force_login(user("kades.perian"))
    for alamat in (halaman, f"/verval/pembaruan/{kasus.pk}/"):
        isi = client.get(alamat).text.lower()
        assert "miskin" in isi or "dilindungi" in isi
        assert "kronis" not in isi
    jejak = Jejak.objects.filter(aksi__in=["kelayakan.catat", "pembaruan.setujui", "pembaruan.draf"])
    assert jejak.count() == 3
    assert not any("kronis" in f"{j.rincian} {j.alasan}".lower() for j in jejak)


def test_the_page(client: Client) -> None:
    keluarga = aminah()
    client.force_login(user("operator.perian"))
    alamat = f"/verval/keluarga/{keluarga.pk}/pembaruan/"
    assert "Kelayakan keluarga" in client.get(alamat).text
    formulir = client.get(f"{alamat}?operasi=kelayakan").text
    for kata in ("Tidak layak menerima bansos", "262/HUK/2022", "Guru bersertifikasi", "Bekerja serabutan"):
        assert kata.lower() in formulir.lower(), kata
    tolak = client.post(f"{alamat}?operasi=kelayakan", MISKIN | {"kriteria": [], "alasan": ALASAN})
    assert tolak.status_code == 422
    assert "paling sedikit satu" in tolak.text
    jawaban = client.post(f"{alamat}?operasi=kelayakan", MISKIN | {"alasan": ALASAN}, follow=True)
    assert "Bekerja serabutan" in jawaban.text
    assert "Sebagian besar lantai tanah atau plester" in jawaban.text
    kasus = Pembaruan.objects.get()
    ubah = f"/verval/pembaruan/{kasus.pk}/ubah/"
    assert client.get(ubah).text.count("checked") == 3
    assert client.post(ubah, TIDAK_LAYAK | {"alasan": ALASAN}).status_code == 302
    take(kasus, "ajukan", siapa="operator.perian")
    advance(kasus)
    take(kasus, "setujui")
    isi = client.get(f"/verval/keluarga/{keluarga.pk}/").text
    assert "Hasil kelayakan" in isi
    assert "Guru bersertifikasi" in isi


def test_rows_stay_inside_their_scope_and_stay() -> None:
    kasus = approved(TIDAK_LAYAK)
    for ubah in (HasilKelayakan.objects.all().delete, lambda: HasilKelayakan.objects.update(hasil="miskin")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ubah()
    with lingkup.sebagai(user("operator.melayu")):
        assert not HasilKelayakan.objects.exists()
    with lingkup.sebagai(user("operator.perian")):
        assert HasilKelayakan.objects.get().pembaruan_id == kasus.pk
