"""Reading the trail: auditor and dpo do, nobody else, and the application cannot change it."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.local.langkah import AKAR
from dtsen.accounts import audit
from dtsen.accounts.aksi import LABEL, label
from dtsen.accounts.models import Jejak, Penugasan, User
from tests import cast
from tests.families import aminah, member, yuliani

pytestmark = pytest.mark.django_db


def masuk(nama: str, **kepala: str) -> Client:
    klien = Client(headers=kepala)
    klien.force_login(cast.user(nama))
    return klien


def seen(nama: str, tanya: str = "") -> list[str]:
    jawab = masuk(nama).get(f"/akun/jejak/{tanya}")
    if jawab.status_code != 200:
        return [str(jawab.status_code)]
    return [satu.aksi for satu in jawab.context["halaman"].baris if satu.aksi != "jejak.lihat"]


def test_auditor_filters_the_trail() -> None:
    audit.record(pelaku=cast.user("petugas"), aksi="impor.mulai", objek="impor:1", keluarga=[7], individu=[8, 9])
    audit.record(pelaku=cast.user("admin"), aksi="peringkat.mulai", objek="run:1")
    assert seen("auditor", "?aksi=impor") == ["impor.mulai"]
    assert seen("auditor", "?aksi=impor.mulai") == ["impor.mulai"]
    assert seen("dpo", "?objek=run:1") == ["peringkat.mulai"]
    assert seen("auditor", "?pelaku=admin&aksi=peringkat") == ["peringkat.mulai"]
    assert seen("auditor", "?keluarga=7") == seen("auditor", "?individu=9") == ["impor.mulai"]
    assert seen("auditor", "?individu=7") == []
    hari = timezone.localdate()
    assert seen("auditor", f"?dari={hari}&sampai={hari}&aksi=impor") == ["impor.mulai"]
    assert seen("auditor", f"?sampai={hari - timedelta(days=1)}") == []
    assert seen("auditor", "?dari=kemarin&aksi=impor") == ["impor.mulai"]
    assert seen("auditor", "?sebelum=x&aksi=impor") == ["impor.mulai"]


def test_an_auditor_takes_along_what_was_looked_for() -> None:
    audit.record(
        pelaku=cast.user("petugas"),
        aksi="impor.mulai",
        objek="=impor:1",
        keluarga=[7],
        rincian={"nik": "6402015203800001"},
    )
    audit.record(pelaku=cast.user("admin"), aksi="peringkat.mulai", objek="run:1")
    jawaban = masuk("auditor").get("/akun/jejak/unduh/?aksi=impor.mulai")
    isi = list(csv.DictReader(io.StringIO(jawaban.content.decode("utf-8-sig"))))
    assert [(b["kode"], b["tentang"], b["nomor_keluarga"]) for b in isi] == [("impor.mulai", "'=impor:1", "7")]
    assert "6402015203800001" not in jawaban.text
    catatan = Jejak.objects.get(aksi="jejak.unduh")
    assert (catatan.pelaku, catatan.rincian["baris"]) == (cast.user("auditor"), 1)
    assert masuk("auditor").get("/akun/jejak/unduh/?dari=2026-02-02&sampai=2026-02-01").status_code == 302
    assert masuk("verifikator").get("/akun/jejak/unduh/").status_code == 403


def test_the_chain_is_checked_when_an_auditor_asks_and_not_twice_in_a_row(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    diminta: list[str] = []
    monkeypatch.setattr("celery.app.task.Task.delay", lambda tugas, *_: diminta.append(tugas.name))
    auditor = masuk("auditor")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert auditor.post("/akun/jejak/periksa/").status_code == 302
    assert diminta == ["jejak.periksa"]
    assert "sudah diminta" in auditor.get("/akun/jejak/").text
    assert Jejak.objects.filter(aksi="jejak.minta_periksa").count() == 1
    assert masuk("verifikator").post("/akun/jejak/periksa/").status_code == 403


def test_dates_the_wrong_way_round_are_said() -> None:
    assert "sebelum tanggal awal" in masuk("auditor").get("/akun/jejak/?dari=2026-02-02&sampai=2026-02-01").text


def test_pages_follow_each_other_without_counting() -> None:
    for i in range(120):
        audit.record(pelaku=None, aksi="uji.banyak", objek=f"uji:{i}")
    klien, tanya, dapat, halaman = masuk("auditor"), "?aksi=uji.banyak", [], 0
    while tanya:
        with CaptureQueriesContext(
            connection,
        ) as catat:
            jawab = klien.get(f"/akun/jejak/{tanya}")
        assert not [q for q in catat if re.search(r"COUNT\(\*\).*accounts_jejak\"", q["sql"], re.IGNORECASE)]
        dapat += [b.jejak.objek for b in jawab.context["halaman"].baris]
        tanya, halaman = jawab.context["lebih_lama"], halaman + 1
    assert (halaman, dapat) == (3, [f"uji:{i}" for i in reversed(range(120))])


def test_who_looked_at_me() -> None:
    keluarga, lain = aminah(), yuliani()
    orang = member(keluarga, "NURHALIZA")
    masuk("operator.perian").get(f"/dtsen/keluarga/{keluarga.pk}/")
    masuk("operator.perian").get(f"/dtsen/keluarga/{keluarga.pk}/desil/")
    masuk("operator.melayu").get(f"/dtsen/keluarga/{lain.pk}/")
    masuk("operator.melayu").get(f"/dtsen/keluarga/{keluarga.pk}/")
    jawab = masuk("dpo").get(f"/akun/jejak/tentang/?individu={orang.pk}&keluarga={keluarga.pk}")
    assert [(b.siapa, b.apa) for b in jawab.context["halaman"].baris] == [
        ("Uji operator.melayu", label("akses.tidak_ada")),
        ("Uji operator.perian", label("keluarga.desil")),
        ("Uji operator.perian", label("keluarga.lihat")),
    ]
    assert "NURHALIZA" not in jawab.text.upper()
    hanya = masuk("dpo").get(f"/akun/jejak/tentang/?individu={orang.pk}")
    assert [b.aksi for b in hanya.context["halaman"].baris] == ["jejak.tentang", "keluarga.lihat"]


def test_from_the_card_of_a_resident_to_the_trail() -> None:
    orang = member(yuliani(), "YULIANI")
    klien = masuk("dpo")
    jawab = klien.post("/dtsen/jejak-warga/", {"nik": "6402065508850005"})
    assert jawab["Location"] == f"/akun/jejak/tentang/?individu={orang.pk}&keluarga={orang.keluarga_id}"
    assert [b.aksi for b in klien.get(jawab["Location"]).context["halaman"].baris] == ["warga.nomor"]
    salah = klien.post("/dtsen/jejak-warga/", {"nik": "6402065508850006"})
    assert (salah.status_code, "tidak tercatat" in salah.text) == (422, True)
    meleset = Jejak.objects.get(aksi="warga.nomor", rincian={"jumlah": 0})
    assert (meleset.pelaku, meleset.keluarga, meleset.individu, meleset.objek) == (cast.user("dpo"), [], [], "")
    assert masuk("petugas").post("/dtsen/jejak-warga/", {"nik": "6402065508850005"}).status_code == 403


@pytest.mark.parametrize("peran", ["operator.perian", "petugas", "verifikator", "admin", "kepala", "pimpinan"])
def test_others_are_refused(peran: str) -> None:
    assert seen(peran) == ["403"]
    for alamat in ("tentang", "jangkar"):
        assert masuk(peran).get(f"/akun/jejak/{alamat}/").status_code == 403


def test_application_cannot_change_or_delete_a_line() -> None:
    audit.record(pelaku=None, aksi="uji")
    for tulis in (lambda: Jejak.objects.update(aksi="lain"), lambda: Jejak.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            tulis()


def test_a_refusal_stays_after_the_rollback_and_keeps_no_number() -> None:
    klien = masuk("operator.perian")
    assert klien.get("/dtsen/keluarga/6402015203800001/").status_code == 404
    assert klien.get("/akun/jejak/").status_code == 403
    assert klien.get("/tidak/ada/6402015203800001/").status_code == 404
    baris = list(Jejak.objects.order_by("id").values_list("aksi", "objek", "rincian"))
    assert baris == [
        ("akses.tidak_ada", "", {"halaman": "registry:keluarga"}),
        ("akses.ditolak", "", {"halaman": "accounts:jejak"}),
    ]


def test_where_it_came_from() -> None:
    keluarga = aminah()
    for alamat in (f"/dtsen/keluarga/{keluarga.pk}/", f"/api/v1/keluarga/{keluarga.pk}/"):
        masuk("operator.perian", x_forwarded_for="10.9.9.9, 203.0.113.7").get(alamat)
    with override_settings(PROKSI_TEPERCAYA=1):
        masuk("operator.perian", x_forwarded_for="10.9.9.9, 203.0.113.7").get(f"/dtsen/keluarga/{keluarga.pk}/")
        masuk("operator.perian", x_forwarded_for="<script>").get(f"/dtsen/keluarga/{keluarga.pk}/")
    audit.record(pelaku=None, aksi="uji")
    assert list(Jejak.objects.order_by("id").values_list("lewat", "alamat")) == [
        ("web", "127.0.0.1"), ("api", "127.0.0.1"), ("web", "203.0.113.7"), ("web", None), ("perintah", None),
    ]  # fmt: skip


def test_changes_of_accounts_are_lines_without_names() -> None:
    klien = masuk("admin")
    user = User.objects.create_user(username="baru", password="kata-sandi-yang-panjang", nama="Nama Orang")
    isi = {"user": user.pk, "peran": "kades", "wilayah": cast.PERIAN, "mulai": "2026-01-01"}
    kosong = {"tugas-TOTAL_FORMS": 0, "tugas-INITIAL_FORMS": 0}
    assert klien.post("/kelola/accounts/penugasan/add/", {**isi, **kosong}).status_code == 302
    tugas = Penugasan.objects.get(user=user)
    klien.post(f"/kelola/accounts/penugasan/{tugas.pk}/change/", {**isi, "selesai": "2026-12-31", **kosong})
    buat, beri, ubah = Jejak.objects.filter(aksi__regex=r"\.(buat|ubah)$").order_by("id")
    assert (buat.aksi, buat.pelaku, buat.lewat) == ("user.buat", None, "perintah")
    assert (beri.aksi, beri.pelaku, beri.lewat) == ("penugasan.buat", cast.user("admin"), "admin")
    assert (beri.objek, beri.rincian["isi"]["peran"]) == (f"penugasan:{tugas.pk}", "kades")
    assert ubah.rincian == {"kolom": ["selesai"], "isi": {"selesai": "2026-12-31"}}
    assert "Nama Orang" not in str(list(Jejak.objects.values()))


def test_every_code_in_the_source_has_words() -> None:
    dipakai = {
        kode
        for folder in ("dtsen", "verval", "ikesos", "config")
        for berkas in (AKAR / folder).rglob("*.py")
        if "migrations" not in berkas.parts
        for kode in re.findall(r'\baksi="([a-z_]+\.[a-z_]+)"', berkas.read_text())
    }
    assert len(dipakai) > 25
    assert dipakai <= set(LABEL)
