"""Families a user looked at last: own ids in the session, nothing else."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

KUNCI = "dilihat"
TERBANYAK = 8


def remember(session: SessionBase, keluarga_id: int) -> None:
    """Put a family in front of the list."""
    session[KUNCI] = [keluarga_id, *(pk for pk in recent(session) if pk != keluarga_id)][:TERBANYAK]


def recent(session: SessionBase) -> list[int]:
    """Return the ids, the last one first."""
    return [pk for pk in session.get(KUNCI, []) if isinstance(pk, int)]
