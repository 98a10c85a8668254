"""Visits: sent, filled, handed on, called off, reviewed; what changed meanwhile; drawn samples."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from dtsen.accounts import tugas
from dtsen.accounts.access import TidakBerwenang, cakupan_of
from dtsen.accounts.models import Jejak, Penugasan, TugasKeluarga, User
from dtsen.lib.gambar import Titik
from dtsen.registry import corrections
from dtsen.registry.access import keluarga_for
from dtsen.registry.models import Keluarga
from dtsen.wilayah.models import Wilayah
from tests.cast import KUKAR, MELAYU, PERIAN, user
from tests.families import aminah, member, rukiah, yuliani
from tests.kasus import advance
from tests.unggahan import foto, pdf
from verval import bukti, pembaruan
from verval.kunjungan import atur, isi, sampel, tinjau
from verval.kunjungan.alur import TABEL
from verval.kunjungan.daftar import KRITERIA
from verval.kunjungan.galat import KunjunganBerubah, KunjunganDitolak
from verval.kunjungan.isi import Isian, Jawaban
from verval.models import Kunjungan, Pembaruan

pytestmark = pytest.mark.django_db
PEKAN = timedelta(days=7)


def holder(nama: str = "pendamping.perian") -> Penugasan:
    return Penugasan.objects.get(user__username=nama)


def narrow(nama: str = "pendamping.jauh") -> Penugasan:
    """A pendamping of Melayu who sees nothing but the families to visit."""
    akun = User.objects.create_user(nama)
    return Penugasan.objects.create(
        user=akun, peran="pendamping", wilayah_id=MELAYU, mulai=date(2026, 1, 1), hanya_tugas=True
    )


def visit(keluarga: Keluarga, penugasan: Penugasan | None = None, **isi_: Any) -> Kunjungan:
    return atur.assign(
        keluarga,
        penugasan or holder(),
        batas=timezone.localdate() + PEKAN,
        pelaku=user(isi_.pop("pelaku", "verifikator")),
        **isi_,
    )


def send(kunjungan: Kunjungan, *jawaban: Jawaban, siapa: User | None = None, **lain: Any) -> Kunjungan:
    isian = {"aksi": "selesaikan", "penugasan_ke": 1, "ditemui": "kepala", **lain}
    return isi.receive(kunjungan, Isian(jawaban=list(jawaban), **isian), pelaku=siapa or user("pendamping.perian"))


LANTAI = Jawaban("jenis_lantai_terluas", 8, 6)
DAYA = Jawaban("daya_terpasang", 1, 2)


def test_the_visitor_sees_the_family_until_the_visit_ends() -> None:
    keluarga, siapa = aminah(), narrow()
    with pytest.raises(Http404):
        keluarga_for(cakupan_of(siapa.user), keluarga.pk)
    satu = visit(keluarga, siapa)
    dia = User.objects.get(pk=siapa.user_id)
    assert keluarga_for(cakupan_of(dia), keluarga.pk) == keluarga
    [paket] = isi.fetch(dia)
    assert (paket["kepala"], paket["sisa_hari"], paket["nomor_kk"]) == ("Aminah", 7, "6402••••••••0001")
    assert "6402015203800001" not in str(paket)
    baris = Jejak.objects.get(aksi="kunjungan.ambil")
    assert (baris.keluarga, len(baris.individu)) == ([keluarga.pk], 4)

    atur.cancel(satu, alasan="Keluarga sudah didatangi desa.", pelaku=user("petugas"), status="ditugaskan")
    dia = User.objects.get(pk=siapa.user_id)
    with pytest.raises(Http404):
        keluarga_for(cakupan_of(dia), keluarga.pk)
    assert isi.fetch(dia) == []
    with pytest.raises(KunjunganBerubah, match="sudah didatangi desa"):
        send(satu, LANTAI, siapa=dia)


def test_an_admins_own_task_outlives_the_visit() -> None:
    keluarga, siapa = aminah(), narrow()
    TugasKeluarga.objects.create(penugasan=siapa, keluarga_id=keluarga.pk, dasar="Surat tugas 12")
    satu = visit(keluarga, siapa)
    atur.cancel(satu, alasan="Salah keluarga.", pelaku=user("petugas"), status="ditugaskan")
    assert TugasKeluarga.objects.get().dasar == "Surat tugas 12"


def test_who_may_send_whom() -> None:
    keluarga = aminah()
    with pytest.raises(TidakBerwenang):
        visit(keluarga, pelaku="operator.perian")
    with pytest.raises(KunjunganDitolak, match="pendamping yang sedang bertugas"):
        visit(keluarga, holder("kades.perian"))
    with pytest.raises(KunjunganDitolak, match="paling jauh 90 hari"):
        atur.assign(keluarga, holder(), batas=timezone.localdate() - timedelta(days=1), pelaku=user("petugas"))
    visit(keluarga)
    with pytest.raises(KunjunganDitolak, match="belum ditinjau"):
        visit(keluarga)
    assert [p.user.username for p in tugas.visitors(PERIAN)] == ["pendamping.perian"]


def test_a_visit_of_a_case_needs_its_examination() -> None:
    keluarga = aminah()
    kasus = pembaruan.draft(
        keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user("operator.perian"), ajukan=True
    )
    with pytest.raises(KunjunganDitolak, match="saat kasusnya diperiksa"):
        visit(keluarga, kasus=kasus)
    advance(kasus)
    satu = visit(keluarga, kasus=kasus)
    assert satu.kasus == kasus
    send(satu, DAYA)
    # The case holds its fact: the finding stands beside it, and no second case is made.
    [hasil] = tinjau.review(satu, {satu.jawaban.get().pk: "pakai"}, pelaku=user("verifikator"), status="selesai")
    assert hasil.pembaruan is None
    assert kasus.kode_lacak in hasil.pesan


def test_from_the_door_to_a_case() -> None:
    keluarga = aminah()
    satu = visit(keluarga)
    tanya = {b["kunci"]: b for langkah in isi.fetch(user("pendamping.perian"))[0]["langkah"] for b in langkah["butir"]}
    assert tanya["0:jenis_lantai_terluas"]["tulisan"] == "Tanah"
    suami = member(keluarga, "BAHRUN")
    send(satu, LANTAI, aksi="isi", ditemui="")
    satu.refresh_from_db()
    assert satu.status == "diisi"
    kerja = Jawaban("status_bekerja", None, 1, suami.pk)
    sama = Jawaban("fasilitas_bab", 6, 6)
    send(satu, LANTAI, kerja, sama, catatan="Rumah baru diperbaiki.")
    satu.refresh_from_db()
    assert (satu.status, satu.ditemui, satu.jawaban.count()) == ("selesai", "kepala", 3)
    beda = tinjau.differences(satu)
    assert [(b.jawaban.fakta, b.tulisan_kini, b.jawaban.tulisan_nilai, b.bentrok) for b in beda] == [
        ("jenis_lantai_terluas", "Tanah", "Semen/bata merah", False),
        ("status_bekerja", "Tidak diketahui", "Ya", False),
    ]
    pilih = {b.jawaban.pk: "pakai" for b in beda}
    hasil = tinjau.review(satu, pilih, pelaku=user("verifikator"), status="selesai")
    kasus = list(Pembaruan.objects.filter(pk__in=[j.pembaruan_id for j in hasil]).order_by("id"))
    assert [(k.fakta, k.status, k.pembuat.username) for k in kasus] == [
        ("jenis_lantai_terluas", "diajukan", "pendamping.perian"),
        ("status_bekerja", "diajukan", "pendamping.perian"),
    ]
    assert "Dilihat saat kunjungan" in kasus[0].alasan
    assert Jejak.objects.get(aksi="kunjungan.tinjau").rincian["pembaruan"] == [k.pk for k in kasus]
    assert corrections.current(keluarga)["jenis_lantai_terluas"] == 8


def test_a_fact_that_changed_meanwhile_is_a_conflict() -> None:
    keluarga = aminah()
    satu = visit(keluarga)
    for fakta, nilai in (("jenis_lantai_terluas", 5), ("daya_terpasang", 2)):
        corrections.apply(
            keluarga, {fakta: nilai}, dasar="uji:1", pelaku=user("verifikator"), tanggal=timezone.localdate()
        )
    send(satu, LANTAI, DAYA, Jawaban("jenis_dinding_terluas", 3, 1))
    terima = {j.fakta: (j.bentrok, j.registri) for j in satu.jawaban.all()}
    # What both say alike is no conflict, whoever was first.
    assert terima == {
        "jenis_lantai_terluas": (True, 5), "daya_terpasang": (False, 2), "jenis_dinding_terluas": (False, 3),
    }  # fmt: skip
    satu = Kunjungan.objects.get(pk=satu.pk)
    beda = {b.jawaban.fakta: b for b in tinjau.differences(satu)}
    assert set(beda) == {"jenis_lantai_terluas", "jenis_dinding_terluas"}
    dinding = {beda["jenis_dinding_terluas"].jawaban.pk: "pakai"}
    with pytest.raises(KunjunganDitolak, match="Lantai terluas: data berubah"):
        tinjau.review(satu, dinding, pelaku=user("verifikator"), status="selesai")
    lantai = {beda["jenis_lantai_terluas"].jawaban.pk: "biarkan"}
    [hasil] = tinjau.review(satu, dinding | lantai, pelaku=user("verifikator"), status="selesai")
    assert hasil.pembaruan is not None
    assert hasil.pembaruan.fakta == "jenis_dinding_terluas"


def test_handed_on_means_refused_with_words() -> None:
    satu, lain = visit(aminah()), narrow()
    atur.reassign(satu, lain, batas=timezone.localdate() + PEKAN, pelaku=user("petugas"), status="ditugaskan")
    with pytest.raises(KunjunganBerubah, match="dialihkan"):
        send(satu, LANTAI)
    with pytest.raises(KunjunganBerubah, match="ditugaskan ulang"):
        send(satu, LANTAI, siapa=User.objects.get(pk=lain.user_id))
    send(satu, LANTAI, siapa=User.objects.get(pk=lain.user_id), penugasan_ke=2)
    assert satu.jawaban.count() == 1


def test_nobody_found() -> None:
    satu = visit(aminah())
    with pytest.raises(KunjunganDitolak, match="sebab"):
        send(satu, aksi="nihil")
    send(satu, aksi="nihil", sebab="pindah")
    satu.refresh_from_db()
    assert (satu.status, satu.get_sebab_display()) == ("tidak_ditemukan", "Sudah pindah")
    with pytest.raises(KunjunganBerubah, match="tidak ditemukan"):
        send(satu, LANTAI)


@pytest.mark.parametrize(
    ("jawaban", "pesan"),
    [
        (Jawaban("nomor_kk", "1", "2"), "tidak ditanyakan"),
        (Jawaban("kondisi_gizi", None, 1, 1), "tidak ditanyakan"),
        (Jawaban("jenis_lantai_terluas", 8, 77), "pilih salah satu"),
        (Jawaban("status_kawin", 1, 2, 10**9), "tidak tercatat"),
    ],
)
def test_answers_that_nobody_asked_for(jawaban: Jawaban, pesan: str) -> None:
    with pytest.raises(ValueError, match=pesan):
        send(visit(aminah()), jawaban)


def test_photos_belong_to_the_visit() -> None:
    satu, gambar = visit(aminah()), foto(gps=True)
    pendamping = user("pendamping.perian")
    pertama = isi.attach_photo(
        satu, gambar, jenis="foto_depan", penugasan_ke=1, pelaku=pendamping, titik=Titik(-0.4, 116.9, 12)
    )
    lagi = isi.attach_photo(satu, gambar, jenis="foto_depan", penugasan_ke=1, pelaku=pendamping)
    assert (pertama, satu.bukti.count()) == (lagi, 1)
    assert (float(pertama.lat or 0), pertama.akurasi_m, pertama.asal_titik) == (-0.4, 12, "perangkat")
    assert b"KameraRahasia" not in bukti.path_of(pertama).read_bytes()
    with pytest.raises(ValueError, match="hanya menerima foto"):
        isi.attach_photo(satu, pdf(), jenis="foto_depan", penugasan_ke=1, pelaku=pendamping)
    assert bukti.bukti_for(user("verifikator"), pertama.pk) == pertama
    with pytest.raises(Http404):
        bukti.bukti_for(user("operator.melayu"), pertama.pk)
    assert not bukti.may_open(user("kades.perian"), pertama)


def test_a_sample_can_be_drawn_again_and_weighs_its_families() -> None:
    keluarga = {k.pk: k for k in (aminah(), rukiah(), yuliani())}
    bersama: dict[str, Any] = {
        "judul": "Ketepatan November",
        "benih": 42,
        "batas": timezone.localdate() + PEKAN,
        "petugas": [holder()],
        "pelaku": user("verifikator"),
    }
    kukar = sampel.Saringan(Wilayah.objects.get(pk=KUKAR))
    with pytest.raises(KunjunganDitolak, match="Hanya 2 keluarga"):
        sampel.draw(sampel.Saringan(kukar.wilayah, desil=(1, 3)), 3, **bersama)
    satu = sampel.draw(kukar, 2, **bersama)
    assert (satu.kerangka, satu.banyak, satu.bobot, satu.sidik) == (3, 2, 1.5, sampel.fingerprint(sorted(keluarga)))
    terpilih = sorted(satu.kunjungan.values_list("keluarga_id", flat=True))
    assert terpilih == sampel.pick(sorted(keluarga), 2, 42)

    pertama, kedua = (satu.kunjungan.get(keluarga_id=pk) for pk in terpilih)
    dia = user("pendamping.perian")
    with pytest.raises(KunjunganDitolak, match="kesembilan kriteria"):
        send(pertama, siapa=dia)
    kriteria = dict.fromkeys(KRITERIA, False) | {"lantai": True}
    send(pertama, siapa=user("pendamping.perian"), kriteria=kriteria, penilaian="miskin")
    send(kedua, siapa=user("pendamping.perian"), aksi="nihil", sebab="kosong")
    for k in (pertama, kedua):
        k.refresh_from_db()
        tinjau.review(k, {}, pelaku=user("verifikator"), status=k.status)
    hasil = sampel.sampel_ketepatan(satu)
    assert (hasil.kerangka, hasil.terpilih, hasil.tidak_ditemukan) == (3, 2, 1)
    assert hasil.baris == [sampel.BarisKetepatan(pertama.keluarga_id, 1.5, miskin=True, layak=True)]


def test_every_hop_of_the_field_is_the_visitors() -> None:
    satu = visit(aminah())
    assert set(atur.buttons(satu, user("pendamping.perian"))) == {"isi", "selesaikan", "nihil"}
    assert set(atur.buttons(satu, user("verifikator"))) == {"alihkan", "batalkan"}
    assert set(atur.buttons(satu, user("operator.perian"))) == set()
    assert TABEL.akhir == {"dibatalkan", "ditinjau"}
