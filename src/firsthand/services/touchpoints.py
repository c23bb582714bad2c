"""Touchpoints: what a customer told or asked us outside our interviews, written down by hand or imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.touchpoints import (
    TEXT_LIMIT,
    Score,
    Standing,
    TouchpointKind,
    checked_link,
    checked_score,
    is_web_link,
    standing,
)
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.consents import closed
from firsthand.services.fields import line, passage
from firsthand.services.participants import Person, person
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.undo import take_away
from firsthand.services.workspaces import workspace_zone
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.touchpoints import TouchpointRecord

RELATED = ("participant__company", "participant__segment", "company")
CLOSED = "They agree to nothing any more, so what they wrote is closed. Nothing was changed."
NOBODY = Q(sender_name="", sender_email="")  # not about somebody whom nobody has assigned yet


@dataclass(frozen=True, slots=True)
class TouchpointForm:
    """What a member can write about a touchpoint; it is about a person, a company, or both."""

    kind: TouchpointKind
    participant_id: str | None = None
    company_id: str | None = None  # the person's own if not given
    happened_at: datetime | None = None  # without an offset: as the clocks in the workspace's zone show it
    day: date | None = None  # where only the day is known; today if neither is given
    title: str = ""
    text: str = ""
    label: str = ""  # the team's own word, for TouchpointKind.OTHER
    link: str = ""
    score: float | None = None
    score_best: int | None = None
    author: str = ""
    source: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class TouchpointRow:
    """One touchpoint as it is shown."""

    id: str
    kind: TouchpointKind
    label: str
    happened_at: datetime
    has_time: bool
    title: str
    text: str
    text_cut: int  # characters of the text that were left out when it was imported
    link: str
    score: Score | None
    standing: Standing | None
    author: str
    source: str  # "" for what was added by hand
    external_id: str
    person: Person | None
    company_id: str | None
    company: str
    sender: str  # who a file says it was, where that is nobody we know yet
    is_edited: bool
    is_closed: bool  # they agree to nothing any more: what they wrote is not shown
    version: int


@dataclass(frozen=True, slots=True)
class TouchpointPage:
    """One touchpoint to read and change."""

    row: TouchpointRow
    form: TouchpointForm
    zone: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class TouchpointFilter:
    """Which touchpoints are wanted; empty means all that somebody is known for."""

    participant_id: str = ""
    company_id: str = ""
    kind: TouchpointKind | None = None


def touchpoints(
    actor: Actor,
    wanted: TouchpointFilter = TouchpointFilter(),
    part: Cut = Cut(),  # noqa: B008  (frozen)
) -> Slice[TouchpointRow]:
    """Touchpoints, newest first; the same number of queries however many there are."""
    require(actor, Action.READ)
    query = visible(actor, TouchpointRecord).filter(participant__deleted_at=None)
    if wanted.participant_id:
        query = query.filter(participant=found(actor, Action.READ, ParticipantRecord, wanted.participant_id))
    if wanted.company_id:
        query = query.filter(of_company(found(actor, Action.READ, CompanyRecord, wanted.company_id).id))
    if wanted.kind:
        query = query.filter(kind=wanted.kind)
    show = lambda rows: touchpoint_rows(actor, rows)  # noqa: E731
    return cut(query.select_related(*RELATED), part, show, by="happened_at")


def touchpoint_page(actor: Actor, touchpoint_id: str) -> TouchpointPage:
    """One touchpoint with everything about it."""
    record = _found(actor, Action.READ, touchpoint_id)
    zone, row = local_zone(actor), touchpoint_rows(actor, [record])[0]
    form = _form(record, zone)
    if row.is_closed:
        form = replace(form, title="", text="", link="")
    return TouchpointPage(row, form, zone.key, may(actor, Action.CHANGE) and not row.is_closed)


def add_touchpoint(actor: Actor, form: TouchpointForm) -> str:
    """Write a touchpoint down; gives its id.

    Raises Invalid where it is about nobody, and Conflict where this source has one with this id already.
    """
    require(actor, Action.CHANGE)
    touchpoint_id, columns = new_id(Kind.TOUCHPOINT), _columns(actor, form)
    source, external_id = line(form.source, "source", 60), line(form.external_id, "external id")
    if external_id:
        _require_new(actor, source, external_id)
    with acting(actor, "added touchpoint", Ref(Kind.TOUCHPOINT, touchpoint_id)):
        TouchpointRecord.objects.create(
            id=touchpoint_id,
            workspace_id=actor.workspace_id,
            member_id=actor.member_id,
            source=source,
            external_id=external_id,
            **columns,
        )
    return touchpoint_id


def edit_touchpoint(actor: Actor, touchpoint_id: str, form: TouchpointForm, version: int | None = None) -> None:
    """Save what a member wrote; where it came from stays. Raises Conflict where somebody saved since `version`."""
    record = _found(actor, Action.CHANGE, touchpoint_id)
    if touchpoint_rows(actor, [record])[0].is_closed:
        raise NotAllowed(CLOSED)
    require_version(version, record.version, "touchpoint")
    columns = _columns(actor, form)
    if columns["text"] != record.text:
        columns["text_cut"] = 0
    with acting(actor, "edited touchpoint", Ref(Kind.TOUCHPOINT, record.id)):
        saved = TouchpointRecord.objects.filter(id=record.id, version=record.version).update(
            **columns, is_edited=True, version=record.version + 1
        )
        require_version(record.version, record.version if saved else -1, "touchpoint")


def delete_touchpoint(actor: Actor, touchpoint_id: str) -> str:
    """Take a touchpoint away; gives the id by which it can be undone for a day."""
    record = _found(actor, Action.CHANGE, touchpoint_id)
    subject = Ref(Kind.TOUCHPOINT, record.id)
    with acting(actor, "deleted touchpoint", subject):
        return take_away(actor, "deleted touchpoint", subject, {Kind.TOUCHPOINT: [record.id]})


def recent_touchpoints(
    actor: Actor, people: Sequence[ParticipantRecord], most: int, before: datetime
) -> dict[str, tuple[TouchpointRow, ...]]:
    """The newest touchpoints of each of these people and of their companies, by person; one query.

    Those after `before` are left out: a brief is about what was known until then.
    """
    if not people:
        return {}
    companies = {one.company_id for one in people if one.company_id}
    query = visible(actor, TouchpointRecord).filter(happened_at__lte=before)
    near = query.filter(Q(participant__in=people) | Q(NOBODY, participant=None, company__in=companies))
    rows = near.select_related(*RELATED).order_by("-happened_at", "-id")[: 50 * len(people)]
    known = [(row.person.id if row.person else None, row.company_id, row) for row in touchpoint_rows(actor, list(rows))]
    return {one.id: tuple(row for who, where, row in known if _is_near(one, who, where))[:most] for one in people}


def of_person(record: ParticipantRecord) -> Q:
    """Which touchpoints a person's timeline shows: their own, and those about their company as a whole."""
    own = Q(participant=record)
    return own | Q(NOBODY, participant=None, company_id=record.company_id) if record.company_id else own


def of_company(company_id: str) -> Q:
    """Which touchpoints a company's timeline shows: its own and those of its people."""
    return Q(company_id=company_id) | Q(company=None, participant__company_id=company_id)


def touchpoint_rows(actor: Actor, records: Sequence[TouchpointRecord]) -> list[TouchpointRow]:
    """Touchpoints as they are shown; the records come with person and company. One query for all of them."""
    silent = closed(record.participant_id for record in records if record.participant_id)
    return [_row(actor, record, is_closed=record.participant_id in silent) for record in records]


def _row(actor: Actor, record: TouchpointRecord, *, is_closed: bool) -> TouchpointRow:
    who, kind = record.participant, TouchpointKind(record.kind)
    company = record.company or (who.company if who else None)
    score = Score(record.score, record.score_best or 10) if record.score is not None else None
    sender = record.sender_name or record.sender_email
    return TouchpointRow(
        id=record.id,
        kind=kind,
        label=record.label,
        happened_at=record.happened_at,
        has_time=record.has_time,
        title="" if is_closed else record.title,
        text="" if is_closed else record.text,
        text_cut=0 if is_closed else record.text_cut,
        link=record.link if is_web_link(record.link) and not is_closed else "",
        score=score,
        standing=standing(kind, score),
        author=record.author,
        source=record.source,
        external_id=record.external_id,
        person=person(actor, who) if who else None,
        company_id=company.id if company else None,
        company=company.name if company else record.sender_company,
        sender=sender,
        is_edited=record.is_edited,
        is_closed=is_closed,
        version=record.version,
    )


def local_zone(actor: Actor) -> ZoneInfo:
    """The clocks by which the workspace's days are counted."""
    return ZoneInfo(workspace_zone(actor))


def _is_near(one: ParticipantRecord, participant_id: str | None, company_id: str | None) -> bool:
    """Whether a touchpoint is this person's, or about their company and nobody in it."""
    return participant_id == one.id if participant_id else bool(company_id and company_id == one.company_id)


def _found(actor: Actor, action: Action, touchpoint_id: str) -> TouchpointRecord:
    return found(actor, action, TouchpointRecord, touchpoint_id, *RELATED)


def _require_new(actor: Actor, source: str, external_id: str) -> None:
    there: QuerySet[TouchpointRecord] = TouchpointRecord.objects.filter(workspace_id=actor.workspace_id)
    if there.filter(source=source, external_id=external_id).exists():
        raise Conflict(
            f"There is a touchpoint with this id from {source or 'here'} already, perhaps a deleted one. "
            "Nothing was changed.",
            where="external_id",
        )


def _columns(actor: Actor, form: TouchpointForm) -> dict[str, object]:
    kind = TouchpointKind(form.kind)
    score = checked_score(kind, form.score, form.score_best)
    at, has_time = _moment(form, local_zone(actor))
    text, title = passage(form.text, "text", TEXT_LIMIT), line(form.title, "title", 300)
    if not (text or title or score):
        raise Invalid("A touchpoint needs a title, a text or a score. Nothing was saved.", where="title")
    return {
        **_belonging(actor, form),
        "kind": kind,
        "label": line(form.label, "label", 60) if kind is TouchpointKind.OTHER else "",
        "happened_at": at,
        "has_time": has_time,
        "title": title,
        "text": text,
        "link": checked_link(line(form.link, "link", 500)),
        "score": score.value if score else None,
        "score_best": score.best if score else None,
        "author": line(form.author, "author"),
    }


def _belonging(actor: Actor, form: TouchpointForm) -> dict[str, object]:
    who = found(actor, Action.CHANGE, ParticipantRecord, form.participant_id) if form.participant_id else None
    company_id = form.company_id or (who.company_id if who else None)
    if who is None and not company_id:
        raise Invalid("A touchpoint is of a person or a company. Nothing was saved; name one.", where="participant_id")
    if form.company_id:
        found(actor, Action.CHANGE, CompanyRecord, form.company_id)
    known = {"participant_id": who.id if who else None, "company_id": company_id}
    return known if who else {**known, "sender_name": "", "sender_email": "", "sender_company": ""}


def _moment(form: TouchpointForm, zone: ZoneInfo) -> tuple[datetime, bool]:
    if form.happened_at is None:
        day = form.day or timezone.now().astimezone(zone).date()
        return _bounded(datetime.combine(day, time(), zone)), False
    given = form.happened_at
    return _bounded(given if given.tzinfo else given.replace(tzinfo=zone)), True


def _bounded(moment: datetime) -> datetime:
    if not 1970 <= moment.year < 9000:
        raise Invalid("This is not a day on which anybody could have written to you. Nothing was saved.", where="day")
    return moment.astimezone(UTC)


def _form(record: TouchpointRecord, zone: ZoneInfo) -> TouchpointForm:
    local = record.happened_at.astimezone(zone)
    form = TouchpointForm(
        TouchpointKind(record.kind),
        participant_id=record.participant_id,
        company_id=record.company_id,
        title=record.title,
        text=record.text,
        label=record.label,
        link=record.link,
        score=record.score,
        score_best=record.score_best,
        author=record.author,
        source=record.source,
        external_id=record.external_id,
    )
    return replace(form, happened_at=local) if record.has_time else replace(form, day=local.date())
