"""Who may do what: every service against a stranger, a viewer, and the owner of another workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from firsthand.domain.errors import NotAllowed, NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.domain.people.consent import How, Scope
from firsthand.services import (
    accounts,
    consents,
    craft,
    events,
    guides,
    imports,
    jobs,
    participants,
    quotes,
    reader,
    records,
    sessions,
    speakers,
    studies,
    transcripts,
    undo,
    workspaces,
)
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.participants import CompanyForm, ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from people_at_work import CALL, Call, Team, hold_call

FILE = UploadedFile("other.vtt", CALL.replace("March", "April").encode())


@dataclass(frozen=True, slots=True)
class World:
    """The ids of one of everything."""

    study: str
    guide: str
    session: str
    transcript: str
    participant: str
    quote: str


Deed = Callable[[Actor, World], object]
VIEWS: dict[str, Deed] = {  # what everybody in the workspace may see
    "study": lambda a, w: studies.study_page(a, w.study),
    "guide": lambda a, w: guides.guide_page(a, w.guide),
    "session": lambda a, w: sessions.session_page(a, w.session),
}
READS: dict[str, Deed] = {  # what people said and who they are: not for viewers
    "reader": lambda a, w: reader.reader_page(a, w.session),
    "original": lambda a, w: transcripts.original(a, w.transcript),
    "record": lambda a, w: records.session_record(a, w.session),
    "participant": lambda a, w: participants.participant_page(a, w.participant),
    "check": lambda a, w: quotes.check_selection(a, w.transcript, 1, 0, 1, 16),
}
CHANGES: dict[str, Deed] = {
    "edit study": lambda a, w: studies.edit_study(a, w.study, StudyForm("Mine")),
    "delete study": lambda a, w: studies.delete_study(a, w.study),
    "guide for a study": lambda a, w: guides.add_guide(a, "Mine", "# Mine", w.study),
    "session in a study": lambda a, w: sessions.create_session(a, SessionForm("Mine", study_id=w.study)),
    "session with a person": lambda a, w: sessions.create_session(
        a, SessionForm("Mine", participant_ids=(w.participant,))
    ),
    "edit session": lambda a, w: sessions.edit_session(a, w.session, SessionForm("Mine")),
    "move session": lambda a, w: sessions.move_session(a, w.session, SessionState.DEBRIEFED),
    "delete session": lambda a, w: sessions.delete_session(a, w.session),
    "import": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form", w.session)),
    "import into a study": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form", study_id=w.study)),
    "roles": lambda a, w: speakers.roles_page(a, w.transcript),
    "confirm roles": lambda a, w: speakers.confirm_roles(a, w.transcript, []),
    "turn": lambda a, w: transcripts.turn_text(a, w.transcript, 1),
    "correct": lambda a, w: transcripts.correct_turn(a, w.transcript, 1, "Mine", has_listened=False),
    "highlight": lambda a, w: quotes.highlight(a, w.transcript, 1, 0, 1, 16),
    "confirm crop": lambda a, w: quotes.confirm_crop(a, w.quote),
    "delete quote": lambda a, w: quotes.delete_quote(a, w.quote),
    "edit participant": lambda a, w: participants.edit_participant(a, w.participant, ParticipantForm("Mine")),
    "log consent": lambda a, w: consents.log_consent(a, w.participant, [Scope.RECORD], How.FORM),
    "end consent": lambda a, w: consents.end_consent(a, w.participant),
    "share craft": lambda a, w: sessions.share_craft(a, w.session, is_shared=True),
}
AT_LARGE: dict[str, Deed] = {  # changes that name nothing: allowed in one's own workspace
    "study": lambda a, w: studies.create_study(a, StudyForm("Mine")),
    "session": lambda a, w: sessions.create_session(a, SessionForm("Mine")),
    "participant": lambda a, w: participants.add_participant(a, ParticipantForm("Mine")),
    "company": lambda a, w: participants.add_company(a, CompanyForm("Mine")),
    "preview": lambda a, w: imports.preview(a, [FILE]),
    "import": lambda a, w: imports.import_transcript(a, FILE, ImportForm("form")),
}
OWNERS: dict[str, Deed] = {
    "rename": lambda a, w: workspaces.rename_workspace(a, "Mine"),
    "add member": lambda a, w: accounts.add_member(a, "new@example.org", "New", WorkspaceRole.VIEWER),
    "events": lambda a, w: events.events(a),
    "chain": lambda a, w: events.first_break(a),
}


@pytest.fixture
def world(team: Team) -> World:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    guide = guides.add_guide(team.rui, "Guide", "# Guide", study)
    call = hold_call(team.rui, study_id=study)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    return World(study, guide, call.session_id, call.transcript_id, call.participant_id, quote)


def named(deeds: dict[str, Deed]) -> object:
    return pytest.mark.parametrize("deed", deeds.values(), ids=list(deeds))


@named({**VIEWS, **READS, **CHANGES})
def test_the_owner_of_another_workspace_finds_nothing(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotFound):
        deed(team.otto, world)


@named(VIEWS)
def test_a_viewer_sees_findings(team: Team, world: World, deed: Deed) -> None:
    assert deed(team.vera, world) is not None


@named(READS)
def test_a_viewer_finds_no_transcripts_and_no_people(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotFound):
        deed(team.vera, world)


@named({**CHANGES, **{f"new {name}": deed for name, deed in AT_LARGE.items()}})
def test_a_viewer_changes_nothing(team: Team, world: World, deed: Deed) -> None:
    before = len(events.events(team.ana))
    with pytest.raises(NotAllowed):
        deed(team.vera, world)
    assert len(events.events(team.ana)) == before


@named(OWNERS)
def test_only_owners_manage(team: Team, world: World, deed: Deed) -> None:
    with pytest.raises(NotAllowed):
        deed(team.rui, world)
    deed(team.ana, world)


@named({**VIEWS, **READS})
def test_a_researcher_reads_what_is_there(team: Team, world: World, deed: Deed) -> None:
    assert deed(team.rui, world) is not None


def test_craft_is_the_interviewers_until_shared_even_for_owners(team: Team, call: Call) -> None:
    assert craft.craft_page(team.rui, call.session_id).is_mine
    with pytest.raises(NotFound):
        craft.craft_page(team.ana, call.session_id)
    with pytest.raises(NotFound):
        sessions.share_craft(team.ana, call.session_id, is_shared=True)
    sessions.share_craft(team.rui, call.session_id, is_shared=True)
    assert not craft.craft_page(team.ana, call.session_id).is_mine
    with pytest.raises(NotFound):
        craft.craft_page(team.vera, call.session_id)


def test_an_undo_belongs_to_who_deleted(team: Team, world: World) -> None:
    undo_id = sessions.delete_session(team.rui, world.session)
    with pytest.raises(NotFound):
        undo.undo(team.ana, undo_id)


def test_lists_of_another_workspace_are_empty(team: Team, world: World) -> None:
    assert studies.studies(team.otto).items == ()
    assert sessions.sessions(team.otto).items == ()
    assert quotes.quotes(team.otto).items == ()
    assert participants.participants(team.otto).items == ()
    assert jobs.jobs(team.otto).items == ()
    assert workspaces.home_page(team.otto).is_empty


@pytest.mark.parametrize(
    "nonsense", ["", "ses_", "ses_0000000000000000000000", "../etc", "a\0b", "x" * 5_000, "ses_\u212a" * 9]
)
def test_an_address_that_is_none_finds_nothing(team: Team, nonsense: str) -> None:
    for page in (studies.study_page, sessions.session_page, transcripts.original, participants.participant_page):
        with pytest.raises(NotFound):
            page(team.rui, nonsense)


def test_a_deleted_thing_is_not_there(team: Team, world: World) -> None:
    studies.delete_study(team.rui, world.study)
    for deed in (*VIEWS.values(), *READS.values()):
        if deed is READS["participant"]:
            continue
        with pytest.raises(NotFound):
            deed(team.rui, world)
