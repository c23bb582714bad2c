"""Pages of claims, agreement and saturation over many conversations: what the server works, and how that grows.

The largest workspace has 200 conversations of 1,500 turns with 5,000 codings; the others a half and a quarter of it,
so that a page which grows faster than its data shows.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import workspace
from benchmarks.coded_workspace import CODINGS_EACH, Coded, coded_workspace
from benchmarks.measuring import Row, exactly, processor

if TYPE_CHECKING:
    from django.test import Client

Baseline = Callable[[sqlite3.Connection, Coded], object]
SIZES, TURNS = (50, 100, 200), 1_500
SMALL_SIZES, SMALL_TURNS = (2, 4), 40


def rows(*, quick: bool) -> Iterator[Row]:
    turns, rounds = (SMALL_TURNS, 1) if quick else (TURNS, 7)
    least: dict[str, int] = {}
    for sessions in SMALL_SIZES if quick else SIZES:
        coded = coded_workspace(sessions, turns)
        about = f"{sessions} × {turns:,} turns, {sessions * CODINGS_EACH:,} codings"
        for name in PAGES:
            yield from _page(name, about, coded, rounds, least)


def _page(name: str, about: str, coded: Coded, rounds: int, least: dict[str, int]) -> Iterator[Row]:
    address, named, baseline = PAGES[name]
    client, path = workspace.browser(coded.owner), address.format(study=coded.study_id, claim=coded.claim_id)
    _get(client, path)  # what is read from disk and imported for the first time is not the page's work
    ours, raw = processor(lambda _: _get(client, path), lambda _: _raw(baseline, coded), rounds)
    yield Row("evidence", f"{name}, {about}", ours, named, raw, "ms")
    asked = _queries(client, path)
    few = least.setdefault(name, asked)
    yield Row("evidence", f"queries: {name}, {about}", exactly(asked), "the smallest workspace", exactly(few), "")


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _raw(baseline: Baseline, coded: Coded) -> object:
    """The same counts straight from the tables."""
    from django.db import connection

    connection.ensure_connection()
    return baseline(connection.connection, coded)


SUPPORT = """
    SELECT e.claim_id, e.side, COUNT(DISTINCT s.participant_id) FROM evidence_links e
    JOIN quotes q ON q.id = e.quote_id
    JOIN turns t ON t.transcript_id = q.transcript_id AND t."index" = q.first_turn
    JOIN speakers s ON s.id = t.speaker_id WHERE e.workspace_id = ? GROUP BY 1, 2"""
UNITS = """
    SELECT COUNT(*) FROM turns t JOIN speakers s ON s.id = t.speaker_id
    WHERE s.workspace_id = ? AND s.role <> 'researcher'"""
IN_ORDER = """
    SELECT t.id FROM transcripts t JOIN sessions s ON s.id = t.session_id
    WHERE t.workspace_id = ? ORDER BY s.interview_date"""
CARDS = "SELECT c.id, q.exact FROM cards c JOIN quotes q ON q.id = c.quote_id WHERE c.study_id = ? ORDER BY c.position"
FOUND = """
    SELECT t.id, t.text FROM turns t JOIN speakers s ON s.id = t.speaker_id
    WHERE s.workspace_id = ? AND t.text LIKE '%scanner%' ORDER BY t.id LIMIT 20"""
CODINGS = "SELECT c.transcript_id, c.code_id, c.member_id, c.first_turn FROM codings c WHERE c.workspace_id = ?"


def _support(database: sqlite3.Connection, coded: Coded) -> object:
    """Distinct people for and against each claim."""
    return database.execute(SUPPORT, [coded.owner.workspace_id]).fetchall()


def _agreement(database: sqlite3.Connection, coded: Coded) -> object:
    """Kappa of each code, without intervals: the codings as sets, and four counts for each code."""
    marked: defaultdict[str, defaultdict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for transcript, code, member, turn in database.execute(CODINGS, [coded.owner.workspace_id]):
        marked[code][member].add((transcript, turn))
    units = database.execute(UNITS, [coded.owner.workspace_id]).fetchone()[0]
    return {code: _kappa(*list(by.values())[:2], units) for code, by in marked.items() if len(by) > 1}


def _kappa(first: set[Any], second: set[Any], units: int) -> float:
    both, one, other = np.array([len(first & second), len(first - second), len(second - first)]) / units
    expected = (both + one) * (1 - both - other) + (both + other) * (1 - both - one)
    return float(1 - (one + other) / expected)


def _saturation(database: sqlite3.Connection, coded: Coded) -> object:
    """Codes that are new in each conversation, in order."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for transcript, code, _member, _turn in database.execute(CODINGS, [coded.owner.workspace_id]):
        codes[transcript].add(code)
    heard: set[str] = set()
    new = []
    for (transcript,) in database.execute(IN_ORDER, [coded.owner.workspace_id]):
        new.append(len(codes[transcript] - heard))
        heard |= codes[transcript]
    return new


def _cards(database: sqlite3.Connection, coded: Coded) -> object:
    """The words of the cards in their order."""
    return database.execute(CARDS, [coded.study_id]).fetchall()


def _found(database: sqlite3.Connection, coded: Coded) -> object:
    """The first turns that hold the word, by reading them all."""
    return database.execute(FOUND, [coded.owner.workspace_id]).fetchall()


PAGES: dict[str, tuple[str, str, Baseline]] = {
    "20 claims": ("/claims/", "SQL: people for and against", _support),
    "one claim": ("/claims/{claim}/", "SQL: people for and against", _support),
    "agreement by turn": ("/studies/{study}/agreement/", "SQL and numpy: kappa", _agreement),
    "agreement by sentence": ("/studies/{study}/agreement/?unit=sentence", "SQL and numpy: kappa", _agreement),
    "differences": ("/studies/{study}/agreement/differences/", "SQL and numpy: kappa", _agreement),
    "board of up to 500 cards": ("/studies/{study}/board/", "SQL: their words", _cards),
    "search": ("/search/?q=scanner", "SQL: the first 20 by LIKE", _found),
    "saturation": ("/studies/{study}/saturation/", "SQL and sets: new codes", _saturation),
}
