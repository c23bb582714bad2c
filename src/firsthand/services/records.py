"""The interview record: one Markdown page per session in the layout of the customer-interview template."""

from __future__ import annotations

from firsthand.domain.people.actors import Actor


def session_record(actor: Actor, session_id: str) -> str:
    """The record of one session as Markdown, made from what is known; what isn't known stays an empty line to fill in."""
    raise NotImplementedError
