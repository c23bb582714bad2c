"""Claims, decisions and assumptions in the browser: written, weighed, corrected; what a viewer may see of them."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims, hypotheses, quotes, studies
from firsthand.services.claims import ClaimForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team
from web.conftest import SignIn


@pytest.fixture
def quote(team: Team, call: Call) -> str:
    return quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)


@pytest.fixture
def claim(team: Team, quote: str) -> str:
    claim = claims.write_claim(team.rui, ClaimForm("Nobody calls", terms=("driver",)))
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    return claim


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_a_claim_is_written_and_shows_its_counts(team: Team, call: Call, rui: Client) -> None:
    sent = rui.post("/claims/new/", {"statement": "Nobody calls.", "terms": "driver\ncalled", "described": "waited"})
    assert sent.status_code == 302
    shown = page(rui, sent["Location"])
    assert "Nobody of 1 person interviewed waited" in shown
    assert "1 of 1 by rule, not yet checked" in shown
    assert "Nobody calls" in page(rui, "/claims/")


def test_a_quote_is_put_for_a_claim_from_its_own_page(team: Team, quote: str, rui: Client) -> None:
    claim = claims.write_claim(team.rui, ClaimForm("Nobody calls"))
    assert f"/quotes/{quote}/evidence/" in page(rui, "/quotes/")
    assert "Nobody calls" in page(rui, f"/quotes/{quote}/evidence/")
    rui.post(f"/quotes/{quote}/evidence/", {"claim": claim, "source": quote, "side": "supports"})
    assert "1 of 1 person interviewed said so" in page(rui, f"/claims/{claim}/")


@pytest.mark.parametrize("form", [{}, {"source": "quo_x", "side": "supports"}, {"source": "zzz_0", "side": "for"}])
def test_evidence_that_is_none_is_refused_in_words(rui: Client, claim: str, form: dict[str, str]) -> None:
    answer = rui.post(f"/claims/{claim}/evidence/", form)
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()


def test_a_count_is_corrected_with_its_turns_and_a_note(team: Team, call: Call, claim: str, rui: Client) -> None:
    form = {"asked": "never", "note": "A joke, no question."}
    rui.post(f"/claims/{claim}/people/{call.session_id}/{call.participant_id}/", form)
    shown = page(rui, f"/claims/{claim}/")
    assert "A joke, no question." in shown
    assert "checked by Rui" in shown
    assert "by rule, not yet checked" not in shown
    bad = rui.post(
        f"/claims/{claim}/people/{call.session_id}/{call.participant_id}/", {"asked": "turns", "turns": "the second"}
    )
    assert (bad.status_code, "by their numbers" in bad.content.decode()) == (400, True)


def test_all_counts_are_confirmed_at_once(claim: str, rui: Client) -> None:
    assert "All of it is right as it stands" in page(rui, f"/claims/{claim}/")
    rui.post(f"/claims/{claim}/confirm/")
    assert "by rule, not yet checked" not in page(rui, f"/claims/{claim}/")


def test_a_viewer_sees_the_claim_but_neither_names_nor_transcripts(
    team: Team, call: Call, claim: str, signed_in: SignIn
) -> None:
    shown = page(signed_in(team.vera), f"/claims/{claim}/")
    assert "1 of 1 person interviewed" in shown
    assert "Dana" not in shown
    assert f"/sessions/{call.session_id}/" not in shown
    assert "Count it differently" not in shown


def test_a_decision_notices_that_its_evidence_went(team: Team, quote: str, claim: str, rui: Client) -> None:
    form = {"title": "Call before six", "state": "decided", "decided_on": "2026-11-02", "claims": [claim]}
    assert rui.post("/decisions/new/", form).status_code == 302
    assert "its evidence has changed" not in page(rui, "/decisions/")
    quotes.delete_quote(team.rui, quote)
    shown = page(rui, "/decisions/")
    assert "its evidence has changed" in shown
    assert "said it: 0, was 1" in shown


def test_decided_without_a_day_stays_in_the_form_with_the_reason(rui: Client) -> None:
    answer = rui.post("/decisions/new/", {"title": "Call", "state": "decided"})
    assert answer.status_code == 400
    assert "Say on which day it was decided" in answer.content.decode()


def test_an_assumption_is_written_linked_and_shown_with_its_age(claim: str, rui: Client) -> None:
    form = {"statement": "Drivers call", "confidence": "high", "half_life_days": "90", "stated_on": "2025-01-01"}
    place = rui.post("/assumptions/new/", form)["Location"]
    assert "held with great confidence" in page(rui, "/assumptions/")
    rui.post(f"{place}evidence/", {"source": claim, "side": "contradicts"})
    shown = page(rui, place)
    assert "Nobody calls: 1 of 1 person interviewed" in shown
    assert "against" in shown


def test_the_findings_of_a_study_say_how_its_hypotheses_ended_and_what_is_missing(
    team: Team, claim: str, rui: Client
) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    hypothesis = hypotheses.add_hypothesis(team.rui, study, "Nobody calls first", "They speak of the phone")
    assert "untested" in page(rui, f"/studies/{study}/findings/")
    rui.post(f"/studies/{study}/hypotheses/{hypothesis}/judge/", {"claim": claim, "side": "supports"})
    shown = page(rui, f"/studies/{study}/findings/")
    assert "supported" in shown
    assert "should close with 3 or more" in shown
    assert f"/studies/{study}/findings/" in page(rui, f"/studies/{study}/")


@pytest.mark.parametrize("path", ["/claims/", "/decisions/", "/assumptions/"])
def test_an_empty_list_says_what_it_is_for(rui: Client, path: str) -> None:
    assert 'class="empty"' in page(rui, path)
