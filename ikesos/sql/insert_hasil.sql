-- Tujuan: menyimpan semua simpul satu hitungan sekaligus
-- Masukan: hitungan; larik sama panjang wilayah, kelompok, simpul, masukan, x, mentah, terpotong, nilai, nilai_geo, nilai_desil_lama, warisan, tutup, ada, contoh
-- Butir: satu baris setiap wilayah, kelompok dan simpul
-- Idempoten: tidak; unik menurut hitungan, kelompok, simpul dan wilayah
INSERT INTO ikesos_hasilindeks (
    hitungan_id, wilayah_id, kelompok, simpul, masukan, x, mentah, terpotong, nilai, nilai_geo, nilai_desil_lama, warisan, tutup, ada, contoh
)
SELECT %(hitungan)s, *
FROM unnest(
    %(wilayah)s::text[], %(kelompok)s::text[], %(simpul)s::text[], %(masukan)s::jsonb[], %(x)s::float8[],
    %(mentah)s::float8[], %(terpotong)s::boolean[], %(nilai)s::float8[], %(nilai_geo)s::float8[], %(nilai_desil_lama)s::float8[],
    %(warisan)s::text[], %(tutup)s::text[], %(ada)s::float8[], %(contoh)s::boolean[]
)
