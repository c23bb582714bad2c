"""The pages of planning: studies, goals, hypotheses, team, samples, checklists, briefs, scheduling and consent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.consent import Scope
from firsthand.domain.planning.samples import SampleFill, SegmentFill
from firsthand.services import samples, studies
from firsthand.services.consents import scopes_of
from firsthand.services.preparation import session_preparation
from firsthand.services.sessions import SessionForm, create_session, move_session, session_page, sessions
from firsthand.services.studies import StudyForm
from firsthand.services.team import team_of
from firsthand.services.templates import templates
from firsthand.web.sample_bars import bars
from people_at_work import Call, Team


@pytest.fixture
def study(team: Team) -> str:
    return studies.start_study(team.rui, StudyForm("Lost parcels", template="customer-interview"))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_study_from_the_ai_template_has_its_guide_its_sample_and_its_checklist(team: Team, rui: Client) -> None:
    form = {"title": "Trust", "template": "ai-product", "product": "Parcelbot", "feature": "routes", "task": "driving"}
    address = rui.post("/studies/new/", form)["Location"]
    page = studies.study_page(team.rui, address.split("/")[2])
    assert [guide.title for guide in page.guides] == ["Trust"]
    assert page.sample.target > 0
    assert "still to be found" in text(rui, f"{address}sample/")
    assert text(rui, f"{address}preparation/").count('aria-labelledby="part-') == 4  # the plan and three parts


def test_a_study_that_names_no_template_that_there_is_keeps_what_was_typed(rui: Client) -> None:
    answer = rui.post("/studies/new/", {"title": "Lost parcels", "template": "nothing"})
    assert answer.status_code == 400
    assert 'value="Lost parcels"' in answer.content.decode()


def test_a_vague_goal_is_explained_while_it_is_typed_and_a_concrete_one_is_left_alone(rui: Client) -> None:
    vague = rui.post("/studies/goals/", {"goals": "Learn about their experience"}).content.decode()
    fine = rui.post(
        "/studies/goals/", {"goals": "Find out whom shop managers ring when a van is late"}
    ).content.decode()
    assert "Better:" in vague
    assert fine.strip() == ""


def test_what_is_typed_as_a_goal_stays_text(rui: Client, team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("S", goals=("<script>alert(1)</script> feedback",)))
    assert "<script>alert(1)" not in text(rui, f"/studies/{study}/")
    assert "<script>alert(1)" not in text(rui, f"/studies/{study}/edit/")


def test_a_study_is_archived_and_taken_out_again(rui: Client, study: str) -> None:
    rui.post(f"/studies/{study}/state/", {"state": "archived"})
    assert "Lost parcels" not in text(rui, "/studies/").partition("toasts")[0]
    assert "Lost parcels" in text(rui, "/studies/?archive")
    rui.post(f"/studies/{study}/state/", {"state": "planning"})
    assert "Lost parcels" in text(rui, "/studies/")


def test_a_study_is_saved_as_a_template_and_offered(team: Team, rui: Client, study: str) -> None:
    rui.post(f"/studies/{study}/template/", {"title": "Our parcels"})
    assert [row.title for row in templates(team.rui) if row.is_own] == ["Our parcels"]
    assert "Our parcels" in text(rui, "/studies/new/")


def test_a_hypothesis_is_written_reworded_and_locked_by_the_first_session(team: Team, rui: Client, study: str) -> None:
    rui.post(f"/studies/{study}/hypotheses/new/", {"statement": "They call.", "prediction": "Four of six rang."})
    [row] = studies.study_page(team.rui, study).hypotheses
    said = {"statement": "They ring.", "prediction": "Four of six rang.", "version": row.version}
    rui.post(f"/studies/{study}/hypotheses/{row.id}/edit/", said)
    assert studies.study_page(team.rui, study).hypotheses[0].statement == "They ring."
    held = create_session(team.rui, SessionForm("Mira", study_id=study))
    move_session(team.rui, held, SessionState.HELD)
    rui.post(f"/studies/{study}/hypotheses/new/", {"statement": "They wait.", "prediction": "Nobody rang."})
    page = text(rui, f"/studies/{study}/")
    assert (page.count(">locked<"), page.count(">late<")) == (1, 1)
    said["version"] = studies.study_page(team.rui, study).hypotheses[0].version
    assert rui.post(f"/studies/{study}/hypotheses/{row.id}/edit/", said).status_code in (400, 409)


def test_a_hypothesis_without_a_prediction_is_refused_beside_its_field(rui: Client, study: str) -> None:
    answer = rui.post(f"/studies/{study}/hypotheses/new/", {"statement": "They call."})
    assert answer.status_code == 400
    assert 'id="id_prediction_error"' in answer.content.decode()


def test_the_team_is_set_and_a_viewer_can_only_listen(team: Team, rui: Client, study: str) -> None:
    ana, viewer = team.ana.id, team.vera.id
    rui.post(f"/studies/{study}/team/", {team.rui.id: "facilitator", ana: "note-taker", viewer: "observer"})
    assert [(row.member_id, row.role.value) for row in team_of(study)] == [
        (team.rui.id, "facilitator"),
        (ana, "note-taker"),
        (viewer, "observer"),
    ]
    assert rui.post(f"/studies/{study}/team/", {viewer: "facilitator"}).status_code == 400


def test_a_sample_plan_is_set_from_lines_and_empty_lines_are_none(team: Team, rui: Client, study: str) -> None:
    lines = {"segment": ["Shops", "", "Homes"], "target": ["60", "", "40"], "unit": ["percent", "people", "percent"]}
    rui.post(f"/studies/{study}/sample/edit/", {"people": "10", **lines})
    assert [(row.name, row.target) for row in samples.sample_page(team.rui, study).fill.segments] == [
        ("Shops", 6),
        ("Homes", 4),
    ]


def test_a_target_that_is_no_number_is_refused_and_kept(rui: Client, study: str) -> None:
    lines = {"segment": ["Shops"], "target": ["many"], "unit": ["people"]}
    answer = rui.post(f"/studies/{study}/sample/edit/", lines)
    assert answer.status_code == 400
    assert 'value="many"' in answer.content.decode()


def test_the_bars_of_a_sample_are_as_long_as_its_people() -> None:
    shops, homes = SegmentFill("Shops", 4, held=1, scheduled=1), SegmentFill("Homes", 1, held=3, scheduled=0)
    first, second = bars(SampleFill((shops, homes), None, 4, 1, 5, ()))
    assert (first.held, first.scheduled, first.missing) == (25, 25, 50)
    assert (second.held, second.missing, second.target_at) == (75, 0, 25)
    assert first.words == "1 held, 1 scheduled, 2 missing of 4"


def test_a_line_is_ticked_by_hand_and_a_derived_one_is_not(team: Team, rui: Client, study: str) -> None:
    session = create_session(team.rui, SessionForm("Mira", study_id=study))
    rui.post(f"/sessions/{session}/preparation/tick/", {"key": "note_taker_briefed"})
    assert "Ticked by Rui" in text(rui, f"/sessions/{session}/preparation/")
    assert rui.post(f"/sessions/{session}/preparation/tick/", {"key": "consent"}).status_code == 400
    rui.post(f"/sessions/{session}/preparation/tick/", {"key": "note_taker_briefed", "done": "no"})
    open_keys = {item.key for item in session_preparation(team.rui, session).open_items}
    assert "note_taker_briefed" in open_keys


def test_a_session_is_scheduled_in_the_participants_zone_and_moved(team: Team, rui: Client, study: str) -> None:
    form = {"title": "Mira", "interview_date": "2099-07-01", "starts_at": "14:30", "zone": "Europe/Lisbon"}
    form |= {"minutes": "45", "note_taker_id": team.ana.id, "study_id": study, "location": "Room 4"}
    address = rui.post("/sessions/new/", form)["Location"]
    [row] = sessions(team.rui).items
    assert row.starts_at == datetime(2099, 7, 1, 13, 30, tzinfo=UTC)
    page = text(rui, address)
    assert "14:30" in page
    assert "Room 4" in page
    rui.post(f"{address}edit/", {**form, "starts_at": "15:00", "version": "1"})
    moved = session_page(team.rui, row.id)
    assert (moved.row.starts_at, moved.sequence) == (datetime(2099, 7, 1, 14, 0, tzinfo=UTC), 1)


def test_a_time_that_the_clocks_skip_is_refused_beside_its_field(rui: Client) -> None:
    form = {"title": "Mira", "interview_date": "2027-03-28", "starts_at": "02:30", "zone": "Europe/Berlin"}
    answer = rui.post("/sessions/new/", form)
    assert answer.status_code == 400
    assert 'id="id_starts_at_error"' in answer.content.decode()


def test_who_is_alone_is_told_so_on_the_sessions_page(team: Team, rui: Client) -> None:
    session = create_session(team.rui, SessionForm("Mira"))
    assert "who asks should be free to listen" in text(rui, f"/sessions/{session}/")


def test_the_brief_is_for_those_who_may_know_the_people(team: Team, rui: Client, call: Call, signed_in: object) -> None:
    assert callable(signed_in)
    ahead = create_session(team.rui, SessionForm("Dana again", participant_ids=(call.participant_id,)))
    assert "Dana Petrov" in text(rui, f"/sessions/{ahead}/brief/")
    assert signed_in(team.vera).get(f"/sessions/{ahead}/brief/").status_code in (403, 404)


def test_consent_is_logged_and_ended(team: Team, rui: Client, call: Call) -> None:
    person = call.participant_id
    rui.post(f"/people/{person}/consent/", {"record": "yes", "transcribe": "yes", "how": "email"})
    assert Scope.RECORD in scopes_of([person])[person]
    rui.post(f"/people/{person}/consent/end/")
    assert scopes_of([person])[person] == frozenset()


def test_consent_for_nothing_is_refused(rui: Client, call: Call) -> None:
    answer = rui.post(f"/people/{call.participant_id}/consent/", {"how": "email"})
    assert answer.status_code == 400
    assert "Say at least one thing" in answer.content.decode()


def test_an_empty_workspace_leads_to_the_first_interview(rui: Client) -> None:
    assert 'href="/studies/new/">Plan your first interview' in text(rui, "/")
