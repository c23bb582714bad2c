"""What is looked for in a search, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.text.searching import Piece
from firsthand.services.participants import Person


class Found(StrEnum):
    """What can be found; members who see findings only find quotes."""

    TURN = "turn"
    QUOTE = "quote"
    NOTE = "note"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is looked for, and among what; empty means all."""

    words: str = ""
    kind: Found | None = None
    study_id: str = ""
    participant_id: str = ""  # said by them, or about them
    company_id: str = ""  # the same of somebody who works there
    since: date | None = None  # day of the conversation
    until: date | None = None
    speaks: Role | None = None  # participant or researcher: turns, quotes and noted words


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    kind: Found
    id: str  # of the quote, note or observation; of the transcript where it is a turn
    pieces: tuple[Piece, ...]  # the words around the first place, the places marked
    who: str  # who speaks, or who wrote it down
    role: Role | None  # of the speaker
    person: Person | None
    session_id: str | None
    session_title: str
    interview_date: date | None
    study_id: str | None
    study_title: str
    turn: int | None  # where it stands in the transcript
    at_seconds: float | None


@dataclass(frozen=True, slots=True)
class FoundPart:
    """What was found of one kind."""

    kind: Found
    hits: tuple[Hit, ...]
    next_cursor: str | None  # where it goes on


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing to look through."""

    kind: Found
    rows: QuerySet[Any]  # that may match, in order
    after: Callable[[QuerySet[Any], str], QuerySet[Any]]  # those behind a cursor
    cursor: Callable[[Any], str]  # the place of a row
    hits: Callable[[Sequence[Any]], Sequence[Hit | None]]  # None where the words that are shown don't match
