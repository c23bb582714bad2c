"""Everything that is known of a person or a company in the order in which it happened, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Lag

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.figures import Series
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services.access import found, visible
from firsthand.services.figures import OF_COMPANY, figures_of, figures_of_company
from firsthand.services.slices import LIMITS, Cut, no_cursor, read_cursor, spell_cursor
from firsthand.services.touchpoints import (
    RELATED,
    TouchpointRow,
    local_zone,
    of_company,
    of_person,
    touchpoint_rows,
)
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.invitations import InvitationRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord

FIGURES, SESSIONS, CONSENTS, INVITATIONS = "figures", "sessions", "consents", "invitations"
TOUCHPOINTS = "touchpoints"  # all of their kinds
KINDS: tuple[str, ...] = (*TouchpointKind, FIGURES, SESSIONS, INVITATIONS, CONSENTS)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A measure that is another one than before."""

    measure: str
    unit: str
    value: float
    before: float | None  # None for the first value
    source: str


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A conversation with them, planned or held."""

    id: str
    title: str
    state: SessionState
    study_title: str


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """What they said yes and no to, or that an answer of theirs was ended."""

    scopes: tuple[Scope, ...]
    refused: tuple[Scope, ...]
    is_end: bool


@dataclass(frozen=True, slots=True)
class InvitationEntry:
    """That they were asked for a conversation, and what became of it."""

    id: str
    state: InvitationState
    study_title: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; exactly one of the last five says what."""

    kind: str  # of KINDS
    id: str
    at: datetime
    has_time: bool
    name: str = ""  # of the person, on a company's timeline
    touchpoint: TouchpointRow | None = None
    figures: tuple[FigureChange, ...] = ()  # those of one day
    session: SessionEntry | None = None
    consent: ConsentEntry | None = None
    invitation: InvitationEntry | None = None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A stretch of the timeline of a person, or else of a company."""

    participant_id: str | None
    company_id: str | None
    name: str
    company: str
    entries: tuple[TimelineEntry, ...]
    next_cursor: str | None
    kinds: tuple[str, ...]  # of which there is anything
    series: tuple[Series, ...]  # the figures over time
    zone: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class _Whose:
    """Where the rows of somebody's timeline are found."""

    actor: Actor
    zone: ZoneInfo
    touchpoints: Q
    figures: Q
    people: Q  # from a record of the person, or of the people
    is_company: bool


def person_timeline(
    actor: Actor,
    participant_id: str,
    kind: str = "",
    part: Cut = Cut(),  # noqa: B008  (frozen)
) -> TimelinePage:
    """The timeline of a person with what is known of their company as a whole; sessions only of studies one may see."""
    who = found(actor, Action.READ, ParticipantRecord, participant_id, "company")
    mine = Q(participant=who)
    whose = _Whose(actor, local_zone(actor), of_person(who), mine, mine, is_company=False)
    entries, cursor = _slice(whose, kind, part)
    return TimelinePage(
        who.id,
        who.company_id,
        who.name,
        who.company.name if who.company else "",
        entries,
        cursor,
        _kinds(whose),
        tuple(figures_of(actor, [who.id])[who.id].values()),
        whose.zone.key,
        may(actor, Action.CHANGE),
    )


def company_timeline(
    actor: Actor,
    company_id: str,
    kind: str = "",
    part: Cut = Cut(),  # noqa: B008  (frozen)
) -> TimelinePage:
    """The timeline of a company: its own touchpoints and figures, and what happened with each of its people."""
    company = found(actor, Action.READ, CompanyRecord, company_id)
    people = Q(participant__company=company, participant__deleted_at=None)
    touchpoints = of_company(company.id) & Q(participant__deleted_at=None)
    own = Q(OF_COMPANY, company=company)
    whose = _Whose(actor, local_zone(actor), touchpoints, own, people, is_company=True)
    entries, cursor = _slice(whose, kind, part)
    return TimelinePage(
        None,
        company.id,
        company.name,
        company.name,
        entries,
        cursor,
        _kinds(whose),
        figures_of_company(actor, company.id),
        whose.zone.key,
        may(actor, Action.CHANGE),
    )


def _slice(whose: _Whose, kind: str, part: Cut) -> tuple[tuple[TimelineEntry, ...], str | None]:
    """The newest entries before the cursor, merged from all that was asked for; figures of a day become one entry."""
    if part.limit not in LIMITS:
        raise Invalid(f"A list comes in slices of 1 to 200, not {part.limit}.", where="limit")
    if kind and kind not in (*KINDS, TOUCHPOINTS):
        raise Invalid("There is nothing of this kind on a timeline.", where="kind")
    before, wanted = _before(part.cursor), part.limit + 1
    entries: list[TimelineEntry] = []
    if kind in ("", TOUCHPOINTS, *TouchpointKind):
        entries += _touchpoints(whose, "" if kind == TOUCHPOINTS else kind, before, wanted)
    if kind in ("", FIGURES):
        entries += _figures(whose, before, wanted)
    if kind in ("", SESSIONS):
        entries += _sessions(whose)
    if kind in ("", CONSENTS):
        entries += _consents(whose)
    if kind in ("", INVITATIONS):
        entries += _invitations(whose)
    known = [one for one in entries if before is None or _place(one) < before]
    newest = sorted(known, key=_place, reverse=True)
    kept, more = newest[: part.limit], len(newest) > part.limit
    cursor = spell_cursor(kept[-1].at.isoformat(), kept[-1].id) if more else None
    return tuple(_by_day(kept)), cursor


def _place(entry: TimelineEntry) -> tuple[datetime, str]:
    return entry.at, entry.id


def _before(cursor: str | None) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    value, row_id = read_cursor(cursor)
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise no_cursor() from error
    if at.tzinfo is None or not 1000 < at.year < 9900:
        raise no_cursor()
    return at, row_id


def _touchpoints(whose: _Whose, kind: str, before: tuple[datetime, str] | None, wanted: int) -> list[TimelineEntry]:
    query = visible(whose.actor, TouchpointRecord).filter(whose.touchpoints).select_related(*RELATED)
    if kind:
        query = query.filter(kind=kind)
    if before:
        query = query.filter(Q(happened_at__lt=before[0]) | Q(happened_at=before[0], id__lt=before[1]))
    rows = touchpoint_rows(whose.actor, list(query.order_by("-happened_at", "-id")[:wanted]))
    return [
        TimelineEntry(row.kind, row.id, row.happened_at, row.has_time, _name(whose, row), touchpoint=row)
        for row in rows
    ]


def _name(whose: _Whose, row: TouchpointRow) -> str:
    if not whose.is_company:
        return ""
    return row.person.name if row.person else row.sender


def _figures(whose: _Whose, before: tuple[datetime, str] | None, wanted: int) -> list[TimelineEntry]:
    query = _changes(whose)
    if before:
        day = before[0].astimezone(whose.zone).date()
        earlier = Q(day__lt=day) if _midnight(day, whose.zone) >= before[0] else Q(day__lte=day)
        query = query.filter(earlier | Q(day=day, id__lt=before[1]))
    return [
        TimelineEntry(
            FIGURES,
            row.id,
            _midnight(row.day, whose.zone),
            has_time=False,
            figures=(FigureChange(row.measure, row.unit, row.value, getattr(row, "earlier"), row.source),),  # noqa: B009
        )
        for row in query.order_by("-day", "-id")[:wanted]
    ]


def _changes(whose: _Whose) -> QuerySet[FigureRecord]:
    """The figures that differ from the one before of the same measure and source."""
    own = visible(whose.actor, FigureRecord).filter(whose.figures)
    earlier = Window(Lag("value"), partition_by=[F("measure"), F("source")], order_by=[F("day"), F("id")])
    return own.annotate(earlier=earlier).filter(Q(earlier=None) | ~Q(value=F("earlier")))


def _sessions(whose: _Whose) -> list[TimelineEntry]:
    seats = visible(whose.actor, SessionParticipantRecord).filter(whose.people, session__deleted_at=None)
    entries: dict[str, TimelineEntry] = {}
    for seat in seats.select_related("session__study", "participant").order_by("created_at", "id"):
        one, there = seat.session, entries.get(seat.session_id)
        name = seat.participant.name if whose.is_company else ""
        if there is not None:
            entries[one.id] = replace(there, name=f"{there.name}, {name}")
            continue
        at = one.starts_at or _midnight(one.interview_date, whose.zone)
        entry = SessionEntry(one.id, one.title, SessionState(one.state), one.study.title if one.study else "")
        entries[one.id] = TimelineEntry(SESSIONS, one.id, at, one.starts_at is not None, name, session=entry)
    return list(entries.values())


def _consents(whose: _Whose) -> list[TimelineEntry]:
    entries = []
    rows = visible(whose.actor, ConsentRecord).filter(whose.people).select_related("participant")
    for row in rows:
        name = row.participant.name if whose.is_company else ""
        answer = row.consent()
        yes, no = (tuple(scope for scope in Scope if scope in some) for some in (answer.scopes, answer.refused))
        given = ConsentEntry(yes, no, is_end=False)
        entries.append(TimelineEntry(CONSENTS, row.id, row.given_at, True, name, consent=given))
        if row.withdrawn_at:
            ended = ConsentEntry(yes, no, is_end=True)
            entries.append(TimelineEntry(CONSENTS, f"{row.id}-end", row.withdrawn_at, True, name, consent=ended))
    return entries


def _asked(whose: _Whose) -> QuerySet[InvitationRecord]:
    """The letters that left, for studies that the actor may know of."""
    sent = visible(whose.actor, InvitationRecord).filter(whose.people, sent_at__isnull=False)
    return sent.select_related("participant", "study")


def _invitations(whose: _Whose) -> list[TimelineEntry]:
    entries = []
    for row in _asked(whose):
        asked = InvitationEntry(row.id, InvitationState(row.state), row.study.title if row.study else "")
        at, name = row.sent_at or row.created_at, row.participant.name if whose.is_company else ""
        entries.append(TimelineEntry(INVITATIONS, row.id, at, True, name, invitation=asked))
    return entries


def _kinds(whose: _Whose) -> tuple[str, ...]:
    """What there is anything of, to offer as filters."""
    actor = whose.actor
    there = set(visible(actor, TouchpointRecord).filter(whose.touchpoints).values_list("kind", flat=True).distinct())
    if visible(actor, FigureRecord).filter(whose.figures).exists():
        there.add(FIGURES)
    if visible(actor, SessionParticipantRecord).filter(whose.people, session__deleted_at=None).exists():
        there.add(SESSIONS)
    if visible(actor, ConsentRecord).filter(whose.people).exists():
        there.add(CONSENTS)
    if _asked(whose).exists():
        there.add(INVITATIONS)
    return tuple(kind for kind in KINDS if kind in there)


def _by_day(entries: Sequence[TimelineEntry]) -> Iterable[TimelineEntry]:
    """The same, with the figures that changed on one day as one entry."""
    for (is_figure, _at), some in groupby(entries, key=lambda one: (one.kind == FIGURES, one.at)):
        group = list(some)
        if is_figure:
            first = group[0]
            changes = tuple(sorted((one.figures[0] for one in group), key=lambda change: change.measure.casefold()))
            yield TimelineEntry(FIGURES, first.id, first.at, has_time=False, figures=changes)
        else:
            yield from group


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
