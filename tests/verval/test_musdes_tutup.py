"""Closing a musyawarah: every case goes where it was decided, with the berita acara; all of it or nothing, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry.models import Keluarga, KondisiKeluarga
from tests.cast import PERIAN, user
from tests.families import aminah, rukiah
from tests.musdes import ALAMAT, OPERATOR, attended, decided, opened
from tests.unggahan import foto, pdf
from tests.verval.test_pengesahan import pages
from verval import bukti, hop, pembaruan, usulan
from verval.hop import KasusDitolak
from verval.models import DokumenMusyawarah, Langkah, Musyawarah, Pembaruan, PeringkatWarga, ProgramBansos, Usulan
from verval.musdes import arsip, berkas, isi, papan, peringkat, tutup

pytestmark = pytest.mark.django_db


@pytest.fixture
def kasus() -> list[Pembaruan | Usulan]:
    """A correction and a proposal about Aminah, a correction about Rukiah; with a photo of Aminah's house."""
    operator = user(OPERATOR)
    pertama = aminah()
    lantai = pembaruan.draft(pertama, "jenis_lantai_terluas", 6, alasan="Lantai sudah disemen.", pelaku=operator)
    bukti.attach(lantai, foto(), jenis="foto_depan", pelaku=operator)
    pembaruan.move(lantai, "ajukan", pelaku=operator, status="draf")
    pkh = usulan.draft(pertama, ProgramBansos.objects.get(pk="pkh"), pelaku=operator, ajukan=True)
    daya = pembaruan.draft(rukiah(), "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=operator, ajukan=True)
    return [lantai, pkh, daya]


def close(satu: Musyawarah) -> DokumenMusyawarah:
    return tutup.close(satu, alamat=ALAMAT, pelaku=user(OPERATOR))


def statuses(kasus: list[Pembaruan | Usulan]) -> list[str]:
    for satu in kasus:
        satu.refresh_from_db()
    return [satu.status for satu in kasus]


def test_agreed_cases_go_on_with_the_berita_acara_and_the_others_end_or_come_back(
    kasus: list[Pembaruan | Usulan],
) -> None:
    satu = opened()
    attended(satu)
    decided(satu, "setuju", "tolak", "kembalikan")
    dokumen = close(satu)
    semua = [k.isi for k in satu.kasus.order_by("id")]
    assert statuses(semua) == ["dimusyawarahkan", "ditolak", "dikembalikan"]
    for k in semua:
        (surat,) = k.bukti.filter(jenis="berita_acara")
        assert surat.dokumen == dokumen
        assert bukti.path_of(surat).read_bytes() == arsip.path_of(dokumen.nama_berkas).read_bytes()
    ditolak = semua[1]
    assert ditolak.pemutus is None
    assert ditolak.diputuskan is not None
    catatan = ditolak.langkah.latest("pk").catatan
    assert catatan.startswith("Musyawarah desa ")
    assert "Tidak miskin (punya usaha). Kata warga sudah punya kios." in catatan


def test_closing_twice_gives_the_same_paper_and_moves_nobody(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu)
    dokumen = close(satu)
    langkah = [k.langkah.count() for k in kasus]
    assert close(satu) == dokumen
    assert [k.langkah.count() for k in kasus] == langkah
    assert DokumenMusyawarah.objects.count() == 1


def test_a_long_table_takes_no_more_statements_than_a_short_one(kasus: list[Pembaruan | Usulan]) -> None:
    def closed() -> int:
        satu = opened()
        attended(satu)
        decided(satu)
        with CaptureQueriesContext(connection) as pernyataan:
            close(satu)
        return len(pernyataan)

    pendek = closed()
    for nomor in range(12):
        keluarga = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala=f"KEPALA {nomor}", rt="001", rw="001")
        KondisiKeluarga.objects.create(keluarga=keluarga, sumber_penerangan_utama=1, daya_terpasang=1, asal=[])
        draf = pembaruan.draft(keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(OPERATOR))
        pembaruan.move(draf, "ajukan", pelaku=user(OPERATOR), status="draf")
    assert closed() <= pendek
    assert Langkah.objects.filter(aksi="musyawarahkan").count() == len(kasus) + 12
    jejak = Jejak.objects.filter(aksi="pembaruan.musyawarahkan")
    assert jejak.count() == len({satu.objek for satu in jejak}) == 2 + 12


def test_one_case_that_cannot_go_on_holds_up_all_and_is_named(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu)
    kembali = kasus[2]
    pembaruan.move(
        kembali,  # type: ignore[arg-type]
        "kembalikan",
        pelaku=user("kades.perian"),
        status="diajukan",
        alasan="Fotonya kurang.",
    )
    with pytest.raises(KasusDitolak) as galat:
        close(satu)
    assert galat.value.kode == "kasus_gagal"
    assert kembali.kode_lacak in galat.value.pesan
    assert statuses(kasus) == ["diajukan", "diajukan", "dikembalikan"]
    satu.refresh_from_db()
    assert (satu.status, DokumenMusyawarah.objects.count()) == ("berlangsung", 0)
    assert not any(k.bukti.filter(jenis="berita_acara").exists() for k in kasus)


def test_what_is_missing_is_told_all_at_once(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu, kecuali="ketua")
    with pytest.raises(KasusDitolak) as galat:
        close(satu)
    assert galat.value.rincian["kurang"] == [
        "Kuorum belum terpenuhi: Kepala desa sebagai ketua kurang 1 orang.",
        "3 kasus belum diputuskan. Putuskan, atau keluarkan dari musyawarah ini.",
    ]


def test_a_berita_acara_comes_from_a_closed_session_only(kasus: list[Pembaruan | Usulan]) -> None:
    for jenis in ("berita_acara", "daftar_hadir"):
        with pytest.raises(KasusDitolak) as galat:
            bukti.attach(kasus[0], pdf(), jenis=jenis, pelaku=user(OPERATOR))
        assert "halaman Musyawarah" in galat.value.pesan
    bukti.attach(kasus[0], pdf(), jenis="sptjm", pelaku=user(OPERATOR))
    assert hop.evidence_for(kasus[0], "musyawarahkan")[0][1]


def test_the_paper_names_who_was_there_and_what_was_decided_with_hash_and_address(
    kasus: list[Pembaruan | Usulan],
) -> None:
    satu = opened()
    attended(satu)
    decided(satu, "setuju", "tolak")
    dokumen = close(satu)
    halaman = pages(arsip.path_of(dokumen.nama_berkas).read_bytes())
    for teks in halaman:
        assert f"SHA-256 isi: {dokumen.sidik_isi}" in teks
        assert ALAMAT in teks
    semua = "\n".join(halaman)
    for kata in (
        "Suriansyah",
        "BPD",
        "AMINAH",
        "RUKIAH",
        kasus[0].kode_lacak,
        "Disetujui",
        "DAFTAR HADIR",
        "Usulan PKH",
    ):
        assert kata in semua
    assert "6402015203800001" not in semua


def test_the_same_content_gives_the_same_bytes_and_another_word_another_hash(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu)
    saat = timezone.now()
    pertama = isi.content(satu, alamat=ALAMAT, saat=saat)
    kedua = isi.content(satu, alamat=ALAMAT, saat=saat)
    assert berkas.draw(pertama) == berkas.draw(kedua)
    for lain in (
        replace(pertama, catatan="Lain."),
        replace(pertama, hadir=pertama.hadir[1:]),
        replace(pertama, butir=[*pertama.butir[1:], pertama.butir[0]]),
        replace(pertama, butir=[replace(pertama.butir[0], foto=b""), *pertama.butir[1:]]),
    ):
        assert berkas.fingerprint(lain) != berkas.fingerprint(pertama)


def test_a_fact_of_health_and_a_child_stay_unnamed_on_paper() -> None:
    keluarga = aminah()
    ibu = keluarga.anggota.get(nama="AMINAH")
    pembaruan.draft(
        keluarga, "penyakit_kronis", 7, alasan="Surat dokter puskesmas.", pelaku=user(OPERATOR), individu=ibu,
        ajukan=True,
    )  # fmt: skip
    ibu.tanggal_lahir = timezone.localdate().replace(year=2012)
    ibu.save(update_fields=["tanggal_lahir"])
    (butir,) = isi.content(opened(), alamat=ALAMAT, saat=timezone.now()).butir
    assert (butir.perihal, butir.nama) == ("Pembaruan data", "A.")


def test_places_are_kept_when_the_session_closes(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu)
    peringkat.choose(satu, "kartu", pelaku=user(OPERATOR))
    peringkat.shift_card(satu, kasus[2].keluarga_id, "naik", pelaku=user(OPERATOR))
    close(satu)
    assert list(PeringkatWarga.objects.values_list("keluarga_id", "tempat", "dari")) == [
        (kasus[2].keluarga_id, 1, 2),
        (kasus[0].keluarga_id, 2, 2),
    ]


def test_the_board_says_initials_and_rt_only_and_the_clock_runs_from_posting(kasus: list[Pembaruan | Usulan]) -> None:
    satu = opened()
    attended(satu)
    decided(satu, "setuju", "tolak")
    close(satu)
    satu.refresh_from_db()
    isi_papan = papan.lines(satu)
    assert {(b.inisial, b.rt) for b in isi_papan} == {("A.", "003"), ("R.", "004")}
    hari = timezone.localdate()
    sampai = papan.post(satu, hari, pelaku=user(OPERATOR))
    assert (sampai - hari).days == 5
    satu.refresh_from_db()
    teks = "\n".join(pages(papan.draw(satu, alamat=ALAMAT, saat=timezone.now())))
    assert "AMINAH" not in teks.upper()
    assert "A." in teks
    assert "Tidak disetujui" in teks
    with pytest.raises(KasusDitolak):
        papan.post(satu, hari, pelaku=user(OPERATOR))
