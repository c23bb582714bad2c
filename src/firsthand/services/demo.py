"""The demo workspace: made through the same services that people use, from a folder that ships here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.own_fields import About
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.formats.guide_markdown import read_guide
from firsthand.services import (
    accounts,
    companies,
    demo_board,
    demo_codes,
    demo_codings,
    demo_observations,
    demo_shares,
    demo_synthesis,
    demo_trust,
    guide_reviews,
    guides,
    hypotheses,
    imports,
    member_invitations,
    own_fields,
    participants,
    preparation,
    quotes,
    samples,
    sessions,
    speakers,
    studies,
    workspaces,
)
from firsthand.services import team as teams
from firsthand.services.demo_consents import make_consent
from firsthand.services.demo_covers import look_through
from firsthand.services.demo_files import DemoFolder, read_demo
from firsthand.services.demo_invitations import make_invitation
from firsthand.services.demo_known import make_known
from firsthand.services.demo_tables import OWNER, DemoQuote, DemoReview, DemoSession, DemoSpeaker, DemoStudy
from firsthand.services.transcripts import load, of_record
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.workspaces import MemberRecord

FOLDER = Path(__file__).resolve().parent / "demo_workspace"
STEPS: Mapping[SessionState, tuple[SessionState, ...]] = {  # from held or planned to the state wanted
    SessionState.DEBRIEFED: (SessionState.DEBRIEFED,),
    SessionState.SYNTHESISED: (SessionState.DEBRIEFED, SessionState.SYNTHESISED),
}


@dataclass(slots=True)
class _Made:
    """The ids of what was made so far, by the names that the folder uses."""

    members: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[About, str], str] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)
    guides: dict[tuple[str, str], str] = field(default_factory=dict)


def has_content(actor: Actor) -> bool:
    """Whether anything was ever put into the actor's workspace; a demo goes only into an empty one."""
    return any(kind.objects.filter(workspace_id=actor.workspace_id).exists() for kind in (StudyRecord, SessionRecord))


def create_demo(actor: Actor, path: Path = FOLDER) -> None:
    """Fill the actor's workspace from the folder.

    Raises Invalid, naming the place in the folder, for anything that does not fit together.
    """
    folder = read_demo(path)
    made = _Made()
    workspaces.rename_workspace(actor, folder.contents.workspace.name)
    _make_members(actor, folder, made)
    _make_people(actor, folder, made)
    make_known(actor, folder, made.people, made.companies)
    for study in folder.contents.study:
        _make_study(actor, folder, study, made)
    for session in folder.contents.session:
        _make_session(actor, folder, session, made)
    for study in folder.contents.study:
        _settle(actor, study, made)
    demo_observations.make(actor, path, made.members, made.people, made.studies)
    demo_codes.make(actor, path, made.studies)
    demo_codings.make(actor, path, made.members, made.studies)
    demo_board.make(actor, path, made.studies)
    demo_synthesis.make(actor, folder.contents, made.studies)
    demo_shares.make(actor, path)
    for invitation in folder.contents.invitation:
        make_invitation(made.members[invitation.by], invitation, made.people, made.studies)
    demo_trust.make(actor, folder.contents, made.people)


def _make_members(actor: Actor, folder: DemoFolder, made: _Made) -> None:
    made.members[OWNER] = actor
    for one in folder.contents.member:
        member_id = accounts.add_member(actor, one.email, one.name, one.role)
        user_id = MemberRecord.objects.values_list("user_id", flat=True).get(id=member_id)
        made.members[one.key] = accounts.actor_of(user_id, actor.workspace_id)
    for invited in folder.contents.colleague:
        form = member_invitations.InvitationForm(invited.role, invited.email, invited.limit)
        member_invitations.invite_member(actor, form)


def _make_people(actor: Actor, folder: DemoFolder, made: _Made) -> None:
    for added in folder.contents.field:
        asked = own_fields.FieldForm(added.label, added.kind, added.choices)
        made.fields[added.about, added.label] = own_fields.add_field(actor, added.about, asked)
    for company in folder.contents.company:
        own = _own(made, About.COMPANIES, company.own)
        form = companies.CompanyForm(**company.model_dump(exclude={"own"}), own=own)
        made.companies[company.name] = companies.add_company(actor, form)
    for one in folder.contents.participant:
        own = _own(made, About.PEOPLE, one.own)
        person = participants.ParticipantForm(**one.model_dump(exclude={"key", "own"}), own=own)
        made.people[one.key] = participants.add_participant(actor, person)
    for consent in folder.contents.consent:
        make_consent(actor, folder, consent, made.people[consent.participant])


def _own(made: _Made, about: About, values: Mapping[str, str]) -> dict[str, str]:
    """Values by the ids of their fields. Raises Invalid for a label that no field has."""
    for label in values:
        if (about, label) not in made.fields:
            raise Invalid(f"No field on {about} is called “{label}”.", where="workspace.toml")
    return {made.fields[about, label]: value for label, value in values.items()}


def _make_study(actor: Actor, folder: DemoFolder, study: DemoStudy, made: _Made) -> None:
    form = studies.StudyForm(
        study.title,
        study.research_question,
        study.goals,
        study.decision,
        study.template,
        study.starts_on,
        study.ends_on,
        study.is_confidential,
    )
    made.studies[study.key] = studies.create_study(actor, form)
    for name in study.guides:
        text = folder.guide(name)
        title = read_guide(text)[0].title or Path(name).stem
        made.guides[study.key, name] = guides.add_guide(actor, title, text, made.studies[study.key])
    _make_plan(actor, study, made)


def _make_plan(actor: Actor, study: DemoStudy, made: _Made) -> None:
    study_id = made.studies[study.key]
    teams.set_team(actor, study_id, [(made.members[one.member].id, one.role) for one in study.team])
    for one in study.hypothesis:
        written = datetime.combine(one.written, time(9), UTC)
        hypotheses.add_hypothesis(actor, study_id, one.statement, one.prediction, written_at=written)
    if study.sample:
        segments = tuple(Segment(one.name, one.people, one.share) for one in study.sample.segments)
        plan = SamplePlan(segments, study.sample.people, study.sample.least_not_active_share)
        samples.set_sample(actor, study_id, plan)
    for key in study.ticks:
        preparation.tick_study(actor, study_id, key)
    for review in study.review:
        _review(actor, made.guides[study.key, review.guide], review, made.members[review.reviewer])


def _review(actor: Actor, guide_id: str, review: DemoReview, reviewer: Actor) -> None:
    guide_reviews.ask_for_review(actor, guide_id, reviewer.id)
    for one in review.comment:
        guide_reviews.comment(reviewer, guide_id, one.text, one.question)
    if review.verdict is not Verdict.ASKED:
        guide_reviews.answer_review(reviewer, guide_id, review.verdict, 1, review.remark)


def _settle(actor: Actor, study: DemoStudy, made: _Made) -> None:
    """Take a study to its state, once its sessions are there."""
    study_id = made.studies[study.key]
    if study.state and study.state is not studies.study_page(actor, study_id).row.state:
        studies.move_study(actor, study_id, study.state)


def _make_session(actor: Actor, folder: DemoFolder, session: DemoSession, made: _Made) -> None:
    form = sessions.SessionForm(
        session.title,
        session.date,
        made.studies.get(session.study),
        made.guides.get((session.study, session.guide)),
        tuple(made.people[key] for key in session.participants),
        session.zone,
        datetime.combine(session.date, session.time) if session.time else None,
        session.minutes,
        session.location,
        note_taker_id=made.members[session.note_taker].id if session.note_taker else None,
        observer_ids=tuple(made.members[key].id for key in session.observers),
    )
    session_id = sessions.create_session(actor, form)
    for key in session.ticks:
        preparation.tick_session(actor, session_id, key)
    if session.file:
        _import(actor, folder, session, session_id, made)
    _move(actor, session_id, session)
    if session.craft_shared:
        sessions.share_craft(actor, session_id, is_shared=True)


def _import(actor: Actor, folder: DemoFolder, session: DemoSession, session_id: str, made: _Made) -> None:
    file = imports.UploadedFile(session.file, folder.transcript(session.file))
    form = imports.ImportForm(str(session.how_agreed), session_id)
    transcript_id = imports.import_transcript(actor, file, form).transcript_id
    if not session.speaker:
        return
    _confirm(actor, session, transcript_id, made)
    turns = load(of_record(session_id)).transcript.turns if session.quote else ()
    for quote in session.quote:
        index, begin = _place(quote, turns, session)
        quotes.highlight(actor, transcript_id, index, begin, index, begin + len(quote.text), quote.note)
    look_through(actor, session_id, session)


def _confirm(actor: Actor, session: DemoSession, transcript_id: str, made: _Made) -> None:
    page = speakers.roles_page(actor, transcript_id)
    named: dict[str, DemoSpeaker] = {one.name: one for one in session.speaker}
    found = {row.guess.name for row in page.speakers}
    if set(named) != found:
        raise Invalid(
            f"session “{session.title}”: the speakers of {session.file} are {', '.join(sorted(found))}, "
            f"but the folder names {', '.join(sorted(named))}",
            where="workspace.toml",
        )
    answers = [
        speakers.SpeakerAnswer(row.id, named[row.guess.name].role, made.people.get(named[row.guess.name].participant))
        for row in page.speakers
    ]
    speakers.confirm_roles(actor, transcript_id, answers)


def _place(quote: DemoQuote, turns: Sequence[Turn], session: DemoSession) -> tuple[int, int]:
    """The turn and offset of a quote. Raises Invalid where it is nowhere, or in several places and no turn is named."""
    wanted = [turn for turn in turns if quote.turn is None or turn.index == quote.turn]
    places = [(turn.index, turn.text.find(quote.text)) for turn in wanted if quote.text in turn.text]
    if len(places) == 1:
        return places[0]
    how_often = "nowhere" if not places else f"in turns {', '.join(str(index) for index, _ in places)}: name one"
    message = f"session “{session.title}”: the quote “{quote.text}” is {how_often}"
    raise Invalid(message, where="workspace.toml")


def _move(actor: Actor, session_id: str, session: DemoSession) -> None:
    if session.state is None or session.state is SessionState.PLANNED:
        return
    if not session.file:
        held = SessionState.CANCELLED if session.state is SessionState.CANCELLED else SessionState.HELD
        sessions.move_session(actor, session_id, held)
    for step in STEPS.get(session.state, ()):
        sessions.move_session(actor, session_id, step)
