"""Published figures of BPS and the indicators to begin with. Targets that are not public stay empty."""

from datetime import date

from django.db import migrations

BOOKLET = "BPS Kab. Kutai Kartanegara, Booklet Indikator Strategis Triwulan I dan II 2026"
BRS = "BPS Prov. Kalimantan Timur, Berita Resmi Statistik: Profil Kemiskinan {}"
# periode: garis, p0, p1, p2, gini
KUKAR = {
    "2021": (569_640, 7.99, 1.22, 0.37, None),
    "2022": (605_321, 7.96, 1.18, 0.26, None),
    "2023": (644_570, 7.61, 0.91, 0.17, None),
    "2024": (682_490, 7.28, 0.65, 0.10, None),
    "2025": (705_397, 6.72, 0.79, 0.15, 0.285),
}
# periode: garis, makanan, bukan makanan, p0, p1, p2, kata
KALTIM = {
    "2022-03": (None, None, None, None, 0.989, 0.226, "Maret 2022"),
    "2022-09": (768_120, 546_669, 221_451, 6.44, None, None, "September 2022"),
    "2023-03": (790_186, 560_368, 229_818, 6.11, None, None, "Maret 2023"),
    "2024-03": (833_955, 590_571, 243_384, 5.78, None, None, "Maret 2024"),
    "2024-09": (853_997, 604_133, 249_864, 5.51, None, None, "September 2024"),
    "2025-03": (866_193, 611_584, 254_609, 5.17, None, None, "Maret 2025"),
    "2025-09": (897_759, 629_611, 268_148, 5.19, None, None, "September 2025"),
}
SASARAN = {"KEM": "Kemiskinan dan ketimpangan", "DTS": "Data tunggal dan desil", "IKS": "Kesejahteraan sosial"}
RPJMN = "RPJMN 2025–2029, Kepmen PPN/Bappenas KEP.26A/M.PPN/HK/05/2025. Di RPJMN bersatuan persen."
# kode: nama, tingkat, satuan, desimal, arah, opd, sumber, ukuran, kelompok, kode RPJMN, keterangan
INDIKATOR = {
    "KEM.1": ("Tingkat kemiskinan (P0)", "tujuan", "persen", 2, -1, "", "bps", "p0", "umum", "",
              "Susenas Maret, satu kali setahun, rentang galatnya lebar."),
    "KEM.2": ("Indeks kedalaman kemiskinan (P1)", "sasaran", "indeks", 2, -1, "", "bps", "p1", "umum", "",
              "Ditulis kali 100, seperti terbitan BPS."),
    "KEM.3": ("Indeks keparahan kemiskinan (P2)", "sasaran", "indeks", 2, -1, "", "bps", "p2", "umum", "",
              "Ditulis kali 100, seperti terbitan BPS."),
    "KEM.4": ("Rasio Gini", "tujuan", "rasio", 3, -1, "", "bps", "gini", "umum", "", ""),
    "DTS.1": ("Jiwa di desil nasional 1–2", "sasaran", "persen", 1, -1, "Dinas Sosial", "dtsen", "desil_n_1_2",
              "umum", "", "Bagian dari jiwa yang punya desil nasional. Bukan tingkat kemiskinan BPS."),
    "DTS.2": ("Jiwa di desil nasional 1–4", "sasaran", "persen", 1, -1, "Dinas Sosial", "dtsen", "desil_n_1_4",
              "umum", "", "Bagian dari jiwa yang punya desil nasional. Bukan tingkat kemiskinan BPS."),
    "DTS.3": ("Orang yang NIK-nya padan dengan Dukcapil", "program", "persen", 1, 1, "Dinas Sosial", "dtsen",
              "padan", "umum", "", ""),
    "DTS.4": ("Keluarga yang data rumahnya berumur paling lama dua tahun", "program", "persen", 1, 1,
              "Dinas Sosial", "dtsen", "mutakhir", "umum", "", ""),
    "IKS.1": ("Indeks kesejahteraan sosial", "tujuan", "indeks 0–100", 1, 1, "Dinas Sosial", "ikesos", "IKS", "umum",
              "", ""),
    "IKS.2": ("Indeks kesejahteraan sosial penduduk lanjut usia", "sasaran", "indeks 0–100", 1, 1, "Dinas Sosial",
              "ikesos", "IKS", "lansia", "04.20.01.01", RPJMN),
    "IKS.3": ("Indeks kesejahteraan sosial penyandang disabilitas", "sasaran", "indeks 0–100", 1, 1,
              "Dinas Sosial", "ikesos", "IKS", "disabilitas", "04.20.01.02", RPJMN),
    "IKS.4": ("Dimensi kebutuhan dasar", "sasaran", "indeks 0–100", 1, 1, "Dinas Sosial", "ikesos", "KD", "umum", "",
              ""),
    "IKS.5": ("Dimensi peranan sosial", "sasaran", "indeks 0–100", 1, 1, "Dinas Sosial", "ikesos", "PS", "umum", "",
              ""),
    "IKS.6": ("Dimensi keberdayaan ekonomi", "sasaran", "indeks 0–100", 1, 1, "Dinas Sosial", "ikesos", "KE", "umum",
              "", ""),
}  # fmt: skip
NAMA = ("nama", "tingkat", "satuan", "desimal", "arah", "opd", "sumber", "ukuran", "kelompok", "kode_rpjmn",
        "keterangan")  # fmt: skip
UKURAN = {"KEM.1": 1, "KEM.2": 2, "KEM.3": 3, "KEM.4": 4}


def fill(apps, schema_editor):
    def rows(nama):
        return apps.get_model("ikesos", nama).objects.using(schema_editor.connection.alias)

    bps = rows("KemiskinanBps")
    bps.bulk_create(
        bps.model(kode_wilayah="6402", periode=p, garis_rp_bulan=g, p0=p0, p1=p1, p2=p2, gini=gini, sumber=BOOKLET)
        for p, (g, p0, p1, p2, gini) in KUKAR.items()
    )
    bps.bulk_create(
        bps.model(
            kode_wilayah="64", periode=p, garis_rp_bulan=g, makanan_rp_bulan=m, bukan_makanan_rp_bulan=b,
            p0=p0, p1=p1, p2=p2, sumber=BRS.format(kata),
        )
        for p, (g, m, b, p0, p1, p2, kata) in KALTIM.items()
    )  # fmt: skip
    sasaran = rows("Sasaran")
    sasaran.bulk_create(sasaran.model(kode=k, nama=n, urut=i) for i, (k, n) in enumerate(SASARAN.items(), start=1))
    indikator = rows("IndikatorRpjmd")
    indikator.bulk_create(
        indikator.model(kode=k, sasaran_id=k[:3], urut=i, **dict(zip(NAMA, isi, strict=True)))
        for i, (k, isi) in enumerate(INDIKATOR.items(), start=1)
    )
    realisasi = rows("RealisasiRpjmd")
    realisasi.bulk_create(
        realisasi.model(
            indikator_id=kode, tahun=int(periode), nilai=isi[letak], asal="terbitan", rujukan=BOOKLET,
            status="dikonfirmasi",
        )
        for kode, letak in UKURAN.items()
        for periode, isi in KUKAR.items()
        if isi[letak] is not None
    )  # fmt: skip
    rows("AturanLampu").create(
        hijau=100, kuning=90, berlaku_dari=date(2025, 1, 1), dokumen="Usulan metode lokal, belum ditetapkan"
    )


def empty(apps, schema_editor):
    for nama in ("RealisasiRpjmd", "TargetRpjmd", "NarasiRpjmd", "IndikatorRpjmd", "Sasaran", "KemiskinanBps"):
        apps.get_model("ikesos", nama).objects.using(schema_editor.connection.alias).all().delete()
    apps.get_model("ikesos", "AturanLampu").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("ikesos", "0030_rpjmd")]

    operations = [migrations.RunPython(fill, empty)]
