"""A quote for people outside the company: only with the consent for exactly that, and without the person's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.services.access import found
from firsthand.services.exports import note_export
from firsthand.services.quotes import QuoteRow, quote
from firsthand.services.sight import as_viewer
from firsthand.storage.quotes import QuoteRecord

NOT_OUTSIDE = (
    "This participant has not agreed to be quoted outside the company, or no longer does, so these words stay inside. "
    "Nothing was passed on; ask them, and log their answer on their page."
)
NO_QUOTE = (
    "These words can't be shown as a quote as they stand, so they can't be passed on either. Nothing was passed on."
)


@dataclass(frozen=True, slots=True)
class OutsideQuote:
    """What may be passed on, with what nobody may leave out."""

    quote_id: str
    text: str
    whole_sentence: str  # where the quote is cut inside it; travels with the quote
    question: str  # that it answers, where that one was leading or the like
    attribution: str  # what they do; never who they are
    interview_date: date


def take_outside(actor: Actor, quote_id: str) -> OutsideQuote:
    """The words for use outside the company; that they left is listed, so that they can be asked after.

    Raises NotAllowed where the participant does not agree to that, Invalid where the words are no quote any more.
    """
    record = found(actor, Action.CHANGE, QuoteRecord, quote_id)
    row = quote(as_viewer(actor), record.id)  # whoever reads it outside has no right to the original
    _require_outside(row)
    note_export(actor, ExportKind.QUOTE_OUTSIDE, [row.session_id], row.text.encode())
    return OutsideQuote(
        row.id,
        row.text,
        row.whole_sentence,
        row.question if row.caveat else "",
        (row.person.title if row.person else "") or "A customer",
        row.interview_date,
    )


def _require_outside(row: QuoteRow) -> None:
    if row.closed_because or not row.may_leave:
        raise NotAllowed(row.closed_because or NOT_OUTSIDE)
    if not row.is_showable:
        raise Invalid(NO_QUOTE)
