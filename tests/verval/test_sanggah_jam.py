"""The clock of objections through its beat tasks: it raises, tells and follows, and nothing lapses in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from config.celery import app
from dtsen.accounts import dua_faktor
from dtsen.accounts.models import AlasanBuka, Jejak, Penugasan, User
from dtsen.registry.models import Individu, Keluarga
from dtsen.registry.susunan import OPERASI
from tests.cast import MELAYU, PERIAN, RAHASIA, user
from tests.families import aminah, member, rukiah
from tests.kasus import advance, take
from tests.verval.test_kunjungan import send as visit_sent
from tests.verval.test_pengingat import mailed
from tests.verval.test_sanggah import PELAPOR, filed, masuk
from verval import lacak, pembaruan
from verval.hop import KasusDitolak
from verval.kunjungan import tinjau
from verval.models import LangkahSanggah, MasaSimpan, Pengingat, Pesan, Sanggah
from verval.pesan import kirim, pengingat
from verval.sanggah import jam as jam_sanggah
from verval.sanggah import kerja

pytestmark = pytest.mark.django_db
SUREL = "saksi@contoh.example"
HARI_0 = datetime(2026, 11, 2, 3, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def kosong(django_db_setup: None) -> None:
    cache.clear()
    mailed("verifikator", "kepala", "kades.perian", "operator.perian", "bupati")


@pytest.fixture
def jam() -> Iterator[Callable[[int], None]]:
    """Stand at noon-ish of day 0; call it to go to another day after filing."""
    with time_machine.travel(HARI_0, tick=False) as mesin:
        yield lambda hari: mesin.move_to(HARI_0 + timedelta(days=hari))


def beat(*nama: str) -> list[Any]:
    """Run what the beat would start, by the task that it names."""
    app.loader.import_default_modules()
    return [app.tasks[settings.CELERY_BEAT_SCHEDULE[satu]["task"]].apply().get() for satu in nama]


def night() -> set[str]:
    """Clock, reminders of the morning, and their sending; returns the addresses that were written to."""
    mail.outbox.clear()
    beat("sanggah.naikkan", "pengingat.tulis")
    for satu in Pengingat.objects.filter(status="antre"):
        pengingat.send(satu.pk)
    return {alamat.split("@")[0] for surat in mail.outbox for alamat in surat.to}


def told() -> list[str]:
    """Send what waits for the reporter; returns the bodies, oldest first."""
    mail.outbox.clear()
    for satu in Pesan.objects.filter(penerima="pelapor", status="antre").order_by("pk"):
        kirim.send(satu.pk)
    assert all(surat.to == [SUREL] for surat in mail.outbox)
    return [str(surat.body) for surat in mail.outbox]


def page(kode: str) -> str:
    return Client().post("/lacak/", {"kode": kode}).content.decode()


@pytest.mark.parametrize("sampai", ["diterima", "ditugaskan", "diperiksa"])
def test_each_stage_leaves_a_row_and_tells_who_acts_and_who_is_above(jam: Callable[[int], None], sampai: str) -> None:
    satu = filed(pelapor_kontak=SUREL)
    carried(satu, sampai)
    told()
    jam(6)
    assert night() == set()
    jam(7)
    assert night() == {"verifikator"}
    for hari, naik in ((10, 1), (14, 2)):
        jam(hari)
        assert night() == {"verifikator", "kepala"}
        surat = next(s for s in mail.outbox if "kepala" in s.to[0])
        assert "naik kepada Anda" in surat.subject
        assert f"- {satu.kode_lacak}, hari ke-{hari}" in surat.body
        assert "Aminah" not in surat.body
        [langkah] = LangkahSanggah.objects.filter(sanggah=satu, aksi="naikkan", alasan__contains=f"ke-{hari}")
        assert (langkah.pelaku, langkah.ke) == (None, sampai)
        satu.refresh_from_db()
        assert (satu.status, satu.eskalasi) == (sampai, naik)
        [kabar] = told()
        assert "Kepala dinas sudah diberi tahu" in kabar
    sebab = {"diterima": "belum mulai", "ditugaskan": "kunjungan belum masuk", "diperiksa": "belum selesai"}[sampai]
    isi = page(satu.kode_lacak)
    assert "Terlambat: seharusnya diputus 16 Nov 2026" in isi
    assert sebab in isi
    # Long after, the same people are told every morning; the objection is as open as on its first day.
    jam(200)
    assert night() == {"verifikator", "kepala"}
    satu.refresh_from_db()
    assert (satu.status, satu.eskalasi, told()) == (sampai, 2, [])
    assert satu.kode_lacak in masuk("kepala").get("/").content.decode()


def carried(satu: Sanggah, sampai: str) -> Sanggah:
    """As far as a status, by the people who do it; a visit is made and reviewed for the last one."""
    if sampai == "diterima":
        return satu
    verifikator = user("verifikator")
    kerja.match(satu, aminah(), pelaku=verifikator)
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    kunjungan = kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=verifikator)
    if sampai == "diperiksa":
        visit_sent(kunjungan, penilaian="tidak_miskin")
        kunjungan.refresh_from_db()
        tinjau.review(kunjungan, {}, pelaku=verifikator, status=kunjungan.status)
    satu.refresh_from_db()
    assert satu.status == sampai
    return satu


def test_the_reporter_follows_every_step_by_page_and_mail(jam: Callable[[int], None]) -> None:
    satu = filed(pelapor_kontak=SUREL)
    assert "Paling lambat 16 Nov 2026" in page(satu.kode_lacak)
    jam(2)
    satu = carried(satu, "diperiksa")
    kerja.move(
        satu, "patahkan", pelaku=user("verifikator"), status="diperiksa", alasan="Truknya milik Pak RAHASIA.",
        alasan_kode="berbeda",
    )  # fmt: skip
    kabar = told()
    harap = ["Sanggahan diterima", "akan melihat", "sudah berkunjung", "tidak terbukti"]
    assert len(kabar) == len(harap)
    isi = page(satu.kode_lacak)
    for kata, badan in zip(harap, kabar, strict=True):
        assert kata in badan
        assert kata in isi
    for teks in (isi, kabar[-1]):
        assert "Kunjungan menemukan keadaan yang berbeda dari yang disampaikan." in teks
        assert not any(kata in teks for kata in ("RAHASIA", "Aminah", "SAKSI", PELAPOR["pelapor_nik"]))
    assert all(SUREL not in str(baris) for baris in Jejak.objects.values())
    lihat = lacak.find(satu.kode_lacak)
    assert lihat is not None
    assert len(lihat.langkah) == len(harap)


def run(operasi: str, keluarga: Keluarga, **isi: Any) -> None:
    OPERASI[operasi].apply(keluarga, isi, dasar="susunan:1", pelaku=user("admin"), tanggal=timezone.localdate())


def test_an_objection_follows_the_head_through_split_and_merger_and_stays_with_its_office() -> None:
    keluarga, lain = aminah(), rukiah()
    satu = filed()
    verifikator = user("verifikator")
    kerja.match(satu, keluarga, pelaku=verifikator)
    run(
        "pecah_kk", keluarga, anggota={member(keluarga, "AMINAH").pk: 1}, nomor_kk="6402012711260009",
        kepala_pengganti=member(keluarga, "BAHRUN").pk,
    )  # fmt: skip
    assert beat("sanggah.naikkan", "sanggah.naikkan") == [{"ikut": 1, "naik": 0}, {"ikut": 0, "naik": 0}]
    satu.refresh_from_db()
    baru = Individu.objects.get(nama="AMINAH").keluarga
    assert satu.keluarga == baru != keluarga
    # Merged into another family the morning after: sending somebody out finds that by itself.
    run("gabung", lain, dari=baru.pk, anggota={member(baru, "AMINAH").pk: 3})
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    kunjungan = kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=verifikator)
    assert (satu.keluarga, kunjungan.keluarga, satu.kode_desa) == (lain, lain, PERIAN)
    assert [h.aksi for h in satu.langkah.all()] == ["ajukan", "ikuti", "ikuti", "tugaskan"]
    assert set(Jejak.objects.filter(aksi="sanggah.ikuti").latest("pk").keluarga) == {baru.pk, lain.pk}
    assert "Keluarga berpindah" in masuk("verifikator").get(f"/verval/sanggah/{satu.pk}/").content.decode()
    assert "Mengikuti" not in page(satu.kode_lacak)


def test_an_objection_follows_in_the_moment_in_which_a_split_is_approved_or_taken_back() -> None:
    keluarga = aminah()
    satu = filed()
    kerja.match(satu, keluarga, pelaku=user("verifikator"))
    isi = {
        "anggota": {member(keluarga, "AMINAH").pk: 1},
        "nomor_kk": "6402012711260009",
        "kepala_pengganti": member(keluarga, "BAHRUN").pk,
    }
    alasan, operator = "Kartu keluarga baru sudah dilihat.", user("operator.perian")
    kasus = pembaruan.draft_operasi(keluarga, "pecah_kk", isi, alasan=alasan, pelaku=operator, ajukan=True)
    advance(kasus)
    take(kasus, "setujui")
    satu.refresh_from_db()
    baru = Individu.objects.get(nama="AMINAH").keluarga
    assert satu.keluarga == baru != keluarga
    take(kasus, "turunkan", siapa="kepala", alasan="Salah keluarga.")
    satu.refresh_from_db()
    assert satu.keluarga == keluarga
    ikut = list(Jejak.objects.filter(aksi="sanggah.ikuti"))
    assert [(j.pelaku, set(j.keluarga)) for j in ikut] == [(None, {keluarga.pk, baru.pk})] * 2
    assert beat("sanggah.naikkan") == [{"ikut": 0, "naik": 0}]


def test_a_family_that_an_import_put_into_another_desa_stays_in_sight_of_the_office_that_decides() -> None:
    keluarga = aminah()
    satu = filed()
    kerja.match(satu, keluarga, pelaku=user("verifikator"))
    Keluarga.objects.filter(pk=keluarga.pk).update(kode_desa=MELAYU)
    camat = User.objects.create_user("verifikator.muntai")
    Penugasan.objects.create(user=camat, peran="verifikator", wilayah_id=PERIAN[:6], mulai=date(2026, 1, 1))
    dua_faktor.put(camat, RAHASIA)
    alamat = f"/verval/sanggah/{satu.pk}/"
    isi = masuk("verifikator").get(alamat).content.decode()
    assert "Sekarang tercatat di" in isi
    assert "Melayu" in isi
    setempat = masuk("verifikator.muntai").get(alamat).content.decode()
    assert satu.kode_lacak in setempat
    assert "di luar wilayah Anda" in setempat
    assert setempat.upper().count("AMINAH") == 2  # as the objector wrote it, once more in the search
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    with pytest.raises(KasusDitolak, match="luar wilayah"):
        kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=camat)
    kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=user("verifikator"))
    assert jam_sanggah.escalate(timezone.localdate() + timedelta(days=10)) == 1


def test_without_an_address_or_with_a_switched_off_template_nothing_waits() -> None:
    filed(pelapor_kontak="")
    filed(pelapor_kontak="depan masjid")
    assert not Pesan.objects.exists()
    filed(pelapor_kontak="0812-5551-2345")
    assert Pesan.objects.get().langkah_sanggah is not None


def test_reporters_are_forgotten_by_the_row_and_the_trail_never_knew_them(jam: Callable[[int], None]) -> None:
    lama, terbuka = filed(), filed()
    kerja.move(lama, "periksa", pelaku=user("verifikator"), status="diterima", alasan="Keterangan jelas.")
    kerja.move(
        lama, "patahkan", pelaku=user("verifikator"), status="diperiksa", alasan="Bukan dia.", alasan_kode="kurang"
    )  # fmt: skip
    MasaSimpan.objects.filter(kode="pelapor").update(bulan=6)
    # The functions go by the clock of the database: the decision is moved instead.
    Sanggah.objects.filter(pk=lama.pk).update(diputus=timezone.now() - timedelta(days=20))
    beat("pesan.buang")
    assert open_reporter(lama) == "SAKSI RAHASIA"
    Sanggah.objects.filter(pk=lama.pk).update(diputus=timezone.now() - timedelta(days=240))
    beat("pesan.buang", "pesan.buang")
    assert open_reporter(lama) == ""
    assert open_reporter(terbuka) == "SAKSI RAHASIA"
    assert Jejak.objects.get(aksi="sanggah.lupakan").rincian == {"banyak": 1}
    assert Jejak.objects.filter(aksi="sanggah.pelapor").count() == 3
    assert not any(kata in str(baris) for baris in Jejak.objects.values() for kata in PELAPOR.values())
    assert "tidak terbukti" in page(lama.kode_lacak)


def open_reporter(satu: Sanggah) -> str:
    """Open it by the page as a verifikator; returns the name, "" where it is forgotten."""
    sebab = AlasanBuka.objects.filter(aktif=True).first()
    assert sebab is not None
    isi = {"sebab": sebab.pk, "alasan": "Bertanya arah rumahnya kepada pelapor."}
    teks = masuk("verifikator").post(f"/verval/sanggah/{satu.pk}/pelapor/", isi).content.decode()
    assert ("Pelapornya tidak tersimpan" in teks) != (PELAPOR["pelapor_nama"] in teks)
    return PELAPOR["pelapor_nama"] if PELAPOR["pelapor_nama"] in teks else ""
