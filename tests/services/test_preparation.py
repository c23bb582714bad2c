from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.samples import SamplePlan
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    briefs,
    calendars,
    consents,
    guide_reviews,
    guides,
    hypotheses,
    participants,
    preparation,
    quotes,
    samples,
    sessions,
    studies,
)
from firsthand.services import team as teams
from firsthand.services.participants import ParticipantForm
from firsthand.services.preparation import PreparationPage
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team

GUIDE = """---
template: customer-interview
product: Parcelly
---

# Late parcels

## Goals

Know more.

## The last one (20 min)

> Stay with one parcel.

1. When did [product] last let you down?
    - What then?

## Glossary

- **depot**: where parcels wait
"""


def open_keys(page: PreparationPage) -> list[str]:
    return [item.key for item in page.open_items]


def details(page: PreparationPage) -> dict[str, str]:
    return {item.key: item.detail for part in page.parts for item in part.items}


def test_a_studys_checklist_follows_what_is_really_there(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Late", template="customer-interview"))
    assert open_keys(preparation.study_preparation(team.vera, study)) == [
        "research_question",
        "decision",
        "goals",
        "hypotheses",
        "team",
        "sample",
        "guide",
        "guide_reviewed",
    ]
    studies.edit_study(
        team.rui,
        study,
        StudyForm("Late", "Whom do they call?", ("See whom they call first", "Get feedback"), "Phone or app"),
    )
    assert details(preparation.study_preparation(team.rui, study))["goals"] == "1 of 2 are vague."
    studies.edit_study(team.rui, study, StudyForm("Late", "Whom?", ("See whom they call first",), "Phone or app"))
    hypotheses.add_hypothesis(team.rui, study, "The driver.", "Most name the driver.")
    teams.set_team(team.rui, study, [(team.rui.id, TeamRole.FACILITATOR), (team.ana.id, TeamRole.NOTE_TAKER)])
    samples.set_sample(team.rui, study, SamplePlan(people=5))
    guide = guides.add_guide(team.rui, "", GUIDE, study)
    guide_reviews.ask_for_review(team.rui, guide, team.ana.id)
    page = preparation.study_preparation(team.rui, study)
    assert (open_keys(page), details(page)["guide_reviewed"]) == (
        ["guide_reviewed"],
        "Ana was asked and has not answered yet.",
    )
    guide_reviews.answer_review(team.ana, guide, Verdict.APPROVED, 1)
    assert open_keys(preparation.study_preparation(team.rui, study)) == []


def test_the_programme_checklist_is_ticked_by_hand_where_nothing_shows_it(team: Team) -> None:
    study = studies.start_study(team.rui, StudyForm("Trust", template="ai-product"))
    preparation.tick_study(team.rui, study, "lenses_chosen")
    page = preparation.study_preparation(team.vera, study)
    [item] = [item for part in page.parts for item in part.items if item.key == "lenses_chosen"]
    assert (item.is_done, item.by, item.is_derived) == (True, "Rui", False)
    assert [(part.key, part.done) for part in page.parts] == [
        ("plan", 2),
        ("setup", 2),
        ("execution", 0),
        ("synthesis", 0),
    ]
    preparation.tick_study(team.ana, study, "lenses_chosen", is_done=False)
    assert "lenses_chosen" in open_keys(preparation.study_preparation(team.rui, study))
    for key in ("guide_reviewed", "nonsense"):
        with pytest.raises(Invalid, match="Nothing was changed"):
            preparation.tick_study(team.rui, study, key)
    with pytest.raises(NotAllowed):
        preparation.tick_study(team.vera, study, "lenses_chosen")


def test_a_sessions_checklist_follows_what_is_really_there(team: Team) -> None:
    session = sessions.create_session(team.rui, SessionForm("Dana"))
    assert open_keys(preparation.session_preparation(team.vera, session)) == [
        "people",
        "time",
        "guide",
        "guide_reviewed",
        "note_taker",
        "note_taker_briefed",
        "consent",
        "touchpoints_read",
        "recording_ready",
        "debrief_blocked",
    ]
    dana = participants.add_participant(team.rui, ParticipantForm("Dana"))
    guide = guides.add_guide(team.rui, "", GUIDE)
    form = SessionForm(
        "Dana",
        guide_id=guide,
        participant_ids=(dana,),
        starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
        note_taker_id=team.rui.id,
    )
    sessions.edit_session(team.rui, session, form)
    page = preparation.session_preparation(team.rui, session)
    assert details(page)["note_taker"] == "The facilitator takes the notes, too."
    assert details(page)["consent"] == "0 of 1 agreed to both."
    consents.log_consent(team.rui, dana, [Scope.RECORD, Scope.TRANSCRIBE], How.FORM)
    for key in ("note_taker_briefed", "recording_ready", "debrief_blocked"):
        preparation.tick_session(team.ana, session, key)
    page = preparation.session_preparation(team.rui, session)
    assert open_keys(page) == ["guide_reviewed", "note_taker"]
    assert details(page)["touchpoints_read"] == "There is no earlier conversation with them."


def test_consent_that_somebody_refused_or_that_runs_out_before_the_session_is_said(team: Team) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana"))
    ahead = timezone.now() + timedelta(days=9)
    session = sessions.create_session(team.rui, SessionForm("Dana", starts_at=ahead, participant_ids=(dana,)))
    both = [Scope.RECORD, Scope.TRANSCRIBE]
    consents.log_consent(team.rui, dana, both, How.FORM, expires_at=ahead - timedelta(days=1))
    page = preparation.session_preparation(team.rui, session)
    assert details(page)["consent"] == "1 of 1 agreed to both. It runs out before the session."
    assert "consent" in open_keys(page)
    consents.log_consent(team.rui, dana, both, How.FORM, expires_at=ahead + timedelta(days=1))
    assert "consent" not in open_keys(preparation.session_preparation(team.rui, session))
    consents.log_consent(team.rui, dana, [], How.TOLD, refused=[Scope.RECORD])
    page = preparation.session_preparation(team.rui, session)
    assert details(page)["consent"] == "0 of 1 agreed to both. Somebody said no."


def test_the_debrief_is_blocked_where_the_facilitators_calendar_shows_it(team: Team) -> None:
    session = sessions.create_session(team.rui, SessionForm("Dana", starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC)))
    assert "debrief_blocked" in open_keys(preparation.session_preparation(team.ana, session))
    calendars.new_feed_address(team.rui)
    assert "debrief_blocked" not in open_keys(preparation.session_preparation(team.ana, session))
    calendars.revoke_feed(team.rui)
    assert "debrief_blocked" in open_keys(preparation.session_preparation(team.ana, session))


def test_an_earlier_conversation_must_be_read_and_stands_in_the_brief(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)
    study = studies.create_study(
        team.rui,
        StudyForm("Late", "Whom do they call?", ("See whom they call first",), "Phone or app", "customer-interview"),
    )
    form = SessionForm(
        "Dana again",
        date(2030, 1, 2),
        study,
        guides.add_guide(team.rui, "", GUIDE, study),
        (call.participant_id,),
        note_taker_id=team.ana.id,
        observer_ids=(team.vera.id,),
    )
    again = sessions.create_session(team.rui, form)
    page = preparation.session_preparation(team.rui, again)
    assert "touchpoints_read" in open_keys(page)
    preparation.tick_session(team.rui, again, "touchpoints_read")
    assert "touchpoints_read" not in open_keys(preparation.session_preparation(team.rui, again))
    brief = briefs.brief_page(team.ana, again)
    assert (brief.facilitator, brief.note_taker, brief.observers) == ("Rui", "Ana", ("Vera",))
    assert (brief.goals, brief.decision) == (("See whom they call first",), "Phone or app")
    [dana] = brief.people
    assert (dana.person.name, [one.id for one in dana.earlier]) == ("Dana Petrov", [call.session_id])
    assert [row.text for row in dana.quotes] == ["I called the shop three times."]
    [section] = brief.sections
    assert (section.questions, section.listen_for) == (
        ("When did Parcelly last let you down?",),
        ("Stay with one parcel.",),
    )
    assert [term.word for term in brief.terms] == ["depot"]
    assert {one.place for one in brief.reminders} == {"holding", "notes"}


def test_a_brief_shows_no_words_after_consent_has_ended(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)
    again = sessions.create_session(
        team.rui, SessionForm("Dana again", date(2030, 1, 2), participant_ids=(call.participant_id,))
    )
    consents.end_consent(team.rui, call.participant_id)
    assert briefs.brief_page(team.rui, again).people[0].quotes == ()


def test_a_viewer_reads_no_brief(team: Team, call: Call) -> None:
    with pytest.raises(NotFound):
        briefs.brief_page(team.vera, call.session_id)


def test_a_later_conversation_is_not_in_the_brief_of_an_earlier_one(team: Team) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana"))
    first = sessions.create_session(
        team.rui, SessionForm("1", date(2026, 3, 1), participant_ids=(dana,)), SessionState.HELD
    )
    second = sessions.create_session(
        team.rui, SessionForm("2", date(2026, 4, 1), participant_ids=(dana,)), SessionState.HELD
    )
    assert briefs.brief_page(team.rui, first).people[0].earlier == ()
    assert [one.id for one in briefs.brief_page(team.rui, second).people[0].earlier] == [first]
