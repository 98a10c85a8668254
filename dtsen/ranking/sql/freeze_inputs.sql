-- Tujuan: membekukan fakta yang diskor dari setiap keluarga aktif, pada satu saat
-- Masukan: beku (id data beku), acuan (umur dihitung per tanggal ini); dari dan sampai (id keluarga); tabel kosong bagian.beku_baru
-- Butir: satu baris setiap keluarga aktif; fakta yang tidak diketahui tetap NULL
-- Idempoten: ya, bagian.beku_baru dibuat ulang sebelum pernyataan ini
INSERT INTO bagian.beku_baru
SELECT %(beku)s, f.*
FROM ranking_fitur(%(acuan)s::date, %(dari)s, %(sampai)s) AS f
