from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.goals import Vagueness
from firsthand.domain.planning.samples import SamplePlan, Segment, Skew
from firsthand.domain.planning.studies import Standing, StudyState, TeamRole
from firsthand.services import (
    guides,
    hypotheses,
    participants,
    samples,
    sessions,
    studies,
    templates,
    undo,
)
from firsthand.services import (
    team as teams,
)
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import HypothesisRecord, StudyRecord
from people_at_work import Team, hold_call

BELIEF = ("Shop owners call the driver first.", "Most will name the driver before anybody else.")


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels", template="customer-interview"))


def state_of(team: Team, study: str) -> StudyState:
    return studies.study_page(team.rui, study).row.state


def meet(actor: Actor, study: str, form: ParticipantForm, state: SessionState = SessionState.HELD) -> str:
    who = participants.add_participant(actor, form)
    return sessions.create_session(actor, SessionForm(form.name, study_id=study, participant_ids=(who,)), state)


def test_a_study_started_from_a_template_has_its_guide_sample_and_hints(team: Team) -> None:
    study = studies.start_study(
        team.rui, StudyForm("Trust", template="ai-product"), product="Quay", feature="triage", task="sorting"
    )
    page = studies.study_page(team.vera, study)
    assert [segment.target for segment in page.sample.segments] == [4, 3, 3]
    assert [part.key for part in page.template.checklist] == ["setup", "execution", "synthesis"]
    [row] = page.guides
    guide = guides.guide_page(team.rui, row.id)
    assert (guide.title, guide.read.guide.product, guide.read.findings) == ("Trust", "Quay", ())
    assert (page.row.state, page.may_change) == (StudyState.PLANNING, False)


def test_a_template_that_is_not_there_is_refused(team: Team) -> None:
    with pytest.raises(NotFound, match="customer-interview"):
        studies.start_study(team.rui, StudyForm("Trust", template="nonsense"))
    assert studies.studies(team.rui).items == ()


def test_a_vague_goal_is_flagged_with_its_reason(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Late", goals=("Get feedback", "See whom shop owners call first")))
    vague, concrete = studies.study_page(team.rui, study).goals
    assert [finding.fault for finding in vague.findings] == [Vagueness.FEEDBACK]
    assert concrete.findings == ()


def test_a_study_can_not_end_before_it_starts(team: Team) -> None:
    with pytest.raises(Invalid, match="before it starts"):
        studies.create_study(team.rui, StudyForm("Late", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 1)))


def test_the_first_session_held_begins_the_fieldwork(team: Team, study: str) -> None:
    planned = sessions.create_session(team.rui, SessionForm("Dana", study_id=study))
    assert state_of(team, study) is StudyState.PLANNING
    sessions.move_session(team.rui, planned, SessionState.HELD)
    page = studies.study_page(team.rui, study)
    assert (page.row.state, page.row.held) == (StudyState.FIELDWORK, 1)
    assert StudyState.PLANNING not in page.next_states
    with pytest.raises(Conflict, match="synthesis"):
        studies.move_study(team.rui, study, StudyState.PLANNING)


def test_an_imported_transcript_begins_the_fieldwork_too(team: Team, study: str) -> None:
    hold_call(team.rui, study_id=study)
    assert state_of(team, study) is StudyState.FIELDWORK


def test_a_study_goes_into_the_archive_and_comes_out_of_it(team: Team, study: str) -> None:
    studies.move_study(team.rui, study, StudyState.ARCHIVED)
    assert studies.studies(team.vera).items == ()
    assert [row.id for row in studies.studies(team.vera, archived=True).items] == [study]
    studies.move_study(team.rui, study, StudyState.PLANNING)
    assert [row.id for row in studies.studies(team.vera).items] == [study]


def test_a_team_has_roles_and_says_what_it_lacks(team: Team, study: str) -> None:
    assert studies.study_page(team.rui, study).team_remark == "Nobody is down as facilitator yet."
    roles = [
        (team.vera.id, TeamRole.OBSERVER),
        (team.rui.id, TeamRole.FACILITATOR),
        (team.ana.id, TeamRole.NOTE_TAKER),
        (team.ana.id, TeamRole.NOTE_TAKER),
    ]
    teams.set_team(team.rui, study, roles)
    page = studies.study_page(team.vera, study)
    assert [(row.name, row.role.value) for row in page.team] == [
        ("Rui", "facilitator"),
        ("Ana", "note-taker"),
        ("Vera", "observer"),
    ]
    assert page.team_remark == ""


@pytest.mark.parametrize("who", ["vera", "otto"])
def test_a_viewer_or_a_stranger_can_not_ask(team: Team, study: str, who: str) -> None:
    with pytest.raises(Invalid, match="Nothing was saved"):
        teams.set_team(team.rui, study, [(getattr(team, who).id, TeamRole.FACILITATOR)])
    assert studies.study_page(team.rui, study).team == ()


def test_a_hypothesis_is_open_until_the_first_session_and_locked_after(team: Team, study: str) -> None:
    made = hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    hypotheses.edit_hypothesis(team.ana, made, BELIEF[0], "All of them will name the driver.", version=1)
    [row] = studies.study_page(team.vera, study).hypotheses
    assert (row.standing, row.prediction) == (Standing.OPEN, "All of them will name the driver.")
    session = sessions.create_session(team.rui, SessionForm("Dana", study_id=study))
    sessions.move_session(team.rui, session, SessionState.HELD)
    for act in (
        lambda: hypotheses.edit_hypothesis(team.rui, made, "We knew it", "anyway"),
        lambda: hypotheses.delete_hypothesis(team.rui, made),
    ):
        with pytest.raises(Conflict, match="locked since"):
            act()
    late = hypotheses.add_hypothesis(team.rui, study, "They call us.", "Most will say so.")
    assert [(row.id, row.standing) for row in studies.study_page(team.rui, study).hypotheses] == [
        (made, Standing.LOCKED),
        (late, Standing.LATE),
    ]
    undone = hypotheses.delete_hypothesis(team.rui, late)
    undo.undo(team.rui, undone)
    assert len(studies.study_page(team.rui, study).hypotheses) == 2


def test_deleting_the_session_does_not_free_a_hypothesis(team: Team, study: str) -> None:
    made = hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    session = sessions.create_session(team.rui, SessionForm("Dana", study_id=study), SessionState.HELD)
    sessions.delete_session(team.rui, session)
    with pytest.raises(Conflict, match="locked since"):
        hypotheses.delete_hypothesis(team.rui, made)


def test_what_was_written_after_a_session_of_last_week_is_late_though_it_was_entered_first(
    team: Team, study: str
) -> None:
    hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    last_week = timezone.now() - timedelta(days=7)
    sessions.create_session(team.rui, SessionForm("Dana", study_id=study, starts_at=last_week), SessionState.HELD)
    [row] = studies.study_page(team.rui, study).hypotheses
    assert (row.standing, row.locked_at) == (Standing.LATE, last_week)


def test_a_session_moved_into_a_study_locks_its_hypotheses(team: Team, study: str) -> None:
    hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    session = sessions.create_session(team.rui, SessionForm("Dana"), SessionState.HELD)
    sessions.edit_session(team.rui, session, SessionForm("Dana", study_id=study))
    assert studies.study_page(team.rui, study).hypotheses[0].standing is Standing.LOCKED


def test_two_people_rewording_a_hypothesis_overwrite_nothing(team: Team, study: str) -> None:
    made = hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    hypotheses.edit_hypothesis(team.ana, made, "Ana's", "wording", version=1)
    with pytest.raises(Conflict, match="hypothesis"):
        hypotheses.edit_hypothesis(team.rui, made, "Rui's", "wording", version=1)
    assert HypothesisRecord.objects.get().statement == "Ana's"
    with pytest.raises(Invalid, match="prove you wrong"):
        hypotheses.add_hypothesis(team.rui, study, "No prediction", " ")


def test_a_sample_fills_from_sessions_planned_and_held(team: Team, study: str) -> None:
    plan = SamplePlan((Segment("Small shops", people=3), Segment(" Big  shops ", people=2)))
    samples.set_sample(team.rui, study, plan, version=1)
    meet(team.rui, study, ParticipantForm("Dana", segment="Small shops", company="Corner"))
    meet(team.rui, study, ParticipantForm("Emil", segment="Small shops", company="Corner"), SessionState.PLANNED)
    meet(team.rui, study, ParticipantForm("Fay", segment="Small shops", company="Corner"), SessionState.CANCELLED)
    meet(team.rui, study, ParticipantForm("Gus", segment="Markets", company="Corner"))
    page = samples.sample_page(team.vera, study)
    assert [(s.name, s.target, s.held, s.scheduled) for s in page.fill.segments] == [
        ("Small shops", 3, 1, 1),
        ("Big shops", 2, 0, 0),
    ]
    assert page.fill.elsewhere is not None
    assert (page.fill.elsewhere.held, page.fill.missing) == (1, 3)
    assert [warning.skew for warning in page.fill.warnings] == [Skew.ONE_COMPANY]
    assert page.known_segments == ("Markets", "Small shops")


@pytest.mark.parametrize(
    "plan",
    [
        SamplePlan((Segment("A", people=1), Segment("a", people=1))),
        SamplePlan((Segment("A", share=60), Segment("B", share=50)), people=10),
        SamplePlan((Segment("A", share=60),)),
        SamplePlan((Segment("A", people=1, share=1),), people=1),
        SamplePlan((Segment(" ", people=1),)),
        SamplePlan((Segment("A", people=-1),)),
        SamplePlan(people=1_001),
        SamplePlan(least_not_active_share=101),
    ],
)
def test_a_plan_that_can_not_be_met_is_refused(team: Team, study: str, plan: SamplePlan) -> None:
    with pytest.raises(Invalid, match="Nothing was saved"):
        samples.set_sample(team.rui, study, plan)
    assert samples.sample_page(team.rui, study).plan == SamplePlan()


def test_a_plan_saved_over_somebody_elses_is_refused(team: Team, study: str) -> None:
    samples.set_sample(team.ana, study, SamplePlan(people=5), version=1)
    with pytest.raises(Conflict):
        samples.set_sample(team.rui, study, SamplePlan(people=7), version=1)
    assert samples.sample_page(team.rui, study).plan.people == 5


def test_a_study_becomes_a_template_and_the_template_a_study(team: Team) -> None:
    first = studies.start_study(team.rui, StudyForm("Trust", goals=("See what they check",), template="ai-product"))
    samples.set_sample(team.rui, first, SamplePlan(people=4))
    own = templates.save_as_template(team.rui, first, "How we ask about trust")
    assert [(row.title, row.is_own, row.by) for row in templates.templates(team.vera)][-1] == (
        "How we ask about trust",
        True,
        "Rui",
    )
    second = studies.start_study(team.ana, StudyForm("Trust again", template=own))
    page = studies.study_page(team.ana, second)
    assert [goal.text for goal in page.goals] == ["See what they check"]
    assert (page.sample.target, page.form.template) == (4, "ai-product")
    assert guides.guide_page(team.ana, page.guides[0].id).title == "Trust again"
    gone = templates.delete_template(team.rui, own)
    assert all(not row.is_own for row in templates.templates(team.rui))
    assert studies.study_page(team.ana, second).template.key == "ai-product"
    undo.undo(team.rui, gone)
    assert templates.template_named(team.rui, own).title == "How we ask about trust"
    with pytest.raises(NotFound):
        templates.template_named(team.otto, own)


def test_a_study_takes_its_hypotheses_along_and_brings_them_back(team: Team, study: str) -> None:
    hypotheses.add_hypothesis(team.rui, study, *BELIEF)
    gone = studies.delete_study(team.rui, study)
    assert HypothesisRecord.objects.filter(deleted_at=None).count() == 0
    undo.undo(team.rui, gone)
    assert len(studies.study_page(team.rui, study).hypotheses) == 1


def test_old_rows_get_their_state_from_their_sessions(team: Team, study: str) -> None:
    from importlib import import_module

    from django.apps import apps

    held = studies.create_study(team.rui, StudyForm("Lost"))
    at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    sessions.create_session(team.rui, SessionForm("Dana", study_id=held, starts_at=at), SessionState.HELD)
    StudyRecord.objects.update(state="open", locked_at=None, template="customer_interview")
    import_module("firsthand.storage.migrations.0003_plans_begun").fill(apps, None)
    assert {row.title: row.state.value for row in studies.studies(team.rui).items} == {
        "Lost": "fieldwork",
        "Late parcels": "planning",
    }
    page = studies.study_page(team.rui, held)
    assert (page.locked_at, page.template.key) == (at, "customer-interview")
