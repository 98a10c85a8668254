"""The index in use: map, trend, what moved it, what if, profiles, robustness, report, API."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dtsen.accounts.models import Jejak
from dtsen.registry.models import DesilResmi, KondisiKeluarga
from dtsen.wilayah.models import Wilayah
from ikesos import andai, hitungan, peta, structure
from ikesos.models import HasilIndeks, Hitungan, IsianInput, PeringkatIndeks, StrukturVersi
from tests.cast import MELAYU, PERIAN, user
from tests.ikesos.indeks import calculate

HALAMAN = ("peta", "tren", "andai", "banding", "kokoh")


def klien(nama: str = "pimpinan") -> Client:
    satu = Client()
    satu.force_login(user(nama))
    return satu


def lihat(nama: str, kode: str = "6402", siapa: str = "pimpinan", **kueri: Any) -> Any:
    return klien(siapa).get(reverse(f"ikesos:{nama}", args=[kode]), kueri)


def test_every_page_says_what_would_be_here_before_anything_was_calculated(db: None) -> None:
    for nama in HALAMAN:
        halaman = lihat(nama)
        assert halaman.status_code == 200
        assert "Belum ada hitungan" in halaman.text


def test_a_calculation_under_way_says_which_part_it_is_at(versi: StrukturVersi) -> None:
    ini = hitungan.start("2026-T3", pelaku=user("petugas"), tarikan=100)
    kemajuan = {"langkah": "kokoh", "selesai": 3, "dari": 10}
    Hitungan.objects.filter(pk=ini.pk).update(status="berjalan", kemajuan=kemajuan)
    assert "Menguji kekokohan, bagian 4 dari 10" in lihat("indeks").text


def test_every_page_names_the_local_method_and_the_made_up_inputs(versi: StrukturVersi) -> None:
    calculate()
    for nama in (*HALAMAN, "indeks"):
        for kode in ("6402", "640201", PERIAN):
            halaman = lihat(nama, kode)
            assert halaman.status_code == 200, (nama, kode)
            assert "Metode lokal" in halaman.text
            assert "Memakai isian contoh" in halaman.text
    assert lihat("peta", PERIAN, "operator.melayu").status_code == 404
    kecamatan = lihat("indeks", "640206").context
    tempat = f"Peringkat {kecamatan['sendiri'].peringkat} dari {kecamatan['banyak_setingkat']} (rentang "
    assert tempat in kecamatan["kalimat"]


def test_the_map_holds_every_kecamatan_and_the_table_says_the_same(versi: StrukturVersi) -> None:
    calculate()
    halaman = lihat("peta")
    bentuk = halaman.context["bentuk"]
    assert {b.anak.wilayah.kode for b in bentuk} == set(peta.outlines()["kecamatan"])
    assert all(b.d for b in bentuk)
    kelas = halaman.context["kelas"]
    for b in bentuk:
        nilai = b.anak.hasil.nilai if b.anak.hasil else None
        assert (b.warna == 0) == (nilai is None)
        assert nilai is None or any(k.warna == b.warna and k.bawah <= nilai < k.atas for k in kelas)
    assert len(halaman.content) < 90_000
    desa = lihat("peta", "640201").context["bentuk"]
    assert desa
    assert not any(b.d for b in desa)


def test_neighbours_on_the_map_keep_one_border(tmp_path: Path) -> None:
    """Two squares beside each other: the shared side has the same points in both paths."""
    batas, keluar = tmp_path / "b.geojson", tmp_path / "p.json"
    kiri = [[0, 0], [1, 0], [1, 0.3], [1, 1], [0, 1], [0, 0]]
    kanan = [[1, 0], [2, 0], [2, 1], [1, 1], [1, 0.3], [1, 0]]
    fitur = [
        {
            "properties": {"kode": kode, "lng": x, "lat": 0.5},
            "geometry": {"type": "Polygon", "coordinates": [cincin]},
        }
        for kode, x, cincin in (("64.02.01", 0.5, kiri), ("64.02.02", 1.5, kanan))
    ]
    batas.write_text(json.dumps({"features": fitur}))
    call_command("draw_map", batas, "--sumber", "uji", "--keluar", keluar, stdout=io.StringIO())
    isi = json.loads(keluar.read_text())["kecamatan"]
    assert peta.extent(isi["640201"]["d"]) == (0, 0, 400, 400)
    assert peta.extent(isi["640202"]["d"]) == (400, 0, 800, 400)
    assert isi["640202"]["titik"] == [600, 200]


def test_classes_are_round_hold_every_value_and_are_five_at_most() -> None:
    for nilai in ([61.2, 66.3], [0.0, 100.0], [50.0], [49.99, 50.0, 54.9]):
        kelas = peta.classes(nilai)
        assert 1 <= len(kelas) <= 6 if nilai == [0.0, 100.0] else len(kelas) <= 5
        assert all(any(k.bawah <= v < k.atas for k in kelas) for v in nilai)
    assert peta.classes([]) == []


def test_a_change_is_split_exactly_into_life_re_ranking_and_what_was_measured(versi: StrukturVersi) -> None:
    lama = calculate("2026-T2")
    # Life: nine families of Melayu get a floor. Re-ranking: a new official list. Structure: an input is gone.
    rumah = KondisiKeluarga.objects.filter(kode_desa=MELAYU, jenis_lantai_terluas=8).values_list("pk", flat=True)[:9]
    KondisiKeluarga.objects.filter(pk__in=list(rumah)).update(jenis_lantai_terluas=2)
    DesilResmi.objects.bulk_create(
        DesilResmi(
            keluarga_id=d.keluarga_id, kode_desa=d.kode_desa, versi="2026-T3", tanggal="2026-09-01",
            nasional=3 if d.nasional == 2 else d.nasional, dasar="uji",
        )
        for d in DesilResmi.objects.filter(versi="2026-T2")
    )  # fmt: skip
    IsianInput.objects.filter(butir__startswith="KD6.1.", wilayah_id="640206").delete()
    baru = calculate("2026-T3")
    assert (baru.versi_desil, baru.desil_lama) == ("2026-T3", lama.versi_desil)
    ubah = lihat("tren", "640206").context["ubah"]
    assert ubah.terpisah
    assert ubah.lama + ubah.kehidupan + ubah.desil + ubah.susunan == pytest.approx(ubah.baru, abs=1e-9)
    gerak = {g.simpul.kode: g for g in ubah.gerak}
    assert gerak["KD5.1"].kehidupan > 0
    assert gerak["KD5.1"].desil == 0
    # The share outside desil 1-2 rose because the list is another one, not because anybody got richer.
    assert gerak["KE3.1"].desil > 0
    assert gerak["KE3.1"].kehidupan == pytest.approx(0, abs=1e-9)
    assert gerak["KD6.1"].baru is None
    assert gerak["KD6.1"].susunan != 0
    assert [t["label"] for t in lihat("tren", "640206").context["tangga"]][1] == "Pemeringkatan resmi"


def test_without_a_count_under_the_old_desil_the_split_is_not_claimed(versi: StrukturVersi) -> None:
    calculate("2026-T2")
    baru = calculate("2026-T3")
    Hitungan.objects.filter(pk=baru.pk).update(versi_desil="2026-T3", desil_lama="")
    halaman = lihat("tren")
    assert not halaman.context["ubah"].terpisah
    assert "belum dapat dipisah" in halaman.text


def test_an_earlier_period_is_calculated_again_under_a_new_version_from_its_own_inputs(versi: StrukturVersi) -> None:
    lama = calculate("2026-T2")
    isi = structure.export(versi) | {"kode": "lokal-2026.2", "nama": "Kedua"}
    dimensi = next(s for s in isi["simpul"] if s["kode"] == "KD")
    dimensi["bobot"] = 3
    kedua, _ = structure.load(isi)
    # Whatever happens to the registry afterwards does not reach the earlier period.
    KondisiKeluarga.objects.update(jenis_lantai_terluas=8)
    ini = hitungan.start("2026-T3", pelaku=user("petugas"), versi=kedua, tarikan=100, benih=1)
    hitungan.run(ini.pk)
    assert [h.periode for h in hitungan.stale(kedua)] == ["2026-T2"]
    assert len(lihat("tren").context["deret"]) == 1
    (ulang,) = hitungan.again(kedua, pelaku=user("petugas"))
    hitungan.run(ulang.pk)
    assert hitungan.stale(kedua) == []

    def nilai(hitung: Hitungan, simpul: str) -> float | None:
        return HasilIndeks.objects.get(hitungan=hitung, simpul=simpul, wilayah_id="6402", kelompok="umum").nilai

    assert nilai(ulang, "KD") == pytest.approx(nilai(lama, "KD"))
    kd, ps, ke = (nilai(lama, k) or 0 for k in ("KD", "PS", "KE"))
    assert nilai(ulang, "IKS") == pytest.approx((3 * kd + ps + ke) / 5)
    assert len(lihat("tren").context["deret"]) == 2


def test_what_if_gives_what_the_engine_would_and_stores_nothing(versi: StrukturVersi) -> None:
    ini = calculate()
    sebelum = HasilIndeks.objects.count()
    halaman = lihat("andai", "640206", simpul="KD6.1", menjadi="10,0")
    jawab = halaman.context["jawab"]
    assert HasilIndeks.objects.count() == sebelum
    IsianInput.objects.filter(butir="KD6.1.a", wilayah_id="640206").update(nilai=10)
    IsianInput.objects.filter(butir="KD6.1.b", wilayah_id="640206").update(nilai=100_000)
    sungguh = calculate()
    akar = HasilIndeks.objects.get(hitungan=sungguh, simpul="IKS", wilayah_id="640206", kelompok="umum")
    assert jawab.indeks[1] == pytest.approx(akar.nilai)
    assert jawab.indeks[1] > jawab.indeks[0]
    tempat = PeringkatIndeks.objects.get(hitungan=ini, wilayah_id="640206", kelompok="umum")
    assert jawab.peringkat[0] == tempat.peringkat
    nanti = PeringkatIndeks.objects.get(hitungan=sungguh, wilayah_id="640206", kelompok="umum")
    assert jawab.rentang[0] <= jawab.peringkat[1] <= jawab.rentang[1]
    # 300 draws against 100 with the same seed: the same band but for a place.
    assert jawab.rentang == pytest.approx((nanti.bawah, nanti.atas), abs=1)
    assert f"→ {jawab.rentang[0]}–{jawab.rentang[1]}" in halaman.text


def test_what_cannot_be_asked_is_said_beside_the_field(versi: StrukturVersi) -> None:
    calculate()
    # KD2.1 is measured, but its variable lacks the other indicator: the index would not move.
    for simpul, menjadi in (("PS1.1", "120"), ("PS1.1", "-1"), ("PS1.1", "banyak"), ("KD", "5"), ("KD2.1", "5")):
        halaman = lihat("andai", "640206", simpul=simpul, menjadi=menjadi)
        assert halaman.status_code == 422, (simpul, menjadi)
        assert halaman.context["galat"]
        assert halaman.context.get("jawab") is None


def test_a_number_that_is_hidden_is_not_given_away(versi: StrukturVersi) -> None:
    KondisiKeluarga.objects.filter(kode_desa=PERIAN).update(jenis_lantai_terluas=8)
    tiga = KondisiKeluarga.objects.filter(kode_desa=PERIAN).values_list("pk", flat=True)[:3]
    KondisiKeluarga.objects.filter(pk__in=list(tiga)).update(jenis_lantai_terluas=2)
    ini = calculate()
    with pytest.raises(andai.AndaiDitolak):
        andai.ask(ini, Wilayah.objects.get(pk=PERIAN), "umum", simpul="KD5.1", menjadi=50)
    pilihan = lihat("andai", PERIAN).context["pilihan"]
    assert "KD5.1" not in [b.simpul.kode for b in pilihan]
    simpul = klien().get(f"/api/v1/indeks/{PERIAN}/").json()["wilayah"][0]["simpul"]
    (rahasia,) = [s for s in simpul if s["kode"] == "KD5.1"]
    assert (rahasia["nilai"], rahasia["terukur"], rahasia["masukan"]) == (None, None, [])
    assert rahasia["disembunyikan"] == "rahasia"
    buku = klien().get(reverse("ikesos:laporan_xlsx", args=[PERIAN])).content
    baris = CalamineWorkbook.from_filelike(io.BytesIO(buku)).get_sheet_by_name("Rincian").to_python()
    (sel,) = [b for b in baris if b[0] == "KD5.1"]
    assert (sel[4], sel[5], sel[7]) == ("", "", "")


def test_the_last_step_down_shows_formula_sum_and_who_handed_it_in(versi: StrukturVersi) -> None:
    calculate()
    dihitung = klien().get(reverse("ikesos:simpul", args=[MELAYU, "KD5.1"]))
    assert dihitung.context["normal"] == "100 × (50,0 − 30,0) ÷ (100,0 − 30,0) = 28,6"
    assert dihitung.context["kenal"] == 100
    diisi = klien().get(reverse("ikesos:simpul", args=[MELAYU, "KD6.1"]))
    assert "Isian contoh, bukan data, 2026" in diisi.text
    assert "dari kecamatan" in diisi.text.lower()


def test_profiles_show_four_at_most_of_ones_own_parts(versi: StrukturVersi) -> None:
    calculate()
    lima = ["640201", "640206", "640202", "640203", "640204"]
    isi = lihat("banding", w=[*lima, "3171"]).context
    assert [w.kode for w in isi["banding"]] == lima[:4]
    assert isi["lebih"]
    assert len(isi["profil"]) == 13
    assert [len(b["titik"]) for b in isi["profil"]] == [4] * 13


def test_every_group_stands_beside_the_others_in_one_region(versi: StrukturVersi) -> None:
    ini = calculate()
    baris = {s.kode: nilai for s, nilai in lihat("banding", PERIAN).context["menurut_kelompok"]}
    assert len(baris) == 1 + 3 + 13
    for letak, kelompok in ((0, "umum"), (3, "anak")):
        hasil = HasilIndeks.objects.get(hitungan=ini, wilayah_id=PERIAN, simpul="KD", kelompok=kelompok)
        assert baris["KD"][letak] == hasil.nilai


def test_the_demo_has_two_quarters_before_that_move_for_every_reason(versi: StrukturVersi) -> None:
    DesilResmi.objects.update(versi="2026-T3", tanggal="2026-07-24")
    orang = ("--sebagai", "petugas", "--pengesah", "kepala")
    for _ in range(2):
        call_command("demo_ikesos", "2026-T4", *orang, stdout=io.StringIO())
    lama = list(Hitungan.objects.order_by("periode"))
    assert [(h.periode, h.versi_desil, h.contoh) for h in lama] == [
        ("2026-T2", "2026-T2", True), ("2026-T3", "2026-T3", True),
    ]  # fmt: skip
    assert all(h.diterbitkan_oleh == user("kepala") for h in lama)
    hitungan.publish(calculate("2026-T4").pk, pelaku=user("kepala"))
    assert [b["hitung"].periode for b in lihat("tren").context["deret"]] == ["2026-T2", "2026-T3", "2026-T4"]
    halaman = lihat("tren", sampai="2026-T3")
    ubah = halaman.context["ubah"]
    assert ubah.terpisah
    assert ubah.desil
    assert ubah.kehidupan
    assert "dari 2026-T2 ke 2026-T3" in halaman.text
    assert lihat("tren").context["lama"].periode == "2026-T3"
    assert set(DesilResmi.objects.filter(versi="2026-T2").values_list("dasar", flat=True)) == {
        "Isian contoh, bukan data"
    }


def test_regions_whose_bands_overlap_are_not_called_different(versi: StrukturVersi) -> None:
    ini = calculate()
    PeringkatIndeks.objects.filter(hitungan=ini, kelompok="umum", wilayah__jenis="kecamatan").delete()
    for kode, (bawah, tempat, atas) in {"640201": (1, 1, 2), "640206": (2, 2, 3), "640202": (3, 3, 4)}.items():
        PeringkatIndeks.objects.create(
            hitungan=ini, wilayah_id=kode, kelompok="umum", peringkat=tempat, median=tempat, bawah=bawah, atas=atas,
            peluang_geser=0.1,
        )  # fmt: skip
    isi = lihat("kokoh").context
    assert [[a.wilayah.kode for a in satu] for satu in isi["kumpulan"]] == [["640201", "640206"], ["640206", "640202"]]
    assert {a.wilayah.kode: n for a, _, n in isi["pita"]} == {"640201": 1, "640206": 2, "640202": 1}
    assert len(isi["baris"]) == 32
    assert sum(b.bobot for b in isi["baris"]) == pytest.approx(100)
    assert "1 (1–2)" in lihat("kokoh").text


def test_the_report_is_taken_along_with_its_hash_and_leaves_a_line(versi: StrukturVersi) -> None:
    calculate()
    pdf = klien().get(reverse("ikesos:laporan_pdf", args=["6402"]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("attachment")
    xlsx = klien().get(reverse("ikesos:laporan_xlsx", args=["6402"]))
    buku = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content))
    ringkas = {str(b[0]): str(b[1]) for b in buku.get_sheet_by_name("Ringkas").to_python()}
    assert "metode lokal" in ringkas["Versi struktur"]
    assert "isian contoh" in ringkas["Isian contoh"]
    assert len(buku.get_sheet_by_name("Wilayah").to_python()) == 21
    assert len(buku.sheet_names) == 1 + 2 * 5
    akar = [
        next(b for b in buku.get_sheet_by_name(f"Rincian{kelompok}").to_python() if b[0] == "IKS")[7]
        for kelompok in ("", " lansia", " disabilitas", " anak", " perempuan KK")
    ]
    umum = HasilIndeks.objects.get(hitungan=Hitungan.objects.get(), wilayah_id="6402", simpul="IKS", kelompok="umum")
    assert akar[0] == pytest.approx(umum.nilai, abs=1e-4)
    jejak = Jejak.objects.filter(aksi="ikesos.laporan").order_by("id")
    assert [b.rincian["bentuk"] for b in jejak] == ["pdf", "xlsx"]
    assert {b.rincian["sidik"] for b in jejak} == {ringkas["SHA-256 isi"]}


def test_other_systems_read_index_band_inputs_and_flags(versi: StrukturVersi) -> None:
    ini = calculate()
    isi = klien().get("/api/v1/indeks/640206/").json()
    assert (isi["periode"], isi["status_versi"], isi["sidik"]) == (ini.periode, "lokal", ini.sidik)
    kecamatan = isi["wilayah"][0]
    assert kecamatan["peringkat"]["bawah"] <= kecamatan["peringkat"]["peringkat"] <= kecamatan["peringkat"]["atas"]
    (lantai,) = [s for s in kecamatan["simpul"] if s["kode"] == "KD5.1"]
    assert [m["nilai"] for m in lantai["masukan"]] == [12, 24]
    tabel = klien().get("/api/v1/indeks/640206/csv/", {"kelompok": "lansia"})
    baris = list(csv.DictReader(io.StringIO(tabel.content.decode("utf-8-sig"))))
    assert {b["kelompok"] for b in baris} == {"lansia"}
    assert {b["simpul"] for b in baris} == {s.kode for s in versi.simpul.all()}
    assert {b["status_versi"] for b in baris} == {"lokal"}
    assert klien().get("/api/v1/indeks/6402/", {"periode": "2020-T1"}).status_code == 404
    assert klien("operator.melayu").get(f"/api/v1/indeks/{PERIAN}/").status_code == 404
