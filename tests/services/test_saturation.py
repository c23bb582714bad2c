"""Saturation of a study's conversations, in the order held, for everybody and for one segment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coders_at_work import call_in, mark, new_code, new_study, task
from firsthand.domain.errors import Invalid, NotFound
from firsthand.services.coding_resolutions import settle
from firsthand.services.saturation import SaturationPage, SaturationWanted, saturation_page
from firsthand.storage.models import (
    CodeRecord,
    ParticipantRecord,
    SegmentRecord,
    SessionParticipantRecord,
    SessionRecord,
)
from people_at_work import Call, Team, make_team

pytestmark = pytest.mark.django_db
TWO_AND_ONE = SaturationWanted(base=2, run=1)


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def study(team: Team) -> str:
    return new_study(team)


@pytest.fixture
def codes(team: Team, study: str) -> list[CodeRecord]:
    return [new_code(team.rui, study, name) for name in ("Waiting", "Price", "Driver")]


def held(team: Team, study: str, person: str, codes: Iterable[CodeRecord], day: int = 0) -> Call:
    call = call_in(team, study, person)
    SessionRecord.objects.filter(id=call.session_id).update(interview_date=date(2026, 10, 1) + timedelta(days=day))
    for code in codes:
        mark(team.rui, call, code, 1)
    return call


def page(team: Team, study: str, wanted: SaturationWanted = TWO_AND_ONE) -> SaturationPage:
    return saturation_page(team.rui, study, wanted)


def test_codes_are_counted_in_the_order_in_which_conversations_were_held(
    team: Team, study: str, codes: list[CodeRecord]
) -> None:
    held(team, study, "Emil Stone", codes[1:], day=3)
    held(team, study, "Dana Petrov", codes[:2], day=1)
    held(team, study, "Fay Wong", codes[:1], day=5)
    found = page(team, study)
    assert [row.new for row in found.rows] == [("Waiting", "Price"), ("Driver",), ()]
    assert (found.figures.curve, found.figures.ratios, found.figures.reached_after) == ((2, 3, 3), (0.0,), 2)


def test_too_few_interviews_are_not_assessable(team: Team, study: str, codes: list[CodeRecord]) -> None:
    held(team, study, "Dana Petrov", codes)
    assert "Not assessable" in page(team, study).figures.why_not


def test_conversations_with_the_same_people_are_one_interview(team: Team, study: str, codes: list[CodeRecord]) -> None:
    first = held(team, study, "Dana Petrov", codes[:1])
    second = held(team, study, "Dana P.", codes[1:2], day=2)
    SessionParticipantRecord.objects.filter(session_id=second.session_id).update(participant_id=first.participant_id)
    rows = page(team, study).rows
    assert [(len(row.interview.session_ids), row.total) for row in rows] == [(2, 2)]


def test_what_nobody_has_coded_or_is_coded_blind_is_left_out(team: Team, study: str, codes: list[CodeRecord]) -> None:
    held(team, study, "Dana Petrov", codes)
    held(team, study, "Emil Stone", ())
    blind = held(team, study, "Fay Wong", codes)
    task(team.ana, blind, is_blind=True, is_done=False)
    found = page(team, study)
    assert (len(found.rows), found.uncoded, found.blind) == (1, 1, 1)


def test_a_conversation_in_which_a_coder_found_nothing_counts(team: Team, study: str, codes: list[CodeRecord]) -> None:
    task(team.rui, held(team, study, "Dana Petrov", ()))
    assert page(team, study).figures.curve == (0,)


def test_what_was_settled_not_to_stand_does_not_count_and_a_model_alone_does_not(
    team: Team, study: str, codes: list[CodeRecord]
) -> None:
    call = held(team, study, "Dana Petrov", codes[:1])
    mark(team.ana, call, codes[1], 3)
    mark(team.ana, call, codes[2], 3, model="local 7b")
    assert page(team, study).figures.curve == (2,)
    settle(team.ana, call.transcript_id, 3, codes[1].id, stands=False)
    assert page(team, study).figures.curve == (1,)
    settle(team.ana, call.transcript_id, 3, codes[2].id, stands=True)
    assert page(team, study).figures.curve == (2,)


def test_a_segment_has_its_own_curve(team: Team, study: str, codes: list[CodeRecord]) -> None:
    shops = SegmentRecord.objects.create(workspace_id=team.rui.workspace_id, name="Shops")
    for number, person in enumerate(("Dana Petrov", "Emil Stone", "Fay Wong")):
        call = held(team, study, person, codes[number:], day=number)
        if number:
            ParticipantRecord.objects.filter(id=call.participant_id).update(segment=shops)
    found = page(team, study, SaturationWanted(shops.id, 2, 1))
    assert found.segments == ((shops.id, "Shops", 2),)
    assert [row.new for row in found.rows] == [("Price", "Driver"), ()]


@pytest.mark.parametrize("wanted", [SaturationWanted(base=0), SaturationWanted(run=21), SaturationWanted(threshold=2)])
def test_an_impossible_rule_is_refused(team: Team, study: str, wanted: SaturationWanted) -> None:
    with pytest.raises(Invalid):
        page(team, study, wanted)


def test_a_viewer_does_not_see_it(team: Team, study: str) -> None:
    with pytest.raises(NotFound):
        saturation_page(team.vera, study)


def test_more_conversations_and_codes_cost_no_more_queries(team: Team, study: str, codes: list[CodeRecord]) -> None:
    counts = []
    for people in (("Dana Petrov",), ("Emil Stone", "Fay Wong")):
        for person in people:
            held(team, study, person, codes)
        with CaptureQueriesContext(connection) as queries:
            page(team, study)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
