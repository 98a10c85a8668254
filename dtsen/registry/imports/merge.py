"""Survivorship: the merged row of everything a batch matches, and the statements that write it.

A value of the batch wins when its lineage code is not smaller than that of the value that stands (`asal.py`: the
later date, on one date the stronger source). Statements are composed from the declared facts, never from strings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg2 import sql

from dtsen.registry.fakta import FAKTA_INDIVIDU, FAKTA_KELUARGA, TANGGAL, TEKS, Fakta
from dtsen.registry.models.keluarga import ALAMAT

kolom = sql.Identifier
KONDISI = tuple(f for f in FAKTA_KELUARGA if f.nama not in ALAMAT)


def _stated(fakta: Fakta) -> str:
    """Condition that the batch says something about a fact."""
    return "s.{f} <> ''" if fakta.jenis == TEKS else "s.{f} IS NOT NULL"


def _wins(fakta: Fakta, urutan: int) -> sql.Composable:
    return sql.SQL(_stated(fakta) + " AND %(bobot)s >= coalesce(t.asal[{n}], 0)").format(
        f=kolom(fakta.nama), n=sql.Literal(urutan)
    )


def _merged(fakta: Fakta, urutan: int, lama: str) -> sql.Composable:
    return sql.SQL("CASE WHEN {menang} THEN s.{f} ELSE {lama}.{f} END AS {f}").format(
        menang=_wins(fakta, urutan), f=kolom(fakta.nama), lama=kolom(lama)
    )


def _lineage(daftar: Sequence[Fakta]) -> sql.Composable:
    """Lineage array of a matched row."""
    return sql.SQL("ARRAY[{}]::integer[]").format(
        sql.SQL(", ").join(
            sql.SQL("CASE WHEN {} THEN %(bobot)s ELSE coalesce(t.asal[{}], 0) END").format(_wins(f, n), sql.Literal(n))
            for n, f in enumerate(daftar, start=1)
        )
    )


def _new_lineage(daftar: Sequence[Fakta]) -> sql.Composable:
    """Lineage array of a new row."""
    return sql.SQL("ARRAY[{}]::integer[]").format(
        sql.SQL(", ").join(
            sql.SQL("CASE WHEN " + _stated(f) + " THEN %(bobot)s ELSE 0 END")
            .format(f=kolom(f.nama))
            for f in daftar
        )
    )  # fmt: skip


def _names(daftar: Sequence[Fakta], awalan: str = "") -> sql.Composable:
    depan = sql.SQL(awalan)
    return sql.SQL(", ").join(depan + kolom(f.nama) for f in daftar)


def _values(daftar: Sequence[Fakta]) -> sql.Composable:
    """Values of a new row: text that is not stated is empty, never NULL."""
    return sql.SQL(", ").join(
        sql.SQL("coalesce(s.{}, '')" if f.jenis == TEKS else "s.{}").format(kolom(f.nama)) for f in daftar
    )


LAMA = "lama_"
"""Prefix of the old values in the merge query: old and new stand side by side, so the registry is read once."""


def _json(kolom_: str, nama: str) -> sql.Composable:
    """A value as JSON text: numbers as they are, everything else quoted."""
    fakta = BERJENIS.get(nama)
    angka = nama == "keluarga_id" or (fakta is not None and fakta.jenis not in {TEKS, TANGGAL})
    bentuk = "coalesce(g.{}::text, 'null')" if angka else "coalesce(to_json(g.{})::text, 'null')"
    return sql.SQL(bentuk).format(kolom(kolom_))


def _diff(nama: Sequence[str]) -> sql.Composable:
    """`{fakta: [lama, baru]}` of the facts that differ, put together as text: faster than jsonb functions."""
    beda = [
        sql.SQL(
            "CASE WHEN g.{lama} IS DISTINCT FROM g.{baru} THEN {awal} || {dulu} || ',' || {kini} || ']' END"
        ).format(
            lama=kolom(LAMA + n),
            baru=kolom(n),
            awal=sql.Literal(f'"{n}":['),
            dulu=_json(LAMA + n, n),
            kini=_json(n, n),
        )
        for n in nama
    ]
    return sql.SQL("nullif('{{' || concat_ws(',', {}) || '}}', '{{}}')::jsonb").format(sql.SQL(", ").join(beda))


def _old(nama: Sequence[str], dari: str) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL("{}.{} AS {}").format(kolom(dari), kolom(n), kolom(LAMA + n)) for n in nama)


def _new(nama: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL("g.{}").format(kolom(n)) for n in nama)


BERJENIS = {f.nama: f for f in (*FAKTA_KELUARGA, *FAKTA_INDIVIDU)}
KUNCI_KELUARGA = ("kode_desa", "nomor_kk")
KUNCI_INDIVIDU = ("nik", "keluarga_id")
NOMOR = frozenset({"nik", "nomor_kk"})
"""Numbers stand in a column of history of their own (`riwayat.py`)."""


def merge_keluarga() -> sql.Composable:
    """Table `gabung_keluarga`: the merged row of every matched family.

    What changes stands in `perubahan`, numbers in `nomor`; NULL where nothing does.
    """
    kondisi, alamat = [f.nama for f in KONDISI], [f.nama for f in _address()]
    semua = [*kondisi, *alamat, *KUNCI_KELUARGA]
    return sql.SQL(
        """
        CREATE UNLOGGED TABLE gabung_keluarga AS
        SELECT h.*, h.perubahan IS NOT NULL OR h.nomor IS NOT NULL AS berubah FROM (
            SELECT g.keluarga_id, g.asal_desa, g.asal_kk, g.asal, g.kunci_berubah, {semua},
                {beda} AS perubahan, {nomor} AS nomor
            FROM (
                SELECT r.keluarga_id,
                    CASE WHEN r.kode_desa IS NOT NULL AND %(bobot)s >= k.asal_desa THEN r.kode_desa
                         ELSE k.kode_desa END AS kode_desa,
                    CASE WHEN r.kode_desa IS NOT NULL THEN greatest(%(bobot)s, k.asal_desa)
                         ELSE k.asal_desa END AS asal_desa,
                    CASE WHEN r.nomor_kk IS NOT NULL AND %(bobot)s >= k.asal_kk THEN r.nomor_kk
                         ELSE k.nomor_kk END AS nomor_kk,
                    CASE WHEN r.nomor_kk IS NOT NULL THEN greatest(%(bobot)s, k.asal_kk)
                         ELSE k.asal_kk END AS asal_kk,
                    (r.kode_desa <> k.kode_desa AND %(bobot)s >= k.asal_desa)
                        OR (r.nomor_kk IS DISTINCT FROM k.nomor_kk AND %(bobot)s >= k.asal_kk) AS kunci_berubah,
                    {kondisi}, {alamat}, {asal} AS asal, {lama_kondisi}, {lama_alamat}
                FROM rumah r
                JOIN stage_keluarga s ON s.no = r.no
                JOIN public.registry_keluarga k ON k.id = r.keluarga_id
                JOIN public.registry_kondisikeluarga t ON t.keluarga_id = r.keluarga_id
                WHERE r.putusan IS NULL AND NOT r.baru
                OFFSET 0
            ) g
            OFFSET 0
        ) h
        """
    ).format(
        semua=_new(semua),
        beda=_diff([n for n in semua if n not in NOMOR]),
        nomor=_diff([n for n in semua if n in NOMOR]),
        kondisi=sql.SQL(", ").join(_merged(f, _place(f), "t") for f in KONDISI),
        alamat=sql.SQL(", ").join(_merged(f, _place(f), "k") for f in _address()),
        asal=_lineage(FAKTA_KELUARGA),
        lama_kondisi=_old(kondisi, "t"),
        lama_alamat=_old([*alamat, *KUNCI_KELUARGA], "k"),
    )


def _address() -> tuple[Fakta, ...]:
    return tuple(f for f in FAKTA_KELUARGA if f.nama in ALAMAT)


def _place(fakta: Fakta) -> int:
    return FAKTA_KELUARGA.index(fakta) + 1


def merge_individu() -> sql.Composable:
    """Table `gabung_individu`: the merged row of every matched person, and what changes (as in `merge_keluarga`).

    Where a person was found by name, the NIK that Dukcapil knows stands; else the later one.
    """
    fakta = [f.nama for f in FAKTA_INDIVIDU]
    semua = [*fakta, *KUNCI_INDIVIDU]
    return sql.SQL(
        """
        CREATE UNLOGGED TABLE gabung_individu AS
        SELECT h.*, h.perubahan IS NOT NULL OR h.nomor IS NOT NULL AS berubah FROM (
            SELECT g.individu_id, g.lama_keluarga_id AS keluarga_lama, g.asal_keluarga, g.asal_nik, g.asal, g.nama_norm,
                {semua}, {beda} AS perubahan, {nomor} AS nomor
            FROM (
                SELECT j.individu_id,
                    CASE WHEN %(bobot)s >= t.asal_keluarga THEN j.keluarga_id ELSE t.keluarga_id END AS keluarga_id,
                    greatest(%(bobot)s, t.asal_keluarga) AS asal_keluarga,
                    CASE
                        WHEN j.nik IS NULL OR j.nik = t.nik THEN t.nik
                        WHEN t.nik IS NULL OR (db.nik IS NOT NULL AND dl.nik IS NULL) THEN j.nik
                        WHEN dl.nik IS NOT NULL AND db.nik IS NULL THEN t.nik
                        WHEN %(bobot)s >= t.asal_nik THEN j.nik
                        ELSE t.nik
                    END AS nik,
                    greatest(t.asal_nik, CASE WHEN j.nik IS NOT NULL THEN %(bobot)s END) AS asal_nik,
                    CASE WHEN {nama_menang} THEN s.nama_norm ELSE t.nama_norm END AS nama_norm,
                    {fakta}, {asal} AS asal, {lama}
                FROM jiwa j
                JOIN stage_individu s ON s.no = j.no
                JOIN public.registry_individu t ON t.id = j.individu_id
                LEFT JOIN public.registry_rujukandukcapil dl ON j.cara = 2 AND dl.nik = t.nik
                LEFT JOIN public.registry_rujukandukcapil db ON j.cara = 2 AND db.nik = j.nik
                WHERE j.putusan IS NULL AND NOT j.baru
                OFFSET 0
            ) g
            OFFSET 0
        ) h
        """
    ).format(
        semua=_new(semua),
        beda=_diff([n for n in semua if n not in NOMOR]),
        nomor=_diff([n for n in semua if n in NOMOR]),
        nama_menang=_wins(FAKTA_INDIVIDU[0], 1),
        fakta=sql.SQL(", ").join(_merged(f, n, "t") for n, f in enumerate(FAKTA_INDIVIDU, start=1)),
        asal=_lineage(FAKTA_INDIVIDU),
        lama=_old(semua, "t"),
    )


def write_history() -> tuple[sql.Composable, sql.Composable]:
    """Statements that keep old and new values of every row that changes, families then persons."""
    keluarga = sql.SQL(
        """
        INSERT INTO public.registry_riwayatfakta
            (waktu, keluarga_id, kode_desa, dasar, perubahan, nomor, alasan, pelaku_id)
        SELECT now(), keluarga_id, kode_desa, %(dasar)s, coalesce(perubahan, '{}'), coalesce(nomor, '{}'), '',
            %(pelaku)s
        FROM gabung_keluarga WHERE berubah
        """
    )
    individu = sql.SQL(
        """
        INSERT INTO public.registry_riwayatfakta
            (waktu, keluarga_id, individu_id, kode_desa, dasar, perubahan, nomor, alasan, pelaku_id)
        SELECT now(), g.keluarga_id, g.individu_id, k.kode_desa, %(dasar)s, coalesce(g.perubahan, '{}'),
            coalesce(g.nomor, '{}'), '', %(pelaku)s
        FROM gabung_individu g
        JOIN public.registry_keluarga k ON k.id = g.keluarga_id
        WHERE g.berubah
        """
    )
    return keluarga, individu


def _assign(nama: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL("{0} = g.{0}").format(kolom(n)) for n in nama)


TERSENTUH = sql.SQL(
    """
    CREATE UNLOGGED TABLE tersentuh AS
    SELECT keluarga_id AS id FROM gabung_individu WHERE berubah
    UNION SELECT keluarga_lama FROM gabung_individu WHERE keluarga_lama <> keluarga_id
    UNION SELECT j.keluarga_id FROM jiwa j JOIN rumah r ON r.keluarga_id = j.keluarga_id
          WHERE j.baru AND NOT r.baru
    """
)
"""Families whose members change: their page says "data berubah" although their own row may not."""


def update_rows() -> list[sql.Composable]:
    """Statements that write the merged rows; a row whose values and lineage stand as they are is not touched."""
    alamat = [f.nama for f in _address()]
    return [
        TERSENTUH,
        sql.SQL(
            """
            INSERT INTO public.registry_riwayatkk (keluarga_id, nomor_kk, dari, dasar)
            SELECT g.keluarga_id, g.nomor_kk, %(tanggal)s, %(dasar)s
            FROM gabung_keluarga g JOIN public.registry_keluarga k ON k.id = g.keluarga_id
            WHERE g.nomor_kk IS DISTINCT FROM k.nomor_kk
            """
        ),
        sql.SQL(
            """
            UPDATE public.registry_keluarga k
            SET kode_desa = g.kode_desa, nomor_kk = g.nomor_kk, asal_desa = g.asal_desa, asal_kk = g.asal_kk, {alamat},
                diubah = CASE WHEN g.berubah OR u.id IS NOT NULL THEN now() ELSE k.diubah END
            FROM gabung_keluarga g
            LEFT JOIN tersentuh u ON u.id = g.keluarga_id
            WHERE k.id = g.keluarga_id
                AND (g.berubah OR u.id IS NOT NULL OR (g.asal_desa, g.asal_kk) <> (k.asal_desa, k.asal_kk))
            """
        ).format(alamat=_assign(alamat)),
        sql.SQL(
            """
            UPDATE public.registry_kondisikeluarga t SET {kondisi}, asal = g.asal
            FROM gabung_keluarga g
            WHERE t.keluarga_id = g.keluarga_id AND (g.berubah OR g.asal <> t.asal)
            """
        ).format(kondisi=_assign([f.nama for f in KONDISI])),
        sql.SQL(
            """
            UPDATE public.registry_individu t
            SET nik = g.nik, asal_nik = g.asal_nik, keluarga_id = g.keluarga_id, asal_keluarga = g.asal_keluarga,
                nama_norm = g.nama_norm, {fakta}, asal = g.asal, kode_desa = k.kode_desa,
                status_padan = registry_padan(g.nik, g.nama_norm, g.tanggal_lahir, k.nomor_kk, d)
            FROM gabung_individu g
            JOIN public.registry_keluarga k ON k.id = g.keluarga_id
            LEFT JOIN public.registry_rujukandukcapil d ON d.nik = g.nik
            WHERE t.id = g.individu_id AND (g.berubah OR g.asal <> t.asal OR g.asal_keluarga <> t.asal_keluarga)
            """
        ).format(fakta=_assign([f.nama for f in FAKTA_INDIVIDU])),
        sql.SQL(
            """
            UPDATE public.registry_keluarga k SET diubah = now()
            FROM tersentuh u
            WHERE k.id = u.id AND NOT EXISTS (SELECT FROM gabung_keluarga g WHERE g.keluarga_id = u.id)
            """
        ),
    ]


def insert_keluarga() -> list[sql.Composable]:
    """Statements that add the new families with their condition and No KK."""
    alamat = _address()
    return [
        sql.SQL(
            """
            INSERT INTO public.registry_keluarga
                (id, kode_desa, nomor_kk, nama_kepala, status, asal_desa, asal_kk, {alamat})
            SELECT r.keluarga_id, r.kode_desa, r.nomor_kk, coalesce(s.nama_kepala, ''), 'aktif', %(bobot)s,
                   CASE WHEN r.nomor_kk IS NULL THEN 0 ELSE %(bobot)s END, {nilai}
            FROM rumah r JOIN stage_keluarga s ON s.no = r.no WHERE r.baru ORDER BY r.keluarga_id
            """
        ).format(alamat=_names(alamat), nilai=_values(alamat)),
        sql.SQL(
            """
            INSERT INTO public.registry_kondisikeluarga (keluarga_id, kode_desa, {kondisi}, asal)
            SELECT r.keluarga_id, r.kode_desa, {nilai}, {asal}
            FROM rumah r JOIN stage_keluarga s ON s.no = r.no WHERE r.baru ORDER BY r.keluarga_id
            """
        ).format(kondisi=_names(KONDISI), nilai=_values(KONDISI), asal=_new_lineage(FAKTA_KELUARGA)),
        sql.SQL(
            """
            INSERT INTO public.registry_riwayatkk (keluarga_id, nomor_kk, dari, dasar)
            SELECT keluarga_id, nomor_kk, %(tanggal)s, %(dasar)s FROM rumah WHERE baru AND nomor_kk IS NOT NULL
            """
        ),
    ]


def insert_individu() -> sql.Composable:
    """Statement that adds the new persons."""
    return sql.SQL(
        """
        INSERT INTO public.registry_individu
            (id, keluarga_id, kode_desa, nik, nama_norm, status_padan, asal_nik, asal_keluarga, {nama}, asal)
        SELECT j.individu_id, j.keluarga_id, k.kode_desa, j.nik, s.nama_norm,
               registry_padan(j.nik, s.nama_norm, s.tanggal_lahir, k.nomor_kk, d), %(bobot)s, %(bobot)s, {nilai}, {asal}
        FROM jiwa j
        JOIN stage_individu s ON s.no = j.no
        JOIN public.registry_keluarga k ON k.id = j.keluarga_id
        LEFT JOIN public.registry_rujukandukcapil d ON d.nik = j.nik
        WHERE j.baru
        ORDER BY j.keluarga_id, j.individu_id
        """
    ).format(nama=_names(FAKTA_INDIVIDU), nilai=_values(FAKTA_INDIVIDU), asal=_new_lineage(FAKTA_INDIVIDU))


def execute(kursor: Any, pernyataan: sql.Composable, isian: dict[str, Any]) -> int:
    """Run one composed statement with named parameters; returns the number of rows."""
    kursor.execute(pernyataan, isian)
    return int(kursor.rowcount)
