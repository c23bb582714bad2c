"""What a database keeps of deleted rows until it is told to let go: free pages, old versions, the log beside the file.

SQLite overwrites what is deleted (`secure_delete`); the search's tables, which keep words of deleted rows for a while,
are built anew, VACUUM writes the file anew, and a checkpoint cuts the write-ahead log off. PostgreSQL writes the tables
anew with their indexes, and the statistics that quote from them; its own log (WAL), where it is archived, is out of
reach.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from django.db import DatabaseError, OperationalError, connection

from firsthand.storage.search_index import search_index

PATIENCE = 30.0  # seconds for other connections to finish what they are reading


class Busy(Exception):
    """Somebody reads so long that the leftovers can't go now; nothing is lost, it is tried again later."""


def clear_leftovers(tables: Iterable[str], patience: float = PATIENCE) -> None:
    """Let the database forget what was deleted from these tables. Outside any transaction.

    Raises Busy where other connections were in the way for longer than `patience` seconds.
    """
    if connection.in_atomic_block:
        raise Busy
    try:
        if connection.vendor == "sqlite":
            _clear_sqlite(patience)
        else:
            _clear_postgres(sorted(set(tables)), patience)
    except OperationalError as error:
        raise Busy from error


def _clear_sqlite(patience: float) -> None:
    search_index().rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        for _ in _tries(patience):
            is_busy, in_log, moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not is_busy and in_log == moved:
                return
    raise Busy


def _clear_postgres(tables: Iterable[str], patience: float) -> None:
    known = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        _wait_for_readers(cursor, patience)
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(patience * 1000)}ms"])
        try:
            for table in tables:
                if table in known:
                    cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
            _if_allowed(
                cursor, "VACUUM (FULL) pg_catalog.pg_statistic"
            )  # the old statistics quote the most common values
            _if_allowed(cursor, "CHECKPOINT")
        finally:
            cursor.execute("RESET lock_timeout")


def _wait_for_readers(cursor: object, patience: float) -> None:
    """VACUUM keeps what a transaction that began earlier could still see, so those must end first."""
    execute, fetchone = cursor.execute, cursor.fetchone  # type: ignore[attr-defined]
    execute("SELECT pg_current_xact_id()::text")
    now = fetchone()[0]
    for _ in _tries(patience):
        execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_xmin IS NOT NULL AND age(backend_xmin) > age(%s::xid)",
            [now],
        )
        if fetchone()[0] == 0:
            return
    raise Busy


def _if_allowed(cursor: object, command: str) -> None:
    """What only a superuser may do: without it, old statistics go when PostgreSQL cleans up by itself."""
    try:
        cursor.execute(command)  # type: ignore[attr-defined]
    except DatabaseError:
        return


def _tries(patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    while True:
        yield
        if time.monotonic() >= until:
            return
        time.sleep(0.1)
