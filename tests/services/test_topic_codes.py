"""Codes as a part of a claim's topic: a marked question asks, a marked passage offers its quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coders_at_work import call_in, new_code, new_study
from firsthand.services import claims, coding_tasks, codings, outlines, quotes, reader, topic_codes
from firsthand.services.claims import ClaimForm, ClaimPage
from firsthand.services.coding_tasks import CodingWish
from firsthand.storage.models import CodingRecord
from people_at_work import Call, Team


@pytest.fixture
def study(team: Team) -> str:
    return new_study(team)


@pytest.fixture
def call(team: Team, study: str) -> Call:
    made = call_in(team, study)
    outlines.listen_in_job(made.transcript_id)
    return made


def code_turn(team: Team, call: Call, code: str, turn: int) -> str:
    text = reader.reader_page(team.rui, call.session_id).turns[turn].text
    return codings.mark(team.rui, call.transcript_id, code, turn, 0, turn, len(text))


def page(team: Team, study: str, *codes: str) -> ClaimPage:
    form = ClaimForm("Nobody calls.", "waited without a call", study_ids=(study,), code_ids=codes)
    return claims.claim_page(team.rui, claims.write_claim(team.rui, form))


def test_a_question_that_a_coder_marked_asks_about_the_matter(team: Team, study: str, call: Call) -> None:
    code = new_code(team.rui, study, "Lateness").id
    assert page(team, study, code).row.people.asked == 0
    code_turn(team, call, code, 0)
    found = page(team, study, code)
    assert (found.row.people.asked, found.row.people.answered, found.codes) == (1, 1, ("Lateness",))
    [sitting] = found.support.sittings
    assert [ask.turn for ask in sitting.asks] == [0]


def test_a_mark_on_an_answer_asks_nobody_but_offers_the_quotes_under_it(team: Team, study: str, call: Call) -> None:
    code = new_code(team.rui, study, "Lateness").id
    code_turn(team, call, code, 1)
    under = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 15)
    quotes.highlight(team.rui, call.transcript_id, 3, 0, 3, 15)
    found = page(team, study, code)
    assert found.row.people.asked == 0
    assert [row.id for row in found.candidates] == [under]
    assert page(team, study).candidates == ()


def test_what_is_still_coded_blind_changes_no_count(team: Team, study: str, call: Call) -> None:
    code = new_code(team.rui, study, "Lateness").id
    code_turn(team, call, code, 0)
    coding_tasks.assign_coding(team.rui, CodingWish((call.session_id,), (team.rui.id, team.ana.id), is_blind=True))
    assert page(team, study, code).row.people.asked == 0


def test_a_mark_taken_away_asks_no_more(team: Team, study: str, call: Call) -> None:
    code = new_code(team.rui, study, "Lateness").id
    code_turn(team, call, code, 0)
    shown = page(team, study, code)
    assert shown.row.people.asked == 1
    codings.unmark(team.rui, CodingRecord.objects.get().id)
    assert claims.claim_page(team.rui, shown.row.id).row.people.asked == 0


def test_codes_are_offered_by_study_and_path_and_survive_an_edit(team: Team, study: str) -> None:
    above = new_code(team.rui, study, "Lateness")
    below = new_code(team.rui, study, "Nobody called", above)
    assert topic_codes.codes_known(team.rui) == (
        (above.id, "Late parcels: Lateness"),
        (below.id, "Late parcels: Lateness › Nobody called"),
    )
    claim = page(team, study, below.id)
    claims.edit_claim(team.rui, claim.row.id, replace(claim.form, statement="Nobody rings"), claim.version)
    assert claims.claim_page(team.rui, claim.row.id).codes == ("Nobody called",)
