"""The people we talk to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.own_fields import About
from firsthand.domain.planning.samples import AiUse, ai_use_of
from firsthand.formats.table_values import email_of
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.companies import company_named
from firsthand.services.consents import scopes_of
from firsthand.services.fields import line, passage
from firsthand.services.own_fields import OwnValue, checked_values, own_fields, own_values
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.undo import take_away
from firsthand.storage.participants import ParticipantRecord, SegmentRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as a list shows them; who may not see people gets a title instead of name and company."""

    id: str
    name: str
    title: str
    company: str
    segment: str


@dataclass(frozen=True, slots=True)
class PersonRow(Person):
    """A participant in the list of people, for those who may know who they are."""

    company_id: str | None
    email: str
    ai_use: str


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people; what is empty filters nothing."""

    search: str = ""  # part of a name or an e-mail address
    company_id: str = ""
    segment_id: str = ""
    ai_use: str = ""  # a value of `AiUse`


@dataclass(frozen=True, slots=True)
class ParticipantForm:
    """What a member can write about a participant; every field but the name may be empty."""

    name: str
    title: str = ""
    company: str = ""  # by name; made if it isn't there yet
    segment: str = ""  # by name; made if it isn't there yet
    relationship: str = ""  # to the team
    contact: str = ""  # any way to reach them but by e-mail
    language: str = ""
    ai_use: str = ""  # a value of `AiUse`, or nothing
    usage: str = ""
    customer_since: date | None = None
    notes: str = ""
    email: str = ""
    not_before: date | None = None  # not to be asked before this day
    own: Mapping[str, str] | None = None  # values by field id; fields that are not named stay as they are


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another record of the same person or company said, before the two were merged."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """One participant with everything known about them."""

    id: str
    form: ParticipantForm
    company_id: str | None
    scopes: tuple[Scope, ...]  # what they agree to now
    session_ids: tuple[str, ...]
    has_talked: bool  # or is to: whoever has can't be deleted
    version: int
    may_change: bool
    own: tuple[OwnValue, ...]
    also: tuple[OtherValue, ...]


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A kind of customer that people are put into."""

    id: str
    name: str


def participants(
    actor: Actor,
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
    which: PeopleFilter = PeopleFilter(),
) -> Slice[PersonRow]:
    """The people of the workspace, newest first."""
    require(actor, Action.READ)
    query = _filtered(visible(actor, ParticipantRecord), which)
    return cut(query.select_related("company", "segment"), wanted, lambda rows: [person_row(row) for row in rows])


def _filtered(query: QuerySet[ParticipantRecord], which: PeopleFilter) -> QuerySet[ParticipantRecord]:
    if which.search:
        words = line(which.search, "search")
        query = query.filter(Q(name__icontains=words) | Q(email__icontains=words))
    given = {"company_id": which.company_id, "segment_id": which.segment_id, "ai_use": which.ai_use}
    return query.filter(**{name: line(value, name) for name, value in given.items() if value})


def segments(actor: Actor) -> tuple[SegmentRow, ...]:
    """The workspace's segments by name; one query."""
    require(actor, Action.READ)
    records = visible(actor, SegmentRecord).order_by("name", "id")[:200]
    return tuple(SegmentRow(record.id, record.name) for record in records)


def participant_page(actor: Actor, participant_id: str) -> ParticipantPage:
    """One participant."""
    record = found(actor, Action.READ, ParticipantRecord, participant_id, "company", "segment")
    seats = visible(actor, SessionParticipantRecord).filter(participant=record, session__deleted_at=None)
    fields = own_fields(actor, About.PEOPLE, with_retired=True)
    return ParticipantPage(
        id=record.id,
        form=_form(record),
        company_id=record.company_id,
        scopes=tuple(sorted(scopes_of([record.id])[record.id])),
        session_ids=tuple(seats.values_list("session_id", flat=True)),
        has_talked=_has_talked(record),
        version=record.version,
        may_change=may(actor, Action.CHANGE),
        own=own_values(fields, record.own_values),
        also=tuple(OtherValue(str(one["label"]), str(one["value"])) for one in record.also),
    )


def add_participant(actor: Actor, form: ParticipantForm) -> str:
    """Write a new participant down; gives their id."""
    require(actor, Action.CHANGE)
    participant_id = new_id(Kind.PARTICIPANT)
    fields = _checked(actor, form, {})
    with acting(actor, "added participant", Ref(Kind.PARTICIPANT, participant_id)):
        ParticipantRecord.objects.create(
            id=participant_id, workspace_id=actor.workspace_id, **fields, **_places(actor, form)
        )
    return participant_id


def edit_participant(actor: Actor, participant_id: str, form: ParticipantForm, version: int | None = None) -> None:
    """Save what a member wrote about a participant. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    require_version(version, record.version, "participant")
    fields = _checked(actor, form, record.own_values, record.ai_use)
    with acting(actor, "edited participant", Ref(Kind.PARTICIPANT, record.id)):
        saved = ParticipantRecord.objects.filter(id=record.id, version=record.version).update(
            **fields, **_places(actor, form), version=record.version + 1
        )
        require_version(record.version, record.version if saved else -1, "participant")


def delete_participant(actor: Actor, participant_id: str) -> str:
    """Take a participant away who never talked to us; gives the id that undoes it for a day.

    Raises Conflict where they took part in a conversation: their words are there, and deleting would orphan them.
    """
    record = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    if _has_talked(record):
        raise Conflict(
            "They take part in conversations, so they can't be deleted. Nothing was changed. Merge them if they are "
            "here twice; if they want their words gone, withdraw them on their page."
        )
    subject = Ref(Kind.PARTICIPANT, record.id)
    with acting(actor, "deleted participant", subject):
        return take_away(actor, "deleted participant", subject, {Kind.PARTICIPANT: [record.id]})


def _has_talked(record: ParticipantRecord) -> bool:
    """Whether any conversation is with them, also one that the asking member may not know of."""
    seats = SessionParticipantRecord.objects.filter(participant=record, session__deleted_at=None)
    speaks = SpeakerRecord.objects.filter(participant=record, transcript__deleted_at=None)
    return seats.exists() or speaks.exists()


def person(actor: Actor, record: ParticipantRecord) -> Person:
    """A participant as this actor may see them; the record comes with its company and segment."""
    reads = may(actor, Action.READ)
    company = record.company.name if record.company and reads else ""
    name = record.name if reads else (record.title or "A participant")
    return Person(record.id, name, record.title, company, record.segment.name if record.segment else "")


def person_row(record: ParticipantRecord) -> PersonRow:
    """A participant for those who may read; the record comes with its company and segment."""
    return PersonRow(
        record.id,
        record.name,
        record.title,
        record.company.name if record.company else "",
        record.segment.name if record.segment else "",
        record.company_id,
        record.email,
        record.ai_use,
    )


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


def checked_ai_use(text: str, before: str = "") -> str:
    """A level of AI use as it is kept. Raises Invalid for one that is none, unless it stands there already."""
    text = line(text, "AI use", 35)
    if not text or text == before:
        return text
    level = ai_use_of(text)
    if level is None:
        raise Invalid(f"AI use is one of: {', '.join(AiUse)}; or nothing. Nothing was saved.", where="ai_use")
    return level.value


def _checked(actor: Actor, form: ParticipantForm, own: Mapping[str, str], ai_use: str = "") -> dict[str, object]:
    return {
        "name": line(form.name, "name", is_required=True),
        "title": line(form.title, "title"),
        "relationship": line(form.relationship, "relationship", 100),
        "email": _email(form.email),
        "contact": line(form.contact, "contact", 300),
        "language": line(form.language, "language", 35),
        "ai_use": checked_ai_use(form.ai_use, ai_use),
        "usage": passage(form.usage, "usage"),
        "customer_since": form.customer_since,
        "not_before": form.not_before,
        "notes": passage(form.notes, "notes"),
        "own_values": checked_values(actor, About.PEOPLE, form.own, own),
    }


def _email(text: str) -> str:
    text = line(text, "email", 254)
    found_email = email_of(text) if text else ""
    if found_email is None:
        raise Invalid("This is no e-mail address. Nothing was saved; write it as name@example.org.", where="email")
    return found_email


def _places(actor: Actor, form: ParticipantForm) -> dict[str, object]:
    """The company and segment by name, made inside the caller's act where they are new."""
    company, segment = line(form.company, "company"), line(form.segment, "segment")
    found_segment = None
    if segment:
        found_segment, _ = SegmentRecord.objects.get_or_create(workspace_id=actor.workspace_id, name=segment)
    return {"company": company_named(actor, company) if company else None, "segment": found_segment}


def _form(record: ParticipantRecord) -> ParticipantForm:
    return ParticipantForm(
        name=record.name,
        title=record.title,
        company=record.company.name if record.company else "",
        segment=record.segment.name if record.segment else "",
        relationship=record.relationship,
        email=record.email,
        contact=record.contact,
        language=record.language,
        ai_use=record.ai_use,
        usage=record.usage,
        customer_since=record.customer_since,
        not_before=record.not_before,
        notes=record.notes,
        own=record.own_values,
    )
