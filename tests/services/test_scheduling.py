from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.interviews.sessions import SessionState
from firsthand.services import imports, sessions
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.sessions import SessionForm, SessionPage
from people_at_work import CALL, Team

FORM = SessionForm(
    "Dana", zone="Europe/Berlin", starts_at=datetime.fromisoformat("2026-03-27T15:30"), minutes=45, location="Room 2"
)


def page(team: Team, session: str) -> SessionPage:
    return sessions.session_page(team.rui, session)


def test_a_time_without_a_zone_is_meant_as_the_participants_clocks_show_it(team: Team) -> None:
    seen = page(team, sessions.create_session(team.rui, FORM))
    assert seen.row.starts_at == datetime(2026, 3, 27, 14, 30, tzinfo=UTC)
    assert (seen.row.interview_date, seen.row.minutes, seen.location) == (date(2026, 3, 27), 45, "Room 2")
    after = replace(FORM, starts_at=datetime.fromisoformat("2026-03-30T15:30"))
    assert page(team, sessions.create_session(team.rui, after)).row.starts_at == datetime(
        2026, 3, 30, 13, 30, tzinfo=UTC
    )


def test_the_day_is_the_participants_day(team: Team) -> None:
    form = SessionForm("Mei", zone="Asia/Tokyo", starts_at=datetime(2026, 3, 27, 23, 0, tzinfo=UTC))
    assert page(team, sessions.create_session(team.rui, form)).row.interview_date == date(2026, 3, 28)


def test_an_hour_that_the_clocks_skip_is_refused_and_one_shown_twice_is_the_first(team: Team) -> None:
    with pytest.raises(Invalid, match="skip this time"):
        sessions.create_session(team.rui, replace(FORM, starts_at=datetime.fromisoformat("2026-03-29T02:30")))
    twice = sessions.create_session(team.rui, replace(FORM, starts_at=datetime.fromisoformat("2026-10-25T02:30")))
    assert page(team, twice).row.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Berlin"},
        {"zone": "../etc"},
        {"minutes": 0},
        {"minutes": 721},
        {"starts_at": datetime.fromisoformat("0001-01-01T00:00")},
        {"starts_at": datetime.fromisoformat("9999-12-31T23:59")},
        {"starts_at": datetime.fromisoformat("9999-12-31T23:59-12:00")},
        {"location": "x" * 501},
    ],
)
def test_what_no_calendar_takes_is_refused(team: Team, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="Nothing was saved"):
        sessions.create_session(team.rui, replace(FORM, **wrong))  # type: ignore[arg-type]


def test_calendars_hear_of_a_move_and_a_cancellation_and_of_nothing_else(team: Team) -> None:
    session = sessions.create_session(team.rui, FORM)
    sessions.edit_session(team.rui, session, replace(FORM, note_taker_id=team.ana.id))
    assert page(team, session).sequence == 0
    sessions.edit_session(team.rui, session, replace(FORM, starts_at=datetime.fromisoformat("2026-03-27T16:00")))
    assert page(team, session).sequence == 1
    sessions.move_session(team.rui, session, SessionState.CANCELLED)
    sessions.move_session(team.rui, session, SessionState.PLANNED)
    assert page(team, session).sequence == 3
    sessions.move_session(team.rui, session, SessionState.HELD)
    assert page(team, session).sequence == 3


def test_who_asks_who_writes_and_who_listens(team: Team) -> None:
    form = replace(FORM, facilitator_id=team.ana.id, note_taker_id=team.rui.id, observer_ids=(team.vera.id,))
    session = sessions.create_session(team.rui, form)
    seen = page(team, session)
    assert (seen.interviewer, seen.note_taker and seen.note_taker.name) == ("Ana", "Rui")
    assert ([one.name for one in seen.observers], seen.team_remark) == (["Vera"], "")
    sessions.edit_session(team.rui, session, replace(form, note_taker_id=team.ana.id, observer_ids=()))
    seen = page(team, session)
    assert (seen.observers, seen.team_remark) == ((), "The same person asks and takes notes; two people hear more.")


@pytest.mark.parametrize("place", ["facilitator_id", "note_taker_id"])
def test_a_viewer_neither_asks_nor_writes(team: Team, place: str) -> None:
    with pytest.raises(Invalid, match="viewer"):
        sessions.create_session(team.rui, replace(FORM, **{place: team.vera.id}))  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="not in your workspace"):
        sessions.create_session(team.rui, replace(FORM, observer_ids=(team.otto.id,)))


def test_nobody_takes_over_a_conversation_that_somebody_else_held(team: Team) -> None:
    session = sessions.create_session(team.rui, FORM, SessionState.HELD)
    with pytest.raises(NotAllowed, match="only its facilitator"):
        sessions.edit_session(team.ana, session, replace(FORM, facilitator_id=team.ana.id))
    sessions.edit_session(team.ana, session, replace(FORM, title="Dana P."))
    assert page(team, session).interviewer == "Rui"
    sessions.edit_session(team.rui, session, replace(FORM, facilitator_id=team.ana.id))
    assert page(team, session).interviewer == "Ana"


def test_who_imports_the_transcript_of_a_planned_session_is_not_its_facilitator(team: Team) -> None:
    session = sessions.create_session(team.rui, replace(FORM, facilitator_id=team.ana.id))
    imports.import_transcript(team.rui, UploadedFile("call.vtt", CALL.encode()), ImportForm("spoken", session))
    seen = page(team, session)
    assert (seen.interviewer, seen.row.state) == ("Ana", SessionState.HELD)


def test_a_sessions_own_form_leaves_it_as_it_is(team: Team) -> None:
    form = replace(FORM, note_taker_id=team.ana.id, observer_ids=(team.vera.id,))
    session = sessions.create_session(team.rui, form)
    before = page(team, session)
    sessions.edit_session(team.rui, session, before.form, before.version)
    assert replace(page(team, session), version=before.version) == before
