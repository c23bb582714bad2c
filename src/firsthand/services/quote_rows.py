"""A quote as lists and pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from firsthand.services.participants import Person
from firsthand.services.transcripts import Correction


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
    text: str  # as it may be shown; as it was marked where it can't be found any more; "" where consent has ended
    status: str  # exact, same_words, cleaned, elided, altered, stitched, wrong_speaker or not_found
    is_showable: bool  # whether it may be shown as a quote
    closed_because: str  # why it is closed: consent, or the transcript of record; "" where it is not
    may_leave: bool  # whether the person agrees to being quoted outside the company, too
    marks: tuple[str, ...]  # cropped, left_out, edge_unread, corrected, short …
    caveat: str  # the fault of the question it answers: leading, pitch, hypothetical …; "" where there is none
    question: str  # that question
    question_turn: int | None
    whole_sentence: str  # shown with the quote wherever it goes, where it is cropped; else ""
    difference: str  # between what was marked and what is there now; "" where there is none
    as_imported: str  # the turn's words before the correction, where these words were corrected
    correction: Correction | None
    is_crop_confirmed: bool
    speaker: str
    person: Person | None
    start: float | None  # seconds
    note: str
    by: str
    created_at: datetime
    version: int
