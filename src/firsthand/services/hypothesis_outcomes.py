"""How the hypotheses of a study end: by the claims that members put for and against them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.decisions import Outcome, outcome
from firsthand.domain.synthesis.support import Counts, Side
from firsthand.services.access import found, visible
from firsthand.services.acting import acting
from firsthand.services.support import supports
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.decisions import HypothesisClaimRecord
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.studies import StudyRecord


@dataclass(frozen=True, slots=True)
class JudgingClaim:
    """A claim that speaks for or against a hypothesis."""

    id: str
    side: Side
    statement: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HypothesisOutcome:
    """How one hypothesis stands now."""

    hypothesis_id: str
    outcome: Outcome
    claims: tuple[JudgingClaim, ...]


def outcomes_of(actor: Actor, study_id: str) -> dict[str, HypothesisOutcome]:
    """The outcome of each hypothesis of a study, by its id; counted now."""
    study = found(actor, Action.VIEW, StudyRecord, study_id)
    hypotheses = visible(actor, HypothesisRecord).filter(study=study)
    links = list(HypothesisClaimRecord.objects.filter(hypothesis__in=hypotheses).order_by("created_at", "id"))
    claims = {one.id: one for one in visible(actor, ClaimRecord).filter(id__in=[link.claim_id for link in links])}
    counted = supports(actor, list(claims.values()))
    judged: defaultdict[str, list[tuple[JudgingClaim, Counts]]] = defaultdict(list)
    for link in links:
        if link.claim_id in claims:
            claim, found_support = claims[link.claim_id], counted[link.claim_id]
            judging = JudgingClaim(claim.id, Side(link.side), claim.statement, found_support.sentence)
            judged[link.hypothesis_id].append((judging, found_support.everything.people))
    return {one: _outcome(one, judged[one]) for one in hypotheses.values_list("id", flat=True)}


def judge(actor: Actor, hypothesis_id: str, claim_id: str, side: Side | None) -> None:
    """Say that a claim speaks for or against a hypothesis; None takes it away again."""
    hypothesis = found(actor, Action.CHANGE, HypothesisRecord, hypothesis_id)
    claim = found(actor, Action.VIEW, ClaimRecord, claim_id)
    verb = "took claim from hypothesis" if side is None else f"put claim that {side} hypothesis"
    with acting(actor, verb, Ref(Kind.HYPOTHESIS, hypothesis.id)):
        links = HypothesisClaimRecord.objects.filter(hypothesis=hypothesis, claim=claim)
        if side is None:
            links.delete()
        elif not links.update(side=side):
            HypothesisClaimRecord.objects.create(
                workspace_id=actor.workspace_id, hypothesis=hypothesis, claim=claim, side=side
            )


def _outcome(hypothesis_id: str, judged: list[tuple[JudgingClaim, Counts]]) -> HypothesisOutcome:
    result = outcome((judging.side, counts) for judging, counts in judged)
    return HypothesisOutcome(hypothesis_id, result, tuple(judging for judging, _ in judged))
