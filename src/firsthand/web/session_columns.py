"""The two columns of a session's page, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor
from firsthand.services.session_columns import Meaning, SessionColumns, session_columns
from firsthand.web.observation_views import NoteView, ObservationView, note_view, observation_view
from firsthand.web.quotes import QuoteView, quote_view


@dataclass(frozen=True, slots=True)
class Heard:
    """What we heard, and what it may mean."""

    columns: SessionColumns
    observations: tuple[ObservationView, ...]
    notes: tuple[NoteView, ...]
    quotes: tuple[QuoteView, ...]
    meanings: tuple[tuple[str, tuple[tuple[Meaning, str], ...]], ...]  # by label, each with its address


def heard(who: Actor, session_id: str) -> Heard:
    """The two columns of a session."""
    columns = session_columns(who, session_id)
    return Heard(
        columns,
        tuple(map(observation_view, columns.observations)),
        tuple(map(note_view, columns.notes)),
        tuple(quote_view(row, may_read=True) for row in columns.quotes),
        tuple(_grouped(columns.meanings)),
    )


def _grouped(meanings: tuple[Meaning, ...]) -> list[tuple[str, tuple[tuple[Meaning, str], ...]]]:
    labels = ((Kind.TREE_NODE, _("Opportunities")), (Kind.CLAIM, _("Claims")), (Kind.DECISION, _("Decisions")))
    groups = ((label, tuple((one, _url(one)) for one in meanings if one.kind is kind)) for kind, label in labels)
    return [(label, things) for label, things in groups if things]


def _url(one: Meaning) -> str:
    if one.kind is Kind.CLAIM:
        return reverse("claim", args=[one.id])
    if one.kind is Kind.TREE_NODE and one.study_id:
        return reverse("node", args=[one.study_id, one.id])
    return reverse("decisions") if one.kind is Kind.DECISION else ""
