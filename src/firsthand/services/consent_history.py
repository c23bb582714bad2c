"""Consent as members look at it: where one person stands and why, and where everybody does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import (
    Consent,
    How,
    Scope,
    Standing,
    agreed_scopes,
    refused_scopes,
    removal_asked_at,
    standings,
)
from firsthand.domain.people.consent_states import ConsentState, ends_next, state_of
from firsthand.domain.people.consent_wordings import LANGUAGES
from firsthand.services.access import found, require, visible
from firsthand.services.consent_links import LinkRow, links
from firsthand.services.participants import Person, person
from firsthand.services.slices import LIMITS, Cut, Slice
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionRecord


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as it was written down."""

    id: str
    given_at: datetime
    scopes: tuple[Scope, ...]  # what they said yes to
    refused: tuple[Scope, ...]  # and no
    how: How
    is_attested: bool
    is_own: bool  # given by the participant through a link
    by: str  # the member who logged it; "" where the participant answered
    wording_id: str | None
    wording: str  # its name, such as "English, version 2"
    language: str
    expires_at: datetime | None
    ended_at: datetime | None
    asks_removal: bool
    session_id: str | None  # where it was spoken, if the actor may see that
    session_title: str
    spoken_seconds: float | None
    scan: str  # the name of the scanned paper; "" where there is none
    note: str


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Everything about the consent of one participant."""

    participant_id: str
    name: str
    language: str
    state: ConsentState
    standings: Mapping[Scope, Standing]
    answers: tuple[AnswerRow, ...]  # newest first
    links: tuple[LinkRow, ...]
    ends_next: datetime | None
    removal_asked_at: datetime | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One participant in the list of all."""

    person: Person
    state: ConsentState
    agreed: tuple[Scope, ...]
    refused: tuple[Scope, ...]
    answered_at: datetime | None  # last
    ends_next: datetime | None
    removal_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentOverview:
    """Everybody's consent: how many stand where, and one slice of them."""

    counts: Mapping[ConsentState, int]
    rows: Slice[ConsentRow]


def consent_page(actor: Actor, participant_id: str) -> ConsentPage:
    """Where one participant stands, with every answer and link; four queries."""
    record = found(actor, Action.READ, ParticipantRecord, participant_id)
    rows = visible(actor, ConsentRecord).filter(participant=record).order_by("-given_at", "-created_at", "-id")
    answers = list(rows.select_related("logged_by__user", "wording"))
    said, now = [one.consent() for one in answers], timezone.now()
    titles = _titles(actor, answers)
    return ConsentPage(
        participant_id=record.id,
        name=record.name,
        language=record.language,
        state=state_of(said, now),
        standings=standings(said, now),
        answers=tuple(_answer(one, titles) for one in answers),
        links=links(actor, record.id),
        ends_next=ends_next(said, now),
        removal_asked_at=removal_asked_at(said, now),
        may_change=may(actor, Action.CHANGE),
    )


def consent_overview(
    actor: Actor,
    state: ConsentState | None = None,
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
) -> ConsentOverview:
    """Where everybody stands, or those who stand in one way: the most pressing first, then by name; three queries.

    The cursor of a slice is the id of its last person. Raises Invalid for a limit outside 1–200.
    """
    require(actor, Action.READ)
    if wanted.limit not in LIMITS:
        raise Invalid(f"A list comes in slices of 1 to 200, not {wanted.limit}.", where="limit")
    said, now = _everybody(actor), timezone.now()
    people = list(visible(actor, ParticipantRecord).values_list("id", "name"))
    states = {one: state_of(said.get(one, ()), now) for one, _ in people}
    order = {known: place for place, known in enumerate(ConsentState)}
    listed = sorted(people, key=lambda one: (order[states[one[0]]], one[1].casefold(), one[0]))
    ids = [one for one, _ in listed if state is None or states[one] is state]
    begin = ids.index(wanted.cursor) + 1 if wanted.cursor in ids else 0
    part = ids[begin : begin + wanted.limit]
    more = part[-1] if begin + wanted.limit < len(ids) else None
    rows = tuple(_row(actor, record, said.get(record.id, ()), now) for record in _people(actor, part))
    return ConsentOverview(Counter(states.values()), Slice(rows, more, len(ids)))


def removal_requests(actor: Actor) -> tuple[tuple[Person, datetime], ...]:
    """Who asks for everything of theirs to be removed, and since when, the longest waiting first; one query."""
    require(actor, Action.READ)
    open_requests = visible(actor, ConsentRecord).filter(asks_removal=True, withdrawn_at=None)
    related = open_requests.filter(participant__deleted_at=None).select_related(
        "participant__company", "participant__segment"
    )
    return tuple((person(actor, one.participant), one.given_at) for one in related.order_by("given_at", "id"))


def _everybody(actor: Actor) -> dict[str, list[Consent]]:
    found_answers: defaultdict[str, list[Consent]] = defaultdict(list)
    for record in visible(actor, ConsentRecord).defer("note", "scan_name"):
        found_answers[record.participant_id].append(record.consent())
    return found_answers


def _people(actor: Actor, ids: Sequence[str]) -> list[ParticipantRecord]:
    """These participants, in this order."""
    rows = visible(actor, ParticipantRecord).filter(id__in=ids).select_related("company", "segment")
    known = {record.id: record for record in rows}
    return [known[one] for one in ids if one in known]


def _row(actor: Actor, record: ParticipantRecord, answers: Sequence[Consent], now: datetime) -> ConsentRow:
    return ConsentRow(
        person=person(actor, record),
        state=state_of(answers, now),
        agreed=_in_order(agreed_scopes(answers, now)),
        refused=_in_order(refused_scopes(answers, now)),
        answered_at=max((one.given_at for one in answers if one.given_at <= now), default=None),
        ends_next=ends_next(answers, now),
        removal_asked_at=removal_asked_at(answers, now),
    )


def _titles(actor: Actor, answers: Iterable[ConsentRecord]) -> dict[str, str]:
    """The titles of the sessions in which it was said, as far as the actor may know of them."""
    wanted = {one.session_id for one in answers if one.session_id}
    if not wanted:
        return {}
    return dict(visible(actor, SessionRecord).filter(id__in=wanted).values_list("id", "title"))


def _answer(record: ConsentRecord, titles: Mapping[str, str]) -> AnswerRow:
    by, wording, is_known = record.logged_by, record.wording, record.session_id in titles
    language = wording.language if wording else ""
    name = f"{LANGUAGES.get(language, language)}, version {wording.version}" if wording else record.wording_version
    return AnswerRow(
        id=record.id,
        given_at=record.given_at,
        scopes=_in_order(Scope(one) for one in record.scopes),
        refused=_in_order(Scope(one) for one in record.refused),
        how=How(record.how),
        is_attested=record.is_attested,
        is_own=record.logged_by_id is None,
        by=by.user.name if by else "",
        wording_id=record.wording_id,
        wording=name,
        language=language,
        expires_at=record.expires_at,
        ended_at=record.withdrawn_at,
        asks_removal=record.asks_removal,
        session_id=record.session_id if is_known else None,
        session_title=titles.get(record.session_id or "", ""),
        spoken_seconds=record.spoken_seconds,
        scan=record.scan_name,
        note=record.note,
    )


def _in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    wanted = set(scopes)
    return tuple(scope for scope in Scope if scope in wanted)
