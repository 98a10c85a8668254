"""The waiting list of a desa: one order, each place explained, and what a quota makes of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak, Penugasan, User
from dtsen.registry.models import DesilResmi, Individu, Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, member, official, person, rukiah, yuliani
from tests.verval.test_kuota import drafted
from tests.verval.test_penerima_impor import NIK_AMINAH, NIK_RUKIAH, applied, csv
from verval import usulan
from verval.kuota import susun, tunggu
from verval.kuota.tunggu import Antre, explain
from verval.models import AturanProgram, PengecualianPenerima, ProgramBansos

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 3)


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def poor(nama: str, nomor: int, desil: int = 2, **isi: object) -> Keluarga:
    """A family of Perian: a man with his wife."""
    keluarga = Keluarga.objects.create(kode_desa=PERIAN, nama_kepala=nama)
    dasar = {"tanggal_lahir": date(1985, 1, 1), "keberadaan": 1}
    nik = 6402011501850000 + nomor
    kepala = {"jenis_kelamin": 1, "status_hubungan_keluarga": 1, **dasar, **isi}
    person(keluarga, nama, str(nik), **kepala)
    person(keluarga, f"ISTRI {nama}", str(nik + 500), jenis_kelamin=2, status_hubungan_keluarga=2, **dasar)
    official(keluarga, nasional=desil)
    return keluarga


def rule(kode: str = "sembako") -> AturanProgram:
    return AturanProgram.objects.berlaku(HARI).get(program=kode)


def listed(kode: str = "sembako", desa: str = PERIAN) -> list[Antre]:
    return tunggu.waiting(rule(kode), desa, HARI)


def test_one_order() -> None:
    kaya = poor("TIGA", 1, 3)
    biasa, lain = poor("BIASA", 2), poor("LAIN", 3)
    sakit = poor("SAKIT", 4, penyakit_kronis=3, penglihatan=1)
    tua = poor("TUA", 5, tanggal_lahir=date(1960, 1, 1))
    poor("ENAM", 6, 6)
    yuliani()
    usulan.draft(lain, ProgramBansos.objects.get(pk="sembako"), pelaku=user("operator.perian"), ajukan=True)
    daftar = listed()
    assert [a.keluarga for a in daftar] == [k.pk for k in (sakit, tua, lain, biasa, kaya)]
    assert [(a.posisi, a.semua) for a in daftar] == [(i, 5) for i in range(1, 6)]
    assert daftar[0].nama_tanda == ["Penyandang disabilitas", "Penyakit kronis"]
    assert [kalimat for _, kalimat in tunggu.explained(daftar)] == [
        "Urutan pertama: tidak ada yang mendahuluinya.",
        "Desil sama; tanda kerentanannya 1, yang di atasnya 2.",
        "Desil sama; tanda kerentanannya 0, yang di atasnya 1.",
        "Desil, tanda, dan skor sama; belum diusulkan, yang di atasnya sudah.",
        "Desil nasional 3, yang di atasnya 2.",
    ]


def test_scores_days_and_ids_decide_in_this_order() -> None:
    saat = timezone.now()
    a = Antre(1, 5, 1, None, 2, 0, 40, saat)
    assert "skor daerah 50, yang di atasnya 40" in explain(Antre(2, 5, 2, None, 2, 0, 50, None), a)
    assert "belum punya skor" in explain(Antre(2, 5, 2, None, 2, 0, None, saat), a)
    assert "lebih dulu" in explain(Antre(2, 5, 2, None, 2, 0, 40, saat + timedelta(days=2)), a)
    assert "nomor data keluarga" in explain(Antre(2, 5, 2, None, 2, 0, 40, saat), a)
    assert "nomor data orang" in explain(Antre(2, 5, 1, 9, 2, 0, 40, saat), a)


def test_who_receives_or_is_excluded_does_not_wait(tmp_path: Path) -> None:
    keluarga, satu = aminah(), rukiah()
    assert [a.keluarga for a in listed()] == [satu.pk, keluarga.pk]
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,,Salur,"), "sembako", "2026-10")
    assert [a.keluarga for a in listed()] == [keluarga.pk]
    PengecualianPenerima.objects.create(
        keluarga=keluarga, kode_desa=PERIAN, program_id="sembako", status="exclude", sumber="uji",
        berlaku_dari=date(2026, 1, 1),
    )  # fmt: skip
    assert listed() == []
    # Whom a status excludes no longer holds a seat, and waits again.
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,,Exclude,", nama="b.csv"), "sembako", "2026-10")
    assert [a.keluarga for a in listed()] == [satu.pk]
    assert tunggu.seats(rule(), PERIAN, HARI).penerima == 0


def test_persons_wait_one_by_one() -> None:
    keluarga = rukiah()
    dua = person(
        keluarga, "SAUDARI", "6402015906570007", tanggal_lahir=date(1957, 6, 19), jenis_kelamin=2,
        status_hubungan_keluarga=7, keberadaan=1,
    )  # fmt: skip
    assert [a.individu for a in listed("kukar_lansia")] == [member(keluarga, "RUKIAH").pk, dua.pk]
    assert explain(*reversed(listed("kukar_lansia"))).startswith("Sekeluarga")


def test_only_a_local_rule_frees_the_seat_of_whom_it_would_lose(tmp_path: Path) -> None:
    aminah(), rukiah()
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,", nama="1.csv"), "sembako", "2026-10")
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,,Aktif,", nama="2.csv"), "kukar_lansia", "2026-10")
    DesilResmi.objects.update(nasional=6)
    AturanProgram.objects.filter(program="kukar_lansia").update(desil_maks=5)
    pusat, daerah = (tunggu.seats(rule(kode), PERIAN, HARI) for kode in ("sembako", "kukar_lansia"))
    assert (pusat.histeresis, pusat.penerima, pusat.terisi) == (False, 1, 1)
    # One above the range: stays for one version, leaves at two above.
    assert (daerah.histeresis, daerah.penerima, daerah.terisi) == (True, 1, 1)
    DesilResmi.objects.update(nasional=7)
    assert tunggu.seats(rule("kukar_lansia"), PERIAN, HARI).terisi == 0


def test_the_page_says_who_is_inside(tmp_path: Path) -> None:
    keluarga, satu = aminah(), rukiah()
    klien = masuk("operator.perian")
    alamat = f"/verval/program/sembako/tunggu/{PERIAN}/"
    assert "Kuota desa ini belum ditetapkan" in klien.get(alamat).content.decode()
    kuota = drafted(jumlah=1, periode=str(timezone.localdate().year))
    susun.confirm(kuota.pk, sidik=kuota.sidik, pelaku=user("kepala"))
    isi = " ".join(klien.get(alamat).content.decode().split())
    assert "2 menunggu, 1 tempat masih kosong dari kuota 1." in isi
    assert isi.index("Rukiah") < isi.index("Aminah")
    assert isi.index("Masuk kuota</span>") < isi.index("Aminah") < isi.index("Menunggu</span>")
    jejak = Jejak.objects.filter(aksi="program.tunggu").latest("pk")
    assert set(jejak.keluarga) == {keluarga.pk, satu.pk}
    program = " ".join(klien.get(f"/verval/keluarga/{keluarga.pk}/program/").content.decode().split())
    assert "Posisi 2 dari 2 antrean" in program
    assert "menunggu; 1 tempat masih kosong" in program
    assert masuk("operator.melayu").get(alamat).status_code == 404
    # Whoever may see the health of people sees which flags; everybody else how many.
    Individu.objects.filter(nama="BAHRUN").update(penyakit_kronis=3)
    assert "Penyakit kronis</span>" in klien.get(alamat).content.decode()
    assert "Penyakit kronis</span>" not in masuk("kades.perian").get(alamat).content.decode()
    api = klien.get(f"/api/v1/program/sembako/tunggu/{PERIAN}/").json()
    assert (api["kuota"], api["terisi"], api["menunggu"]) == (1, 0, 2)
    assert [(a["posisi"], a["keluarga"], a["masuk_kuota"]) for a in api["daftar"]] == [
        (1, satu.pk, True),
        (2, keluarga.pk, False),
    ]
    lanjut = klien.get(f"/api/v1/program/sembako/tunggu/{PERIAN}/?dari=2").json()["daftar"]
    assert [a["penjelasan"] for a in lanjut] == [api["daftar"][1]["penjelasan"]]


def test_a_quota_of_the_quarter_goes_before_one_of_the_year() -> None:
    aminah()
    for periode, jumlah in (("2026", 1), ("2026-T4", 2)):
        kuota = drafted(jumlah=jumlah, periode=periode, batas_sasaran=False)
        susun.confirm(kuota.pk, sidik=kuota.sidik, pelaku=user("kepala"))
    kursi = [tunggu.seats(rule(), PERIAN, hari).kursi for hari in (date(2026, 9, 30), HARI, date(2027, 1, 1))]
    assert kursi == [1, 2, None]


def test_places_are_those_of_the_whole_desa() -> None:
    """Whoever may see one RT only is told no place: it would be another one."""
    keluarga = aminah()
    rukiah()
    kuota = drafted(jumlah=1, periode=str(timezone.localdate().year))
    susun.confirm(kuota.pk, sidik=kuota.sidik, pelaku=user("kepala"))
    sempit = User.objects.create_user("operator.rt")
    Penugasan.objects.create(
        user=sempit, peran="operator_desa", wilayah_id=PERIAN, rt="003", rw="001", mulai=date(2026, 1, 1)
    )
    klien = Client()
    klien.force_login(sempit)
    halaman = klien.get(f"/verval/keluarga/{keluarga.pk}/program/")
    assert halaman.status_code == 200
    assert "antrean" not in halaman.content.decode()
    assert klien.get(f"/verval/program/sembako/tunggu/{PERIAN}/").status_code == 404
    assert MELAYU not in masuk("operator.perian").get("/verval/program/sembako/tunggu/").content.decode()
