"""The two columns of a session, kept apart: what we heard, and what it may mean.

On the left observations, notes and quotes; on the right opportunities, claims and decisions that rest on them. While
the conversation is live the right one is closed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import found, visible
from firsthand.services.live import is_live
from firsthand.services.noted import waiting_noted
from firsthand.services.notes import NoteRow, notes
from firsthand.services.observation_rows import ObservationRow
from firsthand.services.observations import ObservationFilter, about, observations
from firsthand.services.quotes import QuoteFilter, QuoteRow, quotes
from firsthand.services.slices import Cut
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.decisions import DecisionRecord
from firsthand.storage.opportunities import TreeNodeRecord
from firsthand.storage.sessions import SessionRecord

SHOWN = 6  # of each kind


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that rests on a session."""

    kind: Kind
    id: str
    title: str
    study_id: str | None


@dataclass(frozen=True, slots=True)
class SessionColumns:
    """What was heard in a session, and what it may mean."""

    observations: tuple[ObservationRow, ...]
    observation_count: int
    notes: tuple[NoteRow, ...]
    note_count: int
    quotes: tuple[QuoteRow, ...]
    quote_count: int
    waiting_noted: int  # noted words that may be looked for in the transcript
    is_live: bool  # what it may mean waits
    meanings: tuple[Meaning, ...]


def session_columns(actor: Actor, session_id: str) -> SessionColumns:
    """Both columns of a session; a fixed number of queries."""
    session = found(actor, Action.READ, SessionRecord, session_id)
    seen = observations(actor, "", Cut(limit=SHOWN), ObservationFilter(session_id=session.id))
    noted = notes(actor, session.id)
    marked = quotes(actor, QuoteFilter(session_id=session.id), Cut(limit=SHOWN))
    live = is_live(session)
    return SessionColumns(
        observations=seen.items,
        observation_count=seen.total or 0,
        notes=noted[:SHOWN],
        note_count=len(noted),
        quotes=marked.items,
        quote_count=marked.total or 0,
        waiting_noted=waiting_noted(session.id),
        is_live=live,
        meanings=() if live else meanings(actor, session),
    )


def meanings(actor: Actor, session: SessionRecord) -> tuple[Meaning, ...]:
    """Opportunities, claims and decisions that rest on a session, as far as the actor may see them; four queries."""
    seen = about(session)
    nodes = visible(actor, TreeNodeRecord).filter(citations__observation__in=seen)
    claims = _claims(actor, session, seen)
    decisions = visible(actor, DecisionRecord).filter(claims__claim__in=[one for one, _title in claims])
    return (
        *(Meaning(Kind.TREE_NODE, *row) for row in nodes.values_list("id", "text", "study_id").distinct()),
        *(Meaning(Kind.CLAIM, one, title, None) for one, title in claims),
        *(Meaning(Kind.DECISION, *row) for row in decisions.values_list("id", "title", "study_id").distinct()),
    )


def _claims(actor: Actor, session: SessionRecord, seen: Collection[str]) -> list[tuple[str, str]]:
    of_it = Q(evidence__quote__transcript__session=session, evidence__quote__deleted_at=None)
    of_it |= Q(evidence__note__session=session, evidence__note__deleted_at=None)
    of_it |= Q(evidence__observation__in=seen, evidence__observation__deleted_at=None)
    return list(visible(actor, ClaimRecord).filter(of_it).values_list("id", "statement").distinct())
