"""What was done in a workspace, in order, whether the chain of it is whole, and all of it to take away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, ActorKind, Ref
from firsthand.domain.people.audit import ChainCheck, LoggedEvent, check_chain, reason_digest
from firsthand.services.access import absent, require, visible
from firsthand.services.acting import acting, logged
from firsthand.services.fields import line
from firsthand.services.slices import LIMITS
from firsthand.services.workspaces import workspace_zone
from firsthand.storage.columns import Owned
from firsthand.storage.events import EventRecord, ReasonRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord
from firsthand.storage.tokens import TokenRecord
from firsthand.storage.workspaces import MemberRecord

AT_ONCE = 2_000  # rows fetched at a time where the whole log is read
NAMED: Mapping[Kind, tuple[type[Owned], str]] = {  # what has a page of its own, and the column that names it
    Kind.STUDY: (StudyRecord, "title"),
    Kind.GUIDE: (GuideRecord, "title"),
    Kind.SESSION: (SessionRecord, "title"),
    Kind.PARTICIPANT: (ParticipantRecord, "name"),
    Kind.COMPANY: (CompanyRecord, "name"),
    Kind.MEMBER: (MemberRecord, "user__name"),
    Kind.TOKEN: (TokenRecord, "name"),
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One act as a list shows it; the names are those of today and stand nowhere in the log."""

    number: int
    at: datetime
    actor_kind: str
    actor_id: str
    actor_name: str  # "" where nobody has this id any more
    verb: str
    subject_kind: str
    subject_id: str
    subject_name: str  # "" where the thing has no name or is gone
    reason: str  # "" where none was given, or where it was erased


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; empty means all."""

    actor_id: str = ""
    subject_kind: str = ""  # the prefix of its ids: "ses"
    subject_id: str = ""
    verb: str = ""  # part of it
    since: date | None = None  # in the workspace's zone, inclusive
    until: date | None = None


def events(
    actor: Actor,
    before: int | None = None,
    limit: int = 100,
    wanted: EventFilter = EventFilter(),
) -> tuple[EventRow, ...]:
    """The newest events, or those before a number; owners only. A few queries however many there are."""
    require(actor, Action.MANAGE)
    query = _wanted(actor, wanted).select_related("reason")
    if before is not None:
        query = query.filter(number__lt=before)
    return _rows(actor, list(query.order_by("-number")[: max(LIMITS[0], min(limit, LIMITS[-1]))]))


def actors_seen(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Everybody who ever did something here, as (id, name), to filter by; owners only."""
    require(actor, Action.MANAGE)
    ids = EventRecord.objects.filter(workspace_id=actor.workspace_id).values_list("actor_kind", "actor_id").distinct()
    names = _actor_names(actor, ids)
    return tuple(sorted(((one, names[one] or one) for _, one in ids), key=lambda pair: pair[1].casefold()))


def chain(actor: Actor, noted_head: str = "") -> ChainCheck:
    """Whether the whole log is as it was written; owners only. `noted_head` is one that somebody kept from earlier.

    A changed, removed or inserted event is seen, and so is a changed reason; an erased reason is no break.
    """
    require(actor, Action.MANAGE)
    found = check_chain(_all(actor), noted_head)
    changed = _changed_reason(actor) if found.is_whole else None
    if changed is None:
        return found
    return ChainCheck(
        found.count, found.head, changed, f"The reason of event {changed} was changed after it was written."
    )


def export(actor: Actor) -> Iterator[LoggedEvent]:
    """The whole log, oldest first, fetched bit by bit; owners only. That it left is an event too."""
    require(actor, Action.MANAGE)
    with acting(actor, "exported audit log", Ref(Kind.WORKSPACE, actor.workspace_id)):
        pass
    return _all(actor)


def erase_reason(actor: Actor, number: int) -> None:
    """Take the words of a reason away, with the salt by which they could be guessed; the chain stays whole."""
    require(actor, Action.MANAGE)
    reasons = ReasonRecord.objects.filter(event__workspace_id=actor.workspace_id, event__number=number)
    reason = reasons.select_related("event").first()
    if reason is None:
        raise absent()
    with acting(actor, "erased reason", Ref(Kind(reason.event.subject_kind), reason.event.subject_id)):
        reasons.delete()


def _wanted(actor: Actor, wanted: EventFilter) -> QuerySet[EventRecord]:
    exact = {"actor_id": wanted.actor_id, "subject_kind": wanted.subject_kind, "subject_id": wanted.subject_id}
    query = EventRecord.objects.filter(workspace_id=actor.workspace_id, **{name: v for name, v in exact.items() if v})
    if wanted.verb:
        query = query.filter(verb__icontains=line(wanted.verb, "act"))
    if wanted.since:
        query = query.filter(at__gte=_midnight(actor, wanted.since))
    if wanted.until:
        query = query.filter(at__lt=_midnight(actor, wanted.until + timedelta(days=1)))
    return query


def _midnight(actor: Actor, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(workspace_zone(actor)))


def _all(actor: Actor) -> Iterator[LoggedEvent]:
    records = EventRecord.objects.filter(workspace_id=actor.workspace_id).order_by("number")
    return (logged(record) for record in records.iterator(chunk_size=AT_ONCE))


def _changed_reason(actor: Actor) -> int | None:
    reasons = ReasonRecord.objects.filter(event__workspace_id=actor.workspace_id).select_related("event")
    for reason in reasons.order_by("event__number").iterator(chunk_size=AT_ONCE):
        if reason_digest(reason.salt, reason.text) != reason.event.reason_digest:
            return reason.event.number
    return None


def _rows(actor: Actor, records: Sequence[EventRecord]) -> tuple[EventRow, ...]:
    actors = _actor_names(actor, [(record.actor_kind, record.actor_id) for record in records])
    subjects = _names(actor, [(record.subject_kind, record.subject_id) for record in records])
    return tuple(_row(record, actors[record.actor_id], subjects.get(record.subject_id, "")) for record in records)


def _row(record: EventRecord, actor_name: str, subject_name: str) -> EventRow:
    reason = getattr(record, "reason", None)
    return EventRow(
        record.number,
        record.at,
        record.actor_kind,
        record.actor_id,
        actor_name,
        record.verb,
        record.subject_kind,
        record.subject_id,
        subject_name,
        reason.text if reason else "",
    )


def _actor_names(actor: Actor, actors: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By id: a person's name today; a model's own name, which is its id."""
    known = _names(actor, [(one.partition("_")[0], one) for _, one in actors])
    named = {ActorKind.SYSTEM: "Firsthand"}
    return {
        one: known.get(one) or named.get(ActorKind(kind), one if kind == ActorKind.MODEL else "")
        for kind, one in actors
    }


def _names(actor: Actor, subjects: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names of things that are still there; one query for each kind among them."""
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for kind, one in subjects:
        by_kind[kind].add(one)
    names: dict[str, str] = {}
    for kind, (record, column) in NAMED.items():
        if by_kind[kind]:
            names.update(visible(actor, record).filter(pk__in=by_kind[kind]).values_list("pk", column))
    return names
