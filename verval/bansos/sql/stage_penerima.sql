-- Tujuan: tempat baris satu berkas penerima selama dicocokkan; COPY tidak dapat menulis ke tabel berlingkup
-- Masukan: tidak ada
-- Butir: satu baris per baris berkas
-- Idempoten: ya, hilang bersama transaksinya
DROP TABLE IF EXISTS pg_temp.baris_baru;
CREATE TEMP TABLE baris_baru (
    baris integer, nik text COLLATE "C", kk text COLLATE "C", nama text, status text, nominal integer, salah text
) ON COMMIT DROP
