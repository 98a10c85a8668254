"""The two partitioned tables: frozen features of each Beku, results of each Run. Partitions live in schema `bagian`."""

from django.db import migrations

HASIL = """
CREATE TABLE ranking_hasil (
    run_id bigint NOT NULL,
    keluarga_id bigint NOT NULL,
    kode_desa varchar(10) COLLATE "C" NOT NULL,
    bobot smallint NOT NULL,
    skor integer,
    desil smallint,
    desil_sebelumnya smallint,
    sebab varchar(20) NOT NULL,
    alasan_kosong varchar(20) NOT NULL DEFAULT '',
    PRIMARY KEY (run_id, keluarga_id),
    CHECK (desil BETWEEN 1 AND 10)
) PARTITION BY LIST (run_id)
"""
FITUR = """
CREATE TABLE ranking_beku_fitur (
    beku_id bigint NOT NULL,
    keluarga_id bigint NOT NULL,
    kode_desa varchar(10) COLLATE "C" NOT NULL,
    bobot smallint NOT NULL,
    luas_per_jiwa integer,
    lantai_bukan_tanah smallint,
    dinding_tembok smallint,
    bab_sendiri smallint,
    air_bersih smallint,
    penerangan_pln smallint,
    masak_kayu smallint,
    rumah_sendiri smallint,
    ukuran_keluarga smallint,
    anak_0_4 smallint,
    umur_kepala smallint,
    rasio_ketergantungan smallint,
    anak_sd smallint,
    anak_smp smallint,
    anak_sma smallint,
    ijazah_kepala smallint,
    ijazah_tertinggi smallint,
    pekerjaan_kepala smallint,
    sektor_kepala smallint,
    ac smallint,
    komputer smallint,
    kulkas smallint,
    sepeda smallint,
    motor smallint,
    mobil smallint,
    sapi_kerbau smallint,
    PRIMARY KEY (beku_id, keluarga_id)
) PARTITION BY LIST (beku_id)
"""


class Migration(migrations.Migration):
    dependencies = [("ranking", "0001_initial"), ("wilayah", "0001_initial")]

    operations = [
        migrations.RunSQL(HASIL, "DROP TABLE ranking_hasil"),
        migrations.RunSQL(FITUR, "DROP TABLE ranking_beku_fitur"),
    ]
