"""The scored features of every active family as a function of a date, and who may write results.

Indexes, partitions and statements read `ranking_fitur(acuan)`; it is one inlinable SELECT, so a condition on
`keluarga_id` reaches the indexes of the registry. The three-argument form bounds the scan for bulk work.
Counts of members are packed into three sums (10 bits each, families up to 1023 members), the facts of the head into
one number: one third fewer aggregates, which is most of the time of a freeze.
"""

from django.db import migrations

from dtsen.wilayah.peran_basis_data import revoke

FUNGSI = """
CREATE FUNCTION ranking_fitur(acuan date, dari bigint, sampai bigint)
RETURNS TABLE (
    keluarga_id bigint, kode_desa varchar, bobot smallint,
    luas_per_jiwa integer, lantai_bukan_tanah smallint, dinding_tembok smallint, bab_sendiri smallint,
    air_bersih smallint, penerangan_pln smallint, masak_kayu smallint, rumah_sendiri smallint,
    ukuran_keluarga smallint, anak_0_4 smallint, umur_kepala smallint, rasio_ketergantungan smallint,
    anak_sd smallint, anak_smp smallint, anak_sma smallint, ijazah_kepala smallint, ijazah_tertinggi smallint,
    pekerjaan_kepala smallint, sektor_kepala smallint, ac smallint, komputer smallint, kulkas smallint,
    sepeda smallint, motor smallint, mobil smallint, sapi_kerbau smallint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT
    k.id,
    k.kode_desa,
    -- Weight: living members, else what the file said.
    coalesce(a.jiwa, k.jumlah_anggota_keluarga, 0)::smallint,
    (100 * c.luas_lantai_m2 / a.jiwa)::integer,
    CASE WHEN c.jenis_lantai_terluas <> 8 THEN 1::smallint WHEN c.jenis_lantai_terluas = 8 THEN 0::smallint END,
    CASE WHEN c.jenis_dinding_terluas = 1 THEN 1::smallint WHEN c.jenis_dinding_terluas IS NOT NULL THEN 0::smallint END,
    CASE WHEN c.fasilitas_bab = 1 THEN 1::smallint WHEN c.fasilitas_bab IS NOT NULL THEN 0::smallint END,
    CASE
        WHEN c.sumber_air_minum_utama <= 5 OR c.sumber_air_minum_utama = 7 THEN 1::smallint
        WHEN c.sumber_air_minum_utama IS NOT NULL THEN 0::smallint
    END,
    CASE WHEN c.sumber_penerangan_utama <= 2 THEN 1::smallint WHEN c.sumber_penerangan_utama > 2 THEN 0::smallint END,
    CASE WHEN c.bahan_bakar_utama_memasak = 10 THEN 1::smallint WHEN c.bahan_bakar_utama_memasak IS NOT NULL THEN 0::smallint END,
    CASE WHEN c.status_kepemilikan_rumah = 1 THEN 1::smallint WHEN c.status_kepemilikan_rumah > 1 THEN 0::smallint END,
    a.jiwa::smallint,
    CASE WHEN a.umur & 1023 = 0 THEN a.umur >> 10 & 1023 END::smallint,
    CASE WHEN a.kepala >= 100 THEN
        date_part('year', age(acuan::timestamp, (DATE '1850-01-01' + a.kepala / 100)::timestamp))::smallint
    END,
    CASE
        WHEN a.jiwa IS NULL OR a.umur & 1023 > 0 THEN NULL
        WHEN a.umur >> 20 = 0 THEN 9999
        ELSE least(9998, 100 * (a.jiwa - (a.umur >> 20)) / (a.umur >> 20))
    END::smallint,
    CASE WHEN a.sekolah >> 30 = 0 THEN a.sekolah & 1023 END::smallint,
    CASE WHEN a.sekolah >> 30 = 0 THEN a.sekolah >> 10 & 1023 END::smallint,
    CASE WHEN a.sekolah >> 30 = 0 THEN a.sekolah >> 20 & 1023 END::smallint,
    nullif(a.kepala % 5, 4)::smallint,
    CASE a.ijazah WHEN 4 THEN 3 WHEN 3 THEN NULL ELSE a.ijazah END::smallint,
    nullif(a.kepala / 5 % 4, 3)::smallint,
    nullif(a.kepala / 20 % 5, 4)::smallint,
    -- Flags are 1 ya, 2 tidak.
    2::smallint - c.aset_bergerak_ac,
    2::smallint - c.aset_bergerak_komputer_laptop_tablet,
    2::smallint - c.aset_bergerak_lemari_es,
    2::smallint - c.aset_bergerak_sepeda,
    2::smallint - c.aset_bergerak_sepeda_motor,
    2::smallint - c.aset_bergerak_mobil,
    (c.jumlah_ternak_sapi > 0 OR c.jumlah_ternak_kerbau > 0)::integer::smallint
FROM registry_keluarga AS k
LEFT JOIN registry_kondisikeluarga AS c ON c.keluarga_id = k.id AND c.keluarga_id BETWEEN dari AND sampai
LEFT JOIN (
    SELECT
        i.keluarga_id,
        count(*) AS jiwa,
        -- 10 bits each: birth date unknown, age 0-4, age 15-64.
        sum(CASE
            WHEN i.tanggal_lahir IS NULL THEN 1
            WHEN i.tanggal_lahir > (acuan - interval '5 years')::date THEN 1 << 10
            WHEN i.tanggal_lahir > (acuan - interval '15 years')::date THEN 0
            WHEN i.tanggal_lahir > (acuan - interval '65 years')::date THEN 1 << 20
            ELSE 0
        END) AS umur,
        -- 10 bits each: now in SD, SMP, SMA; then those aged 5-24 (or of unknown age) whose schooling is unknown.
        sum(CASE
            WHEN i.partisipasi_sekolah = 2 THEN CASE
                WHEN i.jenjang_tertinggi_yang_diduduki <= 5 THEN 1
                WHEN i.jenjang_tertinggi_yang_diduduki <= 10 THEN 1 << 10
                WHEN i.jenjang_tertinggi_yang_diduduki <= 17 THEN 1 << 20
                WHEN i.jenjang_tertinggi_yang_diduduki IS NULL THEN 1 << 30
                ELSE 0
            END
            WHEN i.partisipasi_sekolah IS NOT NULL THEN 0
            WHEN i.tanggal_lahir <= (acuan - interval '25 years')::date THEN 0
            WHEN i.tanggal_lahir > (acuan - interval '5 years')::date THEN 0
            ELSE 1 << 30
        END) AS sekolah,
        -- Highest of the family; 3 = somebody of 15 or more is unknown (only SMA or more, 4, outranks that).
        max(CASE
            WHEN i.ijazah_tertinggi_yang_dimiliki <= 5 THEN 1
            WHEN i.ijazah_tertinggi_yang_dimiliki <= 10 THEN 2
            WHEN i.ijazah_tertinggi_yang_dimiliki <= 22 THEN 4
            WHEN i.ijazah_tertinggi_yang_dimiliki = 23 THEN 0
            WHEN i.tanggal_lahir > (acuan - interval '15 years')::date THEN 0
            ELSE 3
        END) AS ijazah,
        -- Head: days since 1850 * 100 + sektor (4 unknown) * 20 + pekerjaan (3 unknown) * 5 + ijazah (4 unknown).
        max(CASE WHEN i.status_hubungan_keluarga = 1 THEN
            100 * coalesce(i.tanggal_lahir - DATE '1850-01-01', 0)
            + 20 * CASE
                WHEN i.status_bekerja = 2 THEN 0
                WHEN i.lapangan_usaha_dari_pekerjaan_utama <= 6 THEN 1
                WHEN i.lapangan_usaha_dari_pekerjaan_utama <= 11 THEN 2
                WHEN i.lapangan_usaha_dari_pekerjaan_utama <= 26 THEN 3
                ELSE 4
            END
            + 5 * CASE
                WHEN i.status_bekerja = 2 THEN 0
                WHEN i.status_dalam_pekerjaan_utama IN (3, 4, 5) THEN 2
                WHEN i.status_dalam_pekerjaan_utama <= 8 THEN 1
                ELSE 3
            END
            + CASE
                WHEN i.ijazah_tertinggi_yang_dimiliki <= 5 THEN 1
                WHEN i.ijazah_tertinggi_yang_dimiliki <= 10 THEN 2
                WHEN i.ijazah_tertinggi_yang_dimiliki <= 22 THEN 3
                WHEN i.ijazah_tertinggi_yang_dimiliki = 23 THEN 0
                ELSE 4
            END
        END) AS kepala
    FROM registry_individu AS i
    WHERE i.keluarga_id BETWEEN dari AND sampai AND (i.keberadaan IS NULL OR i.keberadaan IN (1, 5))
    GROUP BY i.keluarga_id
) AS a ON a.keluarga_id = k.id
WHERE k.id BETWEEN dari AND sampai AND k.status = 'aktif'
$$;

CREATE FUNCTION ranking_fitur(acuan date)
RETURNS TABLE (
    keluarga_id bigint, kode_desa varchar, bobot smallint,
    luas_per_jiwa integer, lantai_bukan_tanah smallint, dinding_tembok smallint, bab_sendiri smallint,
    air_bersih smallint, penerangan_pln smallint, masak_kayu smallint, rumah_sendiri smallint,
    ukuran_keluarga smallint, anak_0_4 smallint, umur_kepala smallint, rasio_ketergantungan smallint,
    anak_sd smallint, anak_smp smallint, anak_sma smallint, ijazah_kepala smallint, ijazah_tertinggi smallint,
    pekerjaan_kepala smallint, sektor_kepala smallint, ac smallint, komputer smallint, kulkas smallint,
    sepeda smallint, motor smallint, mobil smallint, sapi_kerbau smallint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT * FROM ranking_fitur(acuan, 0, 9223372036854775807)
$$
"""


def only_owner_writes(apps, schema_editor):
    for tabel in ("ranking_hasil", "ranking_beku_fitur"):
        revoke(schema_editor, tabel, "INSERT, UPDATE, DELETE")


class Migration(migrations.Migration):
    dependencies = [("ranking", "0002_tabel_partisi"), ("registry", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNGSI, "DROP FUNCTION ranking_fitur(date); DROP FUNCTION ranking_fitur(date, bigint, bigint)"
        ),
        migrations.RunPython(only_owner_writes, migrations.RunPython.noop),
    ]
