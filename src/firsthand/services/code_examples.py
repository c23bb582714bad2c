"""Examples of a code: quotes that show what it means; consent, redaction and status hold as for any quote."""

from __future__ import annotations

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import absent, found
from firsthand.services.acting import acting
from firsthand.services.codes import found_code
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.storage.codes import CodeExampleRecord
from firsthand.storage.quotes import QuoteRecord

MOST_EXAMPLES = 20


def add_example(actor: Actor, code_id: str, quote_id: str) -> None:
    """Let a quote of the same study show what a code means. Raises Invalid for a quote of another study."""
    code = found_code(actor, Action.CHANGE, code_id)
    quote = found(actor, Action.CHANGE, QuoteRecord, quote_id, "transcript__session")
    if quote.transcript.session.study_id != code.study_id:
        raise Invalid("This quote is of another study. Nothing was changed; choose one of this study.", where="quote")
    if code.examples.filter(quote=quote).exists():
        raise Conflict("This quote is an example of the code already. Nothing was changed.")
    if code.examples.count() >= MOST_EXAMPLES:
        raise Conflict(f"{MOST_EXAMPLES} examples fit. Nothing was changed; take one away first.")
    with acting(actor, "added example", Ref(Kind.CODE, code.id)) as act:
        CodeExampleRecord.objects.create(workspace_id=actor.workspace_id, code=code, quote=quote)
        act.also("became example", Ref(Kind.QUOTE, quote.id))


def remove_example(actor: Actor, code_id: str, quote_id: str) -> None:
    """Take an example away from a code; the quote itself stays."""
    code = found_code(actor, Action.CHANGE, code_id)
    if not code.examples.filter(quote_id=quote_id).exists():
        raise absent()
    with acting(actor, "removed example", Ref(Kind.CODE, code.id)):
        code.examples.filter(quote_id=quote_id).delete()


def examples_of(actor: Actor, code_id: str) -> tuple[QuoteRow, ...]:
    """The examples of a code as they may be shown now, in the order added."""
    code = found_code(actor, Action.READ, code_id)
    ids = list(code.examples.order_by("created_at", "id").values_list("quote_id", flat=True))
    rows = quote_rows(actor, ids)
    return tuple(rows[one] for one in ids if one in rows)
