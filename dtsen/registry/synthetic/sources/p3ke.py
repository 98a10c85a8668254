"""P3KE of 2023: families of the four lowest desil, Kemendagri codes, labels instead of codes, no No KK.

The 20 desa that changed kecamatan in 2020 are mostly still under their old code and kecamatan; names of desa are
those of before 2022. Dates yyyy-mm-dd, some dd/mm/yyyy. "Ya"/"Tidak"; padan_dukcapil "YA"/"TIDAK".
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic import damage, welfare
from dtsen.registry.synthetic.config import Bulat, Logis, Pecahan
from dtsen.registry.synthetic.damage import Identitas, Sel
from dtsen.registry.synthetic.population import Penduduk
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.regions import NAMA_LAMA
from dtsen.registry.synthetic.sources import labels as kata
from dtsen.registry.synthetic.sources.base import Kolom, Konteks, Sumber, labels, mirror, per_line, rows
from dtsen.registry.synthetic.sources.p3ke_kolom import INDIVIDU, KELUARGA
from dtsen.registry.synthetic.writers import Buku, Tabel, TabelCsv

KUANTIL_035 = -0.27
"""Cut of the noisy welfare below which 35 % of families lie (families are a little richer than persons)."""
_YA: tuple[Sel, ...] = ("Tidak", "Ya")
_RUMAH: tuple[Sel, ...] = (None, "Milik Sendiri", "Kontrak/Sewa", "Bebas/Sewa/Menumpang", "Dinas", "Lainnya")
_ATAP: tuple[Sel, ...] = (
    None, "Beton", "Genteng", "Asbes/Seng", "Asbes/Seng", "Kayu/Sirap", "Bambu",
    "Jerami/Ijuk/Rumbia/ Daun-daunan", "Lainnya",
)  # fmt: skip
_DINDING: tuple[Sel, ...] = (
    None, "Tembok", "Plesteran anyaman bambu/kawat/Lainnya", "Kayu/Papan", "Bambu", "Kayu/Papan", "Bambu",
    "Plesteran anyaman bambu/kawat/Lainnya",
)  # fmt: skip
_KERAMIK = "Keramik/Granit/Marmer/Ubin/Tegel/Teraso"
_LANTAI: tuple[Sel, ...] = (
    None,
    _KERAMIK,
    _KERAMIK,
    "Lainnya",
    _KERAMIK,
    "Kayu/Papan",
    "Semen",
    "Bambu",
    "Tanah",
    "Lainnya",
)
_TERANG: tuple[Sel, ...] = (
    "Listrik Pribadi s/d 900 Watt", "Listrik Pribadi > 900 Watt", "Listrik Bersama", "Genset/solar cell", "Non-Listrik",
)  # fmt: skip
_MASAK: tuple[Sel, ...] = ("Lainnya", *["Listrik/Gas"] * 6, "Minyak Tanah", *["Arang/Kayu"] * 3, "Lainnya")
_AIR: tuple[Sel, ...] = (
    None, "Air Kemasan/Isi Ulang", "Air Kemasan/Isi Ulang", "Ledeng/PAM", "Sumur Bor", "Sumur Terlindung",
    "Sumur Tidak Terlindung", "Sumur Terlindung", "Sumur Tidak Terlindung", "Air Permukaan (Sungai, Danau, dll)",
    "Air Hujan", "Lainnya",
)  # fmt: skip
_BAB: tuple[Sel, ...] = ("Ya, dengan Septictank", "Ya, Tanpa Septictank", "Tidak, Jamban Umum/Bersama", "Lainnya")
_STUNTING: tuple[Sel, ...] = ("Bukan Target Sasaran", "Tidak Beresiko Stunting", "Beresiko Stunting")
_KAWIN: tuple[Sel, ...] = (None, "Belum kawin", "Kawin", "Cerai hidup", "Cerai mati")
_HUBUNGAN: tuple[Sel, ...] = (
    None, "Kepala Keluarga", "Istri/Suami", "Anak", "Menantu", "Cucu", "Orang Tua/Mertua", "Pembantu/Sopir", "Lainnya",
)  # fmt: skip
_JK: tuple[Sel, ...] = (None, "Laki-laki", "Perempuan")
_KERJA: tuple[Sel, ...] = (
    "Belum/Tidak Bekerja", "Belum/Tidak Bekerja", "Belum/Tidak Bekerja", "Pensiunan", "PNS/TNI/Polri", "Petani",
    "Nelayan",
    "Petani", "Pekerja Lepas", "Pekerja Lepas", "Swasta", "Wiraswasta", "Pedagang", "Pekerja Lepas", "Pekerja Lepas",
    "Swasta", "Swasta", "Lainnya",
)  # fmt: skip
_SEKOLAH: tuple[Sel, ...] = (
    "Tidak Sekolah", "Tidak Tamat SD", "Masih SD/sederajat", "Tamat SD", "Masih SLTP/sederajat", "Tamat SMP",
    "Masih SLTA/sederajat", "Tamat SMA", "Masih PT/akademi", "Tamat PT/akademi",
)  # fmt: skip
_USIA = ((0, 6, "usia_dibawah_7_tahun"), (7, 12, "usia_7_sd_12"), (13, 15, "usia_13_sd_15"), (16, 18, "usia_16_sd_18"),
         (19, 21, "usia_19_sd_21"), (22, 59, "usia_22_sd_59"), (60, 200, "usia_60_tahun_keatas"))  # fmt: skip
_ASING: tuple[Sel, ...] = ("KOSONG", "Tidak Terdefinisi", "#N/A")
_BERKODE_KELUARGA = ("kepemilikan_rumah", "jenis_atap", "jenis_dinding", "jenis_lantai", "sumber_penerangan",
                     "bahan_bakar_memasak", "sumber_air_minum", "memiliki_fasilitas_buang_air_besar")  # fmt: skip
_BERKODE_INDIVIDU = ("jenis_kelamin", "hubungan_dengan_kepala_keluarga", "status_kawin", "pekerjaan", "pendidikan")
_PROGRAM = ("penerima_bpnt", "penerima_bpum", "penerima_bst", "penerima_pkh", "penerima_sembako")


def _schooling(g: dict[str, Bulat]) -> list[Sel]:
    selesai, masih = np.minimum(g["selesai"], 4), g["partisipasi_sekolah"] == 2
    duduk = np.array([2, 4, 6, 8, 8])[selesai]
    tamat = np.where(selesai > 0, np.minimum(2 * selesai + 1, 9), np.where(g["tahun_sekolah"] > 0, 1, 0))
    return labels(np.where(masih, duduk, tamat), _SEKOLAH)


class P3ke(Sumber):
    """Writer of the two P3KE files."""

    nama = "p3ke"

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._tutup: list[Buku | TabelCsv] = []
        self._keluarga: Tabel = self._open("p3ke_keluarga", KELUARGA)
        self._individu: Tabel = self._open("p3ke_individu", INDIVIDU)
        self._mentah: Pecahan = np.zeros(0)

    def _open(self, nama: str, judul: tuple[str, ...]) -> Tabel:
        tujuan = self.k.folder / "p3ke"
        if self.k.xlsx:
            buku = Buku(tujuan / f"{nama}.xlsx")
            self._tutup.append(buku)
            return buku.sheet("DATA", judul)
        csv = TabelCsv(tujuan / f"{nama}.csv", judul)
        self._tutup.append(csv)
        return csv

    def close(self) -> None:
        for berkas in self._tutup:
            berkas.close()

    def covered(self, rng: np.random.Generator, p: Penduduk, cakupan: float) -> Logis:
        self._mentah = (p.keluarga.z + 0.6 * rng.normal(size=len(p.keluarga.z))) / 1.166
        hasil: Logis = self._mentah < KUANTIL_035 + 2.65 * (cakupan - 0.35)
        return hasil

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        diri = damage.identity(rng, t, self.k.laju, garis_miring=False)
        t, diri = damage.duplicate(rng, t, diri, self.k.laju)
        rusak = [""] * len(t.keluarga)
        bersama = self._common(rng, t, rusak)
        keluarga = bersama | self._families(rng, t, diri)
        damage.cells(
            rng,
            keluarga,
            kode=_BERKODE_KELUARGA,
            boleh_kosong=_BERKODE_KELUARGA,
            laju=self.k.laju,
            rusak=rusak,
            asing=_ASING,
        )
        anggota = {k: per_line(isi, t.ke) for k, isi in bersama.items()} | self._members(rng, t, diri, keluarga)
        anggota["id_keluarga_p3ke"] = per_line(bersama["id_keluarga_P3KE"], t.ke)
        damage.cells(
            rng, anggota, kode=_BERKODE_INDIVIDU, boleh_kosong=[*_BERKODE_INDIVIDU, "tanggal_lahir"], laju=self.k.laju,
            rusak=t.rusak, lindung=t.ganda, asing=_ASING,
        )  # fmt: skip
        mirror(anggota, t)
        b = self.k.benar
        b.note_families(
            self.nama, self._keluarga.nama, self._keluarga.baris + 1, t.penduduk.keluarga.id[t.keluarga].tolist(), rusak
        )
        b.note_persons(
            self.nama, self._individu.nama, self._individu.baris + 1, t.penduduk.orang.id[t.orang].tolist(), t.rusak
        )
        self._keluarga.write(rows(KELUARGA, keluarga))
        self._individu.write(rows(INDIVIDU, anggota))

    def _common(self, rng: np.random.Generator, t: Potret, rusak: list[str]) -> Kolom:
        n = len(t.keluarga)
        k = t.penduduk.keluarga
        lama = np.random.default_rng([7, t.penduduk.desa.urut]).random() < self.k.laju.wilayah_lama
        desa = [self.k.semua[d] for d in t.desa.tolist()]
        pakai_lama = [bool(d.kode_lama) and lama for d in desa]
        kode: list[Sel] = [d.kode_lama if x else d.kode for d, x in zip(desa, pakai_lama, strict=True)]
        for i, x in enumerate(pakai_lama):
            if x:
                damage.add(rusak, i, "wilayah_lama")
        for i in damage.family_regions(rng, n, self.k.laju):
            kode[i] = f"{desa[i].kode[:6]}9999"
            damage.add(rusak, i, "wilayah_tak_dikenal")
        desil = np.minimum(welfare.desil(self._mentah[t.keluarga], welfare.BATAS_NASIONAL), 4)
        kolom: Kolom = {
            "id_keluarga_P3KE": [f"64020{i:08d}" for i in k.id[t.keluarga].tolist()],
            "provinsi": ["KALIMANTAN TIMUR"] * n,
            "kabupaten_kota": ["KUTAI KARTANEGARA"] * n,
            "kecamatan": [
                (d.nama_kecamatan_lama if x else d.nama_kecamatan).upper()
                for d, x in zip(desa, pakai_lama, strict=True)
            ],
            "desa_kelurahan": [NAMA_LAMA.get(d.kode, d.nama).upper() for d in desa],
            "kode_kemdagri": kode,
            "desil_kesejahteraan": labels(desil, (None, 1, 2, 3, 4)),
            "alamat": [f"{k.alamat[i]} RT {k.rt[i]:03d}" for i in t.keluarga.tolist()],
        }  # fmt: skip
        dapat = rng.random((len(_PROGRAM), n)) < np.array([0.35, 0.06, 0.3, 0.25, 0.4])[:, None]
        kolom |= {nama: labels(dapat[j].astype(np.int64), _YA) for j, nama in enumerate(_PROGRAM)}
        return kolom

    def _families(self, rng: np.random.Generator, t: Potret, diri: Identitas) -> Kolom:
        f, g = t.fakta_keluarga(), t.fakta_orang()
        o = t.penduduk.orang
        kepala = t.kepala
        g = {nama: isi[kepala] for nama, isi in g.items()}
        jk, umur = o.jk[t.orang[kepala]], t.umur[kepala]
        terang, bab = f["sumber_penerangan_utama"], f["fasilitas_bab"]
        listrik = np.select(
            [(terang == 1) & (f["daya_terpasang"] < 3), terang == 1, terang == 2, terang == 3], [0, 1, 2, 3], 4
        )
        jamban = np.select([(bab == 1) & (f["pembuangan_akhir_tinja"] < 3), bab == 1, bab < 6], [0, 1, 2], 3)
        balita = np.zeros(len(t.keluarga), dtype=np.int64)
        balita[t.ke[t.umur < 5]] = 1
        risiko = np.where(balita == 0, 0, np.where((jamban > 0) | (rng.random(len(balita)) < 0.3), 2, 1))
        simpan = (f["aset_emas_perhiasan"] == 1) | (f["ternak_sapi"] > 0)
        return {
            "kepala_keluarga": [diri.nama[i] for i in kepala.tolist()],
            "nik": self._nik([diri.nik[i] for i in kepala.tolist()], [t.rusak[i] for i in kepala.tolist()]),
            "padan_dukcapil": self._padan([t.rusak[i] for i in kepala.tolist()]),
            "jenis_kelamin": labels(jk, _JK),
            "tanggal_lahir": [diri.lahir[i] for i in kepala.tolist()],
            "pekerjaan": labels(kata.work(g, umur, jk, t.kawin[kepala]), _KERJA),
            "pendidikan": _schooling(g),
            "kepemilikan_rumah": labels(f["status_kepemilikan_rumah"], _RUMAH),
            "memiliki_simpananuang_perhiasan_ternak_lainnya": labels(simpan.astype(np.int64), _YA),
            "jenis_atap": labels(f["jenis_atap_terluas_regsosek"], _ATAP),
            "jenis_dinding": labels(f["jenis_dinding_terluas"], _DINDING),
            "jenis_lantai": labels(f["jenis_lantai_terluas"], _LANTAI),
            "sumber_penerangan": labels(listrik, _TERANG),
            "bahan_bakar_memasak": labels(f["bahan_bakar_utama_memasak"], _MASAK),
            "sumber_air_minum": labels(f["sumber_air_minum_utama"], _AIR),
            "memiliki_fasilitas_buang_air_besar": labels(jamban, _BAB),
            "resiko_stunting": labels(risiko, _STUNTING),
        }

    def _members(self, rng: np.random.Generator, t: Potret, diri: Identitas, keluarga: Kolom) -> Kolom:
        g = t.fakta_orang()
        o = t.penduduk.orang
        jk = o.jk[t.orang]
        kolom: Kolom = {
            "id_individu": [f"64021{i:09d}" for i in o.id[t.orang].tolist()],
            "nama": list(diri.nama),
            "nik": self._nik(diri.nik, t.rusak),
            "padan_dukcapil": self._padan(t.rusak),
            "jenis_kelamin": labels(jk, _JK),
            "hubungan_dengan_kepala_keluarga": labels(t.shdk, _HUBUNGAN),
            "tanggal_lahir": list(diri.lahir),
            "status_kawin": labels(t.kawin, _KAWIN),
            "pekerjaan": labels(kata.work(g, t.umur, jk, t.kawin), _KERJA),
            "pendidikan": _schooling(g),
            "resiko_stunting": per_line(keluarga["resiko_stunting"], t.ke),
        }
        kolom |= {nama: labels(((t.umur >= a) & (t.umur <= b)).astype(np.int64), _YA) for a, b, nama in _USIA}
        return kolom

    def _nik(self, nik: list[str], rusak: list[str]) -> list[Sel]:
        if not self.k.xlsx:
            return list(nik)
        return [int(a) if "nik_excel_nol" in r and a.isdigit() else a for a, r in zip(nik, rusak, strict=True)]

    @staticmethod
    def _padan(rusak: list[str]) -> list[Sel]:
        return ["TIDAK" if "nik_" in r or "tanggal_salah" in r else "YA" for r in rusak]
