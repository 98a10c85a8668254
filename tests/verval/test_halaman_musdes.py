"""The pages of a musyawarah, from the plan to the paper, as the operator walks them; and who else sees them."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak, Penugasan
from dtsen.lib import tampil
from tests.cast import PERIAN, user
from tests.families import aminah, rukiah
from tests.musdes import HADIR, OPERATOR, attended, decided, opened, tanda_tangan
from tests.unggahan import foto
from verval import pembaruan
from verval.models import Musyawarah, Pembaruan
from verval.musdes.sesi import begin, invite

pytestmark = pytest.mark.django_db


def masuk(nama: str = OPERATOR) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


@pytest.fixture
def kasus() -> list[Pembaruan]:
    return [
        pembaruan.draft(k, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR), ajukan=True)
        for k in (aminah(), rukiah())
    ]


def test_the_operator_walks_from_plan_to_berita_acara(kasus: list[Pembaruan]) -> None:
    klien, hari = masuk(), timezone.localdate()
    rencana = {"desa": PERIAN, "tanggal": hari, "jam": "00:05", "tempat": "Balai desa", "agenda": "Usulan."}
    tujuan = klien.post("/verval/musyawarah/baru/", rencana)["Location"]
    halaman = klien.get(tujuan).content.decode()
    assert f"Undangan harus sudah disebar {tampil.tanggal(hari - timedelta(days=3))}" in halaman
    assert f"{tampil.tanggal(hari + timedelta(days=3))} atau sesudahnya" in halaman
    for salah in ("", "kemarin"):  # never taken for today
        kosong = klien.post(f"{tujuan}langkah/", {"aksi": "undang", "tanggal": salah}, follow=True)
        assert Musyawarah.objects.get().status == "direncanakan"
        assert ("Isi tanggalnya." if not salah else "Tanggal tidak terbaca.") in kosong.text
    terlambat = klien.post(f"{tujuan}langkah/", {"aksi": "undang", "tanggal": hari}, follow=True).content.decode()
    assert "kurang dari 3 hari" in terlambat
    klien.post(f"{tujuan}langkah/", {"aksi": "undang", "tanggal": hari - timedelta(days=3)})
    klien.post(f"{tujuan}langkah/", {"aksi": "buka"})
    for nama, peran in HADIR:
        klien.post(f"{tujuan}peserta/", {"nama": nama, "peran": peran})
    satu = Musyawarah.objects.get()
    gambar = "data:image/png;base64," + base64.b64encode(tanda_tangan()).decode()
    for orang in satu.peserta.all():
        klien.post(f"{tujuan}peserta/{orang.pk}/", {"aksi": "tanda_tangan", "gambar": gambar})
    klien.post(f"{tujuan}foto/", {"jenis": "kegiatan", "berkas": SimpleUploadedFile("a.jpg", foto())})
    pertama, kedua = satu.kasus.order_by("id")
    isi = {"keputusan": "setuju", "alasan": "tidak_bekerja"}
    lanjut = klien.post(f"{tujuan}kasus/{pertama.pk}/", isi)["Location"]
    assert lanjut == f"{tujuan}kasus/{kedua.pk}/"
    kurang = klien.post(lanjut, {"keputusan": "tolak", "alasan": "punya_usaha"})
    assert kurang.status_code == 422
    assert "Tulis mengapa tidak disetujui" in kurang.content.decode()
    assert klien.post(lanjut, {**isi, "alasan": "aset_sedikit"})["Location"] == tujuan
    assert "Musyawarah dapat ditutup" in klien.get(tujuan).content.decode()
    klien.post(f"{tujuan}langkah/", {"aksi": "tutup"})
    surat = klien.get(f"{tujuan}dokumen/")
    assert surat.content.startswith(b"%PDF-")
    satu.refresh_from_db()
    pertama.refresh_from_db()
    assert (satu.status, pertama.hasil) == ("ditutup", "miskin")
    klien.post(f"{tujuan}langkah/", {"aksi": "umumkan", "tanggal": hari})
    assert "keberatan diterima sampai" in klien.get(tujuan).content.decode()
    assert klien.get(f"{tujuan}pengumuman/").content.startswith(b"%PDF-")


def test_cards_are_moved_and_pairs_answered_without_script(kasus: list[Pembaruan]) -> None:
    satu, klien = opened(), masuk()
    alamat = f"/verval/musyawarah/{satu.pk}/peringkat/"
    klien.post(alamat, {"aksi": "cara", "cara": "kartu"})
    klien.post(alamat, {"aksi": "naik", "keluarga": kasus[1].keluarga_id})
    urutan = klien.get(alamat).context["urutan"]
    assert [(k.nama_kepala, n) for k, n, _ in urutan] == [("RUKIAH", 1), ("AMINAH", 2)]
    klien.post(alamat, {"aksi": "cara", "cara": "pasangan"})
    kiri, kanan = klien.get(alamat).context["tanya"]
    klien.post(alamat, {"aksi": "jawab", "kiri": kiri.pk, "kanan": kanan.pk, "hasil": "seri"})
    assert [n for _, n, _ in klien.get(alamat).context["urutan"]] == [1, 1]


def test_others_look_and_do_not_record_and_an_rt_of_the_desa_does_not_reach_it(kasus: list[Pembaruan]) -> None:
    satu = opened()
    alamat = f"/verval/musyawarah/{satu.pk}/"
    for nama, lihat in (("kades.perian", 200), ("verifikator", 200), ("operator.melayu", 404), ("pimpinan", 403)):
        assert masuk(nama).get(alamat).status_code == lihat, nama
    assert masuk("verifikator").post(f"{alamat}langkah/", {"aksi": "tutup"}).status_code == 403
    Penugasan.objects.filter(user=user("pendamping.perian")).update(rt="003", rw="001")
    assert masuk("pendamping.perian").get(alamat).status_code == 404
    baris = Jejak.objects.filter(aksi="musyawarah.lihat", pelaku=user("kades.perian")).latest("id")
    assert set(baris.keluarga) == {k.keluarga_id for k in kasus}


def test_a_paper_of_all_opens_from_a_case_only_to_who_works_on_the_whole_desa(kasus: list[Pembaruan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu)
    masuk().post(f"/verval/musyawarah/{satu.pk}/langkah/", {"aksi": "tutup"})
    surat = f"/verval/bukti/{kasus[0].bukti.get().pk}/"
    buka = masuk("verifikator").get(surat)
    assert buka.getvalue().startswith(b"%PDF-")
    assert masuk("kades.perian").get(surat).status_code == 403
    Penugasan.objects.filter(user=user(OPERATOR)).update(rt="003", rw="001")
    assert masuk().get(surat).status_code == 403


def test_the_page_of_a_planned_session_asks_for_the_next_step_only(kasus: list[Pembaruan]) -> None:
    satu = opened()
    dua = Musyawarah.objects.create(
        kode_desa=PERIAN, jenis="musdes", waktu=timezone.now() + timedelta(days=9), tempat="Balai", pembuat=satu.pembuat
    )
    invite(dua, timezone.localdate(), pelaku=user(OPERATOR))
    halaman = masuk().get(f"/verval/musyawarah/{dua.pk}/").content.decode()
    assert "Buka pada harinya" in halaman
    assert 'value="buka"' not in halaman
    with pytest.raises(Exception, match="Musyawarah ini tanggal"):
        begin(dua, pelaku=user(OPERATOR))


def test_the_api_lists_and_shows_a_session(kasus: list[Pembaruan]) -> None:
    satu = opened()
    klien = masuk("verifikator")
    daftar = klien.get("/api/v1/musyawarah/?status=berlangsung").json()
    assert [s["id"] for s in daftar["results"]] == [satu.pk]
    isi = klien.get(f"/api/v1/musyawarah/{satu.pk}/").json()
    assert [k["nama"] for k in isi["kasus"]] == ["AMINAH", "RUKIAH"]
    assert [k["terpenuhi"] for k in isi["kuorum"]] == [False, False, False]
    assert masuk("operator.melayu").get(f"/api/v1/musyawarah/{satu.pk}/").status_code == 404
