"""Headers of the Regsosek template, sheet by sheet; headings 401-403 repeat in sheet 4 as in the template."""

from __future__ import annotations

_BULAN_TAHUN = [x for h in "abcdefg" for x in (f"501{h}", f"501{h} Bulan", f"501{h} Tahun")]
LEMBAR: tuple[tuple[str, list[str]], ...] = (
    (
        "1.keterangan tempat",
        [
            "no urut bangunan tempat tinggal", "no urut keluarga", "no kartu keluarga", "kode sls/ non sls",
            "kode sub sls", "nama sls/non sls", "status keluarga", "id landmark wilkerstat", "kode kartu kerluarga",
            "Catatan", "101 provinsi", "102 kabupaten/kota", "103 kecamatan", "104 desa/kelurahan", "105 SLS",
            "106 RT", "107 alamat",
        ],
    ),
    (
        "2.keterangan petugas",
        [
            "no kartu keluarga", "tanggal pendataan", "nama ppl", "kode ppl", "tanggal pemeriksaan", "nama pml",
            "kode pml", "nama responden", "no hp responden", "hasil pendataan keluarga", "Catatan",
        ],
    ),
    (
        "3.keterangan perumahan",
        [
            "no kartu keluarga", "301a", "301b", "302", "303", "304", "305", "306a", "306b", "307a", "307b1", "307b2",
            "307b3", "308", "309a", "309b", "310",
        ],
    ),
    (
        "4.ket sos-ek anggota",
        [
            "no kartu keluarga", "401", "402 Nama", "403 NIK", "404", "405", "406", "407", "408", "409", "410", "411",
            "412", "413", "414", "415", "416a", "416b", "417", "417 Tulis", "418", "419", "401", "402 Nama", "403 NIK",
            "420a", "420b", "421", "421 Tulis", "422", "423", "424", "425", "426", "427",
            *(f"428{h}" for h in "abcdefghij"), "429", "430", "401", "402 Nama", "403 NIK",
            *(f"431{h}" for h in "abcdef"),
        ],
    ),
    (
        "5.keikutsertaan program dll",
        [
            "no kartu keluarga", *_BULAN_TAHUN, *(f"502{h}" for h in "abcdefghijklmn"), "503a", "503b",
            *(f"504{h}" for h in "abcde"), "505", "506",
        ],
    ),
)  # fmt: skip
RUMAH_BERKODE = ("301a", "303", "304", "305", "306a", "307a", "307b1", "308", "309a", "309b", "310")
ORANG_BERKODE = (
    "405", "408", "409", "412", "413", "414", "415", "416a", "417", "418", "420a", "421", "425", "430",
    *(f"428{h}" for h in "abcdefghij"),
)  # fmt: skip
