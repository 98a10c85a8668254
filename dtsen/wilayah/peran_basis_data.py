"""The two database roles (architecture §7), seen by migrations: pemilik runs them, aplikasi gets its grants here."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from psycopg2 import sql


def aplikasi() -> sql.Identifier:
    """Return the name of the application role, the user of DATABASE_URL."""
    return sql.Identifier(settings.DATABASES["default"]["USER"])


def prepare_roles(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make sure the application role exists and may read and write (never own) whatever pemilik creates."""
    bawaan = settings.DATABASES["default"]
    with schema_editor.connection.cursor() as kursor:
        kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [bawaan["USER"]])
        if kursor.fetchone() is None:
            kursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD %s").format(aplikasi()),
                [bawaan["PASSWORD"]],
            )
        for perintah in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        ):
            kursor.execute(sql.SQL(perintah).format(aplikasi()))


def revoke(schema_editor: BaseDatabaseSchemaEditor, tabel: str, hak: str) -> None:
    """Take rights on a table back from the application role (append-only tables, tables of other roles)."""
    with schema_editor.connection.cursor() as kursor:
        kursor.execute(sql.SQL("REVOKE {} ON {} FROM {}").format(sql.SQL(hak), sql.Identifier(tabel), aplikasi()))


DALAM = "wilayah_dalam(kode_desa, keluarga_id)"
"""Condition of a policy on a table that carries both columns; see migration wilayah 0002."""


def protect(schema_editor: BaseDatabaseSchemaEditor, tabel: str, syarat: str = DALAM) -> None:
    """Put a table behind row-level security: aplikasi sees and writes only rows for which `syarat` holds.

    FORCEd, so that the owner is not above it by accident: pemilik has a policy of its own, since imports and rankings
    compare every family with every other.
    """
    nama = sql.Identifier(tabel)
    with schema_editor.connection.cursor() as kursor:
        for perintah in (
            sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(nama),
            sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(nama),
            sql.SQL("CREATE POLICY pemilik ON {} TO CURRENT_USER USING (true)").format(nama),
            sql.SQL("CREATE POLICY lingkup ON {} TO {} USING ({})").format(nama, aplikasi(), sql.SQL(syarat)),
        ):
            kursor.execute(perintah)


def expose(schema_editor: BaseDatabaseSchemaEditor, tabel: str) -> None:
    """Undo `protect`."""
    nama = sql.Identifier(tabel)
    with schema_editor.connection.cursor() as kursor:
        for perintah in (
            "DROP POLICY pemilik ON {}",
            "DROP POLICY lingkup ON {}",
            "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        ):
            kursor.execute(sql.SQL(perintah).format(nama))
