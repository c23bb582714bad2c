"""What is ready before a study or a session and what is not: read from real state, ticked by hand elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Consent, Scope, agreed_scopes, refused_scopes
from firsthand.domain.people.consent_uses import Use, allows
from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.goals import find_vague
from firsthand.domain.planning.guides import CUSTOMER_INTERVIEW
from firsthand.domain.planning.reviews import ReviewState
from firsthand.domain.planning.studies import team_remark
from firsthand.domain.planning.templates import StudyTemplate
from firsthand.services.access import found, visible
from firsthand.services.acting import acting
from firsthand.services.consents import answers_of
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.guide_reviews import NO_REVIEW, ReviewRow, reviews_of
from firsthand.services.hypotheses import hypotheses_of
from firsthand.services.samples import plan_of
from firsthand.services.sight import sight
from firsthand.services.team import team_of
from firsthand.services.touchpoint_readings import reading_of
from firsthand.storage.calendar_feeds import CalendarFeedRecord
from firsthand.storage.checklists import TickRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist."""

    key: str
    text: str
    why: str
    is_done: bool
    is_derived: bool  # read from what is there; else a member ticks it
    detail: str = ""  # what is there, or what is missing
    by: str = ""  # who ticked it, and when
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckPart:
    """A part of a checklist."""

    key: str
    title: str
    items: tuple[CheckItem, ...]

    @property
    def done(self) -> int:
        """How many lines are done."""
        return sum(item.is_done for item in self.items)


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """The checklist of a study or of one session."""

    title: str
    study_id: str | None
    session_id: str | None
    parts: tuple[CheckPart, ...]
    may_change: bool

    @property
    def open_items(self) -> tuple[CheckItem, ...]:
        """What is still to do, in order."""
        return tuple(item for part in self.parts for item in part.items if not item.is_done)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in place of a tick."""

    is_done: bool
    detail: str


REVIEW_WORDS = {
    ReviewState.NONE: "Nobody was asked to review it.",
    ReviewState.ASKED: "{who} was asked and has not answered yet.",
    ReviewState.CHANGES_WANTED: "{who} wants changes.",
    ReviewState.APPROVED: "{who} approved it.",
    ReviewState.CHANGED_SINCE: "{who} approved an earlier version; it was changed since.",
}
STUDY_ITEMS = (
    ("research_question", "The research question is written down.", "Without it any answer will do."),
    ("decision", "The decision that it is to inform is named.", "An answer that decides nothing need not be sought."),
    ("goals", "The goals are concrete.", "Somebody should notice when a goal is reached."),
    ("hypotheses", "What the team expects is written down.", "Afterwards everybody has always known."),
    ("team", "One person asks, another one writes.", "Who writes does not listen."),
    ("sample", "It is planned whom to talk to.", "Otherwise it is whoever answers first."),
    ("guide", "There is a discussion guide.", "It is the map; you may leave the road."),
    ("guide_reviewed", "A teammate has reviewed the guide.", "The author does not hear the leading question."),
)
SESSION_ITEMS = (
    ("people", "It is known who comes.", "Everything else is prepared for somebody."),
    ("time", "Day and time are set.", "Until then nobody can keep the time free."),
    ("guide", "There is a discussion guide.", "It is the map; you may leave the road."),
    ("guide_reviewed", "A teammate has reviewed the guide.", "The author does not hear the leading question."),
    ("note_taker", "Somebody other than the facilitator takes notes.", "Who writes does not listen."),
    ("note_taker_briefed", "The note-taker is briefed.", "Nobody writes down a word whose weight they don't know."),
    ("consent", "The participant agreed to recording and transcription.", "Asked in the call, it costs the ease."),
    ("touchpoints_read", "What they told us before is read.", "Being asked twice tells people nobody listened."),
    ("recording_ready", "Recording and transcription are set up.", "The first answer is often the best one."),
    ("debrief_blocked", "Fifteen minutes after the call are free.", "What surprised you is gone by the next meeting."),
)


def study_preparation(actor: Actor, study_id: str) -> PreparationPage:
    """The checklist of a study: its plan, then what its template asks for; the same few queries for every study."""
    record = found(actor, Action.VIEW, StudyRecord, study_id)
    template = study_template(record.template)
    there, ticked = _of_study(record), _ticks(study_id=record.id)
    plan = tuple(_item(*row, there, ticked) for row in STUDY_ITEMS)
    parts = [CheckPart("plan", "The plan", plan)]
    for part in template.checklist:
        items = tuple(_item(key, text, "", there, ticked) for key, text in part.items)
        parts.append(CheckPart(part.key, part.title, items))
    return PreparationPage(record.title, record.id, None, tuple(parts), may(actor, Action.CHANGE))


def session_preparation(actor: Actor, session_id: str) -> PreparationPage:
    """The checklist of one session."""
    record = found(actor, Action.VIEW, SessionRecord, session_id, "study", "guide")
    template = study_template(record.study.template if record.study else CUSTOMER_INTERVIEW)
    there, ticked = _of_session(actor, record), _ticks(session_id=record.id)
    items = tuple(_item(*row, there, ticked) for row in (*_worded(template), *_extra(template)))
    part = CheckPart("session", "Before the session", items)
    title = sight(actor, [record]).remark(record.id, record.title)
    return PreparationPage(title, record.study_id, record.id, (part,), may(actor, Action.CHANGE))


def tick_study(actor: Actor, study_id: str, key: str, *, is_done: bool = True) -> None:
    """Tick a line of a study's checklist, or take the tick back. Raises Invalid for a line that is read from state."""
    page = study_preparation(actor, study_id)
    found(actor, Action.CHANGE, StudyRecord, study_id)
    _tick(actor, page, key, Ref(Kind.STUDY, study_id), is_done=is_done)


def tick_session(actor: Actor, session_id: str, key: str, *, is_done: bool = True) -> None:
    """Tick a line of a session's checklist, or take the tick back; as `tick_study`."""
    page = session_preparation(actor, session_id)
    found(actor, Action.CHANGE, SessionRecord, session_id)
    _tick(actor, page, key, Ref(Kind.SESSION, session_id), is_done=is_done)


def _tick(actor: Actor, page: PreparationPage, key: str, subject: Ref, *, is_done: bool) -> None:
    by_hand = {item.key for part in page.parts for item in part.items if not item.is_derived}
    if key not in by_hand:
        raise Invalid("This line is read from what is there; nobody ticks it. Nothing was changed.", where="key")
    place = {"study_id" if subject.kind is Kind.STUDY else "session_id": subject.id}
    with acting(actor, "ticked preparation" if is_done else "unticked preparation", subject):
        if is_done:
            TickRecord.objects.get_or_create(
                **place, key=key, defaults={"workspace_id": actor.workspace_id, "member_id": actor.id}
            )
        else:
            TickRecord.objects.filter(**place, key=key).delete()


def _ticks(**place: str) -> dict[str, TickRecord]:
    return {tick.key: tick for tick in TickRecord.objects.filter(**place).select_related("member__user")}


def _item(key: str, text: str, why: str, there: Mapping[str, _Found], ticked: Mapping[str, TickRecord]) -> CheckItem:
    seen, tick = there.get(key), ticked.get(key)
    if seen is not None:
        return CheckItem(key, text, why, seen.is_done, is_derived=True, detail=seen.detail)
    if tick is None:
        return CheckItem(key, text, why, is_done=False, is_derived=False)
    return CheckItem(key, text, why, True, is_derived=False, by=tick.member.user.name, at=tick.created_at)


def _worded(template: StudyTemplate) -> Sequence[tuple[str, str, str]]:
    """The usual lines, in the template's words where it has some."""
    said = {one.key: (one.key, one.text, one.why) for one in template.preparations}
    return [said.get(row[0], row) for row in SESSION_ITEMS]


def _extra(template: StudyTemplate) -> Sequence[tuple[str, str, str]]:
    """What only this template asks for; a study's own lines are left to the study."""
    usual = {row[0] for row in (*SESSION_ITEMS, *STUDY_ITEMS)}
    return [(one.key, one.text, one.why) for one in template.preparations if one.key not in usual]


def _of_study(record: StudyRecord) -> dict[str, _Found]:
    guides = list(GuideRecord.objects.filter(study=record, deleted_at=None))
    goals = [str(goal) for goal in record.goals]
    vague = sum(bool(find_vague(goal)) for goal in goals)
    remark = team_remark([(row.member_id, row.role) for row in team_of(record.id)])
    written, plan = len(hypotheses_of(record)), plan_of(record)
    planned = _Found(bool(plan.total), f"{plan.total} people." if plan.total else "There is no sample plan yet.")
    return {
        "research_question": _Found(bool(record.research_question), record.research_question),
        "decision": _Found(bool(record.decision), record.decision),
        "goals": _Found(bool(goals) and not vague, f"{vague} of {len(goals)} are vague." if goals else "None yet."),
        "hypotheses": _Found(bool(written), f"{written} written down." if written else "None yet."),
        "team": _Found(not remark, remark),
        "sample": planned,
        "sample_mix": planned,
        "guide": _Found(bool(guides), guides[0].title if guides else "None yet."),
        "guide_reviewed": _reviewed(list(reviews_of(guides).values())),
    }


def _reviewed(reviews: Sequence[ReviewRow]) -> _Found:
    """The best that can be said: one approved guide is enough to begin with."""
    approved = [review for review in reviews if review.state is ReviewState.APPROVED]
    chosen = (approved or [review for review in reviews if review.id] or [NO_REVIEW])[0]
    return _Found(bool(approved), REVIEW_WORDS[chosen.state].format(who=chosen.reviewer))


def _of_session(actor: Actor, record: SessionRecord) -> dict[str, _Found]:
    seats = SessionParticipantRecord.objects.filter(session=record, participant__deleted_at=None)
    people = list(seats.values_list("participant_id", flat=True))
    guide = record.guide if record.guide and record.guide.deleted_at is None else None
    there = {
        "people": _Found(bool(people), "" if people else "Nobody is down yet."),
        "time": _Found(record.starts_at is not None, "" if record.starts_at else "Only the day is known."),
        "guide": _Found(guide is not None, guide.title if guide else "None is chosen."),
        "guide_reviewed": _reviewed(list(reviews_of([guide]).values()) if guide else []),
        "note_taker": _note_taker(record),
        "consent": _consent(people, _begins(record)),
    }
    read = _touchpoints_read(actor, record, people)
    if read is not None:
        there["touchpoints_read"] = read
    if _is_debrief_in_calendar(record):
        there["debrief_blocked"] = _Found(True, "It stands in the facilitator's calendar, right after the session.")
    return there


def _touchpoints_read(actor: Actor, record: SessionRecord, people: Sequence[str]) -> _Found | None:
    """Whether somebody has opened what is known of them since the newest of it; None where only people can say so."""
    reading = reading_of(actor, people)
    if reading.is_read:
        return _Found(True, f"{reading.by} has read it since the newest came in.")
    if reading.is_anything_known:
        came = "Something came in since it was last read." if reading.was_read else "Nobody has read it yet."
        return _Found(False, came)
    if _has_spoken_before(actor, record, people):
        return None
    return _Found(bool(people), "There is no earlier conversation with them.")


def _note_taker(record: SessionRecord) -> _Found:
    if record.note_taker_id is None:
        return _Found(False, "Nobody takes notes yet.")
    if record.note_taker_id == record.interviewer_id:
        return _Found(False, "The facilitator takes the notes, too.")
    return _Found(True, "")


def _consent(people: Sequence[str], at: datetime) -> _Found:
    """Whether all of them agree to a recording and a transcript, and still will when it takes place."""
    now = timezone.now()
    answers = answers_of(people).values()
    agreed = sum(_is_recordable(one, now) for one in answers)
    lasting = sum(_is_recordable(one, max(at, now)) for one in answers)
    detail = f"{agreed} of {len(people)} agreed to both." if people else "Nobody is down yet."
    if any({Scope.RECORD, Scope.TRANSCRIBE} & refused_scopes(one, now) for one in answers):
        detail += " Somebody said no."
    if lasting < agreed:
        detail += " It runs out before the session."
    return _Found(bool(people) and min(agreed, lasting) == len(people), detail)


def _is_recordable(answers: Sequence[Consent], at: datetime) -> bool:
    agreed = agreed_scopes(answers, at)
    return allows(Use.RECORD, agreed) and allows(Use.KEEP_TRANSCRIPT, agreed)


def _begins(record: SessionRecord) -> datetime:
    return record.starts_at or datetime.combine(record.interview_date, time(12), UTC)


def _is_debrief_in_calendar(record: SessionRecord) -> bool:
    """Whether the facilitator's calendar reads our feed and so shows the debrief; else they say so themselves."""
    if record.starts_at is None or record.interviewer_id is None:
        return False
    return CalendarFeedRecord.objects.filter(member_id=record.interviewer_id).exists()


def _has_spoken_before(actor: Actor, record: SessionRecord, people: Sequence[str]) -> bool:
    seats = visible(actor, SessionParticipantRecord).filter(participant_id__in=people, session__deleted_at=None)
    held = seats.exclude(session__state__in=NOT_HELD).exclude(session_id=record.id)
    return held.filter(session__interview_date__lte=record.interview_date).exists()
