"""The reporter of an objection: told of every hop by the address that was left, and forgotten in time.

Nobody reads the table for it: one function gives the address alone, one forgets. Reminders of objections for staff.
"""

from django.db import migrations

BULAN = 12
LACAK = """
DROP FUNCTION verval_lacak_sanggah(text);
CREATE FUNCTION verval_lacak_sanggah(dicari text) RETURNS TABLE (
    isi text, kode_desa text, status text, diajukan timestamptz, naik integer, langkah text[], waktu timestamptz[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    -- What the holder of a code learns: no name, place below the desa, family, free word or reporter. Of a decision the
    -- code of its reason, out of a fixed list.
    SELECT s.jenis::text, s.kode_desa::text, s.status::text, s.diajukan, s.eskalasi::integer,
        ARRAY(
            SELECT ARRAY[l.aksi::text, l.ke::text, l.alasan_kode::text] FROM verval_langkahsanggah l
            WHERE l.sanggah_id = s.id AND l.aksi <> 'ikuti' ORDER BY l.id
        ),
        ARRAY(
            SELECT l.waktu FROM verval_langkahsanggah l WHERE l.sanggah_id = s.id AND l.aksi <> 'ikuti' ORDER BY l.id
        )
    FROM verval_sanggah s WHERE s.kode_lacak = dicari
$$;
"""
LACAK_LAMA = """
DROP FUNCTION verval_lacak_sanggah(text);
CREATE FUNCTION verval_lacak_sanggah(dicari text) RETURNS TABLE (
    isi text, kode_desa text, status text, diajukan timestamptz, langkah text[], waktu timestamptz[]
)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = public, pg_temp AS $$
    SELECT s.jenis::text, s.kode_desa::text, s.status::text, s.diajukan,
        ARRAY(
            SELECT l.ke::text FROM verval_langkahsanggah l WHERE l.sanggah_id = s.id AND l.aksi <> 'naikkan'
            ORDER BY l.id
        ),
        ARRAY(
            SELECT l.waktu FROM verval_langkahsanggah l WHERE l.sanggah_id = s.id AND l.aksi <> 'naikkan'
            ORDER BY l.id
        )
    FROM verval_sanggah s WHERE s.kode_lacak = dicari
$$;
"""
PELAPOR = """
CREATE FUNCTION verval_kontak_pelapor(nomor bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- The address alone, inside the scope of the transaction: a message leaves without anybody reading who reported.
    SELECT p.kontak::text FROM verval_pelaporsanggah p
    WHERE p.sanggah_id = nomor AND wilayah_dalam(p.kode_desa, NULL)
$$;
CREATE FUNCTION verval_buang_pelapor() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    batas timestamptz := now() - (SELECT make_interval(months => bulan) FROM verval_masasimpan WHERE kode = 'pelapor');
    banyak integer;
BEGIN
    -- By the row alone: open objections and young decisions keep theirs, whoever asks.
    DELETE FROM verval_pelaporsanggah p USING verval_sanggah s WHERE s.id = p.sanggah_id AND s.diputus < batas;
    GET DIAGNOSTICS banyak = ROW_COUNT;
    RETURN banyak;
END
$$;
"""
PELAPOR_LAMA = "DROP FUNCTION verval_buang_pelapor(); DROP FUNCTION verval_kontak_pelapor(bigint)"
KEADAAN = (
    "diterima", "ditugaskan", "dikunjungi", "diperiksa", "terbukti", "tidak_terbukti", "data_diperbaiki", "terlambat",
)  # fmt: skip
KABAR = (
    "{program}, {desa}: {keadaan}.\n{tenggat}\n\n"
    "Ikuti dengan kode {kode_lacak} di halaman Lacak pengajuan. Siapa yang menyanggah tidak diberitahukan kepada desa "
    "atau kepada yang disanggah.\n\nDinas Sosial Kabupaten Kutai Kartanegara"
)
PENGINGAT = {
    "sanggah": (
        "DTSEN Kukar: {jumlah} sanggahan menunggu putusan",
        "{jumlah} sanggahan warga mendekati atau melewati 14 hari dan belum diputus.\n{daftar}\n\n"
        "Masuk ke DTSEN Kukar, buka Sanggahan, lalu periksa dan putuskan. Sanggahan tidak gugur sendiri.",
    ),
    "sanggah_naik": (
        "DTSEN Kukar: {jumlah} sanggahan naik kepada Anda",
        "{jumlah} sanggahan warga belum diputus sesudah 10 hari atau lebih, dan naik kepada Anda.\n{daftar}\n\n"
        "Masuk ke DTSEN Kukar, buka Sanggahan, lalu minta verifikator memutusnya.",
    ),
}


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("verval", "MasaSimpan").objects.using(alias).create(kode="pelapor", bulan=BULAN)
    templat = apps.get_model("verval", "TemplatPesan").objects.using(alias)
    for kode in KEADAAN:
        templat.create(penerima="pelapor", kode=kode, saluran="wa", isi=KABAR)
        templat.create(penerima="pelapor", kode=kode, saluran="surel", judul="Kabar sanggahan {kode_lacak}", isi=KABAR)
    for kode, (judul, isi) in PENGINGAT.items():
        templat.create(penerima="pengingat", kode=kode, saluran="surel", judul=judul, isi=isi)


def empty(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("verval", "MasaSimpan").objects.using(alias).filter(kode="pelapor").delete()
    templat = apps.get_model("verval", "TemplatPesan").objects.using(alias)
    templat.filter(penerima="pelapor").delete()
    templat.filter(penerima="pengingat", kode__in=PENGINGAT).delete()


class Migration(migrations.Migration):
    dependencies = [("verval", "0200_sanggah_kabar")]

    operations = [
        migrations.RunSQL(LACAK, LACAK_LAMA),
        migrations.RunSQL(PELAPOR, PELAPOR_LAMA),
        migrations.RunPython(fill, empty),
    ]
