"""The people we talk to and where they work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.domain.errors import Conflict
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Scope
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.consents import scopes_of
from firsthand.services.fields import line, passage
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.participants import CompanyRecord, ParticipantRecord, SegmentRecord
from firsthand.storage.sessions import SessionParticipantRecord


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as a list shows them; who may not see people gets a title instead of name and company."""

    id: str
    name: str
    title: str
    company: str
    segment: str


@dataclass(frozen=True, slots=True)
class ParticipantForm:
    """What a member can write about a participant; every field but the name may be empty."""

    name: str
    title: str = ""
    company: str = ""  # by name; made if it isn't there yet
    segment: str = ""  # by name; made if it isn't there yet
    relationship: str = ""  # to the team
    contact: str = ""
    language: str = ""
    ai_use: str = ""
    usage: str = ""
    customer_since: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """One participant with everything known about them."""

    id: str
    form: ParticipantForm
    company_id: str | None
    scopes: tuple[Scope, ...]  # what they agree to now
    session_ids: tuple[str, ...]
    version: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class CompanyForm:
    """What a member can write about a company."""

    name: str
    stage: str = ""
    size: str = ""
    customer_since: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company with the number of people known there."""

    id: str
    name: str
    stage: str
    size: str
    customer_since: date | None


def participants(actor: Actor, wanted: Cut = Cut(), search: str = "") -> Slice[Person]:  # noqa: B008  (frozen)
    """The people of the workspace, newest first, by part of their name if one is given."""
    require(actor, Action.READ)
    query = visible(actor, ParticipantRecord)
    if search:
        query = query.filter(name__icontains=line(search, "search"))
    return cut(query.select_related("company", "segment"), wanted, lambda rows: [person(actor, row) for row in rows])


def participant_page(actor: Actor, participant_id: str) -> ParticipantPage:
    """One participant."""
    record = found(actor, Action.READ, ParticipantRecord, participant_id, "company", "segment")
    seats = visible(actor, SessionParticipantRecord).filter(participant=record, session__deleted_at=None)
    return ParticipantPage(
        id=record.id,
        form=_form(record),
        company_id=record.company_id,
        scopes=tuple(sorted(scopes_of([record.id])[record.id])),
        session_ids=tuple(seats.values_list("session_id", flat=True)),
        version=record.version,
        may_change=may(actor, Action.CHANGE),
    )


def add_participant(actor: Actor, form: ParticipantForm) -> str:
    """Write a new participant down; gives their id."""
    require(actor, Action.CHANGE)
    participant_id = new_id(Kind.PARTICIPANT)
    fields = _checked(form)
    with acting(actor, "added participant", Ref(Kind.PARTICIPANT, participant_id)):
        ParticipantRecord.objects.create(
            id=participant_id, workspace_id=actor.workspace_id, **fields, **_places(actor, form)
        )
    return participant_id


def edit_participant(actor: Actor, participant_id: str, form: ParticipantForm, version: int | None = None) -> None:
    """Save what a member wrote about a participant. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    require_version(version, record.version, "participant")
    fields = _checked(form)
    with acting(actor, "edited participant", Ref(Kind.PARTICIPANT, record.id)):
        saved = ParticipantRecord.objects.filter(id=record.id, version=record.version).update(
            **fields, **_places(actor, form), version=record.version + 1
        )
        require_version(record.version, record.version if saved else -1, "participant")


def companies(actor: Actor, wanted: Cut = Cut()) -> Slice[CompanyRow]:  # noqa: B008  (frozen)
    """The companies of the workspace, newest first."""
    require(actor, Action.READ)
    query = visible(actor, CompanyRecord)
    return cut(query, wanted, lambda rows: [_company_row(row) for row in rows])


def add_company(actor: Actor, form: CompanyForm) -> str:
    """Write a new company down; gives its id. Raises Conflict where one has that name."""
    require(actor, Action.CHANGE)
    company_id, name = new_id(Kind.COMPANY), line(form.name, "name", is_required=True)
    if visible(actor, CompanyRecord).filter(name=name).exists():
        raise Conflict(f"There is a company called {name} already. Nothing was changed.", where="name")
    with acting(actor, "added company", Ref(Kind.COMPANY, company_id)):
        CompanyRecord.objects.create(
            id=company_id,
            workspace_id=actor.workspace_id,
            name=name,
            stage=line(form.stage, "stage", 100),
            size=line(form.size, "size", 100),
            customer_since=form.customer_since,
            notes=passage(form.notes, "notes"),
        )
    return company_id


def person(actor: Actor, record: ParticipantRecord) -> Person:
    """A participant as this actor may see them; the record comes with its company and segment."""
    reads = may(actor, Action.READ)
    company = record.company.name if record.company and reads else ""
    name = record.name if reads else (record.title or "A participant")
    return Person(record.id, name, record.title, company, record.segment.name if record.segment else "")


def people_of(actor: Actor, session_ids: Iterable[str]) -> dict[str, tuple[Person, ...]]:
    """Who took part in each of these sessions; one query."""
    seats = SessionParticipantRecord.objects.filter(session_id__in=list(session_ids), participant__deleted_at=None)
    rows = seats.select_related("participant__company", "participant__segment").order_by("created_at", "id")
    found_people: defaultdict[str, list[Person]] = defaultdict(list)
    for seat in rows:
        found_people[seat.session_id].append(person(actor, seat.participant))
    return {session: tuple(people) for session, people in found_people.items()}


def require_participants(actor: Actor, participant_ids: Sequence[str]) -> None:
    """Refuse unless all of these are participants of the actor's workspace."""
    for participant_id in dict.fromkeys(participant_ids):
        found(actor, Action.CHANGE, ParticipantRecord, participant_id)


def _checked(form: ParticipantForm) -> dict[str, object]:
    return {
        "name": line(form.name, "name", is_required=True),
        "title": line(form.title, "title"),
        "relationship": line(form.relationship, "relationship", 100),
        "contact": line(form.contact, "contact", 300),
        "language": line(form.language, "language", 35),
        "ai_use": line(form.ai_use, "AI use", 35),
        "usage": passage(form.usage, "usage"),
        "customer_since": form.customer_since,
        "notes": passage(form.notes, "notes"),
    }


def _places(actor: Actor, form: ParticipantForm) -> dict[str, object]:
    """The company and segment by name, made inside the caller's act where they are new."""
    company, segment = line(form.company, "company"), line(form.segment, "segment")
    scope = {"workspace_id": actor.workspace_id}
    found_company = found_segment = None
    if company:
        found_company = CompanyRecord.objects.filter(**scope, name=company, deleted_at=None).first()
        found_company = found_company or CompanyRecord.objects.create(**scope, name=company)
    if segment:
        found_segment, _ = SegmentRecord.objects.get_or_create(workspace_id=actor.workspace_id, name=segment)
    return {"company": found_company, "segment": found_segment}


def _form(record: ParticipantRecord) -> ParticipantForm:
    return ParticipantForm(
        name=record.name,
        title=record.title,
        company=record.company.name if record.company else "",
        segment=record.segment.name if record.segment else "",
        relationship=record.relationship,
        contact=record.contact,
        language=record.language,
        ai_use=record.ai_use,
        usage=record.usage,
        customer_since=record.customer_since,
        notes=record.notes,
    )


def _company_row(record: CompanyRecord) -> CompanyRow:
    return CompanyRow(record.id, record.name, record.stage, record.size, record.customer_since)
