"""The index behind the search: the database keeps it itself, so that no words stay findable when their row is gone.

SQLite has full-text tables (FTS5) that triggers keep in step with turns, corrections, quotes, notes and observations;
PostgreSQL has indexes on the same columns. An index only says which rows may match: what is found is compared again
with the words that the reader is shown.
"""

from __future__ import annotations

from typing import Protocol

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from firsthand.domain.text.searching import Part, Wanted, goes_on

TURNS = ("turns", "text")
TEXTS = (("corrections", "text"), ("quotes", "exact"), ("notes", "text"), ("observations", "text"))


class SearchIndex(Protocol):
    """What a database can say about words."""

    def prepare(self) -> None:
        """Make what is missing of the index and fill it; nothing where all is there."""

    def rebuild(self) -> None:
        """Make the index anew from the rows."""

    def turns(self, wanted: Wanted) -> RawSQL:
        """The ids of the turns that may match, as imported or as corrected."""

    def quotes(self, wanted: Wanted) -> RawSQL:
        """The ids of the quotes that may match, as they were marked or with a correction of a turn of theirs."""

    def texts(self, table: str, wanted: Wanted) -> RawSQL:
        """The ids of the rows of one of the other tables that may match in their own words."""


OF_TURNS = (
    "SELECT turns.id FROM turns JOIN corrections ON corrections.transcript_id = turns.transcript_id "
    'AND corrections."index" = turns."index" WHERE corrections.id IN'
)
OF_QUOTES = (
    "SELECT quotes.id FROM quotes JOIN corrections ON corrections.transcript_id = quotes.transcript_id "
    'AND corrections."index" BETWEEN quotes.first_turn AND quotes.last_turn WHERE corrections.id IN'
)


def search_index(on: BaseDatabaseWrapper = connection) -> SearchIndex:
    """The index of this database."""
    return _Sqlite(on) if on.vendor == "sqlite" else _Postgres(on)


class _Sqlite:
    """`search_turns` points at the rows of `turns`; `search_texts` holds the words of the other tables by their ids."""

    def __init__(self, on: BaseDatabaseWrapper) -> None:
        self.on = on

    def prepare(self) -> None:
        tables = set(self.on.introspection.table_names())
        wanted = {name: sql for name, sql in _sqlite_objects().items() if sql[0] in tables}
        with self.on.cursor() as cursor:
            there = {row[0] for row in cursor.execute("SELECT name FROM sqlite_master").fetchall()}
            missing = [sql for name, (_, sql) in wanted.items() if name not in there]
        if not missing:
            return
        with transaction.atomic(using=self.on.alias), self.on.cursor() as cursor:
            for sql in missing:
                cursor.execute(sql)
        self.rebuild()

    def rebuild(self) -> None:
        tables = set(self.on.introspection.table_names())
        if "search_turns" not in tables:
            return
        with transaction.atomic(using=self.on.alias), self.on.cursor() as cursor:
            cursor.execute("INSERT INTO search_turns(search_turns) VALUES('rebuild')")
            cursor.execute("DELETE FROM search_texts")
            for table, column in TEXTS:
                if table in tables:
                    fill = f'INSERT INTO search_texts(subject, text) SELECT id, "{column}" FROM "{table}"'  # noqa: S608
                    cursor.execute(fill)
            cursor.execute("INSERT INTO search_texts(search_texts) VALUES('rebuild')")

    def turns(self, wanted: Wanted) -> RawSQL:
        return _either(
            _raw("SELECT rowid FROM search_turns WHERE search_turns MATCH %s", _all(wanted)),
            OF_TURNS,
            self.texts("corrections", wanted),
        )

    def quotes(self, wanted: Wanted) -> RawSQL:
        return _either(self.texts("quotes", wanted), OF_QUOTES, self.texts("corrections", wanted))

    def texts(self, table: str, wanted: Wanted) -> RawSQL:
        return _raw("SELECT subject FROM search_texts WHERE search_texts MATCH %s", f"{{text}} : ({_all(wanted)})")


def _sqlite_objects() -> dict[str, tuple[str, str]]:
    """Each table and trigger of the index by its name: the table that it looks at, and how it is made."""
    words = 'tokenize="unicode61 remove_diacritics 2"'
    gone = "INSERT INTO search_turns(search_turns, rowid, text) VALUES('delete', old.id, old.text);"
    come = "INSERT INTO search_turns(rowid, text) VALUES (new.id, new.text);"
    found = {
        "search_turns": (
            "turns",
            f"CREATE VIRTUAL TABLE search_turns USING fts5(text, content='turns', content_rowid='id', {words})",
        ),
        "search_texts": ("turns", f"CREATE VIRTUAL TABLE search_texts USING fts5(subject, text, {words})"),
    }
    found |= _triggers("turns", "text", gone, come)
    for table, column in TEXTS:
        gone = (
            "DELETE FROM search_texts WHERE rowid IN (SELECT rowid FROM search_texts WHERE search_texts MATCH "
            "'{subject} : \"' || replace(old.id, '_', ' ') || '\"' AND subject = old.id);"
        )
        come = f'INSERT INTO search_texts(subject, text) VALUES (new.id, new."{column}");'  # noqa: S608  (our own names)
        found |= _triggers(table, column, gone, come)
    return found


def _triggers(table: str, column: str, gone: str, come: str) -> dict[str, tuple[str, str]]:
    events = {
        "come": ("AFTER INSERT", come),
        "gone": ("AFTER DELETE", gone),
        "changed": (f'AFTER UPDATE OF "{column}"', gone + come),
    }
    return {
        f"search_{table}_{name}": (
            table,
            f'CREATE TRIGGER search_{table}_{name} {when} ON "{table}" BEGIN {steps} END',
        )
        for name, (when, steps) in events.items()
    }


class _Postgres:
    """An index on each column, by a function that reads words as `domain/text/searching.py` does."""

    def __init__(self, on: BaseDatabaseWrapper) -> None:
        self.on = on

    def prepare(self) -> None:
        tables = set(self.on.introspection.table_names())
        with transaction.atomic(using=self.on.alias), self.on.cursor() as cursor:
            cursor.execute("SELECT to_regproc('search_words_1') IS NOT NULL")
            if not cursor.fetchone()[0]:
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu')")
                cursor.execute(_words_function(has_icu=cursor.fetchone()[0]))
            for table, column in (TURNS, *TEXTS):
                if table in tables:
                    cursor.execute(
                        f'CREATE INDEX IF NOT EXISTS search_{table} ON "{table}" USING gin (search_words_1("{column}"))'
                    )

    def rebuild(self) -> None:
        tables = set(self.on.introspection.table_names())
        with self.on.cursor() as cursor:
            for table, _ in (TURNS, *TEXTS):
                if table in tables:
                    cursor.execute(f"REINDEX INDEX search_{table}")

    def turns(self, wanted: Wanted) -> RawSQL:
        return _either(self.texts("turns", wanted), OF_TURNS, self.texts("corrections", wanted))

    def quotes(self, wanted: Wanted) -> RawSQL:
        return _either(self.texts("quotes", wanted), OF_QUOTES, self.texts("corrections", wanted))

    def texts(self, table: str, wanted: Wanted) -> RawSQL:
        query, column = " & ".join(_in_a_row(part) for part in wanted.parts), dict((TURNS, *TEXTS))[table]
        match = f"search_words_1(\"{column}\") @@ to_tsquery('pg_catalog.simple', %s)"
        return _raw(f'SELECT id FROM "{table}" WHERE {match}', query)  # noqa: S608  (our own names)


def _words_function(*, has_icu: bool) -> str:
    """Text as words: without marks over letters, without punctuation and pictures, in small letters.

    The first 200,000 characters of a text, since an entry of an index can't be longer.
    """
    collation = ' COLLATE "und-x-icu"' if has_icu else ""
    between = (
        r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
        r"\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u249c-\u24b5\u2500-\u2775\u2794-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020"
        r"\U0001f000-\U0001f0ff\U0001f300-\U0001faff]+"
    )
    bare = r"regexp_replace(normalize(left($1, 200000), NFD), '[\u0300-\u036f]', '', 'g')"
    words = f"lower(regexp_replace({bare}, '{between}', ' ', 'g'){collation})"
    return (
        "CREATE FUNCTION search_words_1(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS "
        f"$body$ SELECT to_tsvector('pg_catalog.simple'::regconfig, {words}) $body$"
    )


def _raw(sql: str, *params: str) -> RawSQL:
    return RawSQL(sql, params)  # noqa: S611  (our own words; what was typed is a parameter)


def _either(one: RawSQL, of: str, corrections: RawSQL) -> RawSQL:
    """The rows themselves, and those of corrections."""
    return RawSQL(f"{one.sql} UNION {of} ({corrections.sql})", (*one.params, *corrections.params))  # noqa: S611


def _all(wanted: Wanted) -> str:
    return " AND ".join(f'"{" ".join(part.words)}"{"*" if goes_on(part) else ""}' for part in wanted.parts)


def _in_a_row(part: Part) -> str:
    *before, last = (f"'{key}'" for key in part.keys)
    return "(" + " <-> ".join([*before, f"{last}:*" if goes_on(part) else last]) + ")"
