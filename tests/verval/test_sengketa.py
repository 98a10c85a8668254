"""Disputes of exclusions: from the list to the answer of Kemensos, after which the family may be proposed again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.lib.transisi import AksiDitolak
from tests.cast import user
from tests.families import aminah, yuliani
from tests.layanan import dispute, excluded, take
from tests.unggahan import pdf
from verval import sengketa
from verval.hop import KasusDitolak, StaleStatus
from verval.kelayakan import assess
from verval.models import ProgramBansos, Sengketa

pytestmark = pytest.mark.django_db


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def refusals(keluarga: object) -> set[str]:
    jawaban = assess(keluarga, ProgramBansos.objects.get(pk="pkh"), hari=timezone.localdate())  # type: ignore[arg-type]
    return {p.kode for p in jawaban.penolakan}


def test_accepted_the_family_may_be_proposed_again() -> None:
    keluarga = aminah()
    satu = excluded(keluarga)
    assert "dikecualikan" in refusals(keluarga)
    kasus = dispute(satu)
    for aksi, siapa in (("ajukan", "operator.perian"), ("periksa", "verifikator"), ("kirim", "petugas")):
        take(kasus, aksi, siapa)
    hari = timezone.localdate()
    take(kasus, "terima", "petugas", alasan="Surat Kemensos 9/2026", tanggal=hari)
    satu.refresh_from_db()
    assert (kasus.status, kasus.tanggal_jawaban) == ("diterima", hari)
    assert satu.berlaku_sampai == hari - timedelta(days=1)
    assert satu.alasan_akhir == f"{kasus.objek}: Surat Kemensos 9/2026"
    assert satu.berlaku_dari == date(2026, 10, 1)
    assert "dikecualikan" not in refusals(keluarga)
    assert [h.aksi for h in kasus.langkah.all()] == ["ajukan", "periksa", "kirim", "terima"]
    assert Jejak.objects.filter(aksi="pengecualian.akhiri", objek=satu.objek).exists()
    assert Jejak.objects.filter(aksi="sengketa.terima", objek=kasus.objek).exists()


def test_refused_it_goes_on() -> None:
    keluarga = aminah()
    kasus = dispute(excluded(keluarga))
    for aksi, siapa in (("ajukan", "operator.perian"), ("periksa", "verifikator"), ("kirim", "petugas")):
        take(kasus, aksi, siapa)
    with pytest.raises(AksiDitolak):
        take(kasus, "tolak_kemensos", "petugas")
    take(kasus, "tolak_kemensos", "petugas", alasan="Terdaftar sebagai ASN.")
    assert kasus.status == "ditolak"
    assert "dikecualikan" in refusals(keluarga)
    # Ended without effect: a new one may be written with better evidence.
    assert sengketa.draft(kasus.pengecualian, alasan="SK pemberhentian.", pelaku=user("operator.perian")).pk


def test_what_is_refused() -> None:
    satu = excluded(aminah())
    kasus = sengketa.draft(satu, alasan="Bukan ASN.", pelaku=user("operator.perian"))
    with pytest.raises(KasusDitolak) as galat:
        take(kasus, "ajukan", "operator.perian")
    assert galat.value.kode == "bukti_kurang"
    with pytest.raises(KasusDitolak) as galat:
        sengketa.draft(satu, alasan="Sekali lagi.", pelaku=user("operator.perian"))
    assert galat.value.kode == "terbuka"
    with pytest.raises(KasusDitolak) as galat:
        sengketa.draft(excluded(yuliani()), alasan=" ", pelaku=user("operator.melayu"))
    assert galat.value.kode == "isian"
    with pytest.raises(StaleStatus):
        sengketa.revise(kasus, alasan="Dari orang lain.", pelaku=user("petugas"))


def test_the_answer_is_not_of_tomorrow() -> None:
    kasus = dispute(excluded(aminah()))
    for aksi, siapa in (("ajukan", "operator.perian"), ("periksa", "verifikator"), ("kirim", "petugas")):
        take(kasus, aksi, siapa)
    for tanggal in (timezone.localdate() + timedelta(days=1), date(2026, 9, 30)):
        with pytest.raises(KasusDitolak) as galat:
            take(kasus, "terima", "petugas", alasan="Surat", tanggal=tanggal)
        assert galat.value.kode == "tanggal"
    assert Sengketa.objects.get().pengecualian.berlaku_sampai is None


def test_on_the_pages() -> None:
    keluarga = aminah()
    satu = excluded(keluarga)
    operator = masuk("operator.perian")
    daftar = operator.get("/verval/layanan/pengecualian/")
    assert [b["nama"] for b in daftar.context["baris"]] == ["AMINAH"]
    assert f"/verval/layanan/pengecualian/{satu.pk}/sengketa/" in daftar.content.decode()
    jawaban = operator.post(f"/verval/layanan/pengecualian/{satu.pk}/sengketa/", {"alasan": "Bukan ASN."})
    kasus = Sengketa.objects.get()
    alamat = f"/verval/layanan/sengketa/{kasus.pk}/"
    assert jawaban["Location"] == alamat
    operator.post(f"{alamat}bukti/", {"jenis": "dokumen", "berkas": SimpleUploadedFile("sk.pdf", pdf())})
    operator.post(f"{alamat}langkah/", {"aksi": "ajukan", "status": "draf", "pengajuan_ke": 0})
    kasus.refresh_from_db()
    assert (kasus.status, kasus.bukti.count()) == ("diajukan", 1)
    tab = operator.get(f"/verval/keluarga/{keluarga.pk}/").content.decode()
    assert alamat in tab
    verifikator = masuk("verifikator").get("/verval/layanan/sengketa/")
    assert [k.pk for k in verifikator.context["baris"]] == [kasus.pk]
    galat = masuk("verifikator").post(
        f"{alamat}langkah/", {"aksi": "kembalikan", "status": "diajukan", "pengajuan_ke": 1}
    )
    assert galat.status_code == 409
