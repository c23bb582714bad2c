"""Decisions with the claims that they rest on, and what has changed in these since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.decisions import Change, DecisionState, changes, closing_remark, kept_counts
from firsthand.domain.synthesis.losses import number_lost
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, passage
from firsthand.services.live import require_synthesis_open
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.support import ClaimSupport, supports
from firsthand.services.team import require_members
from firsthand.services.undo import take_away
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.decisions import DecisionClaimRecord, DecisionRecord
from firsthand.storage.studies import StudyRecord

GONE = "gone"  # beside the counts that are kept


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What a member can write about a decision."""

    title: str
    text: str = ""
    study_id: str = ""
    owner_id: str = ""
    decided_on: date | None = None
    state: DecisionState = DecisionState.PROPOSED
    is_hypothesis: bool = False  # to be tested next, rather than decided
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim that something rests on, as it is now and what has changed since it was cited."""

    id: str
    statement: str
    sentence: str
    lost: int  # pieces of evidence that do not count any more
    changes: tuple[Change, ...]
    gone: int = 0  # pieces that were withdrawn or deleted for good since


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision as a list shows it."""

    id: str
    form: DecisionForm
    owner: str
    study: str
    claims: tuple[CitedClaim, ...]
    has_changed: bool  # a claim of it has other counts than when it was cited: look at it again
    version: int


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """The decisions of the workspace or of a study, and how many have no conversation behind them."""

    decisions: Slice[DecisionRow]
    without_claims: int
    to_revisit: int  # among those shown
    closing_remark: str  # of the study: what it closes with; "" without a study or where it is enough
    may_change: bool


def decisions(actor: Actor, wanted: Cut = Cut(limit=20), study_id: str = "") -> DecisionsPage:  # noqa: B008  (frozen)
    """Decisions, newest first, each with its claims counted now."""
    require(actor, Action.VIEW)
    query = visible(actor, DecisionRecord)
    if study_id:
        query = query.filter(study=found(actor, Action.VIEW, StudyRecord, study_id))
    rows = cut(query.select_related("owner__user", "study"), wanted, lambda records: _rows(actor, records))
    next_ones = query.filter(is_hypothesis=True).count()
    return DecisionsPage(
        decisions=rows,
        without_claims=query.filter(claims=None, is_hypothesis=False).count(),
        to_revisit=sum(row.has_changed for row in rows.items),
        closing_remark=closing_remark((rows.total or 0) - next_ones, next_ones) if study_id else "",
        may_change=may(actor, Action.CHANGE),
    )


def decision(actor: Actor, decision_id: str) -> DecisionRow:
    """One decision."""
    record = found(actor, Action.VIEW, DecisionRecord, decision_id, "owner__user", "study")
    return _rows(actor, [record])[0]


def write_decision(actor: Actor, form: DecisionForm) -> str:
    """Write a decision down, with the counts of its claims as they are now; gives its id."""
    require(actor, Action.CHANGE)
    fields, claims = _checked(actor, form), _claims(actor, form.claim_ids)
    decision_id, counted = new_id(Kind.DECISION), supports(actor, claims)
    with acting(actor, "wrote decision", Ref(Kind.DECISION, decision_id)):
        DecisionRecord.objects.create(id=decision_id, workspace_id=actor.workspace_id, **fields)
        _cite(actor, decision_id, claims, counted)
    return decision_id


def edit_decision(actor: Actor, decision_id: str, form: DecisionForm, version: int | None = None) -> None:
    """Save a decision; claims that it cited before keep the counts of that day. Raises Conflict as every edit."""
    record = found(actor, Action.CHANGE, DecisionRecord, decision_id)
    require_version(version, record.version, "decision")
    fields, claims = _checked(actor, form, record), _claims(actor, form.claim_ids)
    known = set(record.claims.values_list("claim_id", flat=True))
    fresh = [claim for claim in claims if claim.id not in known]
    counted = supports(actor, fresh)
    with acting(actor, "edited decision", Ref(Kind.DECISION, record.id)):
        query = DecisionRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**fields, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "decision")
        record.claims.exclude(claim__in=claims).delete()
        _cite(actor, record.id, fresh, counted)


def look_again(actor: Actor, decision_id: str) -> None:
    """Say that a decision was looked at with the evidence as it is now: its claims' counts are kept anew."""
    record = found(actor, Action.CHANGE, DecisionRecord, decision_id)
    claims = [link.claim for link in record.claims.select_related("claim").filter(claim__deleted_at=None)]
    counted = supports(actor, claims)
    with acting(actor, "looked at decision again", Ref(Kind.DECISION, record.id)):
        for claim in claims:
            kept = counts_to_keep(counted[claim.id])
            DecisionClaimRecord.objects.filter(decision=record, claim=claim).update(counts=kept)


def delete_decision(actor: Actor, decision_id: str) -> str:
    """Take a decision away; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, DecisionRecord, decision_id)
    subject = Ref(Kind.DECISION, record.id)
    with acting(actor, "deleted decision", subject):
        return take_away(actor, "deleted decision", subject, {Kind.DECISION: [record.id]})


def cited_claim(claim: ClaimRecord, counted: ClaimSupport, kept: dict[str, int]) -> CitedClaim:
    """A claim with what has changed since these counts were kept."""
    changed = changes(kept, counted.everything.people)
    gone = number_lost(counted.gone) - kept.get(GONE, 0)
    return CitedClaim(claim.id, claim.statement, counted.sentence, len(counted.lost), changed, gone)


def counts_to_keep(counted: ClaimSupport) -> dict[str, int]:
    """What is kept of a claim where something is decided by it: its counts, and how much evidence was gone by then."""
    return {**kept_counts(counted.everything.people), GONE: number_lost(counted.gone)}


def _rows(actor: Actor, records: Sequence[DecisionRecord]) -> list[DecisionRow]:
    links = DecisionClaimRecord.objects.filter(decision__in=records).order_by("created_at", "id")
    seen = {claim.id: claim for claim in visible(actor, ClaimRecord).filter(decisions__decision__in=records).distinct()}
    counted = supports(actor, list(seen.values()))
    cited: defaultdict[str, list[CitedClaim]] = defaultdict(list)
    for link in links:
        if link.claim_id in seen:
            cited[link.decision_id].append(cited_claim(seen[link.claim_id], counted[link.claim_id], link.counts))
    return [_row(record, tuple(cited[record.id])) for record in records]


def _row(record: DecisionRecord, claims: tuple[CitedClaim, ...]) -> DecisionRow:
    form = DecisionForm(
        record.title,
        record.text,
        record.study_id or "",
        record.owner_id or "",
        record.decided_on,
        DecisionState(record.state),
        record.is_hypothesis,
        tuple(claim.id for claim in claims),
    )
    return DecisionRow(
        id=record.id,
        form=form,
        owner=record.owner.user.name if record.owner else "",
        study=record.study.title if record.study and record.study.deleted_at is None else "",
        claims=claims,
        has_changed=any(claim.changes or claim.lost or claim.gone for claim in claims),
        version=record.version,
    )


def _checked(actor: Actor, form: DecisionForm, record: DecisionRecord | None = None) -> dict[str, object]:
    if form.state is DecisionState.DECIDED and form.decided_on is None:
        raise Invalid("Say on which day it was decided. Nothing was saved.", where="decided_on")
    if form.study_id:
        found(actor, Action.CHANGE, StudyRecord, form.study_id)
    require_synthesis_open([form.study_id])
    if form.owner_id:
        require_members(actor, [form.owner_id], [record.owner_id] if record and record.owner_id else [])
    return {
        "title": line(form.title, "title", 300, is_required=True),
        "text": passage(form.text, "text"),
        "study_id": form.study_id or None,
        "owner_id": form.owner_id or None,
        "decided_on": form.decided_on,
        "state": form.state,
        "is_hypothesis": form.is_hypothesis,
    }


def _claims(actor: Actor, claim_ids: Iterable[str]) -> list[ClaimRecord]:
    return [found(actor, Action.VIEW, ClaimRecord, one) for one in dict.fromkeys(claim_ids)]


def _cite(actor: Actor, decision_id: str, claims: Iterable[ClaimRecord], counted: dict[str, ClaimSupport]) -> None:
    DecisionClaimRecord.objects.bulk_create(
        DecisionClaimRecord(
            workspace_id=actor.workspace_id,
            decision_id=decision_id,
            claim=claim,
            counts=counts_to_keep(counted[claim.id]),
        )
        for claim in claims
    )
