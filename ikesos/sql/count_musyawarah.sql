-- Tujuan: desa yang menyelesaikan musyawarah (kasus sampai status dimusyawarahkan) dalam satu triwulan
-- Masukan: dari, sampai (rentang kode desa), mulai, akhir (waktu, akhir tidak termasuk)
-- Butir: satu baris per kode desa
-- Idempoten: ya, hanya membaca
SELECT DISTINCT k.kode_desa
FROM verval_langkah l
JOIN (
    SELECT id AS pembaruan_id, NULL::bigint AS usulan_id, kode_desa FROM verval_pembaruan
    UNION ALL
    SELECT NULL, id, kode_desa FROM verval_usulan
) k ON k.pembaruan_id = l.pembaruan_id OR k.usulan_id = l.usulan_id
WHERE l.ke = 'dimusyawarahkan' AND l.waktu >= %(mulai)s AND l.waktu < %(akhir)s
    AND k.kode_desa >= %(dari)s AND k.kode_desa < %(sampai)s
