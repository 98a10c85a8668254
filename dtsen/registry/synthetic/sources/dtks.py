"""DTKS / BDT: UDRT (households) and UDART (members) of 2020, codes of the questionnaire of 2015, BPS region codes.

Dates yyyy-mm-dd or dd/mm/yyyy from row to row; asset flags 3/4 instead of 1/2 in some kecamatan; leading zeros of
region codes lost in some rows. Poorer families are more often listed.
"""

from __future__ import annotations

import numpy as np

from dtsen.registry.synthetic import damage, names, welfare
from dtsen.registry.synthetic.config import Bulat, Logis
from dtsen.registry.synthetic.damage import Identitas, Sel
from dtsen.registry.synthetic.population import Penduduk
from dtsen.registry.synthetic.potret import Potret
from dtsen.registry.synthetic.sources.base import (
    Kolom,
    Konteks,
    Sumber,
    codes,
    labels,
    meter_numbers,
    mirror,
    mother_names,
    per_line,
    rows,
)
from dtsen.registry.synthetic.sources.dtks_kolom import UDART, UDRT
from dtsen.registry.synthetic.writers import TabelCsv

KEMIRINGAN, PANGKAL = 1.5, -0.03
"""Chance of being listed: logistic in z, the base set for a share of 45 % of families."""
_LANTAI = np.array([-1, 1, 2, 3, 4, 5, 6, 7, 9, 10])
_ATAP = np.array([-1, 1, 2, 6, 5, 7, 8, 9, 10])
_AIR = np.array([-1, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12])
_TERANG = np.array([-1, 1, 1, 2, 3])
_MASAK = np.array([9, 1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 8])
_BAB = np.array([-1, 1, 2, 3, 3, 4, 4])
_KLOSET = np.array([-1, 1, 2, 2, 3])
_TINJA = np.array([-1, 1, 2, 4, 3, 5, 6])
_IJAZAH = np.array([0, 1, 2, 3, 4, 5, 6])
_PENDIDIKAN = np.array([0, 2, 1, 1, 3, 3, 5, 4, 4, 6, 6, 8, 7, 7, 9, 7, 9, 9, 10, 10, 10, 10, 10])
"""Jenjang of Regsosek to pendidikan tertinggi of 2015.

1 SD, 2 paket A, 3 MI, 4 SMP, 5 paket B, 6 MTs, 7 SMA, 8 paket C, 9 MA, 10 perguruan tinggi.
"""
_USAHA = np.array([-1, 1, 2, 3, 4, 6, 7, 8, 9, 10, 10, 11, 12, 14, 13, 15, 16, 19, 17, 19, 17, 17, 17, 17, 19, 19, 19])
"""Lapangan usaha of Regsosek to the 19 of 2015 (5 perikanan budidaya and 18 pemulung do not arise)."""
_KRONIS = np.array([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9])
_ASET = {
    "ada_tabung_gas": "tabung_gas", "ada_lemari_es": "lemari_es", "ada_ac": "ac", "ada_pemanas": "pemanas_air",
    "ada_telepon": "telepon_rumah", "ada_tv": "tv_datar", "ada_emas": "emas_perhiasan",
    "ada_laptop": "komputer_laptop_tablet", "ada_sepeda": "sepeda", "ada_motor": "sepeda_motor", "ada_mobil": "mobil",
    "ada_perahu": "perahu", "ada_perahu_motor": "kapal_perahu_motor", "aset_tak_bergerak": "lahan_lainnya",
    "rumah_lain": "rumah_lainnya",
}  # fmt: skip
_TERNAK = {"sapi": "sapi", "kerbau": "kerbau", "kuda": "kuda", "babi": "babi", "kambing": "kambing_domba"}
_BERKODE_RT = ("sta_bangunan", "lantai", "dinding", "atap", "sumber_airminum", "sumber_penerangan", "daya", "bb_masak",
               "fasbab", "kloset", "buang_tinja")  # fmt: skip
_BERKODE_ART = ("JnsKel", "Hub_KRT", "Sta_kawin", "Partisipasi_sekolah", "Pendidikan_tertinggi", "Ijazah_tertinggi",
                "Sta_Bekerja", "Lapangan_usaha", "Status_pekerjaan", "Penyakit_kronis")  # fmt: skip
_KOTA = {64: "KUTAI KARTANEGARA", 73: "BONE", 35: "NGANJUK", 33: "SRAGEN", 63: "BANJARMASIN", 52: "LOMBOK"}


def _map(peta: Bulat, kode: Bulat) -> Bulat:
    """Return codes of 2015; skipped questions stay skipped."""
    return np.where(kode > 0, peta[np.maximum(kode, 0)], -1)


class Dtks(Sumber):
    """Writer of UDRT and UDART."""

    nama = "dtks"

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._rt = TabelCsv(konteks.folder / "dtks" / "udrt_6403.csv", UDRT)
        self._art = TabelCsv(konteks.folder / "dtks" / "udart_6403.csv", UDART)

    def covered(self, rng: np.random.Generator, p: Penduduk, cakupan: float) -> Logis:
        geser = np.log(cakupan / (1 - cakupan)) - np.log(0.45 / 0.55)
        peluang = 1 / (1 + np.exp(KEMIRINGAN * p.keluarga.z - PANGKAL - 1.36 * geser))
        hasil: Logis = rng.random(len(peluang)) < peluang
        return hasil

    def close(self) -> None:
        self._rt.close()
        self._art.close()

    def add(self, rng: np.random.Generator, t: Potret) -> None:
        diri = damage.identity(rng, t, self.k.laju, garis_miring=False)
        t, diri = damage.duplicate(rng, t, diri, self.k.laju)
        n = len(t.keluarga)
        rusak = [""] * n
        wilayah = self._regions(rng, t, rusak)
        idbdt: list[Sel] = [
            f"6403{d:03d}{i:09d}"
            for d, i in zip(t.desa.tolist(), t.penduduk.keluarga.id[t.keluarga].tolist(), strict=True)
        ]
        rt = self._households(rng, t, diri) | wilayah | {"IDBDT": idbdt}
        damage.cells(
            rng, rt, kode=_BERKODE_RT, boleh_kosong=[*_BERKODE_RT, "luas_lantai"], laju=self.k.laju, rusak=rusak
        )
        art = self._members(rng, t, diri) | {
            k: per_line(isi, t.ke) for k, isi in (wilayah | {"IDBDT": idbdt}).items() if k != "Alamat"
        }
        damage.cells(
            rng, art, kode=_BERKODE_ART, boleh_kosong=[*_BERKODE_ART, "NoKK", "TglLahir"], laju=self.k.laju,
            rusak=t.rusak, lindung=t.ganda,
        )  # fmt: skip
        mirror(art, t)
        b = self.k.benar
        b.note_families(
            self.nama, self._rt.nama, self._rt.baris + 1, t.penduduk.keluarga.id[t.keluarga].tolist(), rusak
        )
        b.note_persons(self.nama, self._art.nama, self._art.baris + 1, t.penduduk.orang.id[t.orang].tolist(), t.rusak)
        self._rt.write(rows(UDRT, rt))
        self._art.write(rows(UDART, art))

    def _regions(self, rng: np.random.Generator, t: Potret, rusak: list[str]) -> Kolom:
        n = len(t.keluarga)
        bps = [self.k.semua[d].kode_bps for d in t.desa.tolist()]
        kab: list[Sel] = ["03"] * n
        kec: list[Sel] = [b[4:7] for b in bps]
        desa: list[Sel] = [b[7:] for b in bps]
        for i in np.flatnonzero(rng.random(n) < self.k.laju.wilayah_nol_hilang).tolist():
            kab[i], kec[i], desa[i] = "3", str(int(bps[i][4:7])), str(int(bps[i][7:]))
            damage.add(rusak, i, "wilayah_nol_hilang")
        for i in damage.family_regions(rng, n, self.k.laju):
            desa[i] = "999"
            damage.add(rusak, i, "wilayah_tak_dikenal")
        return {"KDPROP": ["64"] * n, "KDKAB": kab, "KDKEC": kec, "KDDESA": desa}

    def _households(self, rng: np.random.Generator, t: Potret, diri: Identitas) -> Kolom:
        f = t.fakta_keluarga()
        k = t.penduduk.keluarga
        a, z, n = k.acak[t.keluarga], k.z[t.keluarga], len(t.keluarga)
        lantai = _LANTAI[f["jenis_lantai_terluas"]]
        terang = f["sumber_penerangan_utama"]
        masak_gas = f["bahan_bakar_utama_memasak"]
        air, atap = _AIR[f["sumber_air_minum_utama"]], _ATAP[f["jenis_atap_terluas_regsosek"]]
        geser = 2 if int(t.penduduk.desa.kecamatan) % 3 == 0 else 0  # these kecamatan answer 3 ya, 4 tidak
        buruk = np.where(a[:, -3] < 0.3 - 0.15 * np.tanh(z), 2, 1)
        persentil = np.clip(np.ceil(100 * welfare.phi((z + 0.5 * rng.normal(size=n)) / 1.118)), 1, 100).astype(np.int64)
        sta = np.where(rng.random((4, n)) < np.clip(0.35 - 0.25 * np.tanh(z), 0, 1), 1, 2)
        kolom: Kolom = {
            "RUTA6": [f"{i:06d}" for i in k.id[t.keluarga].tolist()],
            "Alamat": [k.alamat[i] for i in t.keluarga.tolist()],
            "Nama_SLS": [f"RT {x:03d}" for x in k.rt[t.keluarga].tolist()],
            "Nama_KRT": [diri.nama[i] for i in t.kepala.tolist()],
            "Jumlah_ART": codes(t.jumlah),
            "Jumlah_Keluarga": [1] * n,
            "sta_bangunan": codes(f["status_kepemilikan_rumah"]),
            "sta_lahan": codes(np.where(f["status_kepemilikan_rumah"] == 1, 1, 2)),
            "luas_lantai": codes(f["luas_lantai"]),
            "lantai": codes(np.where((lantai == 5) & (a[:, -4] < 0.55), 8, lantai)),
            "dinding": codes(f["jenis_dinding_terluas"]),
            "kondisi_dinding": codes(buruk),
            "atap": codes(np.where(atap == 2, 2 + np.floor(a[:, -4] * 3).astype(np.int64), atap)),
            "kondisi_atap": codes(buruk),
            "jumlah_kamar": codes(np.clip(f["luas_lantai"] // 18, 1, 9)),
            "sumber_airminum": codes(np.where((air == 3) & (a[:, -5] < 0.15), 4, air)),
            "cara_peroleh_airminum": codes(np.where(np.isin(air, (1, 2, 4)), 1, 3)),
            "sumber_penerangan": codes(_TERANG[terang]),
            "daya": codes(np.where(terang == 2, 6, f["daya_terpasang"])),
            "nomor_pln": meter_numbers(t, terang),
            "bb_masak": codes(_MASAK[masak_gas]),
            "fasbab": codes(_BAB[f["fasilitas_bab"]]),
            "kloset": codes(_map(_KLOSET, f["jenis_kloset"])),
            "buang_tinja": codes(_map(_TINJA, f["pembuangan_akhir_tinja"])),
            "ada_motor_tempel": [2 + geser] * n,
            "ada_kapal": [2 + geser] * n,
            "sta_kks": codes(sta[0]), "sta_kis": codes(sta[1]), "sta_pkh": codes(sta[2]), "sta_rastra": codes(sta[3]),
            "AdaPKH": codes(sta[2]), "AdaPBI": codes(sta[1]),
            "sta_keberadaan_RT": [1] * n,
            "percentile": codes(persentil),
            "InitData": ["BDT2015"] * n,
            "LastUpdateData": ["2020-01-15"] * n,
            "status_kesejahteraan": codes(np.clip((persentil + 9) // 10, 1, 4)),
        }  # fmt: skip
        kolom |= {nama: codes(f[f"aset_{asal}"] + geser) for nama, asal in _ASET.items()}
        kolom |= {f"jumlah_{nama}": codes(f[f"ternak_{asal}"]) for nama, asal in _TERNAK.items()}
        return kolom

    def _members(self, rng: np.random.Generator, t: Potret, diri: Identitas) -> Kolom:
        g = t.fakta_orang()
        o = t.penduduk.orang
        n = len(t.orang)
        awal = np.searchsorted(t.ke, t.ke, side="left")
        urut = (np.arange(n) - awal + 1).tolist()
        kk: list[Sel] = [str(x) for x in t.kk[t.ke].tolist()]
        for i in np.flatnonzero(rng.random(n) < self.k.laju.kk_ketik).tolist():
            kk[i] = damage.typo_number(rng, str(kk[i]))
            damage.add(t.rusak, i, "kk_ketik")
        for i in np.flatnonzero(rng.random(n) < self.k.laju.kk_kosong).tolist():
            kk[i] = None
            damage.add(t.rusak, i, "kk_kosong")
        kec = o.kec_lahir[t.orang] // 10000
        jenjang = _map(_PENDIDIKAN, g["jenjang"])
        hub = codes(t.shdk)
        return {
            "IDARTBDT": [f"{o.id[i]:010d}{u:02d}" for i, u in zip(t.orang.tolist(), urut, strict=True)],
            "Nama": list(diri.nama),
            "JnsKel": codes(o.jk[t.orang]),
            "TmpLahir": [_KOTA.get(x, "SAMARINDA") for x in kec.tolist()],
            "TglLahir": list(diri.lahir),
            "HubKRT": list(hub), "NIK": list(diri.nik), "NoKK": kk, "Hub_KRT": hub, "NUK": [1] * n, "Hubkel": list(hub),
            "Umur": codes(t.umur),
            "Sta_kawin": codes(t.kawin),
            "Ada_akta_nikah": codes(np.where(t.kawin == 2, 1, 0)),
            "Ada_diKK": [1] * n,
            "Ada_kartu_identitas": codes(np.where(t.umur >= 17, 4, 1)),
            "Sta_hamil": codes(g["hamil"]),
            "Jenis_cacat": codes(np.where(g["sulit_c"] == 1, 1, 0)),
            "Penyakit_kronis": codes(_KRONIS[g["kronis"]]),
            "Partisipasi_sekolah": codes(g["partisipasi_sekolah"]),
            "Pendidikan_tertinggi": codes(jenjang),
            "Kelas_tertinggi": codes(g["kelas"]),
            "Ijazah_tertinggi": codes(np.where(g["ijazah"] > 0, _IJAZAH[g["selesai"]], -1)),
            "Sta_Bekerja": codes(g["status_bekerja"]),
            "Jumlah_jamkerja": codes(g["jam_kerja"]),
            "Lapangan_usaha": codes(_map(_USAHA, g["lapangan_usaha"])),
            "Status_pekerjaan": codes(g["status_pekerjaan"]),
            "Sta_keberadaan_art": [1] * n,
            "Sta_kepesertaan_pbi": labels((rng.random(n) < 0.4).astype(np.int64), (2, 1)),
            "namagadis_ibukandung": self._mothers(rng, t),
            "InitData": ["BDT2015"] * n,
            "LastUpdateData": ["2020-01-15"] * n,
        }  # fmt: skip

    def _mothers(self, rng: np.random.Generator, t: Potret) -> list[Sel]:
        dikenal = mother_names(t)
        n = len(dikenal)
        o = t.penduduk.orang
        tahun = o.hari_lahir[t.orang] // 365 + 1970 - 26
        lain = names.draw(rng, t.penduduk.keluarga.kelompok[t.kel], np.full(n, 2, dtype=np.int64), tahun)
        return [a or b for a, b in zip(dikenal, lain, strict=True)]
