-- Tujuan: baris satu berkas yang belum cocok, untuk dicocokkan sekali lagi dengan registri kini
-- Masukan: berkas (id)
-- Butir: satu baris per baris berkas yang belum cocok
-- Idempoten: ya, sesudah stage_penerima dalam transaksi yang sama
INSERT INTO baris_baru (baris, nik, kk, nama, status, nominal, salah)
SELECT b.baris, b.nik, b.nomor_kk, b.nama, b.status, b.nominal, ''
FROM verval_barispenerima b
WHERE b.berkas_id = %(berkas)s AND b.keadaan = 'tidak_cocok'
