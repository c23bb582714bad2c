"""The demo's transcripts, looked through for personal data as far as the folder says."""

from __future__ import annotations

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.redaction.deciding import State
from firsthand.domain.people.actors import Actor
from firsthand.services.demo_tables import DemoSession
from firsthand.services.redactions import decide, finish_review, redaction_page


def look_through(actor: Actor, session_id: str, session: DemoSession) -> None:
    """Cover and show what the folder names; of a reviewed session cover all the rest, and end the review."""
    for words, is_covered in (*((one, True) for one in session.cover), *((one, False) for one in session.show)):
        place = _place(actor, session_id, words)
        if place is None:
            message = f"session “{session.title}”: no rule finds “{words}” as personal data"
            raise Invalid(message, where="workspace.toml")
        decide(actor, session_id, *place, is_covered=is_covered, everywhere=True)
    if not session.is_reviewed:
        return
    while (place := _place(actor, session_id)) is not None:
        decide(actor, session_id, *place, is_covered=True, everywhere=True)
    finish_review(actor, session_id)


def _place(actor: Actor, session_id: str, words: str = "") -> tuple[int, int, int] | None:
    """The first place that waits for a look, of these words if some are named."""
    turns = redaction_page(actor, session_id).turns
    waiting = ((turn.index, one) for turn in turns for one in turn.stretches if one.state is State.SUGGESTED)
    return next(((index, one.begin, one.finish) for index, one in waiting if words in ("", one.text)), None)
