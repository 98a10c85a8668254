"""The maker attaches evidence to a case; who may look into it; where the files lie."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.accounts.peran import PERAN
from dtsen.lib.gambar import Titik
from dtsen.lib.unggahan import UnggahanDitolak
from dtsen.registry import lingkup
from dtsen.registry.models import Keluarga
from dtsen.wilayah.cakupan import Cakupan
from tests.cast import MELAYU, PERIAN, user
from tests.conftest import Basisdata
from tests.families import aminah, member, yuliani
from tests.kasus import advance, take
from tests.unggahan import foto, pdf
from verval import bukti, pembaruan, usulan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import Bukti, Pembaruan, ProgramBansos

ALASAN = "Lantai sudah disemen bulan lalu."


@pytest.fixture(autouse=True)
def tempat(settings: Settings, tmp_path: Path) -> Path:
    settings.BERKAS_DIR = tmp_path
    return tmp_path


def kasus() -> Pembaruan:
    return pembaruan.draft(aminah(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("operator.perian"))


def lampir(kasus_: Pembaruan, isi: bytes | None = None, **lain: object) -> Bukti:
    pilihan: dict[str, object] = {"jenis": "foto_depan", "pelaku": user("operator.perian"), **lain}
    return bukti.attach(kasus_, foto() if isi is None else isi, **pilihan)  # type: ignore[arg-type]


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def habiskan(jawaban: HttpResponseBase) -> bytes:
    """Read a file to its end, as a browser does; it is closed by that."""
    return jawaban.getvalue() if isinstance(jawaban, FileResponse) else b""


def kirim(klien: Client, kasus_: Pembaruan, isi: bytes, *, nama: str = "rumah.jpg", **lain: object) -> int:
    berkas = SimpleUploadedFile(nama, isi, content_type="image/jpeg")
    alamat = reverse("verval:pembaruan_bukti", args=[kasus_.pk])
    return klien.post(alamat, {"jenis": "foto_depan", "berkas": berkas, **lain}).status_code


@pytest.mark.django_db
def test_the_page_takes_a_photo_and_shows_it() -> None:
    ini, klien = kasus(), masuk("operator.perian")
    titik = {"lat": "-0.42", "lon": "116.99", "akurasi_m": "12"}
    assert kirim(klien, ini, foto(gps=True), **titik) == 302
    satu = Bukti.objects.get()
    assert (satu.jenis, satu.tipe, satu.asal_titik, satu.kode_desa) == ("foto_depan", "image/jpeg", "perangkat", PERIAN)
    assert (float(satu.lat or 0), float(satu.lon or 0), satu.akurasi_m) == (-0.42, 116.99, 12)
    halaman = klien.get(reverse("verval:pembaruan_detail", args=[ini.pk])).content.decode()
    assert reverse("verval:bukti_kecil", args=[satu.pk]) in halaman
    assert reverse("verval:bukti_hapus", args=[satu.pk]) in halaman
    # 0.1875° south-north are 20.9 km, 0.53055° west-east 59.0 km; the middle of Perian is -0.6075, 116.45945.
    assert "62,6 km dari tengah Desa Perian" in halaman
    assert Jejak.objects.filter(aksi="bukti.lampirkan", objek=satu.objek).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        (b"<html><script>alert(1)</script>", "rumah.jpg"),
        (b"MZ\x90\0program", "rumah.jpg"),
        (b"GIF89a" + b"\0" * 40, "rumah.gif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_0001.HEIC"),
        (foto()[:300], "potong.jpg"),
        (b"", "kosong.jpg"),
    ],
)
def test_the_page_says_why_a_file_is_refused(isi: bytes, nama: str, tempat: Path) -> None:
    klien = masuk("operator.perian")
    assert kirim(klien, kasus(), isi, nama=nama) == 422
    assert not Bukti.objects.exists()
    assert not [p for p in tempat.rglob("*") if p.is_file()]


@pytest.mark.django_db
def test_name_and_content_type_of_the_sender_count_for_nothing(tempat: Path) -> None:
    assert kirim(masuk("operator.perian"), kasus(), foto("PNG"), nama="../../etc/passwd.php") == 302
    satu = Bukti.objects.get()
    assert satu.tipe == "image/jpeg"
    di = {p.relative_to(tempat).as_posix() for p in tempat.rglob("*") if p.is_file()}
    assert di == {f"bukti/{satu.nama_berkas[:2]}/{satu.nama_berkas}{akhir}" for akhir in ("", ".kecil")}


@pytest.mark.django_db
def test_the_place_inside_the_photo_is_kept_only_if_ticked() -> None:
    ini = kasus()
    assert lampir(ini, foto(gps=True)).lat is None
    satu = lampir(ini, foto(gps=True, warna=9), titik_foto=True, titik=Titik(1.0, 2.0))
    assert (satu.asal_titik, str(satu.lat), str(satu.lon), satu.akurasi_m) == ("foto", "-0.42", "116.991667", 8.0)
    assert lampir(ini, foto(warna=20), titik_foto=True).lat is None


@pytest.mark.django_db
def test_too_large_is_refused_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verval.bukti.berkas.UKURAN_MAKS", 100)
    with pytest.raises(UnggahanDitolak) as galat:
        lampir(kasus())
    assert galat.value.kode == "terlalu_besar"


@pytest.mark.django_db
def test_who_may_attach_and_when() -> None:
    ini = kasus()
    for siapa in ("petugas", "verifikator", "kades.perian"):
        with pytest.raises(KasusDitolak) as galat:
            lampir(ini, pelaku=user(siapa))
        assert galat.value.kode == "pembuat"
    lampir(ini)
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    with pytest.raises(KasusDitolak) as galat:
        lampir(ini, foto(warna=9))
    assert galat.value.kode == "jenis"
    with pytest.raises(TidakBerwenang):  # papers of the musyawarah are of the desa
        lampir(ini, pdf(), jenis="berita_acara", pelaku=user("verifikator"))
    take(ini, "kembalikan", siapa="kades.perian", alasan="Foto kurang jelas.")
    kedua = lampir(ini, foto(warna=9))
    with pytest.raises(StaleStatus):  # what was judged by stays
        bukti.remove(kedua, pelaku=user("operator.perian"))
    assert Bukti.objects.count() == 2


@pytest.mark.django_db
def test_the_same_file_twice_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    ini = kasus()
    lampir(ini)
    with pytest.raises(KasusDitolak) as galat:
        lampir(ini)
    assert galat.value.kode == "bukti_sama"
    monkeypatch.setattr("verval.bukti.lampir.BANYAK_MAKS", 1)
    with pytest.raises(KasusDitolak) as galat:
        lampir(ini, foto(warna=9))
    assert galat.value.kode == "terlalu_banyak"


@pytest.mark.django_db
def test_the_maker_of_a_draft_removes_row_and_file(
    tempat: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ini = kasus()
    satu = lampir(ini)
    assert masuk("operator.melayu").post(reverse("verval:bukti_hapus", args=[satu.pk])).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert masuk("operator.perian").post(reverse("verval:bukti_hapus", args=[satu.pk])).status_code == 302
    assert not Bukti.objects.exists()
    assert not [p for p in tempat.rglob("*") if p.is_file()]
    assert Jejak.objects.filter(aksi="bukti.hapus", objek=f"bukti:{satu.pk}").count() == 1


@pytest.mark.django_db
def test_a_look_is_written_to_the_trail_and_the_answer_is_inert() -> None:
    ini = kasus()
    satu = lampir(ini, jenis="ktp")
    surat = lampir(ini, pdf(), jenis="dokumen")
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    jawaban = masuk("verifikator").get(reverse("verval:bukti_lihat", args=[satu.pk]))
    assert habiskan(jawaban) == bukti.path_of(satu).read_bytes()
    assert jawaban["Content-Type"] == "image/jpeg"
    assert jawaban["Content-Disposition"] == f'inline; filename="bukti-{satu.pk}-ktp.jpg"'
    assert jawaban["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Cache-Control"] == "private, no-store"
    jejak = Jejak.objects.get(aksi="bukti.lihat")
    assert (jejak.pelaku, jejak.objek, jejak.rincian["kasus"]) == (user("verifikator"), satu.objek, ini.objek)
    unduh = masuk("verifikator").get(reverse("verval:bukti_lihat", args=[surat.pk]))
    assert unduh["Content-Disposition"].startswith("attachment")
    habiskan(unduh)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("siapa", "rumah", "ktp"),
    [
        ("operator.perian", 200, 200),
        ("kades.perian", 200, 403),
        ("pendamping.perian", 200, 200),
        ("verifikator", 200, 200),
        ("auditor", 200, 403),
        ("operator.melayu", 404, 404),
        ("pimpinan", 403, 403),
        ("admin", 403, 403),
        ("dpo", 403, 403),
    ],
)
def test_who_may_look(siapa: str, rumah: int, ktp: int) -> None:
    ini = kasus()
    foto_rumah, foto_ktp = lampir(ini), lampir(ini, foto(warna=9), jenis="ktp")
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    klien = masuk(siapa)
    dapat = []
    for satu in (foto_rumah, foto_ktp):
        jawaban = klien.get(reverse("verval:bukti_lihat", args=[satu.pk]))
        dapat.append(jawaban.status_code)
        habiskan(jawaban)
    assert dapat == [rumah, ktp]
    # A small picture of a KTP would show the number all the same.
    assert klien.get(reverse("verval:bukti_kecil", args=[foto_ktp.pk])).status_code in {403, 404}


@pytest.mark.django_db
@pytest.mark.parametrize("tanpa", ["warga.sensitif", "warga.buka", "pembaruan.periksa"])
def test_papers_need_all_three(tanpa: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ini = kasus()
    satu = lampir(ini, jenis="kk")
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    assert bukti.may_open(user("verifikator"), satu)
    peran = PERAN["verifikator"]
    monkeypatch.setitem(PERAN, "verifikator", replace(peran, izin=peran.izin - {tanpa, "usulan.periksa"}))
    assert not bukti.may_open(user("verifikator"), satu)


@pytest.mark.django_db
def test_evidence_of_a_proposal_is_closed_as_its_assessment_is() -> None:
    operator = user("operator.perian")
    ini = usulan.draft(aminah(), ProgramBansos.objects.get(pk="pkh"), pelaku=operator)
    satu = bukti.attach(ini, foto(), jenis="foto_dalam", pelaku=operator)
    usulan.move(ini, "ajukan", pelaku=operator, status="draf")
    halaman = reverse("verval:usulan_detail", args=[ini.pk])
    alamat = [reverse(f"verval:{nama}", args=[satu.pk]) for nama in ("bukti_lihat", "bukti_kecil")]
    for siapa, harap in (("kades.perian", 403), ("auditor", 403), ("verifikator", 200), ("pendamping.perian", 200)):
        klien = masuk(siapa)
        for satu_alamat in alamat:
            jawaban = klien.get(satu_alamat)
            assert (siapa, jawaban.status_code) == (siapa, harap)
            habiskan(jawaban)
            assert (satu_alamat in klien.get(halaman).text) is (harap == 200)


@pytest.mark.django_db
def test_anothers_draft_is_not_there() -> None:
    satu = lampir(kasus())
    for siapa in ("petugas", "verifikator"):
        assert masuk(siapa).get(reverse("verval:bukti_lihat", args=[satu.pk])).status_code == 404


@pytest.mark.django_db
def test_evidence_about_health_is_closed_as_its_values_are() -> None:
    keluarga = aminah()
    ini = pembaruan.draft(
        keluarga,
        "penyakit_kronis",
        2,
        alasan="Dokter puskesmas menemukannya bulan lalu.",
        pelaku=user("operator.perian"),
        individu=member(keluarga, "BAHRUN"),
    )
    satu = lampir(ini)
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    alamat = reverse("verval:bukti_lihat", args=[satu.pk])
    assert masuk("kades.perian").get(alamat).status_code == 403
    jawaban = masuk("verifikator").get(alamat)
    assert jawaban.status_code == 200
    habiskan(jawaban)


@pytest.mark.django_db
def test_the_database_wants_exactly_one_case_and_a_whole_place() -> None:
    ini = kasus()
    satu = lampir(ini)
    for salah in ({"pembaruan_id": None}, {"lat": 1}, {"lat": 100, "lon": 1, "asal_titik": "foto"}, {"jenis": "lain"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bukti.objects.filter(pk=satu.pk).update(**salah)


@pytest.mark.django_db
def test_a_proposal_takes_evidence_too() -> None:
    operator = user("operator.perian")
    ini = usulan.draft(aminah(), ProgramBansos.objects.get(pk="pkh"), pelaku=operator)
    satu = bukti.attach(ini, pdf(), jenis="dokumen", pelaku=operator)
    assert (satu.tipe, satu.usulan_id, satu.pembaruan_id) == ("application/pdf", ini.pk, None)
    halaman = masuk("operator.perian").get(reverse("verval:usulan_detail", args=[ini.pk])).content.decode()
    assert reverse("verval:bukti_lihat", args=[satu.pk]) in halaman


def test_the_wall_stands_before_evidence_and_follows_the_family(basisdata: Basisdata, buta: bool) -> None:
    with lingkup.within(lingkup.INDONESIA):
        satu = lampir(kasus())
    with lingkup.within(Cakupan.of([MELAYU])):
        assert not Bukti.objects.exists()
    with lingkup.within(lingkup.INDONESIA):
        Keluarga.objects.filter(pk=satu.keluarga_id).update(kode_desa=MELAYU)
    with lingkup.within(Cakupan.of([MELAYU])):
        assert Bukti.objects.get().kode_desa == MELAYU
    with connections["default"].cursor() as kursor:
        kursor.execute("SELECT count(*) FROM verval_bukti")
        assert kursor.fetchone() == (0,)
    yatim = bukti.path_of(satu).with_name("f" * 32)
    yatim.write_bytes(b"sisa transaksi yang gagal")
    call_command("sweep_bukti", umur_detik=0, verbosity=0, stdout=StringIO())
    assert not yatim.exists()
    assert bukti.path_of(satu).exists()
    assert bukti.path_of(satu, kecil=True).exists()


@pytest.mark.django_db
def test_a_photo_that_another_family_has_is_recognised() -> None:
    """The same file, and the same picture saved smaller; no other picture, no draft of others."""
    lain = pembaruan.draft(yuliani(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("petugas"))
    lampir(lain, foto(), pelaku=user("petugas"))
    Keluarga.objects.filter(pk=lain.keluarga_id).update(kode_desa=PERIAN)
    ini = kasus()
    sama, kecil = lampir(ini, foto()), lampir(ini, foto(ukuran=(320, 240), quality=60), jenis="foto_dalam")
    beda = lampir(ini, foto(ukuran=(480, 640), warna=250), jenis="lainnya")
    Bukti.objects.filter(pk=beda.pk).update(sidik_rupa="0f0f0f0f0f0f0f0f")
    operator = masuk("operator.perian")
    alamat = reverse("verval:pembaruan_detail", args=[ini.pk])
    assert lain.kode_lacak not in operator.get(alamat).text, "a draft of somebody else"
    pembaruan.move(lain, "ajukan", pelaku=user("petugas"), status="draf")
    assert set(bukti.twins(user("operator.perian"), ini, Bukti.objects.filter(pembaruan=ini))) == {sama.pk, kecil.pk}
    assert operator.get(alamat).text.count(lain.kode_lacak) == 2
    pembaruan.move(ini, "ajukan", pelaku=user("operator.perian"), status="draf")
    assert lain.kode_lacak in masuk("verifikator").get(alamat).text
    assert lain.kode_lacak not in masuk("kades.perian").get(alamat).text


@pytest.mark.django_db
def test_a_photo_used_in_a_desa_one_does_not_see_stays_unsaid() -> None:
    lain = pembaruan.draft(yuliani(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("petugas"), ajukan=False)
    assert lain.kode_desa != PERIAN
    lampir(lain, foto(), pelaku=user("petugas"))
    pembaruan.move(lain, "ajukan", pelaku=user("petugas"), status="draf")
    ini = kasus()
    lampir(ini, foto())
    assert bukti.twins(user("operator.perian"), ini, Bukti.objects.filter(pembaruan=ini)) == {}
    assert list(bukti.twins(user("verifikator"), ini, Bukti.objects.filter(pembaruan=ini)).values()) == [[lain]]


@pytest.mark.django_db
def test_papers_look_alike_and_are_told_apart_by_the_file() -> None:
    lain = pembaruan.draft(yuliani(), "jenis_lantai_terluas", 6, alasan=ALASAN, pelaku=user("petugas"))
    Keluarga.objects.filter(pk=lain.keluarga_id).update(kode_desa=PERIAN)
    lain.refresh_from_db()
    lampir(lain, foto(), pelaku=user("petugas"), jenis="ktp")
    pembaruan.move(lain, "ajukan", pelaku=user("petugas"), status="draf")
    ini, operator = kasus(), user("operator.perian")
    mirip = lampir(ini, foto(quality=60), jenis="ktp")
    assert bukti.twins(operator, ini, [mirip]) == {}
    sama = lampir(ini, foto(), jenis="kk")
    assert bukti.twins(operator, ini, [mirip, sama]) == {sama.pk: [lain]}


@pytest.mark.django_db
def test_other_evidence_is_another_filing() -> None:
    """Values and reason may stay as they were: the photo decides too."""
    ini, operator, verifikator = kasus(), user("operator.perian"), user("verifikator")
    pembaruan.move(ini, "ajukan", pelaku=operator, status="draf", pengajuan_ke=0)
    take(ini, "kembalikan", siapa="kades.perian", alasan="Fotonya mana?")
    lampir(ini)
    pembaruan.move(ini, "ajukan", pelaku=operator, status="dikembalikan", pengajuan_ke=1)
    advance(ini)
    with pytest.raises(StaleStatus):
        pembaruan.move(ini, "setujui", pelaku=verifikator, status="diperiksa", pengajuan_ke=1)
