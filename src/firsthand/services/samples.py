"""Whom a study wants to hear from, and how far it has come: filled from the sessions that are planned and held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.samples import (
    SampleFill,
    SamplePerson,
    SamplePlan,
    Segment,
    ai_use_of,
    closeness_of,
    fill,
)
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.services.fieldwork import NOT_HELD
from firsthand.storage.participants import SegmentRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.studies import StudyRecord

MOST_SEGMENTS = 30
MOST_PEOPLE = 1_000


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A study's sample plan beside its people."""

    study_id: str
    study_title: str
    plan: SamplePlan
    fill: SampleFill
    known_segments: tuple[str, ...]  # of the workspace, to choose from
    version: int  # of the study
    may_change: bool


def segments_known(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The segments of the workspace as (id, name), by name."""
    require(actor, Action.VIEW)
    return tuple(visible(actor, SegmentRecord).order_by("name").values_list("id", "name")[:200])


def sample_page(actor: Actor, study_id: str) -> SamplePage:
    """The sample plan of a study with its live fill."""
    record = found(actor, Action.VIEW, StudyRecord, study_id)
    known = visible(actor, SegmentRecord).order_by("name")
    return SamplePage(
        study_id=record.id,
        study_title=record.title,
        plan=plan_of(record),
        fill=sample_fill(record),
        known_segments=tuple(known.values_list("name", flat=True)[:200]),
        version=record.version,
        may_change=may(actor, Action.CHANGE),
    )


def set_sample(actor: Actor, study_id: str, plan: SamplePlan, version: int | None = None) -> None:
    """Plan whom a study wants to hear from. Raises Invalid for a plan that can't be met, Conflict as for the study."""
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    require_version(version, record.version, "study")
    sample = packed(checked_plan(plan))
    with acting(actor, "set sample plan", Ref(Kind.STUDY, record.id)):
        query = StudyRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(sample=sample, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "study")


def sample_fill(record: StudyRecord) -> SampleFill:
    """How far a study's sample plan has come; one query."""
    return fill(plan_of(record), sample_people(record.id))


def sample_people(study_id: str) -> list[SamplePerson]:
    """Everybody in a session of the study that is planned or was held."""
    seats = SessionParticipantRecord.objects.filter(
        session__study_id=study_id, session__deleted_at=None, participant__deleted_at=None
    )
    live = seats.exclude(session__state=SessionState.CANCELLED).order_by("created_at", "id")
    return [_person(seat) for seat in live.select_related("session", "participant__company", "participant__segment")]


def checked_plan(plan: SamplePlan) -> SamplePlan:
    """The plan with tidy names. Raises Invalid for two segments of one name, and numbers that can't be met."""
    if len(plan.segments) > MOST_SEGMENTS:
        raise _invalid(f"A plan has at most {MOST_SEGMENTS} segments")
    segments = tuple(_segment(segment) for segment in plan.segments)
    names = [segment.name.casefold() for segment in segments]
    if len(set(names)) < len(names):
        raise _invalid("Two segments have the same name")
    if sum(segment.share or 0 for segment in segments) > 100:
        raise _invalid("The shares add up to more than 100 %")
    if any(segment.share for segment in segments) and plan.people is None:
        raise _invalid("Shares need a number of people in all")
    if plan.people is not None and not 0 <= plan.people <= MOST_PEOPLE:
        raise _invalid(f"A plan is for 0 to {MOST_PEOPLE} people")
    if not 0 <= plan.least_not_active_share <= 100:
        raise _invalid("The least share of people who are not active is between 0 and 100 %")
    return SamplePlan(segments, plan.people, plan.least_not_active_share)


def packed(plan: SamplePlan) -> dict[str, object]:
    """The plan as its JSON column keeps it."""
    segments = [{"name": s.name, "people": s.people, "share": s.share} for s in plan.segments]
    return {"segments": segments, "people": plan.people, "least_not_active_share": plan.least_not_active_share}


def unpacked(sample: Mapping[str, object]) -> SamplePlan:
    """The plan from its JSON column; an empty column is no plan."""
    rows, people, least = sample.get("segments"), sample.get("people"), sample.get("least_not_active_share")
    segments = tuple(
        Segment(str(row["name"]), row["people"], row["share"]) for row in (rows if isinstance(rows, list) else [])
    )
    return SamplePlan(segments, people if isinstance(people, int) else None, least if isinstance(least, int) else 0)


def plan_of(record: StudyRecord) -> SamplePlan:
    """The sample plan of a study."""
    return unpacked(record.sample)


def _segment(segment: Segment) -> Segment:
    name = line(segment.name, "segment", is_required=True)
    if segment.people is not None and segment.share is not None:
        raise _invalid(f"“{name}” has a number and a share; give one of them")
    if not 0 <= (segment.people or 0) <= MOST_PEOPLE or not 0 <= (segment.share or 0) <= 100:
        raise _invalid(f"The target of “{name}” can't be met")
    return Segment(name, segment.people, segment.share)


def _invalid(why: str) -> Invalid:
    return Invalid(f"{why}. Nothing was saved.", where="sample")


def _person(seat: SessionParticipantRecord) -> SamplePerson:
    who = seat.participant
    return SamplePerson(
        id=who.id,
        segment=who.segment.name if who.segment else "",
        company=who.company.name if who.company else "",
        closeness=closeness_of(who.relationship),
        ai_use=ai_use_of(who.ai_use),
        is_held=seat.session.state not in NOT_HELD,
    )
