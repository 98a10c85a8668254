-- Tujuan: banyak keluarga (atau orang) yang masuk dan keluar menurut komponen anggotanya, untuk dihitung rupiahnya
-- Masukan: seperti assess_families atau assess_persons; rupa_lama, rupa_baru sebagai ungkapan (bit komponen atas orang i)
-- Butir: satu baris per arah dan susunan komponen (satu angka bit per anggota yang punya komponen)
-- Idempoten: ya, hanya membaca
SELECT x.masuk, x.rupa, count(*)
FROM (
    SELECT i.masuk, array_agg(i.rupa ORDER BY i.rupa) AS rupa
    FROM (
        SELECT
            p.keluarga_id, p.individu_id, p.baru AS masuk,
            CASE WHEN p.baru THEN {rupa_baru} ELSE {rupa_lama} END AS rupa
        FROM ({putusan}) p
        JOIN registry_individu i
            ON i.keluarga_id = p.keluarga_id AND (p.individu_id IS NULL OR i.id = p.individu_id)
        WHERE p.lama <> p.baru AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
        OFFSET bigint '0'
    ) i
    WHERE i.rupa > 0
    GROUP BY i.masuk, i.keluarga_id, i.individu_id
) x
GROUP BY x.masuk, x.rupa
