"""Decisions keep the counts of the day; hypotheses end by claims; assumptions age until somebody is heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.assumptions import Age, Confidence
from firsthand.domain.synthesis.decisions import Change, DecisionState, Outcome
from firsthand.domain.synthesis.support import Side
from firsthand.services import assumptions, claims, decisions, hypotheses, hypothesis_outcomes, quotes, studies, undo
from firsthand.services.assumptions import AssumptionForm
from firsthand.services.claims import ClaimForm
from firsthand.services.decisions import DecisionForm
from firsthand.services.studies import StudyForm
from people_at_work import CALL, Call, Team, hold_call

DAY = date(2026, 11, 28)


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def call(team: Team, study: str) -> Call:
    return hold_call(team.rui, study_id=study)


@pytest.fixture
def claim(team: Team, call: Call, study: str) -> str:
    claim = claims.write_claim(team.rui, ClaimForm("Nobody calls", study_ids=(study,)))
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    return claim


def only(team: Team) -> decisions.DecisionRow:
    [row] = decisions.decisions(team.rui).decisions.items
    return row


def test_a_decision_says_what_has_changed_in_its_claims_until_it_is_looked_at_again(
    team: Team, claim: str, study: str
) -> None:
    decision = decisions.write_decision(team.rui, DecisionForm("Call before six", study_id=study, claim_ids=(claim,)))
    assert not only(team).has_changed
    hold_call(team.rui, CALL.replace("March", "May"), study_id=study, name="other.vtt")
    assert only(team).claims[0].changes == (Change("interviewed", 1, 2),)
    decisions.look_again(team.rui, decision)
    assert not only(team).has_changed


def test_a_claim_cited_before_keeps_the_counts_of_that_day(team: Team, claim: str, study: str) -> None:
    form = DecisionForm("Call before six", claim_ids=(claim,))
    decision = decisions.write_decision(team.rui, form)
    hold_call(team.rui, CALL.replace("March", "May"), study_id=study, name="other.vtt")
    decisions.edit_decision(team.rui, decision, replace(form, title="Call before five"))
    assert only(team).form.title == "Call before five"
    assert only(team).has_changed


def test_evidence_that_goes_makes_a_decision_ask_for_another_look(team: Team, claim: str) -> None:
    decisions.write_decision(team.rui, DecisionForm("Call before six", claim_ids=(claim,)))
    quotes.delete_quote(team.rui, quotes.quotes(team.rui).items[0].id)
    assert only(team).has_changed
    assert only(team).claims[0].lost == 1


def test_decided_needs_a_day(team: Team) -> None:
    with pytest.raises(Invalid):
        decisions.write_decision(team.rui, DecisionForm("Call", state=DecisionState.DECIDED))
    decision = decisions.write_decision(team.rui, DecisionForm("Call"))
    with pytest.raises(Conflict):
        decisions.edit_decision(team.rui, decision, DecisionForm("Ring"), version=7)


def test_a_study_says_what_it_still_lacks_and_a_list_what_has_no_conversation_behind_it(
    team: Team, study: str, claim: str
) -> None:
    decisions.write_decision(team.rui, DecisionForm("Call", study_id=study, claim_ids=(claim,)))
    decisions.write_decision(team.rui, DecisionForm("Paint it green", study_id=study))
    decisions.write_decision(team.rui, DecisionForm("They text", study_id=study, is_hypothesis=True))
    page = decisions.decisions(team.rui, study_id=study)
    assert (page.without_claims, page.closing_remark) == (1, "")
    decisions.delete_decision(team.rui, page.decisions.items[0].id)
    assert "so 1 is missing" in decisions.decisions(team.rui, study_id=study).closing_remark


def test_a_hypothesis_ends_by_its_claims(team: Team, study: str, claim: str) -> None:
    hypothesis = hypotheses.add_hypothesis(team.rui, study, "They call first", "They speak of the phone")
    outcome = hypothesis_outcomes.outcomes_of(team.rui, study)[hypothesis]
    assert (outcome.outcome, outcome.claims) == (Outcome.UNTESTED, ())
    hypothesis_outcomes.judge(team.rui, hypothesis, claim, Side.CONTRADICTS)
    assert hypothesis_outcomes.outcomes_of(team.rui, study)[hypothesis].outcome is Outcome.CONTRADICTED
    hypothesis_outcomes.judge(team.rui, hypothesis, claim, Side.SUPPORTS)
    assert hypothesis_outcomes.outcomes_of(team.rui, study)[hypothesis].outcome is Outcome.SUPPORTED
    hypothesis_outcomes.judge(team.rui, hypothesis, claim, None)
    assert hypothesis_outcomes.outcomes_of(team.rui, study)[hypothesis].outcome is Outcome.UNTESTED


def test_an_assumption_ages_until_somebody_is_heard_about_it(team: Team, call: Call, claim: str) -> None:
    form = AssumptionForm("Drivers call", Confidence.HIGH, stated_on=date(2026, 1, 1))
    assumption = assumptions.write_assumption(team.rui, form)
    row = assumptions.assumption(team.rui, assumption, DAY)
    assert (row.decay.age, row.decay.is_loud, row.decay.was_heard) == (Age.STALE, True, False)
    assert assumptions.assumptions(team.rui, DAY).loud == 1
    assumptions.link_evidence(team.rui, assumption, Ref(Kind.CLAIM, claim), Side.CONTRADICTS)
    row = assumptions.assumption(team.rui, assumption, DAY)
    assert row.decay.was_heard
    assert row.last_contact is not None
    assert not row.decay.is_loud


def test_evidence_that_closes_is_no_contact_any_more(team: Team, call: Call) -> None:
    from firsthand.services import consents

    assumption = assumptions.write_assumption(team.rui, AssumptionForm("Drivers call", stated_on=date(2026, 1, 1)))
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    link = assumptions.link_evidence(team.rui, assumption, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    assert assumptions.assumption(team.rui, assumption).last_contact is not None
    consents.end_consent(team.rui, call.participant_id)
    assert assumptions.assumption(team.rui, assumption).last_contact is None
    assumptions.unlink_evidence(team.rui, assumption, link)
    assert assumptions.assumption(team.rui, assumption).evidence == ()


@pytest.mark.parametrize("form", [AssumptionForm(""), AssumptionForm("x", half_life_days=0)])
def test_an_assumption_that_makes_no_sense_is_refused(team: Team, form: AssumptionForm) -> None:
    with pytest.raises(Invalid):
        assumptions.write_assumption(team.rui, form)


def test_what_is_deleted_comes_back(team: Team) -> None:
    decision = decisions.write_decision(team.rui, DecisionForm("Call"))
    assumption = assumptions.write_assumption(team.rui, AssumptionForm("Drivers call"))
    for undo_id in (
        decisions.delete_decision(team.rui, decision),
        assumptions.delete_assumption(team.rui, assumption),
    ):
        undo.undo(team.rui, undo_id)
    assert only(team).id == decision
    assert [row.id for row in assumptions.assumptions(team.rui).assumptions] == [assumption]


def test_lists_cost_the_same_queries_for_one_and_for_three(team: Team, claim: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            decisions.decisions(team.rui)
            assumptions.assumptions(team.rui)
        return len(queries)

    def another() -> None:
        decisions.write_decision(team.rui, DecisionForm("Call", claim_ids=(claim,)))
        assumption = assumptions.write_assumption(team.rui, AssumptionForm("Drivers call"))
        assumptions.link_evidence(team.rui, assumption, Ref(Kind.CLAIM, claim), Side.SUPPORTS)

    another()
    cost()
    before = cost()
    another()
    another()
    assert cost() == before
