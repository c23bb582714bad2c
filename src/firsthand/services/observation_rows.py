"""Observations as lists and pages show them: what they cite is checked now, what they count is counted now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from firsthand.domain.evidence.observations import Finding, ObservationKind, lint
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.withdrawal import unsaid
from firsthand.services.access import require, visible
from firsthand.services.notes import NoteRow, note_rows
from firsthand.services.observation_counts import CountRow, counts_of
from firsthand.services.participants import Person, person
from firsthand.services.quotes import CLOSED, QuoteRow, quote_rows
from firsthand.storage.observations import CitationRecord, ObservationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.quotes import QuoteRecord

NOT_SHOWN = "[not shown: consent has ended]"
ALL_CLOSED = (
    "Everything that this rests on is closed: the participants do not agree to be quoted inside the company, "
    "or no longer do."
)


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One observation with everything that it rests on."""

    id: str
    kind: ObservationKind
    text: str  # without the words of anybody who does not agree to them being shown; "" where all of it is closed
    closed_because: str
    study_id: str | None
    study_title: str
    session_id: str | None
    session_title: str
    quotes: tuple[QuoteRow, ...]
    notes: tuple[NoteRow, ...]
    count: CountRow | None
    people: tuple[Person, ...]  # behind it, each once
    companies: tuple[str, ...]
    lost: int  # citations that were deleted or withdrawn since
    findings: tuple[Finding, ...]  # words of interpretation in its text
    by: str
    created_at: datetime
    version: int

    @property
    def rests_on_nothing(self) -> bool:
        """Whether everything that it cited is gone."""
        return not self.quotes and not self.notes and self.count is None


@dataclass(frozen=True, slots=True)
class _Known:
    quotes: Mapping[str, QuoteRow]
    notes: Mapping[str, NoteRow]
    counts: Mapping[str, CountRow]
    closed_words: Mapping[str, str]  # of quotes that are closed: by quote
    people: Mapping[str, Person]


def observation_rows(actor: Actor, observation_ids: Iterable[str]) -> dict[str, ObservationRow]:
    """These observations by id, as the actor may see them; the same few queries however many there are."""
    require(actor, Action.READ)
    records = living(actor).filter(id__in=set(observation_ids)).select_related(*RELATED)
    return {row.id: row for row in rows_of(actor, list(records))}


RELATED = ("study", "session", "member__user")


def living(actor: Actor) -> QuerySet[ObservationRecord]:
    """The observations that the actor may know of, of studies and sessions that are there."""
    there = Q(session=None) | Q(session__deleted_at=None)
    return visible(actor, ObservationRecord).filter(there, Q(study=None) | Q(study__deleted_at=None))


def rows_of(actor: Actor, records: Sequence[ObservationRecord], *, are_linted: bool = True) -> list[ObservationRow]:
    """Records, which come with their study, session and member, as rows; hundreds at once need not be linted."""
    cited = cited_in([record.id for record in records])
    known = _known(actor, records, [one for some in cited.values() for one in some])
    return [_row(record, cited.get(record.id, ()), known, are_linted=are_linted) for record in records]


def cited_in(observation_ids: Iterable[str]) -> dict[str, tuple[CitationRecord, ...]]:
    """What each of these observations cites; one query."""
    found: defaultdict[str, list[CitationRecord]] = defaultdict(list)
    for one in CitationRecord.objects.filter(observation__in=list(observation_ids)).order_by("created_at", "id"):
        found[one.observation_id].append(one)
    return {observation: tuple(some) for observation, some in found.items()}


def _known(actor: Actor, records: Sequence[ObservationRecord], cited: Sequence[CitationRecord]) -> _Known:
    quotes = quote_rows(actor, [one.quote_id for one in cited if one.quote_id])
    notes = note_rows(actor, [one.note_id for one in cited if one.note_id])
    counts = counts_of(actor, records)
    shut = [row.id for row in quotes.values() if row.closed_because == CLOSED]
    words = dict(QuoteRecord.objects.filter(id__in=shut).values_list("id", "exact")) if shut else {}
    return _Known(quotes, notes, counts, words, _people(actor, quotes, notes, counts))


def _people(
    actor: Actor, quotes: Mapping[str, QuoteRow], notes: Mapping[str, NoteRow], counts: Mapping[str, CountRow]
) -> dict[str, Person]:
    named: list[QuoteRow | NoteRow] = [*quotes.values(), *notes.values()]
    known = {one.person.id: one.person for one in named if one.person}
    missing = {who for one in counts.values() for who in one.people} - set(known)
    if missing:
        query = ParticipantRecord.objects.filter(id__in=missing, deleted_at=None).select_related("company", "segment")
        known |= {record.id: person(actor, record) for record in query}
    return known


def _row(
    record: ObservationRecord, cited: Sequence[CitationRecord], known: _Known, *, are_linted: bool
) -> ObservationRow:
    quotes = tuple(known.quotes[one.quote_id] for one in cited if one.quote_id and one.quote_id in known.quotes)
    notes = tuple(known.notes[one.note_id] for one in cited if one.note_id and one.note_id in known.notes)
    count, closed = known.counts.get(record.id), _closed_because(quotes, notes, known.counts.get(record.id))
    people = _behind(quotes, notes, count, known)
    text = "" if closed else _open_text(record.text, quotes, known)
    return ObservationRow(
        id=record.id,
        kind=ObservationKind(record.kind),
        text=text,
        closed_because=closed,
        study_id=record.study_id,
        study_title=record.study.title if record.study else "",
        session_id=record.session_id,
        session_title=record.session.title if record.session else "",
        quotes=quotes,
        notes=notes,
        count=count,
        people=people,
        companies=tuple(dict.fromkeys(one.company for one in people if one.company)),
        lost=len(cited) - len(quotes) - len(notes) + record.gone,
        findings=lint(text, [*(one.text for one in quotes), *(one.text for one in notes)]) if are_linted else (),
        by=record.member.user.name,
        created_at=record.created_at,
        version=record.version,
    )


def _closed_because(quotes: Sequence[QuoteRow], notes: Sequence[NoteRow], count: CountRow | None) -> str:
    closed = [one.closed_because == CLOSED for one in quotes] + [bool(one.closed_because) for one in notes]
    return ALL_CLOSED if closed and all(closed) and count is None else ""


def _open_text(text: str, quotes: Sequence[QuoteRow], known: _Known) -> str:
    return unsaid(text, [known.closed_words[one.id] for one in quotes if one.id in known.closed_words], NOT_SHOWN)


def _behind(
    quotes: Sequence[QuoteRow], notes: Sequence[NoteRow], count: CountRow | None, known: _Known
) -> tuple[Person, ...]:
    named: list[QuoteRow | NoteRow] = [*quotes, *notes]
    ids = [one.person.id for one in named if one.person] + list(count.people if count else ())
    return tuple(known.people[one] for one in dict.fromkeys(ids) if one in known.people)
