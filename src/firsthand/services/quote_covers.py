"""Quotes for those without the right to the original: words, sentence, question and note with personal data covered.

The status stays that of the original. The words are taken from the covered turns, so that a placeholder covers exactly
what it should; words that no longer stand where they were marked are covered wherever the same string is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.redaction.covering import Cover, moved
from firsthand.domain.evidence.redaction.deciding import Decided, Stretch
from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.services.checking import around, covered_selection
from firsthand.services.covers import Covers
from firsthand.services.quote_rows import QuoteRow

NEAR = 4  # turns on each side that a covered sentence is taken from
_AS_IT_STANDS = (Status.EXACT, Status.ELIDED)


def as_shown(row: QuoteRow, near: Transcript, covers: Covers) -> QuoteRow:
    """A quote as it is shown to those who may not read the original; `near` are the original turns around it."""
    close = around(near, row.first_turn, row.last_turn, NEAR)
    rows = covers.stretches(row.session_id, row.transcript_id, close)
    laid = {index: covers.laid_over(row.session_id, one.stretches) for index, one in rows.items()}
    return _Covered(row, close, covers, rows, laid).shown()


@dataclass(frozen=True, slots=True)
class _Covered:
    """One quote with what lies over the turns around it."""

    row: QuoteRow
    close: Transcript
    covers: Covers
    rows: Mapping[int, Decided]
    laid: Mapping[int, Sequence[Cover]]

    def shown(self) -> QuoteRow:
        """The quote as it is shown."""
        row = self.row
        text, sentence = self._words()
        marks = row.marks if text == row.text else (*row.marks, Mark.REDACTED.value)
        correction = row.correction
        return replace(
            row,
            session_title=self.covers.remark(row.session_id, row.session_title),
            begin=moved(row.begin, self.laid.get(row.first_turn, ()), is_end=False),
            finish=moved(row.finish, self.laid.get(row.last_turn, ()), is_end=True),
            text=text,
            marks=marks,
            question=self._loosely(row.question),
            whole_sentence=sentence,
            difference=self._loosely(row.difference),
            as_imported=self._loosely(row.as_imported),
            correction=replace(correction, text=self._loosely(correction.text)) if correction else None,
            note=self.covers.remark(row.session_id, row.note),
        )

    def _words(self) -> tuple[str, str]:
        """The quote, and the whole sentence where it is shown with it."""
        row = self.row
        if not row.text or Status(row.status) not in _AS_IT_STANDS or row.difference:
            return self._loosely(row.text), self._loosely(row.whole_sentence)
        try:
            check = covered_selection(
                self.covers.transcript(row.session_id, row.transcript_id, self.close), *self._place()
            )
        except Invalid:
            return self._loosely(row.text), self._loosely(row.whole_sentence)
        return check.text, check.sentence if row.whole_sentence else ""

    def _place(self) -> tuple[int, int, int, int]:
        first, last = self.row.first_turn, self.row.last_turn
        begin = moved(self.row.begin, self.laid.get(first, ()), is_end=False)
        return first, begin, last, moved(self.row.finish, self.laid.get(last, ()), is_end=True)

    def _loosely(self, text: str) -> str:
        return self.covers.loosely(self.row.session_id, text, self._stretches()) if text else ""

    def _stretches(self) -> list[Stretch]:
        return [one for decided in self.rows.values() for one in decided.stretches]
