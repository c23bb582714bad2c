"""What the demo's team made of its conversations: claims, how hypotheses ended, decisions and assumptions.

Everything goes through the services that people use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import assumptions, claims, decisions, hypothesis_outcomes, outlines
from firsthand.services.access import visible
from firsthand.services.demo_files import DemoAssumption, DemoClaim, DemoContents, DemoDecision, DemoStudy
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import TranscriptRecord


@dataclass(frozen=True, slots=True)
class _Known:
    """The ids by the names that the folder uses."""

    studies: Mapping[str, str]
    quotes: Mapping[str, str]
    claims: Mapping[str, str]


def make(actor: Actor, contents: DemoContents, studies: Mapping[str, str]) -> None:
    """Write everything down; `studies` are the ids by the folder's keys.

    Raises Invalid, naming the place in the folder, for what does not fit together.
    """
    for transcript_id in visible(actor, TranscriptRecord).values_list("id", flat=True):
        outlines.listen_in_job(transcript_id)
    quotes = {_plain(exact): quote_id for quote_id, exact in visible(actor, QuoteRecord).values_list("id", "exact")}
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
        tuple(_named(known.studies, key, "study") for key in claim.studies),
        questions=claim.questions,
        terms=claim.terms,
    )
    claim_id = claims.write_claim(actor, form)
    for piece in claim.evidence:
        claims.add_evidence(actor, claim_id, Ref(Kind.QUOTE, _quote(piece.quote, known)), piece.side)
    if claim.is_checked:
        claims.confirm_counts(actor, claim_id)
    return claim_id


def _judge(actor: Actor, study: DemoStudy, known: _Known) -> None:
    records = visible(actor, HypothesisRecord).filter(study_id=known.studies[study.key])
    ids = dict(records.values_list("statement", "id"))
    for hypothesis in study.hypothesis:
        for verdict in hypothesis.claims:
            claim = _named(known.claims, verdict.claim, "claim")
            hypothesis_outcomes.judge(actor, ids[hypothesis.statement], claim, verdict.side)


def _make_decision(actor: Actor, decision: DemoDecision, known: _Known) -> None:
    form = decisions.DecisionForm(
        decision.title,
        decision.text,
        _named(known.studies, decision.study, "study") if decision.study else "",
        actor.id,
        decision.decided_on,
        decision.state,
        decision.is_hypothesis,
        tuple(_named(known.claims, statement, "claim") for statement in decision.claims),
    )
    decisions.write_decision(actor, form)


def _make_assumption(actor: Actor, assumption: DemoAssumption, known: _Known) -> None:
    form = assumptions.AssumptionForm(
        assumption.statement,
        assumption.confidence,
        assumption.half_life_days,
        assumption.stated_on,
        actor.id,
        _named(known.studies, assumption.study, "study") if assumption.study else "",
    )
    assumption_id = assumptions.write_assumption(actor, form)
    for verdict in assumption.evidence:
        claim = Ref(Kind.CLAIM, _named(known.claims, verdict.claim, "claim"))
        assumptions.link_evidence(actor, assumption_id, claim, verdict.side)


def _named(known: Mapping[str, str], name: str, noun: str) -> str:
    if name not in known:
        raise Invalid(f"there is no {noun} “{name}” in the folder", where="workspace.toml")
    return known[name]


def _quote(words: str, known: _Known) -> str:
    """The one quote that holds these words."""
    found = [quote_id for exact, quote_id in known.quotes.items() if _plain(words) in exact]
    if len(found) != 1:
        raise Invalid(f"“{words}” is part of {len(found)} quotes of the folder, not of one", where="workspace.toml")
    return found[0]


def _plain(words: str) -> str:
    return " ".join(words.split())
