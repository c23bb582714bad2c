"""The demo workspace: made through the same services that people use, from a folder that ships here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.people.actors import Actor
from firsthand.formats.guide_markdown import read_guide
from firsthand.services import (
    consents,
    guides,
    imports,
    participants,
    quotes,
    reader,
    sessions,
    speakers,
    studies,
    workspaces,
)
from firsthand.services.demo_files import DemoFolder, DemoQuote, DemoSession, DemoSpeaker, DemoStudy, read_demo
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord

FOLDER = Path(__file__).resolve().parent / "demo_workspace"
STEPS: Mapping[SessionState, tuple[SessionState, ...]] = {  # from held or planned to the state wanted
    SessionState.DEBRIEFED: (SessionState.DEBRIEFED,),
    SessionState.SYNTHESISED: (SessionState.DEBRIEFED, SessionState.SYNTHESISED),
}


@dataclass(slots=True)
class _Made:
    """The ids of what was made so far, by the names that the folder uses."""

    people: dict[str, str] = field(default_factory=dict)
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
    _make_people(actor, folder, made)
    for study in folder.contents.study:
        _make_study(actor, folder, study, made)
    for session in folder.contents.session:
        _make_session(actor, folder, session, made)


def _make_people(actor: Actor, folder: DemoFolder, made: _Made) -> None:
    for company in folder.contents.company:
        participants.add_company(actor, participants.CompanyForm(**company.model_dump()))
    for one in folder.contents.participant:
        form = participants.ParticipantForm(**one.model_dump(exclude={"key"}))
        made.people[one.key] = participants.add_participant(actor, form)
    for consent in folder.contents.consent:
        given = datetime.combine(consent.given, time(9), UTC)
        consents.log_consent(actor, made.people[consent.participant], consent.scopes, consent.how, given_at=given)


def _make_study(actor: Actor, folder: DemoFolder, study: DemoStudy, made: _Made) -> None:
    form = studies.StudyForm(study.title, study.research_question, study.goals, study.decision, study.template)
    made.studies[study.key] = studies.create_study(actor, form)
    for name in study.guides:
        text = folder.guide(name)
        title = read_guide(text)[0].title or Path(name).stem
        made.guides[study.key, name] = guides.add_guide(actor, title, text, made.studies[study.key])


def _make_session(actor: Actor, folder: DemoFolder, session: DemoSession, made: _Made) -> None:
    form = sessions.SessionForm(
        session.title,
        session.date,
        made.studies.get(session.study),
        made.guides.get((session.study, session.guide)),
        tuple(made.people[key] for key in session.participants),
    )
    session_id = sessions.create_session(actor, form)
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
    turns = reader.reader_page(actor, session_id).turns if session.quote else ()
    for quote in session.quote:
        index, begin = _place(quote, [Turn(turn.index, "", turn.text) for turn in turns], session)
        quotes.highlight(actor, transcript_id, index, begin, index, begin + len(quote.text), quote.note)


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


def _place(quote: DemoQuote, turns: list[Turn], session: DemoSession) -> tuple[int, int]:
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
