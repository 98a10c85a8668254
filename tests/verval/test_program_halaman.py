"""Pages of programmes and recipients: rules by two people, files by two people, what a family receives."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dtsen.accounts.models import Jejak
from dtsen.registry.models import DesilResmi
from tests.cast import user
from tests.families import aminah, rukiah, yuliani
from tests.verval.test_penerima_impor import NIK_AMINAH, NIK_RUKIAH, applied, csv
from verval.bansos import program
from verval.bansos.program import AturanDitolak
from verval.kelayakan import assess
from verval.models import AturanProgram, BerkasPenerima, Penerima, ProgramBansos

pytestmark = pytest.mark.django_db


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def written(**isi: object) -> AturanProgram:
    """A draft for PKH by the admin over the form, beginning in a month."""
    mulai = timezone.localdate() + timedelta(days=30)
    data = {
        "desil_min": 1, "desil_maks": 2, "dasar_hukum": "Kepmensos uji", "berlaku_dari": mulai.isoformat(),
        "komponen": ["lansia", "hamil"], "nominal_lansia": 2_400_000, "larangan": ["4"], **isi,
    }  # fmt: skip
    jawaban = masuk("admin").post("/verval/program/pkh/aturan/", data)
    assert jawaban.status_code == 302, jawaban.content.decode()
    return AturanProgram.objects.latest("pk")


def test_list_says_the_rule_in_force_and_marks_weak_sources() -> None:
    isi = masuk("pimpinan").get("/verval/program/").content.decode()
    assert "Keluarga desil 1–4, dengan salah satu komponen." in isi
    assert "Keluarga desil 1–5, Rp200.000 sebulan." in isi
    assert "Orang dari keluarga semua desil, dengan lanjut usia, Rp200.000 sebulan." in isi
    assert "Sumber lemah" in isi
    assert "BLT Desa" in isi
    satu = masuk("pimpinan").get("/verval/program/pkh/").content.decode()
    assert "Rp3.000.000" in satu
    assert "Rp750.000" in satu
    assert "belum ada keputusan tertulis" in satu
    assert "Tulis aturan baru" not in satu


def test_a_rule_is_written_by_one_and_confirmed_by_another() -> None:
    baru = written()
    assert (baru.status, baru.rentang, baru.unit, baru.tunai) == ("draf", "desil 1–2", "keluarga", True)
    assert dict(baru.komponen.values_list("kode", "nominal_tahun")) == {"hamil": None, "lansia": 2_400_000}
    assert [x.kelompok_id for x in baru.larangan.all()] == [4]
    lama = AturanProgram.objects.berlaku(timezone.localdate()).get(program="pkh")
    # Whoever may do both still needs somebody else.
    AturanProgram.objects.filter(pk=baru.pk).update(pembuat=user("kepala"))
    with pytest.raises(AturanDitolak, match="Orang lain"):
        program.confirm(baru.pk, pelaku=user("kepala"))
    AturanProgram.objects.filter(pk=baru.pk).update(pembuat=user("admin"))
    assert masuk("admin").post(f"/verval/aturan/{baru.pk}/sahkan/").status_code == 403
    masuk("kepala").post(f"/verval/aturan/{baru.pk}/sahkan/")
    baru.refresh_from_db()
    lama.refresh_from_db()
    assert (baru.status, baru.pengesah) == ("aktif", user("kepala"))
    assert lama.berlaku_sampai == baru.berlaku_dari - timedelta(days=1)
    assert AturanProgram.objects.berlaku(baru.berlaku_dari).get(program="pkh") == baru
    assert AturanProgram.objects.berlaku(timezone.localdate()).get(program="pkh") == lama
    assert [j.aksi for j in Jejak.objects.filter(objek=f"aturan:{baru.pk}").order_by("pk")] == [
        "aturanprogram.buat",
        "aturanprogram.sahkan",
    ]
    # A rule that begins inside the span of another one is refused by the database itself.
    dua = written(berlaku_dari=baru.berlaku_dari.isoformat())
    with pytest.raises(AturanDitolak, match="sudah ada aturan lain"):
        program.confirm(dua.pk, pelaku=user("kepala"))


def test_no_rule_begins_in_the_past_and_announced_ones_are_not_confirmed() -> None:
    baru = written(berlaku_dari="2026-01-01")
    with pytest.raises(AturanDitolak, match="mundur"):
        program.confirm(baru.pk, pelaku=user("kepala"))
    bawaan = AturanProgram.objects.get(program="pkh", status="draf", pembuat=None)
    with pytest.raises(AturanDitolak, match="bawaan"):
        program.confirm(bawaan.pk, pelaku=user("kepala"))
    assert program.discard(baru.pk, pelaku=user("admin")) == "pkh"
    with pytest.raises(AturanDitolak, match="Rancangan bawaan"):
        program.discard(bawaan.pk, pelaku=user("admin"))


def test_a_file_over_the_page(tmp_path: Path) -> None:
    aminah()
    petugas = masuk("petugas")
    isi = csv(tmp_path, f",,{NIK_AMINAH},,,Salur,600000", ",,6402016003990091,,X,Salur,").read_bytes()
    data = {"program": "pkh", "bulan": "2026-11", "berkas": SimpleUploadedFile("p.csv", isi)}
    jawaban = petugas.post("/verval/penerima/berkas/", data)
    satu = BerkasPenerima.objects.get()
    alamat = f"/verval/penerima/berkas/{satu.pk}/"
    assert jawaban.headers["Location"] == alamat
    halaman = petugas.get(alamat).content.decode()
    assert "1 dari 2 baris cocok" in halaman
    assert "Sahkan" not in halaman
    assert "6402016003990091" not in petugas.get(f"{alamat}tolakan/").content.decode()
    data["berkas"] = SimpleUploadedFile("p.csv", isi)
    assert "sudah pernah" in petugas.post("/verval/penerima/berkas/", data).content.decode()
    verifikator = masuk("verifikator")
    assert "Sahkan 1 penerima" in verifikator.get(alamat).content.decode()
    verifikator.post(f"{alamat}sahkan/")
    assert Penerima.objects.get().nominal == 600_000


def test_what_a_family_receives_and_since_when(tmp_path: Path) -> None:
    keluarga, lain = aminah(), rukiah()
    for nomor, bulan in enumerate(("2026-08", "2026-09", "2026-11")):
        applied(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,{nomor}", nama=f"{bulan}.csv"), "pkh", bulan)
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Exclude,", nama="s.csv"), "sembako", "2026-11")
    isi = masuk("operator.perian").get(f"/verval/keluarga/{keluarga.pk}/program/").content.decode()
    # October has no file, so it breaks nothing.
    assert "Sejak Agustus 2026" in isi
    assert "keluarga ini menerima PKH" in " ".join(isi.split())
    assert "Exclude" in isi
    kosong = masuk("operator.perian").get(f"/verval/keluarga/{lain.pk}/program/").content.decode()
    assert "Belum tercatat menerima bantuan" in kosong
    assert masuk("operator.melayu").get(f"/verval/keluarga/{keluarga.pk}/program/").status_code == 404


def blt_in_force() -> None:
    ProgramBansos.objects.filter(pk="blt_dd").update(lewat_usulan=True)
    AturanProgram.objects.filter(program="blt_dd").update(status="aktif")


def test_recipients_overlaps_and_changes(tmp_path: Path) -> None:
    keluarga = aminah()
    rukiah(), yuliani()
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,,Salur,", nama="1.csv"), "pkh", "2026-10")
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Salur,", nama="2.csv"), "pkh", "2026-11")
    applied(csv(tmp_path, f",,{NIK_AMINAH},,A,Salur,", nama="3.csv"), "sembako", "2026-11")
    operator = masuk("operator.perian")
    daftar = operator.get("/verval/penerima/?program=pkh&bulan=2026-11").content.decode()
    assert "Aminah" in daftar
    assert "Rukiah" not in daftar
    assert NIK_AMINAH not in daftar
    asing = masuk("operator.melayu").get("/verval/penerima/?program=pkh&bulan=2026-11").content.decode()
    assert "Aminah" not in asing
    tumpang = operator.get("/verval/penerima/tumpang/?lihat=periksa")
    assert "PKH dan Sembako" in tumpang.content.decode()
    # They complement each other; BLT Desa is for whom both miss.
    assert tumpang.context["periksa"] == []
    blt_in_force()
    applied(csv(tmp_path, f",,{NIK_AMINAH},,B,Salur,", nama="4.csv"), "blt_dd", "2026-11")
    assert operator.get("/verval/penerima/tumpang/?lihat=periksa").context["periksa"] == [keluarga.pk]
    sendiri = operator.get(f"/verval/keluarga/{keluarga.pk}/program/").content.decode()
    assert "tidak boleh bersama" in sendiri
    beda = operator.get("/verval/penerima/perubahan/?program=pkh")
    assert [(kode, n) for kode, _, n in beda.context["jumlah"]] == [("baru", 1), ("berhenti", 1), ("tetap", 0)]
    henti = operator.get("/verval/penerima/perubahan/?program=pkh&lihat=berhenti").content.decode()
    assert "Rukiah" in henti
    isi = operator.get("/api/v1/penerima/?program=pkh&bulan=2026-11").json()["results"]
    assert [(p["nama"], p["nik"][:4], p["status"]) for p in isi] == [("AMINAH", "6402", "salur")]
    assert "••••" in isi[0]["nik"]


def test_whoever_receives_is_not_proposed_again(tmp_path: Path) -> None:
    keluarga = aminah()
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Gagal OMSPAN,"), "pkh", "2026-10")
    pkh, sembako = (ProgramBansos.objects.get(pk=kode) for kode in ("pkh", "sembako"))
    hari = date(2026, 11, 3)
    (alasan,) = assess(keluarga, pkh, hari=hari).penolakan
    assert alasan.kode == "sudah_menerima"
    assert "PKH bulan Oktober 2026 (Gagal OMSPAN)" in alasan.pesan
    assert "daftar penerima terbaru" in alasan.jalan
    assert not assess(keluarga, sembako, hari=hari).penolakan
    blt_in_force()
    tolak = {p.kode: p.pesan for p in assess(keluarga, ProgramBansos.objects.get(pk="blt_dd"), hari=hari).penolakan}
    assert "BLT Desa tidak untuk penerima PKH" in tolak["menerima_lain"]
    # Whom a status excludes does not receive; an old list says nothing any more.
    assert [p.kode for p in assess(keluarga, pkh, hari=date(2027, 6, 3)).penolakan] == []
    applied(csv(tmp_path, f",,{NIK_AMINAH},,,Exclude,", nama="b.csv"), "pkh", "2026-10")
    assert not assess(keluarga, pkh, hari=hari).penolakan
    lansia = ProgramBansos.objects.get(pk="kukar_lansia")
    assert "bukan_lewat_usulan" in [p.kode for p in assess(keluarga, lansia, hari=hari).penolakan]


def test_who_enters_and_leaves() -> None:
    tua = rukiah()
    yuliani()
    DesilResmi.objects.filter(keluarga__nama_kepala="YULIANI").update(nasional=1)
    muda = aminah()
    baru = written(komponen=["lansia"])
    halaman = masuk("kepala").get(f"/verval/aturan/{baru.pk}/simulasi/?lihat=keluar")
    # Aminah has desil 3 and small children; Rukiah is old and has desil 2; Yuliani has no component at all.
    assert [(s.kini, s.masuk, s.keluar) for s in [halaman.context["hasil"]]] == [(2, 0, 1)]
    assert halaman.context["sebab"] == [("Desil nasional", 0, 1)]
    assert [(s["keluarga"].pk, s["sebab"]) for s in halaman.context["daftar"]] == [(muda.pk, "Desil nasional")]
    lain = written(komponen=["hamil"], desil_maks=6)
    halaman = masuk("kepala").get(f"/verval/aturan/{lain.pk}/simulasi/")
    assert halaman.context["sebab"] == [("Komponen", 0, 2)]
    longgar = written(komponen=["lansia", "anak_usia_dini"], desil_maks=10)
    DesilResmi.objects.filter(keluarga=tua).update(nasional=8)
    halaman = masuk("kepala").get(f"/verval/aturan/{longgar.pk}/simulasi/?lihat=masuk")
    assert [(s["keluarga"].pk, s["sebab"]) for s in halaman.context["daftar"]] == [(tua.pk, "Desil nasional")]
    # Numbers without names for whoever may see numbers only; another desa's operator counts the own one.
    admin = masuk("admin").get(f"/verval/aturan/{longgar.pk}/simulasi/?lihat=masuk")
    assert "RUKIAH" not in admin.content.decode().upper()
    assert masuk("operator.melayu").get(f"/verval/aturan/{longgar.pk}/simulasi/").context["hasil"].masuk == 0


def test_an_old_recipient_of_a_local_programme_stays_one_desil_above(tmp_path: Path) -> None:
    """Methods B.6: out at two above the range, or at one above it in two versions running."""
    keluarga = rukiah()
    applied(csv(tmp_path, f",,{NIK_RUKIAH},,,Aktif,200000"), "kukar_lansia", "2026-10")
    kini = AturanProgram.objects.berlaku(timezone.localdate()).get(program="kukar_lansia")
    baru = program.draft(
        kini,
        {
            "desil_min": 1, "desil_maks": 4, "boleh_asesmen": False, "nominal": 200_000, "tiap": "bulan",
            "catatan": "", "dasar_hukum": "Perbup uji", "sumber_lemah": False,
            "berlaku_dari": timezone.localdate(), "berlaku_sampai": None, "komponen": {"lansia": None}, "larangan": [],
        },
        pelaku=user("admin"),
    )  # fmt: skip
    klien, alamat = masuk("kepala"), f"/verval/aturan/{baru.pk}/simulasi/"
    DesilResmi.objects.update(nasional=5)
    assert klien.get(alamat).context["hasil"].keluar == 0
    DesilResmi.objects.create(
        keluarga=keluarga, kode_desa=keluarga.kode_desa, versi="2026-T4", tanggal=date(2026, 10, 20), nasional=5,
        dasar="uji",
    )  # fmt: skip
    assert klien.get(alamat).context["hasil"].keluar == 1
    DesilResmi.objects.filter(versi="2026-T3").update(nasional=3)
    assert klien.get(alamat).context["hasil"].keluar == 0
    DesilResmi.objects.filter(versi="2026-T4").update(nasional=6)
    assert klien.get(alamat).context["hasil"].keluar_menerima == 1
