"""Claims whose evidence went or changed say so, without a word of whose it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims, decisions, observations, quotes, studies, transcripts, withdrawals, withdrawing
from firsthand.services.claims import ClaimForm, ClaimRow
from firsthand.services.decisions import DecisionForm
from firsthand.services.observations import ObservationForm
from firsthand.services.purging import purge_deleted
from firsthand.services.studies import StudyForm
from firsthand.storage.models import LostEvidenceRecord, QuoteRecord
from people_at_work import CALL, Call, Team, hold_call


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def call(team: Team, study: str) -> Call:
    return hold_call(team.rui, study_id=study)


@pytest.fixture
def claim(team: Team, study: str) -> str:
    return claims.write_claim(team.rui, ClaimForm("Nobody calls", study_ids=(study,)))


def cite(team: Team, call: Call, claim: str) -> str:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    return quote


def row(team: Team, claim: str) -> ClaimRow:
    return claims.claim_page(team.vera, claim).row


def today() -> str:
    now = timezone.now()
    return f"{now.day} {now:%B %Y}"


def test_after_a_withdrawal_the_claim_says_what_went_and_on_which_day(team: Team, call: Call, claim: str) -> None:
    cite(team, call, claim)
    assert row(team, claim).gone == ()
    withdrawing.carry_out(withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov"))
    after = row(team, claim)
    assert after.gone == (f"1 quote for this claim was withdrawn on {today()}",)
    assert (after.people.said, after.lost) == (0, 0)
    assert claims.claims(team.rui).items[0].gone == after.gone


def test_what_was_evidence_through_an_observation_counts_too(team: Team, call: Call, claim: str) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    other = quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 29)
    seen = ObservationForm(ObservationKind.SAID, "They called.", quote_ids=(quote, other))
    observation = observations.new_observation(team.rui, seen)
    claims.add_evidence(team.rui, claim, Ref(Kind.OBSERVATION, observation), Side.CONTRADICTS)
    withdrawing.carry_out(withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov"))
    assert row(team, claim).gone == (f"2 quotes against this claim were withdrawn on {today()}",)


def test_between_the_withdrawal_and_the_erasure_the_claim_says_that_the_words_are_closed(
    team: Team, call: Call, claim: str
) -> None:
    cite(team, call, claim)
    withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov")
    assert row(team, claim).lost == 1


def test_a_decision_is_looked_at_again_although_its_counts_stayed(
    team: Team, call: Call, study: str, claim: str
) -> None:
    cite(team, call, claim)
    decision = decisions.write_decision(team.rui, DecisionForm("Call before six", study_id=study, claim_ids=(claim,)))
    LostEvidenceRecord.objects.create(
        workspace_id=team.rui.workspace_id, claim_id=claim, number=1, thing="quote", side="supports", loss="withdrawn"
    )
    cited = decisions.decision(team.rui, decision)
    assert (cited.has_changed, cited.claims[0].changes, cited.claims[0].gone) == (True, (), 1)
    decisions.look_again(team.rui, decision)
    assert not decisions.decision(team.rui, decision).has_changed


def test_a_deleted_quote_is_spoken_of_before_and_after_its_thirty_days(team: Team, call: Call, claim: str) -> None:
    quote = cite(team, call, claim)
    quotes.delete_quote(team.rui, quote)
    assert (row(team, claim).lost, row(team, claim).gone) == (1, ())
    QuoteRecord.objects.filter(id=quote).update(deleted_at=timezone.now() - timedelta(days=31))
    purge_deleted()
    assert (row(team, claim).lost, row(team, claim).gone) == (
        0,
        (f"1 quote for this claim was deleted for good on {today()}",),
    )


def test_a_quote_that_a_correction_altered_does_not_count_and_the_claim_says_so(
    team: Team, call: Call, claim: str
) -> None:
    cite(team, call, claim)
    transcripts.correct_turn(team.rui, call.transcript_id, 1, "Nobody ever told us.", has_listened=True)
    page = claims.claim_page(team.rui, claim)
    assert page.row.lost == 1
    assert [piece.why_not for piece in page.support.lost] == ["Its words are no longer what the transcript says."]


def test_nothing_of_the_person_is_kept(team: Team, call: Call, claim: str) -> None:
    cite(team, call, claim)
    hold_call(team.rui, CALL.replace("Dana Petrov", "Lin Okafor"), name="lin.vtt")
    withdrawing.carry_out(withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov"))
    [kept] = LostEvidenceRecord.objects.values()
    assert set(kept) == {"id", "workspace_id", "created_at", "claim_id", "number", "thing", "side", "loss"}
