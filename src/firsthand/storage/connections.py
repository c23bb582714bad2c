"""How a database connection is opened: on SQLite, what was deleted is overwritten and writers wait for one another."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.dispatch import receiver

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)


@receiver(connection_created)
def prepare_sqlite(connection: Any, **_: Any) -> None:
    """Set SQLite's switches; PostgreSQL needs none."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma in PRAGMAS:
            cursor.execute(pragma)
