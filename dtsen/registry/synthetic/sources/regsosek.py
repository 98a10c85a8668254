"""Regsosek 2022.K: the import template of five sheets, one workbook (or five csv) per kecamatan.

Block I (region) is added to sheet 1. Codes are those of the questionnaire as OpenSID keeps it: roof 5 kayu/sirap and
6 bambu, "tidak memasak" 12. Dates dd/mm/yyyy. Family order is the same in every sheet.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic import damage
from dtsen.registry.synthetic.config import Bulat
from dtsen.registry.synthetic.damage import Identitas, Sel
from dtsen.registry.synthetic.housing import KOLOM_ASET, TERNAK
from dtsen.registry.synthetic.people import KESULITAN
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.sources import regsosek_kolom as kol
from dtsen.registry.synthetic.sources.base import Kolom, Konteks, Sumber, codes, labels, mirror, rows
from dtsen.registry.synthetic.writers import Buku, Tabel, TabelCsv

_LAPANGAN = (
    "", "PADI", "SAYUR", "KEBUN SAWIT", "NELAYAN", "TERNAK", "KAYU", "TAMBANG BATUBARA", "PABRIK", "PLN", "PDAM",
    "BANGUNAN", "DAGANG", "SOPIR", "WARUNG", "KONTER", "BANK", "SEWA RUMAH", "JASA", "SEWA ALAT", "KANTOR DESA",
    "SEKOLAH", "PUSKESMAS", "SENI", "BENGKEL", "RUMAH TANGGA", "LEMBAGA", None,
)  # fmt: skip


class Regsosek(Sumber):
    """Writer of the Regsosek files."""

    nama = "regsosek"
    garis_miring = True

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._tabel: dict[str, list[Tabel]] = {}
        self._berkas: list[Buku | TabelCsv] = []

    def _open(self, kecamatan: str) -> list[Tabel]:
        if kecamatan not in self._tabel:
            folder = self.k.folder / "regsosek"
            if self.k.xlsx:
                buku = Buku(folder / f"regsosek_{kecamatan}.xlsx")
                self._berkas.append(buku)
                self._tabel[kecamatan] = [buku.sheet(nama, judul) for nama, judul in kol.LEMBAR]
            else:
                csv = [
                    TabelCsv(folder / f"regsosek_{kecamatan}.{n}.csv", judul)
                    for n, (_, judul) in enumerate(kol.LEMBAR, 1)
                ]
                self._berkas += csv
                self._tabel[kecamatan] = list(csv)
        return self._tabel[kecamatan]

    def close(self) -> None:
        for berkas in self._berkas:
            berkas.close()

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        diri = damage.identity(rng, t, self.k.laju, garis_miring=True)
        t, diri = damage.duplicate(rng, t, diri, self.k.laju)
        rusak_kk = [""] * len(t.keluarga)
        kk = self._kk(rng, t, rusak_kk)
        rumah, tempat = self._families(rng, t, diri, kk, rusak_kk)
        orang = self._persons(rng, t, diri, kk)
        kec = [self.k.semua[d].kecamatan for d in t.desa.tolist()]
        kec_baris = [kec[i] for i in t.ke.tolist()]
        baris = [list(rows(judul, tempat if n in (0, 1) else rumah)) for n, (_, judul) in enumerate(kol.LEMBAR)]
        baris[3] = list(zip(*orang, strict=True))
        for satu in dict.fromkeys(kec):
            self._write(satu, t, baris, kec, kec_baris, rusak_kk)

    def _write(
        self, satu: str, t: Potret, baris: list[list[tuple[Sel, ...]]], kec: list[str], kec_baris: list[str],
        rusak_kk: list[str],
    ) -> None:  # fmt: skip
        tabel = self._open(satu)
        sini = [i for i, k in enumerate(kec) if k == satu]
        orang = [i for i, k in enumerate(kec_baris) if k == satu]
        ids, kel_ids = t.penduduk.orang.id[t.orang].tolist(), t.penduduk.keluarga.id[t.keluarga].tolist()
        b = self.k.benar
        b.note_families(
            self.nama, tabel[2].nama, tabel[2].baris + 1, [kel_ids[i] for i in sini], [rusak_kk[i] for i in sini]
        )
        b.note_persons(
            self.nama, tabel[3].nama, tabel[3].baris + 1, [ids[i] for i in orang], [t.rusak[i] for i in orang]
        )
        for n, isi in enumerate(baris):
            tabel[n].write([isi[i] for i in (orang if n == 3 else sini)])

    def _kk(self, rng: np.random.Generator, t: Potret, rusak: list[str]) -> list[Sel]:
        kk: list[Sel] = [str(a) for a in t.kk.tolist()]
        r = rng.random((2, len(kk)))
        for i in np.flatnonzero(r[0] < self.k.laju.kk_ketik).tolist():
            kk[i] = damage.typo_number(rng, str(kk[i]))
            damage.add(rusak, i, "kk_ketik")
        for i in np.flatnonzero(r[1] < self.k.laju.kk_excel).tolist():
            if not rusak[i]:
                kk[i] = damage.scientific(str(kk[i]))
                damage.add(rusak, i, "kk_excel")
        for i in np.flatnonzero([bool(x) for x in rusak])[:].tolist():
            for j in np.flatnonzero(t.ke == i).tolist():
                damage.add(t.rusak, j, rusak[i])
        return kk

    def _families(
        self, rng: np.random.Generator, t: Potret, diri: Identitas, kk: list[Sel], rusak: list[str]
    ) -> tuple[Kolom, Kolom]:
        f = t.fakta_keluarga()
        rumah = self._house(rng, t, f)
        rumah["no kartu keluarga"] = kk
        kode = [*kol.RUMAH_BERKODE, *(f"502{h}" for h in "abcdefghijklmn"), "503a", "503b"]
        damage.cells(rng, rumah, kode=kode, boleh_kosong=[*kode, "302"], laju=self.k.laju, rusak=rusak)
        return rumah, self._places(rng, t, diri, kk, rusak)

    def _house(self, rng: np.random.Generator, t: Potret, f: dict[str, Bulat]) -> Kolom:
        n = len(t.keluarga)
        k = t.penduduk.keluarga
        a = k.acak[t.keluarga]
        milik = f["status_kepemilikan_rumah"] == 1
        sumur = np.isin(f["sumber_air_minum_utama"], (4, 5, 6, 7, 8))
        kedua = (f["daya_terpasang"] > 2) & (a[:, -3] < 0.02)
        masak = f["bahan_bakar_utama_memasak"]
        kolom: Kolom = {
            "301a": codes(f["status_kepemilikan_rumah"]),
            "301b": codes(
                np.where(milik, np.array([1, 1, 1, 2, 3, 5, 5, 5, 6, 6])[(a[:, -4] * 10).astype(np.int64)], -1)
            ),
            "302": codes(f["luas_lantai"]),
            "303": codes(f["jenis_lantai_terluas"]),
            "304": codes(f["jenis_dinding_terluas"]),
            "305": codes(f["jenis_atap_terluas_regsosek"]),
            "306a": codes(f["sumber_air_minum_utama"]),
            "306b": codes(np.where(sumur, np.array([1, 2, 2, 2, 8])[(a[:, -5] * 5).astype(np.int64)], -1)),
            "307a": codes(f["sumber_penerangan_utama"]),
            "307b1": codes(f["daya_terpasang"]),
            "307b2": codes(np.where(kedua, np.maximum(f["daya_terpasang"] - 1, 1), -1)),
            "308": codes(np.where(masak == 0, 12, masak)),
            "309a": codes(f["fasilitas_bab"]),
            "309b": codes(f["jenis_kloset"]),
            "310": codes(f["pembuangan_akhir_tinja"]),
            "503a": codes(f["aset_lahan_lainnya"]),
            "503b": codes(f["aset_rumah_lainnya"]),
        }
        kolom |= {f"502{h}": codes(f[f"aset_{nama}"]) for h, nama in zip("abcdefghijklmn", KOLOM_ASET, strict=False)}
        kolom |= {f"504{h}": codes(f[f"ternak_{nama}"]) for h, nama in zip("abcde", TERNAK, strict=True)}
        z = k.z[t.keluarga]
        for huruf, sulit in zip("abcdefg", (0.2, 0.12, 0.08, 0.3, 0.05, 0.04, 0.35), strict=True):
            dapat = rng.random(n) < np.clip(sulit * (1.1 - 0.9 * np.tanh(z)), 0, 0.95)
            kolom[f"501{huruf}"] = codes(np.where(dapat, 1, 2))
            kolom[f"501{huruf} Bulan"] = codes(np.where(dapat, rng.integers(1, 11, n), -1))
            kolom[f"501{huruf} Tahun"] = labels(dapat.astype(np.int64), (None, 2022))
        hp = f["aset_smartphone"] == 1
        kolom["505"] = codes(np.where(hp, np.where(z > 1.2, 2, 3), 0))
        kolom["506"] = codes(np.where(rng.random(n) < 0.35 + 0.25 * np.tanh(z), 2, 4))
        return kolom

    def _places(self, rng: np.random.Generator, t: Potret, diri: Identitas, kk: list[Sel], rusak: list[str]) -> Kolom:
        n = len(kk)
        k = t.penduduk.keluarga
        desa = [self.k.semua[d] for d in t.desa.tolist()]
        kode_desa: list[Sel] = [d.kode_bps for d in desa]
        for i in damage.family_regions(rng, n, self.k.laju):
            kode_desa[i] = f"{desa[i].kode_bps[:7]}999"
            damage.add(rusak, i, "wilayah_tak_dikenal")
        rt = [f"{x:03d}" for x in k.rt[t.keluarga].tolist()]
        hari = rng.integers(0, 30, n)
        mulai = np.datetime64("2022-10-15", "D")
        tanggal = [damage.slashes(str(x)) for x in (mulai + hari).tolist()]
        periksa = [damage.slashes(str(x)) for x in (mulai + hari + 3).tolist()]
        petugas = (k.rt[t.keluarga] // 4 + 1).tolist()
        pecah = np.zeros(n, dtype=np.int64)
        pecah[t.ke[["kk_pecah" in r for r in t.rusak]]] = 1
        nomor = np.arange(1, n + 1)
        return {
            "no urut bangunan tempat tinggal": [str(x) for x in nomor.tolist()],
            "no urut keluarga": [str(x) for x in nomor.tolist()],
            "no kartu keluarga": kk,
            "kode sls/ non sls": [f"{x}".zfill(4) for x in k.rt[t.keluarga].tolist()],
            "kode sub sls": ["00"] * n,
            "nama sls/non sls": [f"RT {x}" for x in rt],
            "status keluarga": [1] * n,
            "kode kartu kerluarga": codes(pecah),
            "101 provinsi": ["64"] * n,
            "102 kabupaten/kota": ["6403"] * n,
            "103 kecamatan": [d.kode_bps[:7] for d in desa],
            "104 desa/kelurahan": kode_desa,
            "105 SLS": [f"{x}".zfill(4) for x in k.rt[t.keluarga].tolist()],
            "106 RT": list(rt),
            "107 alamat": [k.alamat[i] for i in t.keluarga.tolist()],
            "tanggal pendataan": list(tanggal),
            "nama ppl": [f"PETUGAS {x:02d}" for x in petugas],
            "kode ppl": [f"{x:03d}" for x in petugas],
            "tanggal pemeriksaan": list(periksa),
            "nama pml": ["PENGAWAS 01"] * n,
            "kode pml": ["001"] * n,
            "nama responden": [diri.nama[i] for i in t.kepala.tolist()],
            "hasil pendataan keluarga": [1] * n,
        }

    def _persons(self, rng: np.random.Generator, t: Potret, diri: Identitas, kk: list[Sel]) -> list[list[Sel]]:
        n = len(t.orang)
        kolom = self._person_columns(rng, t)
        kode = kol.ORANG_BERKODE
        kolom["no kartu keluarga"] = [kk[i] for i in t.ke.tolist()]
        awal = np.searchsorted(t.ke, t.ke, side="left")
        kolom["401"] = codes(np.arange(n) - awal + 1)
        kolom["402 Nama"] = list(diri.nama)
        kolom["403 NIK"] = self._nik_cells(diri, t)
        kolom["406"] = list(diri.lahir)
        damage.cells(
            rng, kolom, kode=kode, boleh_kosong=[*kode, "406"], laju=self.k.laju, rusak=t.rusak, lindung=t.ganda
        )
        mirror(kolom, t)
        kosong: list[Sel] = [None] * n
        return [kolom.get(nama, kosong) for nama in kol.LEMBAR[3][1]]

    def _nik_cells(self, diri: Identitas, t: Potret) -> list[Sel]:
        """NIK as text; where Excel took it for a number the cell is a number (15 digits and a zero)."""
        if not self.k.xlsx:
            return list(diri.nik)
        return [int(a) if "nik_excel_nol" in r and a.isdigit() else a for a, r in zip(diri.nik, t.rusak, strict=True)]

    def _person_columns(self, rng: np.random.Generator, t: Potret) -> Kolom:
        g = t.fakta_orang()
        o = t.penduduk.orang
        n, umur = len(t.orang), t.umur
        punya_usaha = g["kepemilikan_usaha"] == 1
        sulit = np.zeros(n, dtype=np.bool_)
        for h in KESULITAN:
            sulit |= (g[f"sulit_{h}"] > 0) & (g[f"sulit_{h}"] < 3)
        r = rng.random((6, n))
        ktp = np.where(umur >= 17, np.where(r[0] < 0.97, 5, 1), np.where(r[0] < 0.6, 3, 1))
        jkn = np.select([r[1] < 0.42, r[1] < 0.60, r[1] < 0.85], [1, 2, 4], 0)
        kolom: Kolom = {
            "404": [1] * n,
            "405": codes(o.jk[t.orang]),
            "407": codes(np.minimum(umur, 98)),
            "408": codes(t.kawin),
            "409": codes(t.shdk),
            "410": codes(g["hamil"]),
            "411": codes(ktp),
            "412": codes(g["partisipasi_sekolah"]),
            "413": codes(g["jenjang"]),
            "414": codes(g["kelas"]),
            "415": codes(g["ijazah"]),
            "416a": codes(g["status_bekerja"]),
            "416b": codes(g["jam_kerja"]),
            "417": codes(g["lapangan_usaha"]),
            "417 Tulis": labels(g["lapangan_usaha"], _LAPANGAN),
            "418": codes(g["status_pekerjaan"]),
            "419": codes(np.where(umur >= 15, np.where(r[2] < 0.25, 1, 3), -1)),
            "420a": codes(g["kepemilikan_usaha"]),
            "420b": codes(g["jumlah_usaha"]),
            "421": codes(g["lapangan_usaha_utama"]),
            "421 Tulis": labels(g["lapangan_usaha_utama"], _LAPANGAN),
            "422": codes(g["pekerja_dibayar"]),
            "423": codes(g["pekerja_tak_dibayar"]),
            "424": codes(np.where(punya_usaha, np.where(r[3] < 0.15, 4, 11), -1)),
            "425": codes(g["omzet"]),
            "426": codes(np.where(punya_usaha, np.where(r[3] < 0.3, 5, 0), -1)),
            "427": codes(g["gizi"]),
            "428j": codes(g["depresi"]),
            "429": codes(np.where((umur >= 60) | sulit, np.where(r[4] < 0.85, 1, 3), -1)),
            "430": codes(g["kronis"]),
            "431a": codes(jkn),
            "431f": codes(np.where(umur >= 15, np.where(jkn == 4, 7, 0), -1)),
        }
        kolom |= {f"428{h}": codes(g[f"sulit_{h}"]) for h in KESULITAN}
        for huruf, batas in (("b", 200), ("c", 200), ("d", 200), ("e", 30)):
            kolom[f"431{huruf}"] = codes(np.where((umur >= 5) & (umur <= batas), np.where(r[5] < 0.04, 1, 2), -1))
        return kolom
