"""A quota from draft to decision: frozen bases, bounds, two people, reckoned again; its pages and files."""

from __future__ import annotations

import io
from collections import Counter
from fractions import Fraction
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from python_calamine import CalamineWorkbook

from dtsen.accounts.access import TidakBerwenang
from dtsen.accounts.models import Jejak
from dtsen.registry.models import Keluarga
from tests.cast import MELAYU, PERIAN, user
from tests.families import aminah, official, rukiah, yuliani
from verval.kuota import hitung, susun
from verval.kuota.susun import KuotaDitolak, Pagu
from verval.models import Kuota, KuotaWilayah, ProgramBansos

pytestmark = pytest.mark.django_db
BANYAK = {PERIAN: 30, MELAYU: 10, "6402012002": 20}
ISI = {
    "periode": "2026", "jumlah": 12, "dokumen": "Surat uji", "dasar": "keluarga", "desil_maks": 4,
    "metode": "sisa_terbesar", "batas_sasaran": True, "acuan": None, "persen": None,
}  # fmt: skip


def masuk(nama: str) -> Client:
    klien = Client()
    klien.force_login(user(nama))
    return klien


def poor(banyak: dict[str, int]) -> None:
    """So many families of desil 2 in each desa, and one without a desil in the first."""
    semua = [Keluarga(kode_desa=kode, nama_kepala="X") for kode, n in banyak.items() for _ in range(n)]
    for keluarga in Keluarga.objects.bulk_create(semua):
        official(keluarga, nasional=2)
    kosong = Keluarga.objects.create(kode_desa=next(iter(banyak)), nama_kepala="X")
    official(kosong, nasional=None)


def drafted(program: str = "sembako", **isi: object) -> Kuota:
    data = cast(susun.Isi, {**ISI, **isi})
    return susun.draft(ProgramBansos.objects.get(pk=program), data, pelaku=user("petugas"))


def seats(satu: Kuota) -> dict[str, int]:
    return dict(satu.wilayah.filter(kode__in=BANYAK).values_list("kode", "kursi"))


def test_bases_are_frozen_and_seats_sum_at_every_level() -> None:
    poor(BANYAK)
    yuliani()  # desil 6: in no base
    satu = drafted()
    assert seats(satu) == {PERIAN: 6, MELAYU: 2, "6402012002": 4}
    perian = satu.wilayah.get(kode=PERIAN)
    assert (perian.dasar, perian.tanpa_desil, perian.tepat) == (30, 1, Fraction(6))
    atas = dict(satu.wilayah.filter(kode__in=("640201", "640206")).values_list("kode", "kursi"))
    assert atas == {"640201": 10, "640206": 2}
    assert satu.sisa == 0
    # Families that come later change nothing of a draft; a new draft counts them.
    lama = satu.sidik
    poor({MELAYU: 30})
    susun.bound(satu.pk, {PERIAN: Pagu(0, None)}, pelaku=user("petugas"))
    satu.refresh_from_db()
    assert (seats(satu)[MELAYU], satu.sidik) == (2, lama)
    assert seats(drafted())[MELAYU] == 5


def test_persons_and_eligible_families_as_the_base() -> None:
    aminah(), rukiah()
    jiwa = drafted(dasar="jiwa", jumlah=5, batas_sasaran=False)
    # Four of Aminah's and Rukiah herself.
    assert jiwa.wilayah.get(kode=PERIAN).dasar == 5
    layak = drafted("pkh", dasar="layak", desil_maks=None, jumlah=9)
    perian = layak.wilayah.get(kode=PERIAN)
    assert (perian.dasar, perian.kursi, perian.ikatan, layak.sisa) == (2, 2, "maksimum", 7)
    assert layak.kalimat_dasar == "Keluarga yang memenuhi aturan desil 1–4"
    with pytest.raises(KuotaDitolak, match="sasaran"):
        drafted(dasar="keluarga", desil_maks=1)


def test_bounds_bind_and_are_said() -> None:
    poor(BANYAK)
    satu = drafted()
    susun.bound(satu.pk, {PERIAN: Pagu(0, 3), MELAYU: Pagu(5, None)}, pelaku=user("petugas"))
    assert seats(satu) == {PERIAN: 3, MELAYU: 5, "6402012002": 4}
    # Top down: the kecamatan of Melayu has to get its five first.
    ikatan = dict(satu.wilayah.exclude(ikatan="").values_list("kode", "ikatan"))
    assert ikatan[PERIAN] == "maksimum"
    assert ikatan[MELAYU] == "minimum"
    with pytest.raises(KuotaDitolak, match="melebihi sasarannya"):
        susun.bound(satu.pk, {MELAYU: Pagu(11, None)}, pelaku=user("petugas"))
    with pytest.raises(KuotaDitolak, match="melebihi kuota"):
        susun.bound(satu.pk, {PERIAN: Pagu(8, None), MELAYU: Pagu(5, None)}, pelaku=user("petugas"))
    with pytest.raises(KuotaDitolak, match="6471011001"):
        susun.bound(satu.pk, {"6471011001": Pagu(1, None)}, pelaku=user("petugas"))


def test_an_earlier_quota_limits_the_change() -> None:
    poor(BANYAK)
    lama = susun.confirm((satu := drafted()).pk, sidik=satu.sidik, pelaku=user("kepala"))
    poor({MELAYU: 60})
    bebas, halus = drafted(periode="2027"), drafted(periode="2027", acuan=lama, persen=50)
    assert seats(bebas)[MELAYU] == 7
    # From 2 to 3 at most; the others take what is left, within their own 50 per cent.
    assert seats(halus)[MELAYU] == 3
    assert sum(seats(halus).values()) == 12


def test_a_second_person_decides_on_what_was_read() -> None:
    poor(BANYAK)
    satu = drafted()
    with pytest.raises(TidakBerwenang):
        susun.confirm(satu.pk, sidik=satu.sidik, pelaku=user("petugas"))
    dibaca = satu.sidik
    susun.bound(satu.pk, {PERIAN: Pagu(0, 3)}, pelaku=user("petugas"))
    with pytest.raises(KuotaDitolak, match="berubah sejak"):
        susun.confirm(satu.pk, sidik=dibaca, pelaku=user("kepala"))
    satu.refresh_from_db()
    # Seats that somebody changed past the reckoning are found out.
    KuotaWilayah.objects.filter(kuota=satu, kode=MELAYU).update(kursi=9)
    with pytest.raises(KuotaDitolak, match="hitungan ulang"):
        susun.confirm(satu.pk, sidik=satu.sidik, pelaku=user("kepala"))
    KuotaWilayah.objects.filter(kuota=satu, kode=MELAYU).update(kursi=2)
    Kuota.objects.filter(pk=satu.pk).update(pembuat=user("kepala"))
    with pytest.raises(KuotaDitolak, match="Orang lain"):
        susun.confirm(satu.pk, sidik=satu.sidik, pelaku=user("kepala"))
    Kuota.objects.filter(pk=satu.pk).update(pembuat=user("petugas"))
    susun.confirm(satu.pk, sidik=satu.sidik, pelaku=user("kepala"))
    with pytest.raises(KuotaDitolak, match="sudah ditetapkan"):
        susun.discard(satu.pk, pelaku=user("petugas"))
    dua = drafted()
    with pytest.raises(KuotaDitolak, match="sudah punya kuota"):
        susun.confirm(dua.pk, sidik=dua.sidik, pelaku=user("kepala"))
    assert Counter(Jejak.objects.filter(objek=satu.objek).values_list("aksi", flat=True)) == Counter(
        ["kuota.susun", "kuota.hitung", "kuota.batas", "kuota.tetapkan"]
    )


def test_over_the_pages() -> None:
    poor(BANYAK)
    petugas, kepala = masuk("petugas"), masuk("kepala")
    data = {
        "program": "sembako", "periode": "2026", "jumlah": "12", "dokumen": "Surat 12/2026", "dasar": "keluarga",
        "desil_maks": "4", "metode": "webster", "batas_sasaran": "on",
    }  # fmt: skip
    data["periode"] = str(masuk("petugas").get("/verval/kuota/baru/").context["form"].fields["periode"].choices[0][0])
    assert kepala.post("/verval/kuota/baru/", data).status_code == 403
    salah = petugas.post("/verval/kuota/baru/", {**data, "desil_maks": "", "acuan": ""})
    assert salah.status_code == 422
    assert "Tulis desil tertinggi" in salah.content.decode()
    alamat = petugas.post("/verval/kuota/baru/", data).headers["Location"]
    satu = Kuota.objects.get()
    menunggu = petugas.get(alamat).content.decode()
    assert "Menunggu giliran" in menunggu
    assert f'hx-get="{alamat}kemajuan/"' in menunggu
    assert petugas.get(f"{alamat}pdf/").status_code == 404
    hitung.run(satu.pk)
    assert petugas.get(f"{alamat}kemajuan/").headers["HX-Refresh"] == "true"
    halaman = " ".join(petugas.get(alamat).content.decode().split())
    assert "12 dari 12 tempat terbagi" in halaman
    assert "Indeks Gallagher" in halaman
    assert "Huntington-Hill" in halaman
    assert "Tetapkan kuota" not in halaman
    kec = petugas.get(f"{alamat}?kecamatan=640201").content.decode()
    assert f"maks_{PERIAN}" in kec
    isi = {"kecamatan": "640201", f"maks_{PERIAN}": "3"}
    assert petugas.post(f"{alamat}batas/", {**isi, f"min_{PERIAN}": "4"}).status_code == 422
    assert petugas.post(f"{alamat}batas/", isi).status_code == 302
    assert seats(satu)[PERIAN] == 3
    baca = kepala.get(alamat)
    assert "12 tempat Sembako" in baca.content.decode()
    kepala.post(f"{alamat}tetapkan/", {"sidik": baca.context["kuota"].sidik})
    satu.refresh_from_db()
    assert (satu.status, satu.penetap) == ("ditetapkan", user("kepala"))
    assert "maks_" not in petugas.get(f"{alamat}?kecamatan=640201").content.decode()
    api = masuk("mitra").get(f"/api/v1/kuota/{satu.pk}/").json()
    assert next(w for w in api["wilayah"] if w["kode"] == MELAYU)["kursi"] == 2
    pdf = kepala.get(f"{alamat}pdf/")
    assert pdf.content.startswith(b"%PDF")


def test_a_quota_that_cannot_be_spread_says_why_and_can_be_thrown_away() -> None:
    poor(BANYAK)
    petugas = masuk("petugas")
    data = {**ISI, "jumlah": 2, "metode": "huntington_hill"}
    satu = susun.start(ProgramBansos.objects.get(pk="sembako"), cast(susun.Isi, data), pelaku=user("petugas"))
    hitung.run(satu.pk)
    hitung.run(satu.pk)
    halaman = petugas.get(f"/verval/kuota/{satu.pk}/").content.decode()
    assert "Huntington-Hill memberi setiap wilayah yang punya sasaran" in halaman
    assert "Susun lagi" in halaman
    assert "hx-get" not in halaman.split('id="kemajuan"')[1].split("</section>")[0]
    assert petugas.get("/verval/kuota/").content.decode().count("Tidak terbagi") == 1
    assert masuk("mitra").get(f"/api/v1/kuota/{satu.pk}/").json()["wilayah"] == []
    assert petugas.post(f"/verval/kuota/{satu.pk}/hapus/").status_code == 302
    assert not Kuota.objects.exists()
    hitung.run(satu.pk)


def test_bounds_go_out_and_come_back_as_a_workbook() -> None:
    poor(BANYAK)
    satu = drafted()
    petugas = masuk("petugas")
    alamat = f"/verval/kuota/{satu.pk}/"
    buku = CalamineWorkbook.from_filelike(io.BytesIO(petugas.get(f"{alamat}unduh/").content))
    judul, *baris = buku.get_sheet_by_name("KUOTA").to_python()
    assert len(baris) == satu.wilayah.filter(kode__regex=r"^\d{10}$").count()
    perian = dict(zip(judul, next(b for b in baris if b[0] == PERIAN), strict=True))
    assert (perian["KUOTA"], perian["SASARAN"], perian["MINIMUM"]) == (6, 30, 0)

    def send(isi: str) -> int:
        berkas = SimpleUploadedFile("batas.csv", f"KODE,MINIMUM,MAKSIMUM\n{isi}\n".encode())
        return petugas.post(f"{alamat}batas/", {"aksi": "berkas", "berkas": berkas}).status_code

    assert send(f"{PERIAN},,x") == 422
    assert send(f"{PERIAN},9,3") == 422
    assert send(f"{PERIAN},,4\n{MELAYU},3,") == 302
    assert seats(satu) == {PERIAN: 4, MELAYU: 3, "6402012002": 5}


def test_the_demo_has_one_decided_quota_labelled_as_an_example() -> None:
    aminah(), rukiah()
    for _ in range(2):
        call_command("demo_kuota")
    (satu,) = Kuota.objects.all()
    assert (satu.program_id, satu.status) == ("sembako", "ditetapkan")
    assert "Contoh" in satu.dokumen
    assert satu.penetap != satu.pembuat
    with override_settings(MODE="produksi"), pytest.raises(CommandError, match="produksi"):
        call_command("demo_kuota")
