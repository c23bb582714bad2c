"""Importing a transcript and the craft report of it, at one hour and at ten."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import webvtt

from benchmarks import workspace
from benchmarks.craft import least_report
from benchmarks.interviews import RESEARCHER, interview
from benchmarks.measuring import Row, processor
from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.moments import things_to_try
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.interviews.vocabulary import content, spoken_sentences, stem
from firsthand.formats.reading import read

COLUMNS = "transcript, speaker, place, text, begin, finish"


def rows(*, quick: bool) -> Iterator[Row]:
    for hours in (1,) if quick else (1, 10):
        yield from _at(hours, rounds=1 if quick else 5 if hours == 1 else 3)


def _at(hours: int, rounds: int) -> Iterator[Row]:
    long = f"{hours} h"
    workspace.owner()  # the database is made before the clock runs
    warm(hours)
    files = [interview(hours=hours, seed=seed) for seed in range(rounds)]
    talks = [_with_roles(read(file, "talk.vtt").transcript) for file in files]
    figures = processor(lambda n: read(files[n], "talk.vtt"), lambda n: captions(files[n]), rounds)
    yield Row("import", f"read the file, {long}", figures[0], "webvtt-py alone", figures[1], "ms")
    with tempfile.TemporaryDirectory() as folder:
        plain = bulk_insert(Path(folder) / "plain.db", files)
        figures = processor(lambda n: workspace.keep(files[n], f"{hours}-{n}.vtt"), plain, rounds)
    yield Row("import", f"read and keep, {long}", figures[0], "webvtt-py and executemany", figures[1], "ms")
    figures = processor(lambda n: _report(talks[n]), lambda n: least_report(talks[n]), rounds)
    yield Row("craft", f"report and moments, {long}", figures[0], "count words and “?” by speaker", figures[1], "ms")
    yield _page(hours, [interview(hours=hours, seed=100 + seed) for seed in range(rounds)])


def warm(hours: int) -> None:
    """Load what is loaded once in a process: tables of words, the model of the language, the importing code."""
    small = interview(turns=40, seed=99)
    _report(_with_roles(read(small, "talk.vtt").transcript))
    held = workspace.settle(workspace.keep(small, f"small-{hours}.vtt"))
    workspace.browser().get(f"/sessions/{held.session_id}/craft/")


def captions(data: bytes) -> list[webvtt.Caption]:
    return list(webvtt.from_buffer(io.StringIO(data.decode())).captions)


def bulk_insert(place: Path, files: list[bytes]) -> Callable[[int], None]:
    """The same rows as an import keeps, read by webvtt-py and put into a plain table in one transaction."""
    database = sqlite3.connect(place)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"CREATE TABLE turns (id INTEGER PRIMARY KEY, {COLUMNS}, UNIQUE (transcript, place))")

    def insert(number: int) -> None:
        found = captions(files[number])
        kept = [(number, c.voice, i, c.text, c.start_in_seconds, c.end_in_seconds) for i, c in enumerate(found)]
        with database:
            database.executemany(f"INSERT INTO turns ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", kept)

    return insert


def _report(talk: Transcript) -> object:
    for remembered in (content, spoken_sentences, stem):
        remembered.cache_clear()  # as in a process that has just started
    report = craft_report(talk)
    return things_to_try(report, talk)


def _with_roles(talk: Transcript) -> Transcript:
    return talk.with_roles(
        {name: Role.RESEARCHER if name == RESEARCHER else Role.PARTICIPANT for name in talk.speakers}
    )


def _page(hours: int, files: list[bytes]) -> Row:
    held = [workspace.settle(workspace.keep(file, f"page-{hours}-{n}.vtt")) for n, file in enumerate(files)]
    client = workspace.browser()

    def page(number: int) -> None:
        answer = client.get(f"/sessions/{held[number].session_id}/craft/")
        assert answer.status_code == 200, answer.status_code

    figures = processor(page, lambda _: client.get("/workspace/"), len(files))
    return Row("craft", f"the report's page, {hours} h", figures[0], "a small page: settings", figures[1], "ms")
