"""Kept quotes, checked against what the transcript says now: nobody's word is taken for a status."""

from __future__ import annotations

from dataclasses import dataclass, replace

from firsthand.domain.evidence.caveats import Answered
from firsthand.domain.evidence.edges import NEAR as NEAR
from firsthand.domain.evidence.edges import around as around
from firsthand.domain.evidence.edges import wider_selection
from firsthand.domain.evidence.quotes import Check, check
from firsthand.domain.evidence.redaction.kinds import with_brackets
from firsthand.domain.evidence.statuses import Mark
from firsthand.domain.interviews.anchors import Anchor, resolve
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.services.landing import pinned
from firsthand.services.remembering import Remembered
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import TranscriptRecord

_checks: Remembered[Check] = Remembered(4_096)  # the same version of a transcript always gives the same answer


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote as it stands now."""

    check: Check
    place: Anchor | None  # where its words are now; None where they are nowhere
    answered: Answered | None

    @property
    def whole_sentence(self) -> str:
        """What must be shown with it, where something was cut off that changes it."""
        cropped = {Mark.CROPPED, Mark.LEFT_OUT} & set(self.check.marks)
        return self.check.sentence if cropped else ""


def checked(record: QuoteRecord, transcript: Transcript, question: Answered | None) -> Checked:
    """A kept quote against its transcript, or against the turns around it with their own indices."""
    near = around(transcript, record.first_turn, record.last_turn)
    if _stands(record, near):
        found = selection(record.transcript, near, record.first_turn, record.begin, record.last_turn, record.finish)
        return Checked(found, found.anchor, question)
    landing = resolve(pinned(record), near)
    found = check(record.exact, near)
    return Checked(replace(found, text=record.exact), landing.anchor, question)


def selection(
    record: TranscriptRecord, near: Transcript, first_turn: int, begin: int, last_turn: int, finish: int
) -> Check:
    """What selected words of a transcript are worth; `near` are the turns around them with their own indices."""
    place = (first_turn, begin, last_turn, finish)
    return _checks.get((record.id, record.version, *place), lambda: wider_selection(_bare(near), *place))


def covered_selection(near: Transcript, first_turn: int, begin: int, last_turn: int, finish: int) -> Check:
    """The same of covered turns; not remembered, for covers change without a new version of the transcript."""
    found = wider_selection(_bare(near), first_turn, begin, last_turn, finish)
    return replace(found, text=with_brackets(found.text))


def _bare(near: Transcript) -> Transcript:
    """Without the words' own times: most lists don't load them, and one place must not show two moments."""
    return replace(near, turns=tuple(replace(turn, words=()) if turn.words else turn for turn in near.turns))


def _stands(record: QuoteRecord, near: Transcript) -> bool:
    """Whether the kept words are still, letter for letter, at the kept place."""
    inside = [turn.text for turn in near.turns if record.first_turn <= turn.index <= record.last_turn]
    if not inside:
        return False
    inside[-1] = inside[-1][: record.finish]
    inside[0] = inside[0][record.begin :]
    return "\n".join(inside) == record.exact
