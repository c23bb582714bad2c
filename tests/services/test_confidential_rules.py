"""What a confidential study asks of those who know of it, and what of one must not come out on the way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    accounts,
    events,
    guide_reviews,
    guides,
    imports,
    invitations,
    jobs,
    members,
    outbox,
    participants,
    preparation,
    reader,
    redactions,
    sessions,
    studies,
    templates,
    undo,
    workspaces,
)
from firsthand.services import team as team_service
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import RedactionRecord, StudyRecord
from people_at_work import CALL, Call, Team, hold_call
from services.test_access import World, make_world
from services.test_confidential_studies import OF_ONE, close

FACILITATOR, NOTE_TAKER, OBSERVER = TeamRole.FACILITATOR, TeamRole.NOTE_TAKER, TeamRole.OBSERVER


@pytest.fixture
def closed(team: Team) -> World:
    return close(team)


def test_no_count_on_the_home_page_knows_of_it(team: Team, closed: World) -> None:
    assert (workspaces.home_page(team.rui).held, workspaces.home_page(team.rui).heard) == (0, 0)
    assert (workspaces.home_page(team.ana).held, workspaces.home_page(team.ana).heard) == (1, 1)


def test_a_checklist_does_not_tell_that_the_person_spoke_there(team: Team) -> None:
    call = hold_call(team.ana, study_id=studies.create_study(team.ana, StudyForm("Lay-offs", is_confidential=True)))
    ahead = sessions.create_session(team.rui, SessionForm("Next", participant_ids=(call.participant_id,)))

    def is_open(actor: Actor) -> bool:
        """Whether the line about earlier touchpoints waits for somebody to read something."""
        page = preparation.session_preparation(actor, ahead)
        return any(item.key == "touchpoints_read" for item in page.open_items)

    assert (is_open(team.rui), is_open(team.ana)) == (False, True)


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BIG", 10)


def test_work_in_the_background_about_it_is_not_listed(team: Team, closed: World, small_files: None) -> None:
    file = UploadedFile("big.vtt", CALL.replace("March", "May").encode())
    job = imports.import_transcript(team.ana, file, ImportForm("form", study_id=closed.study)).job_id or ""
    other = imports.import_transcript(team.rui, UploadedFile("own.vtt", CALL.encode()), ImportForm("form")).job_id
    known = {actor.id: {row.id for row in jobs.jobs(actor).items} for actor in (team.ana, team.rui)}
    assert known[team.ana.id] - known[team.rui.id] == {job}
    assert other in known[team.rui.id]
    for deed in (jobs.job_page, jobs.cancel_job, jobs.retry_job):
        with pytest.raises(NotFound):
            deed(team.rui, job)
    assert jobs.job_page(team.ana, job).id == job


def test_nothing_is_brought_back_into_it_from_outside(team: Team) -> None:
    world = make_world(team)
    undo_ids = [guides.delete_guide(team.rui, world.guide), sessions.delete_session(team.rui, world.session)]
    StudyRecord.objects.filter(id=world.study).update(is_confidential=True)
    for undo_id in undo_ids:
        with pytest.raises(NotFound):
            undo.undo(team.rui, undo_id)


def test_the_person_stays_but_not_that_they_spoke_there(team: Team, closed: World) -> None:
    assert participants.participant_page(team.rui, closed.participant).session_ids == ()
    assert participants.participant_page(team.ana, closed.participant).session_ids == (closed.session,)


def test_who_joins_the_team_sees_it_and_a_viewer_in_it_sees_findings_only(team: Team, closed: World) -> None:
    team_service.set_team(team.ana, closed.study, [(team.rui.id, NOTE_TAKER), (team.vera.id, OBSERVER)])
    assert reader.reader_page(team.rui, closed.session).turns
    assert [row.id for row in studies.studies(team.vera).items] == [closed.study]
    with pytest.raises(NotFound):
        reader.reader_page(team.vera, closed.session)


def confidential(actor: Actor, study_id: str, wanted: bool) -> None:
    studies.edit_study(actor, study_id, StudyForm("Late parcels", is_confidential=wanted))


def test_whoever_makes_a_study_confidential_stays_in_it(team: Team) -> None:
    study = studies.start_study(team.rui, StudyForm("Late parcels", is_confidential=True))
    page = studies.study_page(team.rui, study)
    assert (page.row.is_confidential, page.may_close, page.known_to) == (True, True, ("Ana", "Rui"))
    assert [(row.name, row.role) for row in page.team] == [("Rui", OBSERVER)]
    with pytest.raises(NotFound):
        studies.study_page(team.vera, study)
    verbs = [event.verb for event in events.events(team.ana)]
    assert verbs[:3] == ["made study confidential", "added guide", "created study"]


def test_the_team_and_owners_decide_and_nobody_else(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Late parcels"))
    with pytest.raises(NotAllowed, match="own team"):
        confidential(team.rui, study, True)
    assert not studies.study_page(team.rui, study).may_close
    team_service.set_team(team.ana, study, [(team.rui.id, NOTE_TAKER)])
    confidential(team.rui, study, True)
    assert [(row.name, row.role) for row in studies.study_page(team.rui, study).team] == [("Rui", NOTE_TAKER)]
    confidential(team.rui, study, False)
    assert studies.study_page(team.vera, study).row.id == study


def test_an_owner_needs_no_place_and_saving_without_a_word_leaves_it_as_it_is(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Late parcels", is_confidential=True))
    assert studies.study_page(team.ana, study).team == ()
    studies.edit_study(team.ana, study, StudyForm("Later parcels"))
    assert studies.study_page(team.ana, study).row.is_confidential


def test_nobody_locks_themselves_out(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels", is_confidential=True))
    with pytest.raises(Invalid, match="keep a place"):
        team_service.set_team(team.rui, study, [(team.ana.id, FACILITATOR)])
    team_service.set_team(team.ana, study, [])  # an owner may take them out
    with pytest.raises(NotFound):
        studies.study_page(team.rui, study)


def test_work_in_it_goes_to_people_who_know_of_it(team: Team, closed: World) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: guide_reviews.ask_for_review(team.ana, closed.guide, team.rui.id),
        lambda: sessions.create_session(
            team.ana, SessionForm("Next", study_id=closed.study, facilitator_id=team.rui.id)
        ),
        lambda: sessions.create_session(
            team.ana, SessionForm("Next", study_id=closed.study, observer_ids=(team.vera.id,))
        ),
    ]
    for deed in deeds:
        with pytest.raises(Invalid, match="not in its team"):
            deed()
    everyone = [(team.rui.id, NOTE_TAKER), (team.vera.id, OBSERVER)]
    team_service.set_team(team.ana, closed.study, everyone)
    for deed in deeds:
        deed()


def test_its_words_do_not_leave_by_a_template_or_a_session_elsewhere(team: Team, closed: World) -> None:
    open_study = studies.create_study(team.ana, StudyForm("Open"))
    for deed in (
        lambda: templates.save_as_template(team.ana, closed.study, "Mine"),
        lambda: templates.save_as_template(team.ana, open_study, "Mine", closed.guide),
    ):
        with pytest.raises(Conflict, match="confidential"):
            deed()
    with pytest.raises(Invalid, match="only that study’s sessions"):
        sessions.create_session(team.ana, SessionForm("Next", study_id=open_study, guide_id=closed.guide))
    sessions.create_session(team.ana, SessionForm("Next", study_id=closed.study, guide_id=closed.guide))


def test_a_study_whose_guide_is_used_elsewhere_is_not_closed_before_that_is_settled(team: Team) -> None:
    world = make_world(team)
    sessions.create_session(team.rui, SessionForm("Beside", guide_id=world.guide))
    with pytest.raises(Conflict, match="1 sessions of other studies"):
        confidential(team.ana, world.study, True)


def test_a_new_viewer_keeps_their_place_and_a_removed_member_does_not(team: Team, closed: World) -> None:
    team_service.set_team(team.ana, closed.study, [(team.rui.id, FACILITATOR)])
    members.change_role(team.ana, team.rui.id, WorkspaceRole.VIEWER)
    as_viewer = accounts.actor_of(team.rui.user_id)
    assert studies.study_page(as_viewer, closed.study).row.is_confidential
    members.remove_member(team.ana, team.rui.id)
    assert studies.study_page(team.ana, closed.study).known_to == ("Ana",)


def test_a_letter_of_it_is_for_its_team_alone(team: Team, closed: World) -> None:
    from firsthand.domain.ids import Kind
    from firsthand.domain.people.actors import Ref
    from firsthand.domain.people.outbox import Letter
    from firsthand.services.acting import acting

    with acting(team.ana, "invited participant", Ref(Kind.PARTICIPANT, closed.participant)):
        letter = Letter("dana@example.org", "Late parcels", "May we talk?", study_id=closed.study)
        letter_id = outbox.put(team.ana, letter, key="one")
    assert letter_id not in [row.id for row in outbox.letters(team.rui).items]
    deeds: tuple[Callable[[Actor], object], ...] = (
        lambda a: outbox.letter_page(a, letter_id),
        lambda a: outbox.attachment(a, letter_id, 0),
        lambda a: outbox.cancel_letter(a, letter_id),
        lambda a: outbox.mark_sent_by_hand(a, letter_id),
        lambda a: outbox.retry_letter(a, letter_id),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed(team.rui)
    assert outbox.letter_page(team.ana, letter_id).row.id == letter_id


def test_what_was_covered_in_it_is_not_uncovered_from_outside(team: Team, closed: World) -> None:
    redactions.decide(team.ana, closed.session, 2, 0, 2, is_covered=True, kind=Personal.PERSON)
    (cover,) = RedactionRecord.objects.values_list("id", flat=True)
    with pytest.raises(NotFound):
        redactions.reopen(team.rui, cover)
    assert redactions.reopen(team.ana, cover) == closed.session


@pytest.mark.parametrize("deed", OF_ONE.values(), ids=list(OF_ONE))
def test_an_invitation_to_it_is_for_its_team_alone(team: Team, deed: Callable[[Actor, str], object]) -> None:
    study = studies.create_study(team.ana, StudyForm("Lay-offs", is_confidential=True))
    (draft,) = draft_invitations(
        team.ana, [participants.add_participant(team.ana, ParticipantForm("Nadia"))], study_id=study
    )
    with pytest.raises(NotFound):
        deed(team.rui, draft)
    assert invitations.invitation_page(team.ana, draft).row.id == draft


def test_a_call_in_no_study_is_everybodys(team: Team, closed: World) -> None:
    call: Call = hold_call(team.rui, CALL.replace("March", "May"))
    assert [row.id for row in sessions.sessions(team.vera).items] == [call.session_id]
    with suppress(Refusal):
        assert reader.reader_page(team.ana, call.session_id).turns
