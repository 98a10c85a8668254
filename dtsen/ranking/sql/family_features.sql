-- Tujuan: fakta yang diskor dari satu keluarga menurut keadaan sekarang
-- Masukan: keluarga, acuan (umur dihitung per tanggal ini)
-- Butir: satu baris, atau tidak ada bila keluarga tidak aktif
-- Idempoten: ya, hanya membaca
SELECT * FROM ranking_fitur(%(acuan)s::date) WHERE keluarga_id = %(keluarga)s
