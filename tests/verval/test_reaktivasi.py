"""PBI reactivation: what stands against it, the chain to SIKS-NG, once a person, and the duty afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry.models import Individu
from tests.cast import user
from tests.families import aminah, member
from tests.kasus import advance
from tests.layanan import reactivation, take
from verval import pembaruan, reaktivasi
from verval.hop import KasusDitolak
from verval.models import Reaktivasi
from verval.reaktivasi import Isian, ReaktivasiDitolak, duty_ends, months_later

pytestmark = pytest.mark.django_db
JALAN = (
    ("ajukan", "operator.perian"),
    ("verifikasi", "verifikator"),
    ("setujui", "kepala"),
    ("kirim", "petugas"),
    ("terima", "petugas"),
)


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def bahrun() -> Individu:
    return member(aminah(), "BAHRUN")


def active(kasus: Reaktivasi, sejak: date | None = None) -> Reaktivasi:
    for aksi, siapa in JALAN:
        take(kasus, aksi, siapa, tanggal=sejak if aksi == "terima" else None)
    return kasus


def test_dates() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert duty_ends(date(2026, 11, 26)) == date(2027, 6, 30)
    assert duty_ends(date(2026, 1, 1)) == date(2026, 9, 30)


def test_from_the_draft_to_active_again() -> None:
    kasus = reactivation(bahrun())
    assert (kasus.desil_nasional, kasus.desil_versi) == (3, "2026-T3")
    hari = timezone.localdate()
    active(kasus, hari)
    assert (kasus.status, kasus.aktif_sejak, kasus.batas_pembaruan) == ("aktif", hari, duty_ends(hari))
    assert kasus.pemutus == user("kepala")
    assert [h.ke for h in kasus.langkah.all()] == ["diajukan", "diverifikasi", "disetujui", "dikirim", "aktif"]
    # What people write about somebody who is ill stays out of the trail.
    assert not Jejak.objects.exclude(alasan="").filter(objek=kasus.objek).exists()


@pytest.mark.parametrize(("hari_lalu", "boleh"), [(30, True), (150, True), (200, False), (-3, False)])
def test_six_months(hari_lalu: int, boleh: bool) -> None:
    orang, hapus = bahrun(), timezone.localdate() - timedelta(days=hari_lalu)
    isian = Isian(hapus, "RSUD AM Parikesit")
    if boleh:
        assert reaktivasi.draft(orang, isian, pelaku=user("operator.perian")).status == "draf"
        return
    with pytest.raises(ReaktivasiDitolak) as galat:
        reaktivasi.draft(orang, isian, pelaku=user("operator.perian"))
    assert galat.value.kode in {"lewat_enam_bulan", "tanggal"}
    assert galat.value.penolakan[0].jalan


def test_every_reason_at_once() -> None:
    rafi = member(aminah(), "RAFI")
    Individu.objects.filter(pk=rafi.pk).update(keberadaan=2)
    rafi.refresh_from_db()
    kode = [p.kode for p in reaktivasi.check(rafi, date(2026, 1, 1), hari=date(2026, 11, 26))]
    assert kode == ["lewat_enam_bulan", "tidak_tinggal", "nik_tidak_ada"]


def test_once_a_person_is_a_constraint() -> None:
    orang = bahrun()
    kasus = reactivation(orang)
    with pytest.raises(ReaktivasiDitolak) as galat:
        reactivation(orang)
    assert galat.value.kode == "sudah_sekali"
    lain = Reaktivasi(
        keluarga=orang.keluarga, individu=orang, kode_desa=orang.kode_desa, pembuat=user("petugas"),
        tanggal_hapus=kasus.tanggal_hapus, faskes="x",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="reaktivasi_sekali"), transaction.atomic():
        lain.save()
    # One that came to nothing has not used it up.
    take(kasus, "batalkan", "operator.perian")
    lain.save()
    assert lain.pk


def test_the_letter_must_be_there() -> None:
    kasus = reaktivasi.draft(
        bahrun(), Isian(timezone.localdate() - timedelta(days=9), "RSUD"), pelaku=user("operator.perian")
    )
    with pytest.raises(KasusDitolak) as galat:
        take(kasus, "ajukan", "operator.perian")
    assert (galat.value.kode, "surat fasilitas kesehatan" in galat.value.pesan) == ("bukti_kurang", True)


def test_time_runs_out_between_draft_and_filing() -> None:
    kasus = reactivation(bahrun())
    Reaktivasi.objects.filter(pk=kasus.pk).update(tanggal_hapus=timezone.localdate() - timedelta(days=200))
    with pytest.raises(ReaktivasiDitolak):
        take(kasus, "ajukan", "operator.perian")


def test_a_case_sent_back_keeps_its_time() -> None:
    kasus = take(reactivation(bahrun()), "ajukan", "operator.perian")
    take(kasus, "kembalikan", "verifikator", alasan="Surat tidak terbaca.")
    dulu = timezone.now() - timedelta(days=30)
    Reaktivasi.objects.filter(pk=kasus.pk).update(
        diajukan=dulu, tanggal_hapus=timezone.localdate() - timedelta(days=200)
    )
    assert take(kasus, "ajukan", "operator.perian").status == "diajukan"


def test_an_update_meets_the_duty() -> None:
    orang = bahrun()
    kasus = active(reactivation(orang), timezone.localdate())
    hari = timezone.localdate()
    assert reaktivasi.tend(hari) == {"dipenuhi": 0, "gugur": 0}
    koreksi = pembaruan.draft(
        orang.keluarga, "jenis_lantai_terluas", 6, alasan="Lantai disemen.", pelaku=user("operator.perian"),
        ajukan=True,
    )  # fmt: skip
    assert kasus.batas_pembaruan is not None
    lewat = kasus.batas_pembaruan + timedelta(days=1)
    # Filed in time and not decided: nobody loses it for a queue.
    assert reaktivasi.tend(lewat) == {"dipenuhi": 0, "gugur": 0}
    advance(koreksi, "disetujui")
    assert reaktivasi.tend(lewat) == {"dipenuhi": 1, "gugur": 0}
    kasus.refresh_from_db()
    assert (kasus.status, kasus.pembaruan_id, kasus.langkah.latest("pk").oleh) == ("selesai", koreksi.pk, "Sistem")
    assert reaktivasi.tend(lewat) == {"dipenuhi": 0, "gugur": 0}


def test_without_an_update_it_lapses_and_says_so() -> None:
    kasus = active(reactivation(bahrun()), timezone.localdate())
    assert kasus.batas_pembaruan is not None
    assert reaktivasi.tend(kasus.batas_pembaruan) == {"dipenuhi": 0, "gugur": 0}
    assert reaktivasi.tend(kasus.batas_pembaruan + timedelta(days=1)) == {"dipenuhi": 0, "gugur": 1}
    kasus.refresh_from_db()
    assert kasus.status == "gugur"
    assert "tidak diperbarui" in kasus.langkah.latest("pk").catatan
    assert Jejak.objects.filter(aksi="reaktivasi.gugurkan", objek=kasus.objek, pelaku=None).exists()


def test_on_the_pages() -> None:
    keluarga = aminah()
    operator = masuk("operator.perian")
    alamat = f"/verval/keluarga/{keluarga.pk}/reaktivasi/"
    isi = {"individu": str(member(keluarga, "BAHRUN").pk), "faskes": "RSUD AM Parikesit"}
    tua = operator.post(alamat, isi | {"tanggal_hapus": "2026-01-05"})
    assert (tua.status_code, "Usulkan sebagai PBI-JK baru" in tua.content.decode()) == (422, True)
    jawaban = operator.post(alamat, isi | {"tanggal_hapus": str(timezone.localdate() - timedelta(days=20))})
    kasus = Reaktivasi.objects.get()
    assert jawaban["Location"] == f"/verval/layanan/reaktivasi/{kasus.pk}/"
    assert "Surat fasilitas kesehatan" in operator.get(jawaban["Location"]).content.decode()
    # A draft is its maker's.
    assert masuk("verifikator").get(jawaban["Location"]).status_code == 404


def test_who_is_about_to_lose_it() -> None:
    kasus = active(reactivation(bahrun()), timezone.localdate())
    halaman = masuk("operator.perian").get("/verval/layanan/reaktivasi/")
    assert [(k.pk, sisa > 90) for k, sisa in halaman.context["terancam"]] == [(kasus.pk, True)]
    # The facility tells of an illness: whoever may not see that learns neither it nor the notes.
    kades = masuk("kades.perian").get(f"/verval/layanan/reaktivasi/{kasus.pk}/").content.decode()
    assert "Parikesit" not in kades
    assert "Parikesit" in masuk("operator.perian").get(f"/verval/layanan/reaktivasi/{kasus.pk}/").content.decode()
