"""Studies: a research question, what is to be learnt, and the conversations held to learn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import found, require, require_version
from firsthand.services.acting import acting
from firsthand.services.fields import line, lines, passage
from firsthand.services.sessions import SessionRow, sessions, with_contents
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.undo import take_away
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord


@dataclass(frozen=True, slots=True)
class StudyForm:
    """What a member can say about a study."""

    title: str
    research_question: str = ""
    goals: tuple[str, ...] = ()
    decision: str = ""  # that the study is to inform
    template: str = "blank"


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study as a list shows it."""

    id: str
    title: str
    research_question: str
    state: str
    sessions: int
    participants: int
    quotes: int
    last_session: date | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A discussion guide as a study's page lists it."""

    id: str
    title: str
    version: int


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One discussion guide; its Markdown text is the guide."""

    id: str
    title: str
    text: str
    study_id: str | None
    version: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class StudyPage:
    """One study with its guides and conversations."""

    row: StudyRow
    form: StudyForm
    guides: tuple[GuideRow, ...]
    sessions: Slice[SessionRow]
    version: int
    may_change: bool


def studies(actor: Actor, wanted: Cut = Cut()) -> Slice[StudyRow]:  # noqa: B008  (frozen)
    """The studies of the workspace, newest first."""
    require(actor, Action.VIEW)
    query = StudyRecord.objects.filter(workspace_id=actor.workspace_id, deleted_at=None)
    return cut(query, wanted, study_rows)


def study_page(actor: Actor, study_id: str, wanted: Cut = Cut()) -> StudyPage:  # noqa: B008  (frozen)
    """One study with a slice of its sessions."""
    record = found(actor, Action.VIEW, StudyRecord, study_id)
    guides = GuideRecord.objects.filter(study=record, deleted_at=None).order_by("created_at")
    goals = tuple(str(goal) for goal in record.goals)
    return StudyPage(
        row=study_rows([record])[0],
        form=StudyForm(record.title, record.research_question, goals, record.decision, record.template),
        guides=tuple(GuideRow(guide.id, guide.title, guide.version) for guide in guides),
        sessions=sessions(actor, wanted, record.id),
        version=record.version,
        may_change=may(actor.role, Action.CHANGE),
    )


def create_study(actor: Actor, form: StudyForm) -> str:
    """Start a study; gives its id."""
    require(actor, Action.CHANGE)
    study_id, fields = new_id(Kind.STUDY), _checked(form)
    with acting(actor, "created study", Ref(Kind.STUDY, study_id)):
        StudyRecord.objects.create(id=study_id, workspace_id=actor.workspace_id, **fields)
    return study_id


def edit_study(actor: Actor, study_id: str, form: StudyForm, version: int | None = None) -> None:
    """Save what a member changed. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    require_version(version, record.version, "study")
    fields = _checked(form)
    with acting(actor, "edited study", Ref(Kind.STUDY, record.id)):
        query = StudyRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "study")


def delete_study(actor: Actor, study_id: str) -> str:
    """Take a study away with its guides, sessions, transcripts and quotes; gives the id that undoes it for a day."""
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    subject = Ref(Kind.STUDY, record.id)
    with acting(actor, "deleted study", subject):
        held = SessionRecord.objects.filter(study=record, deleted_at=None).values_list("id", flat=True)
        guides = list(GuideRecord.objects.filter(study=record, deleted_at=None).values_list("id", flat=True))
        contents = {Kind.STUDY: [record.id], Kind.GUIDE: guides, **with_contents(list(held))}
        return take_away(actor, "deleted study", subject, contents)


def add_guide(actor: Actor, title: str, text: str, study_id: str | None = None) -> str:
    """Keep a discussion guide as Markdown; gives its id."""
    require(actor, Action.CHANGE)
    if study_id:
        found(actor, Action.CHANGE, StudyRecord, study_id)
    guide_id = new_id(Kind.GUIDE)
    checked_title, checked_text = line(title, "title", is_required=True), passage(text, "guide", 200_000)
    with acting(actor, "added guide", Ref(Kind.GUIDE, guide_id)):
        GuideRecord.objects.create(
            id=guide_id, workspace_id=actor.workspace_id, study_id=study_id, title=checked_title, text=checked_text
        )
    return guide_id


def guide_page(actor: Actor, guide_id: str) -> GuidePage:
    """One discussion guide."""
    guide = found(actor, Action.VIEW, GuideRecord, guide_id)
    return GuidePage(guide.id, guide.title, guide.text, guide.study_id, guide.version, may(actor.role, Action.CHANGE))


def study_rows(records: Sequence[StudyRecord]) -> list[StudyRow]:
    """Studies as rows; three queries however many there are."""
    ids = [record.id for record in records]
    held = SessionRecord.objects.filter(study_id__in=ids, deleted_at=None).order_by()
    counted = {
        study: (n, last) for study, n, last in held.values_list("study_id").annotate(Count("id"), Max("interview_date"))
    }
    seats = SessionParticipantRecord.objects.filter(session__study_id__in=ids, session__deleted_at=None).order_by()
    people = dict(seats.values_list("session__study_id").annotate(Count("participant", distinct=True)))
    quotes = QuoteRecord.objects.filter(transcript__session__study_id__in=ids, deleted_at=None).order_by()
    quoted = dict(quotes.values_list("transcript__session__study_id").annotate(Count("id")))
    return [
        StudyRow(
            id=record.id,
            title=record.title,
            research_question=record.research_question,
            state=record.state,
            sessions=counted.get(record.id, (0, None))[0],
            participants=people.get(record.id, 0),
            quotes=quoted.get(record.id, 0),
            last_session=counted.get(record.id, (0, None))[1],
            created_at=record.created_at,
        )
        for record in records
    ]


def _checked(form: StudyForm) -> dict[str, object]:
    return {
        "title": line(form.title, "title", is_required=True),
        "research_question": passage(form.research_question, "research question", 2_000),
        "goals": lines(form.goals, "goal"),
        "decision": passage(form.decision, "decision", 2_000),
        "template": line(form.template, "template", 40) or "blank",
    }
