"""One page to read before a session: who this is, what they told us before, what to ask, what to listen for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.figures import Series, known_until
from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.guides import CUSTOMER_INTERVIEW, Guide, Note, Part, Term
from firsthand.domain.planning.templates import Mistake
from firsthand.services.access import found, visible
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.figures import figures_of
from firsthand.services.guide_reviews import ReviewRow, reviews_of
from firsthand.services.guides import read_text
from firsthand.services.participants import Person, person
from firsthand.services.quotes import QuoteFilter, QuoteRow, quotes
from firsthand.services.scheduling import observers_of
from firsthand.services.slices import Cut
from firsthand.services.touchpoints import TouchpointRow, recent_touchpoints
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord

QUOTES_SHOWN = 8  # of each person
TOUCHPOINTS_SHOWN = 4
FIGURES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class EarlierSession:
    """A conversation held with somebody before."""

    id: str
    title: str
    interview_date: date
    study_title: str


@dataclass(frozen=True, slots=True)
class BriefPerson:
    """Somebody whom the session is with."""

    person: Person
    company_stage: str
    company_size: str
    customer_since: date | None
    relationship: str
    usage: str
    ai_use: str
    language: str
    notes: str
    earlier: tuple[EarlierSession, ...]  # newest first
    quotes: tuple[QuoteRow, ...]  # from those, newest first, each checked now; only what may be shown
    touchpoints: tuple[TouchpointRow, ...]  # theirs and their company's until the session, newest first
    figures: tuple[Series, ...]  # usage, retention and NPS first; their company's where they have none


@dataclass(frozen=True, slots=True)
class BriefSection:
    """A part of the conversation in outline; slots are filled."""

    title: str
    minutes: int | None
    questions: tuple[str, ...]  # the core questions
    listen_for: tuple[str, ...]  # the guide's notes to self


@dataclass(frozen=True, slots=True)
class BriefPage:
    """What facilitator and note-taker read before a session."""

    session_id: str
    title: str
    interview_date: date
    starts_at: datetime | None
    zone: str
    minutes: int
    location: str
    facilitator: str
    note_taker: str
    observers: tuple[str, ...]
    study_id: str | None
    study_title: str
    research_question: str
    decision: str
    goals: tuple[str, ...]
    people: tuple[BriefPerson, ...]
    guide_id: str | None
    guide_title: str
    guide_review: ReviewRow | None
    sections: tuple[BriefSection, ...]
    terms: tuple[Term, ...]
    reminders: tuple[Mistake, ...]  # while asking, and while writing


def brief_page(actor: Actor, session_id: str) -> BriefPage:
    """The brief for one session; for members who may know who the participants are."""
    related = ("study", "guide", "interviewer__user", "note_taker__user")
    record = found(actor, Action.READ, SessionRecord, session_id, *related)
    study, guide = record.study, record.guide if record.guide and record.guide.deleted_at is None else None
    read = read_text(guide.text).guide if guide else Guide()
    template = study_template(study.template if study else CUSTOMER_INTERVIEW)
    return BriefPage(
        session_id=record.id,
        title=record.title,
        interview_date=record.interview_date,
        starts_at=record.starts_at,
        zone=record.zone,
        minutes=record.minutes,
        location=record.location,
        facilitator=record.interviewer.user.name if record.interviewer else "",
        note_taker=record.note_taker.user.name if record.note_taker else "",
        observers=tuple(one.name for one in observers_of(record.id)),
        study_id=record.study_id,
        study_title=study.title if study else "",
        research_question=study.research_question if study else "",
        decision=study.decision if study else "",
        goals=tuple(str(goal) for goal in study.goals) if study else (),
        people=_people(actor, record),
        guide_id=guide.id if guide else None,
        guide_title=guide.title if guide else "",
        guide_review=reviews_of([guide])[guide.id] if guide else None,
        sections=_outline(read),
        terms=read.glossary,
        reminders=(*template.mistakes_at("holding"), *template.mistakes_at("notes")),
    )


def _outline(guide: Guide) -> tuple[BriefSection, ...]:
    return tuple(
        BriefSection(
            section.title,
            section.planned_minutes,
            tuple(guide.filled(question.text) for question in section.questions),
            tuple(guide.filled(item.text) for item in section.items if isinstance(item, Note)),
        )
        for section in guide.sections
        if section.part is not Part.NOT_ASKED
    )


def _people(actor: Actor, record: SessionRecord) -> tuple[BriefPerson, ...]:
    seats = SessionParticipantRecord.objects.filter(session=record, participant__deleted_at=None)
    rows = seats.select_related("participant__company", "participant__segment").order_by("created_at", "id")
    who = [seat.participant for seat in rows]
    ids = [one.id for one in who]
    earlier, figures = _earlier(actor, record, ids), figures_of(actor, ids) if who else {}
    touched = recent_touchpoints(actor, who, TOUCHPOINTS_SHOWN, _until(record))
    last = record.interview_date
    known = {one: (touched[one], known_until(figures.get(one, {}).values(), last)[:FIGURES_SHOWN]) for one in ids}
    return tuple(_brief_person(actor, record, one, earlier.get(one.id, []), *known[one.id]) for one in who)


def _until(record: SessionRecord) -> datetime:
    """The moment up to which a brief tells what is known: the session's beginning, or the end of its day."""
    after = datetime.combine(record.interview_date, time(), ZoneInfo(record.zone)) + timedelta(days=1)
    return record.starts_at or after


def _earlier(actor: Actor, record: SessionRecord, people: Sequence[str]) -> dict[str, list[EarlierSession]]:
    seats = visible(actor, SessionParticipantRecord).filter(participant_id__in=people, session__deleted_at=None)
    held = seats.exclude(session__state__in=NOT_HELD).exclude(session_id=record.id)
    before = held.filter(session__interview_date__lte=record.interview_date).select_related("session__study")
    found_sessions: defaultdict[str, list[EarlierSession]] = defaultdict(list)
    for seat in before.order_by("-session__interview_date", "-session_id"):
        one = seat.session
        title = one.study.title if one.study else ""
        found_sessions[seat.participant_id].append(EarlierSession(one.id, one.title, one.interview_date, title))
    return found_sessions


def _brief_person(
    actor: Actor,
    record: SessionRecord,
    who: ParticipantRecord,
    earlier: list[EarlierSession],
    touched: tuple[TouchpointRow, ...],
    figures: tuple[Series, ...],
) -> BriefPerson:
    company, before = who.company, {session.id for session in earlier}
    said = quotes(actor, QuoteFilter(participant_id=who.id), Cut(limit=50)).items if earlier else ()
    kept = [row for row in said if row.session_id in before and row.is_showable]
    return BriefPerson(
        person=person(actor, who),
        company_stage=company.stage if company else "",
        company_size=company.size if company else "",
        customer_since=who.customer_since or (company.customer_since if company else None),
        relationship=who.relationship,
        usage=who.usage,
        ai_use=who.ai_use,
        language=who.language,
        notes=who.notes,
        earlier=tuple(earlier),
        quotes=tuple(kept[:QUOTES_SHOWN]),
        touchpoints=touched,
        figures=figures,
    )
