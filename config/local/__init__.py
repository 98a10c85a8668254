"""Embedded PostgreSQL and Valkey, and the supervisor behind `make run`.

Nothing here is needed in production: there DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL point to
servers that somebody else runs.
"""
