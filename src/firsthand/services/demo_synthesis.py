"""What the demo's team made of its conversations: claims, how hypotheses ended, decisions and assumptions.

Everything goes through the services that people use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import assumptions, claims, decisions, hypothesis_outcomes, outlines
from firsthand.services.access import visible
from firsthand.services.demo_reading import holding, named
from firsthand.services.demo_tables import DemoAssumption, DemoClaim, DemoContents, DemoDecision, DemoStudy
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import TranscriptRecord

FILE = "workspace.toml"


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids by the names that the folder uses."""

    studies: Mapping[str, str]
    quotes: Sequence[tuple[str, str]]  # id and words, each wording once
    claims: Mapping[str, str]


def make(actor: Actor, contents: DemoContents, studies: Mapping[str, str]) -> None:
    """Write everything down; `studies` are the ids by the folder's keys.

    Raises Invalid, naming the place in the folder, for what does not fit together.
    """
    for transcript_id in visible(actor, TranscriptRecord).values_list("id", flat=True):
        outlines.listen_in_job(transcript_id)
    marked = visible(actor, QuoteRecord).values_list("id", "exact")
    quotes = [(quote_id, exact) for exact, quote_id in {exact: quote_id for quote_id, exact in marked}.items()]
    known = _Known(studies, quotes, {})
    made = {claim.statement: _make_claim(actor, claim, known) for claim in contents.claim}
    known = _Known(studies, quotes, made)
    for study in contents.study:
        _judge(actor, study, known)
    for decision in contents.decision:
        _make_decision(actor, decision, known)
    for assumption in contents.assumption:
        _make_assumption(actor, assumption, known)


def _make_claim(actor: Actor, claim: DemoClaim, known: _Known) -> str:
    form = claims.ClaimForm(
        claim.statement,
        claim.described,
        tuple(named(known.studies, key, "study", FILE) for key in claim.studies),
        questions=claim.questions,
        terms=claim.terms,
    )
    claim_id = claims.write_claim(actor, form)
    for piece in claim.evidence:
        claims.add_evidence(
            actor, claim_id, Ref(Kind.QUOTE, holding(piece.quote, known.quotes, "quotes", FILE)), piece.side
        )
    if claim.is_checked:
        claims.confirm_counts(actor, claim_id)
    return claim_id


def _judge(actor: Actor, study: DemoStudy, known: _Known) -> None:
    records = visible(actor, HypothesisRecord).filter(study_id=known.studies[study.key])
    ids = dict(records.values_list("statement", "id"))
    for hypothesis in study.hypothesis:
        for verdict in hypothesis.claims:
            claim = named(known.claims, verdict.claim, "claim", FILE)
            hypothesis_outcomes.judge(actor, ids[hypothesis.statement], claim, verdict.side)


def _make_decision(actor: Actor, decision: DemoDecision, known: _Known) -> None:
    form = decisions.DecisionForm(
        decision.title,
        decision.text,
        named(known.studies, decision.study, "study", FILE) if decision.study else "",
        actor.id,
        decision.decided_on,
        decision.state,
        decision.is_hypothesis,
        tuple(named(known.claims, statement, "claim", FILE) for statement in decision.claims),
    )
    decisions.write_decision(actor, form)


def _make_assumption(actor: Actor, assumption: DemoAssumption, known: _Known) -> None:
    form = assumptions.AssumptionForm(
        assumption.statement,
        assumption.confidence,
        assumption.half_life_days,
        assumption.stated_on,
        actor.id,
        named(known.studies, assumption.study, "study", FILE) if assumption.study else "",
    )
    assumption_id = assumptions.write_assumption(actor, form)
    for verdict in assumption.evidence:
        claim = Ref(Kind.CLAIM, named(known.claims, verdict.claim, "claim", FILE))
        assumptions.link_evidence(actor, assumption_id, claim, verdict.side)
