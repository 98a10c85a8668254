"""DTSEN v3 2026 as BPS hands it over: two files with "|" and quotes, BPS codes (pre-split for the moved desa).

Yes/no of PBI is Ya/Tidak, of assets 1/2. Floor, water, cooking, schooling, sector and illness codes carry two
digits (01), the others one. Roof 5 bambu, 6 kayu/sirap; "tidak memasak" 00. Dates yyyy-mm-dd.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic import damage, welfare
from dtsen.registry.synthetic.config import Bulat
from dtsen.registry.synthetic.damage import Identitas, Sel
from dtsen.registry.synthetic.housing import KOLOM_ASET, TERNAK
from dtsen.registry.synthetic.people import KESULITAN
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.sources import labels as kata
from dtsen.registry.synthetic.sources.base import Kolom, Konteks, Sumber, codes, labels, meter_numbers, mirror, rows
from dtsen.registry.synthetic.sources.dtsen_kolom import ANGGOTA, KELUARGA
from dtsen.registry.synthetic.writers import TabelCsv

DESIL_KOSONG, DESIL_NOL = 0.015, 0.006
"""Families without a rank yet: blank, and 0 (domain §0.4)."""
_ATAP = np.array([-1, 1, 2, 3, 4, 6, 5, 7, 8])
_YA: tuple[Sel, ...] = ("Tidak", "Ya")
_SULIT = ("penglihatan", "pendengaran", "berjalan_atau_naik_tangga", "menggunakan_tangan_jari",
          "belajar_kemampuan_intelektual", "pengendalian_perilaku", "berbicara_komunikasi", "mengurus_diri",
          "mengingat_berkonsentrasi")  # fmt: skip
_BERKODE_KELUARGA = ("status_kepemilikan_rumah", "jenis_lantai_terluas", "jenis_dinding_terluas", "jenis_atap_terluas",
                     "sumber_air_minum_utama", "sumber_penerangan_utama", "daya_terpasang", "bahan_bakar_utama_memasak",
                     "fasilitas_bab", "jenis_kloset", "pembuangan_akhir_tinja", "aset_bergerak_lemari_es",
                     "aset_bergerak_sepeda_motor")  # fmt: skip
_BERKODE_ANGGOTA = ("jenis_kelamin", "status_hubungan_keluarga", "status_kawin", "partisipasi_sekolah",
                    "jenjang_tertinggi_yang_diduduki", "ijazah_tertinggi_yang_dimiliki", "status_bekerja",
                    "lapangan_usaha_dari_pekerjaan_utama", "status_dalam_pekerjaan_utama",
                    "penyakit_kronis")  # fmt: skip


class Dtsen(Sumber):
    """Writer of the two DTSEN files."""

    nama = "dtsen"

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        folder = konteks.folder / "dtsen"
        self._keluarga = TabelCsv(folder / "keluarga_dtsen_v3_2026_64.03.csv", KELUARGA, pemisah="|", kutip=True)
        self._anggota = TabelCsv(folder / "anggota_keluarga_dtsen_v3_2026_64.03.csv", ANGGOTA, pemisah="|", kutip=True)

    def close(self) -> None:
        self._keluarga.close()
        self._anggota.close()

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        diri = damage.identity(rng, t, self.k.laju, garis_miring=False)
        t, diri = damage.duplicate(rng, t, diri, self.k.laju)
        rusak = [""] * len(t.keluarga)
        keluarga = self._families(rng, t, diri, rusak)
        anggota = self._members(rng, t, diri, keluarga)
        damage.cells(
            rng, keluarga, kode=_BERKODE_KELUARGA, boleh_kosong=[*_BERKODE_KELUARGA, "luas_lantai", "alamat"],
            laju=self.k.laju, rusak=rusak,
        )  # fmt: skip
        damage.cells(
            rng, anggota, kode=_BERKODE_ANGGOTA, boleh_kosong=[*_BERKODE_ANGGOTA, "alamat_ktp"], laju=self.k.laju,
            rusak=t.rusak, lindung=t.ganda,
        )  # fmt: skip
        mirror(anggota, t)
        b = self.k.benar
        b.note_families(
            self.nama, self._keluarga.nama, self._keluarga.baris + 1, t.penduduk.keluarga.id[t.keluarga].tolist(), rusak
        )
        b.note_persons(
            self.nama, self._anggota.nama, self._anggota.baris + 1, t.penduduk.orang.id[t.orang].tolist(), t.rusak
        )
        self._keluarga.write(rows(KELUARGA, keluarga))
        self._anggota.write(rows(ANGGOTA, anggota))

    def _desil(self, rng: np.random.Generator, t: Potret) -> Kolom:
        z = t.penduduk.keluarga.z[t.keluarga]
        taksir = (z + 0.45 * rng.normal(size=len(z))) / 1.097
        r = rng.random(len(z))
        batas = {
            "desil_nasional": welfare.BATAS_NASIONAL,
            "desil_provinsi": welfare.BATAS_PROVINSI,
            "desil_kabupaten_kota": welfare.BATAS_KABUPATEN,
        }
        hasil: Kolom = {}
        for nama, cut in batas.items():
            desil = welfare.desil(taksir, cut)
            hasil[nama] = codes(np.where(r < DESIL_KOSONG, -1, np.where(r < DESIL_KOSONG + DESIL_NOL, 0, desil)))
        return hasil

    def _families(self, rng: np.random.Generator, t: Potret, diri: Identitas, rusak: list[str]) -> Kolom:
        f = t.fakta_keluarga()
        k = t.penduduk.keluarga
        n = len(t.keluarga)
        desa = [self.k.semua[d] for d in t.desa.tolist()]
        kode_desa: list[Sel] = [d.kode_bps for d in desa]
        for i in damage.family_regions(rng, n, self.k.laju):
            kode_desa[i] = f"{desa[i].kode_bps[:7]}999"
            damage.add(rusak, i, "wilayah_tak_dikenal")
        z = k.z[t.keluarga]
        pbi = rng.random((2, n)) < np.clip(np.array([[0.42], [0.18]]) * (1 - 0.95 * np.tanh(0.9 * z)), 0, 0.97)
        aset = {f"aset_{nama}": codes(f[f"aset_{nama}"]) for nama in KOLOM_ASET}
        punya = np.any(np.stack([f[f"aset_{nama}"] == 1 for nama in KOLOM_ASET]), axis=0)
        kolom: Kolom = {
            "nomor_kartu_keluarga": [str(x) for x in t.kk.tolist()],
            "kode_provinsi": ["64"] * n,
            "provinsi": ["KALIMANTAN TIMUR"] * n,
            "kode_kabupaten_kota": ["6403"] * n,
            "kabupaten_kota": ["KUTAI KARTANEGARA"] * n,
            "kode_kecamatan": [d.kode_bps[:7] for d in desa],
            "kecamatan": [(d.nama_kecamatan_lama or d.nama_kecamatan).upper() for d in desa],
            "kode_kelurahan_desa": kode_desa,
            "kelurahan_desa": [d.nama.upper() for d in desa],
            "alamat": [f"{k.alamat[i]} RT {k.rt[i]:03d}" for i in t.keluarga.tolist()],
            "jumlah_anggota_keluarga": codes(t.jumlah),
            "nama_kepala_keluarga": [diri.nama[i] for i in t.kepala.tolist()],
            "pbi_nas": labels(pbi[0].astype(np.int64), _YA),
            "pbi_pemda": labels((pbi[1] & ~pbi[0]).astype(np.int64), _YA),
            "id_pelanggan_pln": meter_numbers(t, f["sumber_penerangan_utama"]),
            "status_kepemilikan_rumah": codes(f["status_kepemilikan_rumah"]),
            "jenis_lantai_terluas": codes(f["jenis_lantai_terluas"], 2),
            "luas_lantai": codes(f["luas_lantai"]),
            "jenis_dinding_terluas": codes(f["jenis_dinding_terluas"]),
            "jenis_atap_terluas": codes(_ATAP[f["jenis_atap_terluas_regsosek"]]),
            "sumber_air_minum_utama": codes(f["sumber_air_minum_utama"], 2),
            "sumber_penerangan_utama": codes(f["sumber_penerangan_utama"]),
            "daya_terpasang": codes(f["daya_terpasang"]),
            "bahan_bakar_utama_memasak": codes(f["bahan_bakar_utama_memasak"], 2),
            "fasilitas_bab": codes(f["fasilitas_bab"]),
            "jenis_kloset": codes(f["jenis_kloset"]),
            "pembuangan_akhir_tinja": codes(f["pembuangan_akhir_tinja"]),
            "kepemilikan_aset": codes(np.where(punya, 1, 2)),
            "aset_tidak_bergerak_lahan_lainnya": aset.pop("aset_lahan_lainnya"),
            "aset_tidak_bergerak_rumah_lainnya": aset.pop("aset_rumah_lainnya"),
        }
        kolom |= {nama.replace("aset_", "aset_bergerak_", 1): isi for nama, isi in aset.items()}
        kolom |= {f"jumlah_ternak_{nama}": codes(f[f"ternak_{nama}"]) for nama in TERNAK}
        return kolom | self._desil(rng, t)

    def _members(self, rng: np.random.Generator, t: Potret, diri: Identitas, keluarga: Kolom) -> Kolom:
        g = t.fakta_orang()
        o = t.penduduk.orang
        jk = o.jk[t.orang]
        kolom: Kolom = {
            "nomor_induk_kependudukan": list(diri.nik),
            "nomor_kartu_keluarga": [keluarga["nomor_kartu_keluarga"][i] for i in t.ke.tolist()],
            "nama": list(diri.nama),
            "tanggal_lahir": list(diri.lahir),
            "jenis_kelamin": codes(jk),
            "status_hubungan_keluarga": codes(t.shdk),
            "pbi_nas": [keluarga["pbi_nas"][i] for i in t.ke.tolist()],
            "pbi_pemda": [keluarga["pbi_pemda"][i] for i in t.ke.tolist()],
            "status_kawin": codes(t.kawin),
            "partisipasi_sekolah": codes(g["partisipasi_sekolah"]),
            "jenjang_tertinggi_yang_diduduki": codes(g["jenjang"], 2),
            "kelas_tertinggi_yang_diduduki": codes(g["kelas"]),
            "ijazah_tertinggi_yang_dimiliki": codes(g["ijazah"], 2),
            "status_bekerja": codes(g["status_bekerja"]),
            "lapangan_usaha_dari_pekerjaan_utama": codes(g["lapangan_usaha"], 2),
            "status_dalam_pekerjaan_utama": codes(g["status_pekerjaan"]),
            "kepemilikan_usaha": codes(g["kepemilikan_usaha"]),
            "jumlah_usaha": codes(g["jumlah_usaha"]),
            "lapangan_usaha_dari_usaha_utama": codes(g["lapangan_usaha_utama"], 2),
            "jumlah_pekerja_yang_dibayar_dari_usaha_utama": codes(g["pekerja_dibayar"]),
            "jumlah_pekerja_yang_tidak_dibayar_dari_usaha_utama": codes(g["pekerja_tak_dibayar"]),
            "omzet_usaha_utama": codes(g["omzet"]),
            "kondisi_gizi": codes(g["gizi"]),
            "kesedihan_depresi": codes(g["depresi"]),
            "penyakit_kronis": codes(g["kronis"], 2),
            "pekerjaan_ktp": labels(kata.work(g, t.umur, jk, t.kawin), kata.PEKERJAAN),
            "pendidikan_akhir_ktp": labels(kata.schooling(g["selesai"], g["tahun_sekolah"]), kata.PENDIDIKAN),
        }
        kolom |= {nama: codes(g[f"sulit_{h}"]) for h, nama in zip(KESULITAN, _SULIT, strict=True)}
        return kolom | self._ktp(rng, t)

    def _ktp(self, rng: np.random.Generator, t: Potret) -> Kolom:
        """KTP address: Kemendagri codes; some cards of the moved desa still name the old kecamatan."""
        n = len(t.orang)
        k = t.penduduk.keluarga
        lama: Bulat = (rng.random(n) < self.k.laju.wilayah_lama).astype(np.int64)
        desa = [self.k.semua[d] for d in t.desa[t.ke].tolist()]
        pakai = [bool(x and d.kode_lama) for d, x in zip(desa, lama.tolist(), strict=True)]
        for i, x in enumerate(pakai):
            if x:
                damage.add(t.rusak, i, "wilayah_lama")
        kode = [d.kode_lama if x else d.kode for d, x in zip(desa, pakai, strict=True)]
        rt = k.rt[t.kel].tolist()
        return {
            "kode_provinsi_ktp": ["64"] * n,
            "provinsi_ktp": ["KALIMANTAN TIMUR"] * n,
            "kode_kabupaten_kota_ktp": ["6402"] * n,
            "kabupaten_kota_ktp": ["KUTAI KARTANEGARA"] * n,
            "kode_kecamatan_ktp": [x[:6] for x in kode],
            "kecamatan_ktp": [
                (d.nama_kecamatan_lama if x else d.nama_kecamatan).upper() for d, x in zip(desa, pakai, strict=True)
            ],
            "kode_kelurahan_desa_ktp": list(kode),
            "kelurahan_desa_ktp": [d.nama.upper() for d in desa],
            "rt_ktp": [f"{x:03d}" for x in rt],
            "rw_ktp": ["000"] * n,
            "dusun_ktp": ["-"] * n,
            "alamat_ktp": [k.alamat[i] for i in t.kel.tolist()],
        }
