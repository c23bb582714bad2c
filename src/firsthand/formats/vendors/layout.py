"""One vendor's JSON: how it is recognised, and how what was read of it becomes a reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable

SHOWN_PROBLEMS = 100
SLOWEST_SPEECH = 0.02  # words a second; one word in fifty seconds means that the times are milliseconds
LONGEST_SECONDS = 1_000_000.0
FASTEST_SPEECH = 50.0  # words a second; more means that seconds were taken for milliseconds


@dataclass(frozen=True, slots=True)
class Draft:
    """What a vendor's reader found: turns in the order of the file, not numbered yet."""

    turns: Sequence[Turn]
    title: str = ""
    language: str = ""
    kind: Kind = Kind.TRANSCRIPT
    is_exact: bool = False  # our own: nothing is inferred
    is_unit_known: bool = True  # the vendor says whether times are seconds or milliseconds


def json_format(
    name: str,
    title: str,
    *,
    looks: Callable[[object], float],
    draft: Callable[[object, list[Problem]], Draft],
    shown_by: tuple[str, ...],
) -> Format:
    """The format of a JSON layout: `looks` says how much a document looks like it (0 to 1), `draft` reads it,
    `shown_by` are the fields whose lines show it to a person. Both functions take any document and never raise."""

    def sniff(source: Source) -> Guess | None:
        confidence = looks(source.json) if source.json is not None else 0.0
        return Guess(name, confidence, evidence_of(source, shown_by)) if confidence > 0 else None

    def read(source: Source) -> Reading:
        if source.json is None:
            raise Unreadable(f"This file is not JSON, so it can't be read as {title}. Choose another format.")
        problems = list(source.document.problems)
        return reading_of(name, title, draft(source.json, problems), problems, source.json)

    return Format(name, title, ("json", "jsonl"), sniff, read)


def evidence_of(source: Source, names: Sequence[str]) -> tuple[Evidence, ...]:
    """The first line on which each of these fields stands."""
    found = (re.search(rf'"{re.escape(name)}"\s*:', source.text) for name in names)
    return tuple(_evidence(source.text, match.start()) for match in found if match)


def _evidence(text: str, place: int) -> Evidence:
    begin = max(text.rfind("\n", 0, place) + 1, place - 20)
    return Evidence(text.count("\n", 0, place) + 1, shortened(text[begin : place + 100].split("\n")[0]))


def reading_of(name: str, title: str, draft: Draft, problems: Sequence[Problem], document: object) -> Reading:
    """The reading of a draft: numbered, its times checked for their unit. Raises Unreadable where nobody speaks."""
    turns = [turn for turn in draft.turns if turn.text]
    if not turns:
        raise Unreadable(
            f"This was read as {title}, but there is no speech in it: {seen_in(document)}. "
            "Export the transcript itself, with its text, and import that."
        )
    unit_problems: list[Problem] = []
    if not draft.is_exact:
        turns, unit_problems = _in_seconds(turns, draft.is_unit_known)
        turns = _with_ends([_without_impossible(turn) for turn in turns])
    numbered = tuple(replace(turn, index=index) for index, turn in enumerate(turns))
    transcript = Transcript(numbered, title=draft.title, language=draft.language)
    return Reading(name, draft.kind, transcript, _some([*unit_problems, *problems]))


def seen_in(document: object) -> str:
    """What a JSON document holds, in words for a person."""
    if isinstance(document, list):
        inner = next((each for each in document if isinstance(each, dict)), None)
        of = f" with the fields {_names(inner)}" if inner else ""
        return f"a list of {len(document)} entries{of}"
    return f"an object with the fields {_names(document)}" if isinstance(document, dict) else "a single value"


def _names(document: dict[str, object]) -> str:
    names = [f"“{shortened(name, 30)}”" for name in list(document)[:6]]
    return ", ".join(names) + (" and more" if len(document) > 6 else "") if names else "(none)"


def _in_seconds(turns: list[Turn], is_unit_known: bool) -> tuple[list[Turn], list[Problem]]:
    """The times a thousandth or a thousand times as long, where nobody could speak as slowly or as fast."""
    factor = _factor(turns)
    if factor is None:
        return turns, []
    told = "milliseconds" if factor < 1 else "seconds"
    message = f"By the speed of speech the times in this file are {told}, so they were read as that; check a few"
    return [_scaled(turn, factor) for turn in turns], [Problem(message)] if is_unit_known else []


def _factor(turns: list[Turn]) -> float | None:
    """What the times are to be multiplied by; None where they can stay."""
    timed = [(turn.start, turn.end) for turn in turns if turn.start is not None and turn.end is not None]
    if not timed:
        return _factor_of_starts(turns)
    words = sum(len(turn.text.split()) for turn in turns if turn.start is not None and turn.end is not None)
    length = sum(end - start for start, end in timed)
    span = max(end for _, end in timed) - min(start for start, _ in timed)
    if words < 3 or length <= 0:
        return None
    if words / length < SLOWEST_SPEECH:
        return 0.001
    return 1000.0 if words / length > FASTEST_SPEECH and words / span > FASTEST_SPEECH else None


def _factor_of_starts(turns: list[Turn]) -> float | None:
    """Where only starts are given there may be long silences between, so the bound is lower."""
    starts = [turn.start for turn in turns if turn.start is not None]
    span = max(starts) - min(starts) if len(starts) > 2 else 0.0
    words = sum(len(turn.text.split()) for turn in turns[:-1])
    is_whole = all(start.is_integer() for start in starts)
    return 0.001 if span and is_whole and words / span < SLOWEST_SPEECH / 5 else None


def _scaled(turn: Turn, factor: float) -> Turn:
    words = tuple(replace(w, start=round(w.start * factor, 6), end=round(w.end * factor, 6)) for w in turn.words)
    start, end = (None if each is None else round(each * factor, 6) for each in (turn.start, turn.end))
    return replace(turn, start=start, end=end, words=words)


def _without_impossible(turn: Turn) -> Turn:
    """Times more than eleven days from the start are no times of a recording."""
    if all(each is None or each <= LONGEST_SECONDS for each in (turn.start, turn.end)):
        return turn
    return replace(turn, start=None, end=None, timing=Timing.NONE, words=())


def _with_ends(turns: list[Turn]) -> list[Turn]:
    """A turn that has a start but no end lasts until the next one starts; where that is unknown, so is the end."""
    following: float | None = None
    made: list[Turn] = []
    for turn in reversed(turns):
        if turn.start is not None and turn.end is None:
            end = following if following is not None and following >= turn.start else None
            turn = replace(turn, end=end, timing=Timing.INTERPOLATED)
        following = turn.start
        made.append(turn)
    return made[::-1]


def _some(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= SHOWN_PROBLEMS:
        return tuple(problems)
    left = Problem(f"{len(problems) - SHOWN_PROBLEMS} more problems of this kind are not listed")
    return (*problems[:SHOWN_PROBLEMS], left)
