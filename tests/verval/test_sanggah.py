"""Objections: the public page tells nothing, the reporter stays hidden, the clock only raises, proof needs a visit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import AlasanBuka, Jejak, Penugasan
from dtsen.accounts.pembatas import PER_ALAMAT
from dtsen.lib.transisi import AksiDitolak
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah
from tests.unggahan import foto
from tests.verval.test_lacak import bare
from verval.alur_sanggah import AKHIR, LABEL, TABEL
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Kunjungan, LangkahSanggah, Sanggah
from verval.sanggah import jam, kerja
from verval.sanggah.kata import KEADAAN

pytestmark = pytest.mark.django_db
PELAPOR = {"pelapor_nama": "SAKSI RAHASIA", "pelapor_nik": "6402015906560006", "pelapor_kontak": "081234567890"}


@pytest.fixture(autouse=True)
def kosong(django_db_setup: None) -> None:
    cache.clear()


def send(alamat: str = "10.3.0.1", *, klien: Client | None = None, **isi: Any) -> HttpResponse:
    data = {
        "jenis": "terdaftar_tidak_layak", "program": "pkh", "kode_desa": PERIAN, "nama": "Aminah", "rt": "004",
        "uraian": "Punya dua truk dan rumah bertingkat.", "lat": "-0.41", "lon": "116.98",
        "berkas": SimpleUploadedFile("rumah.jpg", foto(), "image/jpeg"), **PELAPOR, **isi,
    }  # fmt: skip
    klien = klien or Client()
    jawab: HttpResponse = klien.post("/sanggah/", data, REMOTE_ADDR=alamat, follow=True)  # type: ignore[assignment]
    return jawab


def filed(**isi: Any) -> Sanggah:
    jawab = send(**isi)
    assert jawab.status_code == 200, jawab.text
    satu = Sanggah.objects.latest("pk")
    assert satu.kode_lacak in jawab.text
    return satu


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def visited(satu: Sanggah, *, ditinjau: bool = True) -> Sanggah:
    """Matched, sent to visit, reviewed: the review itself is tests/verval/test_kunjungan.py."""
    pelaku = user("verifikator")
    kerja.match(satu, aminah(), pelaku=pelaku)
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    kunjungan = kerja.visit(satu, siapa, batas=timezone.localdate() + timedelta(days=3), pelaku=pelaku)
    if ditinjau:
        Kunjungan.objects.filter(pk=kunjungan.pk).update(status="ditinjau", penilaian="tidak_miskin")
    satu = Sanggah.objects.get(pk=satu.pk)
    kerja.move(satu, "periksa", pelaku=pelaku, status="ditugaskan")
    return satu


def test_the_answer_is_the_same_whether_or_not_the_family_exists() -> None:
    aminah()
    ada, tidak = send(), send(nama="Tidak Ada Orangnya")
    satu, dua = Sanggah.objects.order_by("pk")
    assert bare(ada, satu.kode_lacak) == bare(tidak, dua.kode_lacak)
    assert (satu.status, satu.jalur, satu.keluarga_id, satu.berfoto) == ("diterima", "publik", None, True)
    assert (float(satu.lat or 0), float(satu.lon or 0)) == (-0.41, 116.98)
    assert kerja.path_of(satu).read_bytes()[:2] == b"\xff\xd8"


def test_bad_requests_are_told_and_leave_nothing() -> None:
    for isi, kata in (
        ({"pelapor_nik": "12"}, "NIK terdiri dari 16 angka"),
        ({"uraian": "NIK 6402015203800001 punya truk"}, "Jangan tulis NIK"),
        ({"berkas": SimpleUploadedFile("x.jpg", b"bukan foto", "image/jpeg")}, "Hanya foto"),
        ({"berkas": ""}, "Pilih foto rumahnya"),
    ):
        jawab = send(**isi)
        assert jawab.status_code == 422
        assert kata in jawab.text
    assert not Sanggah.objects.exists()


def test_the_photo_is_asked_for_again_where_something_else_was_wrong() -> None:
    jawab = send(nama="")
    assert list(jawab.context["form"].errors) == ["nama", "berkas"]
    assert "Pilih fotonya sekali lagi" in jawab.text


def test_the_start_page_names_it_to_whoever_decides_and_above_once_it_went_up() -> None:
    satu = filed()
    assert "yang pertama sampai" in masuk("verifikator").get("/").text
    assert [p.judul for p in masuk("verifikator").get("/").context["menunggu"]] == ["Sanggahan"]
    assert masuk("kepala").get("/").context["menunggu"] == []
    assert "Sanggahan" not in masuk("operator.perian").get("/").text
    Sanggah.objects.filter(pk=satu.pk).update(eskalasi=1)
    assert [(p.judul, p.jumlah) for p in masuk("kepala").get("/").context["menunggu"]] == [("Sanggahan", 1)]


def test_too_many_from_one_address_are_refused() -> None:
    for _ in range(PER_ALAMAT[0]):
        send("10.9.9.9", nama="")
    assert send("10.9.9.9").status_code == 429
    assert not Sanggah.objects.exists()


def test_reporter_is_in_no_page_no_trail_and_no_table_that_can_be_read() -> None:
    aminah()
    satu = filed()
    verifikator = masuk("verifikator")
    for alamat in ("/verval/sanggah/", f"/verval/sanggah/{satu.pk}/", f"/verval/sanggah/{satu.pk}/pelapor/"):
        isi = verifikator.get(alamat).content.decode()
        assert not any(kata in isi for kata in PELAPOR.values())
    assert not any(kata in str(baris) for baris in Jejak.objects.values() for kata in PELAPOR.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT * FROM verval_pelaporsanggah")


def test_reporter_opens_with_a_reason_and_leaves_a_line() -> None:
    satu = filed()
    alamat = f"/verval/sanggah/{satu.pk}/pelapor/"
    sebab = AlasanBuka.objects.filter(aktif=True).first()
    assert sebab is not None
    assert masuk("verifikator").post(alamat, {"sebab": sebab.pk, "alasan": "x"}).status_code == 422
    isi = masuk("verifikator").post(alamat, {"sebab": sebab.pk, "alasan": "Bertanya arah rumahnya kepada pelapor."})
    assert "SAKSI RAHASIA" in isi.content.decode()
    jejak = Jejak.objects.get(aksi="sanggah.pelapor")
    assert jejak.pelaku == user("verifikator")
    for lain in ("kepala", "petugas", "operator.perian"):
        assert masuk(lain).post(alamat, {"sebab": sebab.pk, "alasan": "Ingin tahu siapa orangnya."}).status_code == 403


def test_clock_raises_on_day_10_and_14_and_never_closes() -> None:
    satu = filed()
    hari = timezone.localdate()
    assert jam.escalate(hari + timedelta(days=9)) == 0
    assert jam.escalate(hari + timedelta(days=10)) == 1
    assert jam.escalate(hari + timedelta(days=10)) == 0
    assert jam.escalate(hari + timedelta(days=14)) == 1
    assert jam.escalate(hari + timedelta(days=400)) == 0
    satu.refresh_from_db()
    assert (satu.status, satu.eskalasi) == ("diterima", 2)
    assert LangkahSanggah.objects.filter(sanggah=satu, aksi="naikkan", pelaku=None).count() == 2
    assert "1 kasus menunggu Anda" in masuk("kepala").get("/verval/layanan/").content.decode()
    assert "di kepala dinas" in masuk("kepala").get("/verval/sanggah/?lihat=naik").content.decode()
    assert not any(hop.jam and hop.ke in AKHIR for hop in TABEL.hop.values())


def test_late_clock_catches_up_in_one_run() -> None:
    satu = filed()
    assert jam.escalate(timezone.localdate() + timedelta(days=20)) == 2
    satu.refresh_from_db()
    assert satu.eskalasi == 2


def test_proven_needs_a_reviewed_visit() -> None:
    satu = visited(filed(), ditinjau=False)
    pelaku = user("verifikator")
    with pytest.raises(KasusDitolak, match="ditinjau"):
        kerja.move(
            satu, "buktikan", pelaku=pelaku, status="diperiksa", alasan="Rumahnya bertingkat.", alasan_kode="sesuai"
        )
    Kunjungan.objects.update(status="ditinjau", penilaian="tidak_miskin")
    satu = Sanggah.objects.get(pk=satu.pk)
    with pytest.raises(AksiDitolak):
        kerja.move(satu, "buktikan", pelaku=pelaku, status="diperiksa")
    kerja.move(satu, "buktikan", pelaku=pelaku, status="diperiksa", alasan="Rumahnya bertingkat.", alasan_kode="sesuai")
    with pytest.raises(StaleStatus):
        kerja.move(satu, "patahkan", pelaku=pelaku, status="diperiksa", alasan="Sekali lagi.", alasan_kode="berbeda")
    assert (satu.status, satu.pemutus) == ("terbukti", pelaku)
    isi = Client().post("/lacak/", {"kode": satu.kode_lacak}).content.decode()
    assert "Sanggahan Anda terbukti" in isi
    assert "bertingkat" not in isi
    assert "Aminah" not in isi


def test_desk_pages_carry_a_case_to_its_end() -> None:
    keluarga = aminah()
    satu = filed()
    klien, alamat = masuk("verifikator"), f"/verval/sanggah/{satu.pk}/"
    assert f'value="{keluarga.pk}"' in klien.get(alamat).content.decode()
    assert klien.post(f"{alamat}cocokkan/", {"keluarga": keluarga.pk}).status_code == 302
    siapa = Penugasan.objects.get(user__username="pendamping.perian")
    besok = timezone.localdate() + timedelta(days=1)
    assert klien.post(f"{alamat}kunjungan/", {"penugasan": siapa.pk, "batas": str(besok)}).status_code == 302
    langkah = {"aksi": "periksa", "status": "ditugaskan"}
    assert klien.post(f"{alamat}langkah/", langkah).status_code == 302
    putus = {
        "aksi": "patahkan", "status": "diperiksa", "alasan": "Truknya milik tetangga.", "alasan_kode": "berbeda",
    }  # fmt: skip
    assert klien.post(f"{alamat}langkah/", putus).status_code == 302
    assert klien.post(f"{alamat}langkah/", putus).status_code == 409
    satu.refresh_from_db()
    assert satu.status == "tidak_terbukti"
    gambar = klien.get(f"{alamat}foto/")
    assert b"".join(gambar.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    gambar.close()


def test_operator_records_for_the_own_desa_and_sees_no_list() -> None:
    data = {
        "jenis": "layak_tidak_terdaftar", "kode_desa": PERIAN, "nama": "Rukiah", "uraian": "Sendirian dan sakit.",
        **PELAPOR,
    }  # fmt: skip
    jawab = masuk("operator.perian").post("/verval/sanggah/catat/", data, follow=True)
    satu = Sanggah.objects.get()
    assert satu.kode_lacak in jawab.content.decode()
    assert (satu.jalur, satu.pembuat, satu.berfoto) == ("kantor", user("operator.perian"), False)
    assert masuk("operator.perian").post("/verval/sanggah/catat/", {**data, "kode_desa": MELAYU}).status_code == 422
    assert masuk("operator.perian").get("/verval/sanggah/").status_code == 403
    assert masuk("operator.perian").get(f"/verval/sanggah/{satu.pk}/").status_code == 403


def test_api_lists_decides_and_knows_no_reporter() -> None:
    satu = visited(filed())
    klien = masuk("verifikator")
    for alamat in ("/api/v1/sanggah/", f"/api/v1/sanggah/{satu.pk}/"):
        isi = klien.get(alamat)
        assert isi.status_code == 200
        assert satu.kode_lacak in isi.content.decode()
        assert not any(kata in isi.content.decode() for kata in PELAPOR.values())
    putus = {
        "aksi": "buktikan", "status": "diperiksa", "alasan": "Rumahnya bertingkat.", "alasan_kode": "sesuai",
    }  # fmt: skip
    jawab = klien.post(f"/api/v1/sanggah/{satu.pk}/langkah/", putus, content_type="application/json")
    assert (jawab.status_code, jawab.json()["status"]) == (200, "terbukti")
    lagi = klien.post(f"/api/v1/sanggah/{satu.pk}/langkah/", putus, content_type="application/json")
    assert lagi.status_code == 409
    assert masuk("operator.perian").get("/api/v1/sanggah/").status_code == 403


def test_every_status_has_words_for_the_resident() -> None:
    assert set(KEADAAN) == {f"sanggah.{status}" for status in LABEL} == {f"sanggah.{s}" for s in TABEL.status}


def test_a_dropped_line_and_a_second_press_give_one_objection_and_one_code() -> None:
    """The first answer is lost with its cookie; the same key comes again, and once more with other words."""
    kunci = str(uuid4())
    satu = filed(kunci=kunci)
    for lagi in (send(kunci=kunci), send(kunci=kunci, uraian="Punya tiga truk."), send(alamat="10.3.0.2", kunci=kunci)):
        assert lagi.status_code == 200
        assert satu.kode_lacak in lagi.text
    assert Sanggah.objects.count() == 1
    assert filed(kunci=str(uuid4())).kode_lacak != satu.kode_lacak
    # A form with a mistake has done nothing: the same key files it once it is right.
    salah = str(uuid4())
    assert send(kunci=salah, nama="").status_code == 422
    filed(kunci=salah)
    assert Sanggah.objects.count() == 3
    # An office is told the same, and the script learns where to go.
    data = {"jenis": "data_salah", "kode_desa": PERIAN, "nama": "Rukiah", "uraian": "Sakit.", **PELAPOR}
    klien, data["kunci"] = masuk("operator.perian"), str(uuid4())
    for _ in range(2):
        jawab = klien.post("/verval/sanggah/catat/", data, headers={"X-Kirim": "1"})
        assert jawab.json() == {"tujuan": "/sanggah/terkirim/", "selesai": True}
    assert Sanggah.objects.count() == 4
    assert Sanggah.objects.latest("pk").kode_lacak in klien.get("/sanggah/terkirim/").content.decode()


def test_sending_again_is_no_new_try() -> None:
    kunci = str(uuid4())
    satu = filed(alamat="10.9.9.8", kunci=kunci)
    for _ in range(PER_ALAMAT[0]):
        send("10.9.9.8", nama="")
    assert send("10.9.9.8").status_code == 429
    assert satu.kode_lacak in send("10.9.9.8", kunci=kunci).text
    assert Client().get("/sanggah/terkirim/").headers["Location"] == "/sanggah/"
