-- Tujuan: baris yang ditunda masuk antrean, bersama data pokoknya
-- Masukan: rumah, jiwa, orang, tabel tahap; batch, nama berkas
-- Butir: satu baris per baris berkas yang ditunda
-- Idempoten: tidak; bagian dari transaksi penerapan
INSERT INTO registry_antreanimpor (batch_id, jenis, berkas, baris, kode_desa, data, individu_id, selesai)
SELECT
    %(batch)s, r.kode, (%(berkas)s::text[])[s.berkas + 1], s.baris, coalesce(s.kode_desa, ''),
    jsonb_build_object('tabel', 'keluarga', 'nama_kepala', s.nama_kepala), NULL, false
FROM rumah r JOIN stage_keluarga s ON s.no = r.no
WHERE r.putusan = 'tunda'
UNION ALL
SELECT
    %(batch)s, j.kode, (%(berkas)s::text[])[s.berkas + 1], s.baris, coalesce(r.kode_desa, ''),
    jsonb_build_object(
        'tabel', 'individu', 'nama', s.nama, 'tanggal_lahir', s.tanggal_lahir, 'nik', s.nik,
        'nomor_kk', s.nomor_kk, 'galat', s.galat_nik
    ),
    coalesce(j.individu_id, o.individu_id), false
FROM jiwa j
JOIN stage_individu s ON s.no = j.no
JOIN orang o ON o.no = j.no
LEFT JOIN rumah r ON r.kunci = s.kunci AND r.putusan IS DISTINCT FROM 'tolak'
WHERE j.putusan = 'tunda'
