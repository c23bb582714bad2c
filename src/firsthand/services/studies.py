"""Studies: a research question, what is to be learnt, and the conversations held to learn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.goals import GoalFinding, find_vague
from firsthand.domain.planning.samples import SampleFill
from firsthand.domain.planning.studies import StudyState, move, next_states, team_remark
from firsthand.domain.planning.templates import StudyTemplate
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.confidentiality import close, known_to, may_close, require_closable
from firsthand.services.fields import line, lines, passage
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.guides import GuideRow, checked_guide, guide_rows, insert_guide, retitled
from firsthand.services.hypotheses import HypothesisRow, hypotheses_of
from firsthand.services.samples import packed, sample_fill
from firsthand.services.sessions import SessionRow, sessions, with_contents
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.team import TeamRow, team_of
from firsthand.services.templates import template_named
from firsthand.services.undo import take_away
from firsthand.storage.hypotheses import HypothesisRecord
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
    template: str = "blank"  # built-in, by its key, or one of the team's own, by its id
    starts_on: date | None = None
    ends_on: date | None = None
    is_confidential: bool | None = None  # known to its team and the owners alone; None leaves it as it is


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study as a list shows it."""

    id: str
    title: str
    research_question: str
    state: StudyState
    sessions: int
    participants: int
    quotes: int
    last_session: date | None
    held: int  # sessions that took place
    starts_on: date | None
    ends_on: date | None
    created_at: datetime
    is_confidential: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, with what is vague about it."""

    text: str
    findings: tuple[GoalFinding, ...]


@dataclass(frozen=True, slots=True)
class StudyPage:
    """One study with its plan, guides and conversations."""

    row: StudyRow
    form: StudyForm
    goals: tuple[Goal, ...]
    hypotheses: tuple[HypothesisRow, ...]
    locked_at: datetime | None  # the first session held began: hypotheses are fixed since, later ones are late
    team: tuple[TeamRow, ...]
    team_remark: str  # what is missing in the team, "" where nothing is
    template: StudyTemplate  # the built-in one: how to run, preparations, hints, checklist
    sample: SampleFill
    next_states: tuple[StudyState, ...]
    guides: tuple[GuideRow, ...]
    sessions: Slice[SessionRow]
    version: int
    may_change: bool
    may_close: bool  # make it confidential, or open it
    known_to: tuple[str, ...]  # who knows of it where it is confidential, by name


def studies(actor: Actor, wanted: Cut = Cut(), *, archived: bool = False) -> Slice[StudyRow]:  # noqa: B008  (frozen)
    """The studies of the workspace, newest first: those at work, or those in the archive."""
    require(actor, Action.VIEW)
    query = visible(actor, StudyRecord)
    query = query.filter(state=StudyState.ARCHIVED) if archived else query.exclude(state=StudyState.ARCHIVED)
    return cut(query, wanted, study_rows)


def study_page(actor: Actor, study_id: str, wanted: Cut = Cut()) -> StudyPage:  # noqa: B008  (frozen)
    """One study with a slice of its sessions."""
    record = found(actor, Action.VIEW, StudyRecord, study_id)
    guides = GuideRecord.objects.filter(study=record, deleted_at=None).order_by("created_at", "id")
    row, form, team = study_rows([record])[0], _form(record), team_of(record.id)
    return StudyPage(
        row=row,
        form=form,
        goals=tuple(Goal(goal, find_vague(goal)) for goal in form.goals),
        hypotheses=hypotheses_of(record),
        locked_at=record.locked_at,
        team=team,
        team_remark=team_remark([(one.member_id, one.role) for one in team]),
        template=study_template(record.template),
        sample=sample_fill(record),
        next_states=next_states(row.state, row.held),
        guides=guide_rows(list(guides)),
        sessions=sessions(actor, wanted, record.id),
        version=record.version,
        may_change=may(actor, Action.CHANGE),
        may_close=may(actor, Action.CHANGE) and may_close(actor, record),
        known_to=known_to(record),
    )


def create_study(actor: Actor, form: StudyForm) -> str:
    """Write a study down as it is, without its template's guide; gives its id."""
    require(actor, Action.CHANGE)
    study_id, fields = new_id(Kind.STUDY), _checked(form, template_named(actor, form.template))
    with acting(actor, "created study", Ref(Kind.STUDY, study_id)) as act:
        StudyRecord.objects.create(id=study_id, workspace_id=actor.workspace_id, **fields)
        if form.is_confidential:
            close(act, study_id, is_confidential=True)
    return study_id


def start_study(actor: Actor, form: StudyForm, *, product: str = "", feature: str = "", task: str = "") -> str:
    """Start a study from a template: with its guide, its slots filled, its sample plan and goals; gives its id.

    Raises NotFound for a template that isn't there.
    """
    require(actor, Action.CHANGE)
    template = template_named(actor, form.template)
    fields = _checked(form, template)
    fields["goals"] = fields["goals"] or list(template.goals)
    study_id, guide_id, title = new_id(Kind.STUDY), new_id(Kind.GUIDE), str(fields["title"])
    slots = {
        name: line(words, name, 100) for name, words in (("product", product), ("feature", feature), ("task", task))
    }
    guide = checked_guide(title, retitled(template.guide_text, title, **slots))
    with acting(actor, "created study", Ref(Kind.STUDY, study_id)) as act:
        StudyRecord.objects.create(
            id=study_id, workspace_id=actor.workspace_id, sample=packed(template.sample), **fields
        )
        insert_guide(actor, guide_id, guide, study_id)
        act.also("added guide", Ref(Kind.GUIDE, guide_id))
        if form.is_confidential:
            close(act, study_id, is_confidential=True)
    return study_id


def edit_study(actor: Actor, study_id: str, form: StudyForm, version: int | None = None) -> None:
    """Save what a member changed.

    Raises Conflict where somebody saved since `version`, NotAllowed where it is not theirs to make it confidential.
    """
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    require_version(version, record.version, "study")
    require_closable(actor, record, form.is_confidential)
    fields = _checked(form, template_named(actor, form.template))
    with acting(actor, "edited study", Ref(Kind.STUDY, record.id)) as act:
        _save(record, **fields)
        if form.is_confidential not in (None, record.is_confidential):
            close(act, record.id, is_confidential=bool(form.is_confidential))


def move_study(actor: Actor, study_id: str, state: StudyState) -> None:
    """Take a study to another state, also into the archive and out of it. Raises Conflict as the table says."""
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    after = move(StudyState(record.state), state, study_rows([record])[0].held)
    with acting(actor, f"moved study to {after}", Ref(Kind.STUDY, record.id)):
        _save(record, state=after)


def delete_study(actor: Actor, study_id: str) -> str:
    """Take a study away with all that belongs to it, sessions and quotes too; gives the id that undoes it for a day."""
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    subject = Ref(Kind.STUDY, record.id)
    with acting(actor, "deleted study", subject):
        held = SessionRecord.objects.filter(study=record, deleted_at=None).values_list("id", flat=True)
        guides = list(GuideRecord.objects.filter(study=record, deleted_at=None).values_list("id", flat=True))
        beliefs = list(HypothesisRecord.objects.filter(study=record, deleted_at=None).values_list("id", flat=True))
        contents = {
            Kind.STUDY: [record.id],
            Kind.GUIDE: guides,
            Kind.HYPOTHESIS: beliefs,
            **with_contents(list(held)),
        }
        return take_away(actor, "deleted study", subject, contents)


def study_rows(records: Sequence[StudyRecord]) -> list[StudyRow]:
    """Studies as rows; three queries however many there are."""
    ids = [record.id for record in records]
    live = SessionRecord.objects.filter(study_id__in=ids, deleted_at=None).order_by()
    took_place = Count("id", filter=~Q(state__in=NOT_HELD))
    grouped = live.values_list("study_id").annotate(n=Count("id"), last=Max("interview_date"), held=took_place)
    counted = {study: (n, last, held) for study, n, last, held in grouped}
    nothing = (0, None, 0)
    seats = SessionParticipantRecord.objects.filter(session__study_id__in=ids, session__deleted_at=None).order_by()
    people = dict(seats.values_list("session__study_id").annotate(Count("participant", distinct=True)))
    quotes = QuoteRecord.objects.filter(transcript__session__study_id__in=ids, deleted_at=None).order_by()
    quoted = dict(quotes.values_list("transcript__session__study_id").annotate(Count("id")))
    return [
        StudyRow(
            id=record.id,
            title=record.title,
            research_question=record.research_question,
            state=StudyState(record.state),
            sessions=counted.get(record.id, nothing)[0],
            participants=people.get(record.id, 0),
            quotes=quoted.get(record.id, 0),
            last_session=counted.get(record.id, nothing)[1],
            held=counted.get(record.id, nothing)[2],
            starts_on=record.starts_on,
            ends_on=record.ends_on,
            created_at=record.created_at,
            is_confidential=record.is_confidential,
        )
        for record in records
    ]


def _form(record: StudyRecord) -> StudyForm:
    goals = tuple(str(goal) for goal in record.goals)
    return StudyForm(
        record.title,
        record.research_question,
        goals,
        record.decision,
        record.template,
        record.starts_on,
        record.ends_on,
        record.is_confidential,
    )


def _checked(form: StudyForm, template: StudyTemplate) -> dict[str, object]:
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        raise Invalid("The study ends before it starts. Nothing was saved; look at the two dates.", where="ends_on")
    return {
        "title": line(form.title, "title", is_required=True),
        "research_question": passage(form.research_question, "research question", 2_000),
        "goals": lines(form.goals, "goal"),
        "decision": passage(form.decision, "decision", 2_000),
        "template": template.built_in or template.key,
        "starts_on": form.starts_on,
        "ends_on": form.ends_on,
    }


def _save(record: StudyRecord, **fields: object) -> None:
    query = StudyRecord.objects.filter(id=record.id, version=record.version)
    saved = query.update(**fields, version=record.version + 1)
    require_version(record.version, record.version if saved else -1, "study")
