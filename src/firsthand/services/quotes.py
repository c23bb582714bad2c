"""Quotes: words of a participant, found in the transcript by code each time they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from firsthand.domain.people.actors import Actor
from firsthand.services.participants import Person
from firsthand.services.slices import Cut, Slice
from firsthand.services.transcripts import Loaded


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quote with what a reader must know before they repeat it."""

    id: str
    transcript_id: str
    session_id: str
    session_title: str
    interview_date: date
    study_id: str | None
    study_title: str
    first_turn: int
    begin: int  # code points into the first turn
    last_turn: int
    finish: int  # code points into the last turn, end exclusive
    text: str  # as it stands in the transcript now; as it was marked where it can't be found any more
    status: str  # exact, same_words, cleaned, elided, altered, stitched, wrong_speaker or not_found
    is_showable: bool  # whether the status allows it to be shown as a quote
    marks: tuple[str, ...]  # cropped, corrected
    caveat: str  # what is wrong with the question it answers; "" where nothing is
    question: str  # that question
    question_turn: int | None
    whole_sentence: str  # shown with the quote wherever it goes, where it is cropped; else ""
    difference: str  # between what was marked and what is there now; "" where there is none
    is_crop_confirmed: bool
    speaker: str
    person: Person | None
    start: float | None  # seconds
    note: str
    by: str
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CheckedSelection:
    """What a stretch of words is worth as a quote, before it is kept."""

    text: str
    status: str
    is_showable: bool
    marks: tuple[str, ...]
    caveat: str
    question: str
    question_turn: int | None
    whole_sentence: str
    difference: str
    refusal: str  # why it can't be kept as a quote; "" where it can


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are wanted; empty means all."""

    study_id: str = ""
    session_id: str = ""
    participant_id: str = ""
    search: str = ""  # part of the words


def check_selection(
    actor: Actor, transcript_id: str, first_turn: int, begin: int, last_turn: int, finish: int
) -> CheckedSelection:
    """What these words are worth as a quote; changes nothing."""
    raise NotImplementedError


def highlight(
    actor: Actor, transcript_id: str, first_turn: int, begin: int, last_turn: int, finish: int, note: str = ""
) -> str:
    """Keep these words as a quote; gives its id."""
    raise NotImplementedError


def quotes(actor: Actor, wanted: QuoteFilter = QuoteFilter(), cut: Cut = Cut()) -> Slice[QuoteRow]:  # noqa: B008
    """Quotes, newest first."""
    raise NotImplementedError


def quotes_in(actor: Actor, loaded: Loaded) -> tuple[QuoteRow, ...]:
    """The quotes of one transcript in its order."""
    raise NotImplementedError


def confirm_crop(actor: Actor, quote_id: str) -> None:
    """Say that a cropped quote is fair as it stands; it then counts in strict counts again."""
    raise NotImplementedError


def delete_quote(actor: Actor, quote_id: str) -> str:
    """Take a quote away; gives the id by which it can be undone for a day."""
    raise NotImplementedError
