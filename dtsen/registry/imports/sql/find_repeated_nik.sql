-- Tujuan: baris berkas yang memakai NIK yang sama, yang paling meyakinkan mendapat nomor 1
-- Masukan: stage_individu
-- Butir: satu baris per baris berkas yang NIK-nya berulang
-- Idempoten: ya, tabel dibuat baru dalam skema batch
CREATE UNLOGGED TABLE nik_berulang AS
SELECT
    no,
    row_number() OVER w AS ke,
    (nama_norm = first_value(nama_norm) OVER w AND kunci = first_value(kunci) OVER w) AS kembar
FROM stage_individu
WHERE nik IN (SELECT nik FROM stage_individu WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) > 1)
WINDOW w AS (
    PARTITION BY nik
    ORDER BY (substr(nik, 9, 4) = to_char(tanggal_lahir, 'MMYY')) DESC NULLS LAST, no
)
