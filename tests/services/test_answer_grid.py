"""Questions by people: what was answered, by whom, where nobody asked, and what may not be read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coders_at_work import new_code
from firsthand.domain.errors import NotFound
from firsthand.services import answer_grid, codings, consents, guides, studies
from firsthand.services.answer_grid import GridPage
from firsthand.services.codings import Span
from firsthand.services.studies import StudyForm
from firsthand.storage.models import CodeRecord, SessionRecord
from people_at_work import Call, Team, hold_call

GUIDE = """# Late parcels

## Core

- When did a driver last come late?
- How do you plan your week?
- Who pays for a parcel that is lost?
"""
EMIL = """Rui Alves: How do you plan your week?

Emil Sand: On Mondays, with everybody.

Emil Sand: And then we hope for the best.

Rui Alves: When did a driver last come late?

Emil Sand: In May, and we found out from the neighbours.
"""
DANA = """Rui Alves: When did a driver last come late?

Dana Petrov: On Tuesday. We waited until six.

Rui Alves: Thank you. What did you do then?

Dana Petrov: I rang the shop.
"""
LATE, WEEK, LOST = (
    "When did a driver last come late?",
    "How do you plan your week?",
    "Who pays for a parcel that is lost?",
)


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


def hold(team: Team, study: str, text: str, guide: str) -> Call:
    call = hold_call(team.rui, text, study_id=study, name=f"{len(text)}.txt")
    SessionRecord.objects.filter(id=call.session_id).update(guide_id=guide)
    return call


@pytest.fixture
def guide(team: Team, study: str) -> str:
    return guides.add_guide(team.rui, "Late parcels", GUIDE, study)


@pytest.fixture
def emil(team: Team, study: str, guide: str) -> Call:
    return hold(team, study, EMIL, guide)


@pytest.fixture
def dana(team: Team, study: str, guide: str) -> Call:
    return hold(team, study, DANA, guide)


def said(page: GridPage) -> dict[str, dict[str, list[str]]]:
    """By person and question."""
    return {
        person.name: {
            question: [turn.text for answer in cell for turn in answer.turns]
            for question, cell in zip(page.chosen, person.cells, strict=True)
            if cell
        }
        for person in page.people
    }


def test_an_answer_runs_to_the_next_question_and_who_was_not_asked_has_none(
    team: Team, study: str, emil: Call, dana: Call
) -> None:
    page = answer_grid.answer_grid(team.rui, study)
    assert page.questions == (LATE, WEEK, LOST)
    assert said(page) == {
        "Emil Sand": {
            WEEK: ["On Mondays, with everybody.", "And then we hope for the best."],
            LATE: ["In May, and we found out from the neighbours."],
        },
        "Dana Petrov": {LATE: ["On Tuesday. We waited until six."]},
    }
    assert (page.asked, page.total) == ((2, 1, 0), 2)


def test_one_question_is_one_column(team: Team, study: str, emil: Call, dana: Call) -> None:
    page = answer_grid.answer_grid(team.rui, study, WEEK)
    assert (page.chosen, page.asked) == ((WEEK,), (1,))
    assert said(page)["Dana Petrov"] == {}
    assert answer_grid.answer_grid(team.rui, study, "Something else?").chosen == page.questions


def test_a_person_in_two_sessions_is_one_row_with_both_answers(team: Team, study: str, dana: Call, guide: str) -> None:
    again = hold(team, study, DANA.replace("Tuesday", "Friday"), guide)
    from firsthand.storage.models import SessionParticipantRecord, SpeakerRecord

    SessionParticipantRecord.objects.filter(session=again.session_id).update(participant_id=dana.participant_id)
    SpeakerRecord.objects.filter(participant=again.participant_id).update(participant_id=dana.participant_id)
    page = answer_grid.answer_grid(team.rui, study, LATE)
    assert said(page) == {
        "Dana Petrov": {LATE: ["On Tuesday. We waited until six.", "On Friday. We waited until six."]}
    }
    assert page.asked == (1,)


def test_what_may_not_be_read_is_closed_and_not_unasked(team: Team, study: str, emil: Call, dana: Call) -> None:
    consents.end_consent(team.rui, dana.participant_id)
    page = answer_grid.answer_grid(team.rui, study)
    assert [(person.name, person.is_closed, any(person.cells)) for person in page.people] == [
        ("Emil Sand", False, True),
        ("Dana Petrov", True, False),
    ]


def test_the_codes_on_an_answer_are_shown(team: Team, study: str, dana: Call) -> None:
    code: CodeRecord = new_code(team.rui, study, "Lateness")
    codings.mark_all(team.rui, dana.transcript_id, [code.id], Span(1, 0, 1))
    [person] = answer_grid.answer_grid(team.rui, study, LATE).people
    [[answer]] = person.cells
    assert [turn.codes for turn in answer.turns] == [(code.id,)]


def test_a_viewer_and_a_stranger_see_no_answers(team: Team, study: str, dana: Call) -> None:
    for outsider in (team.otto, team.vera):
        with pytest.raises(NotFound):
            answer_grid.answer_grid(outsider, study)


def test_more_people_cost_no_more_queries(team: Team, study: str, emil: Call, dana: Call, guide: str) -> None:
    def queries() -> int:
        answer_grid.answer_grid(team.rui, study)
        with CaptureQueriesContext(connection) as captured:
            answer_grid.answer_grid(team.rui, study)
        return len(captured)

    before = queries()
    for name in ("Ines Roth", "Jo Lind"):
        hold(team, study, EMIL.replace("Emil Sand", name), guide)
    assert queries() == before
