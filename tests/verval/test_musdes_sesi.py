"""Planning a musyawarah: three days of invitation, its day, who is there, what is on the table."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.lib.transisi import AksiDitolak
from dtsen.lib.unggahan import UnggahanDitolak
from tests.cast import MELAYU, user
from tests.families import aminah, rukiah, yuliani
from tests.kasus import take
from tests.musdes import OPERATOR, attended, opened, planned, tanda_tangan
from tests.unggahan import foto
from verval import pembaruan
from verval.hop import KasusDitolak, StaleStatus
from verval.models import AturanMusyawarah, Musyawarah, Pembaruan, SyaratKuorum
from verval.musdes import arsip, hadir, pembahasan, sesi

pytestmark = pytest.mark.django_db


def filed(*, siapa: str = OPERATOR, ibu: bool = False) -> Pembaruan:
    keluarga = yuliani() if siapa == "operator.melayu" else rukiah() if ibu else aminah()
    return pembaruan.draft(keluarga, "daya_terpasang", 2, alasan="Daya dinaikkan PLN.", pelaku=user(siapa), ajukan=True)


def test_an_invitation_of_two_days_does_not_open_a_session_and_says_which_day_would() -> None:
    satu = planned()
    dua_hari = satu.hari - timedelta(days=2)
    with pytest.raises(KasusDitolak) as galat:
        sesi.invite(satu, dua_hari, pelaku=user(OPERATOR))
    assert "kurang dari 3 hari" in galat.value.pesan
    assert f"{(dua_hari + timedelta(days=3)).day} " in galat.value.pesan
    with pytest.raises(StaleStatus):
        sesi.begin(satu, pelaku=user(OPERATOR))
    sesi.invite(satu, satu.hari - timedelta(days=3), pelaku=user(OPERATOR))
    sesi.begin(satu, pelaku=user(OPERATOR))
    satu.refresh_from_db()
    assert (satu.status, satu.susulan) == ("berlangsung", False)


def test_a_session_of_more_than_a_quarter_ago_is_not_recorded_any_more() -> None:
    with pytest.raises(KasusDitolak) as galat:
        planned(mundur=93)
    assert (galat.value.kode, galat.value.kolom) == ("waktu", "waktu")
    assert not Musyawarah.objects.exists()
    assert planned(mundur=91).status == "direncanakan"


def test_the_days_of_the_invitation_are_a_row() -> None:
    AturanMusyawarah.objects.create(berlaku_dari=date(2026, 1, 1), hari_undangan=7)
    satu = planned()
    with pytest.raises(KasusDitolak, match="kurang dari 7 hari"):
        sesi.invite(satu, satu.hari - timedelta(days=6), pelaku=user(OPERATOR))


def test_a_session_of_tomorrow_does_not_open_today_and_a_new_time_needs_a_new_invitation() -> None:
    satu = planned(mundur=-5)
    sesi.invite(satu, timezone.localdate(), pelaku=user(OPERATOR))
    with pytest.raises(KasusDitolak) as galat:
        sesi.begin(satu, pelaku=user(OPERATOR))
    assert galat.value.kode == "belum_harinya"
    satu.refresh_from_db()
    sesi.revise(
        satu, waktu=satu.waktu + timedelta(days=1), tempat="Balai desa", agenda="", pelaku=user(OPERATOR)
    )  # fmt: skip
    satu.refresh_from_db()
    assert (satu.status, satu.undangan) == ("direncanakan", None)


def test_every_filed_case_of_the_desa_is_on_the_table_and_on_one_only() -> None:
    kasus, lain = filed(), filed(siapa="operator.melayu")
    satu = planned()
    assert [k.isi.pk for k in satu.kasus.all()] == [kasus.pk]
    dua = planned(mundur=-7)
    assert not dua.kasus.exists()
    with pytest.raises(KasusDitolak):
        pembahasan.bring(dua, [("pembaruan", kasus.pk)], pelaku=user(OPERATOR))
    with pytest.raises(KasusDitolak):
        pembahasan.bring(dua, [("pembaruan", lain.pk)], pelaku=user(OPERATOR))
    pembahasan.drop(satu.kasus.get(), pelaku=user(OPERATOR))
    assert pembahasan.bring(dua, [("pembaruan", kasus.pk)], pelaku=user(OPERATOR)) == 1
    sesi.cancel(dua, alasan="Banjir.", pelaku=user(OPERATOR))
    assert pembahasan.bring_all(satu, pelaku=user(OPERATOR)) == 1
    assert Jejak.objects.filter(aksi="musyawarah.bawa", keluarga=[kasus.keluarga_id]).count() == 3


def test_in_a_kelurahan_it_is_a_muskel_with_the_lurah() -> None:
    satu = planned(kode_desa=MELAYU, pelaku="operator.melayu")
    assert (satu.jenis, satu.sebutan) == ("muskel", "Musyawarah kelurahan")
    kuorum = hadir.quorum(satu, [])
    assert [k.syarat.label for k in kuorum][:2] == ["Lurah sebagai ketua", "LPM kelurahan"]


def test_only_the_operator_of_the_desa_records_it() -> None:
    satu = planned()
    for siapa in ("operator.melayu", "kades.perian", "petugas"):
        with pytest.raises(TidakBerwenang):
            planned(pelaku=siapa)
        with pytest.raises(TidakBerwenang):
            sesi.invite(satu, satu.hari - timedelta(days=4), pelaku=user(siapa))
    with pytest.raises(AksiDitolak):
        sesi.cancel(satu, alasan=" ", pelaku=user(OPERATOR))


def test_the_quorum_counts_roles_of_those_present_by_the_rows_of_that_day() -> None:
    satu = opened()
    attended(satu, kecuali="bpd")
    peserta = list(satu.peserta.all())
    assert [k.kurang for k in hadir.quorum(satu, peserta)] == [0, 1, 0]
    assert hadir.missing(satu, peserta, set()) == ["Kuorum belum terpenuhi: BPD kurang 1 orang."]
    besok = {"berlaku_dari": satu.hari + timedelta(days=1), "asal": "aturan"}
    SyaratKuorum.objects.create(jenis="musdes", peran=["bpd"], minimum=99, label="BPD", **besok)
    assert [k.kurang for k in hadir.quorum(satu, peserta)] == [0, 1, 0]
    SyaratKuorum.objects.create(
        jenis="musdes", berlaku_dari=satu.hari, peran=["ketua"], minimum=1, label="Kepala desa", asal="aturan"
    )
    assert [k.kurang for k in hadir.quorum(satu, peserta)] == [0]


def test_a_drawn_signature_is_kept_as_a_small_png_and_an_empty_one_is_refused() -> None:
    satu = opened()
    orang = hadir.invite_person(satu, "Suriansyah", "ketua", pelaku=user(OPERATOR))
    kosong = BytesIO()
    Image.new("RGBA", (600, 240)).save(kosong, "PNG")
    with pytest.raises(UnggahanDitolak) as galat:
        hadir.attend(orang, tanda_tangan=kosong.getvalue(), pelaku=user(OPERATOR))
    assert galat.value.kode == "tanda_tangan_kosong"
    with pytest.raises(UnggahanDitolak):
        hadir.attend(orang, tanda_tangan=b"\x89PNG\r\n\x1a\nrusak", pelaku=user(OPERATOR))
    hadir.attend(orang, tanda_tangan=tanda_tangan(), pelaku=user(OPERATOR))
    orang.refresh_from_db()
    isi = arsip.path_of(orang.tanda_tangan).read_bytes()
    with Image.open(BytesIO(isi)) as gambar:
        assert (gambar.format, gambar.mode) == ("PNG", "L")
    assert len(isi) < 6000
    hadir.attend(orang, hadir=False, pelaku=user(OPERATOR))
    orang.refresh_from_db()
    assert (orang.hadir, orang.tanda_tangan) == (False, "")


def test_without_signature_the_attendance_sheet_is_asked_for() -> None:
    satu = opened()
    attended(satu)
    orang = hadir.invite_person(satu, "Rusli", "rt_rw", pelaku=user(OPERATOR))
    hadir.attend(orang, pelaku=user(OPERATOR))
    peserta = list(satu.peserta.all())
    (kurang,) = hadir.missing(satu, peserta, set())
    assert kurang.startswith("1 peserta hadir tanpa tanda tangan.")
    sesi.add_photo(satu, foto(), jenis="daftar_hadir", pelaku=user(OPERATOR))
    assert hadir.missing(satu, peserta, set(satu.foto.values_list("jenis", flat=True))) == []
    with pytest.raises(KasusDitolak) as galat:
        sesi.add_photo(satu, foto(), jenis="daftar_hadir", pelaku=user(OPERATOR))
    assert galat.value.kode == "foto_sama"


def test_a_session_recorded_on_a_later_day_asks_for_its_paper() -> None:
    satu = opened(mundur=10)
    assert satu.susulan
    attended(satu)
    (kurang,) = hadir.missing(satu, list(satu.peserta.all()), set())
    assert "foto berita acara di kertas" in kurang
    with pytest.raises(KasusDitolak) as galat:
        planned(mundur=120)
    assert galat.value.kode == "waktu"


def test_a_decision_takes_a_reason_of_its_outcome_and_a_note_where_it_is_no() -> None:
    filed()
    satu = opened()
    baris = satu.kasus.get()
    benar = {"keputusan": "tolak", "hasil": "tidak_miskin", "alasan": "punya_usaha", "catatan": "Punya kios."}
    for salah, kode in (
        ({"keputusan": "mungkin"}, "keputusan"),
        ({"hasil": ""}, "hasil"),
        ({"alasan": "tidak_bekerja"}, "alasan"),
        ({"catatan": " "}, "catatan"),
    ):
        with pytest.raises(KasusDitolak) as galat:
            pembahasan.decide(baris, **{**benar, **salah}, pelaku=user(OPERATOR))
        assert galat.value.kode == kode
    pembahasan.decide(baris, **benar, pelaku=user(OPERATOR))
    baris.refresh_from_db()
    assert (baris.keputusan, baris.alasan_id) == ("tolak", "punya_usaha")


def test_what_only_a_session_decides_is_no_hop_of_anybody() -> None:
    kasus = filed()
    for aksi in ("tolak_musdes", "kembalikan_musdes"):
        with pytest.raises(AksiDitolak) as galat:
            take(kasus, aksi, siapa=OPERATOR, alasan="Sendiri saja.")
        assert galat.value.kode == "lewat"
    assert Musyawarah.objects.count() == 0
